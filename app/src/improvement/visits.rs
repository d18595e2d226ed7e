//! Practice visits: the list, booking one, one visit with its report.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::improvement::visiting::{self, Booking, Report, VisitLine, VisitView, WAYS};
use domain::id::PlanId;
use leptos::prelude::*;

use super::id;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The list, and the form of a new visit for those who book.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    Ok(list(&visit, &slug, &Typed::of([("way", "practice".to_owned()), ("time", "12:00".to_owned())])).await?)
}

async fn list(visit: &Visit, slug: &str, typed: &Typed) -> Result<Response, Fault> {
    let visits = visiting::list(&visit.cx, &visit.viewer, slug).await?;
    let title = visit.t("visits-title");
    let page = Page::new(title.clone()).cohort(&visits.reached).crumb(visit.t("group-title"), format!("/cohorts/{slug}/group"));
    Ok(visit.show(page, || {
        let rows = visits.lines.iter().map(|v| {
            let href = format!("/cohorts/{slug}/visits/{}", v.id);
            view! { <li class="row"><a href=href>{v.name.clone()}</a><span class="meta">{parts::time(visit, v.starts_at, &v.zone)}" · "{facts(visit, v)}</span></li> }
        });
        let none = visits.lines.is_empty().then(|| parts::empty(visit.t(if visits.books { "visits-empty-books" } else { "visits-empty" })));
        let book = visits.books.then(|| {
            let people = visits.people.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
            let none = (String::new(), visit.t("visit-no-plan"));
            let plan = |(id, name, n): &(PlanId, String, i32)| (id.to_string(), format!("{name} · {}", visit.tw("session-n", &[("n", (*n).into())])));
            let plans = std::iter::once(none).chain(visits.plans.iter().map(plan)).collect();
            let ways = WAYS.map(|way| (way.to_owned(), visit.t(&format!("visit-way-{way}")))).to_vec();
            view! {
                <form class="form card" method="post" action=format!("/cohorts/{slug}/visits")>
                    <h2>{visit.t("visit-book")}</h2>
                    {parts::fault_summary(visit, typed)}
                    {parts::once(visit, typed)}
                    {field(visit, typed, "person", "visit-person").required().choose(people)}
                    {field(visit, typed, "plan", "visit-plan").choose(plans)}
                    <div class="split">
                        {field(visit, typed, "date", "visit-date").required().input("date", "off")}
                        {field(visit, typed, "time", "visit-time").required().input("time", "off")}
                    </div>
                    {field(visit, typed, "way", "visit-way").required_plain().radios(ways)}
                    {field(visit, typed, "place", "visit-place").input("text", "off")}
                    <p><button class="button" type="submit">{visit.t("visit-book")}</button></p>
                </form>
            }
        });
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            {none}
            <ul class="list">{rows.collect_view()}</ul>
            {book}
        }
    }))
}

fn facts(visit: &Visit, v: &VisitLine) -> String {
    format!("{} · {}", visit.t(&format!("visit-way-{}", v.way)), visit.t(&format!("visit-state-{}", v.state)))
}

/// Books a visit.
pub async fn book(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let get = |name: &str| typed.get(name).to_owned();
    let booking =
        Booking { person: get("person"), plan: get("plan"), date: get("date"), time: get("time"), way: get("way"), place: get("place") };
    match visiting::book(&visit.cx, &visit.viewer, &slug, typed.once(&visit.cx), &booking).await {
        Ok(id) => Ok(go(format!("/cohorts/{slug}/visits/{id}?done=visit-booked"))),
        Err(Fault::Invalid(faults)) => Ok(again(list(&visit, &slug, &typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// One visit.
pub async fn one(visit: Visit, Path((slug, key)): Path<(String, String)>) -> Answer {
    Ok(show(&visit, &slug, &key, None).await?)
}

async fn show(visit: &Visit, slug: &str, key: &str, typed: Option<Typed>) -> Result<Response, Fault> {
    let view = visiting::one(&visit.cx, &visit.viewer, slug, id(key)?).await?;
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    let typed = typed.unwrap_or_else(|| {
        Typed::of([("tried", given(&view.tried)), ("next_step", given(&view.next_step)), ("own_note", given(&view.own_note))])
    });
    let title = visit.tw("visit-of", &[("name", view.line.name.as_str().into())]);
    let page = Page::new(title.clone()).keeps().cohort(&view.reached).crumb(visit.t("visits-title"), format!("/cohorts/{slug}/visits"));
    Ok(visit.show(page, || {
        let plan = view.plan.map(|plan| view! { <p><a href=format!("/cohorts/{slug}/plans/{plan}")>{visit.t("visit-its-plan")}</a></p> });
        let place = (!view.line.place.is_empty()).then(|| view! { <p>{view.line.place.clone()}</p> });
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            <p class="meta">{parts::time(visit, view.line.starts_at, &view.line.zone)}" · "{facts(visit, &view.line)}</p>
            {place}
            {plan}
            {parts::fault_summary(visit, &typed)}
            {words(visit, &view)}
            {report_form(visit, slug, &view, &typed)}
            {cancel_form(visit, slug, &view)}
        }
    }))
}

/// The report, for those who read it and do not write it.
fn words(visit: &Visit, view: &VisitView) -> impl IntoView + use<> {
    let part = |word: &str, text: &Option<String>| {
        let text = text.clone().filter(|t| !t.is_empty() && !view.reports)?;
        let lines = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        Some(view! { <section class="case-section"><h2>{visit.t(word)}</h2>{lines}</section> })
    };
    view! { <div class="prose">{part("visit-tried", &view.tried)}{part("visit-next_step", &view.next_step)}</div> }
}

fn report_form(visit: &Visit, slug: &str, view: &VisitView, typed: &Typed) -> impl IntoView + use<> {
    let ready = view.reports && view.line.state != "cancelled" && view.line.starts_at <= visit.now();
    ready.then(|| {
        view! {
            <form class="form card" method="post" action=format!("/cohorts/{slug}/visits/{}", view.line.id)>
                <h2>{visit.t("visit-report")}</h2>
                {parts::keep(visit)}
                {field(visit, typed, "tried", "visit-tried").required().hint("visit-shared-hint").area(4)}
                {field(visit, typed, "next_step", "visit-next_step").hint("visit-shared-hint").area(2)}
                {field(visit, typed, "own_note", "visit-own_note").hint("visit-own-hint").area(2)}
                <p><button class="button" type="submit">{visit.t("save")}</button></p>
            </form>
        }
    })
}

fn cancel_form(visit: &Visit, slug: &str, view: &VisitView) -> impl IntoView + use<> {
    view.cancels.then(|| {
        view! {
            <form class="inline-form" method="post" action=format!("/cohorts/{slug}/visits/{}/cancel", view.line.id)>
                <button class="button danger" type="submit">{visit.t("visit-cancel")}</button>
            </form>
        }
    })
}

/// Writes the report.
pub async fn report(visit: Visit, Path((slug, key)): Path<(String, String)>, typed: Typed) -> Answer {
    let get = |name: &str| typed.get(name).to_owned();
    let report = Report { tried: get("tried"), next_step: get("next_step"), own_note: get("own_note") };
    match visiting::report(&visit.cx, &visit.viewer, &slug, id(&key)?, &report).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/visits/{key}?done=visit-reported"))),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, &slug, &key, Some(typed.with_faults(faults))).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Calls a visit off.
pub async fn cancel(visit: Visit, Path((slug, key)): Path<(String, String)>) -> Answer {
    visiting::cancel(&visit.cx, &visit.viewer, &slug, id(&key)?).await?;
    Ok(go(format!("/cohorts/{slug}/visits/{key}?done=visit-off")))
}
