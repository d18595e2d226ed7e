//! The small pages of a message: changing it, what it said before, making a thread of it; and the first message to somebody.

use axum::extract::Path;
use backend::chat::{history, queries, rooms, threading};
use domain::id::{MessageId, PersonId};
use leptos::prelude::*;

use super::pages;
use crate::answer::{Answer, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The form of one's own message.
pub async fn edit(visit: Visit, Path(id): Path<MessageId>) -> Answer {
    let (_, _, source) = queries::source(&visit.cx, &visit.viewer, id).await?;
    edit_form(&visit, id, Typed::of([("text", source)])).await
}

/// The same, as typed.
pub async fn edit_form(visit: &Visit, id: MessageId, typed: Typed) -> Answer {
    let (room, seq, _) = queries::source(&visit.cx, &visit.viewer, id).await?;
    let back = format!("{}?at={seq}#m-{seq}", pages::address(&room));
    let (_, page) = pages::frame(visit, &room, Some(&visit.t("nav-chat")), false).await?;
    Ok(visit.show(page.titled(visit.t("chat-edit-title")), || {
        view! {
            <h1>{visit.t("chat-edit-title")}</h1>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("/chat/messages/{id}")>
                {field(visit, &typed, "text", "chat-say").required().area(4)}
                <p class="cluster"><button class="button" type="submit">{visit.t("save")}</button><a href=back>{visit.t("cancel")}</a></p>
            </form>
        }
    }))
}

/// Everything that a message said.
pub async fn past(visit: Visit, Path(id): Path<MessageId>) -> Answer {
    let past = history::past(&visit.cx, &visit.viewer, id).await?;
    let (_, page) = pages::frame(&visit, &past.room, Some(&visit.t("nav-chat")), false).await?;
    let title = visit.tw("chat-history-of", &[("name", past.name.as_str().into())]);
    Ok(visit.show(page.titled(title.clone()), || {
        let gone = past.deleted.as_ref().map(|(at, who)| {
            view! { <p class="notice">{visit.tw("chat-deleted-by", &[("name", who.as_str().into())])}" "{parts::time(&visit, *at, visit.zone())}</p> }
        });
        let hidden = past.hidden.then(|| view! { <p class="notice">{visit.t("chat-hidden-staff")}</p> });
        let none = past.versions.is_empty().then(|| parts::empty(visit.t("chat-history-none")));
        let versions = past.versions.iter().map(|v| view! {
            <li><p class="meta">{parts::time(&visit, v.at, visit.zone())}</p><div class="prose" inner_html=v.html.clone()></div></li>
        });
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("chat-history-lede")}</p>
            {gone}{hidden}{none}
            <ol class="list" reversed>{versions.collect_view()}</ol>
            <p><a href=format!("/chat/messages/{id}/at")>{visit.t("chat-back")}</a></p>
        }
    }))
}

/// The form that makes a thread of a message.
pub async fn thread(visit: Visit, Path(id): Path<MessageId>) -> Answer {
    let (message, cohort) = threading::promotable(&visit.cx, &visit.viewer, id).await?;
    if let Some(thread) = message.thread {
        return Ok(go(format!("/cohorts/{}/forum/threads/{thread}", cohort.slug)));
    }
    thread_form(&visit, id, Typed::of([("title", message.title)])).await
}

/// The same, as typed.
pub async fn thread_form(visit: &Visit, id: MessageId, typed: Typed) -> Answer {
    let (message, cohort) = threading::promotable(&visit.cx, &visit.viewer, id).await?;
    let index = backend::forum::queries::index(&visit.cx, &visit.viewer, &cohort.slug).await?;
    let boards = index.boards.iter().map(|b| (b.id.to_string(), crate::forum::pages::board_name(visit, &b.kind, &b.name))).collect();
    let (_, page) = pages::frame(visit, &message.room, None, false).await?;
    Ok(visit.show(page.titled(visit.t("chat-to-thread")), || {
        let back = format!("{}?at={}#m-{}", pages::address(&message.room), message.seq, message.seq);
        view! {
            <h1>{visit.t("chat-to-thread")}</h1>
            <p class="lede">{visit.t("chat-to-thread-lede")}</p>
            {parts::fault_summary(visit, &typed)}
            <blockquote class="card"><p class="meta">{message.name.clone()}</p><div class="prose" inner_html=message.html.clone()></div></blockquote>
            <form class="form" method="post" action=format!("/chat/messages/{id}/thread")>
                {field(visit, &typed, "title", "chat-thread-title").required().input("text", "off")}
                {field(visit, &typed, "board", "chat-thread-board").required().choose(boards)}
                <p class="cluster"><button class="button" type="submit">{visit.t("chat-to-thread-do")}</button><a href=back>{visit.t("cancel")}</a></p>
            </form>
        }
    }))
}

/// The first message to somebody; the room of both, when there is one.
pub async fn with(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    if let Some(room) = rooms::known_direct(&visit.cx, &visit.viewer, id).await? {
        return Ok(go(format!("/chat/rooms/{room}")));
    }
    write_to(&visit, id, Typed::empty()).await
}

/// The same, as typed.
pub async fn write_to(visit: &Visit, id: PersonId, typed: Typed) -> Answer {
    let name = rooms::name_of(&visit.cx, &visit.viewer, id).await?;
    let title = visit.tw("chat-write-to", &[("name", name.as_str().into())]);
    Ok(visit.show(Page::new(title.clone()).crumb(visit.t("nav-inbox"), "/chat"), || {
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("chat-lede-direct")}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("/chat/with/{id}")>
                {parts::once(visit, &typed)}
                {field(visit, &typed, "text", "chat-say").required().hint("chat-first-hint").area(4)}
                <p class="cluster"><button class="button" type="submit">{visit.t("chat-send")}</button><a href="/chat">{visit.t("cancel")}</a></p>
            </form>
        }
    }))
}
