//! Moderation: hide and restore, lock, pin, move; flags. Nobody changes another's words here.

use domain::fault::{Faults, FieldFault};
use domain::id::{BoardId, PersonId, PostId, ThreadId};
use domain::text;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::tables::{post_flags, posts, threads};
use super::{indexing, reach};
use crate::audit::{self, Line};
use crate::programs::reach::Reached;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// What a flag can be about.
pub const FLAGS: [&str; 3] = ["patient", "unkind", "other"];

/// Hides a post from all but its author and those who moderate. Its open flags are settled by it.
pub async fn hide(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId, reason: &str) -> Result<ThreadId> {
    let tx = cx.begin().await?;
    let (reached, person) = reach::moderated(tx.db(), viewer, slug).await?;
    let (thread, row) = standing(&tx, &reached, id).await?;
    let reason = text::line("reason", reason, 300).map_err(|f| Fault::Invalid(vec![f]))?;
    let at = thread.id;
    settle_flags(&tx, id, person).await?;
    cover(&tx, thread, row, person, reason).await?;
    audit::write(&tx, viewer, Line::new("forum.moderate", "post", id.0).detail(json!({"did": "hide"}))).await?;
    tx.commit().await?;
    Ok(at)
}

/// Shows a hidden post again.
pub async fn restore(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId) -> Result<ThreadId> {
    let tx = cx.begin().await?;
    let (reached, person) = reach::moderated(tx.db(), viewer, slug).await?;
    let (thread, mut row) = standing(&tx, &reached, id).await?;
    (row.hidden_at, row.hidden_by, row.hidden_reason) = (None, None, String::new());
    settle_flags(&tx, id, person).await?;
    write_hiding(&tx, thread, &row).await?;
    audit::write(&tx, viewer, Line::new("forum.moderate", "post", id.0).detail(json!({"did": "restore"}))).await?;
    tx.commit().await?;
    Ok(row.thread_id)
}

async fn standing(tx: &Tx, reached: &Reached, id: PostId) -> Result<(threads::Model, posts::Model)> {
    let (thread, row) = reach::post(tx.db(), reached, id).await?;
    if row.deleted_at.is_some() { Err(Fault::Missing) } else { Ok((thread, row)) }
}

async fn cover(tx: &Tx, thread: threads::Model, mut row: posts::Model, by: PersonId, reason: String) -> Result<()> {
    row.hidden_at = Some(row.hidden_at.unwrap_or(tx.cx().now()));
    (row.hidden_by, row.hidden_reason) = (Some(by), reason);
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

/// Flags another's post: one flag for each person and post, the newest reason counts. A flag that says "patient information" hides the post at once,
/// until one who moderates has looked.
pub async fn flag(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId, kind: &str, reason: &str) -> Result<ThreadId> {
    let tx = cx.begin().await?;
    let (reached, person) = reach::forum(tx.db(), viewer, slug).await?;
    let (held, row) = standing(&tx, &reached, id).await?;
    if row.author_id == person {
        return Err(Fault::Refused("refused-forum-own-flag"));
    }
    if row.hidden_at.is_some() && !reached.staff() {
        return Err(Fault::Conflict("conflict-post-hidden"));
    }
    let mut faults = Faults::new();
    let kind = faults.take(FLAGS.iter().find(|k| **k == kind).ok_or_else(|| FieldFault::new("kind", "fault-choice")));
    let reason = faults.take(text::line("reason", reason, 300));
    faults.done()?;
    let (kind, thread) = (kind.copied().unwrap_or("other"), row.thread_id);
    let flag = post_flags::ActiveModel {
        id: Set(cx.new_id()),
        post_id: Set(id),
        person_id: Set(person),
        kind: Set(kind.to_owned()),
        reason: Set(reason.unwrap_or_default()),
        created_at: Set(cx.now()),
        settled_at: Set(None),
        settled_by: Set(None),
    };
    use post_flags::Column as C;
    let newest = OnConflict::columns([C::PostId, C::PersonId])
        .update_columns([C::Kind, C::Reason, C::CreatedAt, C::SettledAt, C::SettledBy])
        .to_owned();
    post_flags::Entity::insert(flag).on_conflict(newest).exec_without_returning(tx.db()).await?;
    if kind == "patient" && row.hidden_at.is_none() {
        cover(&tx, held, row, person, String::new()).await?;
    }
    audit::write(&tx, viewer, Line::new("forum.flag", "post", id.0).detail(json!({"kind": kind}))).await?;
    tx.commit().await?;
    Ok(thread)
}

/// Settles the open flags of a post without hiding or restoring it: somebody has looked.
pub async fn settle(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId) -> Result<()> {
    let tx = cx.begin().await?;
    let (reached, person) = reach::moderated(tx.db(), viewer, slug).await?;
    reach::post(tx.db(), &reached, id).await?;
    settle_flags(&tx, id, person).await?;
    audit::write(&tx, viewer, Line::new("forum.moderate", "post", id.0).detail(json!({"did": "settle"}))).await?;
    tx.commit().await
}

async fn settle_flags(tx: &Tx, post: PostId, by: PersonId) -> Result<()> {
    post_flags::Entity::update_many()
        .col_expr(post_flags::Column::SettledAt, Expr::value(tx.cx().now()))
        .col_expr(post_flags::Column::SettledBy, Expr::value(by))
        .filter(post_flags::Column::PostId.eq(post))
        .filter(post_flags::Column::SettledAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}
