//! Paired change: a dot and an interval for each scale, every figure with its name; and the ladder.

use backend::dashboards::{Change, Domain, Question, Rungs, Scale, lines};
use domain::stats::paired::Paired;
use domain::stats::suppress::Shielded;
use leptos::prelude::*;

use super::charts::{Interval, intervals, ladder};
use super::numbers::{cell, count, number, probability, shown};
use super::tables::{numbers, table};
use crate::parts;
use crate::surveys::pages::timepoint;
use crate::visit::Visit;

/// The change of every scale.
pub fn scales(visit: &Visit, all: &[Scale]) -> impl IntoView + use<> {
    let title = visit.t("dash-change");
    if all.is_empty() {
        return view! { <section><h2>{title}</h2>{parts::empty(visit.t("dash-no-scales"))}</section> }.into_any();
    }
    let rows: Vec<Interval> = all.iter().map(|s| interval(visit, s.title.clone(), &s.change)).collect();
    let none = rows.iter().all(|r| r.ends.is_none());
    let chart = (!none).then(|| {
        view! {
            <figure class="figure">
                <figcaption>{visit.t("dash-change-caption")}</figcaption>
                {intervals("change", visit.t("dash-change-caption"), visit.t("dash-change-desc"), &rows)}
            </figure>
        }
    });
    let each = all.iter().map(|s| scale(visit, s)).collect_view();
    view! { <section><h2>{title}</h2>{chart}{each}</section> }.into_any()
}

fn interval(visit: &Visit, name: String, change: &Change) -> Interval {
    let ends = match change {
        Change::Shown(p) => p.mean_diff.zip(p.ci_low).zip(p.ci_high).map(|((at, low), high)| (at, low, high)),
        _ => None,
    };
    let said = match change {
        Change::Shown(p) => visit.tw("dash-n", &[("n", p.n_pairs.into())]),
        Change::Alike(n, _) => visit.tw("dash-n", &[("n", (*n).into())]),
        Change::Few => visit.t("dash-few-pairs-short"),
        Change::NotYet => visit.t("dash-not-yet"),
    };
    Interval { name, ends, said }
}

fn scale(visit: &Visit, s: &Scale) -> impl IntoView + use<> {
    let times = s.after.map(|at| {
        let first = timepoint(visit, domain::timepoint::Timepoint::Baseline);
        visit.tw("dash-from-to", &[("from", first.into()), ("to", timepoint(visit, at).into())])
    });
    let about = visit.tw(
        "dash-scale-about",
        &[
            ("items", s.items.into()),
            ("low", number(s.range.0, 0, visit.lang()).into()),
            ("high", number(s.range.1, 0, visit.lang()).into()),
        ],
    );
    view! { <h3>{s.title.clone()}</h3><p class="meta">{times}" "{about}</p>{change(visit, &s.title, &s.change)} }
}

fn change(visit: &Visit, title: &str, change: &Change) -> AnyView {
    match change {
        Change::Shown(p) => analysis(visit, title, p).into_any(),
        Change::Few => parts::empty(visit.t("dash-few-pairs")).into_any(),
        Change::NotYet => parts::empty(visit.t("dash-change-not-yet")).into_any(),
        Change::Alike(n, notes) => {
            let notes =
                notes.iter().map(|note| visit.t(&format!("dash-note-{}", note.word().replace('_', "-")))).collect::<Vec<_>>().join(" ");
            view! { <p>{visit.tw("dash-alike", &[("n", (*n).into())])}" "{notes}</p> }.into_any()
        }
    }
}

/// The change in a sentence, and every figure by name.
fn analysis(visit: &Visit, title: &str, p: &Paired) -> impl IntoView + use<> {
    let lang = visit.lang();
    let show = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |v| number(v, 2, lang));
    let sentence = visit.tw(
        "dash-sentence",
        &[
            ("n", p.n_pairs.into()),
            ("diff", show(p.mean_diff).into()),
            ("low", show(p.ci_low).into()),
            ("high", show(p.ci_high).into()),
            ("p", p.p.map_or_else(|| "–".to_owned(), |v| probability(v, lang)).into()),
        ],
    );
    let rows = lines(p)
        .into_iter()
        .map(|line| {
            let value = match line.value {
                None => "–".to_owned(),
                Some(v) if line.is_p() => probability(v, lang),
                Some(v) => number(v, line.decimals, lang),
            };
            vec![visit.t(&format!("dash-fig-{}", line.key)), value]
        })
        .collect();
    let notes =
        p.sentences.iter().map(|note| view! { <p class="meta">{visit.t(&format!("dash-note-{}", note.word().replace('_', "-")))}</p> });
    let heads = vec![visit.t("dash-figure"), visit.t("dash-value")];
    view! { <p>{sentence}</p>{notes.collect_view()}{numbers(visit.t("dash-numbers"), table(title, heads, rows))} }
}

/// Questions asked before and after single sessions.
pub fn questions(visit: &Visit, all: &[Question]) -> impl IntoView + use<> {
    if all.is_empty() {
        return ().into_any();
    }
    let each = all.iter().zip(0_u32..).map(|(q, n)| question(visit, q, n)).collect_view();
    view! { <section><h2>{visit.t("dash-around")}</h2><p class="meta">{visit.t("dash-around-hint")}</p>{each}</section> }.into_any()
}

fn question(visit: &Visit, q: &Question, place: u32) -> impl IntoView + use<> {
    let name = |k: u16| visit.tw("session-n", &[("n", k.into())]);
    let rows: Vec<Interval> = q.sessions.iter().map(|(k, c)| interval(visit, name(*k), c)).collect();
    let lang = visit.lang();
    let show = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |v| number(v, 2, lang));
    let cells = q
        .sessions
        .iter()
        .map(|(k, c)| match c {
            Change::Shown(p) => vec![
                name(*k),
                p.n_pairs.to_string(),
                show(p.mean_pre),
                show(p.mean_post),
                show(p.mean_diff),
                format!("{} – {}", show(p.ci_low), show(p.ci_high)),
                p.p.map_or_else(|| "–".to_owned(), |v| probability(v, lang)),
            ],
            Change::Alike(n, _) => vec![name(*k), n.to_string(), visit.t("dash-alike-short")],
            Change::Few => vec![name(*k), visit.t("dash-few-pairs-short")],
            Change::NotYet => vec![name(*k), visit.t("dash-not-yet")],
        })
        .map(|mut row: Vec<String>| {
            row.resize(7, "–".to_owned());
            row
        })
        .collect();
    let heads = vec![
        visit.t("field-session"),
        visit.t("dash-fig-n"),
        visit.t("dash-fig-mean-before"),
        visit.t("dash-fig-mean-after"),
        visit.t("dash-fig-difference"),
        visit.t("dash-fig-interval"),
        visit.t("dash-fig-p"),
    ];
    view! {
        <figure class="figure">
            <figcaption>{q.title.clone()}</figcaption>
            {intervals(&format!("around-{place}"), q.title.clone(), visit.t("dash-change-desc"), &rows)}
            {numbers(visit.t("dash-numbers"), table(&q.title, heads, cells))}
        </figure>
    }
}

/// From Novice to Expert, domain by domain.
pub fn domains(visit: &Visit, all: &[Domain]) -> impl IntoView + use<> {
    if all.is_empty() {
        return ().into_any();
    }
    let each = all.iter().zip(0_u32..).map(|(d, n)| rung(visit, d, n)).collect_view();
    view! { <section><h2>{visit.t("dash-ladder")}</h2><p class="meta">{visit.t("dash-ladder-hint")}</p>{each}</section> }.into_any()
}

fn rung(visit: &Visit, d: &Domain, place: u32) -> impl IntoView + use<> {
    let n = visit.tw("dash-domain-n", &[("n", count(visit, d.n).into())]);
    let body = match &d.shown {
        None => view! { <p class="meta">{visit.t("dash-ladder-withheld")}</p> }.into_any(),
        Some(rungs) => rungs_of(visit, d, rungs, place).into_any(),
    };
    view! { <h3>{d.title.clone()}</h3><p class="meta">{n}</p>{body} }
}

fn rungs_of(visit: &Visit, d: &Domain, rungs: &Rungs, place: u32) -> impl IntoView + use<> {
    let (before, after) = (visit.t("dash-before"), visit.t("dash-after"));
    let moves = rungs.moves.map(|[up, same, down]| {
        let words = visit
            .tw("dash-moves", &[("up", cell(visit, up).into()), ("same", cell(visit, same).into()), ("down", cell(visit, down).into())]);
        view! { <p>{words}</p> }
    });
    let levels = rungs.levels.as_ref().map(|[first, second]| {
        let all = |row: &[domain::stats::suppress::Cell]| row.iter().map(|c| shown(*c)).collect::<Option<Vec<u64>>>();
        let (one, two) = (all(first), all(second));
        let drawn = (one.is_some() || two.is_some()).then(|| {
            let desc = visit.tw("dash-ladder-desc", &[("levels", d.levels.join(", ").into())]);
            ladder(&format!("rung-{place}"), d.title.clone(), desc, [(before.clone(), one.clone()), (after.clone(), two.clone())])
        });
        let rows = d
            .levels
            .iter()
            .enumerate()
            .map(|(k, level)| {
                let at = |row: &[domain::stats::suppress::Cell]| row.get(k).map_or_else(String::new, |c| cell(visit, *c));
                vec![level.clone(), at(first), at(second)]
            })
            .collect();
        let heads = vec![visit.t("dash-level"), before.clone(), after.clone()];
        view! { <figure class="figure">{drawn}{numbers(visit.t("dash-numbers"), table(&d.title, heads, rows))}</figure> }
    });
    let moved = rungs.table.as_ref().map(|t| transitions(visit, d, t));
    view! { {moves}{levels}{moved} }
}

/// From which level to which: rows before, columns after.
fn transitions(visit: &Visit, d: &Domain, t: &Shielded) -> impl IntoView + use<> {
    let mut heads = vec![visit.t("dash-from-level")];
    heads.extend(d.levels.iter().cloned());
    heads.push(visit.t("dash-total"));
    let mut rows: Vec<Vec<String>> = d
        .levels
        .iter()
        .zip(&t.cells)
        .zip(&t.row_totals)
        .map(|((level, cells), total)| {
            let mut row = vec![level.clone()];
            row.extend(cells.iter().chain([total]).map(|c| cell(visit, *c)));
            row
        })
        .collect();
    let mut last = vec![visit.t("dash-total")];
    last.extend(t.column_totals.iter().chain([&t.total]).map(|c| cell(visit, *c)));
    rows.push(last);
    numbers(visit.t("dash-transitions"), table(&visit.t("dash-transitions"), heads, rows))
}
