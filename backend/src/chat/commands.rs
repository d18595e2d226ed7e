//! Saying something, changing it, taking it back. A message is told only when it is durable.

use domain::id::{MessageId, PersonId, RoomId};
use domain::text::{self, CHAT};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::desk::{Answer, Words};
use super::reach::{self, Kind, ReachedRoom};
use super::tables::{messages, rooms};
use super::{history, indexing, marks, mentions};
use crate::audit::{self, Line};
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Tx, Viewer, markup};

/// Says something in a room; answers its number. The same nonce of the same person again answers the same number, and writes nothing.
pub async fn send(cx: &Cx, viewer: &Viewer, room: RoomId, nonce: Uuid, raw: &str) -> Result<i64> {
    hand_in(cx, viewer, room, nonce, raw)?.seq().await
}

/// Hands a message in at the desk: what is handed in at the same time becomes durable together. Those of one person keep their order.
pub fn hand_in(cx: &Cx, viewer: &Viewer, room: RoomId, nonce: Uuid, raw: &str) -> Result<Answer> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let body = text::long("text", raw, CHAT).map_err(|f| Fault::Invalid(vec![f]))?;
    cx.ports.throttle.try_message(&person.to_string())?;
    cx.ports.desk.take(cx, Words { viewer: viewer.clone(), person, room, nonce, body })
}

/// What the door says to a message.
pub(super) enum Admitted {
    /// It is there already, under this number.
    Known(i64),
    /// It may be written.
    New(mentions::Rendered),
}

/// Opens the door for a message. Nothing is written.
pub(super) async fn admit(tx: &Tx, words: &Words) -> Result<Admitted> {
    let reached = reach::room(tx.db(), &words.viewer, words.room).await?;
    if let Some(known) = said(tx, words).await? {
        return Ok(Admitted::Known(known.seq));
    }
    reach::writable(tx.db(), &words.viewer, &reached).await?;
    Ok(Admitted::New(mentions::render(tx, &reached, words.person, &words.body).await?))
}

/// Writes a message that was admitted; answers its number. When this fails, the transaction is to be dropped.
pub(super) async fn put(tx: &mut Tx, words: &Words, rendered: mentions::Rendered) -> Result<i64> {
    let place = next(tx, words.room, true).await?;
    // Two of the same at once, on two machines: the second waited for the counter, and now finds the first. Its number is given back.
    if said(tx, words).await?.is_some() {
        return Err(Fault::Busy);
    }
    let row = messages::Model {
        id: MessageId(tx.cx().new_id()),
        room_id: words.room,
        seq: place.last_seq,
        rev: place.last_rev,
        person_id: words.person,
        nonce: words.nonce,
        body: words.body.clone(),
        html: rendered.html,
        markup_version: markup::VERSION,
        created_at: tx.cx().now(),
        edited_at: None,
        deleted_at: None,
        deleted_by: None,
        hidden_at: None,
        hidden_by: None,
        thread_id: None,
    };
    write(tx, &place, &row, &rendered.called).await?;
    marks::own(tx, words.person, &row).await?;
    tx.tell(Hint::Room(words.room, row.rev));
    Ok(row.seq)
}

/// Writes a message and what belongs to it.
pub(super) async fn write(tx: &Tx, room: &rooms::Model, row: &messages::Model, called: &[PersonId]) -> Result<()> {
    messages::Entity::insert(messages::ActiveModel::from(row.clone())).exec_without_returning(tx.db()).await?;
    if !called.is_empty() {
        mentions::put(tx, row.room_id, row.id, row.seq, called).await?;
    }
    indexing::message(tx, room, row).await
}

pub(super) async fn said(tx: &Tx, words: &Words) -> Result<Option<messages::Model>> {
    let query =
        messages::Entity::find().filter(messages::Column::RoomId.eq(words.room)).filter(messages::Column::PersonId.eq(words.person));
    Ok(query.filter(messages::Column::Nonce.eq(words.nonce)).one(tx.db()).await?)
}

/// Takes the room's next number and revision. The row is held until the transaction ends, so that numbers have no gap.
pub(super) async fn next(tx: &Tx, room: RoomId, message: bool) -> Result<rooms::Model> {
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
    Ok(row)
}

/// A message and its room, for somebody who may be in it. The same message for a stranger and a message that never was: missing.
pub(super) async fn message(db: &impl ConnectionTrait, viewer: &Viewer, id: MessageId) -> Result<(ReachedRoom, messages::Model)> {
    viewer.who().ok_or(Fault::SignIn)?;
    let row = messages::Entity::find_by_id(id).one(db).await?.ok_or(Fault::Missing)?;
    Ok((reach::room(db, viewer, row.room_id).await?, row))
}

/// The same, held: what stands in the row now cannot change before this transaction ends.
pub(super) async fn held(tx: &Tx, id: MessageId, room: RoomId) -> Result<(rooms::Model, messages::Model)> {
    let place = next(tx, room, false).await?;
    let row = messages::Entity::find_by_id(id).one(tx.db()).await?.ok_or(Fault::Missing)?;
    Ok((place, row))
}

/// Whether an author may still change a message.
pub(super) fn changeable(viewer: &Viewer, row: &messages::Model) -> Result<()> {
    match (viewer.is(row.person_id), row.deleted_at.or(row.hidden_at)) {
        (false, _) => Err(Fault::Refused("refused-not-yours")),
        (true, Some(_)) => Err(Fault::Conflict("conflict-message-deleted")),
        (true, None) => Ok(()),
    }
}

/// Changes one's own words (`chat.edit_delete_own`). What they were is kept.
pub async fn edit(cx: &Cx, viewer: &Viewer, id: MessageId, raw: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let (room, row) = message(tx.db(), viewer, id).await?;
    changeable(viewer, &row)?;
    room.open()?;
    let body = text::long("text", raw, CHAT).map_err(|f| Fault::Invalid(vec![f]))?;
    let (place, mut row) = held(&tx, id, room.id).await?;
    changeable(viewer, &row)?;
    if body == row.body {
        return Ok(());
    }
    history::keep(&tx, &row).await?;
    let rendered = mentions::render(&tx, &room, row.person_id, &body).await?;
    (row.rev, row.body, row.html, row.edited_at) = (place.last_rev, body, rendered.html, Some(cx.now()));
    let change = messages::ActiveModel {
        id: Set(id),
        rev: Set(row.rev),
        html: Set(row.html.clone()),
        markup_version: Set(markup::VERSION),
        body: Set(row.body.clone()),
        edited_at: Set(row.edited_at),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    mentions::put(&tx, room.id, id, row.seq, &rendered.called).await?;
    indexing::message(&tx, &place, &row).await?;
    tx.tell(Hint::Room(room.id, row.rev));
    tx.commit().await
}

/// Takes a message back: its author, or those who moderate. Its words leave the room, its place stays. Answers its room.
///
/// Those who moderate can read what was taken back; between two people nobody moderates, and nothing is kept.
pub async fn delete(cx: &Cx, viewer: &Viewer, id: MessageId) -> Result<ReachedRoom> {
    let mut tx = cx.begin().await?;
    let (room, row) = message(tx.db(), viewer, id).await?;
    let own = viewer.is(row.person_id);
    if !own && !room.staff() {
        return Err(Fault::Refused("refused-not-yours"));
    }
    let (place, row) = held(&tx, id, room.id).await?;
    if row.deleted_at.is_some() {
        return Ok(room);
    }
    if room.kind == Kind::Direct {
        history::forget(&tx, id).await?;
    } else {
        history::keep(&tx, &row).await?;
    }
    let author = row.person_id;
    history::bury(&tx, &place, row, viewer.person()).await?;
    if !own {
        audit::write(&tx, viewer, Line::new("chat.moderate", "message", id.0).about(author)).await?;
    }
    tx.tell(Hint::Room(room.id, place.last_rev));
    tx.commit().await?;
    Ok(room)
}
