//! What the two write to each other: while the call is open. It is no chart, and goes 90 days after the call was over.

use chrono::{DateTime, Duration, Utc};
use domain::consults::State;
use domain::id::{ConsultId, PersonId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::reach::{self, ReachedConsult};
use super::tables::{consult_messages, consults};
use super::words;
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Viewer};

/// Days that the words are kept.
pub const KEPT: i64 = 90;
/// The longest message, and how many one call holds.
const LONGEST: usize = 2000;
const MOST: u64 = 200;

/// Whether words may be added now: from the request until the on-call has closed it.
pub(super) fn is_open(reached: &ReachedConsult) -> bool {
    !matches!(reached.state(), State::Closed | State::Reflected | State::Credited | State::NotCredited(_))
}

/// Writes something to the other. The same `once` again changes nothing.
pub async fn say(cx: &Cx, viewer: &Viewer, id: ConsultId, once: Uuid, body: &str, looked: bool) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.party()?;
    if consult_messages::Entity::find_by_id(once).filter(consult_messages::Column::PersonId.eq(reached.me)).one(tx.db()).await?.is_some() {
        return Ok(());
    }
    if !is_open(&reached) {
        return Err(Fault::Conflict("conflict-call-closed"));
    }
    cx.ports.throttle.try_message(&reached.me.to_string())?;
    let body = words::long(viewer, "text", body, LONGEST, looked).map_err(|f| Fault::Invalid(vec![f]))?;
    if consult_messages::Entity::find().filter(consult_messages::Column::ConsultId.eq(id)).count(tx.db()).await? >= MOST {
        return Err(Fault::Conflict("conflict-call-full"));
    }
    let row = consult_messages::ActiveModel {
        id: Set(once),
        consult_id: Set(id),
        person_id: Set(reached.me),
        body: Set(body),
        created_at: Set(cx.now()),
    };
    consult_messages::Entity::insert(row).exec_without_returning(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("consult.thread_write", "consult", id.0)).await?;
    tx.commit().await
}

/// What was written, oldest first: to who asked while it is kept; to who answered until they have closed the call.
pub(super) async fn read(db: &impl ConnectionTrait, reached: &ReachedConsult) -> Result<Vec<(PersonId, String, DateTime<Utc>)>> {
    let may = match reached.standing {
        reach::Standing::Caller => true,
        reach::Standing::OnCall => is_open(reached),
        reach::Standing::Rung | reach::Standing::Outline => false,
    };
    if !may {
        return Ok(Vec::new());
    }
    let rows = consult_messages::Entity::find().filter(consult_messages::Column::ConsultId.eq(reached.id));
    let rows = rows.order_by_asc(consult_messages::Column::CreatedAt).order_by_asc(consult_messages::Column::Id).all(db).await?;
    Ok(rows.into_iter().map(|r| (r.person_id, r.body, r.created_at)).collect())
}

/// Forgets what is older; what was counted stays.
pub async fn forget_old(cx: &Cx) -> Result<()> {
    let before = cx.now() - Duration::days(KEPT);
    let old = consults::Entity::find().filter(consults::Column::EndedAt.lt(before));
    let stale = consult_messages::Entity::find().filter(consult_messages::Column::CreatedAt.lt(before)).all(cx.db()).await?;
    if stale.is_empty() {
        return Ok(());
    }
    let old: Vec<ConsultId> =
        old.filter(consults::Column::Id.is_in(stale.iter().map(|m| m.consult_id))).all(cx.db()).await?.into_iter().map(|c| c.id).collect();
    let tx = cx.begin().await?;
    consult_messages::Entity::delete_many().filter(consult_messages::Column::ConsultId.is_in(old)).exec(tx.db()).await?;
    tx.commit().await
}
