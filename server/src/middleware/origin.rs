//! No other site makes a browser act here: every request that may write is checked by where it says it comes from.
//!
//! `Sec-Fetch-Site` of `same-origin` or `none` passes; another value is refused. Without it, `Origin` must be ours.
//! Without both, a `Referer` of another site is refused; without that too it is no browser, so it carries no cookies of one (ecosystem §4.5).
//! `Host` is never believed.

use app::visit::Visit;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;

use crate::host::Host;

/// Middleware of the outermost router.
pub async fn check(State(host): State<Host>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers(), &host.origin) {
        return next.run(request).await;
    }
    tracing::warn!(path = request.uri().path(), "a request from another site was refused");
    refused(&host, request).await
}

/// A page that says so, in the language of whoever it is. Their cookies are read for that, and not renewed: nothing is done.
async fn refused(host: &Host, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let access = app::visit::cookie(&parts.headers, &host.cookie("at"));
    if let Some(device) = access.and_then(|token| host.keys.read(token, host.house.cx.now())) {
        let viewer = host.viewer(device).await;
        parts.extensions.insert(viewer);
    }
    match Visit::from_request_parts(&mut parts, &host.house).await {
        Ok(visit) => app::answer::refused(&visit, "refused-other-site"),
        Err(never) => match never {},
    }
}

/// Whether a request that writes may be believed to come from our own pages.
pub fn is_ours(headers: &HeaderMap, origin: &str) -> bool {
    let header = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    match (header("sec-fetch-site"), header("origin")) {
        (Some(site), None) => matches!(site, "same-origin" | "none"),
        (Some(site), Some(from)) => matches!(site, "same-origin" | "none") && (from == origin || same_host_on_loopback(from, origin)),
        (None, Some(from)) => from == origin || same_host_on_loopback(from, origin),
        (None, None) => header("referer").is_none_or(|page| is_page_of(page, origin)),
    }
}

/// Whether a page of this address is one of ours.
fn is_page_of(page: &str, origin: &str) -> bool {
    let end = page.find("://").map_or(0, |at| at + 3);
    let site = page.get(end..).and_then(|rest| page.get(..end + rest.find(['/', '?', '#']).unwrap_or(rest.len()))).unwrap_or_default();
    site == origin || same_host_on_loopback(site, origin)
}

/// On a developer's machine, `localhost` and `127.0.0.1` of the same port are one place.
fn same_host_on_loopback(from: &str, origin: &str) -> bool {
    let plain = |url: &str| url.replace("://127.0.0.1", "://localhost");
    origin.starts_with("http://") && plain(from) == plain(origin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn ours(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        is_ours(&headers, "https://kith.example.org")
    }

    #[test]
    fn only_our_own_pages_may_write() {
        assert!(ours(&[("sec-fetch-site", "same-origin"), ("origin", "https://kith.example.org")]));
        assert!(ours(&[("origin", "https://kith.example.org")]));
        assert!(ours(&[]));
        assert!(ours(&[("referer", "https://kith.example.org/cohorts/a?b=c")]));
        assert!(ours(&[("referer", "https://kith.example.org")]));
        for forged in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "null")],
            &[("referer", "https://evil.example.org/https://kith.example.org/")],
            &[("referer", "https://kith.example.org.evil.example.org/")],
            &[("referer", "https://kith.example.org@evil.example.org/")],
            &[("referer", "nonsense")],
            &[("origin", "https://evil.example.org")],
            &[("origin", "https://sub.kith.example.org")],
            &[("origin", "http://kith.example.org")],
            &[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example.org")],
            &[("sec-fetch-site", "none"), ("origin", "https://evil.example.org")],
        ] {
            assert!(!ours(forged), "{forged:?}");
        }
    }
}
