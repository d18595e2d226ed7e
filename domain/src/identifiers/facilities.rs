//! Hospitals, homes, schools and agencies by name, in both languages.

use super::lexicon::{LARGE, NOT_NAMES};
use super::scan::{Gap, Scan};
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
    ("treatment", "center"),
    ("hospice", "house"),
    ("high", "school"),
    ("middle", "school"),
    ("health", "station"),
    ("health", "care"),
    ("healing", "centre"),
    ("recovery", "centre"),
    ("transition", "house"),
    ("group", "home"),
    ("residential", "school"),
    ("care", "community"),
    ("retirement", "home"),
    ("retirement", "residence"),
];
/// Words that end a facility's name when a saint or a possessive begins it.
const HOMES: &[&str] = &["home", "house", "place", "centre", "center", "court", "hall", "academy", "haven", "gardens"];
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
    "cegep",
    "cisss",
    "ciusss",
    "chu",
    "chum",
    "hotel-dieu",
    "institut",
    "polyvalente",
    "garderie",
    "gmf",
    "cathedrale",
    "mosquee",
    "auberge",
];
/// Words between the kind of a facility and its name in French.
const FRENCH_BETWEEN: &[&str] = &[
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
    "notre",
    "saint",
    "sainte",
    "st",
    "ste",
    "secondaire",
    "primaire",
    "hospitalier",
    "hospitaliere",
    "regional",
    "regionale",
    "medicale",
    "medical",
    "universitaire",
    "general",
    "sante",
    "soins",
    "palliatifs",
    "mgr",
    "dr",
    "michel",
];

/// "St. Jude's Anglican Home", "Canuck Place": a saint or a possessive in capitals shortly before, or one unknown word.
fn saintly(scan: &Scan, i: usize) -> bool {
    let from = i.saturating_sub(6);
    let saint = (from..i).any(|at| {
        matches!(scan.word(at), "st" | "saint" | "ste")
            && scan.cap(at)
            && (at..i).all(|t| !scan.marked(t, ",;:!?") && scan.tokens.get(t).is_some_and(|t| t.gap <= Gap::Space || t.start == 0))
    });
    let unknown = i > 0
        && scan.cap(i - 1)
        && scan.len(i - 1) >= 4
        && !NOT_NAMES.contains(scan.word(i - 1))
        && matches!(scan.word(i), "house" | "place" | "academy" | "hall");
    saint || unknown
}

/// "Tofino General", "St. Mary's Hospital", « Hôpital Saint-Luc », "Cedar Grove Care Home".
pub(super) fn facility(scan: &Scan, i: usize) -> Option<Finding> {
    let centre = scan.word(i) == "centre" && matches!(scan.word(i + 1), "hospitalier" | "de" | "d" | "jeunesse" | "integre" | "medical");
    let hotel_dieu = scan.word(i) == "hotel" && scan.word(i + 2) == "dieu";
    if FRENCH_FACILITIES.contains(&scan.word(i)) || centre || hotel_dieu {
        let mut at = if hotel_dieu { i + 3 } else { i + 1 };
        while at < i + 9 && (scan.marked(at, "-'.") || FRENCH_BETWEEN.contains(&scan.word(at))) {
            at += 1;
        }
        let (named, large) = (scan.cap(at) && scan.len(at) >= 3, LARGE.contains(scan.word(at)) && (centre || scan.word(i) == "maison"));
        let named = named
            && !large
            && !scan.upper(at)
            && (!NOT_NAMES.contains(scan.word(at)) || at > 1 && matches!(scan.word(at - 2), "saint" | "sainte" | "st" | "ste" | "notre"))
            && scan.tokens.get(at).is_some_and(|t| t.gap <= Gap::Space);
        return if named { scan.finding(Kind::Facility, Severity::Warn, i, at) } else { None };
    }
    if !scan.cap(i) {
        return None;
    }
    let pair = FACILITY_PAIRS.iter().any(|(a, b)| scan.word(i) == *a && scan.word(i + 1) == *b && scan.cap(i + 1));
    let single = FACILITIES.contains(&scan.word(i)) || HOMES.contains(&scan.word(i)) && saintly(scan, i);
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
        "memorial"
            | "regional"
            | "district"
            | "community"
            | "general"
            | "university"
            | "and"
            | "children"
            | "medical"
            | "anglican"
            | "catholic"
            | "lutheran"
            | "village"
            | "senior"
            | "seniors"
            | "public"
            | "central"
            | "long"
            | "term"
            | "united"
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
