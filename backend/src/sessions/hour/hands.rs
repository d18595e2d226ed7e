//! The speaking queue: people raise a hand, whoever runs the hour calls on the next.

use domain::id::SessionId;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::hold::{Part, hold};
use super::tables::hour_hands;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Who waits or has the word: the one who has it first, then in the order of the queue.
pub(super) async fn queue(db: &impl ConnectionTrait, id: SessionId) -> Result<Vec<hour_hands::Model>> {
    let all = hour_hands::Entity::find().filter(hour_hands::Column::SessionId.eq(id));
    let open = all.filter(hour_hands::Column::State.is_in(["raised", "called"]));
    let mut rows = open.order_by_asc(hour_hands::Column::Position).order_by_asc(hour_hands::Column::RaisedAt).all(db).await?;
    rows.sort_by_key(|h| h.state != "called");
    Ok(rows)
}

/// Raises one's hand. Raised twice is raised once, and keeps its place.
pub async fn raise(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Take).await?;
    let rows = queue(tx.db(), id).await?;
    if rows.iter().any(|h| h.person_id == held.me) {
        return Ok(());
    }
    let row = hour_hands::ActiveModel {
        id: Set(cx.new_id()),
        session_id: Set(id),
        person_id: Set(held.me),
        state: Set("raised".to_owned()),
        position: Set(rows.iter().map(|h| h.position).max().unwrap_or(0) + 1),
        raised_at: Set(cx.now()),
        called_at: Set(None),
        done_at: Set(None),
    };
    hour_hands::Entity::insert(row).exec_without_returning(tx.db()).await?;
    held.leave(tx).await
}

/// Lowers one's own hand.
pub async fn lower(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Take).await?;
    let Some(own) = queue(tx.db(), id).await?.into_iter().find(|h| h.person_id == held.me) else { return Ok(()) };
    let state = if own.state == "called" { "spoken" } else { "lowered" };
    done(&tx, own.id, state).await?;
    held.leave(tx).await
}

async fn done(tx: &Tx, hand: Uuid, state: &str) -> Result<()> {
    let row =
        hour_hands::ActiveModel { id: Set(hand), state: Set(state.to_owned()), done_at: Set(Some(tx.cx().now())), ..Default::default() };
    row.update(tx.db()).await?;
    Ok(())
}

/// What the host does with a hand of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Gives the word; whoever had it has spoken.
    Call,
    /// Has spoken.
    Spoken,
    /// One place up.
    Up,
    /// Out of the queue.
    Remove,
}

impl Act {
    /// Reads the word of a button.
    pub fn parse(text: &str) -> Option<Self> {
        [("call", Self::Call), ("spoken", Self::Spoken), ("up", Self::Up), ("remove", Self::Remove)]
            .into_iter()
            .find(|(w, _)| *w == text)
            .map(|(_, a)| a)
    }
}

/// Does it. A hand that is down already needs nothing.
pub async fn host(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, hand: Uuid, act: Act) -> Result<()> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Run).await?;
    held.open()?;
    let rows = queue(tx.db(), id).await?;
    let Some(at) = rows.iter().position(|h| h.id == hand) else { return Ok(()) };
    let row = &rows[at];
    match act {
        Act::Call if row.state == "raised" => {
            for before in rows.iter().filter(|h| h.state == "called") {
                done(&tx, before.id, "spoken").await?;
            }
            let called = hour_hands::ActiveModel {
                id: Set(hand),
                state: Set("called".to_owned()),
                called_at: Set(Some(cx.now())),
                ..Default::default()
            };
            called.update(tx.db()).await?;
        }
        Act::Spoken => done(&tx, hand, "spoken").await?,
        Act::Remove => done(&tx, hand, "lowered").await?,
        Act::Up if at > 0 && row.state == "raised" && rows[at - 1].state == "raised" => {
            place(&tx, hand, rows[at - 1].position).await?;
            place(&tx, rows[at - 1].id, row.position).await?;
        }
        _ => return Ok(()),
    }
    held.leave(tx).await
}

async fn place(tx: &Tx, hand: Uuid, position: i32) -> Result<()> {
    hour_hands::ActiveModel { id: Set(hand), position: Set(position), ..Default::default() }.update(tx.db()).await?;
    Ok(())
}

/// At the close nobody waits any more.
pub(super) async fn lower_all(tx: &Tx, id: SessionId) -> Result<()> {
    hour_hands::Entity::update_many()
        .col_expr(hour_hands::Column::State, Expr::value("lowered"))
        .col_expr(hour_hands::Column::DoneAt, Expr::value(tx.cx().now()))
        .filter(hour_hands::Column::SessionId.eq(id))
        .filter(hour_hands::Column::State.is_in(["raised", "called"]))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// A hand's id from a form.
pub fn hand(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Fault::field("hand", "fault-choice"))
}
