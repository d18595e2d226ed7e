//! What the clock makes due: papers whose gate has opened. Carried out by the worker, by several at once without harm.

use chrono::{Duration, Timelike as _};
use domain::id::{CohortId, ProgramId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::issuing;
use super::tables::{accreditations, credit_rules};
use crate::programs::tables::cohorts;
use crate::sessions::tables::sessions;
use crate::{Cx, Result, Viewer};

/// Sessions of so many days back are looked at: longer than a form after a session takes answers.
const BACK: i64 = 60;
/// Every so many minutes: reading a cohort's attendance is not free, and nobody waits for the minute.
const EVERY: u32 = 10;

/// Issues what is due everywhere.
pub async fn sweep(cx: &Cx) -> Result<()> {
    if !cx.now().minute().is_multiple_of(EVERY) {
        return Ok(());
    }
    for cohort in lately(cx).await? {
        issuing::due(cx, &Viewer::nobody(), cohort).await?;
    }
    Ok(())
}

/// Cohorts of programs that give papers, with a session lately.
async fn lately(cx: &Cx) -> Result<Vec<CohortId>> {
    let mut programs: Vec<ProgramId> =
        accreditations::Entity::find().select_only().column(accreditations::Column::ProgramId).distinct().into_tuple().all(cx.db()).await?;
    let ruled: Vec<ProgramId> =
        credit_rules::Entity::find().select_only().column(credit_rules::Column::ProgramId).distinct().into_tuple().all(cx.db()).await?;
    programs.extend(ruled);
    if programs.is_empty() {
        return Ok(Vec::new());
    }
    let now = cx.now();
    let recent: Vec<CohortId> = sessions::Entity::find()
        .select_only()
        .column(sessions::Column::CohortId)
        .distinct()
        .filter(sessions::Column::StartsAt.between(now - Duration::days(BACK), now))
        .into_tuple()
        .all(cx.db())
        .await?;
    let rows = cohorts::Entity::find()
        .filter(cohorts::Column::Id.is_in(recent))
        .filter(cohorts::Column::ProgramId.is_in(programs))
        .all(cx.db())
        .await?;
    Ok(rows.into_iter().map(|c| c.id).collect())
}
