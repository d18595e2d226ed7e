//! The browser's end of the hour: listens, draws what moved, lets the clocks run.

use std::cell::RefCell;
use std::rc::Rc;

use domain::hour::{CaseNow, HourView, Phase};
use domain::id::SessionId;
use domain::live::{Say, Tell, close};
use leptos::prelude::{Set as _, WriteSignal};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{
    CloseEvent, Document, Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, MessageEvent, WebSocket,
};

use super::clocks;
use super::drafts;
use super::draw::{PARTS, Scene};
use super::focus::Focus;
use super::part;
use super::people::{AHEAD, Me};
use super::post;
use super::words::Words;
use crate::html::Html;

const FIRST_WAIT: i32 = 500;
const LONGEST_WAIT: i32 = 15_000;

/// What the island knows.
pub struct Hour {
    session: SessionId,
    version: i64,
    /// The server's clock minus this browser's, in milliseconds.
    pub(super) skew: f64,
    pub(super) me: Me,
    pub(super) words: Words,
    status: WriteSignal<String>,
    pub(super) view: Option<HourView>,
    drawn: Vec<String>,
    /// The notes as they were last put into the field: what differs from it was typed here.
    notes: String,
    pub(super) open: bool,
    socket: Option<WebSocket>,
    wait: i32,
    ended: bool,
}

/// The island, shared by its listeners.
pub type Shared = Rc<RefCell<Hour>>;

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

pub(super) fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Begins.
pub fn begin(session: String, version: i64, now: i64, me: Me, words: Words, status: WriteSignal<String>) {
    let Ok(session) = session.parse() else { return };
    let hour = Rc::new(RefCell::new(Hour {
        session,
        version,
        skew: now as f64 - js_sys::Date::now(),
        me,
        words,
        status,
        view: None,
        drawn: vec![String::new(); PARTS.len()],
        notes: notes_field().map(|f| f.value()).unwrap_or_default(),
        open: false,
        socket: None,
        wait: FIRST_WAIT,
        ended: false,
    }));
    drafts::begin(&hour);
    post::take_over(&hour);
    connect(&hour);
    clocks::tick(&hour);
}

fn notes_field() -> Option<HtmlTextAreaElement> {
    by_id("f-notes")?.dyn_into().ok()
}

/// Says how the line is.
pub(super) fn tell(hour: &Shared, word: &str) {
    let hour = hour.borrow();
    hour.status.set(hour.words.t(word).to_owned());
}

fn connect(hour: &Shared) {
    let Some(location) = web_sys::window().map(|w| w.location()) else { return };
    let scheme = if location.protocol().as_deref() == Ok("https:") { "wss" } else { "ws" };
    let Ok(socket) = WebSocket::new(&format!("{scheme}://{}/live", location.host().unwrap_or_default())) else { return };
    let own = hour.clone();
    let opened = Closure::<dyn FnMut(Event)>::new(move |_: Event| {
        let mut state = own.borrow_mut();
        state.wait = FIRST_WAIT;
        let say = Say::Watch { session: state.session, after: state.version };
        if let Some(socket) = &state.socket {
            let _ = socket.send_with_str(&serde_json::to_string(&say).unwrap_or_default());
        }
        state.open = true;
        drop(state);
        post::line_is_back();
        tell(&own, "hour-line-open");
    });
    socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
    opened.forget();
    let own = hour.clone();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        match event.data().as_string().and_then(|text| serde_json::from_str(&text).ok()) {
            Some(Tell::Hour { version, state, .. }) => {
                if let Ok(view) = serde_json::from_value::<HourView>(state) {
                    came(&own, version, view);
                }
            }
            Some(Tell::Votes { choices, .. }) => {
                own.borrow_mut().me.votes = choices;
                draw(&own);
            }
            Some(Tell::HourGone { .. }) => {
                own.borrow_mut().ended = true;
                own.borrow_mut().open = false;
                tell(&own, "hour-line-ended");
            }
            _ => {}
        }
    });
    socket.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    let own = hour.clone();
    let closed = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| closed(&own, event.code()));
    socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
    closed.forget();
    hour.borrow_mut().socket = Some(socket);
}

/// The line broke: it is tried again, each time a little later.
fn closed(hour: &Shared, code: u16) {
    let wait = {
        let mut state = hour.borrow_mut();
        state.open = false;
        state.socket = None;
        state.ended |= !close::comes_back(code);
        let wait = state.wait;
        state.wait = (wait * 2).min(LONGEST_WAIT);
        wait + (js_sys::Math::random() * f64::from(wait) / 2.0) as i32
    };
    if hour.borrow().ended {
        return tell(hour, "hour-line-ended");
    }
    tell(hour, "hour-line-down");
    let own = hour.clone();
    later(wait, move || {
        if own.borrow().socket.is_none() {
            connect(&own);
        }
    });
}

pub(super) fn later(wait: i32, act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), wait);
    }
}

/// A newer state: every part that differs is drawn again.
fn came(hour: &Shared, version: i64, view: HourView) {
    {
        let mut state = hour.borrow_mut();
        if version <= state.version && state.view.is_some() {
            return;
        }
        state.version = version;
        state.skew = view.now.timestamp_millis() as f64 - js_sys::Date::now();
        case(&view, &state);
        state.view = Some(view);
    }
    draw(hour);
}

/// The text of the case is not in the state: it is read when another one is on, and gone at once when it is hidden or taken back.
fn case(view: &HourView, state: &Hour) {
    let mark = view.case.as_ref().map(CaseNow::mark).unwrap_or_default();
    let place = by_id("hour-case");
    let shown = place.as_ref().and_then(|e| e.get_attribute("data-case")).unwrap_or_default();
    let waits = shown == AHEAD && view.phase == Phase::Waiting;
    if mark != shown && !waits {
        if let Some(place) = place {
            let hidden = view.case.as_ref().is_some_and(|c| c.hidden);
            place.set_text_content(Some(state.words.t(if hidden { "hour-case-hidden" } else { "hour-case-none" })));
            // What is asked for from here on: hidden and restored before the answer came, it is asked for again.
            let _ = place.set_attribute("data-case", &mark);
        }
        part::fetch("hour-case");
    }
    if state.me.reads_aside(view) {
        part::fetch("hour-advice");
    }
}

/// Draws what differs from what stands there; the focus stays where it was.
pub(super) fn draw(hour: &Shared) {
    let mut state = hour.borrow_mut();
    let state = &mut *state;
    let Some(view) = &state.view else { return };
    let focus = Focus::now();
    let scene = Scene { view, me: &state.me, words: &state.words };
    for ((id, _), drawn) in PARTS.iter().zip(&mut state.drawn) {
        if *id == "hour-advice" && state.me.reads_aside(view) {
            drawn.clear();
            continue;
        }
        let html = scene.part(id);
        if *drawn != html {
            if let Some(part) = by_id(id) {
                redraw(&part, &html);
            }
            *drawn = html;
        }
    }
    focus.keep();
    if let Some(all) = document().and_then(|d| d.query_selector_all("[data-when]").ok()) {
        for n in 0..all.length() {
            let Some(part) = all.get(n).and_then(|e| e.dyn_into::<HtmlElement>().ok()) else { continue };
            let open = state.me.sees(&part.get_attribute("data-when").unwrap_or_default(), view);
            // What was typed and not sent stays in sight, to be copied.
            part.set_hidden(!open && !drafts::unsent(&part));
        }
    }
    refresh_groups(view, &state.words);
    refresh_used(state, view);
    // Notes of others come in by themselves, unless something is being typed: then they are merged when it is saved.
    if let Some(field) = notes_field().filter(|f| f.value() == state.notes) {
        field.set_value(&view.notes.body);
        let _ = field.set_default_value(&view.notes.body);
        state.notes.clone_from(&view.notes.body);
        if let Some(base) = document().and_then(|d| d.query_selector("#hour-notes-form input[name=base]").ok().flatten()) {
            base.unchecked_ref::<HtmlInputElement>().set_value(&view.notes.version.to_string());
        }
    }
}

/// The groups that one can be placed into, as they stand now; what was chosen stays chosen.
fn refresh_groups(view: &HourView, words: &Words) {
    let found = document().and_then(|d| d.query_selector("form[action$='/groups/place'] select[name=group]").ok()).flatten();
    let Some(choice) = found.and_then(|e| e.dyn_into::<HtmlSelectElement>().ok()) else { return };
    let mut html = Html::default();
    html.raw("<option value=\"\">").text(words.t("hour-groups-none-of-them")).raw("</option>");
    for group in &view.groups {
        html.raw("<option value=\"").text(&group.id.to_string()).raw("\">").text(&group.title).raw("</option>");
    }
    let (html, marked) = (html.done(), "data-drawn");
    if choice.get_attribute(marked).as_deref() != Some(&html) {
        let chosen = choice.value();
        choice.set_inner_html(&html);
        choice.set_value(&chosen);
        let _ = choice.set_attribute(marked, &html);
    }
}

/// What was unfolded stays so: who is about to confirm something is not sent back by what others do.
fn redraw(part: &Element, html: &str) {
    let unfolded = part.query_selector("details[open]").ok().flatten().map(|e| e.id()).filter(|id| !id.is_empty());
    // Escaped by `Html`, or cleaned by the server when it was written.
    part.set_inner_html(html);
    if let Some(same) = unfolded.and_then(|id| by_id(&id)) {
        let _ = same.set_attribute("open", "");
    }
}

/// One's own line of the round as it stands now; what is being typed over it stays.
fn refresh_used(state: &Hour, view: &HourView) {
    let Some(field) = by_id("f-used").and_then(|e| e.dyn_into::<HtmlInputElement>().ok()) else { return };
    if field.value() == field.default_value() {
        let mine = view.used.iter().find(|u| Some(u.who.id) == state.me.person).map(|u| u.body.as_str()).unwrap_or_default();
        field.set_value(mine);
        field.set_default_value(mine);
    }
}

/// These notes were saved: what stands in the field is no longer only here.
pub(super) fn saved_notes(hour: &Shared, body: String) {
    hour.borrow_mut().notes = body;
    draw(hour);
}
