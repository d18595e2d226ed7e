//! Is it alive, and can it reach its store.

use app::visit::House;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

/// `/health`: 200 while the store answers, 503 while it does not. No versions, no paths, no names.
pub fn routes() -> Router<House> {
    Router::new().route("/health", get(health))
}

async fn health(State(house): State<House>) -> (StatusCode, &'static str) {
    match backend::health(&house.cx).await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer"),
    }
}
