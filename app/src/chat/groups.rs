//! Small groups of a cohort, for those who make and close them.

use axum::extract::Path;
use backend::chat::rooms;
use domain::id::{PersonId, RoomId};
use leptos::prelude::*;

use crate::answer::Answer;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The small groups of a cohort.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    show(&visit, &slug, Typed::empty()).await
}

/// The same, with what was typed.
pub async fn show(visit: &Visit, slug: &str, typed: Typed) -> Answer {
    let (cohort, groups, people) = rooms::breakouts(&visit.cx, &visit.viewer, slug).await?;
    let chat = format!("/cohorts/{slug}/chat");
    Ok(visit.show(Page::new(visit.t("chat-groups")).cohort(&cohort).crumb(visit.t("nav-chat"), chat.clone()), || {
        let none = groups.is_empty().then(|| parts::empty(visit.t("chat-groups-none")));
        let rows = groups.iter().map(|g| {
            let close = (!g.archived).then(|| {
                let label = visit.tw("chat-group-close-n", &[("room", g.title.as_str().into())]);
                view! {
                    <form method="post" action=format!("/chat/rooms/{}/close", g.id)>
                        <button class="link-button" type="submit" aria-label=label>{visit.t("chat-group-close")}</button>
                    </form>
                }
            });
            let people = (!g.archived).then(|| {
                let label = visit.tw("chat-group-people-n", &[("room", g.title.as_str().into())]);
                let href = match g.session {
                    Some(session) => format!("/cohorts/{slug}/sessions/{session}/hour#hour-groups-at"),
                    None => format!("/chat/rooms/{}/members", g.id),
                };
                view! { <a href=href aria-label=label>{visit.t("chat-group-people")}</a> }
            });
            let closed = g.archived.then(|| view! { <span class="badge is-soft">{visit.t("chat-group-closed")}</span> });
            view! {
                <li class="row">
                    <div class="row-main"><a href=format!("/chat/rooms/{}", g.id)>{g.title.clone()}</a><p class="meta">{g.members.join(", ")}</p></div>
                    <div class="row-meta cluster">{closed}{people}{close}</div>
                </li>
            }
        });
        let chosen = typed.all("members");
        let choices = people.iter().map(|(id, name)| (*id, name.clone(), chosen.contains(&id.to_string()))).collect();
        view! {
            {parts::done(visit)}
            <h1>{visit.t("chat-groups")}</h1>
            <p class="lede">{visit.t("chat-groups-lede")}</p>
            {none}
            <ul class="list">{rows.collect_view()}</ul>
            <h2>{visit.t("chat-group-new")}</h2>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("{chat}/groups")>
                {parts::once(visit, &typed)}
                {field(visit, &typed, "title", "chat-group-title").required().input("text", "off")}
                {members(visit, &typed, choices)}
                <p><button class="button" type="submit">{visit.t("chat-group-make")}</button></p>
            </form>
        }
    }))
}

/// Boxes to tick, one for each person.
fn members(visit: &Visit, typed: &Typed, people: Vec<(PersonId, String, bool)>) -> impl IntoView + use<> {
    let fault = typed.fault("members").map(|f| view! { <p class="fault" id="e-members">{visit.words.fault(f)}</p> });
    let choices = people.into_iter().enumerate().map(|(i, (id, name, checked))| {
        let key = if i == 0 { "f-members".to_owned() } else { format!("f-members-{i}") };
        view! {
            <label class="choice" for=key.clone()>
                <input id=key.clone() type="checkbox" name="members" value=id.to_string() checked=checked/><span>{name}</span>
            </label>
        }
    });
    view! { <fieldset class="field"><legend>{visit.t("chat-group-members")}</legend>{fault}<div class="choices chat-members">{choices.collect_view()}</div></fieldset> }
}

/// Who is in a small group.
pub async fn seats(visit: Visit, Path(id): Path<RoomId>) -> Answer {
    seats_with(&visit, id, Typed::empty()).await
}

/// The same, with the boxes as they were ticked.
pub async fn seats_with(visit: &Visit, id: RoomId, typed: Typed) -> Answer {
    let (room, people) = rooms::seats(&visit.cx, &visit.viewer, id).await?;
    let (_, page) = super::pages::frame(visit, &room, None, false).await?;
    let title = visit.tw("chat-group-people-n", &[("room", room.title.as_str().into())]);
    Ok(visit.show(page.titled(title.clone()), || {
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("chat-group-people-lede")}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("/chat/rooms/{id}/members")>
                {members(visit, &typed, people)}
                <p class="cluster">
                    <button class="button" type="submit">{visit.t("save")}</button>
                    <a href=format!("/chat/rooms/{id}")>{visit.t("cancel")}</a>
                </p>
            </form>
        }
    }))
}
