//! One person, many rows: reconnects and second devices are united, never added.

use chrono::NaiveDateTime;

use super::Join;

/// A stretch of presence: from, to; `from < to`.
pub type Interval = (NaiveDateTime, NaiveDateTime);

/// One person of the report (as far as the report can tell).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attendee {
    /// Every name they bore, the first seen first; changed names before original ones.
    pub names: Vec<String>,
    /// The address of their account, lower-cased.
    pub email: Option<String>,
    /// When they were there, in order and without overlap. With `stated`, these only bound the presence.
    pub intervals: Vec<Interval>,
    /// Minutes of presence.
    pub minutes: f64,
    /// `minutes` is what the report says, and is not the length of the intervals.
    pub stated: bool,
    /// Came at this moment by a row that does not say when they left or how long they stayed.
    pub open_since: Option<NaiveDateTime>,
    /// A telephone, known by its number only.
    pub phone: bool,
    /// The meeting's own account, in every row.
    pub host: bool,
    /// Lines of the file that were united.
    pub lines: Vec<u32>,
}

impl Attendee {
    /// Minutes inside a session's window; never more than the person's minutes. Without any times, all of them.
    pub fn minutes_inside(&self, start: NaiveDateTime, end: NaiveDateTime) -> f64 {
        if self.intervals.is_empty() { self.minutes } else { minutes_inside(&self.intervals, start, end).min(self.minutes) }
    }
}

/// People from rows: by address, else by exact name. Rows without address join the one person with an address who bears that name.
/// In order of first appearance.
pub fn merge(joins: &[Join]) -> Vec<Attendee> {
    let mut groups: Vec<Vec<&Join>> = Vec::new();
    let (known, guests): (Vec<&Join>, Vec<&Join>) = joins.iter().partition(|join| join.email.is_some());
    for join in known {
        place(&mut groups, join, |group| group.iter().any(|other| other.email == join.email));
    }
    let with_address = groups.len();
    for join in guests {
        let bears = |group: &Vec<&Join>| group.iter().any(|other| other.name == join.name);
        let mut named = groups.iter().take(with_address).enumerate().filter(|(_, group)| bears(group)).map(|(at, _)| at);
        let only = match (named.next(), named.next()) {
            (Some(at), None) => Some(at),
            _ => None,
        };
        match only.and_then(|at| groups.get_mut(at)) {
            Some(group) => group.push(join),
            None => place(&mut groups, join, |group| group.iter().all(|other| other.email.is_none() && other.name == join.name)),
        }
    }
    groups.iter_mut().for_each(|group| group.sort_by_key(|join| join.line));
    groups.sort_by_key(|group| group.first().map(|join| join.line));
    groups.iter().map(|group| together(group)).collect()
}

fn place<'a>(groups: &mut Vec<Vec<&'a Join>>, join: &'a Join, same: impl Fn(&[&Join]) -> bool) {
    match groups.iter_mut().find(|group| same(group)) {
        Some(group) => group.push(join),
        None => groups.push(vec![join]),
    }
}

/// These rows as one person: also for rows that the importer says are one.
pub fn together(joins: &[&Join]) -> Attendee {
    let mut names: Vec<String> = Vec::new();
    let shown = joins.iter().map(|j| Some(&j.name));
    let original = joins.iter().map(|j| j.original_name.as_ref());
    for name in shown.chain(original).flatten().filter(|n| !n.is_empty()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let exact = |join: &&&Join| !join.envelope && interval(join).is_some();
    let (timed, told): (Vec<&Join>, Vec<&Join>) = joins.iter().copied().partition(|join| exact(&join));
    let intervals = united(joins.iter().filter_map(|join| interval(join)).collect());
    let said: f64 = told.iter().filter_map(|join| join.minutes).sum();
    let sum = length(&united(timed.iter().filter_map(|join| interval(join)).collect())) + said;
    // One row's statement stands as it is; several rows (two devices, two accounts) never add up to more than their span.
    let bounded = told.len() > 1 && joins.iter().all(|join| interval(join).is_some());
    Attendee {
        names,
        email: joins.iter().find_map(|join| join.email.clone()),
        minutes: if bounded { sum.min(length(&intervals)) } else { sum },
        intervals,
        stated: told.iter().any(|join| join.minutes.is_some()),
        open_since: joins.iter().filter(|join| join.leave.is_none() && join.minutes.is_none()).filter_map(|join| join.join).min(),
        phone: joins.iter().all(|join| join.phone),
        host: joins.iter().all(|join| join.host),
        lines: joins.iter().map(|join| join.line).collect(),
    }
}

fn interval(join: &Join) -> Option<Interval> {
    join.join.zip(join.leave).filter(|(from, to)| from < to)
}

/// The union: sorted, touching and overlapping stretches made one.
fn united(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort();
    let mut out: Vec<Interval> = Vec::new();
    for (from, to) in intervals {
        match out.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = last.1.max(to),
            None => out.push((from, to)),
        }
    }
    out
}

fn length(intervals: &[Interval]) -> f64 {
    let seconds: i64 = intervals.iter().map(|(from, to)| (*to - *from).num_seconds()).sum();
    seconds_to_minutes(seconds)
}

/// Exact for every count of seconds below 2^31.
fn seconds_to_minutes(seconds: i64) -> f64 {
    f64::from(i32::try_from(seconds).unwrap_or(i32::MAX)) / 60.0
}

/// Minutes of the intervals that lie inside the window from `start` to `end`; overlaps count once.
pub fn minutes_inside(intervals: &[Interval], start: NaiveDateTime, end: NaiveDateTime) -> f64 {
    let clipped = intervals.iter().map(|(from, to)| (*from.max(&start), *to.min(&end))).filter(|(from, to)| from < to);
    length(&united(clipped.collect()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn at(minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2020, 1, 30).unwrap().and_hms_opt(minute / 60, minute % 60, 0).unwrap()
    }

    fn row(line: u32, name: &str, email: Option<&str>, from: u32, to: u32) -> Join {
        Join { line, name: name.into(), email: email.map(Into::into), join: Some(at(from)), leave: Some(at(to)), ..Join::default() }
    }

    #[test]
    fn two_devices_at_once_count_once() {
        let joins = [row(2, "A", Some("a@b.ca"), 0, 30), row(3, "A's iPad", Some("a@b.ca"), 20, 40), row(4, "A", None, 50, 60)];
        let people = merge(&joins);
        assert_eq!(people.len(), 1);
        assert_eq!(people[0].minutes, 50.0);
        assert_eq!(people[0].intervals, [(at(0), at(40)), (at(50), at(60))]);
        assert_eq!(people[0].names, ["A", "A's iPad"]);
        assert_eq!(people[0].minutes_inside(at(35), at(55)), 10.0);
    }

    #[test]
    fn two_people_of_one_name_stay_two() {
        let joins = [row(2, "Chen Li", Some("a@b.ca"), 0, 30), row(3, "Chen Li", Some("c@b.ca"), 0, 40), row(4, "Chen Li", None, 0, 50)];
        let people = merge(&joins);
        assert_eq!(people.iter().map(|p| p.minutes).collect::<Vec<_>>(), [30.0, 40.0, 50.0]);
    }

    #[test]
    fn what_the_report_states_wins_over_first_and_last() {
        let one = Join { minutes: Some(45.0), envelope: true, ..row(2, "A", None, 0, 60) };
        let person = together(&[&one]);
        assert_eq!((person.minutes, person.stated), (45.0, true));
        assert_eq!(person.minutes_inside(at(0), at(60)), 45.0);
        assert_eq!(person.minutes_inside(at(0), at(10)), 10.0);
    }

    proptest! {
        #[test]
        fn a_union_is_never_longer_than_its_span_or_its_sum(stretches in proptest::collection::vec((0u32..600, 1u32..120), 1..12)) {
            let joins: Vec<Join> = (2..).zip(&stretches).map(|(line, (from, long))| row(line, "A", None, *from, from + long)).collect();
            let people = merge(&joins);
            let sum: u32 = stretches.iter().map(|s| s.1).sum();
            let longest = stretches.iter().map(|s| s.1).max().unwrap();
            prop_assert_eq!(people.len(), 1);
            prop_assert!(people[0].minutes <= f64::from(sum) && people[0].minutes >= f64::from(longest));
            prop_assert!(people[0].intervals.windows(2).all(|w| w[0].1 < w[1].0));
            let minutes = (0..720).filter(|m| stretches.iter().any(|(from, long)| from <= m && *m < from + long)).count();
            prop_assert_eq!(people[0].minutes, f64::from(u32::try_from(minutes).unwrap()));
        }
    }
}
