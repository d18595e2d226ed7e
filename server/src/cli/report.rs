//! What an import tells: for people, and the same as JSON for programs.

use std::io::Write as _;

use backend::words::{FluentValue, Words};
use domain::table::RowFault;
use serde::Serialize;

use super::{End, plain};

/// One fault of a file.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// Line, 1 for the first; 0 when the file as a whole is at fault.
    pub line: u32,
    /// Heading of the column; empty when the whole row is at fault.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// The stable word of the fault.
    pub word: String,
    /// What is wrong, in English.
    pub sentence: String,
}

impl Said {
    /// A row's fault with its sentence.
    pub fn of(fault: &RowFault) -> Self {
        let values: [(&str, FluentValue<'_>); 2] = [("value", fault.value.as_str().into()), ("column", fault.column.as_str().into())];
        let sentence = Words::default().with(&fault.word, &values);
        Self {
            line: fault.line,
            column: fault.column.clone(),
            value: fault.value.clone(),
            word: fault.word.clone(),
            sentence: plain(&sentence),
        }
    }

    /// A fault of the file as a whole that no word list has.
    pub fn file(word: &str, sentence: String) -> Self {
        Self { line: 0, column: String::new(), value: String::new(), word: word.to_owned(), sentence }
    }

    /// As one line: `line 4, column Email: “x” is not an e-mail address.`
    pub fn line(&self) -> String {
        let place = match (self.line, self.column.is_empty()) {
            (0, true) => String::new(),
            (0, false) => format!("column {}: ", plain(&self.column)),
            (line, true) => format!("line {line}: "),
            (line, false) => format!("line {line}, column {}: ", plain(&self.column)),
        };
        let told = self.value.is_empty() || self.sentence.contains(&plain(&self.value));
        let value = if told { String::new() } else { format!(" (“{}”)", plain(&self.value)) };
        format!("{place}{}{value}", self.sentence)
    }
}

/// What an import did, or would.
#[derive(Debug, Default)]
pub struct Report {
    /// The command: `people`.
    pub what: &'static str,
    /// Only looked.
    pub dry_run: bool,
    /// Whether anything is different now.
    pub written: bool,
    /// Key in the JSON, words for people, how many.
    pub counts: Vec<(&'static str, &'static str, usize)>,
    /// What is wrong.
    pub faults: Vec<RowFault>,
    /// What is left out, and is no fault.
    pub left_out: Vec<RowFault>,
    /// Further sentences.
    pub notes: Vec<String>,
    /// Faults were accepted before they were known: `--skip-bad`.
    pub tolerant: bool,
}

impl Report {
    /// Prints it. Faults make the command end with 1, unless they were to be skipped.
    pub fn print(&self, json: bool) -> anyhow::Result<End> {
        let mut out = std::io::stdout().lock();
        if json {
            writeln!(out, "{:#}", self.json())?
        } else {
            write!(out, "{}", self.text())?
        }
        let faults = !self.faults.is_empty() && (self.dry_run || !self.tolerant);
        Ok(if faults { End::Faults } else { End::Done })
    }

    fn json(&self) -> serde_json::Value {
        let counts: serde_json::Map<String, serde_json::Value> =
            self.counts.iter().map(|(key, _, n)| ((*key).to_owned(), (*n).into())).collect();
        let said = |faults: &[RowFault]| faults.iter().map(Said::of).collect::<Vec<_>>();
        serde_json::json!({
            "import": self.what,
            "dry_run": self.dry_run,
            "written": self.written,
            "counts": counts,
            "faults": said(&self.faults),
            "left_out": said(&self.left_out),
            "notes": self.notes,
        })
    }

    fn text(&self) -> String {
        let ending = match (self.dry_run, self.written) {
            (true, _) => "dry run: nothing was written",
            (false, true) => "written",
            (false, false) if self.faults.is_empty() => "nothing new: nothing was written",
            (false, false) => "nothing was written",
        };
        let mut out = format!("{} ({ending})\n", self.what);
        for (_, label, n) in &self.counts {
            out += &format!("  {n:>5}  {label}\n");
        }
        for note in &self.notes {
            out += &format!("{}\n", plain(note));
        }
        for (title, faults) in [("Left out", &self.left_out), ("Faults", &self.faults)] {
            if !faults.is_empty() {
                out += &format!("\n{title}: {}\n", faults.len());
                faults.iter().for_each(|fault| out += &format!("  {}\n", Said::of(fault).line()));
            }
        }
        out
    }
}
