//! Saying something without scripts; changing and taking back.

use axum::extract::Path;
use backend::Fault;
use backend::chat::{commands, queries, reach};
use domain::id::{MessageId, SessionId};

use super::pages;
use crate::answer::{Answer, again, go};
use crate::typed::Typed;
use crate::visit::Visit;

/// A message to a cohort's room.
pub async fn to_cohort(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    send(&visit, &slug, None, typed).await
}

/// A message to a session's room.
pub async fn to_session(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    send(&visit, &slug, Some(id), typed).await
}

async fn send(visit: &Visit, slug: &str, session: Option<SessionId>, mut typed: Typed) -> Answer {
    let room = reach::room_of(&visit.cx, &visit.viewer, slug, session).await?;
    let once = typed.once(&visit.cx);
    typed.set("once", once.to_string());
    match commands::send(&visit.cx, &visit.viewer, room.id, once, typed.get("text")).await {
        Ok(seq) => Ok(go(format!("{}#m-{seq}", pages::address(slug, session)))),
        Err(Fault::Invalid(faults)) => Ok(again(pages::room(visit, slug, session, None, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Changes one's own message.
pub async fn edit(visit: Visit, Path(id): Path<MessageId>, typed: Typed) -> Answer {
    let (room, _) = queries::source(&visit.cx, &visit.viewer, id).await?;
    match commands::edit(&visit.cx, &visit.viewer, id, typed.get("text")).await {
        Ok(()) => Ok(go(format!("{}?done=saved", pages::address_of(&room)))),
        Err(Fault::Invalid(faults)) => Ok(again(pages::edit_form(&visit, id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Takes a message back.
pub async fn delete(visit: Visit, Path(id): Path<MessageId>) -> Answer {
    let room = commands::delete(&visit.cx, &visit.viewer, id).await?;
    Ok(go(format!("{}?done=message-deleted", pages::address_of(&room))))
}
