//! The island of the hour: it hears the session's state, draws what moved, and sends forms without leaving the page.

use leptos::prelude::*;

use super::people::Me;
use super::words::Words;

/// Keeps the hour live. `version` is what the page shows, `now` the server's time when it was drawn, in milliseconds.
#[island]
pub fn HourLine(session: String, version: i64, now: i64, me: Me, words: Words) -> impl IntoView {
    // Empty until a script is here to connect: a page without scripts promises nothing.
    let (status, set_status) = signal(String::new());
    #[cfg(feature = "hydrate")]
    {
        let connecting = words.t("hour-line-connecting").to_owned();
        Effect::new(move |_| status.with_untracked(String::is_empty).then(|| set_status.set(connecting.clone())));
    }
    #[cfg(feature = "hydrate")]
    super::live::begin(session, version, now, me, words, set_status);
    #[cfg(not(feature = "hydrate"))]
    let _ = (session, version, now, me, words, set_status);
    view! { <p class="meta hour-line" role="status">{status}</p> }
}
