//! What a mentor or a coordinator says to a plan, what its owner answers, and the approval of programs that ask for one (R2.3).

use domain::id::PlanId;
use domain::improvement::{PlanAct, PlanState};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::door::{self, Group};
use super::tables::{action_plans, plan_comments};
use super::{letters, writing};
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Tx, Viewer, careful, markup};

/// Longest comment, in characters.
const LONGEST: usize = 4000;

/// Whether this viewer reads this plan: its owner, the group's mentor from the first word on, the coordinator once it was handed in.
pub(super) fn reads(group: &Group, viewer: &Viewer, row: &action_plans::Model) -> bool {
    let coordinator = group.reached.coordinator && (row.submitted_at.is_some() || writing::state_of(row) != PlanState::Draft);
    viewer.is(row.person_id) || group.reached.mentor || coordinator
}

/// A plan that this viewer reads; to everybody else it is not there.
async fn readable(tx: &Tx, viewer: &Viewer, slug: &str, id: PlanId) -> Result<(Group, action_plans::Model)> {
    let group = door::group(tx.db(), viewer, slug).await?;
    let row = writing::of_group(tx.db(), &group, id).await?;
    if reads(&group, viewer, &row) { Ok((group, row)) } else { Err(Fault::Missing) }
}

/// A plan to be judged by somebody who accompanies its owner, and is not them.
async fn another(tx: &Tx, viewer: &Viewer, slug: &str, id: PlanId) -> Result<(Group, action_plans::Model)> {
    let (group, row) = readable(tx, viewer, slug, id).await?;
    if viewer.is(row.person_id) { Err(Fault::Refused("refused-own-plan")) } else { Ok((group, row)) }
}

/// Says something to a plan, or answers as its owner; whoever is spoken to gets a letter without the words. `once` makes a form that is sent twice
/// say it once. Tells whether it was an answer.
pub async fn comment(cx: &Cx, viewer: &Viewer, slug: &str, id: PlanId, once: Uuid, typed: &str) -> Result<bool> {
    let mut tx = cx.begin().await?;
    let (group, row) = readable(&tx, viewer, slug, id).await?;
    let own = viewer.is(row.person_id);
    let body = careful::long(viewer, "comment", typed, LONGEST).map_err(|fault| Fault::Invalid(vec![fault]))?;
    if !add(&tx, viewer, id, once, &body).await? {
        return Ok(own);
    }
    let (act, word) = if own { ("plan.write", "answer") } else { ("plan.review", "comment") };
    audit::write(&tx, viewer, Line::new(act, "plan", id.0).about(row.person_id).detail(json!({ "act": word }))).await?;
    if own {
        let spoke = plan_comments::Entity::find().filter(plan_comments::Column::PlanId.eq(id)).all(tx.db()).await?;
        letters::answered(&mut tx, &group, &row, spoke.iter().map(|c| c.author_id)).await?;
    } else {
        letters::commented(&mut tx, &group, &row).await?;
    }
    tx.commit().await?;
    Ok(own)
}

async fn add(tx: &Tx, viewer: &Viewer, plan: PlanId, once: Uuid, body: &str) -> Result<bool> {
    if plan_comments::Entity::find_by_id(once).one(tx.db()).await?.is_some() {
        return Ok(false);
    }
    let row = plan_comments::ActiveModel {
        id: Set(once),
        plan_id: Set(plan),
        author_id: Set(viewer.person().ok_or(Fault::SignIn)?),
        body: Set(body.to_owned()),
        html: Set(markup::to_html(body)),
        created_at: Set(tx.cx().now()),
    };
    plan_comments::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}

/// Approves a plan, or sends it back with a question, where the group asks for approval. `version` is the one that was read.
pub async fn review(cx: &Cx, viewer: &Viewer, slug: &str, id: PlanId, version: i32, approve: bool, note: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let (group, row) = another(&tx, viewer, slug, id).await?;
    let act = if approve { PlanAct::Approve } else { PlanAct::SendBack };
    let before = writing::state_of(&row);
    let state = before.after(act, group.row.plan_approval).ok_or(Fault::Conflict("conflict-plan-state"))?;
    if row.version != version {
        return Err(Fault::Conflict("conflict-plan-changed"));
    }
    if !approve {
        let body = careful::long(viewer, "comment", note, LONGEST).map_err(|fault| Fault::Invalid(vec![fault]))?;
        add(&tx, viewer, id, cx.new_id(), &body).await?;
    }
    let to = action_plans::ActiveModel {
        state: Set(state.code().to_owned()),
        approved_at: Set(approve.then(|| cx.now())),
        ..Default::default()
    };
    writing::set(&tx, &row, to).await?;
    let detail = json!({ "before": before.code(), "after": state.code() });
    audit::write(&tx, viewer, Line::new("plan.review", "plan", id.0).about(row.person_id).detail(detail)).await?;
    letters::commented(&mut tx, &group, &row).await?;
    tx.commit().await
}
