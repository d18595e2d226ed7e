//! Paired change: a dot and an interval with its n, what each method says, and the numbers.

use backend::dashboards::{Board, Change, Line, Question, Scale, Shown, lines};
use backend::words::FluentValue;
use domain::stats::paired::{Note, Paired};
use domain::stats::wilcoxon::Method;
use leptos::prelude::*;

use super::charts::{Dot, Words, dots};
use super::numbers::{line, number, p, p_is, signed};
use super::pages::{figure, table};
use crate::parts;
use crate::surveys::pages::timepoint;
use crate::visit::Visit;

pub(super) fn scales(visit: &Visit, board: &Board) -> impl IntoView + use<> {
    let body = if board.scales.is_empty() {
        parts::empty(visit.t("dash-scales-none")).into_any()
    } else {
        board.scales.iter().map(|s| scale(visit, s)).collect_view().into_any()
    };
    view! { <section><h2>{visit.t("dash-change")}</h2><p>{visit.t("dash-change-lede")}</p>{body}</section> }
}

fn scale(visit: &Visit, scale: &Scale) -> impl IntoView + use<> {
    let end = |x: f64| number(visit.lang(), Some(x), if x.fract() == 0.0 { 0 } else { 1 });
    let about = visit
        .tw("dash-scale-about", &[("items", scale.items.into()), ("min", end(scale.range.0).into()), ("max", end(scale.range.1).into())]);
    let when = scale.after.map(|at| visit.tw("dash-from-to", &[("to", timepoint(visit, at).into())]));
    let body = match &scale.change {
        Change::Shown(found) => shown(visit, scale, found).into_any(),
        other => view! { <p class="empty">{withheld(visit, other)}</p> }.into_any(),
    };
    view! { <section><h3>{scale.title.clone()}</h3><p class="meta">{when}" "{about}</p>{body}</section> }
}

/// Why a change is not shown.
fn withheld(visit: &Visit, change: &Change) -> String {
    match change {
        Change::Few => visit.t("dash-change-few"),
        Change::NotYet => visit.t("dash-change-not-yet"),
        Change::Alike(n, notes) => {
            let mut said = visit.tw("dash-change-alike", &[("n", (*n).into())]);
            notes.iter().for_each(|n| said = format!("{said} {}", note(visit, *n)));
            said
        }
        Change::Shown(found) => found.sentences.iter().map(|n| note(visit, *n)).collect::<Vec<_>>().join(" "),
    }
}

fn note(visit: &Visit, note: Note) -> String {
    visit.t(&format!("dash-note-{}", note.word().replace('_', "-")))
}

fn dot(label: String, found: &Paired) -> Dot {
    let at = found.ci_low.zip(found.mean_diff).zip(found.ci_high).map(|((low, middle), high)| (low, middle, high));
    Dot { label, at, text: format!("n\u{a0}=\u{a0}{}", found.n_pairs) }
}

fn shown(visit: &Visit, scale: &Scale, found: &Shown) -> impl IntoView + use<> {
    let said = sentences(visit, found);
    let title = visit.tw("dash-change-chart", &[("scale", scale.title.as_str().into())]);
    let words = Words { id: format!("scale-{}", scale.key), title: title.clone(), desc: said.first().cloned().unwrap_or_default() };
    let svg = dots(&words, &[dot(String::new(), found)], |x| tick(visit, x));
    let heads = vec![visit.t("dash-figure"), visit.t("dash-value")];
    let rows = lines(found).iter().map(|l| vec![visit.t(&format!("dash-fig-{}", l.key)), value(visit, found, l)]).collect();
    let notes = found.sentences.iter().map(|n| view! { <p class="meta">{note(visit, *n)}</p> }).collect_view();
    view! {
        {figure(visit, title.clone(), svg, table(title, heads, rows))}
        <ul class="list">{said.into_iter().map(|s| view! { <li>{s}</li> }).collect_view()}</ul>
        {notes}
    }
}

fn value(visit: &Visit, found: &Shown, figure: &Line) -> String {
    if figure.key.starts_with("w-") && !found.sums { visit.t("dash-withheld") } else { line(visit.lang(), figure) }
}

fn tick(visit: &Visit, x: f64) -> String {
    let decimals = if x.fract() == 0.0 {
        0
    } else if (x * 10.0).fract() == 0.0 {
        1
    } else {
        2
    };
    signed(visit.lang(), x, decimals)
}

/// What each method says, one sentence each.
fn sentences(visit: &Visit, f: &Shown) -> Vec<String> {
    let lang = visit.lang();
    let two = |x: Option<f64>| FluentValue::from(number(lang, x, 2));
    let sign = |x: Option<f64>| FluentValue::from(x.map_or_else(|| "–".to_owned(), |x| signed(lang, x, 2)));
    let half = |x: f64| FluentValue::from(number(lang, Some(x), if x.fract() == 0.0 { 0 } else { 1 }));
    let mut said = vec![visit.tw(
        "dash-said-change",
        &[
            ("n", f.n_pairs.to_string().into()),
            ("before", two(f.mean_pre)),
            ("sdbefore", two(f.sd_pre)),
            ("after", two(f.mean_post)),
            ("sdafter", two(f.sd_post)),
            ("difference", sign(f.mean_diff)),
            ("low", sign(f.ci_low)),
            ("high", sign(f.ci_high)),
        ],
    )];
    if let (Some(t), Some(df)) = (f.t, f.df) {
        let values = [("df", df.to_string().into()), ("t", two(Some(t))), ("p", p_is(lang, f.p).into())];
        said.push(visit.tw("dash-said-t", &values));
    }
    if let Some(method) = f.wilcoxon_method {
        let key = if method == Method::Exact { "dash-said-wilcoxon-exact" } else { "dash-said-wilcoxon-normal" };
        let sums = if f.sums { "shown" } else { "withheld" };
        let values = [("plus", half(f.w_plus)), ("minus", half(f.w_minus)), ("p", p_is(lang, f.p_wilcoxon).into()), ("sums", sums.into())];
        said.push(visit.tw(key, &values));
    }
    if f.d_av.is_some() {
        said.push(visit.tw("dash-said-effect", &[("dz", two(f.d_z)), ("dav", two(f.d_av)), ("gav", two(f.g_av))]));
    }
    said
}

/// The same question before and after each session.
pub(super) fn questions(visit: &Visit, questions: &[Question]) -> impl IntoView + use<> {
    let body = if questions.is_empty() {
        parts::empty(visit.t("dash-sessions-change-none")).into_any()
    } else {
        questions.iter().enumerate().map(|(at, q)| question(visit, at, q)).collect_view().into_any()
    };
    view! { <section><h2>{visit.t("dash-sessions-change")}</h2>{body}</section> }
}

fn question(visit: &Visit, at: usize, question: &Question) -> impl IntoView + use<> {
    let name = |k: u16| visit.tw("dash-session", &[("k", k.into())]);
    let few = |change: &Change| visit.t(if matches!(change, Change::NotYet) { "dash-not-yet" } else { "dash-withheld" });
    let row = |(k, change): &(u16, Change)| match change {
        Change::Shown(found) => dot(name(*k), found),
        Change::Few => Dot { label: name(*k), at: None, text: format!("n\u{a0}<\u{a0}{}", 5) },
        other => Dot { label: name(*k), at: None, text: few(other) },
    };
    let rows: Vec<Dot> = question.sessions.iter().map(row).collect();
    let numbers: Vec<Vec<String>> = question.sessions.iter().map(|(k, c)| cells(visit, name(*k), c, &few(c))).collect();
    let desc = numbers.iter().map(|r| format!("{} : {}", r.first().cloned().unwrap_or_default(), r.get(4).cloned().unwrap_or_default()));
    let desc = desc.collect::<Vec<_>>().join("; ");
    let words = Words { id: format!("sessions-{at}"), title: question.title.clone(), desc };
    let heads = ["session-head", "n", "before", "after", "difference-interval", "t-p", "wilcoxon-p", "g-av"];
    let heads = heads.map(|key| visit.t(&format!("dash-{key}"))).to_vec();
    let svg = dots(&words, &rows, |x| tick(visit, x));
    let scores = question.range;
    let end = |x: f64| number(visit.lang(), Some(x), 0);
    let about = visit.tw("dash-question-about", &[("min", end(scores.0).into()), ("max", end(scores.1).into())]);
    view! {
        {figure(visit, question.title.clone(), svg, table(question.title.clone(), heads, numbers))}
        <p class="meta">{about}</p>
    }
}

fn cells(visit: &Visit, name: String, change: &Change, why: &str) -> Vec<String> {
    let lang = visit.lang();
    let Change::Shown(f) = change else {
        let n = match change {
            Change::Few => visit.t("dash-few"),
            Change::Alike(n, _) => n.to_string(),
            _ => "–".to_owned(),
        };
        let rest = std::iter::once(why.to_owned()).chain(std::iter::repeat_n("–".to_owned(), 3));
        return [name, n, "–".to_owned(), "–".to_owned()].into_iter().chain(rest).collect();
    };
    let side = |mean, sd| format!("{} ({})", number(lang, mean, 2), number(lang, sd, 2));
    let sign = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| signed(lang, x, 2));
    let interval = visit
        .tw("dash-interval", &[("difference", sign(f.mean_diff).into()), ("low", sign(f.ci_low).into()), ("high", sign(f.ci_high).into())]);
    let t = f.df.map_or_else(String::new, |df| format!("t({df})\u{a0}=\u{a0}{}, {}", number(lang, f.t, 2), p_is(lang, f.p)));
    vec![
        name,
        f.n_pairs.to_string(),
        side(f.mean_pre, f.sd_pre),
        side(f.mean_post, f.sd_post),
        interval,
        t,
        p(lang, f.p_wilcoxon),
        number(lang, f.g_av, 2),
    ]
}
