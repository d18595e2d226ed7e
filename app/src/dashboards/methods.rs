//! How the figures are made.

use leptos::prelude::*;

use crate::visit::Visit;

const NOTES: [&str; 8] = ["pairs", "t", "wilcoxon", "d", "g", "ladder", "small", "frozen"];

pub(super) fn section(visit: &Visit) -> impl IntoView + use<> {
    let notes = NOTES.map(|key| view! { <li>{visit.t(&format!("dash-method-{key}"))}</li> }).collect_view();
    view! { <section><h2>{visit.t("dash-methods")}</h2><ul>{notes}</ul></section> }
}
