//! Changing a program or a hub.

use axum::extract::Path;
use backend::Fault;
use backend::programs::commands::{self, NewHub, NewProgram};
use backend::programs::queries;
use backend::seen::stamp;
use domain::id::{HubId, ProgramId};
use leptos::prelude::*;

use super::forms::zones;
use crate::answer::{Answer, again, conflict, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// A program's form.
pub async fn program(visit: Visit, Path(id): Path<ProgramId>) -> Answer {
    program_with(&visit, id, stored_program(&visit, id).await?).await
}

async fn stored_program(visit: &Visit, id: ProgramId) -> Result<Typed, Fault> {
    let stored = queries::program_form(&visit.cx, &visit.viewer, id).await?;
    let (version, hub) = (stamp(&stored), stored.hub.map(|hub| hub.to_string()).unwrap_or_default());
    Ok(Typed::of([("hub", hub), ("name", stored.name), ("summary", stored.summary), ("version", version)]))
}

async fn program_with(visit: &Visit, id: ProgramId, typed: Typed) -> Answer {
    let stored = queries::program_form(&visit.cx, &visit.viewer, id).await?;
    let hubs: Vec<(String, String)> = queries::hubs(&visit.cx).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let page = Page::new(visit.t("program-change")).crumb(visit.t("nav-programs"), "/manage");
    Ok(visit.show(page, || {
        view! {
            <h1>{visit.t("program-change")}</h1>
            <p class="lede">{visit.tw("program-code-stays", &[("code", stored.short_code.as_str().into())])}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post">
                <input type="hidden" name="version" value=typed.get("version").to_owned()/>
                {field(visit, &typed, "hub", "field-hub").required().choose(hubs)}
                {field(visit, &typed, "name", "field-title").required().input("text", "off")}
                {field(visit, &typed, "summary", "field-summary").hint("hint-summary").area(4)}
                <p><button class="button" type="submit">{visit.t("save")}</button></p>
            </form>
        }
    }))
}

/// Changes a program.
pub async fn change_program(visit: Visit, Path(id): Path<ProgramId>, typed: Typed) -> Answer {
    let wanted = NewProgram {
        hub: typed.get("hub").parse().ok(),
        name: typed.get("name").to_owned(),
        summary: typed.get("summary").to_owned(),
        ..NewProgram::default()
    };
    match commands::change_program(&visit.cx, &visit.viewer, id, typed.get("version"), &wanted).await {
        Ok(()) => Ok(go("/manage?done=saved")),
        Err(Fault::Invalid(faults)) => {
            let page = program_with(&visit, id, typed.with_faults(faults)).await?;
            Ok(again(page))
        }
        Err(Fault::Conflict("conflict-changed")) => {
            let stored = stored_program(&visit, id).await?;
            Ok(conflict(program_with(&visit, id, typed.beside(&stored)).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// A hub's form.
pub async fn hub(visit: Visit, Path(id): Path<HubId>) -> Answer {
    Ok(hub_with(&visit, &stored_hub(&visit, id).await?))
}

async fn stored_hub(visit: &Visit, id: HubId) -> Result<Typed, Fault> {
    let stored = queries::hub_form(&visit.cx, &visit.viewer, id).await?;
    let version = stamp(&stored);
    Ok(Typed::of([("name", stored.name), ("zone", stored.zone), ("version", version)]))
}

fn hub_with(visit: &Visit, typed: &Typed) -> axum::response::Response {
    visit.show(Page::new(visit.t("hub-change")).crumb(visit.t("nav-programs"), "/manage"), || {
        view! {
            <h1>{visit.t("hub-change")}</h1>
            {parts::fault_summary(visit, typed)}
            <form class="form" method="post">
                <input type="hidden" name="version" value=typed.get("version").to_owned()/>
                {field(visit, typed, "name", "field-title").required().input("text", "organization")}
                {field(visit, typed, "zone", "field-zone").required().choose(zones(visit))}
                <p><button class="button" type="submit">{visit.t("save")}</button></p>
            </form>
        }
    })
}

/// Changes a hub.
pub async fn change_hub(visit: Visit, Path(id): Path<HubId>, typed: Typed) -> Answer {
    let wanted = NewHub { name: typed.get("name").to_owned(), zone: typed.get("zone").to_owned() };
    match commands::change_hub(&visit.cx, &visit.viewer, id, typed.get("version"), &wanted).await {
        Ok(()) => Ok(go("/manage?done=saved")),
        Err(Fault::Invalid(faults)) => Ok(again(hub_with(&visit, &typed.with_faults(faults)))),
        Err(Fault::Conflict("conflict-changed")) => Ok(conflict(hub_with(&visit, &typed.beside(&stored_hub(&visit, id).await?)))),
        Err(other) => Err(other.into()),
    }
}
