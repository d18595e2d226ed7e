//! The editor of a program's case form: a row for each section. A row without a label is left out; numbers give the order.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::cases::forms::{self, Editor};
use domain::cases::form::{MOST, Row};
use domain::id::ProgramId;
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

fn program(text: &str) -> Result<ProgramId, Fault> {
    text.parse().map_err(|_| Fault::Missing)
}

/// The form of a program, to be edited.
pub async fn page(visit: Visit, Path(id): Path<String>) -> Answer {
    let editor = forms::editor(&visit.cx, &visit.viewer, program(&id)?).await?;
    let mut typed = Typed::empty();
    typed.set("version", editor.form.version.to_string());
    for (i, s) in editor.form.sections.iter().enumerate() {
        typed.set(&format!("key-{i}"), s.key.clone());
        for (name, text) in [("label_en", &s.label[0]), ("label_fr", &s.label[1]), ("hint_en", &s.hint[0]), ("hint_fr", &s.hint[1])] {
            typed.set(&format!("{name}-{i}"), text.clone());
        }
        typed.set(&format!("place-{i}"), (i + 1).to_string());
        for (name, on) in [("long", s.long), ("required", s.required)] {
            if on {
                typed.set(&format!("{name}-{i}"), "yes");
            }
        }
    }
    Ok(show(&visit, &editor, &typed))
}

fn show(visit: &Visit, editor: &Editor, typed: &Typed) -> Response {
    let title = visit.tw("case-form-title", &[("program", editor.name.as_str().into())]);
    let page = Page::new(title.clone()).crumb(visit.t("nav-programs"), "/manage");
    visit.show(page, || {
        let rows = (0..MOST).map(|i| row(visit, typed, i)).collect_view();
        let fault = typed.fault("version").map(|f| view! { <p class="fault" id="f-version">{visit.words.fault(f)}</p> });
        view! {
            <h1>{title}</h1>
            {parts::done(visit)}
            <p class="lede">{visit.t("case-form-lede")}</p>
            {parts::fault_summary(visit, typed)}
            <form class="form" method="post">
                <input type="hidden" name="version" value=typed.get("version").to_owned()/>
                {fault}
                {rows}
                <p><button class="button" type="submit">{visit.t("case-form-save")}</button></p>
            </form>
        }
    })
}

fn row(visit: &Visit, typed: &Typed, i: usize) -> impl IntoView + use<> {
    let name = |part: &str| format!("{part}-{i}");
    let legend = visit.tw("case-form-section", &[("n", (i + 1).into())]);
    let (en, fr) = (typed.get(&name("label_en")), typed.get(&name("label_fr")));
    let label = if visit.lang() == domain::lang::Lang::Fr && !fr.is_empty() { fr } else { en };
    let shown = if label.is_empty() { visit.t("case-form-free") } else { label.to_owned() };
    let open = !en.is_empty() || typed.faults().iter().any(|f| f.field.ends_with(&format!("-{i}")));
    view! {
        <details class="card" open=open>
            <summary>{legend}" · "{shown}</summary>
            <input type="hidden" name=name("key") value=typed.get(&name("key")).to_owned()/>
            {field(visit, typed, &name("label_en"), "case-form-label-en").input("text", "off")}
            {field(visit, typed, &name("label_fr"), "case-form-label-fr").input("text", "off")}
            {field(visit, typed, &name("hint_en"), "case-form-hint-en").area(2)}
            {field(visit, typed, &name("hint_fr"), "case-form-hint-fr").area(2)}
            {field(visit, typed, &name("long"), "case-form-long").tick()}
            {field(visit, typed, &name("required"), "case-form-required").tick()}
            {field(visit, typed, &name("place"), "case-form-place").input("number", "off")}
        </details>
    }
}

/// Makes another version of the form.
pub async fn save(visit: Visit, Path(id): Path<String>, mut typed: Typed) -> Answer {
    let key = program(&id)?;
    let rows: Vec<Row> = (0..=MOST)
        .map(|i| {
            let get = |part: &str| typed.get(&format!("{part}-{i}")).to_owned();
            Row {
                key: get("key"),
                label: [get("label_en"), get("label_fr")],
                hint: [get("hint_en"), get("hint_fr")],
                long: get("long") == "yes",
                required: get("required") == "yes",
                place: get("place"),
            }
        })
        .collect();
    let seen = typed.get("version").parse().unwrap_or(-1);
    match forms::save(&visit.cx, &visit.viewer, key, seen, &rows).await {
        Ok(()) => Ok(go(format!("/manage/programs/{id}/case-form?done=case-form-saved"))),
        Err(Fault::Invalid(faults)) => {
            let editor = forms::editor(&visit.cx, &visit.viewer, key).await?;
            if faults.iter().any(|f| f.field == "version") {
                // They were told; what they send next goes over what is stored.
                typed.set("version", editor.form.version.to_string());
            }
            Ok(again(show(&visit, &editor, &typed.with_faults(faults))))
        }
        Err(other) => Err(other.into()),
    }
}
