//! The list by which a college enters credits directly (I12): its number of each person, its number of the activity, their credits.

use std::collections::BTreeMap;

use domain::credits::Credits;
use domain::credits::direct_entry::{self, KIND};
use domain::id::{AccreditationId, PersonId, ProgramId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::issuing::read;
use super::tables::certificates;
use super::tables::proof::cfpc_numbers;
use super::{accreditations, door};
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Viewer, sheet};

/// Who would be in the list, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// People with credits and a number: those in the list.
    pub listed: usize,
    /// People with credits who gave no number.
    pub unnumbered: usize,
}

/// A record's list.
#[derive(Debug, Clone)]
pub struct List {
    /// The file's name.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Who is in it, and who is not.
    pub counts: Counts,
}

/// A person's own number, for their profile; empty when they gave none.
pub async fn own(cx: &Cx, viewer: &Viewer) -> Result<String> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    Ok(cfpc_numbers::Entity::find_by_id(person).one(cx.db()).await?.map(|row| row.number).unwrap_or_default())
}

/// Gives one's number, or takes it back with an empty one (`profile.update_own`).
pub async fn give(cx: &Cx, viewer: &Viewer, typed: &str) -> Result<()> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let number = direct_entry::number("cfpc", typed).map_err(|fault| Fault::Invalid(vec![fault]))?;
    let tx = cx.begin().await?;
    match &number {
        Some(number) => {
            let row = cfpc_numbers::ActiveModel { person_id: Set(person), number: Set(number.clone()), changed_at: Set(cx.now()) };
            use cfpc_numbers::Column::{ChangedAt, Number, PersonId};
            let there = OnConflict::column(PersonId).update_columns([Number, ChangedAt]).to_owned();
            cfpc_numbers::Entity::insert(row).on_conflict(there).exec_without_returning(tx.db()).await?;
        }
        None => {
            cfpc_numbers::Entity::delete_by_id(person).exec(tx.db()).await?;
        }
    }
    let detail = json!({ "cfpc_number": number.is_some() });
    audit::write(&tx, viewer, Line::new("profile.update_own", "person", person.0).detail(detail)).await?;
    tx.commit().await
}

/// Credits of each person under a record: from papers that are valid, and from calls.
async fn credits(db: &impl ConnectionTrait, program: ProgramId, record: AccreditationId) -> Result<BTreeMap<PersonId, Credits>> {
    let papers = certificates::Entity::find()
        .filter(certificates::Column::ProgramId.eq(program))
        .filter(certificates::Column::RevokedAt.is_null())
        .all(db)
        .await?;
    let mut sums = super::calls::entries::credits(db, record).await?;
    sums.retain(|_, credits| *credits > Credits::NONE);
    for paper in papers {
        let of_record: Credits = read(&paper)?.held.iter().filter(|h| h.record == Some(record)).map(|h| h.credits).sum();
        if of_record > Credits::NONE {
            let sum = sums.entry(paper.person_id).or_default();
            *sum = Credits(sum.0.saturating_add(of_record.0));
        }
    }
    Ok(sums)
}

async fn numbers(db: &impl ConnectionTrait, people: impl Iterator<Item = PersonId>) -> Result<BTreeMap<PersonId, String>> {
    let rows = cfpc_numbers::Entity::find().filter(cfpc_numbers::Column::PersonId.is_in(people)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row.number)).collect())
}

/// Whether a record's credits are entered by that list at all, and who would be in it.
pub(super) async fn counts(db: &impl ConnectionTrait, program: ProgramId, record: AccreditationId) -> Result<Counts> {
    let sums = credits(db, program, record).await?;
    let listed = numbers(db, sums.keys().copied()).await?.len();
    Ok(Counts { listed, unnumbered: sums.len() - listed })
}

/// The list of a record (`credit.direct_entry`), in the order of the numbers; the download is logged.
pub async fn list(cx: &Cx, viewer: &Viewer, program: ProgramId, record: AccreditationId) -> Result<List> {
    let tx = cx.begin().await?;
    door::coordinated(tx.db(), viewer, program).await?;
    let found = accreditations::rows(tx.db(), program).await?.into_iter().find(|row| row.id == record).ok_or(Fault::Missing)?;
    if found.kind != KIND {
        return Err(Fault::Conflict("conflict-direct-entry-kind"));
    }
    let sums = credits(tx.db(), program, record).await?;
    let numbers = numbers(tx.db(), sums.keys().copied()).await?;
    let counts = Counts { listed: numbers.len(), unnumbered: sums.len() - numbers.len() };
    // By number: a list in the order of people would say more than it has to.
    let mut rows: Vec<(String, Credits)> =
        numbers.into_iter().map(|(person, number)| (number, sums.get(&person).copied().unwrap_or_default())).collect();
    rows.sort();
    let rows = rows.into_iter().map(|(number, credits)| [number, found.number.clone(), credits.to_string()]);
    let bytes = sheet::csv(["cfpc_number", "session_id", "credits"], rows)?;
    let detail = json!({ "listed": counts.listed, "without_number": counts.unnumbered });
    audit::write(&tx, viewer, Line::new("credit.direct_entry", "accreditation", record.0).detail(detail)).await?;
    tx.commit().await?;
    Ok(List { name: format!("cfpc-{}.csv", crate::archive::safe(&found.number)), bytes, counts })
}
