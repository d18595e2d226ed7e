//! Places: enrolled up to the capacity, then the waiting list in order of arrival (R1.7: never more without a logged change).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::fault::Faults;
use domain::id::{CohortId, EnrolmentId, PersonId};
use domain::text::{self, NAME};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::letters::{self, Told};
use super::reach::{self, Ask, Reached};
use super::tables::{cohorts, enrolments};
use crate::accounts::invite::{self, Guest};
use crate::audit::{self, Line};
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Where somebody stands after being enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Has a place.
    Enrolled,
    /// Waits, as the nth.
    Waiting(i64),
    /// Had a place or waited already: nothing changed.
    Already,
}

/// How many people of a cohort are in this state.
pub(crate) async fn count(db: &impl ConnectionTrait, cohort: CohortId, state: &str) -> Result<i64> {
    let n = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(cohort))
        .filter(enrolments::Column::State.eq(state))
        .count(db)
        .await?;
    Ok(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Since when each person of a cohort is on its list.
pub(crate) async fn joined(db: &impl ConnectionTrait, cohort: CohortId) -> Result<HashMap<PersonId, DateTime<Utc>>> {
    let rows = enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(cohort)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row.created_at)).collect())
}

/// One person to enrol, as typed.
#[derive(Debug, Clone, Default)]
pub struct NewMember {
    /// E-mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Profession; may be empty.
    pub profession: String,
    /// Community; may be empty.
    pub community: String,
}

/// Enrols one person by address, inviting those who are new.
pub async fn enrol(cx: &Cx, viewer: &Viewer, slug: &str, typed: &NewMember) -> Result<Place> {
    let mut tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Manage).await?;
    let mut faults = Faults::new();
    let email = faults.take(text::email("email", &typed.email));
    let name = faults.take(text::line("name", &typed.name, NAME));
    let profession = faults.take(text::optional_line("profession", &typed.profession, NAME));
    let community = faults.take(text::optional_line("community", &typed.community, NAME));
    faults.done()?;
    let guest = Guest {
        email: email.unwrap_or_default(),
        name: name.unwrap_or_default(),
        profession: profession.unwrap_or_default(),
        community: community.unwrap_or_default(),
        lang: reached.row.language.parse().unwrap_or_default(),
        zone: reached.zone.clone(),
        ..Guest::default()
    };
    let place = place_for(&mut tx, viewer, &reached, &guest).await?;
    tx.commit().await?;
    Ok(place)
}

/// Gives a person a place or a turn on the waiting list, and mails the invitation, in the transaction of the caller.
pub(crate) async fn place_for(tx: &mut Tx, viewer: &Viewer, reached: &Reached, guest: &Guest) -> Result<Place> {
    let capacity = hold(tx, reached.id).await?.capacity;
    let (person, _) = invite::person_for(tx, guest).await?;
    let how = Seat { capacity, keeps: false, told: Told::Place };
    seat(tx, viewer, reached, person, how).await
}

/// Gives whoever asks for it themselves a place or a turn. The caller opened a door for them, and holds the cohort's row, whose capacity this is.
pub(crate) async fn seat_self(tx: &mut Tx, viewer: &Viewer, reached: &Reached, capacity: i32) -> Result<Place> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    seat(tx, viewer, reached, me, Seat { capacity, keeps: false, told: Told::Place }).await
}

/// How somebody gets a place.
struct Seat {
    capacity: i32,
    /// Whoever had one before keeps their turn.
    keeps: bool,
    /// What they are told when they get one.
    told: Told,
}

async fn seat(tx: &mut Tx, viewer: &Viewer, reached: &Reached, person: PersonId, how: Seat) -> Result<Place> {
    let known = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(reached.id))
        .filter(enrolments::Column::PersonId.eq(person))
        .one(tx.db())
        .await?;
    if known.as_ref().is_some_and(|e| e.state != "left") {
        return Ok(Place::Already);
    }
    let free = count(tx.db(), reached.id, "enrolled").await? < i64::from(how.capacity);
    let state = if free { "enrolled" } else { "waiting" };
    let position = match &known {
        Some(row) if how.keeps => row.position,
        _ => next_position(tx, reached.id).await?,
    };
    match known {
        Some(row) => back(tx, row.id, state, position).await?,
        None => fresh(tx, reached.id, person, state, position).await?,
    }
    let detail = json!({ "state": state });
    audit::write(tx, viewer, Line::new("cohort.members_write", "cohort", reached.id.0).about(person).detail(detail)).await?;
    if free {
        welcome(tx, viewer, reached, person, how.told).await?;
        return Ok(Place::Enrolled);
    }
    let turn = turn(tx, reached.id, position).await?;
    letters::tell(tx, viewer, reached, person, Told::Waiting(turn)).await?;
    Ok(Place::Waiting(turn))
}

/// Somebody has a place: an invitation for those who have no account yet, a letter for those who do.
async fn welcome(tx: &mut Tx, viewer: &Viewer, reached: &Reached, person: PersonId, told: Told) -> Result<()> {
    let invited = invite::send(tx, viewer, person, &reached.name, &format!("/cohorts/{}", reached.slug)).await?;
    match invited {
        true => letters::hush(tx, reached, person).await.map(|_| ())?,
        // Taken out and put back before they heard of it: there is nothing to tell.
        false if told == Told::Place && letters::hush(tx, reached, person).await? => {}
        false => letters::tell(tx, viewer, reached, person, told).await?,
    }
    tx.tell(Hint::Person(person));
    Ok(())
}

/// Which place of the waiting list a position is.
async fn turn(tx: &Tx, cohort: CohortId, position: i32) -> Result<i64> {
    let before = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(cohort))
        .filter(enrolments::Column::State.eq("waiting"))
        .filter(enrolments::Column::Position.lte(position));
    Ok(i64::try_from(before.count(tx.db()).await?).unwrap_or(i64::MAX))
}

/// Puts somebody back who was taken out: into their place while it is free, else onto the waiting list by their old turn.
pub async fn put_back(cx: &Cx, viewer: &Viewer, slug: &str, person: PersonId) -> Result<Place> {
    let mut tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Manage).await?;
    let capacity = hold(&tx, reached.id).await?.capacity;
    place_of(&tx, reached.id, person).await?;
    let place = seat(&mut tx, viewer, &reached, person, Seat { capacity, keeps: true, told: Told::Place }).await?;
    tx.commit().await?;
    Ok(place)
}

/// Mails a new invitation to somebody with a place who has not come in yet; the link of the one before stops working.
pub async fn invite_again(cx: &Cx, viewer: &Viewer, slug: &str, person: PersonId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Manage).await?;
    let row = place_of(&tx, reached.id, person).await?;
    if row.state != "enrolled" || !invite::send(&mut tx, viewer, person, &reached.name, &format!("/cohorts/{}", reached.slug)).await? {
        return Err(Fault::Conflict("conflict-account-state"));
    }
    tx.commit().await
}

async fn place_of(tx: &Tx, cohort: CohortId, person: PersonId) -> Result<enrolments::Model> {
    let row = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(cohort))
        .filter(enrolments::Column::PersonId.eq(person))
        .one(tx.db())
        .await?;
    row.ok_or(Fault::Missing)
}

/// What taking somebody out does, for those who are about to: their name, their state, and who gets the place.
pub async fn leaving(cx: &Cx, viewer: &Viewer, slug: &str, person: PersonId) -> Result<(Reached, String, String, Option<String>)> {
    let (reached, members, _) = super::queries::members(cx, viewer, slug).await?;
    if !reached.coordinator && !reached.administrator {
        return Err(Fault::Refused("refused-role"));
    }
    let who = members.iter().find(|m| m.id == person).ok_or(Fault::Missing)?;
    let next = members.iter().find(|m| m.waiting == Some(1)).filter(|_| who.state == "enrolled").map(|m| m.name.clone());
    Ok((reached, who.name.clone(), who.state.clone(), next))
}

/// Holds the cohort's row until the transaction ends, so that two changes at once take turns; answers it as it is now.
pub(crate) async fn hold(tx: &Tx, cohort: CohortId) -> Result<cohorts::Model> {
    let row = cohorts::Entity::find_by_id(cohort).lock_exclusive().one(tx.db()).await?;
    row.ok_or(Fault::Missing)
}

async fn next_position(tx: &Tx, cohort: CohortId) -> Result<i32> {
    let last = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(cohort))
        .order_by_desc(enrolments::Column::Position)
        .one(tx.db())
        .await?;
    Ok(last.map_or(1, |e| e.position + 1))
}

async fn fresh(tx: &Tx, cohort: CohortId, person: PersonId, state: &str, position: i32) -> Result<()> {
    let (cx, now) = (tx.cx(), tx.cx().now());
    let row = enrolments::ActiveModel {
        id: Set(EnrolmentId(cx.new_id())),
        cohort_id: Set(cohort),
        person_id: Set(person),
        state: Set(state.to_owned()),
        position: Set(position),
        created_at: Set(now),
        updated_at: Set(now),
        left_at: Set(None),
        gave_back: Set(false),
    };
    enrolments::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

async fn back(tx: &Tx, id: EnrolmentId, state: &str, position: i32) -> Result<()> {
    let change = enrolments::ActiveModel {
        id: Set(id),
        state: Set(state.to_owned()),
        position: Set(position),
        updated_at: Set(tx.cx().now()),
        // Whoever waits again had a place until then.
        left_at: if state == "enrolled" { Set(None) } else { NotSet },
        gave_back: Set(false),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    Ok(())
}

/// Places that somebody has, or had and gave up, also where they wait for another now.
pub(crate) fn had() -> Condition {
    Condition::any().add(enrolments::Column::State.ne("waiting")).add(enrolments::Column::LeftAt.is_not_null())
}

/// Takes a person out; the first of the waiting list gets the place. Twice is as good as once.
pub async fn remove(cx: &Cx, viewer: &Viewer, slug: &str, person: PersonId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Manage).await?;
    let row = place_of(&tx, reached.id, person).await?;
    if row.state == "left" {
        return Ok(());
    }
    out(&tx, viewer, &reached, &row).await?;
    letters::tell(&mut tx, viewer, &reached, person, Told::Out).await?;
    fill_from_waiting(&mut tx, viewer, &reached, reached.row.capacity).await?;
    tx.tell(Hint::Person(person));
    tx.commit().await
}

/// Whoever holds a place or a turn gives it back themselves, and may take one again; the first of the waiting list gets the place. The caller opened
/// a door for them, and holds the cohort's row. Tells whether there was anything to give back.
pub(crate) async fn give_back(tx: &mut Tx, viewer: &Viewer, reached: &Reached) -> Result<bool> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let row = match place_of(tx, reached.id, me).await {
        Ok(row) if row.state != "left" => row,
        Ok(_) | Err(Fault::Missing) => return Ok(false),
        Err(other) => return Err(other),
    };
    out(tx, viewer, reached, &row).await?;
    let mine = enrolments::ActiveModel { id: Set(row.id), gave_back: Set(true), ..Default::default() };
    mine.update(tx.db()).await?;
    letters::hush(tx, reached, me).await?;
    fill_from_waiting(tx, viewer, reached, reached.row.capacity).await?;
    tx.tell(Hint::Person(me));
    Ok(true)
}

/// A place is given up: its letters stop, and the links that its holder knew change.
pub(crate) async fn out(tx: &Tx, viewer: &Viewer, reached: &Reached, row: &enrolments::Model) -> Result<()> {
    let (now, person) = (tx.cx().now(), row.person_id);
    let change = enrolments::ActiveModel {
        id: Set(row.id),
        state: Set("left".to_owned()),
        left_at: Set(Some(now)),
        updated_at: Set(now),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    let detail = json!({ "before": row.state, "after": "left" });
    audit::write(tx, viewer, Line::new("cohort.members_write", "cohort", reached.id.0).about(person).detail(detail)).await?;
    crate::sessions::commands::rotate_join_links(tx, reached.id).await?;
    crate::sessions::letters::stop(tx, reached.id, person).await?;
    crate::surveys::stop_letters(tx, reached.id, person).await?;
    crate::improvement::asking::stop_letters(tx, reached.id, person).await?;
    crate::credits::letters::stop(tx, reached.id, person).await
}

/// Gives free places to those who wait, in order, and mails them.
pub(crate) async fn fill_from_waiting(tx: &mut Tx, viewer: &Viewer, reached: &Reached, capacity: i32) -> Result<()> {
    hold(tx, reached.id).await?;
    let free = i64::from(capacity) - count(tx.db(), reached.id, "enrolled").await?;
    let waiting = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(reached.id))
        .filter(enrolments::Column::State.eq("waiting"))
        .order_by_asc(enrolments::Column::Position)
        .all(tx.db())
        .await?;
    for row in waiting.into_iter().take(usize::try_from(free).unwrap_or(0)) {
        let change = enrolments::ActiveModel {
            id: Set(row.id),
            state: Set("enrolled".to_owned()),
            updated_at: Set(tx.cx().now()),
            left_at: Set(None),
            ..Default::default()
        };
        change.update(tx.db()).await?;
        let detail = json!({ "before": "waiting", "after": "enrolled" });
        audit::write(tx, viewer, Line::new("cohort.members_write", "cohort", reached.id.0).about(row.person_id).detail(detail)).await?;
        welcome(tx, viewer, reached, row.person_id, Told::FreePlace).await?;
    }
    Ok(())
}
