//! The session room: one facilitator runs the hour from one screen, everyone sees the same.
//!
//! What moves is drawn by `draw` from the one state that all screens share, on the server for the page and in the browser when the state
//! has changed: the same code on both ends, so that a page without scripts and a live one cannot differ. What people type into stands
//! beside those parts and is never redrawn.
#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "hydrate")]
mod away;
#[cfg(feature = "hydrate")]
mod clocks;
#[cfg(feature = "hydrate")]
mod drafts;
pub mod draw;
#[cfg(feature = "hydrate")]
mod focus;
#[cfg(feature = "ssr")]
pub mod forms;
pub mod islands;
#[cfg(feature = "hydrate")]
mod live;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "hydrate")]
mod part;
#[cfg(feature = "ssr")]
mod past;
pub mod people;
#[cfg(feature = "hydrate")]
mod post;
#[cfg(feature = "ssr")]
pub mod record;
pub mod words;

#[cfg(feature = "ssr")]
use axum::routing::{get, post};

/// The routes of the hour.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    axum::Router::new()
        .route("/cohorts/{slug}/sessions/{id}/hour", get(pages::page))
        .route("/cohorts/{slug}/sessions/{id}/hour/run", post(actions::run))
        .route("/cohorts/{slug}/sessions/{id}/hour/scribe", post(actions::scribe))
        .route("/cohorts/{slug}/sessions/{id}/hour/hand", post(actions::hand))
        .route("/cohorts/{slug}/sessions/{id}/hour/queue", post(actions::queue))
        .route("/cohorts/{slug}/sessions/{id}/hour/notes", post(actions::notes))
        .route("/cohorts/{slug}/sessions/{id}/hour/notes/past", get(past::page))
        .route("/cohorts/{slug}/sessions/{id}/hour/polls", post(actions::ask))
        .route("/cohorts/{slug}/sessions/{id}/hour/polls/{poll}", post(actions::close_poll))
        .route("/cohorts/{slug}/sessions/{id}/hour/polls/{poll}/vote", post(actions::vote))
        .route("/cohorts/{slug}/sessions/{id}/hour/used", post(actions::used))
        .route("/cohorts/{slug}/sessions/{id}/hour/advice", post(actions::advise))
        .route("/cohorts/{slug}/sessions/{id}/hour/advice/{advice}", post(actions::order))
        .route("/cohorts/{slug}/sessions/{id}/hour/groups", post(actions::groups))
        .route("/cohorts/{slug}/sessions/{id}/hour/groups/place", post(actions::place))
        .route("/cohorts/{slug}/sessions/{id}/hour/groups/enter", post(actions::enter))
}
