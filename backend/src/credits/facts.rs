//! The facts of a cohort's sessions, as the gates take them: attendance, evaluations, accreditation and rules, read once for everybody; of a small
//! group its plans and questionnaires, too.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use domain::credits::accreditation::{Accreditation, Activity};
use domain::credits::agenda;
use domain::credits::rules::Rules;
use domain::day::{Dated, Stamp, in_force};
use domain::gate::meeting::{Meeting, Seen};
use domain::gate::session::{self, SessionFacts};
use domain::gate::{Gate, group};
use domain::id::{CohortId, PersonId, SessionId};
use domain::presence::Window;
use domain::when::{Zone, utc_to_local};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::tables::accreditations::Model as Record;
use super::{accreditations, disclosures, rules};
use crate::improvement::{self, Terms};
use crate::programs::tables::{cohorts, hubs, programs};
use crate::sessions::attendance::truth::Truth;
use crate::sessions::tables::sessions;
use crate::sessions::{hour, reach, schedule};
use crate::surveys::evaluations::{self, Evaluation};
use crate::{Fault, Result};

/// A host who went away without closing the hour keeps nobody waiting longer than this after its scheduled end.
const FORGOTTEN: Duration = Duration::hours(12);

/// A session, and what holds of it for everybody.
pub(super) struct Sitting {
    pub row: sessions::Model,
    pub meeting: Meeting,
    breaks: Vec<Window>,
    content: u32,
}

impl Sitting {
    /// Minutes of content.
    pub fn content(&self) -> u32 {
        self.content
    }
}

/// Everything that decides about the papers of a cohort.
pub(super) struct Known {
    pub now: DateTime<Utc>,
    pub cohort: cohorts::Model,
    pub program: programs::Model,
    pub hub: String,
    pub records: Vec<Record>,
    pub sittings: Vec<Sitting>,
    accreditations: Vec<Accreditation>,
    versions: Vec<Dated<Rules>>,
    usual: Rules,
    truth: Truth,
    evaluations: HashMap<SessionId, Evaluation>,
    /// Of a small group.
    group: Option<improvement::Facts>,
    zone: Zone,
}

impl Known {
    /// Reads what is known of a cohort now.
    pub async fn of(db: &impl ConnectionTrait, now: DateTime<Utc>, cohort: CohortId) -> Result<Self> {
        let cohort = cohorts::Entity::find_by_id(cohort).one(db).await?.ok_or(Fault::Missing)?;
        let program = programs::Entity::find_by_id(cohort.program_id).one(db).await?.ok_or(Fault::Missing)?;
        let hub = hubs::Entity::find_by_id(program.hub_id).one(db).await?.map(|h| h.name).unwrap_or_default();
        let records = accreditations::rows(db, program.id).await?;
        let rows = schedule::of_cohort(db, cohort.id).await?;
        let zone = Zone::or_utc(&cohort.zone);
        let accreditations: Vec<Accreditation> = records.iter().map(accreditations::read).collect();
        let versions = rules::versions(db, program.id).await?;
        let group = match improvement::group_row(db, cohort.id).await? {
            Some(row) => {
                let terms = Terms::new(&row, &versions, &accreditations);
                Some(improvement::Facts::of(db, now, (&cohort, &program), terms).await?)
            }
            None => None,
        };
        Ok(Self {
            now,
            hub,
            accreditations,
            versions,
            group,
            truth: Truth::of(db, now, &program, &rows).await?,
            evaluations: evaluations::of(db, cohort.id).await?,
            sittings: sittings(db, now, &zone, rows).await?,
            usual: Rules::default(),
            records,
            cohort,
            program,
            zone,
        })
    }

    /// What its papers must be accredited for.
    pub fn activity(&self) -> Activity {
        if self.group.is_some() { Activity::Groups } else { Activity::Sessions }
    }

    /// Whether the program gives papers here at all: it has entered an accreditation for this, or rules.
    pub fn gives(&self) -> bool {
        self.accreditations.iter().any(|record| record.is_for(self.activity())) || !self.versions.is_empty()
    }

    /// The gate of one person's paper for one session: the very one that the pages of its room show.
    pub fn gate(&self, sitting: &Sitting, facts: &SessionFacts<'_>, person: PersonId) -> Gate {
        match &self.group {
            Some(group) => group::paper(&group.about(&sitting.row, person), facts.profession),
            None => session::paper(facts),
        }
    }

    /// When somebody's questionnaire of a session of a group came.
    pub fn looked_back(&self, session: SessionId, person: PersonId) -> Option<Stamp> {
        let row = self.group.as_ref()?.reflection(session, person)?;
        Some(self.stamp(row.received_at))
    }

    /// The versions of the program's rules.
    pub fn versions(&self) -> &[Dated<Rules>] {
        &self.versions
    }

    /// The form after a session, where there is one.
    pub fn evaluation(&self, session: SessionId) -> Option<&Evaluation> {
        self.evaluations.get(&session)
    }

    /// A moment and its day where the cohort lives.
    pub fn stamp(&self, at: DateTime<Utc>) -> Stamp {
        stamp(at, &self.zone)
    }

    /// The facts of one person, session by session in the order of the cohort.
    pub fn facts<'a>(&'a self, person: PersonId, profession: &'a str) -> Vec<SessionFacts<'a>> {
        self.sittings.iter().map(|sitting| self.about(sitting, person, profession)).collect()
    }

    fn about<'a>(&'a self, sitting: &Sitting, person: PersonId, profession: &'a str) -> SessionFacts<'a> {
        let session = sitting.row.id;
        let seen = self.seen(sitting, person);
        let answered = self.evaluations.get(&session).is_some_and(|e| e.by.contains(&person));
        SessionFacts {
            meeting: self.group.as_ref().map_or(sitting.meeting, |group| group.meeting(&sitting.row)),
            seen,
            content: self.content(sitting, person, seen),
            content_length: sitting.content,
            // When somebody answered is kept nowhere; that they did is true of no moment before the session was over.
            evaluated: sitting.meeting.over.filter(|_| answered),
            profession,
            rules: in_force(&self.versions, sitting.meeting.on).unwrap_or(&self.usual),
            accreditations: &self.accreditations,
        }
    }

    /// Minutes of content. A small group meets in a room: whoever is on its sheet of names, marked present by hand and without a number of minutes,
    /// was there for the whole evening, for the gate of its certificate asks for nothing more (R2.6).
    fn content(&self, sitting: &Sitting, person: PersonId, seen: Seen) -> u32 {
        let known = self.truth.content(sitting.row.id, person, &sitting.breaks);
        let named = self.group.is_some() && known == 0 && matches!(seen.hand, Some((true, _)));
        if named { sitting.content } else { known }
    }

    fn seen(&self, sitting: &Sitting, person: PersonId) -> Seen {
        let known = self.truth.about(sitting.row.id, person);
        let threshold = self.truth.frame(sitting.row.id).map(|frame| frame.threshold);
        let threshold = threshold.unwrap_or(domain::presence::Threshold::Minutes(self.program.present_minutes));
        let hand = known.presence.hand.map(|h| h.present).zip(known.adjusted.map(|a| self.stamp(a.at)));
        let scheduled = u32::try_from(sitting.row.minutes).unwrap_or_default();
        let down = (known.presence.minutes + 0.001).max(0.0) as u32;
        // Half a minute may decide; whoever counts as present on the page of attendance does so here.
        let enough = threshold.reached(f64::from(down), f64::from(scheduled));
        let minutes = if known.presence.reached && !enough { down + 1 } else { down };
        Seen { minutes, scheduled, threshold, hand }
    }
}

fn stamp(at: DateTime<Utc>, zone: &Zone) -> Stamp {
    Stamp { at, on: utc_to_local(at, zone).0 }
}

async fn sittings(db: &impl ConnectionTrait, now: DateTime<Utc>, zone: &Zone, rows: Vec<sessions::Model>) -> Result<Vec<Sitting>> {
    let ids: Vec<SessionId> = rows.iter().map(|s| s.id).collect();
    let runs = hour::runs(db, ids.iter().copied()).await?;
    let agendas = crate::sessions::agenda::of_all(db, &ids).await?;
    let sitting = |row: sessions::Model| {
        let (begun, closed) = runs.get(&row.id).copied().unwrap_or_default();
        let over = over(&row, begun, closed, now).map(|at| stamp(at, zone));
        let items = agendas.get(&row.id).map_or(&[][..], Vec::as_slice);
        let breaks = disclosures::breaks(&row, items);
        let content = agenda::length(&agenda::content(disclosures::window(&row), &breaks));
        let meeting = Meeting { on: row.local_date, over, cancelled: row.state == "cancelled" };
        Sitting { row, meeting, breaks, content }
    };
    let mut all: Vec<Sitting> = rows.into_iter().map(sitting).collect();
    all.sort_by_key(|s| (s.row.starts_at, s.row.id));
    Ok(all)
}

/// When a session was over: when its hour was closed. An hour that nobody ran is over a quarter of an hour after its scheduled end, as its
/// page says; one whose host forgot to close it, at its scheduled end, once half a day has passed.
fn over(row: &sessions::Model, begun: Option<DateTime<Utc>>, closed: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let end = reach::ends_at(row);
    match (closed, begun) {
        (Some(at), _) => Some(at),
        (None, Some(_)) => Some(end).filter(|end| *end + FORGOTTEN <= now),
        (None, None) => Some(end).filter(|end| *end + reach::EARLY <= now),
    }
}
