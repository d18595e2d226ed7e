//! What a group is offered with: division, pay, approval.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::improvement::offering::{self, Offer, Offered};
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The form as it is stored.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    let offered = offering::offered(&visit.cx, &visit.viewer, &slug).await?;
    let mut typed = Typed::of([("division", offered.offer.division.clone()), ("pay", offered.offer.pay.clone())]);
    for (name, on) in [("approval", offered.offer.approval), ("self_join", offered.offer.self_join)] {
        if on {
            typed.set(name, "yes");
        }
    }
    Ok(draw(&visit, &offered, &typed))
}

/// Changes the settings.
pub async fn change(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let offer = Offer {
        division: typed.get("division").to_owned(),
        pay: typed.get("pay").to_owned(),
        approval: typed.get("approval") == "yes",
        self_join: typed.get("self_join") == "yes",
    };
    let done = match typed.whole("pay") {
        Ok(()) => offering::change(&visit.cx, &visit.viewer, &slug, &offer).await,
        cut => cut,
    };
    match done {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/group/settings?done=saved"))),
        Err(Fault::Invalid(faults)) => {
            let offered = offering::offered(&visit.cx, &visit.viewer, &slug).await?;
            Ok(again(draw(&visit, &offered, &typed.with_faults(faults))))
        }
        Err(other) => Err(other.into()),
    }
}

fn draw(visit: &Visit, offered: &Offered, typed: &Typed) -> Response {
    let title = visit.t("group-settings");
    let slug = &offered.reached.slug;
    visit.show(Page::new(title.clone()).cohort(&offered.reached), || {
        let known = match offered.divisions.is_empty() {
            true => visit.t("group-division-first"),
            false => visit.tw("group-division-known", &[("names", offered.divisions.join(", ").into())]),
        };
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            {parts::fault_summary(visit, typed)}
            <form class="form" method="post" action=format!("/cohorts/{slug}/group/settings")>
                {field(visit, typed, "division", "group-division").hint_text(known).input("text", "off")}
                {field(visit, typed, "pay", "group-pay").hint("group-pay-hint").input("text", "off")}
                {field(visit, typed, "approval", "group-approval").hint("group-approval-hint").tick()}
                {field(visit, typed, "self_join", "group-self-join").hint("group-self-join-hint").tick()}
                <p><button class="button" type="submit">{visit.t("save")}</button></p>
            </form>
        }
    })
}
