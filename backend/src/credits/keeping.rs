//! How long records of credit are kept (I6): five years at least after the day they are about, also when their holder has gone; then they end,
//! and what is left of each says only that there was one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::credits::serial::Serial;
use domain::credits::{KEPT_YEARS, kept_until};
use domain::id::{CertificateId, PersonId, SessionId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::issuing::read;
use super::tables::proof::{badge_places, cfpc_numbers, erasures, papers_ended};
use super::tables::{call_credits, certificate_choices, certificates};
use crate::audit::{self, Line};
use crate::sessions::tables::{attendance_spans, attendances};
use crate::{Cx, Fault, Result, Tx, Viewer, secret};

/// What of a person is kept, should they go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Papers.
    pub papers: usize,
    /// Calls that earned.
    pub calls: usize,
    /// The first day on which none of them is kept; nothing without any.
    pub until: Option<NaiveDate>,
}

async fn papers(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<certificates::Model>> {
    let all = certificates::Entity::find().filter(certificates::Column::PersonId.eq(person));
    Ok(all.order_by_asc(certificates::Column::Id).all(db).await?)
}

async fn calls(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<call_credits::Model>> {
    let all = call_credits::Entity::find().filter(call_credits::Column::PersonId.eq(person));
    Ok(all.order_by_asc(call_credits::Column::Id).all(db).await?)
}

/// What would be kept of a person, and until when.
pub(crate) async fn of(db: &impl ConnectionTrait, person: PersonId) -> Result<Kept> {
    Ok(kept(&papers(db, person).await?, &calls(db, person).await?))
}

fn kept(papers: &[certificates::Model], calls: &[call_credits::Model]) -> Kept {
    let days = papers.iter().map(|p| p.on_day).chain(calls.iter().map(|c| c.on_day));
    Kept { papers: papers.len(), calls: calls.len(), until: days.map(|day| kept_until(day, KEPT_YEARS)).max() }
}

/// A person goes. Their papers and what calls earned stay, and so does their attendance of the sessions on which a paper rests; what served only them goes at once:
/// whether their name may be shown, their CFPC number, and their attendance of other sessions.
pub(crate) async fn begin(tx: &Tx, person: PersonId) -> Result<Kept> {
    let kept = of(tx.db(), person).await?;
    certificate_choices::Entity::delete_by_id(person).exec(tx.db()).await?;
    cfpc_numbers::Entity::delete_by_id(person).exec(tx.db()).await?;
    let rested: BTreeSet<SessionId> = sessions_of(&papers(tx.db(), person).await?)?.into_iter().collect();
    let at = attendance_spans::Entity::find().select_only().column(attendance_spans::Column::SessionId).distinct();
    let spans: Vec<SessionId> = at.filter(attendance_spans::Column::PersonId.eq(person)).into_tuple().all(tx.db()).await?;
    let at = attendances::Entity::find().select_only().column(attendances::Column::SessionId).distinct();
    let marks: Vec<SessionId> = at.filter(attendances::Column::PersonId.eq(person)).into_tuple().all(tx.db()).await?;
    let bare: BTreeSet<SessionId> = spans.into_iter().chain(marks).filter(|id| !rested.contains(id)).collect();
    forget_attendance(tx, person, &bare).await?;
    let row = erasures::ActiveModel { person_id: Set(person), erased_at: Set(tx.cx().now()), kept_until: Set(kept.until) };
    erasures::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(kept)
}

fn sessions_of(papers: &[certificates::Model]) -> Result<Vec<SessionId>> {
    let mut out = Vec::new();
    for paper in papers {
        out.extend(read(paper)?.held.iter().map(|held| held.session));
    }
    Ok(out)
}

async fn forget_attendance(tx: &Tx, person: PersonId, of: &BTreeSet<SessionId>) -> Result<()> {
    attendance_spans::Entity::delete_many()
        .filter(attendance_spans::Column::PersonId.eq(person))
        .filter(attendance_spans::Column::SessionId.is_in(of.iter().copied()))
        .exec(tx.db())
        .await?;
    attendances::Entity::delete_many()
        .filter(attendances::Column::PersonId.eq(person))
        .filter(attendances::Column::SessionId.is_in(of.iter().copied()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Ends what was kept of people who went, and whose time is over. Done twice, or by two at once, it ends each once.
pub async fn sweep(cx: &Cx) -> Result<()> {
    let today = cx.today();
    let waiting = erasures::Entity::find().filter(erasures::Column::KeptUntil.is_not_null()).all(cx.db()).await?;
    for gone in waiting {
        let over = papers(cx.db(), gone.person_id).await?.iter().any(|p| is_over(p.on_day, today));
        let over = over || calls(cx.db(), gone.person_id).await?.iter().any(|c| is_over(c.on_day, today));
        if over || gone.kept_until.is_some_and(|day| day <= today) {
            end(cx, gone.person_id, today).await?;
        }
    }
    Ok(())
}

fn is_over(on: NaiveDate, today: NaiveDate) -> bool {
    kept_until(on, KEPT_YEARS) <= today
}

async fn end(cx: &Cx, person: PersonId, today: NaiveDate) -> Result<()> {
    let tx = cx.begin().await?;
    let Some(gone) = erasures::Entity::find_by_id(person).lock_exclusive().one(tx.db()).await? else { return Ok(()) };
    let (over, left): (Vec<_>, Vec<_>) = papers(tx.db(), person).await?.into_iter().partition(|p| is_over(p.on_day, today));
    let (over_calls, left_calls): (Vec<_>, Vec<_>) = calls(tx.db(), person).await?.into_iter().partition(|c| is_over(c.on_day, today));
    let still: BTreeSet<SessionId> = sessions_of(&left)?.into_iter().collect();
    let ended: BTreeSet<SessionId> = sessions_of(&over)?.into_iter().filter(|id| !still.contains(id)).collect();
    forget_attendance(&tx, person, &ended).await?;
    let revoked: BTreeMap<CertificateId, bool> = over.iter().map(|p| (p.id, p.revoked_at.is_some())).collect();
    for (id, revoked) in &revoked {
        badge_places::Entity::update_many()
            .col_expr(badge_places::Column::Revoked, Expr::value(*revoked))
            .filter(badge_places::Column::CertificateId.eq(*id))
            .exec(tx.db())
            .await?;
    }
    for paper in &over {
        leave_word(&tx, paper, today).await?;
    }
    let ids: Vec<CertificateId> = revoked.into_keys().collect();
    certificates::Entity::update_many()
        .col_expr(certificates::Column::Replaces, Expr::value(Option::<uuid::Uuid>::None))
        .filter(certificates::Column::Replaces.is_in(ids.iter().copied()))
        .exec(tx.db())
        .await?;
    certificates::Entity::delete_many().filter(certificates::Column::Id.is_in(ids.iter().copied())).exec(tx.db()).await?;
    let calls = over_calls.iter().map(|c| c.id);
    call_credits::Entity::delete_many().filter(call_credits::Column::Id.is_in(calls)).exec(tx.db()).await?;
    let until = kept(&left, &left_calls).until;
    if until != gone.kept_until {
        let change = erasures::ActiveModel { person_id: Set(person), kept_until: Set(until), ..Default::default() };
        use sea_orm::ActiveModelTrait as _;
        change.update(tx.db()).await?;
    }
    let line = Line::new("credit.end", "person", person.0).about(person).detail(json!({ "papers": ids.len(), "calls": over_calls.len() }));
    audit::write(&tx, &Viewer::nobody(), line).await?;
    tx.commit().await
}

async fn leave_word(tx: &Tx, paper: &certificates::Model, today: NaiveDate) -> Result<()> {
    let issued_on = read(paper)?.issued_on;
    let row = papers_ended::ActiveModel { serial_hash: Set(secret::hash(&paper.serial)), issued_on: Set(issued_on), ended_on: Set(today) };
    let there = OnConflict::column(papers_ended::Column::SerialHash).do_nothing().to_owned();
    papers_ended::Entity::insert(row).on_conflict(there).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What is left of a paper whose time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The day it was issued.
    pub issued_on: NaiveDate,
    /// The day its record ended.
    pub ended_on: NaiveDate,
}

/// Whether a number is that of a paper whose time is over (`cert.verify`).
pub async fn ended(cx: &Cx, typed: &str) -> Result<Option<Ended>> {
    let serial: Serial = typed.parse().map_err(|_| Fault::field("serial", "fault-serial"))?;
    let found = papers_ended::Entity::find_by_id(secret::hash(&serial.to_string())).one(cx.db()).await?;
    Ok(found.map(|row| Ended { issued_on: row.issued_on, ended_on: row.ended_on }))
}
