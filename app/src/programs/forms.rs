//! Forms of those who open hubs, programs and cohorts.

use axum::extract::{Path, Query};
use backend::Fault;
use backend::programs::commands::CohortForm;
use backend::programs::queries;
use domain::id::ProgramId;
use domain::lang::Lang;
use domain::when::Zone;
use leptos::prelude::*;
use serde::Deserialize;

use crate::answer::Answer;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The zones a form offers, by name.
pub fn zones(visit: &Visit) -> Vec<(String, String)> {
    Zone::offered().into_iter().map(|z| (z.name().to_owned(), z.label(visit.lang()))).collect()
}

fn managing(visit: &Visit, title: String) -> Page {
    Page::new(title).crumb(visit.t("nav-programs"), "/manage")
}

/// The form of a new hub.
pub async fn hub(visit: Visit) -> Answer {
    queries::managed(&visit.cx, &visit.viewer).await?;
    hub_form(&visit, Typed::of([("zone", "America/Vancouver".to_owned())]))
}

/// The same, as typed.
pub fn hub_form(visit: &Visit, typed: Typed) -> Answer {
    Ok(visit.show(managing(visit, visit.t("hub-new")), || {
        view! {
            <h1>{visit.t("hub-new")}</h1>
            <p class="lede">{visit.t("hub-lede")}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action="/manage/hubs/new">
                {parts::once(visit, &typed)}
                {field(visit, &typed, "name", "field-title").required().input("text", "organization")}
                {field(visit, &typed, "zone", "field-zone").required().choose(zones(visit))}
                <p><button class="button" type="submit">{visit.t("hub-open")}</button></p>
            </form>
        }
    }))
}

/// The hub that a new program is for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    hub: String,
}

/// The form of a new program.
pub async fn program(visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    queries::managed(&visit.cx, &visit.viewer).await?;
    program_form(&visit, Typed::of([("hub", wanted.hub)])).await
}

/// The same, as typed.
pub async fn program_form(visit: &Visit, typed: Typed) -> Answer {
    let hubs = queries::hubs(&visit.cx).await?;
    let options: Vec<(String, String)> = hubs.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    Ok(visit.show(managing(visit, visit.t("program-new")), || {
        let body = if options.is_empty() {
            view! { <p class="empty">{visit.t("program-needs-hub")}" "<a href="/manage/hubs/new">{visit.t("hub-new")}</a></p> }.into_any()
        } else {
            view! {
                <form class="form" method="post" action="/manage/programs/new">
                    {parts::once(visit, &typed)}
                    {field(visit, &typed, "hub", "field-hub").required().choose(options)}
                    {field(visit, &typed, "name", "field-title").required().input("text", "off")}
                    {field(visit, &typed, "short_code", "field-short-code").required().hint("hint-short-code").input("text", "off")}
                    {field(visit, &typed, "summary", "field-summary").hint("hint-summary").area(4)}
                    <p><button class="button" type="submit">{visit.t("program-open")}</button></p>
                </form>
            }
            .into_any()
        };
        view! { {parts::done(visit)}<h1>{visit.t("program-new")}</h1>{parts::fault_summary(visit, &typed)}{body} }
    }))
}

/// The form of a new cohort.
pub async fn cohort(visit: Visit, Path(id): Path<ProgramId>) -> Answer {
    let given = [("kind", "echo"), ("capacity", "26"), ("zone", visit.zone()), ("language", visit.lang().code())];
    cohort_form(&visit, id, Typed::of(given.map(|(name, value)| (name, value.to_owned())))).await
}

/// The same, as typed.
pub async fn cohort_form(visit: &Visit, id: ProgramId, typed: Typed) -> Answer {
    // A program that is not theirs to run is not there, as for the form that is sent: whether they run another one or none.
    let run = match queries::managed(&visit.cx, &visit.viewer).await {
        Err(Fault::Refused(_)) => Vec::new(),
        other => other?,
    };
    let program = run.into_iter().find(|p| p.id == id).ok_or(Fault::Missing)?;
    Ok(visit.show(managing(visit, visit.t("cohort-new")), || {
        view! {
            {parts::done(visit)}
            <h1>{visit.t("cohort-new")}</h1>
            <p class="lede">{program.name.clone()}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("/manage/programs/{id}/cohorts/new")>
                {parts::once(visit, &typed)}
                {field(visit, &typed, "kind", "field-cohort-kind").required_plain().hint("hint-cohort-kind").radios(kinds(visit))}
                {cohort_fields(visit, &typed)}
                <p><button class="button" type="submit">{visit.t("cohort-open")}</button></p>
            </form>
        }
    }))
}

/// What a cohort may be.
fn kinds(visit: &Visit) -> Vec<(String, String)> {
    ["echo", "small_group"].map(|kind| (kind.to_owned(), visit.t(&format!("cohort-kind-{kind}")))).to_vec()
}

/// The fields of a cohort, new or changed.
pub fn cohort_fields(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    let languages = Lang::ALL.map(|l| (l.code().to_owned(), visit.t(&format!("language-{}", l.code())))).to_vec();
    // Asked only where sessions would lie outside.
    let asked =
        typed.has("outside") || typed.faults().iter().any(|f| ["fault-cohort-first", "fault-cohort-last"].contains(&f.word.as_str()));
    let outside = asked.then(|| field(visit, typed, "outside", "field-outside-sessions").tick());
    view! {
        {field(visit, typed, "name", "field-title").required().hint("hint-cohort-name").input("text", "off")}
        <div class="split">
            {field(visit, typed, "starts_on", "field-starts-on").required().input("date", "off")}
            {field(visit, typed, "ends_on", "field-ends-on").required().input("date", "off")}
        </div>
        {outside}
        {field(visit, typed, "capacity", "field-capacity").required().hint("hint-capacity").input("number", "off")}
        {field(visit, typed, "zone", "field-zone").required().hint("hint-cohort-zone").choose(zones(visit))}
        {field(visit, typed, "language", "field-language").required().radios(languages)}
    }
}

/// What was typed about a cohort.
pub fn cohort_typed(typed: &Typed) -> CohortForm {
    CohortForm {
        name: typed.get("name").to_owned(),
        starts_on: typed.get("starts_on").to_owned(),
        ends_on: typed.get("ends_on").to_owned(),
        capacity: typed.get("capacity").to_owned(),
        zone: typed.get("zone").to_owned(),
        language: typed.get("language").to_owned(),
        outside: typed.get("outside") == "yes",
        kind: typed.get("kind").to_owned(),
    }
}
