//! What a form needs that is read along with while somebody writes: the sentences, and the place where a screen reader hears of it.
//! The reading itself is `app/check`, which a page asks for with `Page::reads_along`; the form is marked `data-check`.

use std::fmt::Write as _;

use domain::identifiers::Kind;
use leptos::prelude::*;

use crate::visit::Visit;

/// The sentences, a line each: name, tab, sentence. In each, `{words}` and its like are filled in by the browser.
pub fn identifier_hints(visit: &Visit) -> impl IntoView + use<> {
    let open = |key: &str, values: &[&str]| {
        let all: Vec<(&str, String)> = values.iter().map(|v| (*v, format!("{{{v}}}"))).collect();
        visit.tw(key, &all.iter().map(|(name, value)| (*name, value.as_str().into())).collect::<Vec<_>>())
    };
    let mut lines = String::new();
    for (name, sentence) in [
        ("block", visit.t("case-finding-block")),
        ("warn", visit.t("case-finding-warn")),
        ("write", open("hint-write", &["offer"])),
        ("show", visit.t("hint-show")),
        ("told", open("hint-told", &["blocks", "warns", "field"])),
        ("clear", open("hint-clear", &["field"])),
    ] {
        let _ = writeln!(lines, "{name}\t{sentence}");
    }
    for kind in Kind::ALL {
        let code = kind.code();
        let _ = writeln!(lines, "{code}\t{}", open(&format!("identifier-{code}"), &["words"]));
        let _ = writeln!(lines, "{code}-help\t{}", visit.t(&format!("identifier-{code}-help")));
    }
    view! { <p class="visually-hidden" role="status" id="check-status" data-words=lines></p> }
}
