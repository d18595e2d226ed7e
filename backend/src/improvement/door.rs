//! The door of a small group: through its cohort's, and only where the cohort is one. Whoever had a place and gave it back has a door to what is
//! their own: their plans, payments, questionnaires and visits stay theirs.

use std::collections::BTreeSet;

use domain::id::{CohortId, PersonId, SessionId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::tables::{action_plans, reflections, small_groups};
use crate::programs::reach::{self, Ask, Reached};
use crate::programs::tables::enrolments;
use crate::sessions::attendance;
use crate::sessions::tables::sessions;
use crate::{Fault, Result, Viewer};

/// A small group that this viewer may reach.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its cohort, and the viewer's place in it.
    pub reached: Reached,
    /// What it is beyond a cohort.
    pub(crate) row: small_groups::Model,
    /// The sessions of which somebody without a place has something; nothing for everybody else, to whom all are there.
    pub(super) theirs: Option<BTreeSet<SessionId>>,
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

    /// Whether this session is there for the reader.
    pub(crate) fn shows(&self, session: SessionId) -> bool {
        self.theirs.as_ref().is_none_or(|theirs| theirs.contains(&session))
    }
}

/// Opens the door of a small group for whoever sees its cohort at all, and for who had a place in it; each act asks for its own role behind it.
pub(crate) async fn group(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str) -> Result<Group> {
    let reached = match reach::cohort(db, viewer, slug, Ask::Outline).await {
        Err(Fault::Missing) => return former(db, viewer, slug).await,
        reached => reached?,
    };
    let row = small_groups::Entity::find_by_id(reached.id).one(db).await?.ok_or(Fault::Missing)?;
    Ok(Group { reached, row, theirs: None })
}

/// The door of who had a place and has none now; to whom nothing is there of their own, the group is not there.
async fn former(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str) -> Result<Group> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let (cohort, program) = reach::known(db, slug).await?;
    let row = small_groups::Entity::find_by_id(cohort.id).one(db).await?.ok_or(Fault::Missing)?;
    let theirs = theirs(db, cohort.id, me).await?;
    if theirs.is_empty() {
        return Err(Fault::Missing);
    }
    Ok(Group { reached: Reached { former: true, ..reach::stands(viewer, cohort, program) }, row, theirs: Some(theirs) })
}

/// The sessions of a group of which a person that was in it has something: a sign of being there, a plan, a questionnaire.
pub(super) async fn theirs(db: &impl ConnectionTrait, cohort: CohortId, me: PersonId) -> Result<BTreeSet<SessionId>> {
    let place = enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(cohort)).filter(enrolments::Column::PersonId.eq(me));
    if place.one(db).await?.is_none() {
        return Ok(BTreeSet::new());
    }
    let plans =
        action_plans::Entity::find().filter(action_plans::Column::CohortId.eq(cohort)).filter(action_plans::Column::PersonId.eq(me));
    let received =
        reflections::Entity::find().filter(reflections::Column::CohortId.eq(cohort)).filter(reflections::Column::PersonId.eq(me));
    let mut all = attendance::signs(db, cohort, me).await?;
    all.extend(plans.all(db).await?.into_iter().map(|p| p.session_id));
    all.extend(received.all(db).await?.into_iter().map(|r| r.session_id));
    Ok(all)
}

/// The same, for one of these roles only.
pub(crate) async fn group_for(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str, may: impl Fn(&Group) -> bool) -> Result<Group> {
    let group = group(db, viewer, slug).await?;
    if may(&group) { Ok(group) } else { Err(Fault::Refused("refused-role")) }
}

/// A session of this group.
pub(crate) async fn session(db: &impl ConnectionTrait, group: &Group, id: SessionId) -> Result<sessions::Model> {
    let found = sessions::Entity::find_by_id(id).filter(sessions::Column::CohortId.eq(group.reached.id)).one(db).await?;
    found.filter(|session| group.shows(session.id)).ok_or(Fault::Missing)
}
