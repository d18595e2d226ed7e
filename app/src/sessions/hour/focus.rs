//! Where the reader is on the page stays theirs when a part is drawn again: on the same button, or on the one that took its place.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

use super::live::{by_id, document};

/// What the keyboard can stand on.
const STOPS: &str = "button, a[href], summary, input:not([type=hidden]), select, textarea";

/// Where it stood.
#[derive(Default)]
pub struct Focus {
    id: String,
    /// The moving part it stood in, and at which of its stops.
    part: Option<(String, usize)>,
}

fn stops(part: &Element) -> Vec<HtmlElement> {
    let Ok(all) = part.query_selector_all(STOPS) else { return Vec::new() };
    (0..all.length()).filter_map(|n| all.get(n)?.dyn_into().ok()).collect()
}

fn stands() -> Option<Element> {
    document()?.active_element().filter(|e| e.tag_name() != "BODY")
}

impl Focus {
    /// Where it stands.
    pub fn now() -> Self {
        let Some(on) = stands() else { return Self::default() };
        let part = on.closest(".hour-part").ok().flatten();
        let at = part.and_then(|part| Some((part.id(), stops(&part).iter().position(|stop| stop.is_same_node(Some(on.as_ref())))?)));
        Self { id: on.id(), part: at }
    }

    /// Puts it back, when what it stood on went.
    pub fn keep(self) {
        if stands().is_some() {
            return;
        }
        let same = by_id(&self.id).filter(|_| !self.id.is_empty()).and_then(|e| e.dyn_into::<HtmlElement>().ok());
        if let Some(place) = same.or_else(|| self.next()) {
            let _ = place.focus();
        }
    }

    /// The stop that took its place, or the last of the part; of a part that has none any more, its heading.
    fn next(&self) -> Option<HtmlElement> {
        let (id, at) = self.part.as_ref()?;
        let mut all = stops(&by_id(id)?);
        if all.is_empty() {
            let heading = by_id(&format!("{id}-title"))?.dyn_into::<HtmlElement>().ok()?;
            heading.set_tab_index(-1);
            return Some(heading);
        }
        Some(all.remove((*at).min(all.len() - 1)))
    }
}
