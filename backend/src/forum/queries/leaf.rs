//! A page of posts as the store has it, the same for all readers: two questions, three when something was added to a post.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::id::{PersonId, PostId, ThreadId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::count;
use crate::forum::PAGE;
use crate::forum::kept::{Leaf, Post, Said};
use crate::forum::tables::post_additions;
use crate::forum::views::{Addition, Standing};
use crate::gathered::{self, Gathered};
use crate::{Cx, Fault, Result, markup};

/// Posts that have a place on the page: those that stand, the opening one, and deleted ones with a standing reply below them.
pub(super) const PLACED: &str = "(p.deleted_at IS NULL OR p.seq = 1 OR EXISTS (SELECT 1 FROM posts c WHERE c.thread_id = p.thread_id \
     AND c.deleted_at IS NULL AND c.path LIKE p.path || '_%'))";

#[derive(serde::Deserialize)]
struct Placed {
    id: PostId,
    author_id: PersonId,
    author: String,
    profession: String,
    parent_id: Option<PostId>,
    parent_author: Option<String>,
    seq: i64,
    depth: i32,
    source: Option<String>,
    html: String,
    additions: i32,
    created_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
    hidden_at: Option<DateTime<Utc>>,
    hidden_reason: String,
    deleted_at: Option<DateTime<Utc>>,
    path: String,
    stamp: i64,
    placed: i64,
}

/// Reads a page of posts. Its stamp is read with them; additions, asked for afterwards, are never older than it.
pub(super) async fn read(cx: &Cx, thread: ThreadId, page: u64) -> Result<Leaf> {
    let rows = placed(cx, thread, page).await?;
    let Some(first) = rows.first() else { return Err(Fault::Missing) };
    let (stamp, placed) = (first.stamp, count(first.placed));
    let mut additions = additions(cx, &rows).await?;
    let posts = rows.into_iter().map(|row| row.post(&mut additions)).collect();
    Ok(Leaf { stamp, placed, posts })
}

async fn placed(cx: &Cx, thread: ThreadId, page: u64) -> Result<Vec<Placed>> {
    // The source travels only where the rendered text was made by older rules.
    let text = format!(
        "SELECT p.id, p.author_id, a.name AS author, a.profession, p.parent_id, pa.name AS parent_author, p.seq, p.depth, p.path, \
         CASE WHEN p.html_version <> {version} THEN p.source END AS source, p.html, p.additions, p.created_at, p.edited_at, p.hidden_at, \
         p.hidden_reason, p.deleted_at, t.stamp, (SELECT COUNT(*) FROM posts p WHERE p.thread_id = $1 AND {PLACED}) AS placed \
         FROM posts p JOIN threads t ON t.id = p.thread_id JOIN people a ON a.id = p.author_id \
         LEFT JOIN posts q ON q.id = p.parent_id LEFT JOIN people pa ON pa.id = q.author_id \
         WHERE p.thread_id = $1 AND {PLACED} ORDER BY p.path LIMIT {PAGE} OFFSET {skip}",
        version = markup::VERSION,
        skip = (page - 1) * PAGE
    );
    let question = Gathered {
        select: &text,
        ids: &["id", "author_id", "parent_id"],
        columns: &[
            "author",
            "profession",
            "parent_author",
            "seq",
            "depth",
            "source",
            "html",
            "additions",
            "created_at",
            "edited_at",
            "hidden_at",
            "hidden_reason",
            "deleted_at",
            "path",
            "stamp",
            "placed",
        ],
        values: vec![thread.0.into()],
    };
    let mut rows: Vec<Placed> = gathered::all(cx, question).await?;
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(rows)
}

type Additions = HashMap<PostId, Vec<Addition>>;

async fn additions(cx: &Cx, rows: &[Placed]) -> Result<Additions> {
    let ids: Vec<PostId> = rows.iter().filter(|p| p.additions > 0).map(|p| p.id).collect();
    let mut out = Additions::new();
    if ids.is_empty() {
        return Ok(out);
    }
    let found = post_additions::Entity::find().filter(post_additions::Column::PostId.is_in(ids));
    for part in found.order_by_asc(post_additions::Column::CreatedAt).all(cx.db()).await? {
        let html = if part.html_version == markup::VERSION { part.html } else { markup::to_html(&part.source) };
        out.entry(part.post_id).or_default().push(Addition { html, at: part.created_at });
    }
    Ok(out)
}

impl Placed {
    fn post(self, additions: &mut Additions) -> Arc<Post> {
        let standing = match (self.deleted_at, self.hidden_at) {
            (Some(_), _) => Standing::Deleted,
            (None, Some(_)) => Standing::Hidden,
            (None, None) => Standing::Shown,
        };
        let gone = standing == Standing::Deleted;
        let html = self.source.map_or(self.html, |source| markup::to_html(&source));
        let said = Said {
            id: self.id,
            author_id: self.author_id,
            author: self.author.into(),
            profession: self.profession.into(),
            parent: self.parent_id.zip(self.parent_author.map(Arc::from)),
            seq: self.seq,
            depth: self.depth,
            // What was taken back is not kept at all.
            html: if gone { Arc::default() } else { html.into() },
            additions: if gone { Arc::default() } else { additions.remove(&self.id).unwrap_or_default().into() },
            at: self.created_at,
            edited_at: self.edited_at,
            standing,
            hidden_reason: self.hidden_reason.into(),
        };
        Arc::new(Post { said, drawn: Arc::default() })
    }
}
