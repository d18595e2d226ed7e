//! A session's chat beside something else: the same log, line and form as on its own page.

use backend::chat::queries::{self, At};
use backend::chat::{reach, settings};
use domain::id::SessionId;
use leptos::prelude::*;

use super::pages::{address, composer, line, log, uncounted};
use crate::typed::Typed;
use crate::visit::Visit;

/// The newest page of a session's room, live.
pub async fn room(visit: &Visit, slug: &str, session: SessionId) -> Result<AnyView, backend::Fault> {
    let room = reach::room_of(&visit.cx, &visit.viewer, slug, Some(session)).await?;
    let view = queries::page(&visit.cx, &visit.viewer, room, At::Newest).await?;
    let invisible = settings::invisible(&visit.cx, visit.who()?.person).await?;
    let at = address(&view.reached);
    let whole = view! { <p class="meta"><a href=at.clone()>{visit.t("session-chat")}</a></p> };
    Ok(view! {
        {line(visit, &view, invisible)}
        {log(visit, &view)}
        {uncounted(&view)}
        {view.writable.then(|| composer(visit, &at, &Typed::empty(), Some("hour")))}
        {whole}
    }
    .into_any())
}
