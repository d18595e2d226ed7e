//! Flagging a message. In a room of a cohort its staff look, and the link goes straight there. Between two nobody looks until one of them
//! asks: this page says who would see the message, and that they would see nothing else.

use axum::extract::Path;
use backend::flags::target::{Way, reviewers};
use domain::id::MessageId;
use leptos::prelude::*;

use crate::answer::{Answer, go};
use crate::shell::Page;
use crate::visit::Visit;

/// Where a message is flagged; for its author, where it is mended.
pub async fn choose(visit: Visit, Path(id): Path<MessageId>) -> Answer {
    let (room, cohorts) = match reviewers(&visit.cx, &visit.viewer, id).await? {
        Way::To(address) => return Ok(go(address)),
        Way::Choose(room, cohorts) => (format!("/chat/rooms/{room}"), cohorts),
    };
    let page = Page::new(visit.t("flag-title")).crumb(visit.t("nav-inbox"), "/chat");
    Ok(visit.show(page, || {
        let rows = cohorts.iter().map(|(href, name, staff)| {
            let ask = visit.tw("chat-flag-ask", &[("cohort", name.as_str().into())]);
            view! {
                <li class="row">
                    <div class="row-main"><a href=href.clone()>{ask}</a><p class="meta">{staff.join(", ")}</p></div>
                </li>
            }
        });
        view! {
            <h1>{visit.t("flag-title")}</h1>
            <p class="lede">{visit.t("chat-flag-lede")}</p>
            <ul class="list">{rows.collect_view()}</ul>
            <p><a href=room.clone()>{visit.t("cancel")}</a></p>
        }
    }))
}
