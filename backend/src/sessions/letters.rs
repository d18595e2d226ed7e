//! Letters about sessions: to everyone with a place, and to facilitators. The time is told in the reader's own zone; the join link never is.

use domain::id::{CohortId, PersonId, SessionId};
use domain::lang::Lang;
use fluent_bundle::FluentValue;

use super::tables::sessions;
use super::{concerned, invitations, reminders, schedule};
use crate::accounts::tables::people;
use crate::notices::{self, List};
use crate::outbox::{self, Enclosed, Letter};
use crate::programs::reach::Reached;
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
    let lang: Lang = person.language.parse().unwrap_or_default();
    let words = Words::of(lang);
    let shown = domain::when::show(session.starts_at, &person.zone, &session.zone, lang);
    let link = format!("{}/cohorts/{}/sessions/{}", tx.cx().ports.origin, cohort.slug, session.id);
    let title = if session.title.is_empty() { words.with("session-n", &[("n", session.number.into())]) } else { session.title.clone() };
    let values: [(&str, FluentValue<'_>); 7] = [
        ("name", person.name.as_str().into()),
        ("cohort", cohort.name.as_str().into()),
        ("n", session.number.into()),
        ("title", title.as_str().into()),
        ("when", shown.text.as_str().into()),
        ("link", link.as_str().into()),
        ("out", out.into()),
    ];
    Letter {
        person: Some(person.id),
        email: person.email.clone(),
        name: person.name.clone(),
        kind,
        group: group(session.id, person.id),
        lang,
        subject: words.with(&format!("{key}-subject"), &values),
        body: words.with(&format!("{key}-body"), &values),
        due: None,
    }
}

/// Mails `key` (`…-subject`, `…-body`) to the members. A newer letter about the same session replaces one that waits. For those who
/// want it, the letter carries the change into their calendar; a reminder that this letter makes needless is not sent.
pub(crate) async fn tell_members(tx: &mut Tx, cohort: &Reached, session: &sessions::Model, key: &str) -> Result<()> {
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
        let mut letter = about(tx, &cohort.row, session, &person, ("session", key), "");
        let mut enclosed = Enclosed::default();
        let wants = choices.get(&person.id).copied().unwrap_or_default().wants(List::Calendar);
        if wants && let Some(step) = invitations::step(session, true, held.remove(&person.id).as_ref()) {
            let out = notices::way_out(tx, person.id, List::Calendar).await?;
            enclosed.calendar = Some(invitations::enter(tx, &cohort.row, session, &person, &step).await?);
            letter.body =
                format!("{}\n\n{}", letter.body, Words::of(letter.lang).with("letter-calendar-foot", &[("out", out.as_str().into())]));
            enclosed.unsubscribe = Some(out);
        }
        outbox::post_with(tx, letter, enclosed).await?;
    }
    reminders::cover(tx, session).await
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
