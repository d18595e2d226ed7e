//! Search: one question over everything that its asker may read.

use axum::extract::Query;
use backend::Fault;
use backend::search::{self, Found, Hit, Piece};
use leptos::prelude::*;
use serde::Deserialize;

use super::pages::{pager, title_or};
use crate::answer::{Answer, again};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// What is looked for.
#[derive(Debug, Deserialize)]
pub struct Question {
    #[serde(default)]
    q: String,
    page: Option<u64>,
}

/// The search page: with its results, or a sentence about the question.
pub async fn page(visit: Visit, Query(asked): Query<Question>) -> Answer {
    visit.who()?;
    let typed = Typed::of([("q", asked.q.clone())]);
    if asked.q.trim().is_empty() {
        return Ok(show(&visit, &typed, None));
    }
    match search::find(&visit.cx, &visit.viewer, &asked.q, asked.page.unwrap_or(1)).await {
        Ok(found) => Ok(show(&visit, &typed, Some(found))),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, &typed.with_faults(faults), None))),
        Err(other) => Err(other.into()),
    }
}

fn show(visit: &Visit, typed: &Typed, found: Option<Found>) -> axum::response::Response {
    visit.show(Page::new(visit.t("search")), || {
        let here = format!("/search?q={}", parts::query_value(typed.get("q")));
        let results = found.map(|f| results(visit, &here, &f));
        view! {
            <h1>{visit.t("search")}</h1>
            {parts::fault_summary(visit, typed)}
            <form class="form" method="get" action="/search" role="search">
                {field(visit, typed, "q", "search-question").required().hint("search-hint").input("search", "off")}
                <p><button class="button" type="submit">{visit.t("search")}</button></p>
            </form>
            {results}
        }
    })
}

/// What was found, and its pages; `here` is the question's address.
pub fn results(visit: &Visit, here: &str, found: &Found) -> AnyView {
    if found.total == 0 {
        return parts::empty(visit.t("search-none")).into_any();
    }
    let rows = found.hits.iter().map(|h| row(visit, h)).collect_view();
    view! {
        <h2>{visit.tw("search-found", &[("n", found.total.into())])}</h2>
        <ul class="list">{rows}</ul>
        {pager(visit, here, "&", found.page, found.pages())}
    }
    .into_any()
}

fn row(visit: &Visit, hit: &Hit) -> AnyView {
    let base = format!("/cohorts/{}", hit.slug);
    let href = match hit.kind.as_str() {
        "thread" => format!("{base}/forum/threads/{}", hit.object),
        "post" => format!("{base}/forum/posts/{}", hit.object),
        "message" => format!("/chat/messages/{}/at", hit.object),
        other => format!("{base}/{other}s/{}", hit.object),
    };
    let title = if hit.title.iter().all(|p| p.text.is_empty()) { vec![Piece::plain(untitled(visit, hit))] } else { hit.title.clone() };
    let snippet = (!hit.snippet.is_empty()).then(|| view! { <p>{pieces(&hit.snippet)}</p> });
    view! {
        <li>
            <h3><a href=href>{pieces(&title)}</a></h3>
            {snippet}
            <p class="meta">
                <span class="badge is-soft">{visit.t(&format!("search-kind-{}", hit.kind))}</span>
                <span>{if hit.cohort.is_empty() { visit.t("inbox-direct") } else { hit.cohort.clone() }}</span>
                {hit.author.clone().map(|a| view! { <span>{a}</span> })}
                {parts::time(visit, hit.at, &hit.zone)}
                {hit.staff_only.then(|| view! { <span class="badge is-bad">{visit.t("forum-hidden")}</span> })}
            </p>
        </li>
    }
    .into_any()
}

/// What a result without a title is called: a message by who said it, where there are no more than two by what it is.
fn untitled(visit: &Visit, hit: &Hit) -> String {
    match (hit.kind.as_str(), &hit.author) {
        ("message", Some(author)) => visit.tw("search-message-of", &[("name", author.as_str().into())]),
        _ => title_or(visit, ""),
    }
}

fn pieces(pieces: &[Piece]) -> Vec<AnyView> {
    let one = |p: &Piece| if p.hit { view! { <mark>{p.text.clone()}</mark> }.into_any() } else { p.text.clone().into_any() };
    pieces.iter().map(one).collect()
}
