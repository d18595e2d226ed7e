//! What a file is, by its bytes; its name and its declared type must agree. Everything else is refused with a sentence of its own.

use domain::fault::FieldFault;

use super::{LARGEST, Sent};

/// What is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture without loss.
    Png,
    /// A photograph.
    Jpeg,
    /// Either; it is stored as one of the two.
    Webp,
    /// A paper.
    Pdf,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Png, Self::Jpeg, Self::Webp, Self::Pdf];

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }

    /// The ending of its name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
        }
    }

    /// The kind of this media type.
    pub fn of_media_type(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.media_type() == text)
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            b if b.starts_with(b"\x89PNG\r\n\x1a\n") => Some(Self::Png),
            b if b.starts_with(b"\xff\xd8\xff") => Some(Self::Jpeg),
            b if b.starts_with(b"RIFF") && b.get(8..12) == Some(b"WEBP") => Some(Self::Webp),
            b if b.starts_with(b"%PDF-") => Some(Self::Pdf),
            _ => None,
        }
    }

    fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "png" => Some(Self::Png),
            "jpg" | "jpeg" | "jfif" => Some(Self::Jpeg),
            "webp" => Some(Self::Webp),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

const SOUND: [&str; 22] = [
    "mp3", "m4a", "wav", "ogg", "oga", "opus", "flac", "aac", "amr", "wma", "mp4", "m4v", "mov", "avi", "mkv", "webm", "wmv", "mpg",
    "mpeg", "3gp", "ogv", "aiff",
];

/// What a file is, or the sentence of its refusal.
pub(super) fn judge(sent: &Sent) -> Result<Kind, FieldFault> {
    let refuse = |word: &str| Err(FieldFault::new("file", word));
    let bytes = sent.bytes.as_slice();
    // Only what stands behind the last dot of the name counts, and the name goes no farther than this function.
    let ending = sent.name.rsplit_once('.').map(|(_, e)| e.trim().to_lowercase()).unwrap_or_default();
    let declared = sent.declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if bytes.is_empty() {
        return refuse("fault-empty");
    }
    if bytes.len() > LARGEST {
        return refuse("fault-attachment-large");
    }
    if is_sound(bytes) || SOUND.contains(&ending.as_str()) || declared.starts_with("audio/") || declared.starts_with("video/") {
        return refuse("fault-attachment-sound");
    }
    if bytes.get(128..132) == Some(b"DICM") || ["dcm", "dicom", "dic"].contains(&ending.as_str()) || declared == "application/dicom" {
        return refuse("fault-attachment-dicom");
    }
    if ["svg", "svgz"].contains(&ending.as_str()) || declared == "image/svg+xml" || holds_svg(bytes) {
        return refuse("fault-attachment-svg");
    }
    let (by_bytes, by_ending) = (Kind::of_bytes(bytes), Kind::of_ending(&ending));
    let silent = ["", "application/octet-stream"].contains(&declared.as_str());
    match (by_bytes, by_ending) {
        (Some(kind), Some(named)) if kind == named && (silent || declared == kind.media_type()) => Ok(kind),
        (Some(_), _) | (None, Some(_)) => refuse("fault-attachment-mismatch"),
        (None, None) => refuse("fault-attachment-kind"),
    }
}

/// Sound and moving pictures by their first bytes.
fn is_sound(bytes: &[u8]) -> bool {
    let riff = bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WAVE" | b"AVI "));
    let mp4 = bytes.get(4..8) == Some(b"ftyp") && !matches!(bytes.get(8..12), Some(b"heic" | b"heix" | b"mif1" | b"avif"));
    let starts: [&[u8]; 6] = [b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"\xff\xfb", b"#!AMR"];
    riff || mp4 || starts.iter().any(|s| bytes.starts_with(s))
}

/// A drawing that a browser would run, whatever it is called.
fn holds_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let marked = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    marked.starts_with('<') && text.contains("<svg")
}
