//! Pictures and papers of a case: put in by its presenter, opened through the case's door by those who may read it.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Response;
use backend::Fault;
use backend::cases::files::{self, FileLine, Sent, Words};
use backend::cases::queries::{self, View};
use domain::cases::Act;
use domain::id::FileId;
use leptos::prelude::*;

use super::id;
use super::pages::page_in;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::typed::Typed;
use crate::typed::upload::Upload;
use crate::visit::Visit;

/// The largest upload that is read, text and file together.
pub const LARGEST: usize = files::LARGEST + 1024 * 1024;

/// The files of a case, for its presenter.
pub async fn page(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    Ok(show(&visit, &slug, &case, &Typed::empty()).await?)
}

async fn show(visit: &Visit, slug: &str, case: &str, typed: &Typed) -> Result<Response, Fault> {
    let view = queries::open_for(&visit.cx, &visit.viewer, slug, id(case)?, Act::Edit).await?;
    // Before it is handed in, a case has no number to name it by.
    let named = |number: &String| visit.tw("case-attachments-title", &[("number", number.as_str().into())]);
    let title = view.number.as_ref().map_or_else(|| visit.t("case-attachments"), named);
    let at = format!("/cohorts/{slug}/cases/{case}");
    Ok(visit.show(page_in(visit, &view, title.clone()), || {
        let rows = view.files.iter().map(|f| own(visit, &view, f, &at)).collect_view();
        let full = view.files.len() >= usize::try_from(files::MOST).unwrap_or(usize::MAX);
        let form = (!full).then(|| {
            view! {
                <form class="form" method="post" enctype="multipart/form-data" action=format!("{at}/attachments")>
                    {parts::once(visit, typed)}
                    {field(visit, typed, "file", "case-attachment-file").required().hint("case-attachment-file-hint").file(".png,.jpg,.jpeg,.webp,.pdf")}
                    {field(visit, typed, "attested", "case-attachment-attest").tick()}
                    <p><button class="button" type="submit">{visit.t("case-attachment-put")}</button></p>
                </form>
            }
        });
        view! {
            <h1>{title}</h1>
            {parts::done(visit)}
            <p class="lede">{visit.t("case-attachments-lede")}</p>
            {parts::fault_summary(visit, typed)}
            {view.files.is_empty().then(|| parts::empty(visit.t("case-attachments-empty")))}
            <ul class="list">{rows}</ul>
            {form}
            <p><a href=format!("{at}/edit")>{visit.t("case-attachments-back")}</a></p>
        }
    }))
}

fn own(visit: &Visit, view: &View, f: &FileLine, at: &str) -> impl IntoView + use<> {
    let place = format!("{at}/attachments/{}", f.id);
    let label = visit.tw("case-attachment-remove-name", &[("name", f.name().into())]);
    let state = if f.attested {
        view! { <span class="badge is-good">{visit.t("case-attachment-attested")}</span> }.into_any()
    } else {
        let (id, place) = (format!("a-{}", f.id), place.clone());
        view! {
            <form class="form" method="post" action=format!("{place}/attest")>
                <label class="choice" for=id.clone()>
                    <input id=id.clone() type="checkbox" name="attested" value="yes" required/><span>{visit.t("case-attachment-attest")}</span>
                </label>
                <p><button class="button quiet" type="submit">{visit.t("save")}</button></p>
            </form>
        }
        .into_any()
    };
    view! {
        <li class="row">
            <span>{link(visit, view, f)}" "{words(visit, f)}</span>{state}
            <form class="inline-form" method="post" action=format!("{place}/remove")>
                <button class="link-button" type="submit" aria-label=label>{visit.t("case-attachment-remove")}</button>
            </form>
        </li>
    }
}

/// A link to a file, with its kind and size.
pub fn link(visit: &Visit, view: &View, f: &FileLine) -> impl IntoView + use<> {
    let href = format!("/cohorts/{}/cases/{}/attachments/{}", view.reached.cohort.slug, view.id, f.id);
    let size = visit.tw("size-kb", &[("n", (f.size / 1024).max(1).into())]);
    view! { <a href=href rel="noreferrer noopener">{f.name()}</a>" "<span class="meta">{size}</span> }
}

/// What the identifier check made of a paper's words; pictures are looked at by people only.
pub fn words(visit: &Visit, f: &FileLine) -> impl IntoView + use<> {
    let class = match f.words {
        Words::Clear => "badge is-soft",
        Words::Doubtful => "badge is-bad",
        Words::Unread => "badge is-wait",
    };
    let paper = f.media_type == "application/pdf";
    paper.then(|| view! { <span class=class>{visit.t(&format!("case-words-{}", f.words.code()))}</span> })
}

/// The files of a case below its text.
pub fn of_case(visit: &Visit, case: &View) -> impl IntoView + use<> {
    (!case.files.is_empty()).then(|| {
        let rows =
            case.files.iter().map(|f| view! { <li class="row"><span>{link(visit, case, f)}</span>{picture(case, f)}</li> }).collect_view();
        view! { <section class="no-print"><h2>{visit.t("case-attachments")}</h2><ul class="list">{rows}</ul></section> }
    })
}

/// A picture in sight. Before the review there are links alone: a reviewer opens each on purpose, and that is counted.
fn picture(case: &View, f: &FileLine) -> impl IntoView + use<> {
    let shown = f.media_type.starts_with("image/") && case.reached.state.is_published();
    let href = format!("/cohorts/{}/cases/{}/attachments/{}", case.reached.cohort.slug, case.id, f.id);
    shown.then(|| view! { <img class="case-picture" src=href alt=f.name() loading="lazy"/> })
}

/// Puts a file in.
pub async fn add(visit: Visit, Path((slug, case)): Path<(String, String)>, upload: Upload) -> Answer {
    let once = upload.once(&visit.cx);
    let typed = upload.typed;
    let (name, bytes) = upload.file.unwrap_or_default();
    let sent = Sent { name, declared: upload.declared, bytes, attested: typed.get("attested") == "yes" };
    match files::add(&visit.cx, &visit.viewer, &slug, id(&case)?, FileId(once), sent).await {
        Ok(put) => {
            let word = match (put.name_told, put.words) {
                (true, _) => "case-attached-renamed",
                (_, Words::Doubtful) => "case-attached-doubtful",
                _ => "case-attached",
            };
            Ok(go(format!("/cohorts/{slug}/cases/{case}/attachments?done={word}")))
        }
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, &slug, &case, &typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

fn file(text: &str) -> Result<FileId, Fault> {
    text.parse().map_err(|_| Fault::Missing)
}

/// Says of a file that no face, no tattoo and no wristband is on it.
pub async fn attest(visit: Visit, Path((slug, case, which)): Path<(String, String, String)>, typed: Typed) -> Answer {
    if typed.get("attested") == "yes" {
        files::attest(&visit.cx, &visit.viewer, &slug, id(&case)?, file(&which)?).await?;
        return Ok(go(format!("/cohorts/{slug}/cases/{case}/attachments?done=case-attested")));
    }
    let faults = vec![backend::FieldFault::new("attested", "fault-case-attest")];
    Ok(again(show(&visit, &slug, &case, &Typed::empty().with_faults(faults)).await?))
}

/// Takes a file out.
pub async fn remove(visit: Visit, Path((slug, case, which)): Path<(String, String, String)>) -> Answer {
    files::remove(&visit.cx, &visit.viewer, &slug, id(&case)?, file(&which)?).await?;
    Ok(go(format!("/cohorts/{slug}/cases/{case}/attachments?done=case-attachment-removed")))
}

/// A file's bytes, as something to keep: a browser runs nothing of it, wherever it is opened.
pub async fn open(visit: Visit, Path((slug, case, which)): Path<(String, String, String)>) -> Answer {
    let found = files::open(&visit.cx, &visit.viewer, &slug, id(&case)?, file(&which)?).await?;
    let mut response = crate::sessions::attendance::download(found.bytes, &found.media_type, &found.name);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    Ok(response)
}
