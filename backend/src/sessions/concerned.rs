//! Whom a session concerns: everybody with a place in its cohort or a role in it, whose account is active.

use std::collections::{HashMap, HashSet};

use domain::id::{CohortId, PersonId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::Result;
use crate::accounts::tables::people;
use crate::programs::tables::{cohort_roles, enrolments};

/// The people of a cohort whom its letters reach.
pub(crate) async fn members(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<people::Model>> {
    let ids = places(db, &[cohort]).await?.remove(&cohort).unwrap_or_default();
    let people = people::Entity::find().filter(people::Column::Id.is_in(ids)).filter(people::Column::State.eq("active"));
    Ok(people.all(db).await?)
}

/// Of these people, those whose account is active.
pub(crate) async fn active(db: &impl ConnectionTrait, ids: &HashSet<PersonId>) -> Result<HashSet<PersonId>> {
    let people = people::Entity::find().filter(people::Column::Id.is_in(ids.clone())).filter(people::Column::State.eq("active"));
    Ok(people.all(db).await?.into_iter().map(|p| p.id).collect())
}

/// Who has a place or a role in each cohort, whatever their account.
pub(crate) async fn places(db: &impl ConnectionTrait, cohorts: &[CohortId]) -> Result<HashMap<CohortId, HashSet<PersonId>>> {
    let enrolled = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.is_in(cohorts.to_vec()))
        .filter(enrolments::Column::State.eq("enrolled"))
        .all(db)
        .await?;
    let roles = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.is_in(cohorts.to_vec())).all(db).await?;
    let mut found: HashMap<CohortId, HashSet<PersonId>> = HashMap::new();
    let pairs = enrolled.into_iter().map(|e| (e.cohort_id, e.person_id)).chain(roles.into_iter().map(|r| (r.cohort_id, r.person_id)));
    for (cohort, person) in pairs {
        found.entry(cohort).or_default().insert(person);
    }
    Ok(found)
}
