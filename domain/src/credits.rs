//! Credit: what an hour is worth, to whom, and from when to when; rules as data (I14), never as code.

use std::fmt;

use serde::{Deserialize, Serialize};

pub mod accreditation;
pub mod agenda;
pub mod certificate;
mod checking;
pub mod counting;
pub mod cycle;
pub mod direct_entry;
pub mod partial;
pub mod rules;
pub mod serial;

pub use checking::faults;
pub use rules::{CallRule, CreditRule, Document, Per, Rules};

/// Credits in hundredths: a quarter is 25.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Credits(pub u32);

impl Credits {
    /// None.
    pub const NONE: Self = Self(0);
}

impl std::iter::Sum for Credits {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        Self(all.fold(0, |sum, one| sum.saturating_add(one.0)))
    }
}

/// As certificates print it, without needless zeros: `0.75`, `1`, `1.5`. Pages put the comma of their language.
impl fmt::Display for Credits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, part) if part % 10 == 0 => write!(f, "{whole}.{}", part / 10),
            (whole, part) => write!(f, "{whole}.{part:02}"),
        }
    }
}

/// Records of credit are kept at least so many years (I6).
pub const KEPT_YEARS: u32 = 5;

/// The first day on which a record of credit may be forgotten (I6). A program may keep it longer, and no shorter.
pub fn kept_until(on: chrono::NaiveDate, years: u32) -> chrono::NaiveDate {
    crate::day::days_later(crate::day::months_later(on, years.max(KEPT_YEARS).saturating_mul(12)), 1)
}

#[cfg(test)]
mod tests;
