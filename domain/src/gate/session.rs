//! Credit for a session (I1–I5, B12): there long enough, accredited on the day, of the right profession, and minutes that make a credit.

use super::meeting::{Meeting, Seen, accredited, attended, profession};
use super::{Gate, Requirement, Track, What, Why};
use crate::credits::accreditation::Accreditation;
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
        accredited(facts.accreditations, facts.meeting.on),
        profession(&facts.rules.credit, facts.profession),
        minutes(facts),
    ];
    if facts.rules.evaluation_for_credit {
        let yes = |stamp: Stamp| Why::EvaluationFiled { day: stamp.on };
        lines.push(Requirement::by(What::Evaluation, facts.evaluated, yes, || Why::EvaluationMissing));
    }
    Gate::of(Track::Credit, lines)
}

fn minutes(facts: &SessionFacts<'_>) -> Requirement {
    let (minutes, over) = (facts.minutes(), facts.meeting.over);
    match over {
        None => Requirement::open(What::Minutes, Why::SessionAhead { day: facts.meeting.on }),
        Some(_) if minutes == 0 => Requirement::open(What::Minutes, Why::NoMinutes { minutes: facts.content }),
        Some(over) => Requirement::met(What::Minutes, Why::MinutesCount { minutes }, over),
    }
}

/// The credits of each session of a series, in its order (H12: the rate follows from how much of it is done; I14: each by its own rules).
/// Nothing where the gate is closed.
pub fn credits(sessions: &[SessionFacts<'_>]) -> Vec<Credits> {
    let attended = count(sessions, |s| attended(&s.meeting, &s.seen).met);
    let filed = count(sessions, |s| s.evaluated.is_some());
    let of_one = |s: &SessionFacts<'_>| {
        let rate = partial::rate(&s.rules.credit, attended, filed);
        if credit(s).is_open() { counting::credits(s.minutes(), rate) } else { Credits::NONE }
    };
    sessions.iter().map(of_one).collect()
}

fn count(sessions: &[SessionFacts<'_>], yes: impl Fn(&SessionFacts<'_>) -> bool) -> u32 {
    u32::try_from(sessions.iter().filter(|s| yes(s)).count()).unwrap_or(u32::MAX)
}
