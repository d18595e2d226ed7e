//! What an accredited session needs before it is published (I7, I9), and a pearl before it leaves the consult (R0.8).

use chrono::NaiveDate;

use super::{Gate, Requirement, Track, What, Why};
use crate::credits::agenda::{INTERACTIVE, interactive_share};
use crate::day::{Stamp, months_later};

/// A disclosure covers the last so many months (I7: two years).
pub const DISCLOSED_MONTHS: u32 = 24;

/// Somebody who plans or speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Discloser {
    /// When their disclosure of interests was filed.
    pub filed: Option<Stamp>,
}

/// The gate of publishing: everybody has disclosed, not longer than two years before the day, and a quarter of the content is interactive.
/// Nobody named is not everybody: a session without a planner cannot be published as accredited.
pub fn session(day: NaiveDate, people: &[Discloser], interactive: u32, content: u32) -> Gate {
    let share = interactive_share(interactive, content);
    let need = INTERACTIVE;
    let enough = share >= need;
    let why = if enough { Why::InteractiveEnough { share, need } } else { Why::InteractiveShort { share, need } };
    Gate::of(Track::Publishing, vec![disclosed(day, people), Requirement::holds(What::Interactive, enough, why)])
}

fn disclosed(day: NaiveDate, people: &[Discloser]) -> Requirement {
    let fresh: Vec<Stamp> = people.iter().filter_map(|p| p.filed.filter(|stamp| months_later(stamp.on, DISCLOSED_MONTHS) >= day)).collect();
    let missing = people.len().max(1) - fresh.len();
    let since = fresh.iter().max().copied().filter(|_| missing == 0);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let yes = |_| Why::AllDisclosed { count: number(fresh.len()) };
    Requirement::by(What::Disclosed, since, yes, || Why::DisclosureMissing { count: number(missing) })
}

/// A pearl leaves the consult only when both have agreed to these very words (R0.8); changed words need both again.
pub fn pearl(caller: Option<Stamp>, on_call: Option<Stamp>) -> Gate {
    let agreed = |what, since| Requirement::by(what, since, |stamp: Stamp| Why::Agreed { day: stamp.on }, || Why::NotAgreed);
    Gate::of(Track::Pearl, vec![agreed(What::CallerAgrees, caller), agreed(What::OnCallAgrees, on_call)])
}
