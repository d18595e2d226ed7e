//! What is left for me: every session of my cohorts and groups, and every call, with its gate, line by line.

use backend::consults::credit::{self as calls, Left as Call};
use backend::credits::left::{self, Line, Place};
use domain::gate::Gate;
use leptos::prelude::*;

use super::words;
use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit) -> Answer {
    let places = left::mine(&visit.cx, &visit.viewer).await?;
    let calls = calls::left(&visit.cx, &visit.viewer).await?;
    Ok(visit.show(Page::new(visit.t("left-title")), || {
        let none = (places.is_empty() && calls.is_empty()).then(|| parts::empty(visit.t("left-none")));
        let each = places.iter().map(|p| place(&visit, p)).collect_view();
        view! {
            <h1>{visit.t("left-title")}</h1>
            <p class="lede">{visit.t("left-lede")}</p>
            <p class="page-actions"><a class="button quiet" href="/transcript">{visit.t("transcript-title")}</a></p>
            {none}
            {each}
            {of_calls(&visit, &calls)}
        }
    }))
}

fn place(visit: &Visit, place: &Place) -> impl IntoView + use<> {
    let none = place.lines.is_empty().then(|| parts::empty(visit.t("left-no-sessions")));
    let cards = place.lines.iter().map(|line| card(visit, place, line)).collect_view();
    view! {
        <section>
            <h2><a href=format!("/cohorts/{}", place.slug)>{place.name.clone()}</a></h2>
            <p class="meta">{place.program.clone()}</p>
            {none}
            <div class="stack">{cards}</div>
        </section>
    }
}

/// The name of what a paper is for.
pub fn title(visit: &Visit, number: i32, topic: &str) -> String {
    let n = visit.tw("session-n", &[("n", number.into())]);
    if topic.is_empty() { n } else { format!("{n}{}{topic}", visit.colon()) }
}

fn card(visit: &Visit, place: &Place, line: &Line) -> impl IntoView + use<> {
    let heading = match line.session {
        Some(id) => {
            let tail = if place.group { "group".to_owned() } else { format!("sessions/{id}") };
            let href = format!("/cohorts/{}/{tail}", place.slug);
            view! { <a href=href>{title(visit, line.title.0, &line.title.1)}</a> }.into_any()
        }
        None => visit.t("left-series").into_any(),
    };
    view! {
        <section class="card">
            <h3>{heading}</h3>
            {standing(visit, place, line)}
            <details open=shown(line)>
                <summary>{visit.t("left-conditions")}</summary>
                {words::gate(visit, &line.gate)}
            </details>
        </section>
    }
}

fn of_calls(visit: &Visit, calls: &[Call]) -> impl IntoView + use<> {
    if calls.is_empty() {
        return ().into_any();
    }
    let cards = calls.iter().map(|one| call(visit, one)).collect_view();
    view! { <section><h2>{visit.t("left-calls")}</h2><p class="meta">{visit.t("left-calls-lede")}</p><div class="stack">{cards}</div></section> }.into_any()
}

fn call(visit: &Visit, call: &Call) -> impl IntoView + use<> {
    let (class, said) = match &call.earned {
        Some(earned) if earned.revoked.is_some() => ("badge is-soft", visit.t("left-call-revoked")),
        Some(earned) => ("badge is-done", visit.tw("left-call-earned", &[("n", earned.minutes.into())])),
        None => badge(visit, &call.gate, "left-call-lost"),
    };
    let open = call.earned.is_none() && !call.gate.is_lost() && !call.gate.is_open();
    view! {
        <section class="card">
            <h3><a href=format!("/consult/{}", call.id)>{call.pathway.clone()}" · "{parts::time(visit, call.at, &call.zone)}</a></h3>
            <p><span class=class>{said}</span></p>
            <details open=open>
                <summary>{visit.t("left-conditions")}</summary>
                {words::gate(visit, &call.gate)}
            </details>
        </section>
    }
}

/// How far a gate is, in colour and in words.
fn badge(visit: &Visit, gate: &Gate, lost: &str) -> (&'static str, String) {
    if gate.is_open() {
        ("badge is-good", visit.t("left-coming"))
    } else if gate.is_lost() {
        ("badge is-soft", visit.t(lost))
    } else {
        ("badge is-open", visit.tw("left-open", &[("n", words::told(gate).iter().filter(|l| !l.met).count().into())]))
    }
}

/// What can still be done stands open; what is settled is there for whoever asks why.
fn shown(line: &Line) -> bool {
    line.serial.is_none() && line.revoked.is_none() && !line.gate.is_lost() && !line.gate.is_open()
}

fn standing(visit: &Visit, place: &Place, line: &Line) -> impl IntoView + use<> {
    let document = words::document(visit, line.document);
    if let Some(serial) = &line.serial {
        return view! { <p><span class="badge is-done">{visit.t("left-issued")}</span>" "<a href=format!("/certificates/{serial}")>{document}</a></p> }
            .into_any();
    }
    if let Some(serial) = &line.revoked {
        let said = visit.t("left-revoked");
        return view! { <p><span class="badge is-soft">{said}</span>" "<a href=format!("/certificates/{serial}")>{document}</a></p> }
            .into_any();
    }
    let worth = (line.earns && line.credits.0 > 0).then(|| format!(" {}", words::credits(visit, line.credits, &line.kind)));
    let (class, said) = match (&line.waits, line.used_up) {
        _ if line.too_short => ("badge is-soft", visit.t("left-too-short")),
        (_, true) => ("badge is-soft", visit.t("left-used-up")),
        (Some(_), _) => ("badge is-good", visit.t("left-all-met")),
        (None, _) => badge(visit, &line.gate, "left-lost"),
    };
    let waits = line.waits.map(|waits| {
        let why = visit.t(if waits.together { "left-waits" } else { "left-settles" });
        view! { <p class="hint">{why}" "{parts::time(visit, waits.until, &place.zone)}</p> }
    });
    view! { <p><span class=class>{said}</span>" "<span class="meta">{document}{worth}</span></p>{waits} }.into_any()
}
