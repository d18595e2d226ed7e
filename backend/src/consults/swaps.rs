//! Giving a shift away: offered to one, or to all who answer; the first who takes it has it.

use chrono::{DateTime, Utc};
use domain::id::{PathwayId, PersonId, ShiftId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::reach::{self, Ask};
use super::tables::{pathways, shift_swaps, shifts};
use super::{letters, ringing, roster};
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Offers a shift. `to` is one of those who answer, or nobody for all of them.
pub async fn offer(cx: &Cx, viewer: &Viewer, id: PathwayId, which: ShiftId, to: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::pathway(tx.db(), viewer, id, Ask::Shift).await?;
    roster::hold(&tx, id).await?;
    let shift = roster::shift(&tx, viewer, &reached, which).await?;
    let crew: Vec<PersonId> = ringing::crew(tx.db(), id).await?.into_iter().map(|(_, p)| p.id).filter(|p| *p != shift.person_id).collect();
    let to: Option<PersonId> = match to {
        "" => None,
        text => Some(text.parse().ok().filter(|p| crew.contains(p)).ok_or_else(|| Fault::field("to", "fault-choice"))?),
    };
    if shift.to_at <= cx.now() {
        return Err(Fault::Conflict("conflict-shift-over"));
    }
    if open_offer(tx.db(), which).await?.is_some() {
        return Err(Fault::Conflict("conflict-shift-offered"));
    }
    let row = shift_swaps::ActiveModel {
        id: Set(cx.new_id()),
        shift_id: Set(which),
        asked_by: Set(viewer.person().ok_or(Fault::SignIn)?),
        to_id: Set(to),
        state: Set("asked".to_owned()),
        created_at: Set(cx.now()),
        settled_at: Set(None),
        settled_by: Set(None),
    };
    shift_swaps::Entity::insert(row).exec_without_returning(tx.db()).await?;
    for person in to.map_or(crew, |one| vec![one]) {
        letters::offered(&mut tx, &reached.row, &shift, person).await?;
    }
    let line = Line::new("roster.write", "shift", which.0).detail(json!({ "did": "offer" }));
    audit::write(&tx, viewer, line).await?;
    tx.commit().await
}

async fn open_offer(db: &impl ConnectionTrait, shift: ShiftId) -> Result<Option<shift_swaps::Model>> {
    let rows = shift_swaps::Entity::find().filter(shift_swaps::Column::ShiftId.eq(shift));
    Ok(rows.filter(shift_swaps::Column::State.eq("asked")).one(db).await?)
}

/// What somebody says to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Say {
    /// I take it.
    Take,
    /// I cannot.
    Decline,
    /// I keep it after all.
    Withdraw,
}

/// Settles an offer. Of two who take it at once the first has it; the other is told so.
pub async fn settle(cx: &Cx, viewer: &Viewer, id: PathwayId, offer: Uuid, say: Say) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::pathway(tx.db(), viewer, id, Ask::Shift).await?;
    let me = viewer.person().ok_or(Fault::SignIn)?;
    roster::hold(&tx, id).await?;
    let row = shift_swaps::Entity::find_by_id(offer).lock_exclusive().one(tx.db()).await?.ok_or(Fault::Missing)?;
    let shift = shifts::Entity::find_by_id(row.shift_id).filter(shifts::Column::PathwayId.eq(id)).one(tx.db()).await?;
    let shift = shift.ok_or(Fault::Missing)?;
    let asked = row.to_id.is_none_or(|to| to == me) && shift.person_id != me && reached.on_call;
    let may = match say {
        Say::Take | Say::Decline => asked,
        Say::Withdraw => shift.person_id == me || reached.staff(),
    };
    if !may {
        return Err(Fault::Refused("refused-role"));
    }
    if row.state != "asked" || shift.to_at <= cx.now() {
        return Err(Fault::Conflict("conflict-shift-settled"));
    }
    match say {
        Say::Take => take(&mut tx, &reached.row, &shift, me).await?,
        Say::Decline if row.to_id.is_none() => return Ok(()),
        Say::Decline => letters::declined(&mut tx, &reached.row, &shift).await?,
        Say::Withdraw => {}
    }
    let state = match say {
        Say::Take => "taken",
        Say::Decline => "declined",
        Say::Withdraw => "withdrawn",
    };
    let change = shift_swaps::ActiveModel {
        id: Set(row.id),
        state: Set(state.to_owned()),
        settled_at: Set(Some(cx.now())),
        settled_by: Set(Some(me)),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    let line = Line::new("roster.write", "shift", shift.id.0).about(shift.person_id).detail(json!({ "did": state }));
    audit::write(&tx, viewer, line).await?;
    tx.commit().await
}

async fn take(tx: &mut Tx, pathway: &pathways::Model, shift: &shifts::Model, me: PersonId) -> Result<()> {
    let mine = shifts::Entity::find().filter(shifts::Column::PersonId.eq(me)).filter(shifts::Column::Id.ne(shift.id));
    let mine = mine.filter(shifts::Column::ToAt.gt(shift.from_at)).filter(shifts::Column::FromAt.lt(shift.to_at));
    if mine.all(tx.db()).await?.iter().any(|r| r.pathway_id == pathway.id || !r.backup && !shift.backup) {
        return Err(Fault::Conflict("conflict-shift-twice"));
    }
    let change = shifts::ActiveModel { id: Set(shift.id), person_id: Set(me), version: Set(shift.version + 1), ..Default::default() };
    change.update(tx.db()).await?;
    letters::given(tx, pathway, shift, shift.person_id).await
}

/// An offer that somebody may take.
#[derive(Debug, Clone)]
pub struct OfferLine {
    /// The offer.
    pub id: Uuid,
    /// The pathway.
    pub pathway: PathwayId,
    /// Its name in the reader's language.
    pub name: String,
    /// Its zone.
    pub zone: String,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub to: DateTime<Utc>,
    /// Second in line.
    pub backup: bool,
}

/// The offers of these pathways that this person may take.
pub(super) async fn for_me(cx: &Cx, me: PersonId, mine: &[(pathways::Model, String)]) -> Result<Vec<OfferLine>> {
    let ahead = shifts::Entity::find().filter(shifts::Column::PathwayId.is_in(mine.iter().map(|(p, _)| p.id)));
    let ahead = ahead.filter(shifts::Column::ToAt.gt(cx.now())).filter(shifts::Column::PersonId.ne(me)).all(cx.db()).await?;
    let offers = shift_swaps::Entity::find().filter(shift_swaps::Column::State.eq("asked"));
    let offers = offers.filter(shift_swaps::Column::ShiftId.is_in(ahead.iter().map(|s| s.id))).all(cx.db()).await?;
    let line = |o: shift_swaps::Model| {
        let shift = ahead.iter().find(|s| s.id == o.shift_id)?;
        let (pathway, name) = mine.iter().find(|(p, _)| p.id == shift.pathway_id)?;
        Some(OfferLine {
            id: o.id,
            pathway: pathway.id,
            name: name.clone(),
            zone: pathway.zone.clone(),
            from: shift.from_at,
            to: shift.to_at,
            backup: shift.backup,
        })
    };
    let mut lines: Vec<OfferLine> = offers.into_iter().filter(|o| o.to_id.is_none_or(|to| to == me)).filter_map(line).collect();
    lines.sort_by_key(|l| (l.from, l.id));
    Ok(lines)
}
