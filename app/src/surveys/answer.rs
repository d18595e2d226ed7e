//! Answering by a secret link: from the mail to "thank you" without a sign-in and without a script.

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use backend::Fault;
use backend::surveys::State;
use backend::surveys::answering::{self, Sent, Sheet, answer_keys};
use backend::words::Words;
use domain::fault::FieldFault;
use domain::instruments::Answers;
use leptos::prelude::*;
use serde::Deserialize;

use super::islands::KeepDraft;
use super::pages::moment;
use super::sheet;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::{Visit, cookie};

/// Names of the form's own fields: items are called by lower-case letters, digits and `_`, so these never meet them.
const CHANGE: &str = "x-change";
const LATER: &str = "x-later";

/// What a link is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    change: String,
    #[serde(default)]
    sent: String,
}

/// The form behind a link, or what became of it.
pub async fn page(visit: Visit, headers: HeaderMap, Path(token): Path<String>, Query(asked): Query<Asked>) -> Answer {
    visit.guess()?;
    let change = asked.change == "yes";
    let sheet = answering::look(&visit.cx, &visit.viewer, &token, change).await?;
    let visit = in_their_language(visit, &headers, &sheet);
    if sheet.state == State::Coming {
        return Ok(coming(&visit, &sheet));
    }
    if sheet.answered && !(sheet.may_change && change) {
        let word = if asked.sent == "already" { "survey-thanks-again" } else { "survey-thanks" };
        return Ok(thanks(&visit, Some((&token, &sheet)), word));
    }
    let mut typed = Typed::empty();
    sheet.answers.iter().for_each(|(key, value)| typed.set(key, value.clone()));
    Ok(form(&visit, &token, &sheet, &typed))
}

/// Sends the answers.
pub async fn send(visit: Visit, headers: HeaderMap, Path(token): Path<String>, typed: Typed) -> Answer {
    visit.guess()?;
    let change = typed.get(CHANGE) == "yes";
    let sheet = answering::look(&visit.cx, &visit.viewer, &token, change).await?;
    let visit = in_their_language(visit, &headers, &sheet);
    let twice = answered_twice(&sheet, &typed);
    if !twice.is_empty() {
        return Ok(again(form(&visit, &token, &sheet, &typed.with_faults(twice))));
    }
    match answering::submit(&visit.cx, &visit.viewer, &token, &answers(&sheet, &typed), change).await {
        // After the close the link itself is used up, so the thanks are said here.
        Ok(_) if sheet.state != State::Open => Ok(thanks(&visit, None, "survey-thanks")),
        Ok(Sent::Kept) => Ok(go(format!("/s/{}", parts::query_value(&token)))),
        Ok(Sent::Already) => Ok(go(format!("/s/{}?sent=already", parts::query_value(&token)))),
        Ok(Sent::Changed) => Ok(go(format!("/s/{}?done=survey-changed", parts::query_value(&token)))),
        Err(Fault::Invalid(faults)) => Ok(again(form(&visit, &token, &sheet, &typed.with_faults(faults)))),
        Err(other) => Err(other.into()),
    }
}

/// Keeps what is typed: 204 for a script, a page for the button.
pub async fn draft(visit: Visit, Path(token): Path<String>, typed: Typed) -> Answer {
    // Kept every moment while somebody types: only a link that is not known counts as a guess.
    let sheet = match answering::look(&visit.cx, &visit.viewer, &token, false).await {
        Ok(sheet) => sheet,
        Err(fault) => {
            visit.guess()?;
            return Err(fault.into());
        }
    };
    answering::save_draft(&visit.cx, &token, &answers(&sheet, &typed)).await?;
    if typed.has(LATER) {
        return Ok(go(format!("/s/{}?done=survey-draft", parts::query_value(&token))));
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The person's own language, unless this browser was told another.
fn in_their_language(mut visit: Visit, headers: &HeaderMap, sheet: &Sheet) -> Visit {
    if cookie(headers, "kith_lang").is_none() {
        visit.words = Words::of(sheet.lang);
    }
    visit
}

fn answers(sheet: &Sheet, typed: &Typed) -> Answers {
    let given = answer_keys(&sheet.definition).into_iter().filter(|key| typed.has(key));
    given.map(|key| (key.clone(), typed.get(&key).to_owned())).collect()
}

/// A form of ours sends each question once: of two answers none is the true one.
fn answered_twice(sheet: &Sheet, typed: &Typed) -> Vec<FieldFault> {
    let keys = answer_keys(&sheet.definition).into_iter().filter(|key| typed.all(key).len() > 1);
    keys.map(|key| FieldFault::new(&key, "fault-answer-twice")).collect()
}

fn form(visit: &Visit, token: &str, sheet: &Sheet, typed: &Typed) -> Response {
    let action = format!("/s/{}", parts::query_value(token));
    let changing = sheet.answered;
    let late =
        (sheet.state == State::Late).then(|| visit.tw("survey-late-notice", &[("at", moment(visit, sheet.closes_at, &sheet.zone).into())]));
    let until =
        (sheet.state == State::Open).then(|| visit.tw("surveys-closes", &[("at", moment(visit, sheet.closes_at, &sheet.zone).into())]));
    let page = Page::new(sheet.definition.title.clone()).keeps();
    let keep = (!changing).then(|| (format!("{action}/draft"), visit.t("survey-kept"), visit.t("survey-not-kept")));
    visit.show(if changing { page } else { page.live() }, || {
        view! {
            <h1>{sheet.definition.title.clone()}</h1>
            {parts::done(visit)}
            <p class="lede">{visit.t("survey-time")}</p>
            <p class="meta">{sheet.program.clone()}" · "{sheet.cohort.clone()}{until.map(|text| format!(" · {text}"))}</p>
            {late.map(|text| view! { <p class="notice is-warn">{text}</p> })}
            {sheet.drafted.then(|| view! { <p class="notice">{visit.t("survey-drafted")}</p> })}
            {parts::fault_summary(visit, typed)}
            <form class="form" id="survey-form" method="post" action=action.clone()>
                {changing.then(|| view! { <input type="hidden" name=CHANGE value="yes"/> })}
                {parts::watch_line(visit)}
                {sheet::items(visit, &sheet.definition, typed)}
                <p class="meta">{visit.t("surveys-privacy")}</p>
                {keep.map(|(action, saved, failed)| view! { <KeepDraft action=action saved=saved failed=failed/> })}
                <p class="cluster">
                    <button class="button" type="submit">{visit.t("survey-send")}</button>
                    {(!changing).then(|| view! {
                        <button class="link-button" type="submit" name=LATER value="yes" formaction=format!("{action}/draft") formnovalidate>
                            {visit.t("survey-later")}
                        </button>
                    })}
                </p>
            </form>
        }
    })
}

fn thanks(visit: &Visit, known: Option<(&str, &Sheet)>, word: &str) -> Response {
    let change = known.map(|(token, sheet)| {
        let href = format!("/s/{}?change=yes", parts::query_value(token));
        let until = moment(visit, sheet.closes_at, &sheet.zone);
        if sheet.may_change {
            view! { <p><a class="button quiet" href=href>{visit.t("survey-thanks-change")}</a></p> }.into_any()
        } else {
            view! { <p class="meta">{visit.tw("survey-thanks-change-sign-in", &[("at", until.into())])}</p> }.into_any()
        }
    });
    visit.show(Page::new(visit.t("survey-thanks-title")), || {
        view! {
            <h1>{visit.t("survey-thanks-title")}</h1>
            {parts::done(visit)}
            <p class="lede">{visit.t(word)}" "{visit.t("survey-thanks-private")}</p>
            {change}
            <p><a href="/">{visit.t("back-home")}</a></p>
        }
    })
}

fn coming(visit: &Visit, sheet: &Sheet) -> Response {
    let opens = moment(visit, sheet.opens_at, &sheet.zone);
    visit.show(Page::new(sheet.definition.title.clone()), || {
        view! {
            <h1>{sheet.definition.title.clone()}</h1>
            <p class="lede">{visit.tw("survey-coming-lede", &[("at", opens.into())])}</p>
            <p class="meta">{sheet.program.clone()}" · "{sheet.cohort.clone()}</p>
        }
    })
}
