//! Pages of one post: edit or add, history, hide.

use axum::extract::Path;
use backend::forum::queries::{self, OwnPost};
use leptos::prelude::*;

use super::pages::{id, title_or};
use crate::answer::Answer;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The form that changes one's own post, or adds to it when a day has passed.
pub async fn edit(visit: Visit, Path((slug, post)): Path<(String, String)>) -> Answer {
    let own = queries::own(&visit.cx, &visit.viewer, &slug, id(&post)?).await?;
    let body = if own.late { String::new() } else { own.source.clone() };
    let typed = Typed::of([("body", body), ("version", own.version.to_string())]);
    Ok(show_edit(&visit, &own, &typed, None))
}

/// The form as typed. With `newer`, the post has changed since: what it says now stands beside, and saving goes over it knowingly.
pub fn show_edit(visit: &Visit, own: &OwnPost, typed: &Typed, why: Option<&str>) -> axum::response::Response {
    let base = format!("/cohorts/{}/forum", own.reached.slug);
    let word = if own.late { "forum-add-title" } else { "forum-edit-title" };
    let page = Page::new(visit.t(word)).keeps().cohort(&own.reached).crumb(visit.t("forum-title"), base.clone());
    let page = page.crumb(title_or(visit, &own.title), format!("{base}/threads/{}", own.thread));
    visit.show(page, || {
        let beside = (own.late || why.is_some()).then(|| {
            let html = backend::markup::to_html(&own.source);
            view! { <section class="card"><h2>{visit.t("forum-says-now")}</h2><div class="prose" inner_html=html></div></section> }
        });
        view! {
            <h1>{visit.t(word)}</h1>
            {why.map(|w| view! { <p class="notice is-warn" role="alert">{visit.t(w)}</p> })}
            {parts::fault_summary(visit, typed)}
            <div class="split">
                {edit_form(visit, own, typed, &base)}
                {beside}
            </div>
        }
    })
}

fn edit_form(visit: &Visit, own: &OwnPost, typed: &Typed, base: &str) -> AnyView {
    let (act, hint, label) =
        if own.late { ("addition", "forum-add-hint", "forum-field-addition") } else { ("edit", "forum-edit-hint", "forum-field-body") };
    let rows = if own.late { 6 } else { 12 };
    view! {
        <form class="form composer" method="post" action=format!("{base}/posts/{}/{act}", own.id)>
            {parts::once(visit, typed)}
            {parts::keep(visit)}
            <input type="hidden" name="version" value=own.version/>
            {field(visit, typed, "body", label).required().hint(hint).area(rows)}
            <p class="cluster">
                <button class="button" type="submit">{visit.t("save")}</button>
                <a href=format!("{base}/posts/{}", own.id)>{visit.t("cancel")}</a>
            </p>
        </form>
    }
    .into_any()
}

/// Everything that a post has said.
pub async fn history(visit: Visit, Path((slug, post)): Path<(String, String)>) -> Answer {
    let visit = &visit;
    let h = queries::history(&visit.cx, &visit.viewer, &slug, id(&post)?).await?;
    let base = format!("/cohorts/{slug}/forum");
    let page = Page::new(visit.t("forum-history")).cohort(&h.reached).crumb(visit.t("forum-title"), base.clone());
    let page = page.crumb(title_or(visit, &h.title), format!("{base}/posts/{}", h.id));
    Ok(visit.show(page, || {
        let part = |title: String, source: &str, at| {
            view! {
                <section class="card">
                    <h2>{title}</h2>
                    <p class="meta">{parts::time(visit, at, &h.reached.zone)}</p>
                    <pre class="source">{source.to_owned()}</pre>
                </section>
            }
        };
        let versions = h.versions.iter().map(|(n, source, at)| part(visit.tw("forum-version", &[("n", (*n).into())]), source, *at)).collect_view();
        let additions = h.additions.iter().map(|(source, at)| part(visit.t("forum-added"), source, *at)).collect_view();
        view! {
            <h1>{visit.t("forum-history")}</h1>
            {parts::done(visit)}
            <p class="lede">{visit.tw("forum-history-lede", &[("name", h.author.as_str().into())])}</p>
            {h.redacted_at.map(|at| view! { <p class="notice">{visit.t("forum-was-redacted")}" "{parts::time(visit, at, &h.reached.zone)}</p> })}
            <div class="stack">{versions}{additions}</div>
            {h.reached.staff().then(|| {
                let href = format!("/cohorts/{slug}/redact/post/{}", h.id);
                view! { <p><a class="button quiet" href=href>{visit.t("redact-link")}</a></p> }
            })}
        }
    }))
}

/// The form that hides a post, on its own page.
pub async fn hide(visit: Visit, Path((slug, post)): Path<(String, String)>) -> Answer {
    hide_with(&visit, &slug, &post, Typed::empty()).await
}

/// The form that hides a post, as typed. Its door is the one of the flags: those who moderate.
pub async fn hide_with(visit: &Visit, slug: &str, post: &str, typed: Typed) -> Answer {
    backend::flags::desk::door(&visit.cx, &visit.viewer, slug).await?;
    let h = queries::history(&visit.cx, &visit.viewer, slug, id(post)?).await?;
    let base = format!("/cohorts/{slug}/forum");
    let html = h.versions.first().map(|v| backend::markup::to_html(&v.1)).unwrap_or_default();
    let page = Page::new(visit.t("forum-do-hide")).cohort(&h.reached).crumb(visit.t("forum-title"), base.clone());
    Ok(visit.show(page.crumb(title_or(visit, &h.title), format!("{base}/posts/{}", h.id)), || {
        view! {
            <h1>{visit.t("forum-do-hide")}</h1>
            {parts::fault_summary(visit, &typed)}
            <article class="post"><p><strong>{h.author}</strong></p><div class="prose" inner_html=html></div></article>
            <form class="form" method="post" action=format!("{base}/posts/{}/hide", h.id)>
                {field(visit, &typed, "reason", "forum-hide-reason").required().input("text", "off")}
                <p><button class="button danger" type="submit">{visit.t("forum-do-hide")}</button></p>
            </form>
        }
    }))
}
