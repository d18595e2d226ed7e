//! Blotting words out, for staff.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::flags::redaction::{self, Wish};
use leptos::prelude::*;

use super::pages::named;
use super::thing;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

type At = Path<(String, String, String)>;

/// All that a thing has said, and the form that blots words out of it.
pub async fn page(visit: Visit, Path((slug, kind, id)): At) -> Answer {
    Ok(page_with(&visit, &slug, &kind, &id, &Typed::of([("show", "yes".to_owned())])).await?)
}

async fn page_with(visit: &Visit, slug: &str, kind: &str, id: &str, typed: &Typed) -> Result<Response, Fault> {
    let (kind, id) = thing(kind, id)?;
    let item = redaction::open(&visit.cx, &visit.viewer, slug, kind, id).await?;
    let page = Page::new(visit.t("redact-title")).cohort(&item.reached).crumb(visit.t("flags-title"), format!("/cohorts/{slug}/flags"));
    Ok(visit.show(page, || {
        let texts = item
            .texts
            .iter()
            .enumerate()
            .map(|(i, text)| {
                let head = visit.t(if i == 0 { "redact-now" } else { "redact-before" });
                view! { <section class="card"><h2>{head}</h2><pre class="source">{text.clone()}</pre></section> }
            })
            .collect_view();
        view! {
            <h1>{visit.t("redact-title")}</h1>
            <p class="lede">{visit.t("redact-lede")}</p>
            {parts::fault_summary(visit, typed)}
            <p class="meta"><a href=item.href.clone()>{named(visit, &item)}</a></p>
            <div class="stack">{texts}</div>
            <form class="form card" method="post">
                {field(visit, typed, "passages", "redact-passages").hint("redact-passages-hint").required_plain().area(4)}
                {field(visit, typed, "whole", "redact-whole").tick()}
                {field(visit, typed, "show", "redact-show").tick()}
                <p><button class="button danger" type="submit">{visit.t("forum-do-redact")}</button></p>
            </form>
        }
    }))
}

/// Blots out.
pub async fn redact(visit: Visit, Path((slug, kind, id)): At, typed: Typed) -> Answer {
    let (what, which) = thing(&kind, &id)?;
    let wish = Wish { passages: typed.get("passages").to_owned(), whole: typed.get("whole") == "yes", show: typed.get("show") == "yes" };
    match redaction::redact(&visit.cx, &visit.viewer, &slug, what, which, &wish).await {
        Ok(_) => Ok(go(format!("/cohorts/{slug}/breaches?done=redacted"))),
        Err(Fault::Invalid(faults)) => Ok(again(page_with(&visit, &slug, &kind, &id, &typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}
