//! One message as a page shows it, and the same as a pattern from which the island draws what comes later.

use backend::chat::queries::RoomView;
use domain::live::{Line, REACTIONS};
use leptos::prelude::*;

use crate::parts;
use crate::visit::Visit;

/// What a message looks like to its reader. The pattern has words in braces where a message has its own.
struct Shown {
    id: String,
    seq: String,
    person: String,
    name: String,
    own: bool,
    /// There is something to look back at.
    past: bool,
}

impl Shown {
    fn pattern(own: bool) -> Self {
        let word = |w: &str| format!("{{{w}}}");
        Self { id: word("id"), seq: word("seq"), person: word("person"), name: word("name"), own, past: false }
    }
}

/// A message.
pub fn item(visit: &Visit, view: &RoomView, l: &Line) -> impl IntoView + use<> {
    let own = visit.viewer.is(l.person);
    let shown = Shown {
        id: l.id.to_string(),
        seq: l.seq.to_string(),
        person: l.person.to_string(),
        name: l.name.clone(),
        own,
        past: l.edited || l.deleted || l.hidden,
    };
    let called = visit.viewer.person().is_some_and(|me| l.mentions.contains(&me));
    let mut class = String::from(if own { "message is-mine" } else { "message" });
    if called {
        class.push_str(" is-for-me");
    }
    let time = parts::time(visit, l.at, visit.zone()).into_any();
    let gone = l.deleted || l.hidden;
    let body = match (l.deleted, l.hidden) {
        (true, _) => view! { <div class="message-body meta">{visit.t("chat-deleted")}</div> }.into_any(),
        (_, true) => view! { <div class="message-body meta">{visit.t("chat-hidden")}</div> }.into_any(),
        _ => view! { <div class="message-body prose" inner_html=l.html.clone()></div> }.into_any(),
    };
    let thread = l.thread.map(|t| format!("{}/forum/threads/{t}", base(view)));
    view! {
        <li class=class id=format!("m-{}", l.seq) data-seq=l.seq.to_string() data-rev=l.rev.to_string()>
            {head(visit, &shown, time, l.edited && !gone, called && !gone)}
            {body}
            {thread_link(visit, thread.filter(|_| !l.deleted))}
            {words(visit, &shown, REACTIONS.map(|w| (w, chosen(visit, l, w))), gone, view.writable)}
            {acts(visit, view, &shown, l.deleted, l.hidden)}
        </li>
    }
}

/// The patterns of one's own message and of another's.
pub fn patterns(visit: &Visit, view: &RoomView) -> impl IntoView + use<> {
    let zone = domain::when::Zone::parse(visit.zone()).unwrap_or_else(|_| domain::when::Zone::utc());
    let pattern = |own: bool| {
        let shown = Shown::pattern(own);
        // The hours ahead are told from here: what browsers know of zones is old on many machines, for British Columbia above all.
        let (ahead, label) = (domain::when::offset_seconds(visit.now(), &zone), zone.label(visit.lang()));
        let time = view! { <time class="time" data-ahead=ahead data-label=label></time> }.into_any();
        view! {
            <template id=if own { "pattern-mine" } else { "pattern-other" }>
                {head(visit, &shown, time, false, false)}
                <div class="message-body prose"></div>
                {thread_link(visit, None)}
                {words(visit, &shown, REACTIONS.map(|w| (w, (0, false))), false, view.writable)}
                {acts(visit, view, &shown, false, false)}
            </template>
        }
    };
    (pattern(true), pattern(false))
}

fn base(view: &RoomView) -> String {
    view.reached.cohort.as_ref().map(|c| format!("/cohorts/{}", c.slug)).unwrap_or_default()
}

fn head(visit: &Visit, m: &Shown, time: AnyView, edited: bool, called: bool) -> impl IntoView + use<> {
    view! {
        <div class="message-head">
            <strong>{m.name.clone()}</strong>" "
            <a class="message-at" href=format!("/chat/messages/{}/at", m.id) title=visit.t("chat-link")>{time}</a>
            <span class="meta is-edited" hidden=!edited>{visit.t("chat-edited")}</span>
            <span class="badge is-called" hidden=!called>{visit.t("chat-called")}</span>
        </div>
    }
}

fn thread_link(visit: &Visit, href: Option<String>) -> impl IntoView + use<> {
    let hidden = href.is_none();
    view! {
        <p class="message-thread" hidden=hidden>
            <a href=href>{parts::icon("forum")}<span>{visit.t("chat-thread-open")}</span></a>
        </p>
    }
}

/// How many chose a word, and whether the reader did.
fn chosen(visit: &Visit, l: &Line, word: &str) -> (usize, bool) {
    let people = l.reactions.iter().find(|r| r.word == word).map_or(&[][..], |r| r.people.as_slice());
    (people.len(), visit.viewer.person().is_some_and(|me| people.contains(&me)))
}

/// The words that were chosen, each a button that chooses it too, or takes it back.
fn words(visit: &Visit, m: &Shown, counts: [(&'static str, (usize, bool)); 4], gone: bool, open: bool) -> AnyView {
    let none = gone || counts.iter().all(|(_, (n, _))| *n == 0);
    let buttons = counts
        .into_iter()
        .map(|(word, (n, mine))| {
            view! {
                <button class="word" name="word" value=word aria-pressed=if mine { "true" } else { "false" } disabled=!open hidden=n == 0>
                    {parts::icon(word)}<span>{visit.t(&format!("chat-word-{word}"))}</span>" "<span class="count">{n}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <form class="words" method="post" action=format!("/chat/messages/{}/reactions", m.id) hidden=none
            aria-label=visit.tw("chat-words-n", &[("n", m.seq.as_str().into())])>{buttons}</form>
    }
    .into_any()
}

/// Taking back asks once more: a finger slips, and it cannot be undone.
fn taking_back(visit: &Visit, action: String) -> AnyView {
    view! {
        <li><details class="sure">
            <summary>{visit.t("chat-delete")}</summary>
            <p class="hint">{visit.t("chat-delete-hint")}</p>
            <form method="post" action=action><button class="link-button" type="submit">{visit.t("chat-delete-sure")}</button></form>
        </details></li>
    }
    .into_any()
}

/// Everything that may be done with a message, folded away.
fn acts(visit: &Visit, view: &RoomView, m: &Shown, deleted: bool, hidden: bool) -> AnyView {
    let (staff, open, gone) = (view.reached.staff(), view.writable, deleted || hidden);
    let at = |tail: &str| format!("/chat/messages/{}{tail}", m.id);
    let link = |key: &str, href: String| view! { <li><a href=href>{visit.t(key)}</a></li> }.into_any();
    let act = |key: &str, tail: &str| {
        view! { <li><form method="post" action=at(tail)><button class="link-button" type="submit">{visit.t(key)}</button></form></li> }
            .into_any()
    };
    let mut rows: Vec<AnyView> = Vec::new();
    if open && !gone {
        let answers = REACTIONS
            .map(|w| view! { <button class="word" name="word" value=w>{parts::icon(w)}<span>{visit.t(&format!("chat-word-{w}"))}</span></button> });
        rows.push(
            view! { <li><form class="words" method="post" action=at("/reactions")>{answers.into_iter().collect_view()}</form></li> }
                .into_any(),
        );
        if m.own {
            rows.push(link("chat-edit", at("")));
        }
    }
    if !deleted && (m.own || staff) {
        rows.push(taking_back(visit, at("/delete")));
    }
    if !gone && open && view.reached.cohort.is_some() && view.reached.title.is_empty() && (m.own || staff) {
        rows.push(link("chat-to-thread", at("/thread")));
    }
    if staff || (m.own && !gone) {
        // Drawn always, so that a screen that stands open can show it when the message is changed.
        let (href, none) = (at("/history"), !m.past);
        rows.push(view! { <li class="message-past" hidden=none><a href=href>{visit.t("chat-history")}</a></li> }.into_any());
    }
    if staff && !deleted {
        rows.push(if hidden { act("chat-unhide", "/unhide") } else { act("chat-hide", "/hide") });
    }
    if let Some(cohort) = view.reached.cohort.as_ref().filter(|_| !deleted) {
        let place = |what: &str, tail: &str| format!("/cohorts/{}/{what}/message/{}{tail}", cohort.slug, m.id);
        if !m.own && !hidden {
            rows.push(link("flag", place("flags", "")));
        }
        if m.own && hidden {
            rows.push(link("flag-mend", place("flags", "/mend")));
        }
        if staff {
            rows.push(link("redact-link", place("redact", "")));
        }
    }
    // Between two there is no staff: whoever flags is asked whose eyes it may have.
    if view.reached.cohort.is_none() && !deleted {
        if !m.own && !hidden {
            rows.push(link("flag", at("/flag")));
        }
        if m.own && hidden {
            rows.push(link("flag-mend", at("/flag")));
        }
    }
    if !m.own && view.reached.cohort.is_some() {
        let words = visit.tw("chat-write-to", &[("name", m.name.as_str().into())]);
        rows.push(view! { <li><a href=format!("/chat/with/{}", m.person)>{words}</a></li> }.into_any());
    }
    if rows.is_empty() {
        return ().into_any();
    }
    let label = visit.tw("chat-more-n", &[("n", m.seq.as_str().into()), ("name", m.name.as_str().into())]);
    view! {
        <details class="message-acts">
            <summary aria-label=label><span>{visit.t("chat-more")}</span></summary>
            <ul>{rows.into_iter().collect_view()}</ul>
        </details>
    }
    .into_any()
}
