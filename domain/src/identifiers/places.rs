//! Places that few people share: postal codes, street addresses, small communities, First Nations, facilities by name.

use super::lexicon::{NOT_NAMES, PLACES};
use super::scan::{Gap, Scan};
use super::streets::{street_name, street_number};
use super::{Finding, Kind, Severity};

/// Words that end the name of a facility.
const FACILITIES: &[&str] = &[
    "hospital",
    "hospice",
    "lodge",
    "manor",
    "villa",
    "clinic",
    "residence",
    "general",
    "sanatorium",
    "pavilion",
    "infirmary",
    "elementary",
    "secondary",
    "school",
    "college",
    "church",
    "parish",
    "mosque",
    "temple",
    "gurdwara",
    "synagogue",
    "cathedral",
    "shelter",
    "legion",
    "mill",
    "smelter",
    "mine",
    "cannery",
];
/// Pairs that end the name of a facility.
const FACILITY_PAIRS: &[(&str, &str)] = &[
    ("care", "home"),
    ("care", "centre"),
    ("care", "center"),
    ("health", "centre"),
    ("health", "center"),
    ("medical", "centre"),
    ("medical", "center"),
    ("care", "society"),
    ("care", "unit"),
    ("cancer", "centre"),
    ("cancer", "center"),
    ("nursing", "home"),
    ("nursing", "station"),
    ("community", "centre"),
    ("hospice", "society"),
    ("friendship", "centre"),
    ("healing", "lodge"),
    ("funeral", "home"),
    ("treatment", "centre"),
];
/// Words that begin the name of a facility in French.
const FRENCH_FACILITIES: &[&str] = &[
    "hopital",
    "chsld",
    "residence",
    "foyer",
    "maison",
    "clinique",
    "pavillon",
    "ecole",
    "hospice",
    "manoir",
    "villa",
    "clsc",
    "paroisse",
    "eglise",
    "college",
];

/// Looks for every kind.
pub(super) fn find(scan: &Scan, out: &mut Vec<Finding>) {
    for i in 0..scan.tokens.len() {
        out.extend(postal_code(scan, i));
        out.extend(first_half(scan, i));
        if !scan.num(i).is_empty() {
            out.extend(street_number(scan, i));
        }
        if scan.word(i).is_empty() && scan.num(i).is_empty() && !scan.mark(i, '\'') {
            continue;
        }
        out.extend(street_name(scan, i));
        out.extend(known_place(scan, i));
        out.extend(told_place(scan, i));
        out.extend(facility(scan, i));
    }
}

fn letter(scan: &Scan, i: usize, not: &str) -> bool {
    let word = scan.word(i);
    scan.len(i) == 1 && word.len() == 1 && word.chars().all(|c| c.is_ascii_lowercase() && !not.contains(c))
}

fn digit(scan: &Scan, i: usize) -> bool {
    scan.num(i).len() == 1
}

/// "V0R 3A0", in any case, with or without a space or hyphen.
fn postal_code(scan: &Scan, i: usize) -> Option<Finding> {
    let begins = letter(scan, i, "dfioquwz")
        && !scan.joined_to_word(i)
        && digit(scan, i + 1)
        && scan.joined(i + 1)
        && letter(scan, i + 2, "dfioqu")
        && scan.joined(i + 2);
    let mut at = i + 3;
    while scan.marked(at, "-.") && at < i + 5 {
        at += 1;
    }
    let ends = digit(scan, at)
        && scan.near(at)
        && letter(scan, at + 1, "dfioqu")
        && scan.joined(at + 1)
        && digit(scan, at + 2)
        && scan.joined(at + 2);
    // "T2N1M0" in one piece is the stage of a tumour.
    let staging = scan.joined(i + 3) && scan.word(i) == "t" && scan.word(i + 2) == "n" && scan.word(at + 1) == "m";
    if begins && ends && !staging { scan.finding(Kind::PostalCode, Severity::Block, i, at + 2) } else { None }
}

/// "V0R" alone: rural (a zero) must go, any other is for the writer to judge. "A1C" is a laboratory value.
fn first_half(scan: &Scan, i: usize) -> Option<Finding> {
    let shape = letter(scan, i, "dfioquwz")
        && scan.cap(i)
        && !scan.joined_to_word(i)
        && digit(scan, i + 1)
        && scan.joined(i + 1)
        && letter(scan, i + 2, "dfioqu")
        && scan.joined(i + 2);
    let alone = scan.cap(i + 2) && !(scan.joined(i + 3) && scan.num(i + 3).len() + scan.word(i + 3).len() > 0);
    let staging = scan.word(i) == "t" && scan.word(i + 2) == "n";
    let laboratory = scan.word(i) == "a" && scan.num(i + 1) == "1" && scan.word(i + 2) == "c";
    if !(shape && alone) || staging || laboratory {
        return None;
    }
    scan.finding(Kind::PostalCode, if scan.num(i + 1) == "0" { Severity::Block } else { Severity::Warn }, i, i + 2)
}

/// A small community or First Nation of the list.
fn known_place(scan: &Scan, i: usize) -> Option<Finding> {
    let token = scan.tokens.get(i)?;
    let capital = scan.cap(i) || !scan.num(i).is_empty() || scan.mark(i, '\'') && scan.cap(i + 1);
    let mut best = None;
    for place in PLACES.get(&token.text)?.iter().filter(|_| capital) {
        let last = i + place.rest.len();
        let whole =
            place.rest.iter().zip(i + 1..).all(|(part, at)| scan.tokens.get(at).is_some_and(|t| t.text == *part && t.gap <= Gap::Line));
        let told = !place.doubtful
            || ["in", "at", "near", "from", "to", "of", "outside", "around", "a", "de", "pres", "vers"].contains(&scan.before(i, 1).trim());
        if whole && told {
            best = best.max(Some(last));
        }
    }
    let last = best?;
    let people = (last + 1..last + 4)
        .take_while(|at| matches!(scan.word(*at), "first" | "nation" | "nations" | "band" | "reserve") && scan.cap(*at))
        .last();
    scan.finding(Kind::Place, Severity::Warn, i, people.unwrap_or(last))
}

/// "the Gitxaala Nation", "Soda Creek Band", "Village of Telkwa".
fn told_place(scan: &Scan, i: usize) -> Option<Finding> {
    let word = scan.word(i);
    let named = |at: usize| scan.cap(at) && scan.len(at) >= 3 && !NOT_NAMES.contains(scan.word(at));
    let back = |at: usize| at.checked_sub(1).filter(|p| named(*p) && scan.tokens.get(at).is_some_and(|t| t.gap <= Gap::Space));
    let ends = match word {
        "nation" | "band" | "reserve" | "rancheria" if scan.cap(i) => {
            let first = i.checked_sub(1).filter(|p| matches!(scan.word(*p), "first" | "indian") && scan.cap(*p)).unwrap_or(i);
            back(first).map(|p| (p, i))
        }
        "village" | "town" | "hamlet" | "district" | "municipality" | "reserve" if scan.word(i + 1) == "of" && named(i + 2) => {
            Some((i, i + 2))
        }
        "village" | "hameau" | "municipalite" if matches!(scan.word(i + 1), "de" | "d") => {
            let at = if scan.mark(i + 2, '\'') { i + 3 } else { i + 2 };
            named(at).then_some((i, at))
        }
        "island" | "reserve" if scan.cap(i) => back(i).filter(|p| scan.word(*p) != "vancouver").map(|p| (p, i)),
        _ => None,
    };
    let (first, last) = ends?;
    scan.finding(Kind::Place, Severity::Warn, first, last)
}

/// "Tofino General", "St. Mary's Hospital", « Hôpital Saint-Luc », "Cedar Grove Care Home".
fn facility(scan: &Scan, i: usize) -> Option<Finding> {
    if FRENCH_FACILITIES.contains(&scan.word(i)) {
        let mut at = i + 1;
        while at < i + 5
            && (scan.marked(at, "-'.")
                || matches!(scan.word(at), "de" | "du" | "des" | "la" | "le" | "l" | "d" | "notre" | "saint" | "sainte" | "st" | "ste"))
        {
            at += 1;
        }
        let named = scan.cap(at)
            && scan.len(at) >= 3
            && !scan.upper(at)
            && !NOT_NAMES.contains(scan.word(at))
            && scan.tokens.get(at).is_some_and(|t| t.gap <= Gap::Space);
        return if named { scan.finding(Kind::Facility, Severity::Warn, i, at) } else { None };
    }
    if !scan.cap(i) {
        return None;
    }
    let pair = FACILITY_PAIRS.iter().any(|(a, b)| scan.word(i) == *a && scan.word(i + 1) == *b && scan.cap(i + 1));
    let single = FACILITIES.contains(&scan.word(i));
    if !(pair || single) || scan.tokens.get(i).is_none_or(|t| t.gap > Gap::Space) {
        return None;
    }
    let mut at = i.checked_sub(1)?;
    // "St. Mary's", "Queen's": step over the possessive.
    if scan.word(at) == "s" && at >= 2 && scan.mark(at - 1, '\'') {
        at -= 2;
    }
    while matches!(
        scan.word(at),
        "memorial" | "regional" | "district" | "community" | "general" | "university" | "and" | "children" | "medical"
    ) && at > 0
        && scan.cap(at)
    {
        at -= 1;
    }
    let named = scan.cap(at)
        && scan.len(at) >= 3
        && !NOT_NAMES.contains(scan.word(at))
        && !matches!(scan.word(at), "surgeon" | "attorney" | "governor");
    if named { scan.finding(Kind::Facility, Severity::Warn, at, if pair { i + 1 } else { i }) } else { None }
}
