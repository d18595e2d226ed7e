//! The audit pack (I16): everything that an accreditor asks for about one cohort under one record, or about the calls under it, as one archive.
//! The same content gives the same bytes: nothing in it tells when it was made.

mod calls;
mod demo;
mod files;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::credits::accreditation::{Accreditation, Activity};
use domain::id::{AccreditationId, CertificateId, CohortId, PersonId, ProgramId};
use domain::lang::Lang;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use sha2::{Digest, Sha256};

pub(crate) use demo::furnish;

use super::calls::entries::{self, Entry};
use super::direct_entry::{self, Counts};
use super::facts::Known;
use super::issuing::{self, read};
use super::planning::{self, Document};
use super::printed::Printed;
use super::tables::certificates;
use super::{accreditations, door};
use crate::archive::safe;
use crate::audit::{self, Line};
use crate::programs::reach::{self, Ask};
use crate::programs::tables::cohorts;
use crate::words::Words;
use crate::{Cx, Fault, Result, Viewer, dashboards};

/// How people are called in a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Called {
    /// By their names.
    Names,
    /// By a code that stays the same from pack to pack of one record, and tells nothing.
    Codes,
}

/// A cohort that a pack can be made of.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// The page of a record's packs.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The program's name.
    pub program: String,
    /// The record.
    pub record: Accreditation,
    /// Cohorts of the program, where the record covers sessions or small groups.
    pub cohorts: Vec<Choice>,
    /// What calls earned under it, where it covers calls.
    pub calls: Option<Vec<Entry>>,
    /// What was brought of the planning.
    pub documents: Vec<Document>,
    /// Who would be in the direct-entry list; nothing where a record's credits are not entered by one.
    pub direct_entry: Option<Counts>,
}

/// What can be had of a record (`credit.pack`).
pub async fn desk(cx: &Cx, viewer: &Viewer, program: ProgramId, record: AccreditationId) -> Result<Desk> {
    let row = door::coordinated(cx.db(), viewer, program).await?;
    let record = of(cx.db(), program, record).await?;
    let all = cohorts::Entity::find().filter(cohorts::Column::ProgramId.eq(program)).order_by_desc(cohorts::Column::StartsOn);
    let cohorts = all.order_by_asc(cohorts::Column::Slug).all(cx.db()).await?;
    let entered = record.1.kind == domain::credits::direct_entry::KIND;
    let gathers = record.1.is_for(Activity::Sessions) || record.1.is_for(Activity::Groups);
    let calls = if record.1.is_for(Activity::Calls) { Some(entries::of_record(cx.db(), record.0).await?) } else { None };
    Ok(Desk {
        program: row.name,
        calls,
        cohorts: cohorts.into_iter().filter(|_| gathers).map(|c| Choice { slug: c.slug, name: c.name }).collect(),
        documents: planning::of(cx.db(), program).await?,
        direct_entry: if entered { Some(direct_entry::counts(cx.db(), program, record.0).await?) } else { None },
        record: record.1,
    })
}

async fn of(db: &impl ConnectionTrait, program: ProgramId, id: AccreditationId) -> Result<(AccreditationId, Accreditation)> {
    let found = accreditations::rows(db, program).await?.into_iter().find(|row| row.id == id).ok_or(Fault::Missing)?;
    Ok((id, accreditations::read(&found)))
}

/// A finished pack.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The archive's name.
    pub name: String,
    /// The archive.
    pub bytes: Vec<u8>,
}

/// What a pack is written from.
struct Content {
    id: AccreditationId,
    record: Accreditation,
    known: Known,
    people: Vec<Holder>,
    papers: Vec<(certificates::Model, Printed)>,
    /// Of a group in which people take a place themselves: since when they have it. People of a cohort may be written down after its beginning.
    joined: HashMap<PersonId, DateTime<Utc>>,
    called: Called,
    lang: Lang,
}

struct Holder {
    id: PersonId,
    called: String,
    profession: String,
}

impl Content {
    fn words(&self) -> Words {
        Words::of(self.lang)
    }

    fn call(&self, person: PersonId, name: &str) -> String {
        call(self.called, self.id, person, name)
    }
}

/// A paper's number where people are called by codes; one way round only, as theirs.
fn paper_code(record: AccreditationId, paper: CertificateId) -> String {
    code_of(record, paper.0.as_bytes())
}

/// One way round only: who has the code does not find the person, not even by trying, for keys are no names.
fn call(called: Called, record: AccreditationId, person: PersonId, name: &str) -> String {
    if called == Called::Names {
        return name.to_owned();
    }
    code_of(record, person.0.as_bytes())
}

fn code_of(record: AccreditationId, of: &[u8]) -> String {
    let told = Sha256::new().chain_update(b"kith audit pack").chain_update(record.0.as_bytes()).chain_update(of).finalize();
    data_encoding::BASE32_NOPAD.encode(&told).chars().take(10).collect()
}

/// Makes the pack of a cohort under a record (`credit.pack`), in the words of `lang`; who took it is written down.
pub async fn pack(cx: &Cx, viewer: &Viewer, which: (ProgramId, AccreditationId), slug: &str, called: Called, lang: Lang) -> Result<Pack> {
    let (program, record) = which;
    door::coordinated(cx.db(), viewer, program).await?;
    let cohort = reach::cohort(cx.db(), viewer, slug, Ask::Figures).await?;
    if cohort.program != program {
        return Err(Fault::Missing);
    }
    let (id, record) = of(cx.db(), program, record).await?;
    let content = content(cx, (id, record), cohort.id, called, lang).await?;
    let figures = dashboards::sheet(cx, viewer, slug).await?;
    let bytes = files::written(cx, &content, figures).await?;
    let what = [Words::of(lang).t("pack-file"), slug.to_owned(), safe(&content.record.session_id)];
    handed(cx, viewer, id, (json!({ "cohort": cohort.id }), called), (what, bytes)).await
}

/// Makes the pack of the calls under a record (`credit.pack`).
pub async fn of_calls(cx: &Cx, viewer: &Viewer, which: (ProgramId, AccreditationId), called: Called, lang: Lang) -> Result<Pack> {
    let (program, record) = which;
    let row = door::coordinated(cx.db(), viewer, program).await?;
    let (id, record) = of(cx.db(), program, record).await?;
    if !record.is_for(Activity::Calls) {
        return Err(Fault::Missing);
    }
    let bytes = calls::written(cx, &row, (id, &record), called, lang).await?;
    let words = Words::of(lang);
    let what = [words.t("pack-file"), words.t("pack-file-calls"), safe(&record.session_id)];
    handed(cx, viewer, id, (json!({ "cohort": null }), called), (what, bytes)).await
}

/// Writes down who took it, and names it.
async fn handed(
    cx: &Cx,
    viewer: &Viewer,
    id: AccreditationId,
    (mut detail, called): (serde_json::Value, Called),
    (what, bytes): ([String; 3], Vec<u8>),
) -> Result<Pack> {
    detail["people"] = json!(if called == Called::Names { "names" } else { "codes" });
    detail["sha256"] = json!(data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)));
    let tx = cx.begin().await?;
    audit::write(&tx, viewer, Line::new("credit.pack", "accreditation", id.0).detail(detail)).await?;
    tx.commit().await?;
    let name: Vec<String> = what.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(Pack { name: format!("{}.zip", name.join("-")), bytes })
}

async fn content(cx: &Cx, record: (AccreditationId, Accreditation), cohort: CohortId, called: Called, lang: Lang) -> Result<Content> {
    let (id, record) = record;
    let known = Known::of(cx.db(), cx.now(), cohort).await?;
    let holder =
        |p: crate::accounts::tables::people::Model| Holder { called: call(called, id, p.id, &p.name), profession: p.profession, id: p.id };
    let mut people: Vec<Holder> = issuing::holders(cx.db(), cohort).await?.into_iter().map(holder).collect();
    let papers = papers(cx.db(), cohort, id).await?;
    // Whoever has gone stands here as long as their paper does: what it rests on is kept with it.
    for (row, said) in &papers {
        if !people.iter().any(|p| p.id == row.person_id) {
            let called = call(called, id, row.person_id, &said.name);
            people.push(Holder { id: row.person_id, called, profession: said.profession.clone() });
        }
    }
    people.sort_by(|a, b| (&a.called, a.id).cmp(&(&b.called, b.id)));
    let joined =
        if known.cohort.kind == reach::SMALL_GROUP { crate::programs::enrolling::joined(cx.db(), cohort).await? } else { HashMap::new() };
    Ok(Content { id, record, known, people, papers, joined, called, lang })
}

/// Papers of a cohort under a record: those that name it, and those whose sessions it covers in part; in the order of their days.
async fn papers(db: &impl ConnectionTrait, cohort: CohortId, record: AccreditationId) -> Result<Vec<(certificates::Model, Printed)>> {
    let all = certificates::Entity::find().filter(certificates::Column::CohortId.eq(cohort));
    let all = all.order_by_asc(certificates::Column::OnDay).order_by_asc(certificates::Column::Serial).all(db).await?;
    let mut out = Vec::new();
    for row in all {
        let printed = read(&row)?;
        if row.accreditation_id == Some(record) || printed.held.iter().any(|h| h.record == Some(record)) {
            out.push((row, printed));
        }
    }
    Ok(out)
}
