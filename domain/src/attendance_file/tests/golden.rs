//! One hour, told by every program, layout, language and order of dates. What must come out stands in `expected.tsv`, worked out by hand.

use super::*;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/data/attendance/");
const EXPECTED: &str = include_str!("../../../golden/data/attendance/expected.tsv");

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FOLDER}{name}")).unwrap()
}

/// Minutes between 08:00 and 09:00 of the one attendee who bears this name or address; `-` when there is none. A report that only states
/// how long somebody was there is cut to the hour's length, as everywhere.
fn minutes(people: &[Attendee], who: &str) -> String {
    let is = |a: &&Attendee| {
        a.email.as_deref().is_some_and(|e| e.starts_with(who)) || a.names.iter().any(|n| n == who) || who == "phone" && a.phone
    };
    let found: Vec<&Attendee> = people.iter().filter(is).collect();
    assert!(found.len() < 2, "{who} is one person");
    let inside = |a: &&Attendee| a.minutes_inside(when("2026-03-26T08:00:00"), when("2026-03-26T09:00:00")).min(60.0);
    found.first().map_or("-".to_owned(), |a| format!("{:.0}", inside(a)))
}

#[test]
fn the_same_hour_comes_out_of_every_layout() {
    let date = chrono::NaiveDate::from_ymd_opt(2026, 3, 26);
    let mut seen = 0;
    for line in EXPECTED.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split('\t').next().unwrap();
        let file = parse(&file(name), &Hint { order: None, date }).unwrap();
        assert!(file.faults.is_empty() && !file.ambiguous_order, "{name}: {:?} {:?}", file.faults, file.readings);
        let people = merge(&file.joins);
        let of = |who: &str| minutes(&people, who);
        let hosts = people.iter().filter(|a| a.host).count();
        let left = [Why::Bot, Why::WaitingRoom, Why::Absent].map(|why| file.left_out(why).to_string()).join("\t");
        let told = [of("chen"), of("amara"), of("benoit"), of("MC"), of("phone")].join("\t");
        assert_eq!(format!("{name}\t{:?}\t{told}\t{hosts}\t{left}", file.date_order_guess), line);
        seen += 1;
    }
    assert_eq!(seen, 11, "every layout");
}

#[test]
fn a_file_that_fits_two_orders_is_not_guessed_at() {
    let bytes = file("zoom_either_order.csv");
    let open = parse(&bytes, &Hint::default()).unwrap();
    assert!(open.ambiguous_order);
    assert_eq!(open.readings.iter().map(|(o, d)| format!("{o:?} {d}")).collect::<Vec<_>>(), ["Mdy 2026-05-03", "Dmy 2026-03-05"]);
    let told = parse(&bytes, &Hint { order: Some(DateOrder::Dmy), date: None }).unwrap();
    assert_eq!((told.ambiguous_order, told.joins[0].join), (false, Some(when("2026-03-05T07:50:00"))));
    let odd = parse(&bytes, &Hint { order: Some(DateOrder::Ymd), date: None }).unwrap();
    assert!(odd.ambiguous_order, "an answer that does not fit is no answer");
}
