//! Roles: a coordinator gives those of a member, an administrator the privileged ones; nobody gives one to themselves.

use domain::fault::{Faults, FieldFault};
use domain::id::{PersonId, ProgramId};
use domain::text::{self, NAME};
use domain::viewer::{CohortRole, Grant};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::reach::{self, Ask, Reached};
use super::tables::{cohort_roles, enrolments, grants, programs};
use crate::accounts::invite::{self, Guest};
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
    set(&mut tx, viewer, &reached, person, role, given).await?;
    tx.commit().await
}

/// Gives a role to whoever has this address, without a place. Who has no account yet is invited, by the name given.
pub async fn assign_by_address(cx: &Cx, viewer: &Viewer, slug: &str, email: &str, name: &str, role: CohortRole) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Manage).await?;
    may_assign(viewer, role)?;
    let (email, called) = addressed(&tx, email, name).await?;
    let lang = reached.row.language.parse().unwrap_or_default();
    let guest = Guest { email, name: called, lang, zone: reached.zone.clone(), ..Guest::default() };
    let (person, _) = invite::person_for(&tx, &guest).await?;
    set(&mut tx, viewer, &reached, person, role, true).await?;
    invite::send(&mut tx, viewer, person, &reached.name, &format!("/cohorts/{}", reached.slug)).await?;
    tx.commit().await
}

/// An address and a name as typed, checked: a name is needed where nobody has the address yet.
async fn addressed(tx: &Tx, email: &str, name: &str) -> Result<(String, String)> {
    let mut faults = Faults::new();
    let address = faults.take(text::email("email", email));
    let called = faults.take(text::optional_line("name", name, NAME)).unwrap_or_default();
    if let Some(address) = &address
        && called.is_empty()
        && by_address(tx, address).await?.is_none()
    {
        faults.add(FieldFault::new("name", "fault-role-new"));
    }
    faults.done()?;
    Ok((address.unwrap_or_default(), called))
}

async fn by_address(tx: &Tx, address: &str) -> Result<Option<people::Model>> {
    Ok(people::Entity::find().filter(people::Column::Email.eq(address)).one(tx.db()).await?)
}

async fn set(tx: &mut Tx, viewer: &Viewer, reached: &Reached, person: PersonId, role: CohortRole, given: bool) -> Result<()> {
    not_self(viewer, person)?;
    exists(tx, person).await?;
    let known = cohort_roles::Entity::find()
        .filter(cohort_roles::Column::CohortId.eq(reached.id))
        .filter(cohort_roles::Column::PersonId.eq(person))
        .filter(cohort_roles::Column::Role.eq(role.code()))
        .one(tx.db())
        .await?;
    match (known, given) {
        (None, true) => {
            let row = cohort_roles::ActiveModel {
                id: Set(tx.cx().new_id()),
                cohort_id: Set(reached.id),
                person_id: Set(person),
                role: Set(role.code().to_owned()),
                granted_at: Set(tx.cx().now()),
                granted_by: Set(viewer.person()),
            };
            cohort_roles::Entity::insert(row).exec_without_returning(tx.db()).await?;
        }
        (Some(row), false) => {
            cohort_roles::Entity::delete_by_id(row.id).exec(tx.db()).await?;
            crate::sessions::letters::stop(tx, reached.id, person).await?;
        }
        _ => return Ok(()),
    }
    let action = if role == CohortRole::Facilitator { "role.assign_privileged" } else { "role.assign_member" };
    let detail = json!({ "role": role.code(), "given": given });
    audit::write(tx, viewer, Line::new(action, "cohort", reached.id.0).about(person).detail(detail)).await?;
    tx.tell(Hint::Person(person));
    Ok(())
}

/// Gives or takes a power over a program. Administrators only.
pub async fn grant(cx: &Cx, viewer: &Viewer, program: ProgramId, person: PersonId, kind: Grant, given: bool) -> Result<()> {
    let mut tx = cx.begin().await?;
    granting(&tx, viewer, program).await?;
    set_grant(&mut tx, viewer, program, person, kind, given).await?;
    tx.commit().await
}

/// Gives a power over a program to whoever has this address: without a place in any cohort, as a lead must not see a name. Who has no account
/// yet is invited, by the name given. Administrators only.
pub async fn grant_by_address(cx: &Cx, viewer: &Viewer, program: ProgramId, email: &str, name: &str, kind: Grant) -> Result<()> {
    let mut tx = cx.begin().await?;
    let row = granting(&tx, viewer, program).await?;
    let (email, called) = addressed(&tx, email, name).await?;
    let person = invite::person_for(&tx, &Guest { email, name: called, ..Guest::default() }).await?.0;
    set_grant(&mut tx, viewer, program, person, kind, true).await?;
    invite::send(&mut tx, viewer, person, &row.name, "/").await?;
    tx.commit().await
}

/// The program, for whoever may give powers over it.
async fn granting(tx: &Tx, viewer: &Viewer, program: ProgramId) -> Result<programs::Model> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let row = programs::Entity::find_by_id(program).one(tx.db()).await?.ok_or(Fault::Missing)?;
    match who.administrator {
        true => Ok(row),
        false if viewer.coordinates(program) => Err(Fault::Refused("refused-privileged")),
        false => Err(Fault::Missing),
    }
}

async fn set_grant(tx: &mut Tx, viewer: &Viewer, program: ProgramId, person: PersonId, kind: Grant, given: bool) -> Result<()> {
    not_self(viewer, person)?;
    exists(tx, person).await?;
    let known = grants::Entity::find()
        .filter(grants::Column::ProgramId.eq(program))
        .filter(grants::Column::PersonId.eq(person))
        .filter(grants::Column::Kind.eq(kind.code()))
        .one(tx.db())
        .await?;
    match (known, given) {
        (None, true) => {
            let row = grants::ActiveModel {
                id: Set(tx.cx().new_id()),
                person_id: Set(person),
                program_id: Set(program),
                kind: Set(kind.code().to_owned()),
                granted_at: Set(tx.cx().now()),
                granted_by: Set(viewer.person()),
            };
            grants::Entity::insert(row).exec_without_returning(tx.db()).await?;
        }
        (Some(row), false) => {
            if kind == Grant::Coordinator {
                not_the_last(tx, program, person).await?;
            }
            grants::Entity::delete_by_id(row.id).exec(tx.db()).await?;
        }
        _ => return Ok(()),
    }
    let detail = json!({ "grant": kind.code(), "given": given });
    audit::write(tx, viewer, Line::new("role.assign_privileged", "program", program.0).about(person).detail(detail)).await?;
    tx.tell(Hint::Person(person));
    Ok(())
}

/// A program without a coordinator has nobody who answers its people: another one is named first.
async fn not_the_last(tx: &Tx, program: ProgramId, person: PersonId) -> Result<()> {
    programs::Entity::find_by_id(program).lock_exclusive().one(tx.db()).await?;
    let others = grants::Entity::find()
        .filter(grants::Column::ProgramId.eq(program))
        .filter(grants::Column::Kind.eq(Grant::Coordinator.code()))
        .filter(grants::Column::PersonId.ne(person))
        .count(tx.db())
        .await?;
    if others == 0 { Err(Fault::Refused("refused-last-coordinator")) } else { Ok(()) }
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
