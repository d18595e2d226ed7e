//! A zip archive in memory. Every entry bears the same date and is packed the same way: the same files give the same bytes.

use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write as _;

use crate::{Fault, Result};

/// The first of January 1980, the earliest day that the format knows.
const DATE: u16 = 0x0021;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
const DEFLATED: u16 = 8;
const VERSION: u16 = 20;

/// An archive that is being filled.
#[derive(Default)]
pub(crate) struct Archive {
    out: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Archive {
    /// Puts a file in. Folders of its name are divided by `/`.
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let broken = |why: std::io::Error| Fault::Broken(format!("an archive cannot be packed: {why}"));
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::new(6));
        packer.write_all(bytes).map_err(broken)?;
        let packed = packer.finish().map_err(broken)?;
        let mut crc = Crc::new();
        crc.update(bytes);
        let small = |n: usize| u32::try_from(n).map_err(|_| Fault::TooLarge);
        let length = u16::try_from(name.len()).map_err(|_| Fault::TooLarge)?;
        let at = small(self.out.len())?;
        // What the entry and the directory say of it alike.
        let mut told = Vec::new();
        for n in [VERSION, UTF8, DEFLATED, 0, DATE] {
            told.extend(n.to_le_bytes());
        }
        for n in [crc.sum(), small(packed.len())?, small(bytes.len())?] {
            told.extend(n.to_le_bytes());
        }
        told.extend(length.to_le_bytes());
        told.extend(0_u16.to_le_bytes());
        self.out.extend(b"PK\x03\x04");
        self.out.extend(&told);
        self.out.extend(name.as_bytes());
        self.out.extend(&packed);
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&told);
        // No comment, first disk, no attributes.
        self.directory.extend([0_u8; 10]);
        self.directory.extend(at.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count = self.count.checked_add(1).ok_or(Fault::TooLarge)?;
        Ok(())
    }

    /// The whole archive.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>> {
        let small = |n: usize| u32::try_from(n).map_err(|_| Fault::TooLarge);
        let (at, size) = (small(self.out.len())?, small(self.directory.len())?);
        self.out.append(&mut self.directory);
        self.out.extend(b"PK\x05\x06\0\0\0\0");
        self.out.extend(self.count.to_le_bytes());
        self.out.extend(self.count.to_le_bytes());
        self.out.extend(size.to_le_bytes());
        self.out.extend(at.to_le_bytes());
        self.out.extend(0_u16.to_le_bytes());
        Ok(self.out)
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
