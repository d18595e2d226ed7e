//! What is left for whoever keeps a program's money: the lines of their home page.

use std::collections::HashMap;

use domain::funding::batch::BatchState;
use domain::viewer::Grant;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::tables::payment_batches;
use crate::programs::reach::SMALL_GROUP;
use crate::programs::tables::cohorts;
use crate::{Cx, Result, Viewer};

/// A batch that was handed over and is not paid yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Where it is.
    pub href: String,
    /// Its number in the group.
    pub number: i32,
    /// The group's name.
    pub group: String,
}

/// Batches that wait for the viewer to pay them, the oldest first; none for whoever keeps no money.
pub async fn waiting_for(cx: &Cx, viewer: &Viewer) -> Result<Vec<Waiting>> {
    let Some(who) = viewer.who() else { return Ok(Vec::new()) };
    let keeps: Vec<_> = who.grants.iter().filter(|(_, g)| *g == Grant::Finance).map(|(program, _)| *program).collect();
    if keeps.is_empty() {
        return Ok(Vec::new());
    }
    let groups = cohorts::Entity::find().filter(cohorts::Column::ProgramId.is_in(keeps)).filter(cohorts::Column::Kind.eq(SMALL_GROUP));
    let groups: HashMap<_, _> = groups.all(cx.db()).await?.into_iter().map(|g| (g.id, g)).collect();
    let found = payment_batches::Entity::find()
        .filter(payment_batches::Column::CohortId.is_in(groups.keys().copied()))
        .filter(payment_batches::Column::State.eq(BatchState::Exported.code()))
        .order_by_asc(payment_batches::Column::CreatedAt)
        .order_by_asc(payment_batches::Column::Id);
    let line = |batch: payment_batches::Model| {
        let group = groups.get(&batch.cohort_id)?;
        Some(Waiting { href: format!("/cohorts/{}/payments", group.slug), number: batch.number, group: group.name.clone() })
    };
    Ok(found.all(cx.db()).await?.into_iter().filter_map(line).collect())
}
