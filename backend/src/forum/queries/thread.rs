//! A page of a thread: one question to the store while nothing of the thread changes, two for those who moderate, whatever the number of posts.

use std::str::FromStr;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::id::{BoardId, PersonId, PostId, ThreadId};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::leaf::{self, PLACED};
use super::{MARK, UNREAD, count, sql};
use crate::forum::kept::Post;
use crate::forum::tables::boards;
use crate::forum::views::{PostRow, Standing, ThreadHead, ThreadPage};
use crate::forum::{EDIT_HOURS, PAGE, reach};
use crate::programs::reach::{COLUMNS, Reached};
use crate::{Cx, Fault, Result, Viewer};

/// A thread and one page of its posts, in the order of reading.
pub async fn thread(cx: &Cx, viewer: &Viewer, slug: &str, id: ThreadId, page: u64) -> Result<ThreadPage> {
    let (reached, person, head) = head(cx, viewer, slug, id).await?;
    let page = page.clamp(1, 1_000_000);
    let leaf = match cx.ports.kept.threads.get(id, page, head.stamp) {
        Some(leaf) => leaf,
        None => cx.ports.kept.threads.put(id, page, leaf::read(cx, id, page).await?),
    };
    let boards = if reached.staff() { other_boards(cx, &reached).await? } else { Vec::new() };
    let reader = Reader::of(&head, person, reached.staff(), cx.now());
    let posts = leaf.posts.iter().map(|post| reader.shown(post)).collect();
    let open = reach::open(&reached).is_ok();
    Ok(ThreadPage {
        thread: head.shown(&reached, person, id),
        posts,
        page,
        pages: leaf.placed.div_ceil(PAGE).max(1),
        boards,
        open,
        reached,
    })
}

/// A thread, and what is this reader's own about it.
#[derive(FromQueryResult)]
struct Head {
    title: String,
    title_hidden: bool,
    created_by: PersonId,
    pinned_at: Option<DateTime<Utc>>,
    locked_at: Option<DateTime<Utc>>,
    stamp: i64,
    board_id: BoardId,
    kind: String,
    name: String,
    mark: i64,
    unread: i64,
    ahead: Option<String>,
    flagged: Option<String>,
    flags: Option<String>,
}

/// The forum's door and the head of a thread in one question: every page of a thread asks it, and most ask nothing else.
async fn head(cx: &Cx, viewer: &Viewer, slug: &str, id: ThreadId) -> Result<(Reached, PersonId, Head)> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let target = if cx.store.backend() == DbBackend::Sqlite { "hex(f.target_id)" } else { "CAST(f.target_id AS text)" };
    let text = format!(
        "SELECT {columns}, t.id AS thread_id, t.title, t.title_hidden, t.created_by, t.pinned_at, t.locked_at, t.stamp, t.board_id, b.kind, \
         b.name, COALESCE(m.last_seq, 0) AS mark, CASE WHEN t.last_seq > COALESCE(m.last_seq, 0) \
         THEN (SELECT COUNT(*) FROM posts p WHERE p.thread_id = t.id AND {UNREAD}) ELSE 0 END AS unread, \
         (SELECT string_agg(CAST(r.seq AS text), ',') FROM read_ahead r WHERE r.person_id = $1 AND r.thread_id = t.id) AS ahead, \
         (SELECT string_agg({target}, ',') FROM flags f WHERE f.person_id = $1 AND f.target_kind = 'post' AND f.cohort_id = c.id) AS flagged, \
         (SELECT string_agg({target}, ',') FROM flags f WHERE f.cohort_id = c.id AND f.settled_at IS NULL AND f.target_kind = 'post') AS flags \
         FROM cohorts c JOIN programs g ON g.id = c.program_id \
         LEFT JOIN threads t ON t.id = $2 AND t.cohort_id = c.id AND t.posts > 0 LEFT JOIN boards b ON b.id = t.board_id {MARK} WHERE c.slug = $3",
        columns = *COLUMNS,
    );
    let row = cx.db().query_one_raw(sql(cx, &text, [person.0.into(), id.0.into(), slug.into()])).await?;
    let reached = reach::forum_in_row(viewer, row.as_ref())?;
    let thread = row.filter(|row| row.try_get::<Option<Uuid>>("", "thread_id").is_ok_and(|id| id.is_some())).ok_or(Fault::Missing)?;
    Ok((reached, person, Head::from_query_result(&thread, "")?))
}

impl Head {
    fn shown(self, reached: &Reached, person: PersonId, id: ThreadId) -> ThreadHead {
        let hidden = self.title_hidden && !reached.staff() && self.created_by != person;
        ThreadHead {
            id,
            title: if hidden { String::new() } else { self.title },
            pinned: self.pinned_at.is_some(),
            locked: self.locked_at.is_some(),
            board: self.board_id,
            board_kind: self.kind,
            board_name: self.name,
            unread: count(self.unread),
        }
    }
}

/// Somebody who reads a page of a thread.
struct Reader {
    person: PersonId,
    staff: bool,
    now: DateTime<Utc>,
    mark: i64,
    ahead: Vec<i64>,
    flagged: Vec<Uuid>,
    flags: Vec<Uuid>,
}

impl Reader {
    fn of(head: &Head, person: PersonId, staff: bool, now: DateTime<Utc>) -> Self {
        let (ahead, flagged, flags) = (listed(head.ahead.as_ref()), listed(head.flagged.as_ref()), listed(head.flags.as_ref()));
        Self { person, staff, now, mark: head.mark, ahead, flagged, flags }
    }

    /// A post as this reader may see it: decided anew each time, whatever is kept.
    fn shown(&self, post: &Post) -> PostRow {
        let p = &post.said;
        let mine = p.author_id == self.person;
        let readable = p.standing == Standing::Shown || (p.standing == Standing::Hidden && (mine || self.staff));
        let words = |text: &Arc<str>| if readable { text.clone() } else { Arc::default() };
        PostRow {
            id: p.id,
            seq: p.seq,
            depth: p.depth,
            parent: p.parent.clone(),
            author: p.author.clone(),
            profession: p.profession.clone(),
            mine,
            html: words(&p.html),
            additions: if readable { p.additions.clone() } else { Arc::default() },
            at: p.at,
            edited_at: p.edited_at,
            standing: p.standing,
            readable,
            hidden_reason: words(&p.hidden_reason),
            unread: p.standing == Standing::Shown && !mine && p.seq > self.mark && !self.ahead.contains(&p.seq),
            editable: mine && (p.standing == Standing::Hidden || self.now - p.at <= chrono::Duration::hours(EDIT_HOURS)),
            flags: if self.staff { self.flags.iter().filter(|of| **of == p.id.0).count() as u64 } else { 0 },
            flagged: self.flagged.contains(&p.id.0),
            drawn: post.drawn.clone(),
        }
    }
}

/// What stands in a list of the store: ids or numbers between commas.
fn listed<T: FromStr>(list: Option<&String>) -> Vec<T> {
    list.into_iter().flat_map(|all| all.split(',')).filter_map(|one| one.parse().ok()).collect()
}

async fn other_boards(cx: &Cx, reached: &Reached) -> Result<Vec<(BoardId, String, String)>> {
    let rows = boards::Entity::find().filter(boards::Column::CohortId.eq(reached.id)).order_by_asc(boards::Column::Position);
    Ok(rows.all(cx.db()).await?.into_iter().map(|b| (b.id, b.kind, b.name)).collect())
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
    let (_, person, _) = head(cx, viewer, slug, id).await?;
    let text =
        format!("SELECT p.id FROM threads t {MARK} JOIN posts p ON p.thread_id = t.id WHERE t.id = $2 AND {UNREAD} ORDER BY p.seq LIMIT 1");
    let Some(first) = Only::find_by_statement(sql(cx, &text, [person.0.into(), id.0.into()])).one(cx.db()).await? else { return Ok(None) };
    let (_, page) = place_of(cx, viewer, slug, first.id).await?;
    Ok(Some((first.id, page)))
}
