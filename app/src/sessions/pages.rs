//! The series of a cohort, and one session.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use backend::Fault;
use backend::credits::disclosures::{self, Named};
use backend::sessions::agenda::Item;
use backend::sessions::queries::{self, SessionLine, SessionView};
use backend::sessions::{calendar as feed, resources};
use domain::id::SessionId;
use leptos::prelude::*;

use super::attendance::ways::way_in;
use super::{library, ways};
use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// What a session is called: its topic, or its number.
pub fn name(visit: &Visit, session: &SessionLine) -> String {
    if session.title.is_empty() { visit.tw("session-n", &[("n", session.number.into())]) } else { session.title.clone() }
}

/// A session as a card: number, topic, time, what is known of my attendance.
pub fn card(visit: &Visit, slug: &str, session: &SessionLine) -> impl IntoView + use<> {
    let number = (!session.title.is_empty()).then(|| visit.tw("session-n", &[("n", session.number.into())]));
    let class = if session.cancelled { "session-card is-off" } else { "session-card" };
    view! {
        <article class=class>
            <p class="meta">{number}" "{state(visit, session)}</p>
            <h3><a href=format!("/cohorts/{slug}/sessions/{}", session.id)>{name(visit, session)}</a></h3>
            <p>{parts::time(visit, session.starts_at, &session.zone)}</p>
        </article>
    }
}

fn state(visit: &Visit, session: &SessionLine) -> impl IntoView + use<> {
    let now = visit.now();
    let runs = session.starts_at <= now && session.ends_at > now;
    let (class, word) = match (session.cancelled, session.attended) {
        (true, _) => ("badge is-bad", "session-off"),
        (_, Some(true)) if runs => ("badge is-good", "session-now-here"),
        _ if runs => ("badge is-wait", "session-now"),
        (_, Some(true)) => ("badge is-good", "session-attended"),
        (_, Some(false)) => ("badge is-soft", "session-missed"),
        _ if session.ends_at <= now => ("badge is-soft", "session-held"),
        _ => ("badge", "session-coming"),
    };
    view! { <span class=class>{visit.t(word)}</span> }
}

/// The series: what comes, then what was.
pub async fn list(visit: Visit, Path(slug): Path<String>) -> Answer {
    let (reached, sessions) = queries::list(&visit.cx, &visit.viewer, &slug).await?;
    let now = visit.now();
    let (coming, mut past): (Vec<SessionLine>, Vec<SessionLine>) = sessions.into_iter().partition(|s| s.ends_at > now);
    past.reverse();
    Ok(visit.show(Page::new(visit.t("nav-sessions")).cohort(&reached), || {
        let cards = |all: &[SessionLine]| all.iter().map(|s| view! { <li>{card(&visit, &slug, s)}</li> }).collect_view();
        let host = reached.staff() || reached.administrator;
        let plan = host.then(|| {
            view! { <p class="page-actions"><a class="button quiet" href=format!("/cohorts/{slug}/sessions/schedule")>{visit.t("schedule-title")}</a></p> }
        });
        let none = (coming.is_empty() && past.is_empty())
            .then(|| parts::empty(visit.t(if host { "sessions-empty-host" } else { "sessions-empty" })));
        let held = (!past.is_empty()).then(|| view! { <h2>{visit.t("sessions-past")}</h2><ul class="cards">{cards(&past)}</ul> });
        let next = (!coming.is_empty()).then(|| view! { <h2>{visit.t("sessions-coming")}</h2><ul class="cards">{cards(&coming)}</ul> });
        let attendance = (reached.staff() || reached.participant)
            .then(|| view! { <p><a href=format!("/cohorts/{slug}/attendance")>{visit.t("attendance-cohort")}</a></p> });
        let calendar = reached.member().then(|| view! { <p class="meta"><a href="/me#calendar">{visit.t("sessions-calendar")}</a></p> });
        view! {
            {parts::done(&visit)}
            <h1>{visit.t("nav-sessions")}</h1>
            {plan}
            {none}
            {next}
            {held}
            {attendance}
            {calendar}
        }
    }))
}

/// One session.
pub async fn session(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    show(&visit, &slug, id, Typed::empty()).await
}

/// The same, with what was typed into the form of an answer.
pub async fn show(visit: &Visit, slug: &str, id: SessionId, typed: Typed) -> Answer {
    let view = queries::session(&visit.cx, &visit.viewer, slug, id).await?;
    let content = view.reached.cohort.member() || view.reached.cohort.coordinator;
    let library = if content { resources::list(&visit.cx, &visit.viewer, slug, Some(id)).await?.1 } else { Vec::new() };
    let disclosed = if content { disclosures::shown(&visit.cx, &visit.viewer, slug, id).await? } else { Vec::new() };
    let more = if content { crate::sessions::beside(visit, slug, id).await? } else { Vec::new() };
    let title = name(visit, &view.line);
    let page = Page::new(title.clone()).cohort(&view.reached.cohort).crumb(visit.t("nav-sessions"), format!("/cohorts/{slug}/sessions"));
    Ok(visit.show(page, || {
        let host = view.reached.cohort.staff() || view.reached.cohort.administrator;
        let resources = content.then(|| view! { <h2>{visit.t("session-resources")}</h2>{library::lines(visit, slug, &library)} }.into_any());
        view! {
            {parts::done(visit)}
            <p class="meta">{visit.tw("session-n", &[("n", view.line.number.into())])}" "{state(visit, &view.line)}</p>
            <h1>{title}</h1>
            <p class="lede">{parts::time(visit, view.line.starts_at, &view.line.zone)}" · "{visit.tw("minutes-n", &[("n", view.minutes.into())])}</p>
            {parts::fault_summary(visit, &typed)}
            {way_in(visit, slug, &view, &typed)}
            {ways::my_reply(visit, slug, &view, &typed)}
            {more.into_iter().map(|m| m()).collect_view()}
            {didactic(visit, &view, &disclosed)}
            {agenda(visit, &view.agenda)}
            {resources}
            {host.then(|| hosting(visit, slug, &view).into_any())}
        }
    }))
}

fn didactic(visit: &Visit, view: &SessionView, disclosed: &[Named]) -> impl IntoView + use<> {
    if view.didactic.0.is_empty() && view.objectives.is_empty() && disclosed.is_empty() {
        return ().into_any();
    }
    let by = (!view.didactic.1.is_empty()).then(|| view! { <p class="meta">{view.didactic.1.clone()}</p> });
    let lines =
        |text: &str| text.lines().map(str::trim).filter(|l| !l.is_empty()).map(|l| view! { <li>{l.to_owned()}</li> }).collect_view();
    let objectives =
        (!view.objectives.is_empty()).then(|| view! { <h3>{visit.t("session-objectives")}</h3><ul>{lines(&view.objectives)}</ul> });
    // What each person disclosed stands in the place of the one sentence for all.
    let disclosures = if !disclosed.is_empty() {
        crate::credits::publishing::shown(visit, disclosed).into_any()
    } else if view.disclosures.is_empty() {
        view! { <p>{visit.t("session-no-disclosures")}</p> }.into_any()
    } else {
        view! { <p>{view.disclosures.clone()}</p> }.into_any()
    };
    view! {
        <section>
            <h2>{visit.t("agenda-didactic")}</h2>
            <p><strong>{view.didactic.0.clone()}</strong></p>
            {by}
            <div class="prose">{objectives}<h3>{visit.t("session-disclosures")}</h3>{disclosures}</div>
        </section>
    }
    .into_any()
}

fn agenda(visit: &Visit, items: &[Item]) -> impl IntoView + use<> {
    if items.is_empty() {
        return ().into_any();
    }
    let rows = items.iter().map(|item| {
        let kind = visit.t(&format!("agenda-{}", item.kind));
        let what = match item.title.as_str() {
            "" => kind,
            title if item.kind == "other" => title.to_owned(),
            title => format!("{kind}: {title}"),
        };
        let at = format!("{}:{:02}", item.offset / 60, item.offset % 60);
        view! { <li><span class="meta">{at}</span><span>{what}</span><span class="meta">{visit.tw("minutes-n", &[("n", item.minutes.into())])}</span></li> }
    });
    view! { <section><h2>{visit.t("session-agenda")}</h2><ol class="agenda">{rows.collect_view()}</ol></section> }.into_any()
}

fn hosting(visit: &Visit, slug: &str, view: &SessionView) -> impl IntoView + use<> {
    let at = format!("/cohorts/{slug}/sessions/{}", view.line.id);
    let call_off = if view.line.cancelled {
        let word = visit.t("session-put-back");
        view! {
            <form class="inline-form" method="post" action=format!("{at}/call-off")>
                <button class="link-button" type="submit" name="off" value="no">{word}</button>
            </form>
        }
        .into_any()
    } else {
        view! { <a href=format!("{at}/call-off")>{visit.t("session-call-off")}</a> }.into_any()
    };
    let attendance = view
        .reached
        .cohort
        .staff()
        .then(|| view! { <a class="button quiet" href=format!("{at}/attendance")>{visit.t("attendance-title")}</a> });
    view! {
        <section>
            <h2>{visit.t("session-hosting")}</h2>
            <div class="cluster">
                <a class="button quiet" href=format!("{at}/edit")>{visit.t("session-edit")}</a>
                {attendance}
                {call_off}
            </div>
            {super::hour::pages::aloud(visit, view.code.as_deref())}
            {ways::all_replies(visit, view)}
        </section>
    }
}

/// A person's calendar feed: `/calendar/<token>.ics`.
pub async fn calendar(visit: Visit, Path(file): Path<String>) -> Answer {
    visit.guess()?;
    let token = file.strip_suffix(".ics").ok_or(Fault::Missing)?;
    let text = feed::feed(&visit.cx, token).await?;
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CACHE_CONTROL, "private, max-age=300")], text).into_response())
}
