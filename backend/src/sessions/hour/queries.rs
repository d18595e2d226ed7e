//! The hour as screens and the record show it.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::hour::{Group, Hand, HourView, Line, Notes, Phase, Somebody, Used};
use domain::id::{CohortId, PersonId, RoomId, SessionId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use super::run::{self, Track};
use super::tables::{breakouts, hour_lines, hour_used, hours};
use super::{case, groups, hands, here, notes, polls, used};
use crate::programs::queries::names;
use crate::programs::reach::{Ask, Reached};
use crate::sessions::reach::{self, ReachedSession};
use crate::sessions::tables::sessions;
use crate::sessions::{agenda, attendance};
use crate::{Cx, Fault, Result, Viewer};

/// An hour for one viewer's page: the state that all share, and what is theirs.
#[derive(Debug, Clone)]
pub struct Page {
    /// The door.
    pub reached: ReachedSession,
    /// What everybody sees.
    pub view: HourView,
    /// The choices that the viewer voted for.
    pub votes: Vec<Uuid>,
    /// People who may be named as scribe or put into a group.
    pub people: Vec<Somebody>,
}

/// Opens the hour's page: members and the coordinator; not the lead, not the administrator.
pub async fn page(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Page> {
    let reached = reach::session(cx.db(), viewer, slug, id, Ask::Content).await?;
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let votes = polls::mine(cx.db(), id, me).await?;
    let people = if reached.cohort.staff() { people(cx, &reached).await? } else { Vec::new() };
    let view = state(cx, &reached.row, reached.cohort.staff()).await?;
    Ok(Page { view, votes, people, reached })
}

async fn people(cx: &Cx, reached: &ReachedSession) -> Result<Vec<Somebody>> {
    let mut ids = attendance::participants(cx.db(), &reached.cohort).await?;
    ids.extend(crate::programs::queries::staff(cx.db(), reached.cohort.id).await?.into_iter().map(|s| s.id));
    let known = names(cx.db(), ids.iter().copied()).await?;
    let mut all: Vec<Somebody> = known.into_iter().map(|(id, name)| Somebody { id, name }).collect();
    all.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    Ok(all)
}

/// The state of an hour after a version; nothing when it has not moved. The caller has opened the door: this is what the switchboard reads,
/// once for all sockets.
pub async fn frame(cx: &Cx, session: SessionId, after: i64) -> Result<Option<(i64, Value)>> {
    let row = sessions::Entity::find_by_id(session).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let version = hours::Entity::find_by_id(session).one(cx.db()).await?.map_or(0, |h| h.version);
    if version <= after {
        return Ok(None);
    }
    let view = state(cx, &row, false).await?;
    let text = serde_json::to_value(&view).map_err(|e| Fault::Broken(e.to_string()))?;
    Ok(Some((view.version, text)))
}

/// Reads everything. The version is read first: what changes meanwhile comes again under the next. Staff also read what was said to a
/// hidden case; the frame that all screens share has nothing of it.
async fn state(cx: &Cx, session: &sessions::Model, staff: bool) -> Result<HourView> {
    let (db, id) = (cx.db(), session.id);
    let row = hours::Entity::find_by_id(id).one(db).await?;
    let started = row.as_ref().is_some_and(|h| h.started_at.is_some());
    let queue = hands::queue(db, id).await?;
    let said = used::of(db, id).await?;
    let newest = notes::newest(db, id).await?;
    let rounds = groups::newest(db, id).await?;
    let here = here::all(db, id).await?;
    let case = case::now(cx, session, row.as_ref(), staff).await?;
    let host = row.as_ref().and_then(|h| h.host_id);
    let scribe = row.as_ref().and_then(|h| h.scribe_id);
    let ids = queue.iter().map(|h| h.person_id).chain(said.iter().map(|u| u.person_id)).chain(newest.iter().map(|n| n.person_id));
    let ids = ids.chain(here.iter().copied()).chain(host).chain(scribe).chain(groups::everybody(db, &rounds).await?);
    let ids: Vec<PersonId> = ids.collect();
    let known = names(db, ids.into_iter()).await?;
    let name = |id: PersonId| Somebody { id, name: known.get(&id).cloned().unwrap_or_default() };
    let mut here: Vec<Somebody> = here.into_iter().map(name).collect();
    here.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    let (at, step) = row.as_ref().map_or((0, 0), |h| (h.line, h.step));
    Ok(HourView {
        session: id,
        version: row.as_ref().map_or(0, |h| h.version),
        now: cx.now(),
        phase: phase(row.as_ref()),
        started_at: row.as_ref().and_then(|h| h.started_at),
        ended_at: row.as_ref().and_then(|h| h.ended_at),
        host: host.map(name),
        scribe: scribe.map(name),
        agenda: if started { lines(db, id, Track::Agenda, at).await? } else { planned(db, id).await? },
        steps: lines(db, id, Track::Steps, step).await?,
        case,
        hands: queue.iter().map(|h| Hand { id: h.id, who: name(h.person_id), called: h.state == "called" }).collect(),
        here,
        notes: newest.map_or_else(Notes::default, |n| {
            let hidden = row.as_ref().is_some_and(|h| h.notes_hidden_at.is_some());
            let body = if hidden { String::new() } else { n.body };
            Notes { by: name(n.person_id).name, body, version: n.version, at: Some(n.created_at), hidden }
        }),
        polls: polls::counted(db, id).await?,
        used: said.into_iter().map(|u| line_of(u, name)).collect(),
        groups: groups::shown(db, rounds, name).await?,
        told: row.map(|h| h.told).unwrap_or_default(),
    })
}

fn phase(row: Option<&hours::Model>) -> Phase {
    match row {
        Some(h) if h.ended_at.is_some() => Phase::Ended,
        Some(h) if h.started_at.is_some() && h.paused => Phase::Paused,
        Some(h) if h.started_at.is_some() => Phase::Running,
        _ => Phase::Waiting,
    }
}

fn line_of(row: hour_used::Model, name: impl Fn(PersonId) -> Somebody) -> Used {
    let hidden = row.hidden_at.is_some();
    Used { id: row.id, who: name(row.person_id), body: if hidden { String::new() } else { row.body }, hidden }
}

fn line(row: hour_lines::Model, current: i32) -> Line {
    Line {
        current: row.position == current,
        position: row.position,
        kind: row.kind,
        title: row.title,
        minutes: row.minutes,
        spent: i64::from(row.spent),
        since: row.since,
        began_at: row.began_at,
    }
}

async fn lines(db: &impl ConnectionTrait, id: SessionId, track: Track, current: i32) -> Result<Vec<Line>> {
    Ok(run::lines(db, id, track).await?.into_iter().map(|l| line(l, current)).collect())
}

async fn planned(db: &impl ConnectionTrait, id: SessionId) -> Result<Vec<Line>> {
    let item = |(position, i): (i32, agenda::Item)| Line {
        position,
        kind: i.kind,
        title: i.title,
        minutes: i.minutes,
        spent: 0,
        since: None,
        began_at: None,
        current: false,
    };
    Ok((1..).zip(agenda::of(db, id).await?).map(item).collect())
}

/// What stays of an hour on the session's page.
#[derive(Debug, Clone)]
pub struct Record {
    /// The cohort, and the viewer's place in it.
    pub cohort: Reached,
    /// The state as it was left.
    pub view: HourView,
    /// Every round of groups, each group with its room.
    pub rounds: Vec<(i32, Vec<Group>)>,
}

/// The record, for members and the coordinator; nothing when the hour was never opened.
pub async fn record(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Option<Record>> {
    let reached = reach::session(cx.db(), viewer, slug, id, Ask::Content).await?;
    let view = state(cx, &reached.row, false).await?;
    if view.version == 0 {
        return Ok(None);
    }
    Ok(Some(Record { rounds: rounds(cx, id).await?, view, cohort: reached.cohort }))
}

async fn rounds(cx: &Cx, id: SessionId) -> Result<Vec<(i32, Vec<Group>)>> {
    let all = breakouts::Entity::find().filter(breakouts::Column::SessionId.eq(id)).filter(breakouts::Column::State.ne("draft"));
    let all = all.order_by_asc(breakouts::Column::Round).order_by_asc(breakouts::Column::Position).all(cx.db()).await?;
    let known = names(cx.db(), groups::everybody(cx.db(), &all).await?.into_iter()).await?;
    let numbers: Vec<i32> = all.iter().map(|g| g.round).collect();
    let shown = groups::shown(cx.db(), all, |id| Somebody { id, name: known.get(&id).cloned().unwrap_or_default() }).await?;
    let mut out: Vec<(i32, Vec<Group>)> = Vec::new();
    for (round, group) in numbers.into_iter().zip(shown) {
        match out.last_mut().filter(|(n, _)| *n == round) {
            Some((_, groups)) => groups.push(group),
            None => out.push((round, vec![group])),
        }
    }
    Ok(out)
}

/// Those of these sessions that have begun: by the clock, or because somebody started them.
pub(crate) async fn begun(db: &impl ConnectionTrait, now: DateTime<Utc>, of: &[SessionId]) -> Result<HashSet<SessionId>> {
    if of.is_empty() {
        return Ok(HashSet::new());
    }
    let begun = sessions::Entity::find().filter(sessions::Column::Id.is_in(of.iter().copied())).filter(sessions::Column::StartsAt.lte(now));
    let started =
        hours::Entity::find().filter(hours::Column::SessionId.is_in(of.iter().copied())).filter(hours::Column::StartedAt.is_not_null());
    let begun = begun.all(db).await?.into_iter().filter(|s| s.state != "cancelled").map(|s| s.id);
    Ok(begun.chain(started.all(db).await?.into_iter().map(|h| h.session_id)).collect())
}

/// When a session began or will begin: by the clock, or because somebody started it earlier. None for one that was called off unstarted.
pub(crate) async fn began(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<DateTime<Utc>>> {
    let planned = sessions::Entity::find_by_id(id).one(db).await?.filter(|s| s.state != "cancelled").map(|s| s.starts_at);
    let started = hours::Entity::find_by_id(id).one(db).await?.and_then(|h| h.started_at);
    Ok(planned.into_iter().chain(started).min())
}

/// The sessions of a cohort whose hour was closed.
pub(super) async fn held(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<SessionId>> {
    let all = sessions::Entity::find().filter(sessions::Column::CohortId.eq(cohort)).all(db).await?;
    let over = hours::Entity::find().filter(hours::Column::SessionId.is_in(all.into_iter().map(|s| s.id)));
    Ok(over.filter(hours::Column::EndedAt.is_not_null()).all(db).await?.into_iter().map(|h| h.session_id).collect())
}

/// How an hour stands, for links to it: its phase and since when.
pub async fn phase_of(cx: &Cx, id: SessionId) -> Result<(Phase, Option<DateTime<Utc>>)> {
    let row = hours::Entity::find_by_id(id).one(cx.db()).await?;
    Ok((phase(row.as_ref()), row.and_then(|h| h.started_at)))
}

/// The phase alone, also inside a transaction.
pub(crate) async fn phase_in(db: &impl ConnectionTrait, id: SessionId) -> Result<Phase> {
    Ok(phase(hours::Entity::find_by_id(id).one(db).await?.as_ref()))
}

/// The room of the viewer's own group, while it is open.
pub fn my_group(view: &HourView, me: Option<PersonId>) -> Option<(&Group, RoomId)> {
    let open = |g: &&Group| g.state == domain::hour::GroupState::Open && g.members.iter().any(|m| Some(m.id) == me);
    view.groups.iter().find(open).and_then(|g| Some((g, g.room?)))
}
