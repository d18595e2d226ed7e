//! Street addresses, with and without a number, in both languages.

use super::lexicon::NOT_NAMES;
use super::scan::{Gap, Scan};
use super::{Finding, Kind, Severity};

const STREETS: &[&str] = &[
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "lane",
    "ln",
    "way",
    "crescent",
    "cres",
    "court",
    "crt",
    "ct",
    "place",
    "pl",
    "highway",
    "hwy",
    "terrace",
    "trail",
    "close",
    "row",
    "alley",
    "parkway",
    "pkwy",
    "circle",
    "gate",
    "mews",
    "rue",
    "esplanade",
    "line",
    "wynd",
];
/// More endings, which count only with a number before and a capital of their own.
const RARE_STREETS: &[&str] = &[
    "view",
    "glen",
    "bridge",
    "plaza",
    "estates",
    "estate",
    "heights",
    "hill",
    "hills",
    "park",
    "ridge",
    "square",
    "landing",
    "point",
    "grove",
    "green",
    "greens",
    "gardens",
    "common",
    "bay",
    "cove",
    "crossing",
    "meadow",
    "meadows",
    "turnpike",
    "valley",
    "walk",
    "path",
    "run",
    "loop",
    "spur",
    "mountain",
    "ranch",
    "springs",
    "brook",
    "brooks",
    "forest",
    "forge",
    "mill",
    "mills",
    "port",
    "wells",
    "villages",
    "village",
    "bend",
    "bluff",
    "creek",
    "falls",
    "field",
    "fields",
    "ferry",
    "harbor",
    "harbour",
    "haven",
    "hollow",
    "island",
    "junction",
    "knoll",
    "lake",
    "lakes",
    "lodge",
    "manor",
    "orchard",
    "passage",
    "pines",
    "plains",
    "prairie",
    "shore",
    "shores",
    "station",
    "summit",
    "trace",
    "track",
    "union",
    "via",
    "vista",
    "cape",
    "cliff",
    "cliffs",
    "club",
    "corner",
    "corners",
    "course",
    "dale",
    "dam",
    "divide",
    "drives",
    "expressway",
    "extension",
    "flat",
    "flats",
    "ford",
    "fork",
    "fort",
    "freeway",
    "garden",
    "gateway",
    "inlet",
    "isle",
    "key",
    "light",
    "lights",
    "locks",
    "mall",
    "mission",
    "motorway",
    "neck",
    "oval",
    "overpass",
    "pass",
    "pike",
    "pine",
    "plain",
    "radial",
    "ramp",
    "rapids",
    "rest",
    "river",
    "shoal",
    "skyway",
    "stravenue",
    "stream",
    "throughway",
    "trafficway",
    "tunnel",
    "underpass",
    "viaduct",
    "ville",
    "streets",
    "roads",
    "ways",
    "courts",
    "circles",
    "squares",
    "parks",
    "parkways",
    "ranges",
    "islands",
];
const FRENCH_STREETS: &[&str] = &[
    "rue",
    "avenue",
    "av",
    "boulevard",
    "boul",
    "chemin",
    "ch",
    "rang",
    "montee",
    "cote",
    "allee",
    "alle",
    "impasse",
    "route",
    "quai",
    "place",
];

/// "114 Alder St", "12B – 3400 W 4th Ave", « 114, rue Principale ».
pub(super) fn street_number(scan: &Scan, i: usize) -> Option<Finding> {
    if scan.len(i) > 5 || i > 0 && scan.joined(i) && scan.marked(i - 1, "./:") {
        return None;
    }
    let mut at = i + 1;
    if scan.joined(at) && scan.len(at) == 1 && !scan.word(at).is_empty() {
        at += 1;
    }
    while scan.mark(at, ',') && at < i + 3 {
        at += 1;
    }
    if let Some(last) = numbered_road(scan, at).or_else(|| french_street(scan, at)) {
        return scan.finding(Kind::Address, Severity::Block, i, last);
    }
    english_street(scan, i, at).and_then(|last| scan.finding(Kind::Address, Severity::Block, i, last))
}

fn english_street(scan: &Scan, number: usize, from: usize) -> Option<usize> {
    let small = scan.len(number) < 2;
    let mut capitals = 0;
    for at in from..from + 6 {
        let token = scan.tokens.get(at).filter(|t| t.gap <= Gap::Space)?;
        let word = scan.word(at);
        let rare = RARE_STREETS.contains(&word) && !small && !matches!(scan.value(number), Some(1900..=2099));
        if at > from && (STREETS.contains(&word) || rare) && (capitals > 0 && scan.cap(at) || plain_street(scan, word, from, at, small)) {
            return Some(at);
        }
        let ordinal = !scan.num(at).is_empty() || matches!(word, "st" | "nd" | "rd" | "th") && scan.joined(at);
        capitals += usize::from(token.cap || ordinal);
        let fits = token.cap || ordinal || scan.marked(at, ".'-") && at > from || (at == from && !word.is_empty() && !small);
        if !fits || scan.cap(at) && !scan.upper(at) && NOT_NAMES.contains(word) && at == from && !strong_ahead(scan, at) {
            return None;
        }
    }
    None
}

/// Whether a street that is nothing else follows within three words in capitals: "397 Old Mill Lane", "6819 Queen Street".
fn strong_ahead(scan: &Scan, from: usize) -> bool {
    (from + 1..from + 4).take_while(|at| scan.cap(*at) && scan.tokens.get(*at).is_some_and(|t| t.gap <= Gap::Space)).any(|at| {
        matches!(
            scan.word(at),
            "street"
                | "st"
                | "avenue"
                | "ave"
                | "road"
                | "rd"
                | "boulevard"
                | "blvd"
                | "lane"
                | "drive"
                | "crescent"
                | "cres"
                | "highway"
                | "hwy"
                | "court"
                | "terrace"
                | "trail"
        )
    })
}

/// "6819 Highway 16 West": the road's number comes after its kind.
fn numbered_road(scan: &Scan, at: usize) -> Option<usize> {
    let road = matches!(scan.word(at), "highway" | "hwy" | "route" | "rang" | "autoroute" | "concession" | "sideroad" | "line" | "range")
        && scan.near(at);
    let number = if scan.marked(at + 1, "#.") { at + 2 } else { at + 1 };
    (road && (1..=4).contains(&scan.num(number).len()) && scan.tokens.get(number).is_some_and(|t| t.gap <= Gap::Space)).then_some(number)
}

/// "114 alder street": in small letters only with a whole word of street and one word before it.
fn plain_street(scan: &Scan, word: &str, from: usize, at: usize, small: bool) -> bool {
    let measure = [
        "km",
        "mile",
        "miles",
        "hour",
        "minute",
        "min",
        "metre",
        "meter",
        "m",
        "day",
        "week",
        "month",
        "year",
        "bed",
        "foot",
        "kilometre",
        "lane",
        "way",
        "one",
        "two",
    ];
    !small
        && at == from + 1
        && matches!(word, "street" | "avenue" | "road" | "boulevard" | "crescent" | "st" | "ave" | "rd")
        && !measure.contains(&scan.word(from))
        && scan.len(from) >= 3
}

fn french_street(scan: &Scan, at: usize) -> Option<usize> {
    if !FRENCH_STREETS.contains(&scan.word(at)) || scan.tokens.get(at).is_none_or(|t| t.gap > Gap::Space) {
        return None;
    }
    let mut i = at + 1;
    while i < at + 6
        && (scan.marked(i, ".'-")
            || matches!(scan.word(i), "de" | "du" | "des" | "la" | "le" | "les" | "l" | "d" | "saint" | "sainte" | "st" | "ste" | "notre"))
    {
        i += 1;
    }
    (scan.cap(i) && scan.tokens.get(i).is_some_and(|t| t.gap <= Gap::Space)).then_some(i)
}

/// "Alder Street" without a number.
pub(super) fn street_name(scan: &Scan, i: usize) -> Option<Finding> {
    let whole = matches!(scan.word(i + 1), "street" | "avenue" | "road" | "boulevard" | "crescent" | "highway") && scan.cap(i + 1);
    let named = scan.cap(i) && !NOT_NAMES.contains(scan.word(i)) && scan.tokens.get(i + 1).is_some_and(|t| t.gap <= Gap::Space);
    if whole && named { scan.finding(Kind::Address, Severity::Warn, i, i + 1) } else { None }
}
