//! Gates: from facts to requirements, each with whether it is met, why, and since when. Pure and total. The same value draws the page of what is
//! left, decides letters and reminders, and is made anew inside the transaction that issues. Every track is judged by itself: nobody's money
//! waits for their certificate, nor the other way round.

use serde::Serialize;

use crate::day::Stamp;

pub mod call;
pub mod group;
pub mod letters;
pub mod meeting;
pub mod publish;
pub mod series;
pub mod session;
pub mod steps;
mod why;

pub use why::{Arg, Why};

/// What a gate opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// A line of credit.
    Credit,
    /// The document.
    Certificate,
    /// Sessional pay.
    Payment,
    /// Publishing an accredited session.
    Publishing,
    /// A teaching pearl from a consult to the forum.
    Pearl,
}

/// What must be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// There, and long enough.
    Attended,
    /// Accredited on the day itself (R0.3, R2.6, R2.10).
    Accredited,
    /// Of a profession that this credit is for.
    Profession,
    /// Minutes that make a credit.
    Minutes,
    /// The evaluation form.
    Evaluation,
    /// The action plan is handed in (R2.2).
    Plan,
    /// It names a quality-improvement activity (R2.2).
    Activity,
    /// It was approved, where the program asks for that (R2.3).
    Approved,
    /// The questionnaire was received (R2.6).
    Questionnaire,
    /// Every session of the series was held (R2.9).
    Series,
    /// Enough of its sessions are done (R2.9).
    Sessions,
    /// The call took place.
    Call,
    /// The on-call closed it.
    Closed,
    /// The caller's five taps.
    CloseOut,
    /// Both reflections (R0.5).
    Reflected,
    /// Feedback to the other.
    Feedback,
    /// What happened, a week later.
    FollowUp,
    /// Whoever answers earns, too (R0.6).
    Teaching,
    /// Interests disclosed by all who plan and speak.
    Disclosed,
    /// Enough of it is interactive.
    Interactive,
    /// The caller agrees (R0.8).
    CallerAgrees,
    /// The on-call agrees (R0.8).
    OnCallAgrees,
}

/// One line of a gate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Requirement {
    /// What must be so.
    pub what: What,
    /// Whether it is.
    pub met: bool,
    /// Why, in a word of the lists with its values.
    pub why: Why,
    /// Since when it has been met; nothing where it is a fact of the day, not of a moment.
    pub since: Option<Stamp>,
}

impl Requirement {
    /// It is so, since then.
    pub fn met(what: What, why: Why, since: Stamp) -> Self {
        Self { what, met: true, why, since: Some(since) }
    }

    /// It is not so, or not yet.
    pub fn open(what: What, why: Why) -> Self {
        Self { what, met: false, why, since: None }
    }

    /// A fact of the day itself: whoever there was when, it holds or it does not.
    pub fn holds(what: What, yes: bool, why: Why) -> Self {
        Self { what, met: yes, why, since: None }
    }

    /// Met when there is a moment; the words for both.
    pub fn by(what: What, since: Option<Stamp>, yes: impl FnOnce(Stamp) -> Why, no: impl FnOnce() -> Why) -> Self {
        match since {
            Some(stamp) => Self::met(what, yes(stamp), stamp),
            None => Self::open(what, no()),
        }
    }

    /// Not met, and nothing that the person does can change it.
    pub fn is_final(&self) -> bool {
        !self.met && self.why.is_final()
    }
}

/// All lines of one track.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gate {
    /// What it opens.
    pub track: Track,
    /// Its lines, in the order of life. Never empty: a gate without lines would be open to all.
    pub requirements: Vec<Requirement>,
}

impl Gate {
    /// A gate of these lines.
    pub fn of(track: Track, requirements: Vec<Requirement>) -> Self {
        Self { track, requirements }
    }

    /// Whether every line is met.
    pub fn is_open(&self) -> bool {
        !self.requirements.is_empty() && self.requirements.iter().all(|r| r.met)
    }

    /// Since when it has been open: since its last line was met.
    pub fn since(&self) -> Option<Stamp> {
        if self.is_open() { self.requirements.iter().filter_map(|r| r.since).max() } else { None }
    }

    /// What is left, in the order of life.
    pub fn left(&self) -> impl Iterator<Item = &Requirement> {
        self.requirements.iter().filter(|r| !r.met)
    }

    /// This line, where the gate has it.
    pub fn get(&self, what: What) -> Option<&Requirement> {
        self.requirements.iter().find(|r| r.what == what)
    }

    /// Whether this line is there and met.
    pub fn has(&self, what: What) -> bool {
        self.get(what).is_some_and(|r| r.met)
    }

    /// It will stay closed, whatever the person does.
    pub fn is_lost(&self) -> bool {
        self.requirements.iter().any(Requirement::is_final)
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
