//! One person in one session: a row of twenty-second slots, and what happened, in its order.
//!
//! Readings: nobody attended a session that is not over or was called off, whatever a hand says (B12, R2.6 "attended"). The last correction by
//! hand wins (B13). No second there is not there, even where the threshold is nothing. No minutes count before the end.

use super::calendar::{Day, Moment};
use super::law::{Grant, Law, grant_on};

/// A requirement by name, and whether it is met.
pub type Lines = Vec<(&'static str, bool)>;

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event {
    Over,
    CalledOff,
    /// Present or not, and minutes where they were given.
    Hand(bool, Option<u32>),
    Evaluated,
    Begin,
    /// The plan now names so many activities.
    Link(u32),
    Submit,
    Approve,
    SendBack,
    Withdraw,
    Reopen,
    /// The questionnaire came, complete.
    Received,
}

#[derive(Debug, Clone, Copy)]
pub enum Bar {
    Minutes(u32),
    Percent(u32),
}

#[derive(Debug, Clone, Copy)]
pub struct Slot {
    pub there: bool,
    pub pause: bool,
}

/// So many slots make a minute.
pub const SLOTS: usize = 3;

#[derive(Debug, Clone)]
pub struct Sitting {
    pub day: Day,
    /// Second of the day on which the first slot begins.
    pub start: i64,
    pub slots: Vec<Slot>,
    pub bar: Bar,
    pub profession: &'static str,
    pub versions: Vec<(Day, Law)>,
    pub law: Law,
    pub grants: Vec<Grant>,
    pub history: Vec<(Moment, Event)>,
}

fn minutes(slots: usize) -> u32 {
    (slots / SLOTS) as u32
}

impl Sitting {
    pub fn so_far(&self, now: Moment) -> impl DoubleEndedIterator<Item = (Moment, Event)> {
        self.history.iter().copied().filter(move |(at, _)| *at <= now)
    }

    pub fn happened(&self, now: Moment, event: Event) -> bool {
        self.so_far(now).any(|(_, e)| e == event)
    }

    pub fn scheduled(&self) -> u32 {
        minutes(self.slots.len())
    }

    pub fn there(&self) -> u32 {
        minutes(self.slots.iter().filter(|s| s.there).count())
    }

    pub fn content(&self) -> u32 {
        minutes(self.slots.iter().filter(|s| !s.pause).count())
    }

    fn hand(&self, now: Moment) -> Option<(bool, Option<u32>)> {
        self.so_far(now).filter_map(|(_, e)| if let Event::Hand(yes, minutes) = e { Some((yes, minutes)) } else { None }).next_back()
    }

    pub fn content_there(&self, now: Moment) -> u32 {
        let seen = minutes(self.slots.iter().filter(|s| s.there && !s.pause).count());
        let by_hand = self.hand(now).and_then(|(_, minutes)| minutes);
        by_hand.map_or(seen, |m| if m > self.content() { self.content() } else { m })
    }

    fn long_enough(&self) -> bool {
        let (there, scheduled) = (self.there(), self.scheduled());
        let reached = match self.bar {
            Bar::Minutes(needed) => there >= needed || there >= scheduled,
            Bar::Percent(share) => there * 100 >= share * scheduled,
        };
        there > 0 && reached
    }

    pub fn held(&self, now: Moment) -> bool {
        self.happened(now, Event::Over) && !self.happened(now, Event::CalledOff)
    }

    pub fn attended(&self, now: Moment) -> bool {
        self.held(now) && self.hand(now).map_or_else(|| self.long_enough(), |(yes, _)| yes)
    }

    pub fn accredited(&self) -> bool {
        grant_on(&self.grants, self.law.kind, self.day).is_some()
    }

    /// The minutes that count, were everything else so.
    pub fn counted(&self, now: Moment) -> u32 {
        self.law.counted(if self.law.whole { self.content() } else { self.content_there(now) })
    }

    pub fn credit(&self, now: Moment) -> Lines {
        let mut lines = vec![
            ("Attended", self.attended(now)),
            ("Accredited", self.accredited()),
            ("Profession", self.law.is_for(self.profession)),
            ("Minutes", self.happened(now, Event::Over) && self.counted(now) > 0),
        ];
        if self.law.evaluation {
            lines.push(("Evaluation", self.happened(now, Event::Evaluated)));
        }
        lines
    }

    /// H14, I11: hours without credit, for a profession that the credit is not for.
    pub fn letter(&self, now: Moment) -> Lines {
        let mut lines = vec![("Attended", self.attended(now))];
        if self.law.evaluation {
            lines.push(("Evaluation", self.happened(now, Event::Evaluated)));
        }
        lines
    }

    pub fn paper(&self, now: Moment) -> Lines {
        if self.law.is_for(self.profession) { self.credit(now) } else { self.letter(now) }
    }

    /// Since when a verdict has held without a break: the history told again, event by event.
    pub fn since(&self, now: Moment, verdict: impl Fn(Moment) -> Lines) -> Option<Moment> {
        let mut since = None;
        for (at, _) in self.so_far(now) {
            since = if all(&verdict(at)) { since.or(Some(at)) } else { None };
        }
        since
    }
}

pub fn all(lines: &[(&'static str, bool)]) -> bool {
    lines.iter().all(|(_, met)| *met)
}

/// What every session of a series earns (I1, I14, H12): minutes, and hundredths an hour. In the order of their days each takes of the maximum
/// of its accreditation what is left, in whole steps.
///
/// Readings: "sessions attended" are those attended, credited or not; "tools filed" are the evaluations filed.
pub fn earned(series: &[Sitting], now: Moment) -> Vec<(u32, u32)> {
    let sessions = series.iter().filter(|s| s.attended(now)).count() as u32;
    let tools = series.iter().filter(|s| s.happened(now, Event::Evaluated)).count() as u32;
    let mut used: Vec<(u32, u32)> = Vec::new();
    let mut result = Vec::new();
    for sitting in series {
        let grant = grant_on(&sitting.grants, sitting.law.kind, sitting.day);
        let (Some(grant), true) = (grant, all(&sitting.credit(now))) else {
            result.push((0, 0));
            continue;
        };
        let before: u32 = used.iter().filter(|(number, _)| *number == grant.number).map(|(_, m)| m).sum();
        let mut takes = sitting.counted(now);
        while grant.most.is_some_and(|most| before + takes > most) && takes > 0 {
            takes -= sitting.law.step;
        }
        used.push((grant.number, takes));
        result.push((takes, sitting.law.rate(sessions, tools)));
    }
    result
}
