//! What was really on the screen: the page in front, the message in sight. The mark follows without a hole, and is told a moment later.

use std::cell::RefCell;
use std::collections::BTreeSet;

use domain::live::Say;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::line::{Shared, later, on};
use super::page;

/// How long a mark waits before it is told, in milliseconds.
const SETTLE: i32 = 800;
/// So much of a message that is taller than the screen counts, in pixels.
const TALL: f64 = 120.0;

/// What the reader has seen.
#[derive(Default)]
pub struct Seen {
    /// Up to here without a hole.
    pub mark: i64,
    told: i64,
    in_sight: BTreeSet<i64>,
    looked_at: BTreeSet<i64>,
    soon: bool,
}

thread_local! {
    static OBSERVER: RefCell<Option<IntersectionObserver>> = const { RefCell::new(None) };
}

/// Whether the page is in front of its reader.
pub fn in_front() -> bool {
    web_sys::window().and_then(|w| w.document()).is_some_and(|d| !d.hidden())
}

/// Begins to look at the page's messages.
pub fn begin(wire: &Shared, mark: i64) {
    // Whoever is here for the first time begins with what the page shows.
    let first = page::first().unwrap_or(1);
    let mark = if mark == 0 { first - 1 } else { mark };
    wire.borrow_mut().seen = Seen { mark, told: mark, ..Seen::default() };
    let line = wire.clone();
    let looked = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        for entry in entries.iter().filter_map(|e| e.dyn_into::<IntersectionObserverEntry>().ok()) {
            let Some(seq) = page::number(&entry.target()) else { continue };
            let there = entry.is_intersecting() && (entry.intersection_ratio() >= 0.5 || entry.intersection_rect().height() >= TALL);
            let in_sight = &mut line.borrow_mut().seen.in_sight;
            let _ = if there { in_sight.insert(seq) } else { in_sight.remove(&seq) };
        }
        advance(&line);
    });
    let options = IntersectionObserverInit::new();
    options.set_threshold(&js_sys::Array::of3(&0.0.into(), &0.2.into(), &0.5.into()));
    let observer = IntersectionObserver::new_with_options(looked.as_ref().unchecked_ref(), &options);
    looked.forget();
    if let Ok(observer) = observer {
        page::each(|item| observer.observe(item));
        OBSERVER.with_borrow_mut(|o| *o = Some(observer));
    }
    if let Some(document) = web_sys::window().and_then(|w| w.document()) {
        let line = wire.clone();
        on(&document, "visibilitychange", move |_: Event| {
            if in_front() {
                page::came_back();
                advance(&line);
            }
        });
    }
}

/// Looks at one more message.
pub fn watch(item: &Element) {
    OBSERVER.with_borrow(|o| o.iter().for_each(|o| o.observe(item)));
}

/// Another of the reader's pages is further.
pub fn elsewhere(wire: &Shared, mark: i64) {
    let seen = &mut wire.borrow_mut().seen;
    (seen.mark, seen.told) = (seen.mark.max(mark), seen.told.max(mark));
}

/// Moves the mark over what was looked at and over one's own, one message after the other.
pub fn advance(wire: &Shared) {
    let wait = {
        let mut wire = wire.borrow_mut();
        let Some(seen) = in_front().then_some(&mut wire.seen) else { return };
        seen.looked_at.extend(seen.in_sight.iter());
        while seen.looked_at.contains(&(seen.mark + 1)) || page::is_mine(seen.mark + 1) {
            seen.mark += 1;
        }
        let mark = seen.mark;
        seen.looked_at.retain(|seq| *seq > mark);
        mark > seen.told && !std::mem::replace(&mut seen.soon, true)
    };
    if wait {
        let line = wire.clone();
        later(SETTLE, move || {
            line.borrow_mut().seen.soon = false;
            tell(&line);
        });
    }
}

/// Tells the mark, if the line is there; else when it is back.
pub fn tell(wire: &Shared) {
    let mut wire = wire.borrow_mut();
    let (room, seq) = (wire.room, wire.seen.mark);
    if seq > wire.seen.told && wire.is_in() {
        wire.say(&Say::Seen { room, seq });
        wire.seen.told = seq;
    }
}
