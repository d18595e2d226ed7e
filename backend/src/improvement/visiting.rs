//! Practice visits (H8): booked by the mentor or the coordinator, reported by the mentor, linked to the plan that they are about.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::fault::{Faults, FieldFault};
use domain::id::{PersonId, PlanId, SessionId, VisitId};
use domain::text::{self, NAME};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::door::{self, Group};
use super::letters;
use super::tables::{action_plans, practice_visits};
use super::writing;
use crate::audit::{self, Line};
use crate::programs::commands::date;
use crate::programs::queries::names;
use crate::programs::reach::Reached;
use crate::programs::roles::is_enrolled;
use crate::sessions::schedule;
use crate::{Cx, Fault, Result, Tx, Viewer, careful};

/// Longest part of a report, in characters.
const LONGEST: usize = 4000;
/// How a visit is made.
pub const WAYS: [&str; 3] = ["practice", "video", "phone"];

/// A visit, as typed by whoever books it.
#[derive(Debug, Clone, Default)]
pub struct Booking {
    /// Whose practice.
    pub person: String,
    /// The plan that it is about; may be empty.
    pub plan: String,
    /// Its day, `2026-03-26`.
    pub date: String,
    /// Its time, `08:00`.
    pub time: String,
    /// One of `WAYS`.
    pub way: String,
    /// Where; may be empty.
    pub place: String,
}

/// What the mentor writes afterwards.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What was tried in practice; the one visited reads it.
    pub tried: String,
    /// The next step; the one visited reads it.
    pub next_step: String,
    /// The mentor's own note.
    pub own_note: String,
}

/// A visit in a list: when, whose, whether it is reported.
#[derive(Debug, Clone)]
pub struct VisitLine {
    /// The visit.
    pub id: VisitId,
    /// Whose practice.
    pub name: String,
    /// When.
    pub starts_at: DateTime<Utc>,
    /// The zone it was booked in.
    pub zone: String,
    /// One of `WAYS`.
    pub way: String,
    /// Where; may be empty.
    pub place: String,
    /// booked, reported, cancelled
    pub state: String,
}

/// The visits that a viewer may know of, and what the form of a new one offers.
#[derive(Debug, Clone)]
pub struct Visits {
    /// The group's cohort.
    pub reached: Reached,
    /// The latest first.
    pub lines: Vec<VisitLine>,
    /// May book: the mentor and the coordinator.
    pub books: bool,
    /// Whom to visit.
    pub people: Vec<(PersonId, String)>,
    /// Plans that were handed in, with their owner's name and the number of their session.
    pub plans: Vec<(PlanId, String, i32)>,
}

fn knows_of(group: &Group) -> bool {
    group.accompanies() || group.reached.own()
}

/// Visits: all of the group for the mentor and the coordinator, one's own for who takes or took part.
pub async fn list(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Visits> {
    let group = door::group_for(cx.db(), viewer, slug, knows_of).await?;
    let books = group.accompanies();
    let rows = practice_visits::Entity::find()
        .filter(practice_visits::Column::CohortId.eq(group.reached.id))
        .order_by_desc(practice_visits::Column::StartsAt)
        .all(cx.db())
        .await?;
    let rows: Vec<_> = rows.into_iter().filter(|row| books || viewer.is(row.person_id)).collect();
    let members = crate::sessions::attendance::participants(cx.db(), &group.reached).await?;
    let called = names(cx.db(), rows.iter().map(|r| r.person_id).chain(members.iter().copied())).await?;
    let name = |id: PersonId| called.get(&id).cloned().unwrap_or_default();
    let plans = if books { handed_in(cx.db(), &group).await? } else { Vec::new() };
    let numbers: HashMap<SessionId, i32> = schedule::of_cohort(cx.db(), group.reached.id).await?.iter().map(|s| (s.id, s.number)).collect();
    let plan = |p: action_plans::Model| (p.id, name(p.person_id), numbers.get(&p.session_id).copied().unwrap_or_default());
    let line = |r: practice_visits::Model| VisitLine {
        id: r.id,
        name: name(r.person_id),
        starts_at: r.starts_at,
        zone: r.zone,
        way: r.way,
        place: r.place,
        state: r.state,
    };
    Ok(Visits {
        lines: rows.into_iter().map(line).collect(),
        books,
        people: if books { members.iter().map(|id| (*id, name(*id))).collect() } else { Vec::new() },
        plans: plans.into_iter().map(plan).collect(),
        reached: group.reached,
    })
}

async fn handed_in(db: &impl ConnectionTrait, group: &Group) -> Result<Vec<action_plans::Model>> {
    let rows = action_plans::Entity::find().filter(action_plans::Column::CohortId.eq(group.reached.id)).all(db).await?;
    Ok(rows.into_iter().filter(|row| writing::state_of(row).is_handed_in()).collect())
}

/// Books a visit; the one visited gets a letter, unless it lies behind already. `once` makes a form that is sent twice book one.
pub async fn book(cx: &Cx, viewer: &Viewer, slug: &str, once: Uuid, typed: &Booking) -> Result<VisitId> {
    let mut tx = cx.begin().await?;
    let group = door::group_for(tx.db(), viewer, slug, Group::accompanies).await?;
    let id = VisitId(once);
    if practice_visits::Entity::find_by_id(id).one(tx.db()).await?.is_some() {
        return Ok(id);
    }
    let row = judge(&tx, viewer, &group, id, typed).await?;
    practice_visits::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let row = practice_visits::Entity::find_by_id(id).one(tx.db()).await?.ok_or(Fault::Missing)?;
    audit::write(&tx, viewer, Line::new("visit.book", "visit", once).about(row.person_id).detail(json!({ "plan": row.plan_id }))).await?;
    if row.starts_at > cx.now() {
        letters::visit(&mut tx, &group, &row, false).await?;
    }
    tx.commit().await?;
    Ok(id)
}

async fn judge(tx: &Tx, viewer: &Viewer, group: &Group, id: VisitId, typed: &Booking) -> Result<practice_visits::ActiveModel> {
    let mut faults = Faults::new();
    let person = faults.take(member(tx, group, &typed.person).await?);
    let on = faults.take(date("date", &typed.date));
    let at = faults.take(schedule::time("time", &typed.time));
    let place = faults.take(text::optional_line("place", &typed.place, NAME)).unwrap_or_default();
    if !WAYS.contains(&typed.way.as_str()) {
        faults.add(FieldFault::new("way", "fault-choice"));
    }
    let plan = plan_of(tx, group, &typed.plan).await?;
    if plan.as_ref().is_some_and(|plan| Some(plan.person_id) != person) {
        faults.add(FieldFault::new("plan", "fault-visit-plan"));
    }
    faults.done()?;
    let ((Some(person), Some(on)), Some(at)) = ((person, on), at) else { return Err(Fault::Missing) };
    let now = tx.cx().now();
    Ok(practice_visits::ActiveModel {
        id: Set(id),
        cohort_id: Set(group.reached.id),
        person_id: Set(person),
        plan_id: Set(plan.map(|p| p.id)),
        booked_by: Set(viewer.person().ok_or(Fault::SignIn)?),
        reported_by: Set(None),
        local_date: Set(on),
        local_time: Set(at),
        zone: Set(group.reached.zone.clone()),
        starts_at: Set(schedule::moment(on, at, &group.reached.zone)?),
        way: Set(typed.way.clone()),
        place: Set(place),
        state: Set("booked".to_owned()),
        tried: Set(String::new()),
        next_step: Set(String::new()),
        own_note: Set(String::new()),
        reported_at: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    })
}

async fn member(tx: &Tx, group: &Group, typed: &str) -> Result<std::result::Result<PersonId, FieldFault>> {
    let nobody = FieldFault::new("person", "fault-choice");
    let Ok(person) = typed.parse::<PersonId>() else { return Ok(Err(nobody)) };
    Ok(if is_enrolled(tx.db(), group.reached.id, person).await? { Ok(person) } else { Err(nobody) })
}

async fn plan_of(tx: &Tx, group: &Group, typed: &str) -> Result<Option<action_plans::Model>> {
    match typed.parse::<PlanId>() {
        Ok(id) => Ok(Some(writing::of_group(tx.db(), group, id).await?)),
        Err(_) => Ok(None),
    }
}

/// One visit, as far as its reader may know it.
#[derive(Debug, Clone)]
pub struct VisitView {
    /// The group's cohort.
    pub reached: Reached,
    /// When, whose, whether it is reported.
    pub line: VisitLine,
    /// The plan that it is about, for those who read it.
    pub plan: Option<PlanId>,
    /// What was tried; nothing where the reader sees the outline.
    pub tried: Option<String>,
    /// The next step.
    pub next_step: Option<String>,
    /// The mentor's own note; for mentors only.
    pub own_note: Option<String>,
    /// May report.
    pub reports: bool,
    /// May call it off.
    pub cancels: bool,
}

/// Opens a visit: its words for the one visited and the mentor; the coordinator sees that it was (`mentor.note_read`).
pub async fn one(cx: &Cx, viewer: &Viewer, slug: &str, id: VisitId) -> Result<VisitView> {
    let (group, row) = of_group(cx.db(), viewer, slug, id).await?;
    let reads = viewer.is(row.person_id) || group.reached.mentor;
    let called = names(cx.db(), [row.person_id].into_iter()).await?;
    let booked = row.state == "booked";
    let line = VisitLine {
        id,
        name: called.get(&row.person_id).cloned().unwrap_or_default(),
        starts_at: row.starts_at,
        zone: row.zone,
        way: row.way,
        place: row.place,
        state: row.state,
    };
    Ok(VisitView {
        line,
        plan: row.plan_id.filter(|_| reads || group.reached.coordinator),
        tried: reads.then_some(row.tried),
        next_step: reads.then_some(row.next_step),
        own_note: group.reached.mentor.then_some(row.own_note),
        reports: group.reached.mentor,
        cancels: booked && group.accompanies(),
        reached: group.reached,
    })
}

async fn of_group(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str, id: VisitId) -> Result<(Group, practice_visits::Model)> {
    let group = door::group(db, viewer, slug).await?;
    let found = practice_visits::Entity::find_by_id(id).filter(practice_visits::Column::CohortId.eq(group.reached.id)).one(db).await?;
    let row = found.filter(|row| group.accompanies() || viewer.is(row.person_id)).ok_or(Fault::Missing)?;
    Ok((group, row))
}

/// Writes the report of a visit, or writes it anew.
pub async fn report(cx: &Cx, viewer: &Viewer, slug: &str, id: VisitId, typed: &Report) -> Result<()> {
    let tx = cx.begin().await?;
    let (group, row) = of_group(tx.db(), viewer, slug, id).await?;
    if !group.reached.mentor {
        return Err(Fault::Refused("refused-role"));
    }
    if row.state == "cancelled" {
        return Err(Fault::Conflict("conflict-visit-off"));
    }
    if row.starts_at > cx.now() {
        return Err(Fault::Conflict("conflict-visit-ahead"));
    }
    let mut faults = Faults::new();
    let tried = faults.take(careful::long(viewer, "tried", &typed.tried, LONGEST)).unwrap_or_default();
    let next_step = faults.take(careful::optional_long(viewer, "next_step", &typed.next_step, LONGEST)).unwrap_or_default();
    let own_note = faults.take(careful::optional_long(viewer, "own_note", &typed.own_note, LONGEST)).unwrap_or_default();
    faults.done()?;
    let change = practice_visits::ActiveModel {
        id: Set(id),
        state: Set("reported".to_owned()),
        tried: Set(tried),
        next_step: Set(next_step),
        own_note: Set(own_note),
        reported_by: Set(viewer.person()),
        reported_at: Set(Some(cx.now())),
        updated_at: Set(cx.now()),
        ..Default::default()
    };
    practice_visits::Entity::update(change).exec(tx.db()).await?;
    let detail = json!({ "before": row.state, "after": "reported" });
    audit::write(&tx, viewer, Line::new("mentor.note_write", "visit", id.0).about(row.person_id).detail(detail)).await?;
    tx.commit().await
}

/// Calls a visit off that has not been reported; the one visited gets a letter.
pub async fn cancel(cx: &Cx, viewer: &Viewer, slug: &str, id: VisitId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let (group, row) = of_group(tx.db(), viewer, slug, id).await?;
    if !group.accompanies() {
        return Err(Fault::Refused("refused-role"));
    }
    if row.state == "cancelled" {
        return Ok(());
    }
    if row.state != "booked" {
        return Err(Fault::Conflict("conflict-visit-reported"));
    }
    let change =
        practice_visits::ActiveModel { id: Set(id), state: Set("cancelled".to_owned()), updated_at: Set(cx.now()), ..Default::default() };
    practice_visits::Entity::update(change).exec(tx.db()).await?;
    let detail = json!({ "before": "booked", "after": "cancelled" });
    audit::write(&tx, viewer, Line::new("visit.book", "visit", id.0).about(row.person_id).detail(detail)).await?;
    letters::visit(&mut tx, &group, &row, true).await?;
    tx.commit().await
}
