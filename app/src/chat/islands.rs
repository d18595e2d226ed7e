//! The island of a chat room. The page's own list and form stay as they are; this keeps them live.
//!
//! What is typed is safe three times over: in the form, in this browser's storage until the server has acknowledged it,
//! and by its nonce, so that sending it again after a break, or from a second tab, makes one message.

use leptos::prelude::*;

/// Keeps a chat room live. `words` are its sentences by name; `rev` is the last revision that the page shows, `seen` the reader's mark in it;
/// `end` says whether the page shows the newest messages, and so takes new ones.
#[island]
#[allow(clippy::too_many_arguments, reason = "the props of an island are its arguments")]
pub fn ChatLine(
    room: String,
    rev: i64,
    seen: i64,
    me: String,
    name: String,
    threads: String,
    invisible: bool,
    end: bool,
    words: Vec<(String, String)>,
) -> impl IntoView {
    let word = |key: &str| words.iter().find(|(k, _)| k == key).map(|(_, w)| w.clone()).unwrap_or_default();
    // Empty until a script is here to connect: a page without scripts promises nothing.
    let (status, set_status) = signal(String::new());
    let (present, set_present) = signal(String::new());
    let unseen = invisible.then(|| word("invisible-now"));
    #[cfg(feature = "hydrate")]
    {
        let connecting = word("connecting");
        Effect::new(move |_| status.with_untracked(String::is_empty).then(|| set_status.set(connecting.clone())));
    }
    #[cfg(feature = "hydrate")]
    super::line::begin(super::line::Setup {
        room,
        rev,
        seen,
        me,
        name,
        threads,
        invisible,
        end,
        words,
        status: set_status,
        present: set_present,
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (room, rev, seen, me, name, threads, end, set_status, set_present);
    view! {
        <p class="presence" role="status"><span class="line-state">{status}</span>" "{unseen}" "<span>{present}</span></p>
    }
}
