//! When an administration is open. The schedule of the cohort decides, as it stands now: a session that moves takes its forms along.

use std::str::FromStr as _;

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use domain::id::{AdministrationId, CohortId, SessionId};
use domain::timepoint::Timepoint;
use domain::when::{WallFault, Zone, local_to_utc, utc_to_local};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::tables::administrations;
use crate::programs::tables::cohorts;
use crate::sessions::tables::sessions;
use crate::{Fault, Result};

/// Answers are taken this long after the close, and flagged late (rule R1.2).
pub(crate) const LATE: Duration = Duration::days(30);
/// A form about a session opens this long before it, and the one after it closes this long after its end.
const WEEK: Duration = Duration::days(7);
/// The baseline opens this long before the cohort begins; the form at completion stays open as long.
const TWO_WEEKS: Duration = Duration::days(14);

/// Where an administration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Answers count.
    Open,
    /// Not open yet.
    Coming,
    /// Closed; answers are taken and set apart.
    Late,
    /// Over.
    Closed,
}

impl State {
    /// The word that names it in the word lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Coming => "coming",
            Self::Late => "late",
            Self::Closed => "closed",
        }
    }
}

/// An administration with its window as the schedule stands now.
#[derive(Debug, Clone)]
pub(crate) struct Wave {
    pub(crate) row: administrations::Model,
    pub(crate) timepoint: Timepoint,
    pub(crate) opens_at: DateTime<Utc>,
    pub(crate) closes_at: DateTime<Utc>,
    /// The session it is about was called off: nobody is asked; what was answered before stays.
    pub(crate) off: bool,
}

impl Wave {
    pub(crate) fn id(&self) -> AdministrationId {
        self.row.id
    }

    /// Before forms close the moment the session starts: the close itself is late (R1.2).
    pub(crate) fn state(&self, now: DateTime<Utc>) -> State {
        if self.off {
            State::Closed
        } else if now < self.opens_at {
            State::Coming
        } else if now < self.closes_at {
            State::Open
        } else if now < self.closes_at + LATE {
            State::Late
        } else {
            State::Closed
        }
    }
}

/// The dates that decide: the cohort's, and its sessions that are not cancelled, in order.
pub(crate) struct Schedule {
    pub(crate) cohort: cohorts::Model,
    pub(crate) sessions: Vec<sessions::Model>,
    /// Those that are cancelled.
    off: Vec<SessionId>,
}

/// When a form at some timepoint is open, and the session it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) session: Option<SessionId>,
    pub(crate) opens_at: DateTime<Utc>,
    pub(crate) closes_at: DateTime<Utc>,
}

impl Schedule {
    pub(crate) async fn of(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Self> {
        let cohort = cohorts::Entity::find_by_id(cohort).one(db).await?.ok_or(Fault::Missing)?;
        let all = sessions::Entity::find().filter(sessions::Column::CohortId.eq(cohort.id)).order_by_asc(sessions::Column::Number);
        let (off, sessions): (Vec<_>, Vec<_>) = all.all(db).await?.into_iter().partition(|s| s.state == "cancelled");
        Ok(Self { cohort, sessions, off: off.into_iter().map(|s| s.id).collect() })
    }

    /// Baseline, before and after each session, completion (rule R1.1: 1 + 2k + 1).
    pub(crate) fn timepoints(&self) -> Vec<Timepoint> {
        let numbers = self.sessions.iter().filter_map(|s| u16::try_from(s.number).ok()).filter(|k| *k > 0);
        let around = numbers.flat_map(|k| [Timepoint::BeforeSession(k), Timepoint::AfterSession(k)]);
        std::iter::once(Timepoint::Baseline).chain(around).chain([Timepoint::Completion]).collect()
    }

    /// Today, where the cohort lives.
    pub(crate) fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        utc_to_local(now, &self.zone()).0
    }

    /// When a form at this timepoint is open; none for a session that is not planned.
    pub(crate) fn window(&self, timepoint: Timepoint) -> Option<Window> {
        match timepoint {
            Timepoint::Baseline => Some(self.baseline()),
            Timepoint::Completion => Some(self.completion()),
            Timepoint::BeforeSession(k) => self.numbered(k).map(before),
            Timepoint::AfterSession(k) => self.numbered(k).map(after),
        }
    }

    fn numbered(&self, k: u16) -> Option<&sessions::Model> {
        self.sessions.iter().find(|s| s.number == i32::from(k))
    }

    fn baseline(&self) -> Window {
        let begins = self.midnight(self.cohort.starts_on);
        let first = self.sessions.iter().map(|s| s.starts_at).min();
        let opens_at = first.unwrap_or(begins).min(begins) - TWO_WEEKS;
        Window { session: None, opens_at, closes_at: first.unwrap_or(begins + WEEK) }
    }

    /// From the end of the last session, when that lies near the end of the cohort; else from the cohort's last day.
    fn completion(&self) -> Window {
        let ends = self.midnight(self.cohort.ends_on);
        let last = self.sessions.iter().map(end).max().filter(|last| *last > ends - Duration::days(45));
        let opens_at = last.unwrap_or(ends);
        Window { session: None, opens_at, closes_at: opens_at + TWO_WEEKS }
    }

    fn zone(&self) -> Zone {
        Zone::or_utc(&self.cohort.zone)
    }

    pub(crate) fn midnight(&self, day: NaiveDate) -> DateTime<Utc> {
        let zone = self.zone();
        match local_to_utc(day, NaiveTime::MIN, &zone) {
            Ok(at) | Err(WallFault::Ambiguous(at, _)) => at,
            Err(WallFault::Skipped(later)) => local_to_utc(day, later, &zone).unwrap_or_else(|_| day.and_time(later).and_utc()),
        }
    }

    fn wave(&self, row: administrations::Model) -> Option<Wave> {
        let timepoint = Timepoint::from_str(&row.timepoint).ok()?;
        let own = row.session_id.and_then(|id| self.sessions.iter().find(|s| s.id == id));
        let window = match (timepoint, own) {
            (Timepoint::BeforeSession(_), Some(session)) => Some(before(session)),
            (Timepoint::AfterSession(_), Some(session)) => Some(after(session)),
            _ => self.window(timepoint).filter(|_| !self.sessions.is_empty()),
        };
        // What was opened early stays so; a close follows the schedule.
        let opens_at = window.map_or(row.opens_at, |w| match timepoint {
            Timepoint::Baseline | Timepoint::BeforeSession(_) => w.opens_at.min(row.opens_at),
            _ => w.opens_at,
        });
        let closes_at = window.map_or(row.closes_at, |w| w.closes_at);
        let off = row.session_id.is_some_and(|id| self.off.contains(&id));
        Some(Wave { timepoint, opens_at, closes_at, off, row })
    }
}

fn end(session: &sessions::Model) -> DateTime<Utc> {
    session.starts_at + Duration::minutes(i64::from(session.minutes))
}

fn before(session: &sessions::Model) -> Window {
    Window { session: Some(session.id), opens_at: session.starts_at - WEEK, closes_at: session.starts_at }
}

fn after(session: &sessions::Model) -> Window {
    Window { session: Some(session.id), opens_at: end(session), closes_at: end(session) + WEEK }
}

/// Every administration of a cohort, in the order the cohort lives them.
pub(crate) async fn of_cohort(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<Wave>> {
    let schedule = Schedule::of(db, cohort).await?;
    let rows = administrations::Entity::find().filter(administrations::Column::CohortId.eq(cohort)).all(db).await?;
    let mut waves: Vec<Wave> = rows.into_iter().filter_map(|row| schedule.wave(row)).collect();
    waves.sort_by_key(|w| (w.timepoint, w.row.instrument_id));
    Ok(waves)
}

/// One administration of this cohort; missing when it is another's.
pub(crate) async fn one(db: &impl ConnectionTrait, cohort: CohortId, id: AdministrationId) -> Result<Wave> {
    of_cohort(db, cohort).await?.into_iter().find(|w| w.id() == id).ok_or(Fault::Missing)
}
