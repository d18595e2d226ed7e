//! Papers are written afresh, with the pages and what they are made of, and without what the file knows of its writer or would do:
//! the Info dictionary, XMP, earlier states of the file, notes in the margin, forms, attached files, scripts and actions. Photographs
//! inside lose their EXIF. A paper that is locked is refused: nobody could look into it, and neither could we.

use std::io::Read as _;

use domain::fault::FieldFault;
use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, Object};

/// The most that the packed parts of a file may unpack to while it is read.
const UNPACKED: u64 = 64 * 1024 * 1024;
/// Longest description of a packed part, in bytes; what begins farther away is refused.
const HEAD: usize = 64 * 1024;
/// The most objects.
const OBJECTS: usize = 200_000;

/// Entries that tell of the writer, wherever they stand.
const TELLS: [&[u8]; 4] = [b"Metadata", b"PieceInfo", b"LastModified", b"Thumb"];
/// Entries of the file and of its pages that do something, or that are no part of what a page shows.
const DOES: [&[u8]; 15] = [
    b"OpenAction",
    b"AA",
    b"Annots",
    b"AcroForm",
    b"Names",
    b"Outlines",
    b"AF",
    b"Collection",
    b"StructTreeRoot",
    b"Perms",
    b"URI",
    b"Threads",
    b"B",
    b"Extensions",
    b"DSS",
];

/// The same pages, or why it is refused.
pub(super) fn rewrite(bytes: &[u8]) -> Result<Vec<u8>, FieldFault> {
    let refuse = |word: &str| FieldFault::new("file", word);
    let locked = bytes.windows(8).any(|w| w == b"/Encrypt");
    if locked {
        return Err(refuse("fault-attachment-locked"));
    }
    unpacks_small(bytes)?;
    let mut paper = Document::load_mem(bytes).map_err(|_| refuse("fault-attachment-broken"))?;
    if paper.is_encrypted() || paper.trailer.has(b"Encrypt") {
        return Err(refuse("fault-attachment-locked"));
    }
    if paper.objects.len() > OBJECTS || paper.get_pages().is_empty() {
        return Err(refuse("fault-attachment-broken"));
    }
    let root = paper.trailer.get(b"Root").cloned().map_err(|_| refuse("fault-attachment-broken"))?;
    paper.trailer = Dictionary::new();
    paper.trailer.set("Root", root);
    for object in paper.objects.values_mut() {
        strip(object, 0);
    }
    paper.prune_objects();
    let mut out = Vec::new();
    paper.save_to(&mut out).map_err(|_| refuse("fault-attachment-broken"))?;
    Ok(out)
}

/// Takes the entries out, at any depth that a page can have.
fn strip(object: &mut Object, depth: usize) {
    if depth > 64 {
        *object = Object::Null;
        return;
    }
    match object {
        Object::Dictionary(entries) => strip_all(entries, depth),
        Object::Array(items) => items.iter_mut().for_each(|item| strip(item, depth + 1)),
        Object::Stream(stream) => {
            strip_all(&mut stream.dict, depth);
            let filters: Vec<Vec<u8>> = match stream.dict.get(b"Filter") {
                Ok(Object::Name(name)) => vec![name.clone()],
                Ok(Object::Array(names)) => names.iter().filter_map(|n| n.as_name().ok().map(<[u8]>::to_vec)).collect(),
                _ => Vec::new(),
            };
            if filters == [b"DCTDecode".to_vec()] {
                let bare = without_segments(&stream.content);
                stream.set_content(bare);
            }
        }
        _ => {}
    }
}

fn strip_all(entries: &mut Dictionary, depth: usize) {
    for name in TELLS {
        entries.remove(name);
    }
    // Elsewhere any name may stand for a font, a colour or a picture.
    let kind = entries.get(b"Type").and_then(Object::as_name).unwrap_or_default();
    if [b"Catalog".as_slice(), b"Pages", b"Page"].contains(&kind) || entries.has(b"Pages") || entries.has(b"Contents") {
        for name in DOES {
            entries.remove(name);
        }
    }
    entries.iter_mut().for_each(|(_, value)| strip(value, depth + 1));
}

/// A JPEG without its application segments, comments and what hangs behind its end; colour needs only the first (JFIF) and Adobe's.
fn without_segments(jpeg: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(jpeg.len());
    let Some(mut rest) = jpeg.strip_prefix(b"\xff\xd8") else { return out };
    out.extend_from_slice(b"\xff\xd8");
    while let [0xff, marker, tail @ ..] = rest {
        if *marker == 0xd9 {
            out.extend_from_slice(b"\xff\xd9");
            break;
        }
        let [high, low, ..] = tail else { break };
        let long = 2 + usize::from(u16::from_be_bytes([*high, *low]));
        let Some((segment, after)) = rest.split_at_checked(long) else { break };
        let tells = matches!(*marker, 0xe1..=0xed | 0xef | 0xfe);
        if !tells {
            out.extend_from_slice(segment);
        }
        rest = after;
        if *marker == 0xda {
            let scan = scan_length(rest);
            let (pixels, after) = rest.split_at(scan);
            out.extend_from_slice(pixels);
            rest = after;
        }
    }
    out
}

/// Bytes of pixels up to the next marker: an escaped 0xff (before 0x00) and a restart (0xd0 to 0xd7) belong to them.
fn scan_length(bytes: &[u8]) -> usize {
    let marker = |pair: &[u8]| matches!(pair, [0xff, second] if !matches!(*second, 0x00 | 0xd0..=0xd7 | 0xff));
    bytes.windows(2).position(marker).unwrap_or(bytes.len())
}

/// While a paper is read its object streams are unpacked without a limit, so they are unpacked here first, with one. Only the usual
/// packing is taken for them: a packed packing is how a small file becomes a large one.
fn unpacks_small(bytes: &[u8]) -> Result<(), FieldFault> {
    let mut left = UNPACKED;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let start = at + found;
        at = start + 6;
        if bytes[..start].ends_with(b"end") {
            continue;
        }
        let head = &bytes[start.saturating_sub(HEAD)..start];
        let Some(begins) = rfind(head, b" obj") else { return Err(FieldFault::new("file", "fault-attachment-broken")) };
        let head = &head[begins..];
        let inner = [b"/ObjStm".as_slice(), b"/XRef"].into_iter().any(|word| find(head, word).is_some());
        if !inner {
            continue;
        }
        let packings = count(head, b"Decode").saturating_sub(count(head, b"DecodeParms"));
        let usual = find(head, b"/FlateDecode").is_some();
        if packings > 1 || (packings == 1 && !usual) {
            return Err(FieldFault::new("file", "fault-attachment-broken"));
        }
        if packings == 1 {
            let body = &bytes[at..];
            let body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
            let mut sink = std::io::sink();
            let unpacked = std::io::copy(&mut ZlibDecoder::new(body).take(left + 1), &mut sink).unwrap_or(0);
            left = left.checked_sub(unpacked).ok_or_else(|| FieldFault::new("file", "fault-attachment-pixels"))?;
        }
    }
    Ok(())
}

fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|w| w == needle)
}

fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).rposition(|w| w == needle)
}

fn count(hay: &[u8], needle: &[u8]) -> usize {
    hay.windows(needle.len()).filter(|w| *w == needle).count()
}
