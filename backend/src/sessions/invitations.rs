//! Calendar letters (iMIP, RFC 6047): a session as an entry in the reader's own calendar, changed and taken out as the session changes.
//!
//! What a person's calendar was last sent is a row of (session, person). The worker compares it with what should stand there now and
//! sends the difference: whoever joined, left, came back, or whose session was scheduled, renamed, moved or called off. Letters about a
//! move or a cancellation are written with their act and carry the entry themselves, so nobody gets two.
//!
//! One session is one letter: RFC 5546 §3.2.2 demands that all entries of a REQUEST have the same UID. Only sessions of the next eight
//! weeks are sent, later ones as they come near, so that enrolling in a weekly series is not fifty letters; the feed holds them all.
//! Answers by calendar would go to an address that nobody reads, so `RSVP` is FALSE, and the letter says where to answer.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, Utc};
use domain::id::{CohortId, PersonId, SessionId};
use domain::lang::Lang;
use icalendar::{Calendar, Component as _, EventStatus, Property};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

use super::tables::sessions;
use super::tables::told::session_invitations;
use super::{calendar, calling, concerned, letters};
use crate::accounts::tables::people;
use crate::notices::{self, List};
use crate::outbox::{self, Enclosed};
use crate::programs::tables::cohorts;
use crate::words::Words;
use crate::{Cx, Result, Tx, secret};

/// How far ahead sessions are sent.
pub const AHEAD: Duration = Duration::weeks(8);

/// What a calendar is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// `REQUEST` or `CANCEL`.
    pub(crate) method: &'static str,
    /// Greater than in any letter before.
    sequence: i32,
    known: Option<uuid::Uuid>,
}

/// What an entry shows: when this changes, the entry is sent again.
fn shown(session: &sessions::Model) -> String {
    secret::hash(&format!("{}|{}|{}", session.starts_at.timestamp(), session.minutes, session.title))
}

/// The step from what a calendar holds to what it should hold; nothing when they agree. `has_place`: whether the reader still has one.
pub(crate) fn step(session: &sessions::Model, has_place: bool, held: Option<&session_invitations::Model>) -> Option<Step> {
    let wanted = has_place && session.state == "planned";
    let sequence = held.map_or(session.sequence, |h| std::cmp::max(h.sequence + 1, session.sequence));
    let known = held.map(|h| h.id);
    let stands = held.is_some_and(|h| h.stands);
    match (wanted, stands) {
        (true, true) if held.is_some_and(|h| h.shown == shown(session)) => None,
        (true, _) => Some(Step { method: "REQUEST", sequence, known }),
        (false, true) => Some(Step { method: "CANCEL", sequence, known }),
        (false, false) => None,
    }
}

/// What each calendar holds of a session.
pub(crate) async fn held(db: &impl ConnectionTrait, id: SessionId) -> Result<HashMap<PersonId, session_invitations::Model>> {
    let rows = session_invitations::Entity::find().filter(session_invitations::Column::SessionId.eq(id)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row)).collect())
}

/// Notes a step, and answers the entry to enclose.
pub(crate) async fn enter(
    tx: &Tx,
    cohort: &cohorts::Model,
    session: &sessions::Model,
    person: &people::Model,
    step: &Step,
) -> Result<String> {
    let row = session_invitations::ActiveModel {
        id: Set(step.known.unwrap_or_else(|| tx.cx().new_id())),
        session_id: Set(session.id),
        person_id: Set(person.id),
        sequence: Set(step.sequence),
        stands: Set(step.method == "REQUEST"),
        shown: Set(shown(session)),
        updated_at: Set(tx.cx().now()),
    };
    match step.known {
        Some(_) => {
            row.update(tx.db()).await?;
        }
        None => {
            session_invitations::Entity::insert(row).exec_without_returning(tx.db()).await?;
        }
    }
    Ok(entry(tx.cx(), cohort, session, person, step))
}

/// The entry (iTIP). Its organizer is written by the mailer, which alone knows from whom letters come.
fn entry(cx: &Cx, cohort: &cohorts::Model, session: &sessions::Model, person: &people::Model, step: &Step) -> String {
    let lang: Lang = person.language.parse().unwrap_or_default();
    let words = Words::of(lang);
    let page = format!("{}/cohorts/{}/sessions/{}", cx.ports.origin, cohort.slug, session.id);
    let when = domain::when::show_from(cx.now(), session.starts_at, &person.zone, &session.zone, lang).text;
    let off = step.method == "CANCEL";
    let mut reader = Property::new("ATTENDEE", format!("mailto:{}", person.email));
    reader
        .add_parameter("CN", &domain::text::tidy_line(&person.name).replace('"', ""))
        .add_parameter("CUTYPE", "INDIVIDUAL")
        .add_parameter("ROLE", "REQ-PARTICIPANT")
        .add_parameter("PARTSTAT", "NEEDS-ACTION")
        .add_parameter("RSVP", "FALSE");
    let mut event = calendar::event(cx, words, cohort, session);
    event
        .timestamp(cx.now())
        .sequence(u32::try_from(step.sequence).unwrap_or(0))
        .description(&format!("{when}\n{}\n{page}", words.t("calendar-where")))
        .status(if off { EventStatus::Cancelled } else { EventStatus::Confirmed })
        .append_property(reader);
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//Kith//Sessions//EN"), ("CALSCALE", "GREGORIAN"), ("METHOD", step.method)] {
        calendar.append_property(Property::new(name, value));
    }
    calendar.push(event.done());
    calendar.done().to_string()
}

/// The step that the worker takes: nobody is sent what is still far off, unless their calendar holds it already.
fn due(session: &sessions::Model, has_place: bool, held: Option<&session_invitations::Model>, now: DateTime<Utc>) -> Option<Step> {
    step(session, has_place, held).filter(|step| step.method == "CANCEL" || held.is_some() || session.starts_at <= now + AHEAD)
}

/// Sends every difference between what calendars hold and what they should hold. Twice, or from two machines at once, sends each once.
pub async fn sweep(cx: &Cx) -> Result<()> {
    let now = cx.now();
    let coming = sessions::Entity::find().filter(sessions::Column::StartsAt.gt(now));
    let ids = coming.clone().select_only().column(sessions::Column::Id).into_query();
    let rows = session_invitations::Entity::find().filter(session_invitations::Column::SessionId.in_subquery(ids)).all(cx.db()).await?;
    let sent: HashSet<SessionId> = rows.iter().map(|row| row.session_id).collect();
    let near = Condition::any().add(sessions::Column::StartsAt.lte(now + AHEAD)).add(sessions::Column::Id.is_in(sent));
    let coming = coming.filter(near).all(cx.db()).await?;
    let ids: HashSet<CohortId> = coming.iter().map(|s| s.cohort_id).collect();
    let open = cohorts::Entity::find().filter(cohorts::Column::Id.is_in(ids)).filter(cohorts::Column::State.ne("archived"));
    let open: Vec<CohortId> = open.all(cx.db()).await?.into_iter().map(|c| c.id).collect();
    let places = concerned::places(cx.db(), &open).await?;
    let everybody: HashSet<PersonId> = places.values().flatten().copied().chain(rows.iter().map(|row| row.person_id)).collect();
    let active = concerned::active(cx.db(), &everybody).await?;
    let choices = notices::of(cx.db(), &everybody.into_iter().collect::<Vec<_>>()).await?;
    let mut held: HashMap<SessionId, HashMap<PersonId, session_invitations::Model>> = HashMap::new();
    for row in rows {
        held.entry(row.session_id).or_default().insert(row.person_id, row);
    }
    let untold = calling::untold(cx.db()).await?;
    for session in coming.into_iter().filter(|s| open.contains(&s.cohort_id) && !untold.contains(&s.id)) {
        let members = places.get(&session.cohort_id).cloned().unwrap_or_default();
        let held = held.remove(&session.id).unwrap_or_default();
        let differs = members.iter().chain(held.keys()).filter(|person| active.contains(person)).any(|person| {
            let wants = choices.get(person).copied().unwrap_or_default().wants(List::Calendar);
            wants && due(&session, members.contains(person), held.get(person), now).is_some()
        });
        if differs {
            send(cx, session.id).await?;
        }
    }
    Ok(())
}

/// The differences of one session, which is read again and held.
async fn send(cx: &Cx, id: SessionId) -> Result<()> {
    let now = cx.now();
    let mut tx = cx.begin().await?;
    let Some(session) = sessions::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await? else { return Ok(()) };
    let Some(cohort) = cohorts::Entity::find_by_id(session.cohort_id).one(tx.db()).await? else { return Ok(()) };
    // What is called off can still be undone: calendars hear of it with everybody.
    if session.starts_at <= now || cohort.state == "archived" || calling::untold(tx.db()).await?.contains(&id) {
        return Ok(());
    }
    let members = concerned::places(tx.db(), &[cohort.id]).await?.remove(&cohort.id).unwrap_or_default();
    let mut held = held(tx.db(), id).await?;
    let ids: Vec<PersonId> = members.iter().chain(held.keys()).copied().collect();
    let choices = notices::of(tx.db(), &ids).await?;
    let people = people::Entity::find().filter(people::Column::Id.is_in(ids)).filter(people::Column::State.eq("active"));
    for person in people.order_by_asc(people::Column::Email).all(tx.db()).await? {
        let held = held.remove(&person.id);
        let wants = choices.get(&person.id).copied().unwrap_or_default().wants(List::Calendar);
        let Some(step) = due(&session, members.contains(&person.id), held.as_ref(), now).filter(|_| wants) else { continue };
        let key = match (step.method, held) {
            ("CANCEL", _) => "letter-calendar-out",
            (_, Some(before)) if before.stands => "letter-calendar-again",
            _ => "letter-calendar",
        };
        outbox::cancel(&tx, &letters::calendar_group(id, person.id)).await?;
        let out = notices::way_out(&tx, person.id, List::Calendar).await?;
        let mut letter = letters::about(&tx, &cohort, &session, &person, ("calendar", key), &out);
        letter.group = letters::calendar_group(id, person.id);
        letter.body =
            format!("{}\n\n{}", letter.body, Words::of(letter.lang).with("letter-calendar-foot", &[("out", out.as_str().into())]));
        let calendar = Some(enter(&tx, &cohort, &session, &person, &step).await?);
        let enclosed = Enclosed { calendar, unsubscribe: Some(out), good_until: Some(session.starts_at), ..Enclosed::default() };
        outbox::post_with(&mut tx, letter, enclosed).await?;
    }
    tx.commit().await
}

#[cfg(test)]
mod tests;
