//! The rules of a program: those that hold and held, and a form for the next version.

use axum::extract::Path;
use backend::Fault;
use backend::credits::rules::{self as store, Desk, Form};
use domain::credits::Credits;
use domain::credits::rules::{Counting, Document, Per, Rounding, Rules};
use domain::day::{Dated, in_force};
use domain::id::ProgramId;
use leptos::prelude::*;

use super::{accreditation, words};
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::typed::Typed;
use crate::visit::Visit;

/// The section of the page.
pub fn part(visit: &Visit, desk: &Desk, typed: &Typed) -> impl IntoView + use<> {
    let none = desk.versions.is_empty().then(|| parts::empty(visit.t("rules-none")));
    let versions = desk.versions.iter().rev().map(|version| card(visit, desk, version)).collect_view();
    let open = !typed.faults().is_empty();
    let typed = if open { typed.clone() } else { stored(desk).at("rule") };
    view! {
        <section id="rules">
            <h2>{visit.t("rules-title")}</h2>
            <p>{visit.t("rules-lede")}</p>
            {none}
            <div class="stack">{versions}</div>
            {unnamed(visit, desk)}
            <details open=open>
                <summary>{visit.t("rules-new")}</summary>
                <form class="form" method="post" action=format!("/manage/programs/{}/rules", desk.program)>
                    {fields(visit, &typed)}
                    <p><button class="button" type="submit">{visit.t("rules-add")}</button></p>
                </form>
            </details>
        </section>
    }
}

/// Whom today's rules name nowhere: a profession in another language or spelling is another one to them.
fn unnamed(visit: &Visit, desk: &Desk) -> impl IntoView + use<> {
    let all: Vec<String> = desk.unnamed.iter().map(|(profession, n)| format!("{profession} ({n})")).collect();
    (!all.is_empty()).then(|| {
        view! { <p class="notice">{visit.tw("rules-unnamed", &[("professions", all.join(", ").into())])}</p> }
    })
}

fn card(visit: &Visit, desk: &Desk, version: &Dated<Rules>) -> impl IntoView + use<> {
    let now = in_force(&desk.versions, desk.today).is_some_and(|rules| std::ptr::eq(rules, &version.what));
    let badge = now.then(|| view! { <span class="badge is-good">{visit.t("rules-now")}</span> });
    let from = visit.tw("rules-from", &[("day", words::day(visit, version.from).into())]);
    let lines = told(visit, &version.what).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! { <section class="card"><h3>{from}" "{badge}</h3><ul>{lines}</ul></section> }
}

/// What rules say, sentence by sentence.
fn told(visit: &Visit, rules: &Rules) -> Vec<String> {
    let credit = &rules.credit;
    let mut out = vec![visit.t(if rules.certificate == Per::Session { "rules-per-session" } else { "rules-per-series" })];
    out.extend(rules.least_sessions.map(|n| visit.tw("rules-least-told", &[("n", n.into())])));
    let amount = |per_hour| words::credits(visit, Credits(per_hour), &credit.kind);
    if credit.partial.is_empty() {
        out.push(visit.tw("rules-hour-told", &[("credits", amount(credit.per_hour).into())]));
    }
    out.extend(credit.partial.iter().map(|row| {
        let values = [("sessions", row.sessions.into()), ("tools", row.tools.into()), ("credits", amount(row.per_hour).into())];
        visit.tw("rules-partial-told", &values)
    }));
    out.extend((!credit.partial.is_empty()).then(|| visit.t("rules-partial-else")));
    let rounding = if credit.rounding == Rounding::Down { "rules-step-down" } else { "rules-step-nearest" };
    out.push(visit.tw(rounding, &[("step", credit.step.into())]));
    out.push(visit.t(if credit.counting == Counting::Minutes { "rules-counting-minutes" } else { "rules-counting-whole" }));
    out.extend(credit.most_each.map(|n| visit.tw("rules-most-told", &[("minutes", n.into())])));
    out.push(visit.t(if rules.evaluation_for_credit { "rules-evaluation-told" } else { "rules-evaluation-not" }));
    out.extend(rules.plan_for_certificate.then(|| visit.t("rules-plan-told")));
    out.push(match credit.professions.as_slice() {
        [] => visit.t("rules-everybody"),
        some => visit.tw("rules-professions-told", &[("professions", some.join(", ").into())]),
    });
    let statements = statements(rules);
    if !statements.is_empty() {
        out.push(visit.tw("rules-statements-told", &[("professions", statements.join(", ").into())]));
    }
    out
}

fn statements(rules: &Rules) -> Vec<String> {
    rules.documents.iter().filter(|(_, d)| **d == Document::StatementOfAttendance).map(|(p, _)| p.clone()).collect()
}

/// The next version begins as the newest one.
fn stored(desk: &Desk) -> Typed {
    let rules = desk.versions.last().map(|v| v.what.clone()).unwrap_or_default();
    let credit = &rules.credit;
    let optional = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let from = desk.versions.is_empty().then(String::new).unwrap_or_else(|| desk.today.to_string());
    Typed::of([
        ("from", from),
        ("certificate", if rules.certificate == Per::Session { "session" } else { "series" }.to_owned()),
        ("least_sessions", optional(rules.least_sessions)),
        ("evaluation", if rules.evaluation_for_credit { "yes" } else { "" }.to_owned()),
        ("plan", if rules.plan_for_certificate { "yes" } else { "" }.to_owned()),
        ("kind", credit.kind.clone()),
        ("per_hour", Credits(credit.per_hour).to_string()),
        ("step", credit.step.to_string()),
        ("rounding", if credit.rounding == Rounding::Down { "down" } else { "nearest" }.to_owned()),
        ("counting", if credit.counting == Counting::Minutes { "minutes" } else { "whole" }.to_owned()),
        ("most_each", optional(credit.most_each)),
        (
            "partial",
            credit.partial.iter().map(|r| format!("{} {} {}", r.sessions, r.tools, Credits(r.per_hour))).collect::<Vec<_>>().join("\n"),
        ),
        ("professions", credit.professions.join("\n")),
        ("statements", statements(&rules).join("\n")),
    ])
}

fn fields(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    let choice = |of: [(&str, &str); 2]| of.map(|(value, word)| (value.to_owned(), visit.t(word))).to_vec();
    let steps = [1, 5, 10, 15, 20, 30, 60].map(|n| (n.to_string(), visit.tw("rules-minutes", &[("n", n.into())]))).to_vec();
    view! {
        {field(visit, typed, "from", "rules-from-field").required().hint("rules-from-hint").input("date", "off")}
        {field(visit, typed, "certificate", "rules-per").required().radios(choice([("session", "rules-per-session"), ("series", "rules-per-series")]))}
        {field(visit, typed, "least_sessions", "rules-least").hint("rules-least-hint").input("number", "off")}
        {field(visit, typed, "kind", "accreditation-kind").required().choose(words::kinds(visit))}
        {field(visit, typed, "per_hour", "rules-hour").required().hint("rules-hour-hint").input("text", "off")}
        {field(visit, typed, "partial", "rules-partial").hint("rules-partial-hint").area(3)}
        {field(visit, typed, "step", "rules-step").required().choose(steps)}
        {field(visit, typed, "rounding", "rules-rounding").required().radios(choice([("down", "rules-rounding-down"), ("nearest", "rules-rounding-nearest")]))}
        {field(visit, typed, "counting", "rules-counting").required().radios(choice([("minutes", "rules-counting-minutes"), ("whole", "rules-counting-whole")]))}
        {field(visit, typed, "most_each", "rules-most").input("number", "off")}
        {field(visit, typed, "evaluation", "rules-evaluation").hint("rules-evaluation-hint").tick()}
        {field(visit, typed, "plan", "rules-plan").hint("rules-plan-hint").tick()}
        {field(visit, typed, "professions", "rules-professions").hint("rules-professions-hint").area(4)}
        {field(visit, typed, "statements", "rules-statements").hint("rules-statements-hint").area(2)}
    }
}

fn form(typed: &Typed) -> Form {
    let get = |name: &str| typed.get(name).to_owned();
    Form {
        from: get("from"),
        certificate: get("certificate"),
        least_sessions: get("least_sessions"),
        evaluation: typed.get("evaluation") == "yes",
        plan: typed.get("plan") == "yes",
        kind: get("kind"),
        per_hour: get("per_hour"),
        step: get("step"),
        rounding: get("rounding"),
        counting: get("counting"),
        most_each: get("most_each"),
        partial: get("partial"),
        professions: get("professions"),
        statements: get("statements"),
    }
}

/// Adds a version.
pub async fn add(visit: Visit, Path(id): Path<ProgramId>, typed: Typed) -> Answer {
    match store::add(&visit.cx, &visit.viewer, id, &form(&typed)).await {
        Ok(()) => Ok(go(format!("/manage/programs/{id}/credits?done=saved"))),
        Err(Fault::Invalid(faults)) => Ok(again(accreditation::show(&visit, id, Typed::empty(), typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}
