//! Saying something, changing it, taking it back. A message is told only when it is durable.

use domain::fault::FieldFault;
use domain::id::{MessageId, RoomId};
use domain::text::{self, CHAT};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::reach::{self, ReachedRoom};
use super::tables::{messages, rooms};
use crate::audit::{self, Line};
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Tx, Viewer, markup};

/// Says something in a room; answers its number. The same nonce of the same person again answers the same number, and writes nothing.
pub async fn send(cx: &Cx, viewer: &Viewer, room: RoomId, nonce: Uuid, raw: &str) -> Result<i64> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let body = text::long("text", raw, CHAT).map_err(|f| Fault::Invalid(vec![f]))?;
    cx.ports.throttle.try_message(&person.to_string())?;
    let html = markup::to_html(&body);
    let mut tx = cx.begin().await?;
    let reached = reach::room(tx.db(), viewer, room).await?;
    if let Some(known) = said(&tx, &reached, person, nonce).await? {
        return Ok(known.seq);
    }
    reach::writable(tx.db(), viewer, &reached).await?;
    let (seq, rev) = next(&tx, room, true).await?;
    // Two of the same at once: the second waited for the counter, and now finds the first.
    if let Some(known) = said(&tx, &reached, person, nonce).await? {
        return Ok(known.seq);
    }
    let row = messages::ActiveModel {
        id: Set(MessageId(cx.new_id())),
        room_id: Set(room),
        seq: Set(seq),
        rev: Set(rev),
        person_id: Set(person),
        nonce: Set(nonce),
        body: Set(body),
        html: Set(html),
        markup_version: Set(markup::VERSION),
        created_at: Set(cx.now()),
        edited_at: Set(None),
        deleted_at: Set(None),
        deleted_by: Set(None),
        hidden_at: Set(None),
        hidden_by: Set(None),
        thread_id: Set(None),
    };
    messages::Entity::insert(row).exec_without_returning(tx.db()).await?;
    tx.tell(Hint::Room(room, rev));
    tx.commit().await?;
    Ok(seq)
}

async fn said(tx: &Tx, room: &ReachedRoom, person: domain::id::PersonId, nonce: Uuid) -> Result<Option<messages::Model>> {
    let query = messages::Entity::find().filter(messages::Column::RoomId.eq(room.id)).filter(messages::Column::PersonId.eq(person));
    Ok(query.filter(messages::Column::Nonce.eq(nonce)).one(tx.db()).await?)
}

/// Takes the room's next number and revision. The row is held until the transaction ends, so that numbers have no gap.
async fn next(tx: &Tx, room: RoomId, message: bool) -> Result<(i64, i64)> {
    let mut update = rooms::Entity::update_many().col_expr(rooms::Column::LastRev, Expr::col(rooms::Column::LastRev).add(1));
    if message {
        update = update.col_expr(rooms::Column::LastSeq, Expr::col(rooms::Column::LastSeq).add(1));
    }
    update.filter(rooms::Column::Id.eq(room)).exec(tx.db()).await?;
    let row = rooms::Entity::find_by_id(room).one(tx.db()).await?.ok_or(Fault::Missing)?;
    // It may have been closed between the door and here; now its row is held.
    if message && row.archived_at.is_some() {
        return Err(Fault::Conflict("conflict-room-archived"));
    }
    Ok((row.last_seq, row.last_rev))
}

/// A message and its room, for somebody who may be in it.
async fn message(tx: &Tx, viewer: &Viewer, id: MessageId) -> Result<(ReachedRoom, messages::Model)> {
    let row = messages::Entity::find_by_id(id).one(tx.db()).await?;
    let row = match (row, viewer.who()) {
        (_, None) => return Err(Fault::SignIn),
        (None, _) => return Err(Fault::Missing),
        (Some(row), _) => row,
    };
    Ok((reach::room(tx.db(), viewer, row.room_id).await?, row))
}

/// Changes one's own words (`chat.edit_delete_own`).
pub async fn edit(cx: &Cx, viewer: &Viewer, id: MessageId, raw: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let (room, row) = message(&tx, viewer, id).await?;
    if !viewer.is(row.person_id) {
        return Err(Fault::Refused("refused-not-yours"));
    }
    if row.deleted_at.is_some() {
        return Err(Fault::Conflict("conflict-message-deleted"));
    }
    let body = text::long("text", raw, CHAT).map_err(|f: FieldFault| Fault::Invalid(vec![f]))?;
    if body == row.body {
        return Ok(());
    }
    let (_, rev) = next(&tx, room.id, false).await?;
    let change = messages::ActiveModel {
        id: Set(id),
        rev: Set(rev),
        html: Set(markup::to_html(&body)),
        markup_version: Set(markup::VERSION),
        body: Set(body),
        edited_at: Set(Some(cx.now())),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    tx.tell(Hint::Room(room.id, rev));
    tx.commit().await
}

/// Takes a message back: its author, or those who moderate. Its words are gone, its place stays. Answers its room.
pub async fn delete(cx: &Cx, viewer: &Viewer, id: MessageId) -> Result<ReachedRoom> {
    let mut tx = cx.begin().await?;
    let (room, row) = message(&tx, viewer, id).await?;
    let own = viewer.is(row.person_id);
    if !own && !room.staff() {
        return Err(Fault::Refused("refused-not-yours"));
    }
    if row.deleted_at.is_some() {
        return Ok(room);
    }
    let (_, rev) = next(&tx, room.id, false).await?;
    let change = messages::ActiveModel {
        id: Set(id),
        rev: Set(rev),
        body: Set(String::new()),
        html: Set(String::new()),
        deleted_at: Set(Some(cx.now())),
        deleted_by: Set(viewer.person()),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    if !own {
        audit::write(&tx, viewer, Line::new("chat.moderate", "message", id.0).about(row.person_id)).await?;
    }
    tx.tell(Hint::Room(room.id, rev));
    tx.commit().await?;
    Ok(room)
}
