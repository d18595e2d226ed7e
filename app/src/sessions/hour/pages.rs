//! The page of the hour. Without scripts it shows the moment it was asked for, with a link to look again.

use axum::extract::Path;
use backend::cases::queries as cases;
use backend::sessions::hour::case as case_now;
use backend::sessions::hour::queries::{self, Page as Hour};
use domain::cases::Act;
use domain::hour::{CaseNow, Phase};
use domain::id::SessionId;
use leptos::prelude::*;

use super::draw::Scene;
use super::forms::{self, Forms};
use super::islands::HourLine;
use super::people::{AHEAD, Me};
use super::words::Words;
use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// The hour as it stands.
pub async fn page(visit: Visit, Path((slug, id)): Path<(String, SessionId)>) -> Answer {
    show(&visit, &slug, id, Forms::default()).await
}

/// Where the hour is.
pub fn address(slug: &str, id: SessionId) -> String {
    format!("/cohorts/{slug}/sessions/{id}/hour")
}

/// Who looks.
fn me(visit: &Visit, slug: &str, hour: &Hour) -> Me {
    let cohort = &hour.reached.cohort;
    let (opens, shuts) = hour.reached.around();
    Me {
        opens: opens.timestamp_millis(),
        shuts: shuts.timestamp_millis(),
        person: visit.viewer.person(),
        runs: cohort.staff(),
        facilitates: cohort.facilitator,
        member: cohort.member(),
        votes: hour.votes.clone(),
        at: address(slug, hour.reached.id),
    }
}

/// The page, with what was typed into one of its forms.
pub async fn show(visit: &Visit, slug: &str, id: SessionId, forms: Forms) -> Answer {
    let session = backend::sessions::queries::session(&visit.cx, &visit.viewer, slug, id).await?;
    let hour = queries::page(&visit.cx, &visit.viewer, slug, id).await?;
    let me = me(visit, slug, &hour);
    let case = case_text(visit, slug, &hour).await?;
    let all_cases = if me.runs { backend::cases::queries::of_session(&visit.cx, &visit.viewer, id).await? } else { Vec::new() };
    let chat = crate::chat::beside::room(visit, slug, id).await?;
    let from = domain::when::show(hour.reached.around().0, visit.zone(), &session.line.zone, visit.lang());
    let words = Words::of(visit, &from.text);
    let name = crate::sessions::pages::name(visit, &session.line);
    let title = visit.tw("hour-title", &[("session", name.as_str().into())]);
    let page = Page::new(title.clone())
        .cohort(&hour.reached.cohort)
        .crumb(visit.t("nav-sessions"), format!("/cohorts/{slug}/sessions"))
        .crumb(name, format!("/cohorts/{slug}/sessions/{id}"))
        .live();
    let forms = forms.stored(&hour, visit);
    Ok(visit.show(page, || {
        let scene = Scene { view: &hour.view, me: &me, words: &words };
        let part = |id: &'static str| view! { <div id=id class="hour-part" inner_html=scene.part(id)></div> };
        let section = |id: &'static str, word: &str, body: AnyView| {
            let (at, label, own) = (format!("{id}-at"), format!("{id}-title"), format!("{id}-title"));
            view! { <section class="card" id=at aria-labelledby=label><h2 id=own>{visit.t(word)}</h2>{body}</section> }
        };
        let line = view! {
            <HourLine session=id.to_string() version=hour.view.version now=hour.view.now.timestamp_millis() me=me.clone() words=words.clone()/>
        };
        let steps = view! { {part("hour-steps")}{forms::cases(visit, &me, &hour, &all_cases)} };
        // Both ways in go when the hour is closed, also on screens that stand open.
        let over = !me.sees("on", &hour.view);
        let here = view! { {part("hour-here")}<div data-when="on" hidden=over>{aloud(visit, session.code.as_deref())}</div> };
        let video = view! { <div data-when="on" hidden=over>{by_video(visit, session.join_url.clone())}</div> };
        let advice = view! { {part("hour-advice")}{forms::advice(visit, &me, &hour, &forms)} };
        let polls = view! { {part("hour-polls")}{forms::poll(visit, &me, &hour, &forms)} };
        let used = view! { {part("hour-used")}{forms::used(visit, &me, &hour, &forms)} };
        let groups = view! { {part("hour-groups")}{forms::groups(visit, &me, &hour, &forms)} };
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            {jumps(visit)}
            {forms::late(visit, &hour, &forms)}
            {line}
            {forms.summary(visit)}
            <div class="hour" id="hour">
                <div class="hour-side">
                    <section class="card hour-bar" aria-label=visit.t("hour-run")>{part("hour-bar")}{video}<p class="meta"><a href=me.at.clone()>{visit.t("hour-refresh")}</a></p></section>
                    {section("hour-steps", "hour-steps-title", steps.into_any())}
                    {section("hour-agenda", "session-agenda", part("hour-agenda").into_any())}
                    {section("hour-here", "hour-here-title", here.into_any())}
                </div>
                <div class="hour-middle">
                    {section("hour-case", "hour-case-title", case)}
                    {section("hour-advice", "case-recommendations", advice.into_any())}
                    {section("hour-notes", "hour-notes-title", forms::notes(visit, &me, &hour, &forms, part("hour-notes-by").into_any()))}
                    {section("hour-polls", "hour-polls-title", polls.into_any())}
                    {section("hour-used", "hour-used-title", used.into_any())}
                    {section("hour-groups", "hour-groups-title", groups.into_any())}
                </div>
                <div class="hour-talk">
                    {section("hour-queue", "hour-queue-title", part("hour-queue").into_any())}
                    {section("hour-chat", "nav-chat", chat)}
                </div>
            </div>
        }
    }))
}

/// The code for those on the telephone, for who reads it aloud.
pub fn aloud(visit: &Visit, code: Option<&str>) -> impl IntoView + use<> {
    code.map(|code| {
        let apart = code.chars().map(String::from).collect::<Vec<_>>().join(" ");
        view! { <p class="cluster" id="code-aloud">{visit.t("code-title")}" "<strong class="spoken">{apart}</strong></p> }
    })
}

/// To the video, in a window of its own.
fn by_video(visit: &Visit, href: Option<String>) -> impl IntoView + use<> {
    href.map(|href| {
        view! { <form method="post" action=href target="_blank"><button class="button quiet" type="submit">{visit.t("ways-video")}</button></form> }
    })
}

/// To each part in one tap; in sight while a phone's column scrolls.
fn jumps(visit: &Visit) -> impl IntoView + use<> {
    let all = [
        ("hour-agenda", "session-agenda"),
        ("hour-queue", "hour-queue-title"),
        ("hour-chat", "nav-chat"),
        ("hour-case", "hour-case-title"),
        ("hour-notes", "hour-notes-title"),
        ("hour-polls", "hour-polls-title"),
    ];
    let links = all.map(|(id, word)| view! { <li><a href=format!("#{id}-at")>{visit.t(word)}</a></li> });
    view! { <nav class="hour-jumps" aria-label=visit.t("hour-jumps")><ul>{links.collect_view()}</ul></nav> }
}

/// The text of the case, for those who may read it now; the reading is noted as on the case's own page.
async fn case_text(visit: &Visit, slug: &str, hour: &Hour) -> Result<AnyView, backend::Fault> {
    let view = &hour.view;
    if let Some(case) = view.case.as_ref().filter(|c| c.hidden) {
        return Ok(hidden(visit, slug, hour.reached.cohort.staff(), case));
    }
    let Some(case) = case_now::beside(&visit.cx, &visit.viewer, view).await? else {
        let word = if view.phase == Phase::Waiting { "hour-case-none" } else { "conflict-hour-no-case" };
        return Ok(view! { <div id="hour-case" class="hour-scroll"><p class="empty">{visit.t(word)}</p></div> }.into_any());
    };
    let seen = match view.case.as_ref().filter(|_| view.phase.is_on()) {
        Some(_) => cases::open(&visit.cx, &visit.viewer, slug, case).await?,
        None => cases::open_for(&visit.cx, &visit.viewer, slug, case, Act::Read).await?,
    };
    let address = format!("/cohorts/{slug}/cases/{case}");
    let title = if seen.title.is_empty() { visit.t("case-untitled") } else { seen.title.clone() };
    let label = title.clone();
    let by = visit.tw("case-by", &[("name", seen.presenter.as_str().into())]);
    let ahead = view.case.is_none().then(|| view! { <p class="notice">{visit.t("hour-case-ahead")}</p> });
    let mark = view.case.as_ref().map_or_else(|| AHEAD.to_owned(), CaseNow::mark);
    Ok(view! {
        <div id="hour-case" class="hour-scroll" tabindex="0" role="region" aria-label=label data-case=mark>
            {ahead}
            <h3><a href=address>{seen.number.clone()}" · "{title}</a></h3>
            <p class="meta">{by}</p>
            {crate::cases::pages::sections(visit, &seen.sections)}
        </div>
    }
    .into_any())
}

/// In the place of a hidden case: that it is, and for those who moderate the way to what is waiting. The text itself stays out of the room, as
/// their screen may be everybody's.
fn hidden(visit: &Visit, slug: &str, staff: bool, case: &CaseNow) -> AnyView {
    let look = staff.then(|| {
        let (case, flags) = (format!("/cohorts/{slug}/cases/{}", case.id), format!("/cohorts/{slug}/flags"));
        view! { <p class="cluster"><a href=flags>{visit.t("flags-title")}</a><a href=case>{visit.t("hour-case-hidden-look")}</a></p> }
    });
    view! {
        <div id="hour-case" class="hour-scroll" data-case=case.mark()>
            <p class="notice is-warn">{visit.t("hour-case-hidden")}</p>
            {look}
        </div>
    }
    .into_any()
}
