//! One post: for its author's forms, and its history.

use domain::id::{PersonId, PostId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::accounts::tables::people;
use crate::forum::commands::is_late;
use crate::forum::tables::{post_additions, post_versions, posts, threads};
use crate::forum::views::{History, OwnPost};
use crate::forum::{indexing, reach};
use crate::programs::reach::Reached;
use crate::{Cx, Fault, Result, Viewer};

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
