//! Days and moments in words, without data of zones: the browser half spells with this too.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Timelike, Utc};

use crate::lang::Lang;

const DAYS: [[&str; 7]; 2] = [["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."]];
const MONTHS: [[&str; 12]; 2] = [
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."],
];

/// A wall time in its zone, with its year where that is to be told: "Thu 26 Mar, 08:00 Pacific Time (BC)".
pub(crate) fn spelled((date, year): (NaiveDate, Option<i32>), time: NaiveTime, zone: &str, lang: Lang) -> String {
    let year = year.map(|year| format!(" {year}")).unwrap_or_default();
    let comma = if lang == Lang::En { "" } else { "," };
    // By hand: a browser need not load what reads patterns of time.
    format!("{}{year}, {:02}:{:02}{comma} {zone}", show_day(date, lang), time.hour(), time.minute())
}

/// The same of a moment in a zone that is so many seconds ahead of UTC: so a page and what comes to it later show one clock.
pub fn show_ahead(at: DateTime<Utc>, seconds: i64, zone: &str, lang: Lang) -> String {
    let local = at.naive_utc() + Duration::seconds(seconds);
    spelled((local.date(), None), local.time(), zone, lang)
}

/// "Thu 26 Mar", « jeu. 26 mars ».
pub fn show_day(date: NaiveDate, lang: Lang) -> String {
    let i = usize::from(lang == Lang::Fr);
    let day = DAYS[i].get(date.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
    let month = MONTHS[i].get(date.month0() as usize).copied().unwrap_or_default();
    format!("{day} {} {month}", of_month(date, lang))
}

/// The day of the month; in French the first is an ordinal.
fn of_month(date: NaiveDate, lang: Lang) -> String {
    if lang == Lang::Fr && date.day() == 1 { "1er".to_owned() } else { date.day().to_string() }
}

/// "26 Mar 2026", « 26 mars 2026 »: for dates that may lie in another year.
pub fn show_date(date: NaiveDate, lang: Lang) -> String {
    let i = usize::from(lang == Lang::Fr);
    let month = MONTHS[i].get(date.month0() as usize).copied().unwrap_or_default();
    format!("{} {month} {}", of_month(date, lang), date.year())
}
