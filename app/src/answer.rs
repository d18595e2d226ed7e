//! How a page or an action answers, and the one place where a fault becomes a status and a page.

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use backend::Fault;

use crate::parts;
use crate::parts::kept::{self, Kept};
use crate::parts::unsent::{self, First, Sent};
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::{House, Visit};

/// What every page and action returns.
pub type Answer = Result<Response, Oops>;

/// A fault on its way out. It leaves as an empty response that carries the fault; `dress` turns it into a page.
#[derive(Debug, Clone)]
pub struct Oops {
    status: StatusCode,
    fault: Option<Fault>,
}

impl Oops {
    /// A bare status, for requests that are malformed rather than mistaken.
    pub fn status(status: StatusCode) -> Self {
        Self { status, fault: None }
    }
}

impl From<Fault> for Oops {
    fn from(fault: Fault) -> Self {
        Self { status: status_of(&fault), fault: Some(fault) }
    }
}

impl IntoResponse for Oops {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The status of each fault (security §3.2).
pub fn status_of(fault: &Fault) -> StatusCode {
    match fault {
        Fault::SignIn => StatusCode::UNAUTHORIZED,
        Fault::Missing => StatusCode::NOT_FOUND,
        Fault::Refused(_) => StatusCode::FORBIDDEN,
        Fault::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Fault::Conflict(_) => StatusCode::CONFLICT,
        Fault::Gone(_) => StatusCode::GONE,
        Fault::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Fault::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        Fault::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Fault::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        Fault::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// 303 to another page of this site.
pub fn go(path: impl AsRef<str>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let target = HeaderValue::from_str(path.as_ref()).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, target);
    response
}

/// The same page with status 422, its fields as typed.
pub fn again(mut response: Response) -> Response {
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// The same page with status 409: what was typed stands there, and why it could not be taken.
pub fn conflict(mut response: Response) -> Response {
    *response.status_mut() = StatusCode::CONFLICT;
    response
}

/// A whole page of HTML; pages hold what only their reader may see, so no cache keeps them.
pub fn html(body: String) -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, "private, no-store")], body).into_response()
}

/// Middleware: a response that carries a fault becomes a page in the visitor's language. Nobody signed in: to sign-in and back,
/// or, where something was sent, to a page that keeps it. What was typed stands on the page of a fault too.
pub async fn dress(State(_): State<House>, visit: Visit, mut request: Request, next: Next) -> Response {
    let reading = request.method() == Method::GET || request.method() == Method::HEAD;
    if terms_first(&visit) {
        if !reading {
            return unsent::page(&visit, &Sent::read(request).await, First::Terms);
        }
        return go(format!("/terms?next={}", parts::query_value(&visit.path)));
    }
    if !reading && is_no_form(request.headers()) {
        return fault_page(&visit, StatusCode::UNSUPPORTED_MEDIA_TYPE, (None, &Typed::empty()));
    }
    let file = unsent::with_file(request.headers());
    let kept = Kept::default();
    request.extensions_mut().insert(kept.clone());
    request.extensions_mut().insert(visit.clone());
    let mut response = next.run(request).await;
    let status = response.status();
    let oops = response.extensions_mut().remove::<Oops>().or_else(|| undressed(&response, visit.path.contains('?')));
    let Some(oops) = oops else {
        crate::done::remember(&mut response);
        return response;
    };
    if oops.fault == Some(Fault::SignIn) {
        if !reading {
            return unsent::page(&visit, &Sent { typed: kept.take(), file }, First::SignIn);
        }
        return go(format!("/sign-in?next={}", parts::query_value(&visit.path)));
    }
    log(oops.fault.as_ref(), &visit);
    let mut page = fault_page(&visit, oops.status, (oops.fault.as_ref(), &kept.take()));
    if let Some(allow) = response.headers().get(axum::http::header::ALLOW).filter(|_| status == StatusCode::METHOD_NOT_ALLOWED) {
        page.headers_mut().insert(axum::http::header::ALLOW, allow.clone());
    }
    let wait = match oops.fault {
        Some(Fault::TooMany(seconds)) => Some(seconds),
        Some(Fault::Busy) => Some(5),
        _ => None,
    };
    if let Some(seconds) = wait {
        page.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    page
}

/// Somebody who has not accepted the newest terms reaches the terms, the way out and the language, and nothing else.
fn terms_first(visit: &Visit) -> bool {
    let waits = visit.viewer.who().is_some_and(|who| !who.terms_accepted);
    let open = ["/terms", "/privacy", "/sign-out", "/language", "/check"].contains(&visit.place())
        || ["/s/", "/unsubscribe/", "/check/", "/disclose/", "/badges/", "/.well-known/"]
            .iter()
            .any(|begin| visit.place().starts_with(begin));
    waits && !open
}

/// A body that none of our forms sends. Acts that read no form refuse it as well: no page of ours asks so.
fn is_no_form(headers: &HeaderMap) -> bool {
    let forms = ["application/x-www-form-urlencoded", "multipart/form-data"];
    let kind = headers.get(CONTENT_TYPE).map(|kind| kind.to_str().unwrap_or_default().to_ascii_lowercase());
    kind.is_some_and(|kind| !forms.iter().any(|form| kind.starts_with(form)))
}

/// An error that a layer of the router made by itself (unknown route, wrong method, unreadable path): it has a status and no page yet.
fn undressed(response: &Response, asked: bool) -> Option<Oops> {
    let bare = !response.headers().get(CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    let failed = response.status().is_client_error() || response.status().is_server_error();
    // An address whose id is none leads nowhere, as one whose id is nobody's.
    let status = if response.status() == StatusCode::BAD_REQUEST && !asked { StatusCode::NOT_FOUND } else { response.status() };
    let ours = response.headers().get(CONTENT_TYPE).is_none_or(|t| t.as_bytes().starts_with(b"text/plain"));
    (bare && failed && ours).then(|| Oops::status(status))
}

fn log(fault: Option<&Fault>, visit: &Visit) {
    match fault {
        Some(Fault::Broken(what)) => tracing::error!(path = visit.place(), what, "a page broke"),
        Some(Fault::Busy | Fault::DiskFull) => tracing::warn!(path = visit.place(), ?fault, "the store did not answer"),
        _ => {}
    }
}

/// The page of something that is refused before any room is asked.
pub fn refused(visit: &Visit, word: &'static str) -> Response {
    fault_page(visit, StatusCode::FORBIDDEN, (Some(&Fault::Refused(word)), &Typed::empty()))
}

/// The page of a fault: what happened, what to do, and what was typed.
fn fault_page(visit: &Visit, status: StatusCode, (fault, typed): (Option<&Fault>, &Typed)) -> Response {
    use leptos::prelude::*;
    let (title, why) = match fault {
        Some(Fault::Refused(word)) => (visit.t("fault-refused-title"), visit.t(word)),
        Some(Fault::Conflict(word)) => (visit.t("fault-conflict-title"), visit.t(word)),
        Some(Fault::Gone(word)) => (visit.t("fault-gone-title"), visit.t(word)),
        Some(Fault::TooMany(seconds)) => (visit.t("fault-429-title"), visit.tw("fault-429", &[("seconds", (*seconds).into())])),
        _ => {
            let known = [400, 403, 404, 405, 413, 415, 422, 500, 503, 507];
            let code = if known.contains(&status.as_u16()) { status.as_u16() } else { 500 };
            (visit.t(&format!("fault-{code}-title")), visit.t(&format!("fault-{code}")))
        }
    };
    let home = visit.t("back-home");
    let before = visit.came_from.clone().filter(|page| page != "/");
    let before = before.map(|page| view! { <a class="button" href=page>{visit.t("back-before")}</a>" " });
    let begun = Page::new(title.clone());
    // The draft that this browser holds learns here that its writer was told: what it sends next is meant.
    let told = matches!(fault, Some(Fault::Conflict(_)));
    let mut page = visit.show(if told { begun.keeps() } else { begun }, move || {
        view! {
            <h1>{title}</h1>
            <p class="lede">{why}</p>
            {told.then(|| view! { <i data-told hidden></i> })}
            {kept::to_copy(visit, typed)}
            <p class="page-actions">{before}<a class="button quiet" href="/">{home}</a></p>
        }
    });
    *page.status_mut() = status;
    page
}
