//! The start: what Kith is for a visitor; what is left for me, and where my cohorts are, for a member.

use leptos::prelude::*;

use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// The start page.
pub async fn home(visit: Visit) -> Answer {
    match visit.viewer.who().map(|who| who.name.clone()) {
        None => Ok(visitor(&visit)),
        Some(name) => member(&visit, &name).await,
    }
}

fn visitor(visit: &Visit) -> axum::response::Response {
    visit.show(Page::new(visit.t("home-title")), || {
        let points = ["home-point-learn", "home-point-talk", "home-point-measure"]
            .map(|key| view! { <li class="card"><h2>{visit.t(&format!("{key}-title"))}</h2><p>{visit.t(key)}</p></li> });
        view! {
            {parts::done(visit)}
            <h1>{visit.t("home-title")}</h1>
            <p class="lede">{visit.t("home-lede")}</p>
            <p class="page-actions"><a class="button" href="/sign-in">{visit.t("sign-in")}</a></p>
            <ul class="cards">{points.collect_view()}</ul>
        }
    })
}

async fn member(visit: &Visit, name: &str) -> Answer {
    let first = name.split(' ').next().unwrap_or(name).to_owned();
    Ok(visit.show(Page::new(visit.t("nav-home")), || {
        view! {
            {parts::done(visit)}
            <h1>{visit.tw("home-hello", &[("name", first.into())])}</h1>
        }
    }))
}
