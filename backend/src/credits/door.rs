//! The doors of this room: to a program's accreditation, and to a paper.

use domain::id::{CohortId, ProgramId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::tables::certificates;
use crate::programs::reach::{self, Ask, Reached};
use crate::programs::tables::programs;
use crate::{Fault, Result, Viewer};

/// A program, for those who coordinate it and administrators (`accreditation.write`); to everybody else there is nothing here.
pub(super) async fn program(db: &impl ConnectionTrait, viewer: &Viewer, id: ProgramId) -> Result<programs::Model> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    if !who.administrator && !viewer.coordinates(id) {
        return Err(Fault::Missing);
    }
    programs::Entity::find_by_id(id).one(db).await?.ok_or(Fault::Missing)
}

/// A program, for those who coordinate it alone (`credit.pack`, `credit.direct_entry`): what people did stands in what it opens.
pub(super) async fn coordinated(db: &impl ConnectionTrait, viewer: &Viewer, id: ProgramId) -> Result<programs::Model> {
    let row = program(db, viewer, id).await?;
    if viewer.coordinates(id) { Ok(row) } else { Err(Fault::Refused("refused-role")) }
}

/// A cohort, for the coordinators of its program (`cert.issue`).
pub(super) async fn cohort(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str) -> Result<Reached> {
    run_by_viewer(reach::cohort(db, viewer, slug, Ask::Outline).await?)
}

/// The same by its id.
pub(super) async fn cohort_by_id(db: &impl ConnectionTrait, viewer: &Viewer, id: CohortId) -> Result<Reached> {
    run_by_viewer(reach::cohort_by_id(db, viewer, id, Ask::Outline).await?)
}

fn run_by_viewer(reached: Reached) -> Result<Reached> {
    if reached.coordinator { Ok(reached) } else { Err(Fault::Refused("refused-role")) }
}

/// A paper, for its holder, the coordinators of its program, and administrators (`cert.read`); to everybody else it is not there.
pub(super) async fn paper(db: &impl ConnectionTrait, viewer: &Viewer, serial: &str) -> Result<certificates::Model> {
    viewer.who().ok_or(Fault::SignIn)?;
    let serial: domain::credits::serial::Serial = serial.parse().map_err(|_| Fault::Missing)?;
    let found = certificates::Entity::find().filter(certificates::Column::Serial.eq(serial.to_string())).one(db).await?;
    let row = found.ok_or(Fault::Missing)?;
    let may = viewer.is(row.person_id) || viewer.coordinates(row.program_id) || viewer.is_administrator();
    if may { Ok(row) } else { Err(Fault::Missing) }
}
