//! Days of the calendar, in the many ways people write them; a date of birth weighs more.

use super::numerals::{day_word, is_weekday, month};
use super::scan::{Gap, Scan};
use super::{Finding, Kind, Severity};
use crate::lang::Lang;

/// Looks for every way.
pub(super) fn find(scan: &Scan, lang: Lang, out: &mut Vec<Finding>) {
    for i in 0..scan.tokens.len() {
        let spans = [
            by_month_first(scan, i, lang),
            by_day_first(scan, i, lang),
            by_numbers(scan, i),
            in_one_run(scan, i),
            by_weekday(scan, i),
            after_on(scan, i),
            birth_only(scan, i, lang),
        ];
        for last in spans.into_iter().flatten() {
            push(scan, i, last, out);
        }
    }
}

fn push(scan: &Scan, first: usize, last: usize, out: &mut Vec<Finding>) {
    let (kind, severity) =
        if says_birth(&scan.before(first, 5)) { (Kind::BirthDate, Severity::Block) } else { (Kind::Date, Severity::Warn) };
    out.extend(scan.finding(kind, severity, first, last));
}

fn says_birth(before: &str) -> bool {
    [
        " dob ",
        " d o b ",
        " born ",
        " birth ",
        " birthdate ",
        " birthday ",
        " bday ",
        " ddn ",
        " naissance ",
        " ne le ",
        " nee le ",
        " ne e le ",
        " anniversaire ",
        " ne en ",
        " nee en ",
        " date de nais ",
    ]
    .iter()
    .any(|w| before.contains(w))
}

/// A day as a number (1 to 31, perhaps with "st" or "er") or as a word: the place after it.
fn day(scan: &Scan, i: usize) -> Option<(usize, bool)> {
    if let Some(1..=31) = scan.value(i)
        && scan.len(i) <= 2
    {
        let suffixed = scan.joined(i + 1) && matches!(scan.word(i + 1), "st" | "nd" | "rd" | "th" | "er" | "re" | "e" | "eme");
        return Some(if suffixed { (i + 2, true) } else { (i + 1, false) });
    }
    let et = if scan.mark(i + 1, '-') && scan.word(i + 2) == "et" { i + 2 } else { i + 1 };
    if matches!(scan.word(i), "vingt" | "trente") && scan.word(et) == "et" {
        let one = if scan.mark(et + 1, '-') { et + 2 } else { et + 1 };
        if matches!(scan.word(one), "un" | "unieme") {
            return Some((one + 1, true));
        }
    }
    let gap = usize::from(scan.mark(i + 1, '-'));
    let (_, two) = day_word(scan.word(i), scan.word(i + 1 + gap))?;
    Some((if two { i + 2 + gap } else { i + 1 }, true))
}

/// A year of two or four digits here: the place after it.
fn year(scan: &Scan, i: usize) -> Option<usize> {
    let at = (i..i + 3).find(|at| !(scan.marked(*at, ",'/.-") || matches!(scan.word(*at), "of" | "de")))?;
    let fits = match scan.len(at) {
        4 => matches!(scan.value(at), Some(1850..=2199)),
        2 => at > i && !scan.mark(at - 1, '.') && scan.value(at).is_some() && scan.joined(at),
        _ => false,
    };
    (fits && scan.near(at)).then_some(at + 1)
}

fn near(scan: &Scan, i: usize) -> bool {
    scan.tokens.get(i).is_some_and(|t| t.gap < Gap::Paragraph)
}

/// "March 3rd, 2019", "May 14", "Mar. 3".
fn by_month_first(scan: &Scan, i: usize, lang: Lang) -> Option<usize> {
    let (_, everyday) = month(scan.word(i))?;
    let mut at = i + 1;
    while at < i + 4 && (scan.marked(at, ".,-/") || matches!(scan.word(at), "the" | "le")) {
        at += 1;
    }
    let (mut end, ordinal) = day(scan, at).filter(|_| near(scan, at))?;
    // "mars 3", « mai trois »: French puts the day first, and "six", "dix" after a month are something else.
    if scan.num(at).is_empty() && !ordinal_english(scan, at) {
        return None;
    }
    let dated = year(scan, end);
    end = dated.unwrap_or(end);
    let plain = everyday && !scan.cap(i) && !ordinal && dated.is_none() && !dated_before(scan, i);
    let french = lang == Lang::Fr && everyday && !scan.cap(i) && !ordinal;
    (!plain && !french).then_some(end - 1)
}

fn ordinal_english(scan: &Scan, i: usize) -> bool {
    let word = scan.word(i);
    word.ends_with("th") || word.ends_with("st") || word.ends_with("nd") || word.ends_with("rd") || word == "twenty" || word == "thirty"
}

fn dated_before(scan: &Scan, i: usize) -> bool {
    let before = scan.before(i, 1);
    [" on ", " since ", " until ", " by ", " from ", " before ", " after "].contains(&before.as_str())
}

/// "3 May 2019", "the third of May", « le 3 mai », « 1er janvier ».
fn by_day_first(scan: &Scan, i: usize, lang: Lang) -> Option<usize> {
    let (mut at, ordinal) = day(scan, i)?;
    let of = scan.word(at) == "of";
    while at < i + 6 && (scan.marked(at, ".-/,") || matches!(scan.word(at), "of" | "de" | "day")) {
        at += 1;
    }
    let (_, everyday) = month(scan.word(at)).filter(|_| near(scan, at))?;
    let end = at + 1;
    let stop = usize::from(scan.mark(end, '.'));
    let dated = year(scan, end + stop).or_else(|| year(scan, end));
    let number = !scan.num(i).is_empty();
    // "second may", « six mars »: a word and a month in small letters need "of", "le" or a year.
    let said =
        of || dated.is_some() || scan.before(i, 1) == " le " || (number && (lang == Lang::Fr || !everyday || ordinal || scan.cap(at)));
    let mars = scan.word(at) == "mars" && number;
    (said || mars || (scan.cap(at) && ordinal)).then(|| dated.map_or(at, |d| d - 1))
}

/// "2019-03-12", "12/03/2019", "3.12.2019".
fn by_numbers(scan: &Scan, i: usize) -> Option<usize> {
    let mark = ['-', '/', '.'].into_iter().find(|m| scan.mark(i + 1, *m))?;
    let (b, c) = (i + 2, i + 4);
    let value = |at: usize| if scan.len(at) <= 4 { scan.value(at) } else { None };
    let close = (i + 1..=c).all(|at| scan.tokens.get(at).is_some_and(|t| t.gap <= Gap::Space));
    let (x, y, z) = (value(i)?, value(b)?, scan.mark(i + 3, mark).then(|| value(c)).flatten()?);
    let month_and_day = |m: u32, d: u32| (1..=12).contains(&m) && (1..=31).contains(&d);
    let year_first = scan.len(i) == 4 && (1850..=2199).contains(&x) && month_and_day(y, z) && scan.len(b) <= 2 && scan.len(c) <= 2;
    let either = month_and_day(x, y) || month_and_day(y, x);
    let year_last = scan.len(c) == 4 && (1850..=2199).contains(&z) && either && scan.len(i) <= 2 && scan.len(b) <= 2;
    let short = scan.len(c) == 2
        && scan.len(b) == 2
        && scan.len(i) <= 2
        && (mark == '/' || (mark == '-' && scan.len(i) == 2))
        && (either || month_and_day(y, z));
    let joined = (i + 1..=c).all(|at| scan.joined(at));
    let born = says_birth(&scan.before(i, 5));
    ((close && (year_first || year_last)) || (joined && (short || (born && scan.len(i) <= 4)))).then_some(c)
}

/// "20190312".
fn in_one_run(scan: &Scan, i: usize) -> Option<usize> {
    let digits = scan.num(i);
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|d| d.parse::<u32>().ok()).unwrap_or(0);
    let month_and_day = |m: u32, d: u32| (1..=12).contains(&m) && (1..=31).contains(&d);
    let years = 1900..=2099;
    let whole = digits.len() == 8
        && ((years.contains(&part(0, 4)) && month_and_day(part(4, 6), part(6, 8)))
            || (years.contains(&part(4, 8)) && (month_and_day(part(0, 2), part(2, 4)) || month_and_day(part(2, 4), part(0, 2)))));
    let born = (digits.len() == 6 || digits.len() == 8) && says_birth(&scan.before(i, 4));
    (whole || born).then_some(i)
}

/// "Tuesday the 14th", « mardi le 14 », « mardi 14 ».
fn by_weekday(scan: &Scan, i: usize) -> Option<usize> {
    if !is_weekday(scan.word(i)) || (scan.len(i) <= 4 && !scan.cap(i)) {
        return None;
    }
    let mut at = i + 1;
    while at < i + 4 && (scan.marked(at, ".,") || matches!(scan.word(at), "the" | "le")) {
        at += 1;
    }
    if let Some((_, _)) = month(scan.word(at)) {
        return by_month_first(scan, at, Lang::En).filter(|_| near(scan, at));
    }
    let (end, ordinal) = day(scan, at).filter(|_| near(scan, at))?;
    if let Some(last) = by_day_first(scan, at, Lang::Fr) {
        return Some(last);
    }
    let article = matches!(scan.word(at - 1), "the" | "le");
    (ordinal && !scan.num(at).is_empty() || article && !scan.num(at).is_empty()).then_some(end - 1)
}

/// "on the 14th", "admitted 12/03".
fn after_on(scan: &Scan, i: usize) -> Option<usize> {
    let word = scan.word(i);
    if word == "on" && scan.word(i + 1) == "the" {
        let (end, ordinal) = day(scan, i + 2)?;
        return (ordinal && !scan.num(i + 2).is_empty()).then_some(end - 1);
    }
    let dating = matches!(
        word,
        "on" | "since" | "until" | "dated" | "admitted" | "discharged" | "seen" | "died" | "le" | "depuis" | "admis" | "admise" | "date"
    );
    let at = i + 1;
    let (x, y) = (scan.value(at)?, scan.value(at + 2)?);
    let small = scan.len(at) <= 2 && scan.len(at + 2) == 2 && scan.mark(at + 1, '/') && scan.joined(at + 1) && scan.joined(at + 2);
    let fits = (1..=12).contains(&x) && (1..=31).contains(&y) || (1..=31).contains(&x) && (1..=12).contains(&y);
    (dating && small && fits && near(scan, at)).then_some(at + 2)
}

/// "born in March 1947": with a word of birth, month and year are enough.
fn birth_only(scan: &Scan, i: usize, _: Lang) -> Option<usize> {
    month(scan.word(i))?;
    let end = year(scan, i + 1)?;
    says_birth(&scan.before(i, 3)).then_some(end - 1)
}
