//! What moves by itself between two states of the hour: clocks, and what stands there only for a time.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement};

use super::live::{Shared, document};

/// Clocks run by themselves between two states.
pub fn tick(hour: &Shared) {
    let own = hour.clone();
    let beat = Closure::<dyn FnMut()>::new(move || {
        let now = js_sys::Date::now() + own.borrow().skew;
        timely(now);
        let Some(all) = document().and_then(|d| d.query_selector_all(".clock[data-since]").ok()) else { return };
        for n in 0..all.length() {
            if let Some(clock) = all.get(n).and_then(|e| e.dyn_into::<Element>().ok()) {
                run(&clock, now);
            }
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(beat.as_ref().unchecked_ref(), 500);
    }
    beat.forget();
}

/// What stands there from one moment on, or until one: the start, before and after it can be pressed.
fn timely(now: f64) {
    let Some(all) = document().and_then(|d| d.query_selector_all("#hour [data-until]").ok()) else { return };
    for part in (0..all.length()).filter_map(|n| all.get(n)?.dyn_into::<HtmlElement>().ok()) {
        let at = |name: &str| part.get_attribute(name).and_then(|v| v.parse::<f64>().ok());
        let shown = at("data-from").is_none_or(|from| now >= from) && at("data-until").is_none_or(|until| now <= until);
        part.set_hidden(!shown);
    }
}

fn run(clock: &Element, now: f64) {
    let number = |name: &str| clock.get_attribute(name).and_then(|v| v.parse::<f64>().ok());
    let Some(since) = number("data-since") else { return };
    let seconds = number("data-spent").unwrap_or(0.0) + ((now - since) / 1000.0).max(0.0);
    let over = seconds > number("data-planned").unwrap_or(f64::MAX);
    if let Ok(Some(text)) = clock.query_selector(".clock-now") {
        text.set_text_content(Some(&domain::hour::clock(seconds as i64)));
    }
    let _ = clock.class_list().toggle_with_force("is-over", over);
    if let Ok(Some(badge)) = clock.query_selector(".clock-over") {
        badge.unchecked_ref::<HtmlElement>().set_hidden(!over);
    }
}
