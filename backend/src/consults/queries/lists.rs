//! Calls in lists: what waits, one's own, and what is left to do after them.

use chrono::{DateTime, Utc};
use domain::consults::State;
use domain::consults::pearl::State as PearlState;
use domain::id::{ConsultId, PathwayId};
use domain::lang::Lang;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use crate::consults::calling::LIVE;
use crate::consults::reach::{self, Ask, ReachedPathway, state_of};
use crate::consults::tables::{consult_close_outs, consult_pearls, consult_reflections, consults, pathways};
use crate::{Cx, Fault, Result, Viewer};

/// A call in a list: what somebody who answers, or who runs the pathway, may know of it.
#[derive(Debug, Clone)]
pub struct CallLine {
    /// The call.
    pub id: ConsultId,
    /// Its pathway's name.
    pub pathway: String,
    /// The pathway's zone.
    pub zone: String,
    /// Where it stands.
    pub state: State,
    /// `video` or `phone`.
    pub mode: String,
    /// `now` or `today`.
    pub urgency: String,
    /// Where from, as wide as a health authority.
    pub region: String,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When it was over.
    pub ended_at: Option<DateTime<Utc>>,
    /// Until when this hop rings.
    pub until: Option<DateTime<Utc>>,
    /// How many hops rang so far.
    pub hop: i32,
    /// For when the soonest promised to come; on the page of who answers: the reader.
    pub promised_for: Option<DateTime<Utc>>,
}

pub(super) fn line(row: consults::Model, pathway: &pathways::Model, lang: Lang) -> CallLine {
    CallLine {
        id: row.id,
        pathway: reach::name(pathway, lang),
        zone: pathway.zone.clone(),
        state: state_of(&row),
        mode: row.mode,
        urgency: row.urgency,
        region: row.region,
        requested_at: row.requested_at,
        ended_at: row.ended_at,
        until: row.due_at,
        hop: row.hop + 1,
        promised_for: row.promised_for,
    }
}

/// What waits on a pathway: pathway, urgency and region, before anybody has accepted.
pub async fn queue(cx: &Cx, viewer: &Viewer, id: PathwayId, lang: Lang) -> Result<(ReachedPathway, Vec<CallLine>)> {
    let reached = reach::pathway(cx.db(), viewer, id, Ask::Queue).await?;
    let rows = consults::Entity::find().filter(consults::Column::PathwayId.eq(id));
    let rows = rows.filter(consults::Column::State.is_in(["requested", "ringing", "missed", "escalated"]));
    let rows = rows.order_by_asc(consults::Column::RequestedAt).all(cx.db()).await?;
    let lines = rows.into_iter().map(|row| line(row, &reached.row, lang)).collect();
    Ok((reached, lines))
}

/// The reader's own calls, newest first.
pub async fn mine(cx: &Cx, viewer: &Viewer, lang: Lang) -> Result<Vec<CallLine>> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let rows = consults::Entity::find().filter(consults::Column::CallerId.eq(me)).order_by_desc(consults::Column::RequestedAt);
    lines(cx, rows.limit(30).all(cx.db()).await?, lang).await
}

pub(super) async fn lines(cx: &Cx, rows: Vec<consults::Model>, lang: Lang) -> Result<Vec<CallLine>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let all = pathways::Entity::find().filter(pathways::Column::Id.is_in(rows.iter().map(|r| r.pathway_id))).all(cx.db()).await?;
    let with = |row: consults::Model| all.iter().find(|p| p.id == row.pathway_id).map(|p| line(row, p, lang));
    Ok(rows.into_iter().filter_map(with).collect())
}

/// What is left to do of calls, for the start page: the call, its pathway, and a word of what (`live`, `close`, `close_out`, `reflect`, `pearl`).
pub async fn left(cx: &Cx, viewer: &Viewer) -> Result<Vec<(ConsultId, String, &'static str)>> {
    let Some(me) = viewer.person() else { return Ok(Vec::new()) };
    let lang = lang_of(viewer);
    let answered = consults::Entity::find().filter(consults::Column::AcceptorId.eq(me)).filter(consults::Column::State.eq("ended"));
    let mut all = Vec::new();
    let mut add = async |rows: Select<consults::Entity>, what| -> Result<()> {
        let rows = rows.order_by_asc(consults::Column::RequestedAt).limit(20).all(cx.db()).await?;
        all.extend(lines(cx, rows, lang).await?.into_iter().map(|l| (l.id, l.pathway, what)));
        Ok(())
    };
    let mine = consults::Column::CallerId.eq(me).or(consults::Column::AcceptorId.eq(me));
    let live = consults::Entity::find().filter(mine);
    add(live.filter(consults::Column::State.is_in(LIVE)), "live").await?;
    add(answered, "close").await?;
    let asked = || {
        let mine = consults::Entity::find().filter(consults::Column::CallerId.eq(me)).filter(consults::Column::ConnectedAt.is_not_null());
        mine.filter(consults::Column::State.is_in(["ended", "closed"]))
    };
    let filed = || consult_close_outs::Entity::find().select_only().column(consult_close_outs::Column::ConsultId).into_query();
    add(asked().filter(consults::Column::Id.not_in_subquery(filed())), "close_out").await?;
    let both = consult_reflections::Entity::find()
        .select_only()
        .column(consult_reflections::Column::ConsultId)
        .filter(consult_reflections::Column::PersonId.eq(me))
        .group_by(consult_reflections::Column::ConsultId)
        .having(Expr::col(consult_reflections::Column::Id).count().gte(2))
        .into_query();
    let told = asked().filter(consults::Column::Id.in_subquery(filed())).filter(consults::Column::Id.not_in_subquery(both));
    add(told, "reflect").await?;
    let offered = consult_pearls::Entity::find()
        .select_only()
        .column(consult_pearls::Column::ConsultId)
        .filter(consult_pearls::Column::State.eq(PearlState::Offered.code()))
        .into_query();
    add(asked().filter(consults::Column::Id.in_subquery(offered)), "pearl").await?;
    Ok(all)
}

fn lang_of(viewer: &Viewer) -> Lang {
    viewer.who().map(|w| w.lang).unwrap_or_default()
}
