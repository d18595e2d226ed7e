//! The life of a case: its states, who may do what in each, and its sections. Pure; the database floor asks here.

use serde::{Deserialize, Serialize};

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
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 14] = [
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
        State::Scheduled | State::Presented | State::Closed => stand.presenter || stand.member() || stand.coordinator,
        State::Withdrawn => stand.presenter || stand.coordinator,
    }
}

/// Whether the role includes the act. The reviewer is never the presenter.
fn holds(stand: Stand, act: Act) -> bool {
    match act {
        Act::Read => true,
        Act::Edit | Act::Submit | Act::Answer | Act::FollowUp => stand.presenter,
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
        Act::Edit | Act::Submit => matches!(state, Draft | Submitted | SentBack | Approved | Scheduled),
        Act::Review => state == Submitted,
        Act::Schedule => matches!(state, Approved | Scheduled),
        Act::Present => state == Scheduled,
        Act::Comment | Act::Answer => matches!(state, Scheduled | Presented),
        Act::Letter | Act::FollowUp => matches!(state, Presented | Closed),
        Act::Withdraw => !matches!(state, Draft | Withdrawn),
        Act::Purge => state == Withdrawn || (state == Draft && stand.presenter),
    }
}

/// The parts of the case form, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// One line.
    Title,
    /// Who and where, without anything that identifies.
    Background,
    /// What is hard now.
    Situation,
    /// What was tried, and what came of it.
    Tried,
    /// What holds: strengths, culture, faith, supports.
    Strengths,
    /// What the presenter wants to know.
    Question,
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 6] = [Self::Title, Self::Background, Self::Situation, Self::Tried, Self::Strengths, Self::Question];
    /// The sections of several lines.
    pub const LONG: [Self; 5] = [Self::Background, Self::Situation, Self::Tried, Self::Strengths, Self::Question];

    /// The name of its field and its stable word in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Background => "background",
            Self::Situation => "situation",
            Self::Tried => "tried",
            Self::Strengths => "strengths",
            Self::Question => "question",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == text)
    }

    /// Must be filled in before the case is handed in.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Title | Self::Background | Self::Question)
    }
}

/// Longest section, in bytes: what the identifier check reads in a moment.
pub const LONGEST: usize = 20 * 1024;

/// Days from the session to the question what happened.
pub const FOLLOW_UP_DAYS: i64 = 30;

/// Case numbers are the program's short code and a counter: `PSP-0007`.
pub fn number(short_code: &str, counter: i32) -> String {
    format!("{short_code}-{counter:04}")
}

/// What became of the recommendations.
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
}

#[cfg(test)]
mod tests;
