//! Names of files that were matched once: remembered for the cohort, and forgotten when asked.

use chrono::{DateTime, Utc};
use domain::id::{CohortId, PersonId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::super::tables::attendance_names;
use crate::audit::{self, Line};
use crate::programs::queries;
use crate::programs::reach::{self, Ask};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// A name that was matched.
#[derive(Debug, Clone)]
pub struct Remembered {
    /// Its key.
    pub id: Uuid,
    /// As the files have it.
    pub name: String,
    /// Who that is; `None`: nobody of the cohort.
    pub person: Option<String>,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

pub(crate) async fn of(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<attendance_names::Model>> {
    let rows = attendance_names::Entity::find().filter(attendance_names::Column::CohortId.eq(cohort));
    Ok(rows.order_by_asc(attendance_names::Column::Name).all(db).await?)
}

/// What is remembered in a cohort, for those who run it.
pub async fn list(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Vec<Remembered>> {
    let cohort = reach::cohort(cx.db(), viewer, slug, Ask::Outline).await?;
    if !cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let rows = of(cx.db(), cohort.id).await?;
    let names = queries::names(cx.db(), rows.iter().filter_map(|r| r.person_id).chain(rows.iter().map(|r| r.matched_by))).await?;
    let called = |id: PersonId| names.get(&id).cloned().unwrap_or_default();
    let line = |r: attendance_names::Model| Remembered {
        id: r.id,
        person: r.person_id.map(called),
        by: called(r.matched_by),
        name: r.name,
        at: r.created_at,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Forgets a name (`attendance.edit`): the next file asks again. What was read in stays.
pub async fn forget(cx: &Cx, viewer: &Viewer, slug: &str, id: Uuid) -> Result<()> {
    let tx = cx.begin().await?;
    let cohort = reach::cohort(tx.db(), viewer, slug, Ask::Outline).await?;
    if !cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let gone = attendance_names::Entity::delete_many()
        .filter(attendance_names::Column::Id.eq(id))
        .filter(attendance_names::Column::CohortId.eq(cohort.id))
        .exec(tx.db())
        .await?;
    if gone.rows_affected > 0 {
        let detail = json!({ "forgot": 1 });
        audit::write(&tx, viewer, Line::new("attendance.edit", "cohort", cohort.id.0).detail(detail)).await?;
    }
    tx.commit().await
}

/// Remembers who a name is (`None`: nobody of the cohort).
pub(crate) async fn remember(tx: &Tx, viewer: &Viewer, cohort: CohortId, name: &str, person: Option<PersonId>) -> Result<()> {
    let name: String = name.chars().take(200).collect();
    attendance_names::Entity::delete_many()
        .filter(attendance_names::Column::CohortId.eq(cohort))
        .filter(attendance_names::Column::Name.eq(name.as_str()))
        .exec(tx.db())
        .await?;
    let row = attendance_names::ActiveModel {
        id: Set(tx.cx().new_id()),
        cohort_id: Set(cohort),
        name: Set(name),
        person_id: Set(person),
        created_at: Set(tx.cx().now()),
        matched_by: Set(viewer.person().ok_or(Fault::SignIn)?),
    };
    attendance_names::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}
