//! Tables of numbers, scrolled sideways on a phone.

use leptos::prelude::*;

/// A table with a caption: heads, then rows whose first cell names them.
pub fn table(caption: &str, heads: Vec<String>, rows: Vec<Vec<String>>) -> impl IntoView + use<> {
    let heads = heads
        .into_iter()
        .enumerate()
        .map(|(n, head)| {
            if n == 0 {
                view! { <th scope="col">{head}</th> }.into_any()
            } else {
                view! { <th scope="col" class="num">{head}</th> }.into_any()
            }
        })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|cells| {
            let mut cells = cells.into_iter();
            let first = cells.next().unwrap_or_default();
            let rest = cells.map(|c| view! { <td class="num">{c}</td> }).collect_view();
            view! { <tr><th scope="row">{first}</th>{rest}</tr> }
        })
        .collect_view();
    let (caption, region) = (caption.to_owned(), caption.to_owned());
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=region>
            <table class="table"><caption class="visually-hidden">{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
}

/// The numbers of a chart, folded away beneath it.
pub fn numbers(summary: String, body: impl IntoView) -> impl IntoView {
    view! { <details><summary>{summary}</summary>{body}</details> }
}
