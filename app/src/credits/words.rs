//! How this room speaks: reasons of a gate, kinds of credit, what a paper is called.

use backend::credits::printed;
use backend::words::FluentValue;
use chrono::NaiveDate;
use domain::credits::Credits;
use domain::credits::rules::Document;
use domain::gate::{Arg, Gate, Requirement, Why};
use domain::when::show_date;
use leptos::prelude::*;

use crate::visit::Visit;

/// A day in the reader's language.
pub fn day(visit: &Visit, day: NaiveDate) -> String {
    show_date(day, visit.lang())
}

/// A kind of credit.
pub fn kind(visit: &Visit, code: &str) -> String {
    printed::kind(code, Credits(200), visit.lang())
}

/// The kinds to choose from.
pub fn kinds(visit: &Visit) -> Vec<(String, String)> {
    backend::credits::KINDS.map(|code| (code.to_owned(), kind(visit, code))).to_vec()
}

/// Credits of a kind: "0.75 Mainpro+ credits".
pub fn credits(visit: &Visit, credits: Credits, code: &str) -> String {
    printed::of_kind(credits, code, visit.lang())
}

/// What a paper is called.
pub fn document(visit: &Visit, document: Document) -> String {
    visit.t(&format!("paper-{}", printed::code(document)))
}

/// Why a line of a gate is met or not, as a sentence.
pub fn why(visit: &Visit, why: &Why) -> String {
    let spoken = |name: &str, arg: Arg| -> FluentValue<'static> {
        match arg {
            Arg::Day(on) => day(visit, on).into(),
            Arg::Count(n) => n.into(),
            Arg::Text(code) if name == "kind" => kind(visit, &code).into(),
            Arg::Text(text) => text.into(),
        }
    };
    let values: Vec<(&str, FluentValue<'_>)> = why.with().into_iter().map(|(name, arg)| (name, spoken(name, arg))).collect();
    visit.tw(why.word(), &values)
}

/// The lines of a gate, each with a mark that is a word, too.
pub fn gate(visit: &Visit, gate: &Gate) -> impl IntoView + use<> {
    let lines = told(gate).into_iter().map(|line| requirement(visit, line)).collect_view();
    view! { <ul class="list gate">{lines}</ul> }
}

/// The lines of a gate as they are read: two that say the same (a session that is still to come) are said once.
pub fn told(gate: &Gate) -> Vec<&Requirement> {
    let all = &gate.requirements;
    all.iter()
        .enumerate()
        .filter(|(at, line)| !all.iter().take(*at).any(|l| l.met == line.met && l.why == line.why))
        .map(|(_, l)| l)
        .collect()
}

fn requirement(visit: &Visit, line: &Requirement) -> impl IntoView + use<> {
    let (class, word) = match (line.met, line.is_final()) {
        (true, _) => ("badge is-met", "gate-met"),
        (false, true) => ("badge is-soft", "gate-never"),
        (false, false) => ("badge is-open", "gate-open"),
    };
    view! { <li class="row"><span class="row-main">{why(visit, &line.why)}</span><span class=class>{visit.t(word)}</span></li> }
}
