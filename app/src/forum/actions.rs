//! What members do: open threads, reply, edit, add, take back, flag, mark as read. A refused form comes back with every word in it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::Response;
use backend::Fault;
use backend::forum::{commands, queries, reading};
use domain::fault::FieldFault;
use domain::id::{PostId, ThreadId};

use super::pages::{id, new_thread_with};
use super::posts::show_edit;
use super::threads;
use crate::answer::{Answer, again, conflict, go};
use crate::typed::Typed;
use crate::visit::Visit;

/// A form that was sent already gets a fresh key, so that sending it again is a choice.
fn fresh_key(visit: &Visit, mut typed: Typed, faults: Vec<FieldFault>) -> Typed {
    if faults.iter().any(|f| f.word == "fault-forum-sent") {
        typed.set("once", visit.cx.new_id().to_string());
    }
    typed.with_faults(faults)
}

/// Too many posts in a short while: the form again, every word in it, and when it will be taken.
fn slow_down(mut page: Response, seconds: u32) -> Response {
    *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    page.headers_mut().insert(RETRY_AFTER, seconds.into());
    page
}

/// The seconds that this person has to wait before the next post, when there are any.
fn must_wait(visit: &Visit) -> Option<u32> {
    let person = visit.viewer.person()?;
    match visit.cx.ports.throttle.try_post(&person.to_string()) {
        Err(Fault::TooMany(seconds)) => Some(seconds),
        _ => None,
    }
}

fn too_fast(typed: Typed, seconds: u32) -> Typed {
    typed.with_faults(vec![FieldFault::new("body", "fault-forum-fast").with("seconds", seconds)])
}

/// Opens a thread.
pub async fn open_thread(visit: Visit, Path((slug, board)): Path<(String, String)>, typed: Typed) -> Answer {
    let once = typed.key(&visit.cx);
    if let Some(seconds) = must_wait(&visit) {
        return Ok(slow_down(new_thread_with(&visit, &slug, &board, too_fast(typed, seconds)).await?, seconds));
    }
    match commands::open_thread(&visit.cx, &visit.viewer, &slug, id(&board)?, once, typed.get("title"), typed.get("body")).await {
        Ok(thread) => Ok(go(format!("/cohorts/{slug}/forum/threads/{thread}?done=forum-thread-opened"))),
        Err(Fault::Invalid(faults)) => Ok(again(new_thread_with(&visit, &slug, &board, fresh_key(&visit, typed, faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Replies to a thread or to a post of it.
pub async fn reply(visit: Visit, Path((slug, thread)): Path<(String, String)>, typed: Typed) -> Answer {
    let thread: ThreadId = id(&thread)?;
    let parent: Option<PostId> = match typed.get("parent") {
        "" => None,
        text => Some(id(text)?),
    };
    if let Some(seconds) = must_wait(&visit) {
        return Ok(slow_down(reply_again(&visit, &slug, thread, parent, too_fast(typed, seconds)).await?, seconds));
    }
    match commands::reply(&visit.cx, &visit.viewer, &slug, thread, typed.key(&visit.cx), parent, typed.get("body")).await {
        Ok(post) => Ok(go(threads::path_of(&visit, &slug, post, "forum-posted").await?)),
        Err(Fault::Invalid(faults)) => {
            let typed = fresh_key(&visit, typed, faults);
            Ok(again(reply_again(&visit, &slug, thread, parent, typed).await?))
        }
        Err(Fault::Conflict(word @ ("conflict-thread-locked" | "conflict-forum-archived"))) => {
            let typed = typed.with_faults(vec![FieldFault::new("body", word)]);
            Ok(conflict(reply_again(&visit, &slug, thread, parent, typed).await?))
        }
        Err(other) => Err(other.into()),
    }
}

async fn reply_again(visit: &Visit, slug: &str, thread: ThreadId, parent: Option<PostId>, typed: Typed) -> Answer {
    let page = typed.get("page").parse().unwrap_or(1);
    let shown = match queries::thread(&visit.cx, &visit.viewer, slug, thread, page).await {
        Err(Fault::Missing) if page > 1 => queries::thread(&visit.cx, &visit.viewer, slug, thread, 1).await?,
        other => other?,
    };
    Ok(threads::show(visit, &shown, parent, &typed))
}

/// Changes one's own post.
pub async fn edit(visit: Visit, Path((slug, post)): Path<(String, String)>, typed: Typed) -> Answer {
    let post: PostId = id(&post)?;
    let version = typed.get("version").parse().unwrap_or(0);
    match commands::edit(&visit.cx, &visit.viewer, &slug, post, version, typed.get("body")).await {
        Ok(_) => Ok(go(threads::path_of(&visit, &slug, post, "forum-edited").await?)),
        Err(fault) => own_again(&visit, &slug, post, typed, fault).await,
    }
}

/// Adds to one's own post.
pub async fn add(visit: Visit, Path((slug, post)): Path<(String, String)>, typed: Typed) -> Answer {
    let post: PostId = id(&post)?;
    match commands::add(&visit.cx, &visit.viewer, &slug, post, typed.key(&visit.cx), typed.get("body")).await {
        Ok(_) => Ok(go(threads::path_of(&visit, &slug, post, "forum-added").await?)),
        Err(fault) => own_again(&visit, &slug, post, typed, fault).await,
    }
}

/// The form again with what was typed: 422 for its fields, 409 when the post, the hour or the thread has moved on.
async fn own_again(visit: &Visit, slug: &str, post: PostId, typed: Typed, fault: Fault) -> Answer {
    match fault {
        Fault::Invalid(faults) => {
            let own = queries::own(&visit.cx, &visit.viewer, slug, post).await?;
            Ok(again(show_edit(visit, &own, &fresh_key(visit, typed, faults), None)))
        }
        Fault::Conflict(word) => {
            let own = queries::own(&visit.cx, &visit.viewer, slug, post).await?;
            Ok(conflict(show_edit(visit, &own, &typed, Some(word))))
        }
        other => Err(other.into()),
    }
}

/// Takes one's own post back.
pub async fn delete(visit: Visit, Path((slug, post)): Path<(String, String)>) -> Answer {
    let gone = commands::delete(&visit.cx, &visit.viewer, &slug, id(&post)?).await?;
    let place = if gone.empty { format!("boards/{}", gone.board) } else { format!("threads/{}", gone.thread) };
    Ok(go(format!("/cohorts/{slug}/forum/{place}?done=forum-deleted")))
}

/// Marks everything as read that the list showed.
pub async fn read_all(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let board = match typed.get("board") {
        "" => None,
        text => Some(id(text)?),
    };
    let until = chrono::DateTime::parse_from_rfc3339(typed.get("until")).ok().map(|at| at.to_utc());
    reading::mark_all(&visit.cx, &visit.viewer, &slug, board, until).await?;
    let place = board.map(|b| format!("/boards/{b}")).unwrap_or_default();
    Ok(go(format!("/cohorts/{slug}/forum{place}?done=forum-all-read")))
}
