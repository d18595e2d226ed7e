//! A program's rules and its accreditations, and what holds on a day.
//!
//! Readings: both ends of a window belong to it (I1 "valid from–to"). "Never retroactive" (R0.3) means that no day before the body's decision
//! is covered, whatever window was typed. From the day on which it was withdrawn it covers nothing. Awaited is none (R2.10). Credit of one kind
//! is never given under the accreditation of another (I15).

use super::calendar::Day;

#[derive(Debug, Clone)]
pub struct Law {
    pub least: Option<u32>,
    pub approval: bool,
    pub plan_for_certificate: bool,
    pub evaluation: bool,
    pub months: u32,
    pub kind: &'static str,
    pub per_hour: u32,
    pub step: u32,
    pub nearest: bool,
    pub whole: bool,
    pub most_each: Option<u32>,
    pub professions: Vec<&'static str>,
    /// Sessions, tools, hundredths an hour.
    pub partial: Vec<(u32, u32, u32)>,
    pub feedback: bool,
    pub follow_up: bool,
    pub on_call_earns: bool,
}

impl Law {
    pub fn is_for(&self, profession: &str) -> bool {
        self.professions.is_empty() || self.professions.contains(&profession)
    }

    /// I3: whole steps; the rest is dropped, or from its half on makes one more; and never more than the cap.
    ///
    /// Reading: a cap that is no whole number of steps gives the whole steps below it.
    pub fn counted(&self, minutes: u32) -> u32 {
        let mut steps = 0;
        while (steps + 1) * self.step <= minutes {
            steps += 1;
        }
        if self.nearest && (minutes - steps * self.step) * 2 >= self.step {
            steps += 1;
        }
        while self.most_each.is_some_and(|most| steps * self.step > most) {
            steps -= 1;
        }
        steps * self.step
    }

    /// R0.4: each call between nothing and the cap; summed; then rounded down.
    pub fn of_calls(&self, calls: &[i64]) -> u32 {
        let mut sum = 0;
        for &call in calls {
            let call = if call < 0 { 0 } else { call };
            sum += self.most_each.map_or(call, |most| if call > i64::from(most) { i64::from(most) } else { call });
        }
        let mut counted = 0;
        while i64::from(counted + self.step) <= sum {
            counted += self.step;
        }
        counted
    }

    /// H12: the first row whose sessions and tools are there; where no rows are written, the plain rate.
    pub fn rate(&self, sessions: u32, tools: u32) -> u32 {
        if self.partial.is_empty() {
            return self.per_hour;
        }
        for &(least_sessions, least_tools, per_hour) in &self.partial {
            if sessions >= least_sessions && tools >= least_tools {
                return per_hour;
            }
        }
        0
    }
}

/// I14: what held on that day is the newest that had begun by then.
pub fn law_on(versions: &[(Day, Law)], day: Day) -> &Law {
    let mut found = &versions[0];
    for version in versions {
        if version.0 <= day && version.0 >= found.0 {
            found = version;
        }
    }
    &found.1
}

#[derive(Debug, Clone)]
pub struct Grant {
    pub number: u32,
    pub kind: &'static str,
    pub from: Day,
    pub to: Day,
    pub decided: Option<Day>,
    pub withdrawn: Option<Day>,
    pub most: Option<u32>,
}

impl Grant {
    pub fn covers(&self, day: Day) -> bool {
        let Some(decided) = self.decided else { return false };
        let too_early = day < self.from || day < decided;
        let too_late = day > self.to || self.withdrawn.is_some_and(|gone| day >= gone);
        !too_early && !too_late
    }

    pub fn begins(&self) -> Option<Day> {
        self.decided.map(|decided| if decided > self.from { decided } else { self.from })
    }
}

/// The accreditation of a day; of several the one that began last.
pub fn grant_on<'a>(grants: &'a [Grant], kind: &str, day: Day) -> Option<&'a Grant> {
    let mut found: Option<&Grant> = None;
    for grant in grants.iter().filter(|g| g.kind == kind && g.covers(day)) {
        if found.is_none_or(|f| f.begins() < grant.begins()) {
            found = Some(grant);
        }
    }
    found
}
