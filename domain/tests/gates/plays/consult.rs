//! Consults as a machine: whatever is tried in whatever order, only what the reference draws may happen.

use domain::consults::{Act, State};

use super::dice::Dice;
use super::{agree, same};
use crate::model::call::next;

pub const STEPS: [(&str, Act); 9] = [
    ("ring", Act::Ring),
    ("answer", Act::Answer),
    ("miss", Act::Miss),
    ("escalate", Act::Escalate),
    ("exhaust", Act::Exhaust),
    ("give_up", Act::GiveUp),
    ("reply", Act::Reply),
    ("hang_up", Act::HangUp),
    ("close", Act::Close),
];

fn play(number: u64, _: u8) -> Result<(), String> {
    let mut dice = Dice::of(number);
    let (mut state, mut word) = (State::Requested, "requested");
    for _ in 0..60 {
        // Any step, at any time.
        let (name, act) = dice.pick(&STEPS);
        let (after, wanted) = (state.after(act), next(word, name));
        same(&after.map(State::code), &wanted, &(word, name))?;
        (state, word) = (after.unwrap_or(state), wanted.unwrap_or(word));
    }
    Ok(())
}

#[test]
fn a_thousand_consults_go_only_where_the_reference_goes() {
    agree(play);
}
