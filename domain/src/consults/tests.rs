//! Ringing and rosters.
#![allow(clippy::unwrap_used)]

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;

use super::ringing::{Next, Refusal, answer, next, plan};
use super::roster::{Gap, Shift, alarms, gaps, on_shift};
use super::{Act, NoCredit, State};
use crate::id::PersonId;

fn person(n: u128) -> PersonId {
    PersonId(uuid::Uuid::from_u128(n))
}

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::minutes(minute)
}

fn seconds(n: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::seconds(n)
}

fn shift(n: u128, from: i64, to: i64) -> Shift {
    Shift { person: person(n), from: at(from), to: at(to), backup: false }
}

#[test]
fn g3_it_rings_45_seconds_then_the_backup_then_all() {
    let hops = plan(Some(person(1)), Some(person(2)), &[person(1), person(2), person(3), person(9)], person(9), 45);
    let people: Vec<usize> = hops.iter().map(|h| h.people.len()).collect();
    assert_eq!(people, [1, 1, 3], "the caller is never rung");
    assert_eq!(next(&hops, 0, seconds(0), seconds(44), &[]), Next::Wait(seconds(45)));
    assert_eq!(next(&hops, 0, seconds(0), seconds(45), &[]), Next::Escalate(1));
    assert_eq!(next(&hops, 2, seconds(90), seconds(135), &[]), Next::Exhaust);
}

#[test]
fn whoever_is_offline_or_passes_on_is_not_waited_for() {
    let hops = plan(Some(person(1)), Some(person(2)), &[person(3)], person(9), 45);
    assert_eq!(next(&hops, 0, seconds(0), seconds(1), &[person(1)]), Next::Escalate(1));
    assert_eq!(next(&hops, 0, seconds(0), seconds(1), &[person(1), person(2)]), Next::Escalate(2));
    assert_eq!(next(&hops, 2, seconds(0), seconds(1), &[person(1), person(2), person(3)]), Next::Exhaust);
}

#[test]
fn f07_no_clock_makes_a_hop_ring_for_hours_and_a_restart_misses_one_hop_only() {
    let hops = plan(Some(person(1)), Some(person(2)), &[], person(9), 45);
    assert_eq!(next(&hops, 0, seconds(7200), seconds(0), &[]), Next::Escalate(1));
    assert_eq!(next(&hops, 0, seconds(3), seconds(0), &[]), Next::Wait(seconds(48)), "a few seconds are forgiven");
    assert_eq!(next(&hops, 0, seconds(0), seconds(7200), &[]), Next::Escalate(1));
}

#[test]
fn a_pathway_without_anybody_is_exhausted_at_once() {
    let hops = plan(Some(person(9)), None, &[person(9)], person(9), 45);
    assert_eq!((hops.len(), next(&hops, 0, seconds(0), seconds(0), &[])), (0, Next::Exhaust));
}

#[test]
fn the_second_of_two_who_answer_is_told_and_nobody_else_may() {
    let hops = plan(Some(person(1)), Some(person(2)), &[person(3)], person(9), 45);
    assert_eq!(answer(State::Escalated, &hops, 1, person(1)), Ok(State::Connected), "the first telephone rings on");
    assert_eq!(answer(State::Connected, &hops, 1, person(2)), Err(Refusal::Answered));
    assert_eq!(answer(State::Escalated, &hops, 1, person(3)), Err(Refusal::NotRung));
    assert_eq!(answer(State::Missed, &hops, 1, person(2)), Err(Refusal::NotRinging));
}

#[test]
fn r0_5_a_call_that_nobody_answered_is_counted_and_says_why_it_earned_nothing() {
    let unanswered = State::Requested.after(Act::Ring).and_then(|s| s.after(Act::Miss)).and_then(|s| s.after(Act::Exhaust));
    assert_eq!(unanswered, Some(State::NotCredited(NoCredit::Unanswered)));
    assert!(Act::ALL.into_iter().all(|act| unanswered.unwrap().after(act).is_none()), "that is the end of it");
}

#[test]
fn every_state_is_read_from_its_own_words() {
    let plain = ["requested", "ringing", "missed", "escalated", "connected", "ended", "closed", "reflected", "credited"];
    for word in plain {
        assert_eq!(State::parse(word, "").map(State::code), Some(word));
    }
    for why in NoCredit::ALL {
        let state = State::NotCredited(why);
        assert_eq!(State::parse(state.code(), state.no_credit()), Some(state));
    }
    assert_eq!((State::parse("not_credited", ""), State::parse("gone", "")), (None, None));
}

#[test]
fn r0_1_a_gap_is_told_72_hours_ahead_and_a_backup_alone_is_no_cover() {
    let week = 7 * 1440;
    let backup = Shift { backup: true, ..shift(3, 0, week) };
    let shifts = [shift(1, 0, 2000), shift(2, 2000, 5000), backup, shift(1, 5360, week)];
    assert_eq!(gaps(&shifts, at(0), at(week)), [Gap { from: at(5000), to: at(5360) }]);
    let told = |now: i64| alarms(&shifts, at(now), Duration::hours(1)).iter().filter(|gap| gap.to == at(5360)).count();
    assert_eq!((told(5000 - 74 * 60), told(5000 - 73 * 60 + 1), told(5000 - 72 * 60)), (0, 1, 1));
}

#[test]
fn who_is_on_shift_changes_at_the_very_moment() {
    let shifts = [shift(1, 0, 100), shift(2, 100, 200), Shift { backup: true, ..shift(3, 50, 150) }];
    assert_eq!(on_shift(&shifts, at(99)), (Some(person(1)), Some(person(3))));
    assert_eq!(on_shift(&shifts, at(100)), (Some(person(2)), Some(person(3))));
    assert_eq!(on_shift(&shifts, at(200)), (None, None));
}

proptest! {
    /// Minute for minute: in a gap nobody is on shift, and outside of them somebody is.
    #[test]
    fn r0_1_a_minute_is_in_a_gap_or_somebody_is_on_shift(shifts in prop::collection::vec((0..200_i64, 0..90_i64), 0..8)) {
        let shifts: Vec<Shift> = shifts.into_iter().map(|(from, length)| shift(1, from, from + length)).collect();
        let gaps = gaps(&shifts, at(0), at(240));
        for minute in 0..240 {
            let inside = gaps.iter().filter(|g| g.from <= at(minute) && at(minute) < g.to).count();
            prop_assert_eq!(inside, usize::from(on_shift(&shifts, at(minute)).0.is_none()));
        }
    }

    /// Whoever is gone and whatever the clock says, ringing comes to an end: every hop is later than the one before.
    #[test]
    fn ringing_ends(pathway in prop::collection::vec(0..6_u128, 0..6), gone in prop::collection::vec(0..6_u128, 0..6), now in -500..500_i64) {
        let people: Vec<PersonId> = pathway.into_iter().map(person).collect();
        let gone: Vec<PersonId> = gone.into_iter().map(person).collect();
        let hops = plan(people.first().copied(), people.get(1).copied(), &people, person(5), 45);
        prop_assert!(hops.iter().all(|h| !h.people.contains(&person(5))));
        for hop in 0..=hops.len() {
            match next(&hops, hop, seconds(0), seconds(now), &gone) {
                Next::Wait(until) => prop_assert!(until > seconds(now) && until <= seconds(now + 90)),
                Next::Escalate(later) => prop_assert!(later > hop && later < hops.len()),
                Next::Exhaust => {}
            }
        }
    }
}
