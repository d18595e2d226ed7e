//! The browser half: islands and nothing else.

use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Wakes the islands of a Live page.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
