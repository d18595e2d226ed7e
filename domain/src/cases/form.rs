//! The case form of a program: its sections, in order. A case keeps the version it was written with, so that editing a form breaks no case.

use serde::{Deserialize, Serialize};

use crate::fault::{Faults, FieldFault};
use crate::lang::Lang;
use crate::text;

/// The section that every form has: one line, first, required. It names the case in lists.
pub const TITLE: &str = "title";

/// The most sections of a form, the title not counted.
pub const MOST: usize = 12;

/// Longest stable word of a section.
const KEY: usize = 16;
/// Longest label, in characters.
const LABEL: usize = 80;
/// Longest hint, in characters.
const HINT: usize = 400;

/// One section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its stable word: the name of its field, and what its text is stored under.
    pub key: String,
    /// What it is called, in English and in French.
    pub label: [String; 2],
    /// What belongs there, in English and in French; may be empty.
    pub hint: [String; 2],
    /// Several paragraphs rather than a few lines.
    pub long: bool,
    /// Must be filled in before a case is handed in.
    pub required: bool,
}

impl Section {
    /// What it is called, in this language or else in the other.
    pub fn label(&self, lang: Lang) -> &str {
        of(&self.label, lang)
    }

    /// What belongs there, in this language or else in the other.
    pub fn hint(&self, lang: Lang) -> &str {
        of(&self.hint, lang)
    }
}

fn of(both: &[String; 2], lang: Lang) -> &str {
    let (own, other) = if lang == Lang::En { (0, 1) } else { (1, 0) };
    if both[own].is_empty() { &both[other] } else { &both[own] }
}

/// A version of a program's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseForm {
    /// 0 is the form that every program begins with; it never changes.
    pub version: i32,
    /// Its sections, in order; the title stands before them.
    pub sections: Vec<Section>,
}

impl CaseForm {
    /// The form that every program begins with. Cases of version 0 are read with it: it must never change.
    pub fn first() -> Self {
        let section = |key: &str, en: [&str; 2], fr: [&str; 2], long, required| Section {
            key: key.to_owned(),
            label: [en[0].to_owned(), fr[0].to_owned()],
            hint: [en[1].to_owned(), fr[1].to_owned()],
            long,
            required,
        };
        let sections = vec![
            section(
                "background",
                [
                    "Background",
                    "Who, in broad strokes: “a person in their seventies”, “a small coastal community”. Illness, home, who is close. No names, no dates, no places.",
                ],
                [
                    "Contexte",
                    "Qui, à grands traits : « une personne dans la soixantaine », « une petite communauté côtière ». La maladie, le domicile, les proches. Ni nom, ni date, ni lieu.",
                ],
                true,
                true,
            ),
            section(
                "situation",
                ["What is hard now", "What makes it hard, for the person, for the family, for you and your team."],
                [
                    "Ce qui est difficile en ce moment",
                    "Ce qui rend la situation difficile, pour la personne, pour la famille, pour vous et votre équipe.",
                ],
                true,
                false,
            ),
            section(
                "tried",
                ["What was tried", "What you did, and what came of it. Say “three weeks later” rather than a date."],
                [
                    "Ce qui a été essayé",
                    "Ce que vous avez fait, et ce qui en est sorti. Dites « trois semaines plus tard » plutôt qu’une date.",
                ],
                true,
                false,
            ),
            section(
                "strengths",
                ["Strengths and context", "What holds: faith, culture, humour, friends, your own team."],
                ["Forces et milieu de vie", "Ce qui tient bon : la foi, la culture, l’humour, les amis, votre propre équipe."],
                true,
                false,
            ),
            section(
                "question",
                ["Main question for the group", "One question. The whole room will answer it."],
                ["Question principale au groupe", "Une seule question. Toute la salle y répondra."],
                false,
                true,
            ),
        ];
        Self { version: 0, sections }
    }

    /// Every key, the title first.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        std::iter::once(TITLE).chain(self.sections.iter().map(|s| s.key.as_str()))
    }

    /// The section of this key.
    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|s| s.key == key)
    }

    /// Whether a section must be filled in.
    pub fn requires(&self, key: &str) -> bool {
        key == TITLE || self.section(key).is_some_and(|s| s.required)
    }
}

/// A row of the editor, as typed. A row without a label is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The section it was; empty for a new one.
    pub key: String,
    /// Labels, English and French.
    pub label: [String; 2],
    /// Hints, English and French.
    pub hint: [String; 2],
    /// Several paragraphs.
    pub long: bool,
    /// Must be filled in.
    pub required: bool,
    /// Its place: a number. Rows of the same number stay as they stand.
    pub place: String,
}

/// Judges the rows of an editor: sections in their order, or what is wrong, each fault under `label_en-<row>` and its like.
/// A section that was there keeps its key; a new one gets a key from its label.
pub fn judge(before: &CaseForm, rows: &[Row]) -> Result<Vec<Section>, Vec<FieldFault>> {
    let mut faults = Faults::new();
    let mut all: Vec<(i32, Section)> = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let line = |faults: &mut Faults, name: &str, raw: &str, most: usize| {
            faults.take(text::optional_line(&format!("{name}-{i}"), raw, most)).unwrap_or_default()
        };
        let label = [line(&mut faults, "label_en", &row.label[0], LABEL), line(&mut faults, "label_fr", &row.label[1], LABEL)];
        let hint = [line(&mut faults, "hint_en", &row.hint[0], HINT), line(&mut faults, "hint_fr", &row.hint[1], HINT)];
        match (label[0].is_empty(), label[1].is_empty()) {
            (true, true) => continue,
            (true, false) => faults.add(FieldFault::new(format!("label_en-{i}"), "fault-case-form-label")),
            (false, true) => faults.add(FieldFault::new(format!("label_fr-{i}"), "fault-case-form-label")),
            (false, false) => {}
        }
        let place = place(&row.place, i).unwrap_or_else(|| {
            faults.add(FieldFault::new(format!("place-{i}"), "fault-case-form-place"));
            0
        });
        let known = before.section(&row.key).filter(|_| all.iter().all(|(_, s)| s.key != row.key));
        let key = known.map_or_else(|| fresh_key(&label[0], before, &all), |s| s.key.clone());
        all.push((place, Section { key, label, hint, long: row.long, required: row.required }));
    }
    if all.is_empty() {
        faults.add(FieldFault::new("label_en-0", "fault-case-form-empty"));
    }
    if all.len() > MOST {
        faults.add(FieldFault::new(format!("label_en-{MOST}"), "fault-case-form-many").with("max", MOST));
    }
    faults.done().map_err(|fault| match fault {
        crate::fault::Fault::Invalid(all) => all,
        _ => Vec::new(),
    })?;
    all.sort_by_key(|(place, _)| *place);
    Ok(all.into_iter().map(|(_, section)| section).collect())
}

/// A key that no section has, nor had in the version before.
fn fresh_key(label: &str, before: &CaseForm, taken: &[(i32, Section)]) -> String {
    let mut stem: String = text::slug(label).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(KEY - 3).collect();
    if stem.is_empty() {
        stem.push_str("section");
    }
    let free = |key: &str| before.keys().all(|k| k != key) && taken.iter().all(|(_, s)| s.key != key) && !RESERVED.contains(&key);
    if free(&stem) {
        return stem;
    }
    (2..100).map(|n| format!("{stem}{n}")).find(|key| free(key)).unwrap_or(stem)
}

/// Names of the case form's other fields.
const RESERVED: [&str; 6] = ["version", "consent", "once", "do", "attachments", "file"];

/// The place that was typed, none below zero; the row's own where nothing was.
fn place(typed: &str, row: usize) -> Option<i32> {
    match typed.trim() {
        "" => i32::try_from(row + 1).ok(),
        typed => typed.parse().ok().filter(|place| *place >= 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str, en: &str, fr: &str, place: &str) -> Row {
        Row { key: key.into(), label: [en.into(), fr.into()], place: place.into(), ..Row::default() }
    }

    #[test]
    fn the_first_form_stays_as_it_is() {
        let first = CaseForm::first();
        assert_eq!(first.keys().collect::<Vec<_>>(), ["title", "background", "situation", "tried", "strengths", "question"]);
        let required: Vec<&str> = first.keys().filter(|k| first.requires(k)).collect();
        assert_eq!(required, ["title", "background", "question"]);
        assert_eq!((first.sections[0].label(Lang::Fr), first.sections[0].label(Lang::En)), ("Contexte", "Background"));
    }

    #[test]
    fn a_section_keeps_its_key_whatever_it_is_called_and_wherever_it_stands() {
        let rows = [
            row("question", "Our question", "Notre question", "9"),
            row("", "Family and home", "Famille et domicile", "2"),
            row("", "", "", ""),
        ];
        let made = judge(&CaseForm::first(), &rows).unwrap();
        assert!(made[0].key.len() <= KEY && made[0].key.starts_with("family"), "{}", made[0].key);
        assert_eq!((made.len(), made[1].key.as_str(), made[1].label(Lang::Fr)), (2, "question", "Notre question"));
    }

    #[test]
    fn a_place_that_is_no_place_is_asked_about() {
        for (typed, fits) in [("", true), (" 3 ", true), ("-1", false), ("0", true), ("abc", false), ("99999999999", false)] {
            let judged = judge(&CaseForm::first(), &[row("question", "Question", "Question", typed)]);
            let faults = judged.err().unwrap_or_default();
            assert_eq!(faults.is_empty(), fits, "{typed}");
            assert!(faults.iter().all(|f| f.field == "place-0" && f.word == "fault-case-form-place"));
        }
    }

    #[test]
    fn a_new_section_never_takes_the_key_of_another() {
        let rows = [
            row("", "Title", "Titre", ""),
            row("", "Version", "Version", ""),
            row("", "Background", "Contexte", ""),
            row("background", "Background", "Contexte", ""),
        ];
        let made = judge(&CaseForm::first(), &rows).unwrap();
        let keys: std::collections::BTreeSet<&str> = made.iter().map(|s| s.key.as_str()).collect();
        assert_eq!(keys.len(), 4);
        assert!(!keys.contains("title") && !keys.contains("version") && keys.contains("background"), "{keys:?}");
    }

    #[test]
    fn both_languages_are_asked_for_and_no_more_than_twelve_sections() {
        let told = |rows: &[Row]| judge(&CaseForm::first(), rows).unwrap_err().into_iter().map(|f| (f.field, f.word)).collect::<Vec<_>>();
        assert_eq!(told(&[row("", "Home", "", "")]), [("label_fr-0".to_owned(), "fault-case-form-label".to_owned())]);
        assert_eq!(told(&[])[0].1, "fault-case-form-empty");
        let many: Vec<Row> = (0..13).map(|n| row("", &format!("Part {n}"), &format!("Partie {n}"), "")).collect();
        assert_eq!(told(&many)[0].1, "fault-case-form-many");
        assert!(judge(&CaseForm::first(), &many[..12]).is_ok());
    }
}
