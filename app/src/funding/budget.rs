//! A group's budget: planned, committed and spent by line, what may be booked, and the ledger beneath; and the sums of a division.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::funding::budget::{self, Act, Budget, EntryLine, Typed as Booking};
use domain::funding::line::LineKind;
use domain::funding::{Sheet, amount};
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::improvement::id;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    Ok(page_with(&visit, &slug, &Typed::empty()).await?)
}

async fn page_with(visit: &Visit, slug: &str, typed: &Typed) -> Result<Response, Fault> {
    let budget = budget::budget(&visit.cx, &visit.viewer, slug).await?;
    let title = visit.t("budget-title");
    let mut page = Page::new(title.clone()).cohort(&budget.reached);
    if !budget.reached.finance {
        page = page.crumb(visit.t("group-title"), format!("/cohorts/{slug}/group"));
    }
    Ok(visit.show(page, || {
        let division =
            budget.division.clone().map(|(id, name)| view! { <p class="meta"><a href=format!("/divisions/{id}")>{name}</a></p> });
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            {division}
            {parts::fault_summary(visit, typed)}
            {lines(visit, &budget.lines)}
            {budget.books.then(|| form(visit, slug, typed))}
            {budget.entries.as_ref().map(|entries| ledger(visit, slug, &budget, entries, typed))}
        }
    }))
}

fn money(visit: &Visit, cents: i64) -> String {
    amount::show(cents, visit.lang())
}

/// The lines of a budget and their sum.
fn lines(visit: &Visit, lines: &[(LineKind, Sheet)]) -> impl IntoView + use<> {
    let cells = |sheet: Sheet| {
        let free = money(visit, sheet.free());
        let class = if sheet.free() < 0 { "num is-short" } else { "num" };
        view! {
            <td class="num" data-label=visit.t("budget-planned")>{money(visit, sheet.planned)}</td>
            <td class="num" data-label=visit.t("budget-committed")>{money(visit, sheet.committed)}</td>
            <td class="num" data-label=visit.t("budget-spent")>{money(visit, sheet.spent)}</td>
            <td class=class data-label=visit.t("budget-free")>{free}</td>
        }
    };
    let mut sum = Sheet::default();
    for (_, sheet) in lines {
        sum.planned += sheet.planned;
        sum.committed += sheet.committed;
        sum.spent += sheet.spent;
    }
    let rows = lines
        .iter()
        .map(|(kind, sheet)| view! { <tr><th scope="row">{visit.t(&format!("budget-line-{}", kind.code()))}</th>{cells(*sheet)}</tr> })
        .collect_view();
    let title = visit.t("budget-lines");
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=title>
            <table class="table stacks sums">
                <thead><tr><th scope="col">{visit.t("budget-line")}</th><th scope="col" class="num">{visit.t("budget-planned")}</th>
                    <th scope="col" class="num">{visit.t("budget-committed")}</th><th scope="col" class="num">{visit.t("budget-spent")}</th>
                    <th scope="col" class="num">{visit.t("budget-free")}</th></tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{visit.t("budget-sum")}</th>{cells(sum)}</tr></tfoot>
            </table>
        </div>
    }
}

fn form(visit: &Visit, slug: &str, typed: &Typed) -> impl IntoView + use<> {
    let typed = if typed.has("entry") { Typed::empty() } else { typed.clone() };
    let lines = LineKind::ALL.map(|k| (k.code().to_owned(), visit.t(&format!("budget-line-{}", k.code())))).to_vec();
    let acts = Act::ALL.map(|a| (a.code().to_owned(), visit.t(&format!("budget-act-{}", a.code())))).to_vec();
    view! {
        <form class="form card" method="post" action=format!("/cohorts/{slug}/budget")>
            <h2>{visit.t("budget-book")}</h2>
            {parts::once(visit, &typed)}
            <div class="split">
                {field(visit, &typed, "line", "budget-line").required().choose(lines)}
                {field(visit, &typed, "act", "budget-act").required().choose(acts)}
            </div>
            {field(visit, &typed, "amount", "budget-amount").required().hint("budget-amount-hint").input("text", "off")}
            {field(visit, &typed, "reason", "budget-reason").hint("budget-reason-hint").input("text", "off")}
            <p><button class="button" type="submit">{visit.t("budget-book")}</button></p>
        </form>
    }
}

fn ledger(visit: &Visit, slug: &str, budget: &Budget, entries: &[EntryLine], typed: &Typed) -> AnyView {
    let title = visit.t("ledger-title");
    if entries.is_empty() {
        return view! { <section><h2>{title}</h2>{parts::empty(visit.t("ledger-empty"))}</section> }.into_any();
    }
    let zone = budget.reached.zone.clone();
    let rows = entries.iter().map(|e| row(visit, slug, &zone, e, typed)).collect_view();
    view! {
        <section>
            <h2>{title.clone()}</h2>
            <p class="hint">{visit.t("ledger-hint")}</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label=title>
                <table class="table stacks">
                    <thead><tr><th scope="col">{visit.t("ledger-entry")}</th><th scope="col">{visit.t("budget-amount")}</th>
                        <th scope="col">{visit.t("ledger-when")}</th><th scope="col">{visit.t("budget-reason")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(visit: &Visit, slug: &str, zone: &str, e: &EntryLine, typed: &Typed) -> AnyView {
    let line = e.line.map(|kind| visit.t(&format!("budget-line-{}", kind.code()))).unwrap_or_default();
    let account = |word: &str| visit.t(&format!("account-{word}"));
    let moved = format!("{} → {}", account(e.moved.0), account(e.moved.1));
    let counter = e.counter.then(|| view! { " "<span class="badge is-soft">{visit.t("ledger-counter")}</span> });
    let reversed = e.reversed.then(|| view! { " "<span class="badge is-soft">{visit.t("ledger-reversed")}</span> });
    let payee = (!e.payee.is_empty()).then(|| view! { <p class="meta">{e.payee.clone()}</p> });
    let key = e.id.to_string();
    let reverse = e.reversible.then(|| {
        let mine = typed.get("entry") == key;
        let typed = if mine { typed.clone() } else { Typed::empty() }.at(&key);
        view! {
            <details open=mine><summary>{visit.t("ledger-reverse")}</summary>
                <form class="form" method="post" action=format!("/cohorts/{slug}/budget/{key}/reverse")>
                    {field(visit, &typed, "reason", "budget-reason").required().input("text", "off")}
                    <p><button class="button danger" type="submit">{visit.t("ledger-reverse")}</button></p>
                </form>
            </details>
        }
    });
    view! {
        <tr><th scope="row">{e.number}" · "{line}" · "{moved}{counter}{reversed}{payee}</th><td class="num">{money(visit, e.cents)}</td>
            <td class="wide">{parts::time(visit, e.at, zone)}" · "{e.by.clone()}</td><td class="wide">{e.reason.clone()}{reverse}</td></tr>
    }
    .into_any()
}

/// Books an amount.
pub async fn book(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let get = |name: &str| typed.get(name).to_owned();
    let booking = Booking { line: get("line"), act: get("act"), amount: get("amount"), reason: get("reason") };
    match budget::book(&visit.cx, &visit.viewer, &slug, typed.once(&visit.cx), &booking).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/budget?done=booked"))),
        Err(Fault::Invalid(faults)) => Ok(again(page_with(&visit, &slug, &typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Turns an entry back.
pub async fn reverse(visit: Visit, Path((slug, key)): Path<(String, String)>, mut typed: Typed) -> Answer {
    match budget::reverse(&visit.cx, &visit.viewer, &slug, id(&key)?, typed.get("reason")).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/budget?done=entry-reversed"))),
        Err(Fault::Invalid(faults)) => {
            typed.set("entry", key);
            Ok(again(page_with(&visit, &slug, &typed.with_faults(faults)).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// A division's sums, and its groups.
pub async fn division(visit: Visit, Path(key): Path<String>) -> Answer {
    let division = budget::division(&visit.cx, &visit.viewer, id(&key)?).await?;
    Ok(visit.show(Page::new(division.name.clone()), || {
        let groups = division.groups.iter().map(|g| {
            let sums = visit.tw(
                "division-group",
                &[
                    ("planned", money(&visit, g.sum.planned).into()),
                    ("committed", money(&visit, g.sum.committed).into()),
                    ("spent", money(&visit, g.sum.spent).into()),
                ],
            );
            view! { <li class="row"><a href=format!("/cohorts/{}/budget", g.slug)>{g.name.clone()}</a><span class="meta">{sums}</span></li> }
        });
        view! {
            <h1>{division.name.clone()}</h1>
            <p class="lede">{visit.t("division-lede")}</p>
            {lines(&visit, &division.lines)}
            <h2>{visit.t("division-groups")}</h2>
            <ul class="list">{groups.collect_view()}</ul>
        }
    }))
}
