//! A zip archive in memory. Every entry bears the same date and is packed the same way: the same files give the same bytes.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::{Fault, Result};

/// An archive that is being filled.
pub(crate) struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Archive {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

fn broken(why: impl std::fmt::Display) -> Fault {
    Fault::Broken(format!("an archive cannot be packed: {why}"))
}

impl Archive {
    /// Puts a file in. Folders of its name are divided by `/`.
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        // The earliest day that the format knows: it says nothing of when this was made.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(6));
        self.0.start_file(name, options.last_modified_time(DateTime::default())).map_err(broken)?;
        self.0.write_all(bytes).map_err(broken)
    }

    /// The whole archive.
    pub(crate) fn finish(self) -> Result<Vec<u8>> {
        Ok(self.0.finish().map_err(broken)?.into_inner())
    }
}

/// A name that is safe as a part of a path on any machine: letters, digits, `-_.` and single spaces, at most 80 of them.
pub(crate) fn safe(name: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { ' ' };
    let plain: String = name.chars().map(kept).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name: String = words.join(" ").trim_start_matches('.').chars().collect();
    let skipped = name.chars().count().saturating_sub(80);
    // The ending tells what opens it, so the front is shortened.
    name.chars().skip(skipped).collect::<String>().trim_start_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_name_is_no_way_out_of_the_folder() {
        for (name, safe_name) in
            [("../../etc/passwd", "etc passwd"), ("a\\b:c.pdf", "a b c.pdf"), ("Évaluation n° 3.pdf", "Évaluation n 3.pdf"), ("..", "")]
        {
            assert_eq!(safe(name), safe_name);
        }
        assert_eq!(safe(&format!("{}.pdf", "é".repeat(200))).chars().count(), 80);
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let fill = || {
            let mut archive = Archive::default();
            archive.put("README.txt", b"What is here.").unwrap();
            archive.put("papers/\u{e9}t\u{e9}.csv", &[b'x'; 5000]).unwrap();
            archive.finish().unwrap()
        };
        assert_eq!(fill(), fill());
        assert!(fill().len() < 600, "it is packed");
    }
}
