//! The roster: who covers which hours, gaps marked; adding, changing, removing, offering a shift.

use axum::extract::{Path, Query};
use backend::Fault;
use backend::consults::roster::{self, DAYS, Form, RosterView, ShiftLine};
use backend::consults::swaps::{self, Say};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::id::{PathwayId, PersonId, ShiftId};
use domain::when::{Zone, show_day, utc_to_local};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// Which days.
#[derive(Debug, Default, Deserialize)]
pub struct Days {
    #[serde(default)]
    from: String,
}

/// The roster of a pathway.
pub async fn page(visit: Visit, Path(id): Path<PathwayId>, Query(days): Query<Days>) -> Answer {
    let from = days.from.parse().ok();
    page_with(&visit, id, from, Typed::empty()).await
}

async fn page_with(visit: &Visit, id: PathwayId, from: Option<NaiveDate>, typed: Typed) -> Answer {
    let view = roster::view(&visit.cx, &visit.viewer, id, from).await?;
    let name = view.reached.name(visit.lang());
    let page = Page::new(visit.t("roster-title")).crumb(visit.t("consult-title"), "/consult");
    let writes = view.reached.on_call || view.reached.staff();
    Ok(visit.show(page, || {
        let to = view.from + Duration::days(DAYS - 1);
        let days = [("from", show_day(view.from, visit.lang()).into()), ("to", show_day(to, visit.lang()).into())];
        view! {
            {parts::done(visit)}
            <h1>{visit.t("roster-title")}</h1>
            <p class="lede">{name}" · "{visit.tw("roster-days", &days)}</p>
            <p class="meta">{visit.tw("roster-zone", &[("zone", zone_label(visit, view.reached.zone()).into())])}</p>
            {gaps(visit, &view)}
            {table(visit, &view)}
            {pager(visit, &view)}
            {parts::fault_summary(visit, &typed)}
            {writes.then(|| add_form(visit, &view, &typed))}
        }
    }))
}

fn zone_label(visit: &Visit, zone: &str) -> String {
    Zone::parse(zone).map(|z| z.label(visit.lang())).unwrap_or_else(|_| zone.to_owned())
}

/// Where nobody is: in words, before the table that marks it.
fn gaps(visit: &Visit, view: &RosterView) -> impl IntoView + use<> {
    let zone = view.reached.zone().to_owned();
    if view.gaps.is_empty() {
        return view.reached.always().then(|| view! { <p class="notice is-good">{visit.t("roster-no-gap")}</p> }).into_any();
    }
    let rows = view.gaps.iter().map(|gap| {
        let hours = (gap.to - gap.from).num_minutes();
        view! { <li>{parts::time(visit, gap.from, &zone)}" – "{parts::time(visit, gap.to, &zone)}" · "{length(visit, hours)}</li> }
    });
    view! { <div class="notice is-bad"><p>{visit.tw("roster-gaps", &[("n", view.gaps.len().into())])}</p><ul>{rows.collect_view()}</ul></div> }.into_any()
}

/// A moment by the roster's clock, which the page names once; the reader's own beside it where that differs.
pub fn wall(visit: &Visit, at: DateTime<Utc>, zone: &str) -> impl IntoView + use<> {
    let of = |name: &str| Zone::or_utc(name);
    let (day, time) = utc_to_local(at, &of(zone));
    let (own_day, own_time) = utc_to_local(at, &of(visit.zone()));
    let other_day = if own_day == day { String::new() } else { format!("{}, ", show_day(own_day, visit.lang())) };
    let own = ((own_day, own_time) != (day, time)).then(|| {
        let words = visit.tw("roster-your-time", &[("time", format!("{other_day}{}", own_time.format("%H:%M")).into())]);
        view! { " "<span class="meta">{words}</span> }
    });
    let text = format!("{}, {}", show_day(day, visit.lang()), time.format("%H:%M"));
    view! { <time class="time" datetime=at.format("%Y-%m-%dT%H:%M:%SZ").to_string()>{text}</time>{own} }
}

/// How long something is, in hours and minutes; a night in which the clock moves has its real length.
fn length(visit: &Visit, minutes: i64) -> String {
    visit.tw("roster-length", &[("h", (minutes / 60).into()), ("m", (minutes % 60).into())])
}

/// A line of the table: a shift, or a gap.
enum Line<'a> {
    Shift(&'a ShiftLine),
    Gap(DateTime<Utc>, DateTime<Utc>),
}

fn table(visit: &Visit, view: &RosterView) -> impl IntoView + use<> {
    if view.shifts.is_empty() && view.gaps.is_empty() {
        return parts::empty(visit.t("roster-empty")).into_any();
    }
    let mut lines: Vec<(DateTime<Utc>, bool, Line<'_>)> = view.shifts.iter().map(|s| (s.from, s.backup, Line::Shift(s))).collect();
    lines.extend(view.gaps.iter().map(|g| (g.from, false, Line::Gap(g.from, g.to))));
    lines.sort_by_key(|(from, backup, _)| (*from, *backup));
    // Who may change none of them has no column for it.
    let acts = view.shifts.iter().any(|s| may_change(visit, view, s));
    let rows = lines.iter().map(|(_, _, line)| row(visit, view, line, acts)).collect_view();
    let act = acts.then(|| view! { <th scope="col">{visit.t("roster-act")}</th> });
    let title = visit.t("roster-title");
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=title>
            <table class="table stacks">
                <thead><tr><th scope="col">{visit.t("roster-from")}</th><th scope="col">{visit.t("roster-to")}</th><th scope="col">{visit.t("roster-length-word")}</th>
                    <th scope="col">{visit.t("roster-who")}</th>{act}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn may_change(visit: &Visit, view: &RosterView, shift: &ShiftLine) -> bool {
    view.reached.staff() || visit.viewer.is(shift.person)
}

fn row(visit: &Visit, view: &RosterView, line: &Line<'_>, acts: bool) -> impl IntoView + use<> {
    let zone = view.reached.zone().to_owned();
    let (from, to, who, act, class) = match line {
        Line::Gap(from, to) => (*from, *to, view! { <strong>{visit.t("roster-nobody")}</strong> }.into_any(), ().into_any(), "is-gap"),
        Line::Shift(s) => {
            let badges = [
                (s.backup, "badge is-soft", "shift-backup"),
                (s.doubled, "badge is-wait", "shift-doubled"),
                (s.offered.is_some(), "badge is-wait", "shift-offered"),
            ];
            let badges = badges
                .into_iter()
                .filter(|(on, ..)| *on)
                .map(|(_, class, word)| view! { " "<span class=class>{visit.t(word)}</span> })
                .collect_view();
            let label = visit.tw("shift-change-of", &[("name", s.name.as_str().into())]);
            let change = may_change(visit, view, s).then(|| {
                let at = format!("/consult/pathways/{}/shifts/{}", view.reached.id, s.id);
                view! { <a href=at aria-label=label>{visit.t("shift-change")}</a> }
            });
            (s.from, s.to, view! { {s.name.clone()}{badges} }.into_any(), change.into_any(), "")
        }
    };
    view! {
        <tr class=class>
            <td>{wall(visit, from, &zone)}</td>
            <td>{wall(visit, to, &zone)}</td>
            <td class="num">{length(visit, (to - from).num_minutes())}</td>
            <td>{who}</td>
            {acts.then(|| view! { <td>{act}</td> })}
        </tr>
    }
}

fn pager(visit: &Visit, view: &RosterView) -> impl IntoView + use<> {
    let at = |day: NaiveDate| format!("/consult/pathways/{}/roster?from={day}", view.reached.id);
    view! {
        <nav class="pager" aria-label=visit.t("roster-pager")>
            <a href=at(view.from - Duration::days(DAYS))>{visit.t("roster-earlier")}</a>
            <a href=at(view.from + Duration::days(DAYS))>{visit.t("roster-later")}</a>
        </nav>
    }
}

/// The fields of a shift. Who only answers has no choice of person: it is theirs.
fn fields(visit: &Visit, view: &RosterView, typed: &Typed) -> impl IntoView + use<> {
    let people: Vec<(String, String)> = view.crew.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let person = view.reached.staff().then(|| field(visit, typed, "person", "roster-who").required().choose(people));
    // Asked only when another stands there already.
    let beside = (typed.has("beside") || typed.fault("beside").is_some()).then(|| field(visit, typed, "beside", "shift-beside").tick());
    view! {
        {person}
        <div class="split">
            {field(visit, typed, "from_date", "shift-from-date").required().input("date", "off")}
            {field(visit, typed, "from_time", "shift-from-time").required().input("time", "off")}
        </div>
        <div class="split">
            {field(visit, typed, "to_date", "shift-to-date").required().input("date", "off")}
            {field(visit, typed, "to_time", "shift-to-time").required().input("time", "off")}
        </div>
        {field(visit, typed, "backup", "shift-is-backup").hint("shift-is-backup-hint").tick()}
        {beside}
    }
}

/// The form begins where the first gap is.
fn add_form(visit: &Visit, view: &RosterView, typed: &Typed) -> impl IntoView + use<> {
    let mut typed = typed.clone();
    if !typed.has("from_date") {
        let zone = Zone::or_utc(view.reached.zone());
        let gap = view.gaps.first().map(|g| (utc_to_local(g.from, &zone), utc_to_local(g.to.min(g.from + Duration::hours(12)), &zone)));
        if let Some(((from_date, from_time), (to_date, to_time))) = gap {
            typed.set("from_date", from_date.to_string());
            typed.set("from_time", from_time.format("%H:%M").to_string());
            typed.set("to_date", to_date.to_string());
            typed.set("to_time", to_time.format("%H:%M").to_string());
        }
    }
    view! {
        <section class="card">
            <h2>{visit.t("shift-add")}</h2>
            <form class="form" method="post" action=format!("/consult/pathways/{}/roster", view.reached.id)>
                {parts::once(visit, &typed)}
                {fields(visit, view, &typed)}
                <p><button class="button" type="submit">{visit.t("shift-add-do")}</button></p>
            </form>
        </section>
    }
}

fn form(visit: &Visit, typed: &Typed) -> Form {
    let get = |name: &str| typed.get(name).to_owned();
    Form {
        once: typed.once(&visit.cx),
        person: get("person"),
        from_date: get("from_date"),
        from_time: get("from_time"),
        to_date: get("to_date"),
        to_time: get("to_time"),
        backup: typed.get("backup") == "yes",
        beside: typed.get("beside") == "yes",
    }
}

/// Puts a shift on the roster.
pub async fn add(visit: Visit, Path(id): Path<PathwayId>, typed: Typed) -> Answer {
    match roster::add(&visit.cx, &visit.viewer, id, &form(&visit, &typed)).await {
        Ok(_) => Ok(go(format!("/consult/pathways/{id}/roster?done=shift-added"))),
        Err(Fault::Invalid(faults)) => Ok(again(page_with(&visit, id, None, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// One shift, to be changed, offered or removed.
pub async fn shift(visit: Visit, Path((id, which)): Path<(PathwayId, ShiftId)>) -> Answer {
    shift_with(&visit, id, which, Typed::empty()).await
}

async fn shift_with(visit: &Visit, id: PathwayId, which: ShiftId, typed: Typed) -> Answer {
    let (view, line) = roster::one(&visit.cx, &visit.viewer, id, which).await?;
    let zone = Zone::or_utc(view.reached.zone());
    let mut typed = typed;
    if !typed.has("from_date") {
        let ((from_date, from_time), (to_date, to_time)) = (utc_to_local(line.from, &zone), utc_to_local(line.to, &zone));
        let yes = |on: bool| if on { "yes" } else { "" };
        let values = [
            ("person", line.person.to_string()),
            ("from_date", from_date.to_string()),
            ("from_time", from_time.format("%H:%M").to_string()),
            ("to_date", to_date.to_string()),
            ("to_time", to_time.format("%H:%M").to_string()),
            ("backup", yes(line.backup).to_owned()),
            ("version", line.version.to_string()),
        ];
        for (name, value) in values {
            typed.set(name, value);
        }
        if line.doubled {
            typed.set("beside", "yes");
        }
    }
    let at = format!("/consult/pathways/{id}");
    let page = Page::new(visit.t("shift-change"))
        .crumb(visit.t("consult-title"), "/consult")
        .crumb(visit.t("roster-title"), format!("{at}/roster"));
    Ok(visit.show(page, || {
        view! {
            {parts::done(visit)}
            <h1>{visit.t("shift-change")}</h1>
            <p class="lede">{view.reached.name(visit.lang())}" · "{line.name.clone()}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("{at}/shifts/{which}")>
                <input type="hidden" name="version" value=typed.get("version").to_owned()/>
                {fields(visit, &view, &typed)}
                <p><button class="button" type="submit" name="act" value="save">{visit.t("save")}</button></p>
                <details><summary>{visit.t("shift-remove")}</summary>
                    <p>{visit.t("shift-remove-what")}</p>
                    <p><button class="button danger" type="submit" name="act" value="remove" formnovalidate=true>{visit.t("shift-remove")}</button></p>
                </details>
            </form>
            {offering(visit, &at, &view, &line)}
        }
    }))
}

fn offering(visit: &Visit, at: &str, view: &RosterView, line: &ShiftLine) -> impl IntoView + use<> {
    if let Some(offer) = line.offered {
        return view! {
            <form class="cluster" method="post" action=format!("{at}/offers/{offer}")>
                <span>{visit.t("shift-offered")}</span>
                <button class="button quiet" type="submit" name="say" value="withdraw">{visit.t("offer-withdraw")}</button>
            </form>
        }
        .into_any();
    }
    let mut people = vec![(String::new(), visit.t("offer-all"))];
    // Whoever stands there at this time already, as backup too, could not take it.
    let busy = |id: PersonId| view.shifts.iter().any(|s| s.person == id && s.from < line.to && line.from < s.to);
    people.extend(view.crew.iter().filter(|(id, _)| !busy(*id)).map(|(id, name)| (id.to_string(), name.clone())));
    let typed = Typed::empty().at("offer");
    view! {
        <section class="card">
            <h2>{visit.t("offer-title")}</h2>
            <form class="form" method="post" action=format!("{at}/shifts/{}/offer", line.id)>
                {field(visit, &typed, "to", "offer-to").hint("offer-hint").required_plain().choose(people)}
                <p><button class="button quiet" type="submit">{visit.t("offer-do")}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// Changes or removes a shift.
pub async fn change(visit: Visit, Path((id, which)): Path<(PathwayId, ShiftId)>, typed: Typed) -> Answer {
    let version = typed.get("version").parse().unwrap_or(0);
    if typed.get("act") == "remove" {
        roster::remove(&visit.cx, &visit.viewer, id, which, version).await?;
        return Ok(go(format!("/consult/pathways/{id}/roster?done=shift-removed")));
    }
    match roster::change(&visit.cx, &visit.viewer, id, which, version, &form(&visit, &typed)).await {
        Ok(()) => Ok(go(format!("/consult/pathways/{id}/roster?done=shift-changed"))),
        Err(Fault::Invalid(faults)) => Ok(again(shift_with(&visit, id, which, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Offers a shift to others.
pub async fn offer(visit: Visit, Path((id, which)): Path<(PathwayId, ShiftId)>, typed: Typed) -> Answer {
    swaps::offer(&visit.cx, &visit.viewer, id, which, typed.get("to")).await?;
    Ok(go(format!("/consult/pathways/{id}/shifts/{which}?done=shift-offered")))
}

/// Takes an offer, declines it, or takes it back.
pub async fn settle(visit: Visit, Path((id, offer)): Path<(PathwayId, Uuid)>, typed: Typed) -> Answer {
    let (say, to) = match typed.get("say") {
        "take" => (Say::Take, "/oncall?done=offer-taken".to_owned()),
        "withdraw" => (Say::Withdraw, format!("/consult/pathways/{id}/roster")),
        "decline" => (Say::Decline, "/oncall".to_owned()),
        _ => return Err(visit.viewer.person().map_or(Fault::SignIn, |_| Fault::field("say", "fault-choice")).into()),
    };
    swaps::settle(&visit.cx, &visit.viewer, id, offer, say).await?;
    Ok(go(to))
}
