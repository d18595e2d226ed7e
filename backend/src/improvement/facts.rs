//! The facts of a group, as its gates want them: read together and judged by `domain::gate`, each time anew.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use domain::credits::accreditation::Accreditation;
use domain::credits::{Per, Rules};
use domain::day::{Dated, Stamp, in_force};
use domain::gate::group::{GroupFacts, PlanFacts};
use domain::gate::meeting::{Meeting, Seen};
use domain::gate::{Gate, group, series};
use domain::id::{CohortId, PersonId, ProgramId, SessionId};
use domain::improvement::PlanState;
use domain::when::{Zone, utc_to_local};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::sheet::Written;
use super::tables::{action_plans, reflections, small_groups};
use crate::Result;
use crate::programs::tables::{cohorts, programs};
use crate::sessions::attendance::truth::Truth;
use crate::sessions::tables::sessions;
use crate::sessions::{reach, schedule};

/// What holds where a program has no version of its own.
static USUAL: LazyLock<Rules> = LazyLock::new(Rules::default);

/// A program's rules and accreditations, as the gates want them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    rules: Vec<Dated<Rules>>,
    accreditations: Vec<Accreditation>,
}

impl Terms {
    /// A program's dated rules, the usual ones before the first of them, each with the group's own switch for approval (R2.3); and its records,
    /// of which the gate looks only at those that cover small groups.
    pub(crate) fn new(row: &small_groups::Model, versions: &[Dated<Rules>], accreditations: &[Accreditation]) -> Self {
        let usual = Dated { from: NaiveDate::MIN, what: Rules::default() };
        let own =
            |version: &Dated<Rules>| Dated { from: version.from, what: Rules { plan_approval: row.plan_approval, ..version.what.clone() } };
        Self { rules: std::iter::once(&usual).chain(versions).map(own).collect(), accreditations: accreditations.to_vec() }
    }

    /// The terms of a group, read now.
    pub(crate) async fn of_group(db: &impl ConnectionTrait, row: &small_groups::Model, program: ProgramId) -> Result<Self> {
        let versions = crate::credits::rules::versions(db, program).await?;
        Ok(Self::new(row, &versions, &crate::credits::accreditations::of_program(db, program).await?))
    }
}

/// What a cohort is beyond a cohort, where it is a small group.
pub(crate) async fn group_row(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Option<small_groups::Model>> {
    Ok(small_groups::Entity::find_by_id(cohort).one(db).await?)
}

/// Everything that is known of a group's sessions and people.
pub(crate) struct Facts {
    zone: Zone,
    /// Today where the group lives.
    pub today: NaiveDate,
    now: DateTime<Utc>,
    /// Its sessions in order of time, called-off ones too.
    pub sessions: Vec<sessions::Model>,
    truth: Truth,
    plans: HashMap<(SessionId, PersonId), action_plans::Model>,
    received: HashMap<(SessionId, PersonId), reflections::Model>,
    terms: Terms,
}

impl Facts {
    /// Reads a group.
    pub(crate) async fn of(
        db: &impl ConnectionTrait,
        now: DateTime<Utc>,
        (cohort, program): (&cohorts::Model, &programs::Model),
        terms: Terms,
    ) -> Result<Self> {
        let zone = Zone::or_utc(&cohort.zone);
        let sessions = schedule::of_cohort(db, cohort.id).await?;
        let truth = Truth::of(db, now, program, &sessions).await?;
        let plans = action_plans::Entity::find().filter(action_plans::Column::CohortId.eq(cohort.id)).all(db).await?;
        let received = reflections::Entity::find().filter(reflections::Column::CohortId.eq(cohort.id)).all(db).await?;
        Ok(Self {
            today: utc_to_local(now, &zone).0,
            plans: plans.into_iter().map(|p| ((p.session_id, p.person_id), p)).collect(),
            received: received.into_iter().map(|r| ((r.session_id, r.person_id), r)).collect(),
            zone,
            now,
            sessions,
            truth,
            terms,
        })
    }

    /// What a gate is told of one person in one session.
    pub(crate) fn about(&self, session: &sessions::Model, person: PersonId) -> GroupFacts<'_> {
        GroupFacts {
            meeting: self.meeting(session),
            seen: self.seen(session, person),
            plan: self.plan(session.id, person).map(|plan| self.of_plan(plan)),
            received: self.reflection(session.id, person).map(|r| self.stamp(r.received_at)),
            rules: in_force(&self.terms.rules, session.local_date).unwrap_or(&USUAL),
            accreditations: &self.terms.accreditations,
            today: self.today,
        }
    }

    /// Somebody's plan for a session.
    pub(crate) fn plan(&self, session: SessionId, person: PersonId) -> Option<&action_plans::Model> {
        self.plans.get(&(session, person))
    }

    /// Whoever has a plan for which session.
    pub(crate) fn planned(&self) -> impl Iterator<Item = (SessionId, PersonId)> + '_ {
        self.plans.keys().copied()
    }

    /// Somebody's questionnaire of a session, once received.
    pub(crate) fn reflection(&self, session: SessionId, person: PersonId) -> Option<&reflections::Model> {
        self.received.get(&(session, person))
    }

    fn stamp(&self, at: DateTime<Utc>) -> Stamp {
        Stamp { at, on: utc_to_local(at, &self.zone).0 }
    }

    /// The session, as gates see it.
    pub(crate) fn meeting(&self, session: &sessions::Model) -> Meeting {
        let ends = reach::ends_at(session);
        let over = (ends <= self.now).then(|| self.stamp(ends));
        Meeting { on: session.local_date, over, cancelled: session.state == "cancelled" }
    }

    fn seen(&self, session: &sessions::Model, person: PersonId) -> Seen {
        let known = self.truth.about(session.id, person);
        let hand = known.presence.hand.zip(known.adjusted.as_ref()).map(|(hand, by)| (hand.present, self.stamp(by.at)));
        let frame = self.truth.frame(session.id);
        let threshold = frame.map_or(domain::presence::Threshold::Minutes(0), |f| f.threshold);
        Seen { minutes: whole(known.presence.minutes), scheduled: u32::try_from(session.minutes).unwrap_or(0), threshold, hand }
    }

    fn of_plan(&self, row: &action_plans::Model) -> PlanFacts {
        let stamp = |at: Option<DateTime<Utc>>| at.map(|at| self.stamp(at));
        PlanFacts {
            // A word that nobody knows counts as withdrawn, so that nothing opens by a slip.
            state: PlanState::parse(&row.state).unwrap_or(PlanState::Withdrawn),
            submitted: stamp(row.submitted_at),
            approved: stamp(row.approved_at),
            activities: Written::from(row).named(),
            linked: stamp(row.linked_at),
        }
    }
}

/// Whole minutes, downwards: nobody is present by a rounding.
fn whole(minutes: f64) -> u32 {
    minutes.clamp(0.0, 1e6) as u32
}

impl Facts {
    /// One paper for the whole series, where the rules have it so (R2.9): of the sessions whose own day's rules say that, judged as their papers
    /// would be.
    pub(crate) fn series(&self, person: PersonId, profession: &str) -> Option<Gate> {
        let mut per_series =
            self.sessions.iter().map(|session| self.about(session, person)).filter(|of| of.rules.certificate == Per::Series);
        let each: Vec<(Meeting, Gate)> = per_series.clone().map(|of| (of.meeting, group::paper(&of, profession))).collect();
        let last = per_series.next_back()?;
        Some(series::certificate(&each, last.rules.least_sessions))
    }
}
