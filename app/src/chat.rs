//! Live chat: a page that works without scripts, and an island that keeps it live.
#[cfg(feature = "hydrate")]
mod acts;
#[cfg(feature = "hydrate")]
mod chooser;
#[cfg(feature = "hydrate")]
mod composer;
pub mod islands;
#[cfg(feature = "hydrate")]
mod line;
#[cfg(feature = "hydrate")]
mod page;
#[cfg(feature = "hydrate")]
pub(crate) mod pending;
#[cfg(feature = "hydrate")]
mod seen;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod beside;
#[cfg(feature = "ssr")]
pub mod flagging;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod groups;
#[cfg(feature = "ssr")]
pub mod inbox;
#[cfg(feature = "ssr")]
mod message;
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
        .route("/cohorts/{slug}/chat/groups", get(groups::page).post(actions::open_group))
        .route("/chat", get(inbox::page))
        .route("/chat/search", get(inbox::find))
        .route("/chat/visible", post(actions::visible))
        .route("/chat/with/{id}", get(forms::with).post(actions::to_person))
        .route("/chat/rooms/{id}", get(pages::room).post(actions::to_room))
        .route("/chat/rooms/{id}/close", post(actions::close_group))
        .route("/chat/rooms/{id}/members", get(groups::seats).post(actions::reseat))
        .route("/chat/rooms/{id}/seen", post(actions::seen))
        .route("/chat/rooms/{id}/shown.svg", get(actions::shown))
        .route("/chat/messages/{id}", get(forms::edit).post(actions::edit))
        .route("/chat/messages/{id}/at", get(pages::find))
        .route("/chat/messages/{id}/delete", post(actions::delete))
        .route("/chat/messages/{id}/flag", get(flagging::choose))
        .route("/chat/messages/{id}/hide", post(actions::hide))
        .route("/chat/messages/{id}/history", get(forms::past))
        .route("/chat/messages/{id}/reactions", post(actions::react))
        .route("/chat/messages/{id}/thread", get(forms::thread).post(actions::to_thread))
        .route("/chat/messages/{id}/unhide", post(actions::unhide))
}
