//! Letters about sessions: to everyone with a place, and to facilitators. The time is told in the reader's own zone; the join link never is.

use chrono::{DateTime, Utc};
use domain::id::{CohortId, PersonId, SessionId};
use domain::lang::Lang;
use domain::when::{Zone, show_day, utc_to_local};
use fluent_bundle::FluentValue;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::tables::sessions;
use super::{concerned, invitations, reminders, schedule};
use crate::accounts::tables::people;
use crate::notices::{self, List};
use crate::outbox::{self, Enclosed, Letter, letters as letter_rows};
use crate::programs::tables::cohorts;
use crate::words::Words;
use crate::{Result, Tx};

/// What a later letter about the same session cancels: reminders and news of it.
pub(crate) fn group(session: SessionId, person: PersonId) -> String {
    format!("session:{session}:{person}")
}

/// What a later calendar letter about the same session cancels.
pub(crate) fn calendar_group(session: SessionId, person: PersonId) -> String {
    format!("calendar:{session}:{person}")
}

/// A letter about a session, in its reader's words: `…-subject` and `…-body` of the lists, with what every such letter may tell.
pub(crate) fn about(
    tx: &Tx,
    cohort: &cohorts::Model,
    session: &sessions::Model,
    person: &people::Model,
    (kind, key): (&'static str, &str),
    out: &str,
) -> Letter {
    with(tx, cohort, session, person, (kind, key), &[("out", out.into())])
}

/// The same, with more to tell.
fn with(
    tx: &Tx,
    cohort: &cohorts::Model,
    session: &sessions::Model,
    person: &people::Model,
    (kind, key): (&'static str, &str),
    more: &[(&str, FluentValue<'_>)],
) -> Letter {
    let words = Words::of(person.language.parse().unwrap_or_default());
    let when = when(tx, session, person, session.starts_at);
    let link = format!("{}/cohorts/{}/sessions/{}", tx.cx().ports.origin, cohort.slug, session.id);
    let title = if session.title.is_empty() { words.with("session-n", &[("n", session.number.into())]) } else { session.title.clone() };
    let near = near(&words, tx.cx().now(), session.starts_at, &person.zone);
    let mut values: Vec<(&str, FluentValue<'_>)> = vec![
        ("near", near.as_str().into()),
        ("cohort", cohort.name.as_str().into()),
        ("n", session.number.into()),
        ("title", title.as_str().into()),
        ("when", when.as_str().into()),
        ("link", link.as_str().into()),
    ];
    values.extend(more.iter().cloned());
    Letter::to(person, kind, key, group(session.id, person.id), &values)
}

/// When it begins, by its reader's calendar and clock at this moment: "today at 08:00", "tomorrow at 08:00", "on Thu 26 Mar at 08:00".
fn near(words: &Words, now: DateTime<Utc>, starts_at: DateTime<Utc>, zone: &str) -> String {
    let zone = Zone::or_utc(zone);
    let ((today, _), (day, time)) = (utc_to_local(now, &zone), utc_to_local(starts_at, &zone));
    let key = match (day - today).num_days() {
        0 => "letter-near-today",
        1 => "letter-near-tomorrow",
        _ => "letter-near-day",
    };
    let (day, time) = (show_day(day, words.lang), time.format("%H:%M").to_string());
    words.with(key, &[("day", day.as_str().into()), ("time", time.as_str().into())])
}

/// A moment of a session's, as its reader writes times.
fn when(tx: &Tx, session: &sessions::Model, person: &people::Model, at: DateTime<Utc>) -> String {
    let lang: Lang = person.language.parse().unwrap_or_default();
    domain::when::show_from(tx.cx().now(), at, &person.zone, &session.zone, lang).text
}

/// What members are told of a session at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum News {
    /// It has another time than this one.
    Moved { from: DateTime<Utc> },
    /// It does not take place, for a reason that may be empty.
    Off { reason: String },
    /// It takes place after all.
    On,
}

impl News {
    fn key(&self) -> &'static str {
        match self {
            Self::Moved { .. } => "letter-session-moved",
            Self::Off { .. } => "letter-session-off",
            Self::On => "letter-session-on",
        }
    }

    fn letter(&self, tx: &Tx, cohort: &cohorts::Model, session: &sessions::Model, person: &people::Model) -> Letter {
        let more: Vec<(&str, FluentValue<'_>)> = match self {
            Self::Moved { from } => vec![("old", when(tx, session, person, *from).into())],
            Self::Off { reason } if reason.is_empty() => vec![("why", "".into())],
            Self::Off { reason } => vec![("why", format!("\n\n{reason}").into())],
            Self::On => Vec::new(),
        };
        with(tx, cohort, session, person, ("session", self.key()), &more)
    }
}

/// Mails news to the members. A newer letter about the same session replaces one that waits. For those who
/// want it, the letter carries the change into their calendar; a reminder that this letter makes needless is not sent.
pub(crate) async fn tell_members(tx: &mut Tx, cohort: &cohorts::Model, session: &sessions::Model, news: News) -> Result<()> {
    let members = concerned::members(tx.db(), cohort.id).await?;
    for person in &members {
        outbox::cancel(tx, &group(session.id, person.id)).await?;
        outbox::cancel(tx, &calendar_group(session.id, person.id)).await?;
    }
    if session.starts_at < tx.cx().now() {
        return Ok(());
    }
    let ids: Vec<PersonId> = members.iter().map(|p| p.id).collect();
    let choices = notices::of(tx.db(), &ids).await?;
    let mut held = invitations::held(tx.db(), session.id).await?;
    for person in members {
        let mut letter = news.letter(tx, cohort, session, &person);
        let mut enclosed = Enclosed::default();
        let wants = choices.get(&person.id).copied().unwrap_or_default().wants(List::Calendar);
        if wants && let Some(step) = invitations::step(session, true, held.remove(&person.id).as_ref()) {
            let out = notices::way_out(tx, person.id, List::Calendar).await?;
            enclosed.calendar = Some(invitations::enter(tx, cohort, session, &person, &step).await?);
            letter.body =
                format!("{}\n\n{}", letter.body, Words::of(letter.lang).with("letter-calendar-foot", &[("out", out.as_str().into())]));
            enclosed.unsubscribe = Some(out);
        }
        outbox::post_with(tx, letter, enclosed).await?;
    }
    reminders::cover(tx, session).await
}

/// What waits to be said of a session is not said: reminders of it, and older news.
pub(crate) async fn hush(tx: &Tx, cohort: CohortId, session: SessionId) -> Result<()> {
    for person in concerned::members(tx.db(), cohort).await? {
        outbox::cancel(tx, &group(session, person.id)).await?;
    }
    Ok(())
}

/// Somebody left, or a role was taken: unless another place is theirs, what waits to be said to them of sessions is not said (R1.6).
pub(crate) async fn stop(tx: &Tx, cohort: CohortId, person: PersonId) -> Result<()> {
    let places = concerned::places(tx.db(), &[cohort]).await?;
    if places.get(&cohort).is_some_and(|people| people.contains(&person)) {
        return Ok(());
    }
    let now = tx.cx().now();
    for session in schedule::of_cohort(tx.db(), cohort).await?.into_iter().filter(|s| s.starts_at + chrono::Duration::days(4) > now) {
        outbox::cancel(tx, &group(session.id, person)).await?;
        outbox::cancel(tx, &calendar_group(session.id, person)).await?;
    }
    Ok(())
}

/// Whether any letter about one of these sessions was ever written.
pub(crate) async fn any(tx: &Tx, ids: &[SessionId]) -> Result<bool> {
    let groups = ids.iter().fold(Condition::any(), |all, id| all.add(letter_rows::Column::GroupKey.starts_with(format!("session:{id}:"))));
    let found = letter_rows::Entity::find().filter(groups).filter(letter_rows::Column::State.ne("cancelled"));
    Ok(!ids.is_empty() && found.one(tx.db()).await?.is_some())
}
