//! The identifier check: which words of a text could tell who somebody is.
//!
//! Pure and quick (no pattern library), so that it runs on the server and in the browser alike. It follows the eighteen items of the
//! HIPAA safe harbor, with the numbers, dates, names and places of Canada, in English and in French, whichever language a text is in.
//!
//! Three promises, proved by properties below: no text makes it panic; a finding begins and ends between characters; and words added
//! after a text never take away a finding that the text had (it may grow, and it may only become more severe). One exception, of
//! warnings alone: the word right after may show that a name is a thing's or a large town's ("Hodgkin" and "lymphoma", "Prince" and
//! "George").

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

mod ages;
mod dates;
mod facilities;
mod labelled;
mod lexicon;
mod names;
mod numbers;
mod numerals;
mod offers;
mod places;
mod plain_letters;
mod scan;
mod streets;
mod web;

#[cfg(test)]
mod evaluation;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use offers::{Day, Offer, first_day, offer};

/// What a passage looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A personal health number or health card.
    HealthNumber,
    /// A social insurance number.
    SocialInsurance,
    /// A medical record, chart, encounter, account or claim number.
    RecordNumber,
    /// A telephone or fax number.
    Phone,
    /// An e-mail address.
    Email,
    /// A postal code, or its first half.
    PostalCode,
    /// A date of birth.
    BirthDate,
    /// A day of the calendar.
    Date,
    /// An age of ninety or more.
    Age,
    /// A person's name.
    Name,
    /// A street address.
    Address,
    /// A room, a bed or a unit.
    Room,
    /// A small community or a First Nation.
    Place,
    /// A hospital, home, school or agency by name.
    Facility,
    /// A position on the map.
    Coordinates,
    /// A licence plate, a vehicle or a driver's licence.
    Vehicle,
    /// A device, implant or its serial number.
    Device,
    /// An address on the Web.
    Url,
    /// The address of a computer.
    Ip,
    /// An account on a social network.
    Handle,
    /// A long number of unknown use: last, so that any better word for the same digits comes before it.
    LongNumber,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 21] = [
        Self::HealthNumber,
        Self::SocialInsurance,
        Self::RecordNumber,
        Self::LongNumber,
        Self::Phone,
        Self::Email,
        Self::PostalCode,
        Self::BirthDate,
        Self::Date,
        Self::Age,
        Self::Name,
        Self::Address,
        Self::Room,
        Self::Place,
        Self::Facility,
        Self::Coordinates,
        Self::Vehicle,
        Self::Device,
        Self::Url,
        Self::Ip,
        Self::Handle,
    ];

    /// The stable word in the database and in the word lists: `identifier-phone`.
    pub fn code(self) -> &'static str {
        match self {
            Self::HealthNumber => "health-number",
            Self::SocialInsurance => "social-insurance",
            Self::RecordNumber => "record-number",
            Self::LongNumber => "long-number",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::PostalCode => "postal-code",
            Self::BirthDate => "birth-date",
            Self::Date => "date",
            Self::Age => "age",
            Self::Name => "name",
            Self::Address => "address",
            Self::Room => "room",
            Self::Place => "place",
            Self::Facility => "facility",
            Self::Coordinates => "coordinates",
            Self::Vehicle => "vehicle",
            Self::Device => "device",
            Self::Url => "url",
            Self::Ip => "ip",
            Self::Handle => "handle",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == text)
    }
}

/// How much it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It may be innocent: the writer changes it, or says why it identifies nobody.
    Warn,
    /// It must go. Nobody can override it.
    Block,
}

/// One passage. It holds no text, so that it may be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// How much it weighs.
    pub severity: Severity,
    /// What it looks like.
    pub kind: Kind,
}

/// Checks a text. Findings come in the order of the text.
pub fn check(text: &str, lang: Lang) -> Vec<Finding> {
    check_with(text, lang, &[])
}

/// Checks a text, with names that are known already: those of the cohort's members.
pub fn check_with(text: &str, lang: Lang, known: &[String]) -> Vec<Finding> {
    let scan = scan::Scan::of(text);
    let mut found = Vec::new();
    numbers::find(&scan, &mut found);
    labelled::find(&scan, lang, &mut found);
    dates::find(&scan, lang, &mut found);
    ages::find(&scan, &mut found);
    names::find(&scan, &mut found);
    names::find_known(&scan, known, &mut found);
    places::find(&scan, &mut found);
    web::find(&scan, &mut found);
    settle(found)
}

/// Checks the name of a file: what joins words there stands for a space.
pub fn check_file_name(name: &str) -> Vec<Finding> {
    let spaced: String = name.chars().map(|c| if c == '_' || c == '+' { ' ' } else { c }).collect();
    check(&spaced, Lang::En)
}

/// Whether a line begins like the name of a place: "Prince George", "Fort St. John".
pub fn begins_like_place(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default().trim_end_matches('.').to_lowercase();
    lexicon::PLACE_WORDS.contains(&first.as_str())
}

/// Whether anything in the findings must go.
pub fn blocks(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.severity == Severity::Block)
}

/// Drops what another finding of the same weight or more holds within itself.
fn settle(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)).then(b.severity.cmp(&a.severity)).then(a.kind.cmp(&b.kind)));
    let mut kept: Vec<Finding> = Vec::new();
    // Farthest end so far, of any finding and of a blocking one: enough to know whether the next lies within.
    let (mut far, mut far_block) = (0, 0);
    for finding in found {
        let within = if finding.severity == Severity::Block { far_block } else { far };
        if finding.end <= within {
            continue;
        }
        far = far.max(finding.end);
        if finding.severity == Severity::Block {
            far_block = far_block.max(finding.end);
        }
        kept.push(finding);
    }
    kept
}
