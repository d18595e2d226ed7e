//! Who has evaluated which session: what credits may know of a survey. Never what was said, and never when.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, Utc};
use domain::id::{CohortId, PersonId, SessionId};
use domain::timepoint::Timepoint;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::tables::links;
use super::waves::{self, LATE, Wave};
use crate::Result;

/// The form after one session.
#[derive(Debug, Clone)]
pub(crate) struct Evaluation {
    /// Until when answers are on time.
    pub closes_at: DateTime<Utc>,
    /// Who has answered.
    pub by: HashSet<PersonId>,
}

impl Evaluation {
    /// Whether something may be made now that tells who has answered. Made the moment somebody answers, it would tell the day of their answer,
    /// and a day with one answer would join the two (security §2.5). So it is made for all together: within a day of the close, and when
    /// nobody can answer any more.
    pub fn may_tell(&self, now: DateTime<Utc>) -> bool {
        let first = self.closes_at..self.closes_at + Duration::days(1);
        first.contains(&now) || self.closes_at + LATE <= now
    }

    /// When that is next.
    pub fn tells_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        if now < self.closes_at { self.closes_at } else { self.closes_at + LATE }
    }
}

/// The form after each session of a cohort that has one.
pub(crate) async fn of(db: &impl ConnectionTrait, cohort: CohortId) -> Result<HashMap<SessionId, Evaluation>> {
    let waves: Vec<Wave> = waves::of_cohort(db, cohort).await?;
    let after = |w: &&Wave| matches!(w.timepoint, Timepoint::AfterSession(_)) && !w.off && w.row.session_id.is_some();
    let waves: Vec<&Wave> = waves.iter().filter(after).collect();
    let ids = waves.iter().map(|w| w.id());
    let answered =
        links::Entity::find().filter(links::Column::AdministrationId.is_in(ids)).filter(links::Column::Answered.eq(true)).all(db).await?;
    let of = |w: &&Wave| Evaluation {
        closes_at: w.closes_at,
        by: answered.iter().filter(|link| link.administration_id == w.id()).map(|link| link.person_id).collect(),
    };
    Ok(waves.iter().filter_map(|w| Some((w.row.session_id?, of(w)))).collect())
}
