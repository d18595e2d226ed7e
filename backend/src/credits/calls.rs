//! What calls earn (R0.3–R0.6). A call earns each of its two people once, in the transaction in which their gate was judged and found open; what
//! was written stays. Minutes are summed over a period and rounded then (R0.4): the line of the transcript is the paper. What is revoked (`entries`)
//! counts for nothing, and is not earned a second time.

pub mod entries;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::credits::accreditation::{self, Activity, Coverage};
use domain::credits::rules::{CreditRule, Rules};
use domain::credits::{Credits, counting};
use domain::gate::Gate;
use domain::id::{AccreditationId, ConsultId, PersonId, ProgramId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde_json::json;

use super::tables::{accreditations, call_credits};
use super::{accreditations as records, issuing};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::programs::tables::programs;
use crate::{Result, Tx, Viewer};

/// A call that took place, and one of its two.
pub(crate) struct Call<'a> {
    pub id: ConsultId,
    pub program: ProgramId,
    pub person: PersonId,
    /// The day on which it was answered.
    pub on: NaiveDate,
    pub minutes: u32,
    /// The rules of that day.
    pub rules: &'a Rules,
}

/// Writes down what a call earned, when its gate is open and nothing was written yet. The caller holds the call's row; here the person's and the
/// records' are held, in the order in which papers are issued.
pub(crate) async fn earn(tx: &Tx, call: &Call<'_>, gate: &Gate) -> Result<bool> {
    if !gate.is_open() || of(tx.db(), call.id, call.person).await?.is_some() {
        return Ok(false);
    }
    people::Entity::find_by_id(call.person).lock_exclusive().one(tx.db()).await?;
    accreditations::Entity::find().filter(accreditations::Column::ProgramId.eq(call.program)).lock_exclusive().all(tx.db()).await?;
    let rows = records::rows(tx.db(), call.program).await?;
    let read: Vec<_> = rows.iter().map(records::read).collect();
    let Coverage::By(found) = accreditation::coverage(&read, Activity::Calls, &call.rules.credit.kind, call.on) else { return Ok(false) };
    let Some(row) = read.iter().position(|r| std::ptr::eq(r, found)).and_then(|at| rows.get(at)) else { return Ok(false) };
    let taken = issuing::used(tx.db(), call.person, call.id.0).await?.get(&row.id).copied().unwrap_or_default();
    let minutes = counted(call, found.most_minutes.map(|most| most.saturating_sub(taken)));
    write(tx, call, row.id, minutes).await
}

/// Between nothing and the cap (R0.4), and no more than the accreditation has left (I1).
fn counted(call: &Call<'_>, left: Option<u32>) -> u32 {
    let capped = call.rules.credit.most_each.map_or(call.minutes, |most| call.minutes.min(most));
    left.map_or(capped, |left| capped.min(left))
}

async fn write(tx: &Tx, call: &Call<'_>, record: AccreditationId, minutes: u32) -> Result<bool> {
    let (cx, credit) = (tx.cx(), &call.rules.credit);
    let small = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    let row = call_credits::ActiveModel {
        id: Set(cx.new_id()),
        consult_id: Set(call.id),
        person_id: Set(call.person),
        program_id: Set(call.program),
        accreditation_id: Set(record),
        on_day: Set(call.on),
        kind: Set(credit.kind.clone()),
        minutes: Set(small(minutes)),
        per_hour: Set(small(credit.per_hour)),
        step: Set(small(credit.step)),
        earned_at: Set(cx.now()),
        ..Default::default()
    };
    let once = OnConflict::columns([call_credits::Column::ConsultId, call_credits::Column::PersonId]).do_nothing().to_owned();
    if call_credits::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await? == 0 {
        return Ok(false);
    }
    let detail = json!({ "minutes": minutes, "accreditation": record });
    audit::write(tx, &Viewer::nobody(), Line::new("credit.call", "consult", call.id.0).about(call.person).detail(detail)).await?;
    Ok(true)
}

/// What a call earned somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earned {
    /// Minutes that count.
    pub minutes: u32,
    /// Why it was revoked, when it was.
    pub revoked: Option<String>,
}

/// What a call earned somebody, also when it was revoked since.
pub(crate) async fn of(db: &impl ConnectionTrait, call: ConsultId, person: PersonId) -> Result<Option<Earned>> {
    let found = call_credits::Entity::find().filter(call_credits::Column::ConsultId.eq(call));
    let row = found.filter(call_credits::Column::PersonId.eq(person)).one(db).await?;
    Ok(row.map(|row| Earned { minutes: natural(row.minutes), revoked: row.revoked_at.map(|_| row.revoked_why) }))
}

/// What counts: every row that was not revoked.
fn standing() -> Select<call_credits::Entity> {
    call_credits::Entity::find().filter(call_credits::Column::RevokedAt.is_null())
}

/// Minutes of each accreditation that a person's calls have taken.
pub(super) async fn used(db: &impl ConnectionTrait, person: PersonId) -> Result<HashMap<AccreditationId, u32>> {
    let mut out = HashMap::new();
    for row in standing().filter(call_credits::Column::PersonId.eq(person)).all(db).await? {
        *out.entry(row.accreditation_id).or_default() += natural(row.minutes);
    }
    Ok(out)
}

/// A period's calls under one record, as the transcript has them.
#[derive(Debug, Clone)]
pub struct Sum {
    /// The day of the last of them.
    pub on: NaiveDate,
    /// The day of the first.
    pub from: NaiveDate,
    /// The program.
    pub program: String,
    /// Who accredited.
    pub body: String,
    /// The body's number.
    pub number: String,
    /// The kind of credit.
    pub kind: String,
    /// How many calls.
    pub calls: u32,
    /// Their minutes, before they are rounded.
    pub minutes: u32,
    /// What they are worth: summed, then rounded down (R0.4).
    pub credits: Credits,
}

/// What belongs into one sum: the same period, program, record, kind, rate and step.
type Key = (u32, ProgramId, AccreditationId, String, u32, u32);

/// The calls of a person, summed period by period; `period` says in which one a day is. How many lie in none is told beside them.
pub(super) async fn sums(
    db: &impl ConnectionTrait,
    person: PersonId,
    period: impl Fn(NaiveDate) -> Option<u32>,
) -> Result<(Vec<Sum>, usize)> {
    let all = standing().filter(call_credits::Column::PersonId.eq(person));
    let rows = all.order_by_asc(call_credits::Column::OnDay).order_by_asc(call_credits::Column::Id).all(db).await?;
    let (mut by, mut outside) = (BTreeMap::<Key, Vec<call_credits::Model>>::new(), 0);
    for row in rows {
        match period(row.on_day) {
            Some(at) => by.entry(key(at, &row)).or_default().push(row),
            None => outside += 1,
        }
    }
    let mut sums = Vec::new();
    for (key, rows) in by {
        sums.extend(sum(db, &key, &rows).await?);
    }
    sums.sort_by_key(|s| (s.on, s.from));
    Ok((sums, outside))
}

fn key(period: u32, row: &call_credits::Model) -> Key {
    (period, row.program_id, row.accreditation_id, row.kind.clone(), natural(row.per_hour), natural(row.step))
}

async fn sum(db: &impl ConnectionTrait, key: &Key, rows: &[call_credits::Model]) -> Result<Option<Sum>> {
    let (_, program, record, kind, per_hour, step) = key;
    let program = programs::Entity::find_by_id(*program).one(db).await?.map(|p| p.name).unwrap_or_default();
    let record = accreditations::Entity::find_by_id(*record).one(db).await?;
    let (Some(first), Some(last), Some(record)) = (rows.first(), rows.last(), record) else { return Ok(None) };
    Ok(Some(Sum {
        on: last.on_day,
        from: first.on_day,
        program,
        body: record.body,
        number: record.number,
        kind: kind.clone(),
        calls: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        minutes: rows.iter().map(|row| natural(row.minutes)).sum(),
        credits: worth(rows, *step, *per_hour),
    }))
}

/// What rows of one rate and one step are worth together: summed, then rounded down (R0.4).
fn worth(rows: &[call_credits::Model], step: u32, per_hour: u32) -> Credits {
    let rule = CreditRule { step, most_each: None, ..CreditRule::default() };
    counting::credits(counting::of_calls(&rule, rows.iter().map(|row| i64::from(row.minutes))), per_hour)
}

fn natural(n: i32) -> u32 {
    u32::try_from(n).unwrap_or_default()
}
