//! Numbers that are somebody's by the word before them: charts, claims, plates, devices, rooms, boxes.

use super::scan::{Gap, Scan};
use super::{Finding, Kind, Severity};
use crate::lang::Lang;

/// A label: its words, what it tells of, and how many digits must follow (with a sign of number between, and without).
struct Label {
    words: &'static [&'static str],
    kind: Kind,
    with_sign: usize,
    bare: usize,
}

const fn label(words: &'static [&'static str], kind: Kind, with_sign: usize, bare: usize) -> Label {
    Label { words, kind, with_sign, bare }
}

/// Labels whose number must go.
const LABELS: &[Label] = &[
    label(&["mrn", "mrns", "urn", "hrn", "uhid"], Kind::RecordNumber, 2, 2),
    label(&["chart", "dossier", "file", "record", "records", "encounter", "admission", "visit"], Kind::RecordNumber, 2, 5),
    label(
        &["account", "claim", "policy", "invoice", "compte", "reclamation", "police", "wcb", "worksafe", "worksafebc", "cnesst", "icbc"],
        Kind::RecordNumber,
        3,
        5,
    ),
    label(&["patient", "client", "unit", "hospital", "medical", "specimen", "accession", "requisition", "case"], Kind::RecordNumber, 4, 6),
    label(&["passport", "passeport"], Kind::RecordNumber, 4, 5),
    label(&["status", "registry", "registration", "treaty", "band", "statut", "inscription", "nihb"], Kind::RecordNumber, 5, 7),
    label(&["serial", "implant", "pacemaker", "device", "pump", "icd", "serie", "stimulateur", "pompe", "udi"], Kind::Device, 4, 5),
    label(&["plate", "plates", "plaque", "immatriculation", "vin", "licence", "license", "permis"], Kind::Vehicle, 3, 3),
];

/// Words and marks that may stand between a label and its number.
const SIGNS: &[&str] = &["no", "nos", "number", "num", "nr", "numero", "n", "id", "identifier", "identifiant"];
const FILLERS: &[&str] = &[
    "is",
    "was",
    "est",
    "de",
    "du",
    "la",
    "le",
    "card",
    "plate",
    "conduire",
    "driver",
    "drivers",
    "s",
    "d",
    "assurance",
    "insurance",
    "l",
    "the",
    "reads",
    "says",
    "hopital",
];

/// Looks for every kind.
pub(super) fn find(scan: &Scan, lang: Lang, out: &mut Vec<Finding>) {
    for i in 0..scan.tokens.len() {
        let word = scan.word(i);
        if word.is_empty() {
            continue;
        }
        for label in LABELS.iter().filter(|l| l.words.contains(&word)) {
            out.extend(numbered(scan, i, label));
        }
        out.extend(room(scan, i, lang));
        out.extend(post_box(scan, i));
    }
}

/// The number after a label, if it is one.
fn numbered(scan: &Scan, at: usize, label: &Label) -> Option<Finding> {
    let (mut i, mut signed) = (at + 1, false);
    while i < at + 7 && scan.tokens.get(i).is_some_and(|t| t.gap < Gap::Paragraph) {
        if scan.marked(i, "#:=°") || SIGNS.contains(&scan.word(i)) {
            signed = true;
        } else if !(scan.marked(i, ".()-'") || FILLERS.contains(&scan.word(i))) {
            break;
        }
        i += 1;
    }
    let (last, digits, mixed) = code(scan, i)?;
    let needed = if signed { label.with_sign } else { label.bare };
    let year = !mixed && scan.len(i) == 4 && last == i && matches!(scan.value(i), Some(1900..=2099));
    let plate = label.kind != Kind::Vehicle || mixed || digits >= 5;
    if digits >= needed && plate && !(year && label.with_sign < 5 && label.bare >= 5) {
        scan.finding(label.kind, Severity::Block, i, last)
    } else {
        None
    }
}

/// A code of digits, letters and hyphens: its last token, how many digits it has, and whether letters are in it.
fn code(scan: &Scan, first: usize) -> Option<(usize, usize, bool)> {
    let (mut last, mut digits, mut letters) = (first, scan.num(first).len(), !scan.word(first).is_empty());
    let short = scan.len(first) <= 5 && (scan.upper(first) || scan.len(first) == 1 || scan.joined(first + 1));
    if digits == 0 && !(letters && short) {
        return None;
    }
    let mut i = first + 1;
    while i < first + 14 && scan.tokens.get(i).is_some() {
        if scan.joined(i) && scan.marked(i, "-./") {
            i += 1;
            continue;
        }
        let short_word = !scan.word(i).is_empty() && scan.len(i) <= 4 && (scan.joined(i) || (scan.upper(i) && digits == 0));
        let number = !scan.num(i).is_empty() && scan.near(i) && (scan.joined(i) || scan.len(i) >= 2 || letters);
        if !(number || short_word) {
            break;
        }
        digits += scan.num(i).len();
        letters |= short_word;
        last = i;
        i += 1;
    }
    (digits > 0).then_some((last, digits, letters))
}

/// "room 412", "bed 3", « chambre 12 », "unit 4 West".
fn room(scan: &Scan, at: usize, lang: Lang) -> Option<Finding> {
    let word = scan.word(at);
    let bed = lang == Lang::Fr && word == "lit" && !matches!(scan.before(at, 1).trim(), "il" | "elle" | "on" | "qui");
    let ward = matches!(word, "unit" | "ward" | "unite" | "etage");
    if !(matches!(word, "room" | "rm" | "bed" | "chambre" | "suite" | "apt" | "apartment" | "appartement") || bed || ward) {
        return None;
    }
    let mut i = at + 1;
    while i < at + 4 && (scan.marked(i, "#.:°") || matches!(scan.word(i), "no" | "number" | "numero" | "n")) {
        i += 1;
    }
    let near = scan.tokens.get(i).is_some_and(|t| t.gap <= Gap::Space);
    if scan.num(i).is_empty() || scan.len(i) > 5 || !near {
        return None;
    }
    let tail = i + 1;
    let side = (scan.joined(tail) && scan.len(tail) == 1)
        || matches!(scan.word(tail), "west" | "east" | "north" | "south" | "ouest" | "est" | "nord" | "sud");
    if ward && !(side || scan.len(i) >= 2 || scan.marked(i - 1, "#°")) {
        return None;
    }
    scan.finding(Kind::Room, Severity::Warn, at, if side { tail } else { i })
}

/// "P.O. Box 114", "RR 2", « C.P. 12 ».
fn post_box(scan: &Scan, at: usize) -> Option<Finding> {
    let mut i = at + 1;
    match scan.word(at) {
        "box" if scan.before(at, 2).ends_with(" p o ") || scan.before(at, 1) == " po " || scan.cap(at) => {}
        "postale" if scan.before(at, 1) == " case " => {}
        "rr" if scan.upper(at) => {}
        "c" if scan.cap(at) && scan.mark(at + 1, '.') && scan.word(at + 2) == "p" && scan.mark(at + 3, '.') => i = at + 4,
        _ => return None,
    }
    while scan.marked(i, "#.") {
        i += 1;
    }
    if scan.num(i).is_empty() || !scan.near(i) { None } else { scan.finding(Kind::Address, Severity::Block, at, i) }
}
