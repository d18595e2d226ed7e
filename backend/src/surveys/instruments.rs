//! Instruments of a program: read from a REDCap data dictionary, published as versions, never edited afterwards.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::id::{InstrumentId, InstrumentVersionId, ProgramId};
use domain::instruments::{Definition, parse_dictionary};
use domain::table::RowFault;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::door;
use super::tables::{instruments, versions};
use crate::audit::{self, Line};
use crate::programs::reach::Reached;
use crate::programs::tables::programs;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// What a form of the file is to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Not known yet.
    New,
    /// As the newest version has it: importing it adds nothing.
    Same,
    /// Known, and different: importing it publishes the next version.
    Changed,
}

/// One form of a dictionary.
#[derive(Debug, Clone)]
pub struct Form {
    /// As read.
    pub definition: Definition,
    /// What it is to the program.
    pub news: News,
    /// Number of the version that it is, or becomes.
    pub version: i32,
}

/// A dictionary, read: what an import does, or did.
#[derive(Debug, Clone, Default)]
pub struct DictionaryReport {
    /// In file order.
    pub forms: Vec<Form>,
    /// What must be put right first. With any of these nothing is imported.
    pub faults: Vec<RowFault>,
    /// Fields that Kith does not hold.
    pub left_out: Vec<RowFault>,
    /// Versions published by this import; none after a dry run.
    pub published: usize,
}

impl DictionaryReport {
    /// Scales over all forms.
    pub fn scales(&self) -> usize {
        self.forms.iter().map(|form| form.definition.scales.len()).sum()
    }
}

/// Reads a dictionary and tells what importing it would do; writes nothing.
pub async fn check_dictionary(cx: &Cx, viewer: &Viewer, slug: &str, bytes: &[u8]) -> Result<DictionaryReport> {
    let reached = door::coordinator(cx.db(), viewer, slug).await?;
    read(cx.db(), reached.program, bytes).await
}

/// Imports a dictionary: a version for each form that is new or has changed. With faults it writes nothing, and the report names them.
pub async fn import_dictionary(cx: &Cx, viewer: &Viewer, slug: &str, bytes: &[u8]) -> Result<DictionaryReport> {
    let tx = cx.begin().await?;
    let reached = door::coordinator(tx.db(), viewer, slug).await?;
    publish(tx, viewer, reached.program, bytes).await
}

/// A program by the short code that stands on its page, or by its slug.
async fn called(db: &impl ConnectionTrait, name: &str) -> Result<programs::Model> {
    let either = Condition::any().add(programs::Column::Slug.eq(name)).add(programs::Column::ShortCode.eq(name.to_uppercase()));
    programs::Entity::find().filter(either).one(db).await?.ok_or(Fault::Missing)
}

/// As `import_dictionary`, for whoever runs the machine: the program is named by its short code or its slug.
pub async fn import_dictionary_as_operator(cx: &Cx, program: &str, bytes: &[u8]) -> Result<DictionaryReport> {
    let tx = cx.begin().await?;
    let program = called(tx.db(), program).await?.id;
    publish(tx, &Viewer::nobody(), program, bytes).await
}

/// As `check_dictionary`, for whoever runs the machine.
pub async fn check_dictionary_as_operator(cx: &Cx, program: &str, bytes: &[u8]) -> Result<DictionaryReport> {
    read(cx.db(), called(cx.db(), program).await?.id, bytes).await
}

async fn publish(tx: Tx, viewer: &Viewer, program: ProgramId, bytes: &[u8]) -> Result<DictionaryReport> {
    let mut report = read(tx.db(), program, bytes).await?;
    if !report.faults.is_empty() {
        return Ok(report);
    }
    for form in report.forms.iter().filter(|form| form.news != News::Same) {
        let instrument = instrument(&tx, program, &form.definition).await?;
        version(&tx, instrument, form).await?;
        report.published += 1;
        let line = Line::new("survey.define", "instrument", instrument.0);
        audit::write(&tx, viewer, line.detail(json!({ "form": form.definition.name, "version": form.version }))).await?;
    }
    tx.commit().await?;
    Ok(report)
}

async fn read(db: &impl ConnectionTrait, program: ProgramId, bytes: &[u8]) -> Result<DictionaryReport> {
    let dictionary = parse_dictionary(bytes);
    let newest = newest(db, program).await?;
    let form = |definition: Definition| {
        let known = newest.iter().find(|n| n.definition.name == definition.name);
        let (news, version) = match known {
            None => (News::New, 1),
            Some(known) if known.definition == definition => (News::Same, known.number),
            Some(known) => (News::Changed, known.number + 1),
        };
        Form { definition, news, version }
    };
    let forms = dictionary.definitions.into_iter().map(form).collect();
    Ok(DictionaryReport { forms, faults: dictionary.faults, left_out: dictionary.left_out, published: 0 })
}

async fn instrument(tx: &Tx, program: ProgramId, definition: &Definition) -> Result<InstrumentId> {
    let known = instruments::Entity::find()
        .filter(instruments::Column::ProgramId.eq(program))
        .filter(instruments::Column::Name.eq(&definition.name))
        .one(tx.db())
        .await?;
    if let Some(known) = known {
        return Ok(known.id);
    }
    let id = InstrumentId(tx.cx().new_id());
    let row = instruments::ActiveModel {
        id: Set(id),
        program_id: Set(program),
        name: Set(definition.name.chars().take(100).collect()),
        title: Set(definition.title.chars().take(200).collect()),
        created_at: Set(tx.cx().now()),
    };
    instruments::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

async fn version(tx: &Tx, instrument: InstrumentId, form: &Form) -> Result<()> {
    let definition = serde_json::to_value(&form.definition).map_err(|why| Fault::Broken(format!("a definition is no JSON: {why}")))?;
    let row = versions::ActiveModel {
        id: Set(InstrumentVersionId(tx.cx().new_id())),
        instrument_id: Set(instrument),
        number: Set(form.version),
        definition: Set(definition),
        published_at: Set(tx.cx().now()),
    };
    versions::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The newest version of an instrument.
#[derive(Debug, Clone)]
pub(crate) struct Newest {
    pub(crate) instrument: InstrumentId,
    pub(crate) version: InstrumentVersionId,
    pub(crate) number: i32,
    pub(crate) definition: Definition,
}

/// The newest version of every instrument of a program, in the order they came.
pub(crate) async fn newest(db: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<Newest>> {
    let rows = rows(db, program).await?;
    let mut newest: BTreeMap<InstrumentId, Newest> = BTreeMap::new();
    for (instrument, version) in rows {
        let found = Newest { instrument: instrument.id, version: version.id, number: version.number, definition: definition(&version)? };
        newest.insert(instrument.id, found);
    }
    Ok(newest.into_values().collect())
}

/// Instruments with all their versions, oldest version first.
async fn rows(db: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<(instruments::Model, versions::Model)>> {
    let all = instruments::Entity::find()
        .filter(instruments::Column::ProgramId.eq(program))
        .order_by_asc(instruments::Column::CreatedAt)
        .order_by_asc(instruments::Column::Id)
        .all(db)
        .await?;
    let ids: Vec<InstrumentId> = all.iter().map(|i| i.id).collect();
    let versions =
        versions::Entity::find().filter(versions::Column::InstrumentId.is_in(ids)).order_by_asc(versions::Column::Number).all(db).await?;
    let of = |i: &instruments::Model| {
        let (i, id) = (i.clone(), i.id);
        versions.iter().filter(move |v| v.instrument_id == id).map(move |v| (i.clone(), v.clone())).collect::<Vec<_>>()
    };
    Ok(all.iter().flat_map(of).collect())
}

/// What a stored version says.
pub(crate) fn definition(version: &versions::Model) -> Result<Definition> {
    serde_json::from_value(version.definition.clone()).map_err(|why| Fault::Broken(format!("version {} is unreadable: {why}", version.id)))
}

/// The definitions of these versions.
pub(crate) async fn definitions(
    db: &impl ConnectionTrait,
    ids: Vec<InstrumentVersionId>,
) -> Result<BTreeMap<InstrumentVersionId, Definition>> {
    let rows = versions::Entity::find().filter(versions::Column::Id.is_in(ids)).all(db).await?;
    rows.iter().map(|v| Ok((v.id, definition(v)?))).collect()
}

/// One version in a list.
#[derive(Debug, Clone)]
pub struct VersionView {
    /// The version.
    pub id: InstrumentVersionId,
    /// Its instrument.
    pub instrument: InstrumentId,
    /// 1 for the first.
    pub number: i32,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// What it says.
    pub definition: Definition,
    /// Whether no later one exists.
    pub newest: bool,
}

/// Every version of every instrument of the cohort's program, newest first within its instrument.
pub async fn list(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<(Reached, Vec<VersionView>)> {
    let reached = door::coordinator(cx.db(), viewer, slug).await?;
    let mut views: Vec<VersionView> = Vec::new();
    for (instrument, version) in rows(cx.db(), reached.program).await?.into_iter().rev() {
        let newest = !views.iter().any(|v| v.instrument == instrument.id);
        let definition = definition(&version)?;
        let (id, number, published_at) = (version.id, version.number, version.published_at);
        views.push(VersionView { id, instrument: instrument.id, number, published_at, definition, newest });
    }
    Ok((reached, views))
}

/// One version, for its preview; missing when it is another program's.
pub async fn version_of(cx: &Cx, viewer: &Viewer, slug: &str, id: InstrumentVersionId) -> Result<(Reached, VersionView)> {
    let (reached, views) = list(cx, viewer, slug).await?;
    let view = views.into_iter().find(|v| v.id == id).ok_or(Fault::Missing)?;
    Ok((reached, view))
}
