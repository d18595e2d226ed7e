//! Up to where a person has seen a room. A mark moves when messages were on screen, one after the other, and never back.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::id::{PersonId, RoomId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};

use super::reach;
use super::tables::{messages, room_marks, rooms};
use crate::ports::Hint;
use crate::{Cx, Result, Tx, Viewer};

/// Everything up to a number was on this person's screen. Answers where the mark stands now.
pub async fn seen(cx: &Cx, viewer: &Viewer, room: RoomId, seq: i64) -> Result<i64> {
    let reached = reach::room(cx.db(), viewer, room).await?;
    let Some(me) = viewer.person() else { return Ok(0) };
    let (seq, before) = (std::cmp::min(seq, reached.last_seq), of(cx.db(), me, room).await?);
    if seq <= before {
        return Ok(before);
    }
    let mut tx = cx.begin().await?;
    put(&tx, me, room, seq).await?;
    tx.tell(Hint::Seen(me, room, seq));
    tx.commit().await?;
    Ok(seq)
}

/// The marks of a process that wait to be written: when a message comes into a room, all who look at it tell so in the same second.
#[derive(Default)]
pub struct Ledger(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    marks: HashMap<(PersonId, RoomId), i64>,
    busy: bool,
}

impl Ledger {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long marks gather before they are written together.
const GATHER: Duration = Duration::from_millis(700);

/// Everything up to a number was on the screen of somebody who is in the room now: the caller's line has its door. It is written a moment
/// later, with the others' of that moment; what is lost with the process is a mark, and is told again by the next page.
pub fn note(cx: &Cx, person: PersonId, room: RoomId, seq: i64) {
    if seq < 1 {
        return;
    }
    let mut waiting = cx.ports.marks.waiting();
    let mark = waiting.marks.entry((person, room)).or_insert(seq);
    *mark = std::cmp::max(*mark, seq);
    if !std::mem::replace(&mut waiting.busy, true) {
        let cx = cx.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(GATHER).await;
                let marks = {
                    let mut waiting = cx.ports.marks.waiting();
                    waiting.busy = !waiting.marks.is_empty();
                    std::mem::take(&mut waiting.marks)
                };
                if marks.is_empty() {
                    return;
                }
                if let Err(why) = write(&cx, marks).await {
                    tracing::warn!(%why, "read marks were not kept");
                }
            }
        });
    }
}

async fn write(cx: &Cx, marks: HashMap<(PersonId, RoomId), i64>) -> Result<()> {
    let mut tx = cx.begin().await?;
    let rooms: BTreeSet<RoomId> = marks.keys().map(|(_, room)| *room).collect();
    let last: HashMap<RoomId, i64> = rooms::Entity::find()
        .select_only()
        .columns([rooms::Column::Id, rooms::Column::LastSeq])
        .filter(rooms::Column::Id.is_in(rooms))
        .into_tuple::<(RoomId, i64)>()
        .all(tx.db())
        .await?
        .into_iter()
        .collect();
    // In one order, so that two machines that write at once wait for each other and never in a circle.
    let marks: BTreeMap<(PersonId, RoomId), i64> = marks.into_iter().collect();
    for ((person, room), seq) in marks {
        let Some(last) = last.get(&room) else { continue };
        let seq = std::cmp::min(seq, *last);
        put(&tx, person, room, seq).await?;
        tx.tell(Hint::Seen(person, room, seq));
    }
    tx.commit().await
}

/// A page showed the messages of these numbers. What lies between the mark and the page was not shown: then the mark stays.
/// Whoever comes for the first time begins with what they were shown.
pub async fn shown(cx: &Cx, viewer: &Viewer, room: RoomId, first: i64, last: i64) -> Result<i64> {
    reach::room(cx.db(), viewer, room).await?;
    let Some(me) = viewer.person() else { return Ok(0) };
    let before = of(cx.db(), me, room).await?;
    if before > 0 && first > before + 1 { Ok(before) } else { seen(cx, viewer, room, last).await }
}

/// Where a person's mark stands; 0 for one who has seen nothing.
pub async fn of(db: &impl ConnectionTrait, person: PersonId, room: RoomId) -> Result<i64> {
    Ok(room_marks::Entity::find_by_id((person, room)).one(db).await?.map_or(0, |m| m.seen_seq))
}

/// Moves a mark forward; one that stands further stays.
pub(super) async fn put(tx: &Tx, person: PersonId, room: RoomId, seq: i64) -> Result<()> {
    let row = room_marks::ActiveModel { person_id: Set(person), room_id: Set(room), seen_seq: Set(seq), updated_at: Set(tx.cx().now()) };
    let further = Expr::col((room_marks::Entity, room_marks::Column::SeenSeq)).lt(seq);
    let forward = OnConflict::columns([room_marks::Column::PersonId, room_marks::Column::RoomId])
        .update_columns([room_marks::Column::SeenSeq, room_marks::Column::UpdatedAt])
        .action_and_where(further)
        .to_owned();
    room_marks::Entity::insert(row).on_conflict(forward).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Whoever has seen everything before their own message has seen it too.
pub(super) async fn own(tx: &Tx, person: PersonId, row: &messages::Model) -> Result<()> {
    let before = of(tx.db(), person, row.room_id).await?;
    if before + 1 == row.seq { put(tx, person, row.room_id, row.seq).await } else { Ok(()) }
}
