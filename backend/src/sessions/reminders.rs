//! Reminders: a week, a day and an hour before, to those whom a session concerns now.
//!
//! Nothing is planned ahead. The worker looks at the clock and at each session as it stands: whoever left, said they cannot come or
//! wants no reminders is not among those asked; a session that moved is due by its new time. A round that went out leaves a row of
//! (session, stage, time), written in the transaction of its letters, so that two workers send one.

use chrono::{DateTime, Duration, Utc};
use domain::id::{PersonId, SessionId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::tables::sessions;
use super::tables::told::reminder_runs;
use super::{concerned, letters, replies};
use crate::notices::{self, List};
use crate::outbox::{self, Enclosed};
use crate::programs::tables::cohorts;
use crate::{Cx, Result, Tx};

/// How long before a session something is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Seven days before.
    Week,
    /// 24 hours before.
    Day,
    /// One hour before.
    Hour,
}

impl Stage {
    /// From far to near.
    pub const ALL: [Self; 3] = [Self::Week, Self::Day, Self::Hour];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Day => "day",
            Self::Hour => "hour",
        }
    }

    /// How long before.
    pub fn before(self) -> Duration {
        match self {
            Self::Week => Duration::days(7),
            Self::Day => Duration::days(1),
            Self::Hour => Duration::hours(1),
        }
    }

    /// The stage that is due with this much time left; a nearer one replaces a farther one that was missed.
    pub fn due(left: Duration) -> Option<Self> {
        if left <= Duration::zero() {
            return None;
        }
        Self::ALL.into_iter().rev().find(|stage| left <= stage.before())
    }
}

/// Sends every round that is due now. Doing it twice, or from two machines at once, sends each once.
pub async fn sweep(cx: &Cx) -> Result<()> {
    let now = cx.now();
    let soon = sessions::Entity::find()
        .filter(sessions::Column::State.eq("planned"))
        .filter(sessions::Column::StartsAt.gt(now))
        .filter(sessions::Column::StartsAt.lte(now + Stage::Week.before()))
        .all(cx.db())
        .await?;
    let ids: Vec<SessionId> = soon.iter().map(|s| s.id).collect();
    let runs = reminder_runs::Entity::find().filter(reminder_runs::Column::SessionId.is_in(ids)).all(cx.db()).await?;
    for session in soon {
        let Some(stage) = Stage::due(session.starts_at - now) else { continue };
        let went = runs.iter().any(|r| r.session_id == session.id && r.stage == stage.code() && r.starts_at == session.starts_at);
        if !went {
            remind(cx, session.id).await?;
        }
    }
    Ok(())
}

/// One round. The session is read again and held: between the look and the act it may have moved.
async fn remind(cx: &Cx, id: SessionId) -> Result<()> {
    let now = cx.now();
    let mut tx = cx.begin().await?;
    let Some(session) = sessions::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await? else { return Ok(()) };
    let Some(stage) = Stage::due(session.starts_at - now).filter(|_| session.state == "planned") else { return Ok(()) };
    let Some(cohort) = cohorts::Entity::find_by_id(session.cohort_id).one(tx.db()).await? else { return Ok(()) };
    if went(tx.db(), &session, stage).await? {
        return Ok(());
    }
    let members = if cohort.state == "archived" { Vec::new() } else { concerned::members(tx.db(), cohort.id).await? };
    let ids: Vec<PersonId> = members.iter().map(|p| p.id).collect();
    let choices = notices::of(tx.db(), &ids).await?;
    let away = replies::away(tx.db(), &session).await?;
    let mut count = 0;
    for person in members {
        let wants = choices.get(&person.id).copied().unwrap_or_default().wants(List::Reminders);
        if !wants || away.contains(&person.id) {
            continue;
        }
        let out = notices::way_out(&tx, person.id, List::Reminders).await?;
        let key = format!("letter-reminder-{}", stage.code());
        let letter = letters::about(&tx, &cohort, &session, &person, ("reminder", &key), &out);
        let enclosed = Enclosed { unsubscribe: Some(out), good_until: Some(good_until(&session, stage)), ..Enclosed::default() };
        outbox::post_with(&mut tx, letter, enclosed).await?;
        count += 1;
    }
    note(&tx, &session, stage, count).await?;
    tx.commit().await
}

/// A reminder that could not be sent is given up when the next one is due; the last one, when the session begins.
fn good_until(session: &sessions::Model, stage: Stage) -> DateTime<Utc> {
    match stage {
        Stage::Week => session.starts_at - Stage::Day.before(),
        Stage::Day => session.starts_at - Stage::Hour.before(),
        Stage::Hour => session.starts_at,
    }
}

async fn went(db: &impl ConnectionTrait, session: &sessions::Model, stage: Stage) -> Result<bool> {
    let known = reminder_runs::Entity::find()
        .filter(reminder_runs::Column::SessionId.eq(session.id))
        .filter(reminder_runs::Column::Stage.eq(stage.code()))
        .filter(reminder_runs::Column::StartsAt.eq(session.starts_at))
        .one(db)
        .await?;
    Ok(known.is_some())
}

async fn note(tx: &Tx, session: &sessions::Model, stage: Stage, letters: i32) -> Result<()> {
    let row = reminder_runs::ActiveModel {
        id: Set(tx.cx().new_id()),
        session_id: Set(session.id),
        stage: Set(stage.code().to_owned()),
        starts_at: Set(session.starts_at),
        letters: Set(letters),
        created_at: Set(tx.cx().now()),
    };
    reminder_runs::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Everybody was just told of this session's time by letter: the stages that its time has already reached are not said on top of it.
pub(crate) async fn cover(tx: &Tx, session: &sessions::Model) -> Result<()> {
    let left = session.starts_at - tx.cx().now();
    for stage in Stage::ALL.into_iter().filter(|stage| left > Duration::zero() && left <= stage.before()) {
        if !went(tx.db(), session, stage).await? {
            note(tx, session, stage, 0).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests;
