//! An action plan to be read: by its owner, the group's mentor, the coordinator; what they say to it; and its withdrawal.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::improvement::queries::{self, PlanView};
use backend::improvement::{Written, comments, writing};
use leptos::prelude::*;

use super::{gates, id};
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit, Path((slug, plan)): Path<(String, String)>) -> Answer {
    Ok(page_with(&visit, &slug, &plan, &Typed::empty()).await?)
}

async fn page_with(visit: &Visit, slug: &str, plan: &str, typed: &Typed) -> Result<Response, Fault> {
    let view = queries::plan(&visit.cx, &visit.viewer, slug, id(plan)?).await?;
    let title = if view.mine { visit.t("plan-mine") } else { visit.tw("plan-of", &[("name", view.owner.as_str().into())]) };
    let page = Page::new(title.clone()).keeps().cohort(&view.reached).crumb(visit.t("group-title"), format!("/cohorts/{slug}/group"));
    Ok(visit.show(page, || {
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            <p class="meta">{gates::session(visit, &view.session)}" "<span class="badge">{visit.t(&format!("plan-state-{}", view.state.code()))}</span></p>
            {flag(visit, &view)}
            {parts::fault_summary(visit, typed)}
            {own_ways(visit, slug, &view)}
            {sheet(visit, &view.sheet)}
            {said(visit, &view, typed)}
            {past(visit, &view)}
        }
    }))
}

/// Paid, and taken back: nothing is clawed back, and those who keep the ledger see a flag (R2.8).
fn flag(visit: &Visit, view: &PlanView) -> impl IntoView + use<> {
    let flagged = view.paid && !view.state.is_handed_in();
    flagged.then(|| view! { <p class="notice is-warn">{visit.t(if view.mine { "plan-flagged-mine" } else { "plan-flagged" })}</p> })
}

fn own_ways(visit: &Visit, slug: &str, view: &PlanView) -> impl IntoView + use<> {
    let at = format!("/cohorts/{slug}/plans/{}", view.id);
    let edit = (view.mine && !view.reopens).then(
        || view! { <a class="button quiet" href=format!("/cohorts/{slug}/group/{}/plan", view.session.id)>{visit.t("plan-change")}</a> },
    );
    let withdraw = view.withdraws.then(|| {
        let hint = visit.t(if view.paid { "plan-withdraw-paid" } else { "plan-withdraw-hint" });
        view! {
            <details><summary>{visit.t("plan-withdraw")}</summary>
                <form class="form" method="post" action=format!("{at}/withdraw")>
                    <p class="hint">{hint}</p>
                    <p><button class="button danger" type="submit">{visit.t("plan-withdraw")}</button></p>
                </form>
            </details>
        }
    });
    let reopen = view.reopens.then(|| {
        view! { <form class="inline-form" method="post" action=format!("{at}/reopen")><button class="button" type="submit">{visit.t("plan-reopen")}</button></form> }
    });
    view! { <div class="no-print">{edit.map(|e| view! { <p class="page-actions">{e}</p> })}{reopen}{withdraw}</div> }
}

/// The sheet as text; parts that are empty are left out.
fn sheet(visit: &Visit, sheet: &Written) -> impl IntoView + use<> {
    let part = |word: &str, text: &str| {
        let lines = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        (!text.is_empty()).then(|| view! { <section class="case-section"><h2>{visit.t(word)}</h2>{lines}</section> })
    };
    let promised = sheet.promised();
    let commitments = (!promised.is_empty()).then(|| {
        let rows = promised.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <section class="case-section"><h2>{visit.t("plan-commitments")}</h2><ul>{rows}</ul></section> }
    });
    let own = (!sheet.own_activity.is_empty()).then(|| sheet.own_activity.clone());
    let named: Vec<String> = sheet.activities.iter().map(|code| visit.t(&format!("activity-{code}"))).chain(own).collect();
    let activities = (!named.is_empty()).then(|| {
        let rows = named.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
        view! { <section class="case-section"><h2>{visit.t("plan-activities")}</h2><ul>{rows}</ul></section> }
    });
    view! {
        <article class="prose">
            {part("plan-aim", &sheet.aim)}
            {part("plan-change_idea", &sheet.change_idea)}
            {part("plan-prediction", &sheet.prediction)}
            {part("plan-measure", &sheet.measure)}
            {part("plan-test", &sheet.test)}
            {commitments}
            {activities}
        </article>
    }
}

fn said(visit: &Visit, view: &PlanView, typed: &Typed) -> impl IntoView + use<> {
    let zone = visit.zone().to_owned();
    let rows = view.comments.iter().map(|c| {
        view! {
            <li class="post">
                <p class="meta"><strong>{c.author.clone()}</strong>" · "{parts::time(visit, c.at, &zone)}</p>
                <div class="prose" inner_html=c.html.clone()></div>
            </li>
        }
    });
    let none = view.comments.is_empty().then(|| parts::empty(visit.t(if view.mine { "plan-no-comments" } else { "plan-no-comments-yet" })));
    let at = format!("/cohorts/{}/plans/{}", view.reached.slug, view.id);
    let form = view.comments_on.then(|| {
        view! {
            <form class="form" method="post" action=format!("{at}/comments")>
                {parts::keep(visit)}
                {parts::once(visit, typed)}
                {field(visit, typed, "comment", if view.mine { "plan-answer" } else { "plan-comment" }).required().area(3)}
                <p><button class="button" type="submit">{visit.t("plan-comment-send")}</button></p>
            </form>
        }
    });
    let review = view.reviews.then(|| {
        let typed = Typed::empty().at("review");
        view! {
            <form class="form card" method="post" action=format!("{at}/review")>
                <h3>{visit.t("plan-review")}</h3>
                <input type="hidden" name="version" value=view.version.to_string()/>
                {field(visit, &typed, "comment", "plan-send-back-reason").area(2)}
                <p class="cluster">
                    <button class="button" type="submit" name="do" value="approve">{visit.t("plan-approve")}</button>
                    <button class="button quiet" type="submit" name="do" value="send_back">{visit.t("plan-send-back")}</button>
                </p>
            </form>
        }
    });
    view! { <section id="comments"><h2>{visit.t("plan-comments")}</h2>{none}<ul class="list">{rows.collect_view()}</ul>{form}{review}</section> }
}

fn past(visit: &Visit, view: &PlanView) -> impl IntoView + use<> {
    let zone = visit.zone().to_owned();
    let rows = view
        .past
        .iter()
        .map(|(at, words)| view! { <details class="card"><summary>{parts::time(visit, *at, &zone)}</summary>{sheet(visit, words)}</details> })
        .collect_view();
    (!view.past.is_empty()).then(|| view! { <section class="no-print"><h2>{visit.t("plan-past")}</h2>{rows}</section> })
}

async fn settle(visit: &Visit, (slug, plan): (&str, &str), done: Result<(), Fault>, word: &str, typed: Typed) -> Answer {
    match done {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/plans/{plan}?done={word}#comments"))),
        Err(Fault::Invalid(faults)) => Ok(again(page_with(visit, slug, plan, &typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Says something to a plan, or answers as its owner.
pub async fn comment(visit: Visit, Path((slug, plan)): Path<(String, String)>, typed: Typed) -> Answer {
    let done = comments::comment(&visit.cx, &visit.viewer, &slug, id(&plan)?, typed.once(&visit.cx), typed.get("comment")).await;
    let word = if *done.as_ref().unwrap_or(&false) { "plan-answered" } else { "plan-commented" };
    settle(&visit, (&slug, &plan), done.map(|_| ()), word, typed).await
}

/// Approves a plan, or sends it back.
pub async fn review(visit: Visit, Path((slug, plan)): Path<(String, String)>, typed: Typed) -> Answer {
    let (version, approve) = (typed.get("version").parse().unwrap_or(0), typed.get("do") == "approve");
    let done = comments::review(&visit.cx, &visit.viewer, &slug, id(&plan)?, version, approve, typed.get("comment")).await;
    settle(&visit, (&slug, &plan), done, "plan-reviewed", typed).await
}

/// Takes one's plan back.
pub async fn withdraw(visit: Visit, Path((slug, plan)): Path<(String, String)>) -> Answer {
    let paid = writing::withdraw(&visit.cx, &visit.viewer, &slug, id(&plan)?).await?;
    let word = if paid { "plan-withdrawn-paid" } else { "plan-withdrawn" };
    Ok(go(format!("/cohorts/{slug}/plans/{plan}?done={word}")))
}

/// Begins again with it.
pub async fn reopen(visit: Visit, Path((slug, plan)): Path<(String, String)>) -> Answer {
    let plan = id(&plan)?;
    writing::reopen(&visit.cx, &visit.viewer, &slug, plan).await?;
    let view = queries::plan(&visit.cx, &visit.viewer, &slug, plan).await?;
    Ok(go(format!("/cohorts/{slug}/group/{}/plan?done=plan-reopened", view.session.id)))
}
