//! A message of the chat. In a room of a cohort its staff look; in a room of two people nobody does, until one of the two asks: with the
//! flag they choose the cohort, of those that both are of, whose staff may see this one message. Nothing else of the room is open to them,
//! and when the flag is settled neither is the message.

use domain::id::{CohortId, MessageId, PersonId, RoomId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Item;
use crate::chat::people;
use crate::chat::reach as chat_door;
use crate::chat::tables::{message_versions, messages, room_members, rooms};
use crate::flags::Kind;
use crate::flags::raising::staff_of;
use crate::flags::tables::flags;
use crate::programs::queries::names;
use crate::programs::reach::Reached;
use crate::{Cx, Fault, Result, Viewer};

pub(super) async fn see(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str, id: MessageId) -> Result<Item> {
    let (reached, person) = crate::forum::door(db, viewer, slug).await?;
    let row = messages::Entity::find_by_id(id).one(db).await?.ok_or(Fault::Missing)?;
    let place = rooms::Entity::find_by_id(row.room_id).one(db).await?.ok_or(Fault::Missing)?;
    if place.cohort_id.is_none() {
        return between_two(db, reached, person, row).await;
    }
    let room = chat_door::room(db, viewer, row.room_id).await?;
    if room.cohort.as_ref().map(|c| c.id) != Some(reached.id) || (row.deleted_at.is_some() && !reached.staff()) {
        return Err(Fault::Missing);
    }
    let href = room.session.map_or_else(|| format!("/cohorts/{slug}/chat"), |s| format!("/cohorts/{slug}/sessions/{s}/chat"));
    let moderates = reached.staff();
    item(db, reached, row, (room.title, href, moderates)).await
}

async fn between_two(db: &impl ConnectionTrait, reached: Reached, person: PersonId, row: messages::Model) -> Result<Item> {
    let two = both(db, row.room_id).await?;
    let flagged = flags_of(db, row.id, reached.id).await?;
    let asked = reached.staff() && flagged.iter().any(|f| f.settled_at.is_none());
    let ours = two.contains(&person) && (!flagged.is_empty() || are_of(db, &two, reached.id).await?);
    if !asked && (!ours || row.deleted_at.is_some()) {
        return Err(Fault::Missing);
    }
    // Nobody looks after their own: it would undo the other's flag.
    let moderates = asked && row.person_id != person;
    let href = if ours { format!("/chat/rooms/{}", row.room_id) } else { format!("/cohorts/{}/flags", reached.slug) };
    item(db, reached, row, (String::new(), href, moderates)).await
}

async fn item(
    db: &impl ConnectionTrait,
    reached: Reached,
    row: messages::Model,
    (title, href, moderates): (String, String, bool),
) -> Result<Item> {
    let kept = message_versions::Entity::find().filter(message_versions::Column::MessageId.eq(row.id));
    let kept = kept.order_by_desc(message_versions::Column::WrittenAt).all(db).await?;
    let texts = [row.body].into_iter().chain(kept.into_iter().map(|v| v.body)).collect();
    Ok(Item {
        href,
        mend: format!("/cohorts/{}/flags/message/{}/mend", reached.slug, row.id),
        reached,
        kind: Kind::Message,
        id: row.id.0,
        author: row.person_id,
        title,
        texts,
        since: row.created_at,
        hidden_at: row.hidden_at,
        case: None,
        room: Some(row.room_id),
        moderates,
    })
}

/// The people of a room that has its own.
async fn both(db: &impl ConnectionTrait, room: RoomId) -> Result<Vec<PersonId>> {
    let rows = room_members::Entity::find().filter(room_members::Column::RoomId.eq(room)).all(db).await?;
    Ok(rows.into_iter().map(|m| m.person_id).collect())
}

async fn are_of(db: &impl ConnectionTrait, two: &[PersonId], cohort: CohortId) -> Result<bool> {
    let all = people::of_cohort(db, cohort).await?;
    Ok(two.iter().all(|p| all.contains(p)))
}

async fn flags_of(db: &impl ConnectionTrait, id: MessageId, cohort: CohortId) -> Result<Vec<flags::Model>> {
    let all = flags::Entity::find().filter(flags::Column::TargetKind.eq(Kind::Message.code())).filter(flags::Column::TargetId.eq(id.0));
    Ok(all.filter(flags::Column::CohortId.eq(cohort)).all(db).await?)
}

/// Where the flag of a message leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Straight to one address: its cohort's, or the only one that both are of; for its author, where it is mended.
    To(String),
    /// In a room of two: the cohorts that both are of, each with its address and those who would see the message, by name.
    Choose(RoomId, Vec<(String, String, Vec<String>)>),
}

/// Who could be asked to look at a message: for a room of two, whoever flags chooses.
pub async fn reviewers(cx: &Cx, viewer: &Viewer, id: MessageId) -> Result<Way> {
    viewer.person().ok_or(Fault::SignIn)?;
    let row = messages::Entity::find_by_id(id).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let room = chat_door::room(cx.db(), viewer, row.room_id).await?;
    let at = |slug: &str, tail: &str| format!("/cohorts/{slug}/flags/message/{id}{tail}");
    let tail = if viewer.is(row.person_id) { "/mend" } else { "" };
    let Some(other) = room.other else {
        return Ok(Way::To(at(&room.cohort.ok_or(Fault::Missing)?.slug, tail)));
    };
    if viewer.is(row.person_id) {
        let slug = asked_in(cx, id).await?.ok_or(Fault::Refused("refused-flag-own"))?;
        return Ok(Way::To(at(&slug, tail)));
    }
    let mut out = Vec::new();
    for cohort in people::shared(cx.db(), viewer, other).await? {
        let staff = staff_of(cx.db(), cohort.id, cohort.program_id).await?;
        let mut known: Vec<String> = names(cx.db(), staff.into_iter().filter(|p| *p != row.person_id)).await?.into_values().collect();
        known.sort();
        if !known.is_empty() {
            out.push((at(&cohort.slug, ""), cohort.name, known));
        }
    }
    if out.is_empty() { Err(Fault::Conflict("conflict-flag-nobody")) } else { Ok(Way::Choose(room.id, out)) }
}

/// The cohort whose staff were asked last about a message of a room of two.
async fn asked_in(cx: &Cx, id: MessageId) -> Result<Option<String>> {
    Ok(match asked_cohort(cx.db(), id).await? {
        Some(cohort) => crate::programs::tables::cohorts::Entity::find_by_id(cohort).one(cx.db()).await?.map(|c| c.slug),
        None => None,
    })
}

/// The same, by its id.
pub(in crate::flags) async fn asked_cohort(db: &impl ConnectionTrait, id: MessageId) -> Result<Option<CohortId>> {
    let all = flags::Entity::find().filter(flags::Column::TargetKind.eq(Kind::Message.code())).filter(flags::Column::TargetId.eq(id.0));
    Ok(all.order_by_desc(flags::Column::CreatedAt).one(db).await?.map(|f| f.cohort_id))
}
