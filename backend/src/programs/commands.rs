//! Opening a hub, a program, a cohort; changing a cohort.

use chrono::NaiveDate;
use domain::fault::{Faults, FieldFault};
use domain::id::{CohortId, HubId, ProgramId};
use domain::text::{self, NAME};
use domain::viewer::Grant;
use domain::when::Zone;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::reach::{self, Ask};
use super::tables::{cohorts, grants, hubs, programs};
use crate::audit::{self, Line};
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Tx, Viewer, seen};

/// Most places of a cohort.
pub const LARGEST_COHORT: i32 = 500;

/// Most places of a small group (R2.1).
const LARGEST_GROUP: i32 = 12;

/// Those who may open hubs and programs: whoever coordinates one already, and administrators.
fn may_open(viewer: &Viewer) -> Result<()> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    if viewer.coordinates_any() || who.administrator { Ok(()) } else { Err(Fault::Refused("refused-role")) }
}

/// A hub and its zone, as typed.
#[derive(Debug, Clone, Default, Hash)]
pub struct NewHub {
    /// Its name.
    pub name: String,
    /// IANA zone.
    pub zone: String,
}

/// Opens a hub. `once` makes a form that is sent twice open one.
pub async fn open_hub(cx: &Cx, viewer: &Viewer, once: Uuid, typed: &NewHub) -> Result<HubId> {
    may_open(viewer)?;
    let mut faults = Faults::new();
    let name = faults.take(text::line("name", &typed.name, NAME));
    let zone = faults.take(zone(&typed.zone));
    faults.done()?;
    let (name, zone) = (name.unwrap_or_default(), zone.unwrap_or_default());
    let id = HubId(once);
    let tx = cx.begin().await?;
    if hubs::Entity::find_by_id(id).one(tx.db()).await?.is_some() {
        return Ok(id);
    }
    let taken: Vec<String> = hubs::Entity::find().all(tx.db()).await?.into_iter().map(|h| h.slug).collect();
    let row =
        hubs::ActiveModel { id: Set(id), slug: Set(free_slug(&name, &taken)), name: Set(name), zone: Set(zone), created_at: Set(cx.now()) };
    hubs::Entity::insert(row).exec_without_returning(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("cohort.write", "hub", once)).await?;
    tx.commit().await?;
    Ok(id)
}

/// A program, as typed.
#[derive(Debug, Clone, Default, Hash)]
pub struct NewProgram {
    /// Its hub.
    pub hub: Option<HubId>,
    /// Its name.
    pub name: String,
    /// Begins case numbers: two to six capital letters.
    pub short_code: String,
    /// What it is about.
    pub summary: String,
}

/// Opens a program; whoever opens it coordinates it.
pub async fn open_program(cx: &Cx, viewer: &Viewer, once: Uuid, typed: &NewProgram) -> Result<ProgramId> {
    may_open(viewer)?;
    let mut faults = Faults::new();
    let name = faults.take(text::line("name", &typed.name, NAME)).unwrap_or_default();
    let code = faults.take(short_code(&typed.short_code)).unwrap_or_default();
    let summary = faults.take(text::optional_long("summary", &typed.summary, 2000)).unwrap_or_default();
    let id = ProgramId(once);
    let mut tx = cx.begin().await?;
    let hub = match typed.hub {
        Some(hub) => hubs::Entity::find_by_id(hub).one(tx.db()).await?,
        None => None,
    };
    if hub.is_none() {
        faults.add(FieldFault::new("hub", "fault-choice"));
    }
    faults.done()?;
    if programs::Entity::find_by_id(id).one(tx.db()).await?.is_some() {
        return Ok(id);
    }
    let others = programs::Entity::find().all(tx.db()).await?;
    free_code(&others, &code)?;
    let taken: Vec<String> = others.into_iter().map(|p| p.slug).collect();
    let row = programs::ActiveModel {
        id: Set(id),
        hub_id: Set(hub.map_or(HubId(Uuid::nil()), |h| h.id)),
        slug: Set(free_slug(&name, &taken)),
        name: Set(name),
        short_code: Set(code),
        summary: Set(summary),
        present_minutes: Set(40),
        case_counter: Set(0),
        created_at: Set(cx.now()),
    };
    programs::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(code_taken)?;
    grant_to_opener(&mut tx, viewer, id).await?;
    audit::write(&tx, viewer, Line::new("cohort.write", "program", once)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a program's name, hub and summary. Its code stays: case numbers that were given begin with it.
pub async fn change_program(cx: &Cx, viewer: &Viewer, program: ProgramId, seen: &str, typed: &NewProgram) -> Result<()> {
    let tx = cx.begin().await?;
    may_change(viewer, &[program])?;
    let row = programs::Entity::find_by_id(program).lock_exclusive().one(tx.db()).await?.ok_or(Fault::Missing)?;
    let mut faults = Faults::new();
    let name = faults.take(text::line("name", &typed.name, NAME)).unwrap_or_default();
    let summary = faults.take(text::optional_long("summary", &typed.summary, 2000)).unwrap_or_default();
    let hub = match typed.hub {
        Some(hub) => hubs::Entity::find_by_id(hub).one(tx.db()).await?,
        None => None,
    };
    if hub.is_none() {
        faults.add(FieldFault::new("hub", "fault-choice"));
    }
    faults.done()?;
    seen::unchanged(seen, &of_program(&row))?;
    let hub_id = hub.map_or(HubId(Uuid::nil()), |h| h.id);
    let change =
        programs::ActiveModel { id: Set(program), name: Set(name), summary: Set(summary), hub_id: Set(hub_id), ..Default::default() };
    change.update(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("cohort.write", "program", program.0)).await?;
    tx.commit().await
}

/// Changes a hub's name and zone, as they were read (`seen`): for whoever coordinates a program of it, and administrators.
pub async fn change_hub(cx: &Cx, viewer: &Viewer, hub: HubId, seen: &str, typed: &NewHub) -> Result<()> {
    let tx = cx.begin().await?;
    let inside = programs::Entity::find().filter(programs::Column::HubId.eq(hub)).all(tx.db()).await?;
    may_change(viewer, &inside.iter().map(|p| p.id).collect::<Vec<_>>())?;
    let row = hubs::Entity::find_by_id(hub).lock_exclusive().one(tx.db()).await?.ok_or(Fault::Missing)?;
    let mut faults = Faults::new();
    let name = faults.take(text::line("name", &typed.name, NAME));
    let zone = faults.take(zone(&typed.zone));
    faults.done()?;
    seen::unchanged(seen, &of_hub(&row))?;
    let change =
        hubs::ActiveModel { id: Set(hub), name: Set(name.unwrap_or_default()), zone: Set(zone.unwrap_or_default()), ..Default::default() };
    change.update(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("cohort.write", "hub", hub.0)).await?;
    tx.commit().await
}

/// What the form of a program shows.
pub(super) fn of_program(row: &programs::Model) -> NewProgram {
    NewProgram { hub: Some(row.hub_id), name: row.name.clone(), short_code: row.short_code.clone(), summary: row.summary.clone() }
}

/// What the form of a hub shows.
pub(super) fn of_hub(row: &hubs::Model) -> NewHub {
    NewHub { name: row.name.clone(), zone: row.zone.clone() }
}

/// Those who coordinate one of these programs, and administrators; to everybody else there is nothing here.
pub(super) fn may_change(viewer: &Viewer, programs: &[ProgramId]) -> Result<()> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    if who.administrator || programs.iter().any(|id| viewer.coordinates(*id)) { Ok(()) } else { Err(Fault::Missing) }
}

/// Case numbers begin with the code, so no two programs share one, in whatever hub.
fn free_code(others: &[programs::Model], code: &str) -> Result<()> {
    match others.iter().find(|p| p.short_code == code) {
        Some(other) => Err(Fault::Invalid(vec![FieldFault::new("short_code", "fault-code-taken").with("program", &other.name)])),
        None => Ok(()),
    }
}

/// Two at once with the same code: the store takes the first.
fn code_taken(why: sea_orm::DbErr) -> Fault {
    match Fault::from(why) {
        Fault::Conflict("conflict-twice") => Fault::field("short_code", "fault-code-taken-now"),
        other => other,
    }
}

async fn grant_to_opener(tx: &mut Tx, viewer: &Viewer, program: ProgramId) -> Result<()> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let row = grants::ActiveModel {
        id: Set(tx.cx().new_id()),
        person_id: Set(person),
        program_id: Set(program),
        kind: Set(Grant::Coordinator.code().to_owned()),
        granted_at: Set(tx.cx().now()),
        granted_by: Set(Some(person)),
    };
    grants::Entity::insert(row).exec_without_returning(tx.db()).await?;
    tx.tell(Hint::Person(person));
    Ok(())
}

/// A cohort, as typed.
#[derive(Debug, Clone, Default)]
pub struct CohortForm {
    /// Its name.
    pub name: String,
    /// First day, `2026-03-01`.
    pub starts_on: String,
    /// Last day.
    pub ends_on: String,
    /// Places, 1 to 500.
    pub capacity: String,
    /// IANA zone.
    pub zone: String,
    /// The language its letters fall back to.
    pub language: String,
    /// Sessions outside the dates are meant.
    pub outside: bool,
    /// `echo`, or `small_group`; chosen when it is opened, and never changed.
    pub kind: String,
}

struct Cohort {
    name: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    capacity: i32,
    zone: String,
    language: String,
}

fn judge(typed: &CohortForm, kind: &str) -> Result<Cohort> {
    let mut faults = Faults::new();
    let name = faults.take(text::line("name", &typed.name, NAME));
    let starts_on = faults.take(date("starts_on", &typed.starts_on));
    let ends_on = faults.take(date("ends_on", &typed.ends_on));
    let capacity = faults.take(capacity(&typed.capacity, kind));
    let zone = faults.take(zone(&typed.zone));
    if let (Some(from), Some(to)) = (starts_on, ends_on) {
        if to < from {
            faults.add(FieldFault::new("ends_on", "fault-ends-before"));
        } else if (to - from).num_days() > 366 * 3 {
            faults.add(FieldFault::new("ends_on", "fault-cohort-long"));
        }
    }
    let language = typed.language.parse::<domain::lang::Lang>().map_err(|_| FieldFault::new("language", "fault-choice"));
    let language = faults.take(language).unwrap_or_default().code().to_owned();
    faults.done()?;
    Ok(Cohort {
        name: name.unwrap_or_default(),
        starts_on: starts_on.unwrap_or_default(),
        ends_on: ends_on.unwrap_or_default(),
        capacity: capacity.unwrap_or_default(),
        zone: zone.unwrap_or_default(),
        language,
    })
}

/// Up to twelve places in a small group (R2.1), up to 500 elsewhere.
fn capacity(raw: &str, kind: &str) -> std::result::Result<i32, FieldFault> {
    let most = if kind == reach::SMALL_GROUP { LARGEST_GROUP } else { LARGEST_COHORT };
    let read = number("capacity", raw, 1, most);
    let large = most == LARGEST_GROUP && raw.trim().parse::<i32>().is_ok_and(|n| n > most);
    if large { Err(FieldFault::new("capacity", "fault-group-capacity").with("max", most)) } else { read }
}

/// Opens a cohort of a program; answers its slug.
pub async fn open_cohort(cx: &Cx, viewer: &Viewer, program: ProgramId, once: Uuid, typed: &CohortForm) -> Result<String> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let tx = cx.begin().await?;
    let program_row = programs::Entity::find_by_id(program).one(tx.db()).await?.ok_or(Fault::Missing)?;
    if !viewer.coordinates(program) && !who.administrator {
        return Err(Fault::Missing);
    }
    let kind = match typed.kind.as_str() {
        reach::SMALL_GROUP => reach::SMALL_GROUP,
        "" | "echo" => "echo",
        _ => return Err(Fault::field("kind", "fault-choice")),
    };
    let cohort = judge(typed, kind)?;
    if let Some(known) = cohorts::Entity::find_by_id(CohortId(once)).one(tx.db()).await? {
        return Ok(known.slug);
    }
    let wish = format!("{} {}", program_row.short_code, cohort.starts_on.format("%Y-%m"));
    let taken: Vec<String> = cohorts::Entity::find().all(tx.db()).await?.into_iter().map(|c| c.slug).collect();
    let slug = free_slug(&wish, &taken);
    let row = cohorts::ActiveModel {
        id: Set(CohortId(once)),
        program_id: Set(program),
        slug: Set(slug.clone()),
        name: Set(cohort.name),
        kind: Set(kind.to_owned()),
        starts_on: Set(cohort.starts_on),
        ends_on: Set(cohort.ends_on),
        capacity: Set(cohort.capacity),
        zone: Set(cohort.zone),
        language: Set(cohort.language),
        state: Set("open".to_owned()),
        version: Set(1),
        created_at: Set(cx.now()),
        updated_at: Set(cx.now()),
    };
    cohorts::Entity::insert(row).exec_without_returning(tx.db()).await?;
    if kind == reach::SMALL_GROUP {
        crate::improvement::offering::opened(&tx, CohortId(once)).await?;
    }
    audit::write(&tx, viewer, Line::new("cohort.write", "cohort", once).detail(json!({ "kind": kind }))).await?;
    tx.commit().await?;
    Ok(slug)
}

/// Changes a cohort. A smaller capacity than people enrolled is refused; a larger one fills from the waiting list (R1.7: logged).
pub async fn change_cohort(cx: &Cx, viewer: &Viewer, slug: &str, version: i32, typed: &CohortForm) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Manage).await?;
    let cohort = judge(typed, &reached.row.kind)?;
    if super::enrolling::hold(&tx, reached.id).await?.version != version {
        return Err(Fault::Conflict("conflict-changed"));
    }
    let enrolled = super::enrolling::count(tx.db(), reached.id, "enrolled").await?;
    if i64::from(cohort.capacity) < enrolled {
        return Err(Fault::Invalid(vec![FieldFault::new("capacity", "fault-capacity-small").with("n", enrolled)]));
    }
    if !typed.outside {
        holds_its_sessions(&tx, &reached.row, &cohort).await?;
    }
    let change = cohorts::ActiveModel {
        id: Set(reached.id),
        name: Set(cohort.name),
        starts_on: Set(cohort.starts_on),
        ends_on: Set(cohort.ends_on),
        capacity: Set(cohort.capacity),
        zone: Set(cohort.zone),
        language: Set(cohort.language),
        version: Set(version + 1),
        updated_at: Set(cx.now()),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    let detail = json!({ "capacity_before": reached.row.capacity, "capacity_after": cohort.capacity });
    audit::write(&tx, viewer, Line::new("cohort.write", "cohort", reached.id.0).detail(detail)).await?;
    super::enrolling::fill_from_waiting(&mut tx, viewer, &reached, cohort.capacity).await?;
    tx.commit().await
}

/// Dates that move in over sessions that are planned are asked about.
async fn holds_its_sessions(tx: &Tx, before: &cohorts::Model, after: &Cohort) -> Result<()> {
    let days = crate::sessions::schedule::days(tx.db(), before.id).await?;
    let mut faults = Faults::new();
    if after.starts_on != before.starts_on
        && let Some(first) = days.iter().min().filter(|day| **day < after.starts_on)
    {
        faults.add(FieldFault::new("starts_on", "fault-cohort-first").with("day", first));
    }
    if after.ends_on != before.ends_on
        && let Some(last) = days.iter().max().filter(|day| **day > after.ends_on)
    {
        faults.add(FieldFault::new("ends_on", "fault-cohort-last").with("day", last));
    }
    faults.done()
}

/// Archives a cohort (out of lists, still readable), or brings it back.
pub async fn archive_cohort(cx: &Cx, viewer: &Viewer, slug: &str, archived: bool) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Manage).await?;
    let state = if archived { "archived" } else { "open" };
    let change =
        cohorts::ActiveModel { id: Set(reached.id), state: Set(state.to_owned()), updated_at: Set(cx.now()), ..Default::default() };
    change.update(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("cohort.write", "cohort", reached.id.0).detail(json!({ "state": state }))).await?;
    tx.commit().await
}

/// A date as `<input type=date>` sends it.
pub fn date(field: &str, raw: &str) -> std::result::Result<NaiveDate, FieldFault> {
    let parsed = NaiveDate::parse_from_str(raw.trim(), "%Y-%m-%d").ok();
    let sane = NaiveDate::from_ymd_opt(2000, 1, 1).zip(NaiveDate::from_ymd_opt(2100, 1, 1));
    let fits = |d: &NaiveDate| sane.is_some_and(|(from, to)| (from..to).contains(d));
    let word = || if parsed.is_none() && is_shaped(raw.trim()) { "fault-date-none" } else { "fault-date" };
    parsed.filter(fits).ok_or_else(|| FieldFault::new(field, word()))
}

/// Written as a date is, whether or not there is such a day.
fn is_shaped(text: &str) -> bool {
    let digits = |(part, long): (&str, usize)| part.len() == long && part.bytes().all(|b| b.is_ascii_digit());
    text.split('-').count() == 3 && text.split('-').zip([4, 2, 2]).all(digits)
}

/// A whole number within a range.
pub fn number(field: &str, raw: &str, min: i32, max: i32) -> std::result::Result<i32, FieldFault> {
    let parsed = raw.trim().parse().ok().filter(|n| (min..=max).contains(n));
    parsed.ok_or_else(|| FieldFault::new(field, "fault-number").with("min", min).with("max", max))
}

fn zone(raw: &str) -> std::result::Result<String, FieldFault> {
    Zone::parse(raw).map(|z| z.name().to_owned()).map_err(|_| FieldFault::new("zone", "fault-zone"))
}

fn short_code(raw: &str) -> std::result::Result<String, FieldFault> {
    let code = raw.trim().to_uppercase();
    let good = (2..=6).contains(&code.len()) && code.chars().all(|c| c.is_ascii_uppercase());
    if good { Ok(code) } else { Err(FieldFault::new("short_code", "fault-short-code")) }
}

/// The slug of a name, with a number behind it when it is taken.
fn free_slug(name: &str, taken: &[String]) -> String {
    let mut base: String = text::slug(name).chars().take(48).collect();
    if base.is_empty() {
        base = "kith".to_owned();
    }
    let mut tries = std::iter::once(base.clone()).chain((2..).map(|n| format!("{base}-{n}")));
    tries.find(|slug| !taken.contains(slug)).unwrap_or(base)
}

/// Whether a person exists in this program as coordinator, for the command line.
pub async fn coordinator_of(db: &impl ConnectionTrait, program: ProgramId) -> Result<Option<domain::id::PersonId>> {
    use sea_orm::QueryOrder;
    let found = grants::Entity::find()
        .filter(grants::Column::ProgramId.eq(program))
        .filter(grants::Column::Kind.eq(Grant::Coordinator.code()))
        .order_by_asc(grants::Column::GrantedAt)
        .one(db)
        .await?;
    Ok(found.map(|g| g.person_id))
}
