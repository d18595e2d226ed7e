//! The door to the hour, and the one row that every change takes first.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::id::{CaseId, PersonId, SessionId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::tables::hours;
use crate::ports::Hint;
use crate::programs::reach::Ask;
use crate::sessions::reach::{self, ReachedSession};
use crate::{Fault, Result, Tx, Viewer};

/// What somebody wants of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// To run it: facilitator or coordinator, at any time before it is closed.
    Run,
    /// To take part: a member, while it is on.
    Take,
    /// To write into it: a member or the coordinator, while it is on.
    Write,
}

/// An hour whose row is held until the transaction ends.
pub(super) struct Held {
    pub reached: ReachedSession,
    pub row: hours::Model,
    /// Who acts.
    pub me: PersonId,
    to: hours::ActiveModel,
}

/// Opens the door, and holds the row; it is made when somebody first acts.
pub(super) async fn hold(tx: &Tx, viewer: &Viewer, slug: &str, id: SessionId, part: Part) -> Result<Held> {
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Content).await?;
    let may = match part {
        Part::Run => reached.cohort.staff(),
        Part::Take => reached.cohort.member(),
        Part::Write => reached.cohort.member() || reached.cohort.coordinator,
    };
    if !may {
        return Err(Fault::Refused("refused-role"));
    }
    if reached.row.state == "cancelled" {
        return Err(Fault::Conflict("conflict-hour-off"));
    }
    let row = take(tx, id).await?;
    if part != Part::Run && !is_on(&reached, &row, tx.cx().now()) {
        return Err(Fault::Conflict("conflict-hour-closed"));
    }
    Ok(Held { reached, row, me: viewer.person().ok_or(Fault::SignIn)?, to: hours::ActiveModel::default() })
}

/// From 15 minutes before the session until it is closed: by hand, or 15 minutes after its end when nobody ran it.
fn is_on(reached: &ReachedSession, row: &hours::Model, now: DateTime<Utc>) -> bool {
    row.ended_at.is_none() && (row.started_at.is_some() || reached.is_open(now))
}

/// Which of these sessions had their hour closed by hand, and when: they are over then, whatever the plan said.
pub(crate) async fn closed(
    db: &impl ConnectionTrait,
    of: impl IntoIterator<Item = SessionId>,
) -> Result<HashMap<SessionId, DateTime<Utc>>> {
    let rows =
        hours::Entity::find().filter(hours::Column::SessionId.is_in(of)).filter(hours::Column::EndedAt.is_not_null()).all(db).await?;
    Ok(rows.into_iter().filter_map(|row| row.ended_at.map(|at| (row.session_id, at))).collect())
}

/// How the hours of these sessions went: when each was begun, and when it was closed.
pub(crate) async fn runs(
    db: &impl ConnectionTrait,
    of: impl IntoIterator<Item = SessionId>,
) -> Result<HashMap<SessionId, (Option<DateTime<Utc>>, Option<DateTime<Utc>>)>> {
    let rows = hours::Entity::find().filter(hours::Column::SessionId.is_in(of)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.session_id, (row.started_at, row.ended_at))).collect())
}

async fn take(tx: &Tx, id: SessionId) -> Result<hours::Model> {
    let fresh = hours::ActiveModel {
        session_id: Set(id),
        version: Set(0),
        host_id: Set(None),
        scribe_id: Set(None),
        case_id: Set(None),
        line: Set(0),
        step: Set(0),
        paused: Set(false),
        told: Set(String::new()),
        told_at: Set(None),
        started_at: Set(None),
        ended_at: Set(None),
        updated_at: Set(tx.cx().now()),
        notes_hidden_at: Set(None),
    };
    let there = OnConflict::column(hours::Column::SessionId).do_nothing().to_owned();
    hours::Entity::insert(fresh).on_conflict(there).exec_without_returning(tx.db()).await?;
    hours::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?.ok_or(Fault::Missing)
}

impl Held {
    /// Changes columns of the row when the hour is left.
    pub fn set(&mut self, change: impl FnOnce(&mut hours::ActiveModel)) {
        change(&mut self.to);
    }

    /// While it is not closed.
    pub fn open(&self) -> Result<()> {
        if self.row.ended_at.is_some() { Err(Fault::Conflict("conflict-hour-ended")) } else { Ok(()) }
    }

    /// The change is durable with its version, and then told to every screen.
    pub async fn leave(self, mut tx: Tx) -> Result<()> {
        self.mark(&mut tx).await?;
        tx.commit().await
    }

    /// The new version, when more is to be done in the same transaction.
    pub async fn mark(self, tx: &mut Tx) -> Result<()> {
        let (id, version) = (self.row.session_id, self.row.version + 1);
        hours::Entity::update_many()
            .set(self.to)
            .col_expr(hours::Column::Version, Expr::value(version))
            .col_expr(hours::Column::UpdatedAt, Expr::value(tx.cx().now()))
            .filter(hours::Column::SessionId.eq(id))
            .exec(tx.db())
            .await?;
        tx.tell(Hint::Hour(id, version));
        Ok(())
    }
}

/// What was changed that an hour shows.
pub(crate) enum Shown {
    /// Something of the session: who is here.
    Session(SessionId),
    /// Something of a case: its recommendations.
    Case(CaseId),
}

/// Something that this hour shows was changed elsewhere: its screens hear of it. Nothing when nobody opened the hour.
pub(crate) async fn touch(tx: &mut Tx, of: Shown) -> Result<()> {
    let of = match of {
        Shown::Session(id) => hours::Column::SessionId.eq(id),
        Shown::Case(id) => hours::Column::CaseId.eq(id),
    };
    let rows = hours::Entity::find().filter(of).lock_exclusive().all(tx.db()).await?;
    for row in rows {
        let version = row.version + 1;
        let one = hours::Entity::update_many().col_expr(hours::Column::Version, Expr::value(version));
        one.filter(hours::Column::SessionId.eq(row.session_id)).exec(tx.db()).await?;
        tx.tell(Hint::Hour(row.session_id, version));
    }
    Ok(())
}
