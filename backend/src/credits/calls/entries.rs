//! What calls earned under one record: for its coordinator, for the list of a college, for the audit pack; and how it is revoked.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::credits::Credits;
use domain::fault::Faults;
use domain::id::{AccreditationId, PersonId, ProgramId};
use domain::text;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{natural, standing, worth};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::credits::tables::call_credits;
use crate::credits::{REASON, door, letters};
use crate::{Cx, Fault, Result, Viewer};

/// What one call earned one person, as the coordinator of the record reads it. Of the call itself it says the day and nothing more.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their profession.
    pub profession: String,
    /// The day of the call.
    pub on: NaiveDate,
    /// The kind of credit.
    pub kind: String,
    /// Minutes that count, before a period is rounded.
    pub minutes: u32,
    /// The day it was revoked, in UTC, and why.
    pub revoked: Option<(NaiveDate, String)>,
}

/// Everything that calls earned under a record, the oldest first.
pub(crate) async fn of_record(db: &impl ConnectionTrait, record: AccreditationId) -> Result<Vec<Entry>> {
    let all = call_credits::Entity::find().filter(call_credits::Column::AccreditationId.eq(record));
    let rows = all.order_by_asc(call_credits::Column::OnDay).order_by_asc(call_credits::Column::Id).all(db).await?;
    let people = people::Entity::find().filter(people::Column::Id.is_in(rows.iter().map(|row| row.person_id))).all(db).await?;
    let people: HashMap<PersonId, people::Model> = people.into_iter().map(|p| (p.id, p)).collect();
    let entry = |row: call_credits::Model| {
        let person = people.get(&row.person_id);
        Entry {
            id: row.id,
            person: row.person_id,
            name: person.map(|p| p.name.clone()).unwrap_or_default(),
            profession: person.map(|p| p.profession.clone()).unwrap_or_default(),
            on: row.on_day,
            kind: row.kind,
            minutes: natural(row.minutes),
            revoked: row.revoked_at.map(|at| (at.date_naive(), row.revoked_why)),
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// What each person's calls under a record are worth: their minutes over the whole time of the record, rounded down once (R0.4).
pub(crate) async fn credits(db: &impl ConnectionTrait, record: AccreditationId) -> Result<BTreeMap<PersonId, Credits>> {
    let rows = standing().filter(call_credits::Column::AccreditationId.eq(record)).order_by_asc(call_credits::Column::Id).all(db).await?;
    let mut by: BTreeMap<(PersonId, u32, u32), Vec<call_credits::Model>> = BTreeMap::new();
    for row in rows {
        by.entry((row.person_id, natural(row.step), natural(row.per_hour))).or_default().push(row);
    }
    let mut out: BTreeMap<PersonId, Credits> = BTreeMap::new();
    for ((person, step, per_hour), rows) in by {
        let sum = out.entry(person).or_default();
        *sum = Credits(sum.0.saturating_add(worth(&rows, step, per_hour).0));
    }
    Ok(out)
}

/// Revokes what a call earned somebody, for a reason (I10, `cert.revoke`): it counts for nothing from then on, and is not earned again.
pub async fn revoke(cx: &Cx, viewer: &Viewer, which: (ProgramId, AccreditationId), id: Uuid, why: &str) -> Result<()> {
    let (program, record) = which;
    let mut tx = cx.begin().await?;
    let held = door::program(tx.db(), viewer, program).await?;
    let row = call_credits::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?;
    let row = row.filter(|row| row.program_id == program && row.accreditation_id == record).ok_or(Fault::Missing)?;
    let mut faults = Faults::new();
    let why = faults.take(text::line("why", why, REASON)).unwrap_or_default();
    faults.done()?;
    if row.revoked_at.is_some() {
        return Err(Fault::Conflict("conflict-call-credit-revoked"));
    }
    let change = call_credits::ActiveModel { id: Set(id), revoked_at: Set(Some(cx.now())), revoked_why: Set(why), ..Default::default() };
    change.update(tx.db()).await?;
    let detail = json!({ "minutes": row.minutes, "accreditation": record });
    audit::write(&tx, viewer, Line::new("cert.revoke", "consult", row.consult_id.0).about(row.person_id).detail(detail)).await?;
    letters::call_revoked(&mut tx, &row, &held.name).await?;
    tx.commit().await
}
