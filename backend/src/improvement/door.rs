//! The door of a small group: through its cohort's, and only where the cohort is one.

use domain::id::SessionId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::tables::small_groups;
use crate::programs::reach::{self, Ask, Reached};
use crate::sessions::tables::sessions;
use crate::{Fault, Result, Viewer};

/// A small group that this viewer may reach.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its cohort, and the viewer's place in it.
    pub reached: Reached,
    /// What it is beyond a cohort.
    pub(crate) row: small_groups::Model,
}

impl Group {
    /// Who reads single plans: the mentor of this group, and the coordinator (R2.12).
    pub fn accompanies(&self) -> bool {
        self.reached.mentor || self.reached.coordinator
    }

    /// Who keeps its money: the coordinator, and whoever holds the finance of the program.
    pub fn keeps_money(&self) -> bool {
        self.reached.coordinator || self.reached.finance
    }
}

/// Opens the door of a small group for whoever sees its cohort at all; each act asks for its own role behind it.
pub(crate) async fn group(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str) -> Result<Group> {
    let reached = reach::cohort(db, viewer, slug, Ask::Outline).await?;
    let row = small_groups::Entity::find_by_id(reached.id).one(db).await?.ok_or(Fault::Missing)?;
    Ok(Group { reached, row })
}

/// The same, for one of these roles only.
pub(crate) async fn group_for(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str, may: impl Fn(&Group) -> bool) -> Result<Group> {
    let group = group(db, viewer, slug).await?;
    if may(&group) { Ok(group) } else { Err(Fault::Refused("refused-role")) }
}

/// A session of this group.
pub(crate) async fn session(db: &impl ConnectionTrait, group: &Group, id: SessionId) -> Result<sessions::Model> {
    let found = sessions::Entity::find_by_id(id).filter(sessions::Column::CohortId.eq(group.reached.id)).one(db).await?;
    found.ok_or(Fault::Missing)
}
