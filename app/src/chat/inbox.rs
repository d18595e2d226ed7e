//! Every conversation of a person on one page; and a question to all of them, or to one.

use axum::extract::Query;
use backend::Fault;
use backend::chat::inbox::{self, RoomLine};
use backend::chat::reach::{self, Kind};
use backend::chat::{FOUND_AS, settings};
use backend::search::{self, Found};
use domain::id::RoomId;
use leptos::prelude::*;
use serde::Deserialize;

use super::pages;
use crate::answer::{Answer, again};
use crate::forum::search::results;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The inbox.
pub async fn page(visit: Visit) -> Answer {
    let rooms = inbox::rooms(&visit.cx, &visit.viewer).await?;
    let invisible = settings::invisible(&visit.cx, visit.who()?.person).await?;
    Ok(visit.show(Page::new(visit.t("nav-inbox")), || {
        let (closed, open): (Vec<&RoomLine>, Vec<&RoomLine>) = rooms.iter().partition(|r| r.archived);
        let none = open.is_empty().then(|| parts::empty(visit.t("inbox-empty")));
        let list = |rooms: Vec<&RoomLine>| rooms.into_iter().map(|r| row(&visit, r)).collect_view();
        let closed = (!closed.is_empty()).then(|| {
            view! {
                <section><h2>{visit.t("inbox-closed")}</h2><ul class="list">{list(closed)}</ul></section>
            }
        });
        view! {
            {parts::done(&visit)}
            <h1>{visit.t("nav-inbox")}</h1>
            <p class="lede">{visit.t("inbox-lede")}</p>
            {none}
            <ul class="list inbox">{list(open)}</ul>
            {closed}
            <section class="card">
                <h2>{visit.t("chat-search-all")}</h2>
                <form class="inline-form" action="/chat/search" method="get" role="search">
                    <div class="field"><label for="all-q">{visit.t("search-question")}</label>
                        <input id="all-q" name="q" type="search" maxlength="200" required/></div>
                    <button class="button quiet" type="submit">{visit.t("search")}</button>
                </form>
            </section>
            {presence(&visit, invisible)}
        }
    }))
}

/// What a room is called in the list.
fn name(visit: &Visit, r: &RoomLine) -> String {
    match (r.kind, &r.session) {
        (Kind::Direct | Kind::Breakout, _) => r.title.clone(),
        (Kind::Session, Some((_, at, title))) => {
            let name =
                if title.is_empty() { domain::when::show(*at, visit.zone(), visit.zone(), visit.lang()).text } else { title.clone() };
            visit.tw("chat-of-session", &[("session", name.as_str().into())])
        }
        _ => visit.tw("inbox-cohort", &[("cohort", r.cohort.as_str().into())]),
    }
}

fn row(visit: &Visit, r: &RoomLine) -> impl IntoView + use<> {
    let fresh = r.unread > 0 && !r.archived;
    let anchor = if fresh && r.seen > 0 { "#new" } else { "" };
    let place = match r.kind {
        Kind::Direct => visit.t("inbox-direct"),
        Kind::Breakout => visit.tw("inbox-breakout", &[("cohort", r.cohort.as_str().into())]),
        _ => r.cohort.clone(),
    };
    let last = r.last.as_ref().map(|(who, at, words)| {
        let words = if words.is_empty() { visit.t("chat-deleted") } else { words.clone() };
        view! { <p class="inbox-last">{who.clone()}{visit.t("inbox-colon")}" "{words}</p> <p class="meta">{place.clone()}" · "{parts::time(visit, *at, visit.zone())}</p> }
    });
    let none = r.last.is_none().then(|| view! { <p class="meta">{place}" · "{visit.t("chat-empty")}</p> });
    let called = (r.mentions > 0 && fresh).then(|| view! { <span class="badge is-called">{visit.t("chat-called")}</span> });
    let new = fresh.then(|| view! { <span class="badge is-done">{visit.tw("inbox-new", &[("n", r.unread.into())])}</span> });
    let seen = fresh.then(|| {
        let label = visit.tw("inbox-seen-room", &[("room", name(visit, r).as_str().into())]);
        view! {
            <form method="post" action=format!("/chat/rooms/{}/seen", r.id)>
                <input type="hidden" name="seq" value=r.last_seq.to_string()/>
                <button class="link-button" type="submit" aria-label=label>{visit.t("inbox-seen")}</button>
            </form>
        }
    });
    view! {
        <li class=if fresh { "row unread" } else { "row" }>
            <div class="row-main"><a href=format!("{}{anchor}", r.address())>{name(visit, r)}</a>{last}{none}</div>
            <div class="row-meta cluster">{called}{new}{seen}</div>
        </li>
    }
}

fn presence(visit: &Visit, invisible: bool) -> impl IntoView + use<> {
    let (state, act) = if invisible { ("inbox-invisible", "inbox-show-me") } else { ("inbox-visible", "inbox-hide-me") };
    view! {
        <section class="card">
            <h2>{visit.t("inbox-presence")}</h2>
            <p>{visit.t(state)}</p>
            <form method="post" action="/chat/visible">
                <input type="hidden" name="invisible" value=if invisible { "no" } else { "yes" }/>
                <button class="button quiet" type="submit">{visit.t(act)}</button>
            </form>
        </section>
    }
}

/// What is looked for, and where.
#[derive(Debug, Deserialize)]
pub struct Question {
    #[serde(default)]
    q: String,
    room: Option<RoomId>,
    page: Option<u64>,
}

/// Looks for words in one room or in all.
pub async fn find(visit: Visit, Query(asked): Query<Question>) -> Answer {
    visit.who()?;
    let typed = Typed::of([("q", asked.q.clone())]);
    let room = match asked.room {
        Some(id) => Some(reach::room(visit.cx.db(), &visit.viewer, id).await?),
        None => None,
    };
    let (place, page) = match &room {
        Some(room) => {
            let other = match room.other {
                Some(other) => backend::programs::queries::names(visit.cx.db(), [other].into_iter()).await?.remove(&other),
                None => None,
            };
            let (title, page) = pages::frame(&visit, room, other.as_deref(), false).await?;
            (Some((room.id, title)), page)
        }
        None => (None, Page::new(visit.t("chat-search-all")).crumb(visit.t("nav-inbox"), "/chat")),
    };
    if asked.q.trim().is_empty() {
        return Ok(show(&visit, page, place, &typed, None));
    }
    let group = room.as_ref().map(|r| r.id.0);
    match search::find_in(&visit.cx, &visit.viewer, &asked.q, asked.page.unwrap_or(1), FOUND_AS, group).await {
        Ok(found) => Ok(show(&visit, page, place, &typed, Some(found))),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, page, place, &typed.with_faults(faults), None))),
        Err(other) => Err(other.into()),
    }
}

fn show(visit: &Visit, page: Page, place: Option<(RoomId, String)>, typed: &Typed, found: Option<Found>) -> axum::response::Response {
    visit.show(page, || {
        let (title, room) = match place {
            Some((id, name)) => (visit.tw("chat-search-in", &[("room", name.as_str().into())]), Some(id)),
            None => (visit.t("chat-search-all"), None),
        };
        let mut here = format!("/chat/search?q={}", parts::query_value(typed.get("q")));
        if let Some(room) = room {
            here.push_str(&format!("&room={room}"));
        }
        let results = found.map(|f| results(visit, &here, &f));
        view! {
            <h1>{title}</h1>
            {parts::fault_summary(visit, typed)}
            <form class="form" method="get" action="/chat/search" role="search">
                {room.map(|r| view! { <input type="hidden" name="room" value=r.to_string()/> })}
                {field(visit, typed, "q", "search-question").required().hint("search-hint").input("search", "off")}
                <p><button class="button" type="submit">{visit.t("search")}</button></p>
            </form>
            {results}
        }
    })
}
