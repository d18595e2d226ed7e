//! A call and its credit (R0.2–R0.6), and the life of a consult (§2.0).
//!
//! Readings: the day of a call is the day on which it was answered; midnight does not move it. A call of no whole minute is none. Feedback goes
//! both ways (G9), so where a program asks for it both owe it; what happened a week later only the caller knows (G14), and is asked on that day
//! or after it. The on-call has the switch of R0.6, and no taps to give.

use super::calendar::{Day, Moment};
use super::law::{Grant, Law, grant_on};
use super::sitting::Lines;

#[derive(Debug, Clone)]
pub struct Call {
    /// The day of the call, or, where nobody answered, of asking.
    pub day: Day,
    pub caller: bool,
    pub profession: &'static str,
    pub versions: Vec<(Day, Law)>,
    pub law: Law,
    pub grants: Vec<Grant>,
    pub answered: Option<Moment>,
    pub ended: Option<Moment>,
    pub closed: Option<Moment>,
    pub taps: Option<Moment>,
    pub prompts: [Option<Moment>; 2],
    pub feedback: Option<Moment>,
    pub told: Option<Moment>,
}

/// What had happened by now.
pub fn by(at: Option<Moment>, now: Moment) -> bool {
    at.is_some_and(|at| at <= now)
}

impl Call {
    pub fn minutes(&self) -> i64 {
        let (Some(from), Some(to)) = (self.answered, self.ended) else { return 0 };
        let seconds = from.until(to);
        if seconds < 0 { 0 } else { seconds / 60 }
    }

    pub fn credit(&self, now: Moment) -> Lines {
        let held = by(self.answered, now) && by(self.ended, now) && self.minutes() >= 1;
        let mut lines = vec![
            ("Call", held),
            ("Closed", by(self.closed, now)),
            ("Reflected", self.prompts.iter().all(|p| by(*p, now))),
            ("Accredited", by(self.answered, now) && grant_on(&self.grants, self.law.kind, self.day).is_some()),
            ("Profession", self.law.is_for(self.profession)),
        ];
        if self.caller {
            lines.push(("CloseOut", by(self.taps, now)));
        } else {
            lines.push(("Teaching", self.law.on_call_earns));
        }
        if self.law.feedback {
            lines.push(("Feedback", by(self.feedback, now)));
        }
        if self.caller && self.law.follow_up {
            lines.push(("FollowUp", by(self.answered, now) && by(self.told, now)));
        }
        lines
    }

    /// The moments at which something happened, in their order.
    pub fn moments(&self) -> Vec<Moment> {
        let all = [self.answered, self.ended, self.closed, self.taps, self.prompts[0], self.prompts[1], self.feedback, self.told];
        let mut moments: Vec<Moment> = all.into_iter().flatten().collect();
        moments.sort();
        moments
    }
}

/// Where an act leads from a state, by the chain of §2.0: `requested → ringing → (missed → escalated)* → connected → ended → closed`.
///
/// Readings: the caller may give up until somebody answers. A written reply (G4) stands for the call and ends the consult; it comes before anything
/// rings, or when nobody came. Somebody may answer only while it rings, that is, not between a miss and the next hop.
pub fn after(state: &str, act: &str) -> Option<&'static str> {
    match (state, act) {
        ("Requested", "Ring") => Some("Ringing"),
        ("Ringing" | "Escalated", "Answer") => Some("Connected"),
        ("Ringing" | "Escalated", "Miss") => Some("Missed"),
        ("Missed", "Escalate") => Some("Escalated"),
        ("Missed", "Exhaust") => Some("NotCredited(Unanswered)"),
        ("Requested" | "Ringing" | "Missed" | "Escalated", "GiveUp") => Some("NotCredited(GaveUp)"),
        ("Requested" | "Missed", "Reply") => Some("Ended"),
        ("Connected", "HangUp") => Some("Ended"),
        ("Ended", "Close") => Some("Closed"),
        _ => None,
    }
}
