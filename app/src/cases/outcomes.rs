//! What became of the room's advice: a page for staff and lead, and the same figures for the dashboard.

use axum::extract::Path;
use backend::cases::outcomes::{self, Counts, Figures, Line};
use leptos::prelude::*;

use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// The roll-up of a cohort.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    let found = outcomes::of(&visit.cx, &visit.viewer, &slug).await?;
    let title = visit.t("case-outcomes");
    let mut page = Page::new(title.clone()).cohort(&found.reached);
    if found.reached.staff() {
        page = page.crumb(visit.t("cases-title"), format!("/cohorts/{slug}/cases"));
    }
    Ok(visit.show(page, || {
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("case-outcomes-lede")}</p>
            {figures(&visit, found.figures)}
            {lines(&visit, &found.lines)}
        }
    }))
}

/// The counts, as far as this reader may see them.
pub fn figures(visit: &Visit, figures: Figures) -> AnyView {
    let sentence =
        |used: u64, all: u64| visit.tw("case-outcomes-used", &[("used", used.to_string().into()), ("all", all.to_string().into())]);
    match figures {
        Figures::None => parts::empty(visit.t("case-outcomes-none")).into_any(),
        Figures::Few => parts::empty(visit.t("case-outcomes-few")).into_any(),
        Figures::Used(used, all) => view! { <div class="card"><p class="value">{sentence(used, all)}</p></div> }.into_any(),
        Figures::All(counts) => {
            view! { <div class="card"><p class="value">{sentence(counts.used(), counts.all())}</p></div>{table(visit, counts)} }.into_any()
        }
    }
}

fn table(visit: &Visit, c: Counts) -> impl IntoView + use<> {
    let rows =
        [("case-used-fully", c.fully), ("case-used-partly", c.partly), ("case-used-not_used", c.not_used), ("case-outcomes-open", c.open)]
            .map(|(word, n)| view! { <tr><th scope="row">{visit.t(word)}</th><td class="num">{n.to_string()}</td></tr> })
            .collect_view();
    let told = visit.tw("case-outcomes-told", &[("told", c.told.to_string().into()), ("cases", c.cases.to_string().into())]);
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=visit.t("case-outcomes")>
            <table class="table">
                <caption>{visit.t("case-outcomes")}</caption>
                <thead><tr><th scope="col">{visit.t("case-used")}</th><th scope="col">{visit.t("case-outcomes-count")}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="meta">{told}</p>
    }
}

/// Each recommendation with its answer: for staff.
fn lines(visit: &Visit, lines: &[Line]) -> impl IntoView + use<> {
    let rows = lines
        .iter()
        .map(|l| {
            let (number, href) = l.case.clone();
            let word = l.used.map_or_else(|| visit.t("case-outcomes-open"), |u| visit.t(&format!("case-used-{}", u.code())));
            let why = (!l.why.is_empty()).then(|| view! { <p>{l.why.clone()}</p> });
            view! {
                <li class="post">
                    <p class="meta"><a href=href>{number}</a>" "<span class="badge is-soft">{word}</span></p>
                    <div class="prose" inner_html=l.advice.clone()></div>
                    {why}
                </li>
            }
        })
        .collect_view();
    (!lines.is_empty()).then(|| view! { <section><h2>{visit.t("case-outcomes-each")}</h2><ul class="list">{rows}</ul></section> })
}
