//! The staff's desk: what waits, how long, and the two ways it ends without blotting: shown again, or seen and left.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use domain::id::{CohortId, PersonId};
use domain::viewer::{CohortRole, Grant};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::tables::flags;
use super::target::{self, Item};
use super::{Kind, settle};
use crate::audit::{self, Line};
use crate::programs::queries::names;
use crate::programs::reach::{self, Ask, Reached};
use crate::programs::tables::cohorts;
use crate::{Cx, Fault, Result, Viewer};

/// The most things on one page.
const MOST: usize = 100;

/// Who flagged, and why.
#[derive(Debug, Clone)]
pub struct Raised {
    /// Who.
    pub by: String,
    /// A word of `ABOUT`.
    pub about: String,
    /// In a sentence.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A thing that waits.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The thing.
    pub item: Item,
    /// Who wrote it.
    pub author: String,
    /// Its open flags, the oldest first.
    pub raised: Vec<Raised>,
    /// How long the oldest has waited.
    pub age: Duration,
}

/// The door of the desk: facilitator and coordinator.
pub async fn door(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Reached> {
    let reached = reach::cohort(cx.db(), viewer, slug, Ask::Content).await?;
    if reached.staff() { Ok(reached) } else { Err(Fault::Refused("refused-role")) }
}

/// What waits in a cohort, the oldest first.
pub async fn waiting(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<(Reached, Vec<Waiting>)> {
    let reached = door(cx, viewer, slug).await?;
    let rows = flags::Entity::find()
        .filter(flags::Column::CohortId.eq(reached.id))
        .filter(flags::Column::SettledAt.is_null())
        .order_by_asc(flags::Column::CreatedAt)
        .order_by_asc(flags::Column::Id)
        .limit(500)
        .all(cx.db())
        .await?;
    let mut order: Vec<(Kind, Uuid)> = Vec::new();
    let mut by_thing: BTreeMap<(Kind, Uuid), Vec<flags::Model>> = BTreeMap::new();
    for row in rows {
        let Some(kind) = Kind::parse(&row.target_kind) else { continue };
        let thing = (kind, row.target_id);
        if !by_thing.contains_key(&thing) {
            order.push(thing);
        }
        by_thing.entry(thing).or_default().push(row);
    }
    let mut out = Vec::new();
    for (kind, id) in order.into_iter().take(MOST) {
        let item = match target::see(cx.db(), cx.now(), viewer, slug, kind, id).await {
            Ok(item) => item,
            Err(Fault::Missing | Fault::Refused(_)) => continue,
            Err(other) => return Err(other),
        };
        let raised = by_thing.remove(&(kind, id)).unwrap_or_default();
        let known = names(cx.db(), raised.iter().map(|f| f.person_id).chain([item.author])).await?;
        let name = |p: PersonId| known.get(&p).cloned().unwrap_or_default();
        let age = raised.first().map_or(Duration::zero(), |f| cx.now() - f.created_at);
        let told = |f: flags::Model| Raised { by: name(f.person_id), about: f.kind, reason: f.reason, at: f.created_at };
        out.push(Waiting { author: name(item.author), raised: raised.into_iter().map(told).collect(), age, item });
    }
    Ok((reached, out))
}

/// How many flags wait in a cohort.
pub async fn count(cx: &Cx, cohort: CohortId) -> Result<u64> {
    use sea_orm::PaginatorTrait as _;
    let open = flags::Entity::find().filter(flags::Column::CohortId.eq(cohort)).filter(flags::Column::SettledAt.is_null());
    Ok(open.count(cx.db()).await?)
}

/// Flags that wait for this viewer, cohort by cohort: its slug, its name, and how many.
pub async fn waits_for(cx: &Cx, viewer: &Viewer) -> Result<Vec<(String, String, u64)>> {
    let Some(who) = viewer.who() else { return Ok(Vec::new()) };
    let programs: Vec<_> = who.grants.iter().filter(|(_, g)| *g == Grant::Coordinator).map(|(p, _)| *p).collect();
    let member: Vec<CohortId> = who.memberships.iter().map(|m| m.cohort).collect();
    let near = cohorts::Column::Id.is_in(member).or(cohorts::Column::ProgramId.is_in(programs));
    let places = cohorts::Entity::find().filter(near).filter(cohorts::Column::State.ne("archived")).all(cx.db()).await?;
    let mut out = Vec::new();
    for place in places {
        let staff = viewer.has_role(place.id, CohortRole::Facilitator) || viewer.coordinates(place.program_id);
        let open = if staff { count(cx, place.id).await? } else { 0 };
        if open > 0 {
            out.push((place.slug, place.name, open));
        }
    }
    Ok(out)
}

/// Shows a hidden thing again; its flags are settled by it.
pub async fn restore(cx: &Cx, viewer: &Viewer, slug: &str, kind: Kind, id: Uuid) -> Result<()> {
    let mut tx = cx.begin().await?;
    let item = target::moderated(tx.db(), tx.cx().now(), viewer, slug, kind, id).await?;
    target::cover(&mut tx, viewer, &item, false).await?;
    settle(&tx, viewer, kind, id).await?;
    audit::write(&tx, viewer, Line::new("forum.moderate", kind.code(), id).about(item.author).detail(json!({"did": "restore"}))).await?;
    tx.commit().await
}

/// Settles the flags of a thing as it stands: somebody has looked.
pub async fn seen(cx: &Cx, viewer: &Viewer, slug: &str, kind: Kind, id: Uuid) -> Result<()> {
    let tx = cx.begin().await?;
    let item = target::moderated(tx.db(), tx.cx().now(), viewer, slug, kind, id).await?;
    settle(&tx, viewer, kind, id).await?;
    audit::write(&tx, viewer, Line::new("forum.moderate", kind.code(), id).about(item.author).detail(json!({"did": "settle"}))).await?;
    tx.commit().await
}
