//! The forum's first page, a board, and the form that opens a thread.

use axum::extract::{Path, Query};
use backend::Fault;
use backend::forum::queries::{self, BoardPage, BoardRow, Index, ThreadRow};
use leptos::prelude::*;
use serde::Deserialize;

use crate::answer::Answer;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// Which page of a list or a thread, and which post is being replied to.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Beginning with 1.
    pub page: Option<u64>,
    /// The post whose reply form is open.
    pub reply: Option<String>,
}

/// An id in an address; what is no id is not there.
pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| Fault::Missing)
}

/// The name of a board: what people gave it, or the word of its kind.
pub fn board_name(visit: &Visit, kind: &str, name: &str) -> String {
    if name.is_empty() { visit.t(&format!("forum-board-{kind}")) } else { name.to_owned() }
}

/// A thread's title, or what stands for one that is hidden.
pub fn title_or(visit: &Visit, title: &str) -> String {
    if title.is_empty() { visit.t("forum-title-hidden") } else { title.to_owned() }
}

/// The forum of a cohort.
pub async fn index(visit: Visit, Path(slug): Path<String>) -> Answer {
    index_with(&visit, &slug, Typed::empty()).await
}

/// The forum of a cohort, with what was typed into the form for a new board.
pub async fn index_with(visit: &Visit, slug: &str, typed: Typed) -> Answer {
    let shown = queries::index(&visit.cx, &visit.viewer, slug).await?;
    let base = format!("/cohorts/{slug}/forum");
    Ok(visit.show(Page::new(visit.t("forum-title")).cohort(&shown.reached), || {
        let boards = shown.boards.iter().map(|b| board_card(visit, &base, b)).collect_view();
        let recent = thread_list(visit, &base, &shown.reached.zone, &shown.recent);
        let staff = shown.reached.staff().then(|| for_staff(visit, &base, &shown, &typed));
        view! {
            <h1>{visit.t("forum-title")}</h1>
            {parts::done(visit)}
            <p class="lede">{visit.t("forum-lede")}</p>
            {read_all(visit, &base, shown.unread, None, shown.at)}
            <ul class="cards">{boards}</ul>
            <h2>{visit.t("forum-recent")}</h2>
            {recent}
            {staff}
        }
    }))
}

fn board_card(visit: &Visit, base: &str, board: &BoardRow) -> AnyView {
    let about = match (board.about.is_empty(), board.kind.as_str()) {
        (false, _) => board.about.clone(),
        (true, "own") => String::new(),
        (true, kind) => visit.t(&format!("forum-about-{kind}")),
    };
    let count = visit.tw("forum-threads", &[("n", board.threads.into())]);
    view! {
        <li class="card">
            <h2><a href=format!("{base}/boards/{}", board.id)>{board_name(visit, &board.kind, &board.name)}</a></h2>
            <p>{about}</p>
            <p class="meta"><span>{count}</span>{unread(visit, board.unread)}</p>
        </li>
    }
    .into_any()
}

/// How many posts were not seen; nothing when all were.
pub fn unread(visit: &Visit, n: u64) -> AnyView {
    (n > 0).then(|| view! { <span class="unread">{visit.tw("forum-unread", &[("n", n.into())])}</span> }).into_any()
}

fn read_all(visit: &Visit, base: &str, n: u64, board: Option<String>, at: chrono::DateTime<chrono::Utc>) -> AnyView {
    if n == 0 {
        return ().into_any();
    }
    let until = at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    view! {
        <form class="cluster" method="post" action=format!("{base}/read")>
            {unread(visit, n)}
            <input type="hidden" name="until" value=until/>
            {board.map(|b| view! { <input type="hidden" name="board" value=b/> })}
            <button class="link-button" type="submit">{visit.t("forum-read-all")}</button>
        </form>
    }
    .into_any()
}

fn for_staff(visit: &Visit, base: &str, shown: &Index, typed: &Typed) -> AnyView {
    let flags = visit.tw("forum-flags-open", &[("n", shown.flags.into())]);
    view! {
        <h2>{visit.t("forum-staff")}</h2>
        <p><a href=format!("/cohorts/{}/flags", shown.reached.slug)>{flags}</a></p>
        <details open=!typed.faults().is_empty()>
            <summary>{visit.t("forum-board-add")}</summary>
            {parts::fault_summary(visit, typed)}
            <form class="form" method="post" action=format!("{base}/boards")>
                {parts::once(visit, typed)}
                {board_fields(visit, typed)}
                <p><button class="button quiet" type="submit">{visit.t("forum-board-add")}</button></p>
            </form>
        </details>
    }
    .into_any()
}

fn board_fields(visit: &Visit, typed: &Typed) -> AnyView {
    view! {
        {field(visit, typed, "name", "forum-board-name").required().input("text", "off")}
        {field(visit, typed, "about", "forum-board-about").input("text", "off")}
    }
    .into_any()
}

fn thread_list(visit: &Visit, base: &str, zone: &str, threads: &[ThreadRow]) -> AnyView {
    if threads.is_empty() {
        return parts::empty(visit.t("forum-empty")).into_any();
    }
    let rows = threads.iter().map(|t| thread_row(visit, base, zone, t)).collect_view();
    view! { <ul class="thread-list">{rows}</ul> }.into_any()
}

fn thread_row(visit: &Visit, base: &str, zone: &str, t: &ThreadRow) -> AnyView {
    let place = if t.unread > 0 { "/unread" } else { "" };
    let last = (t.replies > 0).then(|| visit.tw("forum-last-by", &[("name", t.last_author.as_str().into())]));
    view! {
        <li class="row">
            <div class="row-main">
                <a href=format!("{base}/threads/{}{place}", t.id)>{title_or(visit, &t.title)}</a>
                <p class="meta">
                    <span>{visit.tw("forum-by", &[("name", t.author.as_str().into())])}</span>
                    <span>{visit.tw("forum-replies", &[("n", t.replies.into())])}</span>
                    {last.map(|l| view! { <span>{l}</span> })}
                    {parts::time(visit, t.last_at, zone)}
                </p>
            </div>
            <p class="cluster">
                {t.pinned.then(|| view! { <span class="badge is-soft">{visit.t("forum-pinned")}</span> })}
                {t.locked.then(|| view! { <span class="badge is-soft">{visit.t("forum-locked")}</span> })}
                {unread(visit, t.unread)}
            </p>
        </li>
    }
    .into_any()
}

/// A board and its threads.
pub async fn board(visit: Visit, Path((slug, board)): Path<(String, String)>, Query(asked): Query<Asked>) -> Answer {
    let shown = queries::board(&visit.cx, &visit.viewer, &slug, id(&board)?, asked.page.unwrap_or(1)).await?;
    let version = shown.board.version.to_string();
    let typed = Typed::of([
        ("name", board_name(&visit, &shown.board.kind, &shown.board.name)),
        ("about", shown.board.about.clone()),
        ("version", version),
    ]);
    Ok(show_board(&visit, &shown, &typed))
}

/// A board, with what was typed into the form that renames it.
pub fn show_board(visit: &Visit, shown: &BoardPage, typed: &Typed) -> axum::response::Response {
    let base = format!("/cohorts/{}/forum", shown.reached.slug);
    let here = format!("{base}/boards/{}", shown.board.id);
    let name = board_name(visit, &shown.board.kind, &shown.board.name);
    let page = Page::new(name.clone()).cohort(&shown.reached).crumb(visit.t("forum-title"), base.clone());
    visit.show(page, || {
        let rename = shown.reached.staff().then(|| {
            view! {
                <details open=!typed.faults().is_empty()>
                    <summary>{visit.t("forum-board-rename")}</summary>
                    {parts::fault_summary(visit, typed)}
                    <form class="form" method="post" action=here.clone()>
                        <input type="hidden" name="version" value=typed.get("version").to_owned()/>
                        {board_fields(visit, typed)}
                        <p><button class="button quiet" type="submit">{visit.t("save")}</button></p>
                    </form>
                </details>
            }
        });
        view! {
            <h1>{name}</h1>
            {parts::done(visit)}
            <p class="page-actions"><a class="button" href=format!("{here}/new")>{visit.t("forum-new-thread")}</a></p>
            {read_all(visit, &base, shown.board.unread, Some(shown.board.id.to_string()), shown.at)}
            {thread_list(visit, &base, &shown.reached.zone, &shown.threads)}
            {pager(visit, &here, "?", shown.page, shown.pages)}
            {rename}
        }
    })
}

/// Links to the page before and the page after; `join` is `?` or `&`.
pub fn pager(visit: &Visit, here: &str, join: &str, page: u64, pages: u64) -> AnyView {
    if pages < 2 {
        return ().into_any();
    }
    let link = |to: u64, word: &str| view! { <a href=format!("{here}{join}page={to}")>{visit.t(word)}</a> };
    view! {
        <nav class="pager" aria-label=visit.t("forum-pages")>
            {(page > 1).then(|| link(page - 1, "forum-page-before"))}
            <span>{visit.tw("forum-page-of", &[("page", page.into()), ("pages", pages.into())])}</span>
            {(page < pages).then(|| link(page + 1, "forum-page-after"))}
        </nav>
    }
    .into_any()
}

/// The form that opens a thread.
pub async fn new_thread(visit: Visit, Path((slug, board)): Path<(String, String)>) -> Answer {
    new_thread_with(&visit, &slug, &board, Typed::empty()).await
}

/// The form that opens a thread, as typed.
pub async fn new_thread_with(visit: &Visit, slug: &str, board: &str, typed: Typed) -> Answer {
    let (reached, board) = queries::board_head(&visit.cx, &visit.viewer, slug, id(board)?).await?;
    let base = format!("/cohorts/{slug}/forum");
    let here = format!("{base}/boards/{}", board.id);
    let page = Page::new(visit.t("forum-new-thread")).keeps().cohort(&reached).crumb(visit.t("forum-title"), base);
    Ok(visit.show(page.crumb(board_name(visit, &board.kind, &board.name), here.clone()), || {
        view! {
            <h1>{visit.t("forum-new-thread")}</h1>
            {parts::fault_summary(visit, &typed)}
            <form class="form composer" method="post" action=format!("{here}/new")>
                {parts::once(visit, &typed)}
                {parts::keep(visit)}
                {field(visit, &typed, "title", "forum-field-title").required().hint("forum-hint-title").input("text", "off")}
                {field(visit, &typed, "body", "forum-field-body").required().hint("forum-hint-body").area(12)}
                <p class="cluster">
                    <button class="button" type="submit">{visit.t("forum-open-thread")}</button>
                    <a href=here.clone()>{visit.t("cancel")}</a>
                </p>
            </form>
        }
    }))
}
