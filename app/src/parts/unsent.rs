//! A form came from somebody who may not act any more: the sign-in ended, or newer terms wait. It was not sent, and nothing of it is lost:
//! every word stands on this page, in a form that goes to the same place once they are back. Nothing of it stands in an address.

use axum::extract::{FromRequest as _, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use leptos::prelude::*;

use super::kept::texts;
use super::text_area::text_area;
use crate::shell::Page;
use crate::typed::Typed;
use crate::typed::upload::Upload;
use crate::visit::Visit;

/// What they have to do first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// Sign in again.
    SignIn,
    /// Accept the newest terms.
    Terms,
}

impl First {
    fn status(self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Terms => StatusCode::FORBIDDEN,
        }
    }
    fn place(self) -> &'static str {
        match self {
            Self::SignIn => "/sign-in",
            Self::Terms => "/terms",
        }
    }
    fn words(self) -> [&'static str; 3] {
        match self {
            Self::SignIn => ["unsent-title", "unsent-lede", "unsent-sign-in"],
            Self::Terms => ["unsent-terms-title", "unsent-terms-lede", "unsent-terms"],
        }
    }
}

/// What was sent: its fields, and whether it came with a file, which has to be chosen again.
pub struct Sent {
    /// The fields as typed.
    pub typed: Typed,
    /// Whether the form was one with a file.
    pub file: bool,
}

impl Sent {
    /// Reads a form that nobody else reads.
    pub async fn read(request: Request) -> Self {
        let file = with_file(request.headers());
        let typed = if file {
            Upload::from_request(request, &()).await.map(|upload| upload.typed)
        } else {
            Typed::from_request(request, &()).await
        };
        Self { typed: typed.unwrap_or_default(), file }
    }
}

/// Whether a form comes with a file.
pub fn with_file(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"))
}

/// The page with everything that was typed.
pub fn page(visit: &Visit, sent: &Sent, first: First) -> Response {
    let [title, lede, act] = first.words().map(|word| visit.t(word));
    let mut page = visit.show(Page::new(title.clone()), || {
        view! {
            <h1>{title}</h1>
            <p class="lede">{lede}</p>
            <p><a class="button" href=first.place() target="_blank" rel="noopener">{act}</a></p>
            <form class="form card" method="post" action=visit.path.clone() enctype=sent.file.then_some("multipart/form-data")>
                {fields(visit, &sent.typed)}
                {sent.file.then(|| view! { <p class="hint">{visit.t("unsent-file")}</p> })}
                <p><button class="button" type="submit">{visit.t("unsent-again")}</button></p>
            </form>
        }
    });
    *page.status_mut() = first.status();
    page
}

/// Every field as it was sent: what somebody wrote in sight, the rest hidden, secrets not at all.
fn fields(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    let names: Vec<&str> = typed.pairs().map(|(name, _)| name).filter(|name| !is_secret(name)).collect();
    let pairs = names.into_iter().flat_map(|name| typed.all(name).iter().map(move |value| (name, value.as_str())));
    let mut shown = 0_u32;
    pairs
        .map(|(name, value)| {
            if texts(&Typed::of([(name, value.to_owned())])).is_empty() {
                return view! { <input type="hidden" name=name.to_owned() value=value.to_owned()/> }.into_any();
            }
            shown += 1;
            let label = if shown == 1 { visit.t("kept-text") } else { visit.tw("kept-text-n", &[("n", shown.into())]) };
            text(name, value, label, shown)
        })
        .collect_view()
}

fn is_secret(name: &str) -> bool {
    ["password", "secret"].iter().any(|word| name.contains(word)) || ["old", "new", "token"].contains(&name)
}

fn text(name: &str, value: &str, label: String, n: u32) -> AnyView {
    let id = format!("unsent-{n}");
    let long = value.contains('\n') || value.chars().count() > 80;
    let control = if long {
        text_area(&id, name, value, 8, false, None, false).into_any()
    } else {
        view! { <input id=id.clone() name=name.to_owned() type="text" value=value.to_owned() autocomplete="off"/> }.into_any()
    };
    view! { <div class="field"><label for=id>{label}</label>{control}</div> }.into_any()
}
