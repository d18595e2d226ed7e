//! People's names: after a title, after a word of kin, after "named", from the lists of names, and those of members.

use super::lexicon::{BEFORE_TITLES, FAMILY, GIVEN, GIVEN_WORDS, KIN, LARGE, NOT_NAMES, PARTICLES, PLACE_WORDS, TITLES, may_be_name};
use super::scan::{Gap, Scan};
use super::{Finding, Kind, Severity};

/// Looks for every kind of name.
pub(super) fn find(scan: &Scan, out: &mut Vec<Finding>) {
    for i in 0..scan.tokens.len() {
        if scan.word(i).is_empty() {
            continue;
        }
        let found = titled(scan, i).or_else(|| kin(scan, i)).or_else(|| said(scan, i));
        if let Some((first, last)) = found {
            out.extend(scan.finding(Kind::Name, Severity::Warn, first, last));
        }
        if let Some((first, last)) = listed(scan, i) {
            out.extend(scan.finding(Kind::Name, Severity::Warn, first, last));
        }
    }
}

/// Looks for the full names of people that are known already.
pub(super) fn find_known(scan: &Scan, known: &[String], out: &mut Vec<Finding>) {
    let names: Vec<Vec<String>> = known.iter().map(|n| parts(n)).filter(|p| p.len() >= 2).collect();
    for i in 0..scan.tokens.len() {
        for name in names.iter().filter(|n| n.first().is_some_and(|f| f == scan.word(i))) {
            let mut at = i;
            let whole = name.iter().skip(1).all(|part| {
                at += 1;
                while scan.marked(at, "-'.") {
                    at += 1;
                }
                scan.word(at) == part
            });
            if whole {
                out.extend(scan.finding(Kind::Name, Severity::Warn, i, at));
            }
        }
    }
}

fn parts(name: &str) -> Vec<String> {
    Scan::of(name).tokens.into_iter().filter(|t| t.len > 1).map(|t| t.text).collect()
}

/// "Mr. Albert Wong", "Dr Singh", « Mme Tremblay », « M. Roy ».
fn titled(scan: &Scan, i: usize) -> Option<(usize, usize)> {
    let word = scan.word(i);
    let monsieur = word == "m" && scan.cap(i) && scan.mark(i + 1, '.') && scan.joined(i + 1) && !scan.joined(i);
    let title =
        TITLES.contains(&word) && !(matches!(word, "ms" | "mm" | "mx") && scan.upper(i)) && (!matches!(word, "mm" | "drs") || scan.cap(i));
    if !(monsieur || title) {
        return None;
    }
    let mut at = if scan.mark(i + 1, '.') { i + 2 } else { i + 1 };
    let close = scan.tokens.get(at).is_some_and(|t| t.gap <= Gap::Line);
    while at < i + 5
        && title
        && matches!(scan.word(at), "de" | "du" | "des" | "la" | "le" | "van" | "von" | "der" | "den")
        && scan.near(at + 1)
    {
        at += 1;
    }
    let plain = matches!(word, "mr" | "mrs" | "mme" | "mlle" | "dr") && scan.len(at) >= 3 && is_listed(scan.word(at));
    let lower = matches!(word, "mr" | "mrs" | "mme" | "mlle")
        && scan.len(at) >= 3
        && !NOT_NAMES.contains(scan.word(at))
        && !scan.word(at).is_empty();
    // After "Mrs" even White is a name; after "Dr" or "Chief" it must be no everyday word.
    let strong = matches!(word, "mr" | "mrs" | "ms" | "miss" | "mme" | "mlle");
    let capital = scan.cap(at) && scan.len(at) >= 2 && (strong || !NOT_NAMES.contains(scan.word(at)));
    // "Mrs. De": what looked like a particle is the name.
    let particle = at > i + 1 && scan.cap(at - 1) && !capital && strong;
    if particle && close {
        return Some((i, at - 1));
    }
    (close && (capital || plain || lower)).then(|| (i, extend(scan, at)))
}

fn is_listed(word: &str) -> bool {
    GIVEN.contains(word) || FAMILY.contains(word)
}

/// "his daughter Susan", "patient Jennifer H.", « sa fille Léa ».
fn kin(scan: &Scan, i: usize) -> Option<(usize, usize)> {
    let word = scan.word(i);
    if !KIN.contains(&word) {
        return None;
    }
    let mut at = i + 1;
    while at < i + 3 && scan.marked(at, ",:(\"«'") {
        at += 1;
    }
    let close = scan.tokens.get(at).is_some_and(|t| t.gap <= Gap::Line);
    let lower = is_listed(scan.word(at)) && GIVEN.contains(scan.word(at));
    let either = GIVEN_WORDS.contains(scan.word(at)) && scan.cap(at) && at == i + 1;
    let name = (may_be_name(scan, at) || either) && !scan.upper(at);
    // "Patient Dignity Inventory": both in capitals, and no name of the lists.
    let form = scan.cap(i) && BEFORE_TITLES.contains(&word) && !scan.opens_sentence(i) && !is_listed(scan.word(at));
    let aside = at > i + 1 && !is_listed(scan.word(at)) && !GIVEN_WORDS.contains(scan.word(at));
    (close && !form && !aside && (name || lower)).then(|| (at, extend(scan, at)))
}

/// "my name is Susan", "goes by Bill", « se prénomme Léa », "known as Kit".
fn said(scan: &Scan, i: usize) -> Option<(usize, usize)> {
    let before = match scan.word(i) {
        "is" | "was" => scan.before(i, 1) == " name ",
        "by" => matches!(scan.before(i, 1).trim(), "goes" | "went" | "known"),
        "as" => scan.before(i, 1) == " known ",
        "est" => scan.before(i, 1) == " nom " || scan.before(i, 1) == " prenom ",
        "prenomme" | "nomme" => scan.before(i, 1) == " se ",
        "name" | "names" | "nom" | "prenom" => scan.mark(i + 1, ':'),
        _ => false,
    };
    let at = if scan.mark(i + 1, ':') { i + 2 } else { i + 1 };
    (before && may_be_name(scan, at) && scan.near(at)).then(|| (at, extend(scan, at)))
}

/// A given name of the lists, with what follows it; or a capitalised word before a family name of the lists.
fn listed(scan: &Scan, i: usize) -> Option<(usize, usize)> {
    let word = scan.word(i);
    if !scan.cap(i) || scan.len(i) < 2 || scan.upper(i) && !is_listed(word) || follows_place(scan, i) {
        return None;
    }
    let mut next = if scan.mark(i + 1, '-') && scan.joined(i + 1) { i + 2 } else { i + 1 };
    let initial = scan.cap(next) && scan.len(next) == 1;
    if initial {
        next += if scan.mark(next + 1, '.') { 2 } else { 1 };
    }
    let follows = may_be_name(scan, next) && !scan.upper(next) && scan.tokens.get(next).is_some_and(|t| t.gap <= Gap::Space);
    let family = follows && FAMILY.contains(scan.word(next));
    let known = GIVEN.contains(word) && !scan.upper(i);
    let doubtful =
        GIVEN_WORDS.contains(word) && follows && !scan.upper(i) && (family || !scan.opens_sentence(i)) && !is_landmark(scan.word(next));
    let unknown = family && may_be_name(scan, i) && !scan.upper(i);
    // "Castro, Kai", "WONG Susan": the family's name first.
    let comma = if scan.mark(i + 1, ',') { i + 2 } else { i + 1 };
    let turned = FAMILY.contains(word)
        && GIVEN.contains(scan.word(comma))
        && scan.cap(comma)
        && scan.tokens.get(comma).is_some_and(|t| t.gap <= Gap::Space);
    let shouted = scan.upper(i) && GIVEN.contains(word) && scan.upper(i + 1) && FAMILY.contains(scan.word(i + 1));
    (known || doubtful || unknown || turned || shouted || unknown_pair(scan, i)).then(|| (i, extend(scan, if turned { comma } else { i })))
}

/// Two capitalised words that are no words the lists know, and no title of a tool or a condition: most likely somebody.
fn unknown_pair(scan: &Scan, i: usize) -> bool {
    let fits = |at: usize| {
        scan.cap(at) && scan.len(at) >= 3 && !scan.upper(at) && !NOT_NAMES.contains(scan.word(at)) && !COMMON.contains(&scan.word(at))
    };
    if !fits(i) || i > 0 && scan.cap(i - 1) && !scan.opens_sentence(i) || scan.joined(i) {
        return false;
    }
    let mut next = i + 1;
    // "Anne-Maud", "D'Souza", "Thị Hồng".
    while scan.marked(next, "-'") && scan.joined(next) && scan.joined(next + 1) && scan.cap(next + 1) {
        next += 2;
    }
    let initial = scan.cap(next) && scan.len(next) == 1;
    if initial {
        next += if scan.mark(next + 1, '.') { 2 } else { 1 };
    }
    let second = fits(next) && !scan.joined(next) && scan.tokens.get(next).is_some_and(|t| t.gap <= Gap::Space);
    let whole = format!("{} {}", scan.word(i), scan.word(next));
    let end = next + 1;
    let large = LARGE.contains(&whole) || LARGE.contains(scan.word(i));
    let goes_on = scan.mark(end, '-') && scan.joined(end);
    second && !large && !goes_on && !is_thing(scan, end) && super::places::known_place(scan, i).is_none()
}

/// What follows a name that is not a person's: "Zarit Burden Interview", "Wilson Bloggs syndrome".
fn is_thing(scan: &Scan, at: usize) -> bool {
    let word = if scan.near(at) { scan.word(at) } else { "" };
    matches!(
        word,
        "scale"
            | "score"
            | "test"
            | "index"
            | "interview"
            | "inventory"
            | "questionnaire"
            | "survey"
            | "guide"
            | "model"
            | "tool"
            | "method"
            | "protocol"
            | "framework"
            | "syndrome"
            | "disease"
            | "lymphoma"
            | "sarcoma"
            | "dementia"
            | "therapy"
            | "program"
            | "programme"
            | "initiative"
            | "foundation"
            | "university"
            | "society"
            | "association"
            | "institute"
            | "network"
            | "project"
            | "criteria"
            | "sign"
            | "catheter"
            | "procedure"
            | "manoeuvre"
    )
}

/// Capitalised words of titles and brands that the list of ordinary words lacks.
const COMMON: &[&str] = &[
    "admitted",
    "discharged",
    "march",
    "burden",
    "framework",
    "standards",
    "gold",
    "thermometer",
    "whole",
    "wheel",
    "circle",
    "bedside",
    "sleep",
    "quality",
    "brief",
    "coping",
    "spiritual",
    "tylenol",
    "advil",
    "ativan",
    "haldol",
    "lasix",
    "senokot",
    "google",
    "microsoft",
    "zoom",
    "pacific",
    "atlantic",
    "canadian",
    "british",
    "columbian",
    "sikh",
    "hindu",
    "easter",
    "noel",
    "paques",
    "ramadan",
    "diwali",
    "hanukkah",
    "lent",
    "careme",
    "covid",
    "cree",
    "ojibwe",
    "dene",
    "michif",
    "mandarin",
    "tagalog",
    "cantonese",
    "punjabi",
    "portage",
    "rockies",
    "charter",
    "bill",
    "act",
    "loi",
    "cour",
    "gouvernement",
    "parlement",
    "ministere",
    "assemblee",
];

fn follows_place(scan: &Scan, i: usize) -> bool {
    let at = i.checked_sub(1).map(|p| if scan.mark(p, '.') || scan.mark(p, '-') { p.saturating_sub(1) } else { p });
    at.is_some_and(|p| scan.cap(p) && PLACE_WORDS.contains(&scan.word(p)))
}

/// "Grace Hospital", "Hope Slide", "Jasmine Lodge" are no people; other rules judge them.
fn is_landmark(word: &str) -> bool {
    matches!(
        word,
        "street"
            | "avenue"
            | "road"
            | "lodge"
            | "manor"
            | "villa"
            | "creek"
            | "bay"
            | "valley"
            | "falls"
            | "slide"
            | "hall"
            | "foundation"
            | "trust"
    )
}

/// The last token of a name that begins here: further capitalised words, particles, initials.
fn extend(scan: &Scan, first: usize) -> usize {
    let mut last = first;
    let mut at = first + 1;
    while at < first + 8 {
        let close = scan.tokens.get(at).is_some_and(|t| t.gap <= Gap::Space);
        let hyphen = scan.marked(at, "-'") && scan.joined(at) && scan.joined(at + 1) && scan.cap(at + 1);
        if hyphen {
            at += 1;
        } else if close && may_be_name(scan, at) {
            last = at;
            at += 1;
        } else if close && scan.cap(at) && scan.len(at) == 1 && !scan.joined(at) {
            last = if scan.mark(at + 1, '.') && scan.joined(at + 1) { at + 1 } else { at };
            at = last + 1;
        } else if close && PARTICLES.contains(&scan.word(at)) && (scan.cap(at + 1) || scan.marked(at + 1, "'.") && scan.cap(at + 2)) {
            at += 1;
            if scan.marked(at, "'.") {
                at += 1;
            }
        } else {
            break;
        }
    }
    last
}
