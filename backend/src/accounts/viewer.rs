//! From a signed-in device to a `Viewer`: one look at everything that decides rights.

use domain::id::{PersonId, SignInId};
use domain::viewer::{CohortRole, Grant, Membership, Who};
use sea_orm::entity::prelude::{Linked, RelationDef};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::tables::{people, sign_ins, terms, terms_acceptances};
use crate::programs::tables::{cohort_roles, cohorts, enrolments, grants};
use crate::{Cx, Result, Viewer};

/// The viewer behind a signed-in device; nobody when it was ended, has expired, or the person is not active.
pub async fn of_sign_in(cx: &Cx, id: SignInId) -> Result<Viewer> {
    let Some((device, Some(person))) = sign_ins::Entity::find_by_id(id).find_also_linked(ToPerson).one(cx.db()).await? else {
        return Ok(Viewer::nobody());
    };
    if device.ended_at.is_some() || device.expires_at <= cx.now() || person.state != "active" {
        return Ok(Viewer::nobody());
    }
    Ok(Viewer::of(who(cx, person, id).await?))
}

/// An active person as viewer, without a device: for whoever runs the machine and acts in their name.
pub async fn of_person(cx: &Cx, id: PersonId) -> Result<Viewer> {
    match people::Entity::find_by_id(id).one(cx.db()).await?.filter(|p| p.state == "active") {
        Some(person) => Ok(Viewer::of(who(cx, person, SignInId(uuid::Uuid::nil())).await?)),
        None => Ok(Viewer::nobody()),
    }
}

/// Everything that decides a person's rights, read afresh.
pub async fn who(cx: &Cx, person: people::Model, sign_in: SignInId) -> Result<Who> {
    Ok(Who {
        person: person.id,
        sign_in,
        name: person.name.clone(),
        lang: person.language.parse().unwrap_or_default(),
        zone: person.zone.clone(),
        administrator: person.administrator,
        memberships: memberships(cx, &person).await?,
        grants: held_grants(cx, &person).await?,
        terms_accepted: newest_terms_accepted(cx, &person).await?,
    })
}

struct ToPerson;
impl Linked for ToPerson {
    type FromEntity = sign_ins::Entity;
    type ToEntity = people::Entity;
    fn link(&self) -> Vec<RelationDef> {
        vec![sign_ins::Entity::belongs_to(people::Entity).from(sign_ins::Column::PersonId).to(people::Column::Id).into()]
    }
}

async fn memberships(cx: &Cx, person: &people::Model) -> Result<Vec<Membership>> {
    let enrolled: Vec<(domain::id::CohortId, domain::id::ProgramId)> = enrolments::Entity::find()
        .join(
            JoinType::InnerJoin,
            enrolments::Entity::belongs_to(cohorts::Entity).from(enrolments::Column::CohortId).to(cohorts::Column::Id).into(),
        )
        .filter(enrolments::Column::PersonId.eq(person.id))
        .filter(enrolments::Column::State.eq("enrolled"))
        .select_only()
        .column(cohorts::Column::Id)
        .column(cohorts::Column::ProgramId)
        .into_tuple()
        .all(cx.db())
        .await?;
    let roles: Vec<(domain::id::CohortId, domain::id::ProgramId, String)> = cohort_roles::Entity::find()
        .join(
            JoinType::InnerJoin,
            cohort_roles::Entity::belongs_to(cohorts::Entity).from(cohort_roles::Column::CohortId).to(cohorts::Column::Id).into(),
        )
        .filter(cohort_roles::Column::PersonId.eq(person.id))
        .select_only()
        .column(cohorts::Column::Id)
        .column(cohorts::Column::ProgramId)
        .column(cohort_roles::Column::Role)
        .into_tuple()
        .all(cx.db())
        .await?;
    let participant = enrolled.into_iter().map(|(cohort, program)| Membership { cohort, program, role: CohortRole::Participant });
    let held =
        roles.into_iter().filter_map(|(cohort, program, role)| Some(Membership { cohort, program, role: CohortRole::parse(&role)? }));
    Ok(participant.chain(held).collect())
}

async fn held_grants(cx: &Cx, person: &people::Model) -> Result<Vec<(domain::id::ProgramId, Grant)>> {
    let rows = grants::Entity::find().filter(grants::Column::PersonId.eq(person.id)).all(cx.db()).await?;
    Ok(rows.into_iter().filter_map(|g| Some((g.program_id, Grant::parse(&g.kind)?))).collect())
}

async fn newest_terms_accepted(cx: &Cx, person: &people::Model) -> Result<bool> {
    let Some(newest) = terms::Entity::find().order_by_desc(terms::Column::VersionOn).one(cx.db()).await? else { return Ok(true) };
    let accepted = terms_acceptances::Entity::find()
        .filter(terms_acceptances::Column::PersonId.eq(person.id))
        .filter(terms_acceptances::Column::TermsId.eq(newest.id))
        .count(cx.db())
        .await?;
    Ok(accepted > 0)
}
