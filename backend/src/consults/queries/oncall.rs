//! The page of somebody who answers.

use chrono::{DateTime, Duration, Utc};
use domain::id::{PathwayId, PersonId, ShiftId};
use domain::lang::Lang;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::lists::{CallLine, lines};
use crate::consults::swaps::{self, OfferLine};
use crate::consults::tables::{consult_feedback, consult_hops, consults, pathway_people, pathways, shift_swaps, shifts};
use crate::consults::{reach, roster};
use crate::{Cx, Fault, Result, Viewer};

/// What rings for the reader now, what they promised, and what they have not closed yet.
#[derive(Debug, Clone, Default)]
pub struct Rings {
    /// Rings now.
    pub now: Vec<CallLine>,
    /// "Soon", they said.
    pub promised: Vec<CallLine>,
    /// On, or over and not closed.
    pub open: Vec<CallLine>,
}

/// What rings for the reader. Only for those who answer.
pub async fn rings(cx: &Cx, viewer: &Viewer, lang: Lang) -> Result<Rings> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    if places(cx.db(), me).await?.is_empty() {
        return Err(Fault::Refused("refused-not-on-call"));
    }
    let hops = consult_hops::Entity::find().filter(consult_hops::Column::PersonId.eq(me));
    let hops = hops.filter(consult_hops::Column::State.is_in(["rings", "missed"])).filter(consult_hops::Column::RungAt.is_not_null());
    let recent = hops.filter(consult_hops::Column::RungAt.gt(cx.now() - Duration::hours(1))).all(cx.db()).await?;
    let ringing = consults::Entity::find().filter(consults::Column::Id.is_in(recent.iter().map(|h| h.consult_id)));
    let ringing = ringing.filter(consults::Column::State.is_in(["ringing", "escalated"])).order_by_asc(consults::Column::RequestedAt);
    let promised = promised(cx.db(), me).await?;
    let waiting = consults::Entity::find().filter(consults::Column::Id.is_in(promised.iter().map(|h| h.consult_id)));
    let waiting = waiting.filter(consults::Column::State.is_in(["ringing", "escalated", "missed"]));
    let open = consults::Entity::find().filter(consults::Column::AcceptorId.eq(me));
    let open = open.filter(consults::Column::State.is_in(["connected", "ended"])).order_by_asc(consults::Column::RequestedAt);
    Ok(Rings {
        now: lines(cx, ringing.all(cx.db()).await?, lang).await?,
        promised: own_times(lines(cx, waiting.all(cx.db()).await?, lang).await?, &promised),
        open: lines(cx, open.limit(30).all(cx.db()).await?, lang).await?,
    })
}

/// What the reader promised and has not taken back.
async fn promised(db: &impl ConnectionTrait, me: PersonId) -> Result<Vec<consult_hops::Model>> {
    let hops = consult_hops::Entity::find().filter(consult_hops::Column::PersonId.eq(me)).filter(consult_hops::Column::State.eq("soon"));
    Ok(hops.filter(consult_hops::Column::PromisedFor.is_not_null()).all(db).await?)
}

/// Each with the time that the reader named, not with the soonest of all; in the order of those.
fn own_times(mut calls: Vec<CallLine>, promised: &[consult_hops::Model]) -> Vec<CallLine> {
    for call in &mut calls {
        call.promised_for = promised.iter().find(|h| h.consult_id == call.id).and_then(|h| h.promised_for);
    }
    calls.sort_by_key(|call| call.promised_for);
    calls
}

async fn places(db: &impl ConnectionTrait, me: PersonId) -> Result<Vec<pathway_people::Model>> {
    let rows = pathway_people::Entity::find().filter(pathway_people::Column::PersonId.eq(me));
    Ok(rows.filter(pathway_people::Column::LeftAt.is_null()).all(db).await?)
}

/// Whether somebody answers any pathway: whether their frame has a way to `/oncall`.
pub async fn answers_any(cx: &Cx, viewer: &Viewer) -> Result<bool> {
    match viewer.person() {
        Some(me) => Ok(!places(cx.db(), me).await?.is_empty()),
        None => Ok(false),
    }
}

/// One of the reader's own shifts.
#[derive(Debug, Clone)]
pub struct MyShift {
    /// Its key.
    pub id: ShiftId,
    /// Its pathway.
    pub pathway: PathwayId,
    /// Its name.
    pub name: String,
    /// Its zone.
    pub zone: String,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub to: DateTime<Utc>,
    /// Second in line.
    pub backup: bool,
    /// Offered to others.
    pub offered: Option<Uuid>,
}

/// A pathway that the reader answers, with its notes from shift to shift.
#[derive(Debug, Clone)]
pub struct MyPathway {
    /// The pathway.
    pub id: PathwayId,
    /// Its name.
    pub name: String,
    /// Its zone.
    pub zone: String,
    /// The number that the conversation is held on.
    pub dial_in: String,
    /// Key, who, what, when.
    pub notes: Vec<(Uuid, String, String, DateTime<Utc>)>,
}

/// The page of somebody who answers.
#[derive(Debug, Clone)]
pub struct OnCallView {
    /// What rings.
    pub rings: Rings,
    /// Their shifts of the coming fortnight.
    pub shifts: Vec<MyShift>,
    /// Shifts that others offer.
    pub offers: Vec<OfferLine>,
    /// Their pathways.
    pub pathways: Vec<MyPathway>,
    /// They cannot be reached until then.
    pub away_until: Option<DateTime<Utc>>,
    /// How many said something to them, and the mean of the numbers; told from five on.
    pub heard: Option<(u64, f64)>,
}

/// The page of somebody who answers.
pub async fn on_call(cx: &Cx, viewer: &Viewer, lang: Lang) -> Result<OnCallView> {
    let rings = rings(cx, viewer, lang).await?;
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let places = places(cx.db(), me).await?;
    let rows = pathways::Entity::find().filter(pathways::Column::Id.is_in(places.iter().map(|p| p.pathway_id)));
    let rows = rows.order_by_asc(pathways::Column::CreatedAt).all(cx.db()).await?;
    let named: Vec<(pathways::Model, String)> = rows.into_iter().map(|p| (p.clone(), reach::name(&p, lang))).collect();
    let mut mine = Vec::new();
    for (row, name) in &named {
        let notes = roster::notes(cx.db(), row.id).await?;
        mine.push(MyPathway { id: row.id, name: name.clone(), zone: row.zone.clone(), dial_in: row.dial_in.clone(), notes });
    }
    let heard = consult_feedback::Entity::find().filter(consult_feedback::Column::AboutId.eq(me)).all(cx.db()).await?;
    let n = heard.len();
    let mean = heard.iter().map(|f| f64::from(f.rating)).sum::<f64>() / f64::from(u32::try_from(n.max(1)).unwrap_or(1));
    Ok(OnCallView {
        rings,
        shifts: my_shifts(cx, me, &named).await?,
        offers: swaps::for_me(cx, me, &named).await?,
        pathways: mine,
        away_until: places.iter().filter_map(|p| p.away_until).filter(|at| *at > cx.now()).max(),
        heard: (n >= 5).then(|| (u64::try_from(n).unwrap_or(u64::MAX), mean)),
    })
}

async fn my_shifts(cx: &Cx, me: PersonId, named: &[(pathways::Model, String)]) -> Result<Vec<MyShift>> {
    let rows = shifts::Entity::find().filter(shifts::Column::PersonId.eq(me)).filter(shifts::Column::ToAt.gt(cx.now()));
    let rows = rows.filter(shifts::Column::FromAt.lt(cx.now() + Duration::days(roster::DAYS)));
    let rows = rows.order_by_asc(shifts::Column::FromAt).all(cx.db()).await?;
    let offers = shift_swaps::Entity::find().filter(shift_swaps::Column::State.eq("asked"));
    let offers = offers.filter(shift_swaps::Column::ShiftId.is_in(rows.iter().map(|r| r.id))).all(cx.db()).await?;
    let one = |r: shifts::Model| {
        let (pathway, name) = named.iter().find(|(p, _)| p.id == r.pathway_id)?;
        Some(MyShift {
            offered: offers.iter().find(|o| o.shift_id == r.id).map(|o| o.id),
            id: r.id,
            pathway: pathway.id,
            name: name.clone(),
            zone: pathway.zone.clone(),
            from: r.from_at,
            to: r.to_at,
            backup: r.backup,
        })
    };
    Ok(rows.into_iter().filter_map(one).collect())
}
