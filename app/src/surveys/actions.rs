//! What is done from the pages of a cohort's forms.

use axum::extract::Path;
use backend::surveys::asking;
use domain::id::AdministrationId;

use crate::answer::{Answer, go};
use crate::visit::Visit;

/// Opens my own link to a form.
pub async fn answer_now(visit: Visit, Path((slug, id)): Path<(String, AdministrationId)>) -> Answer {
    Ok(go(asking::answer_now(&visit.cx, &visit.viewer, &slug, id).await?))
}

/// Mails the link to those who have not answered.
pub async fn send_letters(visit: Visit, Path((slug, id)): Path<(String, AdministrationId)>) -> Answer {
    let sent = asking::send(&visit.cx, &visit.viewer, &slug, id).await?;
    let done = if sent > 0 { "survey-letters" } else { "survey-letters-none" };
    Ok(go(format!("/cohorts/{slug}/surveys/{id}?done={done}")))
}
