//! The letter: read, printed, written and signed; and what the presenter says a month later.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::cases::form::Passage;
use backend::cases::queries::{self, View};
use backend::cases::{printing, talk};
use domain::cases::{Act, Used};
use leptos::prelude::*;

use super::id;
use super::pages::{number, page_in};
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::sessions::attendance::download;
use crate::typed::Typed;
use crate::visit::Visit;

fn titled(visit: &Visit, key: &str, view: &View) -> String {
    visit.tw(key, &[("number", number(visit, view).into())])
}

/// The signed letter, fit to be printed.
pub async fn page(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    let view = queries::open(&visit.cx, &visit.viewer, &slug, id(&case)?).await?;
    let title = titled(&visit, "case-letter-title", &view);
    let zone = view.reached.cohort.zone.clone();
    let stand = view.reached.stand;
    let keeps = stand.presenter || stand.facilitator || stand.coordinator;
    let file = format!("/cohorts/{slug}/cases/{case}/letter.pdf");
    Ok(visit.show(page_in(&visit, &view, title.clone()), || {
        let body = match &view.letter {
            None => parts::empty(visit.t("case-letter-none")).into_any(),
            Some(letter) => {
                let by = visit.tw("case-letter-signed", &[("name", letter.signed_by.as_str().into())]);
                let profession = (!letter.profession.is_empty()).then(|| format!(", {}", letter.profession));
                view! {
                    <article class="letter card">
                        <p class="meta">{view.reached.cohort.program_name.clone()}" · "{view.reached.cohort.name.clone()}" · "{number(&visit, &view)}</p>
                        <div class="prose" inner_html=letter.html.clone()></div>
                        <p class="signature">{by}{profession}<br/>{parts::time(&visit, letter.signed_at, &zone)}</p>
                        <p class="hint">{visit.t("case-letter-responsibility")}</p>
                    </article>
                    <p class="hint no-print">{visit.t("case-letter-print")}</p>
                    {keeps.then(|| view! { <p class="no-print"><a class="button quiet" href=file.clone() download="">{visit.t("case-letter-pdf")}</a></p> })}
                }
                .into_any()
            }
        };
        view! { <h1>{title}</h1>{parts::done(&visit)}{body} }
    }))
}

/// The signed letter as a tagged PDF.
pub async fn pdf(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    let printed = printing::letter(&visit.cx, &visit.viewer, &slug, id(&case)?).await?;
    Ok(download(printed.bytes, "application/pdf", &printed.name))
}

/// The letter as its writer sees it: kept words, or a first version from the recommendations.
pub async fn write_page(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    Ok(writing_page(&visit, &slug, &case, None).await?)
}

async fn writing_page(visit: &Visit, slug: &str, case: &str, typed: Option<Typed>) -> Result<Response, Fault> {
    let draft = queries::letter_draft(&visit.cx, &visit.viewer, slug, id(case)?).await?;
    let mut typed = typed.unwrap_or_else(|| Typed::of([("letter", draft.body.clone()), ("seen", draft.seen.clone())]));
    if typed.fault("letter").is_some_and(|f| f.word == "fault-case-version") {
        // They were told; what they send next replaces what is stored.
        typed.set("seen", draft.seen.clone());
    }
    let doubts = queries::letter_doubts(&visit.cx, &draft.view.reached, typed.get("letter")).await?;
    let title = titled(visit, "case-letter-title", &draft.view);
    Ok(visit.show(page_in(visit, &draft.view, title.clone()), || {
        let advice =
            draft.view.advice.iter().map(|a| view! { <li><div class="prose" inner_html=a.html.clone()></div></li> }).collect_view();
        view! {
            <h1>{title}</h1>
            {parts::done(visit)}
            <p class="lede">{visit.t("case-letter-sign-lede")}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post">
                <input type="hidden" name="seen" value=typed.get("seen").to_owned()/>
                {field(visit, &typed, "letter", "case-letter-text").required().hint("case-letter-hint").area(18)}
                {to_judge(visit, &typed, &doubts)}
                <p class="cluster">
                    <button class="button" type="submit" name="do" value="sign">{visit.t("case-letter-sign")}</button>
                    <button class="button quiet" type="submit" name="do" value="keep">{visit.t("case-letter-keep")}</button>
                </p>
            </form>
            <details class="card"><summary>{visit.t("case-recommendations")}</summary><ol class="list">{advice}</ol></details>
        }
    }))
}

/// Passages that could tell who somebody is, and one tick that says they do not. The tick is for these passages: others ask anew.
fn to_judge(visit: &Visit, typed: &Typed, doubts: &[Passage]) -> impl IntoView + use<> {
    if doubts.is_empty() {
        return ().into_any();
    }
    let keys = doubts.iter().map(|p| p.key.as_str()).collect::<Vec<_>>().join(" ");
    let mut fresh = typed.clone();
    if fresh.get("doubts") != keys {
        fresh.set("judged", "");
    }
    let line = |p: &Passage| visit.tw(&format!("identifier-{}", p.finding.kind.code()), &[("words", p.words.as_str().into())]);
    let rows = doubts.iter().map(|p| view! { <li class="finding is-warn">{line(p)}</li> }).collect_view();
    view! {
        <section id="letter-doubts">
            <h2>{visit.t("case-letter-doubts")}</h2>
            <ul class="list">{rows}</ul>
            <input type="hidden" name="doubts" value=keys/>
            {field(visit, &fresh, "judged", "case-letter-judged").tick()}
        </section>
    }
    .into_any()
}

/// Keeps the letter, or signs it.
pub async fn write(visit: Visit, Path((slug, case)): Path<(String, String)>, typed: Typed) -> Answer {
    let (key, seen, body) = (id(&case)?, typed.get("seen"), typed.get("letter"));
    let (done, to) = if typed.get("do") == "sign" {
        let judged: Vec<String> = match typed.get("judged") {
            "yes" => typed.get("doubts").split_whitespace().map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        (talk::sign_judged(&visit.cx, &visit.viewer, &slug, key, seen, (body, &judged)).await, "/letter?done=case-letter-signed")
    } else {
        (talk::keep_letter(&visit.cx, &visit.viewer, &slug, key, seen, body).await, "/letter/write?done=case-letter-kept")
    };
    match done {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/cases/{case}{to}"))),
        Err(Fault::Invalid(faults)) => Ok(again(writing_page(&visit, &slug, &case, Some(typed.with_faults(faults))).await?)),
        Err(other) => Err(other.into()),
    }
}

/// The question what happened.
pub async fn follow_up_page(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    Ok(happened(&visit, &slug, &case, None).await?)
}

async fn happened(visit: &Visit, slug: &str, case: &str, typed: Option<Typed>) -> Result<Response, Fault> {
    let view = queries::open_for(&visit.cx, &visit.viewer, slug, id(case)?, Act::FollowUp).await?;
    let typed = typed.unwrap_or_else(|| stored(&view));
    let title = titled(visit, "case-follow-up-title", &view);
    let answers = || Used::ALL.map(|u| (u.code().to_owned(), visit.t(&format!("case-used-{}", u.code())))).to_vec();
    Ok(visit.show(page_in(visit, &view, title.clone()), || {
        let each = view
            .advice
            .iter()
            .enumerate()
            .map(|(i, a)| {
                let (used, why) = (format!("used-{}", a.id), format!("why-{}", a.id));
                let n = visit.tw("case-follow-up-n", &[("n", (i + 1).into())]);
                view! {
                    <section class="card">
                        <h2>{n}</h2>
                        <div class="prose" inner_html=a.html.clone()></div>
                        {field(visit, &typed, &used, "case-follow-up-used-one").required().radios(answers())}
                        {field(visit, &typed, &why, "case-follow-up-why").hint("case-follow-up-why-hint").area(2)}
                    </section>
                }
            })
            .collect_view();
        let all = view.advice.is_empty().then(|| field(visit, &typed, "used", "case-follow-up-used").required().radios(answers()));
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("case-follow-up-lede")}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post">
                {each}
                {all}
                {field(visit, &typed, "happened", "case-follow-up-text").required().area(6)}
                <p><button class="button" type="submit">{visit.t("save")}</button></p>
            </form>
        }
    }))
}

/// What was said before, to be changed.
fn stored(view: &View) -> Typed {
    let mut typed = Typed::empty();
    for (advice, (used, why)) in view.advice.iter().filter_map(|a| Some((a.id, a.used.as_ref()?))) {
        typed.set(&format!("used-{advice}"), used.code());
        typed.set(&format!("why-{advice}"), why.clone());
    }
    if let Some(told) = &view.follow_up {
        typed.set("used", told.used.clone());
        typed.set("happened", told.body.clone());
    }
    typed
}

/// Says what happened.
pub async fn follow_up(visit: Visit, Path((slug, case)): Path<(String, String)>, typed: Typed) -> Answer {
    let mut said = talk::Happened { used: typed.get("used").to_owned(), body: typed.get("happened").to_owned(), ..Default::default() };
    for (name, used) in typed.pairs() {
        if let Some(advice) = name.strip_prefix("used-").and_then(|text| text.parse().ok()) {
            said.each.insert(advice, (used.to_owned(), typed.get(&format!("why-{advice}")).to_owned()));
        }
    }
    match talk::follow_up(&visit.cx, &visit.viewer, &slug, id(&case)?, &said).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/cases/{case}?done=case-followed-up"))),
        Err(Fault::Invalid(faults)) => Ok(again(happened(&visit, &slug, &case, Some(typed.with_faults(faults))).await?)),
        Err(other) => Err(other.into()),
    }
}
