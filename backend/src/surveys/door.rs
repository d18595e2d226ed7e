//! Who may do what in this room, beyond the door of the cohort.

use domain::viewer::Grant;
use sea_orm::ConnectionTrait;

use crate::programs::reach::{self, Ask, Reached};
use crate::{Fault, Result, Viewer};

/// The coordinator of the program; not the administrator (`survey.define`, `survey.participation`).
pub(crate) async fn coordinator(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str) -> Result<Reached> {
    let reached = reach::cohort(db, viewer, slug, Ask::Manage).await?;
    if reached.coordinator { Ok(reached) } else { Err(Fault::Refused("refused-role")) }
}

/// The coordinator who also holds the evaluator's grant (`survey.raw_read`, `survey.raw_export`, `survey.freetext_read`).
pub(crate) async fn evaluator(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str) -> Result<Reached> {
    let reached = coordinator(db, viewer, slug).await?;
    if evaluates(viewer, &reached) { Ok(reached) } else { Err(Fault::Refused("refused-evaluator")) }
}

/// Whether the raw rows are open to this viewer.
pub(crate) fn evaluates(viewer: &Viewer, reached: &Reached) -> bool {
    reached.coordinator && viewer.holds(reached.program, Grant::Evaluator)
}
