//! Hubs, programs, cohorts, people and roles.
#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod changing;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod importing;
#[cfg(feature = "ssr")]
pub mod manage;
#[cfg(feature = "ssr")]
pub mod members;
#[cfg(feature = "ssr")]
pub mod pages;

#[cfg(feature = "ssr")]
use axum::routing::{get, post};

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    let limit = axum::extract::DefaultBodyLimit::max(crate::typed::upload::LARGEST);
    axum::Router::new()
        .route("/programs/{slug}", get(pages::program))
        .route("/cohorts", get(pages::cohorts))
        .route("/cohorts/{slug}", get(pages::cohort))
        .route("/cohorts/{slug}/people", get(pages::people).post(actions::enrol))
        .route("/cohorts/{slug}/people/remove", get(members::leaving).post(members::remove))
        .route("/cohorts/{slug}/people/back", post(members::back))
        .route("/cohorts/{slug}/people/invite", post(members::invite))
        .route("/cohorts/{slug}/people/import", get(importing::page).post(importing::import).layer(limit))
        .route("/cohorts/{slug}/roles", post(actions::role))
        .route("/cohorts/{slug}/manage", get(manage::cohort).post(actions::change_cohort))
        .route("/cohorts/{slug}/archive", post(actions::archive))
        .route("/manage", get(manage::programs))
        .route("/manage/hubs/new", get(forms::hub).post(actions::open_hub))
        .route("/manage/programs/new", get(forms::program).post(actions::open_program))
        .route("/manage/programs/{id}/edit", get(changing::program).post(changing::change_program))
        .route("/manage/hubs/{id}/edit", get(changing::hub).post(changing::change_hub))
        .route("/manage/programs/{id}/cohorts/new", get(forms::cohort).post(actions::open_cohort))
        .route("/manage/programs/{id}/grants", post(actions::grant))
}
