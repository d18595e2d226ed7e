//! When calls of a week were answered too late, or not at all, those who lead and coordinate the program get one letter, once for each week and
//! pathway, with the figures (G11). Of fewer than five calls nothing is said: neither by letter nor on the report.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use domain::consults::answering::{Answer, GOAL, Verdict, judge};
use domain::consults::{NoCredit, State};
use domain::when::{Zone, utc_to_local};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::reach::state_of;
use super::tables::{consult_weeks, consults, pathways};
use super::{letters, report};
use crate::{Cx, Result, Tx};

/// The Monday of a moment where the pathway lives.
fn monday(zone: &Zone, at: DateTime<Utc>) -> NaiveDate {
    let day = utc_to_local(at, zone).0;
    day - Duration::days(i64::from(day.weekday().num_days_from_monday()))
}

fn zone_of(pathway: &pathways::Model) -> Zone {
    Zone::or_utc(&pathway.zone)
}

/// What became of the calls of a week, by the day on which they were asked for.
async fn answers(db: &impl ConnectionTrait, pathway: &pathways::Model, week: NaiveDate) -> Result<Vec<Answer>> {
    let zone = zone_of(pathway);
    let around = |days: i64| (week + Duration::days(days)).and_time(chrono::NaiveTime::MIN).and_utc();
    let rows = consults::Entity::find().filter(consults::Column::PathwayId.eq(pathway.id));
    let rows = rows.filter(consults::Column::RequestedAt.between(around(-1), around(8))).all(db).await?;
    Ok(rows.iter().filter(|call| monday(&zone, call.requested_at) == week).filter_map(answer).collect())
}

/// A call that rings still is not judged, nor one whose caller went before anybody had to come.
fn answer(call: &consults::Model) -> Option<Answer> {
    match (report::wait(call), state_of(call)) {
        (Some(seconds), _) => Some(Answer::After(seconds)),
        (None, State::NotCredited(NoCredit::Unanswered)) => Some(Answer::Missed),
        (None, State::NotCredited(NoCredit::GaveUp)) => {
            let waited = call.ended_at.map_or(0, |at| (at - call.requested_at).num_seconds());
            (waited > GOAL).then_some(Answer::Missed)
        }
        _ => None,
    }
}

/// This week so far, and the week before.
pub(super) async fn both(cx: &Cx, pathway: &pathways::Model) -> Result<[Verdict; 2]> {
    let week = monday(&zone_of(pathway), cx.now());
    let of = async |week: NaiveDate| Ok::<_, crate::Fault>(judge(&answers(cx.db(), pathway, week).await?));
    Ok([of(week).await?, of(week - Duration::days(7)).await?])
}

/// Looks at every open pathway's week, and at the one before it: its last calls may have come on Sunday night. Twice is once.
pub async fn sweep(cx: &Cx) -> Result<()> {
    for pathway in pathways::Entity::find().filter(pathways::Column::State.eq("open")).all(cx.db()).await? {
        let week = monday(&zone_of(&pathway), cx.now());
        for week in [week - Duration::days(7), week] {
            let told = consult_weeks::Entity::find().filter(consult_weeks::Column::PathwayId.eq(pathway.id));
            if told.filter(consult_weeks::Column::WeekOn.eq(week)).one(cx.db()).await?.is_some() {
                continue;
            }
            if matches!(judge(&answers(cx.db(), &pathway, week).await?), Verdict::Late { .. }) {
                tell(cx, &pathway, week).await?;
            }
        }
    }
    Ok(())
}

/// One pathway, held; with the figures as they are in this transaction.
async fn tell(cx: &Cx, pathway: &pathways::Model, week: NaiveDate) -> Result<()> {
    let mut tx = cx.begin().await?;
    let Some(pathway) = pathways::Entity::find_by_id(pathway.id).lock_exclusive().one(tx.db()).await? else { return Ok(()) };
    let Verdict::Late { calls, ninety, missed } = judge(&answers(tx.db(), &pathway, week).await?) else { return Ok(()) };
    if note(&tx, &pathway, week).await? {
        letters::late(&mut tx, &pathway, week, (calls, ninety, missed)).await?;
    }
    tx.commit().await
}

/// Whether it is told now, by us.
async fn note(tx: &Tx, pathway: &pathways::Model, week: NaiveDate) -> Result<bool> {
    let row = consult_weeks::ActiveModel {
        id: Set(tx.cx().new_id()),
        pathway_id: Set(pathway.id),
        week_on: Set(week),
        told_at: Set(tx.cx().now()),
    };
    let there = OnConflict::columns([consult_weeks::Column::PathwayId, consult_weeks::Column::WeekOn]).do_nothing().to_owned();
    Ok(consult_weeks::Entity::insert(row).on_conflict(there).exec_without_returning(tx.db()).await? == 1)
}
