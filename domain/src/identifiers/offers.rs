//! What to write instead: a day of the calendar becomes "day 0" or "3 weeks later", an age of ninety or more "90+".

use chrono::NaiveDate;

use super::numerals::{day_word, month};
use super::scan::{Scan, Sort};
use super::{Finding, Kind};
use crate::lang::Lang;

/// Words that may stand in the place of a passage. The place may begin a word earlier than the finding ("on March 3rd").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// What to write.
    pub text: String,
}

/// A day as it was written: the year may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    year: Option<i32>,
    month: u32,
    day: u32,
}

/// The first day that a text names: "day 0" for all that follows.
pub fn first_day(text: &str, found: &[Finding]) -> Option<Day> {
    found.iter().filter(|f| f.kind == Kind::Date).find_map(|f| read_day(text.get(f.start..f.end)?))
}

/// What to write instead of a passage, where a machine can say it; `zero` is the day that counts as day 0.
pub fn offer(text: &str, finding: &Finding, zero: Option<Day>, lang: Lang) -> Option<Offer> {
    let words = text.get(finding.start..finding.end)?;
    match finding.kind {
        Kind::Date => date(text, finding, read_day(words)?, zero?, lang),
        Kind::Age => age(text, finding, words, lang),
        _ => None,
    }
}

/// Reads a day out of the words of a finding: "March 3rd, 2019", « le 3 mai », "2019-03-12", "12/31/2019".
fn read_day(words: &str) -> Option<Day> {
    let scan = Scan::of(words);
    let numbers: Vec<(u32, usize)> = (0..scan.tokens.len()).filter_map(|i| Some((scan.value(i)?, scan.len(i)))).collect();
    let named = (0..scan.tokens.len()).find_map(|i| month(scan.word(i)).map(|(m, _)| m));
    let year = numbers.iter().find(|(_, len)| *len == 4).and_then(|(y, _)| i32::try_from(*y).ok());
    if let Some(month) = named {
        let spelled = || (0..scan.tokens.len()).find_map(|i| spelled_day(&scan, i));
        let day = numbers.iter().find(|(n, len)| *len <= 2 && (1..=31).contains(n)).map(|(n, _)| *n).or_else(spelled)?;
        let short = numbers.iter().filter(|(_, len)| *len == 2).nth(1).and_then(|(y, _)| i32::try_from(2000 + y).ok());
        return day_of(year.or(short), month, day);
    }
    match numbers.as_slice() {
        [(y, 4), (m, _), (d, _)] => day_of(i32::try_from(*y).ok(), *m, *d),
        // Which of two small numbers is the month cannot be known.
        [(a, _), (b, _), (_, 4)] if *a > 12 => day_of(year, *b, *a),
        [(a, _), (b, _), (_, 4)] if *b > 12 => day_of(year, *a, *b),
        [(run, 8)] => day_of(i32::try_from(run / 10_000).ok(), run / 100 % 100, run % 100),
        _ => None,
    }
}

fn spelled_day(scan: &Scan, i: usize) -> Option<u32> {
    let gap = usize::from(scan.mark(i + 1, '-'));
    if scan.word(i).is_empty() || month(scan.word(i)).is_some() {
        return None;
    }
    let et = matches!(scan.word(i), "vingt" | "trente") && scan.word(i + 1 + gap) == "et";
    day_word(scan.word(i), scan.word(i + 1 + gap)).map(|(d, _)| if et { d + 1 } else { d })
}

fn day_of(year: Option<i32>, month: u32, day: u32) -> Option<Day> {
    NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day).map(|_| Day { year, month, day })
}

/// Days from one to the other. A missing year is that of the other day, or the next one when that would go back.
fn days_between(zero: Day, day: Day) -> Option<i64> {
    let year = zero.year.or(day.year).unwrap_or(2000);
    let a = NaiveDate::from_ymd_opt(zero.year.unwrap_or(year), zero.month, zero.day)?;
    let b = NaiveDate::from_ymd_opt(day.year.unwrap_or(year), day.month, day.day)?;
    let apart = (b - a).num_days();
    if apart < 0 && (zero.year.is_none() || day.year.is_none()) {
        let next = NaiveDate::from_ymd_opt(day.year.unwrap_or(year) + 1, day.month, day.day)?;
        return Some((next - a).num_days());
    }
    Some(apart)
}

/// The word before a place, in small letters, and where it begins.
fn word_before(text: &str, at: usize) -> Option<(usize, String)> {
    let before = text.get(..at)?;
    let trimmed = before.trim_end_matches(' ');
    if trimmed.len() == before.len() {
        return None;
    }
    let from = trimmed.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map(|(i, _)| i)?;
    Some((from, trimmed.get(from..)?.to_lowercase()))
}

fn date(text: &str, finding: &Finding, day: Day, zero: Day, lang: Lang) -> Option<Offer> {
    let apart = days_between(zero, day)?;
    let before = word_before(text, finding.start);
    let word = before.as_ref().map(|(_, w)| w.clone()).unwrap_or_default();
    let word = word.as_str();
    let french = lang == Lang::Fr;
    let own_article = french && text.get(finding.start..finding.end)?.starts_with("le ");
    // After "since" and its like only a day fits; "on" and "the" go with the date.
    let fixed = matches!(
        word,
        "since" | "by" | "until" | "before" | "after" | "from" | "to" | "between" | "and" | "depuis" | "avant" | "du" | "au" | "et"
    );
    let leaves = matches!(word, "on" | "the" | "le") && apart != 0 && !fixed;
    let drop_the = word == "the" && apart == 0;
    let start = before.filter(|_| leaves || drop_the).map_or(finding.start, |(from, _)| from);
    let text = if apart == 0 || fixed {
        match (french, own_article || word == "depuis" || word == "avant") {
            (true, true) => format!("le jour {apart}"),
            (true, false) => format!("jour {apart}"),
            (false, _) => format!("day {apart}"),
        }
    } else {
        later(apart, lang)
    };
    Some(Offer { start, end: finding.end, text })
}

/// "3 weeks later", « 2 mois plus tôt ».
fn later(apart: i64, lang: Lang) -> String {
    let far = apart.abs();
    let (n, en, fr) = match far {
        0..14 => (far, if far == 1 { "day" } else { "days" }, if far == 1 { "jour" } else { "jours" }),
        14..61 => ((far + 3) / 7, "weeks", "semaines"),
        61..700 => ((far + 15) * 12 / 365, "months", "mois"),
        _ => ((far + 182) / 365, "years", "ans"),
    };
    match (lang, apart < 0) {
        (Lang::Fr, false) => format!("{n} {fr} plus tard"),
        (Lang::Fr, true) => format!("{n} {fr} plus tôt"),
        (_, false) => format!("{n} {en} later"),
        (_, true) => format!("{n} {en} earlier"),
    }
}

/// "90+ years old", "90+ F", « 90 ans et plus ».
fn age(text: &str, finding: &Finding, words: &str, lang: Lang) -> Option<Offer> {
    let whole = |text: &str| Some(Offer { start: finding.start, end: finding.end, text: text.to_owned() });
    let scan = Scan::of(words);
    let number = (0..scan.tokens.len()).find(|i| scan.tokens.get(*i).is_some_and(|t| t.sort == Sort::Num));
    let has = |word: &str| (0..scan.tokens.len()).any(|i| scan.word(i) == word);
    if has("nineties") {
        // "in her late nineties": the whole phrase goes.
        let (mut at, mut seen) = (finding.start, false);
        for _ in 0..3 {
            let Some((from, word)) = word_before(text, at) else { break };
            if !matches!(word.as_str(), "late" | "early" | "mid" | "his" | "her" | "their" | "my" | "in") {
                break;
            }
            seen |= word == "in";
            at = from;
        }
        return seen.then(|| Offer { start: at, end: finding.end, text: "aged 90+".to_owned() });
    }
    if has("ans") || (lang == Lang::Fr && number.is_none()) {
        return whole("90 ans et plus");
    }
    let Some(number) = number else {
        return if has("year") || has("years") { whole("90+ years old") } else { whole("person aged 90+") };
    };
    let rest: String = words.get(scan.tokens.get(number)?.end..)?.trim_start_matches(['-', '\u{2011}', ' ']).to_owned();
    whole(&if rest.is_empty() { "90+".to_owned() } else { format!("90+ {rest}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifiers::{Severity, check};

    fn rewritten(text: &str, lang: Lang) -> String {
        let (mut text, mut rounds) = (text.to_owned(), 0);
        let zero = first_day(&text, &check(&text, lang));
        loop {
            let found = check(&text, lang);
            let Some(o) = found.iter().find_map(|f| offer(&text, f, zero, lang)) else { return text };
            text.replace_range(o.start..o.end, &o.text);
            rounds += 1;
            assert!(rounds < 9, "{text}");
        }
    }

    #[test]
    fn dates_become_days_that_are_counted() {
        for (lang, before, after) in [
            (Lang::En, "Admitted on March 3rd, 2019; seen on March 24, 2019.", "Admitted on day 0; seen 3 weeks later."),
            (Lang::En, "Chemo stopped 2019-03-12. No food since 2019-03-20.", "Chemo stopped day 0. No food since day 8."),
            (Lang::En, "It began December 20; by January 4 all was over.", "It began day 0; by day 15 all was over."),
            (Lang::En, "the third of May, then the tenth of May", "day 0, then 7 days later"),
            (Lang::Fr, "Admise le 3 mai 2019, décédée le 24 mai 2019.", "Admise le jour 0, décédée 3 semaines plus tard."),
            (Lang::Fr, "Vue le 1er janvier, puis le vingt-et-un janvier.", "Vue le jour 0, puis 3 semaines plus tard."),
        ] {
            assert_eq!(rewritten(before, lang), after, "{before}");
        }
    }

    #[test]
    fn great_ages_become_ninety_and_more() {
        for (lang, before, after) in [
            (Lang::En, "a 92-year-old man", "a 90+ year-old man"),
            (Lang::En, "Seen: 92F with pain", "Seen: 90+ F with pain"),
            (Lang::En, "aged 92", "aged 90+"),
            (Lang::En, "He is 101 years old.", "He is 90+ years old."),
            (Lang::En, "a woman in her late nineties", "a woman aged 90+"),
            (Lang::Fr, "une dame de 92 ans", "une dame de 90 ans et plus"),
            (Lang::Fr, "elle a quatre-vingt-douze ans", "elle a 90 ans et plus"),
        ] {
            assert_eq!(rewritten(before, lang), after, "{before}");
        }
    }

    #[test]
    fn what_is_offered_passes_the_check() {
        for text in ["On March 3, 2019 and May 9, 2019 and on 2020-01-02 a 95-year-old", "Le 3 mai, puis le 9 juin; une dame de 97 ans"] {
            for lang in [Lang::En, Lang::Fr] {
                let after = rewritten(text, lang);
                assert_eq!(check(&after, lang).iter().filter(|f| f.severity >= Severity::Warn).count(), 0, "{after}");
            }
        }
    }

    #[test]
    fn an_ambiguous_date_has_no_offer() {
        let text = "Seen 03/04/2019";
        assert!(check(text, Lang::En).iter().all(|f| offer(text, f, first_day(text, &check(text, Lang::En)), Lang::En).is_none()));
    }
}
