//! The second person's page, and the choice of a session.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::cases::files::{self, FileLine};
use backend::cases::queries::{self, Judged, View};
use backend::cases::review as rules;
use domain::cases::{Act, Recognizable};
use leptos::prelude::*;

use super::attachments::{link, words};
use super::id;
use super::pages::{number, page_in, sections};
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::typed::Typed;
use crate::visit::Visit;

/// The page of the second person: the text, what the check warned of, three questions no machine can answer.
pub async fn page(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    Ok(review_page(&visit, &slug, &case, &Typed::empty()).await?)
}

async fn review_page(visit: &Visit, slug: &str, case: &str, typed: &Typed) -> Result<Response, Fault> {
    let case = id(case)?;
    let view = queries::open_for(&visit.cx, &visit.viewer, slug, case, Act::Review).await?;
    let findings = queries::findings(&visit.cx, &visit.viewer, slug, case).await?;
    let unopened = files::to_open(&visit.cx, &visit.viewer, slug, case).await?;
    let title = visit.tw("case-review-title", &[("number", number(visit, &view).into())]);
    Ok(visit.show(page_in(visit, &view, title.clone()), || {
        let version = view.version.to_string();
        let answers = Recognizable::ALL.map(|a| (a.code().to_owned(), visit.t(&format!("case-recognizable-{}", a.code())))).to_vec();
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("case-review-lede")}</p>
            {parts::fault_summary(visit, typed)}
            <article>
                <h2>{view.title.clone()}</h2>
                {sections(visit, &view.sections)}
            </article>
            {attachments(visit, &view, &unopened)}
            {warnings(visit, &view, &findings)}
            <div class="split">
                <form class="form card" method="post">
                    <h2>{visit.t("case-approve")}</h2>
                    <ul>{["case-review-ask-2", "case-review-ask-3"].map(|q| view! { <li>{visit.t(q)}</li> }).collect_view()}</ul>
                    <input type="hidden" name="version" value=version.clone()/>
                    {field(visit, typed, "recognizable", "case-recognizable").required().hint("case-recognizable-hint").radios(answers)}
                    {field(visit, typed, "read", "case-review-read").required().tick()}
                    <p><button class="button" type="submit" name="do" value="approve">{visit.t("case-approve")}</button></p>
                </form>
                <form class="form card" method="post">
                    <h2>{visit.t("case-send-back")}</h2>
                    <input type="hidden" name="version" value=version/>
                    {field(visit, typed, "reason", "case-send-back-reason").required().hint("case-send-back-hint").area(4)}
                    <p><button class="button quiet" type="submit" name="do" value="send_back">{visit.t("case-send-back")}</button></p>
                </form>
            </div>
        }
    }))
}

/// Every picture and paper: each must be opened by this reviewer before approving.
fn attachments(visit: &Visit, view: &View, unopened: &[FileLine]) -> impl IntoView + use<> {
    (!view.files.is_empty()).then(|| {
        let rows = view.files.iter().map(|f| {
            let opened = unopened.iter().all(|u| u.id != f.id);
            let (class, word) = if opened { ("badge is-good", "case-attachment-opened") } else { ("badge is-wait", "case-attachment-unopened") };
            view! { <li class="row">{link(visit, view, f)}" "<span class=class>{visit.t(word)}</span>" "{words(visit, f)}</li> }
        });
        view! { <section id="f-attachments"><h2>{visit.t("case-attachments")}</h2><p class="hint">{visit.t("case-attachments-review")}</p><ul class="list">{rows.collect_view()}</ul></section> }
    })
}

/// The words that were found, in their section, and why the presenter lets them stand.
fn warnings(visit: &Visit, view: &View, findings: &[Judged]) -> impl IntoView + use<> {
    if findings.is_empty() {
        return view! { <p class="meta">{visit.t("case-review-findings-none")}</p> }.into_any();
    }
    let rows = findings
        .iter()
        .map(|f| {
            view! {
                <tr>
                    <td>{view.form.section(&f.section).map_or_else(|| visit.t("case-section-title"), |s| s.label(visit.lang()).to_owned())}</td>
                    <td>{visit.t(&format!("identifier-kind-{}", f.kind.code()))}</td>
                    <td>{visit.words.quotes(format!("“{}”", f.words))}</td>
                    <td>{f.reason.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=visit.t("case-review-findings")>
            <table class="table">
                <caption>{visit.t("case-review-findings")}</caption>
                <thead><tr>
                    <th scope="col">{visit.t("case-review-section")}</th><th scope="col">{visit.t("case-review-kind")}</th>
                    <th scope="col">{visit.t("case-review-place")}</th><th scope="col">{visit.t("case-review-reason")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Approves or sends back.
pub async fn decide(visit: Visit, Path((slug, case)): Path<(String, String)>, typed: Typed) -> Answer {
    let key = id(&case)?;
    let version = typed.get("version").parse().unwrap_or(0);
    let (done, word) = if typed.get("do") == "send_back" {
        (rules::send_back(&visit.cx, &visit.viewer, &slug, key, version, typed.get("reason")).await, "case-sent-back")
    } else {
        let said = rules::Judgement { read: typed.get("read") == "yes", recognizable: Recognizable::parse(typed.get("recognizable")) };
        (rules::approve_after(&visit.cx, &visit.viewer, &slug, key, version, said).await, "case-approved")
    };
    match done {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/cases/{case}?done={word}"))),
        Err(Fault::Invalid(faults)) => Ok(again(review_page(&visit, &slug, &case, &typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// The choice of a session.
pub async fn schedule_page(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    Ok(choose(&visit, &slug, &case, Typed::empty()).await?)
}

async fn choose(visit: &Visit, slug: &str, case: &str, mut typed: Typed) -> Result<Response, Fault> {
    let (view, sessions): (View, _) = queries::to_schedule(&visit.cx, &visit.viewer, slug, id(case)?).await?;
    if !typed.has("session")
        && let Some(session) = &view.session
    {
        typed.set("session", session.id.to_string());
    }
    let zone = view.reached.cohort.zone.clone();
    let options: Vec<(String, String)> = sessions
        .iter()
        .map(|s| {
            let named = visit.tw("case-in-session", &[("number", s.number.into()), ("title", s.title.as_str().into())]);
            let when = domain::when::show(s.starts_at, visit.zone(), &zone, visit.lang()).text;
            (s.id.to_string(), format!("{named} · {when}"))
        })
        .collect();
    let title = visit.tw("case-schedule-title", &[("number", number(visit, &view).into())]);
    Ok(visit.show(page_in(visit, &view, title.clone()), || {
        let body = if options.is_empty() {
            parts::empty(visit.t("case-schedule-none")).into_any()
        } else {
            view! {
                <form class="form" method="post">
                    {field(visit, &typed, "session", "case-session").required().radios(options)}
                    <p><button class="button" type="submit">{visit.t("case-schedule")}</button></p>
                </form>
            }
            .into_any()
        };
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("case-schedule-lede")}</p>
            {parts::fault_summary(visit, &typed)}
            {body}
        }
    }))
}

/// Gives the case a session.
pub async fn schedule(visit: Visit, Path((slug, case)): Path<(String, String)>, typed: Typed) -> Answer {
    match rules::schedule(&visit.cx, &visit.viewer, &slug, id(&case)?, typed.get("session")).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/cases/{case}?done=case-scheduled"))),
        Err(Fault::Invalid(faults)) => Ok(again(choose(&visit, &slug, &case, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}
