//! Small groups and series (R2.2–R2.9).
//!
//! Readings: a plan that was withdrawn or sent back is not handed in. Approval counts for the handing in that it answers: a plan handed in
//! anew waits anew. A questionnaire that came before its day did not come (R2.5). In a series a session that was called off is no session; a
//! smaller number that is asked for is never more than there are, and never none; the end of the series is waited for.

use super::calendar::{Day, Moment};
use super::sitting::{Event, Lines, Sitting};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    None,
    Scheduled,
    Open,
    Received,
}

impl Sitting {
    /// R2.2, R2.3.
    pub fn handed_in(&self, now: Moment) -> bool {
        let mut handed_in = false;
        for (_, event) in self.so_far(now) {
            match event {
                Event::Submit => handed_in = true,
                Event::Withdraw | Event::SendBack => handed_in = false,
                _ => {}
            }
        }
        handed_in
    }

    fn approved(&self, now: Moment) -> bool {
        let mut approved = false;
        for (_, event) in self.so_far(now) {
            match event {
                Event::Approve => approved = true,
                Event::Submit | Event::Withdraw | Event::SendBack => approved = false,
                _ => {}
            }
        }
        approved
    }

    pub fn activities(&self, now: Moment) -> u32 {
        self.so_far(now).filter_map(|(_, e)| if let Event::Link(count) = e { Some(count) } else { None }).next_back().unwrap_or(0)
    }

    pub fn due(&self) -> Day {
        self.day.months(self.law.months)
    }

    fn received(&self, now: Moment) -> bool {
        self.so_far(now).any(|(at, e)| e == Event::Received && at.day >= self.due())
    }

    pub fn payment(&self, now: Moment) -> Lines {
        let mut lines = vec![("Attended", self.attended(now)), ("Plan", self.handed_in(now)), ("Activity", self.activities(now) > 0)];
        if self.law.approval {
            lines.push(("Approved", self.approved(now)));
        }
        lines
    }

    pub fn certificate(&self, now: Moment) -> Lines {
        let mut lines = vec![("Attended", self.attended(now)), ("Questionnaire", self.received(now)), ("Accredited", self.accredited())];
        if self.law.plan_for_certificate {
            lines.push(("Plan", self.handed_in(now)));
        }
        lines
    }

    pub fn form(&self, now: Moment) -> Form {
        if !self.attended(now) {
            Form::None
        } else if self.received(now) {
            Form::Received
        } else if now.day >= self.due() {
            Form::Open
        } else {
            Form::Scheduled
        }
    }
}

/// R2.9: one certificate for the whole series. `done` says what counts as done of one.
pub fn series(sessions: &[Sitting], least: Option<u32>, now: Moment, done: impl Fn(&Sitting) -> bool) -> Lines {
    let (mut held, mut ahead, mut have) = (0, 0, 0);
    for session in sessions.iter().filter(|s| !s.happened(now, Event::CalledOff)) {
        if session.held(now) {
            held += 1;
        } else {
            ahead += 1;
        }
        if done(session) {
            have += 1;
        }
    }
    let all = held + ahead;
    let need = least.map_or(all, |least| if least > all { all } else { least });
    vec![("Series", held > 0 && ahead == 0), ("Sessions", have > 0 && have >= need)]
}
