//! The door to a session: through its cohort's.

use chrono::{DateTime, Duration, Utc};
use domain::id::SessionId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::tables::sessions;
use crate::programs::reach::{self, Ask, Reached};
use crate::{Fault, Result, Viewer};

/// How long before the start the join link shows and check-in opens.
pub const EARLY: Duration = Duration::minutes(15);

/// A session that this viewer may reach.
#[derive(Debug, Clone)]
pub struct ReachedSession {
    /// Its cohort, and the viewer's place in it.
    pub cohort: Reached,
    /// The session.
    pub id: SessionId,
    /// The row.
    pub(crate) row: sessions::Model,
}

impl ReachedSession {
    /// When it ends.
    pub fn ends_at(&self) -> DateTime<Utc> {
        ends_at(&self.row)
    }
    /// From 15 minutes before the start until 15 minutes after the end.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        let (from, until) = self.around();
        self.row.state != "cancelled" && (from..=until).contains(&now)
    }
    /// The moments between which the session can be started and checked into.
    pub fn around(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        (self.row.starts_at - EARLY, self.ends_at() + EARLY)
    }
    /// Members and the coordinator find the way in from 15 minutes before the start until the end (`session.join_link`).
    pub fn shows_join_link(&self, now: DateTime<Utc>) -> bool {
        self.is_open(now) && now <= self.ends_at() && (self.cohort.member() || self.cohort.coordinator)
    }
}

/// When a session ends.
pub(crate) fn ends_at(row: &sessions::Model) -> DateTime<Utc> {
    row.starts_at + Duration::minutes(i64::from(row.minutes))
}

/// Opens the door of a session by its id alone: what the live line knows of it.
pub async fn by_id(db: &impl ConnectionTrait, viewer: &Viewer, id: SessionId, ask: Ask) -> Result<ReachedSession> {
    if viewer.who().is_none() {
        return Err(Fault::SignIn);
    }
    let row = sessions::Entity::find_by_id(id).one(db).await?.ok_or(Fault::Missing)?;
    let cohort = reach::cohort_by_id(db, viewer, row.cohort_id, ask).await?;
    Ok(ReachedSession { id, cohort, row })
}

/// Opens the door of a session of this cohort.
pub async fn session(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str, id: SessionId, ask: Ask) -> Result<ReachedSession> {
    let cohort = reach::cohort(db, viewer, slug, ask).await?;
    let row = sessions::Entity::find_by_id(id).filter(sessions::Column::CohortId.eq(cohort.id)).one(db).await?.ok_or(Fault::Missing)?;
    Ok(ReachedSession { id, cohort, row })
}
