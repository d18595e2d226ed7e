//! Raw rows under their code, for the evaluating coordinator. Each look is audited.

use axum::extract::{Path, Query};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use backend::Fault;
use backend::surveys::raw::{self as rows, Look, Raw, RawRow};
use leptos::prelude::*;
use serde::Deserialize;

use super::pages::timepoint;
use crate::answer::{Answer, again};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// Which form.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    form: String,
}

/// The raw rows of one form.
pub async fn page(visit: Visit, Path(slug): Path<String>, Query(which): Query<Which>) -> Answer {
    show(&visit, &slug, &which.form, &Typed::empty()).await
}

/// The same rows as a file, for a purpose.
pub async fn export(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    match rows::export(&visit.cx, &visit.viewer, &slug, typed.get("form"), typed.get("purpose")).await {
        Ok(csv) => {
            let name: String = typed.get("form").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (CONTENT_DISPOSITION, format!("attachment; filename=\"{slug}-{name}.csv\"")),
                (CACHE_CONTROL, "private, no-store".to_owned()),
            ];
            Ok((headers, csv).into_response())
        }
        Err(Fault::Invalid(faults)) => {
            let form = typed.get("form").to_owned();
            Ok(again(show(&visit, &slug, &form, &typed.with_faults(faults)).await?))
        }
        Err(other) => Err(other.into()),
    }
}

async fn show(visit: &Visit, slug: &str, form: &str, typed: &Typed) -> Answer {
    let raw = rows::raw(&visit.cx, &visit.viewer, slug, form).await?;
    let title = visit.t("raw-title");
    let page = Page::new(title.clone()).crumb(visit.t("surveys-title"), format!("/cohorts/{slug}/surveys")).cohort(&raw.reached);
    Ok(visit.show(page, || {
        let body = if raw.rows.is_empty() && raw.forms.is_empty() {
            parts::empty(visit.t("raw-none")).into_any()
        } else {
            view! { {chooser(visit, &raw)}{table(visit, &raw)}{export_form(visit, &raw, typed)} }.into_any()
        };
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("raw-lede")}</p>
            {parts::fault_summary(visit, typed)}
            {body}
            {looks(visit, &raw)}
        }
    }))
}

fn chooser(visit: &Visit, raw: &Raw) -> impl IntoView + use<> {
    let option = |(name, title): &(String, String)| {
        let selected = *name == raw.form;
        view! { <option value=name.clone() selected=selected>{title.clone()}</option> }
    };
    view! {
        <form class="inline-form" method="get">
            <label for="f-form">{visit.t("raw-form")}</label>
            <select id="f-form" name="form">{raw.forms.iter().map(option).collect_view()}</select>
            <button class="button quiet" type="submit">{visit.t("raw-show")}</button>
        </form>
    }
}

fn table(visit: &Visit, raw: &Raw) -> impl IntoView + use<> {
    let flag = |yes: bool| visit.t(if yes { "survey-yes" } else { "survey-no" });
    let row = |r: &RawRow| {
        let cells = raw.columns.iter().map(|key| view! { <td>{r.answers.get(key).cloned().unwrap_or_default()}</td> }).collect_view();
        let (late, complete) = (flag(r.late), flag(r.complete));
        view! { <tr><th scope="row"><code>{r.code.clone()}</code></th><td>{timepoint(visit, r.timepoint)}</td><td>{late}</td><td>{complete}</td>{cells}</tr> }
    };
    let heads = ["raw-code", "raw-when", "raw-late", "raw-complete"].map(|key| view! { <th scope="col">{visit.t(key)}</th> });
    let keys = raw.columns.iter().map(|key| view! { <th scope="col">{key.clone()}</th> }).collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=visit.t("raw-title")>
            <table class="table">
                <thead><tr>{heads.collect_view()}{keys}</tr></thead>
                <tbody>{raw.rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Who has looked.
fn looks(visit: &Visit, raw: &Raw) -> impl IntoView + use<> {
    let row = |look: &Look| {
        let title = raw.forms.iter().find(|(name, _)| *name == look.form).map_or_else(|| look.form.clone(), |(_, title)| title.clone());
        let what = match &look.purpose {
            Some(purpose) => visit.tw("raw-look-exported", &[("purpose", purpose.as_str().into())]),
            None => visit.t("raw-look-read"),
        };
        view! {
            <tr>
                <th scope="row">{look.name.clone()}</th><td>{parts::time(visit, look.at, &raw.reached.zone)}</td>
                <td>{what}</td><td>{title}</td><td class="num">{look.rows}</td>
            </tr>
        }
    };
    let heads = ["raw-look-who", "raw-look-when", "raw-look-what", "raw-form"].map(|key| view! { <th scope="col">{visit.t(key)}</th> });
    let title = visit.t("raw-looks");
    view! {
        <section>
            <h2>{title.clone()}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=title>
                <table class="table">
                    <thead><tr>{heads.collect_view()}<th scope="col" class="num">{visit.t("raw-look-rows")}</th></tr></thead>
                    <tbody>{raw.looks.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

fn export_form(visit: &Visit, raw: &Raw, typed: &Typed) -> impl IntoView + use<> {
    view! {
        <form class="form" method="post">
            <input type="hidden" name="form" value=raw.form.clone()/>
            {field(visit, typed, "purpose", "raw-purpose").required().hint("raw-purpose-hint").input("text", "off")}
            <p><button class="button quiet" type="submit">{visit.t("raw-export")}</button></p>
        </form>
    }
}
