//! Who is on shift, and where nobody is (R0.1). Moments, not wall times: a night in which the clock moves has its real length.

use chrono::{DateTime, Duration, Utc};

use crate::id::PersonId;

/// A gap is told at least so many hours before it begins (R0.1).
pub const ALARM_HOURS: i64 = 72;

/// One shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// Who.
    pub person: PersonId,
    /// From then on.
    pub from: DateTime<Utc>,
    /// Until then; the next may begin at that very moment.
    pub to: DateTime<Utc>,
    /// Second in line. A backup alone is no cover.
    pub backup: bool,
}

/// A time without anybody on shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Its beginning.
    pub from: DateTime<Utc>,
    /// Its end.
    pub to: DateTime<Utc>,
}

/// The gaps between two moments, in order.
pub fn gaps(shifts: &[Shift], from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Gap> {
    let mut covers: Vec<(DateTime<Utc>, DateTime<Utc>)> =
        shifts.iter().filter(|s| !s.backup && s.from < s.to).map(|s| (s.from, s.to)).collect();
    covers.sort_unstable();
    let mut gaps = Vec::new();
    let mut covered = from;
    for (begin, end) in covers {
        gaps.extend(gap(covered, begin.min(to)));
        covered = covered.max(end);
    }
    gaps.extend(gap(covered, to));
    gaps
}

fn gap(from: DateTime<Utc>, to: DateTime<Utc>) -> Option<Gap> {
    (from < to).then_some(Gap { from, to })
}

/// How far an alarm looks for the end of a gap.
const FURTHEST_DAYS: i64 = 31;

/// The gaps to raise an alarm for when the next look is `every` away: all that would else be seen less than 72 hours ahead.
pub fn alarms(shifts: &[Shift], now: DateTime<Utc>, every: Duration) -> Vec<Gap> {
    let horizon = now + Duration::hours(ALARM_HOURS) + every;
    gaps(shifts, now, horizon + Duration::days(FURTHEST_DAYS)).into_iter().filter(|gap| gap.from < horizon).collect()
}

/// Who is on shift at a moment, and who is second. Where two overlap, whoever began last has taken over.
pub fn on_shift(shifts: &[Shift], at: DateTime<Utc>) -> (Option<PersonId>, Option<PersonId>) {
    let who = |backup: bool| {
        let now = shifts.iter().filter(|s| s.backup == backup && s.from <= at && at < s.to);
        now.max_by_key(|s| (s.from, s.person)).map(|s| s.person)
    };
    (who(false), who(true))
}
