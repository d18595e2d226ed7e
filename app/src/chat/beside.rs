//! A session's chat beside something else: the same log, line and form as on its own page.

use backend::chat::queries;
use domain::id::SessionId;
use leptos::prelude::*;

use super::pages::{address, composer, line, message};
use crate::typed::Typed;
use crate::visit::Visit;

/// The newest page of a session's room, live.
pub async fn room(visit: &Visit, slug: &str, session: SessionId) -> Result<AnyView, backend::Fault> {
    let view = queries::room(&visit.cx, &visit.viewer, slug, Some(session), None).await?;
    let at = address(slug, Some(session));
    let none = view.lines.is_empty().then(|| view! { <li class="empty">{visit.t("chat-empty")}</li> });
    let lines = view.lines.iter().map(|l| message(visit, &view, l)).collect_view();
    let live = (line(visit, &view), composer(visit, &at, &Typed::empty()));
    Ok(view! {
        {live.0}
        <ol class="chat-log" id="chat-log" aria-live="polite" aria-label=visit.t("chat-messages") tabindex="0">{none}{lines}</ol>
        {live.1}
        <p class="meta"><a href=at.clone()>{visit.t("session-chat")}</a></p>
    }
    .into_any())
}
