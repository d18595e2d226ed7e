//! The browser's end of the live line: opens, resumes, resends, hears. One per page.

use std::cell::RefCell;
use std::rc::Rc;

use domain::id::{PersonId, RoomId};
use domain::live::{Line, Say, Tell, close};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CloseEvent, Event, EventTarget, HtmlElement, MessageEvent, WebSocket};

use super::composer::{self, composer};
use super::pending::{Queue, Waiting};
use super::seen::{self, Seen};
use super::{acts, page};

/// What the island knows when it wakes.
pub struct Setup {
    /// The room's id.
    pub room: String,
    /// The last revision that the page shows.
    pub rev: i64,
    /// Up to where its reader has seen the room.
    pub seen: i64,
    /// Whose page it is.
    pub me: String,
    /// Their name.
    pub name: String,
    /// What stands before a thread's id in its address.
    pub threads: String,
    /// They do not want to be seen.
    pub invisible: bool,
    /// The page shows the newest messages.
    pub end: bool,
    /// Sentences by name.
    pub words: Vec<(String, String)>,
    /// Tells how the line is.
    pub status: WriteSignal<String>,
    /// Tells who is here.
    pub present: WriteSignal<String>,
}

/// How long the line waits before it is tried again, in milliseconds: twice as long each time, and each browser at another moment.
const FIRST_WAIT: i32 = 1000;
const LONGEST_WAIT: i32 = 30_000;
/// Messages on their way at once; the next goes when one of them is answered.
const AT_ONCE: usize = 8;

/// The state of the line.
pub struct Wire {
    pub(super) room: RoomId,
    pub(super) me: Option<PersonId>,
    pub(super) name: String,
    pub(super) threads: String,
    pub(super) invisible: bool,
    pub(super) end: bool,
    pub(super) queue: Queue,
    pub(super) seen: Seen,
    words: Vec<(String, String)>,
    pub(super) status: WriteSignal<String>,
    present: WriteSignal<String>,
    rev: i64,
    socket: Option<WebSocket>,
    open: bool,
    joined: bool,
    wait: i32,
    ended: bool,
    /// Given to this line, and not answered yet.
    flying: Vec<uuid::Uuid>,
}

pub type Shared = Rc<RefCell<Wire>>;

impl Wire {
    /// A sentence.
    pub(super) fn word(&self, key: &str) -> String {
        self.words.iter().find(|(k, _)| k == key).map(|(_, w)| w.clone()).unwrap_or_default()
    }

    /// Whether the line is open and in the room.
    pub(super) fn is_in(&self) -> bool {
        self.open && self.joined
    }

    pub(super) fn say(&self, say: &Say) {
        let text = serde_json::to_string(say).unwrap_or_default();
        if let Some(socket) = self.socket.as_ref().filter(|_| self.open) {
            let _ = socket.send_with_str(&text);
        }
    }

    /// Gives a waiting message to the line, if it is there. From then on the server may have it.
    pub(super) fn give(&mut self, one: &Waiting) {
        if !self.is_in() || self.flying.len() >= AT_ONCE || self.flying.contains(&one.nonce) {
            return;
        }
        self.flying.push(one.nonce);
        self.queue.put(&Waiting { tried: true, ..one.clone() });
        self.say(&Say::Send { room: self.room, nonce: one.nonce, text: one.text.clone() });
        page::tried(one.nonce, &self.word("pending"));
    }
}

impl Wire {
    /// Gives what waits, in order, a few at once.
    fn give_on(&mut self) {
        if self.end && self.is_in() {
            for one in self.queue.all() {
                self.give(&one);
            }
        }
    }

    /// One of them is answered.
    fn landed(&mut self, nonce: uuid::Uuid) {
        self.flying.retain(|n| *n != nonce);
    }
}

/// Calls back on an event, for as long as the page lives.
pub fn on<E: FromWasmAbi + 'static>(target: &EventTarget, event: &str, call: impl FnMut(E) + 'static) {
    let call = Closure::<dyn FnMut(E)>::new(call);
    let _ = target.add_event_listener_with_callback(event, call.as_ref().unchecked_ref());
    call.forget();
}

/// Calls back once, after so many milliseconds.
pub fn later(wait: i32, call: impl FnOnce() + 'static) {
    let call: JsValue = Closure::once_into_js(call);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), wait);
    }
}

/// Opens the line and takes over the form.
pub fn begin(setup: Setup) {
    let Ok(room) = setup.room.parse() else { return };
    let wire = Rc::new(RefCell::new(Wire {
        room,
        me: setup.me.parse().ok(),
        name: setup.name,
        threads: setup.threads,
        invisible: setup.invisible,
        end: setup.end,
        queue: Queue::of(&setup.room),
        seen: Seen::default(),
        words: setup.words,
        status: setup.status,
        present: setup.present,
        rev: setup.rev,
        socket: None,
        open: false,
        joined: false,
        wait: FIRST_WAIT,
        ended: false,
        flying: Vec::new(),
    }));
    acts::begin(&wire);
    if setup.end {
        page::queue(&wire.borrow());
        composer::begin(&wire);
        page::below(&wire.borrow());
    }
    page::begin_where_one_left();
    seen::begin(&wire, setup.seen);
    connect(&wire);
    come_back_when_online(&wire);
}

fn connect(wire: &Shared) {
    let Some(location) = web_sys::window().map(|w| w.location()) else { return };
    let scheme = if location.protocol().as_deref() == Ok("https:") { "wss" } else { "ws" };
    let Ok(socket) = WebSocket::new(&format!("{scheme}://{}/live", location.host().unwrap_or_default())) else { return };
    let line = wire.clone();
    on(&socket, "open", move |_: Event| opened(&line));
    let line = wire.clone();
    on(&socket, "message", move |event: MessageEvent| {
        if let Some(tell) = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok()) {
            hear(&line, tell);
        }
    });
    let line = wire.clone();
    on(&socket, "close", move |event: CloseEvent| closed(&line, event.code()));
    wire.borrow_mut().socket = Some(socket);
}

fn opened(wire: &Shared) {
    let mut wire = wire.borrow_mut();
    wire.open = true;
    // Before the room is entered, so that nobody sees a moment of it.
    if wire.invisible {
        wire.say(&Say::Visible { on: false });
    }
    wire.say(&Say::Join { room: wire.room, after: wire.rev });
}

/// The line broke: it is tried again, each time a little later, unless this end is to blame.
fn closed(wire: &Shared, code: u16) {
    let wait = {
        let mut state = wire.borrow_mut();
        (state.open, state.joined, state.socket) = (false, false, None);
        state.flying.clear();
        state.present.set(String::new());
        page::typing("");
        if !close::comes_back(code) || state.ended {
            state.ended = true;
            state.status.set(state.word("ended"));
            return;
        }
        state.status.set(state.word("waiting"));
        let wait = state.wait;
        state.wait = (wait * 2).min(LONGEST_WAIT);
        wait / 2 + (js_sys::Math::random() * f64::from(wait) / 2.0) as i32
    };
    let line = wire.clone();
    later(wait, move || {
        if line.borrow().socket.is_none() {
            connect(&line);
        }
    });
}

/// The browser says that the network is back: no need to wait.
fn come_back_when_online(wire: &Shared) {
    let Some(window) = web_sys::window() else { return };
    let line = wire.clone();
    on(&window, "online", move |_: Event| {
        let idle = line.borrow().socket.is_none() && !line.borrow().ended;
        if idle {
            line.borrow_mut().wait = FIRST_WAIT;
            connect(&line);
        }
    });
}

fn hear(wire: &Shared, tell: Tell) {
    match tell {
        Tell::Joined { rev, limited, .. } => joined(wire, rev, limited),
        Tell::Message(line) => message(wire, &line),
        Tell::Ack { nonce, seq, .. } => {
            let mut wire = wire.borrow_mut();
            wire.queue.remove(nonce);
            wire.landed(nonce);
            page::settle(nonce, seq);
            wire.give_on();
        }
        Tell::Refused { nonce, word, retry, .. } => refused(wire, nonce, &word, retry),
        Tell::Presence { names, count, .. } => {
            let wire = wire.borrow();
            let more = if count > names.len() { format!(" +{}", count - names.len()) } else { String::new() };
            wire.present.set(if count == 0 { String::new() } else { format!("{} {}{more}", wire.word("here"), names.join(", ")) });
        }
        Tell::Typing { names, .. } => {
            let wire = wire.borrow();
            page::typing(&match names.as_slice() {
                [] => String::new(),
                [a] => wire.word("typing-1").replace("{a}", a),
                [a, b] => wire.word("typing-2").replace("{a}", a).replace("{b}", b),
                _ => wire.word("typing-n"),
            });
        }
        Tell::Unread { room, seen, .. } if room == wire.borrow().room => seen::elsewhere(wire, seen),
        Tell::Left { .. } => {
            let mut wire = wire.borrow_mut();
            (wire.ended, wire.joined) = (true, false);
            wire.status.set(wire.word("ended"));
        }
        Tell::Throttled { .. } => {
            let wire = wire.borrow();
            wire.status.set(wire.word("too-many"));
        }
        // Other rooms of the house.
        Tell::Unread { .. } | Tell::History { .. } | Tell::Hour { .. } | Tell::HourGone { .. } | Tell::Votes { .. } => {}
    }
}

/// In the room: what still waits goes out, in order; its nonce makes it one message, whichever tab sends it.
fn joined(wire: &Shared, rev: i64, limited: bool) {
    {
        let mut wire = wire.borrow_mut();
        (wire.joined, wire.wait) = (true, FIRST_WAIT);
        wire.status.set(if limited { wire.word("reload") } else { wire.word("open") });
        if limited {
            wire.rev = rev;
        }
        wire.give_on();
    }
    seen::tell(wire);
}

fn message(wire: &Shared, line: &Line) {
    {
        let mut wire = wire.borrow_mut();
        wire.rev = wire.rev.max(line.rev);
        page::draw(&wire, line);
    }
    seen::advance(wire);
}

fn refused(wire: &Shared, nonce: Option<uuid::Uuid>, word: &str, retry: Option<u32>) {
    let Some(nonce) = nonce else {
        let mut wire = wire.borrow_mut();
        wire.ended = retry.is_none();
        wire.status.set(wire.word("refused"));
        // The store is busy: the room is entered anew, as after any break.
        if let Some(socket) = wire.socket.as_ref().filter(|_| retry.is_some()) {
            let _ = socket.close();
        }
        return;
    };
    let sentence = wire.borrow().word(match word {
        "too_long" => "too-long",
        "identifying" => "identifying",
        "too_many" | "busy" => "too-many",
        _ => "refused",
    });
    page::explain(nonce, &sentence);
    match retry {
        Some(seconds) => {
            let line = wire.clone();
            later(i32::try_from(seconds).unwrap_or(60).min(60) * 1000, move || {
                let mut wire = line.borrow_mut();
                wire.landed(nonce);
                wire.give_on();
            });
        }
        None => give_back(wire, nonce),
    }
}

/// Not taken, and never will be: the text goes back into the form, or stays where it stands when the form is in use.
pub(super) fn give_back(wire: &Shared, nonce: uuid::Uuid) {
    let one = {
        let mut wire = wire.borrow_mut();
        let Some(one) = wire.queue.get(nonce) else { return };
        wire.queue.remove(nonce);
        wire.landed(nonce);
        wire.give_on();
        one
    };
    if let Some((_, text)) = composer().filter(|(_, text)| text.value().is_empty()) {
        text.set_value(&one.text);
        let _ = text.unchecked_ref::<HtmlElement>().focus();
    }
}
