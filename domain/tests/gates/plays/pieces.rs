//! The plain numbers of the model as the types of the crate, and the words of both.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::credits::accreditation::{Accreditation, Activity};
use domain::day::Stamp;
use domain::gate::{Gate, What};
use uuid::Uuid;

use super::dice::Dice;
use crate::model::{Paper, Verdict};

pub fn day(number: i64) -> NaiveDate {
    NaiveDate::default().checked_add_days(Days::new(u64::try_from(number).unwrap())).unwrap()
}

pub fn moment(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(minute * 60, 0).unwrap()
}

pub fn stamp(minute: i64) -> Stamp {
    Stamp { at: moment(minute), on: day(minute.div_euclid(1440)) }
}

pub fn id(number: usize) -> Uuid {
    Uuid::from_u128(number as u128 + 1)
}

pub fn record(paper: &Paper) -> Accreditation {
    Accreditation {
        body: "CFPC".into(),
        kind: "mainpro".into(),
        statement: "This activity …".into(),
        statement_fr: String::new(),
        session_id: "123456789".into(),
        most_minutes: paper.most.map(|most| u32::try_from(most).unwrap()),
        decided_on: paper.decided.map(day),
        valid_from: day(paper.from),
        valid_to: day(paper.to),
        withdrawn_on: paper.ended.map(day),
        covers: vec![Activity::parse(paper.of).unwrap()],
    }
}

/// An accreditation with its edges near this day, as a rule for this.
pub fn paper(dice: &mut Dice, of: &'static str, near: i64) -> Paper {
    let edge = |dice: &mut Dice| near + dice.pick(&[-400, -30, -2, -1, 0, 0, 1, 2, 30, 400]);
    let from = near + dice.pick(&[-400, -90, -30, -2, -1, 0, 1, 2, 30]);
    let to = from + dice.pick(&[0, 1, 2, 30, 60, 364, 800]);
    let decided = if dice.once_in(5) { None } else { Some(from + dice.pick(&[-60, -1, 0, 0, 1, 2, 45])) };
    let ended = if dice.once_in(6) { Some(edge(dice)) } else { None };
    let most = dice.pick(&[None, None, Some(60), Some(100), Some(150)]);
    // One in seven is for something else; which one, its first day says.
    let of = if from.rem_euclid(7) == 0 { if of == "calls" { "groups" } else { "calls" } } else { of };
    Paper { of, decided, from, to, ended, most }
}

/// The ways in which a record can be misread, one each.
pub fn bend(records: &mut [Accreditation], how: u8) {
    for record in records {
        match how {
            1 => record.decided_on = record.decided_on.or(Some(record.valid_from)),
            2 => record.decided_on = record.decided_on.map(|_| NaiveDate::MIN),
            3 => record.valid_from = NaiveDate::MIN,
            4 => record.valid_to = NaiveDate::MAX,
            5 => record.withdrawn_on = None,
            6 => record.valid_to = record.valid_to.pred_opt().unwrap(),
            7 => record.withdrawn_on = record.withdrawn_on.and_then(|d| d.succ_opt()),
            _ => record.covers = Activity::ALL.to_vec(),
        }
    }
}

pub const BENT_RECORDS: [&str; 8] = [
    "an awaited accreditation counts",
    "an accreditation is retroactive",
    "its first day is forgotten",
    "its last day is forgotten",
    "a withdrawn one goes on",
    "its last day does not belong to it",
    "the day of its withdrawal still counts",
    "a record for other things counts",
];

pub fn word(what: What) -> &'static str {
    match what {
        What::Attended => "attended",
        What::Accredited => "accredited",
        What::Profession => "profession",
        What::Minutes => "minutes",
        What::Evaluation => "evaluation",
        What::Plan => "plan",
        What::Activity => "activity",
        What::Approved => "approved",
        What::Questionnaire => "questionnaire",
        What::Series => "series",
        What::Sessions => "sessions",
        What::Call => "call",
        What::Closed => "closed",
        What::CloseOut => "close_out",
        What::Reflected => "reflected",
        What::Feedback => "feedback",
        What::FollowUp => "follow_up",
        What::Teaching => "teaching",
        other => panic!("{other:?} is in no history"),
    }
}

/// What the crate says, as the model says it.
pub fn verdict(gate: &Gate) -> Verdict {
    let missing: BTreeSet<_> = gate.left().map(|r| word(r.what)).collect();
    Verdict { since: gate.since().map(|s| s.at.timestamp() / 60), missing }
}
