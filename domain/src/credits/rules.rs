//! The rules of a program as data, dated (`day::Dated`): what happened under an older version keeps it (I14). The defaults are the reference's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::partial::Row;

/// One version of a program's rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// One certificate for a session, or one for the series (R2.9).
    pub certificate: Per,
    /// So many sessions make a series; nothing: all of them.
    pub least_sessions: Option<u32>,
    /// Plans need approval before they are paid (R2.3).
    pub plan_approval: bool,
    /// The plan is a condition of the certificate, too (R2.7).
    pub plan_for_certificate: bool,
    /// The evaluation form is a condition of the credit.
    pub evaluation_for_credit: bool,
    /// Calendar months from the session to its questionnaire (R2.5).
    pub questionnaire_months: u32,
    /// What an hour is worth.
    pub credit: CreditRule,
    /// What holds for calls.
    pub calls: CallRule,
    /// What the document is called, by profession (I11); any other gets a letter of attendance.
    pub documents: BTreeMap<String, Document>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            certificate: Per::Session,
            least_sessions: None,
            plan_approval: false,
            plan_for_certificate: false,
            evaluation_for_credit: false,
            questionnaire_months: 2,
            credit: CreditRule::default(),
            calls: CallRule::default(),
            documents: BTreeMap::new(),
        }
    }
}

/// What one certificate is for (R2.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// One session.
    Session,
    /// All of them.
    Series,
}

/// What the law of a profession lets the paper be called (I11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// A certificate.
    Certificate,
    /// Pharmacists: never the word "certificate".
    StatementOfAttendance,
    /// Hours, without credit.
    AttendanceLetter,
}

/// What an hour is worth (I3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CreditRule {
    /// The kind: `mainpro`, `moc-1`, `moc-3`. Kinds are never added to each other (I15).
    pub kind: String,
    /// Hundredths of a credit for an hour.
    pub per_hour: u32,
    /// Minutes are counted in steps of so many.
    pub step: u32,
    /// What becomes of the rest.
    pub rounding: Rounding,
    /// What counts of a session.
    pub counting: Counting,
    /// Most minutes that count of one session or call.
    pub most_each: Option<u32>,
    /// The professions it is for; empty: everybody.
    pub professions: Vec<String>,
    /// Rates by how much of the series is done (H12); empty: `per_hour`.
    pub partial: Vec<Row>,
}

impl Default for CreditRule {
    fn default() -> Self {
        Self {
            kind: "mainpro".to_owned(),
            per_hour: 100,
            step: 15,
            rounding: Rounding::Down,
            counting: Counting::Minutes,
            most_each: None,
            professions: Vec::new(),
            partial: Vec::new(),
        }
    }
}

impl CreditRule {
    /// Whether it is for people of this profession.
    pub fn is_for(&self, profession: &str) -> bool {
        self.professions.is_empty() || self.professions.iter().any(|p| p == profession)
    }
}

/// What becomes of a step that was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// It is dropped.
    Down,
    /// From its half on it counts.
    Nearest,
}

/// What counts of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// The minutes that the person was there, without breaks.
    Minutes,
    /// The whole content, for everybody who counts as present.
    Whole,
}

/// What holds for calls, beside what an hour is worth. Everything is off until a program switches it on (R0.6).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CallRule {
    /// Feedback to the on-call is a condition of the credit.
    pub feedback: bool,
    /// The answer a week later is one.
    pub follow_up: bool,
    /// Whoever answers earns, too (R0.6).
    pub on_call_earns: bool,
}
