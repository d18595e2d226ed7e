//! Calling a session off: asked about first, with a reason, and told to its people after a pause.

use axum::extract::Path;
use backend::Fault;
use backend::sessions::calling;
use backend::sessions::queries::{self, SessionView};
use domain::id::SessionId;
use leptos::prelude::*;

use super::pages::name;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// What stands on the page of a session that is called off.
pub fn notice(visit: &Visit, view: &SessionView) -> impl IntoView + use<> {
    let off = view.off.clone().unwrap_or_default();
    let host = view.reached.cohort.staff() || view.reached.cohort.administrator;
    let waits = off.leaves_at.filter(|_| host).map(|at| {
        view! { <p class="notice is-warn">{visit.t("session-off-waits")}" "{parts::time(visit, at, &view.line.zone)}</p> }
    });
    let reason = (!off.reason.is_empty()).then(|| format!(" {}", off.reason));
    view! { <p class="notice is-bad">{visit.t("session-is-off")}{reason}</p>{waits} }
}

/// Asks whether it is meant.
pub async fn page(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    ask(&visit, &slug, id, Typed::empty()).await
}

async fn ask(visit: &Visit, slug: &str, id: SessionId, typed: Typed) -> Answer {
    let people = calling::concerned(&visit.cx, &visit.viewer, slug, id).await?;
    let view = queries::session(&visit.cx, &visit.viewer, slug, id).await?;
    let (title, at) = (name(visit, &view.line), format!("/cohorts/{slug}/sessions/{id}"));
    if view.line.cancelled {
        return Ok(go(at));
    }
    let page = Page::new(visit.t("session-off-title"))
        .cohort(&view.reached.cohort)
        .crumb(visit.t("nav-sessions"), format!("/cohorts/{slug}/sessions"))
        .crumb(title.clone(), at.clone());
    let minutes = calling::PAUSE.num_minutes();
    let what = match view.line.starts_at <= visit.cx.now() {
        true => visit.t("session-off-past"),
        false => visit.tw("session-off-what", &[("n", people.into()), ("minutes", minutes.into())]),
    };
    Ok(visit.show(page, || {
        view! {
            <h1>{visit.t("session-off-title")}</h1>
            <p class="lede"><strong>{title}</strong>" · "{parts::time(visit, view.line.starts_at, &view.line.zone)}</p>
            <p>{what}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("{at}/call-off")>
                {field(visit, &typed, "reason", "field-reason").hint("session-off-reason").input("text", "off")}
                <p class="cluster">
                    <button class="button danger" type="submit" name="off" value="yes">{visit.t("session-call-off")}</button>
                    <a href=at.clone()>{visit.t("cancel")}</a>
                </p>
            </form>
        }
    }))
}

/// Calls a session off, or puts it back.
pub async fn act(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let off = typed.yes_or_no(&visit, "off")?;
    let done = match off {
        true => calling::call_off(&visit.cx, &visit.viewer, &slug, id, typed.get("reason")).await,
        false => calling::put_back(&visit.cx, &visit.viewer, &slug, id).await,
    };
    match done {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/sessions/{id}?done={}", if off { "called-off" } else { "put-back" }))),
        Err(Fault::Invalid(faults)) => Ok(again(ask(&visit, &slug, id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}
