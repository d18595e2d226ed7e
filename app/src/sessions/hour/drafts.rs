//! What is typed in the session room and not sent yet: kept in this browser, of this person and this session, until it was taken.

use std::collections::BTreeMap;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

use super::live::{Shared, by_id, document};
use super::post::{self, hidden};
use crate::chat::pending;

/// The fields that people write into.
pub const WRITTEN: &str = "textarea, input[type=text]";

/// A field with its words: as they stand, and as the page brought them.
pub enum Written {
    Area(HtmlTextAreaElement),
    Line(HtmlInputElement),
}

impl Written {
    fn of(element: &Element) -> Option<Self> {
        let line = element.clone().dyn_into().ok().map(Self::Line);
        element.clone().dyn_into().ok().map(Self::Area).or(line)
    }
    pub fn value(&self) -> String {
        match self {
            Self::Area(field) => field.value(),
            Self::Line(field) => field.value(),
        }
    }
    pub fn set(&self, text: &str) {
        match self {
            Self::Area(field) => field.set_value(text),
            Self::Line(field) => field.set_value(text),
        }
    }
    pub fn name(&self) -> String {
        match self {
            Self::Area(field) => field.name(),
            Self::Line(field) => field.name(),
        }
    }
    /// What the page brought.
    pub fn brought(&self) -> String {
        match self {
            Self::Area(field) => field.default_value().unwrap_or_default(),
            Self::Line(field) => field.default_value(),
        }
    }
}

impl Written {
    /// Lets these words count as the page's own.
    pub fn bring(&self, text: &str) {
        match self {
            Self::Area(field) => {
                let _ = field.set_default_value(text);
            }
            Self::Line(field) => field.set_default_value(text),
        }
    }
}

/// The fields of a part of the page that people write into.
pub fn written(part: &Element) -> Vec<Written> {
    let Ok(all) = part.query_selector_all(WRITTEN) else { return Vec::new() };
    (0..all.length()).filter_map(|n| all.get(n)?.dyn_into::<Element>().ok()).filter_map(|e| Written::of(&e)).collect()
}

fn key(hour: &Shared) -> String {
    let hour = hour.borrow();
    let person = hour.me.person.map(|p| p.to_string()).unwrap_or_default();
    format!("kith-hour-{}-{person}", hour.me.at)
}

type Kept = BTreeMap<String, String>;

fn all(hour: &Shared) -> Kept {
    serde_json::from_str(&pending::get(&key(hour))).unwrap_or_default()
}

fn store(hour: &Shared, kept: &Kept) {
    let text = if kept.is_empty() { String::new() } else { serde_json::to_string(kept).unwrap_or_default() };
    pending::set(&key(hour), &text);
}

/// Which form of the room: its address and act.
fn place(form: &HtmlFormElement) -> String {
    format!("{} {}", form.get_attribute("action").unwrap_or_default(), hidden(form, "act").map(|f| f.value()).unwrap_or_default())
}

/// Brings back what was typed before, and keeps what is typed from now on.
pub fn begin(hour: &Shared) {
    restore(hour);
    let Some(root) = by_id("hour") else { return };
    let own = hour.clone();
    let typed = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let Some(field) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
        if let (Some(form), Some(field)) = (ours(&own, &field), Written::of(&field)) {
            keep(&own, &form, &field);
        }
    });
    let _ = root.add_event_listener_with_callback("input", typed.as_ref().unchecked_ref());
    typed.forget();
}

/// The form of a field, when it is one of the room. The chat keeps its own drafts.
fn ours(hour: &Shared, field: &Element) -> Option<HtmlFormElement> {
    let form = field.closest("form").ok()??.dyn_into::<HtmlFormElement>().ok()?;
    form.get_attribute("action").filter(|a| a.starts_with(&hour.borrow().me.at)).map(|_| form)
}

fn keep(hour: &Shared, form: &HtmlFormElement, field: &Written) {
    let (mut kept, at) = (all(hour), place(form));
    let name = format!("{at} {}", field.name());
    if field.value() == field.brought() || field.value().trim().is_empty() {
        kept.remove(&name);
        post::unmark(form);
    } else {
        kept.insert(name, field.value());
        // Shared notes are merged from the text that the writer began from.
        if let Some(base) = hidden(form, "base") {
            kept.insert(format!("{at} base"), base.value());
        }
    }
    store(hour, &kept);
}

/// What this form held was taken.
pub fn forget(hour: &Shared, form: &HtmlFormElement) {
    if let Ok(Some(said)) = form.query_selector(".kept-back") {
        said.remove();
    }
    let (mut kept, at) = (all(hour), place(form));
    kept.retain(|name, _| !name.starts_with(&format!("{at} ")));
    store(hour, &kept);
}

fn restore(hour: &Shared) {
    let kept = all(hour);
    let Some(forms) = document().and_then(|d| d.query_selector_all("#hour form").ok()).filter(|_| !kept.is_empty()) else { return };
    for form in (0..forms.length()).filter_map(|n| forms.get(n)?.dyn_into::<HtmlFormElement>().ok()) {
        // A form that came back with a fault has its own words.
        if form.query_selector(".has-fault").ok().flatten().is_none() {
            fill(hour, &form, &kept);
        }
    }
}

fn fill(hour: &Shared, form: &HtmlFormElement, kept: &Kept) {
    let at = place(form);
    let mut back = false;
    for field in written(form) {
        let Some(text) = kept.get(&format!("{at} {}", field.name())).filter(|text| **text != field.brought()) else { continue };
        field.set(text);
        if let (Some(base), Some(from)) = (hidden(form, "base"), kept.get(&format!("{at} base"))) {
            let _ = base.set_attribute("data-brought", &base.value());
            base.set_value(from);
        }
        in_sight(form);
        back = true;
    }
    if back {
        let _ = say_so(hour, form);
    }
}

/// What stands in the field is not what was saved: that is said, with a way to throw it away.
fn say_so(hour: &Shared, form: &HtmlFormElement) -> Option<()> {
    let page = document()?;
    let (said, away) = (page.create_element("p").ok()?, page.create_element("button").ok()?);
    said.set_class_name("notice kept-back");
    let _ = said.set_attribute("role", "status");
    said.set_text_content(Some(&format!("{} ", hour.borrow().words.t("hour-kept-back"))));
    let _ = away.set_attribute("type", "button");
    away.set_class_name("link-button");
    away.set_text_content(Some(hour.borrow().words.t("hour-kept-drop")));
    let (own, of) = (hour.clone(), form.clone());
    let act = Closure::<dyn FnMut(Event)>::new(move |_: Event| throw_away(&own, &of));
    let _ = away.add_event_listener_with_callback("click", act.as_ref().unchecked_ref());
    act.forget();
    said.append_child(&away).ok()?;
    form.insert_before(&said, form.first_child().as_ref()).ok()?;
    Some(())
}

/// Back to what the page brought, and from there to what stands now.
fn throw_away(hour: &Shared, form: &HtmlFormElement) {
    forget(hour, form);
    post::unmark(form);
    let fields = written(form);
    fields.iter().for_each(|field| field.set(&field.brought()));
    if let Some(base) = hidden(form, "base") {
        base.set_value(&base.get_attribute("data-brought").unwrap_or_else(|| base.value()));
    }
    super::live::draw(hour);
    if let Some(first) = form.query_selector(WRITTEN).ok().flatten() {
        let _ = first.unchecked_ref::<HtmlElement>().focus();
    }
}

/// What was typed is in sight, though its part may be closed by now or folded.
fn in_sight(form: &HtmlFormElement) {
    let mut around = form.parent_element();
    while let Some(part) = around {
        if part.has_attribute("data-when") {
            part.unchecked_ref::<HtmlElement>().set_hidden(false);
        }
        if part.tag_name() == "DETAILS" {
            let _ = part.set_attribute("open", "");
        }
        around = part.parent_element().filter(|p| p.id() != "hour");
    }
}

/// Whether something stands in a part's fields that was not sent.
pub fn unsent(part: &Element) -> bool {
    written(part).iter().any(|field| field.value() != field.brought() && !field.value().trim().is_empty())
}

/// What stands in these fields was taken, and counts as the page's own from now on.
pub fn settled(form: &HtmlFormElement) {
    written(form).iter().for_each(|field| field.bring(&field.value()));
}
