//! Hours, sums, serial numbers, rules as data.
#![allow(clippy::unwrap_used)]

use chrono::{DateTime, Duration, NaiveDate, Utc};
use proptest::prelude::*;

use super::accreditation::Accreditation;
use super::counting::{call_minutes, credits, of_calls, of_one, under_maximum};
use super::cycle::{Cycle, Line};
use super::rules::{Counting, Rounding};
use super::serial::Serial;
use super::*;
use crate::day::Dated;
use crate::gate::{Gate, Requirement, Track, What, Why};
use crate::presence::{Frame, Hand, Span, Threshold, Way, Window};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::minutes(minute)
}

fn window(from: i64, to: i64) -> Window {
    Window { start: at(from), end: at(to) }
}

#[test]
fn i3_52_of_60_minutes_are_by_the_rule_three_quarters_or_one() {
    let down = CreditRule::default();
    assert_eq!(credits(of_one(&down, 52), down.per_hour), Credits(75));
    let half = CreditRule { rounding: Rounding::Nearest, step: 30, ..down.clone() };
    assert_eq!(credits(of_one(&half, 52), half.per_hour), Credits(100));
    assert_eq!(of_one(&CreditRule { most_each: Some(360), ..down }, 400), 360);
}

#[test]
fn r0_4_calls_are_summed_before_they_are_rounded() {
    let rule = CreditRule { most_each: Some(60), ..CreditRule::default() };
    assert_eq!(of_calls(&rule, [6, 6, 6]), 15, "three times six minutes make a quarter");
    assert_eq!(of_calls(&rule, [-30, 14]), 0, "a clock that went back takes nothing away, and fourteen make none");
    assert_eq!(of_calls(&rule, [300]), 60, "the cap");
    assert_eq!(call_minutes(at(10), at(4)), 0);
}

#[test]
fn i1_the_maximum_of_the_accreditation_ends_the_counting() {
    assert_eq!(under_maximum([(60, 15), (60, 15), (60, 15)], Some(140)), [60, 60, 15], "twenty minutes are left, and hold one quarter");
    assert_eq!(under_maximum([(60, 15), (60, 15)], None), [60, 60]);
}

#[test]
fn i4_breaks_are_no_content_and_nobody_was_there_longer_than_there_was_any() {
    let breaks = [window(60, 75), window(70, 80), window(110, 130)];
    assert_eq!(agenda::length(&agenda::content(window(0, 120), &breaks)), 90);
    let frame = Frame { window: window(0, 120), now: at(500), closed: None, file_read: false, threshold: Threshold::Percent(80) };
    let span = Span { way: Way::Room, from: Some(at(30)), to: Some(at(130)), seen: None, stated: None };
    assert_eq!(agenda::attended(&frame, &breaks, &[span], None), 60);
    let by_hand = Hand { present: true, minutes: Some(500.0) };
    assert_eq!(agenda::attended(&frame, &breaks, &[span], Some(by_hand)), 90);
    let stated = Span { way: Way::File, from: None, to: None, seen: None, stated: Some(40.0) };
    assert_eq!(agenda::attended(&frame, &breaks, &[stated], None), 40, "a report of forty minutes is forty, with or without a break");
}

#[test]
fn i9_the_share_is_of_the_content() {
    assert_eq!([(15, 60), (14, 60), (0, 0), (90, 60)].map(|(i, c)| agenda::interactive_share(i, c)), [25, 23, 0, 100]);
}

#[test]
fn h12_both_sessions_and_both_tools_or_two_thirds() {
    let rows = vec![partial::Row { sessions: 2, tools: 2, per_hour: 300 }, partial::Row { sessions: 1, tools: 0, per_hour: 200 }];
    let rule = CreditRule { partial: rows, ..CreditRule::default() };
    assert_eq!([(2, 2), (2, 1), (1, 2), (1, 0), (0, 2)].map(|(s, t)| partial::rate(&rule, s, t)), [300, 200, 200, 200, 0]);
}

#[test]
fn i6_records_are_kept_five_years_and_no_program_keeps_them_shorter() {
    assert_eq!(kept_until(day("2020-02-29"), 1), day("2025-03-01"));
    assert_eq!(kept_until(day("2020-09-14"), 10), day("2030-09-15"));
}

#[test]
fn i13_a_year_begins_in_july_and_kinds_are_kept_apart() {
    let kinds = [("mainpro".to_owned(), Credits(12500)), ("moc-3".to_owned(), Credits(1000))].into_iter().collect();
    let cycle = Cycle { from: day("2023-07-01"), years: 5, total: Credits(25000), yearly: Credits(2500), kinds };
    let line = |on: &str, kind: &str, credits: u32| Line { on: day(on), kind: kind.into(), credits: Credits(credits) };
    let lines = [
        line("2023-06-30", "mainpro", 100),
        line("2023-07-01", "mainpro", 75),
        line("2024-06-30", "moc-3", 300),
        line("2024-07-01", "mainpro", 100),
        line("2028-07-01", "mainpro", 100),
    ];
    let sum = cycle.sum(&lines);
    assert_eq!(sum.total, Credits(475));
    assert_eq!(sum.yearly, [Credits(375), Credits(100), Credits(0), Credits(0), Credits(0)]);
    let (total, year, kinds) = cycle.left(&sum, 1);
    assert_eq!((total, year, kinds["moc-3"]), (Credits(24525), Credits(2400), Credits(700)));
}

#[test]
fn credits_are_written_without_needless_zeros() {
    assert_eq!(
        [0, 25, 50, 75, 100, 150, 1225, 605].map(|c| Credits(c).to_string()),
        ["0", "0.25", "0.5", "0.75", "1", "1.5", "12.25", "6.05"]
    );
}

#[test]
fn a_record_that_would_be_retroactive_is_refused_and_would_not_work_either() {
    let record = Accreditation {
        body: "CFPC".into(),
        kind: "mainpro".into(),
        statement: " ".into(),
        statement_fr: String::new(),
        session_id: String::new(),
        most_minutes: Some(0),
        decided_on: Some(day("2020-08-01")),
        valid_from: day("2020-04-01"),
        valid_to: day("2020-03-01"),
        withdrawn_on: None,
        covers: Vec::new(),
    };
    let fields: Vec<String> = record.faults().into_iter().map(|f| f.field).collect();
    assert_eq!(fields, ["statement", "covers", "valid_to", "valid_from", "most_minutes"]);
    let record = Accreditation { valid_to: day("2021-03-31"), ..record };
    assert!(!record.covers(day("2020-05-14")) && record.covers(day("2020-09-14")));
}

fn version(from: &str, edit: impl FnOnce(&mut Rules)) -> Dated<Rules> {
    let mut what = Rules::default();
    edit(&mut what);
    Dated { from: day(from), what }
}

fn found(versions: &[Dated<Rules>]) -> Vec<(String, String)> {
    faults(versions).into_iter().map(|f| (f.field, f.word)).collect()
}

#[test]
fn i14_rules_are_data_and_wrong_data_are_named_by_their_place() {
    assert_eq!(found(&[version("2020-01-01", |_| ())]), []);
    let named = |field: &str, word: &str| vec![(field.to_owned(), word.to_owned())];
    assert_eq!(found(&[]), named("rules", "fault-rules-none"));
    assert_eq!(found(&[version("2020-01-01", |_| ()), version("2020-01-01", |_| ())]), named("1.from", "fault-rules-order"));
    let one = |edit: fn(&mut Rules)| found(&[version("2020-01-01", edit)]);
    assert_eq!(one(|r| r.credit.step = 7), named("0.credit.step", "fault-rules-step"));
    assert_eq!(one(|r| r.credit.per_hour = 10), named("0.credit.per_hour", "fault-rules-inexact"));
    assert_eq!(one(|r| r.credit.most_each = Some(10)), named("0.credit.most_each", "fault-rules-cap"));
    assert_eq!(one(|r| r.questionnaire_months = 0), named("0.questionnaire_months", "fault-rules-months"));
    assert_eq!(one(|r| r.least_sessions = Some(0)), named("0.least_sessions", "fault-rules-sessions"));
    assert_eq!(one(|r| r.credit.kind.clear()), named("0.credit.kind", "fault-empty"));
    let upside_down = |r: &mut Rules| {
        r.credit.partial =
            vec![partial::Row { sessions: 1, tools: 0, per_hour: 200 }, partial::Row { sessions: 2, tools: 2, per_hour: 300 }];
    };
    assert_eq!(one(upside_down), named("0.credit.partial.1", "fault-rules-partial"));
}

#[test]
fn rules_read_back_what_they_wrote_and_know_what_they_do_not_know() {
    let rules =
        Rules { plan_approval: true, credit: CreditRule { counting: Counting::Whole, ..CreditRule::default() }, ..Rules::default() };
    let text = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<Rules>(&text).unwrap(), rules);
    assert_eq!(serde_json::from_str::<Rules>("{}").unwrap(), Rules::default(), "what is not said is as the reference has it");
    assert!(serde_json::from_str::<Rules>(r#"{"plan_aproval": true}"#).is_err(), "a slip is no rule");
}

#[test]
fn i11_a_pharmacist_gets_a_statement_and_an_moa_a_letter() {
    let mut rules = Rules::default();
    rules.credit.professions = vec!["physician".into(), "pharmacist".into()];
    rules.documents.insert("pharmacist".into(), Document::StatementOfAttendance);
    rules.documents.insert("moa".into(), Document::Certificate);
    let of = |profession: &str| certificate::document(&rules, profession);
    assert_eq!(of("physician"), Document::Certificate);
    assert_eq!(of("pharmacist"), Document::StatementOfAttendance);
    assert_eq!((of("moa"), of("nurse")), (Document::AttendanceLetter, Document::AttendanceLetter));
}

#[test]
fn h10_by_hand_only_with_a_reason_and_never_without_accreditation() {
    use certificate::{Act, Refusal, State, step};
    let line = |what, yes| Requirement::holds(what, yes, Why::NotAgreed);
    let gate = |accredited| {
        Gate::of(Track::Certificate, vec![line(What::Attended, true), line(What::Accredited, accredited), line(What::Questionnaire, false)])
    };
    assert_eq!(step(State::None, Act::Issue, &gate(true)), Err(Refusal::Closed));
    assert_eq!(step(State::None, Act::ByHand(" "), &gate(true)), Err(Refusal::Reason));
    assert_eq!(step(State::None, Act::ByHand("paper form lost"), &gate(true)), Ok(State::Issued));
    assert_eq!(step(State::None, Act::ByHand("paper form lost"), &gate(false)), Err(Refusal::Closed));
    assert_eq!(step(State::Issued, Act::Revoke(""), &gate(true)), Err(Refusal::Reason));
    assert_eq!(step(State::Issued, Act::Issue, &gate(true)), Err(Refusal::NotNow), "issued twice is issued once");
    assert!(State::ALL.into_iter().all(|s| State::parse(s.code()) == Some(s)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn i10_a_serial_reads_back_also_from_a_hurried_hand(chance: [u8; 10]) {
        let serial = Serial::of(chance);
        let text = serial.to_string();
        prop_assert_eq!(text.len(), 22);
        prop_assert_eq!(text.parse::<Serial>(), Ok(serial));
        let hurried = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        prop_assert_eq!(hurried.parse::<Serial>(), Ok(serial));
    }

    /// Every single wrong character, and every exchange of two that differ.
    #[test]
    fn i10_every_wrong_character_and_every_exchange_is_found(chance: [u8; 10]) {
        let right: Vec<char> = Serial::of(chance).to_string().chars().filter(|c| *c != '-').collect();
        let is_one = |letters: &[char]| letters.iter().collect::<String>().parse::<Serial>().is_ok();
        for place in 0..right.len() {
            for wrong in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|c| *c != right[place]) {
                let mut slip = right.clone();
                slip[place] = wrong;
                prop_assert!(!is_one(&slip));
            }
            for other in place + 1..right.len() {
                let mut slip = right.clone();
                slip.swap(place, other);
                prop_assert!(slip == right || !is_one(&slip));
            }
        }
    }

    #[test]
    fn any_text_is_a_serial_or_is_not_and_nothing_breaks(text in ".{0,40}") {
        prop_assert!(text.parse::<Serial>().is_ok_and(|s| s.to_string().parse() == Ok(s)) || text.parse::<Serial>().is_err());
    }

    /// More minutes never count for less, nor for more than there were (rounded to the next step), nor for more than the cap.
    #[test]
    fn counting_is_monotone_and_capped(a in 0..1000_u32, more in 0..1000_u32, step in prop::sample::select(vec![1_u32, 5, 10, 15, 20, 30, 60]),
        nearest: bool, most in prop::option::of(60..600_u32)) {
        let rounding = if nearest { Rounding::Nearest } else { Rounding::Down };
        let rule = CreditRule { step, rounding, most_each: most, ..CreditRule::default() };
        prop_assert!(of_one(&rule, a) <= of_one(&rule, a + more));
        prop_assert!(of_one(&rule, a) < a + step && of_one(&rule, a).is_multiple_of(step));
        prop_assert!(most.is_none_or(|most| of_one(&rule, a + more) <= most));
    }

    /// A cycle has as many years as it has, and every day in it is in one of them.
    #[test]
    fn every_day_of_a_cycle_is_in_one_year(start in 0..20_000_u32, offset in 0..3000_u32) {
        let from = crate::day::days_later(NaiveDate::default(), start);
        let cycle = Cycle { from, years: 5, total: Credits::NONE, yearly: Credits::NONE, kinds: Default::default() };
        let on = crate::day::days_later(from, offset);
        prop_assert_eq!(cycle.year_of(on).is_some(), on < crate::day::months_later(from, 60));
    }
}
