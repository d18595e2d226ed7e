//! What pages show of programs, cohorts and their people.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::id::{CohortId, HubId, PersonId, ProgramId};
use domain::stats::suppress::{Cell, shown};
use domain::viewer::{CohortRole, Grant};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::commands::{NewHub, NewProgram};
use super::reach::{self, Ask, Reached};
use super::tables::{cohort_roles, cohorts, enrolments, grants, hubs, programs};
use crate::accounts::tables::people;
use crate::{Cx, Fault, Result, Viewer};

/// A cohort in a list.
#[derive(Debug, Clone)]
pub struct CohortLine {
    /// The cohort.
    pub id: CohortId,
    /// Where it is.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its program's name.
    pub program: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Its zone.
    pub zone: String,
    /// Whether it is out of lists.
    pub archived: bool,
}

/// The cohorts a viewer may open: their own, those of programs they run or lead; an administrator all. Newest first.
pub async fn cohorts_of(cx: &Cx, viewer: &Viewer) -> Result<Vec<CohortLine>> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let all = cohorts::Entity::find().order_by_desc(cohorts::Column::StartsOn).all(cx.db()).await?;
    let programs: HashMap<ProgramId, String> = programs::Entity::find().all(cx.db()).await?.into_iter().map(|p| (p.id, p.name)).collect();
    let above = |p| viewer.coordinates(p) || viewer.leads(p) || viewer.holds(p, Grant::Finance);
    let mine = |c: &cohorts::Model| who.administrator || viewer.is_member(c.id) || above(c.program_id);
    Ok(all.into_iter().filter(mine).map(|c| line(c, &programs)).collect())
}

fn line(c: cohorts::Model, programs: &HashMap<ProgramId, String>) -> CohortLine {
    let program = programs.get(&c.program_id).cloned().unwrap_or_default();
    CohortLine {
        id: c.id,
        slug: c.slug,
        name: c.name,
        program,
        starts_on: c.starts_on,
        ends_on: c.ends_on,
        zone: c.zone,
        archived: c.state == "archived",
    }
}

/// What a cohort's page and form show.
#[derive(Debug, Clone)]
pub struct CohortView {
    /// The cohort and the viewer's place in it.
    pub reached: Reached,
    /// What it is about.
    pub summary: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Places.
    pub capacity: i32,
    /// Language code.
    pub language: String,
    /// Whether it is out of lists.
    pub archived: bool,
    /// For the next change.
    pub version: i32,
    /// People with a place.
    pub enrolled: i64,
    /// People who wait.
    pub waiting: i64,
    /// Names of the facilitators.
    pub facilitators: Vec<String>,
}

impl CohortView {
    /// Whether the number of people is so small that this viewer, who may know figures and no names, is not told it.
    pub fn few(&self) -> bool {
        let close = self.reached.member() || self.reached.coordinator || self.reached.administrator;
        !close && shown(u64::try_from(self.enrolled).unwrap_or(0)) == Cell::Few
    }
}

/// Opens a cohort's page.
pub async fn cohort(cx: &Cx, viewer: &Viewer, slug: &str, ask: Ask) -> Result<CohortView> {
    let reached = reach::cohort(cx.db(), viewer, slug, ask).await?;
    let row = reached.row.clone();
    let facilitators = if reached.member() || reached.coordinator || reached.administrator {
        staff(cx.db(), row.id).await?.into_iter().filter(|s| s.role == CohortRole::Facilitator).map(|s| s.name).collect()
    } else {
        Vec::new() // a lead sees no names
    };
    Ok(CohortView {
        summary: reached.program_row.summary.clone(),
        enrolled: super::enrolling::count(cx.db(), row.id, "enrolled").await?,
        waiting: super::enrolling::count(cx.db(), row.id, "waiting").await?,
        facilitators,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        capacity: row.capacity,
        language: row.language,
        archived: row.state == "archived",
        version: row.version,
        reached,
    })
}

/// Only opens the door of a cohort.
pub async fn door(cx: &Cx, viewer: &Viewer, slug: &str, ask: Ask) -> Result<Reached> {
    reach::cohort(cx.db(), viewer, slug, ask).await
}

/// A facilitator or peer mentor.
#[derive(Debug, Clone)]
pub struct StaffLine {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Profession.
    pub profession: String,
    /// Role.
    pub role: CohortRole,
}

/// Facilitators, then mentors, by name.
pub(crate) async fn staff(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<StaffLine>> {
    let rows = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.eq(cohort)).all(db).await?;
    let cards = cards(db, rows.iter().map(|r| r.person_id)).await?;
    let mut lines: Vec<StaffLine> = rows
        .into_iter()
        .filter_map(|r| {
            let card = cards.get(&r.person_id)?;
            Some(StaffLine {
                id: r.person_id,
                name: card.name.clone(),
                profession: card.profession.clone(),
                role: CohortRole::parse(&r.role)?,
            })
        })
        .collect();
    lines.sort_by(|a, b| (a.role != CohortRole::Facilitator, &a.name).cmp(&(b.role != CohortRole::Facilitator, &b.name)));
    Ok(lines)
}

async fn cards(db: &impl ConnectionTrait, ids: impl Iterator<Item = PersonId>) -> Result<HashMap<PersonId, people::Model>> {
    let ids: Vec<PersonId> = ids.collect();
    let rows = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|p| (p.id, p)).collect())
}

/// The names of these people, for any room.
pub async fn names(db: &impl ConnectionTrait, ids: impl Iterator<Item = PersonId>) -> Result<HashMap<PersonId, String>> {
    Ok(cards(db, ids).await?.into_iter().map(|(id, p)| (id, p.name)).collect())
}

/// A participant in a list: a card; the address for coordinators only (`profile.read_contact`).
#[derive(Debug, Clone)]
pub struct MemberLine {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Profession.
    pub profession: String,
    /// Community.
    pub community: String,
    /// Site.
    pub organisation: String,
    /// Address; `None` when the viewer may not read it.
    pub email: Option<String>,
    /// enrolled, waiting, left
    pub state: String,
    /// Place on the waiting list, from 1.
    pub waiting: Option<usize>,
    /// They have not come in yet.
    pub invited: bool,
    /// Their account is suspended.
    pub suspended: bool,
}

/// The people of a cohort: participants in order of arrival (for managers with the waiting and the departed), and staff.
pub async fn members(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<(Reached, Vec<MemberLine>, Vec<StaffLine>)> {
    let reached = reach::cohort(cx.db(), viewer, slug, Ask::Read).await?;
    let manages = reached.coordinator || reached.administrator;
    let mut query = enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(reached.id));
    if !manages {
        query = query.filter(enrolments::Column::State.eq("enrolled"));
    }
    let rows = query.order_by_asc(enrolments::Column::Position).all(cx.db()).await?;
    let cards = cards(cx.db(), rows.iter().map(|r| r.person_id)).await?;
    let mut waiting = 0;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(card) = cards.get(&row.person_id) else { continue };
        let place = (row.state == "waiting").then(|| {
            waiting += 1;
            waiting
        });
        lines.push(MemberLine {
            id: card.id,
            name: card.name.clone(),
            profession: card.profession.clone(),
            community: card.community.clone(),
            organisation: card.organisation.clone(),
            email: reached.coordinator.then(|| card.email.clone()),
            state: row.state,
            waiting: place,
            invited: card.state == "invited",
            suspended: card.state == "suspended",
        });
    }
    let staff = staff(cx.db(), reached.id).await?;
    Ok((reached, lines, staff))
}

/// A program in the list of those who run it.
#[derive(Debug, Clone)]
pub struct ProgramView {
    /// The program.
    pub id: ProgramId,
    /// Its name.
    pub name: String,
    /// Its hub.
    pub hub_id: HubId,
    /// Its hub's name.
    pub hub: String,
    /// Begins case numbers.
    pub short_code: String,
    /// What it is about.
    pub summary: String,
    /// Its cohorts, newest first.
    pub cohorts: Vec<CohortLine>,
    /// Who holds which power; for administrators only.
    pub grants: Vec<(PersonId, String, Grant)>,
}

/// The programs a viewer runs; an administrator sees all.
pub async fn managed(cx: &Cx, viewer: &Viewer) -> Result<Vec<ProgramView>> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    if !viewer.coordinates_any() && !who.administrator {
        return Err(Fault::Refused("refused-role"));
    }
    let rows = programs::Entity::find().order_by_asc(programs::Column::Name).all(cx.db()).await?;
    let hubs: HashMap<HubId, String> = hubs::Entity::find().all(cx.db()).await?.into_iter().map(|h| (h.id, h.name)).collect();
    let lines = cohorts_of(cx, viewer).await?;
    let in_program: HashMap<CohortId, ProgramId> =
        cohorts::Entity::find().all(cx.db()).await?.into_iter().map(|c| (c.id, c.program_id)).collect();
    let mut views = Vec::new();
    for program in rows.into_iter().filter(|p| who.administrator || viewer.coordinates(p.id)) {
        let cohorts = lines.iter().filter(|c| in_program.get(&c.id) == Some(&program.id)).cloned().collect();
        let grants = if who.administrator { grants_of(cx, program.id).await? } else { Vec::new() };
        let hub = hubs.get(&program.hub_id).cloned().unwrap_or_default();
        views.push(ProgramView {
            id: program.id,
            name: program.name,
            hub_id: program.hub_id,
            hub,
            short_code: program.short_code,
            summary: program.summary,
            cohorts,
            grants,
        });
    }
    Ok(views)
}

async fn grants_of(cx: &Cx, program: ProgramId) -> Result<Vec<(PersonId, String, Grant)>> {
    let rows = grants::Entity::find().filter(grants::Column::ProgramId.eq(program)).all(cx.db()).await?;
    let names = names(cx.db(), rows.iter().map(|r| r.person_id)).await?;
    let mut all: Vec<_> =
        rows.into_iter().filter_map(|r| Some((r.person_id, names.get(&r.person_id)?.clone(), Grant::parse(&r.kind)?))).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(all)
}

/// Every hub, for the form of a new program.
pub async fn hubs(cx: &Cx) -> Result<Vec<(HubId, String)>> {
    let rows = hubs::Entity::find().order_by_asc(hubs::Column::Name).all(cx.db()).await?;
    Ok(rows.into_iter().map(|h| (h.id, h.name)).collect())
}

/// A person by address, for the command line.
pub async fn person_by_email(cx: &Cx, email: &str) -> Result<Option<PersonId>> {
    let row = people::Entity::find().filter(people::Column::Email.eq(email.trim().to_lowercase())).one(cx.db()).await?;
    Ok(row.map(|p| p.id))
}

/// A cohort's id and program by slug, without a viewer: for the command line only.
pub async fn by_slug(cx: &Cx, slug: &str) -> Result<(CohortId, ProgramId)> {
    let row = cohorts::Entity::find().filter(cohorts::Column::Slug.eq(slug)).one(cx.db()).await?.ok_or(Fault::Missing)?;
    Ok((row.id, row.program_id))
}

/// What the public page of a program shows (`program.read_public`).
#[derive(Debug, Clone)]
pub struct PublicProgram {
    /// Its name.
    pub name: String,
    /// Its hub's name.
    pub hub: String,
    /// What it is about.
    pub summary: String,
    /// Open cohorts: name, first and last day.
    pub cohorts: Vec<(String, NaiveDate, NaiveDate)>,
}

/// A program's public page.
pub async fn public_program(cx: &Cx, slug: &str) -> Result<PublicProgram> {
    let row = programs::Entity::find().filter(programs::Column::Slug.eq(slug)).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let hub = hubs::Entity::find_by_id(row.hub_id).one(cx.db()).await?.map(|h| h.name).unwrap_or_default();
    let open = cohorts::Entity::find()
        .filter(cohorts::Column::ProgramId.eq(row.id))
        .filter(cohorts::Column::State.eq("open"))
        .order_by_asc(cohorts::Column::StartsOn)
        .all(cx.db())
        .await?;
    Ok(PublicProgram {
        name: row.name,
        hub,
        summary: row.summary,
        cohorts: open.into_iter().map(|c| (c.name, c.starts_on, c.ends_on)).collect(),
    })
}

/// People of the program who have no place in this cohort: from its other cohorts, and those who run it. To choose from for a role.
pub async fn colleagues(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Vec<(PersonId, String)>> {
    let reached = reach::cohort(cx.db(), viewer, slug, Ask::Manage).await?;
    let all = cohorts::Entity::find().filter(cohorts::Column::ProgramId.eq(reached.program)).all(cx.db()).await?;
    let ids: Vec<CohortId> = all.into_iter().map(|c| c.id).collect();
    let places = enrolments::Entity::find().filter(enrolments::Column::CohortId.is_in(ids.clone())).all(cx.db()).await?;
    let here: Vec<PersonId> = places.iter().filter(|p| p.cohort_id == reached.id && p.state != "left").map(|p| p.person_id).collect();
    let roles = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.is_in(ids)).all(cx.db()).await?;
    let powers = grants::Entity::find().filter(grants::Column::ProgramId.eq(reached.program)).all(cx.db()).await?;
    let people = places.iter().filter(|p| p.state == "enrolled").map(|p| p.person_id);
    let people = people.chain(roles.into_iter().map(|r| r.person_id)).chain(powers.into_iter().map(|g| g.person_id));
    let cards = cards(cx.db(), people.filter(|id| !here.contains(id))).await?;
    let known = cards.into_values().filter(|p| ["active", "invited"].contains(&p.state.as_str()));
    let mut names: Vec<(PersonId, String)> = known.map(|p| (p.id, p.name)).collect();
    names.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(names)
}

/// A program as its form shows it, for those who may change it: its code, and the rest as typed.
pub async fn program_form(cx: &Cx, viewer: &Viewer, program: ProgramId) -> Result<NewProgram> {
    super::commands::may_change(viewer, &[program])?;
    let row = programs::Entity::find_by_id(program).one(cx.db()).await?.ok_or(Fault::Missing)?;
    Ok(super::commands::of_program(&row))
}

/// A hub as its form shows it, for those who may change it.
pub async fn hub_form(cx: &Cx, viewer: &Viewer, hub: HubId) -> Result<NewHub> {
    let inside = programs::Entity::find().filter(programs::Column::HubId.eq(hub)).all(cx.db()).await?;
    super::commands::may_change(viewer, &inside.iter().map(|p| p.id).collect::<Vec<_>>())?;
    let row = hubs::Entity::find_by_id(hub).one(cx.db()).await?.ok_or(Fault::Missing)?;
    Ok(super::commands::of_hub(&row))
}
