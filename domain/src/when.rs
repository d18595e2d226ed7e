//! Time as people live it: wall time in a zone, and UTC underneath. Zone data are bundled (jiff), never the system's:
//! British Columbia went to permanent UTC−7 in 2026, and most machines are wrong about it. `self_test` refuses to start on such data.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Timelike as _, Utc};
use jiff::civil;
use jiff::tz::TimeZone;

mod calendar;
mod show;
mod zone;

pub use calendar::{Nth, Occurrence, Repeat, ScheduleFault};
pub use show::{Shown, show, show_from};
pub use zone::{UnknownZone, Zone};

pub use crate::spelled::{show_date, show_day};

/// Why a wall time is not one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WallFault {
    /// The clock shows it twice; both moments, earlier first.
    Ambiguous(DateTime<Utc>, DateTime<Utc>),
    /// The clock jumps over it; the first wall time after the jump.
    Skipped(NaiveTime),
}

/// The moment of a wall time in a zone.
pub fn local_to_utc(date: NaiveDate, time: NaiveTime, zone: &Zone) -> Result<DateTime<Utc>, WallFault> {
    use jiff::tz::AmbiguousOffset;
    let local = to_civil(date, time);
    let ambiguous = zone.rules().to_ambiguous_timestamp(local);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { offset } => Ok(to_utc(offset, local)),
        AmbiguousOffset::Fold { before, after } => Err(WallFault::Ambiguous(to_utc(before, local), to_utc(after, local))),
        AmbiguousOffset::Gap { before, .. } => {
            // The moment that the old offset names lies after the jump: what the clock shows then is the honest suggestion.
            let (_, shown) = utc_to_local(to_utc(before, local), zone);
            Err(WallFault::Skipped(shown))
        }
    }
}

/// The wall date and time of a moment in a zone.
pub fn utc_to_local(at: DateTime<Utc>, zone: &Zone) -> (NaiveDate, NaiveTime) {
    let offset = offset_seconds(at, zone);
    let local = (at + chrono::Duration::seconds(i64::from(offset))).naive_utc();
    (local.date(), local.time())
}

/// The day of a moment where this zone, by name, is kept; by UTC where the name is not known.
pub fn local_day(at: DateTime<Utc>, zone: &str) -> NaiveDate {
    utc_to_local(at, &Zone::or_utc(zone)).0
}

/// How many seconds the zone is ahead of UTC at this moment.
pub fn offset_seconds(at: DateTime<Utc>, zone: &Zone) -> i32 {
    let moment = jiff::Timestamp::from_second(at.timestamp()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    zone.rules().to_offset(moment).seconds()
}

fn to_civil(date: NaiveDate, time: NaiveTime) -> civil::DateTime {
    let year = i16::try_from(date.year()).unwrap_or(9999);
    let small = |n: u32| i8::try_from(n).unwrap_or(1);
    let day = civil::Date::new(year, small(date.month()), small(date.day())).unwrap_or(civil::Date::MAX);
    let clock = civil::Time::new(small(time.hour()), small(time.minute()), small(time.second()), 0).unwrap_or(civil::Time::MIN);
    day.to_datetime(clock)
}

fn to_utc(offset: jiff::tz::Offset, local: civil::DateTime) -> DateTime<Utc> {
    let seconds = offset.to_timestamp(local).map(|t| t.as_second()).unwrap_or_default();
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// Refuses to start on zone data that are wrong about western Canada (security §0, item 3).
pub fn self_test() -> Result<(), String> {
    let expected = [
        ("America/Vancouver", -7),
        ("America/Edmonton", -6),
        ("America/Whitehorse", -7),
        ("America/Winnipeg", -5),
        ("America/Toronto", -5),
    ];
    let Some(winter) = NaiveDate::from_ymd_opt(2026, 12, 15).and_then(|d| d.and_hms_opt(20, 0, 0)).map(|t| t.and_utc()) else {
        return Err("no calendar".to_owned());
    };
    for (name, hours) in expected {
        let zone = Zone::parse(name).map_err(|_| format!("{name} is not known"))?;
        let found = offset_seconds(winter, &zone);
        if found != hours * 3600 {
            return Err(format!("{name} should be UTC{hours:+} on 2026-12-15 and is UTC{:+}", f64::from(found) / 3600.0));
        }
    }
    Ok(())
}

fn rules_of(name: &str) -> Option<TimeZone> {
    jiff::tz::TimeZoneDatabase::bundled().get(name).ok()
}

#[cfg(test)]
mod tests;
