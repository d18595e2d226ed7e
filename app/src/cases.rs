//! Cases: written, checked, reviewed, presented, answered, followed up.
#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod attachments;
#[cfg(feature = "ssr")]
pub mod editor;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod letter;
#[cfg(feature = "ssr")]
pub mod outcomes;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod review;
#[cfg(feature = "ssr")]
pub mod show;

#[cfg(feature = "ssr")]
use axum::routing::{get, post};

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    let limit = axum::extract::DefaultBodyLimit::max(attachments::LARGEST);
    axum::Router::new()
        .route("/manage/programs/{id}/case-form", get(editor::page).post(editor::save))
        .route("/cohorts/{slug}/cases/outcomes", get(outcomes::page))
        .route("/cohorts/{slug}/cases/{id}/again", post(actions::present_again))
        .route("/cohorts/{slug}/cases/{id}/attachments", get(attachments::page).post(attachments::add).layer(limit))
        .route("/cohorts/{slug}/cases/{id}/attachments/{file}", get(attachments::open))
        .route("/cohorts/{slug}/cases/{id}/attachments/{file}/attest", post(attachments::attest))
        .route("/cohorts/{slug}/cases/{id}/attachments/{file}/remove", post(attachments::remove))
        .route("/cohorts/{slug}/cases", get(pages::list))
        .route("/cohorts/{slug}/cases/new", get(form::new).post(form::begin))
        .route("/cohorts/{slug}/cases/{id}", get(show::page))
        .route("/cohorts/{slug}/cases/{id}/edit", get(form::edit).post(form::change))
        .route("/cohorts/{slug}/cases/{id}/review", get(review::page).post(review::decide))
        .route("/cohorts/{slug}/cases/{id}/schedule", get(review::schedule_page).post(review::schedule))
        .route("/cohorts/{slug}/cases/{id}/present", post(actions::present))
        .route("/cohorts/{slug}/cases/{id}/questions", post(actions::ask))
        .route("/cohorts/{slug}/cases/{id}/questions/{question}", post(actions::answer))
        .route("/cohorts/{slug}/cases/{id}/recommendations", post(actions::recommend))
        .route("/cohorts/{slug}/cases/{id}/letter", get(letter::page))
        .route("/cohorts/{slug}/cases/{id}/letter/write", get(letter::write_page).post(letter::write))
        .route("/cohorts/{slug}/cases/{id}/follow-up", get(letter::follow_up_page).post(letter::follow_up))
        .route("/cohorts/{slug}/cases/{id}/history", get(pages::history))
        .route("/cohorts/{slug}/cases/{id}/withdraw", post(actions::withdraw))
        .route("/cohorts/{slug}/cases/{id}/purge", post(actions::purge))
}

/// The id in an address; anything that is none is not there.
#[cfg(feature = "ssr")]
pub(crate) fn id(text: &str) -> Result<domain::id::CaseId, backend::Fault> {
    text.parse().map_err(|_| backend::Fault::Missing)
}
