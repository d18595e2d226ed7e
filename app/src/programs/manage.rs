//! The coordinator's pages: programs and cohorts; one cohort's settings, people and roles.

use axum::extract::Path;
use backend::programs::queries::{self, CohortView, MemberLine, ProgramView, StaffLine};
use backend::programs::reach::Ask;
use domain::viewer::{CohortRole, Grant};
use leptos::prelude::*;

use super::forms::cohort_fields;
use super::pages::cohort_list;
use crate::answer::Answer;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The programs a viewer runs.
pub async fn programs(visit: Visit) -> Answer {
    programs_with(&visit, Typed::empty()).await
}

/// The same, with what was typed into the form of powers.
pub async fn programs_with(visit: &Visit, typed: Typed) -> Answer {
    let programs = queries::managed(&visit.cx, &visit.viewer).await?;
    let administrator = visit.viewer.is_administrator();
    Ok(visit.show(Page::new(visit.t("nav-programs")), || {
        let none = programs.is_empty().then(|| parts::empty(visit.t("programs-empty")));
        let each = programs.iter().map(|p| {
            let powers = administrator.then(|| powers(visit, p, &typed));
            let none = p.cohorts.is_empty().then(|| parts::empty(visit.t("program-no-cohorts")));
            view! {
                <section class="card">
                    <h2>{p.name.clone()}</h2>
                    <p class="meta">{p.hub.clone()}" · "{p.short_code.clone()}</p>
                    {none}
                    {cohort_list(visit, &p.cohorts)}
                    <p class="cluster">
                        <a class="button quiet" href=format!("/manage/programs/{}/cohorts/new", p.id)>{visit.t("cohort-new")}</a>
                        {visit.viewer.coordinates(p.id).then(|| view! { <a class="button quiet" href=format!("/manage/programs/{}/case-form", p.id)>{visit.t("case-form")}</a> })}
                    </p>
                    {powers}
                </section>
            }
        });
        view! {
            {parts::done(visit)}
            <h1>{visit.t("nav-programs")}</h1>
            {parts::fault_summary(visit, &typed)}
            <p class="page-actions">
                <a class="button quiet" href="/manage/programs/new">{visit.t("program-new")}</a>
                <a class="button quiet" href="/manage/hubs/new">{visit.t("hub-new")}</a>
            </p>
            {none}
            <div class="stack">{each.collect_view()}</div>
        }
    }))
}

/// Who holds which power over a program, and a form to give one. Administrators only.
fn powers(visit: &Visit, program: &ProgramView, typed: &Typed) -> impl IntoView + use<> {
    let action = format!("/manage/programs/{}/grants", program.id);
    let rows = program.grants.iter().map(|(person, name, kind)| {
        let word = visit.t(&format!("grant-{}", kind.code()));
        let label = visit.tw("grant-take-from", &[("role", word.as_str().into()), ("name", name.as_str().into())]);
        let own = visit.viewer.is(*person);
        let take = (!own).then(|| {
            view! {
                <form class="inline-form" method="post" action=action.clone()>
                    <input type="hidden" name="person" value=person.to_string()/>
                    <input type="hidden" name="kind" value=kind.code()/>
                    <button class="link-button" type="submit" name="given" value="no" aria-label=label>{visit.t("grant-take")}</button>
                </form>
            }
        });
        view! { <li class="row"><span><a href=format!("/accounts/{person}")>{name.clone()}</a>" "<span class="badge">{word}</span></span>{take}</li> }
    });
    let kinds = [Grant::Coordinator, Grant::Lead, Grant::Evaluator]
        .map(|g| (g.code().to_owned(), visit.t(&format!("grant-{}", g.code()))))
        .to_vec();
    let mine = typed.get("program") == program.id.to_string();
    let suffix = program.id.to_string();
    let typed = if mine { typed.clone() } else { Typed::empty() }.at(&suffix);
    view! {
        <details open=mine>
            <summary>{visit.t("grants-title")}</summary>
            <ul class="list">{rows.collect_view()}</ul>
            <form class="form" method="post" action=action.clone()>
                <input type="hidden" name="program" value=suffix.clone()/>
                {field(visit, &typed, "email", "field-email").required().hint("hint-grant-email").input("email", "off")}
                {field(visit, &typed, "kind", "field-role").required().choose(kinds)}
                <p><button class="button quiet" type="submit" name="given" value="yes">{visit.t("grant-give")}</button></p>
            </form>
        </details>
    }
}

/// One cohort, for its coordinator.
pub async fn cohort(visit: Visit, Path(slug): Path<String>) -> Answer {
    let view = queries::cohort(&visit.cx, &visit.viewer, &slug, Ask::Manage).await?;
    let typed = Typed::of([
        ("name", view.reached.name.clone()),
        ("starts_on", view.starts_on.to_string()),
        ("ends_on", view.ends_on.to_string()),
        ("capacity", view.capacity.to_string()),
        ("zone", view.reached.zone.clone()),
        ("language", view.language.clone()),
        ("version", view.version.to_string()),
    ]);
    cohort_page(&visit, &slug, typed, Typed::empty().at("new")).await
}

/// The same, with what was typed into the cohort's form and into the form of a new person.
pub async fn cohort_page(visit: &Visit, slug: &str, typed: Typed, person: Typed) -> Answer {
    let view = queries::cohort(&visit.cx, &visit.viewer, slug, Ask::Manage).await?;
    let (_, members, staff) = queries::members(&visit.cx, &visit.viewer, slug).await?;
    Ok(visit.show(Page::new(visit.t("nav-manage")).cohort(&view.reached), || {
        let at = |tail: &str| format!("/cohorts/{slug}/{tail}");
        view! {
            {parts::done(visit)}
            <h1>{visit.tw("manage-title", &[("cohort", view.reached.name.as_str().into())])}</h1>
            {parts::fault_summary(visit, &typed)}
            {parts::fault_summary(visit, &person)}
            <p class="page-actions">
                <a class="button quiet" href=at("people/import")>{visit.t("import-people")}</a>
                <a class="button quiet" href=at("sessions/schedule")>{visit.t("schedule-title")}</a>
                {view.reached.coordinator.then(|| view! { <a class="button quiet" href=at("surveys/plan")>{visit.t("manage-surveys")}</a> })}
            </p>
            {members_part(visit, &view, slug, &members, &person)}
            {staff_part(visit, slug, &staff, &members)}
            <section>
                <h2>{visit.t("manage-settings")}</h2>
                <form class="form" method="post" action=at("manage")>
                    <input type="hidden" name="version" value=typed.get("version").to_owned()/>
                    {cohort_fields(visit, &typed)}
                    <p><button class="button" type="submit">{visit.t("save")}</button></p>
                </form>
                {archive(visit, slug, view.archived)}
            </section>
        }
    }))
}

fn archive(visit: &Visit, slug: &str, archived: bool) -> impl IntoView + use<> {
    let (word, value) = if archived { ("cohort-unarchive", "no") } else { ("cohort-archive", "yes") };
    view! {
        <form class="inline-form" method="post" action=format!("/cohorts/{slug}/archive")>
            <p class="hint">{visit.t("cohort-archive-hint")}</p>
            <button class="button quiet" type="submit" name="archived" value=value>{visit.t(word)}</button>
        </form>
    }
}

fn members_part(visit: &Visit, view: &CohortView, slug: &str, members: &[MemberLine], person: &Typed) -> impl IntoView + use<> {
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
    let label = visit.tw("people-remove-name", &[("name", m.name.as_str().into())]);
    let remove = (m.state != "left").then(|| {
        view! {
            <form class="inline-form" method="post" action=format!("/cohorts/{slug}/people/remove")>
                <input type="hidden" name="person" value=m.id.to_string()/>
                <button class="link-button" type="submit" aria-label=label>{visit.t("people-remove")}</button>
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row"><a href=format!("/accounts/{}", m.id)>{m.name.clone()}</a></th>
            <td>{m.profession.clone()}</td>
            <td>{m.email.clone().unwrap_or_else(|| "–".to_owned())}</td>
            <td>{state}</td>
            <td>{remove}</td>
        </tr>
    }
}

fn staff_part(visit: &Visit, slug: &str, staff: &[StaffLine], members: &[MemberLine]) -> impl IntoView + use<> {
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
    let people: Vec<(String, String)> =
        members.iter().filter(|m| m.state == "enrolled").map(|m| (m.id.to_string(), m.name.clone())).collect();
    let mut roles = vec![("peer_mentor".to_owned(), visit.t("role-peer_mentor"))];
    if administrator {
        roles.push(("facilitator".to_owned(), visit.t("role-facilitator")));
    }
    let typed = Typed::empty().at("role");
    let by_mail = administrator.then(|| field(visit, &typed, "email", "field-email").hint("hint-role-email").input("email", "off"));
    let mut options = vec![(String::new(), visit.t("choose"))];
    options.extend(people);
    view! {
        <section>
            <h2>{visit.t("people-staff")}</h2>
            <ul class="list">{rows.collect_view()}</ul>
            <details>
                <summary>{visit.t("role-give")}</summary>
                <p class="hint">{visit.t("role-hint")}</p>
                <form class="form" method="post" action=action.clone()>
                    {field(visit, &typed, "person", "field-person").choose(options)}
                    {by_mail}
                    {field(visit, &typed, "role", "field-role").required().choose(roles)}
                    <p><button class="button quiet" type="submit" name="given" value="yes">{visit.t("role-give")}</button></p>
                </form>
            </details>
        </section>
    }
}
