//! Names after an `@`: a short list under the field, for the keyboard and the pointer. Without it, one types the name.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlTextAreaElement, KeyboardEvent};

use super::line::on;

/// Names shown at most.
const MOST: usize = 6;

/// The list, and what it knows.
pub struct Chooser {
    field: HtmlTextAreaElement,
    /// Names, and as they are compared.
    people: Vec<(String, String)>,
    list: Option<Element>,
    says: Option<Element>,
    words: String,
    shown: Vec<String>,
    chosen: usize,
    /// Where the name begins, in UTF-16 units.
    from: u32,
}

type Shared = Rc<RefCell<Chooser>>;

/// As names are compared: without accents and capitals.
fn folded(text: &str) -> String {
    let apart = String::from(js_sys::JsString::from(text).normalize("NFD"));
    apart
        .chars()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect()
}

/// Puts a list under the field, with the names that the page has.
pub fn begin(field: &HtmlTextAreaElement, words: String) -> Option<Shared> {
    let document = web_sys::window()?.document()?;
    let listed = document.query_selector_all("#chat-people li[data-name]").ok()?;
    let people = (0..listed.length())
        .filter_map(|i| listed.item(i)?.dyn_into::<Element>().ok()?.get_attribute("data-name"))
        .map(|name| (folded(&name), name))
        .map(|(folded, name)| (name, folded))
        .collect();
    let list = document.create_element("ul").ok()?;
    let _ = list.set_attribute("role", "listbox");
    list.set_class_name("chooser");
    list.set_id("chooser");
    let _ = list.set_attribute("hidden", "");
    let says = document.create_element("span").ok()?;
    says.set_class_name("visually-hidden");
    let _ = says.set_attribute("role", "status");
    let _ = field.after_with_node_2(&list, &says);
    let _ = field.set_attribute("aria-autocomplete", "list");
    let label = document.query_selector("#chat-people").ok().flatten().and_then(|p| p.previous_element_sibling());
    let _ = list.set_attribute("aria-label", &label.and_then(|l| l.text_content()).filter(|t| t.len() < 60).unwrap_or_else(|| "@".into()));
    let chooser = Rc::new(RefCell::new(Chooser {
        field: field.clone(),
        people,
        list: Some(list.clone()),
        says: Some(says),
        words,
        shown: Vec::new(),
        chosen: 0,
        from: 0,
    }));
    let state = chooser.clone();
    on(field, "input", move |_: Event| state.borrow_mut().look());
    let state = chooser.clone();
    on(field, "blur", move |_: Event| state.borrow_mut().close());
    let state = chooser.clone();
    // Before the field loses the focus.
    on(&list, "pointerdown", move |event: Event| {
        event.prevent_default();
        let at = event.target().and_then(|t| t.dyn_into::<Element>().ok()).and_then(|e| e.id().strip_prefix("name-")?.parse().ok());
        if let Some(at) = at {
            let mut state = state.borrow_mut();
            state.chosen = at;
            state.take();
        }
    });
    Some(chooser)
}

/// Gives a key to the list; true when it was for it.
pub fn key(chooser: &Shared, event: &KeyboardEvent) -> bool {
    let mut state = chooser.borrow_mut();
    if state.shown.is_empty() {
        return false;
    }
    let n = state.shown.len();
    match event.key().as_str() {
        "ArrowDown" => state.choose((state.chosen + 1) % n),
        "ArrowUp" => state.choose((state.chosen + n - 1) % n),
        "Enter" | "Tab" if !event.shift_key() => state.take(),
        "Escape" => state.close(),
        _ => return false,
    }
    event.prevent_default();
    true
}

impl Chooser {
    /// What stands between the last `@` before the caret and the caret, and which names begin so.
    fn look(&mut self) {
        let caret = self.field.selection_start().ok().flatten().unwrap_or(0);
        let before = String::from(js_sys::JsString::from(self.field.value()).slice(0, caret));
        let Some(at) = before.rfind('@') else { return self.close() };
        let typed = &before[at + 1..];
        let edge = before[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        if !edge || typed.contains('\n') || typed.chars().count() > 40 {
            return self.close();
        }
        let wanted = folded(typed);
        let fits =
            |folded: &str| folded.starts_with(&wanted) || (!wanted.is_empty() && folded.split([' ', '-']).any(|w| w.starts_with(&wanted)));
        self.shown = self.people.iter().filter(|(_, f)| fits(f)).map(|(name, _)| name.clone()).take(MOST).collect();
        // The whole name stands there already.
        if self.shown.len() == 1 && self.shown.first().is_some_and(|n| folded(n) == wanted) {
            self.shown.clear();
        }
        self.from = u32::try_from(before[..at].encode_utf16().count() + 1).unwrap_or(0);
        if self.shown.is_empty() {
            return self.close();
        }
        self.draw();
        self.choose(0);
        if let Some(says) = &self.says {
            says.set_text_content(Some(&self.words.replace("{n}", &self.shown.len().to_string())));
        }
    }

    fn draw(&self) {
        let Some((list, document)) = self.list.as_ref().zip(web_sys::window().and_then(|w| w.document())) else { return };
        list.set_text_content(None);
        for (i, name) in self.shown.iter().enumerate() {
            let Ok(item) = document.create_element("li") else { continue };
            item.set_id(&format!("name-{i}"));
            let _ = item.set_attribute("role", "option");
            item.set_text_content(Some(name));
            let _ = list.append_child(&item);
        }
        let _ = list.remove_attribute("hidden");
        let _ = self.field.set_attribute("aria-controls", "chooser");
    }

    fn choose(&mut self, at: usize) {
        self.chosen = at;
        let Some(list) = &self.list else { return };
        let items = list.children();
        for i in 0..items.length() {
            let now = usize::try_from(i) == Ok(at);
            let _ = items.item(i).map(|item| item.set_attribute("aria-selected", if now { "true" } else { "false" }));
        }
        let _ = self.field.set_attribute("aria-activedescendant", &format!("name-{at}"));
    }

    /// Puts the chosen name in, and a space after it.
    fn take(&mut self) {
        let Some(name) = self.shown.get(self.chosen).cloned() else { return };
        let caret = self.field.selection_start().ok().flatten().unwrap_or(0);
        let _ = self.field.set_range_text_with_start_and_end(&format!("{name} "), self.from, caret);
        let after = self.from + u32::try_from(name.encode_utf16().count() + 1).unwrap_or(0);
        let _ = self.field.set_selection_range(after, after);
        self.close();
    }

    fn close(&mut self) {
        if self.shown.is_empty() && self.says.as_ref().is_some_and(|s| s.text_content().unwrap_or_default().is_empty()) {
            return;
        }
        self.shown.clear();
        if let Some(list) = &self.list {
            let _ = list.set_attribute("hidden", "");
            list.set_text_content(None);
        }
        if let Some(says) = &self.says {
            says.set_text_content(None);
        }
        let _ = self.field.remove_attribute("aria-activedescendant");
        let _ = self.field.remove_attribute("aria-controls");
    }
}
