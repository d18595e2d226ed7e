//! What the clock makes due: papers whose gate has opened, and calls whose gate has (a record that was entered late). Carried out by the worker, by several at once without harm.

use chrono::{Duration, Timelike as _};
use domain::id::{CohortId, ProgramId};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use super::issuing;
use super::tables::{accreditations, credit_rules};
use crate::programs::reach::SMALL_GROUP;
use crate::programs::tables::cohorts;
use crate::sessions::tables::sessions;
use crate::{Cx, Result, Viewer};

/// Sessions of so many days back are looked at: longer than a form after a session takes answers.
const BACK: i64 = 60;
/// In small groups sessions of so many days back: a paper comes two months after its session, and a series may last a year.
const BACK_IN_GROUPS: i64 = 430;
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
    crate::consults::credit::sweep(cx).await
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
    let (recent, longer) = (since(cx, BACK).await?, since(cx, BACK_IN_GROUPS).await?);
    let groups = Condition::all().add(cohorts::Column::Kind.eq(SMALL_GROUP)).add(cohorts::Column::Id.is_in(longer));
    let rows = cohorts::Entity::find()
        .filter(Condition::any().add(cohorts::Column::Id.is_in(recent)).add(groups))
        .filter(cohorts::Column::ProgramId.is_in(programs))
        .all(cx.db())
        .await?;
    Ok(rows.into_iter().map(|c| c.id).collect())
}

/// Cohorts with a session in the last so many days.
async fn since(cx: &Cx, days: i64) -> Result<Vec<CohortId>> {
    let now = cx.now();
    let recent = sessions::Entity::find().select_only().column(sessions::Column::CohortId).distinct();
    let recent = recent.filter(sessions::Column::StartsAt.between(now - Duration::days(days), now));
    Ok(recent.into_tuple().all(cx.db()).await?)
}
