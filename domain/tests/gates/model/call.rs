//! A consult from the request to its credit (R0.2–R0.6, G6–G9, G14), and a period of calls (R0.4).

use super::{Paper, Verdict, covered};

/// The states of the reference: requested → ringing → (missed → escalated)* → connected → ended → closed → reflected → credited or not.
/// Somebody who gives up, or whom nobody answers, ends without credit; a written quick reply has no call in it.
pub const TABLE: [(&str, &str, &str); 15] = [
    ("requested", "ring", "ringing"),
    ("requested", "reply", "ended"),
    ("requested", "give_up", "not_credited"),
    ("ringing", "miss", "missed"),
    ("ringing", "answer", "connected"),
    ("ringing", "give_up", "not_credited"),
    ("missed", "escalate", "escalated"),
    ("missed", "reply", "ended"),
    ("missed", "give_up", "not_credited"),
    ("missed", "exhaust", "not_credited"),
    ("escalated", "miss", "missed"),
    ("escalated", "answer", "connected"),
    ("escalated", "give_up", "not_credited"),
    ("connected", "hang_up", "ended"),
    ("ended", "close", "closed"),
];

pub fn next(state: &str, deed: &str) -> Option<&'static str> {
    TABLE.iter().find(|row| row.0 == state && row.1 == deed).map(|row| row.2)
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Deed {
    /// One of the deeds of the table.
    Step(&'static str),
    /// The caller's five taps.
    CloseOut,
    /// One of the two prompts is answered.
    Reflect(usize),
    Feedback,
    /// "What happened?"
    FollowUp,
}

#[derive(Debug, Clone)]
pub struct Rule {
    pub from: i64,
    pub feedback: bool,
    pub follow_up: bool,
    pub on_call_earns: bool,
}

#[derive(Debug, Clone)]
pub struct Story {
    pub on_call: bool,
    /// Whether the credit is for people of this profession.
    pub profession: bool,
    pub papers: Vec<Paper>,
    pub rules: Vec<Rule>,
    pub past: Vec<(i64, Deed)>,
}

const DAY: i64 = 1440;

impl Story {
    fn state_of_steps(&self) -> &'static str {
        self.past.iter().fold("requested", |state, (_, deed)| match deed {
            Deed::Step(step) => next(state, step).unwrap_or(state),
            _ => state,
        })
    }

    fn when(&self, wanted: Deed) -> Option<i64> {
        self.past.iter().find(|(_, deed)| *deed == wanted).map(|(at, _)| *at)
    }

    fn ended(&self) -> Option<i64> {
        self.when(Deed::Step("hang_up"))
    }

    /// A call belongs to the day on which it was answered, also when midnight comes in between.
    pub fn day(&self) -> Option<i64> {
        self.when(Deed::Step("answer")).map(|at| at.div_euclid(DAY))
    }

    pub fn minutes(&self) -> i64 {
        match (self.when(Deed::Step("answer")), self.ended()) {
            (Some(a), Some(b)) if b > a => b - a,
            _ => 0,
        }
    }

    /// The rule of its day; before it is answered, of this day.
    fn rule(&self, now: i64) -> Rule {
        let day = self.day().unwrap_or(now.div_euclid(DAY));
        let newest = self.rules.iter().filter(|r| r.from <= day).max_by_key(|r| r.from);
        newest.cloned().unwrap_or(Rule { from: 0, feedback: false, follow_up: false, on_call_earns: false })
    }

    /// The seventh day after the call, and not before.
    pub fn follow_up_day(&self) -> Option<i64> {
        self.day().map(|d| d + 7)
    }

    pub fn tell(&mut self, at: i64, deed: Deed) -> bool {
        let state = self.state_of_steps();
        let after = matches!(state, "ended" | "closed");
        let had = self.when(deed).is_some();
        let let_in = match deed {
            Deed::Step(step) => next(state, step).is_some(),
            Deed::FollowUp => after && !had && self.follow_up_day().is_some_and(|d| at.div_euclid(DAY) >= d),
            _ => after && !had,
        };
        if let_in {
            self.past.push((at, deed));
        }
        let_in
    }

    fn reflected(&self) -> Option<i64> {
        Some(self.when(Deed::Reflect(0))?.max(self.when(Deed::Reflect(1))?))
    }

    pub fn said(&self, now: i64) -> Verdict {
        let rule = self.rule(now);
        let ended = self.ended().filter(|_| self.minutes() > 0);
        let always = |yes: bool| yes.then_some(i64::MIN);
        let mut lines = vec![
            ("call", ended),
            ("closed", self.when(Deed::Step("close"))),
            ("reflected", self.reflected()),
            ("accredited", always(self.day().is_some_and(|d| covered(&self.papers, "calls", d)))),
            ("profession", always(self.profession)),
        ];
        if self.on_call {
            lines.push(("teaching", always(rule.on_call_earns)));
        } else {
            lines.push(("close_out", self.when(Deed::CloseOut)));
        }
        if rule.feedback {
            lines.push(("feedback", self.when(Deed::Feedback)));
        }
        if rule.follow_up && !self.on_call {
            lines.push(("follow_up", self.when(Deed::FollowUp)));
        }
        Verdict::of(&lines)
    }

    /// The state as people see it.
    pub fn state(&self, now: i64) -> &'static str {
        let steps = self.state_of_steps();
        let said = self.said(now);
        if steps != "closed" || said.missing.contains("reflected") || said.missing.contains("close_out") {
            return steps;
        }
        if said.open() {
            return "credited";
        }
        let never = ["call", "accredited", "profession", "teaching"];
        if never.iter().any(|word| said.missing.contains(word)) { "not_credited" } else { "reflected" }
    }
}

/// R0.4: minutes ÷ 60 summed over the period, then down to a quarter of an hour; a call is never less than nothing nor more than the cap.
/// In hundredths of a credit, one for an hour.
pub fn period(minutes: &[i64], cap: i64) -> i64 {
    let sum: i64 = minutes
        .iter()
        .map(|m| {
            if *m < 0 {
                0
            } else if *m > cap {
                cap
            } else {
                *m
            }
        })
        .sum();
    let mut quarters = 0;
    while (quarters + 1) * 15 <= sum {
        quarters += 1;
    }
    quarters * 25
}
