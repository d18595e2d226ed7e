//! The dashboard of a cohort: what a lead may know, and nothing of anyone.

use axum::extract::Path;
use backend::dashboards::{self as figures, Attendance, Board, Count, WaveLine};
use domain::when::show_date;
use leptos::prelude::*;

use super::charts::{Bar, bars};
use super::numbers::{cell, count, known, number, shown};
use super::tables::{numbers, table};
use super::{charts, scales};
use crate::answer::Answer;
use crate::parts;
use crate::sessions::attendance::download;
use crate::shell::Page;
use crate::surveys::pages::timepoint;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    let board = figures::board(&visit.cx, &visit.viewer, &slug).await?;
    Ok(visit.show(Page::new(visit.t("nav-dashboard")).cohort(&board.reached), || {
        view! {
            <h1>{visit.t("nav-dashboard")}</h1>
            {head(&visit, &board)}
            {attendance(&visit, &board.attendance)}
            {waves(&visit, &board.waves)}
            {scales::scales(&visit, &board.scales)}
            {scales::questions(&visit, &board.questions)}
            {scales::domains(&visit, &board.ladder)}
            {methods(&visit)}
            <p class="no-print"><a href=format!("/cohorts/{slug}/dashboard.csv")>{visit.t("dash-csv")}</a></p>
        }
    }))
}

/// The same numbers as a file.
pub async fn csv(visit: Visit, Path(slug): Path<String>) -> Answer {
    let file = figures::csv(&visit.cx, &visit.viewer, &slug).await?;
    Ok(download(file, "text/csv; charset=utf-8", &format!("dashboard-{slug}.csv")))
}

fn head(visit: &Visit, board: &Board) -> impl IntoView + use<> {
    let dates = visit.tw(
        "program-dates",
        &[("from", show_date(board.starts_on, visit.lang()).into()), ("to", show_date(board.ends_on, visit.lang()).into())],
    );
    let when = board.both.at.map(|at| visit.tw("dash-both-at", &[("when", timepoint(visit, at).into())]));
    let both = match board.both.at {
        None => parts::empty(visit.t("dash-both-none")).into_any(),
        Some(_) => view! { <p><span class="value">{count(visit, board.both.n)}</span>" "{visit.t("dash-both")}<br/><span class="meta">{when}</span></p> }.into_any(),
    };
    view! {
        <p class="meta">{board.reached.program_name.clone()}" · "{dates}</p>
        <section class="card">{both}</section>
        <p class="meta">{visit.t("dash-no-names")}</p>
    }
}

fn attendance(visit: &Visit, a: &Attendance) -> impl IntoView + use<> {
    let title = visit.t("dash-attendance");
    let kept = visit.tw("dash-kept", &[("places", count(visit, a.places).into()), ("left", count(visit, a.left).into())]);
    let mean = a.mean.map(|m| visit.tw("dash-mean-sessions", &[("n", number(m, 1, visit.lang()).into())]));
    let body = if a.sessions.is_empty() {
        parts::empty(visit.t("dash-no-sessions")).into_any()
    } else {
        let places = known(a.places).unwrap_or(0);
        let most = a.sessions.iter().filter_map(|(_, n)| known(*n)).max().unwrap_or(0).max(places);
        let rows: Vec<Bar> = a.sessions.iter().map(|(n, c)| bar(visit, visit.tw("session-n", &[("n", (*n).into())]), *c)).collect();
        let cells = a
            .sessions
            .iter()
            .map(|(n, c)| vec![visit.tw("session-n", &[("n", (*n).into())]), count(visit, *c), count(visit, a.places)])
            .collect();
        let heads = vec![visit.t("field-session"), visit.t("dash-present"), visit.t("dash-places")];
        view! {
            <figure class="figure">
                <figcaption>{visit.t("dash-present-caption")}</figcaption>
                {bars("present", visit.t("dash-present-caption"), visit.t("dash-present-desc"), &rows, to_f64(most))}
                {numbers(visit.t("dash-numbers"), table(&title, heads, cells))}
            </figure>
            {spread(visit, a)}
        }
        .into_any()
    };
    view! { <section><h2>{title}</h2><p>{kept}" "{mean}</p>{body}</section> }
}

fn bar(visit: &Visit, name: String, c: Count) -> Bar {
    Bar { name, value: known(c).map(to_f64), said: count(visit, c) }
}

fn spread(visit: &Visit, a: &Attendance) -> impl IntoView + use<> {
    let Some(bands) = &a.spread else {
        return view! { <p class="meta">{visit.t("dash-spread-withheld")}</p> }.into_any();
    };
    let name = |low: usize, high: usize| {
        if low == high {
            visit.tw("dash-sessions-n", &[("n", low.into())])
        } else {
            visit.tw("dash-sessions-range", &[("low", low.into()), ("high", high.into())])
        }
    };
    let rows: Vec<Bar> =
        bands.iter().map(|b| Bar { name: name(b.low, b.high), value: shown(b.people).map(to_f64), said: cell(visit, b.people) }).collect();
    let most = bands.iter().filter_map(|b| shown(b.people)).max().unwrap_or(0);
    let cells = bands.iter().map(|b| vec![name(b.low, b.high), cell(visit, b.people)]).collect();
    let heads = vec![visit.t("dash-came"), visit.t("dash-people")];
    view! {
        <figure class="figure">
            <figcaption>{visit.t("dash-spread-caption")}</figcaption>
            {charts::bars("spread", visit.t("dash-spread-caption"), visit.t("dash-spread-desc"), &rows, to_f64(most))}
            {numbers(visit.t("dash-numbers"), table(&visit.t("dash-spread-caption"), heads, cells))}
        </figure>
    }
    .into_any()
}

fn waves(visit: &Visit, waves: &[WaveLine]) -> impl IntoView + use<> {
    let title = visit.t("dash-waves");
    if waves.is_empty() {
        return view! { <section><h2>{title}</h2>{parts::empty(visit.t("dash-no-waves"))}</section> }.into_any();
    }
    let heads = ["dash-form", "dash-invited", "dash-answered", "dash-paired"].map(|k| visit.t(k)).to_vec();
    let rows = waves
        .iter()
        .map(|w| {
            let paired = w.paired.map_or_else(|| "–".to_owned(), |n| count(visit, n));
            vec![timepoint(visit, w.timepoint), count(visit, w.invited), count(visit, w.answered), paired]
        })
        .collect();
    view! { <section><h2>{title.clone()}</h2><p class="meta">{visit.t("dash-waves-hint")}</p>{table(&title, heads, rows)}</section> }
        .into_any()
}

/// Where the figures come from.
fn methods(visit: &Visit) -> impl IntoView + use<> {
    let lines = ["t", "interval", "wilcoxon", "d-z", "d-av", "g-av", "cells", "closed"]
        .map(|k| view! { <li>{visit.t(&format!("dash-method-{k}"))}</li> });
    view! { <section><h2>{visit.t("dash-methods")}</h2><ul class="prose">{lines.collect_view()}</ul></section> }
}

fn to_f64(n: u64) -> f64 {
    u32::try_from(n).map_or(0.0, f64::from)
}
