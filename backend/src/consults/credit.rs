//! What a call still needs for its credit: the facts of its rows, judged by `domain::gate::call`. One value draws what is left, and decides the
//! state that is stored.

use chrono::NaiveDate;
use domain::credits::accreditation::Accreditation;
use domain::credits::counting::call_minutes;
use domain::credits::rules::{CallRule, Rules};
use domain::day::Stamp;
use domain::gate::Gate;
use domain::gate::call::{self, CallFacts, End};
use domain::id::{PathwayId, PersonId, ProgramId};
use domain::when::{Zone, utc_to_local};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::ringing;
use super::tables::{consult_close_outs, consult_feedback, consult_reflections, consults, pathway_rules, pathways};
use crate::accounts::tables::people;
use crate::{Result, Tx};

/// The accreditations of a program. The room `credits` keeps them; until it does, there is none, and no call earns.
pub(super) async fn accreditations(_db: &impl ConnectionTrait, _program: ProgramId) -> Result<Vec<Accreditation>> {
    Ok(Vec::new())
}

/// What held for calls of a pathway on a day: everything is off until it is switched on (R0.6).
pub(super) async fn rules(db: &impl ConnectionTrait, pathway: PathwayId, on: NaiveDate) -> Result<Rules> {
    let rows = pathway_rules::Entity::find().filter(pathway_rules::Column::PathwayId.eq(pathway));
    let row = rows.filter(pathway_rules::Column::FromOn.lte(on)).order_by_desc(pathway_rules::Column::FromOn).one(db).await?;
    let calls =
        row.map_or_else(CallRule::default, |r| CallRule { feedback: r.feedback, follow_up: r.follow_up, on_call_earns: r.on_call_earns });
    Ok(Rules { calls, ..Rules::default() })
}

/// The day of a moment where the pathway lives. A call is of the day on which it was answered; midnight does not move it.
pub(super) fn day(zone: &str, at: chrono::DateTime<chrono::Utc>) -> NaiveDate {
    utc_to_local(at, &Zone::parse(zone).unwrap_or_else(|_| Zone::utc())).0
}

/// The gate of one of the two, as things stand.
pub(super) async fn gate(
    db: &impl ConnectionTrait,
    (row, pathway): (&consults::Model, &pathways::Model),
    person: PersonId,
    records: &[Accreditation],
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Gate> {
    let stamp = |at| Stamp { at, on: day(&pathway.zone, at) };
    let today = day(&pathway.zone, now);
    let answered_on = row.connected_at.map(|at| day(&pathway.zone, at));
    let rules = rules(db, row.pathway_id, answered_on.unwrap_or(today)).await?;
    let profession = people::Entity::find_by_id(person).one(db).await?.map(|p| p.profession).unwrap_or_default();
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

/// Judges a call anew in the transaction that changed it. The row is held.
pub(super) async fn judge(tx: &Tx, row: consults::Model, pathway: &pathways::Model) -> Result<consults::Model> {
    let records = accreditations(tx.db(), pathway.program_id).await?;
    judge_by(tx, row, pathway, &records).await
}

/// The same by these accreditations.
pub(super) async fn judge_by(
    tx: &Tx,
    row: consults::Model,
    pathway: &pathways::Model,
    records: &[Accreditation],
) -> Result<consults::Model> {
    let gate = gate(tx.db(), (&row, pathway), row.caller_id, records, tx.cx().now()).await?;
    let before = super::reach::state_of(&row);
    let after = before.judged(&gate);
    if after == before { Ok(row) } else { ringing::write(tx, row, after, |_| {}).await }
}
