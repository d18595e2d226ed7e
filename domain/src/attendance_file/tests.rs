#![allow(clippy::unwrap_used, clippy::panic)]
use super::*;
use crate::id::PersonId;
use crate::people_file;

const ZOOM: &[u8] = include_bytes!("../../golden/data/zoom_participants.csv");
const TEAMS: &[u8] = include_bytes!("../../golden/data/teams_attendance.csv");

fn hint(order: DateOrder) -> Hint {
    Hint { order: Some(order), date: None }
}

fn read(text: &str) -> AttendanceFile {
    parse(text.as_bytes(), &hint(DateOrder::Mdy)).unwrap()
}

fn when(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

/// What each person of the report did, as the golden files have it: name, address, seconds.
fn presence(file: &AttendanceFile) -> String {
    let line = |a: &Attendee| format!("{}\t{}\t{:.0}\n", a.names[0], a.email.as_deref().unwrap_or(""), a.minutes * 60.0);
    merge(&file.joins).iter().map(line).collect()
}

fn members() -> Vec<Member> {
    let people = people_file::parse(include_bytes!("../../golden/data/people.csv")).good;
    let member = |(n, p): (u128, people_file::PersonRow)| Member {
        id: PersonId(uuid::Uuid::from_u128(n)),
        name: p.name,
        email: p.email,
        remembered_names: Vec::new(),
    };
    (1..).zip(people).map(member).collect()
}

fn named<'a>(members: &'a [Member], id: &PersonId) -> &'a str {
    members.iter().find(|m| m.id == *id).map_or("", |m| m.name.as_str())
}

#[test]
fn the_zoom_report_gives_24_people_and_their_presence() {
    let file = parse(ZOOM, &hint(DateOrder::Dmy)).unwrap();
    assert_eq!((file.source, file.date_order_guess, file.ambiguous_order), (Source::Zoom, DateOrder::Mdy, false));
    assert_eq!((file.joins.len(), file.left_out(Why::WaitingRoom), file.faults.len()), (27, 1, 0));
    let meeting = file.meeting.clone().unwrap();
    assert_eq!(meeting.topic, "Psychosocial Palliative ECHO 1");
    assert_eq!((meeting.start, meeting.end), (Some(when("2020-01-30T07:52:10")), Some(when("2020-01-30T09:03:01"))));
    assert_eq!(presence(&file), include_str!("../../golden/attendance_zoom.tsv"));
    let hana = file.joins.iter().find(|j| j.name == "Hana K").unwrap();
    assert_eq!((hana.line, hana.original_name.as_deref()), (12, Some("Hana Kobayashi")));
    assert_eq!(file.joins.iter().filter(|j| j.phone).map(|j| j.name.as_str()).collect::<Vec<_>>(), ["16045550123"]);
}

#[test]
fn a_zoom_reconnect_is_united_and_clipped_to_the_session() {
    let file = parse(ZOOM, &hint(DateOrder::Mdy)).unwrap();
    let people = merge(&file.joins);
    let chen = people.iter().find(|p| p.names[0] == "Chen Li-Hua").unwrap();
    // By hand: 08:01:44 to 08:57:12 without a gap is 55 min 28 s; up to 08:30 it is 28 min 16 s.
    assert_eq!(chen.intervals, [(when("2020-01-30T08:01:44"), when("2020-01-30T08:57:12"))]);
    assert_eq!(chen.minutes, (55.0 * 60.0 + 28.0) / 60.0);
    assert_eq!(chen.minutes_inside(when("2020-01-30T08:00:00"), when("2020-01-30T08:30:00")), (28.0 * 60.0 + 16.0) / 60.0);
    assert_eq!(chen.lines, [7, 8]);
}

#[test]
fn people_of_the_zoom_report_are_found_among_the_cohort() {
    let members = members();
    let matches = match_people(merge(&parse(ZOOM, &hint(DateOrder::Mdy)).unwrap().joins), &members);
    let sure = matches.iter().filter(|m| matches!(m.verdict, Verdict::Sure(_))).count();
    assert_eq!((matches.len(), sure), (24, 21));
    let verdict = |name: &str| matches.iter().find(|m| m.attendee.names[0] == name).map(|m| m.verdict.clone()).unwrap();
    for (shown, name) in [("MC", "Marie-Claire O'Brien"), ("Rosa's iPad", "Rosa Delgado")] {
        let Verdict::Doubtful(ids) = verdict(shown) else { panic!("{shown} should be asked about") };
        assert_eq!(ids.iter().map(|id| named(&members, id)).collect::<Vec<_>>(), [name]);
    }
    let Verdict::Sure(viktor) = verdict("Viktor Horvath") else { panic!("an address is sure") };
    assert_eq!(named(&members, &viktor), "Viktor Horváth");
    assert_eq!(verdict("16045550123"), Verdict::Unknown);
}

#[test]
fn the_teams_report_gives_22_people_and_the_duration_it_states() {
    let file = parse(TEAMS, &hint(DateOrder::Dmy)).unwrap();
    assert_eq!((file.source, file.date_order_guess, file.ambiguous_order), (Source::Teams, DateOrder::Mdy, false));
    assert_eq!((file.joins.len(), file.faults.len()), (22, 0));
    let meeting = file.meeting.clone().unwrap();
    assert_eq!(meeting.topic, "Psychosocial Palliative ECHO 2");
    assert_eq!((meeting.start, meeting.end), (Some(when("2020-02-27T07:55:01")), Some(when("2020-02-27T09:02:44"))));
    assert_eq!(presence(&file), include_str!("../../golden/attendance_teams.tsv"));
    let people = merge(&file.joins);
    // By hand: the report states 1 h 1 min 59 s for Oskar Nyström, but only 53 min 12 s lie between his coming and his going.
    let oskar = people.iter().find(|p| p.names[0] == "Oskar Nyström").unwrap();
    assert_eq!(oskar.minutes, 61.0 + 59.0 / 60.0);
    assert_eq!(oskar.minutes_inside(when("2020-02-27T08:00:00"), when("2020-02-27T09:15:00")), 53.0 + 12.0 / 60.0);
    let members = members();
    let matches = match_people(people, &members);
    assert!(matches.iter().all(|m| matches!(m.verdict, Verdict::Sure(_))));
}

mod golden;
mod layouts;
