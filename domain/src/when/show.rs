//! Times as pages and letters write them: "Thu 26 Mar, 08:00 Pacific Time (BC)", « jeu. 26 mars, 08:00, heure du Pacifique (C.-B.) ».

use chrono::{DateTime, Datelike as _, Utc};

use super::{Zone, utc_to_local};
use crate::lang::Lang;
use crate::spelled::{show_day, spelled};

/// A moment in words, and as `<time datetime>` wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// For people.
    pub text: String,
    /// For machines: UTC, RFC 3339.
    pub datetime_attr: String,
}

/// A moment in the zone it belongs to; the reader's own wall time follows where it differs. Zones are IANA names; an unknown one falls back to UTC.
pub fn show(at: DateTime<Utc>, viewer_zone: &str, home_zone: &str, lang: Lang) -> Shown {
    show_from(at, at, viewer_zone, home_zone, lang)
}

/// The same, told `now`: the year stands beside the day when it is another one than this.
pub fn show_from(now: DateTime<Utc>, at: DateTime<Utc>, viewer_zone: &str, home_zone: &str, lang: Lang) -> Shown {
    let home = Zone::or_utc(home_zone);
    let this_year = utc_to_local(now, &home).0.year();
    let mut text = wall(at, &home, lang, this_year);
    if let Ok(own) = Zone::parse(viewer_zone)
        && utc_to_local(at, &own) != utc_to_local(at, &home)
    {
        let word = if lang == Lang::En { "your time" } else { "à votre heure" };
        let (own_date, own_time) = utc_to_local(at, &own);
        let other_day = own_date != utc_to_local(at, &home).0;
        let day = if other_day { format!("{}, ", show_day(own_date, lang)) } else { String::new() };
        text.push_str(&format!(" ({day}{} {word})", own_time.format("%H:%M")));
    }
    Shown { text, datetime_attr: at.format("%Y-%m-%dT%H:%M:%SZ").to_string() }
}

fn wall(at: DateTime<Utc>, zone: &Zone, lang: Lang, this_year: i32) -> String {
    let (date, time) = utc_to_local(at, zone);
    let year = (date.year() != this_year).then(|| date.year());
    spelled((date, year), time, &zone.label(lang), lang)
}
