//! Writing an action plan: kept as a draft, handed in, changed while it lives on, withdrawn, begun again.

use chrono::{DateTime, Utc};
use domain::id::{PersonId, PlanId, SessionId};
use domain::improvement::{PlanAct, PlanState};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
};
use serde_json::json;

use super::door::{self, Group};
use super::letters;
use super::sheet::{self, Sheet, Written};
use super::tables::{action_plans, plan_versions};
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// What came of sending the form of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The plan.
    pub id: PlanId,
    /// Its version now.
    pub version: i32,
    /// Where it stands.
    pub state: PlanState,
}

/// Keeps a plan for a session of one's group; `submit` hands it in. `version` is the one that the form showed, 0 for a plan that was not
/// there. A plan that was handed in lives on: it may be changed, and stays whole.
pub async fn write(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, version: i32, typed: &Written, submit: bool) -> Result<Kept> {
    let mut tx = cx.begin().await?;
    let group = door::group_for(tx.db(), viewer, slug, |g| g.reached.own()).await?;
    let session = door::session(tx.db(), &group, id).await?;
    if session.state == "cancelled" {
        return Err(Fault::Conflict("conflict-plan-session-off"));
    }
    let me = viewer.person().ok_or(Fault::SignIn)?;
    // The group's row is held: the same form sent twice at once makes one plan.
    crate::programs::enrolling::hold(&tx, group.reached.id).await?;
    let known = own(tx.db(), id, me).await?;
    let before = known.as_ref().map_or(PlanState::Draft, state_of);
    let sheet = typed.tidy(viewer, submit || before.is_handed_in())?;
    if let Some(row) = known.as_ref().filter(|row| row.version != version) {
        return sent_twice(row, &sheet, submit);
    }
    if known.is_none() && version != 0 {
        return Err(Fault::Conflict("conflict-plan-changed"));
    }
    let act = if submit && !before.is_handed_in() { PlanAct::Submit } else { PlanAct::Edit };
    let state = before.after(act, group.row.plan_approval).ok_or(Fault::Conflict("conflict-plan-state"))?;
    let kept = match &known {
        Some(row) => change(&tx, row, &sheet, state).await?,
        None => begin(&tx, &group, (id, me), &sheet, state).await?,
    };
    if state.is_handed_in() {
        record(&tx, &kept, &sheet).await?;
    }
    audit::write(
        &tx,
        viewer,
        Line::new("plan.write", "plan", kept.id.0)
            .detail(json!({ "before": before.code(), "after": state.code(), "activities": sheet.named() })),
    )
    .await?;
    if act == PlanAct::Submit {
        letters::handed_in(&mut tx, &group, &kept, me).await?;
    }
    tx.commit().await?;
    Ok(kept)
}

/// A form that was sent twice is taken once; one that another window overtook is not.
fn sent_twice(row: &action_plans::Model, sheet: &Sheet, submit: bool) -> Result<Kept> {
    let state = state_of(row);
    if Written::from(row) == *sheet && submit == state.is_handed_in() {
        return Ok(Kept { id: row.id, version: row.version, state });
    }
    Err(Fault::Conflict("conflict-plan-changed"))
}

async fn begin(tx: &Tx, group: &Group, (session, me): (SessionId, PersonId), sheet: &Sheet, state: PlanState) -> Result<Kept> {
    let (id, now) = (PlanId(tx.cx().new_id()), tx.cx().now());
    let row = action_plans::ActiveModel {
        id: Set(id),
        cohort_id: Set(group.reached.id),
        session_id: Set(session),
        person_id: Set(me),
        version: Set(1),
        approved_at: Set(None),
        withdrawn_at: Set(None),
        created_at: Set(now),
        ..filled(sheet, state, (None, None), now)
    };
    action_plans::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(Kept { id, version: 1, state })
}

/// The columns that follow from a sheet and a state. `past` is when it was handed in and tied before.
fn filled(
    sheet: &Sheet,
    state: PlanState,
    past: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    now: DateTime<Utc>,
) -> action_plans::ActiveModel {
    action_plans::ActiveModel {
        aim: Set(sheet.aim.clone()),
        change_idea: Set(sheet.change_idea.clone()),
        prediction: Set(sheet.prediction.clone()),
        measure: Set(sheet.measure.clone()),
        test: Set(sheet.test.clone()),
        commitments: Set(sheet.commitments.clone()),
        own_activity: Set(sheet.own_activity.clone()),
        activities: Set(sheet::codes(sheet)),
        state: Set(state.code().to_owned()),
        submitted_at: Set(past.0.or(state.is_handed_in().then_some(now))),
        linked_at: Set((sheet.named() > 0).then(|| past.1.unwrap_or(now))),
        updated_at: Set(now),
        ..Default::default()
    }
}

async fn change(tx: &Tx, row: &action_plans::Model, sheet: &Sheet, state: PlanState) -> Result<Kept> {
    // What is handed in anew is dated anew.
    let submitted = row.submitted_at.filter(|_| state_of(row).is_handed_in());
    // The moment of the change is set with the version, below: no column may be set twice.
    let to = action_plans::ActiveModel { updated_at: NotSet, ..filled(sheet, state, (submitted, row.linked_at), tx.cx().now()) };
    set(tx, row, to).await?;
    Ok(Kept { id: row.id, version: row.version + 1, state })
}

/// Changes a plan that still stands as it was read; when it has moved on, nothing is written.
pub(super) async fn set(tx: &Tx, row: &action_plans::Model, to: action_plans::ActiveModel) -> Result<()> {
    let done = action_plans::Entity::update_many()
        .set(to)
        .col_expr(action_plans::Column::Version, Expr::value(row.version + 1))
        .col_expr(action_plans::Column::UpdatedAt, Expr::value(tx.cx().now()))
        .filter(action_plans::Column::Id.eq(row.id))
        .filter(action_plans::Column::Version.eq(row.version))
        .exec(tx.db())
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::Conflict("conflict-plan-changed")) }
}

/// Keeps the plan as it is now beside what it becomes.
async fn record(tx: &Tx, kept: &Kept, sheet: &Sheet) -> Result<()> {
    let row = plan_versions::ActiveModel {
        id: Set(tx.cx().new_id()),
        plan_id: Set(kept.id),
        version: Set(kept.version),
        state: Set(kept.state.code().to_owned()),
        aim: Set(sheet.aim.clone()),
        change_idea: Set(sheet.change_idea.clone()),
        prediction: Set(sheet.prediction.clone()),
        measure: Set(sheet.measure.clone()),
        test: Set(sheet.test.clone()),
        commitments: Set(sheet.commitments.clone()),
        own_activity: Set(sheet.own_activity.clone()),
        activities: Set(sheet::codes(sheet)),
        created_at: Set(tx.cx().now()),
    };
    plan_versions::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Takes one's plan back. What was paid stays paid, and the ledger shows a flag (R2.8). Answers whether it had been paid.
pub async fn withdraw(cx: &Cx, viewer: &Viewer, slug: &str, id: PlanId) -> Result<bool> {
    let tx = cx.begin().await?;
    let (group, row) = mine(&tx, viewer, slug, id).await?;
    let before = state_of(&row);
    let state = before.after(PlanAct::Withdraw, group.row.plan_approval).ok_or(Fault::Conflict("conflict-plan-state"))?;
    let to = action_plans::ActiveModel { state: Set(state.code().to_owned()), withdrawn_at: Set(Some(cx.now())), ..Default::default() };
    set(&tx, &row, to).await?;
    let paid = crate::funding::payments::is_paid(tx.db(), row.session_id, row.person_id).await?;
    let detail = json!({ "before": before.code(), "after": state.code(), "paid": paid });
    audit::write(&tx, viewer, Line::new("plan.write", "plan", id.0).detail(detail)).await?;
    tx.commit().await?;
    Ok(paid)
}

/// Begins again with a plan that was taken back: it is a draft with its words.
pub async fn reopen(cx: &Cx, viewer: &Viewer, slug: &str, id: PlanId) -> Result<()> {
    let tx = cx.begin().await?;
    let (group, row) = mine(&tx, viewer, slug, id).await?;
    let before = state_of(&row);
    let state = before.after(PlanAct::Reopen, group.row.plan_approval).ok_or(Fault::Conflict("conflict-plan-state"))?;
    let to = action_plans::ActiveModel {
        state: Set(state.code().to_owned()),
        withdrawn_at: Set(None),
        submitted_at: Set(None),
        approved_at: Set(None),
        ..Default::default()
    };
    set(&tx, &row, to).await?;
    let detail = json!({ "before": before.code(), "after": state.code() });
    audit::write(&tx, viewer, Line::new("plan.write", "plan", id.0).detail(detail)).await?;
    tx.commit().await
}

/// One's own plan, with the group held; to everybody else it is not there.
async fn mine(tx: &Tx, viewer: &Viewer, slug: &str, id: PlanId) -> Result<(Group, action_plans::Model)> {
    let group = door::group(tx.db(), viewer, slug).await?;
    crate::programs::enrolling::hold(tx, group.reached.id).await?;
    let row = of_group(tx.db(), &group, id).await?;
    if viewer.is(row.person_id) { Ok((group, row)) } else { Err(Fault::Missing) }
}

/// A plan of this group, whoever it belongs to.
pub(super) async fn of_group(db: &impl ConnectionTrait, group: &Group, id: PlanId) -> Result<action_plans::Model> {
    let found = action_plans::Entity::find_by_id(id).filter(action_plans::Column::CohortId.eq(group.reached.id)).one(db).await?;
    found.ok_or(Fault::Missing)
}

async fn own(db: &impl ConnectionTrait, session: SessionId, me: PersonId) -> Result<Option<action_plans::Model>> {
    let found =
        action_plans::Entity::find().filter(action_plans::Column::SessionId.eq(session)).filter(action_plans::Column::PersonId.eq(me));
    Ok(found.one(db).await?)
}

/// The state of a row; a word that nobody knows counts as withdrawn, so that nothing opens by a slip.
pub(super) fn state_of(row: &action_plans::Model) -> PlanState {
    PlanState::parse(&row.state).unwrap_or(PlanState::Withdrawn)
}
