//! The forum and search.

use super::lay;
use crate::permissions::probe::Shape::{Others, Thing};
use crate::permissions::probe::{Ask, Probe, probe};

pub fn probes() -> Vec<Probe> {
    [reading(), writing(), moderating(), threads()].concat()
}

fn reading() -> Vec<Probe> {
    vec![
        probe("forum.read", "GET /cohorts/{slug}/forum", lay!(Ask::plain())),
        probe("forum.read", "POST /cohorts/{slug}/forum/read", lay!(Ask::plain())),
        probe("forum.read", "GET /cohorts/{slug}/forum/boards/{id}", lay!(s => Ask::id(s.board().await))),
        probe("forum.read", "GET /cohorts/{slug}/forum/threads/{id}", lay!(s => Ask::id(s.thread().await))),
        probe("forum.read", "GET /cohorts/{slug}/forum/threads/{id}/unread", lay!(s => Ask::id(s.thread().await))).ok(303),
        probe("forum.read", "GET /cohorts/{slug}/forum/posts/{id}", lay!(s => Ask::id(s.post().await))).of(Others).ok(303),
        probe(
            "forum.read",
            "GET /search",
            lay!(s => {
                let word = format!("word{}", s.stage.fresh());
                let thread = s.thread_called(&word).await;
                Ask::plain().query(format!("q={word}")).shows(thread)
            }),
        ),
    ]
}

fn writing() -> Vec<Probe> {
    vec![
        probe("forum.post", "GET /cohorts/{slug}/forum/boards/{id}/new", lay!(s => Ask::id(s.board().await))),
        probe(
            "forum.post",
            "POST /cohorts/{slug}/forum/boards/{id}/new",
            lay!(s => {
                let words = format!("How long, {}?", s.stage.fresh());
                Ask::id(s.board().await).and(&[("title", "Silence"), ("body", &words), ("once", &s.once().to_string())])
            }),
        ),
        probe(
            "forum.post",
            "POST /cohorts/{slug}/forum/threads/{id}",
            lay!(s => {
                Ask::id(s.thread().await).and(&[("body", "A while"), ("page", "1"), ("once", &s.once().to_string())])
            }),
        ),
        probe("forum.edit_own", "GET /cohorts/{slug}/forum/posts/{id}/edit", lay!(s => Ask::id(s.post().await))).of(Thing),
        probe(
            "forum.edit_own",
            "POST /cohorts/{slug}/forum/posts/{id}/edit",
            lay!(s => {
                Ask::id(s.post().await).and(&[("body", "A long while"), ("version", "1")])
            }),
        )
        .of(Thing),
        probe(
            "forum.edit_other",
            "POST /cohorts/{slug}/forum/posts/{id}/edit",
            lay!(s => {
                Ask::id(s.post().await).and(&[("body", "Not what was said"), ("version", "1")])
            }),
        )
        .of(Others),
        probe(
            "forum.edit_own",
            "POST /cohorts/{slug}/forum/posts/{id}/addition",
            lay!(s => {
                Ask::id(s.post().await).and(&[("body", "One thing more"), ("once", &s.once().to_string())])
            }),
        )
        .of(Thing),
        probe("forum.delete_own", "POST /cohorts/{slug}/forum/posts/{id}/delete", lay!(s => Ask::id(s.post().await))).of(Thing),
        // One's own for its author; everybody's for those who moderate.
        probe("forum.history_read", "GET /cohorts/{slug}/forum/posts/{id}/history", lay!(s => Ask::id(s.post().await))).of(Thing),
    ]
}

fn moderating() -> Vec<Probe> {
    vec![
        probe("forum.moderate", "GET /cohorts/{slug}/forum/posts/{id}/hide", lay!(s => Ask::id(s.post().await))).of(Others),
        probe(
            "forum.moderate",
            "POST /cohorts/{slug}/forum/posts/{id}/hide",
            lay!(s => {
                Ask::id(s.post().await).and(&[("reason", "Names somebody")])
            }),
        )
        .of(Others),
        probe("forum.moderate", "POST /cohorts/{slug}/forum/posts/{id}/restore", lay!(s => Ask::id(s.post().await))).of(Others),
        probe(
            "forum.moderate",
            "POST /cohorts/{slug}/forum/boards",
            lay!(s => {
                Ask::form(&[("name", "Grief"), ("once", &s.once().to_string())])
            }),
        )
        .ok(303),
        probe(
            "forum.moderate",
            "POST /cohorts/{slug}/forum/boards/{id}",
            lay!(s => {
                Ask::id(s.board().await).and(&[("name", "Grief"), ("version", &board_version(s).await)])
            }),
        ),
    ]
}

fn threads() -> Vec<Probe> {
    vec![
        probe("forum.moderate", "POST /cohorts/{slug}/forum/threads/{id}/lock", lay!(s => Ask::id(s.thread().await))),
        probe("forum.moderate", "POST /cohorts/{slug}/forum/threads/{id}/unlock", lay!(s => Ask::id(s.thread().await))),
        probe("forum.moderate", "POST /cohorts/{slug}/forum/threads/{id}/pin", lay!(s => Ask::id(s.thread().await))),
        probe("forum.moderate", "POST /cohorts/{slug}/forum/threads/{id}/unpin", lay!(s => Ask::id(s.thread().await))),
        probe(
            "forum.moderate",
            "POST /cohorts/{slug}/forum/threads/{id}/move",
            lay!(s => {
                Ask::id(s.thread().await).and(&[("board", &s.board().await.to_string())])
            }),
        ),
    ]
}

async fn board_version(s: &crate::permissions::stage::Scene<'_>) -> String {
    let index = backend::forum::queries::index(&s.cx(), &s.host().await, s.slug()).await.unwrap();
    index.boards[0].version.to_string()
}
