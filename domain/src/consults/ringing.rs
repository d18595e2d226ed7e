//! Who rings next, and until when (G3): the one on shift, then the backup, then all of the pathway. Each hop is stored with its beginning, so a
//! server that starts again in the middle goes on where it was.

use chrono::{DateTime, Duration, Utc};

use super::{Act, State};
use crate::id::PersonId;

/// One hop: who is rung, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Everybody who is rung.
    pub people: Vec<PersonId>,
    /// For so many seconds.
    pub seconds: u32,
}

/// What is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Go on ringing this hop until then.
    Wait(DateTime<Utc>),
    /// It is missed; ring this one.
    Escalate(usize),
    /// It is missed, and it was the last.
    Exhaust,
}

/// The hops of a call. Nobody is rung twice in a row alone, and the caller never; an empty pathway has no hop.
pub fn plan(on_shift: Option<PersonId>, backup: Option<PersonId>, pathway: &[PersonId], caller: PersonId, seconds: u32) -> Vec<Hop> {
    let mut all: Vec<PersonId> = pathway.iter().chain(&on_shift).chain(&backup).copied().filter(|p| *p != caller).collect();
    all.sort_unstable();
    all.dedup();
    let alone = |person: Option<PersonId>| person.filter(|p| *p != caller).map(|p| vec![p]);
    let mut hops: Vec<Vec<PersonId>> =
        [alone(on_shift), alone(backup), Some(all)].into_iter().flatten().filter(|p| !p.is_empty()).collect();
    hops.dedup();
    hops.into_iter().map(|people| Hop { people, seconds }).collect()
}

/// What is to be done with hop number `hop`, which began `since`. `gone` are those who are offline or have passed it on: a hop of nobody else
/// is missed at once. So is one that begins later than a hop takes, by a clock that went back (F07): better to ring the next too early than
/// this one for hours.
pub fn next(hops: &[Hop], hop: usize, since: DateTime<Utc>, now: DateTime<Utc>, gone: &[PersonId]) -> Next {
    let reachable = |h: &&Hop| h.people.iter().any(|p| !gone.contains(p));
    let length = hops.get(hop).filter(reachable).map(|h| Duration::seconds(i64::from(h.seconds)));
    match length.filter(|length| since <= now + *length && now < since + *length) {
        Some(length) => Next::Wait(since + length),
        None => later(hops, hop, gone).map_or(Next::Exhaust, Next::Escalate),
    }
}

/// The next hop with anybody in it who can be reached.
fn later(hops: &[Hop], hop: usize, gone: &[PersonId]) -> Option<usize> {
    (hop + 1..hops.len()).find(|i| hops[*i].people.iter().any(|p| !gone.contains(p)))
}

/// Why somebody may not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Another was first, or it is over.
    Answered,
    /// They were not rung.
    NotRung,
    /// Nothing rings at this moment.
    NotRinging,
}

/// Whether this person may answer now. Everybody who was rung so far may: the first telephone rings on while the second begins.
pub fn answer(state: State, hops: &[Hop], hop: usize, person: PersonId) -> Result<State, Refusal> {
    let rung = hops.iter().take(hop + 1).any(|h| h.people.contains(&person));
    match state {
        _ if !rung => Err(Refusal::NotRung),
        State::Requested | State::Missed => Err(Refusal::NotRinging),
        ringing => ringing.after(Act::Answer).ok_or(Refusal::Answered),
    }
}
