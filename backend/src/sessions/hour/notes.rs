//! Shared notes: one text of many writers. Who saves from an older text is merged, or is shown both.

use chrono::{DateTime, Utc};
use domain::hour::{NOTES, merge};
use domain::id::{PersonId, SessionId};
use domain::text;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::hold::{Held, Part, hold};
use super::tables::hour_notes;
use crate::cases::form::clear;
use crate::programs::queries::names;
use crate::programs::reach::Ask;
use crate::sessions::reach::{self, ReachedSession};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// What became of a saved text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It stands as it was written.
    Kept,
    /// Others had written meanwhile; both stand.
    Merged,
    /// Others changed the same lines: nothing is written. What stands now, and the version to save over it with.
    Clash {
        /// The text that stands.
        theirs: String,
        /// Its version.
        version: i64,
        /// Who saved it.
        by: PersonId,
    },
}

/// The newest text.
pub(super) async fn newest(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<hour_notes::Model>> {
    let all = hour_notes::Entity::find().filter(hour_notes::Column::SessionId.eq(id));
    Ok(all.order_by_desc(hour_notes::Column::Version).one(db).await?)
}

/// From where a text was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// The version that its writer began from.
    pub base: i64,
    /// The version that clashed with theirs, and that they have seen since: in the same lines theirs go over it.
    pub over: Option<i64>,
}

/// Saves a text that was begun from version `base`.
pub async fn save(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, base: i64, raw: &str) -> Result<Saved> {
    save_from(cx, viewer, slug, id, Begun { base, over: None }, raw).await
}

/// A form that no page of ours has: the door is asked all the same, and nothing is done.
pub async fn malformed(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Saved> {
    let tx = cx.begin().await?;
    hold(&tx, viewer, slug, id, Part::Write).await?;
    Err(Fault::field("notes", "fault-notes-base"))
}

/// Saves a text; whoever has seen what stands there may go over it.
pub async fn save_from(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, begun: Begun, raw: &str) -> Result<Saved> {
    let mut tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Write).await?;
    if held.row.notes_hidden_at.is_some() {
        return Err(Fault::Conflict("conflict-notes-hidden"));
    }
    let mine = text::optional_long("notes", raw, NOTES).map_err(|f| Fault::Invalid(vec![f]))?;
    clear(viewer, "notes", &mine).map_err(|f| Fault::Invalid(vec![f]))?;
    let Some(now) = newest(tx.db(), id).await? else {
        write(&mut tx, held, 1, mine).await?;
        tx.commit().await?;
        return Ok(Saved::Kept);
    };
    if now.body == mine {
        return Ok(Saved::Kept);
    }
    let old = began_from(&tx, id, begun.base, &now).await?;
    let both = old.as_ref().and_then(|old| merge::merge(old, &now.body, &mine));
    // Only over what was seen: who saved meanwhile again is shown first.
    let insists = begun.over == Some(now.version);
    let both = both.or_else(|| insists.then(|| old.map_or(Some(mine.clone()), |old| merge::merge_over(&old, &now.body, &mine)))?);
    let saved = match both {
        Some(both) if both.len() <= NOTES => {
            let saved = if both == mine { Saved::Kept } else { Saved::Merged };
            write(&mut tx, held, now.version + 1, both).await?;
            saved
        }
        _ => return Ok(Saved::Clash { theirs: now.body, version: now.version, by: now.person_id }),
    };
    tx.commit().await?;
    Ok(saved)
}

/// The text that the writer began from. Before the first, there was an empty one.
async fn began_from(tx: &Tx, id: SessionId, base: i64, now: &hour_notes::Model) -> Result<Option<String>> {
    if base == now.version {
        return Ok(Some(now.body.clone()));
    }
    let of = |version: i64| {
        let all = hour_notes::Entity::find().filter(hour_notes::Column::SessionId.eq(id));
        all.filter(hour_notes::Column::Version.eq(version)).one(tx.db())
    };
    if base == 0 {
        // Where the first version has another number, words were blotted out since: an older form is shown both texts.
        return Ok(of(1).await?.map(|_| String::new()));
    }
    Ok(of(base).await?.map(|n| n.body))
}

/// A text that was saved once.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its number.
    pub version: i64,
    /// Who saved it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The text.
    pub body: String,
}

/// Every text that was saved, the newest first: for those who run the hour (`hour.notes_past`), so that nothing is ever lost.
pub async fn past(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<(ReachedSession, Vec<Version>)> {
    let reached = reach::session(cx.db(), viewer, slug, id, Ask::Content).await?;
    if !reached.cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let all = hour_notes::Entity::find().filter(hour_notes::Column::SessionId.eq(id));
    let all = all.order_by_desc(hour_notes::Column::Version).all(cx.db()).await?;
    let known = names(cx.db(), all.iter().map(|n| n.person_id)).await?;
    let name = |id: PersonId| known.get(&id).cloned().unwrap_or_default();
    let one = |n: hour_notes::Model| Version { version: n.version, by: name(n.person_id), at: n.created_at, body: n.body };
    Ok((reached, all.into_iter().map(one).collect()))
}

async fn write(tx: &mut Tx, held: Held, version: i64, body: String) -> Result<()> {
    insert(tx, held.row.session_id, version, (held.me, body)).await?;
    held.mark(tx).await
}

/// Adds a version.
pub(super) async fn insert(tx: &Tx, id: SessionId, version: i64, (by, body): (PersonId, String)) -> Result<()> {
    let row = hour_notes::ActiveModel {
        id: Set(tx.cx().new_id()),
        session_id: Set(id),
        version: Set(version),
        body: Set(body),
        person_id: Set(by),
        created_at: Set(tx.cx().now()),
    };
    hour_notes::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}
