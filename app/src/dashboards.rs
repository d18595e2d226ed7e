//! Dashboards: a cohort's figures without a name on them, on one page and in one file.
#[cfg(feature = "ssr")]
mod attendance;
#[cfg(feature = "ssr")]
mod changes;
#[cfg(feature = "ssr")]
pub mod charts;
#[cfg(feature = "ssr")]
mod ladder;
#[cfg(feature = "ssr")]
mod methods;
#[cfg(feature = "ssr")]
pub mod numbers;
#[cfg(feature = "ssr")]
pub mod pages;

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    use axum::routing::get;
    axum::Router::new().route("/cohorts/{slug}/dashboard", get(pages::page)).route("/cohorts/{slug}/dashboard.csv", get(pages::file))
}
