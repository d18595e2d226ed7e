//! A session's attendance: the table, corrections, files of the video program, and names that wait for a decision.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use backend::Fault;
use backend::sessions::attendance::{self, Row};
use backend::sessions::importing::{self, Choice, Pending, Report};
use domain::fault::FieldFault;
use domain::id::{PersonId, SessionId};
use leptos::prelude::*;

use super::pages::name;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::typed::upload::Upload;
use crate::visit::Visit;

/// The table.
pub async fn page(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    show(&visit, &slug, id, Typed::empty(), Typed::empty(), None).await
}

async fn show(visit: &Visit, slug: &str, id: SessionId, typed: Typed, hand: Typed, report: Option<Report>) -> Answer {
    let (reached, rows) = attendance::table(&visit.cx, &visit.viewer, slug, id).await?;
    let pending = importing::pending(&visit.cx, &visit.viewer, slug, id).await?;
    let session = backend::sessions::queries::session(&visit.cx, &visit.viewer, slug, id).await?;
    let title = name(visit, &session.line);
    let at = format!("/cohorts/{slug}/sessions/{id}");
    let page = Page::new(visit.t("attendance-title"))
        .cohort(&reached.cohort)
        .crumb(visit.t("nav-sessions"), format!("/cohorts/{slug}/sessions"))
        .crumb(title.clone(), at.clone());
    let export = reached.cohort.coordinator;
    let hand = hand.at("hand");
    Ok(visit.show(page, || {
        let present = rows.iter().filter(|r| r.present == Some(true)).count();
        let summary = visit.tw("attendance-count", &[("n", present.into()), ("all", rows.len().into())]);
        view! {
            {parts::done(visit)}
            <h1>{visit.t("attendance-title")}</h1>
            <p class="lede">{title}" · "{summary}</p>
            {parts::fault_summary(visit, &typed)}
            {parts::fault_summary(visit, &hand)}
            {report.as_ref().map(|r| outcome(visit, r))}
            {waiting(visit, &at, &pending, &rows)}
            {table(visit, &rows)}
            {export.then(|| view! { <p><a href=format!("/cohorts/{slug}/attendance.csv")>{visit.t("attendance-export")}</a></p> })}
            {upload_form(visit, &at, &typed)}
            {hand_form(visit, &at, &rows, &hand)}
        }
    }))
}

fn outcome(visit: &Visit, report: &Report) -> impl IntoView + use<> {
    let counts = visit.tw(
        "attendance-read",
        &[
            ("source", report.source.as_str().into()),
            ("people", report.people.into()),
            ("sure", report.sure.len().into()),
            ("doubtful", report.doubtful.len().into()),
            ("waiting", report.waiting_room.into()),
        ],
    );
    let ambiguous = report.ambiguous.then(|| view! { <p class="notice is-warn">{visit.t("attendance-ambiguous")}</p> });
    view! {
        <section>
            <p class="notice is-good" role="status">{counts}</p>
            {ambiguous}
            {parts::row_faults(visit, &report.faults)}
        </section>
    }
}

/// Names that nobody or several could bear: one decision each, remembered.
fn waiting(visit: &Visit, at: &str, pending: &[Pending], rows: &[Row]) -> impl IntoView + use<> {
    if pending.is_empty() {
        return ().into_any();
    }
    let forms = pending
        .iter()
        .enumerate()
        .map(|(n, one)| {
            let mut people: Vec<&Row> = rows.iter().collect();
            people.sort_by_key(|r| one.suggestions.iter().position(|s| *s == r.person).unwrap_or(usize::MAX));
            let mut options: Vec<(String, String)> = people.iter().map(|r| (r.person.to_string(), r.name.clone())).collect();
            let none = ("nobody".to_owned(), visit.t("attendance-nobody"));
            if one.suggestions.is_empty() {
                options.insert(0, none)
            } else {
                options.push(none)
            }
            let typed = Typed::empty().at(&n.to_string());
            let minutes = visit.tw("minutes-n", &[("n", format!("{:.0}", one.minutes).into())]);
            let label = visit.tw("attendance-who-is", &[("name", one.name.as_str().into())]);
            view! {
                <li>
                    <form class="form" method="post" action=format!("{at}/attendance/settle")>
                        <input type="hidden" name="name" value=one.name.clone()/>
                        <p><strong>{one.name.clone()}</strong>" "<span class="meta">{minutes}</span></p>
                        {field(visit, &typed, "person", "field-person").label_text(label).required().choose(options)}
                        <p><button class="button quiet" type="submit">{visit.t("attendance-settle")}</button></p>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2>{visit.t("attendance-doubtful")}</h2>
            <p>{visit.t("attendance-doubtful-hint")}</p>
            <ul class="cards">{forms}</ul>
        </section>
    }
    .into_any()
}

fn table(visit: &Visit, rows: &[Row]) -> impl IntoView + use<> {
    let title = visit.t("attendance-title");
    let region = title.clone();
    let lines = rows
        .iter()
        .map(|r| {
            let (class, word) = match r.present {
                Some(true) => ("badge is-good", "attendance-present"),
                Some(false) => ("badge is-soft", "attendance-absent"),
                None => ("badge", "attendance-unknown"),
            };
            let minutes = if r.source == "import" || r.minutes > 0.0 { format!("{:.0}", r.minutes) } else { "–".to_owned() };
            let source = if r.source.is_empty() { String::new() } else { visit.t(&format!("attendance-by-{}", r.source)) };
            let reason = (!r.reason.is_empty()).then(|| format!(": {}", r.reason));
            view! { <tr><th scope="row">{r.name.clone()}</th><td><span class=class>{visit.t(word)}</span></td><td class="num">{minutes}</td><td>{source}{reason}</td></tr> }
        })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=region>
            <table class="table">
                <caption class="visually-hidden">{title}</caption>
                <thead><tr><th scope="col">{visit.t("field-name")}</th><th scope="col">{visit.t("attendance-was")}</th>
                    <th scope="col" class="num">{visit.t("field-minutes")}</th><th scope="col">{visit.t("attendance-from")}</th></tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

fn upload_form(visit: &Visit, at: &str, typed: &Typed) -> impl IntoView + use<> {
    let other = typed.fault("other_day").is_some().then(|| field(visit, typed, "other_day", "attendance-other-day").tick());
    view! {
        <section>
            <h2>{visit.t("attendance-import")}</h2>
            <form class="form" method="post" enctype="multipart/form-data" action=format!("{at}/attendance/import")>
                {field(visit, typed, "file", "field-file").required().hint("attendance-import-hint").file(".csv,.tsv,.txt")}
                {field(visit, typed, "day_first", "attendance-day-first").tick()}
                {other}
                <p class="cluster">
                    <button class="button" type="submit" name="act" value="write">{visit.t("attendance-take")}</button>
                    <button class="button quiet" type="submit" name="act" value="look">{visit.t("import-look")}</button>
                </p>
            </form>
        </section>
    }
}

fn hand_form(visit: &Visit, at: &str, rows: &[Row], typed: &Typed) -> impl IntoView + use<> {
    let mut options = vec![(String::new(), visit.t("choose"))];
    options.extend(rows.iter().map(|r| (r.person.to_string(), r.name.clone())));
    let states = vec![("yes".to_owned(), visit.t("attendance-present")), ("no".to_owned(), visit.t("attendance-absent"))];
    view! {
        <details open=!typed.faults().is_empty()>
            <summary>{visit.t("attendance-correct")}</summary>
            <form class="form" method="post" action=format!("{at}/attendance")>
                {field(visit, typed, "person", "field-person").required().choose(options)}
                {field(visit, typed, "present", "attendance-was").required().radios(states)}
                {field(visit, typed, "reason", "field-reason").required().hint("hint-reason").input("text", "off")}
                <p><button class="button quiet" type="submit">{visit.t("save")}</button></p>
            </form>
        </details>
    }
}

/// Reads a file of the video program.
pub async fn import(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, upload: Upload) -> Answer {
    let typed = upload.typed;
    let Some((_, bytes)) = upload.file else {
        let fault = FieldFault::new("file", "fault-file-none");
        return Ok(again(show(&visit, &slug, id, typed.with_faults(vec![fault]), Typed::empty(), None).await?));
    };
    let choice = Choice {
        dry_run: typed.get("act") == "look",
        other_day: typed.get("other_day") == "yes",
        day_first: typed.get("day_first") == "yes",
    };
    match importing::import(&visit.cx, &visit.viewer, &slug, id, &bytes, choice).await {
        Ok(report) => show(&visit, &slug, id, Typed::empty(), Typed::empty(), Some(report)).await,
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, &slug, id, typed.with_faults(faults), Typed::empty(), None).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Says who a doubtful name is.
pub async fn settle(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let person: Option<PersonId> = match typed.get("person") {
        "nobody" => None,
        id => Some(id.parse().map_err(|_| Fault::Missing)?),
    };
    importing::settle(&visit.cx, &visit.viewer, &slug, id, typed.get("name"), person).await?;
    Ok(go(format!("/cohorts/{slug}/sessions/{id}/attendance?done=settled")))
}

/// Corrects one person's attendance.
pub async fn correct(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let Ok(person) = typed.get("person").parse::<PersonId>() else {
        let fault = FieldFault::new("person", "fault-choice");
        return Ok(again(show(&visit, &slug, id, Typed::empty(), typed.with_faults(vec![fault]), None).await?));
    };
    let present = typed.get("present") == "yes";
    match attendance::correct(&visit.cx, &visit.viewer, &slug, id, person, present, typed.get("reason")).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/sessions/{id}/attendance?done=saved"))),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, &slug, id, Typed::empty(), typed.with_faults(faults), None).await?)),
        Err(other) => Err(other.into()),
    }
}

/// The cohort's attendance as a CSV file.
pub async fn export(visit: Visit, Path(slug): Path<String>) -> Answer {
    let text = attendance::export(&visit.cx, &visit.viewer, &slug).await?;
    Ok(download(text.into_bytes(), "text/csv; charset=utf-8", &format!("attendance-{slug}.csv")))
}

/// Bytes to be kept as a file, never shown inside a page.
pub fn download(bytes: Vec<u8>, kind: &str, name: &str) -> Response {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", parts::query_value(name));
    ([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition.as_str()), (CACHE_CONTROL, "private, no-store")], bytes).into_response()
}
