//! The public check of a paper: valid, revoked or unknown, and no more than that.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use backend::Fault;
use backend::credits::checking::{self, Checked};
use backend::credits::keeping::{self, Ended};
use leptos::prelude::*;

use super::words;
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// A field for the number.
pub async fn form(visit: Visit, Query(query): Query<BTreeMap<String, String>>) -> Answer {
    match query.get("serial").map(|s| s.trim()).filter(|s| !s.is_empty()) {
        Some(serial) => Ok(go(format!("/check/{}", parts::query_value(serial).replace('/', "%2F")))),
        None => Ok(ask(&visit, &Typed::empty(), None)),
    }
}

/// What is known of a number. Each look counts as a try of its address: numbers cannot be run through.
pub async fn page(visit: Visit, Path(serial): Path<String>) -> Answer {
    visit.guess()?;
    let typed = || Typed::of([("serial", serial.clone())]);
    match checking::check(&visit.cx, &serial).await {
        Ok(found) => Ok(known(&visit, &found)),
        Err(Fault::Invalid(faults)) => Ok(again(ask(&visit, &typed().with_faults(faults), None))),
        Err(Fault::Missing) => {
            if let Some(ended) = keeping::ended(&visit.cx, &serial).await? {
                return Ok(over(&visit, &ended));
            }
            let mut page = ask(&visit, &typed(), Some(&serial));
            *page.status_mut() = StatusCode::NOT_FOUND;
            Ok(page)
        }
        Err(other) => Err(other.into()),
    }
}

fn ask(visit: &Visit, typed: &Typed, unknown: Option<&str>) -> Response {
    visit.show(Page::new(visit.t("check-title")), || {
        let unknown = unknown.map(|serial| {
            view! { <p class="notice is-bad" role="status"><strong>{visit.t("check-unknown")}</strong>" "{visit.tw("check-unknown-why", &[("serial", serial.into())])}</p> }
        });
        view! {
            <h1>{visit.t("check-title")}</h1>
            {unknown}
            {parts::fault_summary(visit, typed)}
            <p class="lede">{visit.t("check-lede")}</p>
            <form class="form" method="get" action="/check">
                {field(visit, typed, "serial", "check-serial").required().hint("check-serial-hint").input("text", "off")}
                <p><button class="button" type="submit">{visit.t("check-go")}</button></p>
            </form>
        }
    })
}

/// A paper whose record has ended: that there was one is all that is left.
fn over(visit: &Visit, ended: &Ended) -> Response {
    visit.show(Page::new(visit.t("check-title")), || {
        let (issued, over) = (words::day(visit, ended.issued_on), words::day(visit, ended.ended_on));
        view! {
            <h1>{visit.t("check-title")}</h1>
            <p class="notice is-warn" role="status">
                <strong>{visit.t("check-ended")}</strong>" "
                {visit.tw("check-ended-why", &[("issued", issued.as_str().into()), ("ended", over.as_str().into())])}
            </p>
            <p><a href="/check">{visit.t("check-another")}</a></p>
        }
    })
}

fn known(visit: &Visit, found: &Checked) -> Response {
    let (class, word, why) = if found.valid {
        ("notice is-good", "check-valid", "check-valid-why")
    } else {
        ("notice is-bad", "check-revoked", "check-revoked-why")
    };
    visit.show(Page::new(visit.t("check-title")), || {
        let name = match &found.name {
            Some(name) => name.clone(),
            None => visit.t("check-no-name"),
        };
        let rows = [
            ("check-number", found.serial.clone()),
            ("check-document", words::document(visit, found.document)),
            ("check-program", found.program.clone()),
            ("check-day", words::day(visit, found.on)),
            ("check-issued", words::day(visit, found.issued_on)),
            ("check-name", name),
        ];
        let rows = rows.map(|(word, value)| view! { <dt>{visit.t(word)}</dt><dd>{value}</dd> }).collect_view();
        view! {
            <h1>{visit.t("check-title")}</h1>
            <p class=class role="status"><strong>{visit.t(word)}</strong>" "{visit.t(why)}</p>
            <dl>{rows}</dl>
            {found.replaced.then(|| view! { <p>{visit.t("check-replaced")}</p> })}
            {found.again.then(|| view! { <p>{visit.t("check-again")}</p> })}
            <p><a href="/check">{visit.t("check-another")}</a></p>
        }
    })
}
