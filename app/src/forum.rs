//! Forum: boards, threads, posts, their moderation; and search.
#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod moderation;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod post;
#[cfg(feature = "ssr")]
pub mod posts;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
pub mod threads;

#[cfg(feature = "ssr")]
use axum::routing::{get, post as sent};

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    let forum = axum::Router::new()
        .route("/", get(pages::index))
        .route("/read", sent(actions::read_all))
        .route("/boards", sent(moderation::add_board))
        .route("/boards/{id}", get(pages::board).post(moderation::rename_board))
        .route("/boards/{id}/new", get(pages::new_thread).post(actions::open_thread))
        .route("/threads/{id}", get(threads::thread).post(actions::reply))
        .route("/threads/{id}/unread", get(threads::unread))
        .route("/threads/{id}/lock", sent(moderation::lock))
        .route("/threads/{id}/unlock", sent(moderation::unlock))
        .route("/threads/{id}/pin", sent(moderation::pin))
        .route("/threads/{id}/unpin", sent(moderation::unpin))
        .route("/threads/{id}/move", sent(moderation::move_thread))
        .route("/posts/{id}", get(threads::post))
        .route("/posts/{id}/edit", get(posts::edit).post(actions::edit))
        .route("/posts/{id}/addition", sent(actions::add))
        .route("/posts/{id}/delete", sent(actions::delete))
        .route("/posts/{id}/history", get(posts::history))
        .route("/posts/{id}/hide", get(posts::hide).post(moderation::hide))
        .route("/posts/{id}/restore", sent(moderation::restore));
    axum::Router::new().nest("/cohorts/{slug}/forum", forum).route("/search", get(search::page))
}
