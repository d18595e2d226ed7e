//! Headers of every response, and the nonce that lets our own scripts run and no others.

use app::visit::Nonce;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::host::Host;

/// Middleware: gives the request a nonce and the response its headers.
pub async fn harden(State(host): State<Host>, mut request: Request, next: Next) -> Response {
    let nonce = data_encoding::BASE64URL_NOPAD.encode(&host.house.cx.bytes::<16>());
    request.extensions_mut().insert(Nonce(nonce.clone()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", policy(&nonce, &host.origin)),
        ("x-content-type-options", "nosniff".to_owned()),
        ("referrer-policy", "same-origin".to_owned()),
        ("cross-origin-opener-policy", "same-origin".to_owned()),
        ("cross-origin-resource-policy", "same-origin".to_owned()),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()".to_owned()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value)
            && !headers.contains_key(name)
        {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    if host.origin.starts_with("https://") {
        headers.insert("strict-transport-security", HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    response
}

/// Nothing runs but what carries the nonce; nothing is loaded or sent but from and to here.
fn policy(nonce: &str, origin: &str) -> String {
    let socket = origin.replacen("http", "ws", 1);
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self' {socket}; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    )
}
