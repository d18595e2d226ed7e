//! Minutes to credits, dates, and windows, each against a definition by counting.

use domain::credits::accreditation::{Activity, Coverage, coverage};
use domain::credits::{counting, partial};
use domain::day::{days_later, in_force, months_later};
use domain::gate::meeting::accredited;
use domain::gate::session::Earned;

use super::super::model::calendar::Day;
use super::super::model::law::{Grant, grant_on, law_on};
use super::dice::{Dice, HISTORIES};
use super::making;
use super::told::{accreditations, credit, date, dated, rules};

#[test]
fn minutes_become_credits_as_the_rules_say() {
    for seed in 0..HISTORIES {
        let dice = &Dice::new(seed + 600_000);
        let day = dice.day();
        let law = making::versions(dice, day).pop().unwrap().1;
        let rule = credit(&law);
        for minutes in (0..130).chain([359, 360, 361, 100_000]) {
            assert_eq!(counting::of_one(&rule, minutes), law.counted(minutes), "{minutes} {law:?}");
        }
        let calls: Vec<i64> = (0..dice.below(30)).map(|_| dice.pick(&[0, 1, 6, 14, 15, 16, 59, 60, 61, 480, -5])).collect();
        assert_eq!(counting::of_calls(&rule, calls.iter().copied()), law.of_calls(&calls), "{calls:?} {law:?}");
        for (sessions, tools) in (0..6).flat_map(|s| (0..6).map(move |t| (s, t))) {
            assert_eq!(partial::rate(&rule, sessions, tools), law.rate(sessions, tools), "{sessions} {tools} {law:?}");
        }
        let lines: Vec<(u32, u32)> = (0..dice.below(8)).map(|_| dice.pick(&[(15, 15), (60, 15), (0, 15), (90, 30), (60, 60)])).collect();
        let most = dice.pick(&[None, Some(0), Some(14), Some(15), Some(100), Some(1_000)]);
        let (mut used, mut told) = (0, Vec::new());
        for (minutes, step) in &lines {
            let takes = (0..=*minutes).rev().find(|m| m % step == 0 && most.is_none_or(|most| used + m <= most)).unwrap();
            used += takes;
            told.push(takes);
        }
        assert_eq!(counting::under_maximum(lines.clone(), most), told, "{lines:?} {most:?}");
    }
}

/// I3's own example, and R0.4's.
#[test]
fn the_examples_of_the_rules_come_out() {
    let law = making::plain();
    assert_eq!(counting::credits(counting::of_one(&credit(&law), 52), 100).0, 75);
    let ten_calls_of_six = [6; 10];
    assert_eq!(counting::of_calls(&credit(&law), ten_calls_of_six), 60);
    assert_eq!(counting::of_calls(&credit(&law), [6]), 0);
    let earned = Earned { minutes: 60, per_hour: 300 };
    assert_eq!((earned.credits().0, earned.under(Some(50), 15).minutes, earned.under(None, 15).minutes), (300, 45, 60));
}

#[test]
fn months_and_days_are_those_of_the_calendar() {
    let mut day = Day::new(2018, 12, 1);
    while day < Day::new(2026, 3, 2) {
        for months in [0, 1, 2, 3, 6, 12, 24] {
            assert_eq!(months_later(date(day), months), date(day.months(months)), "{day:?} {months}");
        }
        assert_eq!(days_later(date(day), 7), date(day.plus(7)));
        day = day.plus(1);
    }
    assert_eq!(Day::new(2023, 12, 31).months(2), Day::new(2024, 2, 29));
    assert_eq!(Day::new(2022, 12, 31).months(2), Day::new(2023, 2, 28));
    assert_eq!(Day::new(2099, 12, 31).months(2), Day::new(2100, 2, 28));
}

/// Day by day through all windows: what covers, and which rules held.
#[test]
fn each_day_has_the_accreditation_and_the_rules_of_that_day() {
    let (mut covered, mut not) = (0, 0);
    for seed in 0..HISTORIES {
        let dice = &Dice::new(seed + 700_000);
        let around = dice.day();
        let (grants, versions) = (making::grants(dice, around), making::versions(dice, around));
        let (records, dated) = (accreditations(&grants), dated(&versions));
        let mut day = around.plus(-65);
        for _ in 0..130 {
            let told = grant_on(&grants, "mainpro", day).map(|g| g.number.to_string());
            let found = match coverage(&records, Activity::Sessions, "mainpro", date(day)) {
                Coverage::By(record) => Some(record.session_id.clone()),
                _ => None,
            };
            assert_eq!(found, told, "{seed} {day:?} {grants:#?}");
            for (record, grant) in records.iter().zip(&grants) {
                assert_eq!(record.covers(date(day)), grant.covers(day), "{day:?} {grant:?}");
            }
            assert_eq!(in_force(&dated, date(day)), Some(&rules(law_on(&versions, day))), "{seed} {day:?}");
            if found.is_some() {
                covered += 1
            } else {
                not += 1
            }
            day = day.plus(1);
        }
    }
    println!("days: {covered} covered, {not} not");
    assert!(covered > 10_000 && not > 10_000);
}

/// I2, I15: a program whose rules give Mainpro+ credits is accredited for those alone, whatever else it holds.
#[test]
fn i15_what_is_accredited_for_one_kind_of_credit_gives_no_other() {
    let day = Day::new(2024, 5, 1);
    let (from, to) = (day.plus(-10), day.plus(10));
    let grant = |number, kind| Grant { number, kind, from, to, decided: Some(from), withdrawn: None, most: None };
    let one = accreditations(&[grant(1, "moc-1")]);
    assert!(matches!(coverage(&one, Activity::Sessions, "mainpro", date(day)), Coverage::OtherKind(record) if record.kind == "moc-1"));
    assert!(!accredited(&one, Activity::Sessions, &credit(&making::plain()), date(day)).met);
    let both = accreditations(&[grant(1, "mainpro"), grant(2, "moc-1")]);
    assert!(matches!(coverage(&both, Activity::Sessions, "mainpro", date(day)), Coverage::By(record) if record.kind == "mainpro"));
    assert!(accredited(&both, Activity::Sessions, &credit(&making::plain()), date(day)).met);
}
