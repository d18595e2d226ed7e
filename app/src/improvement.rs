//! Small groups: one's own tracks, the action plan, practice visits, the questionnaire that looks back, and what a group is offered with.
#[cfg(feature = "ssr")]
pub mod gates;
#[cfg(feature = "ssr")]
pub mod group;
#[cfg(feature = "ssr")]
pub mod joining;
#[cfg(feature = "ssr")]
pub mod plan;
#[cfg(feature = "ssr")]
pub mod questionnaire;
#[cfg(feature = "ssr")]
pub mod settings;
#[cfg(feature = "ssr")]
pub mod show;
#[cfg(feature = "ssr")]
pub mod visits;

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    use axum::routing::{get, post};
    axum::Router::new()
        .route("/cohorts/{slug}/group", get(group::page))
        .route("/groups", get(joining::page))
        .route("/groups/{slug}", post(joining::join))
        .route("/groups/{slug}/leave", get(joining::leaving).post(joining::leave))
        .route("/cohorts/{slug}/group/settings", get(settings::page).post(settings::change))
        .route("/cohorts/{slug}/group/{id}/plan", get(plan::page).post(plan::send))
        .route("/cohorts/{slug}/group/{id}/questionnaire", get(questionnaire::page).post(questionnaire::send))
        .route("/cohorts/{slug}/questionnaires/{id}", get(questionnaire::received))
        .route("/cohorts/{slug}/plans/{id}", get(show::page))
        .route("/cohorts/{slug}/plans/{id}/comments", post(show::comment))
        .route("/cohorts/{slug}/plans/{id}/review", post(show::review))
        .route("/cohorts/{slug}/plans/{id}/withdraw", post(show::withdraw))
        .route("/cohorts/{slug}/plans/{id}/reopen", post(show::reopen))
        .route("/cohorts/{slug}/visits", get(visits::page).post(visits::book))
        .route("/cohorts/{slug}/visits/{id}", get(visits::one).post(visits::report))
        .route("/cohorts/{slug}/visits/{id}/cancel", post(visits::cancel))
}

/// The id in an address; anything that is none is not there.
#[cfg(feature = "ssr")]
pub(crate) fn id<T: std::str::FromStr>(text: &str) -> Result<T, backend::Fault> {
    text.parse().map_err(|_| backend::Fault::Missing)
}
