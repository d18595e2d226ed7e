//! A gate as people read it: each line with a tick or without, and why.

use backend::improvement::queries::SessionName;
use backend::words::FluentValue;
use domain::gate::{Arg, Gate, Requirement};
use domain::when::show_date;
use leptos::prelude::*;

use crate::visit::Visit;

/// All lines of a gate, in the order of life.
pub fn lines(visit: &Visit, gate: &Gate) -> impl IntoView + use<> {
    let rows = gate
        .requirements
        .iter()
        .map(|line| {
            let (class, word) = match (line.met, line.is_final()) {
                (true, _) => ("is-met", "gate-line-met"),
                (false, true) => ("is-lost", "gate-line-lost"),
                (false, false) => ("", "gate-line-open"),
            };
            view! { <li class=class><span class="visually-hidden">{visit.t(word)}" "</span>{why(visit, line)}</li> }
        })
        .collect_view();
    view! { <ul class="steps">{rows}</ul> }
}

/// Why a line is met or not, in the reader's words.
pub fn why(visit: &Visit, line: &Requirement) -> String {
    let value = |arg: Arg| -> FluentValue<'static> {
        match arg {
            Arg::Day(day) => show_date(day, visit.lang()).into(),
            Arg::Count(n) => n.into(),
            Arg::Text(text) => text.into(),
        }
    };
    let values: Vec<(&str, FluentValue<'_>)> = line.why.with().into_iter().map(|(name, arg)| (name, value(arg))).collect();
    visit.tw(line.why.word(), &values)
}

/// A session by its number, its topic and its day.
pub fn session(visit: &Visit, session: &SessionName) -> String {
    let day = show_date(session.on, visit.lang());
    let number = visit.tw("session-n", &[("n", session.number.into())]);
    if session.title.is_empty() { format!("{number} · {day}") } else { format!("{number}{}{} · {day}", visit.colon(), session.title) }
}
