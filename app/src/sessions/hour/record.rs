//! What stays of an hour on its session's page: the agenda as it was run, polls, notes, the round, groups.

use backend::programs::reach::Reached;
use backend::sessions::hour::queries::{self, Record};
use chrono::{DateTime, Utc};
use domain::hour::{Line, Phase, Poll, clock};
use domain::id::SessionId;
use leptos::prelude::*;
use uuid::Uuid;

use super::pages::address;
use crate::sessions::Part;
use crate::visit::Visit;

/// The way into the hour, and afterwards its record.
pub async fn beside(visit: &Visit, slug: &str, id: SessionId) -> Result<Part, backend::Fault> {
    let record = queries::record(&visit.cx, &visit.viewer, slug, id).await?;
    let (visit, at) = (visit.clone(), address(slug, id));
    Ok(Box::new(move || draw(&visit, &at, record)))
}

fn draw(visit: &Visit, at: &str, record: Option<Record>) -> AnyView {
    let phase = record.as_ref().map_or(Phase::Waiting, |r| r.view.phase);
    let ended = phase == Phase::Ended;
    let class = if phase.is_on() { "button" } else { "button quiet" };
    let link =
        view! { <p class="cluster"><a class=class href=at.to_owned()>{visit.t(if ended { "hour-look" } else { "hour-open" })}</a></p> };
    let kept = record.filter(|r| r.view.started_at.is_some()).map(|r| kept(visit, r));
    view! { {link}{kept} }.into_any()
}

fn kept(visit: &Visit, record: Record) -> impl IntoView + use<> {
    let view = record.view;
    let run = view.agenda.iter().filter(|l| l.began_at.is_some()).map(|l| line(visit, l, view.now)).collect_view();
    let staff = record.cohort.staff();
    let flag = |kind, id, mine, hidden| flagging(visit, &record.cohort, (kind, id), (mine, hidden));
    let polls = view
        .polls
        .iter()
        .map(|p| view! { {(!p.hidden).then(|| poll(visit, p))}{flag("poll", p.id, staff && !p.hidden, p.hidden)} })
        .collect_view();
    let polls = (!view.polls.is_empty()).then(|| view! { <h3>{visit.t("hour-polls-title")}</h3>{polls} });
    let notes = (!view.notes.body.is_empty() || view.notes.hidden).then(|| {
        let text = backend::markup::to_html(&hard(&view.notes.body));
        let below = flag("notes", view.session.0, false, view.notes.hidden);
        view! { <h3>{visit.t("hour-notes-title")}</h3><div class="prose" inner_html=text></div>{below} }
    });
    let used = (!view.used.is_empty()).then(|| {
        let lines = view.used.iter().map(|u| {
            let below = flag("used", u.id, visit.viewer.is(u.who.id), u.hidden);
            view! { <li><span class="meta">{u.who.name.clone()}</span>" "{u.body.clone()}{below}</li> }
        });
        view! { <h3>{visit.t("hour-used-title")}</h3><ul class="list">{lines.collect_view()}</ul> }
    });
    let groups = record.rounds.into_iter().map(|(_, groups)| {
        let groups = groups.into_iter().map(|g| {
            let names: Vec<String> = g.members.into_iter().map(|m| m.name).collect();
            view! { <li><strong>{g.title}</strong>" "<span class="meta">{names.join(", ")}</span></li> }
        });
        view! { <h3>{visit.t("hour-groups-title")}</h3><ul class="list">{groups.collect_view()}</ul> }
    });
    let title = visit.t(if view.phase == Phase::Ended { "hour-record" } else { "hour-record-so-far" });
    view! {
        <section id="hour-record">
            <h2>{title}</h2>
            <h3>{visit.t("hour-record-agenda")}</h3>
            <ol class="agenda">{run}</ol>
            {used}{polls}{notes}{groups.collect_view()}
        </section>
    }
}

/// A line that people ended is a line: two spaces at its end say so.
fn hard(body: &str) -> String {
    body.lines().map(|l| if l.trim().is_empty() { String::new() } else { format!("{l}  ") }).collect::<Vec<_>>().join("\n")
}

/// Flagging and blotting out; where something is hidden, that it is.
fn flagging(visit: &Visit, cohort: &Reached, (kind, id): (&str, Uuid), (mine, hidden): (bool, bool)) -> AnyView {
    if hidden {
        let mend = mine.then(|| view! { " "<a href=format!("/cohorts/{}/flags/{kind}/{id}/mend", cohort.slug)>{visit.t("flag-mend")}</a> });
        return view! { <p class="notice is-warn">{visit.t("hour-hidden")}{mend}</p> }.into_any();
    }
    crate::parts::flag_links(visit, cohort, kind, id, mine).into_any()
}

/// What a line took; of the one that runs, up to this moment.
fn line(visit: &Visit, line: &Line, now: DateTime<Utc>) -> impl IntoView + use<> {
    let kind = visit.t(&format!("agenda-{}", line.kind));
    let what = match line.title.as_str() {
        "" => kind,
        title if line.kind == "other" => title.to_owned(),
        title => format!("{kind} · {title}"),
    };
    let took = visit.tw("hour-took", &[("x", clock(line.seconds(now)).into()), ("minutes", line.minutes.into())]);
    view! { <li><span class="row-main">{what}</span><span class="meta num">{took}</span></li> }
}

fn poll(visit: &Visit, poll: &Poll) -> impl IntoView + use<> {
    let rows = poll.choices.iter().map(|c| view! { <tr><td>{c.text.clone()}</td><td class="num">{c.votes}</td></tr> });
    let voters = visit.tw("hour-poll-voters", &[("x", poll.voters.into())]);
    view! {
        <div class="table-wrap">
            <table class="table"><caption>{poll.question.clone()}" · "{voters}</caption><tbody>{rows.collect_view()}</tbody></table>
        </div>
    }
}
