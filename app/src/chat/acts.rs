//! What a reader does with messages while the line is there: answers with a word without leaving the page, changes or drops what still waits.

use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Event, HtmlElement, RequestInit, RequestRedirect, StorageEvent, UrlSearchParams};

use super::composer::composer;
use super::line::{Shared, on};
use super::page;

/// Listens to the page's list, and to other tabs of the room.
pub fn begin(wire: &Shared) {
    let Some(log) = page::log() else { return };
    let line = wire.clone();
    on(&log, "submit", move |event: Event| {
        if line.borrow().is_in() && choose(&event).is_some() {
            event.prevent_default();
        }
    });
    let line = wire.clone();
    on(&log, "click", move |event: Event| {
        let Some(button) = event.target().and_then(|t| t.dyn_into::<Element>().ok()).filter(|b| b.has_attribute("data-queued")) else {
            return;
        };
        let nonce = button.closest("li").ok().flatten().and_then(|li| li.id().strip_prefix("w-")?.parse().ok());
        if let Some(nonce) = nonce {
            withdraw(&line, nonce, button.get_attribute("data-queued").as_deref() == Some("change"));
        }
    });
    let Some(window) = web_sys::window() else { return };
    let line = wire.clone();
    on(&window, "storage", move |_: StorageEvent| {
        let wire = line.borrow();
        if wire.end {
            page::queue(&wire);
        }
    });
}

/// Sends the word of the pressed button as its form would; the line tells what came of it.
fn choose(event: &Event) -> Option<()> {
    let form = event.target()?.dyn_into::<Element>().ok().filter(|f| f.class_list().contains("words"))?;
    let button = js_sys::Reflect::get(event, &"submitter".into()).ok()?.dyn_into::<Element>().ok()?;
    let body = UrlSearchParams::new().ok()?;
    body.append("word", &button.get_attribute("value")?);
    let ask = RequestInit::new();
    ask.set_method("POST");
    ask.set_redirect(RequestRedirect::Manual);
    let body: JsValue = body.into();
    ask.set_body(&body);
    let _ = web_sys::window()?.fetch_with_str_and_init(&form.get_attribute("action")?, &ask);
    if let Some(folded) = form.closest("details").ok().flatten() {
        let _ = folded.remove_attribute("open");
        let _ = folded.query_selector("summary").ok()??.dyn_into::<HtmlElement>().ok()?.focus();
    }
    Some(())
}

/// Takes a message out of the queue that no line was given yet: dropped, or back in the field.
fn withdraw(wire: &Shared, nonce: uuid::Uuid, change: bool) {
    let one = {
        let mut wire = wire.borrow_mut();
        let Some(one) = wire.queue.get(nonce).filter(|w| !w.tried) else { return };
        wire.queue.remove(nonce);
        page::queue(&wire);
        one
    };
    if let Some((_, field)) = composer() {
        if change {
            let typed = field.value();
            field.set_value(&if typed.is_empty() { one.text } else { format!("{}\n{typed}", one.text) });
        }
        let _ = field.unchecked_ref::<HtmlElement>().focus();
    }
}
