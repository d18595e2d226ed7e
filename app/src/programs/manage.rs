//! The coordinator's pages: programs and cohorts; one cohort's settings, people and roles.

use axum::extract::Path;
use backend::programs::queries::{self, ProgramView};
use backend::programs::reach::Ask;
use domain::viewer::Grant;
use leptos::prelude::*;

use super::actions::stored;
use super::forms::cohort_fields;
use super::members::{members_part, staff_part};
use super::pages::{archived_note, cohort_list};
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
    let hubs = if administrator { queries::hubs(&visit.cx).await? } else { Vec::new() };
    Ok(visit.show(Page::new(visit.t("nav-programs")), || {
        // One that has no program yet stands in no program's card, and can be changed all the same.
        let bare = hubs.iter().filter(|(id, _)| programs.iter().all(|p| p.hub_id != *id)).map(|(id, name)| {
            view! { <li><a href=format!("/manage/hubs/{id}/edit")>{name.clone()}</a></li> }
        });
        let bare = bare.collect_view();
        let bare = (!bare.is_empty()).then(|| view! { <section><h2>{visit.t("hubs-bare")}</h2><ul class="list">{bare}</ul></section> });
        let none = programs.is_empty().then(|| parts::empty(visit.t("programs-empty")));
        let each = programs.iter().map(|p| {
            let powers = administrator.then(|| powers(visit, p, &typed));
            let video = administrator
                .then(|| view! { " "<a class="button quiet" href=format!("/manage/programs/{}/video", p.id)>{visit.t("video-settings")}</a> });
            let none = p.cohorts.is_empty().then(|| parts::empty(visit.t("program-no-cohorts")));
            view! {
                <section class="card">
                    <h2>{p.name.clone()}</h2>
                    <p class="meta">{p.hub.clone()}" · "{p.short_code.clone()}</p>
                    {none}
                    {cohort_list(visit, &p.cohorts)}
                    <p class="cluster">
                        <a class="button quiet" href=format!("/manage/programs/{}/cohorts/new", p.id)>{visit.t("cohort-new")}</a>
                        <a class="button quiet" href=format!("/manage/programs/{}/edit", p.id)>{visit.t("program-change")}</a>
                        <a class="button quiet" href=format!("/manage/hubs/{}/edit", p.hub_id)>{visit.t("hub-change")}</a>
                        <a class="button quiet" href=format!("/manage/programs/{}/credits", p.id)>{visit.t("accreditation-title")}</a>
                        {visit.viewer.coordinates(p.id).then(|| view! { <a class="button quiet" href=format!("/manage/programs/{}/case-form", p.id)>{visit.t("case-form")}</a> })}
                        <a class="button quiet" href=format!("/manage/programs/{}/pathways", p.id)>{visit.t("pathways-title")}</a>
                        {video}
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
                {administrator.then(|| view! { <a class="button quiet" href="/accounts">{visit.t("accounts-title")}</a> })}
            </p>
            {none}
            <div class="stack">{each.collect_view()}</div>
            {bare}
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
    let kinds = [Grant::Coordinator, Grant::Lead, Grant::Evaluator, Grant::Finance]
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
                {field(visit, &typed, "name", "field-name").required_plain().hint("hint-role-name").input("text", "off")}
                {field(visit, &typed, "kind", "field-role").required().choose(kinds)}
                <p><button class="button quiet" type="submit" name="given" value="yes">{visit.t("grant-give")}</button></p>
            </form>
        </details>
    }
}

/// One cohort, for its coordinator.
pub async fn cohort(visit: Visit, Path(slug): Path<String>) -> Answer {
    let view = queries::cohort(&visit.cx, &visit.viewer, &slug, Ask::Manage).await?;
    cohort_page(&visit, &slug, Forms { cohort: stored(&view), ..Forms::default() }).await
}

/// The forms of a cohort's page, as typed.
pub struct Forms {
    /// The cohort's settings.
    pub cohort: Typed,
    /// A new person.
    pub person: Typed,
    /// A role.
    pub role: Typed,
}

impl Default for Forms {
    fn default() -> Self {
        Self { cohort: Typed::empty(), person: Typed::empty().at("new"), role: Typed::empty().at("role") }
    }
}

/// The same, with what was typed into its forms.
pub async fn cohort_page(visit: &Visit, slug: &str, forms: Forms) -> Answer {
    let Forms { cohort: typed, person, role } = forms;
    let view = queries::cohort(&visit.cx, &visit.viewer, slug, Ask::Manage).await?;
    let (_, members, staff) = queries::members(&visit.cx, &visit.viewer, slug).await?;
    let colleagues = queries::colleagues(&visit.cx, &visit.viewer, slug).await?;
    Ok(visit.show(Page::new(visit.t("nav-manage")).cohort(&view.reached), || {
        let at = |tail: &str| format!("/cohorts/{slug}/{tail}");
        view! {
            {parts::done(visit)}
            <h1>{visit.tw("manage-title", &[("cohort", view.reached.name.as_str().into())])}</h1>
            {archived_note(visit, view.archived)}
            {parts::fault_summary(visit, &typed)}
            {parts::fault_summary(visit, &person)}
            {parts::fault_summary(visit, &role)}
            <p class="page-actions">
                <a class="button quiet" href=at("people/import")>{visit.t("import-people")}</a>
                <a class="button quiet" href=at("sessions/schedule")>{visit.t("schedule-title")}</a>
                {view.reached.coordinator.then(|| view! { <a class="button quiet" href=at("certificates")>{visit.t("papers-title")}</a> })}
                {view.reached.coordinator.then(|| view! { <a class="button quiet" href=at("surveys/plan")>{visit.t("manage-surveys")}</a> })}
            </p>
            {members_part(visit, &view, slug, &members, &person)}
            {staff_part(visit, slug, &staff, (&members, &colleagues), &role)}
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
