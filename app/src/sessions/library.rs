//! The library of a cohort: links and files, for its members.

use axum::extract::Path;
use backend::Fault;
use backend::sessions::resources::{self, NewResource, ResourceLine};
use domain::id::{ResourceId, SessionId};
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::typed::upload::Upload;
use crate::visit::Visit;

/// The whole library.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    show(&visit, &slug, Typed::empty()).await
}

async fn show(visit: &Visit, slug: &str, typed: Typed) -> Answer {
    let (reached, all) = resources::list(&visit.cx, &visit.viewer, slug, None).await?;
    let (_, sessions) = backend::sessions::queries::list(&visit.cx, &visit.viewer, slug).await?;
    Ok(visit.show(Page::new(visit.t("nav-library")).cohort(&reached), || {
        let mut options = vec![(String::new(), visit.t("library-whole"))];
        options.extend(sessions.iter().map(|s| (s.id.to_string(), super::pages::name(visit, s))));
        let form = reached.staff().then(|| {
            view! {
                <details open=!typed.faults().is_empty()>
                    <summary>{visit.t("library-add")}</summary>
                    <form class="form" method="post" enctype="multipart/form-data" action=format!("/cohorts/{slug}/library")>
                        {parts::once(visit, &typed)}
                        {field(visit, &typed, "title", "field-title").hint("hint-resource-title").input("text", "off")}
                        {field(visit, &typed, "url", "field-url").hint("hint-resource-url").input("url", "off")}
                        {field(visit, &typed, "file", "field-file").hint("hint-resource-file").file(".pdf,.png,.jpg,.jpeg,.docx,.pptx,.xlsx,.odt,.odp,.txt,.md,.csv")}
                        {field(visit, &typed, "session", "field-session").choose(options)}
                        <p><button class="button" type="submit">{visit.t("library-put")}</button></p>
                    </form>
                </details>
            }
        });
        view! {
            {parts::done(visit)}
            <h1>{visit.t("nav-library")}</h1>
            {parts::fault_summary(visit, &typed)}
            {lines(visit, slug, &all)}
            {form}
        }
    }))
}

/// Resources as a list.
pub fn lines(visit: &Visit, slug: &str, all: &[ResourceLine]) -> impl IntoView + use<> {
    if all.is_empty() {
        return parts::empty(visit.t("library-empty")).into_any();
    }
    let rows = all
        .iter()
        .map(|r| {
            let at = format!("/cohorts/{slug}/library/{}", r.id);
            let (href, what) = match &r.file {
                Some((size, kind)) => (at.clone(), format!("{} · {}", short_kind(kind), visit.tw("size-kb", &[("n", (size / 1024).max(1).into())]))),
                None => (r.url.clone(), host(&r.url)),
            };
            let label = visit.tw("library-remove-name", &[("name", r.title.as_str().into())]);
            let remove = r.mine_to_remove.then(|| {
                view! {
                    <form class="inline-form" method="post" action=format!("{at}/remove")>
                        <button class="link-button" type="submit" aria-label=label>{visit.t("library-remove")}</button>
                    </form>
                }
            });
            view! { <li class="row"><span><a href=href rel="noreferrer noopener">{r.title.clone()}</a>" "<span class="meta">{what}</span></span>{remove}</li> }
        })
        .collect_view();
    view! { <ul class="list">{rows}</ul> }.into_any()
}

fn short_kind(kind: &str) -> &'static str {
    match kind {
        "application/pdf" => "PDF",
        k if k.starts_with("image/") => "Image",
        k if k.contains("presentation") => "Slides",
        k if k.contains("sheet") || k.starts_with("text/csv") => "Table",
        _ => "Text",
    }
}

fn host(url: &str) -> String {
    url.split("//").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default().to_owned()
}

/// Puts a link or a file in.
pub async fn add(visit: Visit, Path(slug): Path<String>, upload: Upload) -> Answer {
    let once = upload.once(&visit.cx);
    let typed = upload.typed;
    if upload.file.as_ref().is_some_and(|(_, bytes)| bytes.len() > resources::LARGEST) {
        return Err(Fault::TooLarge.into());
    }
    let session = match typed.get("session") {
        "" => None,
        // A word that is no session's id is nobody's: the room says so, as of one of another cohort.
        id => Some(id.parse().unwrap_or(SessionId(uuid::Uuid::nil()))),
    };
    let resource = NewResource { title: typed.get("title").to_owned(), url: typed.get("url").to_owned(), session, file: upload.file };
    match resources::add(&visit.cx, &visit.viewer, &slug, once, resource).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/library?done=saved"))),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, &slug, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// A file's bytes, as something to keep.
pub async fn download(visit: Visit, Path((slug, id)): Path<(String, ResourceId)>) -> Answer {
    let file = resources::open(&visit.cx, &visit.viewer, &slug, id).await?;
    Ok(super::attendance::download(file.bytes, &file.media_type, &file.name))
}

/// Takes a resource away.
pub async fn remove(visit: Visit, Path((slug, id)): Path<(String, ResourceId)>) -> Answer {
    resources::remove(&visit.cx, &visit.viewer, &slug, id).await?;
    Ok(go(format!("/cohorts/{slug}/library?done=removed-resource")))
}
