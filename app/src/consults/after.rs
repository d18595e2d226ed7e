//! After a call: the on-call's closing, the caller's taps, the two sentences, a word to the other, what is left for the credit.

use backend::consults::queries::CallView;
use backend::consults::reach::Standing;
use backend::credits::calls::Earned;
use domain::consults::{State, log};
use domain::gate::Gate;
use leptos::prelude::*;

use super::call::{Forms, radios};
use super::{choices, looked};
use crate::credits::words::why;
use crate::parts::fields::field;
use crate::typed::Typed;
use crate::visit::Visit;

/// Everything that stands below a call that took place.
pub fn part(visit: &Visit, view: &CallView, forms: &Forms) -> impl IntoView + use<> {
    let party = matches!(view.reached.standing, Standing::Caller | Standing::OnCall);
    if !party || view.connected_at.is_none() {
        return ().into_any();
    }
    let over = view.line.state.is_over();
    let mine = view.reached.standing == Standing::OnCall;
    let open = matches!(view.line.state, State::Connected | State::Ended);
    view! {
        {(mine && open).then(|| closing(visit, view, &forms.closing))}
        {noted(visit, view)}
        {(!mine && over && !view.closed_out).then(|| close_out(visit, view, &forms.close_out))}
        {over.then(|| reflection(visit, view, &forms.reflection))}
        {over.then(|| feedback(visit, view, &forms.feedback))}
        {follow_up(visit, view, &forms.follow_up)}
        {view.gate.as_ref().filter(|_| over).map(|gate| left(visit, gate, view.earned.as_ref()))}
    }
    .into_any()
}

/// Twenty seconds: three choices, and the minutes as the clock has them.
fn closing(visit: &Visit, view: &CallView, typed: &Typed) -> impl IntoView + use<> {
    let mut typed = typed.clone();
    if view.line.state.is_over() && !typed.has("kind") {
        typed.set("minutes", view.minutes.to_string());
    }
    view! {
        <section class="card">
            <h2>{visit.t("closing-title")}</h2>
            <p class="hint">{visit.t("closing-hint")}</p>
            <form class="form" method="post" action=format!("/consult/{}/close", view.line.id)>
                {radios(visit, &typed, "kind", "closing-kind", "consult-kind", &log::KINDS)}
                {field(visit, &typed, "reason", "closing-reason").required().choose(with_none(visit, choices(visit, "consult-reason", &log::REASONS)))}
                {radios(visit, &typed, "outcome", "closing-outcome", "consult-outcome", &log::OUTCOMES)}
                {field(visit, &typed, "minutes", "closing-minutes").hint("closing-minutes-hint").input("number", "off")}
                {field(visit, &typed, "patient_present", "closing-patient").tick()}
                <p><button class="button" type="submit">{visit.t("closing-do")}</button></p>
            </form>
        </section>
    }
}

/// A drop-down that begins with nothing chosen.
fn with_none(visit: &Visit, mut all: Vec<(String, String)>) -> Vec<(String, String)> {
    all.insert(0, (String::new(), visit.t("choose")));
    all
}

fn noted(visit: &Visit, view: &CallView) -> impl IntoView + use<> {
    view.noted.clone().map(|(kind, reason, outcome)| {
        let word = |stem: &str, word: &str| visit.t(&format!("{stem}-{}", word.replace('_', "-")));
        view! {
            <section>
                <h2>{visit.t("closing-noted")}</h2>
                <dl class="facts">
                    <dt>{visit.t("closing-kind")}</dt><dd>{word("consult-kind", &kind)}</dd>
                    <dt>{visit.t("closing-reason")}</dt><dd>{word("consult-reason", &reason)}</dd>
                    <dt>{visit.t("closing-outcome")}</dt><dd>{word("consult-outcome", &outcome)}</dd>
                </dl>
            </section>
        }
    })
}

/// Four choices and one button.
fn close_out(visit: &Visit, view: &CallView, typed: &Typed) -> impl IntoView + use<> {
    view! {
        <section class="card">
            <h2>{visit.t("close-out-title")}</h2>
            <p class="hint">{visit.t("close-out-hint")}</p>
            <form class="form" method="post" action=format!("/consult/{}/close-out", view.line.id)>
                {radios(visit, typed, "plan", "close-out-plan", "consult-plan", &log::PLANS)}
                {radios(visit, typed, "referral", "close-out-referral", "consult-avoided", &log::AVOIDED)}
                {radios(visit, typed, "travel", "close-out-travel", "consult-avoided", &log::AVOIDED)}
                {field(visit, typed, "value", "close-out-value").required().radios(values(visit))}
                <p><button class="button" type="submit">{visit.t("close-out-do")}</button></p>
            </form>
        </section>
    }
}

fn values(visit: &Visit) -> Vec<(String, String)> {
    log::VALUES.map(|n| (n.to_string(), visit.t(&format!("consult-value-{n}")))).collect()
}

/// The two prompts.
fn reflection(visit: &Visit, view: &CallView, typed: &Typed) -> impl IntoView + use<> {
    let mut typed = typed.clone().at("reflection");
    let [learned, will_do] = view.reflections.clone();
    let written = !learned.is_empty();
    if !typed.has("learned") {
        typed.set("learned", learned);
        typed.set("will_do", will_do);
    }
    let open = !written || !typed.faults().is_empty();
    let lost = view.gate.as_ref().is_none_or(Gate::is_lost);
    let hint = if lost { "reflection-hint-own" } else { "reflection-hint" };
    view! {
        <details class="card" open=open>
            <summary>{visit.t("reflection-title")}</summary>
            <p class="hint">{visit.t(hint)}</p>
            <form class="form" method="post" action=format!("/consult/{}/reflection", view.line.id)>
                {field(visit, &typed, "learned", "reflection-learned").required().area(3)}
                {field(visit, &typed, "will_do", "reflection-will-do").required().area(3)}
                {looked(visit, &typed)}
                <p><button class="button" type="submit">{visit.t("save")}</button></p>
            </form>
        </details>
    }
}

fn feedback(visit: &Visit, view: &CallView, typed: &Typed) -> impl IntoView + use<> {
    let heard = view.heard.clone().map(|(rating, words)| {
        let words = (!words.is_empty()).then(|| view! { <blockquote class="prose">{words}</blockquote> });
        view! { <p>{visit.t("feedback-heard")}" "{visit.t(&format!("consult-value-{rating}"))}</p>{words} }
    });
    let typed = typed.clone().at("feedback");
    let form = (!view.gave).then(|| {
        view! {
            <form class="form" method="post" action=format!("/consult/{}/feedback", view.line.id)>
                {field(visit, &typed, "rating", "feedback-rating").required().radios(values(visit))}
                {field(visit, &typed, "words", "feedback-words").hint("feedback-words-hint").input("text", "off")}
                {looked(visit, &typed)}
                <p><button class="button quiet" type="submit">{visit.t("feedback-do")}</button></p>
            </form>
        }
    });
    let gave = view.gave.then(|| view! { <p class="meta">{visit.t("feedback-given")}</p> });
    view! { <section><h2>{visit.t("feedback-title")}</h2>{heard}{form}{gave}</section> }
}

fn follow_up(visit: &Visit, view: &CallView, typed: &Typed) -> impl IntoView + use<> {
    let told = (!view.follow_up.is_empty()).then(|| {
        view! { <p>{visit.t("follow-up-told")}" "<strong>{visit.t(&format!("consult-happened-{}", view.follow_up))}</strong></p> }
    });
    let form = (view.follow_up_open && view.follow_up.is_empty()).then(|| {
        view! {
            <form class="form" method="post" action=format!("/consult/{}/follow-up", view.line.id)>
                {radios(visit, typed, "follow_up", "follow-up-question", "consult-happened", &log::WHAT_HAPPENED)}
                <p><button class="button quiet" type="submit">{visit.t("save")}</button></p>
            </form>
        }
    });
    if told.is_none() && form.is_none() {
        return ().into_any();
    }
    view! { <section><h2>{visit.t("follow-up-title")}</h2>{told}{form}</section> }.into_any()
}

/// What is left for the credit: one line each, with why.
fn left(visit: &Visit, gate: &Gate, earned: Option<&Earned>) -> impl IntoView + use<> {
    let lines = gate
        .requirements
        .iter()
        .map(|r| {
            let class = if r.met { "is-done" } else { "" };
            let (mark, said) = match (r.met, r.is_final()) {
                (true, _) => ("is-good", visit.t("left-met")),
                (_, true) => ("is-soft", visit.t("left-not-here")),
                _ => ("is-wait", visit.t("consult-left-open")),
            };
            view! { <li class=class><span class=format!("badge {mark}")>{said}</span>" "{why(visit, &r.why)}</li> }
        })
        .collect_view();
    let head = match (gate.is_open(), gate.is_lost()) {
        (true, _) => "left-all",
        (_, true) => "left-never",
        _ => "left-some",
    };
    let head = match earned.map(|earned| (earned.minutes, &earned.revoked)) {
        Some((_, Some(why))) => view! { <p class="notice is-warn">{visit.t("consult-earned-revoked")}" "{why.clone()}</p> }.into_any(),
        Some((n, None)) => {
            view! { <p>{visit.tw("consult-earned", &[("n", n.into())])}" "<a href="/transcript">{visit.t("transcript-title")}</a></p> }
                .into_any()
        }
        None => view! { <p>{visit.t(head)}</p> }.into_any(),
    };
    view! { <section id="left"><h2>{visit.t("consult-left-title")}</h2>{head}<ul class="list">{lines}</ul></section> }
}
