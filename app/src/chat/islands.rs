//! The island of a chat room. The page's own list and form stay as they are; this keeps them live.
//!
//! What is typed is safe three times over: in the form, in this browser's storage until the server has acknowledged it,
//! and by its nonce, so that sending it again after a break makes one message.

use leptos::prelude::*;

/// Keeps a chat room live. `words` are its sentences by name; `rev` is the last revision that the page shows.
#[island]
pub fn ChatLine(room: String, rev: i64, me: String, name: String, words: Vec<(String, String)>) -> impl IntoView {
    let first = words.iter().find(|(k, _)| k == "connecting").map(|(_, w)| w.clone()).unwrap_or_default();
    let (status, set_status) = signal(first);
    let (present, set_present) = signal(String::new());
    #[cfg(feature = "hydrate")]
    super::line::begin(super::line::Setup { room, rev, me, name, words, status: set_status, present: set_present });
    #[cfg(not(feature = "hydrate"))]
    let _ = (room, rev, me, name, words, set_status, set_present);
    view! {
        <p class="presence" role="status"><span class="line-state">{status}</span>" "<span>{present}</span></p>
    }
}
