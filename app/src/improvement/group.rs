//! The page of a small group: what is left for me, track by track; everybody's, for those who accompany it; figures, for its lead.

use axum::extract::Path;
use backend::improvement::queries::{self, Board, Figures, PersonLine, Tracks};
use domain::credits::certificate::State;
use domain::funding::amount;
use domain::gate::What;
use domain::gate::group::Form;
use domain::improvement::PlanState;
use domain::stats::suppress::Cell;
use domain::when::show_date;
use leptos::prelude::*;

use super::gates;
use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    let board = queries::board(&visit.cx, &visit.viewer, &slug).await?;
    let title = visit.t("group-title");
    Ok(visit.show(Page::new(title.clone()).cohort(&board.reached).keeps(), || {
        let division = board.division.clone().map(|(_, name)| view! { <p class="meta">{name}</p> });
        view! {
            {parts::done(&visit)}
            <h1>{title}</h1>
            {division}
            {ways(&visit, &board)}
            {mine(&visit, &board)}
            {board.people.as_ref().map(|people| table(&visit, &board, people))}
            {board.figures.as_ref().map(|figures| numbers(&visit, figures))}
            {board.may_leave.then(|| super::joining::give_back(&visit, &board.reached.slug, &board.reached.name, "groups-leave"))}
        }
    }))
}

/// Where to go from here, by what this reader may open.
fn ways(visit: &Visit, board: &Board) -> impl IntoView + use<> {
    let base = format!("/cohorts/{}", board.reached.slug);
    let r = &board.reached;
    let link = |open: bool, tail: &str, word: &str| {
        open.then(|| view! { <a class="button quiet" href=format!("{base}/{tail}")>{visit.t(word)}</a> })
    };
    view! {
        <p class="page-actions">
            {link(r.own() || r.mentor || r.coordinator, "visits", "visits-title")}
            {link(r.own() || r.coordinator || r.lead, "payments", "payments-title")}
            {link(r.coordinator || r.lead, "budget", "budget-title")}
            {link(r.coordinator, "certificates", "papers-title")}
            {link(r.coordinator, "group/settings", "group-settings")}
        </p>
    }
}

fn mine(visit: &Visit, board: &Board) -> AnyView {
    if !board.reached.own() {
        return ().into_any();
    }
    if board.mine.is_empty() {
        return parts::empty(visit.t("group-no-sessions")).into_any();
    }
    let slug = board.reached.slug.as_str();
    let cards = board.mine.iter().map(|t| card(visit, slug, t)).collect_view();
    let series = board.series.as_ref().map(|(gate, state, serial)| {
        let badge = (*state != State::None).then(|| {
            let step = if state.is_valid() { "certificate-step-certificate_issued" } else { "certificate-step-revoked" };
            view! { " "<span class="badge">{visit.t(step)}</span> }
        });
        view! {
            <section class="card">
                <h2>{visit.t("group-series-certificate")}{badge}</h2>
                {serial.as_ref().map(|serial| paper(visit, serial))}
                {gates::lines(visit, gate)}
            </section>
        }
    });
    let lede = visit.t(if board.reached.former { "group-former" } else { "group-lede" });
    view! { <p class="lede">{lede}</p><div class="stack">{cards}{series}</div> }.into_any()
}

/// One session: four tracks, each by itself.
fn card(visit: &Visit, slug: &str, t: &Tracks) -> AnyView {
    let title = gates::session(visit, &t.session);
    if t.session.off {
        return view! { <section class="card"><h2>{title}</h2><p class="notice">{visit.t("group-session-off")}</p></section> }.into_any();
    }
    if t.is_past() {
        return view! { <section class="card"><h2>{title}</h2><p class="meta">{visit.t("group-before")}</p></section> }.into_any();
    }
    let base = format!("/cohorts/{slug}/group/{}", t.session.id);
    let paid = t.paid.map(|cents| {
        let amount = amount::show(cents, visit.lang());
        view! { <p>{visit.tw("group-paid", &[("amount", amount.into())])}</p> }
    });
    let step = visit.t(&format!("payment-step-{}", t.payment_step.code()));
    view! {
        <section class="card">
            <h2>{title}</h2>
            <div class="split">
                <div class="stack">
                    <h3>{visit.t("group-payment")}" "<span class="badge">{step}</span></h3>
                    {plan_line(visit, slug, &base, t)}
                    {paid}
                    {gates::lines(visit, &t.payment)}
                </div>
                <div class="stack">
                    <h3>{visit.t("group-certificate")}" "<span class="badge">{visit.t(&format!("certificate-step-{}", t.certificate_step.code()))}</span></h3>
                    {form_line(visit, slug, &base, t)}
                    {t.serial.as_ref().map(|serial| paper(visit, serial))}
                    {t.in_series.then(|| view! { <p class="meta">{visit.t("group-in-series")}</p> })}
                    {gates::lines(visit, &t.certificate)}
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// The way to a paper that was issued, whatever became of it.
fn paper(visit: &Visit, serial: &str) -> impl IntoView + use<> {
    view! { <p><a class="button quiet" href=format!("/certificates/{serial}")>{visit.t("group-paper")}</a></p> }
}

fn plan_line(visit: &Visit, slug: &str, base: &str, t: &Tracks) -> AnyView {
    let (word, href) = match t.plan {
        Some((_, PlanState::Draft)) => ("plan-go-on", format!("{base}/plan")),
        Some((id, _)) => ("plan-open", format!("/cohorts/{slug}/plans/{id}")),
        None => ("plan-begin", format!("{base}/plan")),
    };
    let class = if t.payment.has(What::Plan) || !t.attended() { "button quiet" } else { "button" };
    view! { <p><a class=class href=href>{visit.t(word)}</a></p> }.into_any()
}

fn form_line(visit: &Visit, slug: &str, base: &str, t: &Tracks) -> AnyView {
    let day = show_date(t.opens_on, visit.lang());
    match (t.form, t.reflection) {
        (Form::Open, _) => {
            view! { <p><a class="button" href=format!("{base}/questionnaire")>{visit.t("questionnaire-open")}</a></p> }.into_any()
        }
        (Form::Received, Some(id)) => {
            view! { <p><a class="button quiet" href=format!("/cohorts/{slug}/questionnaires/{id}")>{visit.t("questionnaire-read")}</a></p> }
                .into_any()
        }
        (Form::Scheduled, _) => view! { <p class="meta">{visit.tw("questionnaire-opens", &[("day", day.into())])}</p> }.into_any(),
        _ => ().into_any(),
    }
}

/// Everybody's tracks: for the mentor with their questionnaires, for the coordinator with their pay.
fn table(visit: &Visit, board: &Board, people: &[PersonLine]) -> AnyView {
    if people.is_empty() {
        return parts::empty(visit.t("people-empty")).into_any();
    }
    let slug = board.reached.slug.as_str();
    let rows = people
        .iter()
        .flat_map(|p| p.tracks.iter().filter(|t| !t.session.off && !t.is_past()).map(move |t| (p, t)))
        .map(|(p, t)| row(visit, board, slug, p, t))
        .collect_view();
    let pay = board.reached.coordinator.then(|| view! { <th scope="col">{visit.t("group-payment")}</th> });
    let certificate = board.reached.coordinator.then(|| view! { <th scope="col">{visit.t("group-certificate")}</th> });
    let title = visit.t("group-everybody");
    view! {
        <section>
            <h2>{title.clone()}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=title>
                <table class="table stacks">
                    <thead><tr><th scope="col">{visit.t("group-person")}</th><th scope="col">{visit.t("group-session")}</th>
                        <th scope="col">{visit.t("plan-title")}</th>{pay}<th scope="col">{visit.t("questionnaire-title")}</th>{certificate}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(visit: &Visit, board: &Board, slug: &str, person: &PersonLine, t: &Tracks) -> impl IntoView + use<> {
    let reads = board.reached.mentor;
    let plan = match t.plan {
        None if t.attended() => view! { {visit.t("plan-state-none")} }.into_any(),
        None => "–".into_any(),
        // A coordinator reads plans that were handed in; the mentor from the first word on.
        Some((_, state)) if !reads && state == PlanState::Draft => view! { {visit.t("plan-state-draft")} }.into_any(),
        Some((id, state)) => {
            let label = visit.tw("plan-of", &[("name", person.name.as_str().into())]);
            let stands = visit.t(&format!("plan-state-{}", state.code()));
            let label = format!("{stands} · {label}");
            view! { <a href=format!("/cohorts/{slug}/plans/{id}") aria-label=label>{stands}</a> }.into_any()
        }
    };
    let word = visit.t(&format!("questionnaire-state-{}", form_code(t.form)));
    let form = match t.reflection.filter(|_| reads) {
        Some(id) => view! { <a href=format!("/cohorts/{slug}/questionnaires/{id}")>{word}</a> }.into_any(),
        None => view! { {word} }.into_any(),
    };
    let pay = board.reached.coordinator.then(|| {
        view! { <td class="wide" data-label=visit.t("group-payment")>{visit.t(&format!("payment-step-{}", t.payment_step.code()))}</td> }
    });
    let certificate = board.reached.coordinator.then(|| {
        let said = match (&t.serial, t.certificate_step) {
            (None, _) => "–".into_any(),
            (Some(serial), step) => {
                let step = visit.t(&format!("certificate-step-{}", step.code()));
                let label = format!("{step} · {}", person.name);
                view! { <a href=format!("/certificates/{serial}") aria-label=label>{step}</a> }.into_any()
            }
        };
        view! { <td class="wide" data-label=visit.t("group-certificate")>{said}</td> }
    });
    view! {
        <tr><th scope="row">{person.name.clone()}</th><td>{visit.tw("session-n", &[("n", t.session.number.into())])}</td>
            <td class="wide" data-label=visit.t("plan-title")>{plan}</td>{pay}<td class="wide" data-label=visit.t("questionnaire-title")>{form}</td>{certificate}</tr>
    }
}

/// The word of where a questionnaire stands.
pub fn form_code(form: Form) -> &'static str {
    match form {
        Form::None => "none",
        Form::Scheduled => "scheduled",
        Form::Open => "open",
        Form::Received => "received",
    }
}

fn numbers(visit: &Visit, f: &Figures) -> impl IntoView + use<> {
    let cell = |cell: Cell| match cell {
        Cell::Shown(n) => n.to_string(),
        _ => visit.t("dash-few"),
    };
    let line = |word: &str, value: String| view! { <div><dt>{visit.t(word)}</dt><dd>{value}</dd></div> };
    view! {
        <section>
            <h2>{visit.t("group-figures")}</h2>
            <dl class="facts">
                {line("group-figures-held", f.held.to_string())}
                {line("group-figures-people", cell(f.people))}
                {line("group-figures-plans", cell(f.plans))}
                {line("group-figures-received", cell(f.received))}
                {line("group-figures-visits", cell(f.visits))}
            </dl>
        </section>
    }
}
