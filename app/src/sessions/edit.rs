//! The form of a session and of its agenda.

use axum::extract::Path;
use backend::credits::disclosures;
use backend::sessions::agenda::{self, Typed as Line};
use backend::sessions::commands::Form;
use backend::sessions::queries;
use domain::id::SessionId;
use leptos::prelude::*;

use super::pages::name;
use crate::answer::Answer;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The form, as stored.
pub async fn page(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    let typed = stored(&visit, &slug, id).await?;
    show(&visit, &slug, id, typed, Typed::empty()).await
}

/// A session's fields as they are stored.
pub async fn stored(visit: &Visit, slug: &str, id: SessionId) -> Result<Typed, backend::Fault> {
    let (view, ways) = queries::form(&visit.cx, &visit.viewer, slug, id).await?;
    Ok(Typed::of([
        ("title", view.line.title.clone()),
        ("date", view.date.to_string()),
        ("time", view.time.format("%H:%M").to_string()),
        ("minutes", view.minutes.to_string()),
        ("join_url", ways.link),
        ("video", ways.video),
        ("dial_in", ways.dial_in),
        ("dial_code", ways.dial_code),
        ("didactic_title", view.didactic.0.clone()),
        ("didactic_by", view.didactic.1.clone()),
        ("objectives", view.objectives.clone()),
        ("disclosures", view.disclosures.clone()),
        ("version", view.version.to_string()),
    ]))
}

/// What was typed about a session.
pub fn form(typed: &Typed) -> Form {
    let get = |name: &str| typed.get(name).to_owned();
    Form {
        title: get("title"),
        date: get("date"),
        time: get("time"),
        minutes: get("minutes"),
        join_url: get("join_url"),
        dial_in: get("dial_in"),
        dial_code: get("dial_code"),
        video: get("video"),
        didactic_title: get("didactic_title"),
        didactic_by: get("didactic_by"),
        objectives: get("objectives"),
        disclosures: get("disclosures"),
        outside: typed.get("outside") == "yes",
    }
}

/// What was typed about the agenda.
pub fn lines(typed: &Typed) -> Vec<Line> {
    let get = |name: String| typed.get(&name).to_owned();
    let line = |n: usize| Line { kind: get(format!("kind-{n}")), title: get(format!("title-{n}")), minutes: get(format!("minutes-{n}")) };
    (0..agenda::MOST).map(line).collect()
}

/// The agenda as it is stored.
pub async fn stored_plan(visit: &Visit, slug: &str, id: SessionId) -> Result<Typed, backend::Fault> {
    let (view, ..) = queries::form(&visit.cx, &visit.viewer, slug, id).await?;
    Ok(filled(&view.agenda))
}

fn filled(agenda: &[agenda::Item]) -> Typed {
    let mut plan = Typed::of([("version", backend::seen::stamp(&agenda))]);
    for (n, item) in agenda.iter().enumerate() {
        plan.set(&format!("kind-{n}"), item.kind.clone());
        plan.set(&format!("title-{n}"), item.title.clone());
        plan.set(&format!("minutes-{n}"), item.minutes.to_string());
    }
    plan
}

/// The forms of the page, as typed.
#[derive(Default)]
pub struct Forms {
    /// The session.
    pub session: Typed,
    /// Its agenda; empty for the stored one.
    pub plan: Typed,
    /// Who speaks or plans.
    pub disclosure: Typed,
}

/// The forms of the session and of its agenda with what was typed; an empty agenda shows the stored one.
pub async fn show(visit: &Visit, slug: &str, id: SessionId, typed: Typed, plan: Typed) -> Answer {
    show_all(visit, slug, id, Forms { session: typed, plan, disclosure: Typed::empty() }).await
}

/// All forms of the page.
pub async fn show_all(visit: &Visit, slug: &str, id: SessionId, forms: Forms) -> Answer {
    let Forms { session: typed, plan, disclosure } = forms;
    let (view, ..) = queries::form(&visit.cx, &visit.viewer, slug, id).await?;
    let publishing = disclosures::publishing(&visit.cx, &visit.viewer, slug, id).await?;
    let title = name(visit, &view.line);
    let at = format!("/cohorts/{slug}/sessions/{id}");
    let page = Page::new(visit.t("session-edit"))
        .cohort(&view.reached.cohort)
        .crumb(visit.t("nav-sessions"), format!("/cohorts/{slug}/sessions"))
        .crumb(title.clone(), at.clone());
    let mut plan = plan.at("agenda");
    if plan.faults().is_empty() {
        plan = filled(&view.agenda).at("agenda");
    }
    let link = view.reached.cohort.staff();
    let rows = (view.agenda.len() + 3).clamp(6, agenda::MOST);
    Ok(visit.show(page, || {
        let links = link.then(|| {
            view! {
                {field(visit, &typed, "join_url", "field-join-url").hint("hint-join-url").input("url", "off")}
                {field(visit, &typed, "video", "field-video").hint("hint-video").choose(super::video::kinds(visit, "video-as-program"))}
                <div class="split">
                    {field(visit, &typed, "dial_in", "field-dial-in").hint("hint-dial-in").input("text", "off")}
                    {field(visit, &typed, "dial_code", "field-dial-code").hint("hint-dial-code").input("text", "off")}
                </div>
            }
            .into_any()
        });
        // Asked only when the day is unusual.
        let asked = typed.has("outside") || typed.fault("date").is_some_and(|f| f.word.starts_with("fault-day-"));
        let outside = asked.then(|| field(visit, &typed, "outside", "field-outside").tick());
        let lines = (0..rows).map(|n| agenda_row(visit, &plan, n)).collect_view();
        view! {
            {parts::done(visit)}
            <h1>{visit.t("session-edit")}</h1>
            <p class="lede">{title}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("{at}/edit")>
                <input type="hidden" name="version" value=typed.get("version").to_owned()/>
                {field(visit, &typed, "title", "field-topic").input("text", "off")}
                <div class="split">
                    {field(visit, &typed, "date", "field-date").required().input("date", "off")}
                    {field(visit, &typed, "time", "field-time").required().input("time", "off")}
                </div>
                {outside}
                {field(visit, &typed, "minutes", "field-minutes").required().input("number", "off")}
                {links}
                <h2>{visit.t("agenda-didactic")}</h2>
                {field(visit, &typed, "didactic_title", "field-didactic-title").input("text", "off")}
                {field(visit, &typed, "didactic_by", "field-didactic-by").input("text", "off")}
                {field(visit, &typed, "objectives", "field-objectives").hint("hint-objectives").area(4)}
                {field(visit, &typed, "disclosures", "field-disclosures").hint("hint-disclosures").area(3)}
                <p><button class="button" type="submit">{visit.t("save")}</button></p>
            </form>
            <h2 id="agenda">{visit.t("session-agenda")}</h2>
            {parts::fault_summary(visit, &plan)}
            <form class="form" method="post" action=format!("{at}/agenda")>
                <input type="hidden" name="version" value=plan.get("version").to_owned()/>
                {lines}
                <p><button class="button quiet" type="submit">{visit.t("agenda-save")}</button></p>
            </form>
            {crate::credits::publishing::part(visit, &at, &publishing, &disclosure)}
        }
    }))
}

fn agenda_row(visit: &Visit, plan: &Typed, n: usize) -> impl IntoView + use<> {
    let mut kinds = vec![(String::new(), visit.t("agenda-none"))];
    kinds.extend(agenda::KINDS.map(|k| (k.to_owned(), visit.t(&format!("agenda-{k}")))));
    let (kind, title, minutes) = (format!("kind-{n}"), format!("title-{n}"), format!("minutes-{n}"));
    let legend = visit.tw("agenda-line", &[("n", (n + 1).into())]);
    view! {
        <fieldset class="field">
            <legend>{legend}</legend>
            <div class="inline-form">
                {field(visit, plan, &kind, "field-kind").choose(kinds)}
                {field(visit, plan, &title, "field-topic").input("text", "off")}
                {field(visit, plan, &minutes, "field-minutes").input("number", "off")}
            </div>
        </fieldset>
    }
}
