//! Drawing into the page's own list: a message that waits, one that settled, one that came, one that changed.

use domain::live::Line;
use uuid::Uuid;
use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, HtmlElement};

use super::line::Wire;
use super::pending::Waiting;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn log() -> Option<Element> {
    document()?.get_element_by_id("chat-log")
}

fn element(tag: &str, class: &str, text: &str) -> Option<Element> {
    let made = document()?.create_element(tag).ok()?;
    if !class.is_empty() {
        made.set_class_name(class);
    }
    if !text.is_empty() {
        made.set_text_content(Some(text));
    }
    Some(made)
}

fn drop_empty(log: &Element) {
    if let Ok(Some(empty)) = log.query_selector("li.empty") {
        empty.remove();
    }
}

/// A message that waits for its acknowledgement, greyed.
pub fn pending(wire: &Wire, one: &Waiting) {
    let made = || {
        let log = log()?;
        drop_empty(&log);
        let item = element("li", "message is-mine is-pending", "")?;
        item.set_id(&format!("w-{}", one.nonce));
        let head = element("div", "message-head", "")?;
        head.append_child(&element("strong", "", &wire.name)?.into()).ok()?;
        head.append_child(&element("span", "meta", &format!(" {}", wire.word("pending")))?.into()).ok()?;
        item.append_child(&head.into()).ok()?;
        item.append_child(&element("p", "pending-text", &one.text)?.into()).ok()?;
        log.append_child(&item.into()).ok()
    };
    let _ = made();
}

/// The server has it: the grey line goes when its message stands, or waits for it under its number.
pub fn settle(nonce: Uuid, seq: i64) {
    let Some(document) = document() else { return };
    let Some(waiting) = document.get_element_by_id(&format!("w-{nonce}")) else { return };
    if document.get_element_by_id(&format!("m-{seq}")).is_some() {
        waiting.remove();
    } else {
        waiting.set_id(&format!("m-{seq}"));
        let _ = waiting.set_attribute("data-seq", &seq.to_string());
        waiting.set_class_name("message is-mine");
    }
}

/// Says under a waiting message why it waits longer, or was not taken.
pub fn explain(nonce: Uuid, sentence: &str) {
    let Some(item) = document().and_then(|d| d.get_element_by_id(&format!("w-{nonce}"))) else { return };
    if let Ok(Some(note)) = item.query_selector(".message-head .meta") {
        note.set_text_content(Some(&format!(" {sentence}")));
    }
}

/// A message that came or changed, at its place.
pub fn draw(wire: &Wire, line: &Line) {
    let drawn = || {
        let (document, log) = (document()?, log()?);
        drop_empty(&log);
        let near = near_the_end();
        let known = document.get_element_by_id(&format!("m-{}", line.seq));
        let item = match known {
            Some(item) => {
                item.set_inner_html("");
                item
            }
            None => insert(&log, line.seq)?,
        };
        let mine = wire.me == Some(line.person);
        item.set_class_name(if mine { "message is-mine" } else { "message" });
        item.set_id(&format!("m-{}", line.seq));
        item.set_attribute("data-seq", &line.seq.to_string()).ok()?;
        item.append_child(&head(wire, line)?.into()).ok()?;
        let body = if line.deleted { element("p", "meta", &wire.word("deleted"))? } else { element("div", "prose", "")? };
        if !line.deleted {
            // Rendered and cleaned by the server when it was written.
            body.set_inner_html(&line.html);
        }
        item.append_child(&body.into()).ok()?;
        to_the_end(near);
        Some(())
    };
    let _ = drawn();
}

fn head(wire: &Wire, line: &Line) -> Option<Element> {
    let head = element("div", "message-head", "")?;
    head.append_child(&element("strong", "", &line.name)?.into()).ok()?;
    let time = element("time", "time", &local_time(line))?;
    time.set_attribute("datetime", &line.at.to_rfc3339()).ok()?;
    head.append_child(&document()?.create_text_node(" ").into()).ok()?;
    head.append_child(&time.into()).ok()?;
    if line.edited && !line.deleted {
        head.append_child(&element("span", "meta", &format!(" {}", wire.word("edited")))?.into()).ok()?;
    }
    Some(head)
}

/// The hour in this browser's zone: what has just come needs no date.
fn local_time(line: &Line) -> String {
    let date = js_sys::Date::new(&(line.at.timestamp_millis() as f64).into());
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// A new item at its place by number; those that wait stay at the end.
fn insert(log: &Element, seq: i64) -> Option<Element> {
    let item = element("li", "message", "")?;
    let mut before = None;
    let mut at = log.last_element_child();
    while let Some(child) = at {
        let number: Option<i64> = child.get_attribute("data-seq").and_then(|s| s.parse().ok());
        if number.is_some_and(|n| n < seq) {
            break;
        }
        at = child.previous_element_sibling();
        before = Some(child);
    }
    log.insert_before(&item, before.as_ref().map(|b| b.as_ref())).ok()?;
    Some(item)
}

fn near_the_end() -> bool {
    let near = || {
        let log = log()?.dyn_into::<HtmlElement>().ok()?;
        Some(log.scroll_height() - log.scroll_top() - log.client_height() < 120)
    };
    near().unwrap_or(true)
}

/// Shows the newest, for a reader who was there already.
pub fn to_the_end(near: bool) {
    if let Some(log) = log().filter(|_| near) {
        log.set_scroll_top(log.scroll_height());
    }
}
