//! A paper as an Open Badge, and what a verifier fetches of it: keys, the issuer's profile, the list of those that were revoked.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use backend::Fault;
use backend::credits::badges;
use domain::id::HubId;

use crate::answer::Answer;
use crate::sessions::attendance::download;
use crate::visit::Visit;

/// The badge of a paper, to be put into a wallet.
pub async fn badge(visit: Visit, Path(serial): Path<String>) -> Answer {
    let file = badges::badge(&visit.cx, &visit.viewer, &serial).await?;
    Ok(download(file.bytes, badges::MEDIA_TYPE, &file.name))
}

/// What anybody may fetch and keep for a few minutes.
fn public(kind: &'static str, body: String) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=300")], body).into_response()
}

/// The public keys as a set.
pub async fn keys(visit: Visit) -> Answer {
    Ok(public("application/jwk-set+json", badges::set(&visit.cx)?.to_string()))
}

/// One public key: where the name of a key leads.
pub async fn key(visit: Visit, Path(thumbprint): Path<String>) -> Answer {
    Ok(public("application/jwk+json", badges::key(&visit.cx, &thumbprint)?.to_string()))
}

/// The profile of who issues.
pub async fn issuer(visit: Visit, Path(hub): Path<HubId>) -> Answer {
    Ok(public("application/ld+json", badges::issuer(&visit.cx, hub).await?.to_string()))
}

/// Which badges were revoked, as a signed list.
pub async fn status(visit: Visit, Path(list): Path<i32>) -> Answer {
    let list = if list < 0 { Err(Fault::Missing) } else { badges::list(&visit.cx, list).await };
    Ok(public(badges::MEDIA_TYPE, list?))
}
