//! A pearl on the page of its call: the on-call writes three lines, the caller agrees to them or not.

use axum::extract::Path;
use backend::Fault;
use backend::consults::pearls::{self, Draft, PearlView, Say};
use backend::consults::queries::CallView;
use backend::consults::reach::Standing;
use domain::consults::pearl::State;
use domain::id::ConsultId;
use leptos::prelude::*;

use super::acts::settle;
use super::call::Forms;
use super::looked;
use crate::answer::{Answer, go};
use crate::parts;
use crate::parts::fields::field;
use crate::typed::Typed;
use crate::visit::Visit;

/// The part of the page; nothing where there is nothing to say and nothing to do.
pub fn part(visit: &Visit, view: &CallView, typed: &Typed) -> impl IntoView + use<> {
    let pearl = &view.pearl;
    if pearl.view.is_none() && !pearl.may_offer {
        return ().into_any();
    }
    let mine = view.reached.standing == Standing::OnCall;
    let stands = pearl.view.as_ref().filter(|p| !p.body.is_empty()).map(|p| text(visit, view, p));
    let said = pearl.view.as_ref().map(|p| status(visit, view, p, mine));
    let at = format!("/consult/{}/pearl", view.line.id);
    let version = pearl.view.as_ref().map_or(0, |p| p.version).to_string();
    view! {
        <section class="card" id="pearl">
            <h2>{visit.t("pearl-title")}</h2>
            {said}
            {stands}
            {pearl.may_settle.then(|| answer(visit, &at, &version))}
            {pearl.may_take_back.then(|| take_back(visit, &at, &version))}
            {pearl.may_offer.then(|| draft(visit, view, &at, &version, typed))}
        </section>
    }
    .into_any()
}

fn text(visit: &Visit, view: &CallView, pearl: &PearlView) -> impl IntoView + use<> {
    let lines = pearl.body.lines().filter(|l| !l.trim().is_empty()).map(|l| view! { <li>{l.trim().to_owned()}</li> }).collect_view();
    let names = [
        (pearl.name_author, view.acceptor.clone().unwrap_or_else(|| visit.t("call-you"))),
        (pearl.name_caller, view.caller.clone().unwrap_or_else(|| visit.t("call-you"))),
    ];
    let named: Vec<String> = names.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect();
    let named =
        if named.is_empty() { visit.t("pearl-nobody-named") } else { visit.tw("pearl-named", &[("names", named.join(", ").into())]) };
    view! { <h3>{pearl.title.clone()}</h3><ul>{lines}</ul><p class="meta">{named}</p> }
}

fn status(visit: &Visit, view: &CallView, pearl: &PearlView, mine: bool) -> impl IntoView + use<> {
    let word = match (pearl.state, mine) {
        (State::Offered, true) => "pearl-waits",
        (State::Offered, false) => "pearl-asked",
        (State::Agreed, _) => "pearl-agreed",
        (State::Published, _) => "pearl-published",
        (State::Declined, _) => "pearl-declined",
        (State::Withdrawn, _) => "pearl-withdrawn",
    };
    let due = pearl.due_at.filter(|_| pearl.state == State::Agreed).map(|at| parts::time(visit, at, &view.line.zone));
    let there = pearl.thread.as_ref().map(|(slug, thread)| {
        view! { " "<a href=format!("/cohorts/{slug}/forum/threads/{thread}")>{visit.t("pearl-there")}</a> }
    });
    view! { <p>{visit.t(word)}" "{due}{there}</p> }
}

/// Agree to this very text, or decline.
fn answer(visit: &Visit, at: &str, version: &str) -> impl IntoView + use<> {
    let typed = Typed::empty().at("pearl-answer");
    view! {
        <form class="form" method="post" action=format!("{at}/answer")>
            <input type="hidden" name="version" value=version.to_owned()/>
            {field(visit, &typed, "named", "pearl-name-me").hint("pearl-name-me-hint").tick()}
            <p class="cluster">
                <button class="button" type="submit" name="say" value="agree">{visit.t("pearl-agree")}</button>
                <button class="button quiet" type="submit" name="say" value="decline">{visit.t("pearl-decline")}</button>
            </p>
        </form>
    }
}

fn take_back(visit: &Visit, at: &str, version: &str) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("{at}/answer")>
            <input type="hidden" name="version" value=version.to_owned()/>
            <button class="button quiet" type="submit" name="say" value="back">{visit.t("pearl-take-back")}</button>
        </form>
    }
}

fn draft(visit: &Visit, view: &CallView, at: &str, version: &str, typed: &Typed) -> impl IntoView + use<> {
    let mut typed = typed.clone().at("pearl");
    if let Some(pearl) = view.pearl.view.as_ref().filter(|_| !typed.has("body") && typed.faults().is_empty()) {
        typed.set("title", pearl.title.clone());
        typed.set("body", pearl.body.clone());
        typed.set("named", if pearl.name_author { "yes" } else { "" }.to_owned());
    }
    let open = !typed.faults().is_empty();
    view! {
        <details open=open>
            <summary>{visit.t(if typed.has("body") { "pearl-change" } else { "pearl-write" })}</summary>
            <p class="hint">{visit.t("pearl-hint")}</p>
            <form class="form" method="post" action=at.to_owned()>
                <input type="hidden" name="version" value=version.to_owned()/>
                {field(visit, &typed, "title", "pearl-about").required().input("text", "off")}
                {field(visit, &typed, "body", "pearl-lines").hint("pearl-lines-hint").required().area(3)}
                {looked(visit, &typed)}
                {field(visit, &typed, "named", "pearl-name-me").hint("pearl-name-me-hint").tick()}
                <p><button class="button quiet" type="submit">{visit.t("pearl-offer")}</button></p>
            </form>
        </details>
    }
}

/// The on-call offers it.
pub async fn offer(visit: Visit, Path(id): Path<ConsultId>, typed: Typed) -> Answer {
    let (yes, version) = (|name: &str| typed.get(name) == "yes", typed.get("version").parse().unwrap_or(0));
    let draft =
        Draft { title: typed.get("title").to_owned(), body: typed.get("body").to_owned(), named: yes("named"), looked: yes("looked") };
    let done = pearls::offer(&visit.cx, &visit.viewer, id, version, &draft).await;
    settle(&visit, id, done.map(|()| "pearl-offered"), |faults| Forms { pearl: typed.with_faults(faults).at("pearl"), ..Forms::default() })
        .await
}

/// The caller answers, or either takes it back.
pub async fn answered(visit: Visit, Path(id): Path<ConsultId>, typed: Typed) -> Answer {
    visit.who()?;
    let say = match typed.get("say") {
        "agree" => Say::Agree { named: typed.get("named") == "yes" },
        "decline" => Say::Decline,
        "back" => Say::TakeBack,
        _ => return Err(Fault::field("say", "fault-choice").into()),
    };
    let state = pearls::settle(&visit.cx, &visit.viewer, id, typed.get("version").parse().unwrap_or(0), say).await?;
    let done = if state == State::Agreed { "pearl-agreed" } else { "pearl-back" };
    Ok(go(format!("/consult/{id}?done={done}")))
}
