//! The only place that writes a text area. Leptos does not escape its text, so it is escaped here; a test forbids the tag elsewhere.

use leptos::prelude::*;

use super::escape;

/// A text area with this id, name and text. The first line feed is eaten by browsers, so one is written before the text.
pub fn text_area(
    id: &str,
    name: &str,
    text: &str,
    rows: u32,
    required: bool,
    described_by: Option<String>,
    faulty: bool,
) -> impl IntoView + use<> {
    let (id, name) = (id.to_owned(), name.to_owned());
    let inner = format!("\n{}", escape(text));
    view! {
        <textarea id=id name=name rows=rows required=required aria-describedby=described_by aria-invalid=faulty.then_some("true") inner_html=inner></textarea>
    }
}

/// A text that can be read and copied, and is part of no form: what somebody typed that could not be taken.
pub fn text_to_copy(id: &str, label: String, text: &str) -> impl IntoView + use<> {
    let (id, own) = (id.to_owned(), id.to_owned());
    let rows = text.lines().count().clamp(2, 12).to_string();
    let inner = format!("\n{}", escape(text));
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea id=own rows=rows readonly=true inner_html=inner></textarea>
        </div>
    }
}
