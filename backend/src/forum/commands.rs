//! Writing: threads, replies, edits, additions, and taking one's own words back.

use chrono::Duration;
use domain::fault::Faults;
use domain::id::{BoardId, CohortId, PersonId, PostId, ThreadId};
use domain::text;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::tables::posts::Column;
use super::tables::{post_additions, post_versions, posts, threads};
use super::twice::said_lately;
use super::{DEEPEST, EDIT_HOURS, indexing, reach};
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Tx, Viewer, careful, markup};

/// Opens a thread with its first post. The same `once` again changes nothing and succeeds.
pub async fn open_thread(cx: &Cx, viewer: &Viewer, slug: &str, board: BoardId, once: Uuid, title: &str, body: &str) -> Result<ThreadId> {
    let tx = cx.begin().await?;
    let id = open_thread_in(&tx, viewer, slug, board, once, title, body).await?;
    tx.commit().await?;
    Ok(id)
}

/// The same, in a transaction that does more.
pub(crate) async fn open_thread_in(
    tx: &Tx,
    viewer: &Viewer,
    slug: &str,
    board: BoardId,
    once: Uuid,
    title: &str,
    body: &str,
) -> Result<ThreadId> {
    let (reached, person) = reach::forum(tx.db(), viewer, slug).await?;
    let board = reach::board(tx.db(), &reached, board).await?;
    reach::open(&reached)?;
    let mut faults = Faults::new();
    let title = faults.take(careful::line(viewer, "title", title, text::NAME));
    let source = faults.take(careful::long(viewer, "body", body, text::LONG));
    faults.done()?;
    let (title, source) = (title.unwrap_or_default(), source.unwrap_or_default());
    let id = ThreadId(once);
    if let Some(there) = threads::Entity::find_by_id(id).one(tx.db()).await? {
        let mine = there.created_by == person && there.board_id == board.id && there.title == title;
        let first = posts::Entity::find().filter(Column::ThreadId.eq(id)).filter(Column::Seq.eq(1)).one(tx.db()).await?;
        let same = first.is_some_and(|post| post.source == source);
        return if mine && same { Ok(id) } else { Err(sent_already(if mine { "body" } else { "title" })) };
    }
    let opened = Column::CohortId.eq(reached.id).and(Column::Seq.eq(1)).and(Column::ThreadId.ne(id));
    if let Some(said) = said_lately(tx, person, opened, &source).await? {
        let there = threads::Entity::find_by_id(said.thread_id).one(tx.db()).await?;
        if there.is_some_and(|t| t.title == title && t.board_id == board.id) {
            return Err(Fault::field("body", "fault-forum-twice"));
        }
    }
    let post = begin(tx, id, (reached.id, board.id), person, title, source).await?;
    audit::write(tx, viewer, Line::new("forum.post", "post", post.id.0).detail(json!({"thread": id, "seq": 1}))).await?;
    Ok(id)
}

/// Opens a thread in the name of an account that nobody signs in to; what is in it was judged by its room.
pub(crate) async fn open_for(tx: &Tx, author: PersonId, place: (CohortId, BoardId), title: &str, source: &str) -> Result<ThreadId> {
    let id = ThreadId(tx.cx().new_id());
    begin(tx, id, place, author, title.to_owned(), source.to_owned()).await?;
    Ok(id)
}

/// A thread with its first post.
async fn begin(
    tx: &Tx,
    id: ThreadId,
    (cohort, board): (CohortId, BoardId),
    person: PersonId,
    title: String,
    source: String,
) -> Result<posts::Model> {
    let now = tx.cx().now();
    let row = threads::ActiveModel {
        id: Set(id),
        cohort_id: Set(cohort),
        board_id: Set(board),
        title: Set(title),
        created_by: Set(person),
        last_seq: Set(0),
        posts: Set(0),
        last_post_at: Set(now),
        title_hidden: Set(false),
        pinned_at: Set(None),
        locked_at: Set(None),
        created_at: Set(now),
    };
    let thread = row.insert(tx.db()).await?;
    let body = Body { html: markup::to_html(&source), source };
    let (thread, post) = append(tx, thread, PostId(tx.cx().new_id()), person, None, body).await?;
    indexing::thread(tx, &thread).await?;
    Ok(post)
}

/// A post's words, ready to be kept: judged and rendered before its writer takes the desk where, on SQLite, all others wait.
struct Body {
    source: String,
    html: String,
}

impl Body {
    fn read(viewer: &Viewer, raw: &str) -> Result<Self> {
        let source = careful::long(viewer, "body", raw, text::LONG).map_err(|fault| Fault::Invalid(vec![fault]))?;
        Ok(Self { html: markup::to_html(&source), source })
    }
}

/// Replies in a thread: to a post, or to the thread. The same `once` again changes nothing and succeeds.
pub async fn reply(
    cx: &Cx,
    viewer: &Viewer,
    slug: &str,
    thread: ThreadId,
    once: Uuid,
    parent: Option<PostId>,
    body: &str,
) -> Result<PostId> {
    let body = Body::read(viewer, body)?;
    let tx = cx.begin().await?;
    let (reached, person) = reach::forum(tx.db(), viewer, slug).await?;
    let thread = reach::thread(tx.db(), &reached, thread).await?;
    reach::open(&reached)?;
    let id = PostId(once);
    if let Some(there) = posts::Entity::find_by_id(id).one(tx.db()).await? {
        let mine = there.author_id == person && there.thread_id == thread.id;
        return if mine && there.source == body.source { Ok(id) } else { Err(sent_already("body")) };
    }
    if thread.locked_at.is_some() {
        return Err(Fault::Conflict("conflict-thread-locked"));
    }
    let parent = match parent {
        Some(parent) => Some(in_thread(&tx, &thread, parent).await?).filter(|p| p.seq > 1),
        None => None,
    };
    let under = match &parent {
        Some(post) => Column::ParentId.eq(post.id),
        None => Column::ParentId.is_null(),
    };
    if said_lately(&tx, person, Column::ThreadId.eq(thread.id).and(Column::Id.ne(id)).and(under), &body.source).await?.is_some() {
        return Err(Fault::field("body", "fault-forum-twice"));
    }
    let (thread, post) = append(&tx, thread, id, person, parent.as_ref(), body).await?;
    audit::write(&tx, viewer, Line::new("forum.post", "post", id.0).detail(json!({"thread": thread.id, "seq": post.seq}))).await?;
    tx.commit().await?;
    Ok(id)
}

async fn in_thread(tx: &Tx, thread: &threads::Model, id: PostId) -> Result<posts::Model> {
    let found = posts::Entity::find_by_id(id).filter(posts::Column::ThreadId.eq(thread.id));
    found.one(tx.db()).await?.ok_or(Fault::Missing)
}

/// A form that was sent already, and now says something else: the person decides whether both shall stand.
fn sent_already(field: &str) -> Fault {
    Fault::field(field, "fault-forum-sent")
}

/// Appends a post to a thread that this transaction holds, so that `seq` has no gap and no twin.
async fn append(
    tx: &Tx,
    mut thread: threads::Model,
    id: PostId,
    author: PersonId,
    parent: Option<&posts::Model>,
    body: Body,
) -> Result<(threads::Model, posts::Model)> {
    let now = tx.cx().now();
    thread.last_seq += 1;
    thread.posts += 1;
    let (depth, path) = place(parent, thread.last_seq);
    let row = posts::ActiveModel {
        id: Set(id),
        cohort_id: Set(thread.cohort_id),
        thread_id: Set(thread.id),
        parent_id: Set(parent.map(|p| p.id)),
        author_id: Set(author),
        seq: Set(thread.last_seq),
        depth: Set(depth),
        path: Set(path),
        html: Set(body.html),
        html_version: Set(markup::VERSION),
        source: Set(body.source),
        version: Set(1),
        additions: Set(0),
        created_at: Set(now),
        edited_at: Set(None),
        redacted_at: Set(None),
        hidden_at: Set(None),
        hidden_by: Set(None),
        hidden_reason: Set(String::new()),
        deleted_at: Set(None),
    };
    let row = row.insert(tx.db()).await?;
    let counted = threads::ActiveModel {
        id: Set(thread.id),
        last_seq: Set(thread.last_seq),
        posts: Set(thread.posts),
        last_post_at: Set(now),
        ..Default::default()
    };
    counted.update(tx.db()).await?;
    indexing::post(tx, &row, indexing::shown_title(&thread)).await?;
    Ok((thread, row))
}

/// Where a post stands in the tree. A reply to one at the deepest level stands beside it, in the order of time.
pub(super) fn place(parent: Option<&posts::Model>, seq: i64) -> (i32, String) {
    let own = format!("{seq:08}");
    match parent {
        None => (0, own),
        Some(p) if p.depth < DEEPEST => (p.depth + 1, format!("{}{own}", p.path)),
        Some(p) => (DEEPEST, format!("{}{own}", p.path.get(..p.path.len().saturating_sub(8)).unwrap_or_default())),
    }
}

/// Whether the time for editing is over. A hidden post may be mended at any time: that is what its author is asked for.
pub(super) fn is_late(cx: &Cx, post: &posts::Model) -> bool {
    post.hidden_at.is_none() && cx.now() - post.created_at > Duration::hours(EDIT_HOURS)
}

/// Changes one's own post, within a day and when it still is what the form showed. What it said before is kept.
pub async fn edit(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId, version: i32, body: &str) -> Result<ThreadId> {
    let tx = cx.begin().await?;
    let (reached, person) = reach::forum(tx.db(), viewer, slug).await?;
    let (thread, mut row) = reach::own_post(tx.db(), &reached, person, id).await?;
    reach::open(&reached)?;
    let source = careful::long(viewer, "body", body, text::LONG).map_err(|f| Fault::Invalid(vec![f]))?;
    if source == row.source {
        return Ok(row.thread_id);
    }
    if is_late(cx, &row) {
        return Err(Fault::Conflict("conflict-edit-late"));
    }
    if row.version != version {
        return Err(Fault::Conflict("conflict-post-changed"));
    }
    keep_version(&tx, &row).await?;
    row.html = markup::to_html(&source);
    (row.source, row.version, row.edited_at) = (source, row.version + 1, Some(cx.now()));
    let change = posts::ActiveModel {
        id: Set(id),
        source: Set(row.source.clone()),
        html: Set(row.html.clone()),
        html_version: Set(markup::VERSION),
        version: Set(row.version),
        edited_at: Set(row.edited_at),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    indexing::post(&tx, &row, indexing::shown_title(&thread)).await?;
    audit::write(&tx, viewer, Line::new("forum.edit_own", "post", id.0).detail(json!({"version": row.version}))).await?;
    tx.commit().await?;
    Ok(row.thread_id)
}

async fn keep_version(tx: &Tx, row: &posts::Model) -> Result<()> {
    let kept = post_versions::ActiveModel {
        id: Set(tx.cx().new_id()),
        post_id: Set(row.id),
        version: Set(row.version),
        source: Set(row.source.clone()),
        written_at: Set(row.edited_at.unwrap_or(row.created_at)),
    };
    post_versions::Entity::insert(kept).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Adds to one's own post, as its own dated part. The same `once` again changes nothing and succeeds.
pub async fn add(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId, once: Uuid, body: &str) -> Result<ThreadId> {
    let tx = cx.begin().await?;
    let (reached, person) = reach::forum(tx.db(), viewer, slug).await?;
    let (thread, mut row) = reach::own_post(tx.db(), &reached, person, id).await?;
    reach::open(&reached)?;
    let source = careful::long(viewer, "body", body, text::LONG).map_err(|f| Fault::Invalid(vec![f]))?;
    if let Some(there) = post_additions::Entity::find_by_id(once).one(tx.db()).await? {
        return if there.post_id == id && there.source == source { Ok(row.thread_id) } else { Err(sent_already("body")) };
    }
    if thread.locked_at.is_some() {
        return Err(Fault::Conflict("conflict-thread-locked"));
    }
    if row.additions >= 20 {
        return Err(Fault::field("body", "fault-forum-additions"));
    }
    let part = post_additions::ActiveModel {
        id: Set(once),
        post_id: Set(id),
        html: Set(markup::to_html(&source)),
        html_version: Set(markup::VERSION),
        source: Set(source),
        created_at: Set(cx.now()),
    };
    post_additions::Entity::insert(part).exec_without_returning(tx.db()).await?;
    row.additions += 1;
    posts::ActiveModel { id: Set(id), additions: Set(row.additions), ..Default::default() }.update(tx.db()).await?;
    indexing::post(&tx, &row, indexing::shown_title(&thread)).await?;
    audit::write(&tx, viewer, Line::new("forum.edit_own", "post", id.0).detail(json!({"did": "add"}))).await?;
    tx.commit().await?;
    Ok(row.thread_id)
}

/// Takes one's own post back. A line remains where others have replied to it. Twice is once.
pub async fn delete(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId) -> Result<Deleted> {
    let tx = cx.begin().await?;
    let (reached, person) = reach::forum(tx.db(), viewer, slug).await?;
    let (mut thread, mut row) = reach::post(tx.db(), &reached, id).await?;
    if row.author_id != person {
        return Err(Fault::Refused("refused-forum-own"));
    }
    let left = |thread: &threads::Model| Deleted { thread: thread.id, board: thread.board_id, empty: thread.posts == 0 };
    if row.deleted_at.is_some() {
        return Ok(left(&thread));
    }
    row.deleted_at = Some(cx.now());
    posts::ActiveModel { id: Set(id), deleted_at: Set(row.deleted_at), ..Default::default() }.update(tx.db()).await?;
    thread.posts -= 1;
    threads::ActiveModel { id: Set(thread.id), posts: Set(thread.posts), ..Default::default() }.update(tx.db()).await?;
    indexing::post(&tx, &row, "").await?;
    indexing::thread(&tx, &thread).await?;
    audit::write(&tx, viewer, Line::new("forum.delete_own", "post", id.0)).await?;
    tx.commit().await?;
    Ok(left(&thread))
}

/// Where a deleted post stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// Its thread.
    pub thread: ThreadId,
    /// The board of its thread.
    pub board: BoardId,
    /// Whether nothing is left of the thread.
    pub empty: bool,
}
