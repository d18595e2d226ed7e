//! Raw rows under their code, for the coordinator who holds the evaluator's grant. Every look is a line of the audit log.
//!
//! Only what is over is shown: beside a list of who has answered, a row that appears would be a name.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::instruments::Answers;
use domain::timepoint::Timepoint;
use serde_json::json;
use uuid::Uuid;

use super::answering::answer_keys;
use super::responses::{self, Stored};
use super::waves::{self, State, Wave};
use super::{door, instruments};
use crate::audit::{self, Line};
use crate::programs::reach::Reached;
use crate::{Cx, Fault, FieldFault, Result, Tx, Viewer};

/// One response, without a person and without a day.
#[derive(Debug, Clone)]
pub struct RawRow {
    /// The pseudonymous code.
    pub code: String,
    /// When in the cohort's life.
    pub timepoint: Timepoint,
    /// Answered after the close.
    pub late: bool,
    /// Answered to the end.
    pub complete: bool,
    /// What was answered, free text included.
    pub answers: Answers,
}

/// The raw rows of one form in one cohort.
#[derive(Debug, Clone)]
pub struct Raw {
    /// The cohort.
    pub reached: Reached,
    /// The forms with something to show: name and title.
    pub forms: Vec<(String, String)>,
    /// The form shown; empty when there is none.
    pub form: String,
    /// Keys of its answers, in the order of the form.
    pub columns: Vec<String>,
    /// By code, then by timepoint.
    pub rows: Vec<RawRow>,
    /// Who has looked at raw rows of this cohort, the newest first.
    pub looks: Vec<Look>,
}

/// One look at raw rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Who.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The form's name.
    pub form: String,
    /// How many rows.
    pub rows: u64,
    /// What they were exported for; none when they were only looked at.
    pub purpose: Option<String>,
}

/// The most looks that are shown.
const LOOKS: u64 = 50;

async fn looks(tx: &Tx, cohort: Uuid) -> Result<Vec<Look>> {
    let lines = audit::about(tx.db(), &["survey.raw_read", "survey.raw_export"], cohort, LOOKS).await?;
    let names = crate::programs::queries::names(tx.db(), lines.iter().filter_map(|l| l.person)).await?;
    let text = |line: &audit::Entry, key: &str| line.detail.get(key).and_then(|v| v.as_str()).map(str::to_owned);
    let look = |line: audit::Entry| Look {
        name: line.person.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        at: line.at,
        form: text(&line, "form").unwrap_or_default(),
        rows: line.detail.get("rows").and_then(serde_json::Value::as_u64).unwrap_or(0),
        purpose: text(&line, "purpose").filter(|_| line.action == "survey.raw_export"),
    };
    Ok(lines.into_iter().map(look).collect())
}

/// The raw rows of a form (`survey.raw_read`, `survey.freetext_read`); of the first one when none is named.
pub async fn raw(cx: &Cx, viewer: &Viewer, slug: &str, form: &str) -> Result<Raw> {
    let tx = cx.begin().await?;
    let mut raw = read(&tx, viewer, slug, form).await?;
    let line = Line::new("survey.raw_read", "cohort", raw.reached.id.0);
    audit::write(&tx, viewer, line.detail(json!({ "form": raw.form, "rows": raw.rows.len() }))).await?;
    raw.looks = looks(&tx, raw.reached.id.0).await?;
    tx.commit().await?;
    Ok(raw)
}

/// The same rows as CSV, for a purpose that is written down (`survey.raw_export`).
pub async fn export(cx: &Cx, viewer: &Viewer, slug: &str, form: &str, purpose: &str) -> Result<Vec<u8>> {
    let tx = cx.begin().await?;
    let raw = read(&tx, viewer, slug, form).await?;
    let purpose = domain::text::line("purpose", purpose, 300).map_err(|fault| Fault::Invalid(vec![fault]))?;
    if raw.form.is_empty() {
        return Err(Fault::Invalid(vec![FieldFault::new("form", "fault-choice")]));
    }
    let line = Line::new("survey.raw_export", "cohort", raw.reached.id.0);
    audit::write(&tx, viewer, line.detail(json!({ "form": raw.form, "rows": raw.rows.len(), "purpose": purpose }))).await?;
    tx.commit().await?;
    csv(&raw)
}

async fn read(tx: &Tx, viewer: &Viewer, slug: &str, form: &str) -> Result<Raw> {
    let reached = door::evaluator(tx.db(), viewer, slug).await?;
    let over: Vec<Wave> = waves::of_cohort(tx.db(), reached.id).await?.into_iter().filter(|w| is_over(tx.cx(), w)).collect();
    let versions: BTreeSet<_> = over.iter().map(|w| w.row.version_id).collect();
    let definitions = instruments::definitions(tx.db(), versions.into_iter().collect()).await?;
    let titles: BTreeMap<String, String> = definitions.values().map(|d| (d.name.clone(), d.title.clone())).collect();
    let form =
        if titles.contains_key(form) || !form.is_empty() { form.to_owned() } else { titles.keys().next().cloned().unwrap_or_default() };
    if !form.is_empty() && !titles.contains_key(&form) {
        return Err(Fault::Missing);
    }
    let asked: Vec<&Wave> = over.iter().filter(|w| definitions.get(&w.row.version_id).is_some_and(|d| d.name == form)).collect();
    let mut columns: Vec<String> = Vec::new();
    for key in asked.iter().filter_map(|w| definitions.get(&w.row.version_id)).flat_map(answer_keys) {
        if !columns.contains(&key) {
            columns.push(key);
        }
    }
    let stored = responses::of(tx.db(), asked.iter().map(|w| w.id()).collect()).await?;
    let mut rows: Vec<RawRow> = stored.into_iter().filter_map(|one| row(tx.cx(), &asked, one)).collect();
    rows.sort_by(|a, b| (&a.code, a.timepoint).cmp(&(&b.code, b.timepoint)));
    Ok(Raw { reached, forms: titles.into_iter().collect(), form, columns, rows, looks: Vec::new() })
}

fn is_over(cx: &Cx, wave: &Wave) -> bool {
    matches!(wave.state(cx.now()), State::Late | State::Closed)
}

/// Late answers come one by one; they are shown when none can come any more.
fn row(cx: &Cx, waves: &[&Wave], one: Stored) -> Option<RawRow> {
    let wave = waves.iter().find(|w| w.id() == one.row.administration_id)?;
    if one.row.late && wave.state(cx.now()) != State::Closed {
        return None;
    }
    Some(RawRow { code: one.row.code, timepoint: wave.timepoint, late: one.row.late, complete: one.row.complete, answers: one.answers })
}

fn csv(raw: &Raw) -> Result<Vec<u8>> {
    let broken = |why: csv::Error| Fault::Broken(format!("a table could not be written: {why}"));
    let mut out = csv::Writer::from_writer(Vec::new());
    let head = ["code", "timepoint", "late", "complete"].into_iter().map(str::to_owned).chain(raw.columns.iter().cloned());
    out.write_record(head.map(|cell| inert(&cell))).map_err(broken)?;
    for row in &raw.rows {
        let flag = |yes: bool| if yes { "1" } else { "0" }.to_owned();
        let first = [row.code.clone(), row.timepoint.to_string(), flag(row.late), flag(row.complete)];
        let answers = raw.columns.iter().map(|key| row.answers.get(key).cloned().unwrap_or_default());
        out.write_record(first.into_iter().chain(answers).map(|cell| inert(&cell))).map_err(broken)?;
    }
    out.into_inner().map_err(|why| Fault::Broken(format!("a table could not be written: {why}")))
}

/// A cell that no spreadsheet takes for a formula (security S14).
pub(crate) fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{cell}") } else { cell.to_owned() }
}
