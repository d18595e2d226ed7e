//! The case form: its text, tidied; what the identifier check says of it; which warnings its writer has judged.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use domain::cases::{CaseForm, LONGEST, TITLE};
use domain::id::CohortId;
use domain::identifiers::{self, Finding, Kind, Severity};
use domain::lang::Lang;
use domain::text;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::tables::cases;
use crate::accounts::tables::people;
use crate::programs::tables::{cohort_roles, enrolments};
use crate::{Faults, FieldFault, Result, Viewer, markup};

/// Longest reason for a warning, in characters.
const REASON: usize = 300;

/// A case as its owner writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The version of the form it was typed into; the newest when nothing is said.
    pub form: Option<i32>,
    /// The text of each section, by its key; the title among them.
    pub sections: BTreeMap<String, String>,
    /// The owner ticked that no identifiers are in it.
    pub consent: bool,
    /// Warnings that the owner judged: the passage's key, and why it identifies nobody.
    pub judged: BTreeMap<String, String>,
}

impl Written {
    /// The text of a section.
    pub fn get(&self, section: &str) -> &str {
        self.sections.get(section).map_or("", String::as_str)
    }

    /// Sets the text of a section.
    pub fn set(&mut self, section: &str, text: impl Into<String>) {
        self.sections.insert(section.to_owned(), text.into());
    }

    /// The stored text of a case.
    pub(crate) fn of(row: &cases::Model) -> Self {
        let mut written = Self { form: Some(row.form_version), consent: row.consent, ..Self::of_json(&row.sections) };
        written.set(TITLE, row.title.clone());
        written
    }

    /// The text as stored in a version.
    pub(crate) fn of_json(stored: &Value) -> Self {
        let each = stored.as_object().into_iter().flatten();
        let sections = each.filter_map(|(key, text)| Some((key.clone(), text.as_str()?.to_owned()))).collect();
        Self { sections, ..Self::default() }
    }

    /// For a version: the title too.
    pub(crate) fn to_json(&self) -> Value {
        Value::Object(self.sections.iter().map(|(s, t)| (s.clone(), json!(t))).collect())
    }

    /// For the case's row: the title has its own column.
    pub(crate) fn body_json(&self) -> Value {
        Value::Object(self.body().map(|(s, t)| (s.clone(), json!(t))).collect())
    }

    /// Safe HTML of each section but the title.
    pub(crate) fn to_html(&self) -> Value {
        let html: Map<String, Value> = self.body().map(|(s, t)| (s.clone(), json!(markup::to_html(t)))).collect();
        Value::Object(html)
    }

    fn body(&self) -> impl Iterator<Item = (&String, &String)> {
        self.sections.iter().filter(|(key, _)| *key != TITLE)
    }

    /// Whether both hold the same words; a section that is not there is an empty one.
    pub(crate) fn same_text(&self, other: &Self) -> bool {
        self.sections.keys().chain(other.sections.keys()).all(|s| self.get(s) == other.get(s))
    }

    /// The same text in its stored form, the sections of this form and no others; or what is too long.
    pub fn tidy(&self, form: &CaseForm) -> Result<Self> {
        let mut faults = Faults::new();
        let mut out = Self { form: Some(form.version), consent: self.consent, ..Self::default() };
        for section in form.keys() {
            let parsed = match section {
                TITLE => text::optional_line(section, self.get(section), text::NAME),
                _ => text::optional_long(section, self.get(section), LONGEST),
            };
            out.set(section, faults.take(parsed).unwrap_or_default());
        }
        for (key, why) in &self.judged {
            let why = text::tidy_line(why);
            if !why.is_empty() {
                out.judged.insert(key.clone(), why.chars().take(REASON).collect());
            }
        }
        faults.done()?;
        Ok(out)
    }
}

/// A passage that the check found in a text of one's own: with its words, so it goes to nobody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The key of the section it stands in.
    pub section: String,
    /// What it looks like, how much it weighs, and its place.
    pub finding: Finding,
    /// The words themselves.
    pub words: String,
    /// The same for the same words in the same section, however the text around them changes.
    pub key: String,
}

impl Passage {
    /// Whether it must go.
    pub fn blocks(&self) -> bool {
        self.finding.severity == Severity::Block
    }
}

/// Checks every section of a tidy text.
pub fn passages(written: &Written, lang: Lang, known: &[String]) -> Vec<Passage> {
    let mut all = Vec::new();
    for (section, body) in &written.sections {
        for finding in identifiers::check_with(body, lang, known) {
            let words = body.get(finding.start..finding.end).unwrap_or_default().to_owned();
            let key = key(section, finding.kind, &words);
            all.push(Passage { section: section.clone(), finding, words, key });
        }
    }
    all
}

/// The same for the same words in the same section.
pub(super) fn key(section: &str, kind: Kind, words: &str) -> String {
    let plain = text::tidy_line(words).to_lowercase();
    let hash = Sha256::digest(format!("{section}\n{}\n{plain}", kind.code()));
    HEXLOWER.encode(hash.get(..6).unwrap_or_default())
}

/// Names of the cohort's members, which may not stand in a case.
pub(crate) async fn known_names(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<String>> {
    let enrolled = enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(cohort)).all(db).await?;
    let held = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.eq(cohort)).all(db).await?;
    let ids: Vec<_> = enrolled.into_iter().map(|e| e.person_id).chain(held.into_iter().map(|r| r.person_id)).collect();
    Ok(people::Entity::find().filter(people::Column::Id.is_in(ids)).all(db).await?.into_iter().map(|p| p.name).collect())
}

/// What stands between a text and handing it in: empty sections, passages that must go, warnings not judged, the tick.
pub(crate) fn hindrances(written: &Written, form: &CaseForm, passages: &[Passage]) -> Faults {
    let mut faults = Faults::new();
    for section in form.keys() {
        let here: Vec<&Passage> = passages.iter().filter(|p| p.section == section).collect();
        if form.requires(section) && written.get(section).is_empty() {
            faults.add(FieldFault::new(section, "fault-empty"));
        }
        let must_go = quoted(here.iter().filter(|p| p.blocks()).copied());
        if !must_go.is_empty() {
            faults.add(FieldFault::new(section, "fault-case-blocks").with("words", must_go));
        }
        let open = quoted(here.iter().filter(|p| !p.blocks() && !written.judged.contains_key(&p.key)).copied());
        if !open.is_empty() {
            faults.add(FieldFault::new(section, "fault-case-warnings").with("words", open));
        }
    }
    if !written.consent {
        faults.add(FieldFault::new("consent", "fault-case-consent"));
    }
    faults
}

/// The words, each once, in quotation marks.
pub(super) fn quoted<'a>(passages: impl Iterator<Item = &'a Passage>) -> String {
    let mut all: Vec<String> = passages.map(|p| format!("“{}”", text::tidy_line(&p.words))).collect();
    all.dedup();
    all.join(", ")
}

/// A text of one field that others will read at once (a question, a recommendation, a letter): filled in, and without anything that must go.
pub(crate) fn said(viewer: &Viewer, field: &str, raw: &str) -> std::result::Result<String, FieldFault> {
    let body = text::long(field, raw, LONGEST)?;
    clear(viewer, field, &body)?;
    Ok(body)
}

/// Nothing that must go may stand in a text that others read.
pub(crate) fn clear(viewer: &Viewer, field: &str, body: &str) -> std::result::Result<(), FieldFault> {
    let lang = viewer.who().map(|w| w.lang).unwrap_or_default();
    let mut words: Vec<String> = Vec::new();
    for finding in identifiers::check(body, lang).into_iter().filter(|f| f.severity == Severity::Block) {
        words.push(format!("“{}”", text::tidy_line(body.get(finding.start..finding.end).unwrap_or_default())));
    }
    if words.is_empty() { Ok(()) } else { Err(FieldFault::new(field, "fault-case-blocks").with("words", words.join(", "))) }
}
