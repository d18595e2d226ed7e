//! Jobs: work that an act leaves behind, done once it is durable, tried again while it fails.

use chrono::{DateTime, Duration, Utc};
use domain::id::JobId;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Outcome, jobs, pause, skip_locked};
use crate::ports::Hint;
use crate::{Cx, Result, Tx};

/// Queues a job in the transaction of its act. With a `once` key, a second one of the same key is not written.
pub async fn enqueue(tx: &mut Tx, kind: &str, payload: serde_json::Value, once: Option<String>, due: Option<DateTime<Utc>>) -> Result<()> {
    use sea_orm::sea_query::OnConflict;
    let now = tx.cx().now();
    let row = jobs::ActiveModel {
        id: Set(JobId(tx.cx().new_id())),
        kind: Set(kind.to_owned()),
        payload: Set(payload),
        once_key: Set(once),
        state: Set("waiting".to_owned()),
        attempts: Set(0),
        due_at: Set(due.unwrap_or(now)),
        locked_until: Set(None),
        last_error: Set(String::new()),
        created_at: Set(now),
        done_at: Set(None),
    };
    let quiet = OnConflict::column(jobs::Column::OnceKey).do_nothing().to_owned();
    jobs::Entity::insert(row).on_conflict(quiet).exec_without_returning(tx.db()).await?;
    tx.tell(Hint::Work);
    Ok(())
}

/// Takes a job that still waits back by its key: what it was for no longer holds.
pub async fn forget_job(tx: &Tx, once: &str) -> Result<()> {
    jobs::Entity::delete_many().filter(jobs::Column::OnceKey.eq(once)).filter(jobs::Column::State.eq("waiting")).exec(tx.db()).await?;
    Ok(())
}

/// A job that was claimed.
#[derive(Debug, Clone)]
pub struct ClaimedJob {
    /// Its key.
    pub id: JobId,
    /// What to do.
    pub kind: String,
    /// With what.
    pub payload: serde_json::Value,
    /// How often it was tried, this time included.
    pub attempts: i32,
}

/// Claims one job that is due, for five minutes.
pub async fn claim_job(cx: &Cx) -> Result<Option<ClaimedJob>> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let due = jobs::Entity::find()
        .filter(jobs::Column::State.eq("waiting"))
        .filter(jobs::Column::DueAt.lte(now))
        .filter(jobs::Column::LockedUntil.is_null().or(jobs::Column::LockedUntil.lt(now)))
        .order_by_asc(jobs::Column::DueAt)
        .limit(1);
    let Some(job) = skip_locked(cx, due).one(tx.db()).await? else { return Ok(None) };
    let attempts = job.attempts + 1;
    let change = jobs::ActiveModel {
        id: Set(job.id),
        locked_until: Set(Some(now + Duration::minutes(5))),
        attempts: Set(attempts),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    tx.commit().await?;
    Ok(Some(ClaimedJob { id: job.id, kind: job.kind, payload: job.payload, attempts }))
}

/// Notes what came of a claimed job; `Sent` means done.
pub async fn settle_job(cx: &Cx, id: JobId, outcome: Outcome) -> Result<()> {
    let tx = cx.begin().await?;
    let Some(row) = jobs::Entity::find_by_id(id).one(tx.db()).await? else { return Ok(()) };
    let now = cx.now();
    let mut change = jobs::ActiveModel { id: Set(id), locked_until: Set(None), ..Default::default() };
    match outcome {
        Outcome::Sent => {
            change.state = Set("done".to_owned());
            change.done_at = Set(Some(now));
        }
        Outcome::Retry(why) if row.attempts < 12 => {
            change.due_at = Set(now + pause(row.attempts));
            change.last_error = Set(why);
        }
        Outcome::Retry(why) | Outcome::Failed(why) => {
            change.state = Set("failed".to_owned());
            change.last_error = Set(why);
        }
    }
    change.update(tx.db()).await?;
    tx.commit().await
}
