//! Reads along while somebody writes: the same check as on the server, in the browser, and no text leaves it. A wasm of its own, since the check
//! weighs as much as all islands together: only pages with a form to check load it.
//!
//! It watches every text field inside an element marked `data-check`, whatever form that is: a short rest after each change, then the check, then
//! a list under the field. Its sentences stand in `#check-status`, which also tells a screen reader.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use domain::identifiers::{self, Finding, Offer, Severity};
use domain::lang::Lang;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Document, Element, Event, EventInit, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// Rest after the last key, in milliseconds.
const REST: i32 = 500;
/// Rest after a field was left.
const LANDED: i32 = 250;
/// More passages than these are not listed one by one.
const MOST: usize = 12;

/// What every field shares.
struct Watch {
    status: Element,
    lang: Lang,
    /// Sentences by their names.
    words: HashMap<String, String>,
    /// What was told last of each field, so that nothing is told twice.
    told: RefCell<HashMap<String, (usize, usize)>>,
    /// The day that was written as day 0: it counts on when its date is gone.
    zero: Cell<Option<identifiers::Day>>,
}

/// A field that is written in.
#[derive(Clone)]
enum Writing {
    Area(HtmlTextAreaElement),
    Line(HtmlInputElement),
}

impl Writing {
    fn of(element: &Element) -> Option<Self> {
        let line = |e: HtmlInputElement| (e.type_() == "text").then_some(Self::Line(e));
        element.clone().dyn_into().map(Self::Area).ok().or_else(|| element.clone().dyn_into().ok().and_then(line))
    }

    fn element(&self) -> &HtmlElement {
        match self {
            Self::Area(e) => e,
            Self::Line(e) => e,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Area(e) => e.value(),
            Self::Line(e) => e.value(),
        }
    }

    /// Writes a text as if it had been typed, so that whoever keeps drafts hears of it.
    fn write(&self, text: &str) {
        match self {
            Self::Area(e) => e.set_value(text),
            Self::Line(e) => e.set_value(text),
        }
        let how = EventInit::new();
        how.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict("input", &how) {
            let _ = self.element().dispatch_event(&event);
        }
    }

    /// Selects a passage; browsers count in UTF-16.
    fn select(&self, text: &str, start: usize, end: usize) {
        let units = |to: usize| text.get(..to).map_or(0, |t| u32::try_from(t.encode_utf16().count()).unwrap_or(0));
        let _ = self.element().focus();
        let _ = match self {
            Self::Area(e) => e.set_selection_range(units(start), units(end)),
            Self::Line(e) => e.set_selection_range(units(start), units(end)),
        };
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

impl Watch {
    /// Reads the page: lines of a name, a tab and a sentence.
    fn of(status: Element) -> Self {
        let lines = status.get_attribute("data-words").unwrap_or_default();
        let words = lines.lines().filter_map(|l| l.split_once('\t')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        let french = document().and_then(|d| d.document_element()).and_then(|e| e.get_attribute("lang")).is_some_and(|l| l == "fr");
        let lang = if french { Lang::Fr } else { Lang::En };
        Self { status, lang, words, told: RefCell::default(), zero: Cell::new(None) }
    }

    fn word(&self, name: &str) -> &str {
        self.words.get(name).map_or("", String::as_str)
    }
}

/// Listens to every text field of the marked forms.
#[wasm_bindgen(start)]
pub fn start() {
    let Some(document) = document() else { return };
    let (Some(status), Ok(marked)) = (document.get_element_by_id("check-status"), document.query_selector_all("[data-check]")) else {
        return;
    };
    let watch = Rc::new(Watch::of(status));
    for i in 0..marked.length() {
        let Some(form) = marked.get(i).and_then(|n| n.dyn_into::<Element>().ok()) else { continue };
        at_once(&form, &watch);
        let (turn, watch) = (Rc::new(Cell::new(0_u32)), watch.clone());
        let changed = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let field = event.target().and_then(|t| t.dyn_into::<Element>().ok());
            if let Some(field) = field.filter(told_of).and_then(|f| Writing::of(&f)) {
                rest_then_check(watch.clone(), turn.clone(), field);
            }
        });
        let _ = form.add_event_listener_with_callback("input", changed.as_ref().unchecked_ref());
        changed.forget();
    }
}

/// A field that is left is checked without a rest, and so is all that stood there before this page's check was ready.
fn at_once(form: &Element, watch: &Rc<Watch>) {
    let own = watch.clone();
    let left = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let field = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let Some(field) = field.filter(told_of).and_then(|f| Writing::of(&f)) else { return };
        let own = own.clone();
        // Not before a click that ends the writing has landed: a list that grows would move the button away under it.
        later(LANDED, move || {
            let _ = check(&own, &field);
        });
    });
    let _ = form.add_event_listener_with_callback("focusout", left.as_ref().unchecked_ref());
    left.forget();
    let Ok(all) = form.query_selector_all("textarea, input[type=text]") else { return };
    for field in (0..all.length()).filter_map(|i| all.get(i)?.dyn_into::<Element>().ok()).filter(told_of) {
        if let Some(field) = Writing::of(&field).filter(|f| !f.text().trim().is_empty()) {
            let _ = check(watch, &field);
        }
    }
}

/// A reason for a warning is no part of what is told.
fn told_of(field: &Element) -> bool {
    field.closest(".finding").ok().flatten().is_none()
}

fn rest_then_check(watch: Rc<Watch>, turn: Rc<Cell<u32>>, field: Writing) {
    let mine = turn.get().wrapping_add(1);
    turn.set(mine);
    later(REST, move || {
        if turn.get() == mine {
            let _ = check(&watch, &field);
        }
    });
}

fn later(wait: i32, act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), wait);
    }
}

fn check(watch: &Rc<Watch>, field: &Writing) -> Result<(), JsValue> {
    let text = field.text();
    let found = identifiers::check(&text, watch.lang);
    let list = list_under(watch, field)?;
    list.set_text_content(None);
    let zero = zero_day(watch, field);
    for finding in found.iter().take(MOST) {
        let row = row(watch, field, &text, finding, identifiers::offer(&text, finding, zero, watch.lang))?;
        list.append_child(&row)?;
    }
    tell(watch, field, &found);
    Ok(())
}

/// Day 0 is the first day that the form names, in the order of its fields; once it is written as such, it stays.
fn zero_day(watch: &Watch, field: &Writing) -> Option<identifiers::Day> {
    let form = field.element().closest("[data-check]").ok()??;
    let all = form.query_selector_all("textarea, input[type=text]").ok()?;
    let texts: Vec<String> = (0..all.length()).filter_map(|i| Some(Writing::of(&all.get(i)?.dyn_into().ok()?)?.text())).collect();
    let counted = if watch.lang == Lang::Fr { "jour 0" } else { "day 0" };
    if !(watch.zero.get().is_some() && texts.iter().any(|t| t.contains(counted))) {
        watch.zero.set(texts.iter().find_map(|t| identifiers::first_day(t, &identifiers::check(t, watch.lang))));
    }
    watch.zero.get()
}

/// The list of a field's passages: made at first use, right after the field's own block.
fn list_under(watch: &Watch, field: &Writing) -> Result<Element, JsValue> {
    let missing = || JsValue::from_str("no document");
    let id = format!("hints-{}", field.element().id());
    let document = document().ok_or_else(missing)?;
    if let Some(list) = document.get_element_by_id(&id) {
        return Ok(list);
    }
    let list = document.create_element("ul")?;
    list.set_id(&id);
    list.set_class_name("list hints");
    list.set_attribute("aria-label", &format!("{}: {}", label(field), watch.word("warn")))?;
    let block = field.element().closest(".field")?.unwrap_or_else(|| field.element().clone().into());
    block.insert_adjacent_element("afterend", &list)?;
    Ok(list)
}

fn label(field: &Writing) -> String {
    let id = field.element().id();
    let label = document().and_then(|d| d.query_selector(&format!("label[for='{id}']")).ok().flatten());
    label.and_then(|l| l.first_child()).and_then(|n| n.text_content()).unwrap_or_default().trim().to_owned()
}

fn item(finding: &Finding, sentence: &str) -> Result<Element, JsValue> {
    let document = document().ok_or(JsValue::NULL)?;
    let item = document.create_element("li")?;
    item.set_class_name(if finding.severity == Severity::Block { "finding is-bad" } else { "finding is-warn" });
    let line = document.create_element("p")?;
    line.set_text_content(Some(sentence));
    item.append_child(&line)?;
    Ok(item)
}

fn row(watch: &Rc<Watch>, field: &Writing, text: &str, finding: &Finding, offer: Option<Offer>) -> Result<Element, JsValue> {
    let document = document().ok_or(JsValue::NULL)?;
    let blocks = finding.severity == Severity::Block;
    let words = text.get(finding.start..finding.end).unwrap_or_default();
    let code = finding.kind.code();
    let (sentence, help) = (watch.word(code), watch.word(&format!("{code}-help")));
    let item = item(finding, &format!(" {} {help}", sentence.replace("{words}", &words.split_whitespace().collect::<Vec<_>>().join(" "))))?;
    let badge = document.create_element("span")?;
    badge.set_class_name(if blocks { "badge is-bad" } else { "badge is-wait" });
    badge.set_text_content(Some(if blocks { watch.word("block") } else { watch.word("warn") }));
    if let Some(line) = item.first_element_child() {
        line.insert_before(&badge, line.first_child().as_ref())?;
    }
    let buttons = document.create_element("p")?;
    buttons.set_class_name("cluster");
    if let Some(offer) = offer {
        let (field, seen) = (field.clone(), text.to_owned());
        let write = button(&watch.word("write").replace("{offer}", &offer.text), move || {
            // Written on meanwhile: the next check offers again.
            if field.text() == seen {
                let mut text = seen.clone();
                text.replace_range(offer.start..offer.end, &offer.text);
                field.write(&text);
                field.select(&text, offer.start, offer.start + offer.text.len());
            }
        })?;
        buttons.append_child(&write)?;
    }
    let (field, seen, start, end) = (field.clone(), text.to_owned(), finding.start, finding.end);
    let show = button(watch.word("show"), move || {
        if field.text() == seen {
            field.select(&seen, start, end);
        }
    })?;
    buttons.append_child(&show)?;
    item.append_child(&buttons)?;
    Ok(item)
}

fn button(words: &str, pressed: impl FnMut() + 'static) -> Result<Element, JsValue> {
    let button = document().ok_or(JsValue::NULL)?.create_element("button")?;
    button.set_attribute("type", "button")?;
    button.set_class_name("link-button");
    button.set_text_content(Some(words));
    let pressed = Closure::<dyn FnMut()>::new(pressed).into_js_value();
    button.add_event_listener_with_callback("click", pressed.unchecked_ref())?;
    Ok(button)
}

/// Tells a screen reader how many there are, when that changed.
fn tell(watch: &Watch, field: &Writing, found: &[Finding]) {
    let blocks = found.iter().filter(|f| f.severity == Severity::Block).count();
    let now = (blocks, found.len() - blocks);
    let before = watch.told.borrow_mut().insert(field.element().id(), now).unwrap_or_default();
    if before == now {
        return;
    }
    let sentence = watch.word(if found.is_empty() { "clear" } else { "told" });
    let sentence = sentence.replace("{blocks}", &now.0.to_string()).replace("{warns}", &now.1.to_string());
    watch.status.set_text_content(Some(&sentence.replace("{field}", &label(field))));
}
