//! From Novice to Expert: of each domain as much as does not tell what is withheld.

use domain::stats::ordinal::{self, Ladder};
use domain::stats::suppress::{self, Cell, Threshold};

use super::Closed;
use super::guard::{Crowd, Figure, Throws};
use super::presence::{FEW, alone};
use super::responding::{after, pairs};
use super::view::{Count, Domain, Rungs};
use crate::surveys::Measures;
use crate::surveys::measures::Rung;

pub(super) fn domains(measured: &Measures, closed: &Closed) -> Vec<Domain> {
    measured.ladder.iter().map(|rung| domain(rung, closed)).collect()
}

fn domain(rung: &Rung, closed: &Closed) -> Domain {
    let scores: Vec<f64> = rung.levels.iter().filter_map(|level| level.score).collect();
    let place = |score: f64| scores.iter().position(|s| (s - score).abs() < 1e-9).and_then(|at| u32::try_from(at + 1).ok());
    let after = after(&rung.series, closed);
    let moves: Vec<(u32, u32)> =
        after.into_iter().flat_map(|at| pairs(&rung.series, at)).filter_map(|(_, (pre, post))| Some((place(pre)?, place(post)?))).collect();
    let found = ordinal::ladder(&moves, scores.len());
    Domain {
        key: rung.series.key.clone(),
        title: rung.series.title.clone(),
        levels: rung.levels.iter().filter(|level| level.score.is_some()).map(|level| level.label.clone()).collect(),
        n: if after.is_none() { Count::NotYet } else { alone(found.n_pairs) },
        shown: shown(&found),
        after,
    }
}

/// The most that can be shown: the transition table with both distributions and the moves; else distributions and moves; else one of them.
fn shown(found: &Ladder) -> Option<Rungs> {
    if found.n_pairs < FEW {
        return None;
    }
    candidates(found).into_iter().find(|rungs| useful(rungs, found.n_pairs) && tells_nothing(rungs, found))
}

fn candidates(found: &Ladder) -> Vec<Rungs> {
    let whole = found.shielded(Threshold::STANDARD);
    let told = whole.table.withholds_nothing();
    let table = Rungs {
        levels: Some([whole.table.row_totals.clone(), whole.table.column_totals.clone()]),
        moves: told.then_some(whole.moves),
        table: Some(whole.table),
    };
    let row = |counts: &[u64]| suppress::table(&[counts.to_vec()], Threshold::STANDARD).cells.into_iter().next().unwrap_or_default();
    let levels = Some([row(&found.before), row(&found.after)]);
    let moves = <[Cell; 3]>::try_from(row(&[found.up, found.same, found.down])).ok();
    let sides = |levels, moves| Rungs { levels, table: None, moves };
    vec![table, sides(levels.clone(), moves), sides(None, moves), sides(levels, None)]
}

/// Worth the page: the table shows where half of the people stood, the rest at least somebody.
fn useful(rungs: &Rungs, all: u64) -> bool {
    let seen = |cells: &[Cell]| cells.iter().map(|c| if let Cell::Shown(n) = c { *n } else { 0 }).sum::<u64>();
    let enough = |n: u64| if rungs.table.is_some() { 2 * n >= all } else { n > 0 };
    let levels = rungs.levels.as_ref().is_none_or(|[before, after]| enough(seen(before)) && enough(seen(after)));
    levels && rungs.moves.as_ref().is_none_or(|moves| seen(moves) > 0)
}

/// Whether no withheld number can be narrowed down, by somebody who knows how many pairs there are and all that is shown.
fn tells_nothing(rungs: &Rungs, found: &Ladder) -> bool {
    let k = found.before.len();
    let figure = |cell: &Cell| if let Cell::Shown(n) = cell { Figure::known(*n) } else { Figure::held() };
    let levels = rungs.levels.iter().flatten().flatten().map(figure);
    let moves = rungs.moves.iter().flatten().map(figure);
    let cells = rungs.table.iter().flat_map(|t| t.cells.iter().flatten()).map(figure);
    let (of_levels, of_moves) = (levels.clone().count(), moves.clone().count());
    let counts_in = |(from, to): &(usize, usize)| {
        let way = usize::from(to <= from) + usize::from(to < from);
        let mut mask = 0_u128;
        if of_levels > 0 {
            mask |= 1 << from | 1 << (k + to);
        }
        if of_moves > 0 {
            mask |= 1 << (of_levels + way);
        }
        if rungs.table.is_some() {
            mask |= 1 << (of_levels + of_moves + from * k + to);
        }
        mask
    };
    let imagine = |throws: &mut Throws, a: (usize, usize), b: (usize, usize)| {
        let mut level = || throws.below(k);
        let (from, to, other) = (level(), level(), level());
        match throws.below(6) {
            0 => ((from, to), b),
            1 => ((a.0, b.1), (b.0, a.1)),
            2 => ((a.0, to), b),
            3 => ((from, a.1), b),
            4 => ((from, to), (other, b.1)),
            _ => ((a.0, to), (b.0, other)),
        }
    };
    let people: Vec<(usize, usize)> = found
        .table
        .iter()
        .enumerate()
        .flat_map(|(from, row)| row.iter().enumerate().map(move |(to, n)| ((from, to), *n)))
        .flat_map(|(place, n)| std::iter::repeat_n(place, usize::try_from(n).unwrap_or(0)))
        .collect();
    let figures: Vec<Figure> = levels.chain(moves).chain(cells).collect();
    figures.len() <= 128 && Crowd { people, figures, counts_in: &counts_in, imagine: &imagine }.keeps_its_secrets()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladder(rows: [[u32; 5]; 5]) -> Ladder {
        let mut pairs = Vec::new();
        for (from, row) in (1..).zip(rows) {
            for (to, n) in (1..).zip(row) {
                pairs.extend(std::iter::repeat_n((from, to), n as usize));
            }
        }
        ordinal::ladder(&pairs, 5)
    }

    #[test]
    fn four_pairs_show_nothing_and_a_large_crowd_everything() {
        assert_eq!(shown(&ordinal::ladder(&[(1, 2); 4], 5)), None);
        let rows = [[0, 9, 8, 0, 0], [0, 0, 12, 7, 0], [0, 0, 6, 9, 5], [0, 0, 0, 0, 9], [0, 0, 0, 0, 0]];
        let all = shown(&ladder(rows)).unwrap_or_default();
        assert!(all.table.is_some_and(|t| t.withholds_nothing()));
        assert_eq!(all.moves, Some([59, 6, 0].map(Cell::Shown)));
    }

    #[test]
    fn a_real_domain_of_twenty_shows_some_of_each() {
        let rows = [[0, 1, 0, 2, 0], [0, 2, 3, 1, 1], [0, 0, 4, 1, 1], [0, 1, 1, 0, 2], [0, 0, 0, 0, 0]];
        let some = shown(&ladder(rows)).unwrap_or_default();
        assert!(some.table.is_none() && (some.levels.is_some() || some.moves.is_some()), "{some:?}");
        let cells = some.levels.iter().flatten().flatten().chain(some.moves.iter().flatten());
        assert!(cells.copied().all(|c| !matches!(c, Cell::Shown(1..=4) | Cell::Few)));
    }
}
