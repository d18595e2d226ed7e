//! Responses from a REDCap export. Their codes are kept as given, under a prefix that no code of Kith has.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use domain::id::{AdministrationId, CohortId};
use domain::instruments::Definition;
use domain::lang::Lang;
use domain::responses_file::{self, ImportedResponse};
use domain::table::RowFault;
use domain::timepoint::Timepoint;
use domain::viewer::Viewer;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::instruments::{self, Newest};
use super::responses::{self, Filled, Stored};
use super::tables::{administrations, links};
use super::waves::{Schedule, Window};
use super::{door, planning};
use crate::audit::{self, Line};
use crate::programs::reach::{self, Reached};
use crate::{Cx, Fault, Result, Tx};

/// What stands before an imported code; a code of Kith is sixteen letters and digits.
pub(crate) const NAMESPACE: &str = "import:";
/// Longest study code.
const CODE: usize = 120;
/// What REDCap writes into `…_complete` of a form that is finished.
const COMPLETE: u8 = 2;

/// A file on its way from the dry run to the import: base64, in a field of the page, so that nothing is stored in between.
pub fn carry(bytes: &[u8]) -> String {
    data_encoding::BASE64.encode(bytes)
}

/// The file that a page carried; none when it was tampered with.
pub fn carried(text: &str) -> Option<Vec<u8>> {
    data_encoding::BASE64.decode(text.trim().as_bytes()).ok()
}

/// What a file has for one administration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// When in the cohort's life.
    pub timepoint: Timepoint,
    /// The form's title.
    pub title: String,
    /// Responses that are not here yet.
    pub fresh: usize,
    /// Responses that are here already: importing leaves them as they are.
    pub known: usize,
    /// Of them, those that stand here word for word as in the file: `take_back` takes them out.
    pub same: usize,
}

/// A file of responses, read: what an import does, or did.
#[derive(Debug, Clone, Default)]
pub struct ResponsesReport {
    /// Responses without fault.
    pub responses: usize,
    /// Study codes.
    pub codes: usize,
    /// By administration, in the order of the cohort.
    pub waves: Vec<Brought>,
    /// What is wrong.
    pub faults: Vec<RowFault>,
    /// Responses written by this import; none after a dry run.
    pub written: usize,
}

/// Which rows to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// All, or nothing when one has a fault.
    All,
    /// Those without fault: a second, explicit choice.
    Good,
}

/// Reads a file and tells what importing it would do; writes nothing.
pub async fn check_responses(cx: &Cx, viewer: &Viewer, slug: &str, bytes: &[u8]) -> Result<ResponsesReport> {
    let reached = door::coordinator(cx.db(), viewer, slug).await?;
    Ok(read(cx.db(), &reached, bytes, |_| true).await?.report())
}

/// Imports a file. Twice changes nothing: a response is known by its administration and its code.
pub async fn import_responses(cx: &Cx, viewer: &Viewer, slug: &str, bytes: &[u8], take: Take) -> Result<ResponsesReport> {
    let tx = cx.begin().await?;
    let reached = door::coordinator(tx.db(), viewer, slug).await?;
    bring(tx, viewer, &reached, bytes, take, |_| true).await
}

/// Takes a file that was read in by mistake out again: the responses that stand here word for word as it has them. What was answered here,
/// what another file brought, and what has changed since stays. An administration that nobody was asked for and that is empty now goes too.
/// How many were taken out; none the second time.
pub async fn take_back(cx: &Cx, viewer: &Viewer, slug: &str, bytes: &[u8]) -> Result<usize> {
    let tx = cx.begin().await?;
    let reached = door::coordinator(tx.db(), viewer, slug).await?;
    let reading = read(tx.db(), &reached, bytes, |_| true).await?;
    let mut taken = 0;
    for part in reading.parts.values() {
        let Some(administration) = part.standing.filter(|_| !part.same.is_empty()) else { continue };
        for code in &part.same {
            responses::remove(&tx, administration, code).await?;
        }
        taken += part.same.len();
        if is_left_over(tx.db(), administration).await? {
            administrations::Entity::delete_by_id(administration).exec(tx.db()).await?;
        }
    }
    if taken > 0 {
        let line = Line::new("survey.define", "cohort", reached.id.0);
        audit::write(&tx, viewer, line.detail(json!({ "responses_taken_back": taken }))).await?;
    }
    tx.commit().await?;
    Ok(taken)
}

/// Nobody was asked, and no answer is left.
async fn is_left_over(db: &impl ConnectionTrait, administration: AdministrationId) -> Result<bool> {
    let asked = links::Entity::find().filter(links::Column::AdministrationId.eq(administration)).count(db).await?;
    Ok(asked == 0 && responses::of(db, vec![administration]).await?.is_empty())
}

/// As `import_responses`, for whoever runs the machine. All or nothing.
pub async fn import_responses_as_operator(cx: &Cx, cohort_slug: &str, bytes: &[u8]) -> Result<ResponsesReport> {
    import_some(cx, cohort_slug, bytes, |_| true).await
}

/// As `check_responses`, for whoever runs the machine.
pub async fn check_responses_as_operator(cx: &Cx, cohort_slug: &str, bytes: &[u8]) -> Result<ResponsesReport> {
    let reached = as_operator(cx.db(), cohort_slug).await?;
    Ok(read(cx.db(), &reached, bytes, |_| true).await?.report())
}

/// As `import_responses_as_operator`, but those without fault come in alone.
pub async fn import_good_responses_as_operator(cx: &Cx, cohort_slug: &str, bytes: &[u8]) -> Result<ResponsesReport> {
    let tx = cx.begin().await?;
    let reached = as_operator(tx.db(), cohort_slug).await?;
    bring(tx, &Viewer::nobody(), &reached, bytes, Take::Good, |_| true).await
}

/// As the operator, only what was answered at these timepoints.
pub(crate) async fn import_some(cx: &Cx, slug: &str, bytes: &[u8], wanted: impl Fn(Timepoint) -> bool) -> Result<ResponsesReport> {
    let tx = cx.begin().await?;
    let reached = as_operator(tx.db(), slug).await?;
    bring(tx, &Viewer::nobody(), &reached, bytes, Take::All, wanted).await
}

/// The cohort for whoever runs the machine: no door, because nobody is at it.
pub(crate) async fn as_operator(db: &impl ConnectionTrait, slug: &str) -> Result<Reached> {
    let (cohort, program) = reach::known(db, slug).await?;
    Ok(reach::stands(&Viewer::nobody(), cohort, program))
}

/// One administration's part of a file.
struct Part {
    form: Newest,
    standing: Option<AdministrationId>,
    fresh: Vec<ImportedResponse>,
    known: usize,
    /// Codes, as stored, of responses that are the file's own, word for word.
    same: Vec<String>,
}

struct Reading {
    parts: BTreeMap<(Timepoint, usize), Part>,
    faults: Vec<RowFault>,
    codes: BTreeSet<String>,
}

impl Reading {
    fn report(&self) -> ResponsesReport {
        let brought = |((timepoint, _), part): (&(Timepoint, usize), &Part)| Brought {
            timepoint: *timepoint,
            title: part.form.definition.title.clone(),
            fresh: part.fresh.len(),
            known: part.known,
            same: part.same.len(),
        };
        let waves: Vec<Brought> = self.parts.iter().map(brought).collect();
        let responses = waves.iter().map(|w| w.fresh + w.known).sum();
        ResponsesReport { responses, codes: self.codes.len(), waves, faults: self.faults.clone(), written: 0 }
    }
}

async fn read(db: &impl ConnectionTrait, reached: &Reached, bytes: &[u8], wanted: impl Fn(Timepoint) -> bool) -> Result<Reading> {
    let forms = instruments::newest(db, reached.program).await?;
    if forms.is_empty() {
        return Err(Fault::field("file", "fault-survey-no-instruments"));
    }
    let definitions: Vec<Definition> = forms.iter().map(|f| f.definition.clone()).collect();
    let file = responses_file::parse(bytes, &definitions);
    let standing = Standing::of(db, reached.id).await?;
    let mut reading = Reading { parts: BTreeMap::new(), faults: file.faults, codes: BTreeSet::new() };
    let mut seen = BTreeSet::new();
    for response in file.responses {
        let Some(at) = forms.iter().position(|f| f.definition.name == response.form) else { continue };
        let Some(timepoint) = responses_file::timepoint(&response.event, &response.form, response.instance) else {
            reading.faults.push(RowFault::new(response.line, "redcap_event_name", "fault-row-timepoint", &response.event));
            continue;
        };
        if !wanted(timepoint) {
            continue;
        }
        if response.code.chars().count() > CODE || response.code.chars().any(char::is_control) {
            reading.faults.push(RowFault::new(response.line, "", "fault-row-code", &response.code));
        } else if !seen.insert((timepoint, at, response.code.clone())) {
            reading.faults.push(RowFault::new(response.line, "", "fault-row-response-twice", &response.code));
        } else {
            reading.codes.insert(response.code.clone());
            reading.add(timepoint, at, forms.get(at), &standing, response);
        }
    }
    reading.faults.sort_by_key(|fault| fault.line);
    Ok(reading)
}

impl Reading {
    fn add(&mut self, timepoint: Timepoint, at: usize, form: Option<&Newest>, standing: &Standing, response: ImportedResponse) {
        let Some(form) = form else { return };
        let row = standing.rows.iter().find(|r| r.instrument_id == form.instrument && r.timepoint == timepoint.to_string());
        let part = self.parts.entry((timepoint, at)).or_insert_with(|| Part {
            form: form.clone(),
            standing: row.map(|r| r.id),
            fresh: Vec::new(),
            known: 0,
            same: Vec::new(),
        });
        let code = format!("{NAMESPACE}{}", response.code);
        let Some(stored) = row.and_then(|r| standing.responses.get(&(r.id, code.clone()))) else { return part.fresh.push(response) };
        part.known += 1;
        if stored.answers == response.answers && stored.row.complete == (response.complete == COMPLETE) {
            part.same.push(code);
        }
    }
}

/// The administrations of a cohort, and what was answered in each, by code.
struct Standing {
    rows: Vec<administrations::Model>,
    responses: BTreeMap<(AdministrationId, String), Stored>,
}

impl Standing {
    async fn of(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Self> {
        let rows = administrations::Entity::find().filter(administrations::Column::CohortId.eq(cohort)).all(db).await?;
        let ids: Vec<AdministrationId> = rows.iter().map(|r| r.id).collect();
        let found = responses::of(db, ids).await?;
        Ok(Self { rows, responses: found.into_iter().map(|r| ((r.row.administration_id, r.row.code.clone()), r)).collect() })
    }
}

async fn bring(
    tx: Tx,
    viewer: &Viewer,
    reached: &Reached,
    bytes: &[u8],
    take: Take,
    wanted: impl Fn(Timepoint) -> bool,
) -> Result<ResponsesReport> {
    let reading = read(tx.db(), reached, bytes, wanted).await?;
    let mut report = reading.report();
    if !report.faults.is_empty() && take == Take::All {
        return Ok(report);
    }
    let schedule = Schedule::of(tx.db(), reached.id).await?;
    for ((timepoint, _), part) in reading.parts.into_iter().filter(|(_, part)| !part.fresh.is_empty()) {
        let administration = match part.standing {
            Some(id) => id,
            None => planning::make(&tx, reached, timepoint, &part.form, past(&tx, &schedule, timepoint)).await?,
        };
        report.written += part.fresh.len();
        let lang = schedule.cohort.language.parse().unwrap_or_default();
        responses::write(&tx, administration, part.fresh.into_iter().map(|one| filled(one, lang)).collect()).await?;
    }
    if report.written > 0 {
        let line = Line::new("survey.define", "cohort", reached.id.0);
        audit::write(&tx, viewer, line.detail(json!({ "responses": report.written, "faults": report.faults.len() }))).await?;
    }
    tx.commit().await?;
    Ok(report)
}

/// The window of an administration that only a file knows: as the schedule has it, else somewhere in the past of the cohort.
fn past(tx: &Tx, schedule: &Schedule, timepoint: Timepoint) -> Window {
    schedule.window(timepoint).unwrap_or_else(|| {
        let opens_at = schedule.midnight(schedule.cohort.starts_on);
        Window { session: None, opens_at, closes_at: (opens_at + Duration::days(7)).min(tx.cx().now()) }
    })
}

fn filled(one: ImportedResponse, lang: Lang) -> Filled {
    let code = format!("{NAMESPACE}{}", one.code);
    Filled { code, lang, answered_on: None, late: false, complete: one.complete == COMPLETE, answers: one.answers }
}
