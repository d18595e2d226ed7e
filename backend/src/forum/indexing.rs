//! What search knows of the forum: a document for each thread's title and one for each post. A deleted post has none.

use domain::id::{PostId, ThreadId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::tables::{post_additions, posts, threads};
use crate::search::{self, Audience, Document};
use crate::{Result, Tx, markup};

/// Writes the document of a thread's title; takes it out when nothing of the thread is left.
pub async fn thread(tx: &Tx, row: &threads::Model) -> Result<()> {
    if row.posts == 0 {
        return search::remove(tx, "thread", row.id.0).await;
    }
    let doc = Document {
        kind: "thread",
        object: row.id.0,
        group: Some(row.id.0),
        cohort: row.cohort_id,
        author: Some(row.created_by),
        audience: audience(row.title_hidden),
        title: row.title.clone(),
        by_title: true,
        body: String::new(),
        happened_at: row.created_at,
    };
    search::put(tx, doc).await
}

/// Writes the document of a post, additions and all; takes it out when the post is deleted.
pub async fn post(tx: &Tx, row: &posts::Model, title: &str) -> Result<()> {
    if row.deleted_at.is_some() {
        return search::remove(tx, "post", row.id.0).await;
    }
    let mut body = markup::to_plain(&row.source);
    if row.additions > 0 {
        let more = post_additions::Entity::find().filter(post_additions::Column::PostId.eq(row.id));
        for addition in more.order_by_asc(post_additions::Column::CreatedAt).all(tx.db()).await? {
            body.push(' ');
            body.push_str(&markup::to_plain(&addition.source));
        }
    }
    let doc = Document {
        kind: "post",
        object: row.id.0,
        group: Some(row.thread_id.0),
        cohort: row.cohort_id,
        author: Some(row.author_id),
        audience: audience(row.hidden_at.is_some()),
        title: title.to_owned(),
        by_title: false,
        body,
        happened_at: row.created_at,
    };
    search::put(tx, doc).await
}

/// After a change to the title, or to who may see it: the thread's own document, and what its posts are shown under.
pub async fn title(tx: &Tx, row: &threads::Model) -> Result<()> {
    let change =
        threads::ActiveModel { id: Set(row.id), title: Set(row.title.clone()), title_hidden: Set(row.title_hidden), ..Default::default() };
    change.update(tx.db()).await?;
    thread(tx, row).await?;
    search::retitle(tx, "post", row.id.0, shown_title(row)).await
}

/// What others see of a title; empty when it is hidden with the post that it opened.
pub fn shown_title(row: &threads::Model) -> &str {
    if row.title_hidden { "" } else { &row.title }
}

fn audience(hidden: bool) -> Audience {
    if hidden { Audience::Staff } else { Audience::Cohort }
}

/// After words were blotted out of a post: what search knows of it, from what it says now.
pub(crate) async fn reindex(tx: &Tx, id: PostId) -> Result<()> {
    let Some(row) = posts::Entity::find_by_id(id).one(tx.db()).await? else { return Ok(()) };
    let Some(head) = threads::Entity::find_by_id(row.thread_id).one(tx.db()).await? else { return Ok(()) };
    post(tx, &row, shown_title(&head)).await
}

/// The same for the title of a thread.
pub(crate) async fn reindex_title(tx: &Tx, id: ThreadId) -> Result<()> {
    match threads::Entity::find_by_id(id).one(tx.db()).await? {
        Some(row) => title(tx, &row).await,
        None => Ok(()),
    }
}
