//! A room: its newest messages, older pages, and a form to say something.

use axum::extract::{Path, Query};
use backend::chat::queries::{self, RoomView};
use domain::id::{MessageId, SessionId};
use domain::live::Line;
use leptos::prelude::*;
use serde::Deserialize;

use super::islands::ChatLine;
use crate::answer::Answer;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// Which page of the history.
#[derive(Debug, Deserialize)]
pub struct History {
    before: Option<i64>,
}

/// A cohort's room.
pub async fn cohort(visit: Visit, Path(slug): Path<String>, Query(at): Query<History>) -> Answer {
    room(&visit, &slug, None, at.before, Typed::empty()).await
}

/// A session's room.
pub async fn session(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, Query(at): Query<History>) -> Answer {
    room(&visit, &slug, Some(id), at.before, Typed::empty()).await
}

/// The address of a room.
pub fn address(slug: &str, session: Option<SessionId>) -> String {
    session.map_or_else(|| format!("/cohorts/{slug}/chat"), |id| format!("/cohorts/{slug}/sessions/{id}/chat"))
}

/// The address of a room that was opened by its id.
pub fn address_of(room: &backend::chat::reach::ReachedRoom) -> String {
    room.cohort.as_ref().map_or_else(|| format!("/chat/rooms/{}", room.id), |c| address(&c.slug, room.session))
}

/// A room with what was typed.
pub async fn room(visit: &Visit, slug: &str, session: Option<SessionId>, before: Option<i64>, typed: Typed) -> Answer {
    let view = queries::room(&visit.cx, &visit.viewer, slug, session, before).await?;
    let (title, page) = match session {
        None => (visit.t("nav-chat"), Page::new(visit.t("nav-chat"))),
        Some(id) => {
            let seen = backend::sessions::queries::session(&visit.cx, &visit.viewer, slug, id).await?;
            let name = crate::sessions::pages::name(visit, &seen.line);
            let title = visit.tw("chat-of-session", &[("session", name.as_str().into())]);
            let page = Page::new(title.clone()).crumb(visit.t("nav-sessions"), format!("/cohorts/{slug}/sessions"));
            (title, page.crumb(name, format!("/cohorts/{slug}/sessions/{id}")))
        }
    };
    let page = match &view.reached.cohort {
        Some(cohort) => page.cohort(cohort),
        None => page,
    };
    let page = if before.is_none() { page.live() } else { page };
    let at = address(slug, session);
    Ok(visit.show(page, || {
        let older = view.older.map(|seq| view! { <p class="pager"><a href=format!("{at}?before={seq}")>{visit.t("chat-older")}</a></p> });
        let newer = before.map(|_| view! { <p class="pager"><a href=at.clone()>{visit.t("chat-newest")}</a></p> });
        let none = view.lines.is_empty().then(|| view! { <li class="empty">{visit.t("chat-empty")}</li> });
        let lines = view.lines.iter().map(|l| message(visit, &view, l)).collect_view();
        let live = before.is_none().then(|| composer(visit, &at, &typed));
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            <p class="meta">{visit.t("chat-lede")}</p>
            {before.is_none().then(|| line(visit, &view))}
            {older}
            <ol class="chat-log" id="chat-log" aria-live="polite" aria-label=visit.t("chat-messages")>{none}{lines}</ol>
            {newer}
            {live}
        }
    }))
}

/// The island: how the line is, who is here; it keeps the page's list and form live.
fn line(visit: &Visit, view: &RoomView) -> impl IntoView + use<> {
    let me = visit.viewer.person().map(|p| p.to_string()).unwrap_or_default();
    let words = [
        "connecting",
        "open",
        "waiting",
        "ended",
        "here",
        "you",
        "pending",
        "refused",
        "too-long",
        "too-many",
        "edited",
        "deleted",
        "reload",
        "new",
    ]
    .map(|w| (w.to_owned(), visit.t(&format!("chat-{w}"))))
    .to_vec();
    let name = visit.viewer.who().map(|w| w.name.clone()).unwrap_or_default();
    view! { <ChatLine room=view.reached.id.to_string() rev=view.reached.last_rev me=me name=name words=words/> }
}

fn composer(visit: &Visit, at: &str, typed: &Typed) -> impl IntoView + use<> {
    view! {
        {parts::fault_summary(visit, typed)}
        <form class="form composer" id="composer" method="post" action=at.to_owned()>
            {parts::once(visit, typed)}
            {field(visit, typed, "text", "chat-say").required().hint("chat-say-hint").area(3)}
            <p class="cluster">
                <button class="button" type="submit">{visit.t("chat-send")}</button>
                <a class="meta" href=at.to_owned()>{visit.t("chat-refresh")}</a>
            </p>
        </form>
    }
}

fn message(visit: &Visit, view: &RoomView, l: &Line) -> impl IntoView + use<> {
    let own = visit.viewer.is(l.person);
    let may_take = !l.deleted && (own || view.reached.staff());
    let class = if own { "message is-mine" } else { "message" };
    let edited = (l.edited && !l.deleted).then(|| view! { " "<span class="meta">{visit.t("chat-edited")}</span> });
    let edit = (own && !l.deleted).then(|| {
        let label = visit.tw("chat-edit-n", &[("n", l.seq.into())]);
        view! { " "<a class="meta" href=format!("/chat/messages/{}", l.id) aria-label=label>{visit.t("chat-edit")}</a> }
    });
    let take = may_take.then(|| {
        let label = visit.tw("chat-delete-n", &[("n", l.seq.into()), ("name", l.name.as_str().into())]);
        view! {
            <form class="inline-form" method="post" action=format!("/chat/messages/{}/delete", l.id)>
                <button class="link-button" type="submit" aria-label=label>{visit.t("chat-delete")}</button>
            </form>
        }
    });
    let body = if l.deleted {
        view! { <p class="meta">{visit.t("chat-deleted")}</p> }.into_any()
    } else {
        view! { <div class="prose" inner_html=l.html.clone()></div> }.into_any()
    };
    view! {
        <li class=class id=format!("m-{}", l.seq) data-seq=l.seq.to_string() data-rev=l.rev.to_string()>
            <div class="message-head"><strong>{l.name.clone()}</strong>" "{parts::time(visit, l.at, visit.zone())}{edited}{edit}{take}</div>
            {body}
        </li>
    }
}

/// The form of one's own message.
pub async fn edit(visit: Visit, Path(id): Path<MessageId>) -> Answer {
    let (_, source) = queries::source(&visit.cx, &visit.viewer, id).await?;
    edit_form(&visit, id, Typed::of([("text", source)])).await
}

/// The same, as typed.
pub async fn edit_form(visit: &Visit, id: MessageId, typed: Typed) -> Answer {
    let (room, _) = queries::source(&visit.cx, &visit.viewer, id).await?;
    let at = address_of(&room);
    let page = Page::new(visit.t("chat-edit-title"));
    let page = match &room.cohort {
        Some(cohort) => page.cohort(cohort),
        None => page,
    };
    Ok(visit.show(page.crumb(visit.t("nav-chat"), at.clone()), || {
        view! {
            <h1>{visit.t("chat-edit-title")}</h1>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("/chat/messages/{id}")>
                {field(visit, &typed, "text", "chat-say").required().area(4)}
                <p class="cluster"><button class="button" type="submit">{visit.t("save")}</button><a href=at>{visit.t("cancel")}</a></p>
            </form>
        }
    }))
}
