//! Small groups: the plan opens the payment, the questionnaire opens the certificate, and neither knows of the other (R2.2, R2.6, R2.7).

use chrono::NaiveDate;

use super::meeting::{Meeting, Seen, accredited, attended};
use super::{Gate, Requirement, Track, What, Why};
use crate::credits::Rules;
use crate::credits::accreditation::{Accreditation, Activity};
use crate::day::{Stamp, months_later};
use crate::improvement::PlanState;

/// What is known of somebody's action plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanFacts {
    /// Where it stands.
    pub state: PlanState,
    /// When it was last handed in.
    pub submitted: Option<Stamp>,
    /// When it was last approved.
    pub approved: Option<Stamp>,
    /// Quality-improvement activities that it names now.
    pub activities: u32,
    /// Since when it has named at least one.
    pub linked: Option<Stamp>,
}

/// What is known of one person in one session of a group.
#[derive(Debug, Clone, Copy)]
pub struct GroupFacts<'a> {
    /// The session.
    pub meeting: Meeting,
    /// Presence in it.
    pub seen: Seen,
    /// The plan, once one was begun.
    pub plan: Option<PlanFacts>,
    /// When the questionnaire was received, complete.
    pub received: Option<Stamp>,
    /// The rules in force on the session's day.
    pub rules: &'a Rules,
    /// The program's accreditations.
    pub accreditations: &'a [Accreditation],
    /// Today, in the program's zone.
    pub today: NaiveDate,
}

/// Where a questionnaire stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Nothing to look back on: not there.
    None,
    /// Opens on its day, not before (R2.5).
    Scheduled,
    /// Open.
    Open,
    /// Received.
    Received,
}

impl GroupFacts<'_> {
    /// The day on which the questionnaire opens (R2.5). It follows the session when that moves.
    pub fn due(&self) -> NaiveDate {
        months_later(self.meeting.on, self.rules.questionnaire_months)
    }

    /// Only what came on its day or later: what came before, by a wrong clock or a session that moved, is asked for again.
    fn in_time(&self) -> Option<Stamp> {
        self.received.filter(|stamp| stamp.on >= self.due())
    }

    /// Where the questionnaire stands. It is taken only when it is open.
    pub fn form(&self) -> Form {
        match (attended(&self.meeting, &self.seen).met, self.in_time()) {
            (false, _) => Form::None,
            (true, Some(_)) => Form::Received,
            (true, None) if self.today >= self.due() => Form::Open,
            (true, None) => Form::Scheduled,
        }
    }
}

/// Payment ⇔ attended ∧ plan handed in ∧ it names an activity (R2.2), ∧ approved where the program asks for that (R2.3).
pub fn payment(facts: &GroupFacts<'_>) -> Gate {
    let mut lines = vec![attended(&facts.meeting, &facts.seen), plan(facts.plan.as_ref()), activity(facts.plan.as_ref())];
    if facts.rules.plan_approval {
        lines.push(approved(facts.plan.as_ref()));
    }
    Gate::of(Track::Payment, lines)
}

/// Certificate ⇔ attended ∧ questionnaire received ∧ accredited on the day (R2.6); the plan only where it is switched on (R2.7).
pub fn certificate(facts: &GroupFacts<'_>) -> Gate {
    let accredited = accredited(facts.accreditations, Activity::Groups, &facts.rules.credit, facts.meeting.on);
    let mut lines = vec![attended(&facts.meeting, &facts.seen), questionnaire(facts), accredited];
    if facts.rules.plan_for_certificate {
        lines.push(plan(facts.plan.as_ref()));
    }
    Gate::of(Track::Certificate, lines)
}

/// The gate of the paper of one person: the certificate, or for whom the credit is not (H14, I11: whoever works in the practice and is of
/// another profession) the record of their own hours, which asks the same and stands under no accreditation.
pub fn paper(facts: &GroupFacts<'_>, profession: &str) -> Gate {
    let mut gate = certificate(facts);
    if !facts.rules.credit.is_for(profession) {
        gate.requirements.retain(|r| r.what != What::Accredited);
    }
    gate
}

fn plan(plan: Option<&PlanFacts>) -> Requirement {
    let handed_in = plan.filter(|p| p.state.is_handed_in()).and_then(|p| p.submitted);
    let why_not = || match plan.map(|p| p.state) {
        None => Why::PlanMissing,
        Some(PlanState::SentBack) => Why::PlanSentBack,
        Some(PlanState::Withdrawn) => Why::PlanWithdrawn,
        Some(_) => Why::PlanDraft,
    };
    Requirement::by(What::Plan, handed_in, |stamp| Why::PlanSubmitted { day: stamp.on }, why_not)
}

fn activity(plan: Option<&PlanFacts>) -> Requirement {
    let named = plan.filter(|p| p.activities > 0);
    let since = named.and_then(|p| p.linked);
    Requirement::by(What::Activity, since, |_| Why::ActivityNamed { count: named.map_or(0, |p| p.activities) }, || Why::ActivityMissing)
}

fn approved(plan: Option<&PlanFacts>) -> Requirement {
    let since = plan.filter(|p| p.state == PlanState::Approved).and_then(|p| p.approved);
    Requirement::by(What::Approved, since, |stamp| Why::PlanApproved { day: stamp.on }, || Why::PlanNotApproved)
}

fn questionnaire(facts: &GroupFacts<'_>) -> Requirement {
    let day = facts.due();
    let why_not = || if facts.today >= day { Why::QuestionnaireOpen { day } } else { Why::QuestionnaireOpens { day } };
    Requirement::by(What::Questionnaire, facts.in_time(), |stamp| Why::QuestionnaireReceived { day: stamp.on }, why_not)
}
