//! The attendance of a cohort: one's own for a participant; for those who run it the sessions, the rule, the names that are remembered, the file.

use axum::extract::Path;
use backend::Fault;
use backend::sessions::attendance::names::{self, Remembered};
use backend::sessions::attendance::rule::{self, RuleLine};
use backend::sessions::attendance::{self as truth, Held};
use domain::presence::Threshold;
use leptos::prelude::*;

use super::{badge, how, minutes, threshold};
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    show(&visit, &slug, Typed::empty()).await
}

async fn show(visit: &Visit, slug: &str, typed: Typed) -> Answer {
    let (reached, held) = truth::overview(&visit.cx, &visit.viewer, slug).await?;
    let runs = match reached.staff() {
        true => Some((rule::read(&visit.cx, &visit.viewer, slug).await?, names::list(&visit.cx, &visit.viewer, slug).await?)),
        false => None,
    };
    let page = Page::new(visit.t("attendance-title")).cohort(&reached).crumb(visit.t("nav-sessions"), format!("/cohorts/{slug}/sessions"));
    let coordinates = reached.coordinator;
    Ok(visit.show(page, || {
        let none = held.is_empty().then(|| parts::empty(visit.t("attendance-none")));
        let mine: Vec<_> = held.iter().filter_map(|h| Some(own(visit, slug, h, h.mine.as_ref()?))).collect();
        let mine =
            (!mine.is_empty()).then(|| view! { <section><h2>{visit.t("attendance-mine")}</h2><ul class="list">{mine}</ul></section> });
        let all = (runs.is_some() && !held.is_empty()).then(|| counts(visit, slug, &held));
        let csv =
            coordinates.then(|| view! { <p><a href=format!("/cohorts/{slug}/attendance.csv")>{visit.t("attendance-export")}</a></p> });
        let rest = runs.map(|((now, rules), known)| {
            view! {
                {rules_part(visit, slug, now, &rules, &typed, coordinates)}
                {names_part(visit, slug, &known)}
            }
        });
        view! {
            {parts::done(visit)}
            <h1>{visit.t("attendance-title")}</h1>
            {parts::fault_summary(visit, &typed)}
            {none}
            {mine}
            {all}
            {csv}
            {rest}
        }
    }))
}

fn title(visit: &Visit, held: &Held) -> String {
    let number = visit.tw("session-n", &[("n", held.number.into())]);
    if held.title.is_empty() { number } else { format!("{number}, {}", held.title) }
}

fn own(visit: &Visit, slug: &str, held: &Held, known: &truth::Known) -> impl IntoView + use<> {
    let team = visit.t("attendance-team");
    view! {
        <li>
            <p class="row"><a href=format!("/cohorts/{slug}/sessions/{}", held.id)>{title(visit, held)}</a>
                <span>{badge(visit, known.verdict)}" "{minutes(visit, known)}</span></p>
            <p class="meta">{parts::time(visit, held.starts_at, &held.zone)}" "{how(visit, known, &team, "")}</p>
        </li>
    }
}

fn counts(visit: &Visit, slug: &str, held: &[Held]) -> impl IntoView + use<> {
    let lines = held.iter().map(|h| {
        let count = visit.tw("attendance-count", &[("n", h.present.into()), ("all", h.places.into())]);
        view! {
            <li class="row">
                <span class="row-main"><a href=format!("/cohorts/{slug}/sessions/{}/attendance", h.id)>{title(visit, h)}</a>
                    " "<span class="meta">{parts::time(visit, h.starts_at, &h.zone)}</span></span>
                <span>{count}</span>
            </li>
        }
    });
    view! { <section><h2>{visit.t("attendance-sessions")}</h2><ul class="list">{lines.collect_view()}</ul></section> }
}

fn rules_part(visit: &Visit, slug: &str, now: Threshold, rules: &[RuleLine], typed: &Typed, may: bool) -> impl IntoView + use<> {
    let lines = rules.iter().map(|r| {
        let whole = r.from == chrono::DateTime::UNIX_EPOCH;
        let from = if whole { "rule-whole" } else { "rule-from" };
        let zone = visit.zone().to_owned();
        view! { <li>{threshold(visit, r.threshold)}" · "{visit.t(from)}" · "{r.by.clone()}", "{parts::time(visit, r.at, &zone)}</li> }
    });
    let history = (!rules.is_empty())
        .then(|| view! { <details><summary>{visit.t("rule-history")}</summary><ul>{lines.collect_view()}</ul></details> });
    let (kind, amount) = match now {
        Threshold::Minutes(n) => ("minutes", n),
        Threshold::Percent(n) => ("percent", n),
    };
    let mut typed = typed.clone();
    if typed.faults().is_empty() {
        typed.set("kind", kind);
        typed.set("amount", amount.to_string());
    }
    let kinds = ["minutes", "percent"].map(|k| (k.to_owned(), visit.t(&format!("rule-{k}")))).to_vec();
    let form = may.then(|| {
        view! {
            <details open=!typed.faults().is_empty()>
                <summary>{visit.t("rule-change")}</summary>
                <form class="form" method="post" action=format!("/cohorts/{slug}/attendance/rule")>
                    {field(visit, &typed, "kind", "rule-kind").required().radios(kinds)}
                    {field(visit, &typed, "amount", "rule-amount").required().input("number", "off")}
                    {field(visit, &typed, "whole", "rule-whole-too").hint("rule-whole-hint").tick()}
                    <p><button class="button quiet" type="submit">{visit.t("save")}</button></p>
                </form>
            </details>
        }
    });
    let now = visit.tw("rule-now", &[("rule", threshold(visit, now).into())]);
    view! { <section id="rule"><h2>{visit.t("rule-title")}</h2><p>{now}</p>{form}{history}</section> }
}

fn names_part(visit: &Visit, slug: &str, known: &[Remembered]) -> impl IntoView + use<> {
    if known.is_empty() {
        return ().into_any();
    }
    let lines = known.iter().map(|n| {
        let who = n.person.clone().unwrap_or_else(|| visit.t("attendance-nobody"));
        let by = visit.tw("names-by", &[("name", n.by.as_str().into())]);
        let label = visit.tw("names-forget-name", &[("name", n.name.as_str().into())]);
        view! {
            <li class="row"><span class="row-main"><strong>{n.name.clone()}</strong>" → "{who}" "<span class="meta">{by}</span></span>
                <form class="inline-form" method="post" action=format!("/cohorts/{slug}/attendance/forget")>
                    <input type="hidden" name="id" value=n.id.to_string()/>
                    <button class="link-button" type="submit" aria-label=label>{visit.t("names-forget")}</button>
                </form>
            </li>
        }
    });
    view! { <section id="names"><h2>{visit.t("names-title")}</h2><p>{visit.t("names-hint")}</p><ul class="list">{lines.collect_view()}</ul></section> }
        .into_any()
}

/// Sets the rule of the program.
pub async fn set_rule(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let whole = typed.get("whole") == "yes";
    match rule::set(&visit.cx, &visit.viewer, &slug, typed.get("kind"), typed.get("amount"), whole).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/attendance?done=saved"))),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, &slug, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Forgets a name.
pub async fn forget(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let id = typed.get("id").parse().unwrap_or_default();
    names::forget(&visit.cx, &visit.viewer, &slug, id).await?;
    Ok(go(format!("/cohorts/{slug}/attendance?done=forgotten")))
}
