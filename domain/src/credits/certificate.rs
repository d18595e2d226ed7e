//! The life of a certificate: issued by the system when its gate is open, never by hand without a reason (H10), revoked with one, re-issued and
//! marked as that (I10).

use serde::{Deserialize, Serialize};

use super::rules::{Document, Rules};
use crate::gate::{Gate, What};

/// Where a certificate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// There is none.
    None,
    /// Valid.
    Issued,
    /// No longer valid.
    Revoked,
    /// Valid again; the paper says that it is a duplicate.
    Reissued,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::None, Self::Issued, Self::Revoked, Self::Reissued];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Issued => "issued",
            Self::Revoked => "revoked",
            Self::Reissued => "reissued",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == text)
    }

    /// What the public check page says.
    pub fn is_valid(self) -> bool {
        matches!(self, Self::Issued | Self::Reissued)
    }
}

/// What may be done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act<'a> {
    /// By the system.
    Issue,
    /// By hand, for this reason.
    ByHand(&'a str),
    /// For this reason.
    Revoke(&'a str),
    /// After a revocation.
    Reissue,
}

/// Why not; each is a word of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Its gate is closed.
    Closed,
    /// It has been done already, or there is nothing to do it to.
    NotNow,
    /// A reason is needed.
    Reason,
}

impl Refusal {
    /// The key of the sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Closed => "refused-certificate-closed",
            Self::NotNow => "refused-certificate-not-now",
            Self::Reason => "refused-certificate-reason",
        }
    }
}

/// The next state. `gate` is judged now, in the transaction that issues: what a page showed a minute ago does not count.
pub fn step(state: State, act: Act<'_>, gate: &Gate) -> Result<State, Refusal> {
    let when = |yes: bool, why: Refusal, next: State| if yes { Ok(next) } else { Err(why) };
    match (act, state) {
        (Act::Issue, State::None) => when(gate.is_open(), Refusal::Closed, State::Issued),
        (Act::Reissue, State::Revoked) => when(gate.is_open(), Refusal::Closed, State::Reissued),
        (Act::ByHand(reason), State::None) if is_reason(reason) => when(may_be_by_hand(gate), Refusal::Closed, State::Issued),
        (Act::Revoke(reason), State::Issued | State::Reissued) => when(is_reason(reason), Refusal::Reason, State::Revoked),
        (Act::ByHand(_), State::None) => Err(Refusal::Reason),
        _ => Err(Refusal::NotNow),
    }
}

/// No reason replaces the accreditation (R2.10) or the presence, which is corrected where it is kept.
fn may_be_by_hand(gate: &Gate) -> bool {
    gate.has(What::Accredited) && gate.has(What::Attended)
}

fn is_reason(text: &str) -> bool {
    !text.trim().is_empty()
}

/// What the paper is called (I11). Without credit of its own a profession gets a letter, never a certificate.
pub fn document(rules: &Rules, profession: &str) -> Document {
    let named = rules.documents.get(profession).copied();
    if rules.credit.is_for(profession) {
        named.unwrap_or(Document::Certificate)
    } else {
        named.filter(|d| *d != Document::Certificate).unwrap_or(Document::AttendanceLetter)
    }
}
