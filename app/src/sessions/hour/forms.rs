//! What people type into: forms that are never redrawn while the hour moves.

use backend::cases::queries::Card;
use backend::sessions::hour::queries::Page as Hour;
use domain::hour::{Phase, Somebody};
use leptos::prelude::*;

use super::people::Me;
use crate::parts::fields::field;
use crate::parts::{self, kept};
use crate::typed::Typed;
use crate::visit::Visit;

/// What was typed, form by form; one of them may come back with a fault.
#[derive(Debug, Default)]
pub struct Forms {
    /// Shared notes.
    pub notes: Typed,
    /// The line of the round.
    pub used: Typed,
    /// A new poll.
    pub poll: Typed,
    /// A recommendation.
    pub advice: Typed,
    /// Groups.
    pub groups: Typed,
    /// A word when they are pulled back.
    pub told: Typed,
    /// What another saved meanwhile: their text and name.
    pub clash: Option<(String, String)>,
    /// A form that came when the hour could not take it any more, and why.
    pub late: Option<(&'static str, Typed)>,
}

impl Forms {
    /// What is stored stands in the fields that were not typed into.
    pub(super) fn stored(mut self, hour: &Hour, visit: &Visit) -> Self {
        let notes = &hour.view.notes;
        if !self.notes.has("notes") {
            self.notes = Typed::of([("notes", notes.body.clone()), ("base", notes.version.to_string())]);
        }
        if !self.used.has("used") {
            let mine = hour.view.used.iter().find(|u| visit.viewer.is(u.who.id));
            self.used = Typed::of([("used", mine.map(|u| u.body.clone()).unwrap_or_default())]);
        }
        if !self.groups.has("n") {
            self.groups.set("n", "4");
            self.groups.set("by", "groups");
        }
        self
    }

    /// The faults of whichever form came back.
    pub(super) fn summary(&self, visit: &Visit) -> impl IntoView + use<> {
        [&self.notes, &self.used, &self.poll, &self.advice, &self.groups, &self.told].map(|t| parts::fault_summary(visit, t)).collect_view()
    }
}

/// What came too late: why, what was typed in fields to copy from, and for a recommendation where it can still be recorded.
pub fn late(visit: &Visit, hour: &Hour, forms: &Forms) -> AnyView {
    let Some((word, typed)) = &forms.late else { return ().into_any() };
    let case = hour.view.case.as_ref().filter(|_| typed.has("recommendation"));
    let case = case.map(|c| {
        let href = format!("/cohorts/{}/cases/{}#recommendations", hour.reached.cohort.slug, c.id);
        view! { " "<a href=href>{visit.t("hour-late-case")}</a> }
    });
    view! {
        <div class="notice is-warn" role="alert"><p>{visit.t("hour-late")}" "{visit.t(word)}{case}</p></div>
        {kept::to_copy(visit, typed)}
    }
    .into_any()
}

/// A part that stands open only in some states: drawn always, hidden until then, so that the browser needs no form of its own.
fn when(me: &Me, hour: &Hour, word: &'static str, body: impl IntoView) -> impl IntoView {
    view! { <div data-when=word hidden=!me.sees(word, &hour.view)>{body}</div> }
}

/// The shared notes; when two changed the same lines, both texts, beside the button that would go over theirs.
pub fn notes(visit: &Visit, me: &Me, hour: &Hour, forms: &Forms, by: AnyView) -> AnyView {
    let clash = forms.clash.as_ref().map(|(theirs, name)| {
        view! {
            <div class="notice is-warn" role="alert" id="hour-notes-clash" tabindex="-1" autofocus=true>
                <p>{visit.tw("hour-notes-clash", &[("name", name.as_str().into())])}</p>
                <h3>{visit.t("hour-notes-theirs")}</h3>
                <pre class="hour-theirs">{theirs.clone()}</pre>
            </div>
        }
    });
    let typed = &forms.notes;
    let over = clash.is_some().then(|| view! { <input type="hidden" name="over" value=typed.get("over").to_owned()/> });
    let form = view! {
        <form class="form" method="post" action=format!("{}/notes", me.at) id="hour-notes-form">
            <input type="hidden" name="base" value=typed.get("base").to_owned()/>
            {over}
            {field(visit, typed, "notes", "hour-notes-field").hint("hour-notes-hint").area(6)}
            {clash}
            <p><button class="button quiet" type="submit">{visit.t("hour-notes-save")}</button></p>
        </form>
    };
    let past = (me.runs && hour.view.notes.version > 1)
        .then(|| view! { <p class="meta"><a href=format!("{}/notes/past", me.at)>{visit.t("hour-notes-past")}</a></p> });
    // Nobody writes any more: the text itself, as it was left.
    let left = (hour.view.phase == Phase::Ended && !hour.view.notes.body.is_empty())
        .then(|| view! { <p class="hour-left">{hour.view.notes.body.clone()}</p> });
    view! { <div class="meta">{by}</div>{left}{when(me, hour, "notes", form)}{past} }.into_any()
}

/// One's own line of the round.
pub fn used(visit: &Visit, me: &Me, hour: &Hour, forms: &Forms) -> AnyView {
    if !me.member {
        return ().into_any();
    }
    let form = view! {
        <form class="form" method="post" action=format!("{}/used", me.at)>
            {field(visit, &forms.used, "used", "hour-used-field").hint("hour-used-hint").input("text", "off")}
            <p><button class="button quiet" type="submit">{visit.t("hour-used-save")}</button></p>
        </form>
    };
    when(me, hour, "on", form).into_any()
}

/// A new poll.
pub fn poll(visit: &Visit, me: &Me, hour: &Hour, forms: &Forms) -> AnyView {
    if !me.runs {
        return ().into_any();
    }
    let typed = &forms.poll;
    let choices = (0..*domain::hour::CHOICES.end())
        .map(|n| {
            let (name, label) = (format!("choice-{n}"), visit.tw("hour-poll-choice", &[("n", (n + 1).into())]));
            let one = field(visit, typed, &name, "hour-poll-choice").label_text(label);
            let one = if n < *domain::hour::CHOICES.start() { one.required() } else { one };
            one.input("text", "off")
        })
        .collect_view();
    let form = view! {
        <details open=!typed.faults().is_empty()>
            <summary>{visit.t("hour-poll-new")}</summary>
            <form class="form" method="post" action=format!("{}/polls", me.at) data-after="clear">
                {parts::once(visit, typed)}
                {field(visit, typed, "question", "hour-poll-question").required().input("text", "off")}
                {choices}
                {field(visit, typed, "several", "hour-poll-may-several").tick()}
                <p><button class="button quiet" type="submit">{visit.t("hour-poll-ask")}</button></p>
            </form>
        </details>
    };
    when(me, hour, "on", form).into_any()
}

fn names(people: &[Somebody], none: String) -> Vec<(String, String)> {
    let all = people.iter().map(|p| (p.id.to_string(), p.name.clone()));
    [(String::new(), none)].into_iter().chain(all).collect()
}

/// Writing a recommendation down; naming who does.
pub fn advice(visit: &Visit, me: &Me, hour: &Hour, forms: &Forms) -> AnyView {
    let typed = &forms.advice;
    let sides = ["room", "hub"].map(|s| (s.to_owned(), visit.t(&format!("hour-from-{s}")))).to_vec();
    let mut side = typed.clone();
    if side.get("side").is_empty() {
        side.set("side", "room");
    }
    let write = view! {
        <form class="form" method="post" action=format!("{}/advice", me.at) data-after="clear">
            {parts::once(visit, typed)}
            {field(visit, typed, "recommendation", "hour-advice-field").required().area(2)}
            <div class="split">
                {field(visit, &side, "side", "hour-advice-side").required().choose(sides)}
                {field(visit, typed, "from_room", "case-from-room").input("text", "off")}
            </div>
            <p><button class="button quiet" type="submit">{visit.t("case-recommend-do")}</button></p>
        </form>
    };
    let scribe = me.runs.then(|| {
        let chosen = Typed::of([("person", hour.view.scribe.as_ref().map(|s| s.id.to_string()).unwrap_or_default())]).at("scribe");
        let name = view! {
            <form class="inline-form" method="post" action=format!("{}/scribe", me.at)>
                {field(visit, &chosen, "person", "hour-scribe").required_plain().choose(names(&hour.people, visit.t("hour-scribe-nobody")))}
                <button class="button quiet" type="submit">{visit.t("hour-scribe-name")}</button>
            </form>
        };
        when(me, hour, "on", name)
    });
    view! { {me.member.then(|| when(me, hour, "scribe", write))}{scribe} }.into_any()
}

/// Another case of the session, for the host.
pub fn cases(visit: &Visit, me: &Me, hour: &Hour, all: &[Card]) -> AnyView {
    let open = all.len() > 1 && me.runs && hour.view.phase.is_on();
    if !open {
        return ().into_any();
    }
    let typed = Typed::of([("case", hour.view.case.as_ref().map(|c| c.id.to_string()).unwrap_or_default())]);
    let options = all.iter().map(|c| (c.id.to_string(), format!("{} · {}", c.number.clone().unwrap_or_default(), c.title))).collect();
    view! {
        <form class="inline-form" method="post" action=format!("{}/run", me.at)>
            <input type="hidden" name="act" value="case"/>
            {field(visit, &typed, "case", "hour-case-choose").required_plain().choose(options)}
            <button class="button quiet" type="submit">{visit.t("hour-case-take")}</button>
        </form>
    }
    .into_any()
}

/// Putting groups together, opening them, pulling them back.
pub fn groups(visit: &Visit, me: &Me, hour: &Hour, forms: &Forms) -> AnyView {
    if !me.runs {
        return ().into_any();
    }
    let (typed, at) = (&forms.groups, format!("{}/groups", me.at));
    let by = ["groups", "size"].map(|w| (w.to_owned(), visit.t(&format!("hour-groups-by-{w}")))).to_vec();
    let act = |act: &'static str, class: &'static str, word: &str| {
        view! {
            <form class="inline-form" method="post" action=at.clone()>
                <input type="hidden" name="act" value=act/>
                <button class=class type="submit">{visit.t(word)}</button>
            </form>
        }
    };
    let apart = view! {
        <form class="form" method="post" action=at.clone()>
            <input type="hidden" name="act" value="shuffle"/>
            <div class="split">
                {field(visit, typed, "n", "hour-groups-n").required().input("number", "off")}
                {field(visit, typed, "by", "hour-groups-by").required().choose(by)}
            </div>
            {field(visit, typed, "titles", "hour-groups-names").hint("hour-groups-names-hint").area(2)}
            <p><button class="button quiet" type="submit">{visit.t("hour-groups-shuffle")}</button></p>
        </form>
    };
    let draft = view! { <div class="cluster">{act("open", "button", "hour-groups-do-open")}{act("forget", "link-button", "hour-groups-forget")}</div> };
    let empty = Typed::empty().at("place");
    let groups = hour.view.groups.iter().map(|g| (g.id.to_string(), g.title.clone()));
    let groups = [(String::new(), visit.t("hour-groups-none-of-them"))].into_iter().chain(groups).collect();
    let place = view! {
        <form class="inline-form" method="post" action=format!("{at}/place")>
            {field(visit, &empty, "person", "hour-groups-person").required_plain().choose(names(&hour.people, visit.t("hour-groups-who")))}
            {field(visit, &empty, "group", "hour-groups-into").required_plain().choose(groups)}
            <button class="button quiet" type="submit">{visit.t("hour-groups-place")}</button>
        </form>
    };
    // Made by name, with nobody in them yet: people are placed one by one.
    let named = view! {
        <details open=!typed.faults().is_empty() && typed.get("act") == "named">
            <summary>{visit.t("hour-groups-named")}</summary>
            <form class="form" method="post" action=at.clone()>
                <input type="hidden" name="act" value="named"/>
                {field(visit, &typed.clone().at("named"), "titles", "hour-groups-names").required().hint("hour-groups-named-hint").area(2)}
                <p><button class="button quiet" type="submit">{visit.t("hour-groups-named-do")}</button></p>
            </form>
        </details>
    };
    let back = view! {
        <form class="form" method="post" action=at.clone()>
            <input type="hidden" name="act" value="back"/>
            {field(visit, &forms.told, "told", "hour-groups-told").hint("hour-groups-told-hint").input("text", "off")}
            <p><button class="button" type="submit">{visit.t("hour-groups-back")}</button></p>
        </form>
    };
    let all = view! {
        {when(me, hour, "groups-open", back)}
        {when(me, hour, "groups-draft", draft)}
        {when(me, hour, "groups-some", place)}
        {when(me, hour, "groups-apart", view! { {apart}{named} })}
    };
    when(me, hour, "on", all).into_any()
}
