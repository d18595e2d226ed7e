//! Answering a message with one word of a small set. The same word again takes it back.

use domain::id::{MessageId, PersonId};
use domain::live::{REACTIONS, Reaction};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

use super::reach::ReachedRoom;
use super::tables::{message_reactions, messages};
use super::{commands, reach};
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Viewer};

/// Chooses a word for a message, or takes it back. Answers the room and the message's number.
pub async fn toggle(cx: &Cx, viewer: &Viewer, id: MessageId, word: &str) -> Result<(ReachedRoom, i64)> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let mut tx = cx.begin().await?;
    let (room, _) = commands::message(tx.db(), viewer, id).await?;
    if !REACTIONS.contains(&word) {
        return Err(Fault::Missing);
    }
    cx.ports.throttle.try_message(&person.to_string())?;
    reach::writable(tx.db(), viewer, &room).await?;
    let (place, row) = commands::held(&tx, id, room.id).await?;
    if row.deleted_at.is_some() || row.hidden_at.is_some() {
        return Err(Fault::Conflict("conflict-message-deleted"));
    }
    let key = (id, person, word.to_owned());
    if message_reactions::Entity::find_by_id(key.clone()).one(tx.db()).await?.is_some() {
        message_reactions::Entity::delete_by_id(key).exec(tx.db()).await?;
    } else {
        let chosen = message_reactions::ActiveModel {
            message_id: Set(id),
            person_id: Set(person),
            word: Set(word.to_owned()),
            created_at: Set(cx.now()),
        };
        message_reactions::Entity::insert(chosen).exec_without_returning(tx.db()).await?;
    }
    messages::ActiveModel { id: Set(id), rev: Set(place.last_rev), ..Default::default() }.update(tx.db()).await?;
    tx.tell(Hint::Room(room.id, place.last_rev));
    tx.commit().await?;
    Ok((room, row.seq))
}

/// What these messages were answered with, in the order of the set.
pub(super) async fn of(db: &impl ConnectionTrait, ids: &[MessageId]) -> Result<HashMap<MessageId, Vec<Reaction>>> {
    let mut out: HashMap<MessageId, Vec<Reaction>> = HashMap::new();
    if ids.is_empty() {
        return Ok(out);
    }
    let rows = message_reactions::Entity::find().filter(message_reactions::Column::MessageId.is_in(ids.iter().copied()));
    let rows = rows.order_by_asc(message_reactions::Column::CreatedAt).order_by_asc(message_reactions::Column::PersonId).all(db).await?;
    let mut by: HashMap<(MessageId, String), Vec<PersonId>> = HashMap::new();
    for row in rows {
        by.entry((row.message_id, row.word)).or_default().push(row.person_id);
    }
    for id in ids {
        let chosen = REACTIONS.into_iter().filter_map(|w| Some(Reaction { word: w.to_owned(), people: by.remove(&(*id, w.to_owned()))? }));
        let chosen: Vec<Reaction> = chosen.collect();
        if !chosen.is_empty() {
            out.insert(*id, chosen);
        }
    }
    Ok(out)
}
