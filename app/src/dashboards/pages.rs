//! The page and its file.

use axum::extract::Path;
use backend::dashboards::{self, Board, Count, WaveLine};
use domain::when::show_date;
use leptos::prelude::*;

use super::numbers::percent;
use super::{attendance, changes, ladder, methods};
use crate::answer::Answer;
use crate::parts;
use crate::sessions::attendance::download;
use crate::shell::Page;
use crate::surveys::pages::timepoint;
use crate::visit::Visit;

/// A cohort's figures.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    let board = dashboards::board(&visit.cx, &visit.viewer, &slug).await?;
    let title = visit.t("dash-title");
    Ok(visit.show(Page::new(title.clone()).cohort(&board.reached), || {
        view! {
            <h1>{title}</h1>
            {head(&visit, &board)}
            {attendance::section(&visit, &board.attendance)}
            {waves(&visit, &board.waves)}
            {changes::scales(&visit, &board)}
            {changes::questions(&visit, &board.questions)}
            {ladder::section(&visit, &board.ladder)}
            {hours(&visit, &board)}
            {advice(&visit, &slug, board.advice)}
            {methods::section(&visit)}
        }
    }))
}

/// What sessions themselves gave: the count of the round, and polls that tell of nobody.
fn hours(visit: &Visit, board: &Board) -> impl IntoView + use<> {
    let polls = board.polls.iter().map(|(question, choices)| {
        let rows = choices.iter().map(|(text, n)| view! { <tr><td>{text.clone()}</td><td class="num">{*n}</td></tr> }).collect_view();
        view! { <div class="table-wrap"><table class="table"><caption>{question.clone()}</caption><tbody>{rows}</tbody></table></div> }
    });
    view! {
        <section>
            <h2>{visit.t("dash-hours")}</h2>
            <dl class="facts"><div><dt>{visit.t("dash-used-lines")}</dt><dd>{count(visit, board.used)}</dd></div></dl>
            {polls.collect_view()}
            <p class="meta">{visit.t("dash-polls-hint")}</p>
        </section>
    }
}

/// What became of the recommendations.
fn advice(visit: &Visit, slug: &str, figures: backend::cases::outcomes::Figures) -> impl IntoView + use<> {
    view! {
        <section>
            <h2>{visit.t("case-outcomes")}</h2>
            {crate::cases::outcomes::figures(visit, figures)}
            <p><a href=format!("/cohorts/{slug}/cases/outcomes")>{visit.t("case-outcomes-link")}</a></p>
        </section>
    }
}

/// The same numbers as CSV.
pub async fn file(visit: Visit, Path(slug): Path<String>) -> Answer {
    let bytes = dashboards::csv(&visit.cx, &visit.viewer, &slug).await?;
    Ok(download(bytes, "text/csv; charset=utf-8", &format!("dashboard-{slug}.csv")))
}

fn head(visit: &Visit, board: &Board) -> impl IntoView + use<> {
    let (from, to) = (show_date(board.starts_on, visit.lang()), show_date(board.ends_on, visit.lang()));
    let dates = visit.tw("dash-dates", &[("from", from.into()), ("to", to.into())]);
    let again = board.both.at.map(|at| timepoint(visit, at));
    let both = match (board.both.n, again) {
        (n @ Count::Exact(_), Some(at)) => {
            let said = visit.tw("dash-both", &[("at", at.into())]);
            view! { <div class="card"><p class="value">{count(visit, n)}</p><p>{said}</p></div> }.into_any()
        }
        (_, Some(_)) => parts::empty(visit.t("dash-both-few")).into_any(),
        (_, None) => parts::empty(visit.t("dash-both-none")).into_any(),
    };
    let file = format!("/cohorts/{}/dashboard.csv", board.reached.slug);
    view! {
        <p class="lede">{board.reached.name.clone()}" · "{board.reached.program_name.clone()}" · "{dates}</p>
        {both}
        <p class="meta">{visit.t("dash-no-names")}</p>
        <p class="page-actions"><a class="button quiet" href=file>{visit.t("dash-file")}</a></p>
    }
}

/// A number of people in words.
pub(super) fn count(visit: &Visit, n: Count) -> String {
    let with = |key: &str, n: u64| visit.tw(key, &[("n", n.to_string().into())]);
    match n {
        Count::Exact(n) => n.to_string(),
        Count::Few => visit.t("dash-few"),
        Count::AtLeast(n) => with("dash-at-least", n),
        Count::SoFar(0) => visit.t("dash-so-far-few"),
        Count::SoFar(n) => with("dash-so-far", n),
        Count::Withheld => visit.t("dash-withheld"),
        Count::NotYet => visit.t("dash-not-yet"),
    }
}

/// A share in words, as wide as its number.
pub(super) fn share(visit: &Visit, n: Count, of: Count) -> String {
    let Count::Exact(of @ 1..) = of else { return "–".to_owned() };
    let with = |key: &str, n: u64| visit.tw(key, &[("share", percent(visit.lang(), n, of).into())]);
    match n {
        Count::Exact(n) => percent(visit.lang(), n, of),
        Count::AtLeast(n) => with("dash-share-at-least", n),
        Count::Few => with("dash-share-under", 5),
        Count::SoFar(_) | Count::Withheld | Count::NotYet => "–".to_owned(),
    }
}

/// A table that scrolls by itself. The first cell of each row is its head, the others are numbers.
pub(super) fn table(caption: String, heads: Vec<String>, rows: Vec<Vec<String>>) -> AnyView {
    worded(caption, 1, heads, rows)
}

/// The same, where so many columns at the left are words. A heading stands over its numbers, at the same side.
fn worded(caption: String, words: usize, heads: Vec<String>, rows: Vec<Vec<String>>) -> AnyView {
    let region = caption.clone();
    let class = move |column: usize| (column >= words).then_some("num");
    let heads = heads.into_iter().enumerate().map(|(at, head)| view! { <th scope="col" class=class(at)>{head}</th> }).collect_view();
    let row = |cells: Vec<String>| {
        let cell = |(at, cell): (usize, String)| match at {
            0 => view! { <th scope="row">{cell}</th> }.into_any(),
            _ => view! { <td class=class(at)>{cell}</td> }.into_any(),
        };
        view! { <tr>{cells.into_iter().enumerate().map(cell).collect_view()}</tr> }
    };
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=region>
            <table class="table">
                <caption>{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A drawing with its name and its numbers.
pub(super) fn figure(visit: &Visit, caption: String, svg: String, numbers: AnyView) -> impl IntoView + use<> {
    view! {
        <figure class="figure">
            <figcaption>{caption}</figcaption>
            <div class="chart" inner_html=svg></div>
            <details><summary>{visit.t("dash-numbers")}</summary>{numbers}</details>
        </figure>
    }
}

fn waves(visit: &Visit, waves: &[WaveLine]) -> impl IntoView + use<> {
    let body = if waves.is_empty() {
        parts::empty(visit.t("dash-waves-none")).into_any()
    } else {
        let heads = ["dash-when", "dash-form", "dash-invited", "dash-answered", "dash-share", "dash-paired"].map(|key| visit.t(key));
        let row = |w: &WaveLine| {
            let paired = w.paired.map_or_else(|| "–".to_owned(), |n| count(visit, n));
            let (invited, answered) = (count(visit, w.invited), count(visit, w.answered));
            vec![timepoint(visit, w.timepoint), w.title.clone(), invited, answered, share(visit, w.answered, w.invited), paired]
        };
        worded(visit.t("dash-waves-caption"), 2, heads.to_vec(), waves.iter().map(row).collect()).into_any()
    };
    view! { <section><h2>{visit.t("dash-waves")}</h2>{body}</section> }
}
