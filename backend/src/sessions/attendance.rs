//! Who was there, and for how long. Sources only add stretches of presence; what they come to is computed when it is asked for, so that no file,
//! threshold or correction ever rewrites what was seen. The rule stands in `domain::presence`.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::attendance_file::fold_name;
use domain::id::{CohortId, PersonId, SessionId};
use domain::presence::{Threshold, Way};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

pub mod absent;
mod codes;
mod export;
mod hand;
pub mod names;
mod roll;
pub mod rule;
pub mod spans;
pub(crate) mod truth;
mod ways;

pub(crate) use codes::taken_until;
pub use codes::{enter, enter_for};
pub use export::export;
pub use hand::{Correction, adjust, correct};
pub use truth::{Adjusted, Known};
pub(crate) use ways::may_claim;
pub use ways::{check_in, claim, join, leave};

use self::roll::Roll;
use self::truth::Truth;
use super::reach;
use super::tables::{attendance_spans, attendances, sessions};
use crate::programs::queries;
use crate::programs::reach::{Ask, Reached};
use crate::programs::tables::enrolments;
use crate::{Cx, Fault, Result, Viewer};

/// A person in a session's table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// What is known.
    pub known: Known,
    /// Who corrected it.
    pub by: String,
    /// Who of the team noted the code for this caller.
    pub noted_by: String,
}

impl Row {
    /// Whether they were there; `None` while it cannot be said.
    pub fn present(&self) -> Option<bool> {
        self.known.verdict
    }
}

/// The table of one session.
#[derive(Debug, Clone)]
pub struct Table {
    /// The session, and the viewer's place.
    pub reached: reach::ReachedSession,
    /// Everybody with a place, by name.
    pub rows: Vec<Row>,
    /// From how much on somebody is present.
    pub threshold: Threshold,
    /// Minutes that this means for this session.
    pub needed: f64,
    /// A file was read in.
    pub file_read: bool,
    /// The code to be read aloud, and until when it is taken.
    pub code: Option<(String, DateTime<Utc>)>,
}

/// The table of one session, for facilitator and coordinator (`attendance.read`).
pub async fn table(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Table> {
    let reached = reach::session(cx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let people = participants(cx.db(), &reached.cohort).await?;
    let truth = Truth::of(cx.db(), cx.now(), &reached.cohort.program_row, std::slice::from_ref(&reached.row)).await?;
    let frame = *truth.frame(id).ok_or(Fault::Missing)?;
    let noted = noted(cx.db(), id).await?;
    let all: Vec<(PersonId, Known)> = people.iter().map(|p| (*p, truth.about(id, *p))).collect();
    let by = all.iter().filter_map(|(_, k)| k.adjusted.as_ref()?.by);
    let names = queries::names(cx.db(), people.iter().copied().chain(by).chain(noted.values().copied())).await?;
    let called = |id: Option<PersonId>| id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
    let row = |(person, known): (PersonId, Known)| Row {
        person,
        name: called(Some(person)),
        by: called(known.adjusted.as_ref().and_then(|a| a.by)),
        noted_by: called(noted.get(&person).copied()),
        known,
    };
    let mut rows: Vec<Row> = all.into_iter().map(row).collect();
    rows.sort_by_cached_key(|row| fold_name(&row.name));
    let code = taken_until(&reached, cx.now()).map(|until| (reached.row.check_in_code.clone(), until));
    let needed = frame.needed();
    Ok(Table { reached, rows, threshold: frame.threshold, needed, file_read: frame.file_read, code })
}

/// The sessions of a cohort in which there is any sign of a person, or word about them.
pub(crate) async fn signs(db: &impl ConnectionTrait, cohort: CohortId, person: PersonId) -> Result<BTreeSet<SessionId>> {
    let of: Vec<SessionId> = crate::sessions::schedule::of_cohort(db, cohort).await?.into_iter().map(|s| s.id).collect();
    let marks = attendances::Entity::find()
        .filter(attendances::Column::PersonId.eq(person))
        .filter(attendances::Column::SessionId.is_in(of.iter().copied()));
    let spans = attendance_spans::Entity::find()
        .filter(attendance_spans::Column::PersonId.eq(person))
        .filter(attendance_spans::Column::SessionId.is_in(of));
    let marked = marks.all(db).await?.into_iter().map(|row| row.session_id);
    Ok(marked.chain(spans.all(db).await?.into_iter().map(|row| row.session_id)).collect())
}

/// Whether anybody counts as present in a session.
pub(crate) async fn was_attended(db: &impl ConnectionTrait, now: DateTime<Utc>, of: &reach::ReachedSession) -> Result<bool> {
    let truth = Truth::of(db, now, &of.cohort.program_row, std::slice::from_ref(&of.row)).await?;
    Ok(Roll::of(db, &of.cohort).await?.all().iter().any(|entry| truth.there(of.id, entry.person)))
}

/// Callers whom somebody of the team noted.
async fn noted(db: &impl ConnectionTrait, id: SessionId) -> Result<HashMap<PersonId, PersonId>> {
    let rows = attendance_spans::Entity::find()
        .filter(attendance_spans::Column::SessionId.eq(id))
        .filter(attendance_spans::Column::Source.eq(Way::Code.code()))
        .filter(attendance_spans::Column::NotedBy.is_not_null());
    Ok(rows.all(db).await?.into_iter().filter_map(|r| Some((r.person_id, r.noted_by?))).collect())
}

/// A session in the overview of a cohort's attendance.
#[derive(Debug, Clone)]
pub struct Held {
    /// The session.
    pub id: SessionId,
    /// Its number.
    pub number: i32,
    /// Its topic; may be empty.
    pub title: String,
    /// When it began.
    pub starts_at: DateTime<Utc>,
    /// Its zone.
    pub zone: String,
    /// How many are present, of how many.
    pub present: usize,
    /// People with a place.
    pub places: usize,
    /// What is known of the viewer, when they have a place.
    pub mine: Option<Known>,
}

/// The sessions that began, the newest first: counts for those who run the cohort, and for a participant their own attendance
/// (`attendance.read`).
pub async fn overview(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<(Reached, Vec<Held>)> {
    let cohort = crate::programs::reach::cohort(cx.db(), viewer, slug, Ask::Outline).await?;
    if !cohort.staff() && !cohort.participant {
        return Err(Fault::Refused("refused-role"));
    }
    let began = |s: &sessions::Model| s.state != "cancelled" && s.starts_at <= cx.now();
    let held: Vec<sessions::Model> = super::schedule::of_cohort(cx.db(), cohort.id).await?.into_iter().filter(began).collect();
    let roll = Roll::of(cx.db(), &cohort).await?;
    let truth = Truth::of(cx.db(), cx.now(), &cohort.program_row, &held).await?;
    let me = viewer.person().filter(|me| roll.all().iter().any(|entry| entry.person == *me && entry.left.is_none()));
    let line = |s: sessions::Model| Held {
        present: if cohort.staff() { roll.of_session(&s, &truth).filter(|p| truth.there(s.id, *p)).count() } else { 0 },
        places: roll.of_session(&s, &truth).count(),
        mine: me.map(|me| truth.about(s.id, me)),
        id: s.id,
        number: s.number,
        title: s.title,
        starts_at: s.starts_at,
        zone: s.zone,
    };
    let lines = held.into_iter().rev().map(line).collect();
    Ok((cohort, lines))
}

pub(crate) async fn participants(db: &impl ConnectionTrait, cohort: &Reached) -> Result<Vec<PersonId>> {
    let rows = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(cohort.id))
        .filter(enrolments::Column::State.is_in(["enrolled"]))
        .order_by_asc(enrolments::Column::Position)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|e| e.person_id).collect())
}

/// Attendance of a cohort as numbers only: what a lead may know.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Per held session of which something is known: its number, how many were present, how many had a place then.
    pub sessions: Vec<(i32, u64, u64)>,
    /// Numbers of the held sessions of which nothing is known: no file, no sign, no correction. That is not "nobody came".
    pub unread: Vec<i32>,
    /// How many people came to so many of those sessions: index is the number of sessions.
    pub by_sessions: Vec<u64>,
    /// People with a place now.
    pub enrolled: u64,
    /// People who left.
    pub left: u64,
}

/// Counts attendance for the dashboard (`dash.cohort`, `dash.lead`).
pub async fn figures(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Figures> {
    let cohort = crate::programs::reach::cohort(cx.db(), viewer, slug, Ask::Figures).await?;
    let roll = Roll::of(cx.db(), &cohort).await?;
    let held: Vec<sessions::Model> = super::schedule::of_cohort(cx.db(), cohort.id)
        .await?
        .into_iter()
        .filter(|s| s.state != "cancelled" && reach::ends_at(s) <= cx.now())
        .collect();
    let truth = Truth::of(cx.db(), cx.now(), &cohort.program_row, &held).await?;
    let (held, unread): (Vec<_>, Vec<_>) = held.into_iter().partition(|s| truth.knows(s.id));
    let ids: Vec<SessionId> = held.iter().map(|s| s.id).collect();
    let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let of = |s: &sessions::Model| {
        let there = roll.of_session(s, &truth).filter(|p| truth.there(s.id, *p)).count();
        (s.number, number(there), number(roll.of_session(s, &truth).count()))
    };
    let now: Vec<PersonId> = roll.all().iter().filter(|entry| entry.left.is_none()).map(|entry| entry.person).collect();
    let mut by_sessions = vec![0_u64; held.len() + 1];
    for person in &now {
        by_sessions[ids.iter().filter(|s| truth.there(**s, *person)).count()] += 1;
    }
    let left = crate::programs::enrolling::count(cx.db(), cohort.id, "left").await?;
    Ok(Figures {
        sessions: held.iter().map(of).collect(),
        unread: unread.iter().map(|s| s.number).collect(),
        by_sessions,
        enrolled: number(now.len()),
        left: u64::try_from(left).unwrap_or(0),
    })
}

/// A cell that no spreadsheet runs as a formula.
pub fn cell(text: &str) -> String {
    let dangerous = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if dangerous { format!("'{text}") } else { text.to_owned() }
}
