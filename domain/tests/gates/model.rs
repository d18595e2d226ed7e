//! The rules R0.1–R0.8 and R2.1–R2.12 and the features G, H, I once more, written from their text and from nothing else: minutes and days are
//! plain numbers, words are plain words, and no file below this one may name the crate (a test reads them). What a thousand random histories
//! make of both is compared in `plays`.

pub mod call;
pub mod days;
pub mod group;
pub mod money;
pub mod plan;
pub mod session;

use std::collections::BTreeSet;

/// What the rules say of one gate at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Since which minute it is open.
    pub since: Option<i64>,
    /// What is missing, by its stable word.
    pub missing: BTreeSet<&'static str>,
}

impl Verdict {
    /// Every line must have its minute; the last of them opens the gate.
    pub fn of(lines: &[(&'static str, Option<i64>)]) -> Self {
        let missing: BTreeSet<_> = lines.iter().filter(|(_, at)| at.is_none()).map(|(word, _)| *word).collect();
        let since = if missing.is_empty() { lines.iter().filter_map(|(_, at)| *at).max() } else { None };
        Self { since, missing }
    }

    pub fn open(&self) -> bool {
        self.missing.is_empty()
    }
}

/// An accreditation as an accreditor writes it down; days are numbers, both ends belong to it.
#[derive(Debug, Clone, Copy)]
pub struct Paper {
    /// What it was granted for: "sessions", "groups" or "calls".
    pub of: &'static str,
    pub decided: Option<i64>,
    pub from: i64,
    pub to: i64,
    pub ended: Option<i64>,
    /// Most minutes that it gives a person.
    pub most: Option<i64>,
}

impl Paper {
    fn covers(&self, what: &str, day: i64) -> bool {
        if self.of != what {
            return false;
        }
        let Some(decided) = self.decided else { return false };
        let gone = self.ended.is_some_and(|end| day >= end);
        !(day < self.from || day > self.to || day < decided || gone)
    }
}

/// R0.3, R2.6, R2.10: granted for this, inside the window, never before the decision, never while it is awaited, never once it was taken away.
pub fn covered(papers: &[Paper], what: &str, day: i64) -> bool {
    papers.iter().any(|p| p.covers(what, day))
}

/// Which of them: the one that began last; of two that began on one day the later in the list.
pub fn covering(papers: &[Paper], what: &str, day: i64) -> Option<usize> {
    let begun = |i: &usize| (papers[*i].decided.unwrap().max(papers[*i].from), *i);
    (0..papers.len()).filter(|i| papers[*i].covers(what, day)).max_by_key(begun)
}
