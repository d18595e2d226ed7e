//! Who is of a room or of a cohort, and who shares one: whom a message may call by name, whom one may write to.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{CohortId, PersonId, ProgramId};
use domain::viewer::Grant;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::reach::{Kind, ReachedRoom};
use super::tables::room_members;
use crate::programs::queries::names;
use crate::programs::tables::{cohort_roles, cohorts, enrolments, grants};
use crate::{Result, Viewer};

/// Everybody who may be in a cohort's room: enrolled, with a role, or coordinating its program.
pub(crate) async fn of_cohort(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<PersonId>> {
    let enrolled =
        enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(cohort)).filter(enrolments::Column::State.eq("enrolled"));
    let mut all: BTreeSet<PersonId> = enrolled.all(db).await?.into_iter().map(|e| e.person_id).collect();
    let roles = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.eq(cohort));
    all.extend(roles.all(db).await?.into_iter().map(|r| r.person_id));
    if let Some(row) = cohorts::Entity::find_by_id(cohort).one(db).await? {
        all.extend(coordinators(db, [row.program_id]).await?);
    }
    Ok(all.into_iter().collect())
}

async fn coordinators(db: &impl ConnectionTrait, programs: impl IntoIterator<Item = ProgramId>) -> Result<Vec<PersonId>> {
    let held =
        grants::Entity::find().filter(grants::Column::ProgramId.is_in(programs)).filter(grants::Column::Kind.eq(Grant::Coordinator.code()));
    Ok(held.all(db).await?.into_iter().map(|g| g.person_id).collect())
}

/// Whether the viewer and somebody are of the same cohort, each as member or as its coordinator.
pub(crate) async fn shares(db: &impl ConnectionTrait, viewer: &Viewer, other: PersonId) -> Result<bool> {
    let Some(who) = viewer.who() else { return Ok(false) };
    let mine: BTreeSet<CohortId> = who.memberships.iter().map(|m| m.cohort).collect();
    let run: BTreeSet<ProgramId> = who.grants.iter().filter(|(_, g)| *g == Grant::Coordinator).map(|(p, _)| *p).collect();
    let cohort_ids: Vec<CohortId> = {
        let enrolled = enrolments::Entity::find().filter(enrolments::Column::PersonId.eq(other));
        let enrolled = enrolled.filter(enrolments::Column::State.eq("enrolled")).all(db).await?.into_iter().map(|e| e.cohort_id);
        let roles = cohort_roles::Entity::find().filter(cohort_roles::Column::PersonId.eq(other));
        enrolled.chain(roles.all(db).await?.into_iter().map(|r| r.cohort_id)).collect()
    };
    if cohort_ids.iter().any(|c| mine.contains(c)) {
        return Ok(true);
    }
    let held = grants::Entity::find().filter(grants::Column::PersonId.eq(other)).filter(grants::Column::Kind.eq(Grant::Coordinator.code()));
    let theirs: BTreeSet<ProgramId> = held.all(db).await?.into_iter().map(|g| g.program_id).collect();
    let of_mine = who.memberships.iter().any(|m| theirs.contains(&m.program)) || run.intersection(&theirs).next().is_some();
    if of_mine || run.is_empty() || cohort_ids.is_empty() {
        return Ok(of_mine);
    }
    let found = cohorts::Entity::find().filter(cohorts::Column::Id.is_in(cohort_ids)).filter(cohorts::Column::ProgramId.is_in(run));
    Ok(found.one(db).await?.is_some())
}

/// The cohorts that the viewer and somebody are both of, by name.
pub(crate) async fn shared(db: &impl ConnectionTrait, viewer: &Viewer, other: PersonId) -> Result<Vec<cohorts::Model>> {
    let Some(who) = viewer.who() else { return Ok(Vec::new()) };
    let mine = who.memberships.iter().map(|m| m.cohort);
    let run = who.grants.iter().filter(|(_, g)| *g == Grant::Coordinator).map(|(p, _)| *p);
    let either = Condition::any().add(cohorts::Column::Id.is_in(mine)).add(cohorts::Column::ProgramId.is_in(run));
    let mut out = Vec::new();
    for cohort in cohorts::Entity::find().filter(either).order_by_asc(cohorts::Column::Name).all(db).await? {
        if of_cohort(db, cohort.id).await?.contains(&other) {
            out.push(cohort);
        }
    }
    Ok(out)
}

/// The people of a room, by name: whom a message there may call.
pub(crate) async fn of_room(db: &impl ConnectionTrait, room: &ReachedRoom) -> Result<BTreeMap<PersonId, String>> {
    let mut ids: BTreeSet<PersonId> = match &room.cohort {
        Some(cohort) if room.kind != Kind::Breakout => of_cohort(db, cohort.id).await?.into_iter().collect(),
        _ => {
            let members = room_members::Entity::find().filter(room_members::Column::RoomId.eq(room.id));
            members.select_only().column(room_members::Column::PersonId).into_tuple().all(db).await?.into_iter().collect()
        }
    };
    // Those who accompany a breakout can be called as well.
    if let (Some(cohort), Kind::Breakout) = (&room.cohort, room.kind) {
        let roles = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.eq(cohort.id));
        let facilitators = roles.filter(cohort_roles::Column::Role.eq("facilitator"));
        ids.extend(facilitators.all(db).await?.into_iter().map(|r| r.person_id));
        ids.extend(coordinators(db, [cohort.program]).await?);
    }
    Ok(names(db, ids.into_iter()).await?.into_iter().collect())
}
