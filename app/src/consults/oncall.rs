//! The page of who answers: what rings now, my shifts, what others offer, notes from shift to shift. And what waits on a pathway.

use axum::extract::Path;
use backend::Fault;
use backend::consults::queries::{self, CallLine, MyPathway, MyShift, OnCallView, Rings};
use backend::consults::swaps::OfferLine;
use backend::consults::{pathways, roster};
use domain::id::PathwayId;
use leptos::prelude::*;
use uuid::Uuid;

use super::call::{LOOKS, answer_forms};
use super::directory::{row, state, tel};
use super::looked;
use crate::answer::{Answer, again, go};
use crate::dashboards::numbers::number;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// My page.
pub async fn page(visit: Visit) -> Answer {
    page_with(&visit, None, Typed::empty()).await
}

async fn page_with(visit: &Visit, of: Option<PathwayId>, typed: Typed) -> Answer {
    let view = queries::on_call(&visit.cx, &visit.viewer, visit.lang()).await?;
    let page = Page::new(visit.t("oncall-title")).crumb(visit.t("consult-title"), "/consult").watches(LOOKS, "/oncall");
    Ok(visit.show(page, || {
        let pathways =
            view.pathways.iter().map(|p| pathway(visit, p, if of == Some(p.id) { &typed } else { NOTHING.get_or_init(Typed::empty) }));
        view! {
            {parts::done(visit)}
            <h1>{visit.t("oncall-title")}</h1>
            {parts::fault_summary(visit, &typed)}
            {parts::watch_lost(visit)}
            {ringing(visit, &view.rings)}
            <p class="cluster" data-sound=visit.t("oncall-sound-on") data-sound-off=visit.t("oncall-sound-off") hidden></p>
            {reachable(visit, &view)}
            {open(visit, &view.rings)}
            {shifts(visit, &view.shifts)}
            {offers(visit, &view.offers)}
            {pathways.collect_view()}
            {heard(visit, &view)}
        }
    }))
}

static NOTHING: std::sync::OnceLock<Typed> = std::sync::OnceLock::new();

/// What rings: the part that a script draws again, and listens for.
fn ringing(visit: &Visit, rings: &Rings) -> impl IntoView + use<> {
    let card = |call: &CallLine, promised: bool| {
        let at = format!("/consult/{}", call.id);
        let region = if call.region.is_empty() { visit.t("consult-region-unknown") } else { call.region.clone() };
        let until = call.promised_for.filter(|_| promised).map(|at| {
            view! { <p>{visit.t("oncall-promised")}" "{parts::time(visit, at, &call.zone)}</p> }
        });
        let words =
            [visit.t(&format!("consult-mode-{}", call.mode)), visit.t(&format!("consult-urgency-{}", call.urgency)), region].join(" · ");
        let forms = if promised {
            view! {
                <form method="post" action=format!("{at}/answer")><button class="button" type="submit">{visit.t("call-now")}</button></form>
                <form method="post" action=format!("{at}/pass")><button class="link-button" type="submit" name="minutes" value="">{visit.t("call-cannot")}</button></form>
            }
            .into_any()
        } else {
            answer_forms(visit, &at, &call.pathway).into_any()
        };
        view! {
            <article class="card ring" data-ring=(!promised).then(|| call.id.to_string())>
                <h3><a href=at.clone()>{call.pathway.clone()}</a></h3>
                <p>{words}</p>
                <p class="meta">{parts::time(visit, call.requested_at, &call.zone)}</p>
                {until}
                <div class="cluster">{forms}</div>
            </article>
        }
    };
    let none = (rings.now.is_empty() && rings.promised.is_empty()).then(|| parts::empty(visit.t("oncall-quiet")));
    let now = rings.now.iter().map(|c| card(c, false)).collect_view();
    let promised = rings.promised.iter().map(|c| card(c, true)).collect_view();
    view! {
        <section id="rings" data-live="" data-state="" aria-live="assertive">
            <h2>{visit.t("oncall-rings")}</h2>
            {none}{now}{promised}
        </section>
    }
}

fn reachable(visit: &Visit, view: &OnCallView) -> impl IntoView + use<> {
    let zone = visit.zone().to_owned();
    match view.away_until {
        Some(until) => view! {
            <form class="cluster" method="post" action="/oncall/away">
                <p class="notice is-warn">{visit.t("oncall-away-until")}" "{parts::time(visit, until, &zone)}</p>
                <button class="button quiet" type="submit" name="hours" value="">{visit.t("oncall-back")}</button>
            </form>
        }
        .into_any(),
        None => {
            let hours = pathways::AWAY.map(|h| {
                view! { <button class="button quiet" type="submit" name="hours" value=h.to_string()>{visit.tw("oncall-away-hours", &[("n", h.into())])}</button> }
            });
            view! {
                <details>
                    <summary>{visit.t("oncall-away")}</summary>
                    <form class="cluster" method="post" action="/oncall/away"><span class="hint">{visit.t("oncall-away-hint")}</span>{hours.collect_view()}</form>
                </details>
            }
            .into_any()
        }
    }
}

fn open(visit: &Visit, rings: &Rings) -> impl IntoView + use<> {
    if rings.open.is_empty() {
        return ().into_any();
    }
    let rows = rings.open.iter().map(|c| row(visit, c)).collect_view();
    view! { <section><h2>{visit.t("oncall-open")}</h2><ul class="list">{rows}</ul></section> }.into_any()
}

fn span(visit: &Visit, zone: &str, from: chrono::DateTime<chrono::Utc>, to: chrono::DateTime<chrono::Utc>) -> impl IntoView + use<> {
    view! { {super::roster::wall(visit, from, zone)}" – "{parts::time(visit, to, zone)} }
}

fn kind(visit: &Visit, backup: bool) -> impl IntoView + use<> {
    backup.then(|| view! { " "<span class="badge is-soft">{visit.t("shift-backup")}</span> })
}

fn shifts(visit: &Visit, all: &[MyShift]) -> impl IntoView + use<> {
    let none = all.is_empty().then(|| parts::empty(visit.t("oncall-no-shifts")));
    let rows = all.iter().map(|s| {
        let change = format!("/consult/pathways/{}/shifts/{}", s.pathway, s.id);
        let offered = s.offered.map(|_| view! { " "<span class="badge is-wait">{visit.t("shift-offered")}</span> });
        let label = format!("{} · {}", visit.t("shift-change"), s.name);
        view! {
            <li class="row">
                <span><strong>{s.name.clone()}</strong>{kind(visit, s.backup)}{offered}<br/><span class="meta">{span(visit, &s.zone, s.from, s.to)}</span></span>
                <a href=change aria-label=label>{visit.t("shift-change")}</a>
            </li>
        }
    });
    view! { <section><h2>{visit.t("oncall-shifts")}</h2>{none}<ul class="list">{rows.collect_view()}</ul></section> }
}

fn offers(visit: &Visit, all: &[OfferLine]) -> impl IntoView + use<> {
    if all.is_empty() {
        return ().into_any();
    }
    let rows = all.iter().map(|o| {
        view! {
            <li class="row">
                <span><strong>{o.name.clone()}</strong>{kind(visit, o.backup)}<br/><span class="meta">{span(visit, &o.zone, o.from, o.to)}</span></span>
                <form class="cluster" method="post" action=format!("/consult/pathways/{}/offers/{}", o.pathway, o.id)>
                    <button class="button quiet" type="submit" name="say" value="take">{visit.t("offer-take")}</button>
                    <button class="link-button" type="submit" name="say" value="decline">{visit.t("offer-decline")}</button>
                </form>
            </li>
        }
    });
    view! { <section><h2>{visit.t("oncall-offers")}</h2><ul class="list">{rows.collect_view()}</ul></section> }.into_any()
}

/// A pathway: its number, its roster, and the notes from shift to shift.
fn pathway(visit: &Visit, one: &MyPathway, typed: &Typed) -> impl IntoView + use<> {
    let at = format!("/consult/pathways/{}", one.id);
    let zone = one.zone.clone();
    let notes = one.notes.iter().map(|(id, who, body, when)| {
        let label = visit.tw("note-done-by", &[("name", who.as_str().into())]);
        view! {
            <li class="row">
                <span>{body.clone()}<br/><span class="meta">{who.clone()}" · "{parts::time(visit, *when, &zone)}</span></span>
                <form method="post" action=format!("{at}/notes/{id}")><button class="link-button" type="submit" aria-label=format!("{} · {label}", visit.t("note-done"))>{visit.t("note-done")}</button></form>
            </li>
        }
    });
    let typed = typed.clone().at(&one.id.to_string());
    view! {
        <section>
            <h2>{one.name.clone()}</h2>
            <p class="cluster">{tel(&one.dial_in, "")}<a href=format!("{at}/roster")>{visit.t("roster-title")}</a><a href=format!("{at}/queue")>{visit.t("queue-title")}</a><a href=format!("{at}/report")>{visit.t("report-title")}</a></p>
            <h3>{visit.t("notes-title")}</h3>
            <ul class="list">{notes.collect_view()}</ul>
            <form class="form" method="post" action=format!("{at}/notes")>
                {parts::once(visit, &typed)}
                {field(visit, &typed, "note", "note-leave").hint("note-hint").required().area(2)}
                {looked(visit, &typed)}
                <p><button class="button quiet" type="submit">{visit.t("note-do")}</button></p>
            </form>
        </section>
    }
}

/// The reader's own trend, and nobody else's.
fn heard(visit: &Visit, view: &OnCallView) -> impl IntoView + use<> {
    view.heard.map(|(n, mean)| {
        let mean = number(visit.lang(), Some(mean), 1);
        view! { <section><h2>{visit.t("oncall-heard")}</h2><p>{visit.tw("oncall-heard-n", &[("n", n.into()), ("mean", mean.into())])}</p></section> }
    })
}

/// "I cannot be reached", or I can again.
pub async fn away(visit: Visit, typed: Typed) -> Answer {
    let hours = match typed.get("hours") {
        "" => None,
        text => Some(text.parse().map_err(|_| Fault::field("hours", "fault-choice"))?),
    };
    let until = pathways::away(&visit.cx, &visit.viewer, hours).await?;
    Ok(go(if until.is_some() { "/oncall?done=off-call" } else { "/oncall?done=back-on-call" }))
}

/// Leaves a note.
pub async fn note(visit: Visit, Path(id): Path<PathwayId>, typed: Typed) -> Answer {
    let once = typed.once(&visit.cx);
    match roster::leave_note(&visit.cx, &visit.viewer, id, once, typed.get("note"), typed.get("looked") == "yes").await {
        Ok(()) => Ok(go("/oncall?done=note")),
        Err(Fault::Invalid(faults)) => Ok(again(page_with(&visit, Some(id), typed.with_faults(faults).at(&id.to_string())).await?)),
        Err(other) => Err(other.into()),
    }
}

/// A note is done with.
pub async fn note_done(visit: Visit, Path((id, note)): Path<(PathwayId, Uuid)>, _: Typed) -> Answer {
    roster::note_done(&visit.cx, &visit.viewer, id, note).await?;
    Ok(go("/oncall"))
}

/// What waits on a pathway.
pub async fn queue(visit: Visit, Path(id): Path<PathwayId>) -> Answer {
    let (reached, calls) = queries::queue(&visit.cx, &visit.viewer, id, visit.lang()).await?;
    let name = reached.name(visit.lang());
    let page = Page::new(visit.t("queue-title")).crumb(visit.t("consult-title"), "/consult").watches(LOOKS, visit.path.clone());
    Ok(visit.show(page, || {
        let none = calls.is_empty().then(|| parts::empty(visit.t("queue-empty")));
        let rows = calls.iter().map(|c| {
            let region = if c.region.is_empty() { visit.t("consult-region-unknown") } else { c.region.clone() };
            let urgency = visit.t(&format!("consult-urgency-{}", c.urgency));
            view! { <li class="row"><span>{urgency}" · "{region}</span><span class="row-meta">{state(&visit, c)}" "{parts::time(&visit, c.requested_at, &c.zone)}</span></li> }
        });
        view! {
            <h1>{visit.t("queue-title")}</h1>
            <p class="lede">{name}</p>
            <section id="queue" data-live="" data-state="" aria-live="polite">{none}<ul class="list">{rows.collect_view()}</ul></section>
        }
    }))
}
