//! The lists that the check knows: given names, family names, words that are no names, small places.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::scan::{Scan, Sort};

type Words = LazyLock<HashSet<&'static str>>;

fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

/// Given names that are nothing else.
pub(super) static GIVEN: Words = LazyLock::new(|| words(include_str!("given_names.txt")));
/// Given names that are also words: Will, May, Grace, Pierre.
pub(super) static GIVEN_WORDS: Words = LazyLock::new(|| words(include_str!("given_names_that_are_words.txt")));
/// Family names that are nothing else.
pub(super) static FAMILY: Words = LazyLock::new(|| words(include_str!("surnames.txt")));
/// Words that begin with a capital and name nobody.
pub(super) static NOT_NAMES: Words = LazyLock::new(|| words(include_str!("not_names.txt")));

/// A place: its words, and whether it counts only after "in", "from" and their like.
pub(super) struct Place {
    /// Its words after the first, without accents.
    pub rest: Vec<String>,
    /// Also an ordinary word.
    pub doubtful: bool,
}

/// Small places and First Nations, by their first word.
pub(super) static PLACES: LazyLock<std::collections::HashMap<String, Vec<Place>>> = LazyLock::new(|| {
    let mut all: std::collections::HashMap<String, Vec<Place>> = std::collections::HashMap::new();
    let lists = [include_str!("communities.txt"), include_str!("peoples.txt"), include_str!("towns.txt")];
    for line in lists.into_iter().flat_map(str::lines).filter(|l| !l.starts_with('#')) {
        let mut parts = parts_of_place(line).into_iter();
        if let Some(first) = parts.next() {
            all.entry(first).or_default().push(Place { rest: parts.collect(), doubtful: line.ends_with('?') });
        }
    }
    all
});

/// Cities, provinces, countries: places that many share, by all their words with a space between.
pub(super) static LARGE: LazyLock<HashSet<String>> =
    LazyLock::new(|| include_str!("large.txt").lines().map(|l| parts_of_place(l).join(" ")).collect());

/// The words and numbers of a place's name; hyphens, apostrophes and stops between them do not count.
fn parts_of_place(line: &str) -> Vec<String> {
    Scan::of(line).tokens.into_iter().filter(|t| t.sort != Sort::Mark).map(|t| t.text).collect()
}

/// Whether the word at this place could be a part of a name: capitalised, of two letters or more, no ordinary word.
pub(super) fn may_be_name(scan: &Scan, i: usize) -> bool {
    scan.cap(i) && scan.len(i) >= 2 && !NOT_NAMES.contains(scan.word(i))
}

/// Words before a person's name.
pub(super) const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "dre",
    "drs",
    "prof",
    "professor",
    "mme",
    "mmes",
    "mlle",
    "mm",
    "monsieur",
    "madame",
    "mademoiselle",
    "docteur",
    "docteure",
    "rev",
    "reverend",
    "pastor",
    "rabbi",
    "imam",
    "elder",
    "chief",
    "auntie",
    "aunty",
    "abbe",
    "maitre",
];

/// Words after which a capital begins a name.
pub(super) const KIN: &[&str] = &[
    "husband",
    "wife",
    "spouse",
    "partner",
    "daughter",
    "daughters",
    "son",
    "sons",
    "mother",
    "father",
    "mom",
    "mum",
    "dad",
    "sister",
    "sisters",
    "brother",
    "brothers",
    "aunt",
    "uncle",
    "niece",
    "nephew",
    "cousin",
    "grandmother",
    "grandfather",
    "grandma",
    "grandpa",
    "granddaughter",
    "grandson",
    "stepson",
    "stepdaughter",
    "stepfather",
    "stepmother",
    "fiance",
    "fiancee",
    "girlfriend",
    "boyfriend",
    "friend",
    "neighbour",
    "neighbor",
    "roommate",
    "baby",
    "toddler",
    "twin",
    "twins",
    "patient",
    "pt",
    "client",
    "resident",
    "widow",
    "widower",
    "named",
    "called",
    "nicknamed",
    "alias",
    "nurse",
    "physician",
    "doctor",
    "counsellor",
    "chaplain",
    "caregiver",
    "worker",
    "oncologist",
    "gp",
    "guardian",
    "dog",
    "cat",
    "fille",
    "filles",
    "fils",
    "mari",
    "epoux",
    "epouse",
    "femme",
    "mere",
    "pere",
    "maman",
    "papa",
    "soeur",
    "frere",
    "tante",
    "oncle",
    "cousine",
    "niece",
    "neveu",
    "conjoint",
    "conjointe",
    "ami",
    "amie",
    "voisin",
    "voisine",
    "patiente",
    "cliente",
    "residente",
    "residant",
    "nomme",
    "nommee",
    "prenomme",
    "prenommee",
    "denomme",
    "denommee",
    "appele",
    "appelee",
    "appelle",
    "infirmiere",
    "infirmier",
    "medecin",
    "aidante",
    "aidant",
    "intervenante",
    "travailleuse",
    "enfant",
    "bebe",
    "jumeau",
    "jumelle",
    "surnomme",
    "surnommee",
    "veuve",
    "veuf",
];

/// Words of kin that often stand before a title of a form: "Patient Dignity Inventory".
pub(super) const BEFORE_TITLES: &[&str] =
    &["patient", "client", "resident", "nurse", "physician", "doctor", "caregiver", "worker", "called", "partner", "friend", "guardian"];

/// Small words inside a name.
pub(super) const PARTICLES: &[&str] = &[
    "de", "du", "des", "la", "le", "van", "von", "der", "den", "del", "della", "di", "da", "bin", "al", "st", "saint", "o", "d", "l", "mc",
    "mac",
];

/// Words before a name of the lists that make a place of it: "Prince George", "Fort St. John".
pub(super) const PLACE_WORDS: &[&str] = &[
    "prince", "fort", "port", "lake", "mount", "mt", "st", "ste", "saint", "sainte", "san", "santa", "king", "queen", "cape", "point",
    "lac", "mont", "rue",
];
