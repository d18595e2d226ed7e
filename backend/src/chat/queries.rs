//! What a room shows: a page of its history, or what changed after a revision.

use std::collections::{BTreeMap, HashMap};

use domain::id::{MessageId, PersonId, RoomId, SessionId};
use domain::live::{EARLIER, Line, MOST_MISSED, Reaction};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::reach::{self, ReachedRoom};
use super::tables::{message_mentions, messages, rooms};
use super::{commands, marks, people, reactions};
use crate::programs::queries::names;
use crate::{Cx, Fault, Result, Viewer};

/// Messages on one page.
pub const PAGE: u64 = 50;

/// Which page of a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// The newest.
    Newest,
    /// The one before a number.
    Before(i64),
    /// The one after a number.
    After(i64),
    /// The one that a number stands in.
    Around(i64),
}

/// A page of a room.
#[derive(Debug, Clone)]
pub struct RoomView {
    /// The room and the viewer's place.
    pub reached: ReachedRoom,
    /// The messages, oldest first.
    pub lines: Vec<Line>,
    /// The number before which older messages are; none when this is the beginning.
    pub older: Option<i64>,
    /// The number after which newer messages are; none when this is the end.
    pub newer: Option<i64>,
    /// Up to where the viewer has seen the room.
    pub seen: i64,
    /// How many messages of others they have not seen.
    pub unread: u64,
    /// The name of the other one, in a direct room.
    pub other: Option<String>,
    /// Whether something may be said here now.
    pub writable: bool,
    /// Who may be called by name here, by name.
    pub people: Vec<(PersonId, String)>,
}

/// Opens a cohort's or a session's room: the newest page, or the one before a number.
pub async fn room(cx: &Cx, viewer: &Viewer, slug: &str, session: Option<SessionId>, before: Option<i64>) -> Result<RoomView> {
    let reached = reach::room_of(cx, viewer, slug, session).await?;
    page(cx, viewer, reached, before.map_or(At::Newest, At::Before)).await
}

/// A page of a room whose door was opened.
pub async fn page(cx: &Cx, viewer: &Viewer, reached: ReachedRoom, at: At) -> Result<RoomView> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let rows = rows(cx.db(), reached.id, at).await?;
    let older = rows.first().map(|m| m.seq).filter(|seq| *seq > 1);
    // Taken from the room and not from the door, so that what came meanwhile is not called the end.
    let newer = rows.last().map(|m| m.seq).filter(|seq| *seq < reached.last_seq);
    let seen = marks::of(cx.db(), me, reached.id).await?;
    let unread = messages::Entity::find()
        .filter(messages::Column::RoomId.eq(reached.id))
        .filter(messages::Column::Seq.gt(seen))
        .filter(messages::Column::PersonId.ne(me))
        .filter(messages::Column::DeletedAt.is_null());
    let people: BTreeMap<PersonId, String> = people::of_room(cx.db(), &reached).await?;
    let other = match reached.other {
        Some(other) => names(cx.db(), [other].into_iter()).await?.remove(&other),
        None => None,
    };
    let mut people: Vec<(PersonId, String)> = people.into_iter().filter(|(p, _)| *p != me).collect();
    people.sort_by_cached_key(|(_, name)| crate::search::fold::folded(name));
    Ok(RoomView {
        lines: lines(cx.db(), rows).await?,
        older,
        newer,
        seen,
        unread: unread.count(cx.db()).await?,
        other,
        writable: reach::writable(cx.db(), viewer, &reached).await.is_ok(),
        people,
        reached,
    })
}

async fn rows(db: &impl ConnectionTrait, room: RoomId, at: At) -> Result<Vec<messages::Model>> {
    let of_room = || messages::Entity::find().filter(messages::Column::RoomId.eq(room));
    let upward = |after: i64, most: u64| of_room().filter(messages::Column::Seq.gt(after)).order_by_asc(messages::Column::Seq).limit(most);
    let downward =
        |before: i64, most: u64| of_room().filter(messages::Column::Seq.lt(before)).order_by_desc(messages::Column::Seq).limit(most);
    Ok(match at {
        At::After(seq) => upward(seq, PAGE).all(db).await?,
        At::Newest => reversed(downward(i64::MAX, PAGE).all(db).await?),
        At::Before(seq) => reversed(downward(seq, PAGE).all(db).await?),
        At::Around(seq) => {
            let mut around = reversed(downward(seq.saturating_add(1), PAGE / 2).all(db).await?);
            around.extend(upward(seq, PAGE / 2).all(db).await?);
            around
        }
    })
}

fn reversed(mut rows: Vec<messages::Model>) -> Vec<messages::Model> {
    rows.reverse();
    rows
}

async fn lines(db: &impl ConnectionTrait, rows: Vec<messages::Model>) -> Result<Vec<Line>> {
    let names = names(db, rows.iter().map(|m| m.person_id)).await?;
    let ids: Vec<MessageId> = rows.iter().map(|m| m.id).collect();
    let mut reactions = reactions::of(db, &ids).await?;
    let mut called = called(db, &rows).await?;
    let line = |m: messages::Model| {
        let (id, hidden) = (m.id, m.hidden_at.is_some());
        let said = |reactions: Option<Vec<Reaction>>| if hidden { Vec::new() } else { reactions.unwrap_or_default() };
        Line { reactions: said(reactions.remove(&id)), mentions: called.remove(&id).unwrap_or_default(), ..line(m, &names) }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Whom these messages call. Only those are asked for in which a name is marked.
async fn called(db: &impl ConnectionTrait, rows: &[messages::Model]) -> Result<HashMap<MessageId, Vec<PersonId>>> {
    let mut out: HashMap<MessageId, Vec<PersonId>> = HashMap::new();
    let ids: Vec<MessageId> = rows.iter().filter(|m| m.html.contains("class=\"mention\"")).map(|m| m.id).collect();
    if !ids.is_empty() {
        for row in message_mentions::Entity::find().filter(message_mentions::Column::MessageId.is_in(ids)).all(db).await? {
            out.entry(row.message_id).or_default().push(row.person_id);
        }
    }
    Ok(out)
}

fn line(m: messages::Model, names: &HashMap<PersonId, String>) -> Line {
    let hidden = m.hidden_at.is_some() && m.deleted_at.is_none();
    Line {
        room: m.room_id,
        id: m.id,
        seq: m.seq,
        rev: m.rev,
        person: m.person_id,
        name: names.get(&m.person_id).cloned().unwrap_or_default(),
        at: m.created_at,
        html: if hidden { String::new() } else { m.html },
        edited: m.edited_at.is_some(),
        deleted: m.deleted_at.is_some(),
        hidden,
        mentions: Vec::new(),
        reactions: Vec::new(),
        thread: m.thread_id,
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

/// The last revision of each of these rooms, for whoever may have missed a hint.
pub async fn last_of(cx: &Cx, these: impl Iterator<Item = RoomId>) -> Result<HashMap<RoomId, i64>> {
    let these: Vec<RoomId> = these.collect();
    let mut found = HashMap::with_capacity(these.len());
    for some in these.chunks(500) {
        let query = rooms::Entity::find().select_only().columns([rooms::Column::Id, rooms::Column::LastRev]);
        let rows: Vec<(RoomId, i64)> = query.filter(rooms::Column::Id.is_in(some.iter().copied())).into_tuple().all(cx.db()).await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Where a message stands: its room and its number.
pub async fn place(cx: &Cx, viewer: &Viewer, id: MessageId) -> Result<(ReachedRoom, i64)> {
    let (room, row) = commands::message(cx.db(), viewer, id).await?;
    Ok((room, row.seq))
}

/// A message's own source, for its author's form; its room and its number.
pub async fn source(cx: &Cx, viewer: &Viewer, id: MessageId) -> Result<(ReachedRoom, i64, String)> {
    let (room, row) = commands::message(cx.db(), viewer, id).await?;
    commands::changeable(viewer, &row)?;
    room.open()?;
    Ok((room, row.seq, row.body))
}
