//! Pictures and papers of a case. Nothing of a file is kept but what can be seen: pictures are drawn afresh, papers are written afresh,
//! and its own name gives way to a neutral one. Bytes leave only through the case's door.

mod kind;
mod paper;
mod picture;
mod words;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::cases::Act;
use domain::fault::FieldFault;
use domain::id::{CaseId, CohortId, FileId};
use domain::identifiers;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::form::known_names;
use super::reach;
use super::tables::{case_file_openings, case_files, cases};
use super::writing;
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Viewer};

pub use kind::Kind;
pub use words::Words;

/// Largest file, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;
/// The most files of a case.
pub const MOST: u64 = 6;

/// A file in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLine {
    /// Its id.
    pub id: FileId,
    /// Its place, from 1; with its kind it is its name.
    pub position: i32,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its presenter has said that no face, tattoo or wristband is on it.
    pub attested: bool,
    /// What the identifier check made of its words.
    pub words: Words,
}

impl FileLine {
    /// Its neutral name: `attachment-2.png`.
    pub fn name(&self) -> String {
        name(self.position, &self.media_type)
    }
}

fn name(position: i32, media_type: &str) -> String {
    let ending = Kind::of_media_type(media_type).map_or("bin", Kind::ending);
    format!("attachment-{position}.{ending}")
}

/// The files of a case, in order; without their bytes.
pub(super) async fn lines(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<FileLine>> {
    use case_files::Column as C;
    type Row = (FileId, i32, String, i64, Option<DateTime<Utc>>, String);
    let rows: Vec<Row> = case_files::Entity::find()
        .filter(C::CaseId.eq(case))
        .order_by_asc(C::Position)
        .select_only()
        .columns([C::Id, C::Position, C::MediaType, C::Size, C::AttestedAt, C::Words])
        .into_tuple()
        .all(db)
        .await?;
    let line = |(id, position, media_type, size, at, words): Row| {
        let words = Words::parse(&words);
        FileLine { id, position, media_type, size, attested: at.is_some(), words }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Whether every file of a case is attested.
pub(super) async fn all_attested(db: &impl ConnectionTrait, case: CaseId) -> Result<bool> {
    Ok(lines(db, case).await?.iter().all(|f| f.attested))
}

/// The files of a case that this viewer has not opened.
pub(super) async fn unopened(db: &impl ConnectionTrait, viewer: &Viewer, case: CaseId) -> Result<Vec<FileLine>> {
    let all = lines(db, case).await?;
    let Some(person) = viewer.person() else { return Ok(all) };
    let ids: Vec<FileId> = all.iter().map(|f| f.id).collect();
    let opened = case_file_openings::Entity::find()
        .filter(case_file_openings::Column::FileId.is_in(ids))
        .filter(case_file_openings::Column::PersonId.eq(person))
        .all(db)
        .await?;
    Ok(all.into_iter().filter(|f| opened.iter().all(|o| o.file_id != f.id)).collect())
}

/// The files of a case that the reviewer has not opened yet.
pub async fn to_open(cx: &Cx, viewer: &Viewer, slug: &str, case: CaseId) -> Result<Vec<FileLine>> {
    reach::case(cx.db(), cx.now(), viewer, slug, case, Act::Review).await?;
    unopened(cx.db(), viewer, case).await
}

/// A file as it was sent.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// What it was called.
    pub name: String,
    /// The type its sender's browser gave it; may be empty.
    pub declared: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// "No face, no tattoo, no wristband" is ticked.
    pub attested: bool,
}

/// What was put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Put {
    /// Whether its name could have told who somebody is.
    pub name_told: bool,
    /// What the identifier check made of its words.
    pub words: Words,
}

/// Puts a file into a case. `once` is its id: the same form sent twice puts it in once.
pub async fn add(cx: &Cx, viewer: &Viewer, slug: &str, case: CaseId, once: FileId, sent: Sent) -> Result<Put> {
    // Judged at the door before any byte is looked at, and again inside the transaction.
    let cohort = reach::case(cx.db(), cx.now(), viewer, slug, case, Act::Edit).await?.cohort.id;
    let name_told = name_tells(viewer, &sent.name);
    let attested = sent.attested;
    let cleaned = tokio::task::spawn_blocking(move || kind::judge(&sent).and_then(|kind| clean(kind, &sent.bytes)));
    let (kind, bytes) = cleaned.await.map_err(|_| one("fault-attachment-broken"))?.map_err(|f| Fault::Invalid(vec![f]))?;
    let (bytes, words) = read(cx, viewer, cohort, (kind, bytes)).await?;
    let mut tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, case, Act::Edit).await?;
    if case_files::Entity::find_by_id(once)
        .select_only()
        .column(case_files::Column::Id)
        .into_tuple::<FileId>()
        .one(tx.db())
        .await?
        .is_some()
    {
        return Ok(Put { name_told, words });
    }
    // The case's row is held, so that two files at once get two places.
    let touch = cases::Entity::update_many().col_expr(cases::Column::UpdatedAt, Expr::value(cx.now()));
    touch.filter(cases::Column::Id.eq(case)).exec(tx.db()).await?;
    let all = lines(tx.db(), case).await?;
    if u64::try_from(all.len()).unwrap_or(u64::MAX) >= MOST {
        return Err(Fault::Invalid(vec![FieldFault::new("file", "fault-attachment-many").with("max", MOST)]));
    }
    let row = case_files::ActiveModel {
        id: Set(once),
        case_id: Set(case),
        position: Set(all.last().map_or(1, |f| f.position + 1)),
        media_type: Set(kind.media_type().to_owned()),
        size: Set(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
        sha256: Set(data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes))),
        bytes: Set(bytes),
        attested_at: Set(attested.then(|| cx.now())),
        created_at: Set(cx.now()),
        words: Set(words.code().to_owned()),
    };
    case_files::Entity::insert(row).exec_without_returning(tx.db()).await?;
    if !reached.state.is_being_written() && !attested {
        return Err(one("fault-case-attest"));
    }
    writing::back_to_review(&mut tx, viewer, &reached).await?;
    let detail = json!({"file": once, "kind": kind.media_type(), "name_told": name_told, "words": words.code()});
    audit::write(&tx, viewer, Line::new("case.attach", "case", case.0).detail(detail)).await?;
    tx.commit().await?;
    Ok(Put { name_told, words })
}

/// What the identifier check makes of a paper's words. Nobody reads what stands in a picture.
async fn read(cx: &Cx, viewer: &Viewer, cohort: CohortId, (kind, bytes): (Kind, Vec<u8>)) -> Result<(Vec<u8>, Words)> {
    if kind != Kind::Pdf {
        return Ok((bytes, Words::Unread));
    }
    let (bytes, lang) = (Arc::new(bytes), viewer.who().map(|w| w.lang).unwrap_or_default());
    let known = known_names(cx.db(), cohort).await?;
    let words = words::check(bytes.clone(), lang, known).await.map_err(|f| Fault::Invalid(vec![f]))?;
    Ok((Arc::unwrap_or_clone(bytes), words))
}

fn one(word: &str) -> Fault {
    Fault::field("file", word)
}

fn clean(kind: Kind, bytes: &[u8]) -> std::result::Result<(Kind, Vec<u8>), FieldFault> {
    let (kind, bytes) = match kind {
        Kind::Pdf => (Kind::Pdf, paper::rewrite(bytes)?),
        picture => picture::redraw(picture, bytes)?,
    };
    if bytes.len() > LARGEST { Err(FieldFault::new("file", "fault-attachment-large")) } else { Ok((kind, bytes)) }
}

/// Whether a file's name could tell who somebody is. It is replaced in any case; its sender learns it for the next time.
fn name_tells(viewer: &Viewer, name: &str) -> bool {
    let lang = viewer.who().map(|w| w.lang).unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let spaced: String = stem.chars().map(|c| if "_-+.".contains(c) { ' ' } else { c }).collect();
    [stem, &spaced].into_iter().any(|text| !identifiers::check(text, lang).is_empty())
}

/// Says of a file that no face, no tattoo and no wristband is on it.
pub async fn attest(cx: &Cx, viewer: &Viewer, slug: &str, case: CaseId, file: FileId) -> Result<()> {
    let tx = cx.begin().await?;
    reach::case(tx.db(), cx.now(), viewer, slug, case, Act::Edit).await?;
    let done = case_files::Entity::update_many()
        .col_expr(case_files::Column::AttestedAt, Expr::value(cx.now()))
        .filter(case_files::Column::Id.eq(file))
        .filter(case_files::Column::CaseId.eq(case))
        .exec(tx.db())
        .await?;
    if done.rows_affected != 1 {
        return Err(Fault::Missing);
    }
    audit::write(&tx, viewer, Line::new("case.attach", "case", case.0).detail(json!({"attested": file}))).await?;
    tx.commit().await
}

/// Takes a file out of a case, with its bytes.
pub async fn remove(cx: &Cx, viewer: &Viewer, slug: &str, case: CaseId, file: FileId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, case, Act::Edit).await?;
    let gone = case_files::Entity::delete_many().filter(case_files::Column::Id.eq(file)).filter(case_files::Column::CaseId.eq(case));
    if gone.exec(tx.db()).await?.rows_affected != 1 {
        return Err(Fault::Missing);
    }
    writing::back_to_review(&mut tx, viewer, &reached).await?;
    audit::write(&tx, viewer, Line::new("case.attach", "case", case.0).detail(json!({"removed": file}))).await?;
    tx.commit().await
}

/// A file's bytes.
#[derive(Debug, Clone)]
pub struct Download {
    /// Its neutral name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Opens a file of a case for somebody who may read it; who that is, is noted.
pub async fn open(cx: &Cx, viewer: &Viewer, slug: &str, case: CaseId, file: FileId) -> Result<Download> {
    let tx = cx.begin().await?;
    reach::case(tx.db(), cx.now(), viewer, slug, case, Act::Read).await?;
    let found =
        case_files::Entity::find_by_id(file).filter(case_files::Column::CaseId.eq(case)).one(tx.db()).await?.ok_or(Fault::Missing)?;
    let opening = case_file_openings::ActiveModel {
        file_id: Set(file),
        person_id: Set(viewer.person().ok_or(Fault::SignIn)?),
        opened_at: Set(cx.now()),
    };
    let first = OnConflict::columns([case_file_openings::Column::FileId, case_file_openings::Column::PersonId]).do_nothing().to_owned();
    case_file_openings::Entity::insert(opening).on_conflict(first).exec_without_returning(tx.db()).await?;
    tx.commit().await?;
    Ok(Download { name: name(found.position, &found.media_type), media_type: found.media_type, bytes: found.bytes })
}
