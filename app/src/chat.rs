//! Live chat: a page that works without scripts, and an island that keeps it live.
pub mod islands;
#[cfg(feature = "hydrate")]
mod line;
#[cfg(feature = "hydrate")]
mod page;
#[cfg(feature = "hydrate")]
mod pending;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod beside;
#[cfg(feature = "ssr")]
pub mod pages;

#[cfg(feature = "ssr")]
use axum::routing::{get, post};

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    axum::Router::new()
        .route("/cohorts/{slug}/chat", get(pages::cohort).post(actions::to_cohort))
        .route("/cohorts/{slug}/sessions/{id}/chat", get(pages::session).post(actions::to_session))
        .route("/chat/messages/{id}", get(pages::edit).post(actions::edit))
        .route("/chat/messages/{id}/delete", post(actions::delete))
}
