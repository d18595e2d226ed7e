//! A room: a page of its messages, a form to say something, who is of it, and where else to look.

use axum::extract::{Path, Query};
use backend::chat::queries::{self, At, RoomView};
use backend::chat::reach::{self, Kind, ReachedRoom};
use backend::chat::settings;
use domain::id::{MessageId, RoomId, SessionId};
use leptos::prelude::*;
use serde::Deserialize;

use super::islands::ChatLine;
use super::message;
use crate::answer::{Answer, go};
use crate::parts;
use crate::parts::fields::field;
use crate::sessions::hour::islands::GroupLine;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// Which page of the history.
#[derive(Debug, Default, Deserialize)]
pub struct History {
    before: Option<i64>,
    after: Option<i64>,
    at: Option<i64>,
}

impl History {
    fn at(&self) -> At {
        match (self.at, self.after, self.before) {
            (Some(seq), ..) => At::Around(seq),
            (_, Some(seq), _) => At::After(seq),
            (.., Some(seq)) => At::Before(seq),
            _ => At::Newest,
        }
    }
}

/// A cohort's room.
pub async fn cohort(visit: Visit, Path(slug): Path<String>, Query(page): Query<History>) -> Answer {
    let room = reach::room_of(&visit.cx, &visit.viewer, &slug, None).await?;
    show(&visit, room, page.at(), Typed::empty()).await
}

/// A session's room.
pub async fn session(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, Query(page): Query<History>) -> Answer {
    let room = reach::room_of(&visit.cx, &visit.viewer, &slug, Some(id)).await?;
    show(&visit, room, page.at(), Typed::empty()).await
}

/// A room by its id: a small group's, or two people's. Those with an address of their own are there.
pub async fn room(visit: Visit, Path(id): Path<RoomId>, Query(page): Query<History>) -> Answer {
    let room = reach::room(visit.cx.db(), &visit.viewer, id).await?;
    if matches!(room.kind, Kind::Cohort | Kind::Session) {
        return Ok(go(address(&room)));
    }
    show(&visit, room, page.at(), Typed::empty()).await
}

/// Leads to the page that a message stands on.
pub async fn find(visit: Visit, Path(id): Path<MessageId>) -> Answer {
    let (room, seq) = queries::place(&visit.cx, &visit.viewer, id).await?;
    Ok(go(format!("{}?at={seq}#m-{seq}", address(&room))))
}

/// The address of a room.
pub fn address(room: &ReachedRoom) -> String {
    match (room.kind, &room.cohort, room.session) {
        (Kind::Cohort, Some(cohort), _) => format!("/cohorts/{}/chat", cohort.slug),
        (Kind::Session, Some(cohort), Some(session)) => address_in(&cohort.slug, session),
        _ => format!("/chat/rooms/{}", room.id),
    }
}

/// The address of a session's room.
pub fn address_in(slug: &str, session: SessionId) -> String {
    format!("/cohorts/{slug}/sessions/{session}/chat")
}

/// A page with the place of a room in its frame: the cohort's rooms, or the inbox.
pub async fn frame(visit: &Visit, room: &ReachedRoom, other: Option<&str>, last: bool) -> Result<(String, Page), backend::Fault> {
    let title = match (room.kind, room.session, &room.cohort) {
        (Kind::Direct, ..) => other.unwrap_or_default().to_owned(),
        (Kind::Breakout, ..) => room.title.clone(),
        (_, Some(id), Some(cohort)) => {
            let seen = backend::sessions::queries::session(&visit.cx, &visit.viewer, &cohort.slug, id).await?;
            let name = crate::sessions::pages::name(visit, &seen.line);
            let title = visit.tw("chat-of-session", &[("session", name.as_str().into())]);
            let page = Page::new(title.clone()).cohort(cohort).crumb(visit.t("nav-sessions"), format!("/cohorts/{}/sessions", cohort.slug));
            let page = page.crumb(name, format!("/cohorts/{}/sessions/{id}", cohort.slug));
            return Ok((title, if last { page } else { page.crumb(visit.t("nav-chat"), address(room)) }));
        }
        _ => visit.t("nav-chat"),
    };
    let page = Page::new(title.clone());
    let page = match &room.cohort {
        Some(cohort) if room.kind == Kind::Breakout => {
            page.cohort(cohort).crumb(visit.t("nav-chat"), format!("/cohorts/{}/chat", cohort.slug))
        }
        Some(cohort) => page.cohort(cohort),
        None => page.crumb(visit.t("nav-inbox"), "/chat"),
    };
    Ok((title.clone(), if last { page } else { page.crumb(title, address(room)) }))
}

/// A room whose door was opened, with what was typed.
pub async fn show(visit: &Visit, room: ReachedRoom, at: At, typed: Typed) -> Answer {
    let view = queries::page(&visit.cx, &visit.viewer, room, at).await?;
    let (title, page) = frame(visit, &view.reached, view.other.as_deref(), true).await?;
    let end = view.newer.is_none();
    let page = page.live();
    let invisible = settings::invisible(&visit.cx, visit.who()?.person).await?;
    let here = address(&view.reached);
    Ok(visit.show(page, || {
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            {lede(visit, &view)}
            {of_hour(visit, &view)}
            {line(visit, &view, invisible)}
            {earlier(visit, &view, &here)}
            {pager(view.older.map(|seq| format!("{here}?before={seq}")), visit.t("chat-older"))}
            {log(visit, &view)}
            {pager(view.newer.map(|seq| format!("{here}?after={seq}")), visit.t("chat-later"))}
            {pager(view.newer.map(|_| here.clone()), visit.t("chat-newest"))}
            {uncounted(&view)}
            {(end && view.writable).then(|| composer(visit, &here, &typed, None))}
            {(!view.writable).then(|| parts::kept::to_copy(visit, &typed))}
            {around(visit, &view)}
        }
    }))
}

fn lede(visit: &Visit, view: &RoomView) -> impl IntoView + use<> {
    let key = match view.reached.kind {
        Kind::Direct => "chat-lede-direct",
        Kind::Breakout => "chat-lede-breakout",
        _ => "chat-lede",
    };
    let closed = if view.reached.archived {
        Some(visit.t("conflict-room-archived"))
    } else if view.writable {
        None
    } else {
        Some(visit.t("conflict-room-apart"))
    };
    view! { <p class="meta">{visit.t(key)}</p> {closed.map(|words| view! { <p class="notice">{words}</p> })} }
}

/// A group of a session's hour: the way back, and when everybody is pulled back, that they are.
fn of_hour(visit: &Visit, view: &RoomView) -> impl IntoView + use<> {
    let room = &view.reached;
    let of = room.session.zip(room.cohort.as_ref()).filter(|_| room.kind == Kind::Breakout);
    of.map(|(session, cohort)| {
        let at = crate::sessions::hour::pages::address(&cohort.slug, session);
        let (pulled, link) = (visit.t("hour-pulled"), visit.t("hour-pulled-back"));
        view! { <GroupLine session=session.to_string() room=room.id.to_string() at=at over=room.archived pulled=pulled link=link/> }
    })
}

fn pager(href: Option<String>, words: String) -> impl IntoView {
    href.map(|href| view! { <p class="pager"><a href=href>{words}</a></p> })
}

/// What was not seen and stands before this page: one goes there, so that nothing is skipped.
fn earlier(visit: &Visit, view: &RoomView, here: &str) -> impl IntoView + use<> {
    let first = view.lines.first().map_or(0, |l| l.seq);
    let missed = view.unread > 0 && view.seen > 0 && first > view.seen + 1;
    missed.then(|| {
        let words = visit.tw("chat-unread-earlier", &[("n", view.unread.into())]);
        view! { <p class="notice">{words}" "<a href=format!("{here}?after={}#new", view.seen)>{visit.t("chat-unread-go")}</a></p> }
    })
}

pub(super) fn log(visit: &Visit, view: &RoomView) -> impl IntoView + use<> {
    let none = view.lines.is_empty().then(|| view! { <li class="empty">{visit.t("chat-empty")}</li> });
    let me = visit.viewer.person();
    let fresh = view.lines.iter().find(|l| view.seen > 0 && l.seq > view.seen && Some(l.person) != me && !l.deleted).map(|l| l.seq);
    let lines = view
        .lines
        .iter()
        .map(|l| {
            let mark =
                (fresh == Some(l.seq)).then(|| view! { <li class="new-line" id="new" tabindex="-1">{visit.t("chat-new-since")}</li> });
            (mark, message::item(visit, view, l))
        })
        .collect_view();
    view! {
        <div class="chat-scroll">
            <ol class="chat-log" id="chat-log" aria-live="polite" aria-relevant="additions" aria-label=visit.t("chat-messages")>{none}{lines}</ol>
        </div>
    }
}

/// Browsers without scripts ask for this picture, and only they: what the page showed counts as seen.
pub(super) fn uncounted(view: &RoomView) -> impl IntoView + use<> {
    let (first, last) = view.lines.first().zip(view.lines.last()).map(|(a, b)| (a.seq, b.seq))?;
    let picture = format!("/chat/rooms/{}/shown.svg?first={first}&last={last}", view.reached.id);
    (last > view.seen).then(|| view! { <noscript><img src=picture alt="" width="1" height="1"/></noscript> })
}

/// The sentences that the island needs.
const WORDS: [&str; 23] = [
    "connecting",
    "open",
    "waiting",
    "ended",
    "here",
    "pending",
    "refused",
    "too-long",
    "identifying",
    "too-many",
    "deleted",
    "hidden",
    "reload",
    "new-since",
    "typing-1",
    "typing-2",
    "typing-n",
    "queued",
    "queued-change",
    "queued-drop",
    "people-found",
    "invisible-now",
    "back-down",
];

/// The island: how the line is, who is here; it keeps the page's list and form live.
pub(super) fn line(visit: &Visit, view: &RoomView, invisible: bool) -> impl IntoView + use<> {
    let me = visit.viewer.person().map(|p| p.to_string()).unwrap_or_default();
    let words = WORDS.map(|w| (w.to_owned(), visit.t(&format!("chat-{w}")))).to_vec();
    let name = visit.viewer.who().map(|w| w.name.clone()).unwrap_or_default();
    let threads = view.reached.cohort.as_ref().map(|c| format!("/cohorts/{}/forum/threads/", c.slug)).unwrap_or_default();
    view! {
        <ChatLine room=view.reached.id.to_string() rev=view.reached.last_rev seen=view.seen me=me name=name threads=threads invisible=invisible end=view.newer.is_none() words=words/>
        {message::patterns(visit, view)}
    }
}

/// The form to say something; `back` is where it leads without scripts, when that is not the room's own page.
pub(super) fn composer(visit: &Visit, at: &str, typed: &Typed, back: Option<&'static str>) -> impl IntoView + use<> {
    let back = back.map(|to| view! { <input type="hidden" name="back" value=to/> });
    view! {
        {parts::fault_summary(visit, typed)}
        <form class="form composer" id="composer" method="post" action=at.to_owned()>
            {parts::once(visit, typed)}
            {back}
            {field(visit, typed, "text", "chat-say").required().hint("chat-say-hint").area(3)}
            <p class="cluster">
                <button class="button" type="submit">{visit.t("chat-send")}</button>
                <a class="meta" href=at.to_owned()>{visit.t("chat-refresh")}</a>
            </p>
        </form>
    }
}

/// Below the conversation: how to write, whom one may call, and a question to it.
fn around(visit: &Visit, view: &RoomView) -> impl IntoView + use<> {
    let room = view.reached.id.to_string();
    let people = view
        .people
        .iter()
        .map(|(id, name)| {
            let write = view.reached.cohort.is_some().then(|| {
                let label = visit.tw("chat-write-to", &[("name", name.as_str().into())]);
                view! { " "<a class="meta" href=format!("/chat/with/{id}") aria-label=label>{visit.t("chat-write")}</a> }
            });
            view! { <li data-name=name.clone()>{name.clone()}{write}</li> }
        })
        .collect_view();
    let groups = view.reached.cohort.as_ref().filter(|c| c.staff()).map(|c| {
        view! { <p><a href=format!("/cohorts/{}/chat/groups", c.slug)>{visit.t("chat-groups")}</a></p> }
    });
    view! {
        <details class="card chat-around">
            <summary>{visit.t("chat-around")}</summary>
            <p class="meta">{visit.t("chat-marks")}</p>
            <form class="inline-form" action="/chat/search" method="get" role="search">
                <input type="hidden" name="room" value=room/>
                <div class="field">
                    <label for="room-q">{visit.t("chat-search-room")}</label>
                    <input id="room-q" name="q" type="search" maxlength="200" required/>
                </div>
                <button class="button quiet" type="submit">{visit.t("search")}</button>
            </form>
            <h2>{visit.t("chat-people")}</h2>
            <p class="meta">{visit.t("chat-people-hint")}</p>
            <ul class="chat-people" id="chat-people">{people}</ul>
            {groups}
        </details>
    }
}
