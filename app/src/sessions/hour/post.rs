//! Forms of the hour go out without leaving the page. Whatever does not go through this way goes the plain way, with all that was typed.

use domain::hour::HourView;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DomParser, Event, FormData, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, RequestInit, RequestRedirect, Response,
    ResponseType, SupportedType, UrlSearchParams,
};

use super::live::{self, Shared, by_id, document};
use super::people::Me;

/// Listens to every form of the hour. Those of the chat have a listener of their own.
pub fn take_over(hour: &Shared) {
    let Some(root) = by_id("hour") else { return };
    let own = hour.clone();
    let submit = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let Some(form) = event.target().and_then(|t| t.dyn_into::<HtmlFormElement>().ok()) else { return };
        let ours = form.get_attribute("action").is_some_and(|a| a.starts_with(&own.borrow().me.at));
        let leaves = form.query_selector("[data-leaves]").ok().flatten().is_some();
        if event.default_prevented() || !ours || leaves || !own.borrow().open {
            return;
        }
        event.prevent_default();
        let own = own.clone();
        spawn_local(async move { send(&own, &form).await });
    });
    let _ = root.add_event_listener_with_callback("submit", submit.as_ref().unchecked_ref());
    submit.forget();
}

async fn send(hour: &Shared, form: &HtmlFormElement) {
    let (Ok(data), Some(window)) = (FormData::new_with_form(form), web_sys::window()) else { return plain(form) };
    let (Ok(body), init) = (UrlSearchParams::new_with_record_from_str_to_str(data.unchecked_ref()), RequestInit::new()) else {
        return plain(form);
    };
    init.set_method("POST");
    init.set_body(&body);
    init.set_redirect(RequestRedirect::Manual);
    let action = form.get_attribute("action").unwrap_or_default();
    let Ok(answer) = JsFuture::from(window.fetch_with_str_and_init(&action, &init)).await else {
        return live::tell(hour, "hour-line-unsent");
    };
    // Taken: the answer leads back to this page, whose new state comes over the line. Anything else is told by the page itself.
    if answer.unchecked_ref::<Response>().type_() != ResponseType::Opaqueredirect {
        return plain(form);
    }
    taken(hour, form, &action, &data);
}

/// The browser's own way, page and all.
fn plain(form: &HtmlFormElement) {
    let _ = form.submit();
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
    if action.ends_with("/notes") {
        // Line ends go out as CRLF, and stand in the field as LF.
        live::saved_notes(hour, field(data, "notes").replace("\r\n", "\n"));
    }
    if form.get_attribute("data-after").as_deref() == Some("clear") {
        clear(form);
    } else {
        keep(form);
    }
}

/// What stands in the form now was taken: it counts as not typed into any more.
fn keep(form: &HtmlFormElement) {
    let Ok(fields) = form.query_selector_all("textarea, input[type=text]") else { return };
    for one in (0..fields.length()).filter_map(|n| fields.get(n)) {
        if let Some(area) = one.dyn_ref::<HtmlTextAreaElement>() {
            let _ = area.set_default_value(&area.value());
        } else if let Some(input) = one.dyn_ref::<HtmlInputElement>() {
            input.set_default_value(&input.value());
        }
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
    let Ok(fields) = form.query_selector_all("input:not([type=hidden]), textarea") else { return };
    for n in 0..fields.length() {
        let Some(one) = fields.get(n) else { continue };
        if let Some(area) = one.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value("");
        } else if let Some(input) = one.dyn_ref::<HtmlInputElement>() {
            input.set_value(if input.type_() == "checkbox" { "yes" } else { "" });
            input.set_checked(false);
        }
    }
    if let Ok(Some(once)) = form.query_selector("input[name=once]") {
        once.unchecked_ref::<HtmlInputElement>().set_value(&fresh().to_string());
    }
}

/// The browser has no context to take chance from.
#[expect(clippy::disallowed_methods, reason = "in the browser, chance is the browser's")]
fn fresh() -> uuid::Uuid {
    uuid::Uuid::new_v4()
}

/// Reads one part of this page anew: the case's text, which is not in the state.
pub fn fetch_part(id: &'static str) {
    spawn_local(async move {
        let found: Result<(), JsValue> = async {
            let window = web_sys::window().ok_or(JsValue::NULL)?;
            let at = window.location().pathname()?;
            let answer = JsFuture::from(window.fetch_with_str(&at)).await?.unchecked_into::<Response>();
            let text = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
            let page = DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)?;
            if let (Some(old), Some(new)) = (document().and_then(|d| d.get_element_by_id(id)), page.get_element_by_id(id)) {
                old.replace_with_with_node_1(&new)?;
            }
            Ok(())
        }
        .await;
        let _ = found;
    });
}
