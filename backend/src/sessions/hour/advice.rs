//! Recommendations written down while the room speaks: by the scribe or a facilitator, from the hub or from the room (feature B10).

use domain::cases::Act;
use domain::id::{CaseId, RecommendationId, SessionId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::hold::{Held, Part, hold};
use super::tables::hour_advice;
use crate::cases::tables::recommendations;
use crate::cases::{reach, talk};
use crate::{Cx, Fault, Result, Viewer};

fn case(held: &Held) -> Result<CaseId> {
    held.row.case_id.ok_or(Fault::Conflict("conflict-hour-no-case"))
}

/// Writes a point down. `side` is `hub` or `room`; `from` says who, and may stay empty.
pub async fn add(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, once: Uuid, (body, side, from): (&str, &str, &str)) -> Result<()> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Take).await?;
    if !held.reached.cohort.facilitator && held.row.scribe_id != Some(held.me) {
        return Err(Fault::Refused("refused-scribe"));
    }
    if !["hub", "room"].contains(&side) {
        return Err(Fault::field("side", "fault-choice"));
    }
    let case = case(&held)?;
    if talk::recommend_in(&tx, viewer, slug, case, once, body, from).await? {
        let row = hour_advice::ActiveModel {
            id: Set(cx.new_id()),
            session_id: Set(id),
            recommendation_id: Set(RecommendationId(once)),
            side: Set(side.to_owned()),
        };
        let quiet = OnConflict::column(hour_advice::Column::RecommendationId).do_nothing().to_owned();
        hour_advice::Entity::insert(row).on_conflict(quiet).exec_without_returning(tx.db()).await?;
    }
    held.leave(tx).await
}

/// Moves a recommendation one place up or down, as the letter will have it.
pub async fn order(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, which: RecommendationId, up: bool) -> Result<()> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Run).await?;
    held.open()?;
    let case = case(&held)?;
    reach::case(tx.db(), cx.now(), viewer, slug, case, Act::Read).await?;
    let rows = of(tx.db(), case).await?;
    let Some(at) = rows.iter().position(|r| r.id == which) else { return Err(Fault::Missing) };
    let other = if up { at.checked_sub(1) } else { Some(at + 1).filter(|n| *n < rows.len()) };
    let Some(other) = other else { return Ok(()) };
    let mut order: Vec<RecommendationId> = rows.iter().map(|r| r.id).collect();
    order.swap(at, other);
    for (id, position) in order.into_iter().zip(1..) {
        recommendations::ActiveModel { id: Set(id), position: Set(position), ..Default::default() }.update(tx.db()).await?;
    }
    held.leave(tx).await
}

/// The recommendations of a case that nobody hid, in their order.
pub(super) async fn of(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<recommendations::Model>> {
    let all = recommendations::Entity::find().filter(recommendations::Column::CaseId.eq(case));
    let all = all.filter(recommendations::Column::HiddenAt.is_null());
    Ok(all.order_by_asc(recommendations::Column::Position).order_by_asc(recommendations::Column::CreatedAt).all(db).await?)
}

/// Whose each was, where that was said.
pub(crate) async fn sides(db: &impl ConnectionTrait, of: &[recommendations::Model]) -> Result<Vec<hour_advice::Model>> {
    Ok(hour_advice::Entity::find().filter(hour_advice::Column::RecommendationId.is_in(of.iter().map(|r| r.id))).all(db).await?)
}
