//! Who was there. Every mark is kept; the newest of a person in a session counts.

use std::collections::HashMap;

use domain::fault::Faults;
use domain::id::{AttendanceId, PersonId, SessionId};
use domain::text;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

pub mod spans;

use super::reach;
use super::tables::{attendances, sessions};
use crate::audit::{self, Line};
use crate::programs::queries;
use crate::programs::reach::{Ask, Reached};
use crate::programs::tables::enrolments;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// A mark, before it is written.
pub(crate) struct Mark<'a> {
    pub session: SessionId,
    pub person: PersonId,
    /// check_in, import, hand
    pub source: &'a str,
    pub minutes: f64,
    pub present: bool,
    pub reason: &'a str,
}

/// Writes a mark; the same as the one that counts now is not written again. Answers whether it was.
pub(crate) async fn write(tx: &Tx, viewer: &Viewer, mark: Mark<'_>) -> Result<bool> {
    let now = newest(tx.db(), &[mark.session]).await?.remove(&(mark.session, mark.person));
    let same = |m: &attendances::Model| {
        m.source == mark.source && m.present == mark.present && (m.minutes - mark.minutes).abs() < 0.01 && m.reason == mark.reason
    };
    if now.as_ref().is_some_and(same) {
        return Ok(false);
    }
    let row = attendances::ActiveModel {
        id: Set(AttendanceId(tx.cx().new_id())),
        session_id: Set(mark.session),
        person_id: Set(mark.person),
        source: Set(mark.source.to_owned()),
        minutes: Set(mark.minutes),
        present: Set(mark.present),
        reason: Set(mark.reason.to_owned()),
        created_at: Set(tx.cx().now()),
        marked_by: Set(viewer.person()),
    };
    attendances::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}

/// The marks that count, by session and person.
pub(crate) async fn newest(db: &impl ConnectionTrait, of: &[SessionId]) -> Result<HashMap<(SessionId, PersonId), attendances::Model>> {
    let rows = attendances::Entity::find()
        .filter(attendances::Column::SessionId.is_in(of.iter().copied()))
        .order_by_asc(attendances::Column::CreatedAt)
        .order_by_asc(attendances::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| ((row.session_id, row.person_id), row)).collect())
}

/// "I'm here": a member, while the session is open (`attendance.checkin`).
pub async fn check_in(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.member() {
        return Err(Fault::Refused("refused-role"));
    }
    if !reached.is_open(cx.now()) {
        return Err(Fault::Conflict("conflict-check-in-closed"));
    }
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let there = newest(tx.db(), &[id]).await?.get(&(id, person)).is_some_and(|m| m.present);
    if there {
        return Ok(());
    }
    write(&tx, viewer, Mark { session: id, person, source: "check_in", minutes: 0.0, present: true, reason: "" }).await?;
    super::hour::touch(&mut tx, super::hour::Shown::Session(id)).await?;
    tx.commit().await
}

/// Corrects a person's attendance by hand, with a reason (`attendance.edit`: facilitator and coordinator).
pub async fn correct(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, person: PersonId, present: bool, reason: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let mut faults = Faults::new();
    let reason = faults.take(text::line("reason", reason, 300));
    faults.done()?;
    let member = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(reached.cohort.id))
        .filter(enrolments::Column::PersonId.eq(person))
        .one(tx.db())
        .await?;
    member.ok_or(Fault::Missing)?;
    let before = newest(tx.db(), &[id]).await?.remove(&(id, person));
    let (reason, minutes) = (reason.unwrap_or_default(), before.as_ref().map_or(0.0, |m| m.minutes));
    write(&tx, viewer, Mark { session: id, person, source: "hand", minutes, present, reason: &reason }).await?;
    let detail = json!({ "before": before.map(|m| m.present), "after": present });
    audit::write(&tx, viewer, Line::new("attendance.edit", "session", id.0).about(person).detail(detail)).await?;
    tx.commit().await
}

/// A person in a session's table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Whether they were there; `None` when nothing is known.
    pub present: Option<bool>,
    /// Minutes, when a file told them.
    pub minutes: f64,
    /// Where the knowledge comes from: check_in, import, hand; empty when there is none.
    pub source: String,
    /// Why it was corrected.
    pub reason: String,
}

/// The table of one session, for facilitator and coordinator (`attendance.read`).
pub async fn table(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<(reach::ReachedSession, Vec<Row>)> {
    let reached = reach::session(cx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let people = participants(cx.db(), &reached.cohort).await?;
    let marks = newest(cx.db(), &[id]).await?;
    let names = queries::names(cx.db(), people.iter().copied()).await?;
    let mut rows: Vec<Row> = people
        .into_iter()
        .map(|person| {
            let mark = marks.get(&(id, person));
            Row {
                person,
                name: names.get(&person).cloned().unwrap_or_default(),
                present: mark.map(|m| m.present),
                minutes: mark.map_or(0.0, |m| m.minutes),
                source: mark.map(|m| m.source.clone()).unwrap_or_default(),
                reason: mark.map(|m| m.reason.clone()).unwrap_or_default(),
            }
        })
        .collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((reached, rows))
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
    /// Per held session: its number, how many were present, how many places there were.
    pub sessions: Vec<(i32, u64, u64)>,
    /// How many people came to so many of the held sessions: index is the number of sessions.
    pub by_sessions: Vec<u64>,
    /// People with a place now.
    pub enrolled: u64,
    /// People who left.
    pub left: u64,
}

/// Counts attendance for the dashboard (`dash.cohort`, `dash.lead`).
pub async fn figures(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Figures> {
    let cohort = crate::programs::reach::cohort(cx.db(), viewer, slug, Ask::Figures).await?;
    let people = participants(cx.db(), &cohort).await?;
    let held: Vec<sessions::Model> = super::schedule::of_cohort(cx.db(), cohort.id)
        .await?
        .into_iter()
        .filter(|s| s.state != "cancelled" && reach::ends_at(s) <= cx.now())
        .collect();
    let ids: Vec<SessionId> = held.iter().map(|s| s.id).collect();
    let marks = newest(cx.db(), &ids).await?;
    let there = |s: SessionId, p: PersonId| marks.get(&(s, p)).is_some_and(|m| m.present);
    let places = u64::try_from(people.len()).unwrap_or(u64::MAX);
    let present = |s: SessionId| people.iter().filter(|p| there(s, **p)).count();
    let mut by_sessions = vec![0_u64; held.len() + 1];
    for person in &people {
        by_sessions[ids.iter().filter(|s| there(**s, *person)).count()] += 1;
    }
    let left = crate::programs::enrolling::count(cx.db(), cohort.id, "left").await?;
    Ok(Figures {
        sessions: held.iter().map(|s| (s.number, u64::try_from(present(s.id)).unwrap_or(0), places)).collect(),
        by_sessions,
        enrolled: places,
        left: u64::try_from(left).unwrap_or(0),
    })
}

/// The attendance table of a cohort as CSV rows, for its coordinator (`export.attendance`); the view is logged.
pub async fn export(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<String> {
    let tx = cx.begin().await?;
    let cohort = crate::programs::reach::cohort(tx.db(), viewer, slug, Ask::Outline).await?;
    if !cohort.coordinator {
        return Err(Fault::Refused("refused-role"));
    }
    let people = participants(tx.db(), &cohort).await?;
    let held = super::schedule::of_cohort(tx.db(), cohort.id).await?;
    let ids: Vec<SessionId> = held.iter().map(|s| s.id).collect();
    let marks = newest(tx.db(), &ids).await?;
    let names = queries::names(tx.db(), people.iter().copied()).await?;
    let mut out = csv::Writer::from_writer(Vec::new());
    let broken = |e: &dyn std::fmt::Display| Fault::Broken(e.to_string());
    out.write_record(["name", "session", "date", "present", "minutes", "source"]).map_err(|e| broken(&e))?;
    for person in people {
        for session in &held {
            let mark = marks.get(&(session.id, person));
            let name = names.get(&person).map_or("", String::as_str);
            let row = [
                cell(name),
                session.number.to_string(),
                session.local_date.to_string(),
                mark.map_or("", |m| if m.present { "yes" } else { "no" }).to_owned(),
                mark.map_or_else(String::new, |m| format!("{:.1}", m.minutes)),
                mark.map(|m| m.source.clone()).unwrap_or_default(),
            ];
            out.write_record(row).map_err(|e| broken(&e))?;
        }
    }
    audit::write(&tx, viewer, Line::new("export.attendance", "cohort", cohort.id.0)).await?;
    tx.commit().await?;
    String::from_utf8(out.into_inner().map_err(|e| broken(&e))?).map_err(|e| broken(&e))
}

/// A cell that no spreadsheet runs as a formula.
pub fn cell(text: &str) -> String {
    let dangerous = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if dangerous { format!("'{text}") } else { text.to_owned() }
}
