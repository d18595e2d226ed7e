//! The ways into a session, on its page: the join button, "I'm here", the code of those on the telephone, "I'm leaving"; afterwards one's own
//! minutes and how we know them.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::REFRESH;
use backend::Fault;
use backend::sessions::attendance as truth;
use backend::sessions::queries::{self, SessionView};
use domain::id::SessionId;
use leptos::prelude::*;

use super::{badge, how, minutes, span};
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::sessions::pages::{self, name};
use crate::sessions::ways;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The way in.
pub fn way_in(visit: &Visit, slug: &str, view: &SessionView, code: &Typed) -> impl IntoView + use<> {
    if !view.reached.cohort.member() && !view.reached.cohort.coordinator {
        return ().into_any();
    }
    if view.line.cancelled {
        return crate::sessions::off::notice(visit, view).into_any();
    }
    let at = format!("/cohorts/{slug}/sessions/{}", view.line.id);
    let mine = mine(visit, &at, view);
    let typing = telephone(visit, &at, view, code);
    if view.line.ends_at < visit.now() && view.join_url.is_none() && !view.may_check_in {
        return view! { {mine}{typing} }.into_any();
    }
    let act = |path: &str, word: &str| {
        view! {
            <form class="inline-form" method="post" action=format!("{at}/{path}")>
                <button class="button quiet" type="submit">{visit.t(word)}</button>
            </form>
        }
    };
    let check = view.may_check_in.then(|| act("check-in", "session-here"));
    let leave = view.may_leave.then(|| act("leave", "session-leaving"));
    let acts = (check.is_some() || leave.is_some()).then(|| view! { <div class="cluster">{check}{leave}</div> });
    view! { <section class="card">{ways::ways(visit, view)}{acts}</section>{typing}{mine} }.into_any()
}

/// A field for the code that was read aloud.
fn telephone(visit: &Visit, at: &str, view: &SessionView, typed: &Typed) -> impl IntoView + use<> {
    let Some(until) = view.code_until else { return ().into_any() };
    view! {
        <details open=!typed.faults().is_empty()>
            <summary>{visit.t("code-mine")}</summary>
            <form class="form" method="post" action=format!("{at}/code")>
                <p>{visit.t("code-mine-hint")}" "{parts::time(visit, until, &view.line.zone)}</p>
                {field(visit, typed, "code", "field-code").required().input("text", "off")}
                <p><button class="button quiet" type="submit">{visit.t("code-send")}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// One's own minutes; afterwards, where nothing was seen, a way to answer.
fn mine(visit: &Visit, at: &str, view: &SessionView) -> impl IntoView + use<> {
    let claim = view.may_claim.then(|| {
        view! {
            <form class="inline-form" method="post" action=format!("{at}/claim")>
                <button class="button quiet" type="submit">{visit.t("claim-do")}</button>
                <span class="hint">{visit.t("claim-hint")}</span>
            </form>
        }
    });
    let known = view.mine.as_ref().map(|known| {
        let seen = span(known.presence.first, known.presence.last, &view.line.zone);
        let when = (!seen.is_empty()).then(|| format!(" · {}", visit.tw("attendance-seen", &[("span", seen.as_str().into())])));
        let so_far =
            (view.line.starts_at <= visit.now() && visit.now() < view.line.ends_at).then(|| format!(" {}", visit.t("attendance-so-far")));
        let by = if known.adjusted.is_some() { visit.t("attendance-team") } else { String::new() };
        // While it is on nobody is judged: the minutes are still running.
        let verdict = (view.line.ends_at < visit.now() || known.verdict.is_some()).then(|| badge(visit, known.verdict));
        view! {
            <p>{verdict}" "<strong>{minutes(visit, known)}{so_far}</strong>{when}</p>
            <p class="meta">{how(visit, known, &by, "")}</p>
        }
    });
    if known.is_none() && claim.is_none() {
        return ().into_any();
    }
    view! { <section class="card"><h2>{visit.t("attendance-mine")}</h2>{known}{claim}</section> }.into_any()
}

/// Notes when somebody goes to the video, and sends them there. The page stays readable should the video not open by itself.
pub async fn join(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    let url = truth::join(&visit.cx, &visit.viewer, &slug, id).await?;
    let view = queries::session(&visit.cx, &visit.viewer, &slug, id).await?;
    let at = format!("/cohorts/{slug}/sessions/{id}");
    let title = name(&visit, &view.line);
    let page = Page::new(visit.t("join-opening"))
        .cohort(&view.reached.cohort)
        .crumb(visit.t("nav-sessions"), format!("/cohorts/{slug}/sessions"))
        .crumb(title.clone(), at.clone());
    let noted = if view.reached.cohort.member() { visit.t("join-noted-now") } else { String::new() };
    let target = url.clone();
    let mut response = visit.show(page, || {
        view! {
            <h1>{visit.t("join-opening")}</h1>
            <p class="lede">{title}</p>
            <p>{noted}</p>
            <p><a class="button" href=target rel="noreferrer noopener">{visit.t("join-by-hand")}</a></p>
            <p><a href=at>{visit.t("join-back")}</a></p>
        }
    });
    // A form's answer may not redirect to another site (content security policy); a refreshed page goes through our own door.
    if let Ok(value) = HeaderValue::from_str(&format!("0; url={url}")) {
        response.headers_mut().insert(REFRESH, value);
    }
    Ok(response)
}

/// "I'm here".
pub async fn check_in(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    truth::check_in(&visit.cx, &visit.viewer, &slug, id).await?;
    let back = if typed.get("back") == "hour" { "/hour#hour-here-at" } else { "?done=here" };
    Ok(go(format!("/cohorts/{slug}/sessions/{id}{back}")))
}

/// "I'm leaving".
pub async fn leave(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    truth::leave(&visit.cx, &visit.viewer, &slug, id).await?;
    Ok(go(format!("/cohorts/{slug}/sessions/{id}?done=leaving")))
}

/// "I was there".
pub async fn claim(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    truth::claim(&visit.cx, &visit.viewer, &slug, id).await?;
    Ok(go(format!("/cohorts/{slug}/sessions/{id}?done=claim")))
}

/// The code that was read aloud.
pub async fn code(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    match truth::enter(&visit.cx, &visit.viewer, &slug, id, typed.get("code")).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/sessions/{id}?done=code"))),
        Err(Fault::Invalid(faults)) => Ok(again(pages::show(&visit, &slug, id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}
