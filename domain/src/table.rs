//! Files from other people's programs, read as rows of cells: whatever the encoding, the separator and the line ends.
//! What a cell means is for the module that asked.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// What is wrong with one cell, row or column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFault {
    /// Line of the file, 1 for the first, header included; 0 when the file as a whole is at fault.
    pub line: u32,
    /// The column's heading as the file has it; empty when the whole row is at fault.
    pub column: String,
    /// Key of the sentence in `locales/*/files-faults.ftl`, for example `fault-row-email`.
    pub word: String,
    /// What stands there, at most 60 characters of it.
    pub value: String,
}

impl RowFault {
    /// A fault of one cell.
    pub fn new(line: u32, column: &str, word: &str, value: &str) -> Self {
        Self { line, column: column.to_owned(), word: word.to_owned(), value: value.chars().take(60).collect() }
    }

    /// A fault of the file as a whole.
    pub fn file(word: &str) -> Self {
        Self::new(0, "", word, "")
    }
}

/// How much one file may bring.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most bytes.
    pub bytes: usize,
    /// Most lines, header included.
    pub lines: usize,
}

/// What a person uploads by hand: 5 MiB, 10,000 lines.
pub const UPLOAD: Limits = Limits { bytes: 5 * 1024 * 1024, lines: 10_000 };

/// One row that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the file on which the row begins, 1 for the first.
    pub line: u32,
    /// The cells, without blanks at their edges.
    pub cells: Vec<String>,
}

impl Row {
    /// The cell at this place; empty beyond the row's end.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }

    /// How many cells hold something.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// The rows of a file, without blank ones. Fails when the file is larger than `limits`.
pub fn rows(bytes: &[u8], limits: Limits) -> Result<Vec<Row>, RowFault> {
    Ok(separated(bytes, limits)?.1)
}

/// The mark that separates the cells (TAB, `;` or `,`), and the rows as [`rows`] has them.
pub fn separated(bytes: &[u8], limits: Limits) -> Result<(char, Vec<Row>), RowFault> {
    if bytes.len() > limits.bytes {
        return Err(RowFault::file("fault-row-file-size"));
    }
    // Workbooks are archives, and the older ones files of their own kind: neither is text.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(RowFault::file("fault-row-file-workbook"));
    }
    let text = decode(bytes).replace("\r\n", "\n").replace('\r', "\n");
    if text.lines().count() > limits.lines {
        return Err(RowFault::file("fault-row-file-lines"));
    }
    let mark = separator(&text);
    Ok((char::from(mark), split(&text, mark)?))
}

fn split(text: &str, mark: u8) -> Result<Vec<Row>, RowFault> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(mark).from_reader(text.as_bytes());
    let (mut out, mut seen, mut line) = (Vec::new(), 0, 1_u32);
    for record in reader.records() {
        let record = record.map_err(|_| RowFault::new(line, "", "fault-row-unreadable", ""))?;
        // The reader's own position lies before the blank lines that it skips, so lines are counted here.
        let from = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
        let begins = from + text.as_bytes().iter().skip(from).take_while(|b| **b == b'\n').count();
        let breaks = text.as_bytes().get(seen..begins).unwrap_or_default().iter().filter(|b| **b == b'\n').count();
        line = line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        seen = begins;
        let row = Row { line, cells: record.iter().map(|cell| cell.trim().to_owned()).collect() };
        let hint = row.cells.len() <= 2 && row.cell(0).starts_with("sep=");
        if row.filled() > 0 && !hint {
            out.push(row);
        }
    }
    Ok(out)
}

/// Bytes to text: a byte-order mark decides; then UTF-16 by its zeros, UTF-8 if it is valid, else Windows-1252 (old spreadsheets).
fn decode(bytes: &[u8]) -> String {
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or_else(|| (guess(bytes), 0));
    encoding.decode_without_bom_handling(bytes.get(skip..).unwrap_or_default()).0.into_owned()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = bytes.get(..4096).unwrap_or(bytes);
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    if zeros(1) * 4 > sample.len() {
        UTF_16LE
    } else if zeros(0) * 4 > sample.len() {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    }
}

/// TAB, `;` or `,`: whichever divides one of the first lines into most cells; on a tie the rarer in prose.
fn separator(text: &str) -> u8 {
    let most = |mark: u8| text.lines().take(40).map(|line| outside_quotes(line, mark)).max().unwrap_or(0);
    let told = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next()).filter(|b| b",;\t".contains(b));
    told.unwrap_or_else(|| {
        let (tabs, semicolons, commas) = (most(b'\t'), most(b';'), most(b','));
        if tabs > 0 && tabs >= semicolons.max(commas) {
            b'\t'
        } else if semicolons > 0 && semicolons >= commas {
            b';'
        } else {
            b','
        }
    })
}

fn outside_quotes(line: &str, mark: u8) -> usize {
    let mut inside = false;
    line.bytes()
        .filter(|b| {
            inside ^= *b == b'"';
            !inside && *b == mark
        })
        .count()
}

/// A heading or a word as files are compared: lower case, without accents, everything else than letters and digits one space.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    let spaced: String = plain.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line in NFC: no control characters, every run of white space one space.
pub fn one_line(text: &str) -> String {
    let kept: String = text.nfc().map(|c| if c.is_control() { ' ' } else { c }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod battered;
#[cfg(test)]
mod words;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> Vec<(u32, Vec<String>)> {
        rows(text.as_bytes(), UPLOAD).unwrap().into_iter().map(|row| (row.line, row.cells)).collect()
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let found = read("\u{feff}a,b\r\n\r\n1,\"x\r\ny\"\r\n,\r\n2,z\r\n");
        let lines: Vec<u32> = found.iter().map(|row| row.0).collect();
        assert_eq!(lines, [1, 3, 6]);
        assert_eq!(found[1].1, ["1", "x\ny"]);
    }

    #[test]
    fn the_separator_is_found_even_beside_commas_in_dates() {
        assert_eq!(read("1. Summary\nStart\t2/27/20, 7:55\nA\tB\tC\n")[2].1, ["A", "B", "C"]);
        assert_eq!(read("a;b;c\n1,5;\"x;y\";z\n")[1].1, ["1,5", "x;y", "z"]);
        assert_eq!(read("sep=;\na;b\n"), [(2, vec!["a".to_owned(), "b".to_owned()])]);
    }

    #[test]
    fn old_spreadsheets_and_wide_files_keep_their_accents() {
        assert_eq!(rows(b"nom\nBeno\xEEt", UPLOAD).unwrap()[1].cells, ["Benoît"]);
        let wide: Vec<u8> = "a\tb\néé\tc".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&wide, UPLOAD).unwrap()[1].cells, ["éé", "c"]);
    }

    #[test]
    fn a_file_has_a_size() {
        assert_eq!(rows("a\n".repeat(10_001).as_bytes(), UPLOAD).unwrap_err().word, "fault-row-file-lines");
        assert!(rows("a\n".repeat(10_000).as_bytes(), UPLOAD).is_ok());
        assert_eq!(rows(&vec![b'a'; UPLOAD.bytes + 1], UPLOAD).unwrap_err().word, "fault-row-file-size");
        for workbook in [&b"PK\x03\x04\x14\0"[..], b"\xd0\xcf\x11\xe0\xa1\xb1"] {
            assert_eq!(rows(workbook, UPLOAD).unwrap_err().word, "fault-row-file-workbook");
        }
    }
}
