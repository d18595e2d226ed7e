//! Forms and their versions: a dictionary is tried, then imported; versions are previewed and never edited.

use axum::extract::Path;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::response::Response;
use backend::FieldFault;
use backend::programs::reach::Reached;
use backend::surveys::instruments::{self as known, DictionaryReport, Form, News, VersionView};
use domain::id::InstrumentVersionId;
use domain::instruments::Definition;
use leptos::prelude::*;

use super::files::{self, Upload};
use super::sheet;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

fn frame(visit: &Visit, reached: &Reached, title: String) -> Page {
    Page::new(title).crumb(visit.t("surveys-title"), format!("/cohorts/{}/surveys", reached.slug)).cohort(reached)
}

/// Every version, and the form that takes a dictionary.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    list(&visit, &slug, None).await
}

async fn list(visit: &Visit, slug: &str, fault: Option<&FieldFault>) -> Answer {
    let (reached, versions) = known::list(&visit.cx, &visit.viewer, slug).await?;
    let title = visit.t("instruments-title");
    Ok(visit.show(frame(visit, &reached, title.clone()), || {
        let rows = versions.iter().map(|v| version_row(visit, &reached, v)).collect_view();
        let none = versions.is_empty().then(|| parts::empty(visit.t("instruments-none")));
        view! {
            <h1>{title}</h1>
            {parts::done(visit)}
            <p class="lede">{visit.t("instruments-lede")}</p>
            {files::choose(visit, "instruments-file", "instruments-file-hint", fault)}
            {none}
            <ul class="list">{rows}</ul>
        }
    }))
}

fn version_row(visit: &Visit, reached: &Reached, v: &VersionView) -> impl IntoView + use<> {
    let href = format!("/cohorts/{}/surveys/instruments/{}", reached.slug, v.id);
    let day = domain::when::show_date(v.published_at.date_naive(), visit.lang());
    let newest = v.newest.then(|| view! { " "<span class="badge is-good">{visit.t("instruments-newest")}</span> });
    view! {
        <li class="row">
            <span class="row-main">
                <a href=href>{v.definition.title.clone()}</a>" · "{visit.tw("instruments-version", &[("n", v.number.into())])}{newest}
            </span>
            <span class="row-meta">{sizes(visit, &v.definition)}" · "{visit.tw("instruments-published", &[("at", day.into())])}</span>
        </li>
    }
}

fn sizes(visit: &Visit, definition: &Definition) -> String {
    let items = definition.items.iter().filter(|item| !item.hidden).count();
    let items = visit.tw("instruments-items", &[("n", items.into())]);
    format!("{items}, {}", visit.tw("instruments-scales", &[("n", definition.scales.len().into())]))
}

/// One version, as people see it.
pub async fn preview(visit: Visit, Path((slug, id)): Path<(String, InstrumentVersionId)>) -> Answer {
    let (reached, v) = known::version_of(&visit.cx, &visit.viewer, &slug, id).await?;
    let title = format!("{} · {}", v.definition.title, visit.tw("instruments-version", &[("n", v.number.into())]));
    let page = frame(&visit, &reached, title.clone()).crumb(visit.t("instruments-title"), format!("/cohorts/{slug}/surveys/instruments"));
    Ok(visit.show(page, || {
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("instruments-preview-lede")}</p>
            {scales(&visit, &v.definition)}
            <fieldset class="form" disabled>
                <legend class="visually-hidden">{visit.t("instruments-preview")}</legend>
                {sheet::items(&visit, &v.definition, &Typed::empty())}
            </fieldset>
        }
    }))
}

/// How each scale is made.
fn scales(visit: &Visit, definition: &Definition) -> impl IntoView + use<> {
    let reversed = visit.t("instruments-reversed");
    let rows = definition.scales.iter().map(|scale| {
        let turned: Vec<String> = scale.items.iter().filter(|id| definition.item(id).is_some_and(|i| i.reverse)).cloned().collect();
        let turned = if turned.is_empty() { String::new() } else { format!("; {reversed}: {}", turned.join(", ")) };
        let said = visit.tw(
            "instruments-scale",
            &[
                ("name", scale.key.as_str().into()),
                ("items", scale.items.len().into()),
                ("min", scale.min.to_string().into()),
                ("max", scale.max.to_string().into()),
                ("needed", scale.min_answered.into()),
            ],
        );
        view! { <li>{said}{turned}</li> }
    });
    view! { <ul class="meta">{rows.collect_view()}</ul> }
}

/// Tries a dictionary, or imports it.
pub async fn upload(visit: Visit, Path(slug): Path<String>, parts: Result<Multipart, MultipartRejection>) -> Answer {
    let (reached, _) = known::list(&visit.cx, &visit.viewer, &slug).await?;
    let upload = Upload::read(parts).await?;
    if let Some(fault) = upload.missing() {
        return Ok(again(list(&visit, &slug, Some(&fault)).await?));
    }
    if upload.act != "import" {
        let report = known::check_dictionary(&visit.cx, &visit.viewer, &slug, &upload.bytes).await?;
        return Ok(answer(&visit, &reached, &report, &upload));
    }
    let report = known::import_dictionary(&visit.cx, &visit.viewer, &slug, &upload.bytes).await?;
    if !report.faults.is_empty() {
        return Ok(answer(&visit, &reached, &report, &upload));
    }
    let done = if report.published > 0 { "instruments-imported" } else { "instruments-same" };
    Ok(go(format!("/cohorts/{slug}/surveys/instruments?done={done}")))
}

/// What the file holds: 422 when it may not be imported.
fn answer(visit: &Visit, reached: &Reached, report: &DictionaryReport, upload: &Upload) -> Response {
    let title = visit.t("instruments-report");
    let page =
        frame(visit, reached, title.clone()).crumb(visit.t("instruments-title"), format!("/cohorts/{}/surveys/instruments", reached.slug));
    let sound = report.faults.is_empty();
    let fresh = report.forms.iter().any(|form| form.news != News::Same);
    let response = visit.show(page, || {
        let button = (sound && fresh).then(|| files::import_button(visit, &upload.bytes, "import", "instruments-import"));
        let nothing = (sound && !fresh).then(|| view! { <p class="notice">{visit.t("instruments-nothing-new")}</p> });
        view! {
            <h1>{title}</h1>
            {files::row_faults(visit, visit.t("survey-faults-file"), &report.faults)}
            {totals(visit, report)}
            {report.forms.iter().map(|form| form_card(visit, form)).collect_view()}
            {nothing}{button}
            {files::row_faults(visit, visit.t("instruments-left-out"), &report.left_out)}
        }
    });
    if sound { response } else { again(response) }
}

fn totals(visit: &Visit, report: &DictionaryReport) -> impl IntoView + use<> {
    let items: usize = report.forms.iter().map(|f| f.definition.items.iter().filter(|item| !item.hidden).count()).sum();
    let values = [("forms", report.forms.len().into()), ("items", items.into()), ("scales", report.scales().into())];
    view! { <p class="lede">{visit.tw("instruments-totals", &values)}</p> }
}

fn form_card(visit: &Visit, form: &Form) -> impl IntoView + use<> {
    let news = match form.news {
        News::New => "new",
        News::Same => "same",
        News::Changed => "changed",
    };
    let class = if form.news == News::Same { "badge is-soft" } else { "badge is-good" };
    view! {
        <section class="card">
            <h2>{form.definition.title.clone()}" "<span class=class>{visit.t(&format!("instruments-news-{news}"))}</span></h2>
            <p>{visit.tw("instruments-version", &[("n", form.version.into())])}" · "{sizes(visit, &form.definition)}</p>
            {scales(visit, &form.definition)}
        </section>
    }
}
