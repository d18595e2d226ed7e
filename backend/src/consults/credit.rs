//! What a call still needs for its credit: the facts of its rows, judged by `domain::gate::call`. One value draws what is left, and decides the
//! state that is stored.

use chrono::{Duration, NaiveDate};
use domain::credits::accreditation::{Accreditation, Activity};
use domain::credits::counting::call_minutes;
use domain::credits::rules::{CallRule, Rules};
use domain::day::{Stamp, in_force};
use domain::gate::call::{self, CallFacts, End};
use domain::gate::{Gate, What};
use domain::id::{ConsultId, PathwayId, PersonId, ProgramId};
use domain::when::local_day;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::tables::{consult_close_outs, consult_feedback, consult_reflections, consults, pathway_rules, pathways};
use super::{reach, ringing};
use crate::accounts::tables::people;
use crate::credits::{self, calls::Call};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// The accreditations of a program, as the room `credits` keeps them; the gate looks only at those that cover calls.
pub(super) async fn accreditations(db: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<Accreditation>> {
    credits::accreditations::of_program(db, program).await
}

/// What a pathway switched on for calls of a day: everything is off until then (R0.6).
pub(super) async fn switches(db: &impl ConnectionTrait, pathway: PathwayId, on: NaiveDate) -> Result<CallRule> {
    let rows = pathway_rules::Entity::find().filter(pathway_rules::Column::PathwayId.eq(pathway));
    let row = rows.filter(pathway_rules::Column::FromOn.lte(on)).order_by_desc(pathway_rules::Column::FromOn).one(db).await?;
    Ok(row.map_or_else(CallRule::default, |r| CallRule { feedback: r.feedback, follow_up: r.follow_up, on_call_earns: r.on_call_earns }))
}

/// What held for calls of a pathway on a day: the program's rules of that day, with the pathway's own switches.
pub(super) async fn rules(db: &impl ConnectionTrait, pathway: &pathways::Model, on: NaiveDate) -> Result<Rules> {
    let versions = credits::rules::versions(db, pathway.program_id).await?;
    let rules = in_force(&versions, on).cloned().unwrap_or_default();
    Ok(Rules { calls: switches(db, pathway.id, on).await?, ..rules })
}

/// The gate of one of the two, as things stand.
pub(super) async fn gate(
    db: &impl ConnectionTrait,
    (row, pathway): (&consults::Model, &pathways::Model),
    person: PersonId,
    records: &[Accreditation],
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Gate> {
    let stamp = |at| Stamp { at, on: local_day(at, &pathway.zone) };
    let today = local_day(now, &pathway.zone);
    // A call is of the day on which it was answered where the pathway lives; midnight does not move it.
    let answered_on = row.connected_at.map(|at| local_day(at, &pathway.zone));
    let rules = rules(db, pathway, answered_on.unwrap_or(today)).await?;
    let profession = people::Entity::find_by_id(person).one(db).await?.map(|p| p.profession).unwrap_or_default();
    let profession = credits::rules::profession(&profession);
    let close_out = consult_close_outs::Entity::find_by_id(row.id).one(db).await?;
    let written = consult_reflections::Entity::find().filter(consult_reflections::Column::ConsultId.eq(row.id));
    let written = written.filter(consult_reflections::Column::PersonId.eq(person)).all(db).await?;
    let reflection = |prompt: &str| written.iter().find(|r| r.prompt == prompt).map(|r| stamp(r.created_at));
    let feedback = consult_feedback::Entity::find().filter(consult_feedback::Column::ConsultId.eq(row.id));
    let feedback = feedback.filter(consult_feedback::Column::FromId.eq(person)).one(db).await?;
    let facts = CallFacts {
        end: if row.caller_id == person { End::Caller } else { End::OnCall },
        answered_on,
        ended: row.ended_at.filter(|_| row.connected_at.is_some()).map(stamp),
        minutes: minutes(row),
        closed: row.closed_at.map(stamp),
        closed_out: close_out.map(|c| stamp(c.created_at)),
        reflections: [reflection("learned"), reflection("will_do")],
        feedback: feedback.map(|f| stamp(f.created_at)),
        followed_up: row.followed_up_at.map(stamp),
        profession: &profession,
        rules: &rules,
        accreditations: records,
        today,
    };
    Ok(call::credit(&facts))
}

/// Its minutes: what the on-call noted; until then what the clock says, and never less than nothing.
pub(super) fn minutes(row: &consults::Model) -> u32 {
    let measured = || row.connected_at.zip(row.ended_at).map_or(0, |(from, to)| call_minutes(from, to));
    row.minutes.map_or_else(measured, |m| u32::try_from(m).unwrap_or(0))
}

/// Judges a call anew in the transaction that changed it, for both of its people; whoever's gate is open earns, once. The row is held.
pub(super) async fn judge(tx: &Tx, row: consults::Model, pathway: &pathways::Model) -> Result<consults::Model> {
    let records = accreditations(tx.db(), pathway.program_id).await?;
    // By their ids, so that two calls with the same two people take turns.
    let mut two: Vec<PersonId> = [row.caller_id].into_iter().chain(row.acceptor_id).collect();
    two.sort_unstable();
    for person in two {
        earn(tx, (&row, pathway), person, &records).await?;
    }
    judge_by(tx, row, pathway, &records).await
}

async fn earn(tx: &Tx, (row, pathway): (&consults::Model, &pathways::Model), person: PersonId, records: &[Accreditation]) -> Result<bool> {
    let Some(on) = row.connected_at.map(|at| local_day(at, &pathway.zone)) else { return Ok(false) };
    let gate = gate(tx.db(), (row, pathway), person, records, tx.cx().now()).await?;
    let rules = rules(tx.db(), pathway, on).await?;
    let call = Call { id: row.id, program: pathway.program_id, person, on, minutes: minutes(row), rules: &rules };
    credits::calls::earn(tx, &call, &gate).await
}

/// Calls of so many days back are looked at again.
const BACK: i64 = 60;

/// Judges closed calls that earned nothing so far: what was missing may be there now, such as a record that was entered late. Harmless when done
/// twice or at once.
pub(crate) async fn sweep(cx: &Cx) -> Result<()> {
    let recent = consults::Entity::find().filter(consults::Column::ClosedAt.is_not_null());
    let recent = recent.filter(consults::Column::ConnectedAt.gt(cx.now() - Duration::days(BACK))).all(cx.db()).await?;
    for row in recent {
        if credits::calls::of(cx.db(), row.id, row.caller_id).await?.is_none() {
            judge_again(cx, row.id).await?;
        }
    }
    Ok(())
}

async fn judge_again(cx: &Cx, id: ConsultId) -> Result<()> {
    let tx = cx.begin().await?;
    let Some(row) = consults::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await? else { return Ok(()) };
    let Some(pathway) = pathways::Entity::find_by_id(row.pathway_id).one(tx.db()).await? else { return Ok(()) };
    judge(&tx, row, &pathway).await?;
    tx.commit().await
}

/// A call that is over, and what is left for one of its two people's credit.
#[derive(Debug, Clone)]
pub struct Left {
    /// The call.
    pub id: ConsultId,
    /// Its pathway's name, in the reader's language.
    pub pathway: String,
    /// When they began to talk.
    pub at: chrono::DateTime<chrono::Utc>,
    /// The pathway's zone.
    pub zone: String,
    /// Its gate.
    pub gate: Gate,
    /// What it earned.
    pub earned: Option<credits::calls::Earned>,
}

/// The calls of the last weeks of a person, on either end, where a program is accredited for calls (`credit.own`). Whoever answers finds only those
/// that can earn them something (R0.6).
pub async fn left(cx: &Cx, viewer: &Viewer) -> Result<Vec<Left>> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let lang = viewer.who().map(|w| w.lang).unwrap_or_default();
    let mine = Condition::any().add(consults::Column::CallerId.eq(me)).add(consults::Column::AcceptorId.eq(me));
    let recent = consults::Entity::find().filter(mine).filter(consults::Column::ConnectedAt.gt(cx.now() - Duration::days(BACK)));
    let recent = recent.filter(consults::Column::EndedAt.is_not_null()).order_by_desc(consults::Column::ConnectedAt).limit(SHOWN);
    let mut all = Vec::new();
    for row in recent.all(cx.db()).await? {
        let (Some(pathway), Some(at)) = (pathways::Entity::find_by_id(row.pathway_id).one(cx.db()).await?, row.connected_at) else {
            continue;
        };
        let records = accreditations(cx.db(), pathway.program_id).await?;
        let gate = gate(cx.db(), (&row, &pathway), me, &records, cx.now()).await?;
        let unearning = gate.get(What::Teaching).is_some_and(|line| !line.met);
        if unearning || !records.iter().any(|r| r.is_for(Activity::Calls)) {
            continue;
        }
        let earned = credits::calls::of(cx.db(), row.id, me).await?;
        all.push(Left { id: row.id, pathway: reach::name(&pathway, lang), at, zone: pathway.zone.clone(), gate, earned });
    }
    Ok(all)
}

/// So many calls at most are shown in what is left.
const SHOWN: u64 = 30;

/// The same by these accreditations.
pub(super) async fn judge_by(
    tx: &Tx,
    row: consults::Model,
    pathway: &pathways::Model,
    records: &[Accreditation],
) -> Result<consults::Model> {
    let gate = gate(tx.db(), (&row, pathway), row.caller_id, records, tx.cx().now()).await?;
    let before = reach::state_of(&row);
    let after = before.judged(&gate);
    if after == before { Ok(row) } else { ringing::write(tx, row, after, |_| {}).await }
}
