//! Accounts as those who govern them see them: one, its address, and for administrators all.

use axum::extract::{Path, Query};
use backend::Fault;
use backend::accounts::governing::{self, MOST};
use backend::accounts::profile::{self, Account};
use domain::id::PersonId;
use leptos::prelude::*;
use serde::Deserialize;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// Whom to look for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    q: String,
}

/// All accounts, or those that match.
pub async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    let (accounts, more) = governing::accounts(&visit.cx, &visit.viewer, &wanted.q).await?;
    let typed = Typed::of([("q", wanted.q)]);
    let page = Page::new(visit.t("accounts-title")).crumb(visit.t("nav-programs"), "/manage");
    Ok(visit.show(page, || {
        let none = accounts.is_empty().then(|| parts::empty(visit.t("accounts-none")));
        let more = more.then(|| view! { <p class="notice">{visit.tw("accounts-more", &[("n", MOST.into())])}</p> });
        view! {
            <h1>{visit.t("accounts-title")}</h1>
            <form class="form" method="get">
                {field(&visit, &typed, "q", "accounts-find").required_plain().input("search", "off")}
                <p><button class="button quiet" type="submit">{visit.t("accounts-go")}</button></p>
            </form>
            {more}
            {none}
            <ul class="list">{accounts.iter().map(|a| row(&visit, a)).collect_view()}</ul>
        }
    }))
}

fn row(visit: &Visit, account: &Account) -> impl IntoView + use<> {
    let class = if account.state == "active" { "badge is-soft" } else { "badge is-wait" };
    let administrator = account.administrator.then(|| view! { " "<span class="badge">{visit.t("account-administrator")}</span> });
    view! {
        <li class="row">
            <span><a href=format!("/accounts/{}", account.id)>{account.name.clone()}</a>{administrator}</span>
            <span class="meta">{account.email.clone()}" "<span class=class>{visit.t(&format!("account-{}", account.state))}</span></span>
        </li>
    }
}

/// An account, for those who govern it.
pub async fn account(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    show(&visit, id, Typed::empty()).await
}

async fn show(visit: &Visit, id: PersonId, typed: Typed) -> Answer {
    let account = profile::account(&visit.cx, &visit.viewer, id).await?;
    Ok(visit.show(Page::new(account.name.clone()), || {
        view! {
            <h1>{account.name.clone()}</h1>
            {parts::done(visit)}
            {parts::fault_summary(visit, &typed)}
            <dl class="kv">
                <dt>{visit.t("field-email")}</dt><dd>{account.email.clone()}</dd>
                <dt>{visit.t("account-state")}</dt><dd>{visit.t(&format!("account-{}", account.state))}</dd>
            </dl>
            {acts(visit, &account)}
            <section class="card">
                <h2>{visit.t("account-address")}</h2>
                <p>{visit.t("account-address-lede")}</p>
                <form class="form" method="post" action=format!("/accounts/{id}/address")>
                    {field(visit, &typed, "email", "account-address-new").required().input("email", "off")}
                    <p><button class="button quiet" type="submit">{visit.t("account-address-set")}</button></p>
                </form>
            </section>
        }
    }))
}

fn acts(visit: &Visit, account: &Account) -> impl IntoView + use<> {
    let act = |tail: &str, key: &str, class: &'static str| {
        let (action, word) = (format!("/accounts/{}/{tail}", account.id), visit.t(key));
        view! { <form method="post" action=action><button class=class type="submit">{word}</button></form> }
    };
    let suspend = (account.state == "active" && !visit.viewer.is(account.id)).then(|| act("suspend", "account-suspend", "button danger"));
    let reactivate = (account.state == "suspended").then(|| act("reactivate", "account-reactivate", "button"));
    let devices = visit.viewer.is_administrator().then(|| act("devices", "account-end-devices", "button quiet"));
    view! { <div class="cluster">{suspend}{reactivate}{devices}</div> }
}

/// Gives a person another address.
pub async fn readdress(visit: Visit, Path(id): Path<PersonId>, typed: Typed) -> Answer {
    match governing::readdress(&visit.cx, &visit.viewer, id, typed.get("email")).await {
        Ok(()) => Ok(go(format!("/accounts/{id}?done=readdressed"))),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}
