//! Stretches of presence, as each source knows them. Sources only add here; `truth` makes one answer of them.

use chrono::{DateTime, Duration, Utc};
use domain::id::{PersonId, SessionId};
use domain::presence::Way;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::tables::attendance_spans;
use crate::{Result, Tx};

/// Signs of life closer together than this are not written.
const BREATH: Duration = Duration::seconds(45);

/// A stretch that is known from its beginning to its end, before it is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// When it began.
    pub from: Option<DateTime<Utc>>,
    /// When it ended.
    pub to: Option<DateTime<Utc>>,
    /// How long, where the source states it.
    pub minutes: Option<f64>,
}

/// Somebody comes, by this way. While a stretch of theirs is open by the same way, it goes on instead.
pub async fn begin(tx: &Tx, session: SessionId, person: PersonId, way: Way) -> Result<()> {
    if alive(tx, session, person, way).await? {
        return Ok(());
    }
    let now = tx.cx().now();
    insert(tx, session, person, way, None, Told { from: Some(now), ..Told::default() }, None).await
}

/// Somebody goes, by this way. Without an open stretch nothing happens.
pub async fn end(tx: &Tx, session: SessionId, person: PersonId, way: Way) -> Result<()> {
    let now = Expr::value(tx.cx().now());
    let all = attendance_spans::Entity::update_many().col_expr(attendance_spans::Column::ToAt, now);
    all.filter(open(session, person, way)).exec(tx.db()).await?;
    Ok(())
}

/// A sign of life of somebody who came by this way; answers whether a stretch of theirs is open.
pub async fn alive(tx: &Tx, session: SessionId, person: PersonId, way: Way) -> Result<bool> {
    let now = tx.cx().now();
    let Some(row) = attendance_spans::Entity::find().filter(open(session, person, way)).one(tx.db()).await? else { return Ok(false) };
    if row.seen_at.or(row.from_at).is_none_or(|seen| now - seen >= BREATH) {
        let one = attendance_spans::Entity::update_many().col_expr(attendance_spans::Column::SeenAt, Expr::value(now));
        one.filter(attendance_spans::Column::Id.eq(row.id)).exec(tx.db()).await?;
    }
    Ok(true)
}

fn open(session: SessionId, person: PersonId, way: Way) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(attendance_spans::Column::SessionId.eq(session))
        .add(attendance_spans::Column::PersonId.eq(person))
        .add(attendance_spans::Column::Source.eq(way.code()))
        .add(attendance_spans::Column::ToAt.is_null())
        .add(attendance_spans::Column::Minutes.is_null())
}

/// Writes a stretch. `origin` is the file it came from, `noted_by` who noted it for somebody else.
pub(crate) async fn insert(
    tx: &Tx,
    session: SessionId,
    person: PersonId,
    way: Way,
    origin: Option<Uuid>,
    told: Told,
    noted_by: Option<PersonId>,
) -> Result<()> {
    let row = attendance_spans::ActiveModel {
        id: Set(tx.cx().new_id()),
        session_id: Set(session),
        person_id: Set(person),
        source: Set(way.code().to_owned()),
        origin: Set(origin),
        from_at: Set(told.from),
        to_at: Set(told.to),
        seen_at: Set(None),
        minutes: Set(told.minutes),
        created_at: Set(tx.cx().now()),
        noted_by: Set(noted_by),
    };
    attendance_spans::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// All stretches of these sessions, in the order in which they were written.
pub(crate) async fn of(db: &impl ConnectionTrait, sessions: &[SessionId]) -> Result<Vec<attendance_spans::Model>> {
    let rows = attendance_spans::Entity::find().filter(attendance_spans::Column::SessionId.is_in(sessions.iter().copied()));
    Ok(ordered(rows).all(db).await?)
}

/// Those of one file.
pub(crate) async fn of_file(db: &impl ConnectionTrait, origin: Uuid) -> Result<Vec<attendance_spans::Model>> {
    Ok(ordered(attendance_spans::Entity::find().filter(attendance_spans::Column::Origin.eq(origin))).all(db).await?)
}

fn ordered(rows: Select<attendance_spans::Entity>) -> Select<attendance_spans::Entity> {
    rows.order_by_asc(attendance_spans::Column::CreatedAt).order_by_asc(attendance_spans::Column::Id)
}
