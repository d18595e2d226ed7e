//! Draws into the page's own list: a message that waits, one that settled, one that came, one that changed. The page brought the patterns.

use chrono::{DateTime, Utc};
use domain::live::Line;
use uuid::Uuid;
use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, Event, HtmlElement};

use super::line::{Wire, later, on};
use super::pending::Waiting;
use super::seen;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The list.
pub fn log() -> Option<Element> {
    by_id("chat-log")
}

fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

fn within(at: &Element, what: &str) -> Option<Element> {
    at.query_selector(what).ok().flatten()
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

fn hide(at: &Element, hidden: bool) {
    let _ = at.toggle_attribute_with_force("hidden", hidden);
}

/// The number of a message in the list.
pub fn number(item: &Element) -> Option<i64> {
    item.get_attribute("data-seq")?.parse().ok()
}

/// Every message in the list.
pub fn each(mut call: impl FnMut(&Element)) {
    let Some(items) = log().map(|l| l.children()) else { return };
    for item in (0..items.length()).filter_map(|i| items.item(i)).filter(|i| number(i).is_some()) {
        call(&item);
    }
}

/// The first number that the page shows.
pub fn first() -> Option<i64> {
    let mut first = None;
    each(|item| first = first.or(number(item)));
    first
}

/// Whether a message of the page is its reader's own.
pub fn is_mine(seq: i64) -> bool {
    by_id(&format!("m-{seq}")).is_some_and(|item| item.class_list().contains("is-mine"))
}

/// All that waits, and nothing that does not any more.
pub fn queue(wire: &Wire) {
    let waiting = wire.queue.all();
    if let Some(Ok(drawn)) = log().map(|l| l.query_selector_all("li.is-pending")) {
        for item in (0..drawn.length()).filter_map(|i| drawn.item(i)?.dyn_into::<Element>().ok()) {
            if !waiting.iter().any(|w| item.id() == format!("w-{}", w.nonce)) {
                item.remove();
            }
        }
    }
    for one in &waiting {
        if by_id(&format!("w-{}", one.nonce)).is_none() {
            pending(wire, one);
        }
    }
}

/// A message that waits for its acknowledgement, greyed. One that no line was given yet can be changed or dropped.
pub fn pending(wire: &Wire, one: &Waiting) {
    let made = || {
        let log = log()?;
        drop_empty(&log);
        let item = element("li", "message is-mine is-pending", "")?;
        item.set_id(&format!("w-{}", one.nonce));
        let head = element("div", "message-head", "")?;
        let add = |to: &Element, what: Element| to.append_with_str_1(" ").and_then(|()| to.append_with_node_1(&what)).ok();
        add(&head, element("strong", "", &wire.name)?)?;
        add(&head, element("span", "meta", &wire.word(if one.tried { "pending" } else { "queued" }))?)?;
        for act in ["change", "drop"].iter().filter(|_| !one.tried) {
            let button = element("button", "link-button", &wire.word(&format!("queued-{act}")))?;
            button.set_attribute("type", "button").ok()?;
            button.set_attribute("data-queued", act).ok()?;
            add(&head, button)?;
        }
        add(&item, head)?;
        add(&item, element("p", "pending-text", &one.text)?)?;
        log.append_with_node_1(&item).ok()
    };
    let _ = made();
}

/// The line was given a message: it can no longer be changed here.
pub fn tried(nonce: Uuid, words: &str) {
    let Some(item) = by_id(&format!("w-{nonce}")) else { return };
    explain(nonce, words);
    while let Some(button) = within(&item, "[data-queued]") {
        button.remove();
    }
}

/// The server has it: the grey line goes when its message stands, or waits for it under its number.
pub fn settle(nonce: Uuid, seq: i64) {
    let Some(waiting) = by_id(&format!("w-{nonce}")) else { return };
    if by_id(&format!("m-{seq}")).is_some() {
        waiting.remove();
    } else {
        waiting.set_id(&format!("m-{seq}"));
        let _ = waiting.set_attribute("data-seq", &seq.to_string());
        waiting.set_class_name("message is-mine");
    }
}

/// Says beside a waiting message why it waits, or was not taken.
pub fn explain(nonce: Uuid, sentence: &str) {
    if let Some(note) = by_id(&format!("w-{nonce}")).and_then(|item| within(&item, ".message-head .meta")) {
        note.set_text_content(Some(sentence));
    }
}

/// A message that came or changed, at its place. What stands there already is changed in its parts, so that nobody loses their place in it.
pub fn draw(wire: &Wire, line: &Line) {
    let drawn = || {
        let log = log()?;
        let near = near_the_end();
        let mine = wire.me == Some(line.person);
        let (item, fresh) = match by_id(&format!("m-{}", line.seq)) {
            Some(item) => (item, false),
            None if wire.end => (insert(&log, line.seq)?, true),
            None => return None,
        };
        if within(&item, ".message-body").is_none() {
            from_pattern(&item, line, mine)?;
        }
        fill(wire, &item, line)?;
        if fresh {
            seen::watch(&item);
            if !mine && !seen::in_front() {
                mark_new(wire, &log, &item);
            }
        }
        if near {
            to_the_end(true);
        } else if fresh && !mine {
            show_below(true);
        }
        Some(())
    };
    let _ = drawn();
}

fn from_pattern(item: &Element, line: &Line, mine: bool) -> Option<()> {
    let pattern = by_id(if mine { "pattern-mine" } else { "pattern-other" })?.inner_html();
    let filled = pattern
        .replace("{id}", &line.id.to_string())
        .replace("{seq}", &line.seq.to_string())
        .replace("{person}", &line.person.to_string())
        .replace("{name}", &escaped(&line.name));
    item.set_inner_html(&filled);
    let time = within(item, "time")?;
    time.set_attribute("datetime", &line.at.to_rfc3339()).ok()?;
    time.set_text_content(clock(&time, line.at).as_deref());
    item.set_attribute("data-seq", &line.seq.to_string()).ok()?;
    item.set_id(&format!("m-{}", line.seq));
    item.set_class_name(if mine { "message is-mine" } else { "message" });
    Some(())
}

/// The moment as the page itself writes it, in the profile's zone, which is so many seconds ahead.
fn clock(time: &Element, at: DateTime<Utc>) -> Option<String> {
    let ahead: i64 = time.get_attribute("data-ahead")?.parse().ok()?;
    let lang = document()?.document_element()?.get_attribute("lang")?.parse().ok()?;
    Some(domain::spelled::show_ahead(at, ahead, &time.get_attribute("data-label")?, lang))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The parts of a message that can change.
fn fill(wire: &Wire, item: &Element, line: &Line) -> Option<()> {
    let gone = line.deleted || line.hidden;
    let body = within(item, ".message-body")?;
    body.set_class_name(if gone { "message-body meta" } else { "message-body prose" });
    match (line.deleted, line.hidden) {
        (true, _) => body.set_text_content(Some(&wire.word("deleted"))),
        (_, true) => body.set_text_content(Some(&wire.word("hidden"))),
        // Rendered and cleaned by the server when it was written.
        _ => body.set_inner_html(&line.html),
    }
    let called = !gone && wire.me.is_some_and(|me| line.mentions.contains(&me));
    let _ = item.class_list().toggle_with_force("is-for-me", called);
    hide(&within(item, ".is-called")?, !called);
    hide(&within(item, ".is-edited")?, gone || !line.edited);
    if let Some(past) = within(item, ".message-past") {
        hide(&past, !gone && !line.edited);
    }
    if let (Some(place), Some(thread)) = (within(item, ".message-thread"), line.thread) {
        within(&place, "a")?.set_attribute("href", &format!("{}{thread}", wire.threads)).ok()?;
        hide(&place, line.deleted);
    }
    if let Some(acts) = within(item, ".message-acts") {
        hide(&acts, gone);
    }
    // A word that nobody chooses any more goes; whoever stood on it goes on from the message's own menu.
    let stood = document().and_then(|d| d.active_element()).filter(|e| e.closest(".words").ok().flatten().is_some());
    let words = item.query_selector_all(":scope > .words > button").ok()?;
    let mut any = false;
    for button in (0..words.length()).filter_map(|i| words.item(i)?.dyn_into::<Element>().ok()) {
        let chosen = line.reactions.iter().find(|r| button.get_attribute("value").as_deref() == Some(&r.word));
        let people = chosen.map_or(&[][..], |r| r.people.as_slice());
        any |= !people.is_empty();
        hide(&button, people.is_empty());
        let pressed = wire.me.is_some_and(|me| people.contains(&me));
        button.set_attribute("aria-pressed", if pressed { "true" } else { "false" }).ok()?;
        within(&button, ".count")?.set_text_content(Some(&people.len().to_string()));
    }
    if let Some(words) = within(item, ":scope > .words") {
        hide(&words, gone || !any);
    }
    let went = stood.filter(|e| item.contains(Some(e.as_ref())) && e.has_attribute("hidden"));
    if let Some(menu) = went.and_then(|_| within(item, ".message-acts > summary")) {
        let _ = menu.unchecked_into::<web_sys::HtmlElement>().focus();
    }
    Some(())
}

/// A new item at its place by number; those that wait stay at the end.
fn insert(log: &Element, seq: i64) -> Option<Element> {
    drop_empty(log);
    let item = element("li", "message", "")?;
    let mut before = None;
    let mut at = log.last_element_child();
    while let Some(child) = at {
        if number(&child).is_some_and(|n| n < seq) {
            break;
        }
        at = child.previous_element_sibling();
        before = Some(child);
    }
    log.insert_before(&item, before.as_ref().map(|b| b.as_ref())).ok()?;
    Some(item)
}

fn drop_empty(log: &Element) {
    if let Some(empty) = within(log, "li.empty") {
        empty.remove();
    }
}

/// The line before what came while the page was not in front; one at a time.
fn mark_new(wire: &Wire, log: &Element, item: &Element) {
    if by_id("new").is_some_and(|old| old.has_attribute("data-live")) {
        return;
    }
    if let Some(old) = by_id("new") {
        old.remove();
    }
    if let Some(mark) = element("li", "new-line", &wire.word("new-since")) {
        mark.set_id("new");
        let _ = mark.set_attribute("data-live", "");
        let _ = log.insert_before(&mark, Some(item));
    }
}

/// The reader is here again: what comes after they go away next time gets a line of its own.
pub fn came_back() {
    if let Some(mark) = by_id("new") {
        let _ = mark.remove_attribute("data-live");
    }
}

/// Under the list: who is typing, and a way down for a reader who is further up.
pub fn below(wire: &Wire) {
    let made = || {
        let log = log()?;
        let typing = element("p", "typing", "")?;
        typing.set_id("typing");
        let down = element("button", "button quiet", &wire.word("back-down"))?;
        down.set_attribute("type", "button").ok()?;
        down.set_id("below");
        hide(&down, true);
        on(&down, "click", |_: Event| {
            to_the_end(true);
            show_below(false);
        });
        on(&log, "click", |event: Event| {
            let summary =
                event.target().and_then(|t| t.dyn_into::<Element>().ok()).and_then(|t| t.closest(".message-acts > summary").ok()?);
            if let Some(acts) = summary.and_then(|s| s.parent_element()) {
                later(0, move || into_sight(&acts));
            }
        });
        on(&log, "scroll", |_: Event| {
            if near_the_end() {
                show_below(false);
            }
        });
        log.after_with_node_2(&down, &typing).ok()
    };
    let _ = made();
}

/// What opened below the edge of the list is brought up to it.
fn into_sight(what: &Element) {
    if let Some(log) = log() {
        let below = what.get_bounding_client_rect().bottom() - log.get_bounding_client_rect().bottom();
        if below > 0.0 {
            log.set_scroll_top(log.scroll_top() + below.ceil() as i32 + 8);
        }
    }
}

fn show_below(shown: bool) {
    if let Some(below) = by_id("below") {
        hide(&below, !shown);
    }
}

/// Says who is typing.
pub fn typing(words: &str) {
    if let Some(place) = by_id("typing") {
        place.set_text_content(Some(words));
    }
}

/// The page begins at the message it was asked for, else at what is new, else at the end.
pub fn begin_where_one_left() {
    let location = web_sys::window().map(|w| w.location());
    let asked = location.as_ref().and_then(|l| l.hash().ok()).unwrap_or_default();
    let wanted = by_id(asked.trim_start_matches('#'));
    // A link to a message that stands on an earlier page.
    let number: Option<i64> = asked.strip_prefix("#m-").and_then(|n| n.parse().ok()).filter(|_| wanted.is_none());
    if let Some((seq, location)) = number.filter(|n| first().is_some_and(|first| *n < first)).zip(location) {
        let _ = location.replace(&format!("{}?at={seq}{asked}", location.pathname().unwrap_or_default()));
    }
    let target = wanted.or_else(|| by_id("new"));
    match (target, log()) {
        (Some(target), Some(log)) => {
            let place = target.get_bounding_client_rect().top() - log.get_bounding_client_rect().top();
            log.set_scroll_top(log.scroll_top() + place as i32 - 12);
        }
        _ => to_the_end(true),
    }
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
