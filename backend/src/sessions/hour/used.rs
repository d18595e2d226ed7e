//! The round "what I used since last time": one line a person (feature B3).

use domain::hour::USED;
use domain::id::{CohortId, SessionId};
use domain::text;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::hold::{Part, hold};
use super::queries;
use super::tables::hour_used;
use crate::cases::form::clear;
use crate::{Cx, Fault, Result, Viewer};

/// Says it, or says it better. An empty line takes it back.
pub async fn say(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, raw: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Take).await?;
    let body = text::optional_line("used", raw, USED).map_err(|f| Fault::Invalid(vec![f]))?;
    clear(viewer, "used", &body).map_err(|f| Fault::Invalid(vec![f]))?;
    let own = || hour_used::Entity::find().filter(hour_used::Column::SessionId.eq(id)).filter(hour_used::Column::PersonId.eq(held.me));
    // Those who moderate have not looked yet: it is mended by its own form, and can neither be swapped for another line nor vanish.
    if own().one(tx.db()).await?.is_some_and(|u| u.hidden_at.is_some()) {
        return Err(Fault::Conflict("conflict-used-hidden"));
    }
    if body.is_empty() {
        let own = hour_used::Entity::delete_many().filter(hour_used::Column::SessionId.eq(id));
        own.filter(hour_used::Column::PersonId.eq(held.me)).exec(tx.db()).await?;
        return held.leave(tx).await;
    }
    let row = hour_used::ActiveModel {
        id: Set(cx.new_id()),
        session_id: Set(id),
        person_id: Set(held.me),
        body: Set(body),
        created_at: Set(cx.now()),
        updated_at: Set(cx.now()),
        hidden_at: Set(None),
    };
    let better = OnConflict::columns([hour_used::Column::SessionId, hour_used::Column::PersonId])
        .update_columns([hour_used::Column::Body, hour_used::Column::UpdatedAt])
        .to_owned();
    hour_used::Entity::insert(row).on_conflict(better).exec_without_returning(tx.db()).await?;
    held.leave(tx).await
}

/// The lines of a session, in the order they were said.
pub(super) async fn of(db: &impl ConnectionTrait, id: SessionId) -> Result<Vec<hour_used::Model>> {
    let all = hour_used::Entity::find().filter(hour_used::Column::SessionId.eq(id));
    Ok(all.order_by_asc(hour_used::Column::CreatedAt).all(db).await?)
}

/// How many lines a cohort's people told in sessions that are over: a count for the dashboard, without a word of them. While an hour is on,
/// two looks could be subtracted.
pub async fn count(db: &impl ConnectionTrait, cohort: CohortId) -> Result<u64> {
    let over = queries::held(db, cohort).await?;
    Ok(hour_used::Entity::find().filter(hour_used::Column::SessionId.is_in(over)).count(db).await?)
}
