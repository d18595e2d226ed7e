//! The outermost router: every request, whatever it asks for, passes the same doors in the same order.

use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::timeout::TimeoutLayer;

use crate::assets::Shelf;
use crate::host::Host;
use crate::middleware::{address, headers, origin, session};
use crate::{health, live};

/// The whole product as one service.
pub fn build(host: &Host, shelf: Shelf) -> Router {
    let pages = app::routes::all(&host.house)
        .layer(from_fn_with_state(host.clone(), session::recognize))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)));
    Router::new()
        .merge(pages)
        .merge(health::routes())
        .with_state(host.house.clone())
        .merge(shelf.routes())
        .merge(live::routes(host))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(host.clone(), address::note))
        .layer(from_fn_with_state(host.clone(), origin::check))
        .layer(from_fn_with_state(host.clone(), headers::harden))
}
