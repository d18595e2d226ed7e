//! The money of small groups: payments from eligible to paid, a group's budget, a division's sums.
#[cfg(feature = "ssr")]
pub mod budget;
#[cfg(feature = "ssr")]
pub mod payments;

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    use axum::routing::{get, post};
    axum::Router::new()
        .route("/cohorts/{slug}/payments", get(payments::page).post(payments::batch))
        .route("/cohorts/{slug}/payments/batches/{id}", post(payments::step))
        .route("/cohorts/{slug}/payments/batches/{id}/list.csv", get(payments::file))
        .route("/cohorts/{slug}/payments/{id}/reverse", post(payments::reverse))
        .route("/cohorts/{slug}/budget", get(budget::page).post(budget::book))
        .route("/cohorts/{slug}/budget/{id}/reverse", post(budget::reverse))
        .route("/divisions/{id}", get(budget::division))
}
