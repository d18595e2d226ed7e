//! What somebody typed and could not be taken: a text is never lost, it stands in a field to be copied.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;

use super::text_area::text_to_copy;
use crate::typed::Typed;
use crate::visit::Visit;

/// Put into a request, it holds the form that was read from it: the page of a fault shows it again.
#[derive(Debug, Clone, Default)]
pub struct Kept(Arc<Mutex<Typed>>);

impl Kept {
    /// Keeps a form.
    pub fn put(&self, typed: &Typed) {
        if let Ok(mut place) = self.0.lock() {
            *place = typed.clone();
        }
    }

    /// The form that was kept; an empty one when none was read.
    pub fn take(&self) -> Typed {
        self.0.lock().map(|mut place| std::mem::take(&mut *place)).unwrap_or_default()
    }
}

/// The texts of a form: what somebody wrote themselves, without what was chosen, and never a secret or a file.
pub fn texts(typed: &Typed) -> Vec<String> {
    // Whole words of a name: "told" is no "old" password.
    let secret = |name: &str| {
        name.split(['-', '_']).any(|word| matches!(word, "password" | "secret" | "old" | "new" | "token" | "file" | "carried"))
    };
    typed.pairs().filter(|(name, value)| !secret(name) && is_written(value)).map(|(_, value)| value.to_owned()).collect()
}

/// A word of a choice, an id, a number or a day has no mark of a sentence in it; a single word that somebody wrote begins with a capital letter.
fn is_written(value: &str) -> bool {
    let value = value.trim();
    let word = value.starts_with(char::is_uppercase) && value.chars().skip(1).all(char::is_lowercase);
    word || value.chars().any(|c| !c.is_ascii_alphanumeric() && !"-_:/.@+=".contains(c))
}

/// What was typed, in fields to copy from; nothing when nothing was written.
pub fn to_copy(visit: &Visit, typed: &Typed) -> AnyView {
    let all = texts(typed);
    if all.is_empty() {
        return ().into_any();
    }
    let fields = all.iter().zip(1..).map(|(text, n)| {
        let label = if n == 1 { visit.t("kept-text") } else { visit.tw("kept-text-n", &[("n", n.into())]) };
        text_to_copy(&format!("kept-{n}"), label, text)
    });
    view! {
        <section class="card" id="kept" aria-labelledby="kept-title">
            <h2 id="kept-title">{visit.t("kept-title")}</h2>
            <p>{visit.t("kept-lede")}</p>
            {fields.collect_view()}
        </section>
    }
    .into_any()
}
