//! The start: what Kith is for a visitor; what is left for me, and where my cohorts are, for a member.

use backend::programs::queries::{self as programs, CohortLine};
use backend::programs::reach::Ask;
use backend::sessions::queries::{self as sessions, SessionLine};
use backend::{cases, forum, improvement, surveys};
use domain::when::{local_day, show_date};
use leptos::prelude::*;

use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// Coming sessions that the start page shows.
const COMING: u64 = 3;

/// The start page.
pub async fn home(visit: Visit) -> Answer {
    match visit.viewer.who().map(|who| who.name.clone()) {
        None => Ok(visitor(&visit)),
        Some(name) => member(&visit, &name).await,
    }
}

fn visitor(visit: &Visit) -> axum::response::Response {
    visit.show(Page::new(visit.t("home-title")), || {
        let points = ["home-point-learn", "home-point-talk", "home-point-measure"]
            .map(|key| view! { <li class="card"><h2>{visit.t(&format!("{key}-title"))}</h2><p>{visit.t(key)}</p></li> });
        view! {
            {parts::done(visit)}
            <h1>{visit.t("home-title")}</h1>
            <p class="lede">{visit.t("home-lede")}</p>
            <p class="page-actions"><a class="button" href="/sign-in">{visit.t("sign-in")}</a></p>
            <ul class="cards">{points.collect_view()}</ul>
        }
    })
}

/// One thing that waits for this person.
pub struct Left {
    /// Where it is done.
    pub href: String,
    /// What it is.
    pub what: String,
    /// Until when, or why now; may be empty.
    pub until: AnyView,
}

async fn member(visit: &Visit, name: &str) -> Answer {
    let first = name.split(' ').next().unwrap_or(name).to_owned();
    let cohorts: Vec<CohortLine> = programs::cohorts_of(&visit.cx, &visit.viewer).await?.into_iter().filter(|c| !c.archived).collect();
    let coming = sessions::coming(&visit.cx, &visit.viewer, COMING).await?;
    let open = surveys::queries::open_for(&visit.cx, &visit.viewer).await?;
    let mut unread = Vec::with_capacity(cohorts.len());
    for cohort in &cohorts {
        unread.push(forum::queries::unread_total(&visit.cx, &visit.viewer, cohort.id).await?);
    }
    let cases = cases::queries::waiting_for(&visit.cx, &visit.viewer).await?;
    let groups = improvement::waiting::waiting_for(&visit.cx, &visit.viewer).await?;
    let batches = backend::funding::waiting::waiting_for(&visit.cx, &visit.viewer).await?;
    let leaves = backend::erasing::leaving::mine(&visit.cx, &visit.viewer).await?;
    let hidden = backend::flags::mending::of(&visit.cx, &visit.viewer).await?;
    let flags = backend::flags::desk::waits_for(&visit.cx, &visit.viewer).await?;
    let calls = backend::consults::queries::left(&visit.cx, &visit.viewer).await?;
    let offered = improvement::joining::any(&visit.cx, &visit.viewer).await?;
    let on_call = backend::consults::queries::answers_any(&visit.cx, &visit.viewer).await?;
    let rings = if on_call { backend::consults::queries::rings(&visit.cx, &visit.viewer, visit.lang()).await?.now } else { Vec::new() };
    // With one cohort, its rooms are the rail: nobody should have to open it first.
    let only = match cohorts.as_slice() {
        [one] => Some(programs::door(&visit.cx, &visit.viewer, &one.slug, Ask::Outline).await?),
        _ => None,
    };
    let page = Page::new(visit.t("nav-home"));
    let page = if let Some(only) = &only { page.rooms(only) } else { page };
    Ok(visit.show(page, || {
        let mut left: Vec<Left> = Vec::new();
        left.extend(rings.into_iter().map(|call| Left {
            href: "/oncall".to_owned(),
            what: visit.t("home-call-rings"),
            until: view! { {call.pathway} }.into_any(),
        }));
        left.extend(leaves.map(|at| {
            let what = visit.tw("home-leaving", &[("day", show_date(local_day(at, visit.zone()), visit.lang()).into())]);
            Left { href: "/me/erase".to_owned(), what, until: ().into_any() }
        }));
        left.extend(hidden.into_iter().map(|h| {
            let what = visit.tw("home-mend", &[("kind", visit.t(&format!("flag-kind-{}", h.kind.code())).into())]);
            Left { href: h.href, what, until: view! { {h.cohort} }.into_any() }
        }));
        left.extend(flags.into_iter().map(|(slug, name, n)| {
            let what = visit.tw("home-flags", &[("n", n.into())]);
            Left { href: format!("/cohorts/{slug}/flags"), what, until: view! { {name} }.into_any() }
        }));
        for survey in open {
            let zone = visit.zone().to_owned();
            let title = visit.tw("home-answer", &[("form", crate::surveys::pages::timepoint(visit, survey.timepoint).into())]);
            let until = view! { {visit.t("home-until")}" "{parts::time(visit, survey.closes_at, &zone)} }.into_any();
            left.push(Left { href: survey.path, what: title, until });
        }
        left.extend(groups.into_iter().map(|g| {
            let until = format!("{} · {}", g.group, show_date(g.on, visit.lang()));
            Left { href: g.href, what: visit.t(&format!("group-waiting-{}", g.code)), until: view! { {until} }.into_any() }
        }));
        left.extend(batches.into_iter().map(|b| {
            let what = visit.tw("home-batch", &[("number", b.number.into())]);
            Left { href: b.href, what, until: view! { {b.group} }.into_any() }
        }));
        left.extend(cases.into_iter().map(|c| waiting_case(visit, c)));
        left.extend(calls.into_iter().map(|(id, pathway, what)| {
            let what = visit.t(&format!("home-call-{}", what.replace('_', "-")));
            Left { href: format!("/consult/{id}"), what, until: view! { {pathway} }.into_any() }
        }));
        let on_call =
            on_call.then(|| view! { <p class="page-actions"><a class="button quiet" href="/oncall">{visit.t("oncall-title")}</a></p> });
        view! {
            {parts::done(visit)}
            <h1>{visit.tw("home-hello", &[("name", first.into())])}</h1>
            {on_call}
            {to_do(visit, left)}
            {next(visit, &coming)}
            {places(visit, &cohorts, &unread)}
            {offered.then(|| view! { <p class="page-actions"><a class="button quiet" href="/groups">{visit.t("groups-title")}</a></p> })}
        }
    }))
}

fn waiting_case(visit: &Visit, case: cases::queries::Waiting) -> Left {
    let what = visit.t(&format!("case-waiting-{}", case.what.code()));
    let name = [case.number.unwrap_or_default(), case.title].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
    Left { href: case.href, what: format!("{what}: {name}"), until: view! { {case.cohort} }.into_any() }
}

fn to_do(visit: &Visit, left: Vec<Left>) -> impl IntoView + use<> {
    let body = if left.is_empty() {
        parts::empty(visit.t("home-nothing-left")).into_any()
    } else {
        let rows = left
            .into_iter()
            .map(|l| view! { <li class="row"><a href=l.href>{l.what}</a><span class="meta">{l.until}</span></li> })
            .collect_view();
        view! { <ul class="list">{rows}</ul> }.into_any()
    };
    view! { <section><h2>{visit.t("home-left")}</h2>{body}</section> }
}

fn next(visit: &Visit, coming: &[(String, String, SessionLine)]) -> impl IntoView + use<> {
    if coming.is_empty() {
        return ().into_any();
    }
    let cards = coming
        .iter()
        .map(|(slug, name, session)| view! { <li><p class="meta">{name.clone()}</p>{crate::sessions::pages::card(visit, slug, session)}</li> })
        .collect_view();
    view! { <section><h2>{visit.t("home-coming")}</h2><ul class="cards">{cards}</ul></section> }.into_any()
}

fn places(visit: &Visit, cohorts: &[CohortLine], unread: &[u64]) -> impl IntoView + use<> {
    let none = cohorts.is_empty().then(|| parts::empty(visit.t("cohorts-empty")));
    let rows = cohorts
        .iter()
        .zip(unread)
        .map(|(c, n)| {
            let new = (*n > 0).then(|| {
                view! { <a class="badge" href=format!("/cohorts/{}/forum", c.slug)>{visit.tw("home-unread", &[("n", (*n).into())])}</a> }
            });
            view! { <li class="row"><span><a href=format!("/cohorts/{}", c.slug)>{c.name.clone()}</a>" "<span class="meta">{c.program.clone()}</span></span>{new}</li> }
        })
        .collect_view();
    view! { <section><h2>{visit.t("cohorts-title")}</h2>{none}<ul class="list">{rows}</ul></section> }
}
