//! Lives in small groups.

use super::dice::Dice;
use super::pieces::paper;
use crate::model::days;
use crate::model::group::{Deed, END, Event};

fn random_deed(dice: &mut Dice, near: i64) -> Deed {
    let acts = ["submit", "submit", "submit", "approve", "send_back", "withdraw", "reopen"];
    match dice.from(0, 33) {
        0 => Deed::Day(near + dice.pick(&[-2, -1, 1, 2, 30])),
        1 if dice.once_in(4) => Deed::Cancelled,
        2..=4 => {
            let of = dice.pick(&[60, 90, 120]);
            Deed::Came(dice.from(0, of), of)
        }
        5 => Deed::Marked(dice.once_in(2)),
        6 => Deed::Unmarked,
        7..=9 => Deed::Plan("edit", u32::try_from(dice.from(0, 2)).unwrap()),
        10..=16 => Deed::Plan(dice.pick(&acts), 0),
        17..=20 => Deed::Received,
        21 => {
            let p = paper(dice, "groups", near);
            Deed::Paper((p.of, p.decided, p.from, p.to, p.ended))
        }
        22 => {
            let from = near + dice.pick(&[-300, -1, 0, 1, 300]);
            Deed::Rule(from, dice.from(50, 100), dice.once_in(2), dice.once_in(2), dice.pick(&[2, 2, 2, 1, 3]))
        }
        23..=25 => Deed::Pay,
        26 => Deed::TurnBack,
        27..=29 => Deed::Issue,
        30 => Deed::ByHand(dice.once_in(2)),
        31 => Deed::Revoke(!dice.once_in(4)),
        _ => Deed::Reissue,
    }
}

/// A life: most of what must happen does, at about its time, and then much else. Half of the sessions stand at the end of a month.
pub fn life(dice: &mut Dice) -> Vec<Event> {
    let (year, month) = (dice.from(2018, 2029), dice.from(1, 12));
    let last = days::length(year, month);
    let on = days::number(year, month, if dice.once_in(2) { last - dice.from(0, 2) } else { dice.from(1, last) });
    let begin = (on - 30) * 1440;
    let p = paper(dice, "groups", on);
    let mut events = vec![
        Event { at: begin, deed: Deed::Day(on) },
        Event { at: begin, deed: Deed::Paper(("groups", p.decided, p.from, p.to, p.ended)) },
    ];
    let mut at = |minute: i64, deed: Deed| events.push(Event { at: minute, deed });
    at(on * 1440 + END + dice.from(0, 300), Deed::Came(dice.from(40, 90), 90));
    let written = on * 1440 + dice.from(-3000, 20000);
    at(written, Deed::Plan("edit", u32::try_from(dice.from(0, 2)).unwrap()));
    at(written + dice.from(1, 9000), Deed::Plan("submit", 0));
    let due = days::months_later(on, 2) * 1440;
    for _ in 0..3 {
        at(due + dice.pick(&[-1441, -1, 0, 1, 1440, 5000, -40000]), Deed::Received);
    }
    at(due + dice.from(-2000, 9000), Deed::Pay);
    at(due + dice.from(-2000, 9000), Deed::Issue);
    for _ in 0..dice.from(0, 25) {
        let minute = on * 1440 + dice.from(-20_000, 140_000);
        let deed = random_deed(dice, on);
        at(minute, deed);
    }
    events.sort_by_key(|e| e.at);
    events
}
