//! Flags, the staff's desk, blotting out, and the breach book.
#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod redaction;

#[cfg(feature = "ssr")]
use axum::routing::{get, post};

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    axum::Router::new()
        .route("/cohorts/{slug}/flags", get(desk::page))
        .route("/cohorts/{slug}/flags/{kind}/{id}", get(pages::flag).post(pages::raise))
        .route("/cohorts/{slug}/flags/{kind}/{id}/mend", get(pages::mend).post(pages::mended))
        .route("/cohorts/{slug}/flags/{kind}/{id}/restore", post(desk::restore))
        .route("/cohorts/{slug}/flags/{kind}/{id}/settle", post(desk::settle))
        .route("/cohorts/{slug}/redact/{kind}/{id}", get(redaction::page).post(redaction::redact))
        .route("/cohorts/{slug}/breaches", get(desk::breaches))
}

/// The thing in an address; anything that is none is not there.
#[cfg(feature = "ssr")]
pub(crate) fn thing(kind: &str, id: &str) -> Result<(backend::flags::Kind, uuid::Uuid), backend::Fault> {
    let kind = backend::flags::Kind::parse(kind).ok_or(backend::Fault::Missing)?;
    Ok((kind, id.parse().map_err(|_| backend::Fault::Missing)?))
}
