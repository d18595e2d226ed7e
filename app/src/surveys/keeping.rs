//! The browser's half of keeping a form: a short rest after each change, then one post of the whole form.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Event, FormData, HtmlFormElement, Request, RequestInit, Response, UrlSearchParams};

/// Rest after the last change, in milliseconds: long enough to post once per answer, short enough to lose none.
const REST: i32 = 1_500;

/// What the island knows.
#[derive(Clone)]
pub struct Setup {
    /// Where drafts go.
    pub action: String,
    /// Said when it is kept.
    pub saved: String,
    /// Said when it is not.
    pub failed: String,
    /// Where it is said.
    pub status: WriteSignal<String>,
}

fn form() -> Option<HtmlFormElement> {
    web_sys::window()?.document()?.get_element_by_id("survey-form")?.dyn_into().ok()
}

/// Listens to the form.
pub fn begin(setup: Setup) {
    let Some(form) = form() else { return };
    let turn = Rc::new(Cell::new(0_u32));
    let changed = Closure::<dyn FnMut(Event)>::new(move |_: Event| rest_then_keep(setup.clone(), turn.clone()));
    for event in ["input", "change"] {
        let _ = form.add_event_listener_with_callback(event, changed.as_ref().unchecked_ref());
    }
    changed.forget();
}

fn rest_then_keep(setup: Setup, turn: Rc<Cell<u32>>) {
    let mine = turn.get().wrapping_add(1);
    turn.set(mine);
    let later = Closure::once_into_js(move || {
        if turn.get() == mine {
            spawn_local(async move {
                let kept = keep(&setup.action).await.unwrap_or(false);
                setup.status.set(if kept { setup.saved } else { setup.failed });
            });
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(later.unchecked_ref(), REST);
    }
}

/// Posts the form as a browser would, URL-encoded.
async fn keep(action: &str) -> Result<bool, JsValue> {
    let form = form().ok_or(JsValue::NULL)?;
    let typed = UrlSearchParams::new()?;
    for pair in FormData::new_with_form(&form)?.entries() {
        let pair: js_sys::Array = pair?.unchecked_into();
        if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            typed.append(&name, &value);
        }
    }
    let how = RequestInit::new();
    how.set_method("POST");
    how.set_body(&typed);
    let request = Request::new_with_str_and_init(action, &how)?;
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let answer: Response = wasm_bindgen_futures::JsFuture::from(window.fetch_with_request(&request)).await?.unchecked_into();
    Ok(answer.ok())
}
