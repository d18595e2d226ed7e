//! Paired change.

use std::collections::BTreeSet;

use domain::stats::paired;
use domain::timepoint::Timepoint;

use super::Closed;
use super::presence::FEW;
use super::responding::{after, length, pairs};
use super::view::{Change, Question, Scale, Shown};
use crate::surveys::Measures;
use crate::surveys::measures::Series;

/// The scale of the ladder's domains. It has no mean here: beside counts of people on rungs, a mean would tell the counts withheld.
const LADDER: &str = "ladder";

pub(super) fn scales(measured: &Measures, closed: &Closed) -> Vec<Scale> {
    let own = |s: &&Series| s.key != LADDER || measured.ladder.is_empty();
    measured.scales.iter().filter(own).map(|s| scale(s, closed)).collect()
}

fn scale(series: &Series, closed: &Closed) -> Scale {
    let after = after(series, closed);
    let change = after.map_or(Change::NotYet, |at| change(&pairs(series, at).map(|(_, pair)| pair).collect::<Vec<_>>()));
    Scale { key: series.key.clone(), title: series.title.clone(), range: (series.min, series.max), items: series.items.0, after, change }
}

/// What may be said of these pairs.
pub(super) fn change(pairs: &[(f64, f64)]) -> Change {
    if length(pairs.len()) < FEW {
        return Change::Few;
    }
    let found = paired::analyse(pairs, 0);
    let alike = [found.sd_pre, found.sd_post, found.sd_diff].contains(&Some(0.0));
    if alike {
        return Change::Alike(found.n_pairs, found.sentences);
    }
    Change::Shown(Box::new(Shown { sums: sums(pairs), found }))
}

/// Whether nobody rose, fell or stayed, or at least five did, each way.
fn sums(pairs: &[(f64, f64)]) -> bool {
    // In billionths, as the test itself takes them: 0.3 − 0.2 and 0.2 − 0.1 are the same change.
    let ways = pairs.iter().map(|(pre, post)| ((post - pre) * 1e9).round());
    let (up, down) = ways.fold((0, 0), |(up, down), by| (up + u64::from(by > 0.0), down + u64::from(by < 0.0)));
    [up, down, length(pairs.len()) - up - down].iter().all(|n| !(1..FEW).contains(n))
}

/// Questions asked in the same words before and after a session, by session.
pub(super) fn questions(measured: &Measures, closed: &Closed) -> Vec<Question> {
    let all = measured.items.iter().chain(&measured.scales);
    let before = all.filter(|s| s.points.keys().any(|at| matches!(at, Timepoint::BeforeSession(_))));
    before.filter_map(|s| question(measured, s, closed)).collect()
}

fn question(measured: &Measures, before: &Series, closed: &Closed) -> Option<Question> {
    let same = |s: &&Series| s.title == before.title && (s.min, s.max) == (before.min, before.max);
    let follows = |s: &&Series| s.points.keys().any(|at| matches!(at, Timepoint::AfterSession(_)));
    let after = measured.items.iter().chain(&measured.scales).filter(same).find(follows)?;
    let numbers: BTreeSet<u16> =
        before.points.keys().filter_map(|at| if let Timepoint::BeforeSession(k) = at { Some(*k) } else { None }).collect();
    let one = |k: u16| {
        let (first, second) = (Timepoint::BeforeSession(k), Timepoint::AfterSession(k));
        if !closed.has(first) || !closed.has(second) {
            return (k, Change::NotYet);
        }
        let start = before.points.get(&first);
        let then = after.points.get(&second).into_iter().flatten();
        let pairs: Vec<(f64, f64)> = then.filter_map(|(code, post)| Some((*start?.get(code)?, *post))).collect();
        (k, change(&pairs))
    };
    Some(Question { title: before.title.clone(), range: (before.min, before.max), sessions: numbers.into_iter().map(one).collect() })
}
