//! From eligible to batched to paid (H6). Each step judges the gates anew, holds the group's row, and changes a batch only from the state it
//! was read in: of two who press at once, the second is told that it was done.

use domain::funding::batch::{BatchAct, BatchState};
use domain::funding::line::LineKind;
use domain::funding::{Deed, Payee};
use domain::gate::group::payment;
use domain::id::{BatchId, CohortId, PaymentId, PersonId, SessionId};
use domain::text;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::ledger::Book;
use super::letters;
use super::payments::{due, rows_of};
use super::tables::{payment_batches, payments};
use crate::audit::{self, Line};
use crate::improvement::door::{self, Group};
use crate::improvement::{note_refusal, reflecting};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Longest reason, in characters.
const LONGEST: usize = 400;

/// What became of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// Payments that stand in it.
    pub stand: usize,
    /// Payments that were let go, because they are no longer eligible.
    pub let_go: usize,
}

/// Puts everybody into a batch who is eligible and stands in none; their pay is promised on the sessional line. A line that would go below
/// zero needs a reason (R2.11). Nobody batches their own pay.
pub async fn batch(cx: &Cx, viewer: &Viewer, slug: &str, once: Uuid, reason: &str) -> Result<BatchId> {
    let made = try_batch(cx, viewer, slug, once, reason).await;
    refused(cx, viewer, ("batch", once), made).await
}

/// A refusal is written down; what was refused is told all the same.
async fn refused<T>(cx: &Cx, viewer: &Viewer, object: (&str, Uuid), done: Result<T>) -> Result<T> {
    if let Err(Fault::Conflict(why)) = done {
        note_refusal(cx, viewer, "claim.approve", object, json!({ "refused": why })).await?;
    }
    done
}

async fn try_batch(cx: &Cx, viewer: &Viewer, slug: &str, once: Uuid, reason: &str) -> Result<BatchId> {
    let tx = cx.begin().await?;
    let group = door::group_for(tx.db(), viewer, slug, |g| g.reached.coordinator).await?;
    let reason = text::optional_line("reason", reason, LONGEST).map_err(|fault| Fault::Invalid(vec![fault]))?;
    crate::programs::enrolling::hold(&tx, group.reached.id).await?;
    let id = BatchId(once);
    if payment_batches::Entity::find_by_id(id).one(tx.db()).await?.is_some() {
        return Ok(id);
    }
    if group.row.pay_cents == 0 {
        return Err(Fault::Conflict("conflict-batch-no-pay"));
    }
    let facts = reflecting::facts_of(tx.db(), cx.now(), &group).await?;
    let mut all = due(&facts, &rows_of(tx.db(), group.reached.id).await?);
    all.retain(|(_, person)| !viewer.is(*person));
    if all.is_empty() {
        return Err(Fault::Conflict("conflict-batch-nobody"));
    }
    open(&tx, viewer, group.reached.id, id).await?;
    let mut book = Book::open(tx.db(), group.reached.id).await?;
    let line = book.line(LineKind::Sessional)?;
    for (session, person) in &all {
        let payment = add(&tx, &group, id, (*session, *person)).await?;
        book.book(&tx, viewer, Deed::Commit(line, group.row.pay_cents), &reason, Some(payment)).await?;
    }
    let detail = json!({ "act": "batch", "payments": all.len(), "cents_each": group.row.pay_cents });
    audit::write(&tx, viewer, Line::new("claim.approve", "batch", once).detail(detail)).await?;
    tx.commit().await?;
    Ok(id)
}

async fn open(tx: &Tx, viewer: &Viewer, cohort: CohortId, id: BatchId) -> Result<()> {
    let last: Option<Option<i32>> = payment_batches::Entity::find()
        .select_only()
        .column_as(payment_batches::Column::Number.max(), "last")
        .filter(payment_batches::Column::CohortId.eq(cohort))
        .into_tuple()
        .one(tx.db())
        .await?;
    let row = payment_batches::ActiveModel {
        id: Set(id),
        cohort_id: Set(cohort),
        number: Set(last.flatten().unwrap_or(0) + 1),
        state: Set(BatchState::Open.code().to_owned()),
        created_at: Set(tx.cx().now()),
        created_by: Set(viewer.person().ok_or(Fault::SignIn)?),
        ..Default::default()
    };
    payment_batches::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// One payment. The store takes no second one that stands for the same person and session (R2.4).
async fn add(tx: &Tx, group: &Group, batch: BatchId, (session, person): (SessionId, PersonId)) -> Result<PaymentId> {
    let (id, now) = (PaymentId(tx.cx().new_id()), tx.cx().now());
    let row = payments::ActiveModel {
        id: Set(id),
        cohort_id: Set(group.reached.id),
        session_id: Set(session),
        person_id: Set(person),
        batch_id: Set(batch),
        cents: Set(group.row.pay_cents),
        state: Set("batched".to_owned()),
        created_at: Set(now),
        updated_at: Set(now),
    };
    payments::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// Exports a batch, says that its money went, or drops it. `seen`: as the page showed it; from an old page nothing is done that its reader
/// might not have meant.
pub async fn step(cx: &Cx, viewer: &Viewer, slug: &str, id: BatchId, act: BatchAct, seen: Option<BatchState>) -> Result<Done> {
    let done = try_step(cx, viewer, slug, id, (act, seen)).await;
    refused(cx, viewer, ("batch", id.0), done).await
}

async fn try_step(cx: &Cx, viewer: &Viewer, slug: &str, id: BatchId, (act, seen): (BatchAct, Option<BatchState>)) -> Result<Done> {
    let mut tx = cx.begin().await?;
    let may = |g: &Group| g.reached.coordinator || (g.reached.finance && act != BatchAct::Drop);
    let group = door::group_for(tx.db(), viewer, slug, may).await?;
    crate::programs::enrolling::hold(&tx, group.reached.id).await?;
    let row = payment_batches::Entity::find_by_id(id).filter(payment_batches::Column::CohortId.eq(group.reached.id)).one(tx.db()).await?;
    let row = row.ok_or(Fault::Missing)?;
    let before = BatchState::parse(&row.state).unwrap_or(BatchState::Dropped);
    let after = before.after(act).filter(|_| seen.is_none_or(|seen| seen == before)).ok_or(Fault::Conflict("conflict-batch-state"))?;
    let rows = rows_of(tx.db(), group.reached.id).await?;
    let standing: Vec<&payments::Model> = rows.iter().filter(|r| r.batch_id == id && r.state == "batched").collect();
    if act != BatchAct::Drop && standing.iter().any(|r| viewer.is(r.person_id)) {
        return Err(Fault::Refused("refused-own-payment"));
    }
    let mut book = Book::open(tx.db(), group.reached.id).await?;
    let line = book.line(LineKind::Sessional)?;
    let mut done = Done { stand: 0, let_go: 0 };
    for row in standing {
        let (deed, state) = match act {
            BatchAct::Pay => (Some(Deed::Spend(line, row.cents, Some(Payee { person: row.person_id, session: row.session_id }))), "paid"),
            BatchAct::Drop => (Some(Deed::Release(line, row.cents)), "dropped"),
            BatchAct::Export if eligible(&tx, &group, row).await? => (None, "batched"),
            BatchAct::Export => (Some(Deed::Release(line, row.cents)), "dropped"),
        };
        if let Some(deed) = deed {
            book.book(&tx, viewer, deed, "", Some(row.id)).await?;
            set(&tx, row, state).await?;
        }
        if state == "paid" {
            letters::paid(&mut tx, &group, row).await?;
        }
        *(if state == "dropped" { &mut done.let_go } else { &mut done.stand }) += 1;
    }
    move_on(&tx, viewer, &row, act, after).await?;
    match act {
        BatchAct::Export if before == BatchState::Open && done.stand > 0 => letters::handed_over(&mut tx, viewer, &group, &row).await?,
        BatchAct::Export => {}
        BatchAct::Pay | BatchAct::Drop => letters::settled(&mut tx, viewer, &group, &row, after).await?,
    }
    let detail = json!({ "before": before.code(), "after": after.code(), "payments": done.stand, "let_go": done.let_go });
    audit::write(&tx, viewer, Line::new("claim.approve", "batch", id.0).detail(detail)).await?;
    tx.commit().await?;
    Ok(done)
}

/// Whether somebody in a batch may still be paid: a plan that was withdrawn meanwhile takes its payment out, as long as no money went.
async fn eligible(tx: &Tx, group: &Group, row: &payments::Model) -> Result<bool> {
    let facts = reflecting::facts_of(tx.db(), tx.cx().now(), group).await?;
    let session = facts.sessions.iter().find(|s| s.id == row.session_id);
    Ok(session.is_some_and(|s| payment(&facts.about(s, row.person_id)).is_open()))
}

/// Changes a payment that still stands as it was read.
async fn set(tx: &Tx, row: &payments::Model, state: &str) -> Result<()> {
    let done = payments::Entity::update_many()
        .col_expr(payments::Column::State, Expr::value(state))
        .col_expr(payments::Column::UpdatedAt, Expr::value(tx.cx().now()))
        .filter(payments::Column::Id.eq(row.id))
        .filter(payments::Column::State.eq(row.state.as_str()))
        .exec(tx.db())
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::Conflict("conflict-batch-state")) }
}

/// Moves a batch that still stands as it was read.
async fn move_on(tx: &Tx, viewer: &Viewer, row: &payment_batches::Model, act: BatchAct, after: BatchState) -> Result<()> {
    let (now, by) = (Some(tx.cx().now()), viewer.person());
    let mut to = payment_batches::ActiveModel { state: Set(after.code().to_owned()), ..Default::default() };
    match act {
        BatchAct::Export => (to.exported_at, to.exported_by) = (Set(now), Set(by)),
        BatchAct::Pay => (to.paid_at, to.paid_by) = (Set(now), Set(by)),
        BatchAct::Drop => {}
    }
    let done = payment_batches::Entity::update_many()
        .set(to)
        .filter(payment_batches::Column::Id.eq(row.id))
        .filter(payment_batches::Column::State.eq(row.state.as_str()))
        .exec(tx.db())
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::Conflict("conflict-batch-state")) }
}

/// Turns a payment back: a counter-entry with a reason (R2.4). The person is eligible again as their facts have it.
pub async fn reverse(cx: &Cx, viewer: &Viewer, slug: &str, id: PaymentId, reason: &str) -> Result<()> {
    let done = try_reverse(cx, viewer, slug, id, reason).await;
    refused(cx, viewer, ("payment", id.0), done).await
}

async fn try_reverse(cx: &Cx, viewer: &Viewer, slug: &str, id: PaymentId, reason: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let group = door::group_for(tx.db(), viewer, slug, |g| g.reached.coordinator).await?;
    crate::programs::enrolling::hold(&tx, group.reached.id).await?;
    let row = payments::Entity::find_by_id(id).filter(payments::Column::CohortId.eq(group.reached.id)).one(tx.db()).await?;
    let row = row.ok_or(Fault::Missing)?;
    if row.state != "paid" {
        return Err(Fault::Conflict("conflict-payment-state"));
    }
    let reason = text::optional_line("reason", reason, LONGEST).map_err(|fault| Fault::Invalid(vec![fault]))?;
    let mut book = Book::open(tx.db(), group.reached.id).await?;
    let entry = book.ledger.payment(Payee { person: row.person_id, session: row.session_id }).map(|entry| entry.id);
    let entry = entry.ok_or_else(|| Fault::Broken(format!("payment {id} stands in no entry")))?;
    book.book(&tx, viewer, Deed::Reverse(entry), &reason, Some(id)).await?;
    let line = book.line(LineKind::Sessional)?;
    book.book(&tx, viewer, Deed::Release(line, row.cents), &reason, Some(id)).await?;
    set(&tx, &row, "reversed").await?;
    letters::reversed(&mut tx, &group, &row).await?;
    let detail = json!({ "act": "reverse", "cents": row.cents });
    audit::write(&tx, viewer, Line::new("claim.approve", "payment", id.0).about(row.person_id).detail(detail)).await?;
    tx.commit().await
}
