//! On a session's form: who plans and speaks, what they disclosed, and whether the session may be published as accredited.

use axum::extract::Path;
use backend::Fault;
use backend::credits::disclosures::{self, Form, Named, Publishing, ROLES};
use domain::id::SessionId;
use leptos::prelude::*;
use uuid::Uuid;

use super::{disclose, words};
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::sessions::edit;
use crate::typed::Typed;
use crate::visit::Visit;

/// The section of the form's page.
pub fn part(visit: &Visit, at: &str, found: &Publishing, typed: &Typed) -> impl IntoView + use<> {
    let (interactive, content) = found.minutes;
    let open = found.gate.is_open();
    let (class, word) = if open { ("notice is-good", "publish-open") } else { ("notice is-warn", "publish-closed") };
    let none = found.people.is_empty().then(|| parts::empty(visit.t("publish-nobody")));
    let people = found.people.iter().map(|named| person(visit, at, named, typed)).collect_view();
    let elsewhere = !typed.get("asked").is_empty();
    let mine = !elsewhere && (typed.get("line").is_empty() || !found.people.iter().any(|n| n.id.to_string() == typed.get("line")));
    let fresh = if mine { typed.clone() } else { Typed::empty() }.at("disclosure");
    view! {
        <section id="disclosures">
            <h2>{visit.t("publish-title")}</h2>
            <p>{visit.t("publish-lede")}</p>
            <p class=class>{visit.t(word)}</p>
            {words::gate(visit, &found.gate)}
            <p class="meta">{visit.tw("publish-minutes", &[("interactive", interactive.into()), ("content", content.into())])}</p>
            <h3>{visit.t("publish-people")}</h3>
            {parts::fault_summary(visit, &fresh)}
            {none}
            <ul class="list">{people}</ul>
            <details open=!fresh.faults().is_empty()>
                <summary>{visit.t("publish-add")}</summary>
                <form class="form" method="post" action=format!("{at}/disclosures")>
                    <input type="hidden" name="line" value=line_of(&fresh, visit)/>
                    {fields(visit, &fresh)}
                    <p><button class="button quiet" type="submit">{visit.t("save")}</button></p>
                </form>
            </details>
        </section>
    }
}

/// The key that a new line will have, so that sending it twice makes one.
fn line_of(typed: &Typed, visit: &Visit) -> String {
    let typed = typed.get("line");
    if typed.is_empty() { visit.cx.new_id().to_string() } else { typed.to_owned() }
}

fn fields(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    let roles = ROLES.map(|role| (role.to_owned(), visit.t(&format!("publish-role-{role}")))).to_vec();
    view! {
        {field(visit, typed, "name", "field-name").required().input("text", "off")}
        {field(visit, typed, "role", "publish-role").required().choose(roles)}
        {field(visit, typed, "body", "publish-body").hint("publish-body-hint").area(3)}
        {field(visit, typed, "filed_on", "publish-filed").hint("publish-filed-hint").input("date", "off")}
    }
}

fn person(visit: &Visit, at: &str, named: &Named, typed: &Typed) -> impl IntoView + use<> {
    let key = named.id.to_string();
    let asked = typed;
    let open = typed.get("line") == key && !typed.faults().is_empty();
    let typed = if open { typed.clone() } else { stored(named) }.at(&key);
    let filed = match named.filed_on {
        Some(on) => {
            view! { <span class="badge is-good">{visit.tw("publish-filed-on", &[("day", words::day(visit, on).into())])}</span> }.into_any()
        }
        None => view! { <span class="badge is-wait">{visit.t("publish-awaited")}</span> }.into_any(),
    };
    let remove = visit.tw("publish-remove", &[("name", named.name.as_str().into())]);
    view! {
        <li>
            <p class="row"><span class="row-main">{named.name.clone()}" "<span class="meta">{visit.t(&format!("publish-role-{}", named.role))}</span></span>{filed}</p>
            {(!named.body.is_empty()).then(|| view! { <p>{named.body.clone()}</p> })}
            <details open=open || asked.get("asked") == key>
                <summary>{visit.t("publish-change")}</summary>
                {parts::fault_summary(visit, &typed)}
                <form class="form" method="post" action=format!("{at}/disclosures")>
                    <input type="hidden" name="line" value=key.clone()/>
                    {fields(visit, &typed)}
                    <p><button class="button quiet" type="submit">{visit.t("save")}</button></p>
                </form>
                {named.filed_on.is_none().then(|| disclose::ask_part(visit, at, &key, asked))}
                <form class="inline-form" method="post" action=format!("{at}/disclosures/{key}/remove")>
                    <button class="link-button" type="submit">{remove}</button>
                </form>
            </details>
        </li>
    }
}

fn stored(named: &Named) -> Typed {
    Typed::of([
        ("name", named.name.clone()),
        ("role", named.role.clone()),
        ("body", named.body.clone()),
        ("filed_on", named.filed_on.map(|d| d.to_string()).unwrap_or_default()),
    ])
}

/// What learners see of it (I7).
pub fn shown(visit: &Visit, people: &[Named]) -> impl IntoView + use<> {
    let lines = people
        .iter()
        .map(|n| {
            let role = visit.t(&format!("publish-role-{}", n.role));
            view! { <li><strong>{n.name.clone()}</strong>" ("{role}"): "{n.body.clone()}</li> }
        })
        .collect_view();
    view! { <ul>{lines}</ul> }
}

/// Enters or changes somebody.
pub async fn set(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let get = |name: &str| typed.get(name).to_owned();
    let form = Form { name: get("name"), role: get("role"), body: get("body"), filed_on: get("filed_on") };
    let line = typed.get("line").parse().unwrap_or_else(|_| visit.cx.new_id());
    match disclosures::set(&visit.cx, &visit.viewer, &slug, id, line, &form).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/sessions/{id}/edit?done=saved#disclosures"))),
        Err(Fault::Invalid(faults)) => {
            let stored = edit::stored(&visit, &slug, id).await?;
            let forms = edit::Forms { session: stored, disclosure: typed.with_faults(faults), ..edit::Forms::default() };
            Ok(again(edit::show_all(&visit, &slug, id, forms).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// Takes somebody away.
pub async fn remove(visit: Visit, Path((slug, id, line)): Path<(String, SessionId, Uuid)>) -> Answer {
    disclosures::remove(&visit.cx, &visit.viewer, &slug, id, line).await?;
    Ok(go(format!("/cohorts/{slug}/sessions/{id}/edit?done=saved#disclosures")))
}
