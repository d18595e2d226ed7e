//! The page of one call: where it stands, how the two talk, and what is left afterwards. It is Paper: without scripts it asks again by itself.

use axum::extract::Path;
use axum::http::HeaderValue;
use backend::consults::queries::{self, CallView, HopLine};
use backend::consults::reach::Standing;
use domain::consults::{State, log};
use domain::id::ConsultId;
use leptos::prelude::*;

use super::directory::{state, tel};
use super::{after, choices, looked, pearl, talk_here};
use crate::answer::Answer;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The page looks so often whether something has happened, in seconds, while something can.
pub const LOOKS: u32 = 4;

/// The forms of the page, as typed.
#[derive(Default)]
pub struct Forms {
    /// A word to the other.
    pub message: Typed,
    /// The on-call's taps.
    pub closing: Typed,
    /// The caller's taps.
    pub close_out: Typed,
    /// The two sentences.
    pub reflection: Typed,
    /// What one says to the other.
    pub feedback: Typed,
    /// What happened.
    pub follow_up: Typed,
    /// Three lines for others.
    pub pearl: Typed,
}

/// One call.
pub async fn page(visit: Visit, Path(id): Path<ConsultId>) -> Answer {
    page_with(&visit, id, Forms::default()).await
}

/// The same, with what was typed.
pub async fn page_with(visit: &Visit, id: ConsultId, forms: Forms) -> Answer {
    let view = queries::call(&visit.cx, &visit.viewer, id, visit.lang()).await?;
    let title = visit.tw("call-title", &[("pathway", view.line.pathway.as_str().into())]);
    let on_call = matches!(view.reached.standing, Standing::OnCall | Standing::Rung);
    let (way, href) = if on_call { ("oncall-title", "/oncall") } else { ("consult-title", "/consult") };
    let page = Page::new(title.clone()).crumb(visit.t(way), href);
    let page = if view.line.state.is_over() { page } else { page.watches(LOOKS, format!("/consult/{id}")).stays() };
    let talks = view.line.state == State::Connected && matches!(view.reached.standing, Standing::Caller | Standing::OnCall);
    let page = if talks { page.calls() } else { page };
    let mut shown = visit.show(page, || {
        let all = [&forms.message, &forms.closing, &forms.close_out, &forms.reflection, &forms.feedback, &forms.follow_up, &forms.pearl];
        let faults = all.map(|typed| parts::fault_summary(visit, typed)).collect_view();
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            {faults}
            {parts::watch_lost(visit)}
            {(!view.line.state.is_over()).then(|| {
                let here = format!("/consult/{id}");
                view! { <noscript><p><a class="button quiet" href=here>{visit.t("call-look-again")}</a></p></noscript> }
            })}
            {status(visit, &view)}
            {ways(visit, &view)}
            {talks.then(|| talk_here::card(visit, &view))}
            <p class="notice">{visit.t("consult-not-the-chart")}</p>
            {acts(visit, &view)}
            {after::part(visit, &view, &forms)}
            {pearl::part(visit, &view, &forms.pearl)}
            {talk(visit, &view, &forms.message)}
            {hops(visit, &view)}
        }
    });
    if talks {
        shown.headers_mut().insert("permissions-policy", HeaderValue::from_static(talk_here::MAY));
    }
    Ok(shown)
}

/// Where it stands; the part that a script draws again.
fn status(visit: &Visit, view: &CallView) -> impl IntoView + use<> {
    let call = &view.line;
    let zone = call.zone.clone();
    let says = match (call.state, view.reached.standing) {
        // Nobody stands on the roster for this hour: all were rung at once.
        (State::Ringing | State::Escalated, Standing::Caller) if call.hop == 1 && view.hops.iter().filter(|h| h.hop == 1).count() > 1 => {
            visit.t("call-rings-all")
        }
        (State::Ringing | State::Escalated, Standing::Caller) => visit.tw("call-rings", &[("hop", call.hop.into())]),
        (State::Missed, Standing::Caller) => visit.t("call-waits"),
        (State::Connected, Standing::Caller) => visit.tw("call-with", &[("name", view.acceptor.clone().unwrap_or_default().into())]),
        (State::Connected, Standing::OnCall) => visit.tw("call-with", &[("name", view.caller.clone().unwrap_or_default().into())]),
        (_, Standing::Rung) if !view.may_answer => visit.t("call-rung-over"),
        _ => String::new(),
    };
    let promise = |(name, at): &(Option<String>, chrono::DateTime<chrono::Utc>)| {
        let says = match (name, view.reached.standing) {
            (None, Standing::Rung) => visit.t("oncall-promised"),
            _ => visit.tw("call-promised", &[("name", name.clone().unwrap_or_else(|| visit.t("call-somebody")).into())]),
        };
        view! { <p class="notice is-warn">{says}" "{parts::time(visit, *at, &zone)}</p> }
    };
    let promise = view.promises.iter().map(promise).collect_view();
    let facts = [
        Some((visit.t("call-asked"), parts::time(visit, call.requested_at, &zone).into_any())),
        view.connected_at.map(|at| (visit.t("call-answered"), parts::time(visit, at, &zone).into_any())),
        call.ended_at.map(|at| (visit.t("call-over"), parts::time(visit, at, &zone).into_any())),
        (view.connected_at.is_some() && call.state.is_over()).then(|| (visit.t("call-minutes"), view! { {view.minutes} }.into_any())),
        Some((visit.t("consult-mode"), view! { {visit.t(&format!("consult-mode-{}", call.mode))} }.into_any())),
        Some((visit.t("consult-urgency"), view! { {visit.t(&format!("consult-urgency-{}", call.urgency))} }.into_any())),
        (!view.community.is_empty()).then(|| {
            (
                visit.t(if view.reached.standing == Standing::Caller { "consult-community" } else { "call-community" }),
                view! { {view.community.clone()} }.into_any(),
            )
        }),
        (view.community.is_empty() && !call.region.is_empty())
            .then(|| (visit.t("consult-region"), view! { {call.region.clone()} }.into_any())),
    ];
    let facts = facts.into_iter().flatten().map(|(word, what)| view! { <dt>{word}</dt><dd>{what}</dd> }).collect_view();
    view! {
        <section id="call" data-live="" data-state=call.state.code() aria-live="polite">
            <p class="lede">{state(visit, call)}" "{says}</p>
            {promise}
            <dl class="facts">{facts}</dl>
        </section>
    }
}

/// How the two talk: the telephone first, for it works on any line (R0.2).
fn ways(visit: &Visit, view: &CallView) -> impl IntoView + use<> {
    let party = matches!(view.reached.standing, Standing::Caller | Standing::OnCall);
    if !party || view.line.state.is_over() {
        return ().into_any();
    }
    let video = view.video.clone().map(|url| {
        view! { <p><a class="button" href=url rel="noreferrer noopener" target="_blank">{visit.t("call-join-video")}</a></p> }
    });
    let (number, code) = view.dial.clone();
    let phone = (!view.other_phone.is_empty() && view.line.state == State::Connected).then(|| {
        view! { <dt>{visit.t("call-other-phone")}</dt><dd>{tel(&view.other_phone, "")}</dd> }
    });
    view! {
        <section class="card">
            <h2>{visit.t("call-ways")}</h2>
            {video}
            <dl class="facts"><dt>{visit.t("pathway-dial-in")}</dt><dd>{tel(&number, &code)}</dd>{phone}</dl>
            <p class="hint">{visit.t("call-voice-is-enough")}</p>
        </section>
    }
    .into_any()
}

/// What the reader can do now, one press each.
fn acts(visit: &Visit, view: &CallView) -> impl IntoView + use<> {
    let at = format!("/consult/{}", view.line.id);
    let answer = view.may_answer.then(|| answer_forms(visit, &at, &view.line.pathway));
    let give_up = view.may_give_up.then(|| {
        view! { <form method="post" action=format!("{at}/give-up")><button class="button quiet" type="submit">{visit.t("call-give-up")}</button></form> }
    });
    let party = matches!(view.reached.standing, Standing::Caller | Standing::OnCall);
    let hang_up = (party && view.line.state == State::Connected).then(|| {
        view! { <form id="hang-up" method="post" action=format!("{at}/hang-up")><button class="button danger" type="submit">{visit.t("call-hang-up")}</button></form> }
    });
    view! { <div class="cluster">{answer}{give_up}{hang_up}</div> }
}

/// Accept; or soon, not now; or pass it on.
pub fn answer_forms(visit: &Visit, at: &str, pathway: &str) -> impl IntoView + use<> {
    let label = visit.tw("call-answer-on", &[("pathway", pathway.to_owned().into())]);
    let soon = log::SOON.map(|minutes| {
        view! { <button class="button quiet" type="submit" name="minutes" value=minutes.to_string()>{visit.tw("call-soon", &[("n", minutes.into())])}</button> }
    });
    view! {
        <form method="post" action=format!("{at}/answer")><button class="button" type="submit" aria-label=label>{visit.t("call-answer")}</button></form>
        <form class="cluster" method="post" action=format!("{at}/pass") aria-label=visit.t("call-soon-title")>
            <span>{visit.t("call-soon-title")}</span>
            {soon.collect_view()}
            <button class="link-button" type="submit" name="minutes" value="">{visit.t("call-pass")}</button>
        </form>
    }
}

/// What the two write to each other.
fn talk(visit: &Visit, view: &CallView, typed: &Typed) -> impl IntoView + use<> {
    let answered = view.reached.standing == Standing::OnCall;
    if view.thread.is_empty() && !view.thread_open {
        let gone = answered && view.connected_at.is_some();
        return gone
            .then(|| view! { <section><h2>{visit.t("call-thread")}</h2><p class="meta">{visit.t("call-thread-gone")}</p></section> })
            .into_any();
    }
    let zone = view.line.zone.clone();
    let kept = if answered { "call-thread-kept-oncall" } else { "call-thread-kept" };
    let lines = view.thread.iter().map(|(mine, body, at)| {
        let who = match (mine, view.reached.standing) {
            (true, _) => visit.t("call-you"),
            (false, Standing::Caller) => view.acceptor.clone().unwrap_or_default(),
            (false, _) => view.caller.clone().unwrap_or_default(),
        };
        let said = body.lines().map(|l| view! { <p>{l.to_owned()}</p> }).collect_view();
        view! { <li class="message"><p class="message-head meta"><strong>{who}</strong>" "{parts::time(visit, *at, &zone)}</p>{said}</li> }
    });
    let typed = typed.clone().at("text");
    let form = view.thread_open.then(|| {
        view! {
            <form class="form" method="post" action=format!("/consult/{}/messages", view.line.id)>
                {parts::once(visit, &typed)}
                {field(visit, &typed, "text", "call-write").hint("call-write-hint").required().area(3)}
                {looked(visit, &typed)}
                <p><button class="button quiet" type="submit">{visit.t("call-send")}</button></p>
            </form>
        }
    });
    view! {
        <section>
            <h2>{visit.t("call-thread")}</h2>
            <ul class="list" id="call-lines" data-live="" data-state="">{lines.collect_view()}</ul>
            {form}
            <p class="meta">{visit.tw(kept, &[("days", backend::consults::thread::KEPT.into())])}</p>
        </section>
    }
    .into_any()
}

/// Every hop with its moment.
fn hops(visit: &Visit, view: &CallView) -> impl IntoView + use<> {
    if view.hops.is_empty() {
        return ().into_any();
    }
    let zone = view.line.zone.clone();
    let row = |h: &HopLine| {
        let who = h.name.clone().unwrap_or_else(|| visit.t("call-somebody"));
        let state = visit.t(&format!("hop-{}", h.state));
        view! { <li class="row"><span>{visit.tw("hop-n", &[("n", h.hop.into())])}" · "{who}</span><span class="row-meta"><span class="badge is-soft">{state}</span>" "{parts::time(visit, h.rung_at, &zone)}</span></li> }
    };
    let rows = view.hops.iter().map(row).collect_view();
    view! { <details><summary>{visit.t("call-hops")}</summary><ul class="list">{rows}</ul></details> }.into_any()
}

/// A drop of choices as radios, of the words of a list.
pub fn radios(visit: &Visit, typed: &Typed, name: &str, label: &str, stem: &str, words: &[&str]) -> AnyView {
    field(visit, typed, name, label).required().radios(choices(visit, stem, words))
}
