//! Times and durations as meeting programs write them, in English and in French.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use unicode_normalization::UnicodeNormalization;

use super::DateOrder;

/// A time of day, with its date where it has one: not yet resolved, because the order of the numbers is the account's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stamp {
    date: Option<Day>,
    time: NaiveTime,
    /// Marked as UTC.
    pub utc: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Day {
    Named { year: u32, month: u32, day: u32 },
    Numbers { parts: [Number; 3], dashed: bool },
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Number {
    value: u32,
    width: usize,
    /// The character that follows.
    after: char,
}

#[derive(Default)]
struct Scan {
    numbers: Vec<Number>,
    month: Option<u32>,
    afternoon: Option<bool>,
    utc: bool,
}

const MONTHS: [(&str, u32); 18] = [
    ("jan", 1),
    ("feb", 2),
    ("fev", 2),
    ("mar", 3),
    ("apr", 4),
    ("avr", 4),
    ("may", 5),
    ("mai", 5),
    ("jun", 6),
    ("juin", 6),
    ("jul", 7),
    ("juil", 7),
    ("aug", 8),
    ("aou", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

impl Stamp {
    /// Reads a cell that holds a time and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let scan = Scan::of(text)?;
        let (date, rest) = scan.date()?;
        let time = scan.time(rest)?;
        Some(Self { date, time, utc: scan.utc })
    }

    /// Whether the cell has a date.
    pub fn dated(&self) -> bool {
        self.date.is_some()
    }

    /// The local time in this order; a time without date is on the session's date.
    pub fn resolve(&self, order: DateOrder, date: Option<NaiveDate>) -> Option<NaiveDateTime> {
        let day = match self.date {
            Some(day) => day.resolve(order),
            None => date,
        };
        day.map(|day| day.and_time(self.time))
    }
}

impl Scan {
    fn of(text: &str) -> Option<Self> {
        let plain: String = text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
        let plain = plain.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm").replace("a. m.", "am").replace("p. m.", "pm");
        let mut scan = Self::default();
        let mut rest = plain.chars().peekable();
        while let Some(first) = rest.next() {
            if !first.is_alphanumeric() {
                continue;
            }
            let mut word = String::from(first);
            while let Some(next) = rest.next_if(|c| c.is_ascii_digit() == first.is_ascii_digit() && c.is_alphanumeric()) {
                word.push(next);
            }
            if first.is_ascii_digit() {
                let (value, width) = (word.parse().ok()?, word.len());
                scan.numbers.push(Number { value, width, after: rest.peek().copied().unwrap_or(' ') });
            } else {
                scan.word(&word)?;
            }
        }
        Some(scan)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        match word {
            "am" | "pm" => self.afternoon = Some(word == "pm"),
            "utc" | "gmt" | "z" => self.utc = true,
            "t" | "h" | "min" | "s" | "at" | "a" | "le" => {}
            "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" | "lun" | "mer" | "jeu" | "ven" | "sam" | "dim" => {}
            _ if word.ends_with("day") || word.ends_with("di") => {}
            _ => self.month = Some(MONTHS.iter().rev().find(|(start, _)| word.starts_with(start))?.1),
        }
        Some(())
    }

    /// The date, if there is one, and how many numbers it took.
    fn date(&self) -> Option<(Option<Day>, usize)> {
        let first = self.numbers.first()?;
        let second = self.numbers.get(1);
        if let Some(month) = self.month {
            let (a, b) = (first, second?);
            let (year, day) = if a.width == 4 { (a, b) } else { (b, a) };
            return Some((Some(Day::Named { year: century(year), month, day: day.value }), 2));
        }
        if first.after == ':' || self.numbers.len() < 3 || second.is_some_and(|n| n.after == ':') && first.after == ' ' {
            return Some((None, 0));
        }
        let parts = [*first, *second?, *self.numbers.get(2)?];
        Some((Some(Day::Numbers { parts, dashed: first.after == '-' }), 3))
    }

    fn time(&self, from: usize) -> Option<NaiveTime> {
        let part = |at: usize| self.numbers.get(from + at).map(|n| n.value);
        let minute = part(1).or(self.afternoon.map(|_| 0))?;
        let hour = match (part(0)?, self.afternoon) {
            (12, Some(false)) => 0,
            (hour, Some(true)) if hour < 12 => hour + 12,
            (hour, _) => hour,
        };
        NaiveTime::from_hms_opt(hour, minute, part(2).unwrap_or(0))
    }
}

impl Day {
    fn resolve(self, order: DateOrder) -> Option<NaiveDate> {
        match self {
            Self::Named { year, month, day } => ymd(year, month, day),
            Self::Numbers { parts: [a, b, c], dashed } => {
                let (year, month, day) = match order {
                    DateOrder::Mdy => (c, a, b),
                    DateOrder::Dmy => (c, b, a),
                    DateOrder::Ymd if a.width == 4 || dashed => (a, b, c),
                    DateOrder::Ymd => return None,
                };
                let long_elsewhere = month.width > 2 || day.width > 2;
                (!long_elsewhere).then(|| ymd(century(&year), month.value, day.value)).flatten()
            }
        }
    }
}

fn ymd(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn century(year: &Number) -> u32 {
    if year.width <= 2 { 2000 + year.value } else { year.value }
}

/// The orders that fit most dated cells and say different things, each with the first date that it gives. The one that was asked for comes
/// first; one that another says the same as is left out.
pub(super) fn readings(stamps: &[Stamp], asked: Option<DateOrder>) -> Vec<(DateOrder, Option<NaiveDate>)> {
    let days: Vec<Day> = stamps.iter().filter_map(|s| s.date).filter(|d| matches!(d, Day::Numbers { .. })).collect();
    let fits = |order: &DateOrder| days.iter().filter(|day| day.resolve(*order).is_some()).count();
    let all = || asked.into_iter().chain([DateOrder::Mdy, DateOrder::Dmy, DateOrder::Ymd]);
    let most = all().map(|order| fits(&order)).max().unwrap_or(0);
    let mut out: Vec<(DateOrder, Option<NaiveDate>)> = Vec::new();
    for order in all() {
        let says_new = |known: &(DateOrder, Option<NaiveDate>)| days.iter().any(|day| day.resolve(known.0) != day.resolve(order));
        if fits(&order) == most && out.iter().all(says_new) {
            out.push((order, days.iter().find_map(|day| day.resolve(order))));
        }
    }
    out
}

/// Minutes of a duration: a bare number (of minutes), `1:27:51`, `1h 27m 51s`, `1 h 27 min`, `1 Std. 27 Min.`
pub(super) fn minutes(text: &str) -> Option<f64> {
    let plain = text.trim().to_lowercase().replace(',', ".");
    if let Ok(number) = plain.parse::<f64>() {
        return Some(number).filter(|n| n.is_finite() && *n >= 0.0);
    }
    if plain.contains(':') {
        return clock(&plain);
    }
    let mut total = None;
    let mut rest = plain.trim_start();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (number, tail) = rest.split_at(digits);
        let tail = tail.trim_start();
        let letters = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
        let (unit, next) = tail.split_at(letters);
        total = Some(total.unwrap_or(0.0) + number.parse::<f64>().ok()? * in_minutes(unit)?);
        rest = next;
    }
    total
}

fn in_minutes(unit: &str) -> Option<f64> {
    match unit.chars().next()? {
        'h' => Some(60.0),
        's' if unit.starts_with("st") => Some(60.0),
        'm' => Some(1.0),
        's' => Some(1.0 / 60.0),
        _ => None,
    }
}

fn clock(text: &str) -> Option<f64> {
    let parts: Vec<f64> = text.split(':').map(|p| p.trim().parse().ok()).collect::<Option<_>>()?;
    match parts.as_slice() {
        [hours, minutes] => Some(hours * 60.0 + minutes),
        [hours, minutes, seconds] => Some(hours * 60.0 + minutes + seconds / 60.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str, order: DateOrder) -> String {
        Stamp::parse(text).and_then(|s| s.resolve(order, None)).map_or("none".to_owned(), |t| t.to_string())
    }

    #[test]
    fn every_known_way_of_writing_a_time_is_read() {
        for (text, order) in [
            ("01/30/2020 07:53:27 PM", DateOrder::Mdy),
            ("1/30/20, 7:53:27 PM", DateOrder::Mdy),
            ("1/30/20, 7:53:27\u{202f}PM", DateOrder::Mdy),
            ("Jan 30, 2020 19:53:27", DateOrder::Dmy),
            ("Thursday, January 30, 2020 at 7:53:27 PM", DateOrder::Dmy),
            ("30 janv. 2020 à 19:53:27", DateOrder::Mdy),
            ("30/01/2020 19:53:27", DateOrder::Dmy),
            ("30.01.2020 19:53:27", DateOrder::Dmy),
            ("2020-01-30 19:53:27", DateOrder::Ymd),
            ("2020-01-30T19:53:27.104-08:00", DateOrder::Ymd),
            ("2020-01-30 19 h 53 min 27 s", DateOrder::Ymd),
            ("2020-01-30, 7:53:27 p.m.", DateOrder::Ymd),
        ] {
            assert_eq!(read(text, order), "2020-01-30 19:53:27", "{text}");
        }
        assert_eq!(read("15 août 2024 00:05", DateOrder::Mdy), "2024-08-15 00:05:00");
        assert_eq!(read("12/31/2024 12:05 AM", DateOrder::Mdy), "2024-12-31 00:05:00");
    }

    #[test]
    fn what_is_no_time_is_not_read_as_one() {
        for text in
            ["", "812 3456 7890", "16045550123", "1h 7m 43s", "--", "Amara Okafor", "01/30/2020", "2020-13-45 10:00", "02/30/2020 10:00 AM"]
        {
            assert_eq!(read(text, DateOrder::Mdy), "none", "{text}");
        }
    }

    #[test]
    fn the_order_of_dates_comes_from_the_values() {
        let orders = |texts: &[&str], asked: Option<DateOrder>| {
            let stamps: Vec<Stamp> = texts.iter().filter_map(|t| Stamp::parse(t)).collect();
            readings(&stamps, asked).into_iter().map(|(order, _)| order).collect::<Vec<_>>()
        };
        assert_eq!(orders(&["1/30/20, 7:53 AM"], Some(DateOrder::Dmy)), [DateOrder::Mdy], "what the file decides is not asked");
        assert_eq!(orders(&["03/02/2020 10:00", "13/02/2020 10:00"], None), [DateOrder::Dmy]);
        assert_eq!(orders(&["2020-02-03 10:00"], None), [DateOrder::Ymd]);
        assert_eq!(orders(&["20-02-27 10:00"], Some(DateOrder::Ymd)), [DateOrder::Ymd, DateOrder::Dmy]);
        assert_eq!(orders(&["03/02/2020 10:00"], None), [DateOrder::Mdy, DateOrder::Dmy]);
        assert_eq!(orders(&["03/02/2020 10:00"], Some(DateOrder::Dmy)), [DateOrder::Dmy, DateOrder::Mdy]);
        assert_eq!(orders(&["03/03/2020 10:00"], None), [DateOrder::Mdy], "both say the same");
        assert_eq!(orders(&["Mar 2, 2020 10:00", "10:00 AM"], None), [DateOrder::Mdy], "a month by its name leaves no doubt");
        let stamps = [Stamp::parse("03/02/2020 10:00").unwrap()];
        let first: Vec<_> = readings(&stamps, None).into_iter().filter_map(|(_, day)| day).map(|d| d.to_string()).collect();
        assert_eq!(first, ["2020-03-02", "2020-02-03"]);
    }

    #[test]
    fn durations_become_minutes() {
        for (text, expected) in [
            ("64", 64.0),
            ("1h 7m 30s", 67.5),
            ("1 h 27 min", 87.0),
            ("45 min", 45.0),
            ("1:30:30", 90.5),
            ("30s", 0.5),
            ("1 Std. 2 Min. 30 Sek.", 62.5),
        ] {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
        for text in ["", "--", "an hour", "1x", "-5"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }
}
