//! Payments: one's own; and for those who pay, who is eligible, the batches, and what can be done to each.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::funding::payments::{BatchView, PaymentLine, Payments};
use backend::funding::{export, paying, payments};
use domain::funding::amount;
use domain::funding::batch::{BatchAct, BatchState};
use domain::stats::suppress::Cell;
use domain::when::show_date;
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::improvement::id;
use crate::parts;
use crate::parts::fields::field;
use crate::sessions::attendance::download;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    Ok(page_with(&visit, &slug, &Typed::empty()).await?)
}

async fn page_with(visit: &Visit, slug: &str, typed: &Typed) -> Result<Response, Fault> {
    let all = payments::overview(&visit.cx, &visit.viewer, slug).await?;
    let title = visit.t("payments-title");
    let mut page = Page::new(title.clone()).cohort(&all.reached);
    if !all.reached.finance {
        page = page.crumb(visit.t("group-title"), format!("/cohorts/{slug}/group"));
    }
    Ok(visit.show(page, || {
        let due = all.pays.then(|| eligible(visit, slug, &all, typed));
        let none = (all.pays && all.batches.is_empty()).then(|| parts::empty(visit.t("batches-empty")));
        let batches = all.batches.iter().map(|b| batch_card(visit, slug, &all, b, typed)).collect_view();
        let batches = all.pays.then(|| view! { <section><h2>{visit.t("batches-title")}</h2>{none}<div class="stack">{batches}</div></section> });
        let budget = all.pays.then(|| view! { <p class="page-actions"><a class="button quiet" href=format!("/cohorts/{slug}/budget")>{visit.t("budget-title")}</a></p> });
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            {budget}
            {parts::fault_summary(visit, typed)}
            {mine(visit, &all)}
            {figures(visit, &all)}
            {due}
            {batches}
        }
    }))
}

fn money(visit: &Visit, cents: i64) -> String {
    amount::show(cents, visit.lang())
}

fn mine(visit: &Visit, all: &Payments) -> impl IntoView + use<> {
    let none = all.mine.is_empty().then(|| parts::empty(visit.t("payments-mine-empty")));
    let rows = all.mine.iter().map(|line| {
        let state = visit.t(&format!("payment-state-{}", line.state));
        view! { <li class="row"><span>{session(visit, line)}</span><span class="meta">{money(visit, line.cents)}" · "{state}</span></li> }
    });
    let rows = rows.collect_view();
    all.reached.own().then(|| view! { <section><h2>{visit.t("payments-mine")}</h2>{none}<ul class="list">{rows}</ul></section> })
}

fn session(visit: &Visit, line: &PaymentLine) -> String {
    format!("{} · {}", visit.tw("session-n", &[("n", line.number.into())]), show_date(line.on, visit.lang()))
}

fn figures(visit: &Visit, all: &Payments) -> impl IntoView + use<> {
    all.figures.map(|(cents, people)| {
        let people = match people {
            Cell::Shown(n) => n.to_string(),
            _ => visit.t("dash-few"),
        };
        view! {
            <dl class="facts">
                <div><dt>{visit.t("payments-sum")}</dt><dd>{money(visit, cents)}</dd></div>
                <div><dt>{visit.t("payments-count")}</dt><dd>{people}</dd></div>
            </dl>
        }
    })
}

/// Who may be paid now, and the act that batches them all.
fn eligible(visit: &Visit, slug: &str, all: &Payments, typed: &Typed) -> AnyView {
    let title = visit.t("payments-eligible");
    if all.eligible.is_empty() {
        return view! { <section><h2>{title}</h2>{parts::empty(visit.t("payments-eligible-none"))}</section> }.into_any();
    }
    let rows = all
        .eligible
        .iter()
        .map(|line| {
            let own = line.own.then(|| view! { " "<span class="badge is-soft">{visit.t("payment-own")}</span> });
            view! { <li class="row"><span>{line.name.clone()}{own}</span><span class="meta">{session(visit, line)}" · "{money(visit, line.cents)}</span></li> }
        })
        .collect_view();
    let typed = if typed.get("form") == "batch" { typed.clone() } else { Typed::empty() };
    let unpaid = all.pay_cents == 0;
    let form = all.batches_on.then(|| match unpaid {
        true => view! { <p class="notice is-warn">{visit.t("payments-no-pay")}" "<a href=format!("/cohorts/{slug}/group/settings")>{visit.t("group-settings")}</a></p> }.into_any(),
        false => view! {
            <form class="form" method="post" action=format!("/cohorts/{slug}/payments")>
                {parts::once(visit, &typed)}
                <input type="hidden" name="form" value="batch"/>
                {field(visit, &typed, "reason", "payments-reason").hint("payments-reason-hint").input("text", "off")}
                <p><button class="button" type="submit">{visit.t("payments-batch")}</button></p>
            </form>
        }
        .into_any(),
    });
    view! { <section class="card"><h2>{title}</h2><ul class="list">{rows}</ul>{form}</section> }.into_any()
}

fn batch_card(visit: &Visit, slug: &str, all: &Payments, b: &BatchView, typed: &Typed) -> AnyView {
    let at = format!("/cohorts/{slug}/payments/batches/{}", b.id);
    let rows = b.lines.iter().map(|line| row(visit, slug, all, line, typed)).collect_view();
    let button = |act: BatchAct, word: &str, class: &'static str| {
        let allowed = b.may(act) && (all.batches_on || act != BatchAct::Drop);
        let value = act_code(act);
        allowed.then(|| view! { <button class=class type="submit" name="do" value=value>{visit.t(word)}</button> })
    };
    let export = (b.state == BatchState::Open).then(|| button(BatchAct::Export, "batch-export", "button"));
    let file = matches!(b.state, BatchState::Exported | BatchState::Paid)
        .then(|| view! { <a class="button quiet" href=format!("{at}/list.csv")>{visit.t("batch-file")}</a> });
    let title = visit.tw("batch-n", &[("n", b.number.into())]);
    let reversed = (b.reversed > 0).then(|| format!(" · {}", visit.tw("batch-reversed", &[("amount", money(visit, b.reversed).into())])));
    view! {
        <section class="card">
            <h3>{title.clone()}" "<span class="badge">{visit.t(&format!("batch-state-{}", b.state.code()))}</span></h3>
            <p class="meta">{money(visit, b.cents + b.reversed)}{reversed}</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label=title>
                <table class="table stacks">
                    <thead><tr><th scope="col">{visit.t("group-person")}</th><th scope="col">{visit.t("group-session")}</th>
                        <th scope="col">{visit.t("payment-amount")}</th><th scope="col">{visit.t("payment-state")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <form class="cluster" method="post" action=at.clone()>
                <input type="hidden" name="seen" value=b.state.code()/>
                {export}
                {button(BatchAct::Pay, "batch-pay", "button")}
                {file}
                {button(BatchAct::Drop, "batch-drop", "button danger")}
            </form>
        </section>
    }
    .into_any()
}

fn row(visit: &Visit, slug: &str, all: &Payments, line: &PaymentLine, typed: &Typed) -> AnyView {
    let flag = line.flagged.then(|| view! { <p class="notice is-warn">{visit.t("payment-flagged")}</p> });
    let key = line.id.map(|id| id.to_string()).unwrap_or_default();
    let reverse = (all.batches_on && line.state == "paid").then(|| {
        let mine = typed.get("payment") == key;
        let typed = if mine { typed.clone() } else { Typed::empty() }.at(&key);
        view! {
            <details open=mine><summary>{visit.t("payment-reverse")}</summary>
                <form class="form" method="post" action=format!("/cohorts/{slug}/payments/{key}/reverse")>
                    <input type="hidden" name="payment" value=key.clone()/>
                    {field(visit, &typed, "reason", "payment-reverse-reason").required().input("text", "off")}
                    <p><button class="button danger" type="submit">{visit.t("payment-reverse")}</button></p>
                </form>
            </details>
        }
    });
    view! {
        <tr><th scope="row">{line.name.clone()}</th><td>{session(visit, line)}</td><td class="num">{money(visit, line.cents)}</td>
            <td class="wide">{visit.t(&format!("payment-state-{}", line.state))}{flag}{reverse}</td></tr>
    }
    .into_any()
}

fn act_code(act: BatchAct) -> &'static str {
    match act {
        BatchAct::Export => "export",
        BatchAct::Pay => "pay",
        BatchAct::Drop => "drop",
    }
}

/// Batches everybody who is eligible.
pub async fn batch(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    match paying::batch(&visit.cx, &visit.viewer, &slug, typed.once(&visit.cx), typed.get("reason")).await {
        Ok(_) => Ok(go(format!("/cohorts/{slug}/payments?done=batch-made"))),
        Err(Fault::Invalid(faults)) => Ok(again(page_with(&visit, &slug, &typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Exports a batch, says that its money went, or drops it.
pub async fn step(visit: Visit, Path((slug, key)): Path<(String, String)>, typed: Typed) -> Answer {
    let acts = [BatchAct::Export, BatchAct::Pay, BatchAct::Drop];
    let act = acts.into_iter().find(|act| act_code(*act) == typed.get("do")).ok_or(Fault::Missing)?;
    let done = paying::step(&visit.cx, &visit.viewer, &slug, id(&key)?, act, BatchState::parse(typed.get("seen"))).await?;
    let word = match act {
        BatchAct::Export if done.let_go > 0 => "batch-exported-fewer",
        BatchAct::Export => "batch-exported",
        BatchAct::Pay => "batch-paid",
        BatchAct::Drop => "batch-dropped",
    };
    Ok(go(format!("/cohorts/{slug}/payments?done={word}")))
}

/// The list of a batch for finance.
pub async fn file(visit: Visit, Path((slug, key)): Path<(String, String)>) -> Answer {
    let (name, text) = export::file(&visit.cx, &visit.viewer, &slug, id(&key)?).await?;
    Ok(download(text.into_bytes(), "text/csv; charset=utf-8", &name))
}

/// Turns a payment back.
pub async fn reverse(visit: Visit, Path((slug, key)): Path<(String, String)>, typed: Typed) -> Answer {
    match paying::reverse(&visit.cx, &visit.viewer, &slug, id(&key)?, typed.get("reason")).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/payments?done=payment-reversed"))),
        Err(Fault::Invalid(faults)) => {
            let mut typed = typed;
            typed.set("payment", key);
            Ok(again(page_with(&visit, &slug, &typed.with_faults(faults)).await?))
        }
        Err(other) => Err(other.into()),
    }
}
