//! Files that a coordinator brings: read whole, tried first, imported second.

use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use backend::surveys::importing;
use backend::{Fault, FieldFault};
use domain::table::{RowFault, UPLOAD};
use leptos::prelude::*;

use crate::answer::Oops;
use crate::visit::Visit;

/// The largest request: a file of 5 MiB as a page carries it back, and room for the rest.
pub const LARGEST: usize = 8 * 1024 * 1024;

/// An uploaded file, and which button was pressed.
#[derive(Debug, Default)]
pub struct Upload {
    /// The file; empty when none was chosen.
    pub bytes: Vec<u8>,
    /// `check` or `import`.
    pub act: String,
}

impl Upload {
    /// Reads the parts of a form with a file.
    pub async fn read(parts: Result<Multipart, MultipartRejection>) -> Result<Self, Oops> {
        let mut parts = parts.map_err(|_| Oops::status(StatusCode::UNSUPPORTED_MEDIA_TYPE))?;
        let mut upload = Self::default();
        while let Some(part) = parts.next_field().await.map_err(oops)? {
            let name = part.name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(oops)?;
            match name.as_str() {
                "file" if !bytes.is_empty() => upload.bytes = bytes.to_vec(),
                "content" if upload.bytes.is_empty() => {
                    let text = String::from_utf8_lossy(&bytes);
                    upload.bytes = importing::carried(&text).ok_or_else(|| Oops::status(StatusCode::BAD_REQUEST))?;
                }
                "act" => upload.act = String::from_utf8_lossy(&bytes).into_owned(),
                _ => {}
            }
        }
        if upload.bytes.len() > UPLOAD.bytes { Err(Fault::TooLarge.into()) } else { Ok(upload) }
    }

    /// The fault of a form without a file.
    pub fn missing(&self) -> Option<FieldFault> {
        self.bytes.is_empty().then(|| FieldFault::new("file", "fault-survey-file-missing"))
    }
}

fn oops(why: MultipartError) -> Oops {
    match why.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge.into(),
        _ => Oops::status(StatusCode::BAD_REQUEST),
    }
}

/// The form that takes a file and tries it.
pub fn choose(visit: &Visit, label: &str, hint: &str, fault: Option<&FieldFault>) -> impl IntoView + use<> {
    let class = if fault.is_some() { "field has-fault" } else { "field" };
    let fault = fault.map(|f| view! { <p class="fault" id="e-file">{visit.words.fault(f)}</p> });
    view! {
        <form class="form" method="post" enctype="multipart/form-data">
            <div class=class>
                <label for="f-file">{visit.t(label)}</label>
                <p class="hint" id="h-file">{visit.t(hint)}</p>
                <input id="f-file" type="file" name="file" accept=".csv,text/csv" required aria-describedby="h-file"/>
                {fault}
            </div>
            <p><button class="button" type="submit" name="act" value="check">{visit.t("instruments-check")}</button></p>
        </form>
    }
}

/// The button that imports what was tried; the page carries the file.
pub fn import_button(visit: &Visit, bytes: &[u8], act: &'static str, label: &str) -> impl IntoView + use<> {
    view! {
        <form class="form" method="post" enctype="multipart/form-data">
            <input type="hidden" name="content" value=importing::carry(bytes)/>
            <p><button class="button" type="submit" name="act" value=act>{visit.t(label)}</button></p>
        </form>
    }
}

/// What is wrong in a file, by line and column; at most a hundred of it.
pub fn row_faults(visit: &Visit, title: String, faults: &[RowFault]) -> impl IntoView + use<> {
    if faults.is_empty() {
        return ().into_any();
    }
    let row = |f: &RowFault| {
        let line = if f.line == 0 { visit.t("survey-whole-file") } else { f.line.to_string() };
        let said = visit.tw(&f.word, &[("value", f.value.as_str().into()), ("column", f.column.as_str().into())]);
        view! { <tr><td class="num">{line}</td><td>{f.column.clone()}</td><td>{said}</td></tr> }
    };
    let heads = ["survey-fault-line", "survey-fault-column", "survey-fault-what"].map(|key| view! { <th scope="col">{visit.t(key)}</th> });
    view! {
        <section>
            <div class="table-wrap" tabindex="0" role="region" aria-label=title.clone()>
                <table class="table">
                    <caption>{title.clone()}</caption>
                    <thead><tr>{heads.collect_view()}</tr></thead>
                    <tbody>{faults.iter().take(100).map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
