//! What accreditors want to see of how a program was planned (I8): brought once, and handed over with every audit pack.

use chrono::{DateTime, Utc};
use domain::fault::{Faults, FieldFault};
use domain::id::{FileId, ProgramId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

use super::door;
use super::tables::certificates;
use super::tables::proof::planning_documents as rows;
use crate::audit::{self, Line};
use crate::sessions::resources::{self, Download};
use crate::sessions::tables::files;
use crate::{Cx, Fault, Result, Viewer, careful};

/// What a document may be.
pub const KINDS: [&str; 5] = ["needs", "committee", "objectives", "budget", "other"];

/// Most documents of a program.
pub const MOST: usize = 40;

/// A document in the list of its program.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its key.
    pub id: Uuid,
    /// One of `KINDS`.
    pub kind: String,
    /// The file's name.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
    /// When it was brought.
    pub added_at: DateTime<Utc>,
    /// It may still be taken away.
    pub removable: bool,
    pub(super) file: FileId,
}

/// The documents of a program, in the order of `KINDS`, then as they came.
pub(super) async fn of(db: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<Document>> {
    let all = rows::Entity::find().filter(rows::Column::ProgramId.eq(program));
    let mut all = all.order_by_asc(rows::Column::AddedAt).order_by_asc(rows::Column::Id).all(db).await?;
    all.sort_by_key(|row| KINDS.iter().position(|kind| *kind == row.kind));
    let named: Vec<(FileId, String, i64)> = files::Entity::find()
        .filter(files::Column::Id.is_in(all.iter().map(|row| row.file_id)))
        .select_only()
        .columns([files::Column::Id, files::Column::Name, files::Column::Size])
        .into_tuple()
        .all(db)
        .await?;
    let mut out = Vec::new();
    for row in all {
        let Some((_, name, size)) = named.iter().find(|(id, ..)| *id == row.file_id) else { continue };
        let removable = !rested_on(db, &row).await?;
        out.push(Document {
            id: row.id,
            kind: row.kind,
            name: name.clone(),
            size: *size,
            added_at: row.added_at,
            removable,
            file: row.file_id,
        });
    }
    Ok(out)
}

/// Whether a paper was issued since: then the document belongs to what is kept (I6).
async fn rested_on(db: &impl ConnectionTrait, row: &rows::Model) -> Result<bool> {
    let since = certificates::Entity::find()
        .filter(certificates::Column::ProgramId.eq(row.program_id))
        .filter(certificates::Column::IssuedAt.gt(row.added_at));
    Ok(since.count(db).await? > 0)
}

/// Brings a document (`credit.pack`). Sent twice, it is brought once.
pub async fn add(cx: &Cx, viewer: &Viewer, program: ProgramId, once: Uuid, kind: &str, file: Option<(String, Vec<u8>)>) -> Result<()> {
    let tx = cx.begin().await?;
    door::coordinated(tx.db(), viewer, program).await?;
    if let Some(there) = rows::Entity::find_by_id(once).one(tx.db()).await? {
        return if there.program_id == program { Ok(()) } else { Err(Fault::Missing) };
    }
    let (name, media, bytes) = judge(kind, file)?;
    let person = viewer.person().ok_or(Fault::SignIn)?;
    if rows::Entity::find().filter(rows::Column::ProgramId.eq(program)).count(tx.db()).await? >= MOST as u64 {
        return Err(Fault::Conflict("conflict-planning-many"));
    }
    let file = resources::store(&tx, person, &name, media, bytes).await?;
    let row = rows::ActiveModel {
        id: Set(once),
        program_id: Set(program),
        kind: Set(kind.to_owned()),
        file_id: Set(file),
        added_at: Set(cx.now()),
        added_by: Set(person),
    };
    rows::Entity::insert(row).exec_without_returning(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("credit.pack", "program", program.0).detail(json!({ "brought": kind }))).await?;
    tx.commit().await
}

fn judge(kind: &str, file: Option<(String, Vec<u8>)>) -> Result<(String, &'static str, Vec<u8>)> {
    let mut faults = Faults::new();
    if !KINDS.contains(&kind) {
        faults.add(FieldFault::new("kind", "fault-choice"));
    }
    let Some((name, bytes)) = file.filter(|(_, bytes)| !bytes.is_empty()) else {
        faults.add(FieldFault::new("file", "fault-empty"));
        return Err(faults.done().err().unwrap_or(Fault::Missing));
    };
    let name = domain::text::tidy_line(&name);
    faults.take(careful::file_name("file", &name));
    let media = faults.take(resources::sniff(&name, &bytes)).unwrap_or_default();
    faults.done()?;
    Ok((name, media, bytes))
}

async fn one(db: &impl ConnectionTrait, program: ProgramId, id: Uuid) -> Result<rows::Model> {
    let found = rows::Entity::find_by_id(id).filter(rows::Column::ProgramId.eq(program));
    found.one(db).await?.ok_or(Fault::Missing)
}

/// A document's bytes.
pub async fn open(cx: &Cx, viewer: &Viewer, program: ProgramId, id: Uuid) -> Result<Download> {
    door::coordinated(cx.db(), viewer, program).await?;
    let row = one(cx.db(), program, id).await?;
    bytes(cx.db(), row.file_id).await
}

pub(super) async fn bytes(db: &impl ConnectionTrait, file: FileId) -> Result<Download> {
    let file = files::Entity::find_by_id(file).one(db).await?.ok_or(Fault::Missing)?;
    Ok(Download { name: file.name, media_type: file.media_type, bytes: file.bytes })
}

/// Takes a document away that was brought by mistake; not one on which a paper rests.
pub async fn remove(cx: &Cx, viewer: &Viewer, program: ProgramId, id: Uuid) -> Result<()> {
    let tx = cx.begin().await?;
    door::coordinated(tx.db(), viewer, program).await?;
    let row = one(tx.db(), program, id).await?;
    if rested_on(tx.db(), &row).await? {
        return Err(Fault::Conflict("conflict-planning-stands"));
    }
    let (file, kind) = (row.file_id, row.kind.clone());
    row.delete(tx.db()).await?;
    files::Entity::delete_by_id(file).exec(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("credit.pack", "program", program.0).detail(json!({ "taken_away": kind }))).await?;
    tx.commit().await
}
