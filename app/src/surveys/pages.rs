//! The forms of a cohort: mine, and for the coordinator all of them with who has answered.

use axum::extract::Path;
use backend::surveys::State;
use backend::surveys::asking::{self, Asked, Participation};
use backend::surveys::queries::{self, Board, Mine, WaveView};
use chrono::{DateTime, Utc};
use domain::id::AdministrationId;
use domain::timepoint::Timepoint;
use leptos::prelude::*;

use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// A timepoint in words.
pub fn timepoint(visit: &Visit, at: Timepoint) -> String {
    match at {
        Timepoint::Baseline => visit.t("surveys-at-baseline"),
        Timepoint::BeforeSession(k) => visit.tw("surveys-at-before", &[("k", k.into())]),
        Timepoint::AfterSession(k) => visit.tw("surveys-at-after", &[("k", k.into())]),
        Timepoint::Completion => visit.t("surveys-at-completion"),
    }
}

/// A moment as text, in the cohort's zone, with the reader's own beside it where that differs.
pub fn moment(visit: &Visit, at: DateTime<Utc>, zone: &str) -> String {
    let own = visit.viewer.who().map_or(zone, |who| who.zone.as_str());
    domain::when::show_from(visit.now(), at, own, zone, visit.lang()).text
}

/// When a form opens or closes, whichever matters now.
fn window(visit: &Visit, off: bool, state: State, opens_at: DateTime<Utc>, closes_at: DateTime<Utc>, zone: &str) -> String {
    if off {
        return visit.t("surveys-off");
    }
    let (key, at) = match state {
        State::Coming => ("surveys-opens", opens_at),
        State::Open => ("surveys-closes", closes_at),
        State::Late | State::Closed => ("surveys-closed-at", closes_at),
    };
    visit.tw(key, &[("at", moment(visit, at, zone).into())])
}

/// The forms of a cohort.
pub async fn board(visit: Visit, Path(slug): Path<String>) -> Answer {
    let board = queries::board(&visit.cx, &visit.viewer, &slug).await?;
    let page = Page::new(visit.t("surveys-title")).cohort(&board.reached);
    Ok(visit.show(page, || {
        view! {
            <h1>{visit.t("surveys-title")}</h1>
            {parts::done(&visit)}
            <p class="lede">{visit.t("surveys-lede")}</p>
            {board.mine.as_ref().map(|mine| my_forms(&visit, &board, mine))}
            {board.waves.as_ref().map(|waves| coordinators(&visit, &board, waves))}
            {(board.mine.is_none() && board.waves.is_none()).then(|| parts::empty(visit.t("surveys-none")))}
        }
    }))
}

fn my_forms(visit: &Visit, board: &Board, mine: &[Mine]) -> impl IntoView + use<> {
    let of = |wanted: &[State], answered: Option<bool>| -> Vec<&Mine> {
        mine.iter().filter(|m| wanted.contains(&m.state) && answered.is_none_or(|a| a == m.answered)).collect()
    };
    let waiting = of(&[State::Open], Some(false));
    let nothing = waiting.is_empty().then(|| parts::empty(visit.t("surveys-none")));
    let done: Vec<&Mine> = of(&[State::Open], Some(true)).into_iter().chain(of(&[State::Late, State::Closed], None)).collect();
    view! {
        <p class="meta">{visit.t("surveys-privacy")}</p>
        <section>
            <h2>{visit.t("surveys-open")}</h2>
            {nothing}
            <ul class="cards">{waiting.into_iter().map(|m| open_card(visit, board, m)).collect_view()}</ul>
        </section>
        {rows(visit, board, "surveys-coming", &of(&[State::Coming], None))}
        {rows(visit, board, "surveys-closed", &done)}
    }
}

fn open_card(visit: &Visit, board: &Board, mine: &Mine) -> impl IntoView + use<> {
    let action = format!("/cohorts/{}/surveys/{}/answer", board.reached.slug, mine.id);
    view! {
        <li class="card">
            <h3>{mine.title.clone()}</h3>
            <p>{timepoint(visit, mine.timepoint)}" · "{window(visit, mine.off, mine.state, mine.opens_at, mine.closes_at, &board.reached.zone)}</p>
            <form method="post" action=action><button class="button" type="submit">{visit.t("surveys-answer")}</button></form>
        </li>
    }
}

fn rows(visit: &Visit, board: &Board, heading: &str, list: &[&Mine]) -> impl IntoView + use<> {
    let zone = &board.reached.zone;
    let row = |m: &&Mine| {
        let href = format!("/cohorts/{}/surveys/{}", board.reached.slug, m.id);
        let when = window(visit, m.off, m.state, m.opens_at, m.closes_at, zone);
        let badge = m.answered.then(|| view! { " "<span class="badge is-good">{visit.t("surveys-answered")}</span> });
        view! {
            <li class="row">
                <span class="row-main"><a href=href>{timepoint(visit, m.timepoint)}</a>" · "{m.title.clone()}{badge}</span>
                <span class="row-meta">{when}</span>
            </li>
        }
    };
    let list = list.iter().map(row).collect_view();
    (!list.is_empty()).then(|| view! { <section><h2>{visit.t(heading)}</h2><ul class="list">{list}</ul></section> })
}

fn coordinators(visit: &Visit, board: &Board, waves: &[WaveView]) -> impl IntoView + use<> {
    let at = |tail: &str, key: &str| {
        let href = format!("/cohorts/{}/surveys/{tail}", board.reached.slug);
        view! { <a class="button quiet" href=href>{visit.t(key)}</a> }
    };
    let raw = board.evaluator.then(|| at("raw", "surveys-go-raw"));
    let table = if waves.is_empty() {
        parts::empty(visit.t("surveys-none-planned")).into_any()
    } else {
        wave_table(visit, board, waves).into_any()
    };
    view! {
        <section>
            <h2>{visit.t("surveys-manage")}</h2>
            <p class="cluster">
                {at("instruments", "surveys-go-instruments")}
                {at("plan", "surveys-go-plan")}
                {at("responses", "surveys-go-responses")}
                {raw}
            </p>
            {table}
        </section>
    }
}

fn wave_table(visit: &Visit, board: &Board, waves: &[WaveView]) -> impl IntoView + use<> {
    let heads = ["surveys-col-when", "surveys-col-form", "surveys-col-state", "surveys-col-window"]
        .map(|key| view! { <th scope="col">{visit.t(key)}</th> });
    let row = |w: &WaveView| {
        let href = format!("/cohorts/{}/surveys/{}", board.reached.slug, w.id);
        let class = if w.state == State::Open { "badge is-good" } else { "badge is-soft" };
        view! {
            <tr>
                <th scope="row"><a href=href>{timepoint(visit, w.timepoint)}</a></th>
                <td>{w.title.clone()}</td>
                <td><span class=class>{visit.t(&format!("surveys-state-{}", w.state.word()))}</span></td>
                <td>{window(visit, w.off, w.state, w.opens_at, w.closes_at, &board.reached.zone)}</td>
                <td class="num">{count(visit, w)}</td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=visit.t("surveys-all")>
            <table class="table">
                <caption>{visit.t("surveys-all")}</caption>
                <thead><tr>{heads.collect_view()}<th scope="col" class="num">{visit.t("surveys-col-answered")}</th></tr></thead>
                <tbody>{waves.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// "21 of 26", and what came from a file.
fn count(visit: &Visit, wave: &WaveView) -> String {
    let (answered, invited) = (wave.answered.to_string(), wave.invited.to_string());
    let asked = visit.tw("surveys-of", &[("answered", answered.into()), ("invited", invited.into())]);
    if wave.imported == 0 {
        return asked;
    }
    format!("{asked} {}", visit.tw("surveys-imported", &[("n", wave.imported.to_string().into())]))
}

/// One form of a cohort: who has answered, or only whether I have.
pub async fn one(visit: Visit, Path((slug, id)): Path<(String, AdministrationId)>) -> Answer {
    let found = asking::participation(&visit.cx, &visit.viewer, &slug, id).await?;
    let title = format!("{} · {}", timepoint(&visit, found.wave.timepoint), found.wave.title);
    let list = format!("/cohorts/{slug}/surveys");
    let page = Page::new(title.clone()).crumb(visit.t("surveys-title"), list).cohort(&found.reached);
    Ok(visit.show(page, || {
        let wave = &found.wave;
        view! {
            <h1>{title}</h1>
            {parts::done(&visit)}
            <p class="lede">{window(&visit, wave.off, wave.state, wave.opens_at, wave.closes_at, &found.reached.zone)}</p>
            {found.mine.map(|answered| my_part(&visit, &found, answered))}
            {found.reached.coordinator.then(|| who(&visit, &found))}
            {(found.mine.is_none() && !found.reached.coordinator).then(|| parts::empty(visit.t("surveys-not-asked")))}
        }
    }))
}

fn my_part(visit: &Visit, found: &Participation, answered: bool) -> impl IntoView + use<> {
    let action = format!("/cohorts/{}/surveys/{}/answer", found.reached.slug, found.wave.id);
    let word = match (answered, found.wave.state) {
        (false, State::Open) => Some("surveys-answer"),
        (false, State::Late) => Some("surveys-answer-late"),
        (true, State::Open) => Some("survey-thanks-change"),
        _ => None,
    };
    let class = if answered { "button quiet" } else { "button" };
    let badge = answered.then(|| view! { <p><span class="badge is-good">{visit.t("surveys-answered")}</span></p> });
    view! {
        {badge}
        <p class="meta">{visit.t("surveys-privacy")}</p>
        {word.map(|word| view! { <form method="post" action=action><button class=class type="submit">{visit.t(word)}</button></form> })}
    }
}

fn who(visit: &Visit, found: &Participation) -> impl IntoView + use<> {
    let row = |p: &Asked| {
        let (class, key) = if p.answered { ("badge is-good", "surveys-answered") } else { ("badge is-wait", "surveys-not-answered") };
        let mailed = p.reminded_on.map(|day| domain::when::show_date(day, visit.lang())).unwrap_or_default();
        view! { <tr><th scope="row">{p.name.clone()}</th><td><span class=class>{visit.t(key)}</span></td><td>{mailed}</td></tr> }
    };
    let table = if found.people.is_empty() {
        parts::empty(visit.t("surveys-nobody")).into_any()
    } else {
        let heads = ["surveys-col-name", "surveys-col-answered", "surveys-col-mailed"]
            .map(|key| view! { <th scope="col">{visit.t(key)}</th> })
            .collect_view();
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label=visit.t("surveys-participation")>
                <table class="table"><thead><tr>{heads}</tr></thead><tbody>{found.people.iter().map(row).collect_view()}</tbody></table>
            </div>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{visit.t("surveys-participation")}</h2>
            <p>{visit.t("surveys-participation-lede")}" "<strong>{count(visit, &found.wave)}</strong></p>
            {letters(visit, found)}
            {table}
        </section>
    }
}

fn letters(visit: &Visit, found: &Participation) -> impl IntoView + use<> {
    let action = format!("/cohorts/{}/surveys/{}/letters", found.reached.slug, found.wave.id);
    match found.wave.state {
        State::Open => view! {
            <form class="form" method="post" action=action>
                <p class="hint">{visit.t("surveys-send-hint")}</p>
                <p><button class="button" type="submit">{visit.t("surveys-send")}</button></p>
            </form>
        }
        .into_any(),
        State::Coming => view! { <p class="hint">{visit.t("surveys-send-coming")}</p> }.into_any(),
        _ => ().into_any(),
    }
}
