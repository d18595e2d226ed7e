//! Who answered, in numbers.

use std::collections::BTreeSet;

use domain::timepoint::Timepoint;

use super::Closed;
use super::presence::{FEW, alone};
use super::view::{Both, Change, Count, Question, WaveLine};
use crate::surveys::measures::{Series, WaveCount};
use crate::surveys::{Measures, State};

/// People who answered at the start and again, at the newest time that has closed.
pub(super) fn both(measured: &Measures, closed: &Closed) -> Both {
    let series = || measured.scales.iter().chain(measured.ladder.iter().map(|r| &r.series));
    let Some(at) = series().filter_map(|s| after(s, closed)).max() else { return Both { at: None, n: Count::NotYet } };
    let people: BTreeSet<&String> = series().flat_map(|s| pairs(s, at)).map(|(code, _)| code).collect();
    Both { at: Some(at), n: alone(length(people.len())) }
}

/// The newest closed timepoint of a series that somebody answered who had answered at the start.
pub(super) fn after(series: &Series, closed: &Closed) -> Option<Timepoint> {
    let times =
        series.points.keys().rev().copied().filter(|at| *at != Timepoint::Baseline && closed.has(*at) && closed.has(Timepoint::Baseline));
    times.into_iter().find(|at| pairs(series, *at).next().is_some())
}

/// The scores of a series at the start and then, by person.
pub(super) fn pairs(series: &Series, at: Timepoint) -> impl Iterator<Item = (&String, (f64, f64))> {
    let first = series.points.get(&Timepoint::Baseline);
    let then = series.points.get(&at).into_iter().flatten();
    then.filter_map(move |(code, post)| Some((code, (*first?.get(code)?, *post))))
}

/// Every administration. `questions` are published beside them: what they say of a session's two forms is part of what a reader may subtract.
pub(super) fn waves(measured: &Measures, closed: &Closed, enrolled: u64, questions: &[Question]) -> Vec<WaveLine> {
    let mut bases = vec![enrolled];
    let line = |wave: &WaveCount| {
        let asked = length(wave.invited);
        let tells = bases.iter().any(|base| (1..FEW).contains(&base.abs_diff(asked)));
        // Where only answers are known, their number would stand for how many were asked, and tell it where it is withheld.
        let untold = tells || wave.from_elsewhere;
        let invited = if untold || (1..FEW).contains(&asked) { Count::Withheld } else { Count::Exact(asked) };
        if !untold {
            bases.push(asked);
        }
        let pairs = (wave.timepoint != Timepoint::Baseline).then(|| again(measured, closed, wave.timepoint));
        let paired = pairs.map(|n| n.map_or(Count::NotYet, alone));
        let base = if tells { asked.min(enrolled) } else { asked };
        let overlaps: Vec<u64> = pairs.flatten().into_iter().chain(told(questions, wave.timepoint)).collect();
        let answered = answered(wave, base, &overlaps);
        WaveLine { timepoint: wave.timepoint, title: wave.title.clone(), state: wave.state, invited, answered, paired }
    };
    measured.waves.iter().map(line).collect()
}

/// People who answered then and at the start; none before both have closed.
fn again(measured: &Measures, closed: &Closed, at: Timepoint) -> Option<u64> {
    let codes = |at: Timepoint| -> BTreeSet<&String> {
        let series = measured.scales.iter().chain(&measured.items).chain(measured.ladder.iter().map(|r| &r.series));
        series.filter_map(|s| s.points.get(&at)).flat_map(|points| points.keys()).collect()
    };
    let over = closed.has(at) && closed.has(Timepoint::Baseline);
    over.then(|| length(codes(at).intersection(&codes(Timepoint::Baseline)).count()))
}

/// How many people are told to have answered this form and the other of its session.
fn told(questions: &[Question], at: Timepoint) -> impl Iterator<Item = u64> {
    let session = match at {
        Timepoint::BeforeSession(k) | Timepoint::AfterSession(k) => Some(k),
        Timepoint::Baseline | Timepoint::Completion => None,
    };
    questions.iter().flat_map(|q| &q.sessions).filter(move |(k, _)| Some(*k) == session).filter_map(|(_, change)| match change {
        Change::Shown(found) => Some(length(found.n_pairs)),
        Change::Alike(n, _) => Some(length(*n)),
        Change::Few | Change::NotYet => None,
    })
}

/// Few, and few left out, are not told: neither of those asked nor of those who are told to have answered another form as well.
fn answered(wave: &WaveCount, asked: u64, overlaps: &[u64]) -> Count {
    let n = length(wave.answered);
    match wave.state {
        State::Coming => return Count::NotYet,
        State::Open if asked < FEW => return Count::Withheld,
        State::Open => return Count::SoFar(n / FEW * FEW),
        State::Late | State::Closed => {}
    }
    if asked < FEW {
        return Count::Withheld;
    }
    if (1..FEW).contains(&n) {
        return Count::Few;
    }
    let few = |rest: u64| (1..FEW).contains(&rest);
    let alone = overlaps.iter().any(|both| *both >= FEW && few(n.saturating_sub(*both)));
    let silent = few(asked.saturating_sub(n)).then(|| asked.saturating_sub(FEW - 1));
    // What is told anyway beside it is the least that can be said.
    let told = overlaps.iter().copied().filter(|both| *both <= n).chain(silent).max();
    if alone || silent.is_some() { Count::AtLeast(told.unwrap_or(FEW).max(FEW)) } else { Count::Exact(n) }
}

pub(super) fn length(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
