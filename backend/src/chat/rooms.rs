//! Rooms that somebody makes: breakouts of a cohort, and the direct room of two people who share one.

use std::collections::BTreeSet;

use domain::id::{CohortId, PersonId, RoomId, SessionId};
use domain::text;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::people;
use super::reach::{self, Kind, ReachedRoom};
use super::tables::{room_members, rooms};
use crate::audit::{self, Line};
use crate::ports::Hint;
use crate::programs::queries::names;
use crate::programs::reach::{self as door, Ask, Reached};
use crate::search::fold;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Makes a small group's room. The caller has opened the cohort's door to one who may (`chat.room_write`).
/// People who are not of the cohort are left out: a room never opens a cohort.
pub async fn make_breakout(tx: &Tx, cohort: CohortId, session: Option<SessionId>, title: &str, members: &[PersonId]) -> Result<RoomId> {
    make(tx, RoomId(tx.cx().new_id()), cohort, session, title, members).await
}

async fn make(tx: &Tx, id: RoomId, cohort: CohortId, session: Option<SessionId>, title: &str, members: &[PersonId]) -> Result<RoomId> {
    let mut row = reach::fresh(tx.cx(), Kind::Breakout);
    row.title = text::line("title", title, text::NAME).map_err(|f| Fault::Invalid(vec![f]))?;
    (row.id, row.cohort_id, row.session_id) = (id, Some(cohort), session);
    reach::insert(tx, &row).await?;
    add(tx, row.id, &of_cohort(tx, cohort, members).await?).await?;
    Ok(row.id)
}

/// Says who is in a small group from now on. Whoever is no longer in it hears nothing more, at once.
pub async fn set_members(tx: &mut Tx, room: RoomId, members: &[PersonId]) -> Result<()> {
    let row = rooms::Entity::find_by_id(room).filter(rooms::Column::Kind.eq(Kind::Breakout.code())).one(tx.db()).await?;
    let cohort = row.and_then(|r| r.cohort_id).ok_or(Fault::Missing)?;
    let wanted = of_cohort(tx, cohort, members).await?;
    let old = room_members::Entity::find().filter(room_members::Column::RoomId.eq(room));
    let gone = old.filter(room_members::Column::PersonId.is_not_in(wanted.iter().copied()));
    let gone: Vec<PersonId> = gone.all(tx.db()).await?.into_iter().map(|m| m.person_id).collect();
    if !gone.is_empty() {
        let delete = room_members::Entity::delete_many().filter(room_members::Column::RoomId.eq(room));
        delete.filter(room_members::Column::PersonId.is_in(gone)).exec(tx.db()).await?;
    }
    add(tx, room, &wanted).await?;
    tx.tell(Hint::Seats(room));
    Ok(())
}

async fn of_cohort(tx: &Tx, cohort: CohortId, members: &[PersonId]) -> Result<BTreeSet<PersonId>> {
    let known: BTreeSet<PersonId> = people::of_cohort(tx.db(), cohort).await?.into_iter().collect();
    Ok(members.iter().copied().filter(|p| known.contains(p)).collect())
}

async fn add(tx: &Tx, room: RoomId, people: &BTreeSet<PersonId>) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let now = tx.cx().now();
    let rows = people.iter().map(|p| room_members::ActiveModel { room_id: Set(room), person_id: Set(*p), created_at: Set(now) });
    let there = OnConflict::columns([room_members::Column::RoomId, room_members::Column::PersonId]).do_nothing().to_owned();
    room_members::Entity::insert_many(rows).on_conflict(there).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Closes a small group's room: it can be read, and takes nothing more. Twice is once.
pub async fn archive(tx: &mut Tx, room: RoomId) -> Result<()> {
    let row = rooms::Entity::find_by_id(room).filter(rooms::Column::Kind.eq(Kind::Breakout.code())).one(tx.db()).await?;
    if row.ok_or(Fault::Missing)?.archived_at.is_none() {
        rooms::ActiveModel { id: Set(room), archived_at: Set(Some(tx.cx().now())), ..Default::default() }.update(tx.db()).await?;
        tx.tell(Hint::Seats(room));
    }
    Ok(())
}

/// A small group, for those who make them.
#[derive(Debug, Clone)]
pub struct Breakout {
    /// Its room.
    pub id: RoomId,
    /// What it is called.
    pub title: String,
    /// Its people, by name.
    pub members: Vec<String>,
    /// Takes nothing more.
    pub archived: bool,
    /// The session in whose hour it was made: there people are moved, with the time they spend in it.
    pub session: Option<SessionId>,
}

/// The small groups of a cohort, newest first, and everybody who can be in one, by name (`chat.room_write`).
pub async fn breakouts(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<(Reached, Vec<Breakout>, Vec<(PersonId, String)>)> {
    let cohort = cohort_staff(cx.db(), viewer, slug).await?;
    let rows = rooms::Entity::find().filter(rooms::Column::CohortId.eq(cohort.id)).filter(rooms::Column::Kind.eq(Kind::Breakout.code()));
    let rows = rows.order_by_desc(rooms::Column::CreatedAt).all(cx.db()).await?;
    let places = room_members::Entity::find().filter(room_members::Column::RoomId.is_in(rows.iter().map(|r| r.id))).all(cx.db()).await?;
    let everybody = people::of_cohort(cx.db(), cohort.id).await?;
    let known = names(cx.db(), places.iter().map(|p| p.person_id).chain(everybody.iter().copied())).await?;
    let name = |p: &PersonId| known.get(p).cloned().unwrap_or_default();
    let group = |r: rooms::Model| {
        let mut members: Vec<String> = places.iter().filter(|p| p.room_id == r.id).map(|p| name(&p.person_id)).collect();
        members.sort_by_cached_key(|n| fold::folded(n));
        Breakout { id: r.id, title: r.title, members, archived: r.archived_at.is_some(), session: r.session_id }
    };
    let mut everybody: Vec<(PersonId, String)> = everybody.into_iter().map(|p| (p, name(&p))).collect();
    everybody.sort_by_cached_key(|(_, n)| fold::folded(n));
    Ok((cohort, rows.into_iter().map(group).collect(), everybody))
}

async fn cohort_staff(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str) -> Result<Reached> {
    let cohort = door::cohort(db, viewer, slug, Ask::Content).await?;
    if cohort.staff() { Ok(cohort) } else { Err(Fault::Refused("refused-role")) }
}

/// Makes a small group by form. The same `once` again changes nothing and succeeds.
pub async fn open_breakout(cx: &Cx, viewer: &Viewer, slug: &str, once: Uuid, title: &str, members: &[PersonId]) -> Result<RoomId> {
    let tx = cx.begin().await?;
    let cohort = cohort_staff(tx.db(), viewer, slug).await?;
    if cohort.row.state == "archived" {
        return Err(Fault::Conflict("conflict-room-archived"));
    }
    if rooms::Entity::find_by_id(RoomId(once)).filter(rooms::Column::CohortId.eq(cohort.id)).one(tx.db()).await?.is_some() {
        return Ok(RoomId(once));
    }
    if members.is_empty() {
        return Err(Fault::field("members", "fault-room-nobody"));
    }
    let id = make(&tx, RoomId(once), cohort.id, None, title, members).await?;
    audit::write(&tx, viewer, Line::new("chat.room_write", "room", id.0).detail(json!({"did": "open"}))).await?;
    tx.commit().await?;
    Ok(id)
}

/// Who is in a small group, for those who change it: its room, and everybody who can be in it, by name, with whether they are.
pub async fn seats(cx: &Cx, viewer: &Viewer, id: RoomId) -> Result<(ReachedRoom, Vec<(PersonId, String, bool)>)> {
    let (room, cohort) = changeable(cx.db(), viewer, id).await?;
    let inside = room_members::Entity::find().filter(room_members::Column::RoomId.eq(id)).all(cx.db()).await?;
    let everybody = people::of_cohort(cx.db(), cohort).await?;
    let known = names(cx.db(), everybody.iter().copied()).await?;
    let seat = |p: PersonId| (p, known.get(&p).cloned().unwrap_or_default(), inside.iter().any(|m| m.person_id == p));
    let mut all: Vec<_> = everybody.into_iter().map(seat).collect();
    all.sort_by_cached_key(|(_, n, _)| fold::folded(n));
    Ok((room, all))
}

/// Changes who is in a small group by form. Answers the slug of its cohort.
pub async fn reseat(cx: &Cx, viewer: &Viewer, id: RoomId, members: &[PersonId]) -> Result<String> {
    let mut tx = cx.begin().await?;
    let (room, _) = changeable(tx.db(), viewer, id).await?;
    if members.is_empty() {
        return Err(Fault::field("members", "fault-room-nobody"));
    }
    set_members(&mut tx, id, members).await?;
    audit::write(&tx, viewer, Line::new("chat.room_write", "room", id.0).detail(json!({"did": "reseat"}))).await?;
    tx.commit().await?;
    Ok(room.cohort.map(|c| c.slug).unwrap_or_default())
}

/// A small group whose people may be changed here: open, and not one of a session's hour, which counts the time in it.
async fn changeable(db: &impl ConnectionTrait, viewer: &Viewer, id: RoomId) -> Result<(ReachedRoom, CohortId)> {
    let room = reach::room(db, viewer, id).await?;
    if !room.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let cohort = room.cohort.as_ref().filter(|_| room.kind == Kind::Breakout).map(|c| c.id).ok_or(Fault::Missing)?;
    room.open()?;
    if room.session.is_some() { Err(Fault::Conflict("conflict-room-of-hour")) } else { Ok((room, cohort)) }
}

/// Closes a small group's room by form. Answers the slug of its cohort.
pub async fn close(cx: &Cx, viewer: &Viewer, id: RoomId) -> Result<String> {
    let mut tx = cx.begin().await?;
    let room = reach::room(tx.db(), viewer, id).await?;
    if !room.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    archive(&mut tx, id).await?;
    audit::write(&tx, viewer, Line::new("chat.room_write", "room", id.0).detail(json!({"did": "close"}))).await?;
    tx.commit().await?;
    Ok(room.cohort.map(|c| c.slug).unwrap_or_default())
}

/// The name of somebody with whom one shares a cohort; missing for anybody else.
pub async fn name_of(cx: &Cx, viewer: &Viewer, other: PersonId) -> Result<String> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    if me == other || !people::shares(cx.db(), viewer, other).await? {
        return Err(Fault::Missing);
    }
    names(cx.db(), [other].into_iter()).await?.remove(&other).ok_or(Fault::Missing)
}

/// The direct room with somebody, when there is one.
pub async fn known_direct(cx: &Cx, viewer: &Viewer, other: PersonId) -> Result<Option<RoomId>> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    Ok(rooms::Entity::find().filter(rooms::Column::Pair.eq(pair(me, other))).one(cx.db()).await?.map(|r| r.id))
}

/// The direct room with somebody; made when it is first opened. With whom one shares no cohort there is none, nor a word whether they exist.
pub async fn direct(cx: &Cx, viewer: &Viewer, other: PersonId) -> Result<ReachedRoom> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let pair = pair(me, other);
    if let Some(known) = rooms::Entity::find().filter(rooms::Column::Pair.eq(&pair)).one(cx.db()).await? {
        return reach::room(cx.db(), viewer, known.id).await;
    }
    if me == other || !people::shares(cx.db(), viewer, other).await? {
        return Err(Fault::Missing);
    }
    let tx = cx.begin().await?;
    let mut row = reach::fresh(cx, Kind::Direct);
    row.pair = Some(pair.clone());
    // On PostgreSQL the second of two at once waits at the unique pair, and finds the first's.
    let fresh =
        rooms::Entity::insert(rooms::ActiveModel::from(row)).on_conflict(OnConflict::column(rooms::Column::Pair).do_nothing().to_owned());
    fresh.exec_without_returning(tx.db()).await?;
    let there = rooms::Entity::find().filter(rooms::Column::Pair.eq(&pair)).one(tx.db()).await?.ok_or(Fault::Busy)?;
    add(&tx, there.id, &BTreeSet::from([me, other])).await?;
    tx.commit().await?;
    reach::room(cx.db(), viewer, there.id).await
}

fn pair(a: PersonId, b: PersonId) -> String {
    format!("{} {}", a.min(b), a.max(b))
}
