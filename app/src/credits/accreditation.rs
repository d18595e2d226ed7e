//! A program's accreditation and rules, for those who run it.

use axum::extract::Path;
use backend::Fault;
use backend::credits::accreditations::{self, Form, View};
use backend::credits::rules::{self as store, Desk};
use domain::credits::accreditation::Activity;
use domain::id::{AccreditationId, ProgramId};
use leptos::prelude::*;

use super::{pack, rules, words};
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit, Path(id): Path<ProgramId>) -> Answer {
    show(&visit, id, Typed::empty(), Typed::empty()).await
}

/// Records and rules, with what was typed into their forms.
pub async fn show(visit: &Visit, id: ProgramId, record: Typed, rule: Typed) -> Answer {
    let desk = store::desk(&visit.cx, &visit.viewer, id).await?;
    let page = Page::new(visit.t("accreditation-title")).crumb(visit.t("nav-programs"), "/manage");
    Ok(visit.show(page, || {
        let (record, rule) = (record.at("record"), rule.at("rule"));
        let open = !record.faults().is_empty();
        view! {
            {parts::done(visit)}
            <h1>{visit.t("accreditation-title")}</h1>
            <p class="lede">{desk.name.clone()}</p>
            {parts::fault_summary(visit, &record)}
            {parts::fault_summary(visit, &rule)}
            <section>
                <h2>{visit.t("accreditation-records")}</h2>
                <p>{visit.t("accreditation-lede")}</p>
                {records(visit, &desk)}
                <details open=open>
                    <summary>{visit.t("accreditation-new")}</summary>
                    <form class="form" method="post" action=format!("/manage/programs/{id}/accreditations")>
                        {parts::once(visit, &record)}
                        {fields(visit, &record)}
                        <p><button class="button" type="submit">{visit.t("accreditation-add")}</button></p>
                    </form>
                </details>
            </section>
            {rules::part(visit, &desk, &rule)}
        }
    }))
}

fn records(visit: &Visit, desk: &Desk) -> impl IntoView + use<> {
    if desk.records.is_empty() {
        return parts::empty(visit.t("accreditation-none")).into_any();
    }
    let cards = desk.records.iter().map(|view| card(visit, desk.program, view)).collect_view();
    view! { <div class="stack">{cards}</div> }.into_any()
}

fn dates(visit: &Visit, view: &View) -> String {
    let r = &view.record;
    let (from, to) = (words::day(visit, r.begins().unwrap_or(r.valid_from)), words::day(visit, r.valid_to));
    visit.tw("accreditation-dates", &[("from", from.as_str().into()), ("to", to.as_str().into())])
}

/// What it covers, in words.
fn covers(visit: &Visit, view: &View) -> String {
    let all: Vec<String> = view.record.covers.iter().map(|a| visit.t(&format!("activity-of-{}", a.code()))).collect();
    visit.tw("accreditation-covers-told", &[("what", all.join(", ").into())])
}

/// Whether it is granted, awaited or taken back: in words, and beside them in colour.
fn state(visit: &Visit, view: &View) -> impl IntoView + use<> {
    let (class, text) = match (view.record.withdrawn_on, view.record.decided_on) {
        (Some(on), _) => ("badge", visit.tw("accreditation-withdrawn", &[("day", words::day(visit, on).into())])),
        (None, Some(on)) => ("badge is-good", visit.tw("accreditation-decided", &[("day", words::day(visit, on).into())])),
        (None, None) => ("badge is-wait", visit.t("accreditation-awaited")),
    };
    view! { <span class=class>{text}</span> }
}

/// The body's exact words, in each language that it has them in.
fn statements(view: &View) -> impl IntoView + use<> {
    let r = &view.record;
    let french = (!r.statement_fr.is_empty()).then(|| view! { <blockquote lang="fr"><p>{r.statement_fr.clone()}</p></blockquote> });
    view! { <blockquote><p>{r.statement.clone()}</p></blockquote>{french} }
}

fn card(visit: &Visit, program: ProgramId, view: &View) -> impl IntoView + use<> {
    let r = &view.record;
    let number = (!r.session_id.is_empty()).then(|| visit.tw("accreditation-number", &[("number", r.session_id.as_str().into())]));
    let most = r.most_minutes.map(|n| visit.tw("accreditation-most", &[("minutes", n.into())]));
    let issued = visit.tw("accreditation-issued", &[("n", view.issued.into())]);
    let revoked = (view.revoked > 0).then(|| visit.tw("accreditation-revoked", &[("n", view.revoked.into())]));
    let calls = (view.calls > 0).then(|| visit.tw("accreditation-calls", &[("n", view.calls.into())]));
    let meta: Vec<String> = [Some(words::kind(visit, &r.kind)), number, most, Some(issued), revoked, calls].into_iter().flatten().collect();
    view! {
        <section class="card">
            <h3>{r.body.clone()}" "{state(visit, view)}</h3>
            <p>{covers(visit, view)}<br/>{dates(visit, view)}</p>
            {statements(view)}
            <p class="meta">{meta.join(" · ")}</p>
            {(!view.withdrawn_why.is_empty()).then(|| view! { <p>{view.withdrawn_why.clone()}</p> })}
            <p><a class="button quiet" href=format!("/manage/programs/{program}/accreditations/{}", view.id)>{visit.t("accreditation-open")}</a></p>
        </section>
    }
}

fn fields(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    view! {
        {field(visit, typed, "body", "accreditation-body").required().hint("accreditation-body-hint").input("text", "off")}
        {field(visit, typed, "kind", "accreditation-kind").required().choose(words::kinds(visit))}
        {activities(visit, typed)}
        {field(visit, typed, "statement", "accreditation-statement").required().hint("accreditation-statement-hint").area(4)}
        {field(visit, typed, "statement_fr", "accreditation-statement-fr").hint("accreditation-statement-fr-hint").area(4)}
        {field(visit, typed, "number", "accreditation-number-field").input("text", "off")}
        {field(visit, typed, "most_minutes", "accreditation-most-field").hint("accreditation-most-hint").input("number", "off")}
        {field(visit, typed, "decided_on", "accreditation-decided-field").hint("accreditation-decided-hint").input("date", "off")}
        <div class="split">
            {field(visit, typed, "valid_from", "accreditation-from").required().input("date", "off")}
            {field(visit, typed, "valid_to", "accreditation-to").required().input("date", "off")}
        </div>
    }
}

/// One box for each of the three; at least one is ticked.
fn activities(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    let options = Activity::ALL.map(|a| (a.code().to_owned(), visit.t(&format!("activity-of-{}", a.code())))).to_vec();
    field(visit, typed, "covers", "accreditation-covers").hint("accreditation-covers-hint").boxes(options)
}

fn form(typed: &Typed) -> Form {
    let get = |name: &str| typed.get(name).to_owned();
    Form {
        body: get("body"),
        kind: get("kind"),
        statement: get("statement"),
        statement_fr: get("statement_fr"),
        number: get("number"),
        most_minutes: get("most_minutes"),
        decided_on: get("decided_on"),
        valid_from: get("valid_from"),
        valid_to: get("valid_to"),
        covers: typed.all("covers").to_vec(),
    }
}

/// Enters a record.
pub async fn add(visit: Visit, Path(id): Path<ProgramId>, typed: Typed) -> Answer {
    match accreditations::add(&visit.cx, &visit.viewer, id, typed.once(&visit.cx), &form(&typed)).await {
        Ok(()) => Ok(go(format!("/manage/programs/{id}/credits?done=saved"))),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, id, typed.with_faults(faults), Typed::empty()).await?)),
        Err(other) => Err(other.into()),
    }
}

fn stored(view: &View) -> Typed {
    let r = &view.record;
    let mut typed = Typed::of([
        ("body", r.body.clone()),
        ("kind", r.kind.clone()),
        ("statement", r.statement.clone()),
        ("statement_fr", r.statement_fr.clone()),
        ("number", r.session_id.clone()),
        ("most_minutes", r.most_minutes.map(|n| n.to_string()).unwrap_or_default()),
        ("decided_on", r.decided_on.map(|d| d.to_string()).unwrap_or_default()),
        ("valid_from", r.valid_from.to_string()),
        ("valid_to", r.valid_to.to_string()),
        ("version", view.version.to_string()),
    ]);
    r.covers.iter().for_each(|a| typed.push("covers", a.code()));
    typed
}

/// One record: its form while nothing was issued under it, and its withdrawal.
pub async fn one(visit: Visit, Path((id, record)): Path<(ProgramId, AccreditationId)>) -> Answer {
    let (_, view) = accreditations::one(&visit.cx, &visit.viewer, id, record).await?;
    one_page(&visit, (id, record), stored(&view), Typed::empty()).await
}

async fn one_page(visit: &Visit, (id, record): (ProgramId, AccreditationId), typed: Typed, away: Typed) -> Answer {
    let (name, view) = accreditations::one(&visit.cx, &visit.viewer, id, record).await?;
    let (at, list) = (format!("/manage/programs/{id}/accreditations/{record}"), format!("/manage/programs/{id}/credits"));
    let title = view.record.body.clone();
    let page = Page::new(title.clone()).crumb(visit.t("nav-programs"), "/manage").crumb(visit.t("accreditation-title"), list);
    Ok(visit.show(page, || {
        let away = away.at("away");
        view! {
            <h1>{title}" "{state(visit, &view)}</h1>
            <p class="lede">{name}</p>
            <p>{covers(visit, &view)}<br/>{dates(visit, &view)}</p>
            {parts::fault_summary(visit, &typed)}
            {parts::fault_summary(visit, &away)}
            {pack::may(visit, id).then(|| pack::way(visit, &at))}
            {body(visit, &view, &at, &typed)}
            {(view.record.withdrawn_on.is_none()).then(|| withdrawal(visit, &at, &away))}
        }
    }))
}

fn body(visit: &Visit, view: &View, at: &str, typed: &Typed) -> impl IntoView + use<> {
    if view.issued + view.calls > 0 {
        let papers = (view.issued > 0).then(|| visit.tw("accreditation-stands", &[("n", view.issued.into())]));
        let calls = (view.calls > 0).then(|| visit.tw("accreditation-stands-calls", &[("n", view.calls.into())]));
        let why: Vec<String> = [papers, calls, Some(visit.t("accreditation-stands-so"))].into_iter().flatten().collect();
        return view! { {statements(view)}<p class="notice">{why.join(" ")}</p> }.into_any();
    }
    view! {
        <form class="form" method="post" action=at.to_owned()>
            <input type="hidden" name="version" value=typed.get("version").to_owned()/>
            {fields(visit, typed)}
            <p><button class="button" type="submit">{visit.t("save")}</button></p>
        </form>
    }
    .into_any()
}

fn withdrawal(visit: &Visit, at: &str, away: &Typed) -> impl IntoView + use<> {
    view! {
        <section>
            <h2>{visit.t("accreditation-withdraw")}</h2>
            <p>{visit.t("accreditation-withdraw-lede")}</p>
            <form class="form" method="post" action=format!("{at}/withdraw")>
                {field(visit, away, "withdrawn_on", "accreditation-withdrawn-field").required().input("date", "off")}
                {field(visit, away, "withdrawn_why", "accreditation-why").required().input("text", "off")}
                <p><button class="button quiet" type="submit">{visit.t("accreditation-withdraw-go")}</button></p>
            </form>
        </section>
    }
}

/// Changes a record under which nothing was issued.
pub async fn change(visit: Visit, Path((id, record)): Path<(ProgramId, AccreditationId)>, typed: Typed) -> Answer {
    let version = typed.get("version").parse().unwrap_or(0);
    match accreditations::change(&visit.cx, &visit.viewer, id, record, version, &form(&typed)).await {
        Ok(()) => Ok(go(format!("/manage/programs/{id}/credits?done=saved"))),
        Err(Fault::Invalid(faults)) => Ok(again(one_page(&visit, (id, record), typed.with_faults(faults), Typed::empty()).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Notes that the body took it back.
pub async fn withdraw(visit: Visit, Path((id, record)): Path<(ProgramId, AccreditationId)>, typed: Typed) -> Answer {
    let (from, why) = (typed.get("withdrawn_on").to_owned(), typed.get("withdrawn_why").to_owned());
    match accreditations::withdraw(&visit.cx, &visit.viewer, id, record, &from, &why).await {
        Ok(()) => Ok(go(format!("/manage/programs/{id}/credits?done=saved"))),
        Err(Fault::Invalid(faults)) => {
            let (_, view) = accreditations::one(&visit.cx, &visit.viewer, id, record).await?;
            Ok(again(one_page(&visit, (id, record), stored(&view), typed.with_faults(faults)).await?))
        }
        Err(other) => Err(other.into()),
    }
}
