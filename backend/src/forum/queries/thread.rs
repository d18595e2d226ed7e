//! A page of a thread: five questions to the store, six for those who moderate, whatever the number of posts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::id::{BoardId, PersonId, PostId, ThreadId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};

use super::{MARK, UNREAD, count, sql};
use crate::forum::tables::{boards, post_additions};
use crate::forum::views::{Addition, PostRow, Standing, ThreadHead, ThreadPage};
use crate::forum::{EDIT_HOURS, PAGE, reach};
use crate::programs::reach::Reached;
use crate::{Cx, Fault, Result, Viewer, markup};

/// Posts that have a place on the page: those that stand, the opening one, and deleted ones with a standing reply below them.
const PLACED: &str = "(p.deleted_at IS NULL OR p.seq = 1 OR EXISTS (SELECT 1 FROM posts c WHERE c.thread_id = p.thread_id \
     AND c.deleted_at IS NULL AND c.path LIKE p.path || '_%'))";

/// A thread and one page of its posts, in the order of reading.
pub async fn thread(cx: &Cx, viewer: &Viewer, slug: &str, id: ThreadId, page: u64) -> Result<ThreadPage> {
    let (reached, person) = reach::forum(cx.db(), viewer, slug).await?;
    let thread = head(cx, &reached, person, id).await?;
    let page = page.clamp(1, 1_000_000);
    let rows = placed(cx, person, id, page).await?;
    if rows.is_empty() {
        return Err(Fault::Missing);
    }
    let pages = rows.first().map_or(1, |p| count(p.total).div_ceil(PAGE));
    let mut additions = additions(cx, &rows).await?;
    let boards = if reached.staff() { other_boards(cx, &reached).await? } else { Vec::new() };
    let now = cx.now();
    let open = reach::open(&reached).is_ok();
    let posts = rows.into_iter().map(|row| row.shown(person, reached.staff(), now, &mut additions)).collect();
    Ok(ThreadPage { reached, thread, posts, page, pages, boards, open })
}

#[derive(FromQueryResult)]
struct Head {
    id: ThreadId,
    title: String,
    title_hidden: bool,
    created_by: PersonId,
    pinned_at: Option<DateTime<Utc>>,
    locked_at: Option<DateTime<Utc>>,
    board_id: BoardId,
    kind: String,
    name: String,
    unread: i64,
}

async fn head(cx: &Cx, reached: &Reached, person: PersonId, id: ThreadId) -> Result<ThreadHead> {
    let text = format!(
        "SELECT t.id, t.title, t.title_hidden, t.created_by, t.pinned_at, t.locked_at, t.board_id, b.kind, b.name, \
         (SELECT COUNT(*) FROM posts p WHERE p.thread_id = t.id AND {UNREAD}) AS unread \
         FROM threads t JOIN boards b ON b.id = t.board_id {MARK} WHERE t.id = $2 AND t.cohort_id = $3 AND t.posts > 0"
    );
    let found = Head::find_by_statement(sql(cx, &text, [person.0.into(), id.0.into(), reached.id.0.into()])).one(cx.db()).await?;
    let t = found.ok_or(Fault::Missing)?;
    let hidden = t.title_hidden && !reached.staff() && t.created_by != person;
    Ok(ThreadHead {
        id: t.id,
        title: if hidden { String::new() } else { t.title },
        pinned: t.pinned_at.is_some(),
        locked: t.locked_at.is_some(),
        board: t.board_id,
        board_kind: t.kind,
        board_name: t.name,
        unread: count(t.unread),
    })
}

#[derive(FromQueryResult)]
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
    mark: i64,
    ahead: i64,
    flags: i64,
    flagged: i64,
    total: i64,
}

async fn placed(cx: &Cx, person: PersonId, thread: ThreadId, page: u64) -> Result<Vec<Placed>> {
    // The source travels only where the rendered text was made by older rules.
    let text = format!(
        "SELECT p.id, p.author_id, a.name AS author, a.profession, p.parent_id, pa.name AS parent_author, p.seq, p.depth, \
         CASE WHEN p.html_version <> {version} THEN p.source END AS source, p.html, p.additions, p.created_at, p.edited_at, p.hidden_at, \
         p.hidden_reason, p.deleted_at, COALESCE(m.last_seq, 0) AS mark, \
         (SELECT COUNT(*) FROM read_ahead r WHERE r.person_id = $1 AND r.thread_id = p.thread_id AND r.seq = p.seq) AS ahead, \
         (SELECT COUNT(*) FROM flags f WHERE f.target_kind = 'post' AND f.target_id = p.id AND f.settled_at IS NULL) AS flags, \
         (SELECT COUNT(*) FROM flags f WHERE f.target_kind = 'post' AND f.target_id = p.id AND f.person_id = $1) AS flagged, COUNT(*) OVER () AS total \
         FROM posts p JOIN people a ON a.id = p.author_id LEFT JOIN posts q ON q.id = p.parent_id LEFT JOIN people pa ON pa.id = q.author_id \
         LEFT JOIN read_marks m ON m.thread_id = p.thread_id AND m.person_id = $1 \
         WHERE p.thread_id = $2 AND {PLACED} ORDER BY p.path LIMIT {PAGE} OFFSET {skip}",
        version = markup::VERSION,
        skip = (page - 1) * PAGE
    );
    Ok(Placed::find_by_statement(sql(cx, &text, [person.0.into(), thread.0.into()])).all(cx.db()).await?)
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

async fn other_boards(cx: &Cx, reached: &Reached) -> Result<Vec<(BoardId, String, String)>> {
    let rows = boards::Entity::find().filter(boards::Column::CohortId.eq(reached.id)).order_by_asc(boards::Column::Position);
    Ok(rows.all(cx.db()).await?.into_iter().map(|b| (b.id, b.kind, b.name)).collect())
}

impl Placed {
    fn shown(self, person: PersonId, staff: bool, now: DateTime<Utc>, additions: &mut Additions) -> PostRow {
        let mine = self.author_id == person;
        let standing = match (self.deleted_at, self.hidden_at) {
            (Some(_), _) => Standing::Deleted,
            (None, Some(_)) => Standing::Hidden,
            (None, None) => Standing::Shown,
        };
        let readable = standing == Standing::Shown || (standing == Standing::Hidden && (mine || staff));
        let html = self.source.map_or(self.html, |source| markup::to_html(&source));
        PostRow {
            id: self.id,
            seq: self.seq,
            depth: self.depth,
            parent: self.parent_id.zip(self.parent_author),
            author: self.author,
            profession: self.profession,
            mine,
            html: if readable { html } else { String::new() },
            additions: if readable { additions.remove(&self.id).unwrap_or_default() } else { Vec::new() },
            at: self.created_at,
            edited_at: self.edited_at,
            standing,
            readable,
            hidden_reason: if readable { self.hidden_reason } else { String::new() },
            unread: standing == Standing::Shown && !mine && self.seq > self.mark && self.ahead == 0,
            editable: mine && (standing == Standing::Hidden || now - self.created_at <= chrono::Duration::hours(EDIT_HOURS)),
            flags: if staff { count(self.flags) } else { 0 },
            flagged: self.flagged > 0,
        }
    }
}

#[derive(FromQueryResult)]
struct Place {
    thread_id: ThreadId,
    before: i64,
}

/// Where a post stands: its thread, and the page of it.
pub async fn place_of(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId) -> Result<(ThreadId, u64)> {
    let (reached, _) = reach::forum(cx.db(), viewer, slug).await?;
    let text = format!(
        "SELECT o.thread_id, (SELECT COUNT(*) FROM posts p WHERE p.thread_id = o.thread_id AND p.path < o.path AND {PLACED}) AS before \
         FROM posts o JOIN threads t ON t.id = o.thread_id WHERE o.id = $1 AND o.cohort_id = $2 AND t.posts > 0"
    );
    let found = Place::find_by_statement(sql(cx, &text, [id.0.into(), reached.id.0.into()])).one(cx.db()).await?;
    let place = found.ok_or(Fault::Missing)?;
    Ok((place.thread_id, count(place.before) / PAGE + 1))
}

#[derive(FromQueryResult)]
struct Only {
    id: PostId,
}

/// The oldest post of a thread that the viewer has not seen, with its page; none when all is read.
pub async fn first_unread(cx: &Cx, viewer: &Viewer, slug: &str, id: ThreadId) -> Result<Option<(PostId, u64)>> {
    let (reached, person) = reach::forum(cx.db(), viewer, slug).await?;
    head(cx, &reached, person, id).await?;
    let text =
        format!("SELECT p.id FROM threads t {MARK} JOIN posts p ON p.thread_id = t.id WHERE t.id = $2 AND {UNREAD} ORDER BY p.seq LIMIT 1");
    let Some(first) = Only::find_by_statement(sql(cx, &text, [person.0.into(), id.0.into()])).one(cx.db()).await? else { return Ok(None) };
    let (_, page) = place_of(cx, viewer, slug, first.id).await?;
    Ok(Some((first.id, page)))
}
