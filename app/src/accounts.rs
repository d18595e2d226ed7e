//! People: coming in, going out, the profile, the terms, the start page.
#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod pages;

#[cfg(feature = "ssr")]
use axum::routing::{get, post};

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    axum::Router::new()
        .route("/", get(pages::home))
        .route("/in/{token}", get(pages::link).post(actions::by_link))
        .route("/sign-in", get(pages::sign_in))
        .route("/sign-out", post(actions::sign_out))
        .route("/language", post(actions::language))
}
