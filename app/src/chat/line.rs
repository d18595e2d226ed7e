//! The browser's end of the live line: opens, resumes, resends, draws. One per page.

use std::cell::RefCell;
use std::rc::Rc;

use domain::id::{PersonId, RoomId};
use domain::live::{Line, Say, Tell, close};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{CloseEvent, Document, Event, HtmlElement, HtmlFormElement, HtmlTextAreaElement, KeyboardEvent, MessageEvent, WebSocket};

use super::page;
use super::pending::{self, Waiting};

/// What the island knows when it wakes.
pub struct Setup {
    /// The room's id.
    pub room: String,
    /// The last revision that the page shows.
    pub rev: i64,
    /// Whose page it is.
    pub me: String,
    /// Their name.
    pub name: String,
    /// Sentences by name.
    pub words: Vec<(String, String)>,
    /// Tells how the line is.
    pub status: WriteSignal<String>,
    /// Tells who is here.
    pub present: WriteSignal<String>,
}

/// How long a line may be silent before it is taken for dead, in milliseconds.
const FIRST_WAIT: i32 = 500;
const LONGEST_WAIT: i32 = 15_000;

/// The state of the line.
pub struct Wire {
    pub(super) room: RoomId,
    pub(super) me: Option<PersonId>,
    pub(super) name: String,
    words: Vec<(String, String)>,
    status: WriteSignal<String>,
    present: WriteSignal<String>,
    rev: i64,
    socket: Option<WebSocket>,
    open: bool,
    wait: i32,
    ended: bool,
    waiting: Vec<Waiting>,
}

type Shared = Rc<RefCell<Wire>>;

impl Wire {
    /// A sentence.
    pub(super) fn word(&self, key: &str) -> String {
        self.words.iter().find(|(k, _)| k == key).map(|(_, w)| w.clone()).unwrap_or_default()
    }

    fn say(&self, say: &Say) {
        let text = serde_json::to_string(say).unwrap_or_default();
        if let Some(socket) = self.socket.as_ref().filter(|_| self.open) {
            let _ = socket.send_with_str(&text);
        }
    }
}

/// Opens the line and takes over the form.
pub fn begin(setup: Setup) {
    let Ok(room) = setup.room.parse() else { return };
    let wire = Rc::new(RefCell::new(Wire {
        room,
        me: setup.me.parse().ok(),
        name: setup.name,
        words: setup.words,
        status: setup.status,
        present: setup.present,
        rev: setup.rev,
        socket: None,
        open: false,
        wait: FIRST_WAIT,
        ended: false,
        waiting: pending::load(&setup.room),
    }));
    {
        let wire = wire.borrow();
        for one in &wire.waiting {
            page::pending(&wire, one);
        }
    }
    take_over_form(&wire);
    connect(&wire);
    come_back_when_online(&wire);
    page::to_the_end(true);
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn composer() -> Option<(HtmlFormElement, HtmlTextAreaElement)> {
    let form = document()?.get_element_by_id("composer")?.dyn_into::<HtmlFormElement>().ok()?;
    let text = document()?.get_element_by_id("f-text")?.dyn_into::<HtmlTextAreaElement>().ok()?;
    Some((form, text))
}

/// Sending by button or Enter goes over the line; Shift+Enter makes a new line. The draft is kept while it is typed.
fn take_over_form(wire: &Shared) {
    let Some((form, text)) = composer() else { return };
    let draft_key = format!("kith-draft-{}", wire.borrow().room);
    if text.value().is_empty() {
        text.set_value(&pending::get(&draft_key));
    }
    let (line, field, key) = (wire.clone(), text.clone(), draft_key.clone());
    let submit = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        event.prevent_default();
        let typed = field.value();
        if typed.trim().is_empty() {
            return;
        }
        field.set_value("");
        pending::set(&key, "");
        send(&line, typed);
    });
    let _ = form.add_event_listener_with_callback("submit", submit.as_ref().unchecked_ref());
    submit.forget();
    let keys = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            let _ = form.request_submit();
        }
    });
    let _ = text.add_event_listener_with_callback("keydown", keys.as_ref().unchecked_ref());
    keys.forget();
    let field = text.clone();
    let keep = Closure::<dyn FnMut(Event)>::new(move |_: Event| pending::set(&draft_key, &field.value()));
    let _ = text.add_event_listener_with_callback("input", keep.as_ref().unchecked_ref());
    keep.forget();
}

/// A message's own id. The browser has no context to take chance from.
#[expect(clippy::disallowed_methods, reason = "in the browser, chance is the browser's")]
fn nonce() -> uuid::Uuid {
    uuid::Uuid::new_v4()
}

fn send(wire: &Shared, text: String) {
    let mut wire = wire.borrow_mut();
    let one = Waiting { nonce: nonce(), text };
    page::pending(&wire, &one);
    wire.say(&Say::Send { room: wire.room, nonce: one.nonce, text: one.text.clone() });
    wire.waiting.push(one);
    pending::store(&wire.room.to_string(), &wire.waiting);
    page::to_the_end(true);
}

fn connect(wire: &Shared) {
    let Some(location) = web_sys::window().map(|w| w.location()) else { return };
    let scheme = if location.protocol().as_deref() == Ok("https:") { "wss" } else { "ws" };
    let Ok(socket) = WebSocket::new(&format!("{scheme}://{}/live", location.host().unwrap_or_default())) else { return };
    let line = wire.clone();
    let opened = Closure::<dyn FnMut(Event)>::new(move |_: Event| opened(&line));
    socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
    opened.forget();
    let line = wire.clone();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(tell) = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok()) {
            hear(&line, tell);
        }
    });
    socket.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    let line = wire.clone();
    let closed = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| closed(&line, event.code()));
    socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
    closed.forget();
    wire.borrow_mut().socket = Some(socket);
}

fn opened(wire: &Shared) {
    let mut wire = wire.borrow_mut();
    wire.open = true;
    wire.wait = FIRST_WAIT;
    wire.say(&Say::Join { room: wire.room, after: wire.rev });
}

/// The line broke: it is tried again, each time a little later. Signed out is the one end that is final.
fn closed(wire: &Shared, code: u16) {
    let wait = {
        let mut state = wire.borrow_mut();
        state.open = false;
        state.socket = None;
        state.present.set(String::new());
        if !close::comes_back(code) || state.ended {
            state.ended = true;
            state.status.set(state.word("ended"));
            return;
        }
        state.status.set(state.word("waiting"));
        let wait = state.wait;
        state.wait = (wait * 2).min(LONGEST_WAIT);
        wait + (js_sys::Math::random() * f64::from(wait) / 2.0) as i32
    };
    let line = wire.clone();
    let again = Closure::once_into_js(move || {
        if line.borrow().socket.is_none() {
            connect(&line);
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(again.unchecked_ref(), wait);
    }
}

/// The browser says that the network is back: no need to wait.
fn come_back_when_online(wire: &Shared) {
    let line = wire.clone();
    let online = Closure::<dyn FnMut(Event)>::new(move |_: Event| {
        let idle = line.borrow().socket.is_none() && !line.borrow().ended;
        if idle {
            line.borrow_mut().wait = FIRST_WAIT;
            connect(&line);
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("online", online.as_ref().unchecked_ref());
    }
    online.forget();
}

fn hear(wire: &Shared, tell: Tell) {
    match tell {
        Tell::Joined { rev, limited, .. } => joined(wire, rev, limited),
        Tell::Message(line) => message(&mut wire.borrow_mut(), &line),
        Tell::Ack { nonce, seq, .. } => {
            let mut wire = wire.borrow_mut();
            wire.waiting.retain(|w| w.nonce != nonce);
            pending::store(&wire.room.to_string(), &wire.waiting);
            page::settle(nonce, seq);
        }
        Tell::Refused { nonce, word, retry, .. } => refused(wire, nonce, &word, retry),
        Tell::Presence { names, count, .. } => {
            let wire = wire.borrow();
            let more = if count > names.len() { format!(" +{}", count - names.len()) } else { String::new() };
            wire.present.set(format!("{} {}{more}", wire.word("here"), names.join(", ")));
        }
        Tell::Left { .. } => {
            let mut wire = wire.borrow_mut();
            wire.ended = true;
            wire.status.set(wire.word("ended"));
        }
        // What a room does not draw yet.
        Tell::History { .. }
        | Tell::Typing { .. }
        | Tell::Unread { .. }
        | Tell::Hour { .. }
        | Tell::HourGone { .. }
        | Tell::Throttled { .. } => {}
    }
}

/// In the room: what still waits is sent again, in order; its nonce makes it one message.
fn joined(wire: &Shared, rev: i64, limited: bool) {
    let mut wire = wire.borrow_mut();
    wire.status.set(if limited { wire.word("reload") } else { wire.word("open") });
    if limited {
        wire.rev = rev;
    }
    for one in &wire.waiting {
        wire.say(&Say::Send { room: wire.room, nonce: one.nonce, text: one.text.clone() });
    }
}

fn message(wire: &mut Wire, line: &Line) {
    if line.rev > wire.rev {
        wire.rev = line.rev;
    }
    page::draw(wire, line);
}

fn refused(wire: &Shared, nonce: Option<uuid::Uuid>, word: &str, retry: Option<u32>) {
    let Some(nonce) = nonce else {
        let mut wire = wire.borrow_mut();
        wire.ended = retry.is_none();
        wire.status.set(wire.word("refused"));
        return;
    };
    let sentence = {
        let wire = wire.borrow();
        wire.word(match word {
            "too_long" => "too-long",
            "too_many" | "busy" => "too-many",
            _ => "refused",
        })
    };
    match retry {
        Some(seconds) => try_again(wire, nonce, seconds),
        None => give_back(wire, nonce),
    }
    page::explain(nonce, &sentence);
}

/// Later, by itself.
fn try_again(wire: &Shared, nonce: uuid::Uuid, seconds: u32) {
    let line = wire.clone();
    let again = Closure::once_into_js(move || {
        let wire = line.borrow();
        if let Some(one) = wire.waiting.iter().find(|w| w.nonce == nonce) {
            wire.say(&Say::Send { room: wire.room, nonce, text: one.text.clone() });
        }
    });
    if let Some(window) = web_sys::window() {
        let wait = i32::try_from(seconds).unwrap_or(60).min(60) * 1000;
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(again.unchecked_ref(), wait);
    }
}

/// Not taken, and never will be: the text goes back into the form, or stays where it stands when the form is in use.
fn give_back(wire: &Shared, nonce: uuid::Uuid) {
    let mut wire = wire.borrow_mut();
    let Some(at) = wire.waiting.iter().position(|w| w.nonce == nonce) else { return };
    let one = wire.waiting.remove(at);
    pending::store(&wire.room.to_string(), &wire.waiting);
    if let Some((_, text)) = composer().filter(|(_, text)| text.value().is_empty()) {
        text.set_value(&one.text);
        let _ = text.unchecked_ref::<HtmlElement>().focus();
    }
}
