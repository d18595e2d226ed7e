//! Those who were missed in a session, and one letter to each.

use axum::extract::Path;
use backend::Fault;
use backend::sessions::attendance::absent::{self, Absent, Missed, Post, Text};
use backend::sessions::queries;
use domain::id::{PersonId, SessionId};
use domain::lang::Lang;
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::sessions::pages::name;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The list and the form.
pub async fn page(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    show(&visit, &slug, id, None).await
}

async fn show(visit: &Visit, slug: &str, id: SessionId, typed: Option<Typed>) -> Answer {
    let found = absent::list(&visit.cx, &visit.viewer, slug, id).await?;
    let session = queries::session(&visit.cx, &visit.viewer, slug, id).await?;
    let title = name(visit, &session.line);
    let at = format!("/cohorts/{slug}/sessions/{id}");
    let page = Page::new(visit.t("missed-title"))
        .cohort(&session.reached.cohort)
        .crumb(visit.t("nav-sessions"), format!("/cohorts/{slug}/sessions"))
        .crumb(title.clone(), at.clone())
        .crumb(visit.t("attendance-title"), format!("{at}/attendance"));
    let typed = typed.unwrap_or_else(|| begin(&found));
    let zone = session.line.zone.clone();
    Ok(visit.show(page, || {
        let early = (!found.over).then(|| parts::empty(visit.t("missed-early")));
        let unread = (found.over && found.unread).then(|| {
            view! { <p class="notice is-warn">{visit.t("missed-unread")}" "<a href=format!("{at}/attendance")>{visit.t("attendance-title")}</a></p> }
        });
        let nobody = (found.over && found.missed.is_empty()).then(|| parts::empty(visit.t("missed-nobody")));
        let undecided = (found.undecided > 0).then(|| {
            let said = visit.tw("missed-undecided", &[("n", found.undecided.into())]);
            view! { <p class="notice is-warn">{said}" "<a href=format!("{at}/attendance")>{visit.t("attendance-doubtful")}</a></p> }
        });
        let waits = found.missed.iter().any(|m| matches!(m.post, Post::Waits(_)));
        let stop = waits.then(|| {
            view! {
                <form class="inline-form" method="post" action=format!("{at}/attendance/missed/stop")>
                    <button class="button quiet" type="submit">{visit.t("missed-stop")}</button>
                </form>
            }
        });
        view! {
            {parts::done(visit)}
            <h1>{visit.t("missed-title")}</h1>
            <p class="lede">{title}</p>
            {parts::fault_summary(visit, &typed)}
            {early}
            {unread}
            {nobody}
            {undecided}
            {stop}
            {letter(visit, &at, &found, &typed, &zone)}
            {others(visit, &found)}
        }
    }))
}

/// The form as it is first shown: everybody chosen who has no letter, the usual words.
fn begin(found: &Absent) -> Typed {
    let mut typed = Typed::empty();
    for missed in found.missed.iter().filter(|m| !m.post.stands()) {
        typed.push("to", &missed.person.to_string());
    }
    for text in &found.texts {
        typed.set(&format!("subject_{}", text.lang.code()), text.subject.clone());
        typed.set(&format!("body_{}", text.lang.code()), text.body.clone());
    }
    typed
}

fn letter(visit: &Visit, at: &str, found: &Absent, typed: &Typed, zone: &str) -> impl IntoView + use<> {
    if found.missed.is_empty() {
        return ().into_any();
    }
    let rows = found.missed.iter().map(|m| row(visit, m, typed, zone)).collect_view();
    let fault = typed.fault("to").map(|f| view! { <p class="fault" id="e-to">{visit.words.fault(f)}</p> });
    let texts = found.texts.iter().map(|t| words(visit, typed, t)).collect_view();
    let send = (!found.texts.is_empty()).then(|| {
        view! {
            <h2>{visit.t("missed-letter")}</h2>
            <p>{visit.t("missed-letter-hint")}</p>
            {texts}
            <p><button class="button" type="submit">{visit.t("missed-send")}</button></p>
        }
    });
    view! {
        <form class="form" method="post" action=format!("{at}/attendance/missed")>
            <fieldset class="field" id="f-to"><legend>{visit.tw("missed-n", &[("n", found.missed.len().into())])}</legend>
                {fault}
                <ul class="list">{rows}</ul>
            </fieldset>
            {send}
        </form>
    }
    .into_any()
}

fn row(visit: &Visit, missed: &Missed, typed: &Typed, zone: &str) -> impl IntoView + use<> {
    let id = missed.person.to_string();
    let last = match missed.last {
        Some((n, date)) => visit.tw("missed-last", &[("n", n.into()), ("date", domain::when::show_day(date, visit.lang()).into())]),
        None => visit.t("missed-never"),
    };
    let lang = visit.t(&format!("missed-in-{}", missed.lang.code()));
    let post = match missed.post {
        Post::None => None,
        Post::Waits(at) => {
            Some(view! { <span class="badge is-wait">{visit.t("missed-waits")}" "{parts::time(visit, at, zone)}</span> }.into_any())
        }
        Post::Sent(at) => {
            Some(view! { <span class="badge is-good">{visit.t("missed-sent")}" "{parts::time(visit, at, zone)}</span> }.into_any())
        }
        Post::Failed => Some(view! { <span class="badge is-bad">{visit.t("missed-failed")}</span> }.into_any()),
    };
    if missed.post.stands() {
        return view! { <li class="row"><span class="row-main">{missed.name.clone()}" "<span class="meta">{last}</span></span>{post}</li> }
            .into_any();
    }
    let checked = typed.all("to").contains(&id);
    let box_id = format!("to-{id}");
    let label_for = box_id.clone();
    view! {
        <li class="row">
            <label class="choice row-main" for=label_for>
                <input id=box_id type="checkbox" name="to" value=id checked=checked/>
                <span>{missed.name.clone()}" "<span class="meta">{last}" · "{lang}</span></span>
            </label>
            {post}
        </li>
    }
    .into_any()
}

fn words(visit: &Visit, typed: &Typed, text: &Text) -> impl IntoView + use<> {
    let lang = text.lang.code();
    let (subject, body) = (format!("subject_{lang}"), format!("body_{lang}"));
    let named = |word: &str| format!("{} ({})", visit.t(word), visit.t(&format!("missed-in-{lang}")));
    view! {
        {field(visit, typed, &subject, "missed-subject").label_text(named("missed-subject")).required().input("text", "off")}
        {field(visit, typed, &body, "missed-body").label_text(named("missed-body")).required().hint("missed-body-hint").area(9)}
    }
}

fn others(visit: &Visit, found: &Absent) -> impl IntoView + use<> {
    let answered = (!found.answered.is_empty()).then(|| {
        let names = found.answered.iter().map(|n| view! { <li>{n.clone()}</li> }).collect_view();
        view! { <section><h2>{visit.t("missed-answered")}</h2><p>{visit.t("missed-answered-hint")}</p><ul>{names}</ul></section> }
    });
    let short = (!found.short.is_empty()).then(|| {
        let names = found.short.iter().map(|(name, minutes)| {
            let minutes = visit.tw("minutes-n", &[("n", format!("{minutes:.0}").into())]);
            view! { <li>{name.clone()}{visit.colon()}{minutes}</li> }
        });
        view! { <section><h2>{visit.t("missed-short")}</h2><ul>{names.collect_view()}</ul></section> }
    });
    view! { {answered}{short} }
}

/// Writes to those who are chosen.
pub async fn send(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let to: Vec<PersonId> = typed.all("to").iter().filter_map(|id| id.parse().ok()).collect();
    let text = |lang: Lang| Text {
        lang,
        subject: typed.get(&format!("subject_{}", lang.code())).to_owned(),
        body: typed.get(&format!("body_{}", lang.code())).to_owned(),
    };
    match absent::write(&visit.cx, &visit.viewer, &slug, id, &to, &Lang::ALL.map(text)).await {
        Ok(_) => Ok(go(format!("/cohorts/{slug}/sessions/{id}/attendance/missed?done=missed-letters"))),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, &slug, id, Some(typed.with_faults(faults))).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Stops the letters that have not left.
pub async fn stop(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    absent::stop(&visit.cx, &visit.viewer, &slug, id).await?;
    Ok(go(format!("/cohorts/{slug}/sessions/{id}/attendance/missed?done=missed-stopped")))
}
