//! In a group's own page: when everybody is pulled back, that page says so and leads back, unless somebody is writing.

use std::cell::Cell;
use std::rc::Rc;

use domain::hour::{GroupState, HourView};
use domain::id::{RoomId, SessionId};
use domain::live::{Say, Tell, close};
use leptos::prelude::{Set as _, WriteSignal};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{CloseEvent, Event, MessageEvent, WebSocket};

use super::drafts::written;
use super::live::{by_id, later};

/// So long one may read that it is over, in milliseconds.
const READING: i32 = 8_000;
/// Between two tries of a line.
const AGAIN: i32 = 3_000;

/// What the page of a group knows.
pub struct Away {
    session: SessionId,
    room: RoomId,
    /// The session room's address.
    at: String,
    back: WriteSignal<bool>,
    over: Cell<bool>,
}

/// Begins to listen.
pub fn begin(session: &str, room: &str, at: String, back: WriteSignal<bool>) {
    if let (Ok(session), Ok(room)) = (session.parse(), room.parse()) {
        connect(&Rc::new(Away { session, room, at, back, over: Cell::new(false) }));
    }
}

fn connect(away: &Rc<Away>) {
    let Some(location) = web_sys::window().map(|w| w.location()) else { return };
    let scheme = if location.protocol().as_deref() == Ok("https:") { "wss" } else { "ws" };
    let Ok(socket) = WebSocket::new(&format!("{scheme}://{}/live", location.host().unwrap_or_default())) else { return };
    let (line, session) = (socket.clone(), away.session);
    let opened = Closure::<dyn FnMut(Event)>::new(move |_: Event| {
        let _ = line.send_with_str(&serde_json::to_string(&Say::Watch { session, after: 0 }).unwrap_or_default());
    });
    socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
    opened.forget();
    let own = away.clone();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(Tell::Hour { state, .. }) = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok())
            && let Ok(view) = serde_json::from_value::<HourView>(state)
        {
            came(&own, &view);
        }
    });
    socket.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    let own = away.clone();
    let closed = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
        let own = own.clone();
        if close::comes_back(event.code()) && !own.over.get() {
            later(AGAIN, move || connect(&own));
        }
    });
    socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
    closed.forget();
}

fn came(away: &Rc<Away>, view: &HourView) {
    let open = view.groups.iter().any(|g| g.room == Some(away.room) && g.state == GroupState::Open);
    if open || away.over.replace(true) {
        return;
    }
    away.back.set(true);
    lead(away.clone());
}

/// Leads back when nobody writes; who does is asked again later, and has the link.
fn lead(away: Rc<Away>) {
    later(READING, move || {
        let writing = by_id("composer").is_some_and(|form| written(&form).iter().any(|field| !field.value().trim().is_empty()));
        match web_sys::window() {
            Some(window) if !writing => {
                let _ = window.location().set_href(&away.at);
            }
            _ => lead(away),
        }
    });
}
