//! Random rules, accreditations, sessions and histories, with their edges.

use super::super::model::calendar::{Day, Moment};
use super::super::model::law::{Grant, Law, law_on};
use super::super::model::sitting::{Bar, Event, SLOTS, Sitting, Slot};
use super::dice::Dice;
use super::told;

const NEAR: [i32; 9] = [-400, -31, -2, -1, 0, 0, 1, 30, 400];

fn law(dice: &Dice) -> Law {
    let partial = match dice.below(4) {
        0 => vec![(2, 2, 300), (1, 0, 200)],
        1 => vec![(4, 3, 300), (2, 1, 200), (1, 0, 100)],
        _ => Vec::new(),
    };
    Law {
        least: dice.pick(&[None, None, Some(1), Some(2), Some(3)]),
        approval: dice.one_in(3),
        plan_for_certificate: dice.one_in(3),
        evaluation: dice.one_in(2),
        months: dice.pick(&[2, 2, 2, 1, 3, 12]),
        kind: "mainpro",
        per_hour: dice.pick(&[100, 100, 200, 300]),
        step: dice.pick(&[15, 15, 30, 60, 6]),
        nearest: dice.one_in(3),
        whole: dice.one_in(4),
        most_each: dice.pick(&[None, None, Some(45), Some(60), Some(50), Some(360)]),
        professions: dice.pick(&[vec![], vec!["physician"], vec!["physician", "nurse"]]),
        partial,
        feedback: dice.one_in(3),
        follow_up: dice.one_in(3),
        on_call_earns: dice.one_in(2),
    }
}

/// A credit an hour in quarters, for everybody; nothing switched on.
pub fn plain() -> Law {
    Law {
        least: None,
        approval: false,
        plan_for_certificate: false,
        evaluation: false,
        months: 2,
        kind: "mainpro",
        per_hour: 100,
        step: 15,
        nearest: false,
        whole: false,
        most_each: None,
        professions: Vec::new(),
        partial: Vec::new(),
        feedback: false,
        follow_up: false,
        on_call_earns: false,
    }
}

/// One to three versions that begin around a day; only such as a program may store.
pub fn versions(dice: &Dice, around: Day) -> Vec<(Day, Law)> {
    loop {
        let mut made = vec![(around.plus(-900), law(dice))];
        for _ in 0..dice.below(3) {
            let from = around.plus(dice.pick(&[-30, -1, 0, 1, 30]));
            if !made.iter().any(|(day, _)| *day == from) {
                made.push((from, law(dice)));
            }
        }
        made.sort_by_key(|(day, _)| *day);
        if domain::credits::faults(&told::dated(&made)).is_empty() {
            return made;
        }
    }
}

/// Half of them plainly good ones; beside them, none to three accreditations whose ends lie around a day; no two begin on one day.
pub fn grants(dice: &Dice, around: Day) -> Vec<Grant> {
    let mut made: Vec<Grant> = Vec::new();
    if dice.one_in(2) {
        let (from, to) = (around.plus(-300), around.plus(300));
        made.push(Grant {
            number: 9,
            kind: "mainpro",
            from,
            to,
            decided: Some(from),
            withdrawn: None,
            most: dice.pick(&[None, Some(100)]),
        });
    }
    for number in 0..dice.pick(&[0, 1, 1, 1, 2, 3]) {
        let kind = if dice.one_in(6) { "moc-1" } else { "mainpro" };
        let from = around.plus(dice.pick(&[-400, -400, -200, -31, -1, 0, 0, 1, 30]));
        let to = around.plus(dice.pick(&[400, 400, 31, 1, 0, 0, -1, -31]));
        let decided = dice.pick(&[None, Some(from), Some(from.plus(-60)), Some(around.plus(dice.pick(&NEAR)))]);
        let withdrawn = dice.pick(&[None, None, None, Some(around.plus(dice.pick(&NEAR)))]);
        let most = dice.pick(&[None, None, Some(60), Some(100), Some(30), Some(0)]);
        let grant = Grant { number, kind, from, to, decided, withdrawn, most };
        let twin = made.iter().any(|g| g.begins() == grant.begins());
        if from <= to && !twin {
            made.push(grant);
        }
    }
    made
}

fn slots(dice: &Dice, bar: Bar) -> Vec<Slot> {
    let minutes = dice.pick(&[1_usize, 15, 50, 60, 60, 90, 120]);
    let mut slots = vec![Slot { there: false, pause: false }; minutes * SLOTS];
    let needed = match bar {
        Bar::Minutes(n) => (n as usize).min(minutes) * SLOTS,
        Bar::Percent(p) => (p as usize * slots.len()).div_ceil(100),
    };
    if dice.one_in(2) {
        let from = dice.below(slots.len() as u64) as usize;
        slots.iter_mut().skip(from).take(15 * SLOTS).for_each(|s| s.pause = true);
    }
    let length = slots.len();
    match dice.below(8) {
        0 => {}
        1 | 6 | 7 => slots.iter_mut().for_each(|s| s.there = true),
        2 => slots.iter_mut().take(needed).for_each(|s| s.there = true),
        3 => slots.iter_mut().skip(length.saturating_sub(needed.saturating_sub(1))).for_each(|s| s.there = true),
        _ => {
            for _ in 0..3 {
                let (from, many) = (dice.below(length as u64) as usize, dice.below(length as u64) as usize);
                slots.iter_mut().skip(from).take(many).for_each(|s| s.there = true);
            }
        }
    }
    slots
}

/// One person in one session of a day, and all that happened.
pub fn sitting(dice: &Dice, day: Day, versions: &[(Day, Law)], grants: &[Grant], profession: &'static str) -> Sitting {
    let bar = dice.pick(&[
        Bar::Minutes(30),
        Bar::Minutes(45),
        Bar::Minutes(0),
        Bar::Minutes(300),
        Bar::Percent(85),
        Bar::Percent(100),
        Bar::Percent(0),
    ]);
    let mut made = Sitting {
        day,
        start: dice.pick(&[0, 9 * 3_600, 16 * 3_600, 23 * 3_600 + 1_800]),
        slots: slots(dice, bar),
        bar,
        profession,
        versions: versions.to_vec(),
        law: law_on(versions, day).clone(),
        grants: grants.to_vec(),
        history: Vec::new(),
    };
    history(dice, &mut made);
    made
}

/// When it was scheduled to end.
pub fn end(sitting: &Sitting) -> Moment {
    Moment::new(sitting.day, sitting.start).later(sitting.slots.len() as i64 * 20)
}

fn history(dice: &Dice, sitting: &mut Sitting) {
    let over = end(sitting);
    let mut events = Vec::new();
    if !dice.one_in(12) {
        events.push((over, Event::Over));
    }
    if dice.one_in(12) {
        events.push((Moment::new(sitting.day, 0).later(-3_600), Event::CalledOff));
    }
    for _ in 0..dice.pick(&[0, 0, 0, 1, 2]) {
        let at = dice.moment(sitting.day.plus(dice.between(-1, 10) as i32));
        let minutes = dice.pick(&[None, None, Some(0), Some(20), Some(60), Some(500)]);
        events.push((at, Event::Hand(dice.one_in(2), minutes)));
    }
    if !dice.one_in(3) {
        events.push((over.later(dice.pick(&[60, 3_600, 90_000])), Event::Evaluated));
    }
    receipts(dice, sitting, &mut events);
    plan(dice, sitting, &mut events);
    events.sort_by_key(|(at, _)| *at);
    events.dedup_by_key(|(at, _)| *at);
    sitting.history = lawful(events, sitting.law.approval);
}

fn receipts(dice: &Dice, sitting: &Sitting, events: &mut Vec<(Moment, Event)>) {
    let due = sitting.day.months(sitting.law.months);
    if dice.one_in(3) {
        events.push((dice.moment(due.plus(dice.pick(&[-1, -1, -20]))), Event::Received));
    }
    if !dice.one_in(3) {
        events.push((dice.moment(due.plus(dice.pick(&[0, 0, 1, 30]))), Event::Received));
    }
}

fn plan(dice: &Dice, sitting: &Sitting, events: &mut Vec<(Moment, Event)>) {
    if !dice.one_in(3) {
        let begun = sitting.day.plus(dice.between(-5, 20) as i32);
        events.push((dice.moment(begun), Event::Begin));
        events.push((dice.moment(begun.plus(1)), Event::Link(dice.below(3) as u32)));
        events.push((dice.moment(begun.plus(2)), Event::Submit));
    }
    for _ in 0..dice.below(12) {
        let at = dice.moment(sitting.day.plus(dice.between(-5, 80) as i32));
        let act = dice.pick(&[
            Event::Begin,
            Event::Link(1),
            Event::Link(2),
            Event::Link(0),
            Event::Submit,
            Event::Submit,
            Event::Approve,
            Event::SendBack,
            Event::Withdraw,
            Event::Reopen,
        ]);
        events.push((at, act));
    }
}

/// Only what a plan's owner and program could do: nothing before it was begun, and each act in its place.
fn lawful(events: Vec<(Moment, Event)>, approves: bool) -> Vec<(Moment, Event)> {
    let mut state = "none";
    let mut keep = |(_, event): &(Moment, Event)| {
        let next = match (state, event) {
            ("none", Event::Begin) => "draft",
            ("draft" | "back", Event::Submit) => "in",
            ("in", Event::Approve) if approves => "approved",
            ("in", Event::SendBack) if approves => "back",
            ("in" | "approved", Event::Withdraw) => "withdrawn",
            ("withdrawn", Event::Reopen) => "draft",
            ("draft" | "back" | "in" | "approved", Event::Link(_)) => state,
            (_, Event::Over | Event::CalledOff | Event::Hand(..) | Event::Evaluated | Event::Received) => state,
            _ => return false,
        };
        state = next;
        true
    };
    events.into_iter().filter(|e| keep(e)).collect()
}
