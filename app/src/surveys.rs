//! Surveys: answering by a link, the forms of a cohort, who has answered, versions, plans, files, raw rows.
pub mod islands;
#[cfg(feature = "hydrate")]
mod keeping;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod answer;
#[cfg(feature = "ssr")]
pub mod conditions;
#[cfg(feature = "ssr")]
pub mod files;
#[cfg(feature = "ssr")]
pub mod instruments;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod plan;
#[cfg(feature = "ssr")]
pub mod raw;
#[cfg(feature = "ssr")]
pub mod responses;
#[cfg(feature = "ssr")]
pub mod sheet;

#[cfg(feature = "ssr")]
use axum::extract::DefaultBodyLimit;
#[cfg(feature = "ssr")]
use axum::routing::{get, post};

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    let files = axum::Router::new()
        .route("/cohorts/{slug}/surveys/instruments", get(instruments::page).post(instruments::upload))
        .route("/cohorts/{slug}/surveys/responses", get(responses::page).post(responses::upload))
        .layer(DefaultBodyLimit::max(files::LARGEST));
    axum::Router::new()
        .route("/s/{token}", get(answer::page).post(answer::send))
        .route("/s/{token}/draft", post(answer::draft))
        .route("/cohorts/{slug}/surveys", get(pages::board))
        .route("/cohorts/{slug}/surveys/plan", get(plan::page).post(plan::change))
        .route("/cohorts/{slug}/surveys/raw", get(raw::page).post(raw::export))
        .route("/cohorts/{slug}/surveys/instruments/{version}", get(instruments::preview))
        .route("/cohorts/{slug}/surveys/{id}", get(pages::one))
        .route("/cohorts/{slug}/surveys/{id}/answer", post(actions::answer_now))
        .route("/cohorts/{slug}/surveys/{id}/letters", post(actions::send_letters))
        .merge(files)
}
