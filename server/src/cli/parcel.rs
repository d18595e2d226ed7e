//! The file of a backup: a line that says what it is, a label, the copy of the database, and a sum over all of it.
//!
//! ```text
//! kith backup 1
//! {"engine":"sqlite","kith":"0.1.0","made_at":"2026-03-26T15:00:00Z","changes":["m0001_accounts"],"bytes":4096}
//! …4096 bytes: a SQLite database, or a dump of pg_dump (custom format)…
//! …64 hexadecimal digits: SHA-256 of everything before, and a line end…
//! ```

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

const MAGIC: &str = "kith backup 1\n";
/// Longest label.
const LABEL: u64 = 64 * 1024;
/// The sum at the end: 64 digits and a line end.
const SUM: u64 = 65;

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// Version of the Kith that made it.
    pub kith: String,
    /// When, UTC.
    pub made_at: String,
    /// Changes that the database had seen.
    pub changes: Vec<String>,
    /// Length of the copy.
    pub bytes: u64,
}

/// A folder that only its owner reads, and that is gone when it is no longer needed.
pub struct Scrap(PathBuf);

impl Scrap {
    /// A folder beside this path.
    pub fn beside(path: &Path) -> anyhow::Result<Self> {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let folder = PathBuf::from(name);
        std::fs::DirBuilder::new()
            .mode(0o700)
            .create(&folder)
            .map_err(|why| anyhow::anyhow!("the folder {} cannot be made: {why}", folder.display()))?;
        Ok(Self(folder))
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scrap {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Passes everything on, and sums it up.
struct Summing<T> {
    inner: T,
    sum: Sha256,
}

impl<T: Write> Write for Summing<T> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let n = self.inner.write(bytes)?;
        self.sum.update(bytes.get(..n).unwrap_or_default());
        Ok(n)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Read for Summing<T> {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(bytes)?;
        self.sum.update(bytes.get(..n).unwrap_or_default());
        Ok(n)
    }
}

fn private(path: &Path) -> std::io::Result<File> {
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Packs a copy into a new file, durable when this returns.
pub fn pack(label: &Label, copy: &Path, to: &Path) -> anyhow::Result<()> {
    let mut out = Summing { inner: BufWriter::new(private(to)?), sum: Sha256::new() };
    out.write_all(MAGIC.as_bytes())?;
    writeln!(out, "{}", serde_json::to_string(label)?)?;
    let copied = std::io::copy(&mut File::open(copy)?, &mut out)?;
    anyhow::ensure!(copied == label.bytes, "the copy changed while it was packed");
    let Summing { inner: mut file, sum } = out;
    writeln!(file, "{}", data_encoding::HEXLOWER.encode(&sum.finalize()))?;
    file.into_inner().map_err(|why| anyhow::anyhow!("{why}"))?.sync_all()?;
    Ok(())
}

type Wire = Summing<BufReader<File>>;

/// The label of a backup; the reader stands at the copy.
fn label(file: &Path) -> anyhow::Result<(Label, Wire)> {
    let name = file.display();
    anyhow::ensure!(!file.is_dir(), "{name} is a folder, not a backup");
    let opened = File::open(file).map_err(|why| anyhow::anyhow!("the backup {name} cannot be read: {why}"))?;
    let size = opened.metadata()?.len();
    let mut wire = Summing { inner: BufReader::new(opened), sum: Sha256::new() };
    let mut magic = Vec::new();
    (&mut wire).take(MAGIC.len() as u64).read_to_end(&mut magic)?;
    if magic != MAGIC.as_bytes() {
        let hint = if magic.starts_with(b"SQLite format") { " It is a bare SQLite database." } else { "" };
        anyhow::bail!("{name} is no backup that `kith backup` made.{hint}");
    }
    let mut line = Vec::new();
    (&mut wire.inner).take(LABEL).read_until(b'\n', &mut line)?;
    wire.sum.update(&line);
    let label: Label =
        serde_json::from_slice(&line).map_err(|_| anyhow::anyhow!("the backup {name} is damaged: its label cannot be read"))?;
    let whole = (MAGIC.len() as u64 + line.len() as u64 + SUM).checked_add(label.bytes);
    anyhow::ensure!(whole == Some(size), "the backup {name} is damaged: it has {size} bytes, but its label says otherwise");
    Ok((label, wire))
}

/// What a backup says of itself. Its sum is not looked at yet.
pub fn look(file: &Path) -> anyhow::Result<Label> {
    Ok(label(file)?.0)
}

/// Writes the copy inside a backup to a new file, and fails when one bit of the backup is not as it was made.
pub fn unpack(file: &Path, to: &Path) -> anyhow::Result<Label> {
    let (label, mut wire) = label(file)?;
    let mut out = BufWriter::new(private(to)?);
    std::io::copy(&mut (&mut wire).take(label.bytes), &mut out)?;
    out.into_inner().map_err(|why| anyhow::anyhow!("{why}"))?.sync_all()?;
    let Summing { inner: mut rest, sum } = wire;
    let mut told = String::new();
    let read = rest.read_to_string(&mut told);
    let whole = read.is_ok() && told == format!("{}\n", data_encoding::HEXLOWER.encode(&sum.finalize()));
    anyhow::ensure!(whole, "the backup {} is damaged: its sum does not fit its content", file.display());
    Ok(label)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_flipped_byte_and_every_missing_tail_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("copy"), b"the whole database").unwrap();
        let made = Label { engine: "sqlite".into(), kith: "0.1.0".into(), made_at: "now".into(), changes: vec!["m1".into()], bytes: 18 };
        pack(&made, &at("copy"), &at("good")).unwrap();
        assert_eq!(unpack(&at("good"), &at("out")).unwrap(), made);
        assert_eq!(std::fs::read(at("out")).unwrap(), b"the whole database");
        let whole = std::fs::read(at("good")).unwrap();
        for place in 0..whole.len() {
            let (mut flipped, short) = (whole.clone(), &whole[..place]);
            flipped[place] ^= 0x20;
            for (name, bytes) in [("flipped", flipped.as_slice()), ("short", short)] {
                std::fs::write(at(name), bytes).unwrap();
                let _ = std::fs::remove_file(at("bad"));
                assert!(unpack(&at(name), &at("bad")).is_err(), "{name} at {place}");
            }
        }
    }

    #[test]
    fn what_is_no_backup_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x");
        let cases: [(&[u8], &str); 3] = [(b"", "no backup"), (b"SQLite format 3\0", "bare SQLite"), (b"kith backup 1\n{}\n", "damaged")];
        for (bytes, word) in cases {
            std::fs::write(&file, bytes).unwrap();
            let said = look(&file).unwrap_err().to_string();
            assert!(said.contains(word), "{said}");
        }
        assert!(look(folder.path()).unwrap_err().to_string().contains("folder"));
    }
}
