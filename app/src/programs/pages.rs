//! What members see: their cohorts, one cohort, its people; and a program's public page.

use axum::extract::Path;
use backend::programs::queries::{self, CohortLine, MemberLine};
use backend::programs::reach::Ask;
use backend::sessions;
use domain::viewer::CohortRole;
use domain::when::show_date;
use leptos::prelude::*;

use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// A program's public page: no names, no links to join.
pub async fn program(visit: Visit, Path(slug): Path<String>) -> Answer {
    let program = queries::public_program(&visit.cx, &slug).await?;
    Ok(visit.show(Page::new(program.name.clone()), || {
        let cohorts = program.cohorts.iter().map(|(name, from, to)| {
            let dates =
                visit.tw("program-dates", &[("from", show_date(*from, visit.lang()).into()), ("to", show_date(*to, visit.lang()).into())]);
            view! { <li class="row"><strong>{name.clone()}</strong><span class="meta">{dates}</span></li> }
        });
        let none = program.cohorts.is_empty().then(|| parts::empty(visit.t("program-no-cohorts")));
        view! {
            <h1>{program.name.clone()}</h1>
            <p class="meta">{program.hub.clone()}</p>
            <p class="lede">{program.summary.clone()}</p>
            <h2>{visit.t("cohorts-title")}</h2>
            {none}
            <ul class="list">{cohorts.collect_view()}</ul>
        }
    }))
}

/// The viewer's cohorts.
pub async fn cohorts(visit: Visit) -> Answer {
    let all = queries::cohorts_of(&visit.cx, &visit.viewer).await?;
    let (archived, open): (Vec<CohortLine>, Vec<CohortLine>) = all.into_iter().partition(|c| c.archived);
    Ok(visit.show(Page::new(visit.t("cohorts-title")), || {
        let none = open.is_empty().then(|| parts::empty(visit.t("cohorts-empty")));
        let more = (!archived.is_empty()).then(|| {
            view! { <details><summary>{visit.t("cohorts-archived")}</summary>{cohort_list(&visit, &archived)}</details> }
        });
        view! {
            <h1>{visit.t("cohorts-title")}</h1>
            {none}
            {cohort_list(&visit, &open)}
            {more}
        }
    }))
}

/// Cohorts as a list of links.
pub fn cohort_list(visit: &Visit, cohorts: &[CohortLine]) -> impl IntoView + use<> {
    let rows = cohorts.iter().map(|c| {
        let dates = dates(visit, c);
        let archived = c.archived.then(|| view! { " "<span class="badge is-soft">{visit.t("cohort-archived")}</span> });
        view! {
            <li class="row">
                <span><a href=format!("/cohorts/{}", c.slug)>{c.name.clone()}</a>{archived}</span>
                <span class="meta">{c.program.clone()}" · "{dates}</span>
            </li>
        }
    });
    view! { <ul class="list">{rows.collect_view()}</ul> }
}

/// Says of a cohort that it is archived.
pub fn archived_note(visit: &Visit, archived: bool) -> impl IntoView + use<> {
    archived.then(|| view! { <p class="notice">{visit.t("cohort-is-archived")}</p> })
}

fn dates(visit: &Visit, c: &CohortLine) -> String {
    visit.tw("program-dates", &[("from", show_date(c.starts_on, visit.lang()).into()), ("to", show_date(c.ends_on, visit.lang()).into())])
}

/// One cohort: what it is, the next session, where to go.
pub async fn cohort(visit: Visit, Path(slug): Path<String>) -> Answer {
    let view = queries::cohort(&visit.cx, &visit.viewer, &slug, Ask::Outline).await?;
    let (_, sessions) = sessions::queries::list(&visit.cx, &visit.viewer, &slug).await?;
    let now = visit.now();
    let next = sessions.iter().find(|s| !s.cancelled && s.ends_at > now).cloned();
    let held = sessions.iter().filter(|s| !s.cancelled && s.ends_at <= now).count();
    Ok(visit.show(Page::new(view.reached.name.clone()).cohort(&view.reached), || {
        let next = match next {
            Some(session) => crate::sessions::pages::card(&visit, &slug, &session).into_any(),
            None => parts::empty(visit.t("cohort-no-next")).into_any(),
        };
        let from = show_date(view.starts_on, visit.lang());
        let to = show_date(view.ends_on, visit.lang());
        // Who may see no names sees no small number either.
        let few = view.few();
        let people = match few {
            true => visit.t("dash-few"),
            false => visit.tw("cohort-places", &[("n", view.enrolled.into()), ("capacity", view.capacity.into())]),
        };
        let held = visit.tw("cohort-held", &[("n", held.into()), ("all", sessions.len().into())]);
        let facilitators = (!view.facilitators.is_empty()).then(|| {
            view! { <div><dt>{visit.t("cohort-facilitators")}</dt><dd>{view.facilitators.join(", ")}</dd></div> }
        });
        view! {
            {parts::done(&visit)}
            <h1>{view.reached.name.clone()}</h1>
            <p class="meta">{view.reached.program_name.clone()}</p>
            {archived_note(&visit, view.archived)}
            <p class="lede">{view.summary.clone()}</p>
            <h2>{visit.t("cohort-next")}</h2>
            {next}
            <h2>{visit.t("cohort-facts")}</h2>
            <dl class="facts">
                <div><dt>{visit.t("cohort-dates")}</dt><dd>{visit.tw("program-dates", &[("from", from.into()), ("to", to.into())])}</dd></div>
                <div><dt>{visit.t("cohort-people")}</dt><dd>{people}</dd></div>
                <div><dt>{visit.t("cohort-sessions")}</dt><dd>{held}</dd></div>
                {facilitators}
            </dl>
        }
    }))
}

/// The people of a cohort: cards, and for those who manage it, addresses and changes.
pub async fn people(visit: Visit, Path(slug): Path<String>) -> Answer {
    let (reached, members, staff) = queries::members(&visit.cx, &visit.viewer, &slug).await?;
    Ok(visit.show(Page::new(visit.t("nav-people")).cohort(&reached), || {
        let talks = reached.member() || reached.coordinator;
        let write = |id: domain::id::PersonId, name: &str| {
            let label = visit.tw("chat-write-to", &[("name", name.into())]);
            (talks && !visit.viewer.is(id)).then(|| view! { " · "<a href=format!("/chat/with/{id}") aria-label=label>{visit.t("chat-write")}</a> })
        };
        let staff = staff.iter().map(|s| {
            let role = visit.t(if s.role == CohortRole::Facilitator { "role-facilitator" } else { "role-peer_mentor" });
            view! { <li class="row"><strong>{s.name.clone()}</strong><span class="meta">{role}" · "{s.profession.clone()}{write(s.id, &s.name)}</span></li> }
        });
        let here: Vec<&MemberLine> = members.iter().filter(|m| m.state == "enrolled").collect();
        let rows = here.iter().map(|m| {
            let place = [m.profession.as_str(), m.organisation.as_str(), m.community.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
            view! { <li class="row"><strong>{m.name.clone()}</strong><span class="meta">{place}{write(m.id, &m.name)}</span></li> }
        });
        let none = here.is_empty().then(|| parts::empty(visit.t("people-empty")));
        let manage = (reached.coordinator || reached.administrator)
            .then(|| view! { <p class="page-actions"><a class="button quiet" href=format!("/cohorts/{slug}/manage")>{visit.t("people-manage")}</a></p> });
        view! {
            <h1>{visit.t("nav-people")}</h1>
            {manage}
            <h2>{visit.t("people-staff")}</h2>
            <ul class="list">{staff.collect_view()}</ul>
            <h2>{visit.tw("people-participants", &[("n", here.len().into())])}</h2>
            {none}
            <ul class="list">{rows.collect_view()}</ul>
        }
    }))
}
