//! Whom an administration asks: links, letters and reminders, and who has answered.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::id::{AdministrationId, CohortId, PersonId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::keys::Key;
use super::queries::{WaveView, view};
use super::tables::links;
use super::waves::{self, Schedule, State, Wave};
use super::{door, letters};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::programs::reach::{self, Ask, Reached};
use crate::programs::tables::enrolments;
use crate::{Cx, Fault, Result, Tx, Viewer, secret};

/// One person of an administration.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Their name.
    pub name: String,
    /// Whether they have answered; not when, and not what.
    pub answered: bool,
    /// The day of the newest letter, while they have not answered.
    pub reminded_on: Option<NaiveDate>,
}

/// An administration and its people.
#[derive(Debug, Clone)]
pub struct Participation {
    /// The cohort.
    pub reached: Reached,
    /// The administration.
    pub wave: WaveView,
    /// Everyone enrolled, by name; empty for a participant, who sees only themself.
    pub people: Vec<Asked>,
    /// Whether the viewer is asked here, and has answered.
    pub mine: Option<bool>,
}

/// Who has answered (`survey.participation`): everybody's for the coordinator, one's own for members.
pub async fn participation(cx: &Cx, viewer: &Viewer, slug: &str, id: AdministrationId) -> Result<Participation> {
    let reached = reach::cohort(cx.db(), viewer, slug, Ask::Content).await?;
    let wave = waves::one(cx.db(), reached.id, id).await?;
    let marks = marks(cx.db(), id).await?;
    let own = viewer.person().and_then(|person| marks.get(&person)).is_some_and(|mark| mark.answered);
    let people = if reached.coordinator { list(enrolled(cx.db(), reached.id).await?, &marks) } else { Vec::new() };
    let mine = reached.participant.then_some(own);
    Ok(Participation { wave: view(cx, &wave).await?, people, mine, reached })
}

fn list(enrolled: Vec<people::Model>, marks: &BTreeMap<PersonId, links::Model>) -> Vec<Asked> {
    let asked = |person: people::Model| {
        let mark = marks.get(&person.id);
        Asked { name: person.name, answered: mark.is_some_and(|m| m.answered), reminded_on: mark.and_then(|m| m.reminded_on) }
    };
    enrolled.into_iter().map(asked).collect()
}

/// Mails a link to everyone who is enrolled and has not answered, at most once a day (rule R1.6). Answers how many were mailed.
pub async fn send(cx: &Cx, viewer: &Viewer, slug: &str, id: AdministrationId) -> Result<usize> {
    let mut tx = cx.begin().await?;
    let reached = door::coordinator(tx.db(), viewer, slug).await?;
    let wave = waves::one(tx.db(), reached.id, id).await?;
    match wave.state(cx.now()) {
        State::Open => {}
        State::Coming => return Err(Fault::Conflict("survey-not-open")),
        State::Late | State::Closed => return Err(Fault::Conflict("survey-closed")),
    }
    let sent = mail(&mut tx, &reached, &wave).await?;
    let line = Line::new("survey.define", "administration", id.0);
    audit::write(&tx, viewer, line.detail(json!({ "letters": sent }))).await?;
    tx.commit().await?;
    Ok(sent)
}

async fn mail(tx: &mut Tx, reached: &Reached, wave: &Wave) -> Result<usize> {
    let today = Schedule::of(tx.db(), reached.id).await?.today(tx.cx().now());
    let key = Key::of(tx.cx(), reached.program)?;
    let marks = marks(tx.db(), wave.id()).await?;
    let title = super::queries::title(tx.db(), wave).await?;
    let mut sent = 0;
    for person in enrolled(tx.db(), reached.id).await?.into_iter().filter(|p| p.state == "active") {
        let mark = marks.get(&person.id);
        if mark.is_some_and(|m| m.answered || m.reminded_on == Some(today)) {
            continue;
        }
        let token = link(tx, &key, wave.id(), person.id).await?;
        let change = links::Entity::update_many()
            .col_expr(links::Column::RemindedOn, sea_orm::sea_query::Expr::value(today))
            .filter(links::Column::AdministrationId.eq(wave.id()))
            .filter(links::Column::PersonId.eq(person.id));
        change.exec(tx.db()).await?;
        let again = mark.is_some_and(|m| m.reminded_on.is_some());
        letters::ask(tx, reached, wave, &title, &person, &token, again).await?;
        sent += 1;
    }
    Ok(sent)
}

/// Gives everyone who is enrolled a link to every administration of the cohort, so that coming later tells nothing.
pub(crate) async fn ask_everyone(tx: &Tx, reached: &Reached) -> Result<()> {
    let key = Key::of(tx.cx(), reached.program)?;
    let people = enrolled(tx.db(), reached.id).await?;
    let mut rows = Vec::new();
    for wave in waves::of_cohort(tx.db(), reached.id).await? {
        for person in &people {
            rows.push(row(tx, &key, wave.id(), person.id)?);
        }
    }
    let quiet = OnConflict::columns([links::Column::AdministrationId, links::Column::PersonId]).do_nothing().to_owned();
    for chunk in rows.chunks(500) {
        links::Entity::insert_many(chunk.to_vec()).on_conflict(quiet.clone()).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

fn row(tx: &Tx, key: &Key, administration: AdministrationId, person: PersonId) -> Result<links::ActiveModel> {
    Ok(links::ActiveModel {
        id: Set(tx.cx().random_id()),
        administration_id: Set(administration),
        person_id: Set(person),
        token_hash: Set(secret::hash(&key.token(administration, person)?)),
        answered: Set(false),
        reminded_on: Set(None),
    })
}

/// The secret of a person's link, its hash stored. After the key was replaced, the stored hash is replaced too.
pub(crate) async fn link(tx: &Tx, key: &Key, administration: AdministrationId, person: PersonId) -> Result<String> {
    let token = key.token(administration, person)?;
    let found = links::Entity::find()
        .filter(links::Column::AdministrationId.eq(administration))
        .filter(links::Column::PersonId.eq(person))
        .one(tx.db())
        .await?;
    match found {
        None => {
            links::Entity::insert(row(tx, key, administration, person)?).exec_without_returning(tx.db()).await?;
        }
        Some(known) if known.token_hash != secret::hash(&token) => {
            let change = links::ActiveModel { id: Set(known.id), token_hash: Set(secret::hash(&token)), ..Default::default() };
            change.update(tx.db()).await?;
        }
        Some(_) => {}
    }
    Ok(token)
}

/// The path of my own link to an administration (`survey.answer`): for participants of the cohort.
pub async fn answer_now(cx: &Cx, viewer: &Viewer, slug: &str, id: AdministrationId) -> Result<String> {
    let tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Content).await?;
    let wave = waves::one(tx.db(), reached.id, id).await?;
    let person = viewer.person().filter(|_| reached.participant).ok_or(Fault::Refused("refused-role"))?;
    let key = Key::of(cx, reached.program)?;
    let token = link(&tx, &key, wave.id(), person).await?;
    tx.commit().await?;
    Ok(format!("/s/{token}"))
}

/// People enrolled now, by name.
pub(crate) async fn enrolled(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<people::Model>> {
    let places = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(cohort))
        .filter(enrolments::Column::State.eq("enrolled"))
        .all(db)
        .await?;
    let ids: Vec<PersonId> = places.into_iter().map(|p| p.person_id).collect();
    let people = people::Entity::find()
        .filter(people::Column::Id.is_in(ids))
        .filter(people::Column::State.is_not_in(["suspended", "deleted"]))
        .order_by_asc(people::Column::Name)
        .all(db)
        .await?;
    Ok(people)
}

/// What is noted of each person of an administration.
async fn marks(db: &impl ConnectionTrait, id: AdministrationId) -> Result<BTreeMap<PersonId, links::Model>> {
    let rows = links::Entity::find().filter(links::Column::AdministrationId.eq(id)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row)).collect())
}
