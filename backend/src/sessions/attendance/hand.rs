//! Corrections by hand. They say what holds, why, and who said so; no source overwrites them, and taken back they leave the sources as they were.

use domain::fault::Faults;
use domain::id::{AttendanceId, PersonId, SessionId};
use domain::text;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::reach;
use super::super::tables::attendances;
use super::truth::{Known, Truth};
use crate::audit::{self, Line};
use crate::programs::commands::number;
use crate::programs::reach::Ask;
use crate::programs::tables::enrolments;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// A mark, before it is written.
pub(crate) struct Mark<'a> {
    pub session: SessionId,
    pub person: PersonId,
    /// hand, lifted, claim
    pub source: &'a str,
    /// 0 when the sources know better.
    pub minutes: f64,
    pub present: bool,
    pub reason: &'a str,
}

/// Writes a mark.
pub(crate) async fn write(tx: &Tx, viewer: &Viewer, mark: Mark<'_>) -> Result<()> {
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
    Ok(())
}

/// A correction, as typed.
#[derive(Debug, Clone, Default)]
pub struct Correction {
    /// `yes`, `no`, or `lift` for "as the sources have it".
    pub present: String,
    /// Minutes; may be empty.
    pub minutes: String,
    /// Why.
    pub reason: String,
}

/// Corrects a person's attendance by hand, with a reason (`attendance.edit`: facilitator and coordinator).
pub async fn adjust(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, person: PersonId, typed: &Correction) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let mut faults = Faults::new();
    let reason = faults.take(text::line("reason", &typed.reason, 300));
    if !["yes", "no", "lift"].contains(&typed.present.as_str()) {
        faults.add(domain::fault::FieldFault::new("present", "fault-choice"));
    }
    if typed.present == "no" && !typed.minutes.trim().is_empty() {
        faults.add(domain::fault::FieldFault::new("minutes", "fault-minutes-absent"));
    }
    let given = typed.present == "yes" && !typed.minutes.trim().is_empty();
    let minutes = if given { faults.take(number("minutes", &typed.minutes, 1, reached.row.minutes)) } else { None };
    faults.done()?;
    let member = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(reached.cohort.id))
        .filter(enrolments::Column::PersonId.eq(person))
        .one(tx.db())
        .await?;
    member.ok_or(Fault::Missing)?;
    let program = &reached.cohort.program_row;
    let before = Truth::of(tx.db(), cx.now(), program, std::slice::from_ref(&reached.row)).await?.about(id, person);
    let lift = typed.present == "lift";
    if lift && before.adjusted.is_none() {
        return Ok(());
    }
    let mark = Mark {
        session: id,
        person,
        source: if lift { "lifted" } else { "hand" },
        minutes: f64::from(minutes.unwrap_or_default()),
        present: typed.present == "yes",
        reason: reason.as_deref().unwrap_or_default(),
    };
    write(&tx, viewer, mark).await?;
    let after = Truth::of(tx.db(), cx.now(), program, std::slice::from_ref(&reached.row)).await?.about(id, person);
    let detail = json!({ "before": told(&before), "after": told(&after) });
    audit::write(&tx, viewer, Line::new("attendance.edit", "session", id.0).about(person).detail(detail)).await?;
    tx.commit().await
}

fn told(known: &Known) -> serde_json::Value {
    json!({ "present": known.verdict, "minutes": (known.presence.minutes * 10.0).round() / 10.0, "by_hand": known.adjusted.is_some() })
}

/// Corrects whether a person was there, and nothing else.
pub async fn correct(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, person: PersonId, present: bool, reason: &str) -> Result<()> {
    let present = if present { "yes" } else { "no" }.to_owned();
    adjust(cx, viewer, slug, id, person, &Correction { present, reason: reason.to_owned(), ..Correction::default() }).await
}
