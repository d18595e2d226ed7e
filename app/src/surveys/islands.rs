//! The island of a form: what is typed is kept on the server a moment later, so that a dropped line or a closed tab loses nothing.
//! Nothing is kept in the browser: the telephone may be a shared one.

use leptos::prelude::*;

/// Keeps the page's form (`#survey-form`) by posting it to `action`; `saved` and `failed` are its sentences.
#[island]
pub fn KeepDraft(action: String, saved: String, failed: String) -> impl IntoView {
    let (status, set_status) = signal(String::new());
    #[cfg(feature = "hydrate")]
    super::keeping::begin(super::keeping::Setup { action, saved, failed, status: set_status });
    #[cfg(not(feature = "hydrate"))]
    let _ = (action, saved, failed, set_status);
    view! { <p class="meta" role="status">{status}</p> }
}
