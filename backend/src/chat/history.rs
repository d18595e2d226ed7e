//! What messages said before they were changed, taken back or hidden: kept for those who moderate, and gone for good when it is redacted.

use chrono::{DateTime, Utc};
use domain::id::{MessageId, PersonId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::commands;
use super::reach::ReachedRoom;
use super::tables::{message_mentions, message_reactions, message_versions, messages, rooms};
use super::{indexing, mentions};
use crate::audit::{self, Line};
use crate::ports::Hint;
use crate::programs::queries::names;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Keeps what a message says now, before it changes.
pub(super) async fn keep(tx: &Tx, row: &messages::Model) -> Result<()> {
    let kept = message_versions::ActiveModel {
        id: Set(tx.cx().new_id()),
        message_id: Set(row.id),
        body: Set(row.body.clone()),
        written_at: Set(row.edited_at.unwrap_or(row.created_at)),
    };
    message_versions::Entity::insert(kept).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Forgets every earlier version.
pub(super) async fn forget(tx: &Tx, id: MessageId) -> Result<()> {
    message_versions::Entity::delete_many().filter(message_versions::Column::MessageId.eq(id)).exec(tx.db()).await?;
    Ok(())
}

/// Leaves a message's place and takes everything else: words, names called, words of others on it, what search knows.
pub(super) async fn bury(tx: &Tx, place: &rooms::Model, mut row: messages::Model, by: Option<PersonId>) -> Result<()> {
    message_mentions::Entity::delete_many().filter(message_mentions::Column::MessageId.eq(row.id)).exec(tx.db()).await?;
    message_reactions::Entity::delete_many().filter(message_reactions::Column::MessageId.eq(row.id)).exec(tx.db()).await?;
    row.deleted_at = row.deleted_at.or(Some(tx.cx().now()));
    let change = messages::ActiveModel {
        id: Set(row.id),
        rev: Set(place.last_rev),
        body: Set(String::new()),
        html: Set(String::new()),
        deleted_at: Set(row.deleted_at),
        deleted_by: Set(row.deleted_by.or(by)),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    indexing::message(tx, place, &row).await
}

/// Empties a message and all its history for good. The caller has opened a door that lets it, and writes the log. Twice is once.
pub async fn redact(tx: &mut Tx, id: MessageId) -> Result<()> {
    let room = messages::Entity::find_by_id(id).one(tx.db()).await?.ok_or(Fault::Missing)?.room_id;
    let (place, row) = commands::held(tx, id, room).await?;
    forget(tx, id).await?;
    bury(tx, &place, row, None).await?;
    tx.tell(Hint::Room(room, place.last_rev));
    Ok(())
}

/// Hides a message from all but those who moderate, or shows it again. The caller has opened a door that lets it, and writes the log.
pub async fn set_hidden(tx: &mut Tx, id: MessageId, by: Option<PersonId>) -> Result<()> {
    let room = messages::Entity::find_by_id(id).one(tx.db()).await?.ok_or(Fault::Missing)?.room_id;
    let (place, mut row) = commands::held(tx, id, room).await?;
    if row.hidden_at.is_some() == by.is_some() {
        return Ok(());
    }
    row.hidden_at = by.map(|_| tx.cx().now());
    let change = messages::ActiveModel {
        id: Set(id),
        rev: Set(place.last_rev),
        hidden_at: Set(row.hidden_at),
        hidden_by: Set(by),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    indexing::message(tx, &place, &row).await?;
    tx.tell(Hint::Room(room, place.last_rev));
    Ok(())
}

/// A message hidden or shown again by those who moderate its room (`chat.moderate`).
pub async fn moderate(cx: &Cx, viewer: &Viewer, id: MessageId, hide: bool) -> Result<(ReachedRoom, i64)> {
    let mut tx = cx.begin().await?;
    let (room, row) = commands::message(tx.db(), viewer, id).await?;
    if !room.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    set_hidden(&mut tx, id, viewer.person().filter(|_| hide)).await?;
    let did = serde_json::json!({"did": if hide { "hide" } else { "show" }});
    audit::write(&tx, viewer, Line::new("chat.moderate", "message", id.0).about(row.person_id).detail(did)).await?;
    tx.commit().await?;
    Ok((room, row.seq))
}

/// What a message said, and when.
#[derive(Debug, Clone)]
pub struct Version {
    /// Safe HTML.
    pub html: String,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// A message with everything that it said.
#[derive(Debug, Clone)]
pub struct Past {
    /// Its room.
    pub room: ReachedRoom,
    /// Its number.
    pub seq: i64,
    /// Who wrote it.
    pub name: String,
    /// Who took it back, when it was taken back.
    pub deleted: Option<(DateTime<Utc>, String)>,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Newest first; what it says now stands first when it still says something.
    pub versions: Vec<Version>,
}

/// Opens the history of a message: its author's own, and everybody's for those who moderate. What its author took back is for the latter only.
pub async fn past(cx: &Cx, viewer: &Viewer, id: MessageId) -> Result<Past> {
    let (room, row) = commands::message(cx.db(), viewer, id).await?;
    let own = viewer.is(row.person_id) && row.deleted_at.is_none() && row.hidden_at.is_none();
    if !own && !room.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let kept = message_versions::Entity::find().filter(message_versions::Column::MessageId.eq(id));
    let kept = kept.order_by_desc(message_versions::Column::WrittenAt).order_by_desc(message_versions::Column::Id).all(cx.db()).await?;
    let known = names(cx.db(), [Some(row.person_id), row.deleted_by].into_iter().flatten()).await?;
    let name = |p: Option<PersonId>| p.and_then(|p| known.get(&p).cloned()).unwrap_or_default();
    let current = (row.deleted_at.is_none()).then(|| Version { html: row.html.clone(), at: row.edited_at.unwrap_or(row.created_at) });
    let earlier = kept.into_iter().map(|v| Version { html: mentions::plain(&v.body), at: v.written_at });
    Ok(Past {
        seq: row.seq,
        name: name(Some(row.person_id)),
        deleted: row.deleted_at.map(|at| (at, name(row.deleted_by))),
        hidden: row.hidden_at.is_some(),
        versions: current.into_iter().chain(earlier).collect(),
        room,
    })
}

/// Changes a hidden message for its author. The caller has judged whose it is and the words, and writes the log.
pub(crate) async fn mend(tx: &mut Tx, id: MessageId, body: String) -> Result<()> {
    let room = messages::Entity::find_by_id(id).one(tx.db()).await?.ok_or(Fault::Missing)?.room_id;
    let (place, row) = commands::held(tx, id, room).await?;
    keep(tx, &row).await?;
    let change = messages::ActiveModel {
        id: Set(id),
        rev: Set(place.last_rev),
        html: Set(mentions::plain(&body)),
        body: Set(body),
        edited_at: Set(Some(tx.cx().now())),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    tx.tell(Hint::Room(room, place.last_rev));
    Ok(())
}

/// Tells a room that one of its messages is another now.
pub(crate) async fn touch(tx: &mut Tx, id: MessageId) -> Result<()> {
    let room = messages::Entity::find_by_id(id).one(tx.db()).await?.ok_or(Fault::Missing)?.room_id;
    let (place, row) = commands::held(tx, id, room).await?;
    indexing::message(tx, &place, &row).await?;
    messages::ActiveModel { id: Set(id), rev: Set(place.last_rev), ..Default::default() }.update(tx.db()).await?;
    tx.tell(Hint::Room(room, place.last_rev));
    Ok(())
}
