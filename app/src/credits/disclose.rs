//! Disclosing by a link: whoever speaks or plans needs no account for it.

use axum::extract::Path;
use backend::Fault;
use backend::credits::disclosing::{self, Asked};
use backend::words::FluentValue;
use domain::id::SessionId;
use leptos::prelude::*;
use uuid::Uuid;

use super::words;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::sessions::edit;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The form.
pub async fn form(visit: Visit, Path(token): Path<String>) -> Answer {
    visit.guess()?;
    show(&visit, &token, &Typed::empty()).await
}

async fn show(visit: &Visit, token: &str, typed: &Typed) -> Answer {
    let asked = disclosing::look(&visit.cx, token).await?;
    Ok(visit.show(Page::new(visit.t("disclose-title")), || {
        view! {
            <h1>{visit.t("disclose-title")}</h1>
            {parts::fault_summary(visit, typed)}
            <p class="lede">{lede(visit, &asked)}</p>
            <p>{visit.t("disclose-why")}</p>
            <form class="form" method="post">
                {field(visit, typed, "body", "disclose-body").required().hint("disclose-body-hint").area(5)}
                <p><button class="button" type="submit">{visit.t("disclose-send")}</button></p>
            </form>
        }
    }))
}

fn lede(visit: &Visit, asked: &Asked) -> String {
    let title = super::left::title(visit, asked.number, &asked.title);
    let role = visit.t(&format!("publish-role-{}", asked.role));
    let values: [(&str, FluentValue<'_>); 6] = [
        ("name", asked.name.as_str().into()),
        ("role", role.as_str().into()),
        ("title", title.as_str().into()),
        ("day", words::day(visit, asked.on).into()),
        ("program", asked.program.as_str().into()),
        ("cohort", asked.cohort.as_str().into()),
    ];
    visit.tw("disclose-lede", &values)
}

/// Files it.
pub async fn file(visit: Visit, Path(token): Path<String>, typed: Typed) -> Answer {
    visit.guess()?;
    match disclosing::file(&visit.cx, &token, typed.get("body")).await {
        Ok(()) => Ok(visit.show(Page::new(visit.t("disclose-done-title")), || {
            view! { <h1>{visit.t("disclose-done-title")}</h1><p class="notice is-good" role="status">{visit.t("disclose-done")}</p> }
        })),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, &token, &typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// On a session's form: asks somebody whose disclosure is awaited.
pub fn ask_part(visit: &Visit, at: &str, key: &str, typed: &Typed) -> impl IntoView + use<> {
    let typed = if typed.get("asked") == key { typed.clone() } else { Typed::empty() };
    let open = !typed.faults().is_empty();
    let typed = typed.at(&format!("ask-{key}"));
    view! {
        <details open=open>
            <summary>{visit.t("disclose-ask")}</summary>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("{at}/disclosures/{key}/ask")>
                {field(visit, &typed, "email", "field-email").required().hint("disclose-ask-hint").input("email", "off")}
                <p><button class="button quiet" type="submit">{visit.t("disclose-ask-go")}</button></p>
            </form>
        </details>
    }
}

/// Mails the link.
pub async fn ask(visit: Visit, Path((slug, id, line)): Path<(String, SessionId, Uuid)>, mut typed: Typed) -> Answer {
    match disclosing::ask(&visit.cx, &visit.viewer, &slug, id, line, typed.get("email")).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/sessions/{id}/edit?done=disclosure-asked#disclosures"))),
        Err(Fault::Invalid(faults)) => {
            typed.set("asked", line.to_string());
            let stored = edit::stored(&visit, &slug, id).await?;
            let forms = edit::Forms { session: stored, disclosure: typed.with_faults(faults), ..edit::Forms::default() };
            Ok(again(edit::show_all(&visit, &slug, id, forms).await?))
        }
        Err(other) => Err(other.into()),
    }
}
