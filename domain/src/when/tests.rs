//! The vectors of security §3.4, and the words of times.
#![allow(clippy::unwrap_used)]

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::*;
use crate::lang::Lang;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
fn clock(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").unwrap()
}
fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

#[test]
fn the_bundled_zone_data_are_right_about_western_canada() {
    self_test().unwrap();
}

#[test]
fn a_weekly_session_at_noon_in_british_columbia_is_seen_elsewhere_at_the_right_hour() {
    // date, UTC, Los Angeles, Edmonton, Dawson Creek, Whitehorse, Winnipeg, Toronto
    let rows = [
        ("2025-10-29", ["19:00", "12:00", "13:00", "12:00", "12:00", "14:00", "15:00"]),
        ("2025-11-05", ["20:00", "12:00", "13:00", "13:00", "13:00", "14:00", "15:00"]),
        ("2026-01-14", ["20:00", "12:00", "13:00", "13:00", "13:00", "14:00", "15:00"]),
        ("2026-03-04", ["20:00", "12:00", "13:00", "13:00", "13:00", "14:00", "15:00"]),
        ("2026-03-11", ["19:00", "12:00", "13:00", "12:00", "12:00", "14:00", "15:00"]),
        ("2026-10-28", ["19:00", "12:00", "13:00", "12:00", "12:00", "14:00", "15:00"]),
        ("2026-11-04", ["19:00", "11:00", "13:00", "12:00", "12:00", "14:00", "14:00"]),
        ("2027-01-13", ["19:00", "11:00", "13:00", "12:00", "12:00", "14:00", "14:00"]),
        ("2027-11-10", ["19:00", "11:00", "13:00", "12:00", "12:00", "14:00", "14:00"]),
        ("2027-03-17", ["19:00", "12:00", "13:00", "12:00", "12:00", "14:00", "15:00"]),
    ];
    let zones = [
        "UTC",
        "America/Los_Angeles",
        "America/Edmonton",
        "America/Dawson_Creek",
        "America/Whitehorse",
        "America/Winnipeg",
        "America/Toronto",
    ];
    for (date, expected) in rows {
        let at = local_to_utc(day(date), clock("12:00"), &zone("America/Vancouver")).unwrap();
        for (name, wall) in zones.iter().zip(expected) {
            assert_eq!(utc_to_local(at, &zone(name)).1, clock(wall), "{date} in {name}");
        }
    }
}

#[test]
fn a_doubtful_hour_is_asked_about_and_a_missing_one_gets_a_suggestion() {
    let bc = zone("America/Vancouver");
    let utc = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    assert_eq!(
        local_to_utc(day("2025-11-02"), clock("01:30"), &bc),
        Err(WallFault::Ambiguous(utc("2025-11-02T08:30:00Z"), utc("2025-11-02T09:30:00Z")))
    );
    assert_eq!(local_to_utc(day("2026-11-01"), clock("01:30"), &bc), Ok(utc("2026-11-01T08:30:00Z")));
    assert_eq!(local_to_utc(day("2026-03-08"), clock("02:30"), &bc), Err(WallFault::Skipped(clock("03:30"))));
    assert_eq!(local_to_utc(day("2027-03-14"), clock("02:30"), &bc), Ok(utc("2027-03-14T09:30:00Z")));
}

#[test]
fn the_last_thursday_of_six_months_is_found() {
    let repeat = Repeat::Monthly { every: 1, nth: Nth::Last, weekday: Weekday::Thu };
    let found = repeat.occurrences(day("2020-01-01"), clock("08:00"), &zone("America/Vancouver"), 6, &[]).unwrap();
    let dates: Vec<String> = found.iter().map(|o| o.at.to_rfc3339()).collect();
    assert_eq!(
        dates,
        [
            "2020-01-30T16:00:00+00:00",
            "2020-02-27T16:00:00+00:00",
            "2020-03-26T15:00:00+00:00",
            "2020-04-30T15:00:00+00:00",
            "2020-05-28T15:00:00+00:00",
            "2020-06-25T15:00:00+00:00"
        ]
    );
}

#[test]
fn schedules_skip_months_and_refuse_nonsense() {
    let weekly = Repeat::Weekly { every: 2, weekday: Weekday::Tue };
    let bc = zone("America/Vancouver");
    let found = weekly.occurrences(day("2026-11-24"), clock("12:00"), &bc, 3, &[12]).unwrap();
    assert_eq!(found.iter().map(|o| o.date).collect::<Vec<_>>(), [day("2026-11-24"), day("2027-01-05"), day("2027-01-19")]);
    assert_eq!(weekly.occurrences(day("2026-11-24"), clock("12:00"), &bc, 0, &[]), Err(ScheduleFault::Count));
    let never = Repeat::Weekly { every: 0, weekday: Weekday::Tue };
    assert_eq!(never.occurrences(day("2026-11-24"), clock("12:00"), &bc, 3, &[]), Err(ScheduleFault::Every));
}

#[test]
fn times_are_written_without_abbreviations_in_both_languages() {
    let at = local_to_utc(day("2026-03-26"), clock("08:00"), &zone("America/Vancouver")).unwrap();
    let here = |lang| show(at, "America/Vancouver", "America/Vancouver", lang).text;
    assert_eq!(here(Lang::En), "Thu 26 Mar, 08:00 Pacific Time (BC)");
    assert_eq!(here(Lang::Fr), "jeu. 26 mars, 08:00, heure du Pacifique (C.-B.)");
    let away = show(at, "America/Toronto", "America/Vancouver", Lang::En);
    assert_eq!(away.text, "Thu 26 Mar, 08:00 Pacific Time (BC) (11:00 your time)");
    assert_eq!(away.datetime_attr, "2026-03-26T15:00:00Z");
    assert_eq!(show_date(day("2026-05-01"), Lang::Fr), "1er mai 2026");
}

#[test]
fn a_year_that_is_not_this_one_is_told() {
    let at = local_to_utc(day("2026-03-26"), clock("08:00"), &zone("America/Vancouver")).unwrap();
    let from = |now: &str, lang| {
        show_from(local_to_utc(day(now), clock("23:00"), &zone("America/Vancouver")).unwrap(), at, "", "America/Vancouver", lang).text
    };
    assert_eq!(from("2026-12-31", Lang::En), "Thu 26 Mar, 08:00 Pacific Time (BC)");
    assert_eq!(from("2025-12-31", Lang::En), "Thu 26 Mar 2026, 08:00 Pacific Time (BC)");
    assert_eq!(from("2027-01-01", Lang::Fr), "jeu. 26 mars 2026, 08:00, heure du Pacifique (C.-B.)");
}

#[test]
fn a_zone_must_be_known() {
    for bad in ["", "Pacific", "America/Nowhere", "../etc/passwd", "<script>"] {
        assert!(Zone::parse(bad).is_err(), "{bad}");
    }
    assert!(Zone::offered().len() >= 17);
}

#[test]
fn what_comes_later_shows_the_clock_of_its_page() {
    let at = "2026-11-26T07:52:00Z".parse().unwrap();
    let zone = Zone::parse("America/Vancouver").unwrap();
    for lang in [Lang::En, Lang::Fr] {
        let page = show(at, "America/Vancouver", "America/Vancouver", lang).text;
        assert_eq!(crate::spelled::show_ahead(at, offset_seconds(at, &zone).into(), &zone.label(lang), lang), page);
    }
}
