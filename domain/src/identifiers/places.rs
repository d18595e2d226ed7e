//! Places that few people share: postal codes, street addresses, small communities, First Nations, facilities by name.

use super::lexicon::{LARGE, NOT_NAMES, PLACES};
use super::numerals::{is_weekday, month};
use super::scan::{Gap, Scan, Sort};
use super::streets::{street_name, street_number};
use super::{Finding, Kind, Severity};

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
        out.extend(french_place(scan, i));
        out.extend(said_place(scan, i));
        out.extend(super::facilities::facility(scan, i));
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

/// The token after a name's part: over a hyphen, an apostrophe or a stop that is joined to it.
fn next_part(scan: &Scan, i: usize) -> usize {
    let mut at = i + 1;
    while at < i + 4 && scan.marked(at, "-'./:") && scan.joined(at) {
        at += 1;
    }
    at
}

/// A small community or First Nation of the lists.
pub(super) fn known_place(scan: &Scan, i: usize) -> Option<Finding> {
    let token = scan.tokens.get(i)?;
    if token.sort == Sort::Mark || (!scan.cap(i) && scan.num(i).is_empty()) {
        return None;
    }
    let mut best = None;
    for place in PLACES.get(&token.text)? {
        let mut last = i;
        let whole = place.rest.iter().all(|part| {
            last = next_part(scan, last);
            scan.tokens.get(last).is_some_and(|t| t.text == *part && t.gap <= Gap::Line)
        });
        if whole && (!place.doubtful || told(scan, i)) && (scan.cap(last) || scan.joined(last) || !scan.num(last).is_empty()) {
            best = best.max(Some(last));
        }
    }
    let last = best?;
    let more = (last + 1..last + 4)
        .take_while(|at| {
            matches!(scan.word(*at), "first" | "nation" | "nations" | "band" | "tribe" | "tribes" | "reserve") && scan.cap(*at)
        })
        .last();
    scan.finding(Kind::Place, Severity::Warn, i, more.unwrap_or(last))
}

/// Whether a word of place stands before: "in", "from", « à », « de ».
fn told(scan: &Scan, i: usize) -> bool {
    let before = scan.before(i, 1);
    ["in", "at", "near", "from", "to", "of", "outside", "around", "a", "de", "d", "pres", "vers"].contains(&before.trim())
}

/// "moved here from Xyz", "lives in Xyz", « vient de Xyz », "Xyz, BC": a place by what is said of it, unless it is known to be large.
fn said_place(scan: &Scan, i: usize) -> Option<Finding> {
    let first = scan.word(i);
    let saint = matches!(first, "saint" | "sainte" | "st" | "ste" | "notre") && scan.mark(i + 1, '-');
    if !scan.cap(i)
        || scan.len(i) < 3
        || scan.upper(i)
        || NOT_NAMES.contains(first) && !saint && postal_code(scan, i + 1).or_else(|| postal_code(scan, i + 2)).is_none()
        || scan.joined(i) && !scan.mark(i.saturating_sub(1), '\'')
    {
        return None;
    }
    let mut last = i;
    let mut whole = first.to_owned();
    while last < i + 10 {
        let mut next = next_part(scan, last);
        // « Baie-des-Sables », "Trois-Rivières".
        let linked = next > last + 1;
        if linked && !scan.cap(next) && scan.cap(next_part(scan, next)) {
            whole = format!("{whole} {}", scan.word(next));
            next = next_part(scan, next);
        }
        let close = scan.tokens.get(next).is_some_and(|t| t.gap <= Gap::Space);
        let ended = scan.mark(last + 1, '.') && !matches!(scan.word(last), "st" | "ste" | "mt" | "ft");
        if !(close && scan.cap(next)) || ended {
            break;
        }
        whole = format!("{whole} {}", scan.word(next));
        last = next;
    }
    if month(first).is_some() || is_weekday(first) || LARGE.contains(&whole) || LARGE.contains(first) || is_condition(scan, last + 1) {
        return None;
    }
    let at = if i > 0 && scan.mark(i - 1, '\'') { i - 1 } else { i };
    let before = scan.before(at, 4);
    let told = CUES.iter().any(|cue| before.ends_with(cue)) || in_province(scan, last) || postal_code(scan, last + 1).is_some();
    if told { scan.finding(Kind::Place, Severity::Warn, i, last) } else { None }
}

/// "in Hodgkin lymphoma", "from Parkinson disease".
fn is_condition(scan: &Scan, at: usize) -> bool {
    let word = if scan.near(at) { scan.word(at) } else { "" };
    matches!(word, "disease" | "syndrome" | "lymphoma" | "dementia" | "scale" | "test" | "score" | "index" | "sign" | "criteria")
}

/// ", BC", ", Ontario", « (Québec) ».
fn in_province(scan: &Scan, last: usize) -> bool {
    if !scan.marked(last + 1, ",(") {
        return false;
    }
    let at = last + 2;
    let short = ["bc", "ab", "sk", "mb", "on", "qc", "nb", "ns", "pe", "pei", "nl", "yt", "nt", "nwt", "nu"].contains(&scan.word(at))
        && scan.upper(at);
    let long = ["alberta", "saskatchewan", "manitoba", "ontario", "quebec", "nunavut", "yukon", "newfoundland"].contains(&scan.word(at));
    short || long && scan.cap(at)
}

/// What people say before the place they live in or come from.
const CUES: &[&str] = &[
    " lives in ",
    " live in ",
    " living in ",
    " lived in ",
    " moved from ",
    " moved to ",
    " moved here from ",
    " came from ",
    " comes from ",
    " come from ",
    " is from ",
    " are from ",
    " was from ",
    " family from ",
    " originally from ",
    " grew up in ",
    " grew up near ",
    " raised in ",
    " born in ",
    " near ",
    " outside ",
    " flown from ",
    " fly from ",
    " drives from ",
    " drove from ",
    " drove in from ",
    " driven from ",
    " transferred from ",
    " out of ",
    " back to ",
    " home to ",
    " home in ",
    " clinic in ",
    " farm in ",
    " farm near ",
    " town of ",
    " hometown of ",
    " community of ",
    " everyone in ",
    " hospital in ",
    " habite a ",
    " habitent a ",
    " vit a ",
    " vivent a ",
    " vient de ",
    " viennent de ",
    " vient d ",
    " viennent d ",
    " venu de ",
    " venue de ",
    " venus de ",
    " originaire de ",
    " originaire d ",
    " natif de ",
    " native de ",
    " ne a ",
    " nee a ",
    " demenage a ",
    " demenage de ",
    " grandi a ",
    " pres de ",
    " pres d ",
    " retour a ",
    " hopital de ",
    " hopital d ",
    " village de ",
    " communaute de ",
    " communaute d ",
    " arrive de ",
    " arrivee de ",
    " retournee a ",
    " retourne a ",
    " ferme a ",
    " reserve de ",
    " reserve d ",
];

/// "the Gitxaala Nation", "Soda Creek Band", "Village of Telkwa".
fn told_place(scan: &Scan, i: usize) -> Option<Finding> {
    let word = scan.word(i);
    let named = |at: usize| scan.cap(at) && scan.len(at) >= 3 && !NOT_NAMES.contains(scan.word(at));
    let back = |at: usize| at.checked_sub(1).filter(|p| named(*p) && scan.tokens.get(at).is_some_and(|t| t.gap <= Gap::Space));
    let ends = match word {
        "nation" | "nations" | "band" | "reserve" | "rancheria" | "tribe" | "tribes" | "territory" | "reservation"
            if (scan.cap(i) || matches!(word, "reserve" | "band" | "reservation" | "territory")) && !told_premiere(scan, i) =>
        {
            let first = i
                .checked_sub(1)
                .filter(|p| matches!(scan.word(*p), "first" | "indian" | "cree" | "ojibway" | "dene") && scan.cap(*p))
                .unwrap_or(i);
            // "Sturgeon Lake First Nation": before "First Nation" even an everyday word is a name.
            let strong = first < i && scan.word(first) == "first" && word == "nation";
            let any = first.checked_sub(1).filter(|p| {
                strong && scan.cap(*p) && scan.len(*p) >= 3 && !matches!(scan.word(*p), "the" | "our" | "this" | "your" | "each")
            });
            any.or_else(|| back(first)).map(|p| (p, i))
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

/// « Première Nation de Timiskaming », « réserve de Listuguj ». Apart from the English forms: what is found by the words before must
/// not go when words come after.
fn french_place(scan: &Scan, i: usize) -> Option<Finding> {
    let last = match scan.word(i) {
        "premiere" | "premieres" if matches!(scan.word(i + 1), "nation" | "nations") => french_nation(scan, i + 2),
        "nation" if scan.word(i.saturating_sub(1)) != "premiere" => french_nation(scan, i + 1),
        "reserve" if matches!(scan.word(i + 1), "de" | "d" | "indienne") => french_nation(scan, i + 1),
        _ => None,
    }?;
    scan.finding(Kind::Place, Severity::Warn, i, last)
}

/// « Premières Nations »: so many people that it tells nobody.
fn told_premiere(scan: &Scan, i: usize) -> bool {
    i > 0 && matches!(scan.word(i - 1), "premiere" | "premieres")
}

/// « Première Nation de Timiskaming », « Nation crie de Mistissini », « nation Nisga'a »: the last token, from the one after "Nation".
fn french_nation(scan: &Scan, from: usize) -> Option<usize> {
    let mut at = from;
    if matches!(
        scan.word(at),
        "crie" | "innue" | "anishinabe" | "algonquine" | "atikamekw" | "abenaquise" | "malecite" | "naskapie" | "dene" | "ojibwee"
    ) {
        at += 1;
    }
    let linked = matches!(scan.word(at), "de" | "d" | "du" | "des" | "indienne");
    while at < from + 5 && (matches!(scan.word(at), "de" | "d" | "du" | "des" | "la" | "le" | "l" | "indienne") || scan.marked(at, "'")) {
        at += 1;
    }
    let named = scan.cap(at) && scan.len(at) >= 3 && !NOT_NAMES.contains(scan.word(at)) && scan.near(at);
    // "Nation" before a capital in English is the end of a sentence or a title, unless it is linked or a name of the lists.
    (named && (linked || PLACES.contains_key(scan.word(at)))).then_some(at)
}
