//! What an accreditor or a college asks for of a record: the audit pack, planning documents, the list for direct entry.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use backend::Fault;
use backend::credits::calls::entries::{self, Entry};
use backend::credits::direct_entry::{self, Counts};
use backend::credits::pack::{self as store, Called, Desk};
use backend::credits::planning::{self, Document, KINDS};
use domain::id::{AccreditationId, ProgramId};
use leptos::prelude::*;
use uuid::Uuid;

use super::words;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::sessions::attendance::download;
use crate::shell::Page;
use crate::typed::Typed;
use crate::typed::upload::Upload;
use crate::visit::Visit;

type Which = (ProgramId, AccreditationId);

/// The page.
pub async fn page(visit: Visit, Path(which): Path<Which>) -> Answer {
    show(&visit, which, &Typed::empty()).await
}

async fn show(visit: &Visit, which: Which, typed: &Typed) -> Answer {
    let desk = store::desk(&visit.cx, &visit.viewer, which.0, which.1).await?;
    let (program, record) = which;
    let list = format!("/manage/programs/{program}/credits");
    let page = Page::new(visit.t("pack-page-title"))
        .crumb(visit.t("nav-programs"), "/manage")
        .crumb(visit.t("accreditation-title"), list.clone())
        .crumb(desk.record.body.clone(), format!("/manage/programs/{program}/accreditations/{record}"));
    Ok(visit.show(page, || {
        let at = format!("/manage/programs/{program}/accreditations/{record}");
        let number = Some(desk.record.session_id.clone()).filter(|n| !n.is_empty());
        let number = number.map(|n| format!(" · {}", visit.tw("accreditation-number", &[("number", n.as_str().into())])));
        view! {
            {parts::done(visit)}
            <h1>{visit.t("pack-page-title")}</h1>
            <p class="lede">{desk.program.clone()}{visit.colon()}{desk.record.body.clone()}{number}</p>
            {parts::fault_summary(visit, typed)}
            {take(visit, &desk, &at)}
            {desk.calls.as_ref().map(|calls| of_calls(visit, calls, &at, typed))}
            {documents(visit, which, &desk.documents, typed)}
            {desk.direct_entry.map(|counts| entry(visit, counts, &at))}
        }
    }))
}

fn take(visit: &Visit, desk: &Desk, at: &str) -> impl IntoView + use<> {
    if desk.calls.is_some() && desk.cohorts.is_empty() {
        return ().into_any();
    }
    let cohorts: Vec<(String, String)> = desk.cohorts.iter().map(|c| (c.slug.clone(), c.name.clone())).collect();
    let form = if cohorts.is_empty() {
        parts::empty(visit.t("pack-no-cohort")).into_any()
    } else {
        view! {
            <form class="form" method="get" action=format!("{at}/pack.zip")>
                {field(visit, &Typed::empty(), "cohort", "pack-cohort").required().choose(cohorts)}
                {people(visit, "cohort")}
                <p><button class="button" type="submit">{visit.t("pack-take")}</button></p>
            </form>
        }
        .into_any()
    };
    let holds = ["sessions", "attendance", "evaluation", "disclosures", "statements", "papers", "planning"]
        .map(|word| view! { <li>{visit.t(&format!("pack-lists-{word}"))}</li> })
        .collect_view();
    view! { <section><h2>{visit.t("pack-title-take")}</h2><p>{visit.t("pack-lede")}</p><ul>{holds}</ul>{form}</section> }.into_any()
}

/// How people are called in a pack: by a code, unless names are asked for.
fn people(visit: &Visit, place: &str) -> impl IntoView + use<> {
    let choices =
        [("names", "pack-with-names"), ("codes", "pack-with-codes")].map(|(code, word)| (code.to_owned(), visit.t(word))).to_vec();
    let typed = Typed::of([("people", "codes".to_owned())]).at(place);
    field(visit, &typed, "people", "pack-people").required().radios(choices)
}

/// What calls earned under the record: their pack, and each with its revocation.
fn of_calls(visit: &Visit, calls: &[Entry], at: &str, typed: &Typed) -> impl IntoView + use<> {
    let title = visit.t("pack-title-calls");
    if calls.is_empty() {
        return view! { <section id="calls"><h2>{title}</h2>{parts::empty(visit.t("pack-no-call"))}</section> }.into_any();
    }
    let rows = calls.iter().map(|entry| earned(visit, entry, at, typed)).collect_view();
    let head = ["transcript-day", "pack-call-person", "transcript-minutes", "pack-call-state"];
    let head = head.map(|word| view! { <th scope="col">{visit.t(word)}</th> }).collect_view();
    view! {
        <section id="calls">
            <h2>{title.clone()}</h2>
            <p>{visit.t("pack-calls-lede")}</p>
            <form class="form" method="get" action=format!("{at}/calls.zip")>
                {people(visit, "calls")}
                <p><button class="button" type="submit">{visit.t("pack-take")}</button></p>
            </form>
            <div class="table-wrap" tabindex="0" role="region" aria-label=title>
                <table class="table stacks"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </section>
    }
    .into_any()
}

fn earned(visit: &Visit, entry: &Entry, at: &str, typed: &Typed) -> impl IntoView + use<> {
    let state = match &entry.revoked {
        Some((on, why)) => {
            view! { <span class="badge">{visit.t("paper-revoked")}</span>" "{words::day(visit, *on)}{visit.colon()}{why.clone()} }
                .into_any()
        }
        None => revocation(visit, entry, at, typed).into_any(),
    };
    view! {
        <tr>
            <td>{words::day(visit, entry.on)}</td>
            <th scope="row">{entry.name.clone()}</th>
            <td class="num" data-label=visit.t("transcript-minutes")>{entry.minutes}</td>
            <td class="wide">{state}</td>
        </tr>
    }
}

fn revocation(visit: &Visit, entry: &Entry, at: &str, typed: &Typed) -> impl IntoView + use<> {
    // What was typed comes back into the row where it was typed.
    let here = typed.get("id") == entry.id.to_string();
    let shown = if here { typed.clone() } else { Typed::empty() }.at(&entry.id.to_string());
    let day = words::day(visit, entry.on);
    let label = visit.tw("pack-call-revoke", &[("name", entry.name.as_str().into()), ("day", day.as_str().into())]);
    view! {
        <details open=here>
            <summary aria-label=label>{visit.t("paper-revoke-go")}</summary>
            <form class="form" method="post" action=format!("{at}/calls/{}/revoke", entry.id)>
                {field(visit, &shown, "why", "paper-why").required().hint("pack-call-why-hint").input("text", "off")}
                <p><button class="button quiet" type="submit">{visit.t("paper-revoke-go")}</button></p>
            </form>
        </details>
    }
}

fn documents(visit: &Visit, (program, record): Which, all: &[Document], typed: &Typed) -> impl IntoView + use<> {
    let none = all.is_empty().then(|| parts::empty(visit.t("planning-none")));
    let at = format!("/manage/programs/{program}/planning");
    let rows = all.iter().map(|document| line(visit, &at, record, document)).collect_view();
    let kinds = KINDS.map(|kind| (kind.to_owned(), visit.t(&format!("planning-{kind}")))).to_vec();
    let accept = ".pdf,.png,.jpg,.jpeg,.docx,.pptx,.xlsx,.odt,.odp,.txt,.md,.csv";
    view! {
        <section id="planning">
            <h2>{visit.t("planning-title")}</h2>
            <p>{visit.t("planning-lede")}</p>
            {none}
            <ul class="list">{rows}</ul>
            <details open=typed.has("kind") && !typed.faults().is_empty()>
                <summary>{visit.t("planning-add")}</summary>
                <form class="form" method="post" enctype="multipart/form-data" action=at.clone()>
                    {parts::once(visit, typed)}
                    <input type="hidden" name="record" value=record.to_string()/>
                    {field(visit, typed, "kind", "planning-kind").required().choose(kinds)}
                    {field(visit, typed, "file", "field-file").required().hint("planning-file-hint").file(accept)}
                    <p><button class="button quiet" type="submit">{visit.t("planning-put")}</button></p>
                </form>
            </details>
        </section>
    }
}

fn line(visit: &Visit, at: &str, record: AccreditationId, document: &Document) -> impl IntoView + use<> {
    let href = format!("{at}/{}", document.id);
    let label = visit.tw("library-remove-name", &[("name", document.name.as_str().into())]);
    let size = visit.tw("size-kb", &[("n", (document.size / 1024).max(1).into())]);
    let remove = document.removable.then(|| {
        view! {
            <form class="inline-form" method="post" action=format!("{href}/remove")>
                <input type="hidden" name="record" value=record.to_string()/>
                <button class="link-button" type="submit" aria-label=label>{visit.t("library-remove")}</button>
            </form>
        }
    });
    view! {
        <li class="row">
            <span class="row-main">
                <a href=href.clone()>{document.name.clone()}</a>" "
                <span class="meta">{visit.t(&format!("planning-{}", document.kind))}" · "{size}" · "{parts::time(visit, document.added_at, visit.zone())}</span>
            </span>
            {remove}
        </li>
    }
}

fn entry(visit: &Visit, counts: Counts, at: &str) -> impl IntoView + use<> {
    let without = (counts.unnumbered > 0).then(|| view! { <p>{visit.tw("direct-entry-without", &[("n", counts.unnumbered.into())])}</p> });
    let href = format!("{at}/direct-entry.csv");
    view! {
        <section>
            <h2>{visit.t("direct-entry-title")}</h2>
            <p>{visit.t("direct-entry-lede")}</p>
            <p>{visit.tw("direct-entry-listed", &[("n", counts.listed.into())])}</p>
            {without}
            {(counts.listed > 0).then(|| view! { <p><a class="button quiet" href=href download="">{visit.t("direct-entry-take")}</a></p> })}
        </section>
    }
}

/// The pack.
pub async fn zip(visit: Visit, Path(which): Path<Which>, Query(query): Query<BTreeMap<String, String>>) -> Answer {
    let get = |name: &str| query.get(name).map_or("", String::as_str);
    // Whoever does not ask for names gets none.
    let called = if get("people") == "names" { Called::Names } else { Called::Codes };
    let pack = store::pack(&visit.cx, &visit.viewer, which, get("cohort"), called, visit.lang()).await?;
    Ok(download(pack.bytes, "application/zip", &pack.name))
}

/// The pack of the calls under the record.
pub async fn calls(visit: Visit, Path(which): Path<Which>, Query(query): Query<BTreeMap<String, String>>) -> Answer {
    let called = if query.get("people").is_some_and(|word| word == "names") { Called::Names } else { Called::Codes };
    let pack = store::of_calls(&visit.cx, &visit.viewer, which, called, visit.lang()).await?;
    Ok(download(pack.bytes, "application/zip", &pack.name))
}

/// Revokes what a call earned, for a reason.
pub async fn revoke(visit: Visit, Path((program, record, id)): Path<(ProgramId, AccreditationId, Uuid)>, mut typed: Typed) -> Answer {
    match entries::revoke(&visit.cx, &visit.viewer, (program, record), id, typed.get("why")).await {
        Ok(()) if visit.viewer.coordinates(program) => {
            Ok(go(format!("/manage/programs/{program}/accreditations/{record}/pack?done=saved#calls")))
        }
        Ok(()) => Ok(go(format!("/manage/programs/{program}/accreditations/{record}?done=saved"))),
        Err(Fault::Invalid(faults)) => {
            typed.set("id", id.to_string());
            Ok(again(show(&visit, (program, record), &typed.with_faults(faults)).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// The list for direct entry.
pub async fn list(visit: Visit, Path((program, record)): Path<Which>) -> Answer {
    let list = direct_entry::list(&visit.cx, &visit.viewer, program, record).await?;
    Ok(download(list.bytes, "text/csv; charset=utf-8", &list.name))
}

/// Where a form of the page came from.
fn back(program: ProgramId, typed: &Typed) -> Result<Which, Fault> {
    Ok((program, typed.get("record").parse().map_err(|_| Fault::Missing)?))
}

fn address((program, record): Which, done: &str) -> String {
    format!("/manage/programs/{program}/accreditations/{record}/pack?done={done}#planning")
}

/// Brings a planning document.
pub async fn bring(visit: Visit, Path(program): Path<ProgramId>, upload: Upload) -> Answer {
    let once = upload.once(&visit.cx);
    let typed = upload.typed;
    if upload.file.as_ref().is_some_and(|(_, bytes)| bytes.len() > backend::sessions::resources::LARGEST) {
        return Err(Fault::TooLarge.into());
    }
    match planning::add(&visit.cx, &visit.viewer, program, once, typed.get("kind"), upload.file).await {
        Ok(()) => Ok(go(address(back(program, &typed)?, "saved"))),
        Err(Fault::Invalid(faults)) => {
            let which = back(program, &typed)?;
            Ok(again(show(&visit, which, &typed.with_faults(faults)).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// A planning document.
pub async fn document(visit: Visit, Path((program, id)): Path<(ProgramId, Uuid)>) -> Answer {
    let file = planning::open(&visit.cx, &visit.viewer, program, id).await?;
    Ok(download(file.bytes, &file.media_type, &file.name))
}

/// Takes a planning document away.
pub async fn remove(visit: Visit, Path((program, id)): Path<(ProgramId, Uuid)>, typed: Typed) -> Answer {
    planning::remove(&visit.cx, &visit.viewer, program, id).await?;
    Ok(go(address(back(program, &typed)?, "removed-resource")))
}

/// The way here, on a record's page.
pub fn way(visit: &Visit, at: &str) -> impl IntoView + use<> {
    view! { <p class="page-actions"><a class="button quiet" href=format!("{at}/pack")>{visit.t("pack-page-title")}</a></p> }
}

/// For those who hold the record's program: whether they find the way.
pub fn may(visit: &Visit, program: ProgramId) -> bool {
    visit.viewer.coordinates(program)
}
