//! A case as the cohort reads it: its text, the questions, the recommendations, and what its reader may do.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::cases::queries::{self, Advice, Question, View};
use domain::cases::{Act, State};
use leptos::prelude::*;

use super::id;
use super::pages::{badge, number, page_in, sections};
use crate::answer::Answer;
use crate::parts;
use crate::parts::fields::field;
use crate::typed::Typed;
use crate::visit::Visit;

/// The page of a case.
pub async fn page(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    let view = queries::open(&visit.cx, &visit.viewer, &slug, id(&case)?).await?;
    Ok(show(&visit, &view, &Typed::empty()))
}

/// The page with what was typed into one of its forms.
pub async fn page_with(visit: &Visit, slug: &str, case: &str, typed: &Typed) -> Result<Response, Fault> {
    let view = queries::open_for(&visit.cx, &visit.viewer, slug, id(case)?, Act::Read).await?;
    Ok(show(visit, &view, typed))
}

fn show(visit: &Visit, case: &View, typed: &Typed) -> Response {
    let title = if case.title.is_empty() { visit.t("case-untitled") } else { case.title.clone() };
    let zone = case.reached.cohort.zone.clone();
    let talked = matches!(case.reached.state, State::Scheduled | State::Presented | State::Closed);
    visit.show(page_in(visit, case, title.clone()).keeps(), || {
        let session = case.session.as_ref().map(|s| {
            let named = visit.tw("case-in-session", &[("number", s.number.into()), ("title", s.title.as_str().into())]);
            view! { <p class="meta">{named}" · "{parts::time(visit, s.starts_at, &zone)}</p> }
        });
        let by = visit.tw("case-by", &[("name", case.presenter.as_str().into())]);
        let note = (!case.review_note.is_empty()).then(|| {
            view! { <div class="notice is-warn"><p>{visit.t("case-sent-back-note")}</p><p>{case.review_note.clone()}</p></div> }
        });
        view! {
            <h1>{title}</h1>
            {parts::done(visit)}
            <p class="meta">{number(visit, case)}" · "{by}" "{badge(visit, case.reached.state)}</p>
            {session}
            {chain(visit, case)}
            {hiding(visit, case)}
            {note}
            {acts(visit, case)}
            {parts::fault_summary(visit, typed)}
            <article>{sections(visit, &case.sections)}</article>
            {super::attachments::of_case(visit, case)}
            {flag(visit, case)}
            {talked.then(|| questions(visit, case, typed, &zone))}
            {talked.then(|| recommendations(visit, case, typed, &zone))}
            {follow_up(visit, case, &zone)}
            {taking_back(visit, case)}
        }
    })
}

/// The other presentations of the same situation.
fn chain(visit: &Visit, case: &View) -> impl IntoView + use<> {
    let links = case
        .chain
        .iter()
        .map(|l| view! { " "<a href=l.href.clone()>{l.number.clone().unwrap_or_else(|| visit.t("case-number-none"))}</a> });
    (!case.chain.is_empty()).then(|| view! { <p class="meta">{visit.t("case-chain")}{links.collect_view()}</p> })
}

/// Its presenter is asked to mend it; staff are told that it waits for them.
fn hiding(visit: &Visit, case: &View) -> impl IntoView + use<> {
    case.hidden.then(|| {
        let (word, href, link) = if case.reached.stand.presenter {
            ("flag-hidden-mine", at(case, "/edit"), "flag-mend")
        } else {
            ("flag-hidden-staff", format!("/cohorts/{}/flags", case.reached.cohort.slug), "flags-title")
        };
        view! { <p class="notice is-warn">{visit.t(word)}" "<a href=href>{visit.t(link)}</a></p> }
    })
}

/// Flagging for readers, blotting out for staff.
fn flag(visit: &Visit, case: &View) -> impl IntoView + use<> {
    parts::flag_links(visit, &case.reached.cohort, "case", case.id.0, case.reached.stand.presenter)
}

fn at(case: &View, tail: &str) -> String {
    format!("/cohorts/{}/cases/{}{tail}", case.reached.cohort.slug, case.id)
}

/// What its reader may do with it now; one of them is the next step.
fn acts(visit: &Visit, case: &View) -> impl IntoView + use<> {
    let may = |act| case.reached.may(act);
    let state = case.reached.state;
    let mut links: Vec<(String, &str)> = Vec::new();
    let mut add = |open: bool, tail: &str, word: &'static str| {
        if open {
            links.push((at(case, tail), word));
        }
    };
    let schedule = if state == State::Scheduled { "case-reschedule" } else { "case-schedule" };
    let letter = if state == State::Closed { "case-letter-edit" } else { "case-letter-write" };
    add(may(Act::Review), "/review", "case-review");
    add(may(Act::Schedule) && state == State::Approved, "/schedule", schedule);
    add(may(Act::Letter) && state == State::Presented, "/letter/write", letter);
    add(may(Act::FollowUp) && case.follow_up.is_none(), "/follow-up", "case-follow-up-do");
    add(may(Act::Edit), "/edit", "case-edit");
    add(case.letter.is_some(), "/letter", "case-letter");
    add(may(Act::Schedule) && state == State::Scheduled, "/schedule", schedule);
    add(may(Act::Letter) && state == State::Closed, "/letter/write", letter);
    add(may(Act::History), "/history", "case-history");
    let present = may(Act::Present).then(|| {
        view! { <form method="post" action=at(case, "/present")><button class="button" type="submit">{visit.t("case-present")}</button></form> }
    });
    let again = (may(Act::Again) && (case.reached.cohort.participant || case.reached.cohort.mentor)).then(|| {
        view! {
            <form method="post" action=at(case, "/again")>
                {parts::once(visit, &Typed::empty())}
                <button class="button quiet" type="submit">{visit.t("case-again")}</button>
            </form>
        }
    });
    let first = present.is_none();
    let links = links
        .into_iter()
        .enumerate()
        .map(|(i, (href, word))| {
            let class = if i == 0 && first { "button" } else { "button quiet" };
            view! { <a class=class href=href>{visit.t(word)}</a> }
        })
        .collect_view();
    view! { <div class="page-actions cluster">{present}{links}{again}</div> }
}

fn questions(visit: &Visit, case: &View, typed: &Typed, zone: &str) -> impl IntoView + use<> {
    let may_answer = case.reached.may(Act::Answer);
    let rows: Vec<_> = case.questions.iter().map(|q| question(visit, case, q, may_answer, typed, zone)).collect();
    let ask = (case.reached.may(Act::Comment) && !case.reached.stand.presenter).then(|| {
        view! {
            <form class="form composer" method="post" action=at(case, "/questions")>
                {parts::keep(visit)}
                {once(visit, typed, "ask")}
                {field(visit, typed, "ask", "case-ask").required().area(2)}
                <p><button class="button quiet" type="submit">{visit.t("case-ask-do")}</button></p>
            </form>
        }
    });
    view! {
        <section id="questions">
            <h2>{visit.t("case-questions")}</h2>
            {rows.is_empty().then(|| parts::empty(visit.t("case-questions-empty")))}
            <ul class="list">{rows}</ul>
            {ask}
        </section>
    }
}

fn question(visit: &Visit, case: &View, q: &Question, may_answer: bool, typed: &Typed, zone: &str) -> impl IntoView + use<> {
    let name = format!("answer-{}", q.id);
    let answered = !q.answer_html.is_empty();
    let answer = answered.then(|| view! { <div class="replies"><p class="meta">{visit.t("case-answered")}</p><div class="prose" inner_html=q.answer_html.clone()></div></div> });
    let form = (may_answer && !answered).then(|| {
        view! {
            <form class="form composer" method="post" action=at(case, &format!("/questions/{}", q.id))>
                {parts::keep(visit)}
                {field(visit, typed, &name, "case-answer").required().area(2)}
                <p><button class="button quiet" type="submit">{visit.t("case-answer-do")}</button></p>
            </form>
        }
    });
    view! {
        <li class="post">
            <p class="post-head meta">{q.author.clone()}" · "{parts::time(visit, q.created_at, zone)}</p>
            {parts::hidden_note(visit, &case.reached.cohort, "question", q.id, q.hidden_at.is_some(), q.mine)}
            <div class="prose" inner_html=q.html.clone()></div>
            {answer}{form}
            {parts::flag_links(visit, &case.reached.cohort, "question", q.id, q.mine)}
        </li>
    }
}

fn recommendations(visit: &Visit, case: &View, typed: &Typed, zone: &str) -> impl IntoView + use<> {
    let rows: Vec<_> = case.advice.iter().map(|a| advice(visit, case, a, zone)).collect();
    let form = case.reached.may(Act::Comment).then(|| {
        view! {
            <form class="form composer" method="post" action=at(case, "/recommendations")>
                {parts::keep(visit)}
                {once(visit, typed, "recommendation")}
                {field(visit, typed, "recommendation", "case-recommend").required().hint("case-recommend-hint").area(3)}
                {field(visit, typed, "from_room", "case-from-room").hint("case-from-room-hint").input("text", "off")}
                <p><button class="button quiet" type="submit">{visit.t("case-recommend-do")}</button></p>
            </form>
        }
    });
    view! {
        <section id="recommendations">
            <h2>{visit.t("case-recommendations")}</h2>
            {rows.is_empty().then(|| parts::empty(visit.t("case-recommendations-empty")))}
            <ol class="list">{rows}</ol>
            {form}
        </section>
    }
}

fn advice(visit: &Visit, case: &View, a: &Advice, zone: &str) -> impl IntoView + use<> {
    let by = visit.tw("case-recorded-by", &[("name", a.author.as_str().into())]);
    let used = a.used.as_ref().map(|(used, why)| {
        let word = visit.t(&format!("case-used-{}", used.code()));
        let why = (!why.is_empty()).then(|| format!(" · {why}"));
        view! { <p><span class="badge is-good">{visit.t("case-used")}" "{word}</span>{why}</p> }
    });
    let from = (!a.from_room.is_empty()).then(|| visit.tw("case-from", &[("from", a.from_room.as_str().into())]));
    view! {
        <li class="post">
            {parts::hidden_note(visit, &case.reached.cohort, "recommendation", a.id.0, a.hidden_at.is_some(), a.mine)}
            <div class="prose" inner_html=a.html.clone()></div>
            {used}
            <p class="meta"><span class="badge is-soft">{visit.t(&format!("case-side-{}", a.side.code()))}</span>" "{from.map(|f| format!("{f} · "))}{by}" · "{parts::time(visit, a.created_at, zone)}</p>
            {parts::flag_links(visit, &case.reached.cohort, "recommendation", a.id.0, a.mine)}
        </li>
    }
}

fn follow_up(visit: &Visit, case: &View, zone: &str) -> impl IntoView + use<> {
    case.follow_up.as_ref().map(|f| {
        let used = visit.t(&format!("case-used-{}", f.used));
        view! {
            <section class="card">
                <h2>{visit.t("case-follow-up")}</h2>
                <p><span class="badge is-soft">{visit.t("case-follow-up-used")}" "{used}</span>" "<span class="meta">{parts::time(visit, f.at, zone)}</span></p>
                <div class="prose" inner_html=f.html.clone()></div>
            </section>
        }
    })
}

/// Withdraw and delete, out of the way.
fn taking_back(visit: &Visit, case: &View) -> impl IntoView + use<> {
    let act = |open: bool, tail: &str, lede: &str, word: &str| {
        open.then(|| {
            view! {
                <form method="post" action=at(case, tail)>
                    <p class="hint">{visit.t(lede)}</p>
                    <button class="button danger" type="submit">{visit.t(word)}</button>
                </form>
            }
        })
    };
    let withdraw = act(case.reached.may(Act::Withdraw), "/withdraw", "case-withdraw-lede", "case-withdraw");
    let word = if case.reached.state == State::Draft { "case-delete-draft" } else { "case-purge" };
    let purge = act(case.reached.may(Act::Purge), "/purge", "case-purge-lede", word);
    (withdraw.is_some() || purge.is_some()).then(
        || view! { <details class="card"><summary>{visit.t("case-more")}</summary><div class="stack">{withdraw}{purge}</div></details> },
    )
}

/// The hidden id of one of the page's forms: kept when this form comes back with a fault, fresh otherwise.
fn once(visit: &Visit, typed: &Typed, own: &str) -> impl IntoView + use<> {
    if typed.has(own) { parts::once(visit, typed).into_any() } else { parts::once(visit, &Typed::empty()).into_any() }
}
