//! A cohort's figures, without a name on them.
#[cfg(feature = "ssr")]
pub mod charts;
#[cfg(feature = "ssr")]
pub mod numbers;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod scales;
#[cfg(feature = "ssr")]
mod tables;

#[cfg(feature = "ssr")]
use axum::routing::get;

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    axum::Router::new().route("/cohorts/{slug}/dashboard", get(pages::page)).route("/cohorts/{slug}/dashboard.csv", get(pages::csv))
}
