//! Sessions of a cohort: the credit of each, and the certificate of the series.

use std::collections::BTreeMap;

use domain::credits::accreditation::Accreditation;
use domain::credits::partial::Row;
use domain::credits::rules::{Counting, CreditRule, Rounding, Rules};
use domain::credits::{agenda, faults};
use domain::day::{Dated, in_force};
use domain::gate::meeting::{Meeting as Held, Seen};
use domain::gate::session::{self, SessionFacts};
use domain::gate::{Gate, series};
use domain::presence::{self, Frame, Span, Threshold, Way, Window};

use super::dice::Dice;
use super::pieces::{BENT_RECORDS, bend, day, moment, paper, record, stamp, verdict};
use super::{agree, bent_rules_are_seen, same};
use crate::model::session::{Meeting, Rule, Story, Threshold as Wanted};

fn small(n: i64) -> u32 {
    u32::try_from(n).unwrap()
}

fn rules_of(rule: &Rule, bent: u8) -> Rules {
    let row = |r: &(i64, i64, i64)| Row { sessions: small(r.0), tools: small(r.1), per_hour: small(r.2) };
    let mut credit = CreditRule {
        per_hour: small(rule.per_hour),
        step: small(rule.step),
        rounding: if rule.nearest { Rounding::Nearest } else { Rounding::Down },
        counting: if rule.whole { Counting::Whole } else { Counting::Minutes },
        most_each: rule.cap.map(small),
        professions: vec![if rule.for_profession { "physician" } else { "pharmacist" }.into()],
        partial: rule.partial.iter().map(row).collect(),
        ..CreditRule::default()
    };
    let mut rules = Rules { evaluation_for_credit: rule.evaluation, least_sessions: rule.least.map(small), ..Rules::default() };
    match bent {
        1 => credit.rounding = Rounding::Nearest,
        2 => credit.rounding = Rounding::Down,
        3 => credit.counting = Counting::Minutes,
        4 => credit.most_each = None,
        5 => credit.professions.clear(),
        6 => credit.partial.clear(),
        7 => credit.partial.reverse(),
        8 => rules.evaluation_for_credit = false,
        9 => rules.least_sessions = None,
        10 => credit.step = 1,
        _ => {}
    }
    Rules { credit, ..rules }
}

/// One session as the store hands it to the gate; presence is weighed by `presence` and `agenda`.
fn facts<'a>(m: &Meeting, wanted: Wanted, now: i64, basis: &'a (Rules, Vec<Accreditation>), bent: u8) -> SessionFacts<'a> {
    let begin = m.day * 1440 + m.begins;
    let at = |offset: i64| moment(begin + offset);
    let window = Window { start: at(0), end: at(m.length) };
    let span = |(a, b): &(i64, i64)| Span { way: Way::Room, from: Some(at(*a)), to: Some(at(*b)), seen: None, stated: None };
    let threshold = match wanted {
        Wanted::Minutes(n) => Threshold::Minutes(i32::try_from(n).unwrap()),
        Wanted::Percent(n) => Threshold::Percent(i32::try_from(n).unwrap()),
    };
    let frame = Frame { window, now: moment(now), closed: None, file_read: false, threshold };
    let spans: Vec<Span> = m.spans.iter().map(span).collect();
    let pause = |(a, b): &(i64, i64)| Window { start: at(*a), end: at(*b) };
    let breaks: Vec<Window> = if bent == 11 { Vec::new() } else { m.breaks.iter().map(pause).collect() };
    let minutes = presence::weigh(&frame, &spans, None).minutes.round() as u32;
    SessionFacts {
        meeting: Held {
            on: day(m.day),
            over: (bent == 13 || m.over() <= now).then(|| stamp(m.over())),
            cancelled: m.cancelled && bent != 12,
        },
        seen: Seen {
            minutes: if bent == 14 && minutes > 0 { small(m.length) } else { minutes },
            scheduled: small(m.length),
            threshold,
            hand: m.hand.filter(|h| h.0 <= now).map(|(at, there)| (there, stamp(at))),
        },
        content: agenda::attended(&frame, &breaks, &spans, None),
        content_length: agenda::length(&agenda::content(window, &breaks)),
        evaluated: m.evaluated.filter(|at| *at <= now).map(stamp),
        profession: "physician",
        rules: &basis.0,
        accreditations: &basis.1,
    }
}

/// What the crate says: the gate of each session, its credits, the gate of the series.
fn crate_says(story: &Story, now: i64, bent: u8) -> (Vec<Gate>, Vec<u32>, Gate) {
    let versions: Vec<Dated<&Rule>> = story.rules.iter().map(|r| Dated { from: day(r.from), what: r }).collect();
    let mut records: Vec<Accreditation> = story.papers.iter().map(record).collect();
    match bent {
        16 => records.iter_mut().for_each(|record| record.most_minutes = None),
        17.. => bend(&mut records, bent - 16),
        _ => {}
    }
    let basis = |m: &Meeting| {
        let newest = versions.iter().max_by_key(|v| v.from).map(|v| v.what);
        let held = in_force(&versions, day(m.day)).copied();
        (rules_of(if bent == 15 { newest } else { held }.unwrap(), bent), records.clone())
    };
    let bases: Vec<_> = story.meetings.iter().map(basis).collect();
    let all: Vec<SessionFacts> = story.meetings.iter().zip(&bases).map(|(m, b)| facts(m, story.threshold, now, b, bent)).collect();
    let gates: Vec<Gate> = all.iter().map(session::credit).collect();
    let pairs: Vec<(Held, Gate)> = all.iter().zip(&gates).map(|(f, g)| (f.meeting, g.clone())).collect();
    let last = all.iter().filter(|f| !f.meeting.cancelled).max_by_key(|f| f.meeting.on);
    let least = last.and_then(|f| f.rules.least_sessions);
    (gates, session::credits(&all).iter().map(|c| c.0).collect(), series::certificate(&pairs, least))
}

fn random_rule(dice: &mut Dice, from: i64) -> Rule {
    let step = dice.pick(&[15, 15, 30, 60]);
    let partial = if dice.once_in(3) { vec![(2, 2, 300), (1, 0, 200)] } else { Vec::new() };
    Rule {
        from,
        evaluation: dice.once_in(3),
        per_hour: dice.pick(&[100, 100, 200, 300]),
        step,
        nearest: dice.once_in(2),
        whole: dice.once_in(4),
        cap: dice.pick(&[None, None, Some(60), Some(45), Some(100)]).filter(|cap| *cap >= step),
        for_profession: !dice.once_in(8),
        partial,
        least: dice.pick(&[None, None, Some(1), Some(2), Some(9)]),
    }
}

/// Stretches that may touch, overlap, lie in each other or reach over the ends.
fn stretches(dice: &mut Dice, many: i64, longest: i64, length: i64) -> Vec<(i64, i64)> {
    let count = dice.from(0, many);
    let mut one = |_| {
        let from = dice.from(-20, length);
        (from, from + dice.from(0, longest))
    };
    (0..count).map(&mut one).collect()
}

fn random_meeting(dice: &mut Dice, day: i64) -> Meeting {
    let length = dice.pick(&[50, 60, 90, 120, 240]);
    let begins = dice.pick(&[480, 720, 1380]);
    let over = day * 1440 + begins + length;
    let mut spans = stretches(dice, 3, 90, length);
    if !dice.once_in(4) {
        spans.push((dice.from(-5, 20), length + dice.from(-15, 5)));
    }
    Meeting {
        day,
        begins,
        length,
        breaks: stretches(dice, 2, 30, length),
        cancelled: dice.once_in(12),
        spans,
        hand: dice.once_in(6).then(|| (over + dice.from(-100, 5000), dice.once_in(2))),
        evaluated: (!dice.once_in(3)).then(|| over + dice.from(0, 9000)),
    }
}

fn play(number: u64, bent: u8) -> Result<(), String> {
    let mut dice = Dice::of(number);
    let first = dice.from(17_900, 21_000);
    let count = dice.from(1, 4);
    let meetings: Vec<Meeting> = (0..count).map(|i| random_meeting(&mut dice, first + 30 * i)).collect();
    let mut rules = vec![random_rule(&mut dice, 0)];
    if dice.once_in(2) {
        let from = first + 30 * dice.from(0, 3) + dice.from(-1, 1);
        rules.push(random_rule(&mut dice, from));
    }
    let papers = (0..dice.from(1, 2)).map(|_| paper(&mut dice, "sessions", first + 30)).collect();
    let threshold = dice.pick(&[Wanted::Percent(80), Wanted::Percent(85), Wanted::Minutes(45), Wanted::Minutes(60)]);
    let story = Story { threshold, papers, rules, meetings };
    let moments: BTreeMap<i64, ()> =
        story.meetings.iter().flat_map(|m| [m.over() - 1, m.over(), m.over() + 4000]).map(|m| (m, ())).collect();
    for now in moments.into_keys() {
        let (gates, credits, whole) = crate_says(&story, now, bent);
        for (i, gate) in gates.iter().enumerate() {
            same(&verdict(gate), &story.credit(i, now), &(now, i, &story))?;
        }
        let wanted: Vec<u32> = story.credits(now).into_iter().map(small).collect();
        same(&credits, &wanted, &(now, &story))?;
        same(&verdict(&whole), &story.series(now), &(now, &story))?;
    }
    Ok(())
}

#[test]
fn a_thousand_series_come_out_as_the_rules_say() {
    agree(play);
}

#[test]
fn every_bent_rule_of_sessions_is_seen() {
    let mut rules = vec![
        "a begun step counts from its half on",
        "a begun step never counts",
        "the whole content is not counted for who was there",
        "the cap is forgotten",
        "the credit is for everybody",
        "there is no partial credit",
        "the lowest rate is taken first",
        "the evaluation is never asked for",
        "all sessions make a series",
        "minutes are not counted in steps",
        "breaks are content",
        "a session that was called off counts",
        "a session counts before it is over",
        "a minute is enough to be there",
        "the newest rules judge old sessions",
        "the maximum of the accreditation is forgotten",
    ];
    rules.extend(BENT_RECORDS);
    bent_rules_are_seen(play, &rules);
}

/// The rules of these histories are such as a program could store.
#[test]
fn the_random_rules_are_valid() {
    for number in 0..200 {
        let rule = random_rule(&mut Dice::of(number), 0);
        assert_eq!(faults(&[Dated { from: day(0), what: rules_of(&rule, 0) }]), [], "{rule:?}");
    }
}
