//! Letters of this room: a number and a link, never a word of a case.

use chrono::{DateTime, Utc};
use domain::id::{CaseId, PersonId};
use domain::viewer::{CohortRole, Grant};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::reach::Reached;
use super::tables::cases;
use crate::accounts::tables::people;
use crate::outbox::{self, Letter};
use crate::programs::tables::{cohort_roles, cohorts, grants};
use crate::words::FluentValue;
use crate::{Result, Tx};

/// What a waiting letter is cancelled by.
pub(crate) const GROUPS: [&str; 3] = ["review", "presenter", "follow-up"];

pub(crate) fn group(case: CaseId, what: &str) -> String {
    format!("case:{case}:{what}")
}

/// Cancels every letter about this case that still waits.
pub(crate) async fn cancel_all(tx: &Tx, case: CaseId) -> Result<()> {
    for what in GROUPS {
        outbox::cancel(tx, &group(case, what)).await?;
    }
    super::asking::forget(tx, case).await
}

/// Tells the facilitators of the cohort and the coordinators of the program that a case waits for a second person.
pub(crate) async fn to_reviewers(tx: &mut Tx, reached: &Reached, number: &str) -> Result<()> {
    outbox::cancel(tx, &group(reached.row.id, "review")).await?;
    let held = cohort_roles::Entity::find()
        .filter(cohort_roles::Column::CohortId.eq(reached.cohort.id))
        .filter(cohort_roles::Column::Role.eq(CohortRole::Facilitator.code()))
        .all(tx.db())
        .await?;
    let granted = grants::Entity::find()
        .filter(grants::Column::ProgramId.eq(reached.cohort.program))
        .filter(grants::Column::Kind.eq(Grant::Coordinator.code()))
        .all(tx.db())
        .await?;
    let ids: Vec<PersonId> = held.into_iter().map(|r| r.person_id).chain(granted.into_iter().map(|g| g.person_id)).collect();
    let readers = people::Entity::find()
        .filter(people::Column::Id.is_in(ids))
        .filter(people::Column::Id.ne(reached.row.presenter_id))
        .filter(people::Column::State.eq("active"))
        .all(tx.db())
        .await?;
    let letter = About { kind: "case_submitted", key: "letter-case-submitted", group: "review", tail: "/review", due: None };
    for reader in readers {
        send(tx, (&reached.row, &reached.cohort.row), &reader, number, &letter, &[]).await?;
    }
    Ok(())
}

/// What a letter is about.
pub(crate) struct About {
    /// For the delivery page.
    pub kind: &'static str,
    /// Its words: `<key>-subject`, `<key>-body`.
    pub key: &'static str,
    /// One of `GROUPS`.
    pub group: &'static str,
    /// Where its link leads, behind the case's address.
    pub tail: &'static str,
    /// Not before this moment.
    pub due: Option<DateTime<Utc>>,
}

/// Writes to the presenter, in the presenter's language.
pub(crate) async fn to_presenter(tx: &mut Tx, reached: &Reached, about: About, at: Option<DateTime<Utc>>) -> Result<()> {
    to_presenter_of(tx, &reached.row, &reached.cohort.row, about, at).await
}

/// The same, for a case that no viewer opened: a job.
pub(crate) async fn to_presenter_of(
    tx: &mut Tx,
    row: &cases::Model,
    cohort: &cohorts::Model,
    about: About,
    at: Option<DateTime<Utc>>,
) -> Result<()> {
    let Some(person) = people::Entity::find_by_id(row.presenter_id).one(tx.db()).await? else { return Ok(()) };
    if person.state != "active" {
        return Ok(());
    }
    let lang = person.language.parse().unwrap_or_default();
    let when = at.map(|at| domain::when::show(at, &person.zone, &cohort.zone, lang).text).unwrap_or_default();
    let number = row.number.clone().unwrap_or_default();
    send(tx, (row, cohort), &person, &number, &about, &[("when", when.as_str())]).await
}

async fn send(
    tx: &mut Tx,
    (row, cohort): (&cases::Model, &cohorts::Model),
    person: &people::Model,
    number: &str,
    about: &About,
    values: &[(&str, &str)],
) -> Result<()> {
    let link = format!("{}/cohorts/{}/cases/{}{}", tx.cx().ports.origin, cohort.slug, row.id, about.tail);
    let mut all: Vec<(&str, FluentValue<'_>)> =
        vec![("number", number.into()), ("cohort", cohort.name.as_str().into()), ("link", link.as_str().into())];
    all.extend(values.iter().map(|(k, v)| (*k, FluentValue::from(*v))));
    let letter = Letter::to(person, about.kind, about.key, group(row.id, about.group), &all);
    outbox::post(tx, Letter { due: about.due, ..letter }).await.map(|_| ())
}
