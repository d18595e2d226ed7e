//! The people of a cohort on its coordinator's page: places, and roles. Taking somebody out is asked about first.

use axum::extract::{Path, Query};
use backend::programs::enrolling::{self, Place};
use backend::programs::queries::{CohortView, MemberLine, StaffLine};
use backend::{Fault, programs};
use domain::id::PersonId;
use domain::viewer::CohortRole;
use leptos::prelude::*;
use serde::Deserialize;

use crate::answer::{Answer, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// Who has a place, who waits, and a form for one more.
pub fn members_part(visit: &Visit, view: &CohortView, slug: &str, members: &[MemberLine], person: &Typed) -> impl IntoView + use<> {
    let rows = members.iter().map(|m| member_row(visit, slug, m)).collect_view();
    let counts =
        visit.tw("manage-counts", &[("n", view.enrolled.into()), ("capacity", view.capacity.into()), ("waiting", view.waiting.into())]);
    let none = members.is_empty().then(|| parts::empty(visit.t("people-empty")));
    let caption = visit.t("people-participants-plain");
    let region = caption.clone();
    view! {
        <section>
            <h2>{caption.clone()}</h2>
            <p class="meta">{counts}</p>
            {none}
            <div class="table-wrap" tabindex="0" role="region" aria-label=region>
                <table class="table">
                    <caption class="visually-hidden">{caption}</caption>
                    <thead><tr>
                        <th scope="col">{visit.t("field-name")}</th><th scope="col">{visit.t("field-profession")}</th>
                        <th scope="col">{visit.t("field-email")}</th><th scope="col">{visit.t("manage-state")}</th>
                        <th scope="col"><span class="visually-hidden">{visit.t("manage-change")}</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <details open=!person.faults().is_empty()>
                <summary>{visit.t("people-add")}</summary>
                <form class="form" method="post" action=format!("/cohorts/{slug}/people")>
                    {field(visit, person, "email", "field-email").required().input("email", "off")}
                    {field(visit, person, "name", "field-name").required().input("text", "off")}
                    {field(visit, person, "profession", "field-profession").input("text", "off")}
                    {field(visit, person, "community", "field-community").input("text", "off")}
                    <p><button class="button" type="submit">{visit.t("people-enrol")}</button></p>
                </form>
            </details>
        </section>
    }
}

fn member_row(visit: &Visit, slug: &str, m: &MemberLine) -> impl IntoView + use<> {
    let state = match (m.state.as_str(), m.waiting, m.invited) {
        ("waiting", Some(n), _) => visit.tw("state-waiting", &[("n", n.into())]),
        ("left", ..) => visit.t("state-left"),
        (_, _, true) => visit.t("state-invited"),
        _ => visit.t("state-enrolled"),
    };
    let suspended = m.suspended.then(|| view! { " "<span class="badge is-bad">{visit.t("state-suspended")}</span> });
    let act = |tail: &str, key: &str| {
        let label = visit.tw(&format!("{key}-name"), &[("name", m.name.as_str().into())]);
        view! {
            <form class="inline-form" method="post" action=format!("/cohorts/{slug}/people/{tail}")>
                <input type="hidden" name="person" value=m.id.to_string()/>
                <button class="link-button" type="submit" aria-label=label>{visit.t(key)}</button>
            </form>
        }
    };
    let label = visit.tw("people-remove-name", &[("name", m.name.as_str().into())]);
    let remove = (m.state != "left").then(|| {
        view! { <a href=format!("/cohorts/{slug}/people/remove?person={}", m.id) aria-label=label>{visit.t("people-remove")}</a> }
    });
    let back = (m.state == "left").then(|| act("back", "people-back"));
    let invite = (m.state == "enrolled" && m.invited).then(|| act("invite", "people-invite"));
    view! {
        <tr>
            <th scope="row"><a href=format!("/accounts/{}", m.id)>{m.name.clone()}</a></th>
            <td>{m.profession.clone()}</td>
            <td>{m.email.clone().unwrap_or_else(|| "–".to_owned())}</td>
            <td>{state}{suspended}</td>
            <td>{remove}{back}{invite}</td>
        </tr>
    }
}

/// Who has a role, and a form to give one: to somebody of the program, or by address.
pub fn staff_part(
    visit: &Visit,
    slug: &str,
    staff: &[StaffLine],
    people: (&[MemberLine], &[(PersonId, String)]),
    typed: &Typed,
) -> impl IntoView + use<> {
    let action = format!("/cohorts/{slug}/roles");
    let administrator = visit.viewer.is_administrator();
    let rows = staff.iter().map(|s| {
        let role = visit.t(&format!("role-{}", s.role.code()));
        let may = (s.role == CohortRole::PeerMentor || administrator) && !visit.viewer.is(s.id);
        let label = visit.tw("grant-take-from", &[("role", role.as_str().into()), ("name", s.name.as_str().into())]);
        let take = may.then(|| {
            view! {
                <form class="inline-form" method="post" action=action.clone()>
                    <input type="hidden" name="person" value=s.id.to_string()/>
                    <input type="hidden" name="role" value=s.role.code()/>
                    <button class="link-button" type="submit" name="given" value="no" aria-label=label>{visit.t("grant-take")}</button>
                </form>
            }
        });
        view! { <li class="row"><span>{s.name.clone()}" "<span class="badge">{role}</span></span>{take}</li> }
    });
    let here = people.0.iter().filter(|m| m.state == "enrolled").map(|m| (m.id.to_string(), m.name.clone()));
    let others = people.1.iter().map(|(id, name)| (id.to_string(), visit.tw("role-of-program", &[("name", name.as_str().into())])));
    let people: Vec<(String, String)> = here.chain(others).collect();
    let mut roles = vec![("peer_mentor".to_owned(), visit.t("role-peer_mentor"))];
    if administrator {
        roles.push(("facilitator".to_owned(), visit.t("role-facilitator")));
    }
    let mut options = vec![(String::new(), visit.t("choose"))];
    options.extend(people);
    view! {
        <section>
            <h2>{visit.t("people-staff")}</h2>
            <ul class="list">{rows.collect_view()}</ul>
            <details open=!typed.faults().is_empty()>
                <summary>{visit.t("role-give")}</summary>
                <p class="hint">{visit.t("role-hint")}</p>
                <form class="form" method="post" action=action.clone()>
                    {field(visit, typed, "person", "field-person").required_plain().choose(options)}
                    {field(visit, typed, "email", "field-email").required_plain().hint("hint-role-email").input("email", "off")}
                    {field(visit, typed, "name", "field-name").required_plain().hint("hint-role-name").input("text", "off")}
                    {field(visit, typed, "role", "field-role").required().choose(roles)}
                    <p><button class="button quiet" type="submit" name="given" value="yes">{visit.t("role-give")}</button></p>
                </form>
            </details>
        </section>
    }
}

/// Who is meant.
#[derive(Debug, Default, Deserialize)]
pub struct Who {
    #[serde(default)]
    person: String,
}

/// Asks whether it is meant, and says what it does.
pub async fn leaving(visit: Visit, Path(slug): Path<String>, Query(who): Query<Who>) -> Answer {
    let person: Result<PersonId, _> = who.person.parse();
    // The door first: who may not manage learns nothing of people.
    programs::queries::door(&visit.cx, &visit.viewer, &slug, programs::reach::Ask::Manage).await?;
    let person = person.map_err(|_| Fault::Missing)?;
    let (reached, name, state, next) = enrolling::leaving(&visit.cx, &visit.viewer, &slug, person).await?;
    let title = visit.tw("people-out-title", &[("name", name.as_str().into())]);
    let at = format!("/cohorts/{slug}/manage");
    Ok(visit.show(Page::new(title.clone()).cohort(&reached).crumb(visit.t("nav-manage"), at.clone()), || {
        let what = visit.t(if state == "enrolled" { "people-out-enrolled" } else { "people-out-waiting" });
        let next = next.map(|next| view! { <p>{visit.tw("people-out-next", &[("next", next.as_str().into())])}</p> });
        view! {
            <h1>{title}</h1>
            <p class="lede">{what}</p>
            {next}
            <p>{visit.t("people-out-undo")}</p>
            <form class="form" method="post" action=format!("/cohorts/{slug}/people/remove")>
                <input type="hidden" name="person" value=person.to_string()/>
                <p class="cluster">
                    <button class="button danger" type="submit">{visit.t("people-remove")}</button>
                    <a href=at.clone()>{visit.t("cancel")}</a>
                </p>
            </form>
        }
    }))
}

fn person(typed: &Typed) -> Result<PersonId, Fault> {
    typed.get("person").parse().map_err(|_| Fault::Missing)
}

/// Takes a person out of a cohort.
pub async fn remove(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    enrolling::remove(&visit.cx, &visit.viewer, &slug, person(&typed)?).await?;
    Ok(go(format!("/cohorts/{slug}/manage?done=removed")))
}

/// Puts back whoever was taken out.
pub async fn back(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let word = match enrolling::put_back(&visit.cx, &visit.viewer, &slug, person(&typed)?).await? {
        Place::Enrolled => "back",
        Place::Waiting(_) => "back-waiting",
        Place::Already => "already",
    };
    Ok(go(format!("/cohorts/{slug}/manage?done={word}")))
}

/// Mails an invitation again.
pub async fn invite(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    enrolling::invite_again(&visit.cx, &visit.viewer, &slug, person(&typed)?).await?;
    Ok(go(format!("/cohorts/{slug}/manage?done=invited")))
}
