//! Files arrive cut short, with bytes changed, or as something else altogether: no reader falls over, and none loses count of its lines.

use proptest::prelude::*;

use crate::attendance_file::{DateOrder, Hint, merge};
use crate::instruments::{parse_dictionary, score, validate};
use crate::{attendance_file, paired_file, people_file, responses_file};

const FILES: [&[u8]; 7] = [
    include_bytes!("../../golden/data/people.csv"),
    include_bytes!("../../golden/data/zoom_participants.csv"),
    include_bytes!("../../golden/data/teams_attendance.csv"),
    include_bytes!("../../golden/data/instruments_redcap.csv"),
    include_bytes!("../../golden/data/responses_redcap.csv"),
    include_bytes!("../../golden/data/paired/student_sleep_1908.csv"),
    "\u{feff}Participant;Moment;Score\nA;avant;1,5\nA;après;2\nB;pre;3\n".as_bytes(),
];

/// Every reader over the same bytes; the largest line that any of them speaks of.
fn read_all(bytes: &[u8]) -> u32 {
    let people = people_file::parse(bytes);
    let hint = Hint { order: Some(DateOrder::Ymd), date: None };
    let joins = attendance_file::parse(bytes, &hint).map(|file| file.joins).unwrap_or_default();
    assert!(merge(&joins).iter().all(|person| person.minutes.is_finite() && person.minutes >= 0.0));
    let dictionary = parse_dictionary(bytes);
    for def in &dictionary.definitions {
        assert!(validate(def, &Default::default()).is_ok() || def.items.iter().any(|item| item.required));
        assert!(score(def, &Default::default()).iter().all(|score| score.value.is_none()));
    }
    let responses = responses_file::parse(bytes, &dictionary.definitions);
    let paired = paired_file::parse(bytes);
    assert!(paired.iter().flat_map(|file| &file.pairs).all(|(pre, post)| pre.is_finite() && post.is_finite()));
    let paired = paired.err().unwrap_or_default();
    let faults = people.bad.iter().chain(&dictionary.faults).chain(&responses.faults).chain(&paired).map(|fault| fault.line);
    faults.chain(people.good.iter().map(|p| p.line)).chain(joins.iter().map(|j| j.line)).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn a_battered_file_is_read_or_refused(which in 0usize..7, cut in 0.0f64..1.0, hits in proptest::collection::vec((0.0f64..1.0, any::<u8>()), 0..6)) {
        let place = |share: f64, of: usize| (share * of as f64) as usize;
        let mut bytes = FILES[which].to_vec();
        bytes.truncate(place(cut, bytes.len()));
        for (at, byte) in hits {
            let at = place(at, bytes.len());
            if let Some(old) = bytes.get_mut(at) {
                *old = byte;
            }
        }
        let lines = bytes.iter().filter(|b| matches!(**b, b'\n' | b'\r')).count() + 1;
        prop_assert!(read_all(&bytes) as usize <= lines);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_all(&bytes);
    }
}
