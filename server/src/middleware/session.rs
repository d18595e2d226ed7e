//! Who comes: from the access cookie, else from the refresh cookie, always checked against the store.

use app::session::Cookies;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use backend::Viewer;
use backend::accounts::devices::{self, Opened};

use crate::host::Host;
use crate::keys::ACCESS_SECONDS;

/// Middleware: puts the `Viewer` into the request, and cookies onto the response when they change.
pub async fn recognize(State(host): State<Host>, mut request: Request, next: Next) -> Response {
    let (viewer, renewed) = who_comes(&host, request.headers()).await;
    request.extensions_mut().insert(viewer);
    let mut response = next.run(request).await;
    let change = response.extensions_mut().remove::<Cookies>().or_else(|| renewed.map(Cookies::Give));
    match change {
        Some(Cookies::Give(opened)) => give(&host, &opened, response.headers_mut()),
        Some(Cookies::Take) => take(&host, response.headers_mut()),
        None => {}
    }
    response
}

/// The viewer of a request, and fresh cookies when the access token had run out.
pub async fn who_comes(host: &Host, headers: &HeaderMap) -> (Viewer, Option<Opened>) {
    let now = host.house.cx.now();
    let access = app::visit::cookie(headers, &host.cookie("at"));
    if let Some(device) = access.and_then(|token| host.keys.read(token, now)) {
        return (host.viewer(device).await, None);
    }
    let Some(token) = app::visit::cookie(headers, &host.cookie("rt")) else { return (Viewer::nobody(), None) };
    match devices::refresh(&host.house.cx, token).await {
        Ok(Some(opened)) => (host.viewer(opened.sign_in).await, Some(opened)),
        _ => (Viewer::nobody(), None),
    }
}

fn give(host: &Host, opened: &Opened, headers: &mut HeaderMap) {
    let Ok(access) = host.keys.mint(opened.person, opened.sign_in, host.house.cx.now()) else { return };
    set(host, headers, "at", &access, ACCESS_SECONDS);
    if !opened.refresh.is_empty() {
        set(host, headers, "rt", &opened.refresh, devices::LIFE.num_seconds());
    }
}

fn take(host: &Host, headers: &mut HeaderMap) {
    set(host, headers, "at", "", 0);
    set(host, headers, "rt", "", 0);
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
}

fn set(host: &Host, headers: &mut HeaderMap, name: &str, value: &str, seconds: i64) {
    let secure = if host.secure { "; Secure" } else { "" };
    let cookie = format!("{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", host.cookie(name));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.append(SET_COOKIE, cookie);
    }
}
