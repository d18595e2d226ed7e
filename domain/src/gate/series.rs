//! One certificate for a whole series (R2.9): every session was held, and enough of them are done. What "done" is, the gate of each says.

use super::meeting::Meeting;
use super::{Gate, Requirement, Track, What, Why};
use crate::day::Stamp;

/// The certificate of a series, from each session and its own gate. `least` sessions are enough; nothing: all that were not called off.
/// With a smaller number the end of the series is waited for all the same: a certificate never has to be issued twice because more was done.
pub fn certificate(sessions: &[(Meeting, Gate)], least: Option<u32>) -> Gate {
    let held: Vec<&(Meeting, Gate)> = sessions.iter().filter(|(meeting, _)| !meeting.cancelled).collect();
    Gate::of(Track::Certificate, vec![over(&held), enough(&held, least)])
}

fn over(held: &[&(Meeting, Gate)]) -> Requirement {
    let left = held.iter().filter(|(meeting, _)| meeting.over.is_none()).count();
    let last = held.iter().filter_map(|(meeting, _)| meeting.over).max().filter(|_| left == 0);
    Requirement::by(What::Series, last, |stamp| Why::SeriesHeld { day: stamp.on }, || Why::SeriesRuns { left: small(left) })
}

fn enough(held: &[&(Meeting, Gate)], least: Option<u32>) -> Requirement {
    let all = small(held.len());
    let need = least.map_or(all, |least| least.min(all)).max(1);
    let mut done: Vec<Stamp> = held.iter().filter_map(|(_, gate)| gate.since()).collect();
    done.sort_unstable();
    let have = small(done.len());
    let since = done.get(need as usize - 1).copied();
    Requirement::by(What::Sessions, since, |_| Why::SessionsDone { have, need }, || Why::SessionsMissing { have, need })
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
