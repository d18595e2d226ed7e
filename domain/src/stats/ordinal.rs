//! The ladder from Novice to Expert: who stands where before and after, and which way they moved.
//! The five rungs: Dreyfus & Dreyfus, *A Five-Stage Model* (1980); Benner, *From Novice to Expert* (1984).

use serde::{Deserialize, Serialize};

use super::suppress::{self, Cell, Shielded, Threshold};

/// The rungs, lowest first, as keys for a translator. Level 1 is the first.
pub const RUNGS: [&str; 5] = ["novice", "advanced-beginner", "competent", "proficient", "expert"];

/// Where people stood before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// People with both levels.
    pub n_pairs: u64,
    /// Pairs with a level outside 1..=k: not counted anywhere else.
    pub n_dropped: u64,
    /// `table[from][to]`: people who stood on level from + 1 and now stand on level to + 1.
    pub table: Vec<Vec<u64>>,
    /// People on each level before: the row sums.
    pub before: Vec<u64>,
    /// People on each level after: the column sums.
    pub after: Vec<u64>,
    /// People now higher.
    pub up: u64,
    /// People on the same level.
    pub same: u64,
    /// People now lower.
    pub down: u64,
}

/// Counts the moves of people on a ladder of `k` levels, numbered from 1. Each pair is (before, after).
pub fn ladder(pairs: &[(u32, u32)], k: usize) -> Ladder {
    let place = |level: u32| (level as usize).checked_sub(1).filter(|at| *at < k);
    let kept: Vec<(usize, usize)> = pairs.iter().filter_map(|(from, to)| Some((place(*from)?, place(*to)?))).collect();
    let mut table = vec![vec![0_u64; k]; k];
    for (from, to) in &kept {
        table[*from][*to] += 1;
    }
    let count = |moved: fn(&(usize, usize)) -> bool| kept.iter().filter(|pair| moved(pair)).count() as u64;
    Ladder {
        n_pairs: kept.len() as u64,
        n_dropped: (pairs.len() - kept.len()) as u64,
        before: table.iter().map(|row| row.iter().sum()).collect(),
        after: (0..k).map(|to| table.iter().map(|row| row[to]).sum()).collect(),
        table,
        up: count(|(from, to)| to > from),
        same: count(|(from, to)| to == from),
        down: count(|(from, to)| to < from),
    }
}

/// What of a ladder may be shown to people who must not single anybody out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShieldedLadder {
    /// The table and both distributions.
    pub table: Shielded,
    /// Up, same, down.
    pub moves: [Cell; 3],
}

impl Ladder {
    /// The ladder with small cells withheld. The moves are sums over the table, so they are shown only beside a table that withholds nothing;
    /// a page that shows no table asks for [`Ladder::moves`].
    pub fn shielded(&self, threshold: Threshold) -> ShieldedLadder {
        let table = suppress::table(&self.table, threshold);
        let whole = table.withholds_nothing();
        let moves = [self.up, self.same, self.down].map(|n| if whole { Cell::Shown(n) } else { Cell::Held });
        ShieldedLadder { table, moves }
    }

    /// Up, same and down with their total, small cells withheld: for a page that shows neither the table nor the distributions.
    pub fn moves(&self, threshold: Threshold) -> Shielded {
        suppress::table(&[vec![self.up, self.same, self.down]], threshold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_are_counted_once_each() {
        let found = ladder(&[(1, 2), (1, 2), (2, 2), (5, 4), (3, 5), (0, 1), (2, 6)], RUNGS.len());
        assert_eq!((found.n_pairs, found.n_dropped, found.up, found.same, found.down), (5, 2, 3, 1, 1));
        assert_eq!((found.before, found.after), (vec![2, 1, 1, 0, 1], vec![0, 3, 0, 1, 1]));
        assert_eq!((found.table[0][1], found.table[4][3], found.table[2][4]), (2, 1, 1));
        assert_eq!(ladder(&[(1, 1)], 0).n_dropped, 1);
    }

    #[test]
    fn moves_are_withheld_with_the_table() {
        let pairs = [vec![(1, 2); 9], vec![(2, 1); 8]].concat();
        let ladder = ladder(&pairs, 2);
        assert_eq!(ladder.shielded(Threshold::STANDARD).moves, [9, 0, 8].map(Cell::Shown));
        assert_eq!(ladder.shielded(Threshold::CUT).moves, [Cell::Held; 3]);
        assert!(ladder.moves(Threshold::STANDARD).withholds_nothing());
    }
}
