//! The session room: one facilitator runs the hour from one screen, everyone sees the same.
//!
//! What moves is drawn by `draw` from the one state that all screens share, on the server for the page and in the browser when the state
//! has changed: the same code on both ends, so that a page without scripts and a live one cannot differ. What people type into stands
//! beside those parts and is never redrawn.
#[cfg(feature = "ssr")]
pub mod actions;
pub mod draw;
#[cfg(feature = "ssr")]
pub mod forms;
pub mod html;
pub mod islands;
#[cfg(feature = "hydrate")]
mod live;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod people;
#[cfg(feature = "hydrate")]
mod post;
#[cfg(feature = "ssr")]
pub mod record;
pub mod words;

#[cfg(feature = "ssr")]
use axum::routing::{get, post as posted};

/// The routes of the hour.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    let at = |tail: &str| format!("/cohorts/{{slug}}/sessions/{{id}}/hour{tail}");
    axum::Router::new()
        .route(&at(""), get(pages::page))
        .route(&at("/run"), posted(actions::run))
        .route(&at("/scribe"), posted(actions::scribe))
        .route(&at("/hand"), posted(actions::hand))
        .route(&at("/queue"), posted(actions::queue))
        .route(&at("/notes"), posted(actions::notes))
        .route(&at("/polls"), posted(actions::ask))
        .route(&at("/polls/{poll}"), posted(actions::close_poll))
        .route(&at("/polls/{poll}/vote"), posted(actions::vote))
        .route(&at("/used"), posted(actions::used))
        .route(&at("/advice"), posted(actions::advise))
        .route(&at("/advice/{advice}"), posted(actions::order))
        .route(&at("/groups"), posted(actions::groups))
        .route(&at("/groups/place"), posted(actions::place))
        .route(&at("/groups/enter"), posted(actions::enter))
}
