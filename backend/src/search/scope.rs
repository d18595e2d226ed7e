//! In which cohorts a viewer may find something.

use std::collections::BTreeSet;

use domain::id::CohortId;
use domain::viewer::{CohortRole, Grant};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::programs::tables::cohorts;
use crate::{Result, Viewer};

/// The same predicate as the reading door: cohorts where the viewer is a member, or coordinates the program.
pub struct Scope {
    /// May be read.
    pub readable: BTreeSet<CohortId>,
    /// May be moderated.
    pub staffed: BTreeSet<CohortId>,
}

impl Scope {
    /// What this viewer may find in.
    pub async fn of(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Self> {
        let mut scope = Self { readable: BTreeSet::new(), staffed: BTreeSet::new() };
        let Some(who) = viewer.who() else { return Ok(scope) };
        for place in &who.memberships {
            scope.readable.insert(place.cohort);
            if place.role == CohortRole::Facilitator {
                scope.staffed.insert(place.cohort);
            }
        }
        let programs: Vec<_> = who.grants.iter().filter(|(_, g)| *g == Grant::Coordinator).map(|(p, _)| *p).collect();
        if !programs.is_empty() {
            for row in cohorts::Entity::find().filter(cohorts::Column::ProgramId.is_in(programs)).all(db).await? {
                scope.readable.insert(row.id);
                scope.staffed.insert(row.id);
            }
        }
        Ok(scope)
    }
}
