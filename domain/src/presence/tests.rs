#![allow(clippy::unwrap_used)]
use super::*;
use chrono::{Duration, TimeZone as _};
use proptest::prelude::*;

/// Minute 0 is the scheduled start; the session takes 60 minutes.
fn at(minute: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 26, 15, 0, 0).unwrap() + Duration::minutes(minute)
}

fn frame() -> Frame {
    Frame { window: Window { start: at(0), end: at(60) }, now: at(500), closed: None, file_read: false, threshold: Threshold::Minutes(40) }
}

fn span(way: Way, from: i64, to: i64) -> Span {
    Span { way, from: Some(at(from)), to: Some(at(to)), seen: None, stated: None }
}

fn open(way: Way, from: i64) -> Span {
    Span { way, from: Some(at(from)), to: None, seen: None, stated: None }
}

fn stated(minutes: f64, bounds: Option<(i64, i64)>) -> Span {
    Span { way: Way::File, from: bounds.map(|b| at(b.0)), to: bounds.map(|b| at(b.1)), seen: None, stated: Some(minutes) }
}

fn minutes_of(spans: &[Span]) -> f64 {
    weigh(&frame(), spans, None).minutes
}

#[test]
fn two_devices_count_once_and_reconnects_add_up() {
    assert_eq!(minutes_of(&[span(Way::File, 0, 30), span(Way::File, 20, 40)]), 40.0);
    assert_eq!(minutes_of(&[span(Way::File, 0, 20), span(Way::File, 22, 42), span(Way::File, 45, 57)]), 52.0);
    assert_eq!(minutes_of(&[span(Way::Join, 5, 30), span(Way::File, 3, 28), span(Way::Breakout, 30, 45)]), 42.0);
}

#[test]
fn only_the_scheduled_time_counts() {
    assert_eq!(minutes_of(&[span(Way::File, -10, 75)]), 60.0);
    assert_eq!(minutes_of(&[span(Way::File, -20, -5), span(Way::File, 61, 90)]), 0.0);
    let seen = weigh(&frame(), &[span(Way::File, -10, 75)], None);
    assert_eq!((seen.first, seen.last), (Some(at(-10)), Some(at(75))), "what was seen is shown whole");
}

#[test]
fn nobody_said_goodbye_is_assumed_to_the_scheduled_end_and_says_so() {
    let seen = weigh(&frame(), &[open(Way::Join, 8)], None);
    assert_eq!((seen.minutes, seen.assumed, seen.present()), (52.0, 52.0, true));
    let alive = Span { seen: Some(at(30)), ..open(Way::Join, 8) };
    let seen = weigh(&frame(), &[alive], None);
    assert_eq!((seen.minutes, seen.assumed), (52.0, 30.0), "22 are known");
    let during = weigh(&Frame { now: at(20), ..frame() }, &[open(Way::Join, 8)], None);
    assert_eq!((during.minutes, during.present()), (12.0, false), "nothing is assumed of the future");
    let room = Span { seen: Some(at(12)), ..open(Way::Room, 2) };
    assert_eq!(minutes_of(&[room, open(Way::Breakout, 30)]), 10.0, "a room hears who goes");
}

#[test]
fn after_the_hour_was_closed_nothing_but_a_file_goes_on() {
    let closed = Frame { closed: Some(at(41)), now: at(52), ..frame() };
    let alive = Span { seen: Some(at(50)), ..open(Way::Join, 0) };
    for spans in [vec![open(Way::Here, 0)], vec![alive], vec![span(Way::Room, 0, 52)]] {
        let seen = weigh(&closed, &spans, None);
        assert_eq!((seen.minutes, seen.first, seen.last, seen.present()), (41.0, Some(at(0)), Some(at(41)), true), "{spans:?}");
    }
    let late = weigh(&closed, &[open(Way::Here, 45)], None);
    assert_eq!((late.minutes, late.present()), (0.0, false));
    assert_eq!(weigh(&closed, &[span(Way::File, 0, 55)], None).minutes, 55.0, "a file knows better than a button");
    let short = Frame { closed: Some(at(25)), ..frame() };
    assert_eq!((short.needed(), weigh(&short, &[open(Way::Here, 0)], None).present()), (25.0, true), "the whole of a shorter session");
    let before = Frame { closed: Some(at(-30)), ..frame() };
    assert_eq!(weigh(&before, &[open(Way::Here, 0)], None).minutes, 60.0, "a rehearsal closes nothing");
    let open_again = Frame { closed: None, ..closed };
    assert_eq!(weigh(&open_again, &[open(Way::Here, 0)], None).minutes, 52.0);
}

#[test]
fn the_interval_that_is_shown_has_room_for_the_minutes() {
    let alive = Span { seen: Some(at(41)), ..open(Way::Join, 0) };
    let seen = weigh(&Frame { now: at(52), ..frame() }, &[alive], None);
    assert_eq!((seen.minutes, seen.assumed, seen.last), (52.0, 11.0, Some(at(52))));
}

#[test]
fn what_is_assumed_yields_to_a_file() {
    let read = Frame { file_read: true, ..frame() };
    assert_eq!(weigh(&read, &[open(Way::Join, 0)], None).minutes, 0.0, "the file does not have them");
    let left_early = weigh(&read, &[open(Way::Join, 0), span(Way::File, 1, 11)], None);
    assert_eq!((left_early.minutes, left_early.assumed, left_early.present()), (10.0, 0.0, false));
    let caller = Span { from: None, ..open(Way::Code, 0) };
    for way in [caller, open(Way::Here, 0)] {
        let alone = weigh(&read, &[way], None);
        assert_eq!((alone.minutes, alone.assumed, alone.present()), (60.0, 60.0, true), "the file cannot know them");
        assert_eq!(weigh(&read, &[way, span(Way::File, 0, 15)], None).minutes, 15.0, "but here it does");
    }
}

#[test]
fn a_file_that_does_not_say_how_long_is_assumed() {
    let only_who = Span { way: Way::File, from: None, to: None, seen: None, stated: None };
    let seen = weigh(&frame(), &[only_who], None);
    assert_eq!((seen.minutes, seen.assumed), (60.0, 60.0));
    let no_leaving = weigh(&frame(), &[open(Way::File, 20)], None);
    assert_eq!((no_leaving.minutes, no_leaving.assumed), (40.0, 40.0));
    let both = weigh(&frame(), &[open(Way::File, 20), stated(55.0, None)], None);
    assert_eq!((both.minutes, both.assumed), (55.0, 0.0), "what is stated needs no assumption");
}

#[test]
fn a_statement_counts_for_at_least_what_it_says() {
    assert_eq!(minutes_of(&[stated(45.0, None)]), 45.0);
    assert_eq!(minutes_of(&[stated(900.0, None)]), 60.0, "never more than was scheduled");
    assert_eq!(minutes_of(&[stated(45.0, Some((10, 40)))]), 30.0, "never more than its bounds");
    assert_eq!(minutes_of(&[stated(20.0, Some((10, 40))), span(Way::Join, 12, 37)]), 25.0, "the longer one inside");
    assert_eq!(minutes_of(&[stated(20.0, Some((10, 40))), span(Way::Breakout, 40, 50)]), 30.0, "what lies outside is added");
    assert_eq!(minutes_of(&[stated(20.0, None), span(Way::Join, 0, 10)]), 20.0, "never added up");
    assert_eq!(minutes_of(&[stated(20.0, Some((70, 90)))]), 0.0);
}

#[test]
fn a_correction_wins_and_hides_nothing() {
    let hand = Hand { present: true, minutes: None };
    let seen = weigh(&frame(), &[span(Way::File, 0, 10)], Some(hand));
    assert_eq!((seen.present(), seen.reached, seen.minutes), (true, false, 10.0));
    let told = weigh(&frame(), &[], Some(Hand { present: true, minutes: Some(55.0) }));
    assert_eq!((told.present(), told.minutes, told.assumed), (true, 55.0, 0.0));
    let away = weigh(&frame(), &[span(Way::File, 0, 60)], Some(Hand { present: false, minutes: None }));
    assert_eq!((away.present(), away.minutes), (false, 60.0));
}

#[test]
fn the_threshold_is_minutes_or_a_share_of_the_schedule() {
    assert!(Threshold::Minutes(40).reached(40.0, 60.0) && !Threshold::Minutes(40).reached(39.9, 60.0));
    assert!(Threshold::Minutes(40).reached(30.0, 30.0), "the whole of a shorter session");
    assert!(Threshold::Percent(85).reached(51.0, 60.0) && !Threshold::Percent(85).reached(50.9, 60.0));
    assert!(!Threshold::Minutes(0).reached(0.0, 60.0), "nobody is present who was never there");
}

fn any_span() -> impl Strategy<Value = Span> {
    let stated = proptest::option::weighted(0.2, 0.0..100.0_f64);
    let some = |p| proptest::option::weighted(p, -30_i64..90);
    (0_usize..6, some(0.9), proptest::option::weighted(0.7, 0_i64..60), some(0.3), stated).prop_map(|(way, from, long, seen, stated)| {
        Span {
            way: Way::ALL[way],
            from: from.map(at),
            to: from.zip(long).map(|(f, l)| at(f + l)),
            seen: seen.filter(|s| from.is_none_or(|f| *s >= f)).map(at),
            stated,
        }
    })
}

proptest! {
    #[test]
    fn minutes_never_leave_the_schedule_and_the_order_of_sources_does_not_matter(
        spans in proptest::collection::vec(any_span(), 0..8), file_read: bool, turn in 0_usize..8
    ) {
        let frame = Frame { file_read, ..frame() };
        let seen = weigh(&frame, &spans, None);
        prop_assert!(seen.minutes >= 0.0 && seen.minutes <= 60.0 && seen.assumed >= 0.0 && seen.assumed <= seen.minutes + 1e-9);
        let mut turned = spans.clone();
        turned.rotate_left(turn.min(spans.len()));
        prop_assert_eq!(weigh(&frame, &turned, None), seen);
    }

    #[test]
    fn a_known_stretch_more_never_takes_minutes_away(spans in proptest::collection::vec(any_span(), 0..6), from in -30_i64..90, long in 1_i64..60) {
        let mut more = spans.clone();
        more.push(span(Way::Room, from, from + long));
        prop_assert!(weigh(&frame(), &more, None).minutes + 1e-9 >= weigh(&frame(), &spans, None).minutes);
    }

    #[test]
    fn known_minutes_are_those_that_a_clock_would_count(stretches in proptest::collection::vec((-20_i64..80, 1_i64..40), 0..8)) {
        let spans: Vec<Span> = stretches.iter().map(|(from, long)| span(Way::File, *from, from + long)).collect();
        let counted = (0..60).filter(|m| stretches.iter().any(|(from, long)| from <= m && *m < from + long)).count();
        prop_assert_eq!(minutes_of(&spans), f64::from(u32::try_from(counted).unwrap()));
    }
}
