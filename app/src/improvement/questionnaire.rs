//! The questionnaire that looks back: its form on its day and later, a sentence before, and what was answered, to be read again.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::improvement::reflecting::{self, Answered, Sheet};
use domain::gate::group::Form;
use domain::improvement::commitment::Kept;
use domain::when::show_date;
use leptos::prelude::*;

use super::id;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The form, with what was answered before where it is asked for again.
pub async fn page(visit: Visit, Path((slug, session)): Path<(String, String)>) -> Answer {
    let sheet = reflecting::form(&visit.cx, &visit.viewer, &slug, id(&session)?).await?;
    let mut typed = Typed::of([("changed", sheet.changed.clone()), ("learned", sheet.learned.clone())]);
    for (i, answer) in sheet.commitments.iter().enumerate() {
        typed.set(&format!("kept-{i}"), answer.kept.map_or("", Kept::code));
        typed.set(&format!("hindered-{i}"), answer.hindered.clone());
    }
    Ok(draw(&visit, &session, &sheet, &typed))
}

/// Takes the answers.
pub async fn send(visit: Visit, Path((slug, session)): Path<(String, String)>, typed: Typed) -> Answer {
    let session_id = id(&session)?;
    let numbered = |begin: &str| {
        let of = |(name, value): (&str, &str)| Some((name.strip_prefix(begin)?.parse::<usize>().ok()?, value.to_owned()));
        typed.pairs().filter_map(of).collect()
    };
    let given = reflecting::Typed {
        kept: numbered("kept-"),
        hindered: numbered("hindered-"),
        changed: typed.get("changed").to_owned(),
        learned: typed.get("learned").to_owned(),
    };
    match reflecting::send(&visit.cx, &visit.viewer, &slug, session_id, &given).await {
        Ok(id) => Ok(go(format!("/cohorts/{slug}/questionnaires/{id}?done=questionnaire-received"))),
        Err(Fault::Invalid(faults)) => {
            let sheet = reflecting::form(&visit.cx, &visit.viewer, &slug, session_id).await?;
            Ok(again(draw(&visit, &session, &sheet, &typed.with_faults(faults))))
        }
        Err(other) => Err(other.into()),
    }
}

fn draw(visit: &Visit, session: &str, sheet: &Sheet, typed: &Typed) -> Response {
    let title = visit.t("questionnaire-title");
    let slug = &sheet.reached.slug;
    let page = Page::new(title.clone()).keeps().cohort(&sheet.reached).crumb(visit.t("group-title"), format!("/cohorts/{slug}/group"));
    visit.show(page, || {
        let day = show_date(sheet.on, visit.lang());
        let opens = show_date(sheet.opens_on, visit.lang());
        let body = match sheet.form {
            Form::None => parts::empty(visit.t("questionnaire-none")).into_any(),
            Form::Scheduled => view! { <p class="notice">{visit.tw("questionnaire-opens-long", &[("day", opens.into())])}</p>{promises(visit, sheet)} }.into_any(),
            Form::Received => {
                let read = sheet.received.map(|id| {
                    let href = format!("/cohorts/{slug}/questionnaires/{id}");
                    view! { <p class="page-actions"><a class="button quiet" href=href>{visit.t("questionnaire-read")}</a></p> }
                });
                view! { <p class="notice is-good">{visit.t("questionnaire-have")}</p>{read} }.into_any()
            }
            Form::Open => form(visit, session, sheet, typed).into_any(),
        };
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            <p class="meta">{visit.tw("session-n", &[("n", sheet.number.into())])}{(!sheet.title.is_empty()).then(|| format!("{}{}", visit.colon(), sheet.title))}" · "{day}</p>
            {parts::fault_summary(visit, typed)}
            {body}
        }
    })
}

/// What one committed to, while the day has not come.
fn promises(visit: &Visit, sheet: &Sheet) -> impl IntoView + use<> {
    let rows = sheet.commitments.iter().map(|c| view! { <li>{c.commitment.clone()}</li> }).collect_view();
    (!sheet.commitments.is_empty()).then(|| view! { <h2>{visit.t("plan-commitments")}</h2><ul>{rows}</ul> })
}

fn form(visit: &Visit, session: &str, sheet: &Sheet, typed: &Typed) -> impl IntoView + use<> {
    let choices = || Kept::ALL.map(|k| (k.code().to_owned(), visit.t(&format!("kept-{}", k.code())))).to_vec();
    let each = sheet
        .commitments
        .iter()
        .enumerate()
        .map(|(i, c)| {
            let (kept, hindered) = (format!("kept-{i}"), format!("hindered-{i}"));
            let said = visit.tw("questionnaire-planned", &[("what", c.commitment.as_str().into())]);
            view! {
                <div class="card">
                    {field(visit, typed, &kept, "questionnaire-kept").label_text(said).required().radios(choices())}
                    {field(visit, typed, &hindered, "questionnaire-hindered").area(2)}
                </div>
            }
        })
        .collect_view();
    let none = sheet.commitments.is_empty().then(|| view! { <p class="hint">{visit.t("questionnaire-no-commitments")}</p> });
    view! {
        <p class="lede">{visit.t("questionnaire-lede")}</p>
        <form class="form" method="post" action=format!("/cohorts/{}/group/{session}/questionnaire", sheet.reached.slug)>
            {parts::keep(visit)}
            {none}
            {each}
            {field(visit, typed, "changed", "questionnaire-changed").required().hint("questionnaire-changed-hint").area(4)}
            {field(visit, typed, "learned", "questionnaire-learned").area(3)}
            <p><button class="button" type="submit">{visit.t("questionnaire-send")}</button></p>
        </form>
    }
}

/// A questionnaire that was received.
pub async fn received(visit: Visit, Path((slug, reflection)): Path<(String, String)>) -> Answer {
    let got = reflecting::read(&visit.cx, &visit.viewer, &slug, id(&reflection)?).await?;
    let title = if got.mine { visit.t("questionnaire-title") } else { visit.tw("questionnaire-of", &[("name", got.name.as_str().into())]) };
    let page = Page::new(title.clone()).keeps().cohort(&got.reached).crumb(visit.t("group-title"), format!("/cohorts/{slug}/group"));
    Ok(visit.show(page, || {
        let zone = visit.zone().to_owned();
        let text = |word: &str, text: &str| {
            let lines = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
            (!text.is_empty()).then(|| view! { <section class="case-section"><h2>{visit.t(word)}</h2>{lines}</section> })
        };
        view! {
            {parts::done(&visit)}
            <h1>{title}</h1>
            <p class="meta">{visit.tw("session-n", &[("n", got.number.into())])}" · "{parts::time(&visit, got.at, &zone)}</p>
            <p class="hint">{visit.t("questionnaire-readers")}</p>
            {answers(&visit, &got.answers)}
            <div class="prose">{text("questionnaire-changed", &got.changed)}{text("questionnaire-learned", &got.learned)}</div>
        }
    }))
}

fn answers(visit: &Visit, answers: &[Answered]) -> impl IntoView + use<> {
    let rows = answers
        .iter()
        .map(|a| {
            let word = a.kept.map(|k| visit.t(&format!("kept-{}", k.code()))).unwrap_or_default();
            let hindered = (!a.hindered.is_empty()).then(|| view! { <p class="meta">{a.hindered.clone()}</p> });
            view! { <li><p>{a.commitment.clone()}" "<span class="badge">{word}</span></p>{hindered}</li> }
        })
        .collect_view();
    (!answers.is_empty()).then(|| view! { <section><h2>{visit.t("plan-commitments")}</h2><ul class="list">{rows}</ul></section> })
}
