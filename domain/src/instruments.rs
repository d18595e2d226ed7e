//! Instruments: items, branching, scales. A definition is stored as JSON, one per version, and never edited after use.

mod branching;
#[cfg(feature = "files")]
mod dictionary;
mod scoring;
mod validating;

use serde::{Deserialize, Serialize};

pub use branching::{Branching, Expr, Operand, Operator, Unreadable};
#[cfg(feature = "files")]
pub use dictionary::{Dictionary, parse_dictionary};
pub use scoring::{Score, item_score, score};
pub use validating::{Answers, Clean, NOTES, TEXT, judge_value, validate};

/// One version of an instrument.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// The stable name (REDCap's form name).
    pub name: String,
    /// What people read above it.
    pub title: String,
    /// The questions, in order.
    pub items: Vec<Item>,
    /// Items scored together.
    pub scales: Vec<Scale>,
    /// Fields of the source that Kith does not hold (calculations, files): their columns in an export are passed over.
    #[serde(default)]
    pub left_out: Vec<String>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Stable across versions.
    pub link_id: String,
    /// The question.
    pub label: String,
    /// A heading that stands above this item; empty for none.
    #[serde(default)]
    pub section: String,
    /// What may be answered.
    pub kind: Kind,
    /// Must be answered when it is shown.
    #[serde(default)]
    pub required: bool,
    /// Shown only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branching: Option<Branching>,
    /// The matrix it is a row of; rows of one matrix have the same choices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matrix: Option<String>,
    /// Scored from the other end: min + max − x.
    #[serde(default)]
    pub reverse: bool,
    /// Never shown (the study code).
    #[serde(default)]
    pub hidden: bool,
    /// A remark below the question; empty for none.
    #[serde(default)]
    pub note: String,
}

/// What may be answered. Every answer travels as text; see `validate` for each form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    /// One of these codes.
    Choice {
        /// In the order shown.
        choices: Vec<Choice>,
    },
    /// `1` or `0`.
    YesNo,
    /// `1` or `0`.
    TrueFalse,
    /// One line.
    Text,
    /// Several lines.
    Notes,
    /// A number with `.` as its mark.
    Number {
        /// Smallest allowed.
        min: Option<f64>,
        /// Largest allowed.
        max: Option<f64>,
        /// No fractions.
        integer: bool,
    },
    /// `YYYY-MM-DD`.
    Date,
    /// Any of these; each has an answer of its own, `item___code` = `1`.
    Checkbox {
        /// In the order shown.
        choices: Vec<Choice>,
    },
    /// A whole number between the two ends.
    Slider {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
        /// What stands at the left, the middle and the right; may be fewer.
        labels: Vec<String>,
    },
    /// Text without an answer.
    Descriptive,
}

/// One offered answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What is stored.
    pub code: String,
    /// What people read.
    pub label: String,
    /// What it counts; none for words such as "not applicable".
    pub score: Option<f64>,
}

/// How a scale is made from its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The mean of the answered items.
    Mean,
}

/// Items scored together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// The stable name (REDCap's matrix group).
    pub key: String,
    /// Link ids.
    pub items: Vec<String>,
    /// How.
    pub method: Method,
    /// Fewer answers than this give no score: three quarters of the items, rounded up.
    pub min_answered: usize,
    /// Smallest possible value.
    pub min: f64,
    /// Largest possible value.
    pub max: f64,
}

impl Definition {
    /// The item of this link id.
    pub fn item(&self, link_id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.link_id == link_id)
    }

    /// One item as a scale of its own (a ladder's domain); none when it has no scores.
    pub fn single(&self, link_id: &str) -> Option<Scale> {
        let item = self.item(link_id)?;
        let (min, max) = item.range()?;
        Some(Scale { key: item.link_id.clone(), items: vec![item.link_id.clone()], method: Method::Mean, min_answered: 1, min, max })
    }
}

impl Item {
    /// The choices of a choice or checkbox; empty otherwise.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::Choice { choices } | Kind::Checkbox { choices } => choices,
            _ => &[],
        }
    }

    /// Smallest and largest score; none when its answers are not scored.
    pub fn range(&self) -> Option<(f64, f64)> {
        let Kind::Choice { choices } = &self.kind else { return None };
        let scores: Vec<f64> = choices.iter().filter_map(|choice| choice.score).collect();
        let (min, max) = (scores.iter().copied().reduce(f64::min)?, scores.iter().copied().reduce(f64::max)?);
        Some((min, max))
    }

    /// The key of one box of a checkbox, as REDCap writes it: `item___code`.
    pub fn box_key(&self, code: &str) -> String {
        box_key(&self.link_id, code)
    }
}

/// `item___code`, in lower case, with `_` for a minus.
pub fn box_key(link_id: &str, code: &str) -> String {
    format!("{link_id}___{}", code.to_lowercase().replace(['-', '.'], "_"))
}

/// The scale of these items; none unless each of them is scored.
pub fn mean_scale(key: &str, items: &[&Item]) -> Option<Scale> {
    let ranges: Vec<(f64, f64)> = items.iter().map(|item| item.range()).collect::<Option<_>>()?;
    let min = ranges.iter().map(|r| r.0).reduce(f64::min)?;
    let max = ranges.iter().map(|r| r.1).reduce(f64::max)?;
    let items: Vec<String> = items.iter().map(|item| item.link_id.clone()).collect();
    let min_answered = (items.len() * 3).div_ceil(4);
    Some(Scale { key: key.to_owned(), items, method: Method::Mean, min_answered, min, max })
}
