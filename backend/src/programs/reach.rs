//! The door to cohorts. Every room that belongs to a cohort comes through here first.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::id::{CohortId, ProgramId};
use domain::viewer::{CohortRole, Grant};
use sea_orm::entity::prelude::{Linked, RelationDef};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IdenStatic, Iterable, QueryFilter, QueryResult};

use super::tables::{cohorts, programs};
use crate::accounts::viewer::padded;
use crate::{Fault, Result, Viewer};

/// The kind of a cohort that is a small group.
pub(crate) const SMALL_GROUP: &str = "small_group";

/// What a viewer wants of a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Dates, name, numbers: what a lead may know (`meta`), and everyone closer.
    Outline,
    /// The cohort's page and its rooms (`coh`, `prg`, administrator).
    Read,
    /// Its content: forum, chat, cases, material (`coh`, `prg`; not the administrator).
    Content,
    /// To run it: schedule, members, files (`prg`, administrator).
    Manage,
    /// To run its sessions: facilitator of the cohort, coordinator, administrator.
    Host,
    /// Its figures: facilitator and coordinator with names withheld as the page demands, lead.
    Figures,
}

/// A cohort that this viewer may reach, and how close they stand to it.
#[derive(Debug, Clone)]
pub struct Reached {
    /// The cohort.
    pub id: CohortId,
    /// Its program.
    pub program: ProgramId,
    /// What its addresses begin with: `/cohorts/{slug}`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its program's name.
    pub program_name: String,
    /// Its IANA zone.
    pub zone: String,
    /// The whole row.
    pub(crate) row: cohorts::Model,
    /// Its program's row.
    pub(crate) program_row: programs::Model,
    /// Participant of this cohort.
    pub participant: bool,
    /// Facilitator of this cohort.
    pub facilitator: bool,
    /// Peer mentor of this cohort.
    pub mentor: bool,
    /// Coordinator of its program.
    pub coordinator: bool,
    /// Lead of its program.
    pub lead: bool,
    /// Keeps the money of its program: amounts, and nothing that people wrote (R2.12).
    pub finance: bool,
    /// Administrator of the installation.
    pub administrator: bool,
    /// Had a place in this small group and has things of their own in it: its door opens for those alone, and no other room's does.
    pub former: bool,
}

impl Reached {
    /// Whether the reader has, or had, a part of their own in it.
    pub fn own(&self) -> bool {
        self.participant || self.former
    }

    /// Participant, facilitator or mentor.
    pub fn member(&self) -> bool {
        self.participant || self.facilitator || self.mentor
    }
    /// Facilitator or coordinator: those who moderate and review.
    pub fn staff(&self) -> bool {
        self.facilitator || self.coordinator
    }

    /// Whether it is a small group: a cohort of at most twelve with plans, payments and visits.
    pub fn is_small_group(&self) -> bool {
        self.row.kind == SMALL_GROUP
    }

    fn visible(&self) -> bool {
        self.member() || self.coordinator || self.lead || self.finance || self.administrator
    }

    fn allows(&self, ask: Ask) -> bool {
        match ask {
            Ask::Outline => self.visible(),
            Ask::Read => self.member() || self.coordinator || self.administrator,
            Ask::Content => self.member() || self.coordinator,
            Ask::Manage => self.coordinator || self.administrator,
            Ask::Host => self.staff() || self.administrator,
            Ask::Figures => self.staff() || self.lead,
        }
    }
}

/// Opens the door of a cohort by its slug: missing when not visible, refused when visible but forbidden.
pub async fn cohort(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str, ask: Ask) -> Result<Reached> {
    let found = cohorts::Entity::find().filter(cohorts::Column::Slug.eq(slug)).find_also_linked(ToProgram).one(db).await?;
    through(viewer, found, ask)
}

/// A cohort by its slug and its program, whoever asks: for rooms that open a door of their own.
pub(crate) async fn known(db: &impl ConnectionTrait, slug: &str) -> Result<(cohorts::Model, programs::Model)> {
    let found = cohorts::Entity::find().filter(cohorts::Column::Slug.eq(slug)).find_also_linked(ToProgram).one(db).await?;
    let (cohort, program) = found.ok_or(Fault::Missing)?;
    Ok((cohort, program.ok_or(Fault::Missing)?))
}

/// Opens the door of a cohort by its id.
pub async fn cohort_by_id(db: &impl ConnectionTrait, viewer: &Viewer, id: CohortId, ask: Ask) -> Result<Reached> {
    let found = cohorts::Entity::find_by_id(id).find_also_linked(ToProgram).one(db).await?;
    through(viewer, found, ask)
}

/// The columns of a cohort `c` and of its program `g`, for a question that brings more along and saves a second one; `in_row` reads them.
pub(crate) static COLUMNS: LazyLock<String> = LazyLock::new(|| {
    let of_cohort = cohorts::Column::iter().map(|c| format!("c.{0} AS c_{0}", c.as_str()));
    let of_program = programs::Column::iter().map(|c| format!("g.{0} AS g_{0}", c.as_str()));
    of_cohort.chain(of_program).collect::<Vec<String>>().join(", ")
});

/// Opens the door of a cohort whose row came with more.
pub(crate) fn in_row(viewer: &Viewer, row: Option<&QueryResult>, ask: Ask) -> Result<Reached> {
    let read = |row| Ok((cohorts::Model::from_query_result(row, "c_")?, programs::Model::from_query_result_optional(row, "g_")?));
    through(viewer, row.map(read).transpose().map_err(|why: sea_orm::DbErr| Fault::from(why))?, ask)
}

/// These cohorts with their programs: what a door that many stand before reads once.
pub(crate) async fn rows(db: &impl ConnectionTrait, these: &[CohortId]) -> Result<HashMap<CohortId, (cohorts::Model, programs::Model)>> {
    if these.is_empty() {
        return Ok(HashMap::new());
    }
    let found = cohorts::Entity::find().filter(cohorts::Column::Id.is_in(padded(these))).find_also_linked(ToProgram).all(db).await?;
    Ok(found.into_iter().filter_map(|(cohort, program)| Some((cohort.id, (cohort, program?)))).collect())
}

struct ToProgram;
impl Linked for ToProgram {
    type FromEntity = cohorts::Entity;
    type ToEntity = programs::Entity;
    fn link(&self) -> Vec<RelationDef> {
        vec![cohorts::Entity::belongs_to(programs::Entity).from(cohorts::Column::ProgramId).to(programs::Column::Id).into()]
    }
}

/// What the rows of a cohort say to a viewer.
pub(crate) fn through(viewer: &Viewer, found: Option<(cohorts::Model, Option<programs::Model>)>, ask: Ask) -> Result<Reached> {
    if viewer.who().is_none() {
        return Err(Fault::SignIn);
    }
    let Some((row, Some(program_row))) = found else { return Err(Fault::Missing) };
    let reached = stands(viewer, row, program_row);
    match (reached.visible(), reached.allows(ask)) {
        (false, _) => Err(Fault::Missing),
        (true, false) => Err(Fault::Refused("refused-role")),
        (true, true) => Ok(reached),
    }
}

/// How a viewer stands to a cohort, whatever they may do there: for rooms that open a door of their own to people who are not in it yet.
pub(crate) fn stands(viewer: &Viewer, row: cohorts::Model, program_row: programs::Model) -> Reached {
    Reached {
        id: row.id,
        program: row.program_id,
        slug: row.slug.clone(),
        name: row.name.clone(),
        program_name: program_row.name.clone(),
        zone: row.zone.clone(),
        participant: viewer.has_role(row.id, CohortRole::Participant),
        facilitator: viewer.facilitates(row.id),
        mentor: viewer.has_role(row.id, CohortRole::PeerMentor),
        coordinator: viewer.coordinates(row.program_id),
        lead: viewer.leads(row.program_id),
        finance: viewer.holds(row.program_id, Grant::Finance),
        administrator: viewer.is_administrator(),
        former: false,
        row,
        program_row,
    }
}
