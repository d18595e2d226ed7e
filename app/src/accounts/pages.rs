//! Pages of coming in: mailed links, invitation, password, sign-in, terms.

use axum::extract::{Path, Query};
use backend::accounts::entry::{self, Greeting};
use backend::accounts::links::Purpose;
use backend::accounts::terms as accepted;
use domain::lang::Lang;
use leptos::prelude::*;
use serde::Deserialize;

use crate::answer::Answer;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// A mailed sign-in link: it asks for a press, so that mail scanners do not use it up.
pub async fn link(visit: Visit, Path(token): Path<String>) -> Answer {
    let greeting = entry::greet(&visit.cx, &token, Purpose::SignIn).await?;
    let title = visit.tw("link-title", &[("name", greeting.name.as_str().into())]);
    Ok(visit.show(Page::new(title.clone()), || {
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("link-lede")}</p>
            <form class="form" method="post"><p><button class="button" type="submit">{visit.t("sign-in")}</button></p></form>
        }
    }))
}

/// Where a sign-in leads afterwards.
#[derive(Debug, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// Where somebody signs in.
pub async fn sign_in(visit: Visit, Query(asked): Query<Next>) -> Answer {
    let mut typed = Typed::empty();
    typed.set("next", domain::text::local_path(&asked.next));
    sign_in_form(&visit, typed).await
}

/// The sign-in page with what was typed.
pub async fn sign_in_form(visit: &Visit, typed: Typed) -> Answer {
    let next = domain::text::local_path(typed.get("next"));
    Ok(visit.show(Page::new(visit.t("sign-in")), || {
        view! {
            <h1>{visit.t("sign-in")}</h1>
            {parts::done(visit)}
            {parts::fault_summary(visit, &typed)}
            <div class="split">
                <section class="card">
                    <h2>{visit.t("sign-in-by-link")}</h2>
                    <form class="form" method="post" action="/sign-in/link">
                        <input type="hidden" name="next" value=next.clone()/>
                        {link_email(visit, &typed)}
                        <p><button class="button" type="submit">{visit.t("sign-in-mail-me")}</button></p>
                    </form>
                </section>
                <section class="card">
                    <h2>{visit.t("sign-in-by-password")}</h2>
                    <form class="form" method="post" action="/sign-in">
                        <input type="hidden" name="next" value=next/>
                        {field(visit, &typed, "email", "field-email").required().input("email", "username")}
                        {field(visit, &typed, "password", "field-password").required().input("password", "current-password")}
                        <p class="cluster">
                            <button class="button" type="submit">{visit.t("sign-in")}</button>
                            <button class="link-button" type="submit" formaction="/sign-in/password" formnovalidate>{visit.t("sign-in-forgotten")}</button>
                        </p>
                    </form>
                </section>
            </div>
        }
    }))
}

/// The address field of the link form; its id differs from the other form's.
fn link_email(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    let value = typed.get("address").to_owned();
    let fault = typed.fault("address").map(|f| visit.words.fault(f));
    let class = if fault.is_some() { "field has-fault" } else { "field" };
    view! {
        <div class=class>
            <label for="f-address">{visit.t("field-email")}</label>
            <input id="f-address" name="address" type="email" required autocomplete="email" value=value/>
            {fault.map(|f| view! { <p class="fault">{f}</p> })}
        </div>
    }
}

/// An invitation: who invites, the terms, a password for those who want one.
pub async fn invitation(visit: Visit, Path(token): Path<String>) -> Answer {
    let greeting = entry::greet(&visit.cx, &token, Purpose::Invitation).await?;
    let typed = Typed::of([("name", greeting.name.clone()), ("language", greeting.lang.code().to_owned())]);
    invitation_form(&visit, &greeting, typed).await
}

/// The invitation page with what was typed.
pub async fn invitation_form(visit: &Visit, greeting: &Greeting, typed: Typed) -> Answer {
    let terms = accepted::newest(&visit.cx, visit.lang()).await?;
    let languages = Lang::ALL.map(|l| (l.code().to_owned(), visit.t(&format!("language-{}", l.code())))).to_vec();
    Ok(visit.show(Page::new(visit.t("invitation-title")), || {
        view! {
            <h1>{visit.t("invitation-title")}</h1>
            <p class="lede">{visit.tw("invitation-lede", &[("email", greeting.email.as_str().into())])}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post">
                {field(visit, &typed, "name", "field-name").required().hint("hint-name").input("text", "name")}
                {field(visit, &typed, "language", "field-language").required().radios(languages)}
                {field(visit, &typed, "password", "field-password").hint("hint-password-optional").input("password", "new-password")}
                {terms.map(|t| view! { <section class="card"><h2>{visit.t("terms")}</h2><div class="prose" inner_html=t.html></div></section> })}
                {field(visit, &typed, "terms", "terms-accept").required().tick()}
                <p><button class="button" type="submit">{visit.t("invitation-accept")}</button></p>
            </form>
        }
    }))
}

/// A mailed link to choose a new password.
pub async fn password(visit: Visit, Path(token): Path<String>) -> Answer {
    entry::greet(&visit.cx, &token, Purpose::Password).await?;
    password_form(&visit, Typed::empty()).await
}

/// The page to choose a new password, with its fault.
pub async fn password_form(visit: &Visit, typed: Typed) -> Answer {
    Ok(visit.show(Page::new(visit.t("password-title")), || {
        view! {
            <h1>{visit.t("password-title")}</h1>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post">
                {field(visit, &typed, "password", "field-new-password").required().hint("hint-password").input("password", "new-password")}
                <p><button class="button" type="submit">{visit.t("save")}</button></p>
            </form>
        }
    }))
}

/// The terms; somebody who has not accepted the newest version accepts it here.
pub async fn terms(visit: Visit, Query(asked): Query<Next>) -> Answer {
    let terms = accepted::newest(&visit.cx, visit.lang()).await?;
    let waits = visit.viewer.who().is_some_and(|who| !who.terms_accepted);
    let next = domain::text::local_path(&asked.next);
    Ok(visit.show(Page::new(visit.t("terms")), || {
        view! {
            <h1>{visit.t("terms")}</h1>
            {waits.then(|| view! { <p class="notice is-warn">{visit.t("terms-new")}</p> })}
            {terms.map(|t| {
                let from = visit.tw("terms-version", &[("date", t.version_on.to_string().into())]);
                view! { <div class="prose" inner_html=t.html></div><p class="hint">{from}</p> }
            })}
            {waits.then(|| view! {
                <form class="form" method="post">
                    <input type="hidden" name="next" value=next/>
                    <p><button class="button" type="submit">{visit.t("terms-accept")}</button></p>
                </form>
            })}
        }
    }))
}

/// What is kept, and why.
pub async fn privacy(visit: Visit) -> Answer {
    let points = [
        "privacy-account",
        "privacy-answers",
        "privacy-cases",
        "privacy-attendance",
        "privacy-groups",
        "privacy-calls",
        "privacy-papers",
        "privacy-log",
        "privacy-out",
    ];
    Ok(visit.show(Page::new(visit.t("privacy")), || {
        let points = points.map(|key| view! { <li>{visit.t(key)}</li> });
        view! {
            <h1>{visit.t("privacy")}</h1>
            <ul class="prose">{points.collect_view()}</ul>
        }
    }))
}
