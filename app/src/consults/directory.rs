//! The directory of pathways, and the request: no word of a patient is asked for.

use axum::extract::Path;
use backend::Fault;
use backend::consults::calling::{self, Request};
use backend::consults::queries::{self, CallLine, PathwayCard};
use backend::consults::reach::Ask;
use domain::consults::log;
use domain::id::PathwayId;
use leptos::prelude::*;

use super::{choices, looked};
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// Every pathway that the reader sees, and their own calls.
pub async fn page(visit: Visit) -> Answer {
    visit.who()?;
    let cards = queries::directory(&visit.cx, &visit.viewer, visit.lang()).await?;
    let mine = queries::mine(&visit.cx, &visit.viewer, visit.lang()).await?;
    let answers = queries::answers_any(&visit.cx, &visit.viewer).await?;
    Ok(visit.show(Page::new(visit.t("consult-title")), || {
        let none = cards.is_empty().then(|| parts::empty(visit.t("consult-none")));
        let each = cards.iter().map(|c| card(&visit, c)).collect_view();
        let on_call =
            answers.then(|| view! { <p class="page-actions"><a class="button quiet" href="/oncall">{visit.t("oncall-title")}</a></p> });
        view! {
            {parts::done(&visit)}
            <h1>{visit.t("consult-title")}</h1>
            <p class="lede">{visit.t("consult-lede")}</p>
            {on_call}
            {none}
            <ul class="cards">{each}</ul>
            {calls(&visit, &mine)}
        }
    }))
}

fn card(visit: &Visit, card: &PathwayCard) -> impl IntoView + use<> {
    let at = format!("/consult/pathways/{}", card.reached.id);
    let start = card.start_here.then(|| view! { <p><span class="badge is-good">{visit.t("consult-start-here")}</span></p> });
    let closed = (!card.open).then(|| view! { <p><span class="badge is-soft">{visit.t("pathway-closed")}</span></p> });
    let call = (card.open && card.reached.caller).then(|| {
        let label = visit.tw("consult-call-on", &[("pathway", card.name.as_str().into())]);
        view! { <a class="button" href=at.clone() aria-label=label>{visit.t("consult-call")}</a> }
    });
    let links = [
        (card.sees_roster, "roster", "roster-title"),
        (card.reached.may(Ask::Queue), "queue", "queue-title"),
        (card.reached.may(Ask::Figures), "report", "report-title"),
        (card.reached.may(Ask::Define), "edit", "pathway-edit"),
    ];
    let links = links.into_iter().filter(|(may, ..)| *may).map(|(_, tail, word)| {
        let label = format!("{} · {}", visit.t(word), card.name);
        view! { <a href=format!("{at}/{tail}") aria-label=label>{visit.t(word)}</a> }
    });
    view! {
        <li class="card">
            <h2>{card.name.clone()}</h2>
            {start}{closed}
            <p>{card.scope.clone()}</p>
            {facts(visit, card)}
            <p class="cluster">{call}{links.collect_view()}</p>
        </li>
    }
}

/// When it is answered, by whom now, and the number that works without any page.
fn facts(visit: &Visit, card: &PathwayCard) -> impl IntoView + use<> {
    let always = visit.t("pathway-always");
    let hours = match (card.always, card.hours.is_empty()) {
        (true, true) => always,
        (true, false) => format!("{always}. {}", card.hours),
        (false, _) => card.hours.clone(),
    };
    let now = card.sees_roster.then(|| {
        let who = card.on_shift.clone().unwrap_or_else(|| visit.t("roster-nobody-now"));
        view! { <dt>{visit.t("roster-now")}</dt><dd>{who}</dd> }
    });
    let hours = (!hours.is_empty()).then(|| view! { <dt>{visit.t("pathway-hours")}</dt><dd>{hours}</dd> });
    view! { <dl class="facts">{hours}{now}<dt>{visit.t("pathway-dial-in")}</dt><dd>{tel(&card.dial_in, "")}</dd></dl> }
}

/// A telephone number to tap.
pub fn tel(number: &str, code: &str) -> impl IntoView + use<> {
    let plain = |text: &str| text.chars().filter(|c| c.is_ascii_digit() || "+,#*".contains(*c)).collect::<String>();
    let (dialled, shown) = (plain(number), number.to_owned());
    let behind = if code.is_empty() { String::new() } else { format!(",,{}", plain(code)) };
    let code = (!code.is_empty()).then(|| format!(" · {code}"));
    if dialled.is_empty() {
        return view! { {shown} }.into_any();
    }
    view! { <a href=format!("tel:{dialled}{behind}")>{shown}</a>{code} }.into_any()
}

fn calls(visit: &Visit, mine: &[CallLine]) -> impl IntoView + use<> {
    if mine.is_empty() {
        return ().into_any();
    }
    let rows = mine.iter().map(|c| row(visit, c)).collect_view();
    view! { <section><h2>{visit.t("consult-mine")}</h2><ul class="list">{rows}</ul></section> }.into_any()
}

/// A call in a list.
pub fn row(visit: &Visit, call: &CallLine) -> impl IntoView + use<> {
    view! {
        <li class="row">
            <a href=format!("/consult/{}", call.id)>{call.pathway.clone()}</a>
            <span class="row-meta">{state(visit, call)}" "{parts::time(visit, call.requested_at, &call.zone)}</span>
        </li>
    }
}

/// Where a call stands, as a badge.
pub fn state(visit: &Visit, call: &CallLine) -> impl IntoView + use<> {
    use domain::consults::State::{Closed, Connected, Credited, Ended, Escalated, Missed, NotCredited, Reflected, Requested, Ringing};
    let class = match call.state {
        Requested | Ringing | Missed | Escalated | Ended | Closed => "badge is-wait",
        Connected | Reflected | Credited => "badge is-good",
        NotCredited(_) => "badge is-soft",
    };
    view! { <span class=class>{state_word(visit, call)}</span> }
}

/// The word of a call's state; of one that ended without credit, why.
pub fn state_word(visit: &Visit, call: &CallLine) -> String {
    let why = call.state.no_credit().replace('_', "-");
    let key = if why.is_empty() { format!("consult-state-{}", call.state.code()) } else { format!("consult-state-no-{why}") };
    visit.t(&key)
}

/// One pathway, and the request.
pub async fn pathway(visit: Visit, Path(id): Path<PathwayId>) -> Answer {
    let community = queries::my_community(&visit.cx, &visit.viewer).await?;
    let typed = Typed::of([("mode", "phone".to_owned()), ("urgency", "now".to_owned()), ("community", community)]);
    pathway_with(&visit, id, typed).await
}

async fn pathway_with(visit: &Visit, id: PathwayId, typed: Typed) -> Answer {
    let card = queries::pathway(&visit.cx, &visit.viewer, id, Ask::See, visit.lang()).await?;
    let page = Page::new(card.name.clone()).crumb(visit.t("consult-title"), "/consult");
    Ok(visit.show(page, || {
        let form = (card.open && card.reached.caller).then(|| request_form(visit, &card, &typed));
        let closed = (!card.open).then(|| view! { <p class="notice is-warn">{visit.t("conflict-pathway-closed")}</p> });
        view! {
            <h1>{card.name.clone()}</h1>
            <p class="lede">{card.scope.clone()}</p>
            {facts(visit, &card)}
            {closed}
            {parts::fault_summary(visit, &typed)}
            {form}
        }
    }))
}

fn request_form(visit: &Visit, card: &PathwayCard, typed: &Typed) -> impl IntoView + use<> {
    let modes: Vec<&str> = log::MODES.iter().copied().filter(|m| card.video || *m == "phone").collect();
    view! {
        <form class="form" method="post" action="/consult">
            {parts::once(visit, typed)}
            <input type="hidden" name="pathway" value=card.reached.id.to_string()/>
            {field(visit, typed, "mode", "consult-mode").hint("consult-mode-hint").required().radios(choices(visit, "consult-mode", &modes))}
            {field(visit, typed, "urgency", "consult-urgency").required().radios(choices(visit, "consult-urgency", &log::URGENCIES))}
            {field(visit, typed, "community", "consult-community").hint("consult-community-hint").input("text", "off")}
            {looked(visit, typed)}
            <p class="notice">{visit.t("consult-no-patient")}</p>
            <p><button class="button" type="submit">{visit.t("consult-ask")}</button></p>
        </form>
    }
}

/// Asks for a call.
pub async fn request(visit: Visit, typed: Typed) -> Answer {
    visit.who()?;
    let id: PathwayId = typed.get("pathway").parse().map_err(|_| Fault::Missing)?;
    let wanted = Request {
        once: typed.once(&visit.cx),
        mode: typed.get("mode").to_owned(),
        urgency: typed.get("urgency").to_owned(),
        community: typed.get("community").to_owned(),
        looked: typed.get("looked") == "yes",
    };
    match calling::request(&visit.cx, &visit.viewer, id, &wanted).await {
        Ok(call) if call.0 == wanted.once => Ok(go(format!("/consult/{call}"))),
        // Another form, or another device, has asked before.
        Ok(call) => Ok(go(format!("/consult/{call}?done=consult-already"))),
        Err(Fault::Invalid(faults)) => Ok(again(pathway_with(&visit, id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}
