//! Seats and the waiting list (R2.1), and the alarm of a roster (R0.1).
//!
//! Readings: a free seat is filled from the waiting list, in its order; whoever comes gets one only when nobody waits for it. An alarm is due for a gap when the
//! next look would see it less than 72 hours before it begins.

use chrono::{DateTime, Duration, Utc};
use domain::consults::roster::{self, Gap};
use domain::id::PersonId;
use domain::seats::{Place, Seats};

use super::super::model::rooms::{Group, Shift, gaps};
use super::dice::{Dice, HISTORIES};

#[test]
fn seats_are_given_as_the_rules_say() {
    let mut waited = 0;
    for seed in 0..HISTORIES {
        let dice = &Dice::new(seed + 1_100_000);
        let capacity = 1 + dice.below(12) as usize;
        let mut group = Group { capacity, ..Group::default() };
        let mut seats = Seats::of(capacity as u32, 0, 0).unwrap();
        for name in 0..60 {
            match dice.below(6) {
                0 if !group.seats.is_empty() => {
                    let index = dice.below(group.seats.len() as u64) as usize;
                    let (next, moved) = seats.leave();
                    seats = next;
                    assert_eq!(moved, group.leave(index));
                }
                1 if !group.queue.is_empty() => {
                    group.stop_waiting(dice.below(group.queue.len() as u64) as usize);
                    seats = seats.stop_waiting();
                }
                2 => {
                    let size = dice.pick(&[0, 1, 4, 8, 10, 11, 12, 13, 26, group.seats.len(), group.seats.len().saturating_sub(1)]);
                    let (told, found) = (group.resize(size), seats.resize(size as u32));
                    assert_eq!(found.ok().map(|(_, moved)| moved), told, "{size} {group:?}");
                    seats = found.map_or(seats, |(next, _)| next);
                }
                _ => {
                    let (next, place) = seats.join();
                    seats = next;
                    let told = group.join(name).map_or(Place::Seat, |n| Place::Waiting(n as u32));
                    assert_eq!(place, told, "{group:?}");
                    waited += u32::from(place != Place::Seat);
                }
            }
            let free = group.capacity - group.seats.len();
            assert_eq!((seats.taken(), seats.waiting(), seats.free()), (group.seats.len() as u32, group.queue.len() as u32, free as u32));
            assert!(group.seats.len() <= group.capacity && group.capacity <= 12);
        }
    }
    assert!(waited > 1_000, "{waited}");
    assert!(Seats::of(0, 0, 0).is_err() && Seats::of(13, 0, 0).is_err() && Seats::of(12, 0, 0).is_ok());
    assert!(Seats::of(5, 6, 0).is_err() && Seats::of(5, 5, 3).is_ok());
}

/// As the store may count after a seat was freed by hand: whoever waits is first.
#[test]
fn nobody_passes_those_who_wait() {
    for capacity in 1..=12_u32 {
        for (taken, waiting) in (0..=capacity).flat_map(|t| (0..4).map(move |w| (t, w))) {
            let (seats, place) = Seats::of(capacity, taken, waiting).unwrap().join();
            let free = capacity - taken;
            let fits = if place == Place::Seat { free > waiting } else { waiting > 0 || free == 0 };
            assert!(fits && seats.taken() <= capacity, "{capacity} {taken} {waiting}");
        }
    }
}

fn start() -> DateTime<Utc> {
    chrono::NaiveDate::from_ymd_opt(2024, 2, 27).unwrap().and_hms_opt(0, 0, 0).unwrap().and_utc()
}

fn moment(quarter: i64) -> DateTime<Utc> {
    start() + Duration::minutes(15 * quarter)
}

const HOUR: i64 = 4;
const DAY: i64 = 24 * HOUR;

/// Shifts over fifty days with small holes, overlaps, and backups.
fn shifts(dice: &Dice) -> Vec<Shift> {
    let mut made = Vec::new();
    let mut from = -2 * DAY;
    while from < 50 * DAY {
        let to = from + dice.pick(&[HOUR, 8 * HOUR, 12 * HOUR, 24 * HOUR, 72 * HOUR, 10 * DAY]);
        made.push(Shift { from, to, backup: dice.one_in(8) });
        from = to + dice.pick(&[0, 0, 0, 0, -HOUR, 1, 6 * HOUR, 5 * DAY]);
    }
    if dice.one_in(10) {
        made.retain(|s| s.from < 6 * DAY);
    }
    let by = dice.below(made.len() as u64 + 1) as usize;
    made.rotate_left(by);
    made
}

fn told(shifts: &[Shift]) -> Vec<roster::Shift> {
    let one = |(i, s): (usize, &Shift)| {
        let person = PersonId(uuid::Uuid::from_u128(i as u128 + 1));
        roster::Shift { person, from: moment(s.from), to: moment(s.to), backup: s.backup }
    };
    shifts.iter().enumerate().map(one).collect()
}

fn run((from, to): (i64, i64)) -> Gap {
    Gap { from: moment(from), to: moment(to) }
}

#[test]
fn a_gap_is_told_seventy_two_hours_ahead() {
    let mut alarmed = 0;
    for seed in 0..HISTORIES {
        let dice = &Dice::new(seed + 1_200_000);
        let shifts = shifts(dice);
        let crate_ = told(&shifts);
        let (now, every) = (dice.between(0, 10 * DAY), dice.pick(&[1, HOUR, 6 * HOUR, DAY]));
        let (from, to) = (now, now + dice.pick(&[1, DAY, 20 * DAY]));
        let all: Vec<Gap> = gaps(&shifts, from, to).into_iter().map(run).collect();
        assert_eq!(roster::gaps(&crate_, moment(from), moment(to)), all, "{seed}");
        let seen = now + 72 * HOUR + every;
        let due: Vec<_> = gaps(&shifts, now, now + 31 * DAY).into_iter().filter(|(from, _)| *from < seen).collect();
        let found = roster::alarms(&crate_, moment(now), Duration::minutes(15 * every));
        assert_eq!(found.len(), due.len(), "{seed} {found:#?} {due:?}");
        for (gap, run) in found.iter().zip(due) {
            assert_eq!(gap.from, moment(run.0), "{seed}");
            assert!(gap.to == moment(run.1) || run.1 == now + 31 * DAY && gap.to >= moment(run.1), "{seed} {gap:?} {run:?}");
            alarmed += 1;
        }
    }
    assert!(alarmed > 500, "{alarmed}");
}

/// R0.1 by its own words: whoever looks every so often is told of each gap at least 72 hours before it begins, and of nothing that is none.
#[test]
fn no_gap_begins_without_an_alarm_in_time() {
    let mut kept = 0;
    for seed in 0..HISTORIES {
        let dice = &Dice::new(seed + 1_300_000);
        let shifts = shifts(dice);
        let crate_ = told(&shifts);
        let every = dice.pick(&[HOUR, 6 * HOUR, DAY]);
        let first_look = dice.between(0, DAY);
        let mut heard: Vec<(i64, DateTime<Utc>)> = Vec::new();
        for look in (0..).map(|i| first_look + i * every).take_while(|look| *look < 15 * DAY) {
            let alarms = roster::alarms(&crate_, moment(look), Duration::minutes(15 * every));
            heard.extend(alarms.into_iter().map(|gap| (look, gap.from)));
        }
        for (from, _) in gaps(&shifts, first_look, 15 * DAY).into_iter().filter(|(from, _)| *from >= first_look + 72 * HOUR) {
            assert!(heard.iter().any(|(look, gap)| *gap == moment(from) && from - look >= 72 * HOUR), "{seed} {from}");
            kept += 1;
        }
    }
    assert!(kept > 300, "{kept}");
}
