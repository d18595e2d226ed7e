//! Letters of this room: that a paper was issued, issued again, or revoked. Each has a link to it, and nothing of what it says.

use domain::id::{CohortId, PersonId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::tables::{call_credits, certificates};
use crate::accounts::tables::people;
use crate::outbox::{self, Letter};
use crate::{Result, Tx};

/// The kind of these letters.
pub(crate) const KIND: &str = "paper";

/// Under what a letter about a paper is cancelled.
fn group(serial: &str) -> String {
    format!("paper:{serial}")
}

/// A paper was issued, or issued again.
pub(super) async fn issued(tx: &mut Tx, holder: &people::Model, serial: &str, program: &str, again: bool) -> Result<()> {
    tell(tx, holder, serial, program, if again { "letter-paper-again" } else { "letter-paper" }).await
}

/// A paper was revoked. What still waits to be said of its issue is not said.
pub(super) async fn revoked(tx: &mut Tx, row: &certificates::Model, program: &str) -> Result<()> {
    outbox::cancel(tx, &group(&row.serial)).await?;
    match people::Entity::find_by_id(row.person_id).one(tx.db()).await? {
        Some(holder) => tell(tx, &holder, &row.serial, program, "letter-paper-revoked").await,
        None => Ok(()),
    }
}

/// What a call earned was revoked; the page of the call says why.
pub(super) async fn call_revoked(tx: &mut Tx, row: &call_credits::Model, program: &str) -> Result<()> {
    let Some(holder) = people::Entity::find_by_id(row.person_id).one(tx.db()).await? else { return Ok(()) };
    let link = format!("{}/consult/{}", tx.cx().ports.origin, row.consult_id);
    write(tx, &holder, ("", program), "letter-call-revoked", (format!("call-credit:{}", row.id), link)).await
}

async fn tell(tx: &mut Tx, holder: &people::Model, serial: &str, program: &str, key: &str) -> Result<()> {
    let link = format!("{}/certificates/{serial}", tx.cx().ports.origin);
    write(tx, holder, (serial, program), key, (group(serial), link)).await
}

async fn write(tx: &mut Tx, holder: &people::Model, about: (&str, &str), key: &str, (group, link): (String, String)) -> Result<()> {
    if holder.state != "active" {
        return Ok(());
    }
    let (serial, program) = about;
    let values = [("program", program.into()), ("serial", serial.into()), ("link", link.as_str().into())];
    outbox::post(tx, Letter::to(holder, KIND, key, group, &values)).await.map(|_| ())
}

/// Somebody leaves a cohort: what still waits to be said of its papers is not said. The papers stand, and are in their transcript.
pub(crate) async fn stop(tx: &Tx, cohort: CohortId, person: PersonId) -> Result<()> {
    let theirs = certificates::Entity::find().filter(certificates::Column::CohortId.eq(cohort));
    for row in theirs.filter(certificates::Column::PersonId.eq(person)).all(tx.db()).await? {
        outbox::cancel(tx, &group(&row.serial)).await?;
    }
    Ok(())
}
