//! A person's private calendar feed (RFC 5545), under a token of its own. It tells when, not where to join: the link stays behind the door.

use chrono::Duration;
use domain::lang::Lang;
use domain::viewer::Grant;
use icalendar::{Calendar, Component as _, Event, EventLike as _, Property};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};

use super::tables::sessions;
use crate::accounts::tables::people;
use crate::programs::tables::{cohort_roles, cohorts, enrolments, grants};
use crate::words::Words;
use crate::{Cx, Fault, Result};

/// The feed of whoever holds this token; missing when nobody does.
pub async fn feed(cx: &Cx, token: &str) -> Result<String> {
    if token.len() < 20 {
        return Err(Fault::Missing);
    }
    let person = people::Entity::find().filter(people::Column::CalendarToken.eq(token)).one(cx.db()).await?;
    let person = person.filter(|p| p.state == "active").ok_or(Fault::Missing)?;
    let places = enrolments::Entity::find()
        .filter(enrolments::Column::PersonId.eq(person.id))
        .filter(enrolments::Column::State.eq("enrolled"))
        .all(cx.db())
        .await?;
    let roles = cohort_roles::Entity::find().filter(cohort_roles::Column::PersonId.eq(person.id)).all(cx.db()).await?;
    let ids: Vec<_> = places.into_iter().map(|e| e.cohort_id).chain(roles.into_iter().map(|r| r.cohort_id)).collect();
    // A coordinator's calendar holds the sessions of the programs they run; a lead's stays empty (`session.ics_feed`).
    let runs = grants::Entity::find()
        .filter(grants::Column::PersonId.eq(person.id))
        .filter(grants::Column::Kind.eq(Grant::Coordinator.code()))
        .all(cx.db())
        .await?;
    let near = cohorts::Column::Id.is_in(ids).or(cohorts::Column::ProgramId.is_in(runs.into_iter().map(|g| g.program_id)));
    let mine = cohorts::Entity::find().filter(near).order_by_asc(cohorts::Column::StartsOn).all(cx.db()).await?;
    let words = Words::of(person.language.parse::<Lang>().unwrap_or_default());
    let mut calendar = Calendar::new();
    calendar.name("Kith").append_property(Property::new("METHOD", "PUBLISH"));
    for cohort in mine {
        let rows = sessions::Entity::find().filter(sessions::Column::CohortId.eq(cohort.id)).order_by_asc(sessions::Column::StartsAt);
        for session in rows.all(cx.db()).await? {
            calendar.push(event(cx, words, &cohort, &session));
        }
    }
    Ok(calendar.done().to_string())
}

pub(super) fn event(cx: &Cx, words: Words, cohort: &cohorts::Model, session: &sessions::Model) -> Event {
    let title = if session.title.is_empty() { words.with("session-n", &[("n", session.number.into())]) } else { session.title.clone() };
    let page = format!("{}/cohorts/{}/sessions/{}", cx.ports.origin, cohort.slug, session.id);
    let mut event = Event::new();
    event
        .uid(&format!("{}@kith", session.id))
        .timestamp(session.updated_at)
        .starts(session.starts_at)
        .ends(session.starts_at + Duration::minutes(i64::from(session.minutes)))
        .summary(&format!("{}: {title}", cohort.name))
        .description(&format!("{}\n{page}", words.t("calendar-where")))
        .url(&page)
        .sequence(u32::try_from(session.sequence).unwrap_or(0));
    let status = if session.state == "cancelled" { icalendar::EventStatus::Cancelled } else { icalendar::EventStatus::Confirmed };
    event.status(status);
    event.done()
}
