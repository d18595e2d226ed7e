//! From how much on a person counts as present: set per program, and dated, so that a new rule judges the sessions to come and rewrites none
//! that were held, unless it is told to.

use chrono::{DateTime, Utc};
use domain::fault::{Faults, FieldFault};
use domain::id::ProgramId;
use domain::presence::Threshold;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::super::tables::attendance_rules;
use crate::audit::{self, Line};
use crate::programs::commands::number;
use crate::programs::queries;
use crate::programs::reach::{self, Ask};
use crate::{Cx, Fault, Result, Viewer};

/// All rules of a program, the oldest first.
pub(crate) async fn of(db: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<attendance_rules::Model>> {
    let rows = attendance_rules::Entity::find().filter(attendance_rules::Column::ProgramId.eq(program));
    Ok(rows.order_by_asc(attendance_rules::Column::CreatedAt).order_by_asc(attendance_rules::Column::Id).all(db).await?)
}

/// The newest rule that holds for a session that begins then; without one the program's first number of minutes.
pub(crate) fn in_force(rules: &[attendance_rules::Model], first: i32, starts_at: DateTime<Utc>) -> Threshold {
    rules.iter().rfind(|rule| rule.from_at <= starts_at).map_or(Threshold::Minutes(first), threshold)
}

fn threshold(rule: &attendance_rules::Model) -> Threshold {
    if rule.kind == "percent" { Threshold::Percent(rule.amount) } else { Threshold::Minutes(rule.amount) }
}

/// A rule, and who set it.
#[derive(Debug, Clone)]
pub struct RuleLine {
    /// The rule.
    pub threshold: Threshold,
    /// From when on; the beginning of time when it holds for everything.
    pub from: DateTime<Utc>,
    /// Who set it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The rule that holds for a session that begins now, and all that were set, the newest first. For those who run the cohort.
pub async fn read(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<(Threshold, Vec<RuleLine>)> {
    let cohort = reach::cohort(cx.db(), viewer, slug, Ask::Outline).await?;
    if !cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let rules = of(cx.db(), cohort.program).await?;
    let names = queries::names(cx.db(), rules.iter().map(|r| r.set_by)).await?;
    let line = |r: &attendance_rules::Model| RuleLine {
        threshold: threshold(r),
        from: r.from_at,
        by: names.get(&r.set_by).cloned().unwrap_or_default(),
        at: r.created_at,
    };
    Ok((in_force(&rules, cohort.program_row.present_minutes, cx.now()), rules.iter().rev().map(line).collect()))
}

/// Sets the rule of a program (`attendance.rule`: its coordinator). `whole`: also for what was held already.
pub async fn set(cx: &Cx, viewer: &Viewer, slug: &str, kind: &str, amount: &str, whole: bool) -> Result<()> {
    let tx = cx.begin().await?;
    let cohort = reach::cohort(tx.db(), viewer, slug, Ask::Outline).await?;
    if !cohort.coordinator {
        return Err(Fault::Refused("refused-role"));
    }
    let mut faults = Faults::new();
    if !["minutes", "percent"].contains(&kind) {
        faults.add(FieldFault::new("kind", "fault-choice"));
    }
    let amount = faults.take(number("amount", amount, 1, if kind == "percent" { 100 } else { 480 }));
    faults.done()?;
    let amount = amount.unwrap_or_default();
    let rules = of(tx.db(), cohort.program).await?;
    let now = cx.now();
    let before = in_force(&rules, cohort.program_row.present_minutes, now);
    let after = if kind == "percent" { Threshold::Percent(amount) } else { Threshold::Minutes(amount) };
    if before == after && !whole {
        return Ok(());
    }
    let row = attendance_rules::ActiveModel {
        id: Set(cx.new_id()),
        program_id: Set(cohort.program),
        kind: Set(kind.to_owned()),
        amount: Set(amount),
        from_at: Set(if whole { DateTime::UNIX_EPOCH } else { now }),
        created_at: Set(now),
        set_by: Set(viewer.person().ok_or(Fault::SignIn)?),
    };
    attendance_rules::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let detail = json!({ "before": format!("{before:?}"), "after": format!("{after:?}"), "whole": whole });
    audit::write(&tx, viewer, Line::new("attendance.rule", "program", cohort.program.0).detail(detail)).await?;
    tx.commit().await
}
