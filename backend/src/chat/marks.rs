//! Up to where a person has seen a room. A mark moves when messages were on screen, one after the other, and never back.

use domain::id::{PersonId, RoomId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait};

use super::reach;
use super::tables::{messages, room_marks};
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

/// A page showed the messages of these numbers. What lies between the mark and the page was not shown: then the mark stays.
pub async fn shown(cx: &Cx, viewer: &Viewer, room: RoomId, first: i64, last: i64) -> Result<i64> {
    reach::room(cx.db(), viewer, room).await?;
    let Some(me) = viewer.person() else { return Ok(0) };
    let before = of(cx.db(), me, room).await?;
    if first > before + 1 { Ok(before) } else { seen(cx, viewer, room, last).await }
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
