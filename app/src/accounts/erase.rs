//! Going: what is taken out, what is kept until when and why, the button; and in the two weeks that follow, the one that keeps the account.

use backend::Fault;
use backend::credits::keeping::Kept;
use backend::erasing::{self, Outlook, leaving};
use domain::when::{local_day, show_date};
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit) -> Answer {
    show(&visit, &Typed::empty()).await
}

async fn show(visit: &Visit, typed: &Typed) -> Answer {
    let outlook = erasing::outlook(&visit.cx, &visit.viewer).await?;
    Ok(visit.show(Page::new(visit.t("erase-title")).crumb(visit.t("my-profile"), "/me"), || {
        let gone = ["erase-gone-who", "erase-gone-places", "erase-gone-drafts", "erase-gone-letters"]
            .map(|word| view! { <li>{visit.t(word)}</li> });
        view! {
            <h1>{visit.t("erase-title")}</h1>
            {parts::fault_summary(visit, typed)}
            {parts::done(visit)}
            {asked(visit, &outlook)}
            <p class="lede">{visit.t("erase-lede")}</p>
            <section><h2>{visit.t("erase-gone")}</h2><ul>{gone.collect_view()}</ul></section>
            <section><h2>{visit.t("erase-kept")}</h2><ul>{kept(visit, outlook.kept)}</ul></section>
            {act(visit, &outlook, typed)}
        }
    }))
}

/// What is kept, until when, and why.
fn kept(visit: &Visit, kept: Kept) -> impl IntoView + use<> {
    let day = kept.until.map(|until| show_date(until, visit.lang())).unwrap_or_default();
    let told = [("erase-kept-papers", kept.papers), ("erase-kept-calls", kept.calls)].into_iter().filter(|(_, n)| *n > 0);
    let papers = told.map(|(word, n)| view! { <li>{visit.tw(word, &[("n", n.into()), ("day", day.as_str().into())])}</li> }).collect_view();
    let rest =
        ["erase-kept-words", "erase-kept-payments", "erase-kept-answers", "erase-kept-log"].map(|word| view! { <li>{visit.t(word)}</li> });
    view! { {papers}{rest.collect_view()} }
}

fn waits(visit: &Visit, outlook: &Outlook) -> Option<AnyView> {
    outlook.waits.map(|word| view! { <p class="notice is-warn">{visit.t(word)}</p> }.into_any())
}

/// The day, for who has asked, and the button that keeps the account.
fn asked(visit: &Visit, outlook: &Outlook) -> Option<AnyView> {
    let day = show_date(local_day(outlook.goes_at?, visit.zone()), visit.lang());
    let said = visit.tw("erase-goes", &[("day", day.into())]);
    let card = view! {
        <section class="card">
            <p class="notice is-warn"><strong>{said}</strong></p>
            {waits(visit, outlook)}
            <form method="post" action="/me/erase/keep"><button class="button" type="submit">{visit.t("erase-keep")}</button></form>
        </section>
    };
    Some(card.into_any())
}

fn act(visit: &Visit, outlook: &Outlook, typed: &Typed) -> impl IntoView + use<> {
    if outlook.goes_at.is_some() {
        return ().into_any();
    }
    if outlook.waits.is_some() {
        return waits(visit, outlook).into_any();
    }
    let hint = visit.tw("erase-email-hint", &[("email", outlook.email.as_str().into())]);
    let password =
        outlook.has_password.then(|| field(visit, typed, "password", "field-password").required().input("password", "current-password"));
    view! {
        <form class="form" method="post">
            {field(visit, typed, "email", "erase-email").required().hint_text(hint).input("email", "off")}
            {password}
            <p><button class="button" type="submit">{visit.t("erase-go")}</button></p>
        </form>
    }
    .into_any()
}

/// Asks to go.
pub async fn ask(visit: Visit, typed: Typed) -> Answer {
    match leaving::ask(&visit.cx, &visit.viewer, typed.get("email"), typed.get("password")).await {
        Ok(()) => Ok(go("/me/erase?done=erase-asked")),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, &typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Stays after all.
pub async fn keep(visit: Visit) -> Answer {
    leaving::keep(&visit.cx, &visit.viewer).await?;
    Ok(go("/me/erase?done=erase-kept"))
}
