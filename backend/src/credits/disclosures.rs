//! Who plans and who speaks in a session, and what they disclosed (I7); and the gate that an accredited session passes before it is published.

use domain::credits::agenda as content;
use domain::day::Stamp;
use domain::fault::{Faults, FieldFault};
use domain::gate::Gate;
use domain::gate::publish::{self, Discloser};
use domain::id::SessionId;
use domain::presence::Window;
use domain::text::{self, NAME};
use domain::when::{Zone, utc_to_local};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::tables::session_disclosures as rows;
use crate::audit::{self, Line};
use crate::programs::commands::date;
use crate::programs::reach::Ask;
use crate::sessions::agenda::{self, BREAK, INTERACTIVE};
use crate::sessions::reach::{self, ReachedSession};
use crate::sessions::tables::sessions;
use crate::{Cx, Fault, Result, Viewer};

/// What somebody does in a session.
pub const ROLES: [&str; 2] = ["speaker", "planner"];

/// Longest disclosure, in characters.
pub(super) const BODY: usize = 2000;
/// Most people of one session.
const MOST: usize = 40;

/// A line as typed.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Who.
    pub name: String,
    /// One of `ROLES`.
    pub role: String,
    /// What they disclosed; "None" is a disclosure too. Empty while it is awaited.
    pub body: String,
    /// The day they filed it; empty for today.
    pub filed_on: String,
}

/// Somebody who plans or speaks.
#[derive(Debug, Clone)]
pub struct Named {
    /// The line.
    pub id: Uuid,
    /// Who.
    pub name: String,
    /// One of `ROLES`.
    pub role: String,
    /// What they disclosed.
    pub body: String,
    /// When; empty while it is awaited.
    pub filed_on: Option<chrono::NaiveDate>,
}

/// How a session stands to its publishing.
#[derive(Debug, Clone)]
pub struct Publishing {
    /// The session, and the viewer's place.
    pub reached: ReachedSession,
    /// Who plans and speaks.
    pub people: Vec<Named>,
    /// The gate: all disclosed, enough of it interactive.
    pub gate: Gate,
    /// Interactive minutes of the agenda, and minutes of content.
    pub minutes: (u32, u32),
}

/// The gate of publishing, for those who run the session.
pub async fn publishing(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Publishing> {
    let reached = reach::session(cx.db(), viewer, slug, id, Ask::Host).await?;
    let found = of(cx.db(), id).await?;
    let items = agenda::of(cx.db(), id).await?;
    let minutes = (interactive(&items), content::length(&content::content(window(&reached.row), &breaks(&reached.row, &items))));
    let filed = |row: &rows::Model| Discloser { filed: row.filed_on.map(|on| Stamp { at: row.updated_at, on }) };
    let people: Vec<Discloser> = found.iter().map(filed).collect();
    let gate = publish::session(reached.row.local_date, &people, minutes.0.min(minutes.1), minutes.1);
    Ok(Publishing { reached, people: found.into_iter().map(named).collect(), gate, minutes })
}

/// What is shown to those who learn (I7): who speaks and plans, and what they disclosed.
pub async fn shown(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Vec<Named>> {
    reach::session(cx.db(), viewer, slug, id, Ask::Content).await?;
    let all = of(cx.db(), id).await?.into_iter().map(named);
    Ok(all.filter(|n| n.filed_on.is_some()).collect())
}

fn named(row: rows::Model) -> Named {
    Named { id: row.id, name: row.name, role: row.role, body: row.body, filed_on: row.filed_on }
}

async fn of(db: &impl ConnectionTrait, id: SessionId) -> Result<Vec<rows::Model>> {
    let all = rows::Entity::find().filter(rows::Column::SessionId.eq(id));
    Ok(all.order_by_desc(rows::Column::Role).order_by_asc(rows::Column::CreatedAt).order_by_asc(rows::Column::Id).all(db).await?)
}

/// The scheduled time of a session.
pub(super) fn window(row: &sessions::Model) -> Window {
    Window { start: row.starts_at, end: reach::ends_at(row) }
}

/// Its breaks, as the agenda has them (I4).
pub(super) fn breaks(row: &sessions::Model, items: &[agenda::Item]) -> Vec<Window> {
    let minute = |n: i32| row.starts_at + chrono::Duration::minutes(i64::from(n));
    let pause = |i: &agenda::Item| Window { start: minute(i.offset), end: minute(i.offset + i.minutes) };
    items.iter().filter(|i| i.kind == BREAK).map(pause).collect()
}

/// Minutes in which those who came take part (I9).
pub(super) fn interactive(items: &[agenda::Item]) -> u32 {
    let all = items.iter().filter(|i| INTERACTIVE.contains(&i.kind.as_str()));
    all.map(|i| u32::try_from(i.minutes).unwrap_or_default()).sum()
}

/// Enters a person, or changes the line that `line` names (`session.write`). Sent twice, it is entered once.
pub async fn set(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, line: Uuid, typed: &Form) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Host).await?;
    let standing = of(tx.db(), id).await?;
    let other = rows::Entity::find_by_id(line).one(tx.db()).await?.is_some_and(|row| row.session_id != id);
    if other {
        return Err(Fault::Missing);
    }
    let row = judge(cx, &reached, typed)?;
    if standing.len() >= MOST && !standing.iter().any(|r| r.id == line) {
        return Err(Fault::Conflict("conflict-disclosures-many"));
    }
    let fresh = rows::ActiveModel {
        id: Set(line),
        session_id: Set(id),
        created_at: Set(cx.now()),
        updated_at: Set(cx.now()),
        noted_by: Set(viewer.person().ok_or(Fault::SignIn)?),
        ..row
    };
    use rows::Column::{Body, FiledOn, Name, NotedBy, Role, UpdatedAt};
    let there = OnConflict::column(rows::Column::Id).update_columns([Name, Role, Body, FiledOn, UpdatedAt, NotedBy]).to_owned();
    rows::Entity::insert(fresh).on_conflict(there).exec_without_returning(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("session.write", "session", id.0).detail(json!({ "disclosure": line }))).await?;
    tx.commit().await
}

fn judge(cx: &Cx, reached: &ReachedSession, typed: &Form) -> Result<rows::ActiveModel> {
    let mut faults = Faults::new();
    let name = faults.take(text::line("name", &typed.name, NAME)).unwrap_or_default();
    let body = faults.take(text::optional_long("body", &typed.body, BODY)).unwrap_or_default();
    if !ROLES.contains(&typed.role.as_str()) {
        faults.add(FieldFault::new("role", "fault-choice"));
    }
    let zone = Zone::or_utc(&reached.cohort.zone);
    let today = utc_to_local(cx.now(), &zone).0;
    let day = match typed.filed_on.trim() {
        "" => today,
        raw => faults.take(date("filed_on", raw)).unwrap_or(today),
    };
    if day > today {
        faults.add(FieldFault::new("filed_on", "fault-filed-ahead"));
    }
    faults.done()?;
    let filed_on = (!body.is_empty()).then_some(day);
    Ok(rows::ActiveModel { name: Set(name), role: Set(typed.role.clone()), body: Set(body), filed_on: Set(filed_on), ..Default::default() })
}

/// Takes a line away: somebody who does not speak after all.
pub async fn remove(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, line: Uuid) -> Result<()> {
    let tx = cx.begin().await?;
    reach::session(tx.db(), viewer, slug, id, Ask::Host).await?;
    let found = rows::Entity::find_by_id(line).filter(rows::Column::SessionId.eq(id)).one(tx.db()).await?;
    found.ok_or(Fault::Missing)?.delete(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("session.write", "session", id.0).detail(json!({ "disclosure_removed": line }))).await?;
    tx.commit().await
}
