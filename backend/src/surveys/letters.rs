//! Letters of this room: the link to a form, in the reader's language. They never say what was answered.

use domain::id::{AdministrationId, CohortId, PersonId};
use domain::when;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::tables::administrations;
use super::waves::Wave;
use crate::accounts::tables::people;
use crate::outbox::{self, Letter};
use crate::programs::reach::Reached;
use crate::{Result, Tx};

/// What cancels a waiting letter.
pub(crate) fn group(administration: AdministrationId, person: PersonId) -> String {
    format!("survey:{administration}:{person}")
}

/// Asks a person to answer; `again` when they were asked before.
pub(crate) async fn ask(
    tx: &mut Tx,
    reached: &Reached,
    wave: &Wave,
    title: &str,
    person: &people::Model,
    token: &str,
    again: bool,
) -> Result<()> {
    let lang = person.language.parse().unwrap_or_default();
    let link = format!("{}/s/{token}", tx.cx().ports.origin);
    let closes = when::show_from(tx.cx().now(), wave.closes_at, &person.zone, &reached.zone, lang).text;
    let values = [
        ("form", title.into()),
        ("cohort", reached.name.as_str().into()),
        ("closes", closes.as_str().into()),
        ("link", link.as_str().into()),
    ];
    let key = if again { "letter-survey-again" } else { "letter-survey" };
    outbox::post(tx, Letter::to(person, "survey", key, group(wave.id(), person.id), &values)).await.map(|_| ())
}

/// Cancels the letters that still wait for a person who leaves a cohort (rule R1.6).
pub(crate) async fn stop_letters(tx: &Tx, cohort: CohortId, person: PersonId) -> Result<()> {
    let rows = administrations::Entity::find().filter(administrations::Column::CohortId.eq(cohort)).all(tx.db()).await?;
    for row in rows {
        outbox::cancel(tx, &group(row.id, person)).await?;
    }
    Ok(())
}
