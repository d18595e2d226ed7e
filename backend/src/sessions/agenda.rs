//! The timed lines of a session.

use std::collections::HashMap;

use domain::fault::{Faults, FieldFault};
use domain::id::{AgendaItemId, SessionId};
use domain::text::{self, NAME};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::reach;
use super::tables::{agenda_items, sessions};
use crate::audit::{self, Line};
use crate::programs::commands::number;
use crate::programs::reach::Ask;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// The kinds of lines, in the order an hour usually has them.
pub const KINDS: [&str; 8] = ["introductions", "didactic", "case", "questions", "recommendations", "break", "close", "other"];

/// The kind that is no content (I4).
pub const BREAK: &str = "break";

/// The kinds in which those who came take part (I9).
pub const INTERACTIVE: [&str; 3] = ["case", "questions", "recommendations"];

/// Most lines.
pub const MOST: usize = 20;

/// One line, as typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// One of `KINDS`; an empty kind leaves the line out.
    pub kind: String,
    /// What is done; may be empty, then the kind's own name stands there.
    pub title: String,
    /// How long.
    pub minutes: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Item {
    /// One of `KINDS`.
    pub kind: String,
    /// What is done; empty for the kind's own name.
    pub title: String,
    /// How long.
    pub minutes: i32,
    /// Minutes after the start.
    pub offset: i32,
}

/// Sets the whole agenda, whatever stood there.
pub async fn set(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, typed: &[Typed]) -> Result<()> {
    put(cx, viewer, (slug, id), None, typed).await
}

/// Sets the whole agenda as it was read: one that was changed since stays, and is a conflict.
pub async fn set_as_read(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, seen: &str, typed: &[Typed]) -> Result<()> {
    put(cx, viewer, (slug, id), Some(seen), typed).await
}

async fn put(cx: &Cx, viewer: &Viewer, (slug, id): (&str, SessionId), seen: Option<&str>, typed: &[Typed]) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Host).await?;
    sessions::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?;
    let items = judge(typed)?;
    let taken: i32 = items.iter().map(|item| item.minutes).sum();
    if taken > reached.row.minutes {
        // Beside the last line: that is the one that does not fit.
        let last = typed.iter().rposition(|line| !line.kind.is_empty()).unwrap_or(0);
        let fault = FieldFault::new(format!("minutes-{last}"), "fault-agenda-long").with("n", taken).with("minutes", reached.row.minutes);
        return Err(Fault::Invalid(vec![fault]));
    }
    if let Some(seen) = seen {
        crate::seen::unchanged(seen, &of(tx.db(), id).await?)?;
    }
    agenda_items::Entity::delete_many().filter(agenda_items::Column::SessionId.eq(id)).exec(tx.db()).await?;
    for (position, item) in (1..).zip(items) {
        insert(&tx, id, position, &item).await?;
    }
    audit::write(&tx, viewer, Line::new("session.write", "session", reached.id.0)).await?;
    tx.commit().await
}

fn judge(typed: &[Typed]) -> Result<Vec<Item>> {
    let mut faults = Faults::new();
    let mut items = Vec::new();
    for (n, line) in typed.iter().enumerate().filter(|(_, l)| !l.kind.is_empty()).take(MOST) {
        if !KINDS.contains(&line.kind.as_str()) {
            faults.add(FieldFault::new(format!("kind-{n}"), "fault-choice"));
        }
        let title = faults.take(text::optional_line(&format!("title-{n}"), &line.title, NAME)).unwrap_or_default();
        let minutes = faults.take(number(&format!("minutes-{n}"), &line.minutes, 1, 480)).unwrap_or(1);
        items.push(Item { kind: line.kind.clone(), title, minutes, offset: 0 });
    }
    faults.done()?;
    Ok(items)
}

async fn insert(tx: &Tx, id: SessionId, position: i32, item: &Item) -> Result<()> {
    let row = agenda_items::ActiveModel {
        id: Set(AgendaItemId(tx.cx().new_id())),
        session_id: Set(id),
        position: Set(position),
        kind: Set(item.kind.clone()),
        title: Set(item.title.clone()),
        minutes: Set(item.minutes),
    };
    agenda_items::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The usual hour: introductions, a didactic of a quarter, the case, recommendations, a close; the case takes what is left.
pub(crate) async fn usual(tx: &Tx, id: SessionId, minutes: i32) -> Result<()> {
    let fixed = [("introductions", 5), ("didactic", minutes / 4), ("case", 0), ("recommendations", minutes / 6), ("close", 5)];
    let left = minutes - fixed.iter().map(|(_, m)| m).sum::<i32>();
    for (position, (kind, length)) in (1..).zip(fixed) {
        let length = if kind == "case" { left.max(1) } else { length.max(1) };
        insert(tx, id, position, &Item { kind: kind.to_owned(), title: String::new(), minutes: length, offset: 0 }).await?;
    }
    Ok(())
}

/// The agenda in order, each line with its minute.
pub(crate) async fn of(db: &impl sea_orm::ConnectionTrait, id: SessionId) -> Result<Vec<Item>> {
    let rows = agenda_items::Entity::find().filter(agenda_items::Column::SessionId.eq(id));
    let rows = rows.order_by_asc(agenda_items::Column::Position).all(db).await.map_err(Fault::from)?;
    let mut offset = 0;
    let item = |row: agenda_items::Model| {
        let item = Item { kind: row.kind, title: row.title, minutes: row.minutes, offset };
        offset += row.minutes;
        item
    };
    Ok(rows.into_iter().map(item).collect())
}

/// The agendas of several sessions.
pub(crate) async fn of_all(db: &impl sea_orm::ConnectionTrait, ids: &[SessionId]) -> Result<HashMap<SessionId, Vec<Item>>> {
    let rows = agenda_items::Entity::find().filter(agenda_items::Column::SessionId.is_in(ids.iter().copied()));
    let mut all: HashMap<SessionId, Vec<Item>> = HashMap::new();
    for row in rows.order_by_asc(agenda_items::Column::Position).all(db).await? {
        let items = all.entry(row.session_id).or_default();
        let offset = items.last().map_or(0, |last| last.offset + last.minutes);
        items.push(Item { kind: row.kind, title: row.title, minutes: row.minutes, offset });
    }
    Ok(all)
}
