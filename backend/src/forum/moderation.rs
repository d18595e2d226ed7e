//! Moderation: hide and restore, lock, pin, move. Nobody changes another's words here.

use domain::id::{BoardId, PostId, ThreadId};
use domain::text;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::json;

use super::tables::{posts, threads};
use super::{indexing, reach};
use crate::audit::{self, Line};
use crate::flags::{Kind, settle};
use crate::programs::reach::Reached;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Hides a post from all but its author and those who moderate. Its open flags are settled by it.
pub async fn hide(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId, reason: &str) -> Result<ThreadId> {
    let tx = cx.begin().await?;
    let (reached, _) = reach::moderated(tx.db(), viewer, slug).await?;
    let (thread, row) = standing(&tx, &reached, id).await?;
    let reason = text::line("reason", reason, 300).map_err(|f| Fault::Invalid(vec![f]))?;
    let at = thread.id;
    settle(&tx, viewer, Kind::Post, id.0).await?;
    put(&tx, viewer, thread, row, Some(reason)).await?;
    audit::write(&tx, viewer, Line::new("forum.moderate", "post", id.0).detail(json!({"did": "hide"}))).await?;
    tx.commit().await?;
    Ok(at)
}

async fn standing(tx: &Tx, reached: &Reached, id: PostId) -> Result<(threads::Model, posts::Model)> {
    let (thread, row) = reach::post(tx.db(), reached, id).await?;
    if row.deleted_at.is_some() { Err(Fault::Missing) } else { Ok((thread, row)) }
}

/// Hides a post with this reason, or shows it again; for what flags do. The caller has opened a door that lets it, and writes the log.
pub(crate) async fn cover(tx: &Tx, viewer: &Viewer, reached: &Reached, id: PostId, reason: Option<String>) -> Result<()> {
    let (thread, row) = reach::post(tx.db(), reached, id).await?;
    put(tx, viewer, thread, row, reason).await
}

async fn put(tx: &Tx, viewer: &Viewer, thread: threads::Model, mut row: posts::Model, reason: Option<String>) -> Result<()> {
    row.hidden_at = reason.is_some().then(|| row.hidden_at.unwrap_or(tx.cx().now()));
    row.hidden_by = viewer.person().filter(|_| reason.is_some());
    row.hidden_reason = reason.unwrap_or_default();
    write_hiding(tx, thread, &row).await
}

/// Writes whether a post is hidden. The title goes with the post that opened the thread: it may hold what the post is hidden for.
async fn write_hiding(tx: &Tx, mut thread: threads::Model, row: &posts::Model) -> Result<()> {
    let change = posts::ActiveModel {
        id: Set(row.id),
        hidden_at: Set(row.hidden_at),
        hidden_by: Set(row.hidden_by),
        hidden_reason: Set(row.hidden_reason.clone()),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    if row.seq == 1 {
        thread.title_hidden = row.hidden_at.is_some();
        indexing::title(tx, &thread).await?;
    }
    indexing::post(tx, row, indexing::shown_title(&thread)).await
}

/// What may be done with a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// No new replies.
    Lock,
    /// Replies again.
    Unlock,
    /// Stands first on its board.
    Pin,
    /// Stands in the order of time again.
    Unpin,
}

impl Turn {
    fn word(self) -> &'static str {
        match self {
            Self::Lock => "lock",
            Self::Unlock => "unlock",
            Self::Pin => "pin",
            Self::Unpin => "unpin",
        }
    }
}

/// Locks, unlocks, pins or unpins a thread. Twice is once.
pub async fn turn(cx: &Cx, viewer: &Viewer, slug: &str, id: ThreadId, turn: Turn) -> Result<()> {
    let tx = cx.begin().await?;
    let (reached, _) = reach::moderated(tx.db(), viewer, slug).await?;
    let row = reach::thread(tx.db(), &reached, id).await?;
    let now = cx.now();
    let mut change = threads::ActiveModel { id: Set(id), ..Default::default() };
    match turn {
        Turn::Lock => change.locked_at = Set(row.locked_at.or(Some(now))),
        Turn::Unlock => change.locked_at = Set(None),
        Turn::Pin => change.pinned_at = Set(row.pinned_at.or(Some(now))),
        Turn::Unpin => change.pinned_at = Set(None),
    }
    change.update(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("forum.moderate", "thread", id.0).detail(json!({"did": turn.word()}))).await?;
    tx.commit().await
}

/// Moves a thread to another board of the same cohort.
pub async fn move_thread(cx: &Cx, viewer: &Viewer, slug: &str, id: ThreadId, to: BoardId) -> Result<()> {
    let tx = cx.begin().await?;
    let (reached, _) = reach::moderated(tx.db(), viewer, slug).await?;
    let row = reach::thread(tx.db(), &reached, id).await?;
    let board = match reach::board(tx.db(), &reached, to).await {
        Err(Fault::Missing) => return Err(Fault::field("board", "fault-choice")),
        other => other?,
    };
    threads::ActiveModel { id: Set(id), board_id: Set(board.id), ..Default::default() }.update(tx.db()).await?;
    let detail = json!({"did": "move", "from": row.board_id, "to": board.id});
    audit::write(&tx, viewer, Line::new("forum.moderate", "thread", id.0).detail(detail)).await?;
    tx.commit().await
}
