//! Pathways of a program, for who runs it: what each is, and who answers it.

use axum::extract::Path;
use backend::Fault;
use backend::consults::pathways::{self, Form};
use domain::id::{PathwayId, ProgramId};
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::programs::forms::zones;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

fn managing(visit: &Visit, title: &str) -> Page {
    Page::new(visit.t(title)).crumb(visit.t("nav-programs"), "/manage")
}

/// The pathways of a program, and the form of a new one.
pub async fn list(visit: Visit, Path(id): Path<ProgramId>) -> Answer {
    let typed =
        Typed::of([("zone", "America/Vancouver".to_owned()), ("ring_seconds", "45".to_owned()), ("opens_to", "program".to_owned())]);
    list_with(&visit, id, typed).await
}

async fn list_with(visit: &Visit, id: ProgramId, typed: Typed) -> Answer {
    let all = pathways::of_program(&visit.cx, &visit.viewer, id).await?;
    Ok(visit.show(managing(visit, "pathways-title"), || {
        let none = all.is_empty().then(|| parts::empty(visit.t("consult-none")));
        let rows = all.iter().map(|(id, name, open)| {
            let closed = (!open).then(|| view! { " "<span class="badge is-soft">{visit.t("pathway-closed")}</span> });
            let at = format!("/consult/pathways/{id}");
            view! {
                <li class="row">
                    <span><a href=format!("{at}/edit")>{name.clone()}</a>{closed}</span>
                    <span class="row-meta"><a href=format!("{at}/roster") aria-label=format!("{} · {name}", visit.t("roster-title"))>{visit.t("roster-title")}</a></span>
                </li>
            }
        });
        view! {
            {parts::done(visit)}
            <h1>{visit.t("pathways-title")}</h1>
            {none}
            <ul class="list">{rows.collect_view()}</ul>
            <h2>{visit.t("pathway-new")}</h2>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("/manage/programs/{id}/pathways")>
                {parts::once(visit, &typed)}
                {fields(visit, &typed)}
                <p><button class="button" type="submit">{visit.t("pathway-add")}</button></p>
            </form>
        }
    }))
}

fn fields(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    let text = |name: &'static str, word: &'static str| field(visit, typed, name, word);
    let opens = ["program", "everyone"].map(|w| (w.to_owned(), visit.t(&format!("pathway-opens-{w}")))).to_vec();
    view! {
        <div class="split">
            {text("name_en", "pathway-name-en").input("text", "off")}
            {text("name_fr", "pathway-name-fr").input("text", "off")}
        </div>
        {text("scope_en", "pathway-scope-en").hint("pathway-scope-hint").area(2)}
        {text("scope_fr", "pathway-scope-fr").area(2)}
        {text("always", "pathway-always-field").hint("pathway-always-hint").tick()}
        <div class="split">
            {text("hours_en", "pathway-hours-en").input("text", "off")}
            {text("hours_fr", "pathway-hours-fr").input("text", "off")}
        </div>
        {text("start_here", "consult-start-here").tick()}
        {text("opens_to", "pathway-opens").required().radios(opens)}
        {text("zone", "field-zone").required().choose(zones(visit))}
        {text("ring_seconds", "pathway-ring-seconds").hint("pathway-ring-hint").required().input("number", "off")}
        <div class="split">
            {text("dial_in", "pathway-dial-in").hint("pathway-dial-hint").required().input("tel", "off")}
            {text("dial_code", "pathway-dial-code").input("text", "off")}
        </div>
        {text("video_url", "pathway-video").hint("pathway-video-hint").input("text", "off")}
        <fieldset class="field">
            <legend>{visit.t("pathway-credit")}</legend>
            {text("on_call_earns", "pathway-on-call-earns").hint("pathway-on-call-earns-hint").tick()}
            {text("feedback", "pathway-feedback").tick()}
            {text("follow_up", "pathway-follow-up").tick()}
        </fieldset>
        {text("distances", "pathway-distances").hint("pathway-distances-hint").area(4)}
        {text("closed", "pathway-closed-field").tick()}
    }
}

fn form(visit: &Visit, typed: &Typed) -> Form {
    let get = |name: &str| typed.get(name).to_owned();
    let yes = |name: &str| typed.get(name) == "yes";
    Form {
        once: typed.once(&visit.cx),
        name_en: get("name_en"),
        name_fr: get("name_fr"),
        scope_en: get("scope_en"),
        scope_fr: get("scope_fr"),
        hours_en: get("hours_en"),
        hours_fr: get("hours_fr"),
        always: yes("always"),
        start_here: yes("start_here"),
        opens_to: get("opens_to"),
        zone: get("zone"),
        ring_seconds: get("ring_seconds"),
        video_url: get("video_url"),
        dial_in: get("dial_in"),
        dial_code: get("dial_code"),
        on_call_earns: yes("on_call_earns"),
        feedback: yes("feedback"),
        follow_up: yes("follow_up"),
        closed: yes("closed"),
        distances: get("distances"),
    }
}

fn typed_of(form: &Form, version: i32) -> Typed {
    let yes = |on: bool| if on { "yes" } else { "" }.to_owned();
    Typed::of([
        ("name_en", form.name_en.clone()),
        ("name_fr", form.name_fr.clone()),
        ("scope_en", form.scope_en.clone()),
        ("scope_fr", form.scope_fr.clone()),
        ("hours_en", form.hours_en.clone()),
        ("hours_fr", form.hours_fr.clone()),
        ("always", yes(form.always)),
        ("start_here", yes(form.start_here)),
        ("opens_to", form.opens_to.clone()),
        ("zone", form.zone.clone()),
        ("ring_seconds", form.ring_seconds.clone()),
        ("video_url", form.video_url.clone()),
        ("dial_in", form.dial_in.clone()),
        ("dial_code", form.dial_code.clone()),
        ("on_call_earns", yes(form.on_call_earns)),
        ("feedback", yes(form.feedback)),
        ("follow_up", yes(form.follow_up)),
        ("closed", yes(form.closed)),
        ("distances", form.distances.clone()),
        ("version", version.to_string()),
    ])
}

/// Makes a pathway.
pub async fn add(visit: Visit, Path(id): Path<ProgramId>, typed: Typed) -> Answer {
    match pathways::add(&visit.cx, &visit.viewer, id, &form(&visit, &typed)).await {
        Ok(pathway) => Ok(go(format!("/consult/pathways/{pathway}/edit?done=pathway-added"))),
        Err(Fault::Invalid(faults)) => Ok(again(list_with(&visit, id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// One pathway's form, and who answers it.
pub async fn page(visit: Visit, Path(id): Path<PathwayId>) -> Answer {
    page_with(&visit, id, None, Typed::empty()).await
}

async fn page_with(visit: &Visit, id: PathwayId, typed: Option<Typed>, person: Typed) -> Answer {
    let (reached, stored, version, people) = pathways::stored(&visit.cx, &visit.viewer, id).await?;
    let typed = typed.unwrap_or_else(|| typed_of(&stored, version));
    let person = person.at("person");
    let name = reached.name(visit.lang());
    let at = format!("/consult/pathways/{id}");
    let page = managing(visit, "pathway-edit").crumb(visit.t("pathways-title"), format!("/manage/programs/{}/pathways", reached.program));
    let emails = pathways::addresses(&visit.cx, &visit.viewer, id).await?;
    Ok(visit.show(page, || {
        let rows = people.iter().map(|(who, name)| {
            let email = emails.get(who).cloned().unwrap_or_default();
            let label = visit.tw("pathway-person-out", &[("name", name.as_str().into())]);
            view! {
                <li class="row">
                    <span>{name.clone()}</span>
                    <details><summary aria-label=format!("{} · {label}", visit.t("pathway-person-take"))>{visit.t("pathway-person-take")}</summary>
                        <form class="form" method="post" action=format!("{at}/people")>
                            <input type="hidden" name="email" value=email/>
                            <p>{visit.t("pathway-person-take-what")}</p>
                            <p><button class="button danger" type="submit" name="answers" value="no">{label}</button></p>
                        </form>
                    </details>
                </li>
            }
        });
        view! {
            {parts::done(visit)}
            <h1>{visit.t("pathway-edit")}</h1>
            <p class="lede">{name}</p>
            <p class="page-actions"><a class="button quiet" href=format!("{at}/roster")>{visit.t("roster-title")}</a><a class="button quiet" href=format!("{at}/report")>{visit.t("report-title")}</a></p>
            {parts::fault_summary(visit, &person)}
            <section>
                <h2>{visit.t("pathway-people")}</h2>
                <ul class="list">{rows.collect_view()}</ul>
                <form class="form" method="post" action=format!("{at}/people")>
                    {field(visit, &person, "email", "field-email").hint("pathway-person-hint").required().input("email", "off")}
                    <p><button class="button quiet" type="submit" name="answers" value="yes">{visit.t("pathway-person-add")}</button></p>
                </form>
            </section>
            <section>
                <h2>{visit.t("pathway-what")}</h2>
                {parts::fault_summary(visit, &typed)}
                <form class="form" method="post" action=format!("{at}/edit")>
                    <input type="hidden" name="version" value=typed.get("version").to_owned()/>
                    {fields(visit, &typed)}
                    <p><button class="button" type="submit">{visit.t("save")}</button></p>
                </form>
            </section>
        }
    }))
}

/// Changes a pathway.
pub async fn change(visit: Visit, Path(id): Path<PathwayId>, typed: Typed) -> Answer {
    let version = typed.get("version").parse().unwrap_or(0);
    match pathways::change(&visit.cx, &visit.viewer, id, version, &form(&visit, &typed)).await {
        Ok(()) => Ok(go(format!("/consult/pathways/{id}/edit?done=saved"))),
        Err(Fault::Invalid(faults)) => Ok(again(page_with(&visit, id, Some(typed.with_faults(faults)), Typed::empty()).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Who answers it.
pub async fn people(visit: Visit, Path(id): Path<PathwayId>, typed: Typed) -> Answer {
    let answers = typed.yes_or_no(&visit, "answers")?;
    match pathways::set_person(&visit.cx, &visit.viewer, id, typed.get("email"), answers).await {
        Ok(()) => Ok(go(format!("/consult/pathways/{id}/edit?done=saved"))),
        Err(Fault::Invalid(faults)) => Ok(again(page_with(&visit, id, None, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}
