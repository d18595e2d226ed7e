//! A call from browser to browser: who sits in it, and what one browser tells the other until they find each other. Sound and picture never come
//! here; what is told is for the two of the call alone, while it is on, and the door is opened for every frame of it.
//!
//! Where one machine serves, a signal goes from socket to socket and is written nowhere. Where several do, the two may be on two of them, and the
//! bus carries ids only: then it lies in `consult_signals` until the other machine has fetched it, which takes it out in the same act.

use std::collections::HashMap;

use chrono::Duration;
use domain::consults::{State, log};
use domain::id::{ConsultId, PersonId};
use domain::live::call::{IceServer, Signal};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::reach::{self, ReachedConsult, Standing};
use super::tables::{consult_seats, consult_signals, consults};
use crate::audit::{self, Line};
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Seconds after which a signal that nobody fetched is of no use to anybody.
const KEPT: i64 = 60;

/// What a page learns when it comes into a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// When both offer at once, this one yields: who asked does.
    pub polite: bool,
    /// Where the other sits.
    pub other: Option<Uuid>,
    /// Servers that help; for those who sit.
    pub ice: Vec<IceServer>,
}

/// One of the two, while they talk.
fn on(reached: ReachedConsult) -> Result<ReachedConsult> {
    let reached = reached.party()?;
    if reached.state() == State::Connected { Ok(reached) } else { Err(Fault::Conflict("conflict-call-not-on")) }
}

/// Whether this viewer may still listen to a call: both are of it, and it is on.
pub async fn door(cx: &Cx, viewer: &Viewer, id: ConsultId) -> Result<()> {
    on(reach::consult(cx.db(), viewer, id).await?).map(|_| ())
}

/// Comes into a call; with a seat and the socket that holds it: to speak. A seat takes the place of the person's earlier one.
pub async fn enter(cx: &Cx, viewer: &Viewer, id: ConsultId, seat: Option<(Uuid, Uuid)>) -> Result<Entered> {
    let Some((seat, holder)) = seat else {
        let reached = on(reach::consult(cx.db(), viewer, id).await?)?;
        return entered(cx, cx.db(), &reached, false).await;
    };
    let mut tx = cx.begin().await?;
    let reached = on(reach::hold(&tx, viewer, id).await?)?;
    cx.ports.throttle.try_signal(&reached.me.to_string())?;
    let row = consult_seats::ActiveModel {
        id: Set(cx.new_id()),
        consult_id: Set(id),
        person_id: Set(reached.me),
        seat: Set(seat),
        holder: Set(holder),
        taken_at: Set(cx.now()),
    };
    let columns = [consult_seats::Column::ConsultId, consult_seats::Column::PersonId];
    let moved = [consult_seats::Column::Seat, consult_seats::Column::Holder, consult_seats::Column::TakenAt];
    let again = OnConflict::columns(columns).update_columns(moved).to_owned();
    consult_seats::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    let entered = entered(cx, tx.db(), &reached, true).await?;
    audit::write(&tx, viewer, Line::new("consult.talk", "consult", id.0)).await?;
    tx.tell(Hint::Call(id));
    tx.commit().await?;
    Ok(entered)
}

async fn entered(cx: &Cx, db: &impl ConnectionTrait, reached: &ReachedConsult, sits: bool) -> Result<Entered> {
    let seats = seats(db, &[reached.id]).await?;
    let other = seats.iter().find(|s| s.person_id != reached.me).map(|s| s.seat);
    let until = reached.row.due_at.unwrap_or_else(|| cx.now() + Duration::minutes(i64::from(log::LONGEST)));
    let ice = if sits { cx.ports.turn.servers(reached.id, until) } else { Vec::new() };
    Ok(Entered { polite: reached.standing == Standing::Caller, other, ice })
}

async fn seats(db: &impl ConnectionTrait, calls: &[ConsultId]) -> Result<Vec<consult_seats::Model>> {
    Ok(consult_seats::Entity::find().filter(consult_seats::Column::ConsultId.is_in(calls.iter().copied())).all(db).await?)
}

/// A socket is gone, or its page: what it held is free. Where another holds it meanwhile, nothing changes.
pub async fn leave(cx: &Cx, id: ConsultId, holder: Uuid) -> Result<()> {
    let mut tx = cx.begin().await?;
    let held = consult_seats::Entity::delete_many().filter(consult_seats::Column::ConsultId.eq(id));
    if held.filter(consult_seats::Column::Holder.eq(holder)).exec(tx.db()).await?.rows_affected == 0 {
        return Ok(());
    }
    tx.tell(Hint::Call(id));
    tx.commit().await
}

/// Whether a signal from one's own seat goes to this seat of the other, and which socket holds that one; nothing where they sit elsewhere by now.
pub async fn hand_on(cx: &Cx, viewer: &Viewer, id: ConsultId, (seat, to): (Uuid, Uuid), signal: &Signal) -> Result<Option<Uuid>> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    cx.ports.throttle.try_signal(&me.to_string())?;
    on(reach::consult(cx.db(), viewer, id).await?)?;
    if !signal.is_small() {
        return Err(Fault::TooLarge);
    }
    let seats = seats(cx.db(), &[id]).await?;
    if !seats.iter().any(|s| s.person_id == me && s.seat == seat) {
        return Err(Fault::Refused("refused-consult"));
    }
    Ok(seats.iter().find(|s| s.person_id != me && s.seat == to).map(|s| s.holder))
}

/// Leaves a signal for the machine on which the other sits. It was let through by `hand_on`.
pub async fn put_by(cx: &Cx, id: ConsultId, (from, to): (Uuid, Uuid), signal: &Signal) -> Result<()> {
    let body = serde_json::to_string(signal).map_err(|why| Fault::Broken(why.to_string()))?;
    let mut tx = cx.begin().await?;
    // A call that ends at this moment has taken out its signals, and none comes after that.
    let row = consults::Entity::find_by_id(id).lock_shared().one(tx.db()).await?;
    if row.is_none_or(|row| reach::state_of(&row) != State::Connected) {
        return Ok(());
    }
    let row = consult_signals::ActiveModel {
        id: Set(cx.new_id()),
        consult_id: Set(id),
        from_seat: Set(from),
        to_seat: Set(to),
        body: Set(body),
        created_at: Set(cx.now()),
    };
    consult_signals::Entity::insert(row).exec_without_returning(tx.db()).await?;
    tx.tell(Hint::Call(id));
    tx.commit().await
}

/// Fetches what waits for these seats, oldest first, and takes it out: from which seat, to which, and what.
pub async fn fetch(cx: &Cx, id: ConsultId, seats: &[Uuid]) -> Result<Vec<(Uuid, Uuid, Signal)>> {
    let waits = || {
        let rows = consult_signals::Entity::find().filter(consult_signals::Column::ConsultId.eq(id));
        rows.filter(consult_signals::Column::ToSeat.is_in(seats.iter().copied()))
    };
    if seats.is_empty() || waits().one(cx.db()).await?.is_none() {
        return Ok(Vec::new());
    }
    let tx = cx.begin().await?;
    let rows = waits().order_by_asc(consult_signals::Column::CreatedAt).order_by_asc(consult_signals::Column::Id);
    let rows = rows.lock_exclusive().all(tx.db()).await?;
    let taken = consult_signals::Entity::delete_many().filter(consult_signals::Column::Id.is_in(rows.iter().map(|r| r.id)));
    taken.exec(tx.db()).await?;
    tx.commit().await?;
    let read = |row: consult_signals::Model| Some((row.from_seat, row.to_seat, serde_json::from_str(&row.body).ok()?));
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Who sits where in a call that is on: person, seat, and the socket that holds it.
pub type Seats = Vec<(PersonId, Uuid, Uuid)>;

/// How calls stand: those that are not on are not in it.
pub async fn stand(cx: &Cx, calls: &[ConsultId]) -> Result<HashMap<ConsultId, Seats>> {
    let on = consults::Entity::find().filter(consults::Column::Id.is_in(calls.iter().copied()));
    let on = on.filter(consults::Column::State.eq(State::Connected.code())).all(cx.db()).await?;
    let mut all: HashMap<ConsultId, Seats> = on.into_iter().map(|row| (row.id, Vec::new())).collect();
    for row in seats(cx.db(), calls).await? {
        if let Some(seats) = all.get_mut(&row.consult_id) {
            seats.push((row.person_id, row.seat, row.holder));
        }
    }
    Ok(all)
}

/// A call is over: nobody sits in it, and nothing waits in it.
pub(super) async fn over(tx: &mut Tx, id: ConsultId) -> Result<()> {
    consult_seats::Entity::delete_many().filter(consult_seats::Column::ConsultId.eq(id)).exec(tx.db()).await?;
    consult_signals::Entity::delete_many().filter(consult_signals::Column::ConsultId.eq(id)).exec(tx.db()).await?;
    tx.tell(Hint::Call(id));
    Ok(())
}

/// Forgets what nobody fetched: the machine that it waited for is gone.
pub async fn forget_old(cx: &Cx) -> Result<()> {
    let before = cx.now() - Duration::seconds(KEPT);
    let stale = consult_signals::Entity::find().filter(consult_signals::Column::CreatedAt.lt(before));
    if stale.one(cx.db()).await?.is_none() {
        return Ok(());
    }
    let tx = cx.begin().await?;
    consult_signals::Entity::delete_many().filter(consult_signals::Column::CreatedAt.lt(before)).exec(tx.db()).await?;
    tx.commit().await
}
