//! Days as people count them, and what holds from a day on. Which day a moment is depends on a zone; `when` says so, and it is handed in here.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A moment, and the day that it was where the program lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// The moment.
    pub at: DateTime<Utc>,
    /// The day in the program's zone.
    pub on: NaiveDate,
}

/// The same day so many months later; where that month is shorter, its last day (rule R2.5).
pub fn months_later(from: NaiveDate, months: u32) -> NaiveDate {
    from.checked_add_months(Months::new(months)).unwrap_or(from)
}

/// So many days later.
pub fn days_later(from: NaiveDate, days: u32) -> NaiveDate {
    from.checked_add_days(Days::new(u64::from(days))).unwrap_or(from)
}

/// Something that holds from a day on (I14): what happened earlier keeps what held then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated<T> {
    /// The first day.
    pub from: NaiveDate,
    /// What holds.
    pub what: T,
}

/// What held on this day: the newest that had begun. Of two that begin on one day the later in the list.
pub fn in_force<T>(versions: &[Dated<T>], on: NaiveDate) -> Option<&T> {
    versions.iter().filter(|v| v.from <= on).max_by_key(|v| v.from).map(|v| &v.what)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn r2_5_the_last_of_december_becomes_the_last_of_february() {
        for (from, to) in [
            ("2026-12-31", "2027-02-28"),
            ("2027-12-31", "2028-02-29"),
            ("2026-12-15", "2027-02-15"),
            ("2026-12-28", "2027-02-28"),
            ("2026-06-30", "2026-08-30"),
            ("2026-07-31", "2026-09-30"),
        ] {
            assert_eq!(months_later(day(from), 2), day(to), "{from}");
        }
    }

    #[test]
    fn what_happened_earlier_keeps_what_held_then() {
        let versions = [("2024-12-16", 1), ("2019-01-01", 3)].map(|(from, what)| Dated { from: day(from), what });
        assert_eq!(in_force(&versions, day("2018-12-31")), None);
        assert_eq!(in_force(&versions, day("2019-06-01")), Some(&3));
        assert_eq!(in_force(&versions, day("2024-12-15")), Some(&3));
        assert_eq!(in_force(&versions, day("2024-12-16")), Some(&1));
    }
}
