//! What those who moderate do: boards, locks, pins, moves, hiding.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::forum::moderation::{self, Turn};
use backend::forum::{boards, queries};

use super::pages::{id, index_with, show_board};
use super::posts::hide_with;
use super::threads::path_of;
use crate::answer::{Answer, again, go};
use crate::typed::Typed;
use crate::visit::Visit;

/// Adds a board.
pub async fn add_board(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    match boards::add(&visit.cx, &visit.viewer, &slug, typed.once(&visit.cx), typed.get("name"), typed.get("about")).await {
        Ok(board) => Ok(go(format!("/cohorts/{slug}/forum/boards/{board}?done=forum-board-added"))),
        Err(Fault::Invalid(faults)) => Ok(again(index_with(&visit, &slug, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Renames a board.
pub async fn rename_board(visit: Visit, Path((slug, board)): Path<(String, String)>, mut typed: Typed) -> Answer {
    let (board, version) = (id(&board)?, typed.get("version").parse().unwrap_or(0));
    match boards::rename(&visit.cx, &visit.viewer, &slug, board, version, typed.get("name"), typed.get("about")).await {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/forum/boards/{board}?done=forum-board-renamed"))),
        Err(Fault::Invalid(faults)) => {
            let shown = queries::board(&visit.cx, &visit.viewer, &slug, board, 1).await?;
            typed.set("version", shown.board.version.to_string());
            Ok(again(show_board(&visit, &shown, &typed.with_faults(faults))))
        }
        Err(other) => Err(other.into()),
    }
}

async fn turn(visit: &Visit, slug: &str, thread: &str, turn: Turn, done: &str) -> Result<Response, Fault> {
    moderation::turn(&visit.cx, &visit.viewer, slug, id(thread)?, turn).await?;
    Ok(go(format!("/cohorts/{slug}/forum/threads/{thread}?done={done}")))
}

/// Locks a thread.
pub async fn lock(visit: Visit, Path((slug, thread)): Path<(String, String)>) -> Answer {
    Ok(turn(&visit, &slug, &thread, Turn::Lock, "forum-locked").await?)
}

/// Unlocks a thread.
pub async fn unlock(visit: Visit, Path((slug, thread)): Path<(String, String)>) -> Answer {
    Ok(turn(&visit, &slug, &thread, Turn::Unlock, "forum-unlocked").await?)
}

/// Pins a thread.
pub async fn pin(visit: Visit, Path((slug, thread)): Path<(String, String)>) -> Answer {
    Ok(turn(&visit, &slug, &thread, Turn::Pin, "forum-pinned").await?)
}

/// Unpins a thread.
pub async fn unpin(visit: Visit, Path((slug, thread)): Path<(String, String)>) -> Answer {
    Ok(turn(&visit, &slug, &thread, Turn::Unpin, "forum-unpinned").await?)
}

/// Moves a thread to another board.
pub async fn move_thread(visit: Visit, Path((slug, thread)): Path<(String, String)>, typed: Typed) -> Answer {
    let to = id(typed.get("board"))?;
    moderation::move_thread(&visit.cx, &visit.viewer, &slug, id(&thread)?, to).await.map_err(not_there)?;
    Ok(go(format!("/cohorts/{slug}/forum/threads/{thread}?done=forum-moved")))
}

/// A board that no list offered: nobody typed it, so there is no form to show again.
fn not_there(fault: Fault) -> Fault {
    if matches!(fault, Fault::Invalid(_)) { Fault::Missing } else { fault }
}

/// Hides a post.
pub async fn hide(visit: Visit, Path((slug, post)): Path<(String, String)>, typed: Typed) -> Answer {
    match moderation::hide(&visit.cx, &visit.viewer, &slug, id(&post)?, typed.get("reason")).await {
        Ok(_) => Ok(go(path_of(&visit, &slug, id(&post)?, "forum-hidden").await?)),
        Err(Fault::Invalid(faults)) => Ok(again(hide_with(&visit, &slug, &post, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Shows a hidden post again.
pub async fn restore(visit: Visit, Path((slug, post)): Path<(String, String)>) -> Answer {
    let key: domain::id::PostId = id(&post)?;
    backend::flags::desk::restore(&visit.cx, &visit.viewer, &slug, backend::flags::Kind::Post, key.0).await?;
    Ok(go(path_of(&visit, &slug, key, "forum-restored").await?))
}
