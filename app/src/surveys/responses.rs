//! Responses from a file: tried, then imported.

use axum::extract::Path;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::response::Response;
use backend::programs::reach::Reached;
use backend::surveys::importing::{self, Brought, ResponsesReport, Take};
use backend::surveys::planning;
use backend::{Fault, FieldFault};
use leptos::prelude::*;

use super::files::{self, Upload};
use super::pages::timepoint;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

fn frame(visit: &Visit, reached: &Reached) -> Page {
    let list = format!("/cohorts/{}/surveys", reached.slug);
    Page::new(visit.t("responses-title")).crumb(visit.t("surveys-title"), list).cohort(reached)
}

/// The form that takes a file of responses.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    let reached = planning::choices(&visit.cx, &visit.viewer, &slug).await?.reached;
    Ok(choose(&visit, &reached, None))
}

fn choose(visit: &Visit, reached: &Reached, fault: Option<&FieldFault>) -> Response {
    visit.show(frame(visit, reached), || {
        view! {
            <h1>{visit.t("responses-title")}</h1>
            {parts::done(visit)}
            <p class="lede">{visit.t("responses-lede")}</p>
            {files::choose(visit, "responses-file", "responses-file-hint", fault)}
        }
    })
}

/// Tries a file, or imports it.
pub async fn upload(visit: Visit, Path(slug): Path<String>, parts: Result<Multipart, MultipartRejection>) -> Answer {
    let reached = planning::choices(&visit.cx, &visit.viewer, &slug).await?.reached;
    let upload = Upload::read(parts).await?;
    if let Some(fault) = upload.missing() {
        return Ok(again(choose(&visit, &reached, Some(&fault))));
    }
    if upload.act == "take-back" {
        let taken = importing::take_back(&visit.cx, &visit.viewer, &slug, &upload.bytes).await?;
        let done = if taken > 0 { "responses-taken-back" } else { "responses-none-taken" };
        return Ok(go(format!("/cohorts/{slug}/surveys?done={done}")));
    }
    let take = if upload.act == "good" { Take::Good } else { Take::All };
    let importing = matches!(upload.act.as_str(), "import" | "good");
    let report = if importing {
        importing::import_responses(&visit.cx, &visit.viewer, &slug, &upload.bytes, take).await
    } else {
        importing::check_responses(&visit.cx, &visit.viewer, &slug, &upload.bytes).await
    };
    let report = match report {
        Ok(report) => report,
        Err(Fault::Invalid(faults)) => return Ok(again(choose(&visit, &reached, faults.first()))),
        Err(other) => return Err(other.into()),
    };
    if !importing || (take == Take::All && !report.faults.is_empty()) {
        return Ok(answer(&visit, &reached, &report, &upload));
    }
    let done = if report.written > 0 { "responses-imported" } else { "responses-same" };
    Ok(go(format!("/cohorts/{slug}/surveys?done={done}")))
}

/// What the file holds: 422 when it may not be imported as it is.
fn answer(visit: &Visit, reached: &Reached, report: &ResponsesReport, upload: &Upload) -> Response {
    let fresh: usize = report.waves.iter().map(|w| w.fresh).sum();
    let sound = report.faults.is_empty();
    let totals = [("responses", report.responses.to_string().into()), ("codes", report.codes.to_string().into())];
    let response = visit.show(frame(visit, reached), || {
        let act = match (sound, fresh > 0) {
            (true, true) => files::import_button(visit, &upload.bytes, "import", "instruments-import").into_any(),
            (false, true) => files::import_button(visit, &upload.bytes, "good", "responses-import-good").into_any(),
            (true, false) => view! { <p class="notice">{visit.t("responses-nothing-new")}</p> }.into_any(),
            (false, false) => ().into_any(),
        };
        let bad = (!sound).then(|| {
            view! { <p class="notice is-bad">{visit.tw("responses-rows-bad", &[("n", report.faults.len().into())])}</p> }
        });
        view! {
            <h1>{visit.t("instruments-report")}</h1>
            <p class="lede">{visit.tw("responses-total", &totals)}</p>
            {bad}
            {files::row_faults(visit, visit.t("survey-faults-file"), &report.faults)}
            {table(visit, &report.waves)}
            {act}
            {take_back(visit, report, upload)}
        }
    });
    if sound { response } else { again(response) }
}

/// The way back: what this file brought is taken out again.
fn take_back(visit: &Visit, report: &ResponsesReport, upload: &Upload) -> impl IntoView + use<> {
    let same: usize = report.waves.iter().map(|w| w.same).sum();
    (same > 0).then(|| {
        view! {
            <details>
                <summary>{visit.t("responses-take-back")}</summary>
                <p class="hint">{visit.tw("responses-take-back-hint", &[("n", same.into())])}</p>
                {files::import_button(visit, &upload.bytes, "take-back", "responses-take-back-do")}
            </details>
        }
    })
}

fn table(visit: &Visit, waves: &[Brought]) -> impl IntoView + use<> {
    if waves.is_empty() {
        return ().into_any();
    }
    let row = |w: &Brought| {
        view! {
            <tr>
                <th scope="row">{timepoint(visit, w.timepoint)}</th>
                <td>{w.title.clone()}</td>
                <td class="num">{w.fresh}</td>
                <td class="num">{w.known}</td>
            </tr>
        }
    };
    let (fresh, known) = (visit.t("responses-fresh"), visit.t("responses-known"));
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=visit.t("instruments-report")>
            <table class="table">
                <thead><tr>
                    <th scope="col">{visit.t("surveys-col-when")}</th><th scope="col">{visit.t("surveys-col-form")}</th>
                    <th scope="col" class="num">{fresh}</th><th scope="col" class="num">{known}</th>
                </tr></thead>
                <tbody>{waves.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
