//! One post on the page of its thread, and the replies below it.

use std::iter::Peekable;
use std::slice::Iter;

use backend::forum::queries::{PostRow, Standing, ThreadPage};
use domain::id::PostId;
use leptos::prelude::*;

use super::threads::{can_reply, composer};
use crate::parts;
use crate::typed::Typed;
use crate::visit::Visit;

/// What every post of a page is drawn with.
pub struct Of<'a> {
    pub visit: &'a Visit,
    pub page: &'a ThreadPage,
    pub base: &'a str,
    pub here: &'a str,
    pub reply: Option<PostId>,
    pub typed: &'a Typed,
}

/// Posts of at least this depth, each with what stands below it.
pub fn branch(of: &Of<'_>, posts: &mut Peekable<Iter<'_, PostRow>>, depth: i32) -> Vec<AnyView> {
    let mut out = Vec::new();
    while let Some(post) = posts.next_if(|p| p.depth >= depth) {
        let below = branch(of, posts, post.depth + 1);
        let below = (!below.is_empty()).then(|| view! { <ol class="replies">{below}</ol> });
        out.push(view! { <li>{draw(of, post)}{below}</li> }.into_any());
    }
    out
}

fn draw(of: &Of<'_>, p: &PostRow) -> AnyView {
    let visit = of.visit;
    let class = match (p.standing, p.unread) {
        (Standing::Hidden, _) => "post is-hidden",
        (Standing::Deleted, _) => "post is-deleted",
        (Standing::Shown, true) => "post is-unread",
        (Standing::Shown, false) => "post",
    };
    if p.standing == Standing::Deleted {
        return view! { <article class=class id=format!("p-{}", p.id)><p class="meta">{visit.t("forum-was-deleted")}</p></article> }
            .into_any();
    }
    let body = if p.readable {
        view! { <div class="prose" inner_html=p.html.clone()></div> }.into_any()
    } else {
        view! { <p class="meta">{visit.t("forum-was-hidden")}</p> }.into_any()
    };
    let form =
        (of.reply == Some(p.id) && can_reply(of.page, of.typed)).then(|| composer(visit, of.here, of.page.page, Some(p.id), of.typed));
    view! {
        <article class=class id=format!("p-{}", p.id)>
            {head(of, p)}
            {hiding(visit, p)}
            {body}
            {additions(of, p)}
            {foot(of, p)}
            {form}
        </article>
    }
    .into_any()
}

fn head(of: &Of<'_>, p: &PostRow) -> AnyView {
    let visit = of.visit;
    let to = p.parent.as_ref().map(|(parent, name)| {
        let on_page = of.page.posts.iter().any(|q| q.id == *parent);
        let href = if on_page { format!("#p-{parent}") } else { format!("{}/posts/{parent}", of.base) };
        view! { <a href=href>{visit.tw("forum-in-reply-to", &[("name", name.as_str().into())])}</a> }
    });
    let profession = (!p.profession.is_empty()).then(|| view! { <span>{p.profession.clone()}</span> });
    view! {
        <header class="post-head">
            <p><strong>{p.author.clone()}</strong>" "{p.unread.then(|| view! { <span class="unread">{visit.t("forum-new")}</span> })}</p>
            <p class="meta">
                {profession}
                <a href=format!("{}/posts/{}", of.base, p.id)>{parts::time(visit, p.at, &of.page.reached.zone)}</a>
                {to}
                {p.edited_at.map(|_| view! { <span>{visit.t("forum-edited")}</span> })}
            </p>
        </header>
    }
    .into_any()
}

/// Its author is told what to do; those who moderate see the reason.
fn hiding(visit: &Visit, p: &PostRow) -> AnyView {
    if p.standing != Standing::Hidden || !p.readable {
        return ().into_any();
    }
    let said = if p.mine { visit.t("forum-hidden-mine") } else { visit.t("forum-hidden-staff") };
    let why = (!p.hidden_reason.is_empty()).then(|| visit.tw("forum-hidden-why", &[("reason", p.hidden_reason.as_str().into())]));
    view! { <p class="notice is-warn">{said}" "{why}</p> }.into_any()
}

fn additions(of: &Of<'_>, p: &PostRow) -> AnyView {
    let part = |a: &backend::forum::queries::Addition| {
        view! {
            <section class="addition">
                <p class="meta"><span>{of.visit.t("forum-added")}</span>{parts::time(of.visit, a.at, &of.page.reached.zone)}</p>
                <div class="prose" inner_html=a.html.clone()></div>
            </section>
        }
    };
    p.additions.iter().map(part).collect_view().into_any()
}

fn foot(of: &Of<'_>, p: &PostRow) -> AnyView {
    let (visit, staff) = (of.visit, of.page.reached.staff());
    let at = format!("{}/posts/{}", of.base, p.id);
    let open = of.page.open;
    let reply = (can_reply(of.page, &Typed::empty()) && p.standing == Standing::Shown)
        .then(|| view! { <a href=format!("{}?page={}&reply={}#p-{}", of.here, of.page.page, p.id, p.id)>{visit.t("forum-reply")}</a> });
    let change = (p.mine && open).then(|| {
        let word = if p.editable { "forum-edit" } else { "forum-add" };
        view! { <a href=format!("{at}/edit")>{visit.t(word)}</a> }
    });
    let history =
        (staff || (p.mine && p.edited_at.is_some())).then(|| view! { <a href=format!("{at}/history")>{visit.t("forum-history")}</a> });
    let flag = (!p.mine && p.readable).then(|| {
        let word = if p.flagged { "forum-flagged" } else { "forum-flag" };
        view! { <a href=format!("/cohorts/{}/flags/post/{}", of.page.reached.slug, p.id)>{visit.t(word)}</a> }
    });
    view! {
        <footer class="meta">{reply}{change}{history}{flag}</footer>
        {p.mine.then(|| delete_form(visit, &at))}
        {staff.then(|| moderate(of, p, &at))}
    }
    .into_any()
}

fn delete_form(visit: &Visit, at: &str) -> AnyView {
    view! {
        <details>
            <summary>{visit.t("forum-delete")}</summary>
            <form method="post" action=format!("{at}/delete")>
                <p class="hint">{visit.t("forum-delete-hint")}</p>
                <p><button class="button danger" type="submit">{visit.t("forum-delete-yes")}</button></p>
            </form>
        </details>
    }
    .into_any()
}

fn moderate(of: &Of<'_>, p: &PostRow, at: &str) -> AnyView {
    let visit = of.visit;
    let flags = (p.flags > 0).then(|| {
        let n = visit.tw("forum-flags-open", &[("n", p.flags.into())]);
        view! { " "<a class="badge is-wait" href=format!("/cohorts/{}/flags", of.page.reached.slug)>{n}</a> }
    });
    let form = if p.standing == Standing::Hidden {
        view! {
            <form method="post" action=format!("{at}/restore")>
                <p><button class="button quiet" type="submit">{visit.t("forum-do-restore")}</button></p>
            </form>
        }
        .into_any()
    } else {
        let field = format!("hide-{}", p.id);
        view! {
            <form class="form" method="post" action=format!("{at}/hide")>
                <p class="field">
                    <label for=field.clone()>{visit.t("forum-hide-reason")}</label>
                    <input id=field name="reason" type="text" required maxlength="300" autocomplete="off"/>
                </p>
                <p><button class="button danger" type="submit">{visit.t("forum-do-hide")}</button></p>
            </form>
        }
        .into_any()
    };
    view! {
        {flags}
        <details>
            <summary>{visit.t("forum-moderate")}</summary>
            {form}
            <p><a href=format!("{at}/history")>{visit.t("forum-history")}</a>" "<a href=format!("/cohorts/{}/redact/post/{}", of.page.reached.slug, p.id)>{visit.t("redact-link")}</a></p>
        </details>
    }
    .into_any()
}
