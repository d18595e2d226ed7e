//! My transcript: the papers of a cycle and their sums, to be read, printed and taken along; and whether my name may be shown.

use std::collections::BTreeMap;

use axum::extract::Query;
use backend::Fault;
use backend::credits::calls::Sum;
use backend::credits::papers::PaperLine;
use backend::credits::transcript::{self, Transcript};
use backend::credits::{checking, printed};
use domain::credits::Credits;
use leptos::prelude::*;

use super::words;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::sessions::attendance::download;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// What the address asks for.
type Asked = Query<BTreeMap<String, String>>;

fn asked(query: &BTreeMap<String, String>) -> (&str, &str) {
    let get = |name: &str| query.get(name).map_or("", String::as_str);
    (get("from"), get("years"))
}

/// The page.
pub async fn page(visit: Visit, Query(query): Asked) -> Answer {
    let (from, years) = asked(&query);
    match transcript::mine(&visit.cx, &visit.viewer, from, years).await {
        Ok(found) => {
            let typed = Typed::of([("from", found.from.to_string()), ("years", found.years.to_string())]);
            show(&visit, &found, &typed).await
        }
        Err(Fault::Invalid(faults)) => {
            let usual = transcript::mine(&visit.cx, &visit.viewer, "", "").await?;
            let typed = Typed::of([("from", from.to_owned()), ("years", years.to_owned())]).with_faults(faults);
            Ok(again(show(&visit, &usual, &typed).await?))
        }
        Err(other) => Err(other.into()),
    }
}

async fn show(visit: &Visit, found: &Transcript, typed: &Typed) -> Answer {
    let shows = checking::choice(&visit.cx, &visit.viewer).await?;
    let csv = format!("/transcript.csv?from={}&years={}", found.from, found.years);
    let last = found.until.pred_opt().unwrap_or(found.until);
    let span = [("from", words::day(visit, found.from).into()), ("to", words::day(visit, last).into())];
    Ok(visit.show(Page::new(visit.t("transcript-title")), || {
        view! {
            {parts::done(visit)}
            <h1>{visit.t("transcript-title")}</h1>
            <p class="lede">{found.name.clone()}", "{visit.tw("transcript-span", &span)}</p>
            {parts::fault_summary(visit, typed)}
            <form class="inline-form no-print" method="get" action="/transcript">
                {field(visit, typed, "from", "transcript-from").required().input("date", "off")}
                {field(visit, typed, "years", "transcript-years").required().input("number", "off")}
                <button class="button quiet" type="submit">{visit.t("transcript-show")}</button>
            </form>
            {sums(visit, found)}
            {papers(visit, found)}
            {calls(visit, found)}
            <p class="page-actions no-print">
                <a class="button quiet" href=csv download="">{visit.t("transcript-csv")}</a>
                <a class="button quiet" href="/left">{visit.t("left-title")}</a>
            </p>
            {name(visit, shows)}
        }
    }))
}

fn sums(visit: &Visit, found: &Transcript) -> impl IntoView + use<> {
    let kinds = found.standing.kinds.iter().map(|(kind, sum)| view! { <li>{words::credits(visit, *sum, kind)}</li> }).collect_view();
    let years = (found.years > 1).then(|| {
        let each = found.standing.yearly.iter().enumerate().map(|(n, sum)| {
            let begins = domain::day::months_later(found.from, u32::try_from(n).unwrap_or_default() * 12);
            let sum = printed::spoken(*sum, visit.lang());
            view! { <li>{visit.tw("transcript-year", &[("day", words::day(visit, begins).into()), ("credits", sum.into())])}</li> }
        });
        view! { <h3>{visit.t("transcript-by-year")}</h3><ul>{each.collect_view()}</ul> }
    });
    let none = found.standing.kinds.is_empty().then(|| view! { <p>{visit.t("transcript-no-credit")}</p> });
    view! { <section><h2>{visit.t("transcript-sums")}</h2>{none}<ul>{kinds}</ul>{years}</section> }
}

fn papers(visit: &Visit, found: &Transcript) -> impl IntoView + use<> {
    let outside =
        (found.outside > 0).then(|| view! { <p class="meta">{visit.tw("transcript-outside", &[("n", found.outside.into())])}</p> });
    if found.papers.is_empty() {
        return view! { <section><h2>{visit.t("transcript-papers")}</h2>{parts::empty(visit.t("transcript-none"))}{outside}</section> }
            .into_any();
    }
    let rows = found.papers.iter().map(|paper| row(visit, paper)).collect_view();
    let title = visit.t("transcript-papers");
    let head = ["transcript-day", "transcript-what", "transcript-minutes", "transcript-credits", "transcript-serial"];
    let head = head.map(|word| view! { <th scope="col">{visit.t(word)}</th> }).collect_view();
    view! {
        <section>
            <h2>{title.clone()}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=title>
                <table class="table stacks transcript"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
            </div>
            {outside}
        </section>
    }
    .into_any()
}

/// What calls earned, a line for each year of the cycle.
fn calls(visit: &Visit, found: &Transcript) -> impl IntoView + use<> {
    let outside = (found.calls_outside > 0)
        .then(|| view! { <p class="meta">{visit.tw("transcript-calls-outside", &[("n", found.calls_outside.into())])}</p> });
    if found.calls.is_empty() && found.calls_outside == 0 {
        return ().into_any();
    }
    let rows = found.calls.iter().map(|sum| call_row(visit, sum)).collect_view();
    let title = visit.t("transcript-calls");
    let head = ["transcript-days", "transcript-what", "transcript-minutes", "transcript-credits"];
    let head = head.map(|word| view! { <th scope="col">{visit.t(word)}</th> }).collect_view();
    let table = (!found.calls.is_empty()).then(|| {
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label=title.clone()>
                <table class="table stacks transcript"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        }
    });
    view! { <section><h2>{title.clone()}</h2><p class="meta">{visit.t("transcript-calls-lede")}</p>{table}{outside}</section> }.into_any()
}

fn call_row(visit: &Visit, sum: &Sum) -> impl IntoView + use<> {
    let (from, to) = (words::day(visit, sum.from), words::day(visit, sum.on));
    let days = if from == to { from } else { format!("{from} – {to}") };
    let calls = visit.tw("transcript-calls-n", &[("n", sum.calls.into())]);
    view! {
        <tr>
            <td>{days}</td>
            <td class="wide">{format!("{}{}{calls}", sum.program, visit.colon())}<br/><span class="meta">{format!("{} {}", sum.body, sum.number)}</span></td>
            <td class="num" data-label=visit.t("transcript-minutes")>{sum.minutes}</td>
            <td>{words::credits(visit, sum.credits, &sum.kind)}</td>
        </tr>
    }
}

fn row(visit: &Visit, paper: &PaperLine) -> impl IntoView + use<> {
    let said = &paper.printed;
    let valid = paper.state.is_valid();
    let minutes: u32 = said.held.iter().map(|h| h.minutes).sum();
    let worth = if paper.credits == Credits::NONE { "–".to_owned() } else { words::credits(visit, paper.credits, &said.kind) };
    let worth = if valid { worth.into_any() } else { view! { <span class="badge">{visit.t("paper-revoked")}</span> }.into_any() };
    let topics: Vec<&str> = said.held.iter().map(|h| h.title.as_str()).filter(|t| !t.is_empty()).collect();
    let what = if topics.is_empty() { said.program.clone() } else { format!("{}{}{}", said.program, visit.colon(), topics.join("; ")) };
    view! {
        <tr>
            <td>{words::day(visit, paper.on)}</td>
            <td class="wide">{what}<br/><span class="meta">{said.title.clone()}{(!said.body.is_empty()).then(|| format!(" · {} {}", said.body, said.number))}</span></td>
            <td class="num" data-label=visit.t("transcript-minutes")>{minutes}</td>
            <td>{worth}</td>
            <td><a href=format!("/certificates/{}", paper.serial)>{paper.serial.clone()}</a></td>
        </tr>
    }
}

fn name(visit: &Visit, shows: bool) -> impl IntoView + use<> {
    let (state, word, value) =
        if shows { ("paper-name-shown", "paper-name-hide", "no") } else { ("paper-name-hidden", "paper-name-show", "yes") };
    view! {
        <section class="no-print">
            <h2>{visit.t("paper-name-title")}</h2>
            <p>{visit.t("paper-name-lede")}</p>
            <form class="inline-form" method="post" action="/transcript/name">
                <p>{visit.t(state)}</p>
                <button class="button quiet" type="submit" name="shown" value=value>{visit.t(word)}</button>
            </form>
        </section>
    }
}

/// The same as CSV.
pub async fn file(visit: Visit, Query(query): Asked) -> Answer {
    let (from, years) = asked(&query);
    let text = transcript::export(&visit.cx, &visit.viewer, from, years).await?;
    Ok(download(text.into_bytes(), "text/csv; charset=utf-8", "transcript.csv"))
}

/// Whether my name may be shown where a paper is checked.
pub async fn choose(visit: Visit, typed: Typed) -> Answer {
    checking::choose(&visit.cx, &visit.viewer, typed.get("shown") == "yes").await?;
    Ok(go("/transcript?done=saved"))
}
