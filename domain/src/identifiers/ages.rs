//! Ages of ninety and more: so few people reach them that the number tells who it is.

use super::scan::Scan;
use super::{Finding, Kind, Severity};

/// Looks for every way an age is written.
pub(super) fn find(scan: &Scan, out: &mut Vec<Finding>) {
    for i in 0..scan.tokens.len() {
        if let Some(last) = by_number(scan, i).or_else(|| by_word(scan, i)) {
            out.extend(scan.finding(Kind::Age, Severity::Warn, i, last));
        }
    }
}

fn by_number(scan: &Scan, i: usize) -> Option<usize> {
    if !matches!(scan.value(i), Some(90..=125)) || scan.len(i) > 3 || scan.joined(i) && scan.marked(i.saturating_sub(1), "./") {
        return None;
    }
    if let Some(last) = years(scan, i + 1) {
        return (!is_open(scan, last)).then_some(last);
    }
    let before = scan.before(i, 2);
    let aged = [" aged ", " age ", " agee ", " agees ", " turned ", " turning ", " turns ", " nearly ", " almost "]
        .iter()
        .any(|w| before.ends_with(w))
        || before.ends_with(" age de ")
        || before.ends_with(" agee de ");
    let sexed = scan.joined(i + 1)
        && matches!(scan.word(i + 1), "f" | "m" | "h" | "yo" | "y" | "yof" | "yom" | "yrs")
        && !says_heat(&scan.before(i, 3));
    let open = scan.mark(i + 1, '+') && scan.joined(i + 1);
    if open {
        return None;
    }
    if sexed && (scan.len(i + 1) > 1 || scan.cap(i + 1)) {
        return Some(i + 1);
    }
    aged.then_some(i)
}

/// "90 years and over", « 90 ans et plus »: what the rule itself asks for.
fn is_open(scan: &Scan, last: usize) -> bool {
    matches!(scan.word(last + 1), "and" | "or" | "et" | "ou")
        && matches!(scan.word(last + 2), "over" | "older" | "more" | "up" | "above" | "plus")
}

fn says_heat(before: &str) -> bool {
    ["temp", "fever", "fievre", " t "].iter().any(|w| before.contains(w))
}

/// "-year-old", "years", "y/o", "ans" from here: the last token of it.
fn years(scan: &Scan, from: usize) -> Option<usize> {
    let mut i = from;
    while scan.mark(i, '-') {
        i += 1;
    }
    let near = scan.near(i);
    match scan.word(i) {
        "ans" | "yo" | "yrs" | "yr" if near => Some(i),
        "y" if near && scan.mark(i + 1, '/') && scan.word(i + 2) == "o" => Some(i + 2),
        "year" | "years" if near => {
            let gap = usize::from(scan.mark(i + 1, '-'));
            matches!(scan.word(i + 1 + gap), "old" | "of").then_some(i + 1 + gap)
        }
        _ => None,
    }
}

/// "ninety-two-year-old", « quatre-vingt-douze ans », "centenarian".
fn by_word(scan: &Scan, i: usize) -> Option<usize> {
    let skip = |at: usize| if scan.mark(at, '-') { at + 1 } else { at };
    match scan.word(i) {
        "ninety" | "nonante" => {
            let next = skip(i + 1);
            years(scan, i + 1).or_else(|| years(scan, next + 1))
        }
        "quatre" if matches!(scan.word(skip(i + 1)), "vingt" | "vingts") => {
            let more = skip(skip(i + 1) + 1);
            let teens = ["dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"].contains(&scan.word(more));
            let last = skip(more + 1);
            if !teens {
                None
            } else if matches!(scan.word(last), "sept" | "huit" | "neuf") {
                years(scan, last + 1)
            } else {
                years(scan, more + 1)
            }
        }
        "centenarian" | "centenarians" | "nonagenarian" | "nonagenarians" | "supercentenarian" | "nonagenaire" | "nonagenaires" => Some(i),
        "centenaire" | "centenaires" if !matches!(scan.before(i, 2).trim(), "maison" | "arbre") => Some(i),
        "nineties" => ["his", "her", "their", "late", "early", "mid", "my", "your"].contains(&scan.before(i, 1).trim()).then_some(i),
        "hundred" => {
            let at = if scan.word(i + 1) == "and" { i + 2 } else { i + 1 };
            years(scan, i + 1).or_else(|| years(scan, at + 1))
        }
        _ => None,
    }
}
