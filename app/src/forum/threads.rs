//! A thread: fifty posts in the order of reading, the reply form, and what those who moderate may do.

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, Method};
use backend::forum::queries::{Standing, ThreadPage};
use backend::forum::{queries, reading};
use domain::id::PostId;
use leptos::prelude::*;

use super::pages::{Asked, board_name, id, pager, title_or, unread as unread_badge};
use super::post;
use crate::answer::{Answer, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// One page of a thread. What it shows is read from then on, when somebody really looks.
pub async fn thread(
    visit: Visit,
    Path((slug, thread)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    method: Method,
    headers: HeaderMap,
) -> Answer {
    let shown = queries::thread(&visit.cx, &visit.viewer, &slug, id(&thread)?, asked.page.unwrap_or(1)).await?;
    let response = show(&visit, &shown, asked.reply.as_deref().and_then(|r| r.parse().ok()), &Typed::empty());
    if really_looking(&method, &headers)
        && let Err(fault) = reading::shown(&visit.cx, &visit.viewer, &shown).await
    {
        tracing::warn!(?fault, "a read mark was not kept");
    }
    Ok(response)
}

/// A browser that fetches ahead, or a request for the head alone, shows nothing to anybody.
fn really_looking(method: &Method, headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    let ahead = ["purpose", "sec-purpose", "x-moz"].iter().any(|name| says(name).contains("prefetch"));
    let shown = matches!(says("sec-fetch-dest").as_str(), "" | "document");
    *method == Method::GET && !ahead && shown
}

/// The page of a thread with what was typed into its reply form.
pub fn show(visit: &Visit, shown: &ThreadPage, reply: Option<PostId>, typed: &Typed) -> axum::response::Response {
    let base = format!("/cohorts/{}/forum", shown.reached.slug);
    let here = format!("{base}/threads/{}", shown.thread.id);
    let title = title_or(visit, &shown.thread.title);
    let board = board_name(visit, &shown.thread.board_kind, &shown.thread.board_name);
    let page = Page::new(title.clone()).keeps().cohort(&shown.reached).crumb(visit.t("forum-title"), base.clone());
    visit.show(page.crumb(board, format!("{base}/boards/{}", shown.thread.board)), || {
        let under = reply.filter(|r| shown.posts.iter().any(|p| p.id == *r && p.standing != Standing::Deleted));
        let of = post::Of { visit, page: shown, base: &base, here: &here, reply: under, typed };
        let tree = post::tree(&of);
        let foot = match (can_reply(shown, typed), under) {
            (false, _) => {
                view! { <p class="notice">{visit.t(if shown.open { "forum-is-locked" } else { "conflict-forum-archived" })}</p> }.into_any()
            }
            (true, Some(_)) => {
                view! { <p><a href=format!("{here}?page={}#reply", shown.page)>{visit.t("forum-reply-thread")}</a></p> }.into_any()
            }
            (true, None) => composer(visit, &here, shown.page, None, typed),
        };
        view! {
            <h1>{title}</h1>
            {parts::done(visit)}
            {parts::fault_summary(visit, typed)}
            {marks(visit, shown, &here)}
            {pager(visit, &here, "?", shown.page, shown.pages)}
            <ol class="replies is-thread" inner_html=tree></ol>
            {pager(visit, &here, "?", shown.page, shown.pages)}
            <section id="reply"><h2>{visit.t("forum-reply")}</h2>{foot}</section>
            {shown.reached.staff().then(|| for_staff(visit, shown, &here))}
        }
    })
}

/// A form that holds somebody's words stays, even when the thread was locked meanwhile.
pub fn can_reply(shown: &ThreadPage, typed: &Typed) -> bool {
    (shown.open && !shown.thread.locked) || typed.has("body")
}

fn marks(visit: &Visit, shown: &ThreadPage, here: &str) -> AnyView {
    if !shown.thread.pinned && !shown.thread.locked && shown.thread.unread == 0 {
        return ().into_any();
    }
    let first = shown.posts.iter().find(|p| p.unread).map(|p| format!("#p-{}", p.id));
    let jump = (shown.thread.unread > 0).then(|| {
        let href = first.unwrap_or_else(|| format!("{here}/unread"));
        view! { {unread_badge(visit, shown.thread.unread)}<a href=href>{visit.t("forum-first-unread")}</a> }
    });
    view! {
        <p class="cluster">
            {shown.thread.pinned.then(|| view! { <span class="badge is-soft">{visit.t("forum-pinned")}</span> })}
            {shown.thread.locked.then(|| view! { <span class="badge is-soft">{visit.t("forum-locked")}</span> })}
            {jump}
        </p>
    }
    .into_any()
}

/// The reply form: under a post, or under the thread.
pub fn composer(visit: &Visit, here: &str, page: u64, parent: Option<PostId>, typed: &Typed) -> AnyView {
    let label = if parent.is_some() { "forum-reply-to-post" } else { "forum-field-reply" };
    view! {
        <form class="form composer" method="post" action=here.to_owned()>
            {parts::once(visit, typed)}
            <input type="hidden" name="page" value=page/>
            {parent.map(|p| view! { <input type="hidden" name="parent" value=p.to_string()/> })}
            {parts::keep(visit)}
            {field(visit, typed, "body", label).required().hint("forum-hint-body").area(6)}
            <p class="cluster">
                <button class="button" type="submit">{visit.t("forum-send-reply")}</button>
                {parent.map(|p| view! { <a href=format!("{here}?page={page}#p-{p}")>{visit.t("cancel")}</a> })}
            </p>
        </form>
    }
    .into_any()
}

fn for_staff(visit: &Visit, shown: &ThreadPage, here: &str) -> AnyView {
    let (lock, pin) = (if shown.thread.locked { "unlock" } else { "lock" }, if shown.thread.pinned { "unpin" } else { "pin" });
    let boards = shown.boards.iter().map(|(id, kind, name)| (id.to_string(), board_name(visit, kind, name))).collect();
    let typed = Typed::of([("board", shown.thread.board.to_string())]);
    let button = |word: &str| {
        view! {
            <form class="inline-form" method="post" action=format!("{here}/{word}")>
                <button class="button quiet" type="submit">{visit.t(&format!("forum-do-{word}"))}</button>
            </form>
        }
    };
    view! {
        <details class="card">
            <summary>{visit.t("forum-moderate")}</summary>
            <div class="cluster">{button(lock)}{button(pin)}</div>
            <form class="form" method="post" action=format!("{here}/move")>
                {field(visit, &typed, "board", "forum-move-to").required().choose(boards)}
                <p><button class="button quiet" type="submit">{visit.t("forum-do-move")}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// To the first post not seen; to the beginning when all were.
pub async fn unread(visit: Visit, Path((slug, thread)): Path<(String, String)>) -> Answer {
    let first = queries::first_unread(&visit.cx, &visit.viewer, &slug, id(&thread)?).await?;
    let place = first.map(|(post, page)| format!("?page={page}#p-{post}")).unwrap_or_default();
    Ok(go(format!("/cohorts/{slug}/forum/threads/{thread}{place}")))
}

/// To a post, wherever it stands.
pub async fn post(visit: Visit, Path((slug, post)): Path<(String, String)>) -> Answer {
    Ok(go(path_of(&visit, &slug, id(&post)?, "").await?))
}

/// The address of a post in its thread; `done` is the word of a notice, or empty.
pub async fn path_of(visit: &Visit, slug: &str, post: PostId, done: &str) -> Result<String, backend::Fault> {
    let (thread, page) = queries::place_of(&visit.cx, &visit.viewer, slug, post).await?;
    let done = if done.is_empty() { String::new() } else { format!("&done={done}") };
    Ok(format!("/cohorts/{slug}/forum/threads/{thread}?page={page}{done}#p-{post}"))
}
