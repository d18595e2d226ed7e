//! Accreditation records (I1): for what they cover alone, inside their dates and never before the decision; awaited is the same as none (I5,
//! R0.3, R2.10).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::fault::FieldFault;

/// What may be accredited. A record covers one of these or several; each gate looks only at those that cover it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Sessions of cohorts.
    Sessions,
    /// Small groups.
    Groups,
    /// Calls of the consult line.
    Calls,
}

impl Activity {
    /// All of them, in the order in which forms show them.
    pub const ALL: [Self; 3] = [Self::Sessions, Self::Groups, Self::Calls];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Groups => "groups",
            Self::Calls => "calls",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == text)
    }
}

/// What a record covers that was written down before records said it: nothing else was accredited then.
fn sessions() -> Vec<Activity> {
    vec![Activity::Sessions]
}

/// One accreditation, as the body granted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accreditation {
    /// Who accredits: `CFPC`, `Royal College`.
    pub body: String,
    /// The kind of credit, as in `CreditRule::kind`.
    pub kind: String,
    /// The exact words that certificates must carry (I2).
    pub statement: String,
    /// The same in French, for papers in French; empty where the body has none.
    #[serde(default)]
    pub statement_fr: String,
    /// The body's number of it (CFPC: nine digits).
    pub session_id: String,
    /// Most minutes that one person may claim in all.
    #[serde(default)]
    pub most_minutes: Option<u32>,
    /// When the body decided; nothing while it is awaited.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day.
    pub valid_to: NaiveDate,
    /// From this day on the body has taken it back.
    #[serde(default)]
    pub withdrawn_on: Option<NaiveDate>,
    /// What it covers; at least one.
    #[serde(default = "sessions")]
    pub covers: Vec<Activity>,
}

impl Accreditation {
    /// The first day that it covers. Whatever was typed, that is never before the decision: accreditation is not retroactive (R0.3).
    pub fn begins(&self) -> Option<NaiveDate> {
        self.decided_on.map(|decided| decided.max(self.valid_from))
    }

    /// The last day that it covers.
    pub fn ends(&self) -> NaiveDate {
        let before = self.withdrawn_on.and_then(|day| day.pred_opt());
        before.map_or(self.valid_to, |day| day.min(self.valid_to))
    }

    /// Whether it covers a day. Both ends belong to it.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.begins().is_some_and(|first| first <= day) && day <= self.ends()
    }

    /// Whether it was granted for this.
    pub fn is_for(&self, activity: Activity) -> bool {
        self.covers.contains(&activity)
    }

    /// What is wrong with it, field by field.
    pub fn faults(&self) -> Vec<FieldFault> {
        let mut all = Vec::new();
        for (field, text) in [("body", &self.body), ("kind", &self.kind), ("statement", &self.statement)] {
            if text.trim().is_empty() {
                all.push(FieldFault::new(field, "fault-empty"));
            }
        }
        if self.covers.is_empty() {
            all.push(FieldFault::new("covers", "fault-accreditation-covers"));
        }
        if self.valid_to < self.valid_from {
            all.push(FieldFault::new("valid_to", "fault-accreditation-ends-first"));
        }
        if self.decided_on.is_some_and(|decided| self.valid_from < decided) {
            all.push(FieldFault::new("valid_from", "fault-accreditation-retroactive"));
        }
        if self.most_minutes == Some(0) {
            all.push(FieldFault::new("most_minutes", "fault-accreditation-no-minutes"));
        }
        all
    }
}

/// How a day stands to all records of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage<'a> {
    /// Covered by this one: of several the one that began last.
    By(&'a Accreditation),
    /// One is awaited for that day: as good as none.
    Awaited,
    /// The next one begins later.
    Before(NaiveDate),
    /// The last one had ended.
    After(NaiveDate),
    /// There is none of this kind; this one covers the day for another.
    OtherKind(&'a Accreditation),
    /// There is none.
    None,
}

/// How a day stands to those of these records that cover an activity and are for credit of this kind: what is accredited for one kind is not for
/// another (I15).
pub fn coverage<'a>(records: &'a [Accreditation], activity: Activity, kind: &str, day: NaiveDate) -> Coverage<'a> {
    let mine = || records.iter().filter(|r| r.is_for(activity) && r.kind == kind);
    if let Some(record) = mine().filter(|r| r.covers(day)).max_by_key(|r| r.begins()) {
        return Coverage::By(record);
    }
    if mine().any(|r| r.decided_on.is_none() && r.valid_from <= day && day <= r.ends()) {
        return Coverage::Awaited;
    }
    let granted = || mine().filter(|r| r.decided_on.is_some());
    let next = granted().filter_map(Accreditation::begins).filter(|from| day < *from).min();
    let last = granted().map(Accreditation::ends).filter(|to| *to < day).max();
    let other = || records.iter().find(|r| r.is_for(activity) && r.covers(day)).map(Coverage::OtherKind);
    next.map(Coverage::Before).or(last.map(Coverage::After)).or_else(other).unwrap_or(Coverage::None)
}
