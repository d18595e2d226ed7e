//! What a group is offered with: the division it is for, what a session pays, whether plans are approved, whether people take a place themselves.

use domain::fault::{Faults, FieldFault};
use domain::funding::amount;
use domain::id::{CohortId, DivisionId, HubId};
use domain::text::{self, NAME};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::door::Group;
use super::tables::{divisions, small_groups};
use crate::audit::{self, Line};
use crate::programs::reach::{self, Ask, Reached};
use crate::programs::tables::programs;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Most that a session pays one person: ten thousand dollars. A slip of the decimal point is refused.
const MOST_PAY: i64 = 1_000_000;

/// A cohort was opened as a small group: its row, and the lines of its budget.
pub(crate) async fn opened(tx: &Tx, cohort: CohortId) -> Result<()> {
    let row = small_groups::ActiveModel {
        cohort_id: Set(cohort),
        division_id: Set(None),
        pay_cents: Set(0),
        plan_approval: Set(false),
        self_join: Set(false),
        updated_at: Set(tx.cx().now()),
    };
    small_groups::Entity::insert(row).exec_without_returning(tx.db()).await?;
    crate::funding::budget::lay_lines(tx, cohort).await
}

/// A group's settings, as typed or as a form shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// The division's name; a name that is new opens it.
    pub division: String,
    /// What one session pays one person, in dollars.
    pub pay: String,
    /// Plans need approval before they are paid (R2.3).
    pub approval: bool,
    /// Everybody with an account may take a place themselves.
    pub self_join: bool,
}

/// The settings of a group, and the divisions of its hub by name.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The group's cohort.
    pub reached: Reached,
    /// As they are.
    pub offer: Offer,
    /// For choosing.
    pub divisions: Vec<String>,
}

/// The settings, for whoever manages the group.
pub async fn offered(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Offered> {
    let group = managed(cx.db(), viewer, slug).await?;
    let hub = hub_of(cx.db(), &group.reached).await?;
    let rows =
        divisions::Entity::find().filter(divisions::Column::HubId.eq(hub)).order_by_asc(divisions::Column::Name).all(cx.db()).await?;
    let division = rows.iter().find(|d| Some(d.id) == group.row.division_id).map(|d| d.name.clone()).unwrap_or_default();
    let pay = if group.row.pay_cents == 0 { String::new() } else { amount::plain(group.row.pay_cents) };
    let offer = Offer { division, pay, approval: group.row.plan_approval, self_join: group.row.self_join };
    Ok(Offered { reached: group.reached, offer, divisions: rows.into_iter().map(|d| d.name).collect() })
}

/// Changes the settings. What was batched or paid before keeps its amount.
pub async fn change(cx: &Cx, viewer: &Viewer, slug: &str, typed: &Offer) -> Result<()> {
    let tx = cx.begin().await?;
    let group = managed(tx.db(), viewer, slug).await?;
    let mut faults = Faults::new();
    let name = faults.take(text::optional_line("division", &typed.division, NAME)).unwrap_or_default();
    let pay = faults.take(pay(&typed.pay)).unwrap_or_default();
    faults.done()?;
    let division = division(&tx, &group.reached, &name).await?;
    let before = &group.row;
    let detail = json!({
        "pay_before": before.pay_cents, "pay_after": pay,
        "approval_before": before.plan_approval, "approval_after": typed.approval, "division": division,
        "self_join_before": before.self_join, "self_join_after": typed.self_join,
    });
    let change = small_groups::ActiveModel {
        cohort_id: Set(group.reached.id),
        division_id: Set(division),
        pay_cents: Set(pay),
        plan_approval: Set(typed.approval),
        self_join: Set(typed.self_join),
        updated_at: Set(cx.now()),
    };
    small_groups::Entity::update(change).exec(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("group.write", "cohort", group.reached.id.0).detail(detail)).await?;
    tx.commit().await
}

fn pay(raw: &str) -> std::result::Result<i64, FieldFault> {
    let read = if raw.trim().is_empty() { Some(0) } else { amount::parse(raw) };
    read.filter(|cents| *cents <= MOST_PAY).ok_or_else(|| FieldFault::new("pay", "fault-amount"))
}

async fn managed(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str) -> Result<Group> {
    let reached = reach::cohort(db, viewer, slug, Ask::Manage).await?;
    let row = small_groups::Entity::find_by_id(reached.id).one(db).await?.ok_or(Fault::Missing)?;
    Ok(Group { reached, row, theirs: None })
}

async fn hub_of(db: &impl ConnectionTrait, reached: &Reached) -> Result<HubId> {
    Ok(programs::Entity::find_by_id(reached.program).one(db).await?.ok_or(Fault::Missing)?.hub_id)
}

/// The division of this name, opened when there is none; nothing where no name was typed.
async fn division(tx: &Tx, reached: &Reached, name: &str) -> Result<Option<DivisionId>> {
    if name.is_empty() {
        return Ok(None);
    }
    let hub = hub_of(tx.db(), reached).await?;
    let known = divisions::Entity::find().filter(divisions::Column::HubId.eq(hub)).filter(divisions::Column::Name.eq(name));
    if let Some(known) = known.one(tx.db()).await? {
        return Ok(Some(known.id));
    }
    let id = DivisionId(tx.cx().new_id());
    let row = divisions::ActiveModel { id: Set(id), hub_id: Set(hub), name: Set(name.to_owned()), created_at: Set(tx.cx().now()) };
    divisions::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(Some(id))
}
