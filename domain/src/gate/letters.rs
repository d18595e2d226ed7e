//! Letters and reminders from the very value that draws the page: nobody is asked for what they have given, cannot give, or have left (R1.6, E4).

use chrono::NaiveDate;

use super::{Gate, What, Why};
use crate::day::days_later;

/// Days after the opening on which a letter goes: the invitation, and two reminders.
pub const DAYS: [u32; 3] = [0, 2, 5];

/// Since when the person could give this, where that has begun and it is still missing.
fn open_since(gate: &Gate, what: What) -> Option<NaiveDate> {
    match gate.get(what).filter(|r| !r.met)?.why {
        Why::QuestionnaireOpen { day } | Why::FollowUpOpen { day } => Some(day),
        _ => None,
    }
}

/// Which letter is due today, from 1, when so many have gone. After a standstill only the last of those that were missed.
pub fn due(gate: &Gate, what: What, today: NaiveDate, sent: usize, has_left: bool) -> Option<usize> {
    if has_left || gate.is_lost() || gate.get(What::Attended).is_some_and(|r| !r.met) {
        return None;
    }
    let since = open_since(gate, what)?;
    let number = DAYS.iter().filter(|after| days_later(since, **after) <= today).count();
    (number > sent).then_some(number)
}
