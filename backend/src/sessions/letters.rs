//! Letters about sessions: to everyone with a place, and to facilitators. The time is told in the reader's own zone; the join link never is.

use domain::lang::Lang;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::tables::sessions;
use crate::accounts::tables::people;
use crate::outbox::{self, Letter};
use crate::programs::reach::Reached;
use crate::programs::tables::{cohort_roles, enrolments};
use crate::words::Words;
use crate::{Result, Tx};

/// Mails `key` (`…-subject`, `…-body`) to the members. A newer letter about the same session replaces one that waits.
pub(crate) async fn tell_members(tx: &mut Tx, cohort: &Reached, session: &sessions::Model, key: &str) -> Result<()> {
    if session.starts_at < tx.cx().now() {
        return Ok(());
    }
    for person in members(tx, cohort.id).await? {
        let group = format!("session:{}:{}", session.id, person.id);
        outbox::cancel(tx, &group).await?;
        let lang: Lang = person.language.parse().unwrap_or_default();
        let words = Words::of(lang);
        let shown = domain::when::show(session.starts_at, &person.zone, &session.zone, lang);
        let link = format!("{}/cohorts/{}/sessions/{}", tx.cx().ports.origin, cohort.slug, session.id);
        let values: [(&str, fluent_bundle::FluentValue<'_>); 5] = [
            ("name", person.name.as_str().into()),
            ("cohort", cohort.name.as_str().into()),
            ("n", session.number.into()),
            ("when", shown.text.as_str().into()),
            ("link", link.as_str().into()),
        ];
        let letter = Letter {
            person: Some(person.id),
            email: person.email.clone(),
            name: person.name.clone(),
            kind: "session",
            group,
            lang,
            subject: words.with(&format!("{key}-subject"), &values),
            body: words.with(&format!("{key}-body"), &values),
            due: None,
        };
        outbox::post(tx, letter).await?;
    }
    Ok(())
}

async fn members(tx: &Tx, cohort: domain::id::CohortId) -> Result<Vec<people::Model>> {
    let places = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(cohort))
        .filter(enrolments::Column::State.eq("enrolled"))
        .all(tx.db())
        .await?;
    let roles = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.eq(cohort)).all(tx.db()).await?;
    let ids: Vec<_> = places.into_iter().map(|e| e.person_id).chain(roles.into_iter().map(|r| r.person_id)).collect();
    let people = people::Entity::find().filter(people::Column::Id.is_in(ids)).filter(people::Column::State.eq("active"));
    Ok(people.all(tx.db()).await?)
}
