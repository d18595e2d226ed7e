//! A session's attendance: the table, how we know, corrections, the code for callers, and the files that were read in.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use backend::Fault;
use backend::sessions::attendance::{self as truth, Correction, Known, Row, Table};
use backend::sessions::importing;
use chrono::{DateTime, Utc};
use domain::id::{PersonId, SessionId};
use domain::presence::Threshold;
use leptos::prelude::*;

use super::pages::name;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

pub mod absent;
pub mod cohort;
pub mod files;
pub mod ways;

use files::Preview;

/// What was typed into the forms of the page, and what a file would bring.
#[derive(Default)]
pub(super) struct Forms {
    upload: Typed,
    hand: Typed,
    caller: Typed,
    preview: Option<Preview>,
}

/// The table.
pub async fn page(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    let mut forms = Forms::default();
    if let Some(person) = asked(&visit, "person") {
        forms.hand.set("person", person);
    }
    show(&visit, &slug, id, forms).await
}

/// A value of the page's query.
fn asked(visit: &Visit, name: &str) -> Option<String> {
    let query = visit.path.split_once('?').map_or("", |(_, query)| query);
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).map(ToOwned::to_owned)
}

pub(super) async fn show(visit: &Visit, slug: &str, id: SessionId, forms: Forms) -> Answer {
    let table = truth::table(&visit.cx, &visit.viewer, slug, id).await?;
    let pending = importing::pending(&visit.cx, &visit.viewer, slug, id).await?;
    let taken = importing::taken(&visit.cx, &visit.viewer, slug, id).await?;
    let session = backend::sessions::queries::session(&visit.cx, &visit.viewer, slug, id).await?;
    let title = name(visit, &session.line);
    let at = format!("/cohorts/{slug}/sessions/{id}");
    let page = Page::new(visit.t("attendance-title"))
        .cohort(&table.reached.cohort)
        .crumb(visit.t("nav-sessions"), format!("/cohorts/{slug}/sessions"))
        .crumb(title.clone(), at.clone());
    let (hand, caller) = (forms.hand.at("hand"), forms.caller.at("caller"));
    let zone = session.line.zone.clone();
    Ok(visit.show(page, || {
        let present = table.rows.iter().filter(|r| r.present() == Some(true)).count();
        let summary = visit.tw("attendance-count", &[("n", present.into()), ("all", table.rows.len().into())]);
        let over = session.line.ends_at <= visit.now() && !session.line.cancelled;
        let missed = over.then(|| view! { <a class="button quiet" href=format!("{at}/attendance/missed")>{visit.t("missed-title")}</a> });
        view! {
            {parts::done(visit)}
            <h1>{visit.t("attendance-title")}</h1>
            <p class="lede">{title}" · "{summary}</p>
            {parts::fault_summary(visit, &forms.upload)}
            {parts::fault_summary(visit, &hand)}
            {parts::fault_summary(visit, &caller)}
            {forms.preview.as_ref().map(|p| files::preview(visit, &at, p, &zone))}
            {files::waiting(visit, &at, &pending, &table.rows)}
            <p class="page-actions">
                {missed}
                <a class="button quiet" href=format!("/cohorts/{slug}/attendance")>{visit.t("attendance-cohort")}</a>
            </p>
            {rows(visit, &at, &table, &zone)}
            {rule(visit, &table)}
            {code(visit, &at, &table, &zone, &caller)}
            {forms.preview.is_none().then(|| files::upload_form(visit, &at, &forms.upload, &zone))}
            {files::taken(visit, &at, &taken, &zone)}
            {hand_form(visit, &at, &table.rows, &hand)}
        }
    }))
}

/// A verdict as a badge.
pub(super) fn badge(visit: &Visit, verdict: Option<bool>) -> impl IntoView + use<> {
    let (class, word) = match verdict {
        Some(true) => ("badge is-good", "attendance-present"),
        Some(false) => ("badge is-soft", "attendance-absent"),
        None => ("badge", "attendance-unknown"),
    };
    view! { <span class=class>{visit.t(word)}</span> }
}

/// Minutes; a dash when nothing is known.
pub(super) fn minutes(visit: &Visit, known: &Known) -> String {
    let nothing = known.presence.ways.is_empty() && known.presence.minutes <= 0.0;
    if nothing { "–".to_owned() } else { visit.tw("minutes-n", &[("n", format!("{:.0}", known.presence.minutes).into())]) }
}

/// How we know, in words: the sources, what is assumed, who corrected it and why.
pub(super) fn how(visit: &Visit, known: &Known, by: &str, noted_by: &str) -> String {
    let mut said: Vec<String> = known.presence.ways.iter().map(|w| visit.t(&format!("attendance-by-{}", w.code()))).collect();
    if !noted_by.is_empty() {
        said.push(visit.tw("attendance-noted", &[("name", noted_by.into())]));
    }
    if known.presence.assumed >= 0.5 {
        said.push(visit.tw("attendance-assumed", &[("n", format!("{:.0}", known.presence.assumed).into())]));
    }
    if known.claimed {
        said.push(visit.t("attendance-claimed"));
    }
    if let Some(adjusted) = &known.adjusted {
        said.push(visit.tw("attendance-adjusted", &[("name", by.into()), ("reason", adjusted.reason.as_str().into())]));
    }
    said.join(" · ")
}

/// From when to when, in the session's zone.
pub(super) fn span(first: Option<DateTime<Utc>>, last: Option<DateTime<Utc>>, zone: &str) -> String {
    let clock = |at: Option<DateTime<Utc>>| at.map_or_else(|| "…".to_owned(), |at| clock(at, zone));
    if first.is_none() && last.is_none() { String::new() } else { format!("{}–{}", clock(first), clock(last)) }
}

/// Hours and minutes in a zone.
pub(super) fn clock(at: DateTime<Utc>, zone: &str) -> String {
    let zone = domain::when::Zone::parse(zone).unwrap_or_else(|_| domain::when::Zone::utc());
    domain::when::utc_to_local(at, &zone).1.format("%H:%M").to_string()
}

fn rows(visit: &Visit, at: &str, table: &Table, zone: &str) -> impl IntoView + use<> {
    let title = visit.t("attendance-title");
    let region = title.clone();
    let lines = table
        .rows
        .iter()
        .map(|r| {
            let correct = visit.tw("attendance-correct-name", &[("name", r.name.as_str().into())]);
            let href = format!("{at}/attendance?person={}#hand", r.person);
            view! {
                <tr>
                    <th scope="row">{r.name.clone()}</th>
                    <td>{badge(visit, r.present())}</td>
                    <td class="num">{minutes(visit, &r.known)}</td>
                    <td class="num">{span(r.known.presence.first, r.known.presence.last, zone)}</td>
                    <td class="wide">{how(visit, &r.known, &r.by, &r.noted_by)}</td>
                    <td><a href=href aria-label=correct>{visit.t("attendance-correct-short")}</a></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=region>
            <table class="table stacks">
                <caption class="visually-hidden">{title}</caption>
                <thead><tr><th scope="col">{visit.t("field-name")}</th><th scope="col">{visit.t("attendance-was")}</th>
                    <th scope="col" class="num">{visit.t("field-minutes")}</th><th scope="col" class="num">{visit.t("attendance-when")}</th>
                    <th scope="col">{visit.t("attendance-from")}</th><th scope="col">{visit.t("attendance-correct-short")}</th></tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

/// A threshold in words.
pub(super) fn threshold(visit: &Visit, threshold: Threshold) -> String {
    match threshold {
        Threshold::Minutes(n) => visit.tw("attendance-rule-minutes", &[("n", n.into())]),
        Threshold::Percent(n) => visit.tw("attendance-rule-percent", &[("n", n.into())]),
    }
}

/// The rule, where the minutes stand.
fn rule(visit: &Visit, table: &Table) -> impl IntoView + use<> {
    let needed = format!("{:.0}", table.needed);
    let sentence = visit.tw("attendance-rule-here", &[("rule", threshold(visit, table.threshold).into()), ("needed", needed.into())]);
    let points = ["united", "clipped", "assumed", "yields", "stated", "hand"].map(|w| visit.t(&format!("attendance-how-{w}")));
    view! {
        <details>
            <summary>{visit.t("attendance-how")}</summary>
            <p>{sentence}</p>
            <ul>{points.map(|p| view! { <li>{p}</li> }).collect_view()}</ul>
        </details>
    }
}

/// The code to be read aloud, and a form for a caller who told it.
fn code(visit: &Visit, at: &str, table: &Table, zone: &str, typed: &Typed) -> impl IntoView + use<> {
    let Some((code, until)) = table.code.clone() else { return ().into_any() };
    let apart = code.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let until = parts::time(visit, until, zone);
    view! {
        <section class="card" id="code">
            <h2>{visit.t("code-title")}</h2>
            <p><strong class="spoken">{apart}</strong></p>
            <p>{visit.t("code-hint")}" "{until}</p>
            <details open=!typed.faults().is_empty()>
                <summary>{visit.t("code-caller")}</summary>
                <form class="form" method="post" action=format!("{at}/attendance/code")>
                    {field(visit, typed, "caller", "field-person").required().choose(people(visit, &table.rows))}
                    {field(visit, typed, "code", "field-code").required().hint("code-caller-hint").input("text", "off")}
                    <p><button class="button quiet" type="submit">{visit.t("code-note")}</button></p>
                </form>
            </details>
        </section>
    }
    .into_any()
}

fn people(visit: &Visit, rows: &[Row]) -> Vec<(String, String)> {
    std::iter::once((String::new(), visit.t("choose"))).chain(rows.iter().map(|r| (r.person.to_string(), r.name.clone()))).collect()
}

fn hand_form(visit: &Visit, at: &str, rows: &[Row], typed: &Typed) -> impl IntoView + use<> {
    let states = ["yes", "no", "lift"].into_iter().zip(["attendance-present", "attendance-absent", "attendance-lift"]);
    let states = states.map(|(value, word)| (value.to_owned(), visit.t(word))).collect();
    let open = !typed.faults().is_empty() || !typed.get("person").is_empty();
    view! {
        <details open=open id="hand">
            <summary>{visit.t("attendance-correct")}</summary>
            <form class="form" method="post" action=format!("{at}/attendance")>
                {field(visit, typed, "person", "field-person").required().choose(people(visit, rows))}
                {field(visit, typed, "present", "attendance-was").required().radios(states)}
                {field(visit, typed, "minutes", "field-minutes").hint("attendance-minutes-hint").input("number", "off")}
                {field(visit, typed, "reason", "field-reason").required().hint("hint-reason").input("text", "off")}
                <p><button class="button quiet" type="submit">{visit.t("save")}</button></p>
            </form>
        </details>
    }
}

/// Corrects one person's attendance.
pub async fn correct(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let get = |name: &str| typed.get(name).to_owned();
    let correction = Correction { present: get("present"), minutes: get("minutes"), reason: get("reason") };
    let done = match typed.get("person").parse::<PersonId>() {
        Ok(person) => truth::adjust(&visit.cx, &visit.viewer, &slug, id, person, &correction).await,
        // Whoever may not correct anything is told that first.
        Err(_) => truth::table(&visit.cx, &visit.viewer, &slug, id).await.and(Err(Fault::field("person", "fault-choice"))),
    };
    match done {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/sessions/{id}/attendance?done=saved"))),
        Err(Fault::Invalid(faults)) => {
            let forms = Forms { hand: typed.with_faults(faults), ..Forms::default() };
            Ok(again(show(&visit, &slug, id, forms).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// Notes a caller who told the code.
pub async fn caller(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let done = match typed.get("caller").parse::<PersonId>() {
        Ok(person) => truth::enter_for(&visit.cx, &visit.viewer, &slug, id, person, typed.get("code")).await,
        Err(_) => truth::table(&visit.cx, &visit.viewer, &slug, id).await.and(Err(Fault::field("caller", "fault-choice"))),
    };
    match done {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/sessions/{id}/attendance?done=caller"))),
        Err(Fault::Invalid(faults)) => {
            let forms = Forms { caller: typed.with_faults(faults), ..Forms::default() };
            Ok(again(show(&visit, &slug, id, forms).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// The cohort's attendance as a CSV file.
pub async fn export(visit: Visit, Path(slug): Path<String>) -> Answer {
    let text = truth::export(&visit.cx, &visit.viewer, &slug).await?;
    Ok(download(text.into_bytes(), "text/csv; charset=utf-8", &format!("attendance-{slug}.csv")))
}

/// Bytes to be kept as a file, never shown inside a page.
pub fn download(bytes: Vec<u8>, kind: &str, name: &str) -> Response {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", parts::query_value(name));
    ([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition.as_str()), (CACHE_CONTROL, "private, no-store")], bytes).into_response()
}
