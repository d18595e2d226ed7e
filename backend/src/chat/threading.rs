//! A message that deserves to last becomes a thread of the forum, once; each links to the other.

use domain::id::{BoardId, MessageId, ThreadId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::commands;
use super::reach::{Kind, ReachedRoom};
use super::tables::messages;
use crate::audit::{self, Line};
use crate::forum;
use crate::ports::Hint;
use crate::programs::queries::names;
use crate::programs::reach::Reached;
use crate::words::Words;
use crate::{Cx, Fault, Result, Viewer, markup};

/// A message that may become a thread, for the form that makes it one.
#[derive(Debug, Clone)]
pub struct Promotable {
    /// Its room.
    pub room: ReachedRoom,
    /// Its number.
    pub seq: i64,
    /// Who wrote it.
    pub name: String,
    /// Safe HTML of it.
    pub html: String,
    /// A title to begin with: its first words.
    pub title: String,
    /// The thread that it is already.
    pub thread: Option<ThreadId>,
}

/// Its author, or those who moderate; what was said to a whole cohort. What two people or a small group say stays with them.
fn allowed(viewer: &Viewer, room: &ReachedRoom, row: &messages::Model) -> Result<Reached> {
    let cohort = room.cohort.clone().filter(|_| matches!(room.kind, Kind::Cohort | Kind::Session));
    let cohort = cohort.ok_or(Fault::Refused("refused-room-few"))?;
    if !viewer.is(row.person_id) && !cohort.staff() {
        return Err(Fault::Refused("refused-not-yours"));
    }
    if row.deleted_at.is_some() || row.hidden_at.is_some() {
        return Err(Fault::Conflict("conflict-message-deleted"));
    }
    Ok(cohort)
}

/// Opens the form.
pub async fn promotable(cx: &Cx, viewer: &Viewer, id: MessageId) -> Result<(Promotable, Reached)> {
    let (room, row) = commands::message(cx.db(), viewer, id).await?;
    let cohort = allowed(viewer, &room, &row)?;
    let name = names(cx.db(), [row.person_id].into_iter()).await?.remove(&row.person_id).unwrap_or_default();
    let plain = markup::to_plain(&row.body);
    let mut title: String = plain.split_whitespace().take(10).collect::<Vec<_>>().join(" ").chars().take(100).collect();
    if title.len() < plain.len() {
        title.push('…');
    }
    Ok((Promotable { room, seq: row.seq, name, html: row.html, title, thread: row.thread_id }, cohort))
}

/// Makes a thread of a message. Made already: that thread, and nothing else.
pub async fn promote(cx: &Cx, viewer: &Viewer, id: MessageId, board: BoardId, title: &str) -> Result<ThreadId> {
    let mut tx = cx.begin().await?;
    let (room, row) = commands::message(tx.db(), viewer, id).await?;
    let cohort = allowed(viewer, &room, &row)?;
    // The room's row is held from here: the second of two at once finds the first's thread.
    let (place, row) = commands::held(&tx, id, room.id).await?;
    allowed(viewer, &room, &row)?;
    if let Some(made) = row.thread_id {
        return Ok(made);
    }
    let lang = cohort.row.language.parse().unwrap_or_default();
    let name = names(tx.db(), [row.person_id].into_iter()).await?.remove(&row.person_id).unwrap_or_default();
    let source = quoted(Words::of(lang), viewer.is(row.person_id), &name, id, &row.body);
    let thread = forum::commands::open_thread_in(&tx, viewer, &cohort.slug, board, cx.new_id(), title, &source).await?;
    messages::ActiveModel { id: Set(id), rev: Set(place.last_rev), thread_id: Set(Some(thread)), ..Default::default() }
        .update(tx.db())
        .await?;
    audit::write(&tx, viewer, Line::new("chat.to_thread", "message", id.0).about(row.person_id)).await?;
    tx.tell(Hint::Room(room.id, place.last_rev));
    tx.commit().await?;
    Ok(thread)
}

/// The first post: one's own words as they are, another's as a quotation with their name; and the way back.
fn quoted(words: Words, own: bool, name: &str, id: MessageId, body: &str) -> String {
    let back = format!("[{}](/chat/messages/{id}/at)", words.t("chat-thread-back"));
    if own {
        return format!("{body}\n\n{back}");
    }
    let name: String = name.chars().filter(|c| !"[]()*_<>`\\#".contains(*c)).collect();
    let quote: String = body.lines().map(|line| format!("> {line}\n")).collect();
    format!("{}\n\n{quote}\n{back}", words.with("chat-thread-said", &[("name", name.as_str().into())]))
}
