//! Parts that every room uses: escaping, fields, times, icons, notices.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::html::Html;
use crate::typed::Typed;
use crate::visit::Visit;

pub mod fields;
pub mod kept;
pub mod named;
pub mod text_area;
pub mod unsent;

/// Text for the inside of an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut html = Html::default();
    html.text(text);
    html.done()
}

/// A value for a query string.
pub fn query_value(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The text of `icon`, drawn once for all pages.
pub fn icon_text(name: &'static str) -> &'static str {
    static DRAWN: Mutex<BTreeMap<&'static str, &'static str>> = Mutex::new(BTreeMap::new());
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    drawn.entry(name).or_insert_with(|| icon(name).to_html().leak())
}

/// A small inline picture; the words beside it say the same, so it is hidden from readers of the page aloud.
pub fn icon(name: &str) -> impl IntoView + use<> {
    let path = match name {
        "home" => "M3 11 12 4l9 7M6 10v9h12v-9",
        "calendar" => "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
        "case" => "M6 3h9l4 4v14H6zM14 3v5h5M9 13h6M9 17h6",
        "forum" => "M4 5h16v11H9l-5 4z",
        "chat" => "M3 5h13v9H8l-5 4zM18 9h3v9l-3-2h-7v-2",
        "inbox" => "M4 13h5l1.500 3h3L15 13h5M4 13l3-8h10l3 8v6H4z",
        "thanks" => {
            "M12 20C5 15 3.500 11.500 4.500 8.500 5.500 5.500 9.500 5 12 8.500c2.500-3.500 6.500-3 7.500 0 1 3-.5 6.500-7.500 11.500z"
        }
        "agree" => "M5 12.500l4.500 4.500L19 7.500",
        "useful" => "M9 18h6M10 21h4M8.500 14.500C6.500 13 6 11.500 6 9.500a6 6 0 0 1 12 0c0 2-.5 3.500-2.500 5V16h-7z",
        "question" => "M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 18h.01",
        "survey" => "M5 4h14v16H5zM8 9l1.5 1.5L12 8M8 15l1.5 1.5L12 14M14 9.5h3M14 15.5h3",
        "library" => "M5 4h4v16H5zM10 4h4v16h-4zM15.5 5l3.5-1 3 15-3.500 1z",
        "people" => {
            "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c.5-4 3-6 6.500-6s6 2 6.500 6M16 11a3 3 0 1 0-1-5.800M17 14c2.500.5 4 2.500 4.500 6"
        }
        "credit" => "M12 3a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM8.500 14 7 21l5-3 5 3-1.500-7",
        "chart" => "M4 20h16M7 17v-5M12 17V7M17 17v-8",
        "plan" => "M6 4h12v16H6zM9 9l1.500 1.500L13 8M9 15l1.500 1.500L13 14M15 10h1M15 16h1",
        "phone" => {
            "M6 3h4l1.500 5-2.500 1.500c1 2.500 2.500 4 5 5L15.500 12l5 1.500v4c0 1.500-1 2.500-2.500 2.500C10 19.500 4.500 14 4 5.500 4 4 5 3 6 3z"
        }
        "manage" => "M4 7h10M18 7h2M4 17h2M10 17h10M14 5v4M8 15v4",
        _ => "M5 12h.01M12 12h.01M19 12h.01",
    };
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.700" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d=path></path>
        </svg>
    }
}

/// A moment, in the zone of what it belongs to, with the reader's own beside it where that differs.
pub fn time(visit: &Visit, at: DateTime<Utc>, home_zone: &str) -> impl IntoView + use<> {
    moment(visit.lang(), visit.now(), visit.zone(), at, home_zone)
}

/// The same, for a reader in this zone, told `now`.
pub fn moment(lang: domain::lang::Lang, now: DateTime<Utc>, zone: &str, at: DateTime<Utc>, home_zone: &str) -> impl IntoView + use<> {
    let shown = domain::when::show_from(now, at, zone, home_zone, lang);
    view! { <time class="time" datetime=shown.datetime_attr>{shown.text}</time> }
}

/// A summary of what needs another look, above a form. It takes the focus.
pub fn fault_summary(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    if typed.faults().is_empty() {
        return ().into_any();
    }
    let lines = typed
        .faults()
        .iter()
        .map(|f| {
            let said = visit.words.fault(f);
            // The version is no field that one could go to.
            if f.field == "version" {
                return view! { <li>{said}</li> }.into_any();
            }
            let id = format!("f-{}{}", f.field, typed.suffix());
            let name = named::mark(visit, &id);
            view! { <li><a href=format!("#{id}")>{name}{said}</a></li> }.into_any()
        })
        .collect_view();
    view! {
        <div class="fault-summary" role="alert" tabindex="-1" autofocus>
            <h2>{visit.t("faults-title")}</h2>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}

/// What just happened, told after a redirect to `?done=word`, to the browser that did it.
pub fn done(visit: &Visit) -> impl IntoView + use<> {
    let key = visit.done.as_ref().map(|word| format!("done-{word}"));
    let sentence = key.map(|key| (visit.t(&key), key)).filter(|(said, key)| said != key);
    sentence.map(|(said, _)| view! { <p class="notice is-good" role="status">{said}</p> })
}

/// What will be here, and who can put it here.
pub fn empty(sentence: String) -> impl IntoView {
    view! { <p class="empty">{sentence}</p> }
}

/// Below something that a member wrote: flag it, for those who read it; blot words out of it, for staff.
pub fn flag_links(
    visit: &Visit,
    cohort: &backend::programs::reach::Reached,
    kind: &str,
    id: uuid::Uuid,
    mine: bool,
) -> impl IntoView + use<> {
    let base = format!("/cohorts/{}", cohort.slug);
    let flag = (!mine).then(|| view! { <a href=format!("{base}/flags/{kind}/{id}")>{visit.t("flag")}</a> });
    let redact = cohort.staff().then(|| view! { " "<a href=format!("{base}/redact/{kind}/{id}")>{visit.t("redact-link")}</a> });
    view! { <p class="meta no-print">{flag}{redact}</p> }
}

/// Where something is hidden: its author is asked to mend it, the others are told that it was there.
pub fn hidden_note(
    visit: &Visit,
    cohort: &backend::programs::reach::Reached,
    kind: &str,
    id: uuid::Uuid,
    hidden: bool,
    mine: bool,
) -> impl IntoView + use<> {
    hidden.then(|| {
        let mend = mine.then(|| view! { " "<a href=format!("/cohorts/{}/flags/{kind}/{id}/mend", cohort.slug)>{visit.t("flag-mend")}</a> });
        let word = if mine { "flag-hidden-mine" } else { "flag-hidden-staff" };
        view! { <p class="notice is-warn">{visit.t(word)}{mend}</p> }
    })
}

/// The hidden field that makes sending a form twice make one thing.
pub fn once(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    view! { <input type="hidden" name="once" value=typed.key(&visit.cx).to_string()/> }
}

/// Inside a form whose words stay in this browser until they were taken (`app/keep.js`); the page asks for the script with `Page::keeps`.
pub fn keep(visit: &Visit) -> impl IntoView + use<> {
    let who = visit.viewer.person().map(|person| person.to_string()).unwrap_or_default();
    view! { <p data-keep=who data-back=visit.t("keep-back") data-drop=visit.t("keep-drop") data-line=visit.t("keep-line") role="status" hidden></p> }
}

/// On a page that watches (`Page::watches`): shown by its script when nothing can be heard any more.
pub fn watch_lost(visit: &Visit) -> impl IntoView + use<> {
    view! { <p class="notice is-bad" id="watch-lost" role="alert" hidden>{visit.t("watch-lost")}</p> }
}

/// Inside a form that is kept otherwise: it only is not sent into a line that is down.
pub fn watch_line(visit: &Visit) -> impl IntoView + use<> {
    view! { <p data-keep="" data-line=visit.t("keep-line") role="status" hidden></p> }
}

/// What is wrong with a file: line, column, what stands there, and why it cannot be taken.
pub fn row_faults(visit: &Visit, faults: &[domain::table::RowFault]) -> impl IntoView + use<> {
    if faults.is_empty() {
        return ().into_any();
    }
    let rows = faults
        .iter()
        .map(|f| {
            // A column that is missing is named in the reader's words; one that is there, as the file has it.
            let column = match (f.word.as_str(), f.column.as_str()) {
                ("fault-row-column-missing", "email") => visit.t("column-email"),
                ("fault-row-column-missing", "name") => visit.t("column-name"),
                (_, other) => other.to_owned(),
            };
            let why = visit.tw(&f.word, &[("value", f.value.as_str().into()), ("column", column.as_str().into()), ("line", f.line.into())]);
            let line = if f.line == 0 { "–".to_owned() } else { f.line.to_string() };
            view! { <tr><td class="num">{line}</td><td>{column}</td><td>{f.value.clone()}</td><td>{why}</td></tr> }
        })
        .collect_view();
    let title = visit.t("row-faults-title");
    view! {
        <h2>{title.clone()}</h2>
        <div class="table-wrap" tabindex="0" role="region" aria-label=title>
            <table class="table">
                <thead><tr><th scope="col">{visit.t("import-line")}</th><th scope="col">{visit.t("import-column")}</th>
                    <th scope="col">{visit.t("import-value")}</th><th scope="col">{visit.t("import-why")}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A file as text for a hidden field, so that it need not be chosen again.
pub fn carry(bytes: &[u8]) -> String {
    data_encoding::BASE64.encode(bytes)
}

/// What `carry` wrote; empty when it was tampered with.
pub fn carried(text: &str) -> Vec<u8> {
    data_encoding::BASE64.decode(text.as_bytes()).unwrap_or_default()
}
