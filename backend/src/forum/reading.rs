//! What was read. A mark moves only over posts that were really shown to this person, and never past one that was not.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::id::{BoardId, PersonId, ThreadId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value};

use super::queries::ThreadPage;
use super::reach;
use super::tables::{posts, read_ahead, read_marks};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Notes that this page was shown to the viewer. Nothing is written when it held nothing new.
pub async fn shown(cx: &Cx, viewer: &Viewer, page: &ThreadPage) -> Result<()> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let fresh: BTreeSet<i64> = page.posts.iter().filter(|p| p.unread).map(|p| p.seq).collect();
    if fresh.is_empty() {
        return Ok(());
    }
    let tx = cx.begin().await?;
    let thread = page.thread.id;
    let held = read_marks::Entity::find_by_id((person, thread)).lock_exclusive().one(tx.db()).await?;
    let mut mark = held.map_or(0, |m| m.last_seq);
    let mut seen = ahead(&tx, person, thread).await?;
    seen.extend(fresh);
    for seq in unread(&tx, person, thread, mark).await? {
        if !seen.contains(&seq) {
            break;
        }
        mark = seq;
    }
    move_mark(&tx, person, thread, mark).await?;
    let beyond = seen.split_off(&(mark + 1));
    keep_ahead(&tx, person, thread, mark, beyond).await?;
    tx.commit().await
}

/// Posts of others beyond the mark, whether seen or not.
async fn unread(tx: &Tx, person: PersonId, thread: ThreadId, mark: i64) -> Result<Vec<i64>> {
    let rows = posts::Entity::find()
        .select_only()
        .column(posts::Column::Seq)
        .filter(posts::Column::ThreadId.eq(thread))
        .filter(posts::Column::Seq.gt(mark))
        .filter(posts::Column::AuthorId.ne(person))
        .filter(posts::Column::DeletedAt.is_null())
        .filter(posts::Column::HiddenAt.is_null())
        .order_by_asc(posts::Column::Seq);
    Ok(rows.into_tuple().all(tx.db()).await?)
}

async fn ahead(tx: &Tx, person: PersonId, thread: ThreadId) -> Result<BTreeSet<i64>> {
    let rows = read_ahead::Entity::find().filter(read_ahead::Column::PersonId.eq(person)).filter(read_ahead::Column::ThreadId.eq(thread));
    Ok(rows.all(tx.db()).await?.into_iter().map(|r| r.seq).collect())
}

async fn move_mark(tx: &Tx, person: PersonId, thread: ThreadId, mark: i64) -> Result<()> {
    let row = read_marks::ActiveModel { person_id: Set(person), thread_id: Set(thread), last_seq: Set(mark), read_at: Set(tx.cx().now()) };
    let moved = OnConflict::columns([read_marks::Column::PersonId, read_marks::Column::ThreadId])
        .update_columns([read_marks::Column::LastSeq, read_marks::Column::ReadAt])
        .to_owned();
    read_marks::Entity::insert(row).on_conflict(moved).exec_without_returning(tx.db()).await?;
    Ok(())
}

async fn keep_ahead(tx: &Tx, person: PersonId, thread: ThreadId, mark: i64, beyond: BTreeSet<i64>) -> Result<()> {
    use read_ahead::Column as C;
    let passed = read_ahead::Entity::delete_many().filter(C::PersonId.eq(person)).filter(C::ThreadId.eq(thread));
    passed.filter(C::Seq.lte(mark)).exec(tx.db()).await?;
    let rows: Vec<_> =
        beyond.into_iter().map(|seq| read_ahead::ActiveModel { person_id: Set(person), thread_id: Set(thread), seq: Set(seq) }).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let once = OnConflict::columns([C::PersonId, C::ThreadId, C::Seq]).do_nothing().to_owned();
    read_ahead::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Marks everything as read that was written until the moment the person looked at the list: the whole forum, or one board.
pub async fn mark_all(cx: &Cx, viewer: &Viewer, slug: &str, board: Option<BoardId>, until: Option<DateTime<Utc>>) -> Result<()> {
    let tx = cx.begin().await?;
    let (reached, person) = reach::forum(tx.db(), viewer, slug).await?;
    let now = cx.now();
    let mut values: Vec<Value> = vec![person.0.into(), reached.id.0.into(), now.into(), until.map_or(now, |u| u.min(now)).into()];
    let on_board = match board {
        Some(board) => {
            values.push(reach::board(tx.db(), &reached, board).await?.id.0.into());
            "AND t.board_id = $5 "
        }
        None => "",
    };
    let backend = cx.store.backend();
    let marks = format!(
        "INSERT INTO read_marks (person_id, thread_id, last_seq, read_at) \
         SELECT $1, t.id, MAX(p.seq), $3 FROM threads t JOIN posts p ON p.thread_id = t.id \
         WHERE t.cohort_id = $2 AND p.created_at <= $4 {on_board}GROUP BY t.id \
         ON CONFLICT (person_id, thread_id) DO UPDATE SET read_at = excluded.read_at, \
         last_seq = CASE WHEN excluded.last_seq > read_marks.last_seq THEN excluded.last_seq ELSE read_marks.last_seq END"
    );
    tx.db().execute_raw(Statement::from_sql_and_values(backend, marks, values)).await?;
    let passed = "DELETE FROM read_ahead WHERE person_id = $1 AND EXISTS (SELECT 1 FROM read_marks m WHERE m.person_id = $1 \
                  AND m.thread_id = read_ahead.thread_id AND m.last_seq >= read_ahead.seq)";
    tx.db().execute_raw(Statement::from_sql_and_values(backend, passed, [person.0.into()])).await?;
    tx.commit().await
}
