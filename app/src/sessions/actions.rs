//! What people do to one session.

use axum::extract::Path;
use backend::Fault;
use backend::sessions::{agenda as lines, commands};
use domain::id::SessionId;

use super::edit;
use crate::answer::{Answer, again, conflict, go};
use crate::typed::Typed;
use crate::visit::Visit;

/// Changes a session.
pub async fn change(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let version = typed.get("version").parse().unwrap_or(0);
    match commands::change(&visit.cx, &visit.viewer, &slug, id, version, &edit::form(&typed)).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/sessions/{id}?done=saved"))),
        Err(Fault::Invalid(faults)) => Ok(again(edit::show(&visit, &slug, id, typed.with_faults(faults), Typed::empty()).await?)),
        Err(Fault::Conflict("conflict-changed")) => {
            let typed = typed.beside(&edit::stored(&visit, &slug, id).await?);
            Ok(conflict(edit::show(&visit, &slug, id, typed, Typed::empty()).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// Sets the agenda.
pub async fn agenda(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let done = match typed.whole("kind-0") {
        Ok(()) => lines::set_as_read(&visit.cx, &visit.viewer, &slug, id, typed.get("version"), &edit::lines(&typed)).await,
        cut => cut,
    };
    match done {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/sessions/{id}?done=saved"))),
        Err(Fault::Invalid(faults)) => {
            let stored = edit::stored(&visit, &slug, id).await?;
            Ok(again(edit::show(&visit, &slug, id, stored, typed.with_faults(faults)).await?))
        }
        Err(Fault::Conflict("conflict-changed")) => {
            let (stored, plan) = (edit::stored(&visit, &slug, id).await?, edit::stored_plan(&visit, &slug, id).await?);
            Ok(conflict(edit::show(&visit, &slug, id, stored, typed.beside(&plan)).await?))
        }
        Err(other) => Err(other.into()),
    }
}
