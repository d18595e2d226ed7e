//! The code that is read aloud for those on the telephone: four digits, shown to those who run the session, typed by the caller later or
//! by somebody of the team for them.

use chrono::{DateTime, Duration, Utc};
use domain::fault::FieldFault;
use domain::id::{PersonId, SessionId};
use domain::presence::Way;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::super::reach::{self, EARLY, ReachedSession};
use super::super::tables::{attendance_spans, attendance_tries, sessions};
use super::spans::{self, Told};
use crate::audit::{self, Line};
use crate::programs::reach::Ask;
use crate::sessions::hour;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// So long after the end a code is still taken: who had only a telephone may be at a computer in the evening.
pub const GRACE: Duration = Duration::hours(24);
/// So many wrong codes are forgiven per person and session; then only the team can note them.
pub const TRIES: i32 = 5;

/// Until when the code of this session is taken; `None` while it is not.
pub(crate) fn taken_until(reached: &ReachedSession, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let until = reached.ends_at() + GRACE;
    (reached.row.state != "cancelled" && now >= reached.row.starts_at - EARLY && now <= until).then_some(until)
}

/// A member types the code they heard (`attendance.checkin`). A wrong one is counted, and the count is kept.
pub async fn enter(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, typed: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.member() {
        return Err(Fault::Refused("refused-role"));
    }
    let person = viewer.person().ok_or(Fault::SignIn)?;
    taken_until(&reached, cx.now()).ok_or(Fault::Conflict("conflict-code-closed"))?;
    // One at a time, so that tries at the same moment are all counted.
    sessions::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?;
    let tries = attendance_tries::Entity::find()
        .filter(attendance_tries::Column::SessionId.eq(id))
        .filter(attendance_tries::Column::PersonId.eq(person))
        .one(tx.db())
        .await?;
    let wrong = tries.as_ref().map_or(0, |t| t.wrong);
    if wrong >= TRIES {
        return Err(Fault::field("code", "fault-code-spent"));
    }
    if tidy(typed).is_empty() {
        return Err(Fault::field("code", "fault-code-empty"));
    }
    // What cannot be a code is a slip of the hand, and no guess.
    if tidy(typed).len() != tidy(&reached.row.check_in_code).len() {
        return Err(Fault::field("code", "fault-code-shape"));
    }
    if tidy(typed) != tidy(&reached.row.check_in_code) {
        let row = attendance_tries::ActiveModel {
            id: Set(tries.as_ref().map_or_else(|| cx.new_id(), |t| t.id)),
            session_id: Set(id),
            person_id: Set(person),
            wrong: Set(wrong + 1),
        };
        if tries.is_some() {
            row.update(tx.db()).await?;
        } else {
            attendance_tries::Entity::insert(row).exec_without_returning(tx.db()).await?;
        }
        tx.commit().await?;
        return Err(Fault::Invalid(vec![FieldFault::new("code", "fault-code").with("left", TRIES - wrong - 1)]));
    }
    note(&tx, id, person, None).await?;
    hour::touch(&mut tx, hour::Shown::Session(id)).await?;
    tx.commit().await
}

/// Somebody of the team notes a caller who told them the code (`attendance.edit`).
pub async fn enter_for(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, person: PersonId, typed: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    taken_until(&reached, cx.now()).ok_or(Fault::Conflict("conflict-code-closed"))?;
    if !super::participants(tx.db(), &reached.cohort).await?.contains(&person) {
        return Err(Fault::field("caller", "fault-choice"));
    }
    if tidy(typed) != tidy(&reached.row.check_in_code) {
        return Err(Fault::field("code", "fault-code-told"));
    }
    if note(&tx, id, person, viewer.person()).await? {
        audit::write(&tx, viewer, Line::new("attendance.edit", "session", id.0).about(person)).await?;
        hour::touch(&mut tx, hour::Shown::Session(id)).await?;
    }
    tx.commit().await
}

/// Digits alone, as people write them: `12 34`, `12-34`. Codes of before today may have letters.
fn tidy(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// When somebody types the code says nothing about when they came: the stretch has no moments. Answers whether it is new.
async fn note(tx: &Tx, session: SessionId, person: PersonId, by: Option<PersonId>) -> Result<bool> {
    let there = attendance_spans::Entity::find()
        .filter(attendance_spans::Column::SessionId.eq(session))
        .filter(attendance_spans::Column::PersonId.eq(person))
        .filter(attendance_spans::Column::Source.eq(Way::Code.code()))
        .one(tx.db())
        .await?;
    if there.is_some() {
        return Ok(false);
    }
    spans::insert(tx, session, person, Way::Code, None, Told::default(), by).await?;
    Ok(true)
}
