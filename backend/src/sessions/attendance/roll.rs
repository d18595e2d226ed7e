//! Who belongs to the count of a session. What was counted of a held session stays as it was on its day: whoever leaves later still counts in the
//! sessions before, and whoever comes later was not absent from them.

use chrono::{DateTime, Duration, Utc};
use domain::id::PersonId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::tables::sessions;
use super::super::{reach, schedule};
use super::truth::Truth;
use crate::Result;
use crate::programs::enrolling;
use crate::programs::reach::Reached;
use crate::programs::tables::enrolments;

/// Whoever is written down within so many days of a cohort's beginning was of it from the first session on: lists of people come late.
const SETTING_UP: Duration = Duration::days(14);

/// One who has a place, or had one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// Who.
    pub person: PersonId,
    /// Since when they have it; of who left, it is not known.
    since: Option<DateTime<Utc>>,
    /// When they left; nothing for who is there.
    pub left: Option<DateTime<Utc>>,
}

/// Everybody of a cohort who has a place or had one, in the order of their coming.
pub(crate) struct Roll {
    /// Until then nobody came late.
    set_up: DateTime<Utc>,
    all: Vec<Entry>,
}

impl Roll {
    /// Reads a cohort's.
    pub(crate) async fn of(db: &impl ConnectionTrait, cohort: &Reached) -> Result<Self> {
        let rows = enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(cohort.id)).filter(enrolling::had());
        let rows = rows.order_by_asc(enrolments::Column::Position).all(db).await?;
        let entry = |row: enrolments::Model| match (row.state.as_str(), row.left_at) {
            ("enrolled", _) => Some(Entry { person: row.person_id, since: Some(row.updated_at), left: None }),
            (_, Some(at)) => Some(Entry { person: row.person_id, since: None, left: Some(at) }),
            // Whoever deleted their account is counted nowhere.
            _ => None,
        };
        let first = schedule::of_cohort(db, cohort.id).await?.first().map(reach::ends_at);
        let set_up = first.map_or(cohort.row.created_at, |first| first.max(cohort.row.created_at)) + SETTING_UP;
        Ok(Self { set_up, all: rows.into_iter().filter_map(entry).collect() })
    }

    /// Everybody.
    pub(crate) fn all(&self) -> &[Entry] {
        &self.all
    }

    /// Whether somebody counts in a session. Of who left, only those of whom there is a sign: who waited in vain had no place to be absent from.
    pub(crate) fn counts(&self, entry: &Entry, session: &sessions::Model, truth: &Truth) -> bool {
        let ends = reach::ends_at(session);
        match (entry.left, entry.since) {
            (Some(left), _) => left > session.starts_at && truth.has_sign(entry.person),
            (None, Some(since)) => since < ends.max(self.set_up) || truth.there(session.id, entry.person),
            (None, None) => true,
        }
    }

    /// Those who count in a session.
    pub(crate) fn of_session<'a>(&'a self, session: &'a sessions::Model, truth: &'a Truth) -> impl Iterator<Item = PersonId> + 'a {
        self.all.iter().filter(|entry| self.counts(entry, session, truth)).map(|entry| entry.person)
    }
}
