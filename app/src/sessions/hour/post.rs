//! Forms of the hour go out without leaving the page. What does not arrive says so beside its button, and what was typed stays where it is.

use domain::hour::HourView;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Document, DomParser, Event, FormData, Headers, HtmlElement, HtmlFormElement, HtmlInputElement, RequestInit, RequestRedirect, Response,
    ResponseType, SupportedType, UrlSearchParams,
};

use super::drafts::{self, Written, written};
use super::live::{self, Shared, by_id, document};
use super::people::Me;

/// Listens to every form of the hour. Those of the chat have a listener of their own.
pub fn take_over(hour: &Shared) {
    let Some(root) = by_id("hour") else { return };
    let own = hour.clone();
    let submit = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let Some(form) = event.target().and_then(|t| t.dyn_into::<HtmlFormElement>().ok()) else { return };
        if event.default_prevented() || !form.get_attribute("action").is_some_and(|a| own.borrow().me.sends(&a)) {
            return;
        }
        event.prevent_default();
        // Pressed twice is sent once.
        if form.has_attribute("data-busy") {
            return;
        }
        let own = own.clone();
        spawn_local(async move {
            let _ = form.set_attribute("data-busy", "");
            let _ = send(&own, &form).await;
            let _ = form.remove_attribute("data-busy");
        });
    });
    let _ = root.add_event_listener_with_callback("submit", submit.as_ref().unchecked_ref());
    submit.forget();
}

async fn send(hour: &Shared, form: &HtmlFormElement) -> Result<(), JsValue> {
    let (data, window) = (FormData::new_with_form(form)?, web_sys::window().ok_or(JsValue::NULL)?);
    let (body, init, headers) =
        (UrlSearchParams::new_with_record_from_str_to_str(data.unchecked_ref())?, RequestInit::new(), Headers::new()?);
    // The page stands already: the answer need not bring it.
    headers.set("prefer", "return=minimal")?;
    init.set_method("POST");
    init.set_body(&body);
    init.set_headers(&headers);
    init.set_redirect(RequestRedirect::Manual);
    let action = form.get_attribute("action").unwrap_or_default();
    note(form, "");
    let Ok(answer) = JsFuture::from(window.fetch_with_str_and_init(&action, &init)).await else {
        note(form, hour.borrow().words.t(unsent(form)));
        return Ok(());
    };
    let answer: Response = answer.unchecked_into();
    match answer.headers().get("location")?.filter(|_| answer.ok()) {
        Some(to) if !to.starts_with(&hour.borrow().me.at) => window.location().set_href(&to),
        Some(_) => {
            taken(hour, form, &action, &data);
            Ok(())
        }
        // To sign-in, or to new terms: a page of its own.
        None if answer.type_() == ResponseType::Opaqueredirect => {
            note(form, hour.borrow().words.t("hour-line-signed-out"));
            Ok(())
        }
        _ => told(hour, form, &answer, &data).await,
    }
}

/// Not taken: the page that came back says why, beside the form or in it. What was typed meanwhile stays.
async fn told(hour: &Shared, form: &HtmlFormElement, answer: &Response, sent: &FormData) -> Result<(), JsValue> {
    let text = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    let page = DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)?;
    if let Some(clash) = page.query_selector("#hour-notes-at .hour-theirs")?.and_then(|_| page.get_element_by_id("hour-notes-at")) {
        let Some(old) = by_id("hour-notes-at") else { return Ok(()) };
        written(form).into_iter().zip(written(&clash)).for_each(|(old, new)| carry(&old, &new, sent));
        old.replace_with_with_node_1(&clash)?;
        // What is said there is said before the button is pressed again.
        return clash.query_selector("#hour-notes-clash")?.map_or(Ok(()), |said| said.unchecked_into::<HtmlElement>().focus());
    }
    if let Some(new) = again(&page, form).filter(|f| f.query_selector(".has-fault").ok().flatten().is_some()) {
        written(form).into_iter().zip(written(&new)).for_each(|(old, new)| carry(&old, &new, sent));
        form.replace_with_with_node_1(&new)?;
        let first = new.query_selector("[aria-invalid=true], .has-fault input, .has-fault select")?;
        return first.map_or(Ok(()), |f| f.unchecked_into::<HtmlElement>().focus());
    }
    let why = page.query_selector("main [role=alert] p, main .fault-summary li, main .lede")?.and_then(|e| e.text_content());
    note(form, why.as_deref().unwrap_or(hour.borrow().words.t(unsent(form))));
    Ok(())
}

/// What was typed goes on standing there, newer words before those that were sent; it still counts as not taken.
fn carry(old: &Written, new: &Written, sent: &FormData) {
    let same = field(sent, &old.name()).replace("\r\n", "\n") == old.value();
    let text = if same { new.value() } else { old.value() };
    new.bring(&old.brought());
    new.set(&text);
}

/// The same form on another page.
fn again(page: &Document, form: &HtmlFormElement) -> Option<HtmlFormElement> {
    let name = |f: &HtmlFormElement| (f.get_attribute("action"), hidden(f, "act").map(|a| a.value()));
    let all = page.query_selector_all("#hour form").ok()?;
    (0..all.length()).filter_map(|n| all.get(n)?.dyn_into::<HtmlFormElement>().ok()).find(|f| name(f) == name(form))
}

/// A hidden field of a form.
pub fn hidden(form: &HtmlFormElement, name: &str) -> Option<HtmlInputElement> {
    form.query_selector(&format!("input[type=hidden][name={name}]")).ok()??.dyn_into().ok()
}

/// What is said of a form that did not arrive: a button alone has no text that could be lost.
fn unsent(form: &HtmlFormElement) -> &'static str {
    if written(form).is_empty() { "hour-line-unsent-act" } else { "hour-line-unsent" }
}

/// What was said of this form is true no more.
pub fn unmark(form: &HtmlFormElement) {
    note(form, "");
}

/// Says something beside the button that was pressed; nothing, and what was said is gone.
fn note(form: &HtmlFormElement, text: &str) {
    if let Ok(Some(old)) = form.query_selector(".hour-unsent") {
        old.remove();
    }
    let Some(line) = document().filter(|_| !text.is_empty()).and_then(|d| d.create_element("p").ok()) else { return };
    line.set_class_name("fault hour-unsent");
    let _ = line.set_attribute("role", "alert");
    line.set_text_content(Some(text));
    let _ = form.append_child(&line);
}

/// The line is back: what was said of a broken one goes, but for a text that still waits to be saved or thrown away.
pub fn line_is_back() {
    let Some(all) = document().and_then(|d| d.query_selector_all(".hour-unsent").ok()) else { return };
    for old in (0..all.length()).filter_map(|n| all.get(n)?.dyn_into::<HtmlElement>().ok()) {
        let waits = old.closest("form").ok().flatten().is_some_and(|form| drafts::unsent(&form));
        if !waits {
            old.remove();
        }
    }
}

fn field(data: &FormData, name: &str) -> String {
    data.get(name).as_string().unwrap_or_default()
}

fn taken(hour: &Shared, form: &HtmlFormElement, action: &str, data: &FormData) {
    if action.ends_with("/vote") {
        {
            let mut state = hour.borrow_mut();
            let state = &mut *state;
            if let Some(view) = &state.view {
                voted(&mut state.me, view, &field(data, "choice"), field(data, "on") != "no");
            }
        }
        live::draw(hour);
    }
    drafts::forget(hour, form);
    if action.ends_with("/notes") {
        if let Some(over) = hidden(form, "over") {
            over.remove();
        }
        // Line ends go out as CRLF, and stand in the field as LF.
        live::saved_notes(hour, field(data, "notes").replace("\r\n", "\n"));
    }
    if form.get_attribute("data-after").as_deref() == Some("clear") {
        clear(form);
    } else {
        drafts::settled(form);
    }
    blameless(form);
}

/// It was taken: what was said of an earlier try is true no more.
fn blameless(form: &HtmlFormElement) {
    let rest = ["#hour-notes-clash", ".fault-summary"];
    let aside = document().and_then(|d| d.query_selector_all(&rest.join(", ")).ok());
    for all in [form.query_selector_all(".fault").ok(), aside].into_iter().flatten() {
        (0..all.length()).filter_map(|n| all.get(n)).for_each(|old| old.unchecked_into::<HtmlElement>().remove());
    }
    let Ok(marked) = form.query_selector_all(".has-fault, [aria-invalid]") else { return };
    for one in (0..marked.length()).filter_map(|n| marked.get(n)?.dyn_into::<HtmlElement>().ok()) {
        let _ = one.class_list().remove_1("has-fault");
        let _ = one.remove_attribute("aria-invalid");
    }
}

fn voted(me: &mut Me, view: &HourView, choice: &str, on: bool) {
    let Ok(choice) = choice.parse() else { return };
    let Some(poll) = view.polls.iter().find(|p| p.choices.iter().any(|c| c.id == choice)) else { return };
    me.votes.retain(|v| *v != choice && (poll.several || !poll.choices.iter().any(|c| c.id == *v)));
    if on || !poll.several {
        me.votes.push(choice);
    }
}

/// An empty form for the next one, with an id of its own.
fn clear(form: &HtmlFormElement) {
    written(form).iter().for_each(|one| one.set(""));
    drafts::settled(form);
    let Ok(ticks) = form.query_selector_all("input[type=checkbox]") else { return };
    for tick in (0..ticks.length()).filter_map(|n| ticks.get(n)) {
        tick.unchecked_into::<HtmlInputElement>().set_checked(false);
    }
    if let Some(once) = hidden(form, "once") {
        once.set_value(&fresh().to_string());
    }
}

/// The browser has no context to take chance from.
#[expect(clippy::disallowed_methods, reason = "in the browser, chance is the browser's")]
fn fresh() -> uuid::Uuid {
    uuid::Uuid::new_v4()
}
