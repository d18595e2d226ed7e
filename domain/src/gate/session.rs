//! Credit for a session (I1–I5, B12): there long enough, accredited on the day, of the right profession, and minutes that make a credit.

use super::meeting::{Meeting, Seen, accredited, attended, profession};
use super::{Gate, Requirement, Track, What, Why};
use crate::credits::accreditation::{self, Accreditation, Activity, Coverage};
use crate::credits::rules::{Counting, Rules};
use crate::credits::{Credits, counting, partial};
use crate::day::Stamp;

/// What is known of one person in one session.
#[derive(Debug, Clone, Copy)]
pub struct SessionFacts<'a> {
    /// The session.
    pub meeting: Meeting,
    /// Presence in it.
    pub seen: Seen,
    /// Minutes of content that the person was there (`agenda::attended`).
    pub content: u32,
    /// Minutes of content in all (`agenda::length`).
    pub content_length: u32,
    /// When the evaluation was filed.
    pub evaluated: Option<Stamp>,
    /// The person's profession.
    pub profession: &'a str,
    /// The rules in force on the session's day.
    pub rules: &'a Rules,
    /// The program's accreditations.
    pub accreditations: &'a [Accreditation],
}

impl SessionFacts<'_> {
    /// Whether the credit is for this person's profession at all.
    pub fn earns(&self) -> bool {
        self.rules.credit.is_for(self.profession)
    }

    /// The minutes that count, should the gate be open.
    pub fn minutes(&self) -> u32 {
        let minutes = if self.rules.credit.counting == Counting::Whole { self.content_length } else { self.content };
        counting::of_one(&self.rules.credit, minutes)
    }
}

/// Credit ⇔ attended ∧ accredited on the day ∧ of a profession it is for ∧ at least one step of minutes, ∧ evaluated where that is switched on.
pub fn credit(facts: &SessionFacts<'_>) -> Gate {
    let mut lines = vec![
        attended(&facts.meeting, &facts.seen),
        accredited(facts.accreditations, Activity::Sessions, &facts.rules.credit, facts.meeting.on),
        profession(&facts.rules.credit, facts.profession),
        minutes(facts),
    ];
    if facts.rules.evaluation_for_credit {
        let yes = |stamp: Stamp| Why::EvaluationFiled { day: stamp.on };
        lines.push(Requirement::by(What::Evaluation, facts.evaluated, yes, || Why::EvaluationMissing));
    }
    Gate::of(Track::Credit, lines)
}

/// What somebody gets for whose profession the credit is not (H14, I11): a letter of the hours, without credit and without accreditation.
/// Attended ∧ evaluated where that is switched on.
pub fn attendance(facts: &SessionFacts<'_>) -> Gate {
    let mut lines = credit(facts).requirements;
    lines.retain(|r| matches!(r.what, What::Attended | What::Evaluation));
    Gate::of(Track::Certificate, lines)
}

/// The gate of the paper for one session: of the credit, or of the bare attendance for other professions.
pub fn paper(facts: &SessionFacts<'_>) -> Gate {
    if facts.earns() { credit(facts) } else { attendance(facts) }
}

fn minutes(facts: &SessionFacts<'_>) -> Requirement {
    let (minutes, over) = (facts.minutes(), facts.meeting.over);
    match over {
        None => Requirement::open(What::Minutes, Why::SessionAhead { day: facts.meeting.on }),
        Some(_) if minutes == 0 => Requirement::open(What::Minutes, Why::NoMinutes { minutes: facts.content }),
        Some(over) => Requirement::met(What::Minutes, Why::MinutesCount { minutes }, over),
    }
}

/// What one session earns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Earned {
    /// Minutes that count.
    pub minutes: u32,
    /// Hundredths of a credit for an hour.
    pub per_hour: u32,
}

impl Earned {
    /// The credits of these minutes.
    pub fn credits(self) -> Credits {
        counting::credits(self.minutes, self.per_hour)
    }

    /// The same where an accreditation has only so many minutes left (I1), in whole steps.
    pub fn under(self, left: Option<u32>, step: u32) -> Self {
        let minutes = counting::under_maximum([(self.minutes, step)], left).first().copied().unwrap_or_default();
        Self { minutes, ..self }
    }
}

/// What each session of a series earns, in the order of their days: nothing where the gate is closed; the rate follows from how much of the
/// series is done (H12); each by its own rules (I14); and no accreditation gives more than its maximum (I1).
pub fn earned(sessions: &[SessionFacts<'_>]) -> Vec<Earned> {
    let attended = count(sessions, |s| attended(&s.meeting, &s.seen).met);
    let filed = count(sessions, |s| s.evaluated.is_some());
    let rate = |s: &SessionFacts<'_>| partial::rate(&s.rules.credit, attended, filed);
    sessions.iter().zip(capped(sessions)).map(|(s, minutes)| Earned { minutes, per_hour: rate(s) }).collect()
}

/// The credits of each session of a series (`earned`).
pub fn credits(sessions: &[SessionFacts<'_>]) -> Vec<Credits> {
    earned(sessions).into_iter().map(Earned::credits).collect()
}

/// The minutes of each session, none where its gate is closed, under the maximum of the accreditation that covers it.
fn capped(sessions: &[SessionFacts<'_>]) -> Vec<u32> {
    let mut minutes = vec![0; sessions.len()];
    let records: Vec<Option<&Accreditation>> = sessions.iter().map(covering).collect();
    for (first, record) in records.iter().enumerate().filter(|(i, r)| r.is_some() && !records[..*i].contains(r)) {
        let under: Vec<usize> = (first..records.len()).filter(|i| records[*i] == *record).collect();
        let lines = under.iter().map(|i| (sessions[*i].minutes(), sessions[*i].rules.credit.step));
        let given = counting::under_maximum(lines, record.and_then(|r| r.most_minutes));
        under.iter().zip(given).for_each(|(i, given)| minutes[*i] = given);
    }
    minutes
}

/// The accreditation under which a session earns; nothing where its gate is closed.
fn covering<'a>(facts: &SessionFacts<'a>) -> Option<&'a Accreditation> {
    match accreditation::coverage(facts.accreditations, Activity::Sessions, &facts.rules.credit.kind, facts.meeting.on) {
        Coverage::By(record) if credit(facts).is_open() => Some(record),
        _ => None,
    }
}

fn count(sessions: &[SessionFacts<'_>], yes: impl Fn(&SessionFacts<'_>) -> bool) -> u32 {
    u32::try_from(sessions.iter().filter(|s| yes(s)).count()).unwrap_or(u32::MAX)
}
