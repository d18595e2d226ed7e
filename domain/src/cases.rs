//! The life of a case: its states, who may do what in each, its form, and how two versions compare. Pure; the database floor asks here.

use serde::{Deserialize, Serialize};

pub mod compare;
pub mod form;

pub use form::{CaseForm, Section, TITLE};

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being written; nobody but its owner sees it.
    Draft,
    /// Passed the identifier check; waits for a second person.
    Submitted,
    /// Read by a second person, who asks for changes.
    SentBack,
    /// Approved by a second person; waits for a session.
    Approved,
    /// Has a session; the cohort sees it.
    Scheduled,
    /// Was presented; recommendations come in.
    Presented,
    /// Its letter is signed.
    Closed,
    /// Taken back.
    Withdrawn,
}

impl State {
    /// Every state, in the order of life.
    pub const ALL: [Self; 8] =
        [Self::Draft, Self::Submitted, Self::SentBack, Self::Approved, Self::Scheduled, Self::Presented, Self::Closed, Self::Withdrawn];

    /// The stable word in the database and in the word lists.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::SentBack => "sent_back",
            Self::Approved => "approved",
            Self::Scheduled => "scheduled",
            Self::Presented => "presented",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == text)
    }

    /// Open to the whole cohort (rule R1.4).
    pub fn is_published(self) -> bool {
        matches!(self, Self::Scheduled | Self::Presented | Self::Closed)
    }

    /// Whether its text is only its owner's: what is typed here was not checked and submitted yet.
    pub fn is_being_written(self) -> bool {
        matches!(self, Self::Draft | Self::SentBack)
    }
}

/// How somebody stands to a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stand {
    /// It is theirs (column R).
    pub presenter: bool,
    /// Participant of the cohort (column P).
    pub participant: bool,
    /// Facilitator of the cohort (column F).
    pub facilitator: bool,
    /// Peer mentor of the cohort (column M).
    pub mentor: bool,
    /// Coordinator of the program (column C).
    pub coordinator: bool,
    /// It was flagged for patient information and is hidden, until somebody has looked.
    pub hidden: bool,
}

impl Stand {
    fn member(self) -> bool {
        self.participant || self.facilitator || self.mentor
    }
    fn staff(self) -> bool {
        self.facilitator || self.coordinator
    }
}

/// What somebody may want to do with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Read its text (`case.read_published`, `case.read_unpublished`).
    Read,
    /// Change it, keep it as a draft (`case.draft_rw`).
    Edit,
    /// Hand it in, for the first time or again (`case.submit`).
    Submit,
    /// See what the check found (`case.findings_read`).
    Findings,
    /// Approve it or send it back (`case.second_review`).
    Review,
    /// Give it a session, or another one (`case.publish`).
    Schedule,
    /// Say that it was presented (`case.publish`).
    Present,
    /// Ask or recommend (`case.comment`).
    Comment,
    /// Answer a clarifying question (the presenter).
    Answer,
    /// Write and sign the letter (`case.letter_write`).
    Letter,
    /// Say what happened afterwards (the presenter).
    FollowUp,
    /// Read earlier versions (`case.history_read`).
    History,
    /// Take it back (`case.withdraw`).
    Withdraw,
    /// Delete it for good (`case.purge`).
    Purge,
    /// Present it again: another case that points back at this one (the presenter).
    Again,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 15] = [
        Self::Read,
        Self::Edit,
        Self::Submit,
        Self::Findings,
        Self::Review,
        Self::Schedule,
        Self::Present,
        Self::Comment,
        Self::Answer,
        Self::Letter,
        Self::FollowUp,
        Self::History,
        Self::Withdraw,
        Self::Purge,
        Self::Again,
    ];
}

/// The answer of the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Not there, for this person.
    Missing,
    /// There, but not for this role.
    Refused,
    /// For this role, but not now.
    NotNow,
    /// Come in.
    Open,
}

/// Whether somebody who stands so may do this to a case in this state.
pub fn may(stand: Stand, state: State, act: Act) -> Door {
    if !sees(stand, state) {
        return Door::Missing;
    }
    match (holds(stand, act), stands_open(state, act, stand)) {
        (false, _) => Door::Refused,
        (true, false) => Door::NotNow,
        (true, true) => Door::Open,
    }
}

/// Whether the case is there at all for this person.
pub fn sees(stand: Stand, state: State) -> bool {
    match state {
        State::Draft => stand.presenter,
        State::Submitted | State::SentBack | State::Approved => stand.presenter || stand.staff(),
        State::Scheduled | State::Presented | State::Closed if stand.hidden => stand.presenter || stand.staff(),
        State::Scheduled | State::Presented | State::Closed => stand.presenter || stand.member() || stand.coordinator,
        State::Withdrawn => stand.presenter || stand.coordinator,
    }
}

/// Whether the role includes the act. The reviewer is never the presenter.
fn holds(stand: Stand, act: Act) -> bool {
    match act {
        Act::Read => true,
        Act::Edit | Act::Submit | Act::Answer | Act::FollowUp | Act::Again => stand.presenter,
        Act::Findings => stand.presenter || stand.staff(),
        Act::Review => stand.staff() && !stand.presenter,
        Act::Schedule | Act::Present => stand.staff(),
        Act::Comment => stand.presenter || stand.member(),
        Act::Letter => stand.facilitator,
        Act::History => stand.presenter || stand.facilitator,
        Act::Withdraw | Act::Purge => stand.presenter || stand.coordinator,
    }
}

fn stands_open(state: State, act: Act, stand: Stand) -> bool {
    use State::{Approved, Closed, Draft, Presented, Scheduled, SentBack, Submitted, Withdrawn};
    match act {
        Act::Read | Act::History | Act::Findings => true,
        // What was presented stands, unless it is hidden: then its presenter may take out what should not be there.
        Act::Edit | Act::Submit => {
            matches!(state, Draft | Submitted | SentBack | Approved | Scheduled) || (stand.hidden && matches!(state, Presented | Closed))
        }
        Act::Review => state == Submitted,
        Act::Schedule => matches!(state, Approved | Scheduled),
        Act::Present => state == Scheduled,
        // Of what is hidden nobody talks meanwhile; but the hour goes on, and those who run it write down what was advised.
        Act::Comment => matches!(state, Scheduled | Presented) && (!stand.hidden || stand.staff()),
        Act::Answer => matches!(state, Scheduled | Presented) && !stand.hidden,
        Act::Letter | Act::FollowUp | Act::Again => matches!(state, Presented | Closed),
        Act::Withdraw => !matches!(state, Draft | Withdrawn),
        Act::Purge => state == Withdrawn || (state == Draft && stand.presenter),
    }
}

/// Longest section, in bytes: what the identifier check reads in a moment.
pub const LONGEST: usize = 20 * 1024;

/// Days from the session to the question what happened.
pub const FOLLOW_UP_DAYS: i64 = 30;
/// Days from the session to the one reminder of it.
pub const FOLLOW_UP_REMINDER_DAYS: i64 = 37;

/// The number of a case that comes back: the number it has had from the first, and which presentation this is: `PSP-0007-2`.
pub fn number_again(first: &str, presentation: usize) -> String {
    format!("{first}-{presentation}")
}

/// What the reviewer answers to the question that no machine can: could somebody know who it is, from these facts together?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recognizable {
    /// Nobody could.
    No,
    /// Somebody might.
    Perhaps,
    /// Somebody would.
    Yes,
}

impl Recognizable {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::No, Self::Perhaps, Self::Yes];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Perhaps => "perhaps",
            Self::Yes => "yes",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == text)
    }
}

/// Case numbers are the program's short code and a counter: `PSP-0007`.
pub fn number(short_code: &str, counter: i32) -> String {
    format!("{short_code}-{counter:04}")
}

/// What became of a recommendation, or of all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Used {
    /// All that mattered.
    Fully,
    /// Some.
    Partly,
    /// None.
    NotUsed,
}

impl Used {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Fully, Self::Partly, Self::NotUsed];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fully => "fully",
            Self::Partly => "partly",
            Self::NotUsed => "not_used",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|u| u.code() == text)
    }

    /// The answer for a whole case: fully when every one was, not when none was, partly otherwise.
    pub fn over_all(each: &[Self]) -> Option<Self> {
        let first = *each.first()?;
        Some(if each.iter().all(|u| *u == first) { first } else { Self::Partly })
    }
}

#[cfg(test)]
mod tests;
