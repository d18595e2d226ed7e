//! The life of a consult (reference §2.0): requested → ringing → (missed → escalated)* → connected → ended → closed → reflected →
//! credited | not_credited(reason). Somebody who gives up, or whom nobody answers, ends without credit and is counted all the same.

use serde::{Deserialize, Serialize};

use crate::gate::{Gate, Requirement, What};

pub mod answering;
pub mod log;
pub mod pearl;
pub mod ringing;
pub mod roster;
pub mod travel;

/// Where a consult stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Asked for.
    Requested,
    /// The one on shift is being rung.
    Ringing,
    /// Nobody came in time.
    Missed,
    /// The next are being rung.
    Escalated,
    /// They talk.
    Connected,
    /// The call, or the written reply, is over.
    Ended,
    /// Closed by the on-call.
    Closed,
    /// The caller has reflected.
    Reflected,
    /// A line of credit stands.
    Credited,
    /// Finished without one.
    NotCredited(NoCredit),
}

/// Why a consult ended without credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoCredit {
    /// The caller gave up.
    GaveUp,
    /// Nobody answered.
    Unanswered,
    /// There was no call, or it took no minute.
    NoCall,
    /// The day lies outside the accreditation (R0.3).
    NotAccredited,
    /// The credit is for other professions.
    Profession,
    /// Answering earns none here (R0.6).
    Teaching,
}

impl NoCredit {
    /// Every reason.
    pub const ALL: [Self; 6] = [Self::GaveUp, Self::Unanswered, Self::NoCall, Self::NotAccredited, Self::Profession, Self::Teaching];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::GaveUp => "gave_up",
            Self::Unanswered => "unanswered",
            Self::NoCall => "no_call",
            Self::NotAccredited => "not_accredited",
            Self::Profession => "profession",
            Self::Teaching => "teaching",
        }
    }
}

/// What happens to a consult.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// The first is rung.
    Ring,
    /// Somebody answers. Of several at once the store lets one through; the others find it connected.
    Answer,
    /// The time is up, or nobody of this hop can be reached.
    Miss,
    /// The next hop is rung.
    Escalate,
    /// There is no next hop.
    Exhaust,
    /// The caller goes.
    GiveUp,
    /// A quick reply in writing, "soon, not now" (G4).
    Reply,
    /// The call ends.
    HangUp,
    /// The on-call closes it.
    Close,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 9] =
        [Self::Ring, Self::Answer, Self::Miss, Self::Escalate, Self::Exhaust, Self::GiveUp, Self::Reply, Self::HangUp, Self::Close];
}

impl State {
    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Ringing => "ringing",
            Self::Missed => "missed",
            Self::Escalated => "escalated",
            Self::Connected => "connected",
            Self::Ended => "ended",
            Self::Closed => "closed",
            Self::Reflected => "reflected",
            Self::Credited => "credited",
            Self::NotCredited(_) => "not_credited",
        }
    }

    /// Reads the stable word, with the reason of a consult that ended without credit.
    pub fn parse(word: &str, no_credit: &str) -> Option<Self> {
        let plain = [
            Self::Requested,
            Self::Ringing,
            Self::Missed,
            Self::Escalated,
            Self::Connected,
            Self::Ended,
            Self::Closed,
            Self::Reflected,
            Self::Credited,
        ];
        let reason = || NoCredit::ALL.into_iter().find(|r| r.code() == no_credit).map(Self::NotCredited);
        plain.into_iter().find(|s| s.code() == word).or_else(|| if word == "not_credited" { reason() } else { None })
    }

    /// The stable word of why there is no credit; empty where that is not so.
    pub fn no_credit(self) -> &'static str {
        if let Self::NotCredited(why) = self { why.code() } else { "" }
    }

    /// Nothing more happens to it between the two: it rings no longer, and nobody talks.
    pub fn is_over(self) -> bool {
        !matches!(self, Self::Requested | Self::Ringing | Self::Missed | Self::Escalated | Self::Connected)
    }

    /// Somebody's telephone rings.
    pub fn rings(self) -> bool {
        matches!(self, Self::Ringing | Self::Escalated)
    }

    /// The next state; nothing where the act has no place (409, and nothing changes).
    pub fn after(self, act: Act) -> Option<Self> {
        match (act, self) {
            (Act::Ring, Self::Requested) => Some(Self::Ringing),
            (Act::Answer, Self::Ringing | Self::Escalated) => Some(Self::Connected),
            (Act::Miss, Self::Ringing | Self::Escalated) => Some(Self::Missed),
            (Act::Escalate, Self::Missed) => Some(Self::Escalated),
            (Act::Exhaust, Self::Missed) => Some(Self::NotCredited(NoCredit::Unanswered)),
            (Act::GiveUp, Self::Requested | Self::Ringing | Self::Missed | Self::Escalated) => Some(Self::NotCredited(NoCredit::GaveUp)),
            (Act::Reply, Self::Requested | Self::Missed) => Some(Self::Ended),
            (Act::HangUp, Self::Connected) => Some(Self::Ended),
            (Act::Close, Self::Ended) => Some(Self::Closed),
            _ => None,
        }
    }

    /// Where a closed consult stands by the gate of its caller: reflected once both prompts and the close-out are in, credited when everything
    /// is, and finished without credit when something is missing that nobody can bring any more. Credited stays credited. What was missing
    /// can turn out to be there: a record of the body that was entered late, a profession that was not filled in.
    pub fn judged(self, gate: &Gate) -> Self {
        let waits = |r: &Requirement| matches!(r.what, What::Reflected | What::CloseOut | What::Closed);
        match self {
            Self::Closed | Self::Reflected if gate.left().any(waits) => Self::Closed,
            Self::Closed | Self::Reflected if gate.is_open() => Self::Credited,
            Self::NotCredited(NoCredit::NotAccredited | NoCredit::Profession) if gate.is_open() => Self::Credited,
            Self::Closed | Self::Reflected => gate.left().find_map(reason).map_or(Self::Reflected, Self::NotCredited),
            other => other,
        }
    }
}

fn reason(line: &Requirement) -> Option<NoCredit> {
    match line.what {
        What::Call => Some(NoCredit::NoCall),
        What::Accredited => Some(NoCredit::NotAccredited),
        What::Profession => Some(NoCredit::Profession),
        What::Teaching => Some(NoCredit::Teaching),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
