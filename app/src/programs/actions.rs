//! What coordinators and administrators do to programs, cohorts, people and roles.

use axum::extract::Path;
use backend::Fault;
use backend::programs::commands::{self, NewHub, NewProgram};
use backend::programs::enrolling::{self, NewMember, Place};
use backend::programs::{queries, roles};
use domain::id::{PersonId, ProgramId};
use domain::viewer::{CohortRole, Grant};

use super::forms::{self, cohort_typed};
use super::manage::{self, Forms};
use crate::answer::{Answer, again, conflict, go};
use crate::typed::Typed;
use crate::visit::Visit;

/// Opens a hub.
pub async fn open_hub(visit: Visit, typed: Typed) -> Answer {
    let once = typed.once(&visit.cx);
    let hub = NewHub { name: typed.get("name").to_owned(), zone: typed.get("zone").to_owned() };
    match commands::open_hub(&visit.cx, &visit.viewer, once, &hub).await {
        Ok(id) => Ok(go(format!("/manage/programs/new?hub={id}&done=hub-open"))),
        Err(Fault::Invalid(faults)) => Ok(again(forms::hub_form(&visit, typed.with_faults(faults))?)),
        Err(other) => Err(other.into()),
    }
}

/// Opens a program.
pub async fn open_program(visit: Visit, typed: Typed) -> Answer {
    let once = typed.once(&visit.cx);
    let program = NewProgram {
        hub: typed.get("hub").parse().ok(),
        name: typed.get("name").to_owned(),
        short_code: typed.get("short_code").to_owned(),
        summary: typed.get("summary").to_owned(),
    };
    match commands::open_program(&visit.cx, &visit.viewer, once, &program).await {
        Ok(id) => Ok(go(format!("/manage/programs/{id}/cohorts/new?done=program-open"))),
        Err(Fault::Invalid(faults)) => Ok(again(forms::program_form(&visit, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Opens a cohort.
pub async fn open_cohort(visit: Visit, Path(id): Path<ProgramId>, typed: Typed) -> Answer {
    let once = typed.once(&visit.cx);
    match commands::open_cohort(&visit.cx, &visit.viewer, id, once, &cohort_typed(&typed)).await {
        Ok(slug) => Ok(go(format!("/cohorts/{slug}/manage?done=cohort-open"))),
        Err(Fault::Invalid(faults)) => Ok(again(forms::cohort_form(&visit, id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Changes a cohort.
pub async fn change_cohort(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let version = typed.get("version").parse().unwrap_or(0);
    match commands::change_cohort(&visit.cx, &visit.viewer, &slug, version, &cohort_typed(&typed)).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/manage?done=saved"))),
        Err(Fault::Invalid(faults)) => {
            Ok(again(manage::cohort_page(&visit, &slug, Forms { cohort: typed.with_faults(faults), ..Forms::default() }).await?))
        }
        Err(Fault::Conflict("conflict-changed")) => {
            let view = queries::cohort(&visit.cx, &visit.viewer, &slug, backend::programs::reach::Ask::Manage).await?;
            let cohort = typed.beside(&stored(&view));
            Ok(conflict(manage::cohort_page(&visit, &slug, Forms { cohort, ..Forms::default() }).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// Archives a cohort or brings it back.
pub async fn archive(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let archived = typed.yes_or_no(&visit, "archived")?;
    commands::archive_cohort(&visit.cx, &visit.viewer, &slug, archived).await?;
    Ok(go(format!("/cohorts/{slug}/manage?done={}", if archived { "archived" } else { "saved" })))
}

/// Enrols one person.
pub async fn enrol(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let member = NewMember {
        email: typed.get("email").to_owned(),
        name: typed.get("name").to_owned(),
        profession: typed.get("profession").to_owned(),
        community: typed.get("community").to_owned(),
    };
    match enrolling::enrol(&visit.cx, &visit.viewer, &slug, &member).await {
        Ok(Place::Enrolled) => Ok(go(format!("/cohorts/{slug}/manage?done=enrolled"))),
        Ok(Place::Waiting(_)) => Ok(go(format!("/cohorts/{slug}/manage?done=waiting"))),
        Ok(Place::Already) => Ok(go(format!("/cohorts/{slug}/manage?done=already"))),
        Err(Fault::Invalid(faults)) => {
            let view = queries::cohort(&visit.cx, &visit.viewer, &slug, backend::programs::reach::Ask::Manage).await?;
            let forms = Forms { cohort: stored(&view), person: typed.with_faults(faults).at("new"), ..Forms::default() };
            Ok(again(manage::cohort_page(&visit, &slug, forms).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// A cohort's form as it is stored.
pub fn stored(view: &queries::CohortView) -> Typed {
    Typed::of([
        ("name", view.reached.name.clone()),
        ("starts_on", view.starts_on.to_string()),
        ("ends_on", view.ends_on.to_string()),
        ("capacity", view.capacity.to_string()),
        ("zone", view.reached.zone.clone()),
        ("language", view.language.clone()),
        ("version", view.version.to_string()),
    ])
}

/// Gives or takes a role in a cohort: the person chosen from the list, or named by address.
pub async fn role(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    // The door first: who may not manage learns nothing about addresses.
    let view = queries::cohort(&visit.cx, &visit.viewer, &slug, backend::programs::reach::Ask::Manage).await?;
    let role = CohortRole::parse(typed.get("role")).ok_or(Fault::Missing)?;
    let on = typed.yes_or_no(&visit, "given")?;
    let given = match (typed.get("person").parse::<PersonId>(), typed.get("email").trim()) {
        (Ok(person), _) => roles::assign(&visit.cx, &visit.viewer, &slug, person, role, on).await,
        (Err(_), "") => Err(Fault::field("person", "fault-role-nobody")),
        (Err(_), email) => roles::assign_by_address(&visit.cx, &visit.viewer, &slug, email, typed.get("name"), role).await,
    };
    match given {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/manage?done=saved"))),
        Err(Fault::Invalid(faults)) => {
            let forms = Forms { cohort: stored(&view), role: typed.with_faults(faults).at("role"), ..Forms::default() };
            Ok(again(manage::cohort_page(&visit, &slug, forms).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// Gives or takes a power over a program.
pub async fn grant(visit: Visit, Path(id): Path<ProgramId>, mut typed: Typed) -> Answer {
    typed.set("program", id.to_string());
    let kind = Grant::parse(typed.get("kind")).ok_or(Fault::Missing)?;
    let given = typed.yes_or_no(&visit, "given")?;
    let done = match typed.get("person").parse() {
        Ok(person) => roles::grant(&visit.cx, &visit.viewer, id, person, kind, given).await,
        Err(_) if given => roles::grant_by_address(&visit.cx, &visit.viewer, id, typed.get("email"), typed.get("name"), kind).await,
        Err(_) => Err(Fault::Missing),
    };
    match done {
        Ok(()) => Ok(go("/manage?done=saved")),
        Err(Fault::Invalid(faults)) => Ok(again(manage::programs_with(&visit, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}
