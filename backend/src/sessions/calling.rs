//! Calling a session off, and putting it back. Its people are told after a pause, so that it can be undone without anybody hearing of it.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::id::SessionId;
use domain::text;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

pub use super::attendance::absent::PAUSE;
use super::letters::{self, News};
use super::reach::{self, ReachedSession};
use super::tables::sessions;
use super::tables::told::session_offs;
use crate::audit::{self, Line};
use crate::programs::reach::Ask;
use crate::programs::tables::cohorts;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// The longest reason.
const REASON: usize = 300;

/// Why a session is called off, and when its people are told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Off {
    /// The reason; may be empty.
    pub reason: String,
    /// When letters leave, while they have not.
    pub leaves_at: Option<DateTime<Utc>>,
}

/// What is known of a session that is called off.
pub(crate) async fn of(db: &impl ConnectionTrait, row: &sessions::Model) -> Result<Option<Off>> {
    if row.state != "cancelled" {
        return Ok(None);
    }
    let off = session_offs::Entity::find_by_id(row.id).one(db).await?;
    Ok(Some(off.map_or_else(Off::default, |off| Off { reason: off.reason, leaves_at: off.told_at.is_none().then_some(off.due_at) })))
}

/// Sessions that are called off and of which nobody was told yet.
pub(crate) async fn untold(db: &impl ConnectionTrait) -> Result<HashSet<SessionId>> {
    let rows = session_offs::Entity::find().filter(session_offs::Column::ToldAt.is_null()).all(db).await?;
    Ok(rows.into_iter().map(|row| row.session_id).collect())
}

/// How many people a letter about a session goes to, for those who are about to cause it.
pub async fn concerned(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<usize> {
    let reached = reach::session(cx.db(), viewer, slug, id, Ask::Host).await?;
    Ok(super::concerned::members(cx.db(), reached.cohort.id).await?.len())
}

/// Calls a session off. Reminders stop at once; letters leave after the pause. One that was held is not called off: what was counted of it stays. Of
/// one that lies behind and that nobody came to, nobody is told.
pub async fn call_off(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, reason: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Host).await?;
    let reason = text::optional_line("reason", reason, REASON).map_err(|fault| Fault::Invalid(vec![fault]))?;
    let over = reach::ends_at(&reached.row) <= cx.now();
    if over && reached.row.state != "cancelled" && super::attendance::was_attended(tx.db(), cx.now(), &reached).await? {
        return Err(Fault::Conflict("conflict-session-held"));
    }
    if !turn(&tx, &reached, "cancelled").await? {
        return Ok(());
    }
    letters::hush(&tx, reached.cohort.id, id).await?;
    let row = session_offs::ActiveModel {
        session_id: Set(id),
        reason: Set(reason),
        due_at: Set(cx.now() + PAUSE),
        told_at: Set(over.then(|| cx.now())),
        called_by: Set(viewer.person()),
    };
    session_offs::Entity::insert(row).exec_without_returning(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("session.write", "session", id.0).detail(json!({ "state": "cancelled" }))).await?;
    tx.commit().await
}

/// Puts a session back. Its people are told when they had been told that it was off.
pub async fn put_back(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Host).await?;
    if !turn(&tx, &reached, "planned").await? {
        return Ok(());
    }
    let off = session_offs::Entity::find_by_id(id).one(tx.db()).await?;
    session_offs::Entity::delete_by_id(id).exec(tx.db()).await?;
    let after = sessions::Entity::find_by_id(id).one(tx.db()).await?.ok_or(Fault::Missing)?;
    if reach::ends_at(&after) > cx.now() && off.is_none_or(|off| off.told_at.is_some()) {
        letters::tell_members(&mut tx, &reached.cohort.row, &after, News::On).await?;
    }
    audit::write(&tx, viewer, Line::new("session.write", "session", id.0).detail(json!({ "state": "planned" }))).await?;
    tx.commit().await
}

/// Sets the state of a session, held; false when it had it already.
async fn turn(tx: &Tx, reached: &ReachedSession, state: &str) -> Result<bool> {
    let row = sessions::Entity::find_by_id(reached.id).lock_exclusive().one(tx.db()).await?.ok_or(Fault::Missing)?;
    if row.state == state {
        return Ok(false);
    }
    let change = sessions::ActiveModel {
        id: Set(row.id),
        state: Set(state.to_owned()),
        sequence: Set(row.sequence + 1),
        version: Set(row.version + 1),
        updated_at: Set(tx.cx().now()),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    Ok(true)
}

/// Tells the people of every session whose pause is over. Twice, or from two machines at once, tells once.
pub async fn sweep(cx: &Cx) -> Result<()> {
    let due = session_offs::Entity::find()
        .filter(session_offs::Column::ToldAt.is_null())
        .filter(session_offs::Column::DueAt.lte(cx.now()))
        .all(cx.db())
        .await?;
    for off in due {
        tell(cx, off.session_id).await?;
    }
    Ok(())
}

/// Tells of one session, which is read again and held: between the look and the act it may have been put back.
async fn tell(cx: &Cx, id: SessionId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let Some(session) = sessions::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await? else { return Ok(()) };
    let off = session_offs::Entity::find_by_id(id).one(tx.db()).await?.filter(|off| off.told_at.is_none());
    let (Some(off), "cancelled") = (off, session.state.as_str()) else { return Ok(()) };
    let Some(cohort) = cohorts::Entity::find_by_id(session.cohort_id).one(tx.db()).await? else { return Ok(()) };
    letters::tell_members(&mut tx, &cohort, &session, News::Off { reason: off.reason }).await?;
    let told = session_offs::ActiveModel { session_id: Set(id), told_at: Set(Some(cx.now())), ..Default::default() };
    told.update(tx.db()).await?;
    tx.commit().await
}
