//! Pictures and papers: what is refused, what is taken away from what is taken, and who opens them.

use std::io::Cursor;

use domain::id::FileId;
use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};

use super::*;
use crate::cases::files::{self, Sent};

/// Words that a camera or a writer leaves in a file.
const TELLS: [&[u8]; 8] = [b"GPS 49.2827 N", b"Exif", b"adobe:ns:meta", b"Zebulon", b"tEXt", b"iTXt", b"eXIf", b"XMP "];

fn drawn(format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(40, 30, |x, y| image::Rgb([u8::try_from(x * 6).unwrap(), u8::try_from(y * 8).unwrap(), 90]));
    DynamicImage::ImageRgb8(picture).write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let long = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &long[..], body].concat()
}

/// A photograph with EXIF that says where and which way up (6: turned), XMP, a comment, and something behind its end.
fn jpeg() -> Vec<u8> {
    let bare = drawn(ImageFormat::Jpeg);
    let tiff = [b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".as_slice(), b"GPS 49.2827 N"].concat();
    let exif = segment(0xe1, &[b"Exif\0\0".as_slice(), &tiff].concat());
    let xmp = segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>Zebulon</x:xmpmeta>");
    let comment = segment(0xfe, b"Zebulon Quirk");
    [&bare[..2], &exif, &xmp, &comment, &bare[2..], b"PK\x03\x04Zebulon"].concat()
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(name);
    sum.update(body);
    [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], name, body, &sum.sum().to_be_bytes()].concat()
}

fn png() -> Vec<u8> {
    let bare = drawn(ImageFormat::Png);
    let head = 8 + 25;
    let text = chunk(b"tEXt", b"Author\0Zebulon Quirk");
    let xmp = chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0adobe:ns:meta/ Zebulon");
    let exif = chunk(b"eXIf", b"II*\0\x08\0\0\0\0\0GPS 49.2827 N");
    [&bare[..head], &text, &xmp, &exif, &bare[head..], b"<svg onload=alert(1)>Zebulon"].concat()
}

fn webp(see_through: bool) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let picture = if see_through {
        DynamicImage::ImageRgba8(RgbaImage::from_pixel(20, 10, image::Rgba([9, 90, 90, 120])))
    } else {
        DynamicImage::ImageRgb8(RgbImage::from_pixel(20, 10, image::Rgb([9, 90, 90])))
    };
    picture.write_to(&mut out, ImageFormat::WebP).unwrap();
    let bare = out.into_inner();
    let piece = |name: &[u8; 4], body: &[u8]| {
        let even = if body.len() % 2 == 1 { vec![0] } else { Vec::new() };
        [&name[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), body, &even].concat()
    };
    // EXIF and XMP are said to be there by the flags of the extended head; so is what shines through.
    let flags = 0x0c | if see_through { 0x10 } else { 0 };
    let head = piece(b"VP8X", &[flags, 0, 0, 0, 19, 0, 0, 9, 0, 0]);
    let body =
        [&head[..], &bare[12..], &piece(b"EXIF", b"II*\0\x08\0\0\0\0\0GPS 49.2827 N"), &piece(b"XMP ", b"adobe:ns:meta/ Zebulon")].concat();
    [b"RIFF".as_slice(), &u32::try_from(body.len() + 4).unwrap().to_le_bytes(), b"WEBP", &body].concat()
}

fn pdf() -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut paper = Document::with_version("1.5");
    let photo = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 40, "Height" => 30, "Filter" => "DCTDecode", "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8 };
    let photo = paper.add_object(Stream::new(photo, jpeg()).with_compression(false));
    let words = paper.add_object(Stream::new(dictionary! {}, b"q 40 0 0 30 0 0 cm /A Do Q".to_vec()));
    let note = paper.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Text", "T" => Object::string_literal("Zebulon"), "Contents" => Object::string_literal("Zebulon says") });
    let script = paper.add_object(dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert('Zebulon')") });
    let meta = paper.add_object(
        Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, b"adobe:ns:meta Zebulon".to_vec()).with_compression(false),
    );
    let pages = paper.new_object_id();
    let page = paper.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => words, "Annots" => vec![note.into()], "MediaBox" => vec![0.into(), 0.into(), 40.into(), 30.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "A" => photo } },
    });
    paper.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let root = paper.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Metadata" => meta, "OpenAction" => script });
    let info = paper.add_object(
        dictionary! { "Author" => Object::string_literal("Zebulon Quirk"), "Title" => Object::string_literal("Chart of Zebulon") },
    );
    paper.trailer.set("Root", root);
    paper.trailer.set("Info", info);
    let mut out = Vec::new();
    paper.save_to(&mut out).unwrap();
    out
}

/// A page with these words on it.
fn written(text: &str) -> Vec<u8> {
    use lopdf::{Document, Stream, dictionary};
    let mut paper = Document::with_version("1.5");
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" };
    let font = paper.add_object(font);
    let words = paper.add_object(Stream::new(dictionary! {}, format!("BT /F 12 Tf ({text}) Tj ET").into_bytes()));
    let pages = paper.new_object_id();
    let fonts = dictionary! { "Font" => dictionary! { "F" => font } };
    let page = paper.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => words, "Resources" => fonts });
    paper.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let root = paper.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    paper.trailer.set("Root", root);
    let mut out = Vec::new();
    paper.save_to(&mut out).unwrap();
    out
}

fn sent(name: &str, bytes: Vec<u8>) -> Sent {
    Sent { name: name.into(), bytes, attested: true, ..Sent::default() }
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|w| w == words)
}

impl House {
    async fn put(&self, case: CaseId, sent: Sent) -> Result<(FileId, files::Put)> {
        let id = FileId(self.world.cx.new_id());
        let put = files::add(&self.world.cx, &self.who("amara").await, &self.slug, case, id, sent).await?;
        Ok((id, put))
    }

    async fn opened(&self, who: &str, case: CaseId, file: FileId) -> Result<files::Download> {
        files::open(&self.world.cx, &self.who(who).await, &self.slug, case, file).await
    }
}

crate::both! {
    async fn nothing_is_kept_of_a_file_but_what_can_be_seen(bench) {
        let house = house(&bench).await;
        for (name, bytes, media) in [
            ("photo.jpg", jpeg(), "image/jpeg"),
            ("scan.png", png(), "image/png"),
            ("flat.webp", webp(false), "image/jpeg"),
            ("glass.webp", webp(true), "image/png"),
            ("paper.pdf", pdf(), "application/pdf"),
        ] {
            assert!(holds(&bytes, b"Zebulon"), "{name}: the sample tells");
            let case = house.draft().await;
            let (file, _) = house.put(case, sent(name, bytes)).await.unwrap();
            let kept = house.opened("amara", case, file).await.unwrap();
            assert_eq!((kept.media_type.as_str(), &kept.name[..13]), (media, "attachment-1."), "{name}");
            for tell in TELLS {
                assert!(!holds(&kept.bytes, tell), "{name} still says {:?}", String::from_utf8_lossy(tell));
            }
            if media != "application/pdf" {
                image::load_from_memory(&kept.bytes).unwrap();
            } else {
                let paper = lopdf::Document::load_mem(&kept.bytes).unwrap();
                assert_eq!(paper.get_pages().len(), 1);
                assert!(holds(&kept.bytes, b"DCTDecode"), "the picture on the page is still there");
                assert!(!holds(&kept.bytes, b"JavaScript") && !holds(&kept.bytes, b"/Info"));
            }
        }
        // The photograph said that it was lying on its side: it is turned, for what said so is gone.
        let case = house.draft().await;
        let (file, _) = house.put(case, sent("photo.jpg", jpeg())).await.unwrap();
        let turned = image::load_from_memory(&house.opened("amara", case, file).await.unwrap().bytes).unwrap();
        assert_eq!((turned.width(), turned.height()), (30, 40));
    }

    async fn what_cannot_be_taken_is_refused_with_its_own_sentence(bench) {
        let house = house(&bench).await;
        let case = house.draft().await;
        let mut huge = png();
        // Fifty thousand pixels on a side, said in the head; the check sum is made to agree.
        huge[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        let mut sum = flate2::Crc::new();
        sum.update(&huge[12..29]);
        let sum = sum.sum().to_be_bytes();
        huge[29..33].copy_from_slice(&sum);
        let dicom = [vec![0; 128], b"DICM".to_vec()].concat();
        let eicar = br"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*".to_vec();
        let declared = |kind: &str, s: Sent| Sent { declared: kind.into(), ..s };
        let hostile = [
            ("fault-attachment-svg", sent("a.svg", b"<svg onload='alert(1)'/>".to_vec())),
            ("fault-attachment-svg", sent("a.png", b"<?xml version='1.0'?><svg onload='alert(1)'/>".to_vec())),
            ("fault-attachment-svg", declared("image/svg+xml", sent("a.png", png()))),
            ("fault-attachment-mismatch", sent("a.png", b"<!DOCTYPE html><script>alert(1)</script>".to_vec())),
            ("fault-attachment-mismatch", sent("a.png", jpeg())),
            ("fault-attachment-mismatch", sent("a.exe", png())),
            ("fault-attachment-mismatch", sent("..%2f..%2fetc%2fpasswd", png())),
            ("fault-attachment-mismatch", declared("image/jpeg", sent("a.png", png()))),
            ("fault-attachment-mismatch", sent("a.png", eicar.clone())),
            ("fault-attachment-mismatch", sent("a.pdf", b"PK\x03\x04".to_vec())),
            ("fault-attachment-kind", sent("a.zip", b"PK\x03\x04zip".to_vec())),
            ("fault-attachment-kind", sent("a.txt", eicar)),
            ("fault-attachment-kind", sent("a.gif", b"GIF89a\x01\0".to_vec())),
            ("fault-attachment-dicom", sent("a.dcm", dicom.clone())),
            ("fault-attachment-dicom", sent("a.png", dicom)),
            ("fault-attachment-sound", sent("a.mp3", b"ID3\x04".to_vec())),
            ("fault-attachment-sound", sent("a.png", b"\0\0\0\x18ftypmp42".to_vec())),
            ("fault-attachment-sound", sent("a.pdf", b"RIFF\0\0\0\0WAVEfmt ".to_vec())),
            ("fault-attachment-sound", declared("video/mp4", sent("a.png", png()))),
            ("fault-attachment-pixels", sent("a.png", huge)),
            ("fault-attachment-broken", sent("a.png", png()[..60].to_vec())),
            ("fault-attachment-broken", sent("a.jpg", jpeg()[..40].to_vec())),
            ("fault-attachment-broken", sent("a.webp", b"RIFF\x04\0\0\0WEBP".to_vec())),
            ("fault-attachment-broken", sent("a.pdf", b"%PDF-1.4\nnothing".to_vec())),
            ("fault-attachment-locked", sent("a.pdf", [&pdf()[..], b"\ntrailer << /Encrypt 9 0 R >>"].concat())),
            ("fault-attachment-pixels", sent("a.pdf", bomb())),
            ("fault-attachment-large", sent("a.png", vec![0x89; files::LARGEST + 1])),
            ("fault-empty", sent("a.png", Vec::new())),
        ];
        for (n, (word, file)) in hostile.into_iter().enumerate() {
            let name = file.name.clone();
            let told = house.put(case, file).await.map(|_| ()).expect_err(&name);
            assert_eq!(words_of(told), [("file".to_owned(), word.to_owned())], "{n}: {name}");
        }
        // Names that would harm are not kept: what is taken is called by its place.
        for name in [format!("{}.png", "x".repeat(300)), "evil\u{202e}gnp.png".into(), "a\0b.png".into(), "..\\..\\a.png".into()] {
            let (file, _) = house.put(case, sent(&name, png())).await.unwrap();
            assert!(house.opened("amara", case, file).await.unwrap().name.starts_with("attachment-"));
        }
    }

    async fn words_of_a_paper_are_checked_when_it_is_put_in(bench) {
        use crate::cases::files::Words;
        let house = house(&bench).await;
        let case = house.draft().await;
        let told = house.put(case, sent("a.pdf", written("PHN 9698 658 215"))).await.map(|_| ()).unwrap_err();
        let Fault::Invalid(faults) = told else { panic!("{told:?}") };
        assert_eq!(faults[0].word, "fault-attachment-tells");
        for (text, words) in [("Sit down first.", Words::Clear), ("On May 14 we met.", Words::Doubtful), ("Ask Amara Okafor.", Words::Doubtful)] {
            let (file, put) = house.put(case, sent("a.pdf", written(text))).await.unwrap();
            let line = files::lines(bench.cx.db(), case).await.unwrap().into_iter().find(|l| l.id == file).unwrap();
            assert_eq!((put.words, line.words), (words, words), "{text}");
        }
        let (_, put) = house.put(case, sent("b.pdf", pdf())).await.unwrap();
        assert_eq!(put.words, Words::Unread, "a picture on a page: a person looks");
    }

    async fn a_name_that_tells_is_replaced_and_its_sender_learns_it(bench) {
        let house = house(&bench).await;
        let case = house.draft().await;
        for (name, tells) in [("wound.png", false), ("Mrs_Susan_Wong.png", true), ("PHN-9698658215.png", true)] {
            let (_, put) = house.put(case, sent(name, png())).await.unwrap();
            assert_eq!(put.name_told, tells, "{name}");
        }
        let stored = tables::case_files::Entity::find().all(bench.cx.db()).await.unwrap();
        assert!(stored.iter().all(|f| !holds(&f.bytes, b"Susan")));
    }

    async fn handing_in_waits_for_the_tick_and_approving_for_each_file_to_be_opened(bench) {
        let house = house(&bench).await;
        let (cx, slug, case) = (house.world.cx.clone(), house.slug.clone(), house.draft().await);
        let amara = house.who("amara").await;
        let (file, _) = house.put(case, Sent { attested: false, ..sent("a.png", png()) }).await.unwrap();
        assert_eq!(words_of(house.submit(case, &clean()).await.unwrap_err()), [("attachments".to_owned(), "fault-case-attest".to_owned())]);
        files::attest(&cx, &amara, &slug, case, file).await.unwrap();
        house.submit(case, &clean()).await.unwrap();
        house.opened("gilles", case, file).await.unwrap();
        let told = words_of(house.approve("fatima", case).await.unwrap_err());
        assert_eq!(told, [("attachments".to_owned(), "fault-case-unopened".to_owned())], "another's opening does not count");
        assert_eq!(house.opened("benoit", case, file).await.unwrap_err(), Fault::Missing);
        house.opened("fatima", case, file).await.unwrap();
        house.approve("fatima", case).await.unwrap();
        // Another file afterwards: back to review, with the words it has.
        house.put(case, sent("b.png", png())).await.unwrap();
        assert_eq!(house.row(case).await.state, "submitted");
        assert!(house.approve("fatima", case).await.is_err());
        files::remove(&cx, &amara, &slug, case, file).await.unwrap();
        assert_eq!(house.opened("amara", case, file).await.unwrap_err(), Fault::Missing);
    }

    async fn files_are_few_are_put_in_once_and_go_with_their_case(bench) {
        let house = house(&bench).await;
        let (cx, slug, case, amara) = (house.world.cx.clone(), house.slug.clone(), house.draft().await, house.who("amara").await);
        let once = FileId(cx.new_id());
        for _ in 0..2 {
            files::add(&cx, &amara, &slug, case, once, sent("a.png", png())).await.unwrap();
        }
        for _ in 0..5 {
            house.put(case, sent("a.png", png())).await.unwrap();
        }
        assert_eq!(words_of(house.put(case, sent("a.png", png())).await.map(|_| ()).unwrap_err())[0].1, "fault-attachment-many");
        review::purge(&cx, &amara, &slug, case).await.unwrap();
        assert_eq!(tables::case_files::Entity::find().count(cx.db()).await.unwrap(), 0);
        assert_eq!(tables::case_file_openings::Entity::find().count(cx.db()).await.unwrap(), 0);
    }
}

/// A small paper whose packed part unpacks to a hundred million bytes.
fn bomb() -> Vec<u8> {
    use std::io::Write as _;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0_u8; 1_000_000];
    for _ in 0..100 {
        packed.write_all(&zeros).unwrap();
    }
    let packed = packed.finish().unwrap();
    let head = format!("%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >>\nstream\n", packed.len());
    [head.as_bytes(), &packed, b"\nendstream\nendobj\n"].concat()
}
