//! Every text of the shared notes that was saved, for those who run the hour: nothing that somebody wrote is lost under another's.

use axum::extract::Path;
use backend::sessions::hour::notes::{self, Version};
use domain::id::SessionId;
use leptos::prelude::*;

use super::pages::address;
use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// The versions, newest first.
pub async fn page(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    let (reached, all) = notes::past(&visit.cx, &visit.viewer, &slug, id).await?;
    let back = visit.t("hour-open");
    let page = Page::new(visit.t("hour-notes-past")).cohort(&reached.cohort).crumb(back, address(&slug, id));
    let zone = reached.cohort.zone.clone();
    Ok(visit.show(page, || {
        let rows = all.iter().map(|v| version(&visit, &zone, v)).collect_view();
        view! {
            <h1>{visit.t("hour-notes-past")}</h1>
            <p class="lede">{visit.t("hour-notes-past-lede")}</p>
            {all.is_empty().then(|| parts::empty(visit.t("hour-notes-none")))}
            <div class="stack">{rows}</div>
        }
    }))
}

fn version(visit: &Visit, zone: &str, v: &Version) -> impl IntoView + use<> {
    let by = visit.tw("hour-notes-version", &[("n", v.version.into()), ("name", v.by.as_str().into())]);
    view! {
        <section class="card">
            <h2>{by}</h2>
            <p class="meta">{parts::time(visit, v.at, zone)}</p>
            <pre class="source">{v.body.clone()}</pre>
        </section>
    }
}
