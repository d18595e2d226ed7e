//! Roles: a coordinator gives those of a member, an administrator the privileged ones; nobody gives one to themselves.

use domain::id::{PersonId, ProgramId};
use domain::viewer::{CohortRole, Grant};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::reach::{self, Ask};
use super::tables::{cohort_roles, enrolments, grants, programs};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Who may give this role in a cohort: the coordinator a peer mentor's, an administrator also a facilitator's.
fn may_assign(viewer: &Viewer, role: CohortRole) -> Result<()> {
    match role {
        CohortRole::PeerMentor => Ok(()),
        CohortRole::Facilitator if viewer.is_administrator() => Ok(()),
        _ => Err(Fault::Refused("refused-privileged")),
    }
}

/// Gives or takes a role in a cohort.
pub async fn assign(cx: &Cx, viewer: &Viewer, slug: &str, person: PersonId, role: CohortRole, given: bool) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Manage).await?;
    may_assign(viewer, role)?;
    not_self(viewer, person)?;
    exists(&tx, person).await?;
    let known = cohort_roles::Entity::find()
        .filter(cohort_roles::Column::CohortId.eq(reached.id))
        .filter(cohort_roles::Column::PersonId.eq(person))
        .filter(cohort_roles::Column::Role.eq(role.code()))
        .one(tx.db())
        .await?;
    match (known, given) {
        (None, true) => {
            let row = cohort_roles::ActiveModel {
                id: Set(cx.new_id()),
                cohort_id: Set(reached.id),
                person_id: Set(person),
                role: Set(role.code().to_owned()),
                granted_at: Set(cx.now()),
                granted_by: Set(viewer.person()),
            };
            cohort_roles::Entity::insert(row).exec_without_returning(tx.db()).await?;
        }
        (Some(row), false) => {
            cohort_roles::Entity::delete_by_id(row.id).exec(tx.db()).await?;
            crate::sessions::letters::stop(&tx, reached.id, person).await?;
        }
        _ => return Ok(()),
    }
    let action = if role == CohortRole::Facilitator { "role.assign_privileged" } else { "role.assign_member" };
    let detail = json!({ "role": role.code(), "given": given });
    audit::write(&tx, viewer, Line::new(action, "cohort", reached.id.0).about(person).detail(detail)).await?;
    tx.tell(Hint::Person(person));
    tx.commit().await
}

/// Gives or takes a power over a program. Administrators only.
pub async fn grant(cx: &Cx, viewer: &Viewer, program: ProgramId, person: PersonId, kind: Grant, given: bool) -> Result<()> {
    let mut tx = cx.begin().await?;
    let who = viewer.who().ok_or(Fault::SignIn)?;
    programs::Entity::find_by_id(program).one(tx.db()).await?.ok_or(Fault::Missing)?;
    if !who.administrator {
        return Err(if viewer.coordinates(program) { Fault::Refused("refused-privileged") } else { Fault::Missing });
    }
    not_self(viewer, person)?;
    exists(&tx, person).await?;
    let known = grants::Entity::find()
        .filter(grants::Column::ProgramId.eq(program))
        .filter(grants::Column::PersonId.eq(person))
        .filter(grants::Column::Kind.eq(kind.code()))
        .one(tx.db())
        .await?;
    match (known, given) {
        (None, true) => {
            let row = grants::ActiveModel {
                id: Set(cx.new_id()),
                person_id: Set(person),
                program_id: Set(program),
                kind: Set(kind.code().to_owned()),
                granted_at: Set(cx.now()),
                granted_by: Set(viewer.person()),
            };
            grants::Entity::insert(row).exec_without_returning(tx.db()).await?;
        }
        (Some(row), false) => {
            grants::Entity::delete_by_id(row.id).exec(tx.db()).await?;
        }
        _ => return Ok(()),
    }
    let detail = json!({ "grant": kind.code(), "given": given });
    audit::write(&tx, viewer, Line::new("role.assign_privileged", "program", program.0).about(person).detail(detail)).await?;
    tx.tell(Hint::Person(person));
    tx.commit().await
}

/// Makes or unmakes an administrator; the last one stays.
pub async fn administrator(cx: &Cx, viewer: &Viewer, person: PersonId, given: bool) -> Result<()> {
    let mut tx = cx.begin().await?;
    let who = viewer.who().ok_or(Fault::SignIn)?;
    if !who.administrator {
        return Err(Fault::Refused("refused-role"));
    }
    not_self(viewer, person)?;
    exists(&tx, person).await?;
    let others = people::Entity::find()
        .filter(people::Column::Administrator.eq(true))
        .filter(people::Column::State.eq("active"))
        .filter(people::Column::Id.ne(person))
        .count(tx.db())
        .await?;
    if !given && others == 0 {
        return Err(Fault::Refused("refused-last-administrator"));
    }
    let change = people::ActiveModel { id: Set(person), administrator: Set(given), updated_at: Set(cx.now()), ..Default::default() };
    change.update(tx.db()).await?;
    let detail = json!({ "administrator": given });
    audit::write(&tx, viewer, Line::new("role.assign_privileged", "person", person.0).about(person).detail(detail)).await?;
    tx.tell(Hint::Person(person));
    tx.commit().await
}

fn not_self(viewer: &Viewer, person: PersonId) -> Result<()> {
    if viewer.is(person) { Err(Fault::Refused("refused-self")) } else { Ok(()) }
}

async fn exists(tx: &Tx, person: PersonId) -> Result<()> {
    people::Entity::find_by_id(person).one(tx.db()).await?.map(|_| ()).ok_or(Fault::Missing)
}

/// Whether somebody is enrolled in a cohort now.
pub async fn is_enrolled(db: &impl sea_orm::ConnectionTrait, cohort: domain::id::CohortId, person: PersonId) -> Result<bool> {
    let found = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(cohort))
        .filter(enrolments::Column::PersonId.eq(person))
        .filter(enrolments::Column::State.eq("enrolled"))
        .one(db)
        .await?;
    Ok(found.is_some())
}
