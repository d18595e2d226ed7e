//! A call from the request to its end: asking, answering, passing on, "soon, not now", giving up, hanging up.

use chrono::{DateTime, Duration, Utc};
use domain::consults::ringing::{Refusal, answer as may_answer};
use domain::consults::{Act, State, log};
use domain::fault::{Faults, FieldFault};
use domain::id::{ConsultId, PathwayId, PersonId};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::reach::{self, Ask, ReachedConsult, state_of};
use super::tables::{consult_hops, consults};
use super::{letters, ringing, signals, words};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Tx, Viewer, secret};

/// States of a call that is not over.
pub(crate) const LIVE: [&str; 5] = ["requested", "ringing", "missed", "escalated", "connected"];

/// A request, as typed. No word of a patient is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The key of what it makes: sent twice, it makes one.
    pub once: Uuid,
    /// `video` or `phone`.
    pub mode: String,
    /// `now` or `today`.
    pub urgency: String,
    /// Where the caller is; their own community when empty.
    pub community: String,
    /// They looked at what may tell who somebody is.
    pub looked: bool,
}

/// Asks for a call, and rings the first. Whoever has one that is not over on this pathway gets that one.
pub async fn request(cx: &Cx, viewer: &Viewer, pathway: PathwayId, typed: &Request) -> Result<ConsultId> {
    let mut tx = cx.begin().await?;
    let reached = reach::pathway(tx.db(), viewer, pathway, Ask::Request).await?;
    let me = viewer.person().ok_or(Fault::SignIn)?;
    if let Some(known) = known(tx.db(), me, pathway, typed.once).await? {
        return Ok(known);
    }
    reached.open()?;
    let row = parse(&tx, viewer, &reached, me, typed).await?;
    cx.ports.throttle.try_call(&me.to_string())?;
    // The second of two at once waits at the unique index, writes nothing and finds the first's.
    let quiet = OnConflict::new().do_nothing().to_owned();
    let written = consults::Entity::insert(row).on_conflict(quiet).exec_without_returning(tx.db()).await?;
    let id = ConsultId(typed.once);
    if written == 0 {
        return known(tx.db(), me, pathway, typed.once).await?.ok_or(Fault::Busy);
    }
    ringing::begin(&mut tx, id, &reached.row, me).await?;
    let detail = json!({ "mode": typed.mode, "urgency": typed.urgency });
    audit::write(&tx, viewer, Line::new("consult.request", "consult", id.0).detail(detail)).await?;
    tx.commit().await?;
    Ok(id)
}

/// The call that this form has made already, or the one that is not over.
async fn known(db: &impl ConnectionTrait, me: PersonId, pathway: PathwayId, once: Uuid) -> Result<Option<ConsultId>> {
    let mine = || consults::Entity::find().filter(consults::Column::CallerId.eq(me));
    if let Some(row) = mine().filter(consults::Column::Id.eq(ConsultId(once))).one(db).await? {
        return Ok(Some(row.id));
    }
    let live = mine().filter(consults::Column::PathwayId.eq(pathway)).filter(consults::Column::State.is_in(LIVE));
    Ok(live.one(db).await?.map(|row| row.id))
}

async fn parse(tx: &Tx, viewer: &Viewer, reached: &reach::ReachedPathway, me: PersonId, typed: &Request) -> Result<consults::ActiveModel> {
    let mut faults = Faults::new();
    let of = |field: &str, text: &str, all: &[&'static str]| log::one_of(text, all).ok_or_else(|| FieldFault::new(field, "fault-choice"));
    let mode = faults.take(of("mode", &typed.mode, &log::MODES)).unwrap_or_default();
    let urgency = faults.take(of("urgency", &typed.urgency, &log::URGENCIES)).unwrap_or_default();
    let community = faults.take(words::community(viewer, "community", &typed.community, typed.looked)).unwrap_or_default();
    if mode == "video" && reached.row.video_url.is_empty() {
        faults.add(FieldFault::new("mode", "fault-pathway-no-video"));
    }
    faults.done()?;
    let person = people::Entity::find_by_id(me).one(tx.db()).await?.ok_or(Fault::SignIn)?;
    let community = if community.is_empty() { person.community } else { community };
    Ok(consults::ActiveModel {
        id: Set(ConsultId(typed.once)),
        pathway_id: Set(reached.id),
        caller_id: Set(me),
        acceptor_id: Set(None),
        mode: Set(mode.to_owned()),
        urgency: Set(urgency.to_owned()),
        community: Set(community.chars().take(120).collect()),
        region: Set(person.health_authority.chars().take(120).collect()),
        room: Set(secret::token(tx.cx()).chars().take(32).collect()),
        state: Set(State::Requested.code().to_owned()),
        no_credit: Set(String::new()),
        hop: Set(0),
        hop_since: Set(None),
        due_at: Set(None),
        promised_by: Set(None),
        promised_for: Set(None),
        requested_at: Set(tx.cx().now()),
        connected_at: Set(None),
        ended_at: Set(None),
        closed_at: Set(None),
        kind: Set(String::new()),
        reason_group: Set(String::new()),
        outcome: Set(String::new()),
        minutes: Set(None),
        patient_present: Set(false),
        follow_up: Set(String::new()),
        followed_up_at: Set(None),
        version: Set(1),
    })
}

/// Answers a call. Of several at once one gets it; the others are told so (409).
pub async fn answer(cx: &Cx, viewer: &Viewer, id: ConsultId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.rung()?;
    let (row, me) = (reached.row.clone(), reached.me);
    if row.acceptor_id == Some(me) {
        return Ok(());
    }
    let before = reached.state();
    let back = before == State::Missed && promised(&tx, id, me).await?;
    let state = if back { call_back(&tx, &row, me).await? } else { in_turn(&tx, &row, before, me).await? };
    let now = tx.cx().now();
    // The row is held; and even so the store itself lets one through only.
    let took = consults::Entity::update_many()
        .col_expr(consults::Column::State, Expr::value(state.code()))
        .col_expr(consults::Column::AcceptorId, Expr::value(Some(me.0)))
        .col_expr(consults::Column::ConnectedAt, Expr::value(now))
        .col_expr(consults::Column::DueAt, Expr::value(now + Duration::minutes(i64::from(log::LONGEST))))
        .col_expr(consults::Column::Version, Expr::col(consults::Column::Version).add(1))
        .filter(consults::Column::Id.eq(id))
        .filter(consults::Column::AcceptorId.is_null())
        .filter(consults::Column::State.eq(before.code()))
        .exec(tx.db())
        .await?;
    if took.rows_affected != 1 {
        return Err(Fault::Conflict("conflict-call-answered"));
    }
    mark(&tx, id, me, "answered", None).await?;
    ringing::settle_hops(&tx, id).await?;
    letters::hush(&tx, id).await?;
    audit::write(&tx, viewer, Line::new("consult.accept", "consult", id.0).about(row.caller_id).detail(json!({ "hop": row.hop }))).await?;
    tx.tell(Hint::Work);
    tx.commit().await
}

async fn in_turn(tx: &Tx, row: &consults::Model, state: State, me: PersonId) -> Result<State> {
    let rows = ringing::hops_of(tx.db(), row.id).await?;
    let hop = usize::try_from(row.hop).unwrap_or(0);
    may_answer(state, &ringing::hops(&rows), hop, me).map_err(|why| match why {
        Refusal::Answered if row.acceptor_id.is_none() => Fault::Conflict("conflict-call-over"),
        Refusal::Answered => Fault::Conflict("conflict-call-answered"),
        Refusal::NotRung | Refusal::NotRinging => Fault::Conflict("conflict-call-not-rung"),
    })
}

/// Whoever said "soon" comes now: a hop of their own, rung and answered at once.
async fn call_back(tx: &Tx, row: &consults::Model, me: PersonId) -> Result<State> {
    let rows = ringing::hops_of(tx.db(), row.id).await?;
    let now = tx.cx().now();
    let hop = consult_hops::ActiveModel {
        id: Set(tx.cx().new_id()),
        consult_id: Set(row.id),
        person_id: Set(me),
        hop: Set(rows.iter().map(|r| r.hop).max().unwrap_or(0) + 1),
        seconds: Set(0),
        state: Set("answered".to_owned()),
        rung_at: Set(Some(now)),
        ended_at: Set(Some(now)),
        promised_for: Set(None),
    };
    consult_hops::Entity::insert(hop).exec_without_returning(tx.db()).await?;
    let state = State::Missed.after(Act::Escalate).and_then(|s| s.after(Act::Answer));
    state.ok_or(Fault::Conflict("conflict-call-over"))
}

/// Marks the newest hop in which somebody was rung; with a promise, when they said "soon".
async fn mark(tx: &Tx, id: ConsultId, person: PersonId, state: &str, promised: Option<DateTime<Utc>>) -> Result<()> {
    let rows = ringing::hops_of(tx.db(), id).await?;
    let Some(row) = rows.iter().rfind(|r| r.person_id == person && r.rung_at.is_some()) else { return Ok(()) };
    let change = consult_hops::ActiveModel {
        id: Set(row.id),
        state: Set(state.to_owned()),
        ended_at: Set(Some(tx.cx().now())),
        promised_for: Set(promised),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    Ok(())
}

/// Passes a call on, at once; with minutes: "soon, not now", and the caller hears in how many (G4). The next are rung either way.
/// Several may promise: each promise stands until it is taken back by the one who made it, and whoever made one may come.
pub async fn pass_on(cx: &Cx, viewer: &Viewer, id: ConsultId, soon: Option<i64>) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.rung()?;
    let (row, me) = (reached.row.clone(), reached.me);
    let soon = soon.map(|m| log::SOON.into_iter().find(|s| *s == m).ok_or_else(|| Fault::field("minutes", "fault-choice"))).transpose()?;
    if row.acceptor_id.is_some() {
        return Err(Fault::Conflict("conflict-call-answered"));
    }
    // A promise that the caller waits for is the one thing that can be passed on when nothing rings.
    let kept = reached.state() == State::Missed && promised(&tx, id, me).await?;
    if !(reached.state().rings() || kept && soon.is_none()) {
        return Err(Fault::Conflict("conflict-call-not-rung"));
    }
    let at = soon.map(|minutes| cx.now() + Duration::minutes(minutes));
    mark(&tx, id, me, if soon.is_some() { "soon" } else { "passed" }, at).await?;
    let row = tell_soonest(&tx, row, reached.state()).await?;
    ringing::advance(&mut tx, row, false).await?;
    audit::write(&tx, viewer, Line::new("consult.pass", "consult", id.0).detail(json!({ "soon": soon }))).await?;
    tx.commit().await
}

/// Whether somebody's promise stands.
async fn promised(tx: &Tx, id: ConsultId, person: PersonId) -> Result<bool> {
    Ok(ringing::promises(&ringing::hops_of(tx.db(), id).await?).iter().any(|(who, _)| *who == person))
}

/// The soonest promise stands in the call's own row. When nothing rings, the caller waits for the last; when the last was taken back, nobody comes.
async fn tell_soonest(tx: &Tx, row: consults::Model, state: State) -> Result<consults::Model> {
    let promises = ringing::promises(&ringing::hops_of(tx.db(), row.id).await?);
    let soonest = promises.first().copied();
    if state != State::Missed && soonest == row.promised_by.zip(row.promised_for) {
        return Ok(row);
    }
    let due = ringing::waits_until(&promises).unwrap_or_else(|| tx.cx().now());
    ringing::write(tx, row, state, |c| {
        c.promised_by = Set(soonest.map(|(who, _)| who));
        c.promised_for = Set(soonest.map(|(_, at)| at));
        if state == State::Missed {
            c.due_at = Set(Some(due));
        }
    })
    .await
}

/// The caller gives up before anybody came. It is counted all the same.
pub async fn give_up(cx: &Cx, viewer: &Viewer, id: ConsultId) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.caller()?;
    let state = reached.state().after(Act::GiveUp).ok_or(Fault::Conflict("conflict-call-over"))?;
    let now = cx.now();
    ringing::write(&tx, reached.row, state, |c| {
        c.due_at = Set(None);
        c.ended_at = Set(Some(now));
    })
    .await?;
    ringing::settle_hops(&tx, id).await?;
    letters::hush(&tx, id).await?;
    audit::write(&tx, viewer, Line::new("consult.end", "consult", id.0).detail(json!({ "did": "give_up" }))).await?;
    tx.commit().await
}

/// Either of the two says that the call is over. Twice is once.
pub async fn hang_up(cx: &Cx, viewer: &Viewer, id: ConsultId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.party()?;
    if reached.row.connected_at.is_some() && reached.state().is_over() {
        return Ok(());
    }
    end(&mut tx, &reached).await?;
    audit::write(&tx, viewer, Line::new("consult.end", "consult", id.0).detail(json!({ "did": "hang_up" }))).await?;
    tx.commit().await
}

/// Ends a call that is on: nothing goes from one browser to the other any more.
pub(super) async fn end(tx: &mut Tx, reached: &ReachedConsult) -> Result<consults::Model> {
    let state = state_of(&reached.row).after(Act::HangUp).ok_or(Fault::Conflict("conflict-call-not-on"))?;
    let now = tx.cx().now();
    signals::over(tx, reached.id).await?;
    ringing::write(tx, reached.row.clone(), state, |c| {
        c.due_at = Set(None);
        c.ended_at = Set(Some(now));
    })
    .await
}
