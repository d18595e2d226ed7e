//! The paper for one session: with credit for those whose profession earns it, a letter of the hours for all others; and what an accreditation
//! has left.
#![allow(clippy::unwrap_used)]

use chrono::{DateTime, NaiveDate};
use domain::credits::accreditation::{Accreditation, Activity};
use domain::credits::{CreditRule, Credits, Rules};
use domain::day::Stamp;
use domain::gate::What;
use domain::gate::meeting::{Meeting, Seen};
use domain::gate::session::{Earned, SessionFacts, attendance, credit, earned, paper};
use domain::presence::Threshold;

fn day() -> NaiveDate {
    "2026-01-29".parse().unwrap()
}

fn over() -> Stamp {
    Stamp { at: DateTime::from_timestamp(1_769_706_000, 0).unwrap(), on: day() }
}

fn facts<'a>(rules: &'a Rules, profession: &'a str, records: &'a [Accreditation]) -> SessionFacts<'a> {
    SessionFacts {
        meeting: Meeting { on: day(), over: Some(over()), cancelled: false },
        seen: Seen { minutes: 58, scheduled: 60, threshold: Threshold::Minutes(40), hand: None },
        content: 52,
        content_length: 60,
        evaluated: None,
        profession,
        rules,
        accreditations: records,
    }
}

fn for_nurses(evaluation: bool) -> Rules {
    let credit = CreditRule { professions: vec!["nurse".to_owned()], ..CreditRule::default() };
    Rules { credit, evaluation_for_credit: evaluation, ..Rules::default() }
}

#[test]
fn h14_whose_profession_earns_nothing_gets_a_letter_without_accreditation() {
    let rules = for_nurses(false);
    let (nurse, other) = (facts(&rules, "nurse", &[]), facts(&rules, "counsellor", &[]));
    assert!(!paper(&nurse).is_open(), "without accreditation there is no credit");
    assert!(paper(&other).is_open());
    assert_eq!(paper(&other).requirements.iter().map(|r| r.what).collect::<Vec<_>>(), [What::Attended]);
    assert!(!credit(&other).is_open(), "and the letter is no credit");
}

#[test]
fn the_letter_waits_for_the_evaluation_where_that_is_a_condition() {
    let rules = for_nurses(true);
    let waits = facts(&rules, "counsellor", &[]);
    assert_eq!(attendance(&waits).left().map(|r| r.what).collect::<Vec<_>>(), [What::Evaluation]);
    assert!(attendance(&SessionFacts { evaluated: Some(over()), ..waits }).is_open());
}

#[test]
fn i1_what_is_left_of_an_accreditation_cuts_in_whole_steps() {
    let record = Accreditation {
        body: "CFPC".to_owned(),
        kind: "mainpro".to_owned(),
        statement: "Certified.".to_owned(),
        statement_fr: String::new(),
        session_id: String::new(),
        most_minutes: None,
        decided_on: Some("2025-12-01".parse().unwrap()),
        valid_from: "2025-12-01".parse().unwrap(),
        valid_to: "2026-11-30".parse().unwrap(),
        withdrawn_on: None,
        covers: vec![Activity::Sessions],
    };
    let (rules, records) = (for_nurses(false), [record]);
    let one = earned(&[facts(&rules, "nurse", &records)])[0];
    assert_eq!((one, one.credits()), (Earned { minutes: 45, per_hour: 100 }, Credits(75)));
    assert_eq!([Some(44), Some(14), None].map(|left| one.under(left, 15).minutes), [30, 0, 45]);
}
