//! Pages of one post: edit or add, history and redaction, flag, hide; and the flags that wait.

use axum::extract::Path;
use backend::forum::moderation::FLAGS;
use backend::forum::queries::{self, FlagRow, History, OwnPost};
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
    let page = Page::new(visit.t(word)).cohort(&own.reached).crumb(visit.t("forum-title"), base.clone());
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
    history_with(&visit, &slug, &post, Typed::empty()).await
}

/// The history, with what was typed into the form that blots something out.
pub async fn history_with(visit: &Visit, slug: &str, post: &str, typed: Typed) -> Answer {
    let h = queries::history(&visit.cx, &visit.viewer, slug, id(post)?).await?;
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
            {parts::fault_summary(visit, &typed)}
            <p class="lede">{visit.tw("forum-history-lede", &[("name", h.author.as_str().into())])}</p>
            {h.redacted_at.map(|at| view! { <p class="notice">{visit.t("forum-was-redacted")}" "{parts::time(visit, at, &h.reached.zone)}</p> })}
            <div class="stack">{versions}{additions}</div>
            {h.reached.staff().then(|| redact_form(visit, &base, &h, &typed))}
        }
    }))
}

fn redact_form(visit: &Visit, base: &str, h: &History, typed: &Typed) -> AnyView {
    view! {
        <section class="card" id="redact">
            <h2>{visit.t("forum-redact")}</h2>
            <p>{visit.t("forum-redact-lede")}</p>
            <form class="form" method="post" action=format!("{base}/posts/{}/redact", h.id)>
                {field(visit, typed, "span", "forum-redact-span").required().hint("forum-redact-hint").input("text", "off")}
                <p><button class="button danger" type="submit">{visit.t("forum-do-redact")}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// The form that flags a post.
pub async fn flag(visit: Visit, Path((slug, post)): Path<(String, String)>) -> Answer {
    flag_with(&visit, &slug, &post, Typed::empty()).await
}

/// The form that flags a post, as typed.
pub async fn flag_with(visit: &Visit, slug: &str, post: &str, typed: Typed) -> Answer {
    let f = queries::flagging(&visit.cx, &visit.viewer, slug, id(post)?).await?;
    let base = format!("/cohorts/{slug}/forum");
    let kinds = FLAGS.map(|k| (k.to_owned(), visit.t(&format!("forum-flag-{k}")))).to_vec();
    let page = Page::new(visit.t("forum-flag-title")).cohort(&f.reached).crumb(visit.t("forum-title"), base.clone());
    let page = page.crumb(title_or(visit, &f.title), format!("{base}/posts/{}", f.id));
    Ok(visit.show(page, || {
        view! {
            <h1>{visit.t("forum-flag-title")}</h1>
            <p class="lede">{visit.t("forum-flag-lede")}</p>
            {parts::fault_summary(visit, &typed)}
            <article class="post"><p><strong>{f.author}</strong></p><div class="prose" inner_html=f.html></div></article>
            <form class="form" method="post" action=format!("{base}/posts/{}/flag", f.id)>
                {field(visit, &typed, "kind", "forum-flag-kind").required().radios(kinds)}
                {field(visit, &typed, "reason", "forum-flag-reason").required().hint("forum-flag-reason-hint").input("text", "off")}
                <p class="cluster">
                    <button class="button" type="submit">{visit.t("forum-do-flag")}</button>
                    <a href=format!("{base}/posts/{}", f.id)>{visit.t("cancel")}</a>
                </p>
            </form>
        }
    }))
}

/// The form that hides a post, on its own page.
pub async fn hide(visit: Visit, Path((slug, post)): Path<(String, String)>) -> Answer {
    hide_with(&visit, &slug, &post, Typed::empty()).await
}

/// The form that hides a post, as typed. Its door is the one of the flags: those who moderate.
pub async fn hide_with(visit: &Visit, slug: &str, post: &str, typed: Typed) -> Answer {
    queries::flags(&visit.cx, &visit.viewer, slug).await?;
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

/// The flags that wait.
pub async fn flags(visit: Visit, Path(slug): Path<String>) -> Answer {
    let (reached, rows) = queries::flags(&visit.cx, &visit.viewer, &slug).await?;
    let base = format!("/cohorts/{slug}/forum");
    let page = Page::new(visit.t("forum-flags")).cohort(&reached).crumb(visit.t("forum-title"), base.clone());
    Ok(visit.show(page, || {
        let list = rows.iter().map(|f| flag_row(&visit, &base, &reached.zone, f)).collect_view();
        view! {
            <h1>{visit.t("forum-flags")}</h1>
            {parts::done(&visit)}
            {rows.is_empty().then(|| parts::empty(visit.t("forum-flags-none")))}
            <ul class="list">{list}</ul>
        }
    }))
}

fn flag_row(visit: &Visit, base: &str, zone: &str, f: &FlagRow) -> AnyView {
    let at = format!("{base}/posts/{}", f.post);
    let by = visit.tw("forum-flag-by", &[("name", f.by.as_str().into())]);
    let (word, act) = if f.hidden { ("forum-do-restore", "restore") } else { ("forum-do-hide", "hide") };
    let turn = if f.hidden {
        view! {
            <form class="inline-form" method="post" action=format!("{at}/{act}")><button class="button quiet" type="submit">{visit.t(word)}</button></form>
        }
        .into_any()
    } else {
        view! { <a class="button quiet" href=format!("{at}/{act}")>{visit.t(word)}</a> }.into_any()
    };
    view! {
        <li>
            <p class="cluster">
                <span class="badge is-wait">{visit.t(&format!("forum-flag-{}", f.kind))}</span>
                {f.hidden.then(|| view! { <span class="badge is-bad">{visit.t("forum-hidden")}</span> })}
                <strong>{f.reason.clone()}</strong>
            </p>
            <p class="meta"><span>{by}</span>{parts::time(visit, f.at, zone)}<a href=at.clone()>{f.title.clone()}</a></p>
            <article class="post"><p><strong>{f.author.clone()}</strong></p><div class="prose" inner_html=f.html.clone()></div></article>
            <div class="cluster">
                {turn}
                <form class="inline-form" method="post" action=format!("{at}/settle")>
                    <button class="button quiet" type="submit">{visit.t("forum-do-settle")}</button>
                </form>
                <a href=format!("{at}/history#redact")>{visit.t("forum-redact-link")}</a>
            </div>
        </li>
    }
    .into_any()
}
