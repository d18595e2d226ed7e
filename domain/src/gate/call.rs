//! Credit for a call (R0.3–R0.6). How it was held, by video or by telephone, is no fact here: voice alone is as good (R0.2).

use chrono::NaiveDate;

use super::meeting::{accredited, profession};
use super::{Gate, Requirement, Track, What, Why};
use crate::credits::accreditation::{Accreditation, Activity};
use crate::credits::rules::Rules;
use crate::day::{Stamp, days_later};

/// Days from a call to the question what happened (G14).
pub const FOLLOW_UP_DAYS: u32 = 7;

/// On which end somebody was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Who asked.
    Caller,
    /// Who answered.
    OnCall,
}

/// What is known of a call and of one of its two people.
#[derive(Debug, Clone, Copy)]
pub struct CallFacts<'a> {
    /// Whose credit is judged.
    pub end: End,
    /// The day on which it was answered, in the pathway's zone; midnight does not move it.
    pub answered_on: Option<NaiveDate>,
    /// When it ended.
    pub ended: Option<Stamp>,
    /// Its whole minutes (`counting::call_minutes`).
    pub minutes: u32,
    /// When the on-call closed it.
    pub closed: Option<Stamp>,
    /// When the caller's five taps came (G6).
    pub closed_out: Option<Stamp>,
    /// When this person answered each of the two prompts.
    pub reflections: [Option<Stamp>; 2],
    /// When they gave feedback.
    pub feedback: Option<Stamp>,
    /// When they told what happened.
    pub followed_up: Option<Stamp>,
    /// Their profession.
    pub profession: &'a str,
    /// The rules in force on the day of the call.
    pub rules: &'a Rules,
    /// The pathway's accreditations.
    pub accreditations: &'a [Accreditation],
    /// Today, in the pathway's zone.
    pub today: NaiveDate,
}

impl CallFacts<'_> {
    /// The day of the question what happened; nothing before the call was answered.
    pub fn follow_up_on(&self) -> Option<NaiveDate> {
        self.answered_on.map(|day| days_later(day, FOLLOW_UP_DAYS))
    }
}

/// Credit ⇔ the call took place ∧ closed ∧ both reflections (R0.5) ∧ accredited on its day (R0.3) ∧ of a profession it is for;
/// for the caller the close-out (G6), for the on-call the pathway's switch (R0.6); feedback and follow-up where they are switched on.
pub fn credit(facts: &CallFacts<'_>) -> Gate {
    let calls = &facts.rules.calls;
    let caller = facts.end == End::Caller;
    let mut lines = vec![held(facts), on_day(facts), profession(&facts.rules.credit, facts.profession)];
    lines.push(Requirement::by(What::Closed, facts.closed, |_| Why::CallClosed, || Why::CallNotClosed));
    lines.push(if caller { close_out(facts) } else { teaching(calls.on_call_earns) });
    lines.push(reflected(facts.reflections));
    if calls.feedback {
        lines.push(Requirement::by(What::Feedback, facts.feedback, |_| Why::FeedbackGiven, || Why::FeedbackMissing));
    }
    if calls.follow_up && caller {
        lines.push(follow_up(facts));
    }
    Gate::of(Track::Credit, lines)
}

fn held(facts: &CallFacts<'_>) -> Requirement {
    match (facts.answered_on, facts.ended, facts.minutes) {
        (Some(_), Some(_), 0) => Requirement::open(What::Call, Why::CallEmpty),
        (Some(day), Some(ended), minutes) => Requirement::met(What::Call, Why::CallHeld { minutes, day }, ended),
        _ => Requirement::open(What::Call, Why::CallNotHeld),
    }
}

fn on_day(facts: &CallFacts<'_>) -> Requirement {
    match facts.answered_on {
        Some(day) => accredited(facts.accreditations, Activity::Calls, &facts.rules.credit, day),
        None => Requirement::open(What::Accredited, Why::CallNotHeld),
    }
}

fn close_out(facts: &CallFacts<'_>) -> Requirement {
    Requirement::by(What::CloseOut, facts.closed_out, |_| Why::CloseOutFiled, || Why::CloseOutMissing)
}

fn teaching(earns: bool) -> Requirement {
    Requirement::holds(What::Teaching, earns, if earns { Why::TeachingEarns } else { Why::TeachingEarnsNone })
}

fn reflected(prompts: [Option<Stamp>; 2]) -> Requirement {
    let given = prompts.iter().flatten();
    let have = u32::try_from(given.clone().count()).unwrap_or(0);
    let last = given.max().copied().filter(|_| have == 2);
    Requirement::by(What::Reflected, last, |_| Why::Reflected, || Why::ReflectionMissing { have, need: 2 })
}

fn follow_up(facts: &CallFacts<'_>) -> Requirement {
    let why_not = || match facts.follow_up_on() {
        None => Why::CallNotHeld,
        Some(day) if facts.today < day => Why::FollowUpOpens { day },
        Some(day) => Why::FollowUpOpen { day },
    };
    // What came before its day is asked for again, as with a questionnaire.
    let in_time = facts.followed_up.filter(|stamp| facts.follow_up_on().is_some_and(|day| stamp.on >= day));
    Requirement::by(What::FollowUp, in_time, |stamp| Why::FollowUpGiven { day: stamp.on }, why_not)
}
