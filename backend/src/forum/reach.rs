//! The doors of the forum: the cohort's first, then the row by its id and cohort.

use domain::id::{BoardId, CohortId, PersonId, PostId, ThreadId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect};

use super::tables::{boards, posts, threads};
use crate::programs::reach::{self, Ask, Reached};
use crate::{Fault, Result, Tx, Viewer};

/// The forum of a cohort, for one who may read it, and who that is.
pub async fn forum(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str) -> Result<(Reached, PersonId)> {
    let reached = reach::cohort(db, viewer, slug, Ask::Content).await?;
    Ok((reached, viewer.person().ok_or(Fault::SignIn)?))
}

/// The same, when the cohort's row came with more.
pub fn forum_in_row(viewer: &Viewer, row: Option<&QueryResult>) -> Result<Reached> {
    reach::in_row(viewer, row, Ask::Content)
}

/// The forum, for those who moderate it.
pub async fn moderated(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str) -> Result<(Reached, PersonId)> {
    let (reached, person) = forum(db, viewer, slug).await?;
    if reached.staff() { Ok((reached, person)) } else { Err(Fault::Refused("refused-role")) }
}

/// An archived cohort's forum is read, not written.
pub fn open(reached: &Reached) -> Result<()> {
    if reached.row.state == "archived" { Err(Fault::Conflict("conflict-forum-archived")) } else { Ok(()) }
}

/// A board of this cohort, held until the transaction ends.
pub async fn board(db: &impl ConnectionTrait, reached: &Reached, id: BoardId) -> Result<boards::Model> {
    let found = boards::Entity::find_by_id(id).filter(boards::Column::CohortId.eq(reached.id)).lock_exclusive();
    found.one(db).await?.ok_or(Fault::Missing)
}

/// A thread of this cohort that somebody's words still stand in, held until the transaction ends.
pub async fn thread(db: &impl ConnectionTrait, reached: &Reached, id: ThreadId) -> Result<threads::Model> {
    let found = threads::Entity::find_by_id(id).filter(threads::Column::CohortId.eq(reached.id)).filter(threads::Column::Posts.gt(0));
    found.lock_exclusive().one(db).await?.ok_or(Fault::Missing)
}

/// Every thread of a cohort, held until the transaction ends; in one order, so that two who do so never wait in a circle.
pub(crate) async fn hold_threads(tx: &Tx, cohort: CohortId) -> Result<()> {
    let all = threads::Entity::find().select_only().column(threads::Column::Id).filter(threads::Column::CohortId.eq(cohort));
    all.order_by_asc(threads::Column::Id).lock_exclusive().into_tuple::<ThreadId>().all(tx.db()).await?;
    Ok(())
}

/// A post of this cohort and its thread. The thread is held until the transaction ends: whoever changes posts takes that one lock, and first.
pub async fn post(db: &impl ConnectionTrait, reached: &Reached, id: PostId) -> Result<(threads::Model, posts::Model)> {
    let found = || posts::Entity::find_by_id(id).filter(posts::Column::CohortId.eq(reached.id));
    let thread = found().one(db).await?.ok_or(Fault::Missing)?.thread_id;
    let thread = threads::Entity::find_by_id(thread).lock_exclusive().one(db).await?.ok_or(Fault::Missing)?;
    Ok((thread, found().one(db).await?.ok_or(Fault::Missing)?))
}

/// A post of one's own that is not deleted. Another's is refused: nobody changes another's words.
pub async fn own_post(
    db: &impl ConnectionTrait,
    reached: &Reached,
    person: PersonId,
    id: PostId,
) -> Result<(threads::Model, posts::Model)> {
    let (thread, row) = post(db, reached, id).await?;
    match (row.author_id == person, row.deleted_at.is_some()) {
        (false, _) => Err(Fault::Refused("refused-forum-own")),
        (true, true) => Err(Fault::Missing),
        (true, false) => Ok((thread, row)),
    }
}
