//! Letters of this room: a link and a day, never a word of a plan or of a questionnaire.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::id::{CohortId, PersonId};
use domain::lang::Lang;
use domain::viewer::CohortRole;
use domain::when::{show_date, show_from};
use fluent_bundle::FluentValue;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::door::Group;
use super::tables::{action_plans, practice_visits};
use super::writing::Kept;
use crate::accounts::tables::people;
use crate::outbox::{self, Letter};
use crate::programs::tables::{cohort_roles, cohorts};
use crate::sessions::tables::sessions;
use crate::{Result, Tx};

/// Under what a waiting letter about something of a group is cancelled.
pub(crate) fn group_key(what: &str, id: impl std::fmt::Display, person: PersonId) -> String {
    format!("{what}:{id}:{person}")
}

/// What a letter is about.
pub(crate) struct About {
    /// For the delivery page.
    pub kind: &'static str,
    /// Its words.
    pub key: &'static str,
    /// Under what it is cancelled.
    pub group: String,
    /// Where its link leads, behind the cohort's address.
    pub tail: String,
}

/// Tells the group's mentors that a plan was handed in.
pub(super) async fn handed_in(tx: &mut Tx, group: &Group, kept: &Kept, owner: PersonId) -> Result<()> {
    for mentor in mentors(tx, group.reached.id).await?.into_iter().filter(|m| m.id != owner) {
        let about = About {
            kind: "plan_handed_in",
            key: "letter-plan-handed-in",
            group: group_key("plan", kept.id, mentor.id),
            tail: format!("/plans/{}", kept.id),
        };
        send(tx, &group.reached.row, &mentor, about, &[]).await?;
    }
    Ok(())
}

async fn mentors(tx: &Tx, cohort: CohortId) -> Result<Vec<people::Model>> {
    let held = cohort_roles::Entity::find()
        .filter(cohort_roles::Column::CohortId.eq(cohort))
        .filter(cohort_roles::Column::Role.eq(CohortRole::PeerMentor.code()));
    let ids: Vec<PersonId> = held.all(tx.db()).await?.into_iter().map(|r| r.person_id).collect();
    let active = people::Entity::find().filter(people::Column::Id.is_in(ids)).filter(people::Column::State.eq("active"));
    Ok(active.all(tx.db()).await?)
}

/// Tells a plan's owner that something was said to it.
pub(super) async fn commented(tx: &mut Tx, group: &Group, row: &action_plans::Model) -> Result<()> {
    let about = About {
        kind: "plan_comment",
        key: "letter-plan-comment",
        group: group_key("plan", row.id, row.person_id),
        tail: format!("/plans/{}", row.id),
    };
    // Two comments in a row are one letter, as long as the first has not gone.
    outbox::cancel(tx, &about.group).await?;
    to(tx, &group.reached.row, row.person_id, about, &[]).await
}

/// Tells the group's mentors, and whoever else spoke to a plan, that its owner answered. Two answers in a row are one letter, as long as the first
/// has not gone.
pub(super) async fn answered(tx: &mut Tx, group: &Group, row: &action_plans::Model, spoke: impl Iterator<Item = PersonId>) -> Result<()> {
    let mentors = mentors(tx, group.reached.id).await?.into_iter().map(|m| m.id);
    let to_all: BTreeSet<PersonId> = mentors.chain(spoke).filter(|id| *id != row.person_id).collect();
    for reader in to_all {
        let about = About {
            kind: "plan_answer",
            key: "letter-plan-answer",
            group: group_key("plan-answer", row.id, reader),
            tail: format!("/plans/{}", row.id),
        };
        outbox::cancel(tx, &about.group).await?;
        to(tx, &group.reached.row, reader, about, &[]).await?;
    }
    Ok(())
}

/// Tells somebody that their practice will be visited, or will not.
pub(super) async fn visit(tx: &mut Tx, group: &Group, row: &practice_visits::Model, off: bool) -> Result<()> {
    let about = About {
        kind: "visit",
        key: if off { "letter-visit-off" } else { "letter-visit" },
        group: group_key("visit", row.id, row.person_id),
        tail: format!("/visits/{}", row.id),
    };
    outbox::cancel(tx, &about.group).await?;
    let Some(person) = people::Entity::find_by_id(row.person_id).one(tx.db()).await? else { return Ok(()) };
    let lang: Lang = person.language.parse().unwrap_or_default();
    let when = show_from(tx.cx().now(), row.starts_at, &person.zone, &row.zone, lang).text;
    send(tx, &group.reached.row, &person, about, &[("when", when.as_str()), ("place", row.place.as_str())]).await
}

/// Asks for a questionnaire; `number` counts the letters from 1.
pub(super) async fn ask(tx: &mut Tx, cohort: &cohorts::Model, session: &sessions::Model, person: PersonId, number: usize) -> Result<()> {
    let about = About {
        kind: "questionnaire",
        key: if number == 1 { "letter-questionnaire" } else { "letter-questionnaire-again" },
        group: group_key("questionnaire", session.id, person),
        tail: format!("/group/{}/questionnaire", session.id),
    };
    outbox::cancel(tx, &about.group).await?;
    let Some(person) = people::Entity::find_by_id(person).one(tx.db()).await? else { return Ok(()) };
    let day = day(session.local_date, &person);
    send(tx, cohort, &person, about, &[("day", day.as_str())]).await
}

fn day(on: NaiveDate, person: &people::Model) -> String {
    show_date(on, person.language.parse().unwrap_or_default())
}

/// Writes to somebody whose row is not at hand.
pub(crate) async fn to(tx: &mut Tx, cohort: &cohorts::Model, person: PersonId, about: About, values: &[(&str, &str)]) -> Result<()> {
    match people::Entity::find_by_id(person).one(tx.db()).await? {
        Some(person) => send(tx, cohort, &person, about, values).await,
        None => Ok(()),
    }
}

/// Writes to somebody who has an account here; its words know `name`, `group`, `link`, and these values.
pub(crate) async fn send(
    tx: &mut Tx,
    cohort: &cohorts::Model,
    person: &people::Model,
    about: About,
    values: &[(&str, &str)],
) -> Result<()> {
    if person.state != "active" {
        return Ok(());
    }
    let letter = letter(&tx.cx().ports.origin, cohort, person, about, values);
    outbox::post(tx, letter).await?;
    Ok(())
}

fn letter(origin: &str, cohort: &cohorts::Model, person: &people::Model, about: About, values: &[(&str, &str)]) -> Letter {
    let link = format!("{origin}/cohorts/{}{}", cohort.slug, about.tail);
    let always = [("group", cohort.name.as_str()), ("link", link.as_str())];
    let all: Vec<(&str, FluentValue<'_>)> = always.iter().chain(values).map(|(name, value)| (*name, (*value).into())).collect();
    Letter::to(person, about.kind, about.key, about.group, &all)
}
