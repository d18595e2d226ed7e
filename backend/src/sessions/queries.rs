//! What pages show of sessions.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::id::{CohortId, SessionId};
use domain::presence::Way;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::agenda::{self, Item};
use super::attendance::truth::Truth;
use super::attendance::{self, Known};
use super::calling::{self, Off};
use super::hour;
use super::reach::{self, ReachedSession};
use super::replies::{self, Answer, Reply};
use super::schedule;
use super::tables::sessions;
use super::video::{self, Phone};
use crate::programs::reach::{self as cohorts, Ask, Reached};
use crate::programs::tables::cohorts as cohort_table;
use crate::{Cx, Fault, Result, Viewer};

/// A session in a list.
#[derive(Debug, Clone)]
pub struct SessionLine {
    /// The session.
    pub id: SessionId,
    /// Its number in the series.
    pub number: i32,
    /// Its topic; may be empty.
    pub title: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends; when its hour was closed by hand, that moment.
    pub ends_at: DateTime<Utc>,
    /// Its zone.
    pub zone: String,
    /// Called off.
    pub cancelled: bool,
    /// Whether the viewer was there; `None` when nothing is known yet.
    pub attended: Option<bool>,
}

fn line(row: &sessions::Model, closed: &HashMap<SessionId, DateTime<Utc>>, attended: Option<bool>) -> SessionLine {
    SessionLine {
        id: row.id,
        number: row.number,
        title: row.title.clone(),
        starts_at: row.starts_at,
        ends_at: closed.get(&row.id).copied().unwrap_or_else(|| reach::ends_at(row)),
        zone: row.zone.clone(),
        cancelled: row.state == "cancelled",
        attended,
    }
}

/// The series of a cohort, in order of time (`session.read`).
pub async fn list(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<(Reached, Vec<SessionLine>)> {
    let reached = cohorts::cohort(cx.db(), viewer, slug, Ask::Outline).await?;
    let rows = schedule::of_cohort(cx.db(), reached.id).await?;
    let me = viewer.person().filter(|_| reached.participant);
    let truth = if me.is_some() { Some(Truth::of(cx.db(), cx.now(), &reached.program_row, &rows).await?) } else { None };
    let mine = |s: &sessions::Model| truth.as_ref().zip(me).and_then(|(truth, me)| truth.about(s.id, me).verdict);
    let closed = hour::closed(cx.db(), rows.iter().map(|s| s.id)).await?;
    let lines = rows.iter().map(|s| line(s, &closed, mine(s))).collect();
    Ok((reached, lines))
}

/// The coming sessions of all a viewer's cohorts, soonest first: slug and name of the cohort, and the session.
pub async fn coming(cx: &Cx, viewer: &Viewer, most: u64) -> Result<Vec<(String, String, SessionLine)>> {
    use sea_orm::QuerySelect as _;
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let ids: Vec<CohortId> = who.memberships.iter().map(|m| m.cohort).collect();
    let rows = sessions::Entity::find()
        .filter(sessions::Column::CohortId.is_in(ids))
        .filter(sessions::Column::State.ne("cancelled"))
        .filter(sessions::Column::StartsAt.gte(cx.now() - chrono::Duration::hours(2)))
        .order_by_asc(sessions::Column::StartsAt)
        .limit(most)
        .all(cx.db())
        .await?;
    let places = cohort_table::Entity::find().filter(cohort_table::Column::Id.is_in(rows.iter().map(|r| r.cohort_id))).all(cx.db()).await?;
    let place = |id: CohortId| places.iter().find(|c| c.id == id).map(|c| (c.slug.clone(), c.name.clone())).unwrap_or_default();
    let now = cx.now();
    let closed = hour::closed(cx.db(), rows.iter().map(|r| r.id)).await?;
    Ok(rows
        .iter()
        .map(|row| (place(row.cohort_id), line(row, &closed, None)))
        .filter(|(_, line)| line.ends_at > now)
        .map(|((slug, name), line)| (slug, name, line))
        .collect())
}

/// All of one session.
#[derive(Debug, Clone)]
pub struct SessionView {
    /// The session and the viewer's place.
    pub reached: ReachedSession,
    /// As in lists.
    pub line: SessionLine,
    /// Why it is called off, if it is, and when its people are told.
    pub off: Option<Off>,
    /// How long, in minutes.
    pub minutes: i32,
    /// Local date, for the form.
    pub date: NaiveDate,
    /// Local time, for the form.
    pub time: NaiveTime,
    /// Our own door to the video: for those who may pass it, while it is open. It never holds the meeting's address.
    pub join_url: Option<String>,
    /// The telephone number, under the same rule.
    pub dial_in: Option<Phone>,
    /// Whether there is a video to join at all.
    pub has_link: bool,
    /// Whether the video server is told the viewer's name.
    pub named: bool,
    /// Whether there is a number to call at all.
    pub has_phone: bool,
    /// What the viewer said of coming, and why not.
    pub reply: Option<(Answer, String)>,
    /// Whether the viewer is asked: a member, until they are here or it is over.
    pub may_reply: bool,
    /// What the others said; for those who run the session.
    pub replies: Vec<Reply>,
    /// Whether "I'm here" may be pressed.
    pub may_check_in: bool,
    /// Whether "I'm leaving" may be pressed.
    pub may_leave: bool,
    /// Until when the code that was read aloud is taken; `None` when it is not asked for.
    pub code_until: Option<DateTime<Utc>>,
    /// The code to read aloud for those on the telephone; for those who run the session, while it is taken.
    pub code: Option<String>,
    /// Whether "I was there" may be answered.
    pub may_claim: bool,
    /// What is known of the viewer's own presence.
    pub mine: Option<Known>,
    /// Timed lines.
    pub agenda: Vec<Item>,
    /// The didactic: title, who gives it.
    pub didactic: (String, String),
    /// Its objectives, one a line.
    pub objectives: String,
    /// What the speaker discloses.
    pub disclosures: String,
    /// For the next change.
    pub version: i32,
}

/// Opens a session's page. A lead sees time and topic only.
pub async fn session(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<SessionView> {
    let reached = reach::session(cx.db(), viewer, slug, id, Ask::Outline).await?;
    let now = cx.now();
    let row = reached.row.clone();
    let me = viewer.person();
    let mine = match me.filter(|_| reached.cohort.member()) {
        Some(me) => Some(Truth::of(cx.db(), now, &reached.cohort.program_row, std::slice::from_ref(&row)).await?.about(id, me)),
        None => None,
    };
    let here = mine.as_ref().is_some_and(|k| k.here);
    let came = |way: Way| mine.as_ref().is_some_and(|k| k.presence.ways.contains(&way));
    let closed = hour::closed(cx.db(), [id]).await?;
    let over = closed.contains_key(&id);
    let shown = reached.shows_join_link(now) && !over;
    let near = reached.cohort.member() || reached.cohort.coordinator || reached.cohort.administrator;
    let ways = video::ways(cx.db(), &reached).await?;
    let ahead = row.state != "cancelled" && reached.ends_at() >= now && !over;
    let reply = match me.filter(|_| reached.cohort.member()) {
        Some(me) => replies::mine(cx.db(), &reached, me).await?,
        None => None,
    };
    let said = if reached.cohort.staff() && ahead { replies::all(cx, viewer, slug, id).await? } else { Vec::new() };
    let close = |text: String| if near { text } else { String::new() };
    Ok(SessionView {
        line: line(&row, &closed, mine.as_ref().and_then(|k| k.verdict)),
        off: calling::of(cx.db(), &row).await?.map(|off| Off { reason: close(off.reason), ..off }),
        minutes: row.minutes,
        date: row.local_date,
        time: row.local_time,
        join_url: (shown && ways.video).then(|| format!("/cohorts/{slug}/sessions/{id}/join")),
        has_link: ways.video,
        named: ways.named,
        has_phone: ways.phone.is_some(),
        dial_in: ways.phone.filter(|_| shown),
        reply,
        may_reply: reached.cohort.member() && ahead && (now < row.starts_at || !here),
        replies: said,
        may_check_in: reached.cohort.member() && reached.is_open(now) && !here && !over,
        may_leave: reached.cohort.member() && reached.is_open(now) && !over && (here || now >= row.starts_at),
        code_until: attendance::taken_until(&reached, now).filter(|_| reached.cohort.member() && !came(Way::Code)),
        code: attendance::taken_until(&reached, now).filter(|_| reached.cohort.staff()).map(|_| row.check_in_code.clone()),
        may_claim: reached.cohort.participant
            && attendance::may_claim(&reached, cx)
            && mine.as_ref().is_some_and(|k| k.verdict != Some(true) && !k.claimed),
        mine: mine.filter(|k| k.adjusted.is_some() || k.claimed || !k.presence.ways.is_empty()),
        agenda: if near { agenda::of(cx.db(), id).await? } else { Vec::new() },
        didactic: (close(row.didactic_title), close(row.didactic_by)),
        objectives: close(row.objectives),
        disclosures: close(row.disclosures),
        version: row.version,
        reached,
    })
}

/// What a session has of its own for joining it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnWays {
    /// How one joins by video: a `video::Kind`, or nothing for what the program has.
    pub video: String,
    /// Its link.
    pub link: String,
    /// The number to call.
    pub dial_in: String,
    /// Its access code.
    pub dial_code: String,
}

/// A session as its form shows it, for those who may change it: with the link, whatever the hour.
pub async fn form(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<(SessionView, OwnWays)> {
    reach::session(cx.db(), viewer, slug, id, Ask::Host).await?;
    let view = session(cx, viewer, slug, id).await?;
    // An administrator edits times, and never reads the link (`session.join_link`).
    if !view.reached.cohort.staff() {
        return Ok((view, OwnWays::default()));
    }
    let (video, dial_code) = video::own(cx.db(), id).await?;
    let row = &view.reached.row;
    let ways = OwnWays { video, link: row.join_url.clone(), dial_in: row.dial_in.clone(), dial_code };
    Ok((view, ways))
}

/// A session of a cohort by its number, without a viewer: for the command line only. One that was not cancelled comes first.
pub async fn by_number(cx: &Cx, cohort: CohortId, number: i32) -> Result<SessionId> {
    let of = sessions::Entity::find().filter(sessions::Column::CohortId.eq(cohort)).filter(sessions::Column::Number.eq(number));
    let rows = of.order_by_asc(sessions::Column::StartsAt).all(cx.db()).await?;
    let standing = rows.iter().find(|s| s.state != "cancelled").or(rows.first());
    standing.map(|s| s.id).ok_or(Fault::Missing)
}
