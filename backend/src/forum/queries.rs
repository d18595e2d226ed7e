//! What pages read: the forum's first page, boards, counts of what was not seen. Threads and posts have their own files.

mod leaf;
mod post;
mod thread;

use chrono::{DateTime, Utc};
use domain::id::{BoardId, CohortId, PersonId, ThreadId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, Statement, Value};

pub use super::views::*;
pub use post::{history, own};
pub use thread::{first_unread, place_of, thread};

use super::tables::boards;
use super::{THREADS, boards as making, reach};
use crate::programs::reach::Reached;
use crate::{Cx, Fault, Result, Viewer};

/// A post `p` of thread `t` that the person `$1` has not seen; `m` is their mark.
const UNREAD: &str = "p.author_id <> $1 AND p.deleted_at IS NULL AND p.hidden_at IS NULL AND p.seq > COALESCE(m.last_seq, 0) \
     AND NOT EXISTS (SELECT 1 FROM read_ahead r WHERE r.person_id = $1 AND r.thread_id = p.thread_id AND r.seq = p.seq)";
const MARK: &str = "LEFT JOIN read_marks m ON m.thread_id = t.id AND m.person_id = $1";

fn sql(cx: &Cx, text: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(cx.store.backend(), text, values)
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

/// How many posts of a cohort's forum the viewer has not seen. Zero for one who may not read it.
pub async fn unread_total(cx: &Cx, viewer: &Viewer, cohort: CohortId) -> Result<u64> {
    let door = crate::programs::reach::cohort_by_id(cx.db(), viewer, cohort, crate::programs::reach::Ask::Content).await;
    let (Ok(reached), Some(person)) = (door, viewer.person()) else { return Ok(0) };
    Ok(unread_of_boards(cx, person, reached.id).await?.into_iter().map(|b| count(b.unread)).sum())
}

#[derive(FromQueryResult)]
struct BoardCount {
    board_id: BoardId,
    unread: i64,
}

async fn unread_of_boards(cx: &Cx, person: PersonId, cohort: CohortId) -> Result<Vec<BoardCount>> {
    let text = format!(
        "SELECT t.board_id, COUNT(*) AS unread FROM threads t {MARK} JOIN posts p ON p.thread_id = t.id \
         WHERE t.cohort_id = $2 AND t.last_seq > COALESCE(m.last_seq, 0) AND {UNREAD} GROUP BY t.board_id"
    );
    Ok(BoardCount::find_by_statement(sql(cx, &text, [person.0.into(), cohort.0.into()])).all(cx.db()).await?)
}

#[derive(FromQueryResult)]
struct ThreadCount {
    board_id: BoardId,
    threads: i64,
}

async fn board_rows(cx: &Cx, person: PersonId, cohort: CohortId) -> Result<Vec<BoardRow>> {
    let rows = ensured(cx, cohort).await?;
    let text = "SELECT board_id, COUNT(*) AS threads FROM threads WHERE cohort_id = $1 AND posts > 0 GROUP BY board_id";
    let threads = ThreadCount::find_by_statement(sql(cx, text, [cohort.0.into()])).all(cx.db()).await?;
    let unread = unread_of_boards(cx, person, cohort).await?;
    let shown = |b: boards::Model| BoardRow {
        threads: threads.iter().find(|c| c.board_id == b.id).map_or(0, |c| count(c.threads)),
        unread: unread.iter().find(|c| c.board_id == b.id).map_or(0, |c| count(c.unread)),
        id: b.id,
        kind: b.kind,
        name: b.name,
        about: b.about,
        version: b.version,
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// The boards of a cohort; the first ones are made when nobody came before.
async fn ensured(cx: &Cx, cohort: CohortId) -> Result<Vec<boards::Model>> {
    let there = boards::Entity::find().filter(boards::Column::CohortId.eq(cohort)).order_by_asc(boards::Column::Position);
    let rows = there.clone().all(cx.db()).await?;
    if !rows.is_empty() {
        return Ok(rows);
    }
    let tx = cx.begin().await?;
    making::ensure_boards(&tx, cohort).await?;
    tx.commit().await?;
    Ok(there.all(cx.db()).await?)
}

#[derive(FromQueryResult)]
struct ListedThread {
    id: ThreadId,
    title: String,
    title_hidden: bool,
    created_by: PersonId,
    author: String,
    posts: i32,
    last_seq: i64,
    last_post_at: DateTime<Utc>,
    last_author: Option<String>,
    pinned_at: Option<DateTime<Utc>>,
    locked_at: Option<DateTime<Utc>>,
    unread: i64,
}

impl ListedThread {
    fn shown(self, person: PersonId, staff: bool) -> ThreadRow {
        let hidden = self.title_hidden && !staff && self.created_by != person;
        ThreadRow {
            id: self.id,
            title: if hidden { String::new() } else { self.title },
            author: self.author,
            replies: count(i64::from(self.posts) - 1),
            last_at: self.last_post_at,
            last_author: self.last_author.unwrap_or_default(),
            pinned: self.pinned_at.is_some(),
            locked: self.locked_at.is_some(),
            unread: if self.last_seq > 0 { count(self.unread) } else { 0 },
        }
    }
}

/// Threads with their unread counts, in one question; `order` and `of` are ours, never a person's.
async fn listed(cx: &Cx, person: PersonId, staff: bool, of: (&str, Value), order: &str, most: u64, skip: u64) -> Result<Vec<ThreadRow>> {
    let text = format!(
        "SELECT t.id, t.title, t.title_hidden, t.created_by, a.name AS author, t.posts, t.last_seq, t.last_post_at, t.pinned_at, t.locked_at, \
         (SELECT w.name FROM posts p JOIN people w ON w.id = p.author_id WHERE p.thread_id = t.id AND p.deleted_at IS NULL \
          ORDER BY p.seq DESC LIMIT 1) AS last_author, \
         (SELECT COUNT(*) FROM posts p WHERE p.thread_id = t.id AND t.last_seq > COALESCE(m.last_seq, 0) AND {UNREAD}) AS unread \
         FROM threads t JOIN people a ON a.id = t.created_by {MARK} WHERE {of} = $2 AND t.posts > 0 ORDER BY {order} LIMIT {most} OFFSET {skip}",
        of = of.0
    );
    let rows = ListedThread::find_by_statement(sql(cx, &text, [person.0.into(), of.1])).all(cx.db()).await?;
    Ok(rows.into_iter().map(|row| row.shown(person, staff)).collect())
}

/// The forum's first page.
pub async fn index(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Index> {
    let at = cx.now();
    let (reached, person) = reach::forum(cx.db(), viewer, slug).await?;
    let boards = board_rows(cx, person, reached.id).await?;
    let recent = listed(cx, person, reached.staff(), ("t.cohort_id", reached.id.0.into()), "t.last_post_at DESC, t.id DESC", 8, 0).await?;
    let flags = if reached.staff() { crate::flags::desk::count(cx, reached.id).await? } else { 0 };
    Ok(Index { unread: boards.iter().map(|b| b.unread).sum(), reached, boards, recent, flags, at })
}

/// A board with a page of its threads.
pub async fn board(cx: &Cx, viewer: &Viewer, slug: &str, id: BoardId, page: u64) -> Result<BoardPage> {
    let at = cx.now();
    let (reached, person) = reach::forum(cx.db(), viewer, slug).await?;
    let board = one_board(cx, &reached, person, id).await?;
    let page = page.max(1);
    let pages = board.threads.div_ceil(THREADS).max(1);
    if page > pages {
        return Err(Fault::Missing);
    }
    let order = "CASE WHEN t.pinned_at IS NULL THEN 1 ELSE 0 END, t.last_post_at DESC, t.id DESC";
    let threads = listed(cx, person, reached.staff(), ("t.board_id", id.0.into()), order, THREADS, (page - 1) * THREADS).await?;
    Ok(BoardPage { reached, board, threads, page, pages, at })
}

/// A board and its cohort, for a form that opens a thread on it.
pub async fn board_head(cx: &Cx, viewer: &Viewer, slug: &str, id: BoardId) -> Result<(Reached, BoardRow)> {
    let (reached, person) = reach::forum(cx.db(), viewer, slug).await?;
    let board = one_board(cx, &reached, person, id).await?;
    Ok((reached, board))
}

async fn one_board(cx: &Cx, reached: &Reached, person: PersonId, id: BoardId) -> Result<BoardRow> {
    board_rows(cx, person, reached.id).await?.into_iter().find(|b| b.id == id).ok_or(Fault::Missing)
}

/// How many threads a cohort's forum has: for figures.
pub async fn threads_total(cx: &Cx, cohort: CohortId) -> Result<u64> {
    use super::tables::threads;
    Ok(threads::Entity::find().filter(threads::Column::CohortId.eq(cohort)).filter(threads::Column::Posts.gt(0)).count(cx.db()).await?)
}
