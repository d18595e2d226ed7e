//! The door to a room: through its cohort's. Members and the coordinator; not the lead, not the administrator (`chat.read`).

use domain::id::{RoomId, SessionId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::tables::rooms;
use crate::programs::reach::{self, Ask, Reached};
use crate::sessions::tables::sessions;
use crate::{Cx, Fault, Result, Viewer};

/// A room that this viewer may be in.
#[derive(Debug, Clone)]
pub struct ReachedRoom {
    /// The room.
    pub id: RoomId,
    /// Its cohort, and the viewer's place in it.
    pub cohort: Reached,
    /// Its session, for a session's room.
    pub session: Option<SessionId>,
    /// The number of its last message.
    pub last_seq: i64,
    /// The number of its last change.
    pub last_rev: i64,
}

fn reached(row: rooms::Model, cohort: Reached) -> ReachedRoom {
    ReachedRoom { id: row.id, cohort, session: row.session_id, last_seq: row.last_seq, last_rev: row.last_rev }
}

/// Opens the door of a room by its id.
pub async fn room(db: &impl ConnectionTrait, viewer: &Viewer, id: RoomId) -> Result<ReachedRoom> {
    if viewer.who().is_none() {
        return Err(Fault::SignIn);
    }
    let row = rooms::Entity::find_by_id(id).one(db).await?.ok_or(Fault::Missing)?;
    let cohort = reach::cohort_by_id(db, viewer, row.cohort_id, Ask::Content).await?;
    Ok(reached(row, cohort))
}

/// The room of a cohort, or of one of its sessions; made when somebody first opens it.
pub async fn room_of(cx: &Cx, viewer: &Viewer, slug: &str, session: Option<SessionId>) -> Result<ReachedRoom> {
    let cohort = reach::cohort(cx.db(), viewer, slug, Ask::Content).await?;
    if let Some(row) = find(cx.db(), &cohort, session).await? {
        return Ok(reached(row, cohort));
    }
    if let Some(session) = session {
        let known = sessions::Entity::find_by_id(session).filter(sessions::Column::CohortId.eq(cohort.id)).one(cx.db()).await?;
        known.ok_or(Fault::Missing)?;
    }
    let tx = cx.begin().await?;
    // Writers take turns on SQLite; on PostgreSQL the cohort's row is the turnstile, so that two first visitors make one room.
    lock(&tx, &cohort).await?;
    if let Some(row) = find(tx.db(), &cohort, session).await? {
        return Ok(reached(row, cohort));
    }
    let row =
        rooms::Model { id: RoomId(cx.new_id()), cohort_id: cohort.id, session_id: session, last_seq: 0, last_rev: 0, created_at: cx.now() };
    let fresh = rooms::ActiveModel {
        id: Set(row.id),
        cohort_id: Set(row.cohort_id),
        session_id: Set(row.session_id),
        last_seq: Set(0),
        last_rev: Set(0),
        created_at: Set(row.created_at),
    };
    rooms::Entity::insert(fresh).exec_without_returning(tx.db()).await?;
    tx.commit().await?;
    Ok(reached(row, cohort))
}

async fn find(db: &impl ConnectionTrait, cohort: &Reached, session: Option<SessionId>) -> Result<Option<rooms::Model>> {
    let query = rooms::Entity::find().filter(rooms::Column::CohortId.eq(cohort.id));
    let query = match session {
        Some(session) => query.filter(rooms::Column::SessionId.eq(session)),
        None => query.filter(rooms::Column::SessionId.is_null()),
    };
    Ok(query.one(db).await?)
}

async fn lock(tx: &crate::Tx, cohort: &Reached) -> Result<()> {
    use crate::programs::tables::cohorts;
    use sea_orm::QuerySelect as _;
    cohorts::Entity::find_by_id(cohort.id).lock_exclusive().one(tx.db()).await?;
    Ok(())
}
