//! One post: for its author's forms, for a flag, its history; and the flags that wait.

use chrono::{DateTime, Utc};
use domain::id::{PersonId, PostId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};

use super::sql;
use crate::accounts::tables::people;
use crate::forum::commands::is_late;
use crate::forum::tables::{post_additions, post_versions, posts, threads};
use crate::forum::views::{FlagRow, Flagging, History, OwnPost};
use crate::forum::{indexing, reach};
use crate::programs::reach::Reached;
use crate::{Cx, Fault, Result, Viewer, markup};

async fn post(cx: &Cx, reached: &Reached, id: PostId) -> Result<(threads::Model, posts::Model)> {
    let found = posts::Entity::find_by_id(id).filter(posts::Column::CohortId.eq(reached.id)).one(cx.db()).await?;
    let row = found.ok_or(Fault::Missing)?;
    let thread = threads::Entity::find_by_id(row.thread_id).one(cx.db()).await?.ok_or(Fault::Missing)?;
    Ok((thread, row))
}

async fn name_of(cx: &Cx, person: PersonId) -> Result<String> {
    Ok(people::Entity::find_by_id(person).one(cx.db()).await?.map(|p| p.name).unwrap_or_default())
}

/// What this reader sees of a title.
fn title_for(thread: &threads::Model, reached: &Reached, person: PersonId) -> String {
    let sees = reached.staff() || thread.created_by == person;
    if sees { thread.title.clone() } else { indexing::shown_title(thread).to_owned() }
}

/// The viewer's own post, to change it or to add to it.
pub async fn own(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId) -> Result<OwnPost> {
    let (reached, person) = reach::forum(cx.db(), viewer, slug).await?;
    let (thread, row) = post(cx, &reached, id).await?;
    if row.author_id != person {
        return Err(Fault::Refused("refused-forum-own"));
    }
    if row.deleted_at.is_some() {
        return Err(Fault::Missing);
    }
    let title = title_for(&thread, &reached, person);
    let late = is_late(cx, &row);
    Ok(OwnPost { reached, thread: thread.id, title, id, source: row.source, version: row.version, late, once: cx.new_id() })
}

/// Everything that a post has said: for its author and for those who moderate.
pub async fn history(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId) -> Result<History> {
    let (reached, person) = reach::forum(cx.db(), viewer, slug).await?;
    let (thread, row) = post(cx, &reached, id).await?;
    if row.author_id != person && !reached.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let kept = post_versions::Entity::find().filter(post_versions::Column::PostId.eq(id)).order_by_desc(post_versions::Column::Version);
    let mut versions = vec![(row.version, row.source, row.edited_at.unwrap_or(row.created_at))];
    versions.extend(kept.all(cx.db()).await?.into_iter().map(|v| (v.version, v.source, v.written_at)));
    let parts =
        post_additions::Entity::find().filter(post_additions::Column::PostId.eq(id)).order_by_asc(post_additions::Column::CreatedAt);
    let additions = parts.all(cx.db()).await?.into_iter().map(|a| (a.source, a.created_at)).collect();
    let (author, title) = (name_of(cx, row.author_id).await?, title_for(&thread, &reached, person));
    Ok(History { reached, thread: thread.id, title, id, author, versions, additions, redacted_at: row.redacted_at })
}

/// A post that the viewer may flag.
pub async fn flagging(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId) -> Result<Flagging> {
    let (reached, person) = reach::forum(cx.db(), viewer, slug).await?;
    let (thread, row) = post(cx, &reached, id).await?;
    if row.deleted_at.is_some() {
        return Err(Fault::Missing);
    }
    if row.author_id == person {
        return Err(Fault::Refused("refused-forum-own-flag"));
    }
    if row.hidden_at.is_some() && !reached.staff() {
        return Err(Fault::Conflict("conflict-post-hidden"));
    }
    let (author, title) = (name_of(cx, row.author_id).await?, title_for(&thread, &reached, person));
    Ok(Flagging { reached, thread: thread.id, title, id, author, html: markup::to_html(&row.source) })
}

#[derive(FromQueryResult)]
struct Waiting {
    post: PostId,
    title: String,
    author: String,
    source: String,
    flagged_by: String,
    kind: String,
    reason: String,
    created_at: DateTime<Utc>,
    hidden_at: Option<DateTime<Utc>>,
}

/// The flags that wait, oldest first: for those who moderate.
pub async fn flags(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<(Reached, Vec<FlagRow>)> {
    let (reached, _) = reach::moderated(cx.db(), viewer, slug).await?;
    let text = "SELECT p.id AS post, t.title, a.name AS author, p.source, w.name AS flagged_by, f.kind, f.reason, f.created_at, p.hidden_at \
                FROM post_flags f JOIN posts p ON p.id = f.post_id JOIN threads t ON t.id = p.thread_id JOIN people a ON a.id = p.author_id \
                JOIN people w ON w.id = f.person_id WHERE p.cohort_id = $1 AND f.settled_at IS NULL AND p.deleted_at IS NULL \
                ORDER BY f.created_at, f.id LIMIT 200";
    let rows = Waiting::find_by_statement(sql(cx, text, [reached.id.0.into()])).all(cx.db()).await?;
    let shown = |f: Waiting| FlagRow {
        post: f.post,
        title: f.title,
        author: f.author,
        html: markup::to_html(&f.source),
        by: f.flagged_by,
        kind: f.kind,
        reason: f.reason,
        at: f.created_at,
        hidden: f.hidden_at.is_some(),
    };
    Ok((reached, rows.into_iter().map(shown).collect()))
}
