//! Pictures are decoded and drawn afresh: what is not a pixel (EXIF, GPS, XMP, comments, text chunks, profiles, what hangs behind the end)
//! cannot come along, whatever it is called, and a file that is two things at once is one afterwards. Stripping by a list of known
//! segments would keep the unknown ones. A turned photograph is turned before its EXIF, which says so, is gone.

use std::io::Cursor;

use domain::fault::FieldFault;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageEncoder, Limits};

use super::Kind;

/// Longest side, in pixels.
const SIDE: u32 = 12_000;
/// Most pixels: 40 million, a large photograph.
const PIXELS: u64 = 40_000_000;
/// Most memory that a decoder may ask for.
const MEMORY: u64 = 512 * 1024 * 1024;
/// Quality of a photograph that is drawn afresh.
const QUALITY: u8 = 90;

/// The same picture, with nothing but its pixels. A WebP becomes a PNG when something shines through it, a JPEG otherwise: the
/// encoder at hand writes WebP without loss only, many times the size.
pub(super) fn redraw(kind: Kind, bytes: &[u8]) -> Result<(Kind, Vec<u8>), FieldFault> {
    let picture = match kind {
        Kind::Png => decode(PngDecoder::with_limits(Cursor::new(bytes), limits()).map_err(refused)?)?,
        Kind::Jpeg => decode(JpegDecoder::new(Cursor::new(bytes)).map_err(refused)?)?,
        _ => decode(WebPDecoder::new(Cursor::new(bytes)).map_err(refused)?)?,
    };
    let kind = match kind {
        Kind::Webp if picture.color().has_alpha() => Kind::Png,
        Kind::Webp => Kind::Jpeg,
        other => other,
    };
    let mut out = Vec::new();
    if kind == Kind::Jpeg {
        let flat = if picture.color().has_color() {
            DynamicImage::ImageRgb8(picture.into_rgb8())
        } else {
            DynamicImage::ImageLuma8(picture.into_luma8())
        };
        JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&flat).map_err(refused)?;
    } else {
        let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive);
        encoder.write_image(picture.as_bytes(), picture.width(), picture.height(), picture.color().into()).map_err(refused)?;
    }
    Ok((kind, out))
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height, limits.max_alloc) = (Some(SIDE), Some(SIDE), Some(MEMORY));
    limits
}

/// Its size is known from its first bytes, and judged before a pixel is unpacked.
fn decode(mut decoder: impl ImageDecoder) -> Result<DynamicImage, FieldFault> {
    let (width, height) = decoder.dimensions();
    if width > SIDE || height > SIDE || u64::from(width) * u64::from(height) > PIXELS {
        return Err(FieldFault::new("file", "fault-attachment-pixels"));
    }
    decoder.set_limits(limits()).map_err(refused)?;
    let turn = decoder.orientation().map_err(refused)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(turn);
    Ok(picture)
}

fn refused(why: image::ImageError) -> FieldFault {
    let word = if matches!(why, image::ImageError::Limits(_)) { "fault-attachment-pixels" } else { "fault-attachment-broken" };
    FieldFault::new("file", word)
}
