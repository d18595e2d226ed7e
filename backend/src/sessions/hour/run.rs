//! Running the hour: start, the next line, pause, more minutes, another host, the steps of the case, the scribe, the close.

use chrono::{DateTime, Utc};
use domain::cases::State;
use domain::hour::STEPS;
use domain::id::{CaseId, PersonId, SessionId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::hold::{Held, Part, hold};
use super::tables::hour_lines;
use super::{groups, hands};
use crate::audit::{self, Line};
use crate::cases::reach as case_door;
use crate::cases::tables::cases;
use crate::programs::tables::{cohort_roles, enrolments};
use crate::sessions::agenda;
use crate::sessions::tables::sessions;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// The agenda, or the steps of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Track {
    /// The lines of the agenda.
    Agenda,
    /// The five steps.
    Steps,
}

impl Track {
    /// The stable word.
    pub fn code(self) -> &'static str {
        if self == Self::Agenda { "agenda" } else { "steps" }
    }
    fn now(self, held: &Held) -> i32 {
        if self == Self::Agenda { held.row.line } else { held.row.step }
    }
    fn point(self, held: &mut Held, to: i32) {
        held.set(|row| if self == Self::Agenda { row.line = Set(to) } else { row.step = Set(to) });
        if self == Self::Agenda {
            held.row.line = to;
        } else {
            held.row.step = to;
        }
    }
}

/// Begins the hour: from now on the case is everybody's, and the clocks run. Whoever starts it runs it. Twice is once.
pub async fn start(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let tx = cx.begin().await?;
    let mut held = hold(&tx, viewer, slug, id, Part::Run).await?;
    held.open()?;
    if held.row.started_at.is_some() {
        return Ok(());
    }
    if !held.reached.is_open(cx.now()) {
        return Err(Fault::Conflict("conflict-hour-early"));
    }
    lay(&tx, id).await?;
    let (me, first) = (held.me, first_case(tx.db(), id).await?);
    held.set(|row| {
        row.started_at = Set(Some(cx.now()));
        row.host_id = Set(Some(me));
        row.case_id = Set(first);
    });
    held.row.case_id = first;
    go(&tx, &mut held, Track::Agenda, 1).await?;
    audit::write(&tx, viewer, Line::new("hour.run", "session", id.0).detail(json!({"act": "start"}))).await?;
    held.leave(tx).await
}

/// The agenda as it is planned now, and the five steps, each with its clock at nought.
async fn lay(tx: &Tx, id: SessionId) -> Result<()> {
    let planned = agenda::of(tx.db(), id).await?.into_iter().map(|i| ("agenda", i.kind, i.title, i.minutes));
    let steps = STEPS.into_iter().map(|(kind, minutes)| ("steps", kind.to_owned(), String::new(), minutes));
    let (mut lines, mut places) = (Vec::new(), [0, 0]);
    for (track, kind, title, minutes) in planned.chain(steps) {
        let place = &mut places[usize::from(track == "steps")];
        *place += 1;
        lines.push(hour_lines::ActiveModel {
            id: Set(tx.cx().new_id()),
            session_id: Set(id),
            track: Set(track.to_owned()),
            position: Set(*place),
            kind: Set(kind),
            title: Set(title),
            minutes: Set(minutes),
            spent: Set(0),
            since: Set(None),
            began_at: Set(None),
            ended_at: Set(None),
        });
    }
    hour_lines::Entity::insert_many(lines).exec_without_returning(tx.db()).await?;
    Ok(())
}

async fn first_case(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<CaseId>> {
    let all = cases::Entity::find().filter(cases::Column::SessionId.eq(id));
    let open = all.filter(cases::Column::State.is_in([State::Scheduled.code(), State::Presented.code(), State::Closed.code()]));
    Ok(open.order_by_asc(cases::Column::Number).one(db).await?.map(|c| c.id))
}

pub(super) async fn lines(db: &impl ConnectionTrait, id: SessionId, track: Track) -> Result<Vec<hour_lines::Model>> {
    let all = hour_lines::Entity::find().filter(hour_lines::Column::SessionId.eq(id)).filter(hour_lines::Column::Track.eq(track.code()));
    Ok(all.order_by_asc(hour_lines::Column::Position).all(db).await?)
}

async fn line(db: &impl ConnectionTrait, id: SessionId, track: Track, position: i32) -> Result<Option<hour_lines::Model>> {
    Ok(lines(db, id, track).await?.into_iter().find(|l| l.position == position))
}

/// Stops the clock of a line, and keeps what it had.
async fn settle(tx: &Tx, id: SessionId, track: Track, position: i32, over: bool) -> Result<()> {
    let Some(row) = line(tx.db(), id, track, position).await? else { return Ok(()) };
    let now = tx.cx().now();
    let ran = row.since.map_or(0, |since| i32::try_from((now - since).num_seconds().max(0)).unwrap_or(i32::MAX));
    let change = hour_lines::ActiveModel {
        id: Set(row.id),
        spent: Set(row.spent.saturating_add(ran)),
        since: Set(None),
        ended_at: Set(if over { Some(now) } else { row.ended_at }),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    Ok(())
}

/// Lets the clock of a line run from now on.
async fn run(tx: &Tx, row: &hour_lines::Model, now: DateTime<Utc>, paused: bool) -> Result<()> {
    let change = hour_lines::ActiveModel {
        id: Set(row.id),
        since: Set((!paused).then_some(now)),
        began_at: Set(row.began_at.or(Some(now))),
        ended_at: Set(None),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    Ok(())
}

/// Goes to a line of a track; past the last, the steps are over, and the agenda stays where it is.
async fn go(tx: &Tx, held: &mut Held, track: Track, to: i32) -> Result<()> {
    let (id, from) = (held.row.session_id, track.now(held));
    let Some(row) = line(tx.db(), id, track, to).await? else {
        if track == Track::Steps && to > from {
            settle(tx, id, track, from, true).await?;
            track.point(held, 0);
        }
        return Ok(());
    };
    settle(tx, id, track, from, true).await?;
    run(tx, &row, tx.cx().now(), held.row.paused).await?;
    track.point(held, to);
    // The case begins: so does its first step, unless its steps were gone through.
    if track == Track::Agenda && row.kind == "case" && held.row.step == 0 {
        let first = line(tx.db(), id, Track::Steps, 1).await?.filter(|s| s.began_at.is_none());
        if first.is_some() && held.row.case_id.is_some() {
            Box::pin(go(tx, held, Track::Steps, 1)).await?;
        }
    }
    Ok(())
}

/// To the next line, or back. The form names the line that its page showed: of two hosts who press at once, the second changes nothing.
pub async fn turn(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, track: Track, by: i32, seen: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let mut held = hold(&tx, viewer, slug, id, Part::Run).await?;
    running(&held)?;
    let at = track.now(&held);
    if seen.parse() != Ok(at) {
        return Ok(());
    }
    go(&tx, &mut held, track, at + by).await?;
    held.leave(tx).await
}

fn running(held: &Held) -> Result<()> {
    held.open()?;
    if held.row.started_at.is_none() { Err(Fault::Conflict("conflict-hour-waiting")) } else { Ok(()) }
}

/// Stops the clocks, or lets them run again.
pub async fn pause(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, paused: bool) -> Result<()> {
    let tx = cx.begin().await?;
    let mut held = hold(&tx, viewer, slug, id, Part::Run).await?;
    running(&held)?;
    if held.row.paused == paused {
        return Ok(());
    }
    for track in [Track::Agenda, Track::Steps] {
        let at = track.now(&held);
        match line(tx.db(), id, track, at).await? {
            Some(_) if paused => settle(&tx, id, track, at, false).await?,
            Some(row) => run(&tx, &row, cx.now(), false).await?,
            None => {}
        }
    }
    held.set(|row| row.paused = Set(paused));
    held.leave(tx).await
}

/// Gives the line that is on more minutes, or fewer; never less than one.
pub async fn add(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, track: Track, minutes: &str) -> Result<()> {
    let more: i32 = minutes.parse().ok().filter(|m| (-60..=60).contains(m)).ok_or_else(|| Fault::field("minutes", "fault-choice"))?;
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Run).await?;
    running(&held)?;
    if let Some(row) = line(tx.db(), id, track, track.now(&held)).await? {
        let minutes = Set((row.minutes + more).clamp(1, 480));
        hour_lines::ActiveModel { id: Set(row.id), minutes, ..Default::default() }.update(tx.db()).await?;
    }
    held.leave(tx).await
}

/// The same for what every member may press.
pub async fn unknown_to_members(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let tx = cx.begin().await?;
    hold(&tx, viewer, slug, id, Part::Take).await?;
    Err(Fault::field("act", "fault-choice"))
}

/// A button that no page of ours has: the door is asked all the same, and nothing is done.
pub async fn unknown(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let tx = cx.begin().await?;
    hold(&tx, viewer, slug, id, Part::Run).await?;
    Err(Fault::field("act", "fault-choice"))
}

/// Takes the hour over from whoever runs it (feature B17).
pub async fn take_over(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let tx = cx.begin().await?;
    let mut held = hold(&tx, viewer, slug, id, Part::Run).await?;
    running(&held)?;
    let (me, before) = (held.me, held.row.host_id);
    if before == Some(me) {
        return Ok(());
    }
    held.set(|row| row.host_id = Set(Some(me)));
    audit::write(&tx, viewer, Line::new("hour.run", "session", id.0).detail(json!({"act": "take_over", "from": before}))).await?;
    held.leave(tx).await
}

/// Takes up a case of this session, its steps from the first on.
pub async fn take_up(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, case: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let mut held = hold(&tx, viewer, slug, id, Part::Run).await?;
    running(&held)?;
    let chosen: CaseId = case.parse().map_err(|_| Fault::field("case", "fault-choice"))?;
    let row = cases::Entity::find_by_id(chosen).filter(cases::Column::SessionId.eq(id)).one(tx.db()).await?;
    row.filter(|c| case_door::state_of(c).is_published()).ok_or_else(|| Fault::field("case", "fault-choice"))?;
    if held.row.case_id != Some(chosen) || held.row.step == 0 {
        let at = held.row.step;
        settle(&tx, id, Track::Steps, at, true).await?;
        for step in lines(tx.db(), id, Track::Steps).await? {
            hour_lines::ActiveModel {
                id: Set(step.id),
                spent: Set(0),
                since: Set(None),
                began_at: Set(None),
                ended_at: Set(None),
                ..Default::default()
            }
            .update(tx.db())
            .await?;
        }
        held.set(|row| row.case_id = Set(Some(chosen)));
        held.row.case_id = Some(chosen);
        Track::Steps.point(&mut held, 0);
        go(&tx, &mut held, Track::Steps, 1).await?;
    }
    held.leave(tx).await
}

/// Names who writes down the recommendations: a member, or nobody.
pub async fn name_scribe(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, person: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let mut held = hold(&tx, viewer, slug, id, Part::Run).await?;
    held.open()?;
    let chosen = match person {
        "" => None,
        text => {
            let person: PersonId = text.parse().map_err(|_| Fault::field("scribe", "fault-choice"))?;
            let cohort = held.reached.cohort.id;
            let enrolled = enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(cohort));
            let enrolled = enrolled.filter(enrolments::Column::PersonId.eq(person)).filter(enrolments::Column::State.eq("enrolled"));
            let role = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.eq(cohort));
            let role = role.filter(cohort_roles::Column::PersonId.eq(person));
            if enrolled.one(tx.db()).await?.is_none() && role.one(tx.db()).await?.is_none() {
                return Err(Fault::field("scribe", "fault-choice"));
            }
            Some(person)
        }
    };
    held.set(|row| row.scribe_id = Set(chosen));
    held.leave(tx).await
}

/// Closes the hour: clocks stop, hands go down, groups come back, the case counts as presented and the session as held. Twice is once.
pub async fn close(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let mut tx = cx.begin().await?;
    // The session's row first, as everybody does who takes both.
    sessions::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?;
    let mut held = hold(&tx, viewer, slug, id, Part::Run).await?;
    if held.row.ended_at.is_some() {
        return Ok(());
    }
    running(&held)?;
    for track in [Track::Agenda, Track::Steps] {
        let at = track.now(&held);
        settle(&tx, id, track, at, true).await?;
    }
    hands::lower_all(&tx, id).await?;
    groups::call_back(&mut tx, id).await?;
    present(&mut tx, viewer, slug, &held).await?;
    sessions::ActiveModel { id: Set(id), state: Set("held".to_owned()), updated_at: Set(cx.now()), ..Default::default() }
        .update(tx.db())
        .await?;
    held.set(|row| {
        row.ended_at = Set(Some(cx.now()));
        row.paused = Set(false);
        row.line = Set(0);
        row.step = Set(0);
    });
    audit::write(&tx, viewer, Line::new("hour.run", "session", id.0).detail(json!({"act": "close"}))).await?;
    held.leave(tx).await
}

/// The cases of this session whose steps were begun are presented; without steps, the one case of the hour is left to its page.
async fn present(tx: &mut Tx, viewer: &Viewer, slug: &str, held: &Held) -> Result<()> {
    let begun = lines(tx.db(), held.row.session_id, Track::Steps).await?.iter().any(|s| s.began_at.is_some());
    let Some(case) = held.row.case_id.filter(|_| begun) else { return Ok(()) };
    let row = cases::Entity::find_by_id(case).one(tx.db()).await?;
    if row.is_some_and(|c| case_door::state_of(&c) == State::Scheduled) {
        crate::cases::review::present_in(tx, viewer, slug, case).await?;
    }
    Ok(())
}

/// Opens a closed hour again: a slip of the hand ends nothing. What was presented stays so.
pub async fn reopen(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let tx = cx.begin().await?;
    let mut held = hold(&tx, viewer, slug, id, Part::Run).await?;
    if held.row.ended_at.is_none() {
        return Ok(());
    }
    let last = lines(tx.db(), id, Track::Agenda).await?.into_iter().filter(|l| l.began_at.is_some()).max_by_key(|l| l.ended_at);
    held.set(|row| row.ended_at = Set(None));
    held.row.paused = false;
    if let Some(last) = last {
        go(&tx, &mut held, Track::Agenda, last.position).await?;
    }
    audit::write(&tx, viewer, Line::new("hour.run", "session", id.0).detail(json!({"act": "reopen"}))).await?;
    held.leave(tx).await
}
