//! What a room shows: a page of its history, or what changed after a revision.

use std::collections::HashMap;

use domain::id::{MessageId, PersonId, RoomId, SessionId};
use domain::live::{EARLIER, Line, MOST_MISSED};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::reach::{self, ReachedRoom};
use super::tables::{messages, rooms};
use crate::programs::queries::names;
use crate::{Cx, Fault, Result, Viewer};

/// Messages on one page.
pub const PAGE: u64 = 50;

/// A page of a room.
#[derive(Debug, Clone)]
pub struct RoomView {
    /// The room and the viewer's place.
    pub reached: ReachedRoom,
    /// The messages, oldest first.
    pub lines: Vec<Line>,
    /// The number before which older messages are; none when this is the beginning.
    pub older: Option<i64>,
}

/// Opens a cohort's or a session's room: the newest page, or the one before a number.
pub async fn room(cx: &Cx, viewer: &Viewer, slug: &str, session: Option<SessionId>, before: Option<i64>) -> Result<RoomView> {
    let reached = reach::room_of(cx, viewer, slug, session).await?;
    let mut query = messages::Entity::find().filter(messages::Column::RoomId.eq(reached.id));
    if let Some(before) = before {
        query = query.filter(messages::Column::Seq.lt(before));
    }
    let mut rows = query.order_by_desc(messages::Column::Seq).limit(PAGE).all(cx.db()).await?;
    rows.reverse();
    let older = rows.first().map(|m| m.seq).filter(|seq| *seq > 1);
    Ok(RoomView { lines: lines(cx.db(), rows).await?, reached, older })
}

async fn lines(db: &impl ConnectionTrait, rows: Vec<messages::Model>) -> Result<Vec<Line>> {
    let names = names(db, rows.iter().map(|m| m.person_id)).await?;
    Ok(rows.into_iter().map(|m| line(m, &names)).collect())
}

fn line(m: messages::Model, names: &HashMap<PersonId, String>) -> Line {
    Line {
        room: m.room_id,
        id: m.id,
        seq: m.seq,
        rev: m.rev,
        person: m.person_id,
        name: names.get(&m.person_id).cloned().unwrap_or_default(),
        at: m.created_at,
        html: m.html,
        edited: m.edited_at.is_some(),
        deleted: m.deleted_at.is_some(),
    }
}

/// Up to `EARLIER` messages before a number, oldest first, and whether there are still older ones. It opens the room's door.
pub async fn earlier(cx: &Cx, viewer: &Viewer, room: RoomId, before: i64) -> Result<(Vec<Line>, bool)> {
    let reached = reach::room(cx.db(), viewer, room).await?;
    let query = messages::Entity::find().filter(messages::Column::RoomId.eq(reached.id)).filter(messages::Column::Seq.lt(before));
    let mut rows = query.order_by_desc(messages::Column::Seq).limit(EARLIER).all(cx.db()).await?;
    rows.reverse();
    let more = rows.first().is_some_and(|m| m.seq > 1);
    Ok((lines(cx.db(), rows).await?, more))
}

/// What changed in a room after a revision, in order of revision. `None`: more than can be caught up with.
///
/// The caller has opened the room's door; this is what the switchboard and a returning client read.
pub async fn after(cx: &Cx, room: RoomId, rev: i64) -> Result<Option<Vec<Line>>> {
    let rows = messages::Entity::find()
        .filter(messages::Column::RoomId.eq(room))
        .filter(messages::Column::Rev.gt(rev))
        .order_by_asc(messages::Column::Rev)
        .limit(u64::try_from(MOST_MISSED).unwrap_or(500) + 1)
        .all(cx.db())
        .await?;
    if i64::try_from(rows.len()).unwrap_or(i64::MAX) > MOST_MISSED {
        return Ok(None);
    }
    Ok(Some(lines(cx.db(), rows).await?))
}

/// A room's last number and revision.
pub async fn last(cx: &Cx, room: RoomId) -> Result<(i64, i64)> {
    let row = rooms::Entity::find_by_id(room).one(cx.db()).await?.ok_or(Fault::Missing)?;
    Ok((row.last_seq, row.last_rev))
}

/// A message's own source, for its author's form.
pub async fn source(cx: &Cx, viewer: &Viewer, id: MessageId) -> Result<(ReachedRoom, String)> {
    if viewer.who().is_none() {
        return Err(Fault::SignIn);
    }
    let row = messages::Entity::find_by_id(id).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let room = reach::room(cx.db(), viewer, row.room_id).await?;
    if !viewer.is(row.person_id) {
        return Err(Fault::Refused("refused-not-yours"));
    }
    if row.deleted_at.is_some() {
        return Err(Fault::Conflict("conflict-message-deleted"));
    }
    Ok((room, row.body))
}
