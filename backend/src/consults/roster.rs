//! The roster: who answers when, where nobody does, who stands there twice; notes from one shift to the next.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use domain::consults::roster::{self as rules, Gap};
use domain::fault::{Faults, FieldFault};
use domain::id::{PathwayId, PersonId, ShiftId};
use domain::when::{self, WallFault, Zone};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::reach::{self, Ask, ReachedPathway};
use super::tables::{handovers, pathways, shift_swaps, shifts};
use super::{ringing, words};
use crate::audit::{self, Line};
use crate::programs::queries::names;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// The days that a page of the roster shows.
pub const DAYS: i64 = 14;
/// The longest shift, in hours.
const LONGEST: i64 = 72;
/// The longest note.
const NOTE: usize = 600;

/// One shift, for those who may see who is on call.
#[derive(Debug, Clone)]
pub struct ShiftLine {
    /// Its key.
    pub id: ShiftId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub to: DateTime<Utc>,
    /// Second in line.
    pub backup: bool,
    /// Another of the same kind stands at the same time.
    pub doubled: bool,
    /// They want to give it away: the key of the offer.
    pub offered: Option<Uuid>,
    /// For the form that changes it.
    pub version: i32,
}

/// A page of the roster.
#[derive(Debug, Clone)]
pub struct RosterView {
    /// The pathway.
    pub reached: ReachedPathway,
    /// The first day shown.
    pub from: NaiveDate,
    /// The shifts that touch these days.
    pub shifts: Vec<ShiftLine>,
    /// Where nobody is on shift; only of a pathway that is answered at all times.
    pub gaps: Vec<Gap>,
    /// Who answers, by name.
    pub crew: Vec<(PersonId, String)>,
}

fn zone(row: &pathways::Model) -> Zone {
    Zone::or_utc(&row.zone)
}

/// A page of the roster from a day on; from today when there is none.
pub async fn view(cx: &Cx, viewer: &Viewer, id: PathwayId, from: Option<NaiveDate>) -> Result<RosterView> {
    let reached = reach::pathway(cx.db(), viewer, id, Ask::Roster).await?;
    let zone = zone(&reached.row);
    let today = when::utc_to_local(cx.now(), &zone).0;
    let from = from.filter(|day| (*day - today).num_days().abs() < 400).unwrap_or(today);
    days(cx, reached, from).await
}

async fn days(cx: &Cx, reached: ReachedPathway, from: NaiveDate) -> Result<RosterView> {
    let (id, zone) = (reached.id, zone(&reached.row));
    let begin = midnight(from, &zone);
    let end = midnight(from + Duration::days(DAYS), &zone);
    let rows = ringing::on_roster(cx.db(), id, begin, end).await?;
    let shifts: Vec<rules::Shift> = rows.iter().map(ringing::shift).collect();
    let gaps = if reached.row.always { rules::gaps(&shifts, begin.max(cx.now()).min(end), end) } else { Vec::new() };
    let mut crew: Vec<(PersonId, String)> = ringing::crew(cx.db(), id).await?.into_iter().map(|(_, p)| (p.id, p.name)).collect();
    crew.sort_by_cached_key(|(_, name)| crate::search::fold::folded(name));
    Ok(RosterView { shifts: lines(cx.db(), rows).await?, reached, from, gaps, crew })
}

/// One shift, for who may change it.
pub async fn one(cx: &Cx, viewer: &Viewer, id: PathwayId, which: ShiftId) -> Result<(RosterView, ShiftLine)> {
    let reached = reach::pathway(cx.db(), viewer, id, Ask::Shift).await?;
    let row = shifts::Entity::find_by_id(which).filter(shifts::Column::PathwayId.eq(id)).one(cx.db()).await?.ok_or(Fault::Missing)?;
    if !reached.staff() && !viewer.is(row.person_id) {
        return Err(Fault::Refused("refused-role"));
    }
    let day = when::utc_to_local(row.from_at, &zone(&reached.row)).0;
    let view = days(cx, reached, day).await?;
    let line = view.shifts.iter().find(|s| s.id == which).cloned().ok_or(Fault::Missing)?;
    Ok((view, line))
}

/// The first moment of a day.
fn midnight(day: NaiveDate, zone: &Zone) -> DateTime<Utc> {
    match when::local_to_utc(day, NaiveTime::MIN, zone) {
        Ok(at) | Err(WallFault::Ambiguous(at, _)) => at,
        Err(WallFault::Skipped(time)) => when::local_to_utc(day, time, zone).unwrap_or(day.and_time(NaiveTime::MIN).and_utc()),
    }
}

async fn lines(db: &impl ConnectionTrait, rows: Vec<shifts::Model>) -> Result<Vec<ShiftLine>> {
    let known = names(db, rows.iter().map(|r| r.person_id)).await?;
    let offers = shift_swaps::Entity::find().filter(shift_swaps::Column::State.eq("asked"));
    let offers = offers.filter(shift_swaps::Column::ShiftId.is_in(rows.iter().map(|r| r.id))).all(db).await?;
    let offers: BTreeMap<ShiftId, Uuid> = offers.into_iter().map(|o| (o.shift_id, o.id)).collect();
    let doubled = |one: &shifts::Model| {
        rows.iter().any(|r| r.id != one.id && r.backup == one.backup && r.from_at < one.to_at && one.from_at < r.to_at)
    };
    let line = |r: &shifts::Model| ShiftLine {
        id: r.id,
        person: r.person_id,
        name: known.get(&r.person_id).cloned().unwrap_or_default(),
        from: r.from_at,
        to: r.to_at,
        backup: r.backup,
        doubled: doubled(r),
        offered: offers.get(&r.id).copied(),
        version: r.version,
    };
    Ok(rows.iter().map(line).collect())
}

/// A shift, as typed: wall times of the pathway's zone.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The key of what it makes.
    pub once: Uuid,
    /// Who; the one who types, when they only answer.
    pub person: String,
    /// Its first day.
    pub from_date: String,
    /// When it begins.
    pub from_time: String,
    /// Its last day.
    pub to_date: String,
    /// When it ends.
    pub to_time: String,
    /// Second in line.
    pub backup: bool,
    /// It may stand beside another of the same time.
    pub beside: bool,
}

struct Parsed {
    person: PersonId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

/// A shift may be written down this many days later, for the figures of a quarter; what lies further back is a slip of the year.
const PAST: i64 = 92;

async fn parse(tx: &Tx, viewer: &Viewer, reached: &ReachedPathway, form: &Form, own: Option<ShiftId>) -> Result<Parsed> {
    let zone = zone(&reached.row);
    let mut faults = Faults::new();
    let from = faults.take(moment(("from_date", &form.from_date), ("from_time", &form.from_time), &zone));
    let to = faults.take(moment(("to_date", &form.to_date), ("to_time", &form.to_time), &zone));
    let mine = viewer.person().filter(|_| !reached.staff());
    let person = mine.map(Ok).unwrap_or_else(|| form.person.parse().map_err(|_| FieldFault::new("person", "fault-choice")));
    let person = faults.take(person);
    if let Some(person) = person
        && !reach::answers(tx.db(), reached.id, person).await?
    {
        faults.add(FieldFault::new("person", "fault-choice"));
    }
    if let (Some(from), Some(to)) = (from, to) {
        if to <= from {
            faults.add(FieldFault::new("to_time", "fault-shift-ends-first"));
        } else if to < tx.cx().now() - Duration::days(PAST) {
            faults.add(FieldFault::new("from_date", "fault-shift-past"));
        } else if to - from > Duration::hours(LONGEST) {
            faults.add(FieldFault::new("to_time", "fault-shift-long").with("max", LONGEST));
        } else if let Some(person) = person {
            overlaps(tx, &mut faults, reached.id, (from, to, person), form, own).await?;
        }
    }
    faults.done()?;
    let (Some(person), Some(from), Some(to)) = (person, from, to) else { return Err(Fault::field("person", "fault-choice")) };
    Ok(Parsed { person, from, to })
}

/// Nobody stands twice at one time, on any pathway; two people of one kind only when it is meant.
async fn overlaps(
    tx: &Tx,
    faults: &mut Faults,
    pathway: PathwayId,
    (from, to, person): (DateTime<Utc>, DateTime<Utc>, PersonId),
    form: &Form,
    own: Option<ShiftId>,
) -> Result<()> {
    let touching = shifts::Entity::find().filter(shifts::Column::ToAt.gt(from)).filter(shifts::Column::FromAt.lt(to));
    let rows: Vec<shifts::Model> = touching.all(tx.db()).await?.into_iter().filter(|r| Some(r.id) != own).collect();
    if rows.iter().any(|r| r.person_id == person && (r.pathway_id == pathway || !r.backup && !form.backup)) {
        faults.add(FieldFault::new("person", "fault-shift-twice"));
    } else if !form.beside && rows.iter().any(|r| r.pathway_id == pathway && r.backup == form.backup) {
        faults.add(FieldFault::new("beside", "fault-shift-beside"));
    }
    Ok(())
}

/// A wall time that is one moment. Of an hour that the clock shows twice the earlier is taken to begin, as a roster has no gap then.
fn moment(
    (date_field, date): (&str, &str),
    (time_field, time): (&str, &str),
    zone: &Zone,
) -> std::result::Result<DateTime<Utc>, FieldFault> {
    let day: NaiveDate = date.trim().parse().map_err(|_| FieldFault::new(date_field, "fault-date"))?;
    let clock = NaiveTime::parse_from_str(time.trim(), "%H:%M").map_err(|_| FieldFault::new(time_field, "fault-time"))?;
    match when::local_to_utc(day, clock, zone) {
        Ok(at) | Err(WallFault::Ambiguous(at, _)) => Ok(at),
        Err(WallFault::Skipped(instead)) => Err(FieldFault::new(time_field, "fault-shift-skipped").with("time", instead.format("%H:%M"))),
    }
}

/// Puts a shift on the roster. Who only answers puts themselves there.
pub async fn add(cx: &Cx, viewer: &Viewer, id: PathwayId, form: &Form) -> Result<ShiftId> {
    let tx = cx.begin().await?;
    let reached = reach::pathway(tx.db(), viewer, id, Ask::Shift).await?;
    hold(&tx, id).await?;
    let shift = ShiftId(form.once);
    if shifts::Entity::find_by_id(shift).filter(shifts::Column::PathwayId.eq(id)).one(tx.db()).await?.is_some() {
        return Ok(shift);
    }
    let parsed = parse(&tx, viewer, &reached, form, None).await?;
    let row = shifts::ActiveModel {
        id: Set(shift),
        pathway_id: Set(id),
        person_id: Set(parsed.person),
        from_at: Set(parsed.from),
        to_at: Set(parsed.to),
        backup: Set(form.backup),
        version: Set(1),
        created_at: Set(cx.now()),
        set_by: Set(viewer.person()),
    };
    shifts::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let line = Line::new("roster.write", "shift", shift.0).about(parsed.person).detail(json!({ "did": "add" }));
    audit::write(&tx, viewer, line).await?;
    tx.commit().await?;
    Ok(shift)
}

/// The pathway's row is the turnstile: two who fill the same gap at once see each other.
pub(super) async fn hold(tx: &Tx, id: PathwayId) -> Result<pathways::Model> {
    pathways::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?.ok_or(Fault::Missing)
}

/// A shift of a pathway that this viewer may change: theirs, or anybody's for who runs it.
pub(super) async fn shift(tx: &Tx, viewer: &Viewer, reached: &ReachedPathway, shift: ShiftId) -> Result<shifts::Model> {
    let row = shifts::Entity::find_by_id(shift).filter(shifts::Column::PathwayId.eq(reached.id)).one(tx.db()).await?;
    let row = row.ok_or(Fault::Missing)?;
    if reached.staff() || viewer.is(row.person_id) { Ok(row) } else { Err(Fault::Refused("refused-role")) }
}

/// Changes a shift.
pub async fn change(cx: &Cx, viewer: &Viewer, id: PathwayId, which: ShiftId, version: i32, form: &Form) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::pathway(tx.db(), viewer, id, Ask::Shift).await?;
    hold(&tx, id).await?;
    let before = shift(&tx, viewer, &reached, which).await?;
    let parsed = parse(&tx, viewer, &reached, form, Some(which)).await?;
    if before.version != version {
        return Err(Fault::Conflict("conflict-changed"));
    }
    let row = shifts::ActiveModel {
        id: Set(which),
        person_id: Set(parsed.person),
        from_at: Set(parsed.from),
        to_at: Set(parsed.to),
        backup: Set(form.backup),
        version: Set(version + 1),
        set_by: Set(viewer.person()),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    let line = Line::new("roster.write", "shift", which.0).about(parsed.person).detail(json!({ "did": "change" }));
    audit::write(&tx, viewer, line).await?;
    tx.commit().await
}

/// Takes a shift off the roster as it was read; one that was changed since stays.
pub async fn remove(cx: &Cx, viewer: &Viewer, id: PathwayId, which: ShiftId, version: i32) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::pathway(tx.db(), viewer, id, Ask::Shift).await?;
    hold(&tx, id).await?;
    let row = shift(&tx, viewer, &reached, which).await?;
    if row.version != version {
        return Err(Fault::Conflict("conflict-changed"));
    }
    shifts::Entity::delete_by_id(which).exec(tx.db()).await?;
    let line = Line::new("roster.write", "shift", which.0).about(row.person_id).detail(json!({ "did": "remove" }));
    audit::write(&tx, viewer, line).await?;
    tx.commit().await
}

/// A note from one shift to the next (G12): what is open, and no word that tells of whom.
pub async fn leave_note(cx: &Cx, viewer: &Viewer, id: PathwayId, once: Uuid, body: &str, looked: bool) -> Result<()> {
    let tx = cx.begin().await?;
    let me = note_taker(&tx, viewer, id).await?;
    if handovers::Entity::find_by_id(once).filter(handovers::Column::PersonId.eq(me)).one(tx.db()).await?.is_some() {
        return Ok(());
    }
    let body = words::long(viewer, "note", body, NOTE, looked).map_err(|f| Fault::Invalid(vec![f]))?;
    let row = handovers::ActiveModel { id: Set(once), pathway_id: Set(id), person_id: Set(me), body: Set(body), created_at: Set(cx.now()) };
    handovers::Entity::insert(row).exec_without_returning(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("roster.note", "pathway", id.0)).await?;
    tx.commit().await
}

/// A note is done with: it goes.
pub async fn note_done(cx: &Cx, viewer: &Viewer, id: PathwayId, note: Uuid) -> Result<()> {
    let tx = cx.begin().await?;
    note_taker(&tx, viewer, id).await?;
    let gone = handovers::Entity::delete_by_id(note).filter(handovers::Column::PathwayId.eq(id)).exec(tx.db()).await?;
    if gone.rows_affected == 0 {
        return Ok(());
    }
    audit::write(&tx, viewer, Line::new("roster.note", "pathway", id.0).detail(json!({ "did": "done" }))).await?;
    tx.commit().await
}

/// Notes are between those who answer.
async fn note_taker(tx: &Tx, viewer: &Viewer, id: PathwayId) -> Result<PersonId> {
    let reached = reach::pathway(tx.db(), viewer, id, Ask::Shift).await?;
    if reached.on_call { viewer.person().ok_or(Fault::SignIn) } else { Err(Fault::Refused("refused-role")) }
}

/// The notes of a pathway that are not done with, newest first: key, who, what, when.
pub(super) async fn notes(db: &impl ConnectionTrait, id: PathwayId) -> Result<Vec<(Uuid, String, String, DateTime<Utc>)>> {
    let rows = handovers::Entity::find().filter(handovers::Column::PathwayId.eq(id)).order_by_desc(handovers::Column::CreatedAt);
    let rows = rows.limit(20).all(db).await?;
    let known = names(db, rows.iter().map(|r| r.person_id)).await?;
    Ok(rows.into_iter().map(|r| (r.id, known.get(&r.person_id).cloned().unwrap_or_default(), r.body, r.created_at)).collect())
}
