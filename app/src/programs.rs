//! Room: programs.
#[cfg(feature = "ssr")]
pub mod pages;

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    axum::Router::new()
}
