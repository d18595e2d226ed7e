//! The form of a room: Enter sends over the line, the draft is kept while it is typed, and others hear that somebody types.

use std::cell::Cell;

use domain::live::Say;
use web_sys::{Document, Event, HtmlFormElement, HtmlTextAreaElement, KeyboardEvent};

use super::chooser;
use super::line::{Shared, on};
use super::page;
use super::pending::{self, Waiting};

/// Typing is told again after so many milliseconds.
const TYPING_AGAIN: f64 = 3_000.0;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The page's own form and its field.
pub fn composer() -> Option<(HtmlFormElement, HtmlTextAreaElement)> {
    use wasm_bindgen::JsCast as _;
    let form = document()?.get_element_by_id("composer")?.dyn_into::<HtmlFormElement>().ok()?;
    let text = document()?.get_element_by_id("f-text")?.dyn_into::<HtmlTextAreaElement>().ok()?;
    Some((form, text))
}

/// Takes the form over. Sending by button or Enter goes over the line; Shift+Enter makes a new line.
pub fn begin(wire: &Shared) {
    let Some((form, text)) = composer() else { return };
    let draft_key = format!("kith-draft-{}", wire.borrow().room);
    if text.value().is_empty() {
        text.set_value(&pending::get(&draft_key));
    }
    let (line, field, key) = (wire.clone(), text.clone(), draft_key.clone());
    on(&form, "submit", move |event: Event| {
        event.prevent_default();
        let typed = field.value();
        if typed.trim().is_empty() {
            return;
        }
        field.set_value("");
        pending::set(&key, "");
        send(&line, typed);
    });
    let names = chooser::begin(&text, wire.borrow().word("people-found"));
    let sender = form.clone();
    on(&text, "keydown", move |event: KeyboardEvent| {
        if event.is_composing() || names.as_ref().is_some_and(|names| chooser::key(names, &event)) {
            return;
        }
        if event.key() == "Enter" && !event.shift_key() {
            event.prevent_default();
            let _ = sender.request_submit();
        }
    });
    let (line, field, told) = (wire.clone(), text.clone(), Cell::new(0.0));
    on(&text, "input", move |_: Event| {
        let typed = field.value();
        pending::set(&draft_key, &typed);
        let (now, wire) = (js_sys::Date::now(), line.borrow());
        let due = now - told.get() > TYPING_AGAIN && !typed.trim().is_empty();
        if due && !wire.invisible && wire.is_in() {
            told.set(now);
            wire.say(&Say::Typing { room: wire.room });
        }
    });
}

/// A message's own id. The browser has no context to take chance from.
#[expect(clippy::disallowed_methods, reason = "in the browser, chance is the browser's")]
fn nonce() -> uuid::Uuid {
    uuid::Uuid::new_v4()
}

fn send(wire: &Shared, text: String) {
    let mut wire = wire.borrow_mut();
    let one = Waiting { nonce: nonce(), text, at: js_sys::Date::now(), tried: false };
    wire.queue.put(&one);
    page::pending(&wire, &one);
    wire.give(&one);
    page::to_the_end(true);
}
