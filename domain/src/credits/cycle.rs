//! Sums over a cycle (I13): how many credits in all, how many in each of its years, how many of each kind; kinds are kept apart (I15).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Credits;
use crate::day::months_later;

/// What a college asks for: 250 in five years, 25 in each, 125 certified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cycle {
    /// Its first day.
    pub from: NaiveDate,
    /// How many years.
    pub years: u32,
    /// In all.
    pub total: Credits,
    /// In each year.
    pub yearly: Credits,
    /// At least so many of a kind.
    #[serde(default)]
    pub kinds: BTreeMap<String, Credits>,
}

/// One line of a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The day of the session or call.
    pub on: NaiveDate,
    /// The kind of credit.
    pub kind: String,
    /// How many.
    pub credits: Credits,
}

/// Where somebody stands in a cycle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// In all.
    pub total: Credits,
    /// In each year, the first first.
    pub yearly: Vec<Credits>,
    /// Of each kind.
    pub kinds: BTreeMap<String, Credits>,
}

impl Cycle {
    /// The first day after its first `years` years. Counted from the beginning each time, so that a cycle from 29 February comes back to it.
    fn after(&self, years: u32) -> NaiveDate {
        months_later(self.from, years.saturating_mul(12))
    }

    /// In which of its years a day is, from 0.
    pub fn year_of(&self, day: NaiveDate) -> Option<u32> {
        (0..self.years).find(|year| self.after(*year) <= day && day < self.after(year + 1))
    }

    /// The sums of these lines; what lies outside does not count.
    pub fn sum<'a>(&self, lines: impl IntoIterator<Item = &'a Line>) -> Standing {
        let mut standing = Standing { yearly: vec![Credits::NONE; self.years as usize], ..Standing::default() };
        for line in lines {
            let Some(year) = self.year_of(line.on).and_then(|y| standing.yearly.get_mut(y as usize)) else { continue };
            *year = add(*year, line.credits);
            standing.total = add(standing.total, line.credits);
            let kind = standing.kinds.entry(line.kind.clone()).or_default();
            *kind = add(*kind, line.credits);
        }
        standing
    }

    /// What is still missing in all, in this year, and of each kind.
    pub fn left(&self, standing: &Standing, year: u32) -> (Credits, Credits, BTreeMap<String, Credits>) {
        let this_year = standing.yearly.get(year as usize).copied().unwrap_or_default();
        let of_kind =
            |(kind, need): (&String, &Credits)| (kind.clone(), missing(*need, standing.kinds.get(kind).copied().unwrap_or_default()));
        (missing(self.total, standing.total), missing(self.yearly, this_year), self.kinds.iter().map(of_kind).collect())
    }
}

fn add(a: Credits, b: Credits) -> Credits {
    Credits(a.0.saturating_add(b.0))
}

fn missing(need: Credits, have: Credits) -> Credits {
    Credits(need.0.saturating_sub(have.0))
}
