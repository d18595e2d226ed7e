//! Gaps of a pathway that is answered at all times are told 72 hours ahead (R0.1): once each, to those who coordinate its program.

use chrono::{DateTime, Duration, Utc};
use domain::consults::roster::{self, ALARM_HOURS, Gap};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::tables::{pathways, roster_alarms};
use super::{letters, ringing};
use crate::{Cx, Result, Tx};

/// The next look is surely sooner than that.
const EVERY: i64 = 1;
const WEEK: i64 = 7 * 24 * 3600;

/// Tells of every gap that begins within 72 hours and was not told of yet. Twice, or from two machines at once, is once.
pub async fn sweep(cx: &Cx) -> Result<()> {
    let all = pathways::Entity::find().filter(pathways::Column::Always.eq(true)).filter(pathways::Column::State.eq("open"));
    for pathway in all.all(cx.db()).await? {
        let near = near(cx.db(), &pathway, cx.now()).await?;
        let told = roster_alarms::Entity::find().filter(roster_alarms::Column::PathwayId.eq(pathway.id)).all(cx.db()).await?;
        let known = |gap: &Gap| told.iter().any(|t| t.from_at == gap.from);
        let stale = told.iter().any(|t| t.from_at > cx.now() && !near.iter().any(|gap| gap.from == t.from_at));
        if stale || near.iter().any(|gap| !known(gap)) {
            tell(cx, &pathway).await?;
        }
    }
    Ok(())
}

/// The gaps that begin soon, or are there now, each from where it really begins.
async fn near(db: &impl ConnectionTrait, pathway: &pathways::Model, now: DateTime<Utc>) -> Result<Vec<Gap>> {
    let horizon = now + Duration::hours(ALARM_HOURS + EVERY);
    // A gap is known by its beginning, which must not move with the clock.
    let week = DateTime::from_timestamp(now.timestamp() - now.timestamp().rem_euclid(WEEK) - 4 * WEEK, 0).unwrap_or(now);
    let from = week.max(pathway.created_at).min(now);
    let to = horizon + Duration::days(31);
    let rows = ringing::on_roster(db, pathway.id, from, to).await?;
    let shifts: Vec<roster::Shift> = rows.iter().map(ringing::shift).collect();
    Ok(roster::gaps(&shifts, from, to).into_iter().filter(|gap| gap.to > now && gap.from < horizon).collect())
}

/// One pathway, held: between the look and the act somebody may have filled the gap, or told of it.
async fn tell(cx: &Cx, pathway: &pathways::Model) -> Result<()> {
    let mut tx = cx.begin().await?;
    let Some(pathway) = pathways::Entity::find_by_id(pathway.id).lock_exclusive().one(tx.db()).await? else { return Ok(()) };
    let near = near(tx.db(), &pathway, cx.now()).await?;
    // One that was filled is told of again when it opens again.
    let ahead = roster_alarms::Entity::delete_many().filter(roster_alarms::Column::PathwayId.eq(pathway.id));
    let ahead = ahead.filter(roster_alarms::Column::FromAt.gt(cx.now()));
    ahead.filter(roster_alarms::Column::FromAt.is_not_in(near.iter().map(|gap| gap.from))).exec(tx.db()).await?;
    for gap in near {
        if note(&tx, &pathway, gap).await? {
            letters::gap(&mut tx, &pathway, gap.from, gap.to).await?;
        }
    }
    tx.commit().await
}

/// Whether it is told now, by us.
async fn note(tx: &Tx, pathway: &pathways::Model, gap: Gap) -> Result<bool> {
    let row = roster_alarms::ActiveModel {
        id: Set(tx.cx().new_id()),
        pathway_id: Set(pathway.id),
        from_at: Set(gap.from),
        to_at: Set(gap.to),
        told_at: Set(tx.cx().now()),
    };
    let there = OnConflict::columns([roster_alarms::Column::PathwayId, roster_alarms::Column::FromAt]).do_nothing().to_owned();
    Ok(roster_alarms::Entity::insert(row).on_conflict(there).exec_without_returning(tx.db()).await? == 1)
}
