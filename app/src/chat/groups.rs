//! Small groups of a cohort, for those who make and close them.

use axum::extract::Path;
use backend::chat::rooms;
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
            let closed = g.archived.then(|| view! { <span class="badge is-soft">{visit.t("chat-group-closed")}</span> });
            view! {
                <li class="row">
                    <div class="row-main"><a href=format!("/chat/rooms/{}", g.id)>{g.title.clone()}</a><p class="meta">{g.members.join(", ")}</p></div>
                    <div class="row-meta cluster">{closed}{close}</div>
                </li>
            }
        });
        let chosen = typed.all("members");
        let choices = people.iter().enumerate().map(|(i, (id, name))| {
            let (value, key) = (id.to_string(), if i == 0 { "f-members".to_owned() } else { format!("f-members-{i}") });
            let checked = chosen.contains(&value);
            view! {
                <label class="choice" for=key.clone()>
                    <input id=key.clone() type="checkbox" name="members" value=value checked=checked/><span>{name.clone()}</span>
                </label>
            }
        });
        let fault = typed.fault("members").map(|f| view! { <p class="fault" id="e-members">{visit.words.fault(f)}</p> });
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
                <fieldset class="field"><legend>{visit.t("chat-group-members")}</legend>{fault}<div class="choices chat-members">{choices.collect_view()}</div></fieldset>
                <p><button class="button" type="submit">{visit.t("chat-group-make")}</button></p>
            </form>
        }
    }))
}
