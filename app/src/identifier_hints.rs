//! The island that reads along while somebody writes: it runs the same check as the server, in the browser, and no text leaves it.
//!
//! It watches every text field inside an element marked `data-check`, whatever form that is. `data-check="quiet"` says one line and no more.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The sentences of the island, in the reader's language. In each, `{words}` is the passage.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Sentences {
    /// The language of the page: `en` or `fr`.
    pub lang: String,
    /// "Must go".
    pub block: String,
    /// "Look at it".
    pub warn: String,
    /// The button of an offer, with `{offer}`.
    pub write: String,
    /// The button that shows a passage.
    pub show: String,
    /// What is told to a screen reader: `{blocks}` and `{warns}` in `{field}`.
    pub told: String,
    /// The same when nothing is left.
    pub clear: String,
    /// The one line of a quiet form.
    pub quiet: String,
    /// By the code of a kind: what it looks like, and what to do.
    pub kinds: Vec<(String, String, String)>,
}

/// Watches the page's marked forms.
#[island]
pub fn IdentifierHints(sentences: Sentences) -> impl IntoView {
    let (status, set_status) = signal(String::new());
    #[cfg(feature = "hydrate")]
    super::identifier_watch::begin(sentences, set_status);
    #[cfg(not(feature = "hydrate"))]
    let _ = (sentences, set_status);
    view! { <p class="visually-hidden" role="status">{status}</p> }
}

/// The island for a form that says one line and no more.
#[cfg(feature = "ssr")]
pub fn quiet_hints(visit: &crate::visit::Visit) -> impl IntoView + use<> {
    let sentences = Sentences {
        lang: visit.lang().code().to_owned(),
        quiet: visit.tw("hint-quiet", &[("words", "{words}".into())]),
        ..Sentences::default()
    };
    view! { <IdentifierHints sentences=sentences/> }
}

/// The island with its sentences.
#[cfg(feature = "ssr")]
pub fn identifier_hints(visit: &crate::visit::Visit) -> impl IntoView + use<> {
    use domain::identifiers::Kind;
    let t = |key: &str| visit.t(key);
    let kinds = Kind::ALL
        .iter()
        .map(|kind| {
            let code = kind.code();
            (
                code.to_owned(),
                visit.tw(&format!("identifier-{code}"), &[("words", "{words}".into())]),
                t(&format!("identifier-{code}-help")),
            )
        })
        .collect();
    let sentences = Sentences {
        lang: visit.lang().code().to_owned(),
        block: t("case-finding-block"),
        warn: t("case-finding-warn"),
        write: visit.tw("hint-write", &[("offer", "{offer}".into())]),
        show: t("hint-show"),
        told: visit.tw("hint-told", &[("blocks", "{blocks}".into()), ("warns", "{warns}".into()), ("field", "{field}".into())]),
        clear: visit.tw("hint-clear", &[("field", "{field}".into())]),
        quiet: visit.tw("hint-quiet", &[("words", "{words}".into())]),
        kinds,
    };
    view! { <IdentifierHints sentences=sentences/> }
}
