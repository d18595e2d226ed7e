//! What is known of a session and of one person in it, and the lines that every family of gates shares.

use chrono::NaiveDate;

use super::{Requirement, What, Why};
use crate::credits::CreditRule;
use crate::credits::accreditation::{self, Accreditation, Activity, Coverage};
use crate::day::Stamp;
use crate::presence::Threshold;

/// A session, as a gate sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    /// Its day in the program's zone. It decides which rules and which accreditation hold.
    pub on: NaiveDate,
    /// When it was over; nothing before that.
    pub over: Option<Stamp>,
    /// It was called off.
    pub cancelled: bool,
}

/// One person's presence in it, as `presence` weighs it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// Minutes inside the scheduled time.
    pub minutes: u32,
    /// The scheduled minutes.
    pub scheduled: u32,
    /// The threshold that was in force when it began (B12).
    pub threshold: Threshold,
    /// A correction by hand, and when it was made (B13).
    pub hand: Option<(bool, Stamp)>,
}

impl Seen {
    fn enough(&self) -> bool {
        self.threshold.reached(f64::from(self.minutes), f64::from(self.scheduled))
    }

    fn needed(&self) -> u32 {
        // Whole minutes, upwards: who is told "45" and brings 45 is through.
        self.threshold.needed(f64::from(self.scheduled)).ceil().max(0.0) as u32
    }
}

/// There, and long enough (B12, R2.2, R2.6). Nothing counts before the session is over; a correction by hand wins from when it was made.
pub fn attended(meeting: &Meeting, seen: &Seen) -> Requirement {
    let day = meeting.on;
    let (Some(over), false) = (meeting.over, meeting.cancelled) else {
        let why = if meeting.cancelled { Why::SessionCancelled { day } } else { Why::SessionAhead { day } };
        return Requirement::open(What::Attended, why);
    };
    match seen.hand {
        Some((true, by)) => Requirement::met(What::Attended, Why::MarkedPresent { day }, by.max(over)),
        Some((false, _)) => Requirement::open(What::Attended, Why::MarkedAbsent { day }),
        None if seen.enough() => Requirement::met(What::Attended, Why::Attended { minutes: seen.minutes, day }, over),
        None if seen.minutes == 0 => Requirement::open(What::Attended, Why::Absent { day }),
        None => Requirement::open(What::Attended, Why::TooShort { minutes: seen.minutes, needed: seen.needed() }),
    }
}

/// Accredited for this and for this kind of credit on the day itself (R0.3, R2.6, R2.10, I15): a fact of the day, known before the session and
/// after it alike.
pub fn accredited(records: &[Accreditation], activity: Activity, rule: &CreditRule, day: NaiveDate) -> Requirement {
    let why = match accreditation::coverage(records, activity, &rule.kind, day) {
        Coverage::By(record) => Why::Accredited { body: record.body.clone(), day },
        Coverage::Awaited => Why::AccreditationAwaited { day },
        Coverage::Before(from) => Why::BeforeAccreditation { day, from },
        Coverage::After(to) => Why::AfterAccreditation { day, to },
        Coverage::OtherKind(record) => Why::AccreditedOther { body: record.body.clone(), kind: record.kind.clone() },
        Coverage::None => Why::NotAccredited,
    };
    Requirement::holds(What::Accredited, matches!(why, Why::Accredited { .. }), why)
}

/// The credit is for people of this profession (H14): an MOA joins with a record of their own, and no physician's credit.
pub fn profession(rule: &CreditRule, profession: &str) -> Requirement {
    let kind = rule.kind.clone();
    let fits = rule.is_for(profession);
    Requirement::holds(What::Profession, fits, if fits { Why::ProfessionFits { kind } } else { Why::ProfessionOther { kind } })
}
