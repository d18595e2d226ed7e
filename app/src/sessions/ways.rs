//! Joining a session: by video through our own door, by telephone beside it; and saying whether one comes.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse as _;
use backend::Fault;
use backend::sessions::queries::SessionView;
use backend::sessions::replies::{self, Answer as Said};
use backend::sessions::video::{self, Phone, WayIn};
use domain::id::SessionId;
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts::fields::field;
use crate::typed::Typed;
use crate::visit::Visit;

/// Our own door: it makes the meeting's address for this person and sends the browser on. It is a link and not a form, as a form may
/// lead to no other site; nothing keeps the address, and the meeting does not learn where its guest came from.
pub async fn join(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    match video::enter(&visit.cx, &visit.viewer, &slug, id).await? {
        WayIn::Video(address) => Ok(leave_for(&address)?),
        WayIn::Phone(_) => Ok(go(format!("/cohorts/{slug}/sessions/{id}?done=by-phone#ways"))),
        WayIn::Unset => Err(Fault::Conflict("conflict-way-unset").into()),
    }
}

fn leave_for(address: &str) -> Result<axum::response::Response, Fault> {
    let address = HeaderValue::from_str(address).map_err(|_| Fault::Conflict("conflict-way-unset"))?;
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(LOCATION, address);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

/// "I'm coming", "I can't come", or neither any more.
pub async fn reply(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let said = Said::parse(typed.get("answer"));
    match replies::say(&visit.cx, &visit.viewer, &slug, id, said, typed.get("reason")).await {
        Ok(()) => {
            let word = said.map_or("reply-undone", Said::code);
            Ok(go(format!("/cohorts/{slug}/sessions/{id}?done={word}")))
        }
        Err(Fault::Invalid(faults)) => Ok(again(super::pages::show(&visit, &slug, id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Both ways, side by side and equal.
pub fn ways(visit: &Visit, view: &SessionView) -> impl IntoView + use<> {
    let video = view.join_url.clone().map(|href| {
        view! {
            <div>
                <form method="post" action=href target="_blank"><button class="button" type="submit">{visit.t("ways-video")}</button></form>
                <p class="meta">{visit.t("join-noted")}</p>
                <p class="hint">{visit.t(if view.named { "ways-video-named" } else { "ways-video-link" })}</p>
            </div>
        }
        .into_any()
    });
    let phone = view.dial_in.clone().map(|phone| by_phone(visit, phone));
    let later = (video.is_none() && phone.is_none()).then(|| {
        let word = match (view.has_link, view.has_phone) {
            (true, true) => "ways-later-both",
            (true, false) => "ways-later-video",
            (false, true) => "ways-later-phone",
            (false, false) => "ways-none",
        };
        view! { <p class="meta">{visit.t(word)}</p> }
    });
    let open = later.is_none().then(|| view! { <div class="split">{video}{phone}</div> }.into_any());
    view! {
        <h2 id="ways">{visit.t("ways-title")}</h2>
        {open}
        {later}
    }
    .into_any()
}

fn by_phone(visit: &Visit, phone: Phone) -> impl IntoView + use<> {
    let dial: String = phone.number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    // Two numbers in one line, or words beside one, are shown and not dialled.
    let plain = phone.number.chars().all(|c| c.is_ascii_digit() || " +-().".contains(c)) && (7..=16).contains(&dial.len());
    let number = match plain {
        true => view! { <a href=format!("tel:{dial}")>{phone.number.clone()}</a> }.into_any(),
        false => phone.number.clone().into_any(),
    };
    let code = (!phone.code.is_empty()).then(|| {
        view! { <dt>{visit.t("ways-phone-code")}</dt><dd><strong>{phone.code.clone()}</strong></dd> }
    });
    view! {
        <div>
            <h3>{visit.t("ways-phone")}</h3>
            <dl class="kv"><dt>{visit.t("ways-phone-number")}</dt><dd><strong>{number}</strong></dd>{code}</dl>
            <p class="hint">{visit.t("ways-phone-check")}</p>
        </div>
    }
    .into_any()
}

/// Whether I come. What was said can be taken back.
pub fn my_reply(visit: &Visit, slug: &str, view: &SessionView, typed: &Typed) -> impl IntoView + use<> {
    if !view.may_reply {
        return ().into_any();
    }
    let action = format!("/cohorts/{slug}/sessions/{}/reply", view.line.id);
    let body = match &view.reply {
        Some((said, reason)) => {
            let word = if *said == Said::Coming { "reply-is-coming" } else { "reply-is-away" };
            let reason = (!reason.is_empty()).then(|| view! { <p class="meta">{reason.clone()}</p> });
            view! {
                <p>{visit.t(word)}</p>
                {reason}
                <form class="inline-form" method="post" action=action>
                    <button class="link-button" type="submit" name="answer" value="none">{visit.t("reply-undo")}</button>
                </form>
            }
            .into_any()
        }
        None => view! {
            <form class="form" method="post" action=action>
                {field(visit, typed, "reason", "reply-reason").hint("reply-reason-hint").input("text", "off")}
                <p class="cluster">
                    <button class="button quiet" type="submit" name="answer" value="coming">{visit.t("reply-coming")}</button>
                    <button class="button quiet" type="submit" name="answer" value="away">{visit.t("reply-away")}</button>
                </p>
            </form>
        }
        .into_any(),
    };
    view! { <section class="card" id="reply"><h2>{visit.t("reply-title")}</h2>{body}</section> }.into_any()
}

/// Who said what, for those who run the session.
pub fn all_replies(visit: &Visit, view: &SessionView) -> impl IntoView + use<> {
    if view.replies.is_empty() {
        return ().into_any();
    }
    let count = |said: Said| view.replies.iter().filter(|r| r.answer == said).count();
    let lede = visit.tw("replies-count", &[("coming", count(Said::Coming).into()), ("away", count(Said::Away).into())]);
    let rows = view.replies.iter().map(|r| {
        let (class, word) = if r.answer == Said::Coming { ("badge is-good", "replies-coming") } else { ("badge is-soft", "replies-away") };
        view! {
            <li class="row">
                <span class="row-main">{r.name.clone()}" "<span class=class>{visit.t(word)}</span></span>
                <span class="row-meta">{r.reason.clone()}</span>
            </li>
        }
    });
    view! { <h3>{visit.t("replies-title")}</h3><p>{lede}</p><ul class="list">{rows.collect_view()}</ul> }.into_any()
}
