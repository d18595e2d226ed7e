//! Boards: three stand in every forum; facilitators and coordinators add others and rename any.

use domain::fault::Faults;
use domain::id::{BoardId, CohortId};
use domain::text;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::reach;
use super::tables::boards;
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// The boards that every forum begins with. Their names are words of the lists until somebody renames them.
pub const FIRST: [&str; 3] = ["introductions", "practice", "resources"];

/// Makes the first boards when the cohort has none. Their ids follow from the cohort's, so that two at once make three, not six.
pub async fn ensure_boards(tx: &Tx, cohort: CohortId) -> Result<()> {
    if boards::Entity::find().filter(boards::Column::CohortId.eq(cohort)).count(tx.db()).await? > 0 {
        return Ok(());
    }
    for (position, kind) in (1..).zip(FIRST) {
        let row = boards::ActiveModel {
            id: Set(id_of(cohort, kind)),
            cohort_id: Set(cohort),
            kind: Set(kind.to_owned()),
            name: Set(String::new()),
            about: Set(String::new()),
            position: Set(position),
            version: Set(1),
            created_at: Set(tx.cx().now()),
        };
        let once = OnConflict::column(boards::Column::Id).do_nothing().to_owned();
        boards::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

/// The id of a first board.
pub fn id_of(cohort: CohortId, kind: &str) -> BoardId {
    let mut bytes = [0_u8; 16];
    let digest = Sha256::digest([cohort.0.as_bytes(), kind.as_bytes()].concat());
    bytes.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    BoardId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// Adds a board after the others.
pub async fn add(cx: &Cx, viewer: &Viewer, slug: &str, once: Uuid, name: &str, about: &str) -> Result<BoardId> {
    let tx = cx.begin().await?;
    let (reached, _) = reach::moderated(tx.db(), viewer, slug).await?;
    reach::open(&reached)?;
    let (name, about) = judge(name, about)?;
    ensure_boards(&tx, reached.id).await?;
    let id = BoardId(once);
    if let Some(there) = boards::Entity::find_by_id(id).one(tx.db()).await? {
        return if there.cohort_id == reached.id { Ok(id) } else { Err(Fault::Conflict("conflict-twice")) };
    }
    let before = boards::Entity::find().filter(boards::Column::CohortId.eq(reached.id)).count(tx.db()).await?;
    if before >= 40 {
        return Err(Fault::field("name", "fault-forum-boards"));
    }
    let row = boards::ActiveModel {
        id: Set(id),
        cohort_id: Set(reached.id),
        kind: Set("own".to_owned()),
        name: Set(name),
        about: Set(about),
        position: Set(i32::try_from(before).unwrap_or(i32::MAX - 1) + 1),
        version: Set(1),
        created_at: Set(cx.now()),
    };
    boards::Entity::insert(row).exec_without_returning(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("forum.moderate", "board", id.0).detail(json!({"did": "add"}))).await?;
    tx.commit().await?;
    Ok(id)
}

/// Renames a board, when nobody else did so in the meantime.
pub async fn rename(cx: &Cx, viewer: &Viewer, slug: &str, id: BoardId, version: i32, name: &str, about: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let (reached, _) = reach::moderated(tx.db(), viewer, slug).await?;
    let row = reach::board(tx.db(), &reached, id).await?;
    let (name, about) = judge(name, about)?;
    if row.version != version {
        return Err(Fault::field("name", "fault-forum-board-changed"));
    }
    let change = boards::ActiveModel { id: Set(id), name: Set(name), about: Set(about), version: Set(version + 1), ..Default::default() };
    change.update(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("forum.moderate", "board", id.0).detail(json!({"did": "rename"}))).await?;
    tx.commit().await
}

fn judge(name: &str, about: &str) -> Result<(String, String)> {
    let mut faults = Faults::new();
    let name = faults.take(text::line("name", name, 80));
    let about = faults.take(text::optional_line("about", about, 300));
    faults.done()?;
    Ok((name.unwrap_or_default(), about.unwrap_or_default()))
}
