//! The staff's desk: flags that wait, how long, and what ends them; and the breach book.

use axum::extract::Path;
use backend::flags::breach::{self, Entry};
use backend::flags::desk::{self as room, Raised, Waiting};
use leptos::prelude::*;

use super::pages::named;
use super::thing;
use crate::answer::{Answer, go};
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

type At = Path<(String, String, String)>;

/// What waits.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    let (reached, rows) = room::waiting(&visit.cx, &visit.viewer, &slug).await?;
    Ok(visit.show(Page::new(visit.t("flags-title")).cohort(&reached), || {
        let list = rows.iter().map(|w| waiting(&visit, &slug, &reached.zone, w)).collect_view();
        view! {
            <h1>{visit.t("flags-title")}</h1>
            {parts::done(&visit)}
            <p class="lede">{visit.t("flags-lede")}</p>
            <p class="page-actions"><a class="button quiet" href=format!("/cohorts/{slug}/breaches")>{visit.t("breaches-title")}</a></p>
            {rows.is_empty().then(|| parts::empty(visit.t("forum-flags-none")))}
            <ul class="list">{list}</ul>
        }
    }))
}

fn waiting(visit: &Visit, slug: &str, zone: &str, w: &Waiting) -> impl IntoView + use<> {
    let item = &w.item;
    let at = format!("/cohorts/{slug}/flags/{}/{}", item.kind.code(), item.id);
    let hidden = item.hidden_at.is_some();
    let hours = w.age.num_hours();
    let age = if hours < 48 {
        visit.tw("flag-age-hours", &[("n", hours.into())])
    } else {
        visit.tw("flag-age-days", &[("n", (hours / 24).into())])
    };
    let class = if hours >= 48 { "badge is-bad" } else { "badge is-wait" };
    let raised = w.raised.iter().map(|f| raised(visit, zone, f)).collect_view();
    let restore = hidden.then(|| {
        view! { <form class="inline-form" method="post" action=format!("{at}/restore")><button class="button quiet" type="submit">{visit.t("flag-restore")}</button></form> }
    });
    view! {
        <li>
            <p class="cluster">
                <span class=class>{age}</span>
                {hidden.then(|| view! { <span class="badge is-bad">{visit.t("flag-hidden")}</span> })}
                <a href=item.href.clone()>{named(visit, item)}</a>
            </p>
            <ul class="list">{raised}</ul>
            <article class="post"><p><strong>{w.author.clone()}</strong></p><div class="prose" inner_html=item.html()></div></article>
            <div class="cluster">
                {restore}
                <form class="inline-form" method="post" action=format!("{at}/settle")><button class="button quiet" type="submit">{visit.t("forum-do-settle")}</button></form>
                <a class="button quiet" href=format!("/cohorts/{slug}/redact/{}/{}", item.kind.code(), item.id)>{visit.t("redact-link")}</a>
            </div>
        </li>
    }
}

fn raised(visit: &Visit, zone: &str, f: &Raised) -> impl IntoView + use<> {
    let by = visit.tw("forum-flag-by", &[("name", f.by.as_str().into())]);
    view! {
        <li><span class="badge is-wait">{visit.t(&format!("forum-flag-{}", f.about))}</span>" "<strong>{f.reason.clone()}</strong>
            <p class="meta">{by}" · "{parts::time(visit, f.at, zone)}</p></li>
    }
}

/// Shows a thing again.
pub async fn restore(visit: Visit, Path((slug, kind, id)): At) -> Answer {
    let (kind, id) = thing(&kind, &id)?;
    room::restore(&visit.cx, &visit.viewer, &slug, kind, id).await?;
    Ok(go(format!("/cohorts/{slug}/flags?done=flag-restored")))
}

/// Somebody has looked, and nothing is to be done.
pub async fn settle(visit: Visit, Path((slug, kind, id)): At) -> Answer {
    let (kind, id) = thing(&kind, &id)?;
    room::seen(&visit.cx, &visit.viewer, &slug, kind, id).await?;
    Ok(go(format!("/cohorts/{slug}/flags?done=forum-settled")))
}

/// The breach book.
pub async fn breaches(visit: Visit, Path(slug): Path<String>) -> Answer {
    let (reached, rows) = breach::book(&visit.cx, &visit.viewer, &slug).await?;
    let page = Page::new(visit.t("breaches-title")).cohort(&reached).crumb(visit.t("flags-title"), format!("/cohorts/{slug}/flags"));
    Ok(visit.show(page, || {
        let list = rows.iter().map(|e| entry(&visit, &reached.zone, e)).collect_view();
        view! {
            <h1>{visit.t("breaches-title")}</h1>
            {parts::done(&visit)}
            <p class="lede">{visit.t("breaches-lede")}</p>
            {rows.is_empty().then(|| parts::empty(visit.t("breaches-none")))}
            <ul class="list">{list}</ul>
        }
    }))
}

fn entry(visit: &Visit, zone: &str, e: &Entry) -> impl IntoView + use<> {
    let (from, to, opened) = e.times;
    let kind = visit.t(&format!("flag-kind-{}", e.kind.code()));
    let by = visit.tw("breach-by", &[("name", e.by.as_str().into()), ("author", e.authors.join(", ").into()), ("n", e.places.into())]);
    let could = visit.tw("breach-could", &[("n", e.people.len().into()), ("opened", e.opened().into())]);
    let people = e
        .people
        .iter()
        .map(|(name, at)| {
            let opened = at.map(|at| view! { " · "{visit.t("breach-opened")}" "{parts::time(visit, at, zone)} });
            view! { <li>{name.clone()}<span class="meta">{opened}</span></li> }
        })
        .collect_view();
    view! {
        <li>
            <p><strong>{kind}</strong>" · "{parts::time(visit, opened, zone)}</p>
            <p>{by}</p>
            <p class="meta">{visit.t("breach-from")}" "{parts::time(visit, from, zone)}" – "{parts::time(visit, to, zone)}</p>
            <details><summary>{could}</summary><ul>{people}</ul></details>
        </li>
    }
}
