//! When in a cohort's life a questionnaire is answered.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A moment of the cohort. Ordered as the cohort lives them. Text form (stored, and in exports): `baseline`, `before:3`, `after:3`, `completion`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Timepoint {
    /// Before the first session.
    Baseline,
    /// Just before session k (1 for the first).
    BeforeSession(u16),
    /// Just after session k (1 for the first).
    AfterSession(u16),
    /// After the last session.
    Completion,
}

impl Timepoint {
    fn place(self) -> (u8, u16, u8) {
        match self {
            Self::Baseline => (0, 0, 0),
            Self::BeforeSession(k) => (1, k, 0),
            Self::AfterSession(k) => (1, k, 1),
            Self::Completion => (2, 0, 0),
        }
    }
}

impl Ord for Timepoint {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Timepoint {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Timepoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Baseline => f.write_str("baseline"),
            Self::BeforeSession(k) => write!(f, "before:{k}"),
            Self::AfterSession(k) => write!(f, "after:{k}"),
            Self::Completion => f.write_str("completion"),
        }
    }
}

/// The text is no timepoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a timepoint: {0}")]
pub struct NotATimepoint(pub String);

impl FromStr for Timepoint {
    type Err = NotATimepoint;
    fn from_str(text: &str) -> Result<Self, NotATimepoint> {
        let session = |k: &str| k.parse().ok().filter(|k| *k > 0);
        let found = match text.split_once(':') {
            None if text == "baseline" => Some(Self::Baseline),
            None if text == "completion" => Some(Self::Completion),
            Some(("before", k)) => session(k).map(Self::BeforeSession),
            Some(("after", k)) => session(k).map(Self::AfterSession),
            _ => None,
        };
        found.ok_or_else(|| NotATimepoint(text.to_owned()))
    }
}

impl TryFrom<String> for Timepoint {
    type Error = NotATimepoint;
    fn try_from(text: String) -> Result<Self, NotATimepoint> {
        text.parse()
    }
}

impl From<Timepoint> for String {
    fn from(timepoint: Timepoint) -> Self {
        timepoint.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_timepoint_is_one_stable_word() {
        for (timepoint, word) in [
            (Timepoint::Baseline, "baseline"),
            (Timepoint::BeforeSession(3), "before:3"),
            (Timepoint::AfterSession(12), "after:12"),
            (Timepoint::Completion, "completion"),
        ] {
            assert_eq!(timepoint.to_string(), word);
            assert_eq!(serde_json::to_string(&timepoint).unwrap(), format!("\"{word}\""));
            assert_eq!(serde_json::from_str::<Timepoint>(&format!("\"{word}\"")).unwrap(), timepoint);
        }
        for bad in ["", "before", "before:0", "before:x", "mid:1", "Baseline"] {
            assert!(bad.parse::<Timepoint>().is_err(), "{bad}");
        }
    }

    #[test]
    fn timepoints_stand_in_the_order_of_the_cohort() {
        let mut all = [
            Timepoint::Completion,
            Timepoint::AfterSession(1),
            Timepoint::BeforeSession(2),
            Timepoint::Baseline,
            Timepoint::BeforeSession(1),
        ];
        all.sort();
        assert_eq!(all.iter().map(ToString::to_string).collect::<Vec<_>>(), ["baseline", "before:1", "after:1", "before:2", "completion"]);
    }
}
