//! Saying something without scripts; changing, taking back, answering with a word; what was seen, and whether one is seen.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use backend::Fault;
use backend::chat::queries::At;
use backend::chat::reach::ReachedRoom;
use backend::chat::{commands, history, marks, queries, reach, reactions, rooms, settings, threading};
use domain::fault::FieldFault;
use domain::id::{BoardId, MessageId, PersonId, RoomId, SessionId};
use serde::Deserialize;

use super::{forms, groups, pages};
use crate::answer::{Answer, again, conflict, go};
use crate::typed::Typed;
use crate::visit::Visit;

/// A message to a cohort's room.
pub async fn to_cohort(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    send(&visit, reach::room_of(&visit.cx, &visit.viewer, &slug, None).await?, typed).await
}

/// A message to a session's room.
pub async fn to_session(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    send(&visit, reach::room_of(&visit.cx, &visit.viewer, &slug, Some(id)).await?, typed).await
}

/// A message to a room by its id.
pub async fn to_room(visit: Visit, Path(id): Path<RoomId>, typed: Typed) -> Answer {
    send(&visit, reach::room(visit.cx.db(), &visit.viewer, id).await?, typed).await
}

async fn send(visit: &Visit, room: ReachedRoom, typed: Typed) -> Answer {
    let once = typed.once(&visit.cx);
    match commands::send(&visit.cx, &visit.viewer, room.id, once, typed.get("text")).await {
        // Said in the session room, it leads back there.
        Ok(seq) => match (typed.get("back"), &room.cohort, room.session) {
            ("hour", Some(cohort), Some(session)) => {
                Ok(go(format!("{}#m-{seq}", crate::sessions::hour::pages::address(&cohort.slug, session))))
            }
            _ => Ok(go(format!("{}#m-{seq}", pages::address(&room)))),
        },
        Err(Fault::Invalid(faults)) => Ok(again(pages::show(visit, room, At::Newest, typed.with_faults(faults)).await?)),
        Err(Fault::Conflict(word)) => {
            let typed = typed.with_faults(vec![FieldFault::new("text", word)]);
            Ok(conflict(pages::show(visit, room, At::Newest, typed).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// The first message to somebody: it makes the room of both.
pub async fn to_person(visit: Visit, Path(id): Path<PersonId>, typed: Typed) -> Answer {
    // Judged before the room is made, so that an empty message makes none.
    if let Err(fault) = domain::text::long("text", typed.get("text"), domain::text::CHAT) {
        return Ok(again(forms::write_to(&visit, id, typed.with_faults(vec![fault])).await?));
    }
    let room = rooms::direct(&visit.cx, &visit.viewer, id).await?;
    send(&visit, room, typed).await
}

/// Changes one's own message.
pub async fn edit(visit: Visit, Path(id): Path<MessageId>, typed: Typed) -> Answer {
    let (room, seq, _) = queries::source(&visit.cx, &visit.viewer, id).await?;
    match commands::edit(&visit.cx, &visit.viewer, id, typed.get("text")).await {
        Ok(()) => Ok(go(at(&room, seq, "saved"))),
        Err(Fault::Invalid(faults)) => Ok(again(forms::edit_form(&visit, id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Back to a message, and what was done.
fn at(room: &ReachedRoom, seq: i64, done: &str) -> String {
    format!("{}?at={seq}&done={done}#m-{seq}", pages::address(room))
}

/// Takes a message back.
pub async fn delete(visit: Visit, Path(id): Path<MessageId>) -> Answer {
    let (_, seq) = queries::place(&visit.cx, &visit.viewer, id).await?;
    let room = commands::delete(&visit.cx, &visit.viewer, id).await?;
    Ok(go(at(&room, seq, "message-deleted")))
}

/// Answers a message with a word, or takes the word back.
pub async fn react(visit: Visit, Path(id): Path<MessageId>, typed: Typed) -> Answer {
    let (room, seq) = reactions::toggle(&visit.cx, &visit.viewer, id, typed.get("word")).await?;
    Ok(go(format!("{}?at={seq}#m-{seq}", pages::address(&room))))
}

/// Hides a message from all but those who moderate.
pub async fn hide(visit: Visit, Path(id): Path<MessageId>) -> Answer {
    let (room, seq) = history::moderate(&visit.cx, &visit.viewer, id, true).await?;
    Ok(go(at(&room, seq, "message-hidden")))
}

/// Shows it again.
pub async fn unhide(visit: Visit, Path(id): Path<MessageId>) -> Answer {
    let (room, seq) = history::moderate(&visit.cx, &visit.viewer, id, false).await?;
    Ok(go(at(&room, seq, "message-shown")))
}

/// Makes a thread of a message.
pub async fn to_thread(visit: Visit, Path(id): Path<MessageId>, typed: Typed) -> Answer {
    let (_, cohort) = threading::promotable(&visit.cx, &visit.viewer, id).await?;
    let board: BoardId = typed.get("board").parse().map_err(|_| Fault::Missing)?;
    match threading::promote(&visit.cx, &visit.viewer, id, board, typed.get("title")).await {
        Ok(thread) => Ok(go(format!("/cohorts/{}/forum/threads/{thread}", cohort.slug))),
        Err(Fault::Invalid(faults)) => Ok(again(forms::thread_form(&visit, id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Marks a room as seen up to the number that the list showed.
pub async fn seen(visit: Visit, Path(id): Path<RoomId>, typed: Typed) -> Answer {
    let seq = typed.get("seq").parse().unwrap_or(0);
    marks::seen(&visit.cx, &visit.viewer, id, seq).await?;
    Ok(go("/chat?done=room-seen"))
}

/// Which messages a page showed.
#[derive(Debug, Deserialize)]
pub struct Shown {
    #[serde(default)]
    first: i64,
    #[serde(default)]
    last: i64,
}

/// Asked for by browsers without scripts only, as a picture of a page: what the page showed counts as seen.
pub async fn shown(visit: Visit, Path(id): Path<RoomId>, axum::extract::Query(page): axum::extract::Query<Shown>) -> Answer {
    marks::shown(&visit.cx, &visit.viewer, id, page.first, page.last).await?;
    let nothing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>";
    Ok(([(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "private, no-store")], nothing).into_response())
}

/// Whether others see that one is here.
pub async fn visible(visit: Visit, typed: Typed) -> Answer {
    let invisible = typed.yes_or_no(&visit, "invisible")?;
    settings::set_invisible(&visit.cx, &visit.viewer, invisible).await?;
    Ok(go(if invisible { "/chat?done=invisible" } else { "/chat?done=visible" }))
}

/// Makes a small group's room.
pub async fn open_group(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let once = typed.once(&visit.cx);
    let members = people(&typed);
    match rooms::open_breakout(&visit.cx, &visit.viewer, &slug, once, typed.get("title"), &members).await {
        Ok(id) => Ok(go(format!("/chat/rooms/{id}"))),
        Err(Fault::Invalid(faults)) => Ok(again(groups::show(&visit, &slug, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

fn people(typed: &Typed) -> Vec<PersonId> {
    typed.all("members").iter().filter_map(|p| p.parse().ok()).collect()
}

/// Changes who is in a small group.
pub async fn reseat(visit: Visit, Path(id): Path<RoomId>, typed: Typed) -> Answer {
    match rooms::reseat(&visit.cx, &visit.viewer, id, &people(&typed)).await {
        Ok(slug) => Ok(go(format!("/cohorts/{slug}/chat/groups?done=room-reseated"))),
        Err(Fault::Invalid(faults)) => Ok(again(groups::seats_with(&visit, id, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Closes a small group's room.
pub async fn close_group(visit: Visit, Path(id): Path<RoomId>) -> Answer {
    let slug = rooms::close(&visit.cx, &visit.viewer, id).await?;
    Ok(go(format!("/cohorts/{slug}/chat/groups?done=room-closed")))
}
