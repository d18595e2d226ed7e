//! Papers, forms and links of a cohort or one of its sessions. Bytes are served through this door only.

use chrono::{DateTime, Utc};
use domain::fault::{Faults, FieldFault};
use domain::id::{FileId, PersonId, ResourceId, SessionId};
use domain::text::{self, NAME};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::tables::{files, resources, sessions};
use crate::audit::{self, Line};
use crate::programs::reach::{self, Ask, Reached};
use crate::{Cx, Fault, Result, Tx, Viewer, careful};

/// Largest file (security §3.2).
pub const LARGEST: usize = 10 * 1024 * 1024;

/// A resource, as typed: a link, or a file.
#[derive(Debug, Clone, Default)]
pub struct NewResource {
    /// What it is called; a file's own name when empty.
    pub title: String,
    /// Its address; empty for a file.
    pub url: String,
    /// The session it belongs to; none for the whole cohort.
    pub session: Option<SessionId>,
    /// Name and bytes of a file.
    pub file: Option<(String, Vec<u8>)>,
}

/// A resource in a list.
#[derive(Debug, Clone)]
pub struct ResourceLine {
    /// The resource.
    pub id: ResourceId,
    /// Its session.
    pub session: Option<SessionId>,
    /// What it is called.
    pub title: String,
    /// Where a link leads; empty for a file.
    pub url: String,
    /// A file's size in bytes, and type.
    pub file: Option<(i64, String)>,
    /// When it came.
    pub added_at: DateTime<Utc>,
    /// Whether the viewer may take it away.
    pub mine_to_remove: bool,
}

/// Those who bring material: facilitator and coordinator (`material.upload`).
fn may_add(reached: &Reached) -> Result<()> {
    if reached.staff() { Ok(()) } else { Err(Fault::Refused("refused-role")) }
}

/// Adds a resource.
pub async fn add(cx: &Cx, viewer: &Viewer, slug: &str, once: Uuid, typed: NewResource) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Content).await?;
    may_add(&reached)?;
    if resources::Entity::find_by_id(ResourceId(once)).one(tx.db()).await?.is_some() {
        return Ok(());
    }
    if let Some(session) = typed.session {
        let there = sessions::Entity::find_by_id(session).filter(sessions::Column::CohortId.eq(reached.id)).one(tx.db()).await?;
        there.ok_or(Fault::field("session", "fault-choice"))?;
    }
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let mut faults = Faults::new();
    let (title, url, file) = match typed.file {
        Some((name, bytes)) => {
            let name = text::tidy_line(&name);
            let wish = if typed.title.trim().is_empty() { name.clone() } else { typed.title };
            let title = faults.take(text::line("title", &wish, NAME)).unwrap_or_default();
            faults.take(careful::file_name("file", &name));
            if bytes.is_empty() {
                faults.add(FieldFault::new("file", "fault-file-empty"));
            }
            let kind = faults.take(sniff(&name, &bytes)).unwrap_or_default();
            (title, String::new(), Some((name, kind, bytes)))
        }
        None => {
            let title = faults.take(text::line("title", &typed.title, NAME)).unwrap_or_default();
            let url = faults.take(text::web_address("url", &typed.url)).unwrap_or_default();
            (title, url, None)
        }
    };
    faults.done()?;
    let file_id = match file {
        Some((name, kind, bytes)) => Some(store(&tx, person, &name, kind, bytes).await?),
        None => None,
    };
    let row = resources::ActiveModel {
        id: Set(ResourceId(once)),
        cohort_id: Set(reached.id),
        session_id: Set(typed.session),
        title: Set(title),
        url: Set(url),
        file_id: Set(file_id),
        created_at: Set(cx.now()),
        added_by: Set(person),
    };
    resources::Entity::insert(row).exec_without_returning(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("material.upload", "resource", once)).await?;
    tx.commit().await
}

/// Writes a file down, as bytes that nothing points at yet.
pub(crate) async fn store(tx: &Tx, person: PersonId, name: &str, kind: &str, bytes: Vec<u8>) -> Result<FileId> {
    let id = FileId(tx.cx().random_id());
    let row = files::ActiveModel {
        id: Set(id),
        name: Set(name.chars().take(200).collect()),
        media_type: Set(kind.to_owned()),
        size: Set(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
        sha256: Set(data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes))),
        bytes: Set(bytes),
        created_at: Set(tx.cx().now()),
        uploaded_by: Set(person),
    };
    files::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// The media type by content; the name's ending must agree. Nothing that a browser would run is taken.
pub(crate) fn sniff(name: &str, bytes: &[u8]) -> std::result::Result<&'static str, FieldFault> {
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
    let zip = bytes.starts_with(b"PK\x03\x04");
    let text = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
    let kind = match ending.as_str() {
        "pdf" if bytes.starts_with(b"%PDF-") => "application/pdf",
        "png" if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => "image/png",
        "jpg" | "jpeg" if bytes.starts_with(b"\xff\xd8\xff") => "image/jpeg",
        "docx" if zip => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pptx" if zip => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "xlsx" if zip => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt" if zip => "application/vnd.oasis.opendocument.text",
        "odp" if zip => "application/vnd.oasis.opendocument.presentation",
        "txt" | "md" if text => "text/plain; charset=utf-8",
        "csv" if text => "text/csv; charset=utf-8",
        _ => return Err(FieldFault::new("file", "fault-file-kind")),
    };
    Ok(kind)
}

/// The resources of a cohort, or of one session.
pub async fn list(cx: &Cx, viewer: &Viewer, slug: &str, session: Option<SessionId>) -> Result<(Reached, Vec<ResourceLine>)> {
    let reached = reach::cohort(cx.db(), viewer, slug, Ask::Content).await?;
    let mut query = resources::Entity::find().filter(resources::Column::CohortId.eq(reached.id));
    if let Some(session) = session {
        query = query.filter(resources::Column::SessionId.eq(session));
    }
    let rows = query.order_by_desc(resources::Column::CreatedAt).all(cx.db()).await?;
    let ids: Vec<FileId> = rows.iter().filter_map(|r| r.file_id).collect();
    let sizes: Vec<(FileId, i64, String)> = files::Entity::find()
        .filter(files::Column::Id.is_in(ids))
        .select_only()
        .columns([files::Column::Id, files::Column::Size, files::Column::MediaType])
        .into_tuple()
        .all(cx.db())
        .await?;
    let line = |r: resources::Model| ResourceLine {
        id: r.id,
        session: r.session_id,
        title: r.title,
        url: r.url,
        file: r.file_id.and_then(|f| sizes.iter().find(|(id, ..)| *id == f)).map(|(_, size, kind)| (*size, kind.clone())),
        added_at: r.created_at,
        mine_to_remove: may_remove(viewer, &reached, r.added_by),
    };
    let lines = rows.into_iter().map(line).collect();
    Ok((reached, lines))
}

fn may_remove(viewer: &Viewer, reached: &Reached, added_by: PersonId) -> bool {
    reached.coordinator || reached.administrator || (reached.facilitator && viewer.is(added_by))
}

/// A file's bytes.
#[derive(Debug, Clone)]
pub struct Download {
    /// As it was called.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Opens a file of a cohort.
pub async fn open(cx: &Cx, viewer: &Viewer, slug: &str, id: ResourceId) -> Result<Download> {
    let reached = reach::cohort(cx.db(), viewer, slug, Ask::Content).await?;
    let row = resources::Entity::find_by_id(id).filter(resources::Column::CohortId.eq(reached.id)).one(cx.db()).await?;
    let file = row.and_then(|r| r.file_id).ok_or(Fault::Missing)?;
    let file = files::Entity::find_by_id(file).one(cx.db()).await?.ok_or(Fault::Missing)?;
    Ok(Download { name: file.name, media_type: file.media_type, bytes: file.bytes })
}

/// Takes a resource away, with its bytes.
pub async fn remove(cx: &Cx, viewer: &Viewer, slug: &str, id: ResourceId) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Read).await?;
    let row = resources::Entity::find_by_id(id).filter(resources::Column::CohortId.eq(reached.id)).one(tx.db()).await?;
    let row = row.ok_or(Fault::Missing)?;
    if !may_remove(viewer, &reached, row.added_by) {
        return Err(Fault::Refused("refused-role"));
    }
    resources::Entity::delete_by_id(id).exec(tx.db()).await?;
    if let Some(file) = row.file_id {
        files::Entity::delete_by_id(file).exec(tx.db()).await?;
    }
    audit::write(&tx, viewer, Line::new("material.delete", "resource", id.0)).await?;
    tx.commit().await
}
