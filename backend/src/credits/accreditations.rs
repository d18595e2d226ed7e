//! Accreditation records of a program (I1), each for sessions, small groups, calls, or several of these. Once a paper or a call stands on one, it
//! may only be withdrawn, or be followed by another.

use std::collections::HashMap;

use domain::credits::accreditation::{Accreditation, Activity};
use domain::fault::{Faults, FieldFault};
use domain::id::{AccreditationId, ProgramId};
use domain::text::{self, NAME};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use sea_orm::{QuerySelect, sea_query::OnConflict};
use serde_json::json;
use uuid::Uuid;

use super::tables::{accreditations, call_credits, certificates};
use super::{KINDS, REASON, door, issuing};
use crate::audit::{self, Line};
use crate::programs::commands::{date, number};
use crate::{Cx, Fault, Result, Viewer};

/// Longest statement, in characters.
const STATEMENT: usize = 2000;

/// A record as typed.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Who accredits.
    pub body: String,
    /// One of `KINDS`.
    pub kind: String,
    /// The exact words for certificates.
    pub statement: String,
    /// The same in French; may be empty.
    pub statement_fr: String,
    /// The body's number.
    pub number: String,
    /// Most minutes that one person may claim; may be empty.
    pub most_minutes: String,
    /// When it was decided; empty while it is awaited.
    pub decided_on: String,
    /// The first day.
    pub valid_from: String,
    /// The last day.
    pub valid_to: String,
    /// Words of `Activity`.
    pub covers: Vec<String>,
}

/// A record, as its program's page shows it.
#[derive(Debug, Clone)]
pub struct View {
    /// Its key.
    pub id: AccreditationId,
    /// What it says.
    pub record: Accreditation,
    /// Why it was withdrawn.
    pub withdrawn_why: String,
    /// How many papers stand on it, those that were revoked since too: from the first on it is not edited.
    pub issued: u64,
    /// How many of them were revoked.
    pub revoked: u64,
    /// How many calls earned under it; the same holds.
    pub calls: u64,
    /// Its version, for the form.
    pub version: i32,
}

/// A row as the gates know it.
pub(super) fn read(row: &accreditations::Model) -> Accreditation {
    Accreditation {
        body: row.body.clone(),
        kind: row.kind.clone(),
        statement: row.statement.clone(),
        statement_fr: row.statement_fr.clone(),
        session_id: row.number.clone(),
        most_minutes: row.most_minutes.and_then(|n| u32::try_from(n).ok()),
        decided_on: row.decided_on,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        withdrawn_on: row.withdrawn_on,
        covers: row.covers.split(',').filter_map(Activity::parse).collect(),
    }
}

/// The records of a program, whatever they cover: each gate looks for its own (R0.3, R2.6).
pub(crate) async fn of_program(db: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<Accreditation>> {
    Ok(rows(db, program).await?.iter().map(read).collect())
}

/// All rows of a program, the newest first.
pub(super) async fn rows(db: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<accreditations::Model>> {
    let all = accreditations::Entity::find().filter(accreditations::Column::ProgramId.eq(program));
    Ok(all.order_by_desc(accreditations::Column::ValidFrom).order_by_desc(accreditations::Column::Id).all(db).await?)
}

/// The records of a program.
pub(super) async fn list(db: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<View>> {
    let stand = standing(db, program).await?;
    let mut views = Vec::new();
    for row in rows(db, program).await? {
        views.push(view(db, &row, &stand).await?);
    }
    Ok(views)
}

/// How many papers stand on a record, and how many of them were revoked.
type Stands = (u64, u64);

/// How many papers stand on each record of a program: a series may stand on several.
async fn standing(db: &impl ConnectionTrait, program: ProgramId) -> Result<HashMap<AccreditationId, Stands>> {
    let mut out: HashMap<AccreditationId, Stands> = HashMap::new();
    for row in certificates::Entity::find().filter(certificates::Column::ProgramId.eq(program)).all(db).await? {
        let mut on: Vec<AccreditationId> = issuing::read(&row)?.held.iter().filter_map(|h| h.record).collect();
        on.sort_unstable();
        on.dedup();
        for id in on {
            let (issued, revoked) = out.entry(id).or_default();
            *issued += 1;
            *revoked += u64::from(row.revoked_at.is_some());
        }
    }
    Ok(out)
}

async fn view(db: &impl ConnectionTrait, row: &accreditations::Model, stand: &HashMap<AccreditationId, Stands>) -> Result<View> {
    let calls = call_credits::Entity::find().filter(call_credits::Column::AccreditationId.eq(row.id)).count(db).await?;
    let (issued, revoked) = stand.get(&row.id).copied().unwrap_or_default();
    Ok(View { id: row.id, record: read(row), withdrawn_why: row.withdrawn_why.clone(), issued, revoked, calls, version: row.version })
}

/// One record, for its form.
pub async fn one(cx: &Cx, viewer: &Viewer, program: ProgramId, id: AccreditationId) -> Result<(String, View)> {
    let row = door::program(cx.db(), viewer, program).await?;
    let found = of(cx.db(), program, id).await?;
    Ok((row.name, view(cx.db(), &found, &standing(cx.db(), program).await?).await?))
}

async fn of(db: &impl ConnectionTrait, program: ProgramId, id: AccreditationId) -> Result<accreditations::Model> {
    let found = accreditations::Entity::find_by_id(id).filter(accreditations::Column::ProgramId.eq(program));
    found.one(db).await?.ok_or(Fault::Missing)
}

/// Enters a record (`accreditation.write`). Sent twice, it is entered once.
pub async fn add(cx: &Cx, viewer: &Viewer, program: ProgramId, once: Uuid, typed: &Form) -> Result<()> {
    let tx = cx.begin().await?;
    door::program(tx.db(), viewer, program).await?;
    let record = judge(typed)?;
    let row = accreditations::ActiveModel {
        id: Set(AccreditationId(once)),
        program_id: Set(program),
        withdrawn_on: Set(None),
        withdrawn_why: Set(String::new()),
        version: Set(1),
        created_at: Set(cx.now()),
        created_by: Set(viewer.person()),
        ..columns(&record)
    };
    let there = OnConflict::column(accreditations::Column::Id).do_nothing().to_owned();
    let written = accreditations::Entity::insert(row).on_conflict(there).exec_without_returning(tx.db()).await?;
    if written == 0 {
        return Ok(());
    }
    let detail = json!({ "entered": record });
    audit::write(&tx, viewer, Line::new("accreditation.write", "accreditation", once).detail(detail)).await?;
    tx.commit().await
}

fn columns(record: &Accreditation) -> accreditations::ActiveModel {
    accreditations::ActiveModel {
        body: Set(record.body.clone()),
        kind: Set(record.kind.clone()),
        statement: Set(record.statement.clone()),
        statement_fr: Set(record.statement_fr.clone()),
        number: Set(record.session_id.clone()),
        most_minutes: Set(record.most_minutes.and_then(|n| i32::try_from(n).ok())),
        decided_on: Set(record.decided_on),
        valid_from: Set(record.valid_from),
        valid_to: Set(record.valid_to),
        covers: Set(record.covers.iter().map(|a| a.code()).collect::<Vec<_>>().join(",")),
        ..Default::default()
    }
}

/// Changes a record on which nothing stands yet. The row is held, and so is it while a paper is issued or a call earns: the two never cross.
/// That somebody tried to change one on which something stands is written down.
pub async fn change(cx: &Cx, viewer: &Viewer, program: ProgramId, id: AccreditationId, version: i32, typed: &Form) -> Result<()> {
    let changed = try_change(cx, viewer, program, id, version, typed).await;
    if let Err(Fault::Conflict(why)) = changed {
        crate::improvement::note_refusal(cx, viewer, "accreditation.write", ("accreditation", id.0), json!({ "refused": why })).await?;
    }
    changed
}

async fn try_change(cx: &Cx, viewer: &Viewer, program: ProgramId, id: AccreditationId, version: i32, typed: &Form) -> Result<()> {
    let tx = cx.begin().await?;
    door::program(tx.db(), viewer, program).await?;
    accreditations::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?;
    let before = of(tx.db(), program, id).await?;
    let record = judge(typed)?;
    if read(&before) == record {
        return Ok(());
    }
    if before.version != version {
        return Err(Fault::Conflict("conflict-accreditation-changed"));
    }
    let stands = view(tx.db(), &before, &standing(tx.db(), program).await?).await?;
    if stands.issued + stands.calls > 0 {
        return Err(Fault::Conflict("conflict-accreditation-used"));
    }
    let change = accreditations::ActiveModel { id: Set(id), version: Set(version + 1), ..columns(&record) };
    change.update(tx.db()).await?;
    let detail = json!({ "before": read(&before), "after": record });
    audit::write(&tx, viewer, Line::new("accreditation.write", "accreditation", id.0).detail(detail)).await?;
    tx.commit().await
}

/// The body took it back: from this day on it covers nothing. What was issued before stays.
pub async fn withdraw(cx: &Cx, viewer: &Viewer, program: ProgramId, id: AccreditationId, from: &str, why: &str) -> Result<()> {
    let tx = cx.begin().await?;
    door::program(tx.db(), viewer, program).await?;
    accreditations::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?;
    let before = of(tx.db(), program, id).await?;
    let mut faults = Faults::new();
    let from = faults.take(date("withdrawn_on", from));
    let why = faults.take(text::line("withdrawn_why", why, REASON)).unwrap_or_default();
    faults.done()?;
    if before.withdrawn_on.is_some() {
        return Err(Fault::Conflict("conflict-accreditation-withdrawn"));
    }
    let change = accreditations::ActiveModel {
        id: Set(id),
        withdrawn_on: Set(from),
        withdrawn_why: Set(why),
        version: Set(before.version + 1),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    let detail = json!({ "withdrawn_on": from });
    audit::write(&tx, viewer, Line::new("accreditation.write", "accreditation", id.0).detail(detail)).await?;
    tx.commit().await
}

fn judge(typed: &Form) -> Result<Accreditation> {
    let mut faults = Faults::new();
    let body = faults.take(text::line("body", &typed.body, NAME)).unwrap_or_default();
    let statement = faults.take(text::long("statement", &typed.statement, STATEMENT)).unwrap_or_default();
    let statement_fr = faults.take(text::optional_long("statement_fr", &typed.statement_fr, STATEMENT)).unwrap_or_default();
    let session_id = faults.take(text::optional_line("number", &typed.number, 60)).unwrap_or_default();
    if !KINDS.contains(&typed.kind.as_str()) {
        faults.add(FieldFault::new("kind", "fault-choice"));
    }
    let most = filled(&typed.most_minutes).map(|raw| number("most_minutes", raw, 1, 60_000)).and_then(|n| faults.take(n));
    let decided_on = filled(&typed.decided_on).map(|raw| date("decided_on", raw)).and_then(|d| faults.take(d));
    let from = faults.take(date("valid_from", &typed.valid_from));
    let to = faults.take(date("valid_to", &typed.valid_to));
    let (Some(valid_from), Some(valid_to)) = (from, to) else {
        if typed.covers.is_empty() {
            faults.add(FieldFault::new("covers", "fault-accreditation-covers"));
        }
        return Err(invalid(faults));
    };
    let most_minutes = most.and_then(|n| u32::try_from(n).ok());
    let kind = typed.kind.clone();
    let covers: Vec<Activity> = Activity::ALL.into_iter().filter(|a| typed.covers.iter().any(|word| word == a.code())).collect();
    let record = Accreditation {
        body,
        kind,
        statement,
        statement_fr,
        session_id,
        most_minutes,
        decided_on,
        valid_from,
        valid_to,
        withdrawn_on: None,
        covers,
    };
    record.faults().into_iter().filter(|f| f.word != "fault-empty").for_each(|f| faults.add(f));
    faults.done()?;
    Ok(record)
}

fn invalid(faults: Faults) -> Fault {
    faults.done().err().unwrap_or(Fault::Missing)
}

fn filled(raw: &str) -> Option<&str> {
    Some(raw.trim()).filter(|text| !text.is_empty())
}
