//! Figures of a pathway by quarter: small counts are withheld.

use axum::extract::{Path, Query};
use backend::consults::report::{self, Quarter, Report, Table};
use domain::consults::answering::Verdict;
use domain::consults::travel::{Estimate, Known};
use domain::id::PathwayId;
use domain::stats::suppress::Cell;
use leptos::prelude::*;
use serde::Deserialize;

use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// Which quarter.
#[derive(Debug, Default, Deserialize)]
pub struct When {
    #[serde(default)]
    quarter: String,
}

/// The report.
pub async fn page(visit: Visit, Path(id): Path<PathwayId>, Query(when): Query<When>) -> Answer {
    let quarter = Quarter::parse(&when.quarter);
    let report = report::report(&visit.cx, &visit.viewer, id, quarter, visit.lang()).await?;
    let name = report.reached.name(visit.lang());
    let page = Page::new(visit.t("report-title")).crumb(visit.t("consult-title"), "/consult");
    Ok(visit.show(page, || {
        let tables = report.tables.iter().map(|t| table(&visit, t)).collect_view();
        let left_out = (!report.left_out.is_empty()).then(|| {
            let names = report.left_out.iter().map(|name| visit.t(&format!("report-by-{name}"))).collect::<Vec<_>>().join(", ");
            view! { <p class="meta">{visit.tw("report-left-out", &[("tables", names.into())])}</p> }
        });
        let nothing = report.tables.is_empty().then(|| parts::empty(visit.t("report-too-few")));
        view! {
            <h1>{visit.t("report-title")}</h1>
            <p class="lede">{name}" · "{quarter_words(&visit, report.quarter)}</p>
            {report.own.then(|| view! { <p class="notice">{visit.t("report-own")}</p> })}
            {report.running.then(|| view! { <p class="meta">{visit.t("report-running")}</p> })}
            {head(&visit, &report)}
            {nothing}
            {tables}
            {left_out}
            {travel(&visit, report.travel)}
            {weeks(&visit, &report)}
            {beside(&visit, &report)}
            <p class="meta">{visit.t("report-method")}</p>
            {pager(&visit, &report)}
        }
    }))
}

fn quarter_words(visit: &Visit, quarter: Quarter) -> String {
    visit.tw("report-quarter", &[("n", quarter.n.into()), ("year", quarter.year.to_string().into())])
}

fn cell(visit: &Visit, cell: Cell) -> String {
    match cell {
        Cell::Shown(n) => n.to_string(),
        Cell::Few => visit.t("report-few"),
        Cell::Held => visit.t("report-held"),
    }
}

fn head(visit: &Visit, report: &Report) -> impl IntoView + use<> {
    let wait = |seconds: Option<i64>| seconds.map_or_else(|| visit.t("report-held"), |s| visit.tw("report-seconds", &[("n", s.into())]));
    let facts =
        [("report-total", cell(visit, report.total)), ("report-median", wait(report.median)), ("report-ninety", wait(report.ninety))];
    let facts = facts.into_iter().map(|(word, said)| view! { <dt>{visit.t(word)}</dt><dd class="value">{said}</dd> }).collect_view();
    view! { <dl class="facts">{facts}</dl> }
}

fn table(visit: &Visit, table: &Table) -> impl IntoView + use<> {
    let title = visit.t(&format!("report-by-{}", table.name));
    let rows = table.rows.iter().map(|(label, n)| {
        // A community and an hour are their own words.
        let own = table.name == "hours" || (table.name == "communities" && label != "report-elsewhere");
        let label = if own { label.clone() } else { visit.t(label) };
        view! { <tr><th scope="row">{label}</th><td class="num">{cell(visit, *n)}</td></tr> }
    });
    view! {
        <section>
            <h2>{title.clone()}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=title>
                <table class="table"><thead><tr><th scope="col">{visit.t("report-what")}</th><th scope="col" class="num">{visit.t("report-calls")}</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody></table>
            </div>
        </section>
    }
}

/// Journeys that may have been saved: a range, and how it was come by.
fn travel(visit: &Visit, said: Estimate) -> impl IntoView + use<> {
    let body = match said {
        Estimate::TooFew => view! { <p>{visit.t("travel-too-few")}</p> }.into_any(),
        Estimate::Said { journeys, km, known } => {
            let range = |word: &str, (low, high): (u64, u64)| visit.tw(word, &[("low", low.into()), ("high", high.into())]);
            let km = km.map(|km| view! { <dt>{visit.t("travel-km")}</dt><dd class="value">{range("travel-range-km", km)}</dd> });
            let unknown = match known {
                Known::All => None,
                Known::Some => Some("travel-known-some"),
                Known::None => Some("travel-known-none"),
            };
            let unknown = unknown.map(|word| view! { <p class="meta">{visit.t(word)}</p> });
            view! {
                <dl class="facts"><dt>{visit.t("travel-journeys")}</dt><dd class="value">{range("travel-range", journeys)}</dd>{km}</dl>
                {unknown}
            }
            .into_any()
        }
    };
    view! { <section id="travel"><h2>{visit.t("travel-title")}</h2>{body}<p class="meta">{visit.t("travel-method")}</p></section> }
}

/// Whether nine in ten came within three minutes: in words, for a week has few calls.
fn weeks(visit: &Visit, report: &Report) -> impl IntoView + use<> {
    let word = |verdict: Verdict| match verdict {
        Verdict::TooFew => ("badge is-soft", "weeks-too-few"),
        Verdict::Fine { .. } => ("badge is-good", "weeks-fine"),
        Verdict::Late { .. } => ("badge is-wait", "weeks-late"),
    };
    report.weeks.map(|all| {
        let rows = all.into_iter().zip(["weeks-this", "weeks-last"]).map(|(verdict, when)| {
            let (class, said) = word(verdict);
            view! { <dt>{visit.t(when)}</dt><dd><span class=class>{visit.t(said)}</span></dd> }
        });
        view! {
            <section id="weeks">
                <h2>{visit.t("weeks-title")}</h2>
                <dl class="facts">{rows.collect_view()}</dl>
                <p class="meta">{visit.t("weeks-method")}</p>
            </section>
        }
    })
}

fn beside(visit: &Visit, report: &Report) -> impl IntoView + use<> {
    if report.beside.is_empty() {
        return ().into_any();
    }
    let rows = report.beside.iter().map(|(name, n)| view! { <dt>{name.clone()}</dt><dd>{cell(visit, *n)}</dd> }).collect_view();
    view! { <section><h2>{visit.t("report-beside")}</h2><dl class="facts">{rows}</dl></section> }.into_any()
}

fn pager(visit: &Visit, report: &Report) -> impl IntoView + use<> {
    let at = |q: Quarter| format!("/consult/pathways/{}/report?quarter={}", report.reached.id, q.code());
    let before = report.quarter.before();
    let now = (!report.running).then(|| {
        view! { <a href=format!("/consult/pathways/{}/report", report.reached.id)>{visit.t("report-now")}</a> }
    });
    view! { <nav class="pager" aria-label=visit.t("report-pager")><a href=at(before)>{quarter_words(visit, before)}</a>{now}</nav> }
}
