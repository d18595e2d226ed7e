//! The hour of a session as every screen of it shows it: one state for all, whoever looks. What a viewer may do is not in it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{CaseId, PersonId, RecommendationId, RoomId, SessionId};

pub mod groups;
pub mod merge;

/// The five steps of facilitating a case, each with its usual minutes.
pub const STEPS: [(&str, i32); 5] = [("present", 5), ("summarise", 2), ("clarify", 5), ("recommend", 10), ("close", 3)];

/// Fewest and most choices of a poll.
pub const CHOICES: std::ops::RangeInclusive<usize> = 2..=6;

/// Longest line of the round "what I used since last time", in characters.
pub const USED: usize = 300;

/// Longest shared notes, in bytes.
pub const NOTES: usize = 20 * 1024;

/// The whole state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HourView {
    /// Which session.
    pub session: SessionId,
    /// Moves with every change.
    pub version: i64,
    /// The server's time when this was read: what a browser's clock is corrected by.
    pub now: DateTime<Utc>,
    /// Where the hour stands.
    pub phase: Phase,
    /// When it was started.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who runs it.
    pub host: Option<Somebody>,
    /// Who writes down the recommendations.
    pub scribe: Option<Somebody>,
    /// The agenda in its order.
    pub agenda: Vec<Line>,
    /// The steps of the case.
    pub steps: Vec<Line>,
    /// The case that is being presented; nothing before the session begins.
    pub case: Option<CaseNow>,
    /// Who wants to speak, in order; first whoever has the word.
    pub hands: Vec<Hand>,
    /// Who checked in.
    pub here: Vec<Somebody>,
    /// The shared notes.
    pub notes: Notes,
    /// Polls, newest first.
    pub polls: Vec<Poll>,
    /// What people used since last time.
    pub used: Vec<Used>,
    /// The breakout groups of the newest round.
    pub groups: Vec<Group>,
    /// What was last said to all, when groups were pulled back.
    pub told: String,
}

/// Where an hour stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Not started.
    Waiting,
    /// On.
    Running,
    /// The clocks stand.
    Paused,
    /// Closed; the record stays.
    Ended,
}

impl Phase {
    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Ended => "ended",
        }
    }
    /// Started and not closed.
    pub fn is_on(self) -> bool {
        matches!(self, Self::Running | Self::Paused)
    }
}

/// A person by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Somebody {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}

/// A line of the agenda, or a step, with its clock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its place, from 1.
    pub position: i32,
    /// `case`, `didactic` …, or the word of a step.
    pub kind: String,
    /// What is done; empty for the kind's own name.
    pub title: String,
    /// How long it may take.
    pub minutes: i32,
    /// Seconds it had before its clock last began.
    pub spent: i64,
    /// Since when its clock runs.
    pub since: Option<DateTime<Utc>>,
    /// When it was first begun.
    pub began_at: Option<DateTime<Utc>>,
    /// Whether it is the one now.
    pub current: bool,
}

impl Line {
    /// Seconds it has had.
    pub fn seconds(&self, now: DateTime<Utc>) -> i64 {
        self.spent + self.since.map_or(0, |since| (now - since).num_seconds().max(0))
    }
}

/// Seconds as `4:05`.
pub fn clock(seconds: i64) -> String {
    format!("{}:{:02}", seconds.max(0) / 60, seconds.max(0) % 60)
}

/// The case of the hour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseNow {
    /// Its id.
    pub id: CaseId,
    /// `PSP-0007`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Who presents it.
    pub presenter: String,
    /// What was recommended, in order.
    pub advice: Vec<Advice>,
    /// Hidden until somebody has looked at it: neither its title nor what was said to it is told then.
    #[serde(default)]
    pub hidden: bool,
}

impl CaseNow {
    /// What marks the text of a case on a page: another mark, and the text that stands there is not the one of now.
    pub fn mark(&self) -> String {
        if self.hidden { format!("{} hidden", self.id) } else { self.id.to_string() }
    }
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// Its id.
    pub id: RecommendationId,
    /// Safe HTML.
    pub html: String,
    /// Who wrote it down.
    pub by: String,
    /// Who gave it, when that was said.
    pub from: String,
    /// Whether it came from the hub; nothing when nobody said.
    pub hub: Option<bool>,
    /// Passages that could tell who somebody is, for whoever wrote it down to judge.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
}

/// Somebody who wants to speak.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hand {
    /// Its id.
    pub id: Uuid,
    /// Who.
    pub who: Somebody,
    /// Has the word now.
    pub called: bool,
}

/// The shared notes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Notes {
    /// As written.
    pub body: String,
    /// What a saving form names.
    pub version: i64,
    /// Who saved last.
    pub by: String,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// Whether they are hidden until those who moderate have looked; then nothing of them is here.
    #[serde(default)]
    pub hidden: bool,
}

/// A poll with its counts; who voted how is not in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Poll {
    /// Its id.
    pub id: Uuid,
    /// The question.
    pub question: String,
    /// Whether one may choose several.
    pub several: bool,
    /// Whether one may vote.
    pub open: bool,
    /// The choices with their votes.
    pub choices: Vec<Choice>,
    /// How many people voted.
    pub voters: usize,
    /// Whether it is hidden until those who moderate have looked; then nothing of it is here.
    #[serde(default)]
    pub hidden: bool,
}

/// A choice of a poll.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Its id.
    pub id: Uuid,
    /// What it says.
    pub text: String,
    /// How many chose it.
    pub votes: usize,
}

/// One line of the round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Used {
    /// Its id.
    #[serde(default)]
    pub id: Uuid,
    /// Who.
    pub who: Somebody,
    /// What they used; empty when it is hidden.
    pub body: String,
    /// Whether it is hidden until those who moderate have looked.
    #[serde(default)]
    pub hidden: bool,
}

/// A breakout group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub title: String,
    /// Where it stands.
    pub state: GroupState,
    /// Who is in it.
    pub members: Vec<Somebody>,
    /// Its chat, once it was opened.
    pub room: Option<RoomId>,
}

/// Where a breakout group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupState {
    /// Being put together; may still be shuffled.
    Draft,
    /// People are in it.
    Open,
    /// Pulled back.
    Closed,
}

impl GroupState {
    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
    /// Reads the stable word; one that nobody knows is closed.
    pub fn parse(text: &str) -> Self {
        match text {
            "draft" => Self::Draft,
            "open" => Self::Open,
            _ => Self::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_clock_adds_what_was_before_and_what_runs() {
        let now = DateTime::from_timestamp(1_774_537_200, 0).unwrap();
        let mut line = Line {
            position: 1,
            kind: "case".into(),
            title: String::new(),
            minutes: 25,
            spent: 65,
            since: None,
            began_at: None,
            current: true,
        };
        assert_eq!(clock(line.seconds(now)), "1:05");
        line.since = Some(now - chrono::Duration::seconds(120));
        assert_eq!(clock(line.seconds(now)), "3:05");
        line.since = Some(now + chrono::Duration::seconds(5));
        assert_eq!(clock(line.seconds(now)), "1:05", "a clock never runs backwards");
    }
}
