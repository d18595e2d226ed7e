//! Rooms that somebody makes: breakouts of a cohort, and the direct room of two people who share one.

use std::collections::BTreeSet;

use domain::id::{CohortId, PersonId, RoomId, SessionId};
use domain::text;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::people;
use super::reach::{self, Kind, ReachedRoom};
use super::tables::{room_members, rooms};
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Makes a small group's room. The caller has opened the cohort's door to one who may (`chat.room_write`).
/// People who are not of the cohort are left out: a room never opens a cohort.
pub async fn make_breakout(tx: &Tx, cohort: CohortId, session: Option<SessionId>, title: &str, members: &[PersonId]) -> Result<RoomId> {
    let mut row = reach::fresh(tx.cx(), Kind::Breakout);
    row.title = text::line("title", title, text::NAME).map_err(|f| Fault::Invalid(vec![f]))?;
    (row.cohort_id, row.session_id) = (Some(cohort), session);
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
