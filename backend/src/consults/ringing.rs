//! Ringing by hops: the one on shift, the backup, all of the pathway (G3). Who is rung when is written before anybody is rung; what is next to
//! do is `consults.due_at`. Whichever process looks first does it, holding the row; a second one finds it done.

use std::collections::HashSet;

use chrono::{DateTime, Duration, Utc};
use domain::consults::ringing::{Hop, Next, next, plan};
use domain::consults::roster::{self, Shift};
use domain::consults::{Act, State};
use domain::id::{ConsultId, PathwayId, PersonId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::reach::state_of;
use super::tables::{consult_hops, consults, pathway_people, pathways, shifts};
use super::{letters, signals};
use crate::accounts::tables::people;
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Tx};

/// After the moment for which somebody promised to come, the caller waits so much longer before nobody came.
pub const GRACE: Duration = Duration::minutes(15);

/// Those who answer a pathway and are active people.
pub(super) async fn crew(db: &impl ConnectionTrait, pathway: PathwayId) -> Result<Vec<(pathway_people::Model, people::Model)>> {
    let places = pathway_people::Entity::find().filter(pathway_people::Column::PathwayId.eq(pathway));
    let places = places.filter(pathway_people::Column::LeftAt.is_null()).all(db).await?;
    let rows = people::Entity::find().filter(people::Column::Id.is_in(places.iter().map(|p| p.person_id)));
    let rows = rows.filter(people::Column::State.eq("active")).all(db).await?;
    let with = |place: pathway_people::Model| rows.iter().find(|r| r.id == place.person_id).cloned().map(|row| (place, row));
    Ok(places.into_iter().filter_map(with).collect())
}

/// The shifts of a pathway that touch a stretch of time.
pub(super) async fn on_roster(
    db: &impl ConnectionTrait,
    pathway: PathwayId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<shifts::Model>> {
    let rows = shifts::Entity::find().filter(shifts::Column::PathwayId.eq(pathway));
    let rows = rows.filter(shifts::Column::ToAt.gt(from)).filter(shifts::Column::FromAt.lt(to));
    Ok(rows.order_by_asc(shifts::Column::FromAt).order_by_asc(shifts::Column::Id).all(db).await?)
}

/// As the rules of a roster see it.
pub(super) fn shift(row: &shifts::Model) -> Shift {
    Shift { person: row.person_id, from: row.from_at, to: row.to_at, backup: row.backup }
}

/// Writes who is to be rung, and rings the first.
pub(super) async fn begin(tx: &mut Tx, id: ConsultId, pathway: &pathways::Model, caller: PersonId) -> Result<()> {
    let now = tx.cx().now();
    let crew = crew(tx.db(), pathway.id).await?;
    let all: Vec<PersonId> = crew.iter().map(|(_, person)| person.id).collect();
    let roster: Vec<Shift> = on_roster(tx.db(), pathway.id, now, now + Duration::seconds(1)).await?.iter().map(shift).collect();
    let (first, backup) = roster::on_shift(&roster, now);
    let known = |p: &PersonId| all.contains(p);
    let seconds = u32::try_from(pathway.ring_seconds).unwrap_or(45);
    let hops = plan(first.filter(known), backup.filter(known), &all, caller, seconds);
    let mut rows = Vec::new();
    for (n, hop) in (0..).zip(&hops) {
        for person in &hop.people {
            rows.push(consult_hops::ActiveModel {
                id: Set(tx.cx().new_id()),
                consult_id: Set(id),
                person_id: Set(*person),
                hop: Set(n),
                seconds: Set(i32::try_from(hop.seconds).unwrap_or(45)),
                state: Set("waits".to_owned()),
                rung_at: Set(None),
                ended_at: Set(None),
                promised_for: Set(None),
            });
        }
    }
    for some in rows.chunks(100) {
        consult_hops::Entity::insert_many(some.to_vec()).exec_without_returning(tx.db()).await?;
    }
    let row = consults::Entity::find_by_id(id).one(tx.db()).await?.ok_or(Fault::Missing)?;
    let state = state_of(&row).after(Act::Ring).ok_or(Fault::Conflict("conflict-call-over"))?;
    let row = write(tx, row, state, |c| {
        c.hop = Set(0);
        c.hop_since = Set(Some(now));
    })
    .await?;
    advance(tx, row, true).await
}

/// Does what the time makes due for every call that has a timer. Twice, or from several processes at once, is once.
pub async fn sweep(cx: &Cx) -> Result<()> {
    let waiting = consults::Entity::find().filter(consults::Column::DueAt.is_not_null()).order_by_asc(consults::Column::DueAt);
    for row in waiting.limit(500).all(cx.db()).await? {
        // A clock that went back would let one hop ring for hours (F07): what rings is always looked at.
        if row.due_at.is_none_or(|due| due > cx.now()) && !(state_of(&row).rings() && row.hop_since.is_some_and(|at| at > cx.now())) {
            continue;
        }
        let mut tx = cx.begin().await?;
        let Some(row) = consults::Entity::find_by_id(row.id).lock_exclusive().one(tx.db()).await? else { continue };
        if row.due_at.is_some() {
            advance(&mut tx, row, false).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// The hops of a call as they are written.
pub(super) async fn hops_of(db: &impl ConnectionTrait, id: ConsultId) -> Result<Vec<consult_hops::Model>> {
    let rows = consult_hops::Entity::find().filter(consult_hops::Column::ConsultId.eq(id));
    Ok(rows.order_by_asc(consult_hops::Column::Hop).order_by_asc(consult_hops::Column::Id).all(db).await?)
}

/// The same, as the rules of ringing see them.
pub(super) fn hops(rows: &[consult_hops::Model]) -> Vec<Hop> {
    let mut all: Vec<Hop> = Vec::new();
    for row in rows {
        let n = usize::try_from(row.hop).unwrap_or(0);
        while all.len() <= n {
            all.push(Hop { people: Vec::new(), seconds: u32::try_from(row.seconds).unwrap_or(45) });
        }
        if let Some(hop) = all.get_mut(n) {
            hop.people.push(row.person_id);
        }
    }
    all
}

/// The promises that stand, the soonest first: who said "soon", and for when. One that was taken back is none.
pub(super) fn promises(rows: &[consult_hops::Model]) -> Vec<(PersonId, DateTime<Utc>)> {
    let mut all: Vec<(PersonId, DateTime<Utc>)> =
        rows.iter().filter(|r| r.state == "soon").filter_map(|r| Some((r.person_id, r.promised_for?))).collect();
    all.sort_by_key(|(person, at)| (*at, *person));
    all
}

/// Until when the caller waits for those who promised to come: the last of them may still keep it.
pub(super) fn waits_until(promises: &[(PersonId, DateTime<Utc>)]) -> Option<DateTime<Utc>> {
    promises.last().map(|(_, at)| *at + GRACE)
}

/// Who is not waited for: they passed it on, are away, or answer here no more.
async fn gone(tx: &Tx, pathway: PathwayId, rows: &[consult_hops::Model]) -> Result<Vec<PersonId>> {
    let now = tx.cx().now();
    let here: HashSet<PersonId> = crew(tx.db(), pathway)
        .await?
        .into_iter()
        .filter(|(place, _)| place.away_until.is_none_or(|until| until <= now))
        .map(|(_, person)| person.id)
        .collect();
    let passed = |person: PersonId| rows.iter().any(|r| r.person_id == person && matches!(r.state.as_str(), "passed" | "soon"));
    Ok(rows.iter().map(|r| r.person_id).filter(|p| !here.contains(p) || passed(*p)).collect())
}

/// Takes every step that is due for a call whose row is held. `fresh`: its first hop was not rung yet.
pub(super) async fn advance(tx: &mut Tx, row: consults::Model, fresh: bool) -> Result<()> {
    let now = tx.cx().now();
    match state_of(&row) {
        state if state.rings() => ring(tx, row, state, fresh).await,
        State::Missed if row.due_at.is_some_and(|due| due <= now) => exhaust(tx, row).await,
        State::Connected if row.due_at.is_some_and(|due| due <= now) => {
            // Nobody said that it was over: it ends at the longest that can be noted.
            let ended = row.due_at;
            let state = State::Connected.after(Act::HangUp).ok_or(Fault::Conflict("conflict-call-over"))?;
            signals::over(tx, row.id).await?;
            write(tx, row, state, |c| {
                c.due_at = Set(None);
                c.ended_at = Set(ended);
            })
            .await
            .map(|_| ())
        }
        _ => Ok(()),
    }
}

async fn ring(tx: &mut Tx, row: consults::Model, state: State, fresh: bool) -> Result<()> {
    let now = tx.cx().now();
    let rows = hops_of(tx.db(), row.id).await?;
    let gone = gone(tx, row.pathway_id, &rows).await?;
    let at = usize::try_from(row.hop).unwrap_or(0);
    match next(&hops(&rows), at, row.hop_since.unwrap_or(now), now, &gone) {
        Next::Wait(until) => {
            if fresh {
                call_them(tx, &row, row.hop, &gone, until).await?;
            }
            if row.due_at != Some(until) {
                set(tx, row.id, |c| c.due_at = Set(Some(until))).await?;
            }
            Ok(())
        }
        Next::Escalate(hop) => {
            let missed = state.after(Act::Miss).and_then(|s| s.after(Act::Escalate)).ok_or(Fault::Conflict("conflict-call-over"))?;
            let hop = i32::try_from(hop).unwrap_or(i32::MAX);
            mark_missed(tx, row.id, hop).await?;
            let seconds = rows.iter().find(|r| r.hop == hop).map_or(45, |r| r.seconds);
            let until = now + Duration::seconds(i64::from(seconds));
            let row = write(tx, row, missed, |c| {
                c.hop = Set(hop);
                c.hop_since = Set(Some(now));
                c.due_at = Set(Some(until));
            })
            .await?;
            call_them(tx, &row, hop, &gone, until).await
        }
        Next::Exhaust => {
            mark_missed(tx, row.id, i32::MAX).await?;
            let missed = state.after(Act::Miss).ok_or(Fault::Conflict("conflict-call-over"))?;
            let until = waits_until(&promises(&rows));
            let row = write(tx, row, missed, |c| c.due_at = Set(until)).await?;
            if until.is_some() { Ok(()) } else { exhaust(tx, row).await }
        }
    }
}

/// Nobody came.
async fn exhaust(tx: &mut Tx, row: consults::Model) -> Result<()> {
    let state = state_of(&row).after(Act::Exhaust).ok_or(Fault::Conflict("conflict-call-over"))?;
    let now = tx.cx().now();
    let row = write(tx, row, state, |c| {
        c.due_at = Set(None);
        c.ended_at = Set(Some(now));
    })
    .await?;
    settle_hops(tx, row.id).await?;
    letters::unanswered(tx, &row).await
}

/// Rings the people of a hop who can be reached, on their page and by letter.
async fn call_them(tx: &mut Tx, row: &consults::Model, hop: i32, gone: &[PersonId], until: DateTime<Utc>) -> Result<()> {
    let now = tx.cx().now();
    let rows: Vec<consult_hops::Model> = hops_of(tx.db(), row.id).await?.into_iter().filter(|r| r.hop == hop).collect();
    for one in rows {
        let away = gone.contains(&one.person_id);
        let change = consult_hops::ActiveModel {
            id: Set(one.id),
            state: Set(if away { "away" } else { "rings" }.to_owned()),
            rung_at: Set((!away).then_some(now)),
            ended_at: Set(away.then_some(now)),
            ..Default::default()
        };
        change.update(tx.db()).await?;
        if !away {
            letters::ring(tx, row, one.person_id, until).await?;
        }
    }
    tx.tell(Hint::Work);
    Ok(())
}

/// Those who were rung and did not come. They may still answer while the next are rung.
async fn mark_missed(tx: &Tx, id: ConsultId, before: i32) -> Result<()> {
    mark(tx, id, "rings", "missed").await?;
    // A hop of nobody who can be reached was passed over.
    consult_hops::Entity::update_many()
        .col_expr(consult_hops::Column::State, Expr::value("away"))
        .filter(consult_hops::Column::ConsultId.eq(id))
        .filter(consult_hops::Column::State.eq("waits"))
        .filter(consult_hops::Column::Hop.lt(before))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Nobody is waited for any more.
pub(super) async fn settle_hops(tx: &Tx, id: ConsultId) -> Result<()> {
    mark(tx, id, "rings", "over").await?;
    mark(tx, id, "waits", "over").await
}

async fn mark(tx: &Tx, id: ConsultId, from: &str, to: &str) -> Result<()> {
    consult_hops::Entity::update_many()
        .col_expr(consult_hops::Column::State, Expr::value(to))
        .col_expr(consult_hops::Column::EndedAt, Expr::value(tx.cx().now()))
        .filter(consult_hops::Column::ConsultId.eq(id))
        .filter(consult_hops::Column::State.eq(from))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Writes a new state, and what else changes with it.
pub(super) async fn write(
    tx: &Tx,
    row: consults::Model,
    state: State,
    change: impl FnOnce(&mut consults::ActiveModel),
) -> Result<consults::Model> {
    let version = row.version + 1;
    set(tx, row.id, |c| {
        c.state = Set(state.code().to_owned());
        c.no_credit = Set(state.no_credit().to_owned());
        c.version = Set(version);
        change(c);
    })
    .await
}

async fn set(tx: &Tx, id: ConsultId, change: impl FnOnce(&mut consults::ActiveModel)) -> Result<consults::Model> {
    let mut active = consults::ActiveModel { id: Set(id), ..Default::default() };
    change(&mut active);
    Ok(active.update(tx.db()).await?)
}
