//! The live socket.

use axum::Router;

use crate::host::Host;

/// The route of the socket.
pub fn routes(_: &Host) -> Router {
    Router::new()
}
