//! Attendance files of Zoom, Teams and Meet: read, matched to people, written; what is doubtful waits for one decision, which is remembered.

use chrono::{Duration, NaiveDateTime};
use domain::attendance_file::{self, Attendee, DateOrder, Hint, Member, Verdict};
use domain::fault::FieldFault;
use domain::id::{PersonId, SessionId};
use domain::table::RowFault;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::attendance::{self, Mark};
use super::reach::{self, ReachedSession};
use super::tables::{attendance_imports, attendance_names};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::programs::reach::Ask;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// What the importer was told beside the file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice {
    /// Only look, write nothing.
    pub dry_run: bool,
    /// Take the file although it is dated on another day.
    pub other_day: bool,
    /// Day before month, where the file leaves it open.
    pub day_first: bool,
}

/// What came of it, or would.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The program that wrote the file, as in its own name.
    pub source: String,
    /// People of the file.
    pub people: usize,
    /// Those matched with certainty: name and minutes.
    pub sure: Vec<(String, f64)>,
    /// Names that wait for a decision.
    pub doubtful: Vec<Pending>,
    /// Rows of the waiting room, left out.
    pub waiting_room: u32,
    /// What could not be read.
    pub faults: Vec<RowFault>,
    /// Another order of day and month fits as well.
    pub ambiguous: bool,
    /// Marks that were new or changed.
    pub written: usize,
}

/// A name that nobody or several could bear.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct Pending {
    /// As the file has it.
    pub name: String,
    /// Minutes inside the session.
    pub minutes: f64,
    /// Perhaps one of these, the likeliest first.
    pub suggestions: Vec<PersonId>,
}

/// Reads a file into a session's attendance (`attendance.edit`).
pub async fn import(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, bytes: &[u8], choice: Choice) -> Result<Report> {
    let tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let order = if choice.day_first { DateOrder::Dmy } else { DateOrder::Mdy };
    let hint = Hint { order, date: Some(reached.row.local_date) };
    let file = attendance_file::parse(bytes, &hint)
        .map_err(|f| Fault::Invalid(vec![FieldFault::new("file", f.word).with("value", f.value).with("line", f.line)]))?;
    let window = window(&file, &reached, choice)?;
    let members = members(&tx, &reached).await?;
    let matched = attendance_file::match_people(attendance_file::merge(&file.joins), &members);
    let mut report = Report {
        source: format!("{:?}", file.source),
        people: matched.len(),
        waiting_room: file.waiting_room_rows,
        ambiguous: file.ambiguous_order,
        faults: file.faults,
        ..Report::default()
    };
    let forgotten = nobody(&tx, &reached).await?;
    for one in matched {
        let minutes = minutes(&one.attendee, window);
        match one.verdict {
            Verdict::Sure(person) => {
                let name = members.iter().find(|m| m.id == person).map(|m| m.name.clone()).unwrap_or_default();
                report.written += usize::from(mark(&tx, viewer, &reached, person, minutes).await?);
                report.sure.push((name, minutes));
            }
            other => {
                let name = one.attendee.names.first().cloned().unwrap_or_default();
                let suggestions = if let Verdict::Doubtful(some) = other { some } else { Vec::new() };
                if !forgotten.contains(&name) {
                    report.doubtful.push(Pending { name, minutes, suggestions });
                }
            }
        }
    }
    if choice.dry_run {
        return Ok(report);
    }
    keep(&tx, viewer, &reached, bytes, &report).await?;
    let detail =
        json!({ "people": report.people, "sure": report.sure.len(), "doubtful": report.doubtful.len(), "written": report.written });
    audit::write(&tx, viewer, Line::new("attendance.edit", "session", id.0).detail(detail)).await?;
    tx.commit().await?;
    Ok(report)
}

/// The session's window in the file's local time; `None` when the file is of another day and was taken all the same.
fn window(
    file: &attendance_file::AttendanceFile,
    reached: &ReachedSession,
    choice: Choice,
) -> Result<Option<(NaiveDateTime, NaiveDateTime)>> {
    let row = &reached.row;
    let start = if file.in_utc { row.starts_at.naive_utc() } else { row.local_date.and_time(row.local_time) };
    let end = start + Duration::minutes(i64::from(row.minutes));
    let first = file.meeting.as_ref().and_then(|m| m.start).or_else(|| file.joins.iter().filter_map(|j| j.join).min());
    let other_day = first.is_some_and(|f| (f.date() - start.date()).num_days().abs() > 0 && (f - start).num_hours().abs() > 12);
    match (other_day, choice.other_day, first) {
        (true, false, Some(first)) => {
            let fault = FieldFault::new("other_day", "fault-attendance-day").with("file", first.date()).with("session", row.local_date);
            Err(Fault::Invalid(vec![fault]))
        }
        (true, true, _) => Ok(None),
        _ => Ok(Some((start, end))),
    }
}

fn minutes(attendee: &Attendee, window: Option<(NaiveDateTime, NaiveDateTime)>) -> f64 {
    window.map_or(attendee.minutes, |(from, to)| attendee.minutes_inside(from, to))
}

async fn mark(tx: &Tx, viewer: &Viewer, reached: &ReachedSession, person: PersonId, minutes: f64) -> Result<bool> {
    let present = minutes >= f64::from(reached.cohort.program_row.present_minutes);
    attendance::write(tx, viewer, Mark { session: reached.id, person, source: "import", minutes, present, reason: "" }).await
}

async fn members(tx: &Tx, reached: &ReachedSession) -> Result<Vec<Member>> {
    let ids = attendance::participants(tx.db(), &reached.cohort).await?;
    let cards = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(tx.db()).await?;
    let known = remembered(tx, reached).await?;
    let names = |id: PersonId| known.iter().filter(|k| k.person_id == Some(id)).map(|k| k.name.clone()).collect();
    Ok(cards.into_iter().map(|p| Member { remembered_names: names(p.id), id: p.id, name: p.name, email: p.email }).collect())
}

async fn remembered(tx: &Tx, reached: &ReachedSession) -> Result<Vec<attendance_names::Model>> {
    let rows = attendance_names::Entity::find().filter(attendance_names::Column::CohortId.eq(reached.cohort.id));
    Ok(rows.all(tx.db()).await?)
}

/// Names that were said to be nobody of the cohort.
async fn nobody(tx: &Tx, reached: &ReachedSession) -> Result<Vec<String>> {
    Ok(remembered(tx, reached).await?.into_iter().filter(|k| k.person_id.is_none()).map(|k| k.name).collect())
}

async fn keep(tx: &Tx, viewer: &Viewer, reached: &ReachedSession, bytes: &[u8], report: &Report) -> Result<()> {
    let attendees = serde_json::to_string(&report.doubtful).map_err(|e| Fault::Broken(e.to_string()))?;
    attendance_imports::Entity::delete_many().filter(attendance_imports::Column::SessionId.eq(reached.id)).exec(tx.db()).await?;
    let row = attendance_imports::ActiveModel {
        id: Set(tx.cx().new_id()),
        session_id: Set(reached.id),
        file_sha256: Set(data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))),
        source: Set(report.source.chars().take(16).collect()),
        attendees: Set(attendees),
        state: Set(if report.doubtful.is_empty() { "done" } else { "doubtful" }.to_owned()),
        created_at: Set(tx.cx().now()),
        imported_by: Set(viewer.person().ok_or(Fault::SignIn)?),
    };
    attendance_imports::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

async fn latest(db: &impl sea_orm::ConnectionTrait, id: SessionId) -> Result<Option<attendance_imports::Model>> {
    let rows = attendance_imports::Entity::find().filter(attendance_imports::Column::SessionId.eq(id));
    Ok(rows.order_by_desc(attendance_imports::Column::CreatedAt).one(db).await?)
}

/// The names of the newest file that still wait for a decision.
pub async fn pending(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Vec<Pending>> {
    let reached = reach::session(cx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let row = latest(cx.db(), id).await?;
    Ok(row.and_then(|r| serde_json::from_str(&r.attendees).ok()).unwrap_or_default())
}

/// Says who a doubtful name is (`None`: nobody of this cohort). Remembered for the cohort's next files.
pub async fn settle(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, name: &str, person: Option<PersonId>) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let row = latest(tx.db(), id).await?.ok_or(Fault::Missing)?;
    let mut waiting: Vec<Pending> = serde_json::from_str(&row.attendees).unwrap_or_default();
    let Some(at) = waiting.iter().position(|p| p.name == name) else { return Ok(()) };
    let one = waiting.remove(at);
    if let Some(person) = person {
        if !attendance::participants(tx.db(), &reached.cohort).await?.contains(&person) {
            return Err(Fault::field("person", "fault-choice"));
        }
        mark(&tx, viewer, &reached, person, one.minutes).await?;
    }
    remember(&tx, viewer, &reached, &one.name, person).await?;
    let state = if waiting.is_empty() { "done" } else { "doubtful" };
    let attendees = serde_json::to_string(&waiting).map_err(|e| Fault::Broken(e.to_string()))?;
    let change =
        attendance_imports::ActiveModel { id: Set(row.id), attendees: Set(attendees), state: Set(state.to_owned()), ..Default::default() };
    change.update(tx.db()).await?;
    let mut line = Line::new("attendance.edit", "session", id.0);
    line.about = person;
    audit::write(&tx, viewer, line).await?;
    tx.commit().await
}

async fn remember(tx: &Tx, viewer: &Viewer, reached: &ReachedSession, name: &str, person: Option<PersonId>) -> Result<()> {
    attendance_names::Entity::delete_many()
        .filter(attendance_names::Column::CohortId.eq(reached.cohort.id))
        .filter(attendance_names::Column::Name.eq(name))
        .exec(tx.db())
        .await?;
    let row = attendance_names::ActiveModel {
        id: Set(tx.cx().new_id()),
        cohort_id: Set(reached.cohort.id),
        name: Set(name.chars().take(200).collect()),
        person_id: Set(person),
        created_at: Set(tx.cx().now()),
        matched_by: Set(viewer.person().ok_or(Fault::SignIn)?),
    };
    attendance_names::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}
