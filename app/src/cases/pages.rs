//! The list of cases, and the versions of one.

use axum::extract::Path;
use axum::response::Response;
use backend::cases::queries::{self, Card, List, View};
use domain::cases::compare::Part;
use domain::cases::{Section, State};
use leptos::prelude::*;

use super::id;
use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// The cases of a cohort: mine, what waits for me, what comes, what was.
pub async fn list(visit: Visit, Path(slug): Path<String>) -> Answer {
    let list = queries::list(&visit.cx, &visit.viewer, &slug).await?;
    Ok(list_page(&visit, &list))
}

fn list_page(visit: &Visit, list: &List) -> Response {
    let zone = list.cohort.zone.as_str();
    let pick = |title: &str, keep: &dyn Fn(&Card) -> bool| {
        let cards: Vec<&Card> = list.cards.iter().filter(|c| keep(c)).collect();
        (!cards.is_empty()).then(|| group(visit, title, &cards, zone))
    };
    let staff = list.cohort.staff();
    let none = list.cards.is_empty();
    visit.show(Page::new(visit.t("cases-title")).cohort(&list.cohort), || {
        let begin = list.may_begin.then(|| {
            let href = format!("/cohorts/{}/cases/new", list.cohort.slug);
            view! { <a class="button" href=href>{visit.t("cases-new")}</a> }
        });
        let outcomes = staff.then(|| {
            let href = format!("/cohorts/{}/cases/outcomes", list.cohort.slug);
            view! { <a class="button quiet" href=href>{visit.t("case-outcomes")}</a> }
        });
        view! {
            <h1>{visit.t("cases-title")}</h1>
            {parts::done(visit)}
            <p class="lede">{visit.t("cases-lede")}</p>
            <div class="page-actions cluster">{begin}{outcomes}</div>
            {none.then(|| parts::empty(visit.t("cases-empty")))}
            {pick("cases-mine", &|c| c.mine && c.state != State::Withdrawn)}
            {pick("cases-to-review", &|c| staff && !c.mine && matches!(c.state, State::Submitted | State::SentBack))}
            {pick("cases-to-schedule", &|c| staff && !c.mine && c.state == State::Approved)}
            {pick("cases-coming", &|c| !c.mine && c.state == State::Scheduled)}
            {pick("cases-past", &|c| !c.mine && matches!(c.state, State::Presented | State::Closed))}
            {pick("cases-withdrawn", &|c| c.state == State::Withdrawn)}
        }
    })
}

fn group(visit: &Visit, title: &str, cards: &[&Card], zone: &str) -> impl IntoView + use<> {
    let rows = cards.iter().map(|c| view! { <li class="card case-card">{card(visit, c, zone)}</li> }).collect_view();
    view! { <section><h2>{visit.t(title)}" "<span class="count">{cards.len()}</span></h2><ul class="cards">{rows}</ul></section> }
}

/// The inside of a case's card: for lists here and on the page of a session.
pub fn card(visit: &Visit, card: &Card, zone: &str) -> impl IntoView + use<> {
    let number = card.number.clone().unwrap_or_else(|| visit.t("case-number-none"));
    let title = if card.title.is_empty() { visit.t("case-untitled") } else { card.title.clone() };
    let by = (!card.mine).then(|| visit.tw("case-by", &[("name", card.presenter.as_str().into())]));
    let session = card.session.as_ref().map(|s| {
        let named = visit.tw("case-in-session", &[("number", s.number.into()), ("title", s.title.as_str().into())]);
        view! { <p class="meta">{named}" · "{parts::time(visit, s.starts_at, zone)}</p> }
    });
    view! {
        <p class="meta">{number}{by.map(|b| format!(" · {b}"))}</p>
        <h3><a href=card.href.clone()>{title}</a></h3>
        <p>{badge(visit, card.state)}" "{card.hidden.then(|| view! { <span class="badge is-bad">{visit.t("flag-hidden")}</span> })}</p>
        {session}
    }
}

/// A state as a badge.
pub fn badge(visit: &Visit, state: State) -> impl IntoView + use<> {
    let class = match state {
        State::Submitted | State::Approved => "badge is-wait",
        State::SentBack => "badge is-bad",
        State::Scheduled | State::Presented => "badge is-good",
        State::Draft | State::Closed | State::Withdrawn => "badge is-soft",
    };
    view! { <span class=class>{visit.t(&format!("case-state-{}", state.code()))}</span> }
}

/// A page inside a case: its crumbs lead back to the list and to the case.
pub fn page_in(visit: &Visit, view: &View, title: String) -> Page {
    let base = format!("/cohorts/{}/cases", view.reached.cohort.slug);
    let number = number(visit, view);
    Page::new(title).crumb(visit.t("cases-title"), base.clone()).crumb(number, format!("{base}/{}", view.id)).cohort(&view.reached.cohort)
}

/// The number of a case, or that it has none yet.
pub fn number(visit: &Visit, view: &View) -> String {
    view.number.clone().unwrap_or_else(|| visit.t("case-number-none"))
}

/// The sections of a text, each under its heading.
pub fn sections(visit: &Visit, sections: &[(Section, String)]) -> impl IntoView + use<> {
    sections
        .iter()
        .map(|(section, html)| {
            let title = section.label(visit.lang()).to_owned();
            view! { <section class="case-section"><h2>{title}</h2><div class="prose" inner_html=html.clone()></div></section> }
        })
        .collect_view()
}

/// Every version that was handed in.
pub async fn history(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    let (view, versions) = queries::history(&visit.cx, &visit.viewer, &slug, id(&case)?).await?;
    let title = visit.tw("case-history-title", &[("number", number(&visit, &view).into())]);
    let zone = view.reached.cohort.zone.clone();
    Ok(visit.show(page_in(&visit, &view, title.clone()), || {
        let none = versions.is_empty();
        let all = versions
            .into_iter()
            .enumerate()
            .map(|(i, v)| {
                let decided = (!v.decision.is_empty()).then(|| visit.tw(&format!("case-history-{}", v.decision), &[("name", v.decided_by.as_str().into())]));
                let when = v.decided_at.map(|at| view! { " · "{parts::time(&visit, at, &zone)} });
                let reason = (!v.reason.is_empty()).then(|| view! { <p class="notice is-warn">{v.reason.clone()}</p> });
                let answered = (!v.recognizable.is_empty()).then(|| {
                    let answer = visit.t(&format!("case-recognizable-{}", v.recognizable));
                    view! { <p class="meta">{visit.t("case-recognizable")}" "{answer}</p> }
                });
                view! {
                    <details class="card" open=(i == 0).then_some("")>
                        <summary>
                            {visit.tw("case-history-version", &[("version", v.version.into())])}" · "{parts::time(&visit, v.created_at, &zone)}
                            {decided.map(|d| format!(" · {d}"))}{when}
                        </summary>
                        {reason}
                        {answered}
                        {compared(&visit, &v.changes)}
                        <p><strong>{v.title}</strong></p>
                        {sections(&visit, &v.sections)}
                    </details>
                }
            })
            .collect_view();
        view! {
            <h1>{title}</h1>
            {none.then(|| parts::empty(visit.t("case-history-empty")))}
            <div class="stack">{all}</div>
        }
    }))
}

/// What is not as it was in the version before: words that went are struck, words that came are marked; both can be heard.
fn compared(visit: &Visit, changes: &[(Option<Section>, Vec<Part>)]) -> impl IntoView + use<> {
    let rows = changes
        .iter()
        .map(|(section, parts)| {
            let name = section.as_ref().map_or_else(|| visit.t("case-section-title"), |s| s.label(visit.lang()).to_owned());
            let words = parts
                .iter()
                .map(|part| match part {
                    Part::Same(text) => view! { <span>{short(text)}</span> }.into_any(),
                    Part::Gone(text) => view! { <del>{text.clone()}</del> }.into_any(),
                    Part::New(text) => view! { <ins>{text.clone()}</ins> }.into_any(),
                })
                .collect_view();
            view! { <dt>{name}</dt><dd class="source">{words}</dd> }
        })
        .collect_view();
    (!changes.is_empty()).then(|| view! { <section class="changes"><h3>{visit.t("case-history-changes")}</h3><dl>{rows}</dl></section> })
}

/// A long stretch that stayed is told by its ends.
fn short(text: &str) -> String {
    let count = text.chars().count();
    if count <= 160 {
        return text.to_owned();
    }
    let head: String = text.chars().take(70).collect();
    let tail: String = text.chars().skip(count - 70).collect();
    format!("{head} … {tail}")
}
