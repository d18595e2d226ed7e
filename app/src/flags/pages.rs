//! Flagging something, and mending what was hidden.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::flags::target::Item;
use backend::flags::{ABOUT, Kind, mending, raising};
use leptos::prelude::*;

use super::thing;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

type At = Path<(String, String, String)>;

/// What a thing is called on pages: its kind, and its number or title.
pub fn named(visit: &Visit, item: &Item) -> String {
    let kind = visit.t(&format!("flag-kind-{}", item.kind.code()));
    if item.title.is_empty() { kind } else { format!("{kind} · {}", item.title) }
}

/// The form that flags a thing.
pub async fn flag(visit: Visit, Path((slug, kind, id)): At) -> Answer {
    Ok(flag_with(&visit, &slug, &kind, &id, Typed::empty()).await?)
}

async fn flag_with(visit: &Visit, slug: &str, kind: &str, id: &str, typed: Typed) -> Result<Response, Fault> {
    let (kind, id) = thing(kind, id)?;
    let item = raising::flagging(&visit.cx, &visit.viewer, slug, kind, id).await?;
    let kinds = ABOUT.map(|k| (k.to_owned(), visit.t(&format!("forum-flag-{k}")))).to_vec();
    let page = Page::new(visit.t("flag-title")).cohort(&item.reached).crumb(named(visit, &item), item.href.clone());
    Ok(visit.show(page, || {
        view! {
            <h1>{visit.t("flag-title")}</h1>
            <p class="lede">{visit.t("flag-lede")}</p>
            {parts::fault_summary(visit, &typed)}
            <article class="post"><p class="meta">{named(visit, &item)}</p><div class="prose" inner_html=item.html()></div></article>
            <form class="form" method="post">
                {field(visit, &typed, "kind", "forum-flag-kind").required().radios(kinds)}
                {field(visit, &typed, "reason", "forum-flag-reason").required().hint("forum-flag-reason-hint").input("text", "off")}
                <p class="cluster">
                    <button class="button" type="submit">{visit.t("forum-do-flag")}</button>
                    <a href=item.href.clone()>{visit.t("cancel")}</a>
                </p>
            </form>
        }
    }))
}

/// Flags it. Who may not see it any more is led to the cohort's page.
pub async fn raise(visit: Visit, Path((slug, kind, id)): At, typed: Typed) -> Answer {
    let (what, which) = thing(&kind, &id)?;
    match raising::raise(&visit.cx, &visit.viewer, &slug, what, which, typed.get("kind"), typed.get("reason")).await {
        Ok(item) => {
            let gone = what == Kind::Case && typed.get("kind") == "patient" && !item.reached.staff();
            let (path, place) = item.href.split_once('#').unwrap_or((&item.href, ""));
            let to = if gone { format!("/cohorts/{slug}/cases") } else { path.to_owned() };
            Ok(go(format!("{to}?done=flagged{}{place}", if place.is_empty() { "" } else { "#" })))
        }
        Err(Fault::Invalid(faults)) => Ok(again(flag_with(&visit, &slug, &kind, &id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// The form in which an author mends something of theirs that is hidden.
pub async fn mend(visit: Visit, Path((slug, kind, id)): At) -> Answer {
    let (what, which) = thing(&kind, &id)?;
    let item = mending::own(&visit.cx, &visit.viewer, &slug, what, which).await?;
    if matches!(what, Kind::Case | Kind::Post) {
        return Ok(go(item.mend));
    }
    let typed = Typed::of([("text", mending::words(&visit.cx, &item).await?)]);
    Ok(mend_with(&visit, &item, &typed))
}

fn mend_with(visit: &Visit, item: &Item, typed: &Typed) -> Response {
    let page = Page::new(visit.t("flag-mend")).cohort(&item.reached).crumb(named(visit, item), item.href.clone());
    visit.show(page, || {
        view! {
            <h1>{visit.t("flag-mend")}</h1>
            <p class="notice is-warn">{visit.t("flag-hidden-mine")}</p>
            {parts::fault_summary(visit, typed)}
            <form class="form" method="post">
                {field(visit, typed, "text", "flag-mend-text").required().hint("flag-mend-hint").area(6)}
                <p class="cluster">
                    <button class="button" type="submit">{visit.t("save")}</button>
                    <a href=item.href.clone()>{visit.t("cancel")}</a>
                </p>
            </form>
        }
    })
}

/// Keeps what was mended.
pub async fn mended(visit: Visit, Path((slug, kind, id)): At, typed: Typed) -> Answer {
    let (what, which) = thing(&kind, &id)?;
    match mending::mend(&visit.cx, &visit.viewer, &slug, what, which, typed.get("text")).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/flags/{kind}/{id}/mend?done=mended"))),
        Err(Fault::Invalid(faults)) => {
            let item = mending::own(&visit.cx, &visit.viewer, &slug, what, which).await?;
            Ok(again(mend_with(&visit, &item, &typed.with_faults(faults))))
        }
        Err(other) => Err(other.into()),
    }
}
