//! The judge is judged: no faithful history is blamed, and every way of being unfaithful is found by its own rule.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::check::{Rule, judge};
use super::record::{Change, End, Event, History, Op, Removal, Shown, words};
use super::sample::{Size, good};

const SMALL: Size = Size { clients: 6, rooms: 2, steps: 500 };

fn broken(run: &History) -> BTreeSet<Rule> {
    judge(run).broken.into_keys().collect()
}

/// A faithful history, spoilt; the rules that find it.
fn spoilt(spoil: impl FnOnce(&mut History)) -> BTreeSet<Rule> {
    let mut run = good(7, &SMALL);
    assert_eq!(broken(&run), BTreeSet::new(), "faithful before it is spoilt");
    spoil(&mut run);
    broken(&run)
}

/// Where an acknowledged message of the middle stands that nobody changed.
fn settled(run: &History) -> (usize, Op, i64) {
    let untouched = |op: &&Op| !run.changes.iter().any(|c| c.mark == op.mark);
    let ops: Vec<&Op> = run.ops.iter().filter(untouched).filter(|op| matches!(op.end, End::Acked(_))).collect();
    let op = ops[ops.len() / 2].clone();
    let End::Acked(seq) = op.end else { unreachable!() };
    (op.room, op, seq)
}

fn of(rules: &[Rule]) -> BTreeSet<Rule> {
    rules.iter().copied().collect()
}

fn line(run: &mut History, room: usize, seq: i64) -> &mut Shown {
    run.after.get_mut(&room).unwrap().iter_mut().find(|l| l.seq == seq).unwrap()
}

/// The same place in everybody's stream.
fn everywhere(run: &mut History, room: usize, mut change: impl FnMut(&mut Vec<Event>)) {
    run.streams.iter_mut().filter(|s| s.room == room).for_each(|s| change(&mut s.events));
}

/// The events of the first client that stayed.
fn one_stream(run: &mut History) -> &mut Vec<Event> {
    &mut run.streams.iter_mut().find(|s| s.drained).unwrap().events
}

fn told(events: &[Event]) -> Vec<usize> {
    (0..events.len()).filter(|n| matches!(events[*n], Event::Told { .. })).collect()
}

#[test]
fn an_acknowledged_message_that_is_not_there_is_lost() {
    let found = spoilt(|run| {
        // The newest of its room, so that the numbers stay whole: the server forgot it, and told it to nobody.
        let room = 0;
        let seq = run.after[&room].last().unwrap().seq;
        let text = words(0xabc, "said");
        run.ops.push(Op { client: 0, room, mark: 0xabc, text, began: 9_999_999, ended: 9_999_999, end: End::Acked(seq + 1) });
    });
    assert_eq!(found, of(&[Rule::Lost]));
}

#[test]
fn an_acknowledgement_with_a_wrong_number_is_a_loss() {
    let found = spoilt(|run| {
        let (_, op, _) = settled(run);
        let op = run.ops.iter_mut().find(|o| o.mark == op.mark).unwrap();
        op.end = End::Acked(1_000_000);
        op.began = 0; // so that only the number is wrong, not the order
        op.ended = u64::MAX;
    });
    assert_eq!(found, of(&[Rule::Lost]));
}

#[test]
fn a_message_taken_back_by_nobody_is_lost() {
    let found = spoilt(|run| {
        let (room, _, seq) = settled(run);
        line(run, room, seq).text = None;
        for stream in &mut run.streams {
            stream.drained = false; // their words differ too; here it is about the loss
            stream.events.clear();
        }
    });
    assert_eq!(found, of(&[Rule::Lost, Rule::Phantom]));
}

#[test]
fn a_message_that_nobody_sent_is_a_phantom() {
    let found = spoilt(|run| {
        let (_, op, _) = settled(run);
        run.ops.retain(|o| o.mark != op.mark);
    });
    assert_eq!(found, of(&[Rule::Phantom]));
}

#[test]
fn a_refused_message_that_is_there_is_a_phantom() {
    let found = spoilt(|run| {
        let (_, op, _) = settled(run);
        run.ops.iter_mut().find(|o| o.mark == op.mark).unwrap().end = End::Refused;
    });
    assert_eq!(found, of(&[Rule::Phantom]));
}

#[test]
fn a_message_whose_words_were_damaged_is_a_phantom() {
    let found = spoilt(|run| {
        let (_, op, _) = settled(run);
        run.ops.iter_mut().find(|o| o.mark == op.mark).unwrap().text = words(op.mark, "other");
    });
    assert_eq!(found, of(&[Rule::Phantom]));
}

#[test]
fn a_message_that_is_there_twice_is_a_double() {
    let found = spoilt(|run| {
        let (room, op, _) = settled(run);
        let lines = run.after.get_mut(&room).unwrap();
        let rev = lines.iter().map(|l| l.rev).max().unwrap() + 1;
        let again = Shown { seq: lines.last().unwrap().seq + 1, rev, text: Some(op.text) };
        lines.push(again.clone());
        for stream in run.streams.iter_mut().filter(|s| s.room == room && s.drained) {
            stream.events.push(Event::Told { at: 9_999_999, shown: again.clone() });
        }
    });
    assert_eq!(found, of(&[Rule::Double]));
}

#[test]
fn an_unanswered_message_may_be_there_once_but_not_twice() {
    let found = spoilt(|run| {
        let (room, op, _) = settled(run);
        run.ops.iter_mut().find(|o| o.mark == op.mark).unwrap().end = End::Unknown;
        assert_eq!(broken(run), BTreeSet::new(), "once is right");
        let lines = run.after.get_mut(&room).unwrap();
        let rev = lines.iter().map(|l| l.rev).max().unwrap() + 1;
        let again = Shown { seq: lines.last().unwrap().seq + 1, rev, text: Some(op.text) };
        lines.push(again.clone());
        for stream in run.streams.iter_mut().filter(|s| s.room == room && s.drained) {
            stream.events.push(Event::Told { at: 9_999_999, shown: again.clone() });
        }
    });
    assert_eq!(found, of(&[Rule::Double]));
}

#[test]
fn a_number_that_is_left_out_is_a_gap() {
    let found = spoilt(|run| {
        let last = run.after[&0].len();
        run.after.get_mut(&0).unwrap()[last - 1].seq += 1;
        // Everybody was told that same number, its author too: only the row of numbers is broken.
        let seq = i64::try_from(last).unwrap();
        everywhere(run, 0, |events| {
            for event in events {
                if let Event::Told { shown, .. } = event
                    && shown.seq == seq
                {
                    shown.seq += 1;
                }
            }
        });
        run.ops.iter_mut().filter(|o| o.room == 0 && o.end == End::Acked(seq)).for_each(|o| o.end = End::Acked(seq + 1));
    });
    assert_eq!(found, of(&[Rule::Gap]));
}

#[test]
fn numbers_that_do_not_begin_with_one_are_a_gap() {
    let found = spoilt(|run| {
        for lines in run.after.values_mut().chain(run.before.values_mut()) {
            lines.iter_mut().for_each(|l| l.seq += 1);
        }
        for event in run.streams.iter_mut().flat_map(|s| s.events.iter_mut()) {
            match event {
                Event::Told { shown, .. } => shown.seq += 1,
                Event::Read { shown, .. } => shown.iter_mut().for_each(|l| l.seq += 1),
                Event::Joined { .. } => {}
            }
        }
        for op in &mut run.ops {
            if let End::Acked(seq) = &mut op.end {
                *seq += 1;
            }
        }
    });
    assert_eq!(found, of(&[Rule::Gap]));
}

#[test]
fn a_message_that_a_client_never_heard_breaks_its_stream() {
    let found = spoilt(|run| {
        let lines = run.after.clone();
        let stream = run.streams.iter_mut().find(|s| s.drained && !s.events.iter().any(|e| matches!(e, Event::Read { .. }))).unwrap();
        let last = |e: &Event| matches!(e, Event::Told { shown, .. } if lines[&stream.room].iter().any(|l| l.rev == shown.rev));
        let at = stream.events.iter().rposition(last).unwrap();
        let middle = stream.events[..at].iter().rposition(last).unwrap();
        stream.events.remove(middle);
    });
    assert_eq!(found, of(&[Rule::Stream]));
}

#[test]
fn a_message_that_a_client_heard_twice_breaks_its_stream() {
    let found = spoilt(|run| {
        let events = one_stream(run);
        let at = told(events)[3];
        events.insert(at + 1, events[at].clone());
    });
    assert_eq!(found, of(&[Rule::Stream]));
}

#[test]
fn messages_that_a_client_heard_the_wrong_way_round_break_its_stream() {
    let found = spoilt(|run| {
        let events = one_stream(run);
        let at = told(events);
        let neighbours = at.windows(2).find(|w| w[0] + 1 == w[1]).unwrap();
        events.swap(neighbours[0], neighbours[1]);
    });
    assert!(found.contains(&Rule::Stream), "{found:?}");
}

#[test]
fn a_client_that_ends_short_breaks_its_stream() {
    let found = spoilt(|run| {
        let events = one_stream(run);
        let at = *told(events).last().unwrap();
        events.truncate(at);
    });
    assert_eq!(found, of(&[Rule::Stream]));
}

#[test]
fn a_page_that_leaves_something_out_breaks_the_stream_of_its_reader() {
    let found = spoilt(|run| {
        let after = run.after.clone();
        let read = run.streams.iter_mut().filter(|s| s.drained).find_map(|s| {
            let lines = &after[&s.room];
            let mut at = s.from;
            s.events.iter_mut().find_map(|e| match e {
                Event::Told { shown, .. } => {
                    at = shown.rev;
                    None
                }
                Event::Read { rev, shown } => {
                    let new = lines.iter().find(|l| l.rev > at && l.rev <= *rev).map(|l| l.seq);
                    at = *rev;
                    new.map(|seq| (shown, seq))
                }
                Event::Joined { .. } => None,
            })
        });
        let (shown, seq) = read.unwrap();
        shown.retain(|l| l.seq != seq);
    });
    assert_eq!(found, of(&[Rule::Stream]));
}

#[test]
fn a_message_that_overtook_an_acknowledged_one_is_out_of_order() {
    let found = spoilt(|run| {
        let (room, op, seq) = settled(run);
        let earlier = run.ops.iter_mut().find(|o| o.room == room && matches!(o.end, End::Acked(s) if s + 5 < seq)).unwrap();
        // It was begun only after a message with a higher number had been acknowledged.
        (earlier.began, earlier.ended) = (op.ended + 1, op.ended + 2);
    });
    assert_eq!(found, of(&[Rule::Order]));
}

#[test]
fn what_is_heard_after_the_right_was_lost_is_a_breach() {
    let found = spoilt(|run| {
        let removal = run.removals[0];
        let stream = run.streams.iter().find(|s| s.drained).unwrap();
        let ops = &run.ops;
        let after = |e: &&Event| match e {
            Event::Told { shown, .. } => {
                shown.mark().and_then(|m| ops.iter().find(|o| o.mark == m)).is_some_and(|o| o.began > removal.ended)
            }
            _ => false,
        };
        let (room, event) = (stream.room, stream.events.iter().find(after).unwrap().clone());
        let Event::Told { shown, .. } = &event else { unreachable!() };
        let leaked = run.streams.iter_mut().find(|s| s.client == removal.client && s.room == room).unwrap();
        leaked.from = shown.rev - 1; // nothing else is wrong with its stream
        leaked.events = vec![event];
    });
    assert_eq!(found, of(&[Rule::Rights]));
}

#[test]
fn who_is_let_in_again_after_the_right_was_lost_is_a_breach() {
    let found = spoilt(|run| {
        let removal = run.removals[0];
        let stream = run.streams.iter_mut().find(|s| s.client == removal.client).unwrap();
        stream.events.push(Event::Joined { asked: removal.ended + 1 });
    });
    assert_eq!(found, of(&[Rule::Rights]));
}

#[test]
fn who_may_write_after_the_right_was_lost_is_a_breach() {
    let found = spoilt(|run| {
        let (_, op, _) = settled(run);
        run.removals.push(Removal { client: op.client, ended: op.began - 1 });
        run.streams.iter_mut().filter(|s| s.client == op.client).for_each(|s| {
            s.events.clear();
            s.drained = false;
        });
    });
    assert_eq!(found, of(&[Rule::Rights]));
}

#[test]
fn an_edit_that_was_acknowledged_and_is_not_there_shows_in_the_fold() {
    let found = spoilt(|run| {
        let (_, op, _) = settled(run);
        run.changes.push(Change { mark: op.mark, text: Some(words(op.mark, "better")), done: true });
    });
    assert_eq!(found, of(&[Rule::Fold]));
}

#[test]
fn a_client_that_saw_other_words_shows_in_the_fold() {
    let found = spoilt(|run| {
        let stream = run.streams.iter_mut().find(|s| s.drained).unwrap();
        let seq = run.after[&stream.room].last().unwrap().seq;
        for event in &mut stream.events {
            match event {
                Event::Told { shown, .. } if shown.seq == seq => shown.text = Some("other words".into()),
                _ => {}
            }
        }
    });
    assert_eq!(found, of(&[Rule::Fold]));
}

#[test]
fn the_sample_has_everything_in_it_that_can_happen() {
    let (mut unknown, mut refused, mut edits, mut deletes, mut reads) = (0, 0, 0, 0, 0);
    for seed in 0..20 {
        let run = good(seed, &SMALL);
        unknown += run.ops.iter().filter(|o| o.end == End::Unknown).count();
        refused += run.ops.iter().filter(|o| o.end == End::Refused).count();
        edits += run.changes.iter().filter(|c| c.text.is_some()).count();
        deletes += run.changes.iter().filter(|c| c.text.is_none()).count();
        reads += run.streams.iter().flat_map(|s| &s.events).filter(|e| matches!(e, Event::Read { .. })).count();
    }
    assert!(unknown > 50 && refused > 50 && edits > 50 && deletes > 20 && reads > 50, "{unknown} {refused} {edits} {deletes} {reads}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_faithful_history_is_blamed(seed: u64, clients in 1usize..8, rooms in 1usize..4, steps in 0usize..400) {
        let verdict = judge(&good(seed, &Size { clients, rooms, steps }));
        prop_assert!(verdict.clean(), "{:?}", verdict.examples);
    }

    /// Any acknowledged message, forgotten everywhere, is missed.
    #[test]
    fn whatever_is_forgotten_is_missed(seed: u64, which: u16) {
        let mut run = good(seed, &SMALL);
        let acked: Vec<Op> = run.ops.iter().filter(|o| matches!(o.end, End::Acked(_))).cloned().collect();
        let op = &acked[usize::from(which) % acked.len()];
        let End::Acked(seq) = op.end else { unreachable!() };
        run.after.get_mut(&op.room).unwrap().retain(|l| l.seq != seq);
        prop_assert!(judge(&run).broken.contains_key(&Rule::Lost));
    }

    /// Any frame that one client misses for good, is missed.
    #[test]
    fn whatever_is_not_heard_is_missed(seed: u64, which: u16) {
        let mut run = good(seed, &SMALL);
        let after = run.after.clone();
        let mut places: Vec<(usize, usize)> = Vec::new();
        for (s, stream) in run.streams.iter().enumerate().filter(|(_, s)| s.drained && !s.events.iter().any(|e| matches!(e, Event::Read { .. }))) {
            let last = |e: &Event| matches!(e, Event::Told { shown, .. } if after[&stream.room].iter().any(|l| l.rev == shown.rev));
            places.extend((0..stream.events.len()).filter(|n| last(&stream.events[*n])).map(|n| (s, n)));
        }
        prop_assume!(!places.is_empty());
        let (s, n) = places[usize::from(which) % places.len()];
        run.streams[s].events.remove(n);
        prop_assert!(judge(&run).broken.contains_key(&Rule::Stream));
    }
}
