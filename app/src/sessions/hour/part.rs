//! Reads one part of this page anew: the case's text, which is not in the state that goes to everybody.

use std::cell::RefCell;

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomParser, Response, SupportedType};

use super::live::{by_id, later};

const FIRST_WAIT: i32 = 1_000;
const LONGEST_WAIT: i32 = 15_000;

thread_local! {
    /// How often each part was asked for.
    static ASKED: RefCell<Vec<(&'static str, u32)>> = const { RefCell::new(Vec::new()) };
}

/// Asks for the part, until it came or was asked for again. Answers may overtake each other on a weak line: only the one to the newest
/// question counts, or what was hidden a moment ago would stay so.
pub fn fetch(id: &'static str) {
    ask(id, next(id), FIRST_WAIT);
}

fn next(id: &'static str) -> u32 {
    ASKED.with_borrow_mut(|asked| match asked.iter_mut().find(|(of, _)| *of == id) {
        Some((_, times)) => {
            *times += 1;
            *times
        }
        None => {
            asked.push((id, 1));
            1
        }
    })
}

fn is_newest(id: &str, number: u32) -> bool {
    ASKED.with_borrow(|asked| asked.contains(&(id, number)))
}

fn ask(id: &'static str, number: u32, wait: i32) {
    spawn_local(async move {
        let page = read().await;
        if !is_newest(id, number) {
            return;
        }
        match page {
            Ok(text) => drop(put(id, &text)),
            Err(_) => later(wait, move || {
                if is_newest(id, number) {
                    ask(id, number, (wait * 2).min(LONGEST_WAIT));
                }
            }),
        }
    });
}

async fn read() -> Result<String, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let at = window.location().pathname()?;
    let answer = JsFuture::from(window.fetch_with_str(&at)).await?.unchecked_into::<Response>();
    // A door that is shut stays shut; a server that is busy or starting is asked again.
    if answer.status() >= 500 || answer.status() == 429 {
        return Err(JsValue::NULL);
    }
    Ok(JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default())
}

fn put(id: &str, text: &str) -> Result<(), JsValue> {
    let page = DomParser::new()?.parse_from_string(text, SupportedType::TextHtml)?;
    if let (Some(old), Some(new)) = (by_id(id), page.get_element_by_id(id)) {
        old.replace_with_with_node_1(&new)?;
    }
    Ok(())
}
