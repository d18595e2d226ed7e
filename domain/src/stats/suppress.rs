//! Small-cell suppression: counts of few people are not shown, nor can they be worked out from the totals beside them.
//!
//! The rules:
//! - A count of 1..k−1 is withheld. So is one that leaves 1..k−1 for the rest of its row or column: the rest would be told by subtraction.
//! - Zero is shown, for it speaks of nobody — unless the whole table counts fewer than k people: then all of it is withheld.
//! - In a table every withheld cell, small or not, looks the same ([`Cell::Held`]). Were small ones marked "fewer than 5", a mark beside a
//!   total could tell the number: of 6 people in two withheld cells, one "few" and one not, the few are 1.
//! - Cells are withheld beside them until every withheld cell could be anything in a range at least k wide. The range is exact:
//!   counts with their margins are a flow in a network (Cox, *JASA* 90 (1995) 1453–1462), and a reader knows that a withheld cell is not zero.
//!   The cells withheld for that are never zero, rather cells than totals, and count the fewest people.

mod flow;

use serde::{Deserialize, Serialize};

use flow::Network;

/// Counts below k are few. Never below 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold(u64);

impl Threshold {
    /// k = 5, the floor.
    pub const STANDARD: Self = Self(5);
    /// k = 10, for cuts by community or profession.
    pub const CUT: Self = Self(10);

    /// This k, or the floor if it is lower.
    pub fn at_least(k: u64) -> Self {
        Self(k.max(Self::STANDARD.0))
    }

    fn few(self, n: u64) -> bool {
        (1..self.0).contains(&n)
    }
}

/// A count as a reader may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// The count itself.
    Shown(u64),
    /// Fewer than k, but not zero.
    Few,
    /// Withheld from a table: it is small, or it would tell a small one.
    Held,
}

/// One count that stands alone, k = 5. Counts that add up to a shown total belong into [`table`].
pub fn shown(n: u64) -> Cell {
    shown_at(n, Threshold::STANDARD)
}

/// One count that stands alone.
pub fn shown_at(n: u64, threshold: Threshold) -> Cell {
    if threshold.few(n) { Cell::Few } else { Cell::Shown(n) }
}

/// A table with its margins, as a reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shielded {
    /// The cells, row by row.
    pub cells: Vec<Vec<Cell>>,
    /// The sum of each row.
    pub row_totals: Vec<Cell>,
    /// The sum of each column.
    pub column_totals: Vec<Cell>,
    /// The sum of all.
    pub total: Cell,
}

impl Shielded {
    /// Whether every count is shown.
    pub fn withholds_nothing(&self) -> bool {
        let margins = self.row_totals.iter().chain(&self.column_totals).chain([&self.total]);
        self.cells.iter().flatten().chain(margins).all(|cell| *cell != Cell::Held)
    }
}

/// Withholds the small cells of a table and those that would tell them. Rows shorter than the longest end in zeros.
pub fn table(counts: &[Vec<u64>], threshold: Threshold) -> Shielded {
    let mut sheet = Sheet::with_margins(counts);
    sheet.withhold_small(threshold);
    while let Some(companions) = sheet.companions(threshold) {
        companions.iter().for_each(|(row, column)| sheet.held[*row][*column] = true);
    }
    sheet.shielded()
}

/// The counts with a last row and a last column of totals, and which of them are withheld.
struct Sheet {
    counts: Vec<Vec<u64>>,
    held: Vec<Vec<bool>>,
    rows: usize,
    columns: usize,
}

impl Sheet {
    fn with_margins(counts: &[Vec<u64>]) -> Self {
        let (rows, columns) = (counts.len(), counts.iter().map(Vec::len).max().unwrap_or(0));
        let mut counts: Vec<Vec<u64>> = counts.to_vec();
        for row in &mut counts {
            row.resize(columns, 0);
            row.push(row.iter().sum());
        }
        counts.push((0..=columns).map(|at| counts.iter().map(|row| row[at]).sum()).collect());
        let held = vec![vec![false; columns + 1]; rows + 1];
        Self { counts, held, rows, columns }
    }

    fn places(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let columns = self.columns;
        (0..=self.rows).flat_map(move |row| (0..=columns).map(move |column| (row, column)))
    }

    fn withhold_small(&mut self, threshold: Threshold) {
        let all = threshold.few(self.counts[self.rows][self.columns]);
        for (row, column) in self.places() {
            let n = self.counts[row][column];
            let rests = [self.counts[row][self.columns] - n, self.counts[self.rows][column] - n];
            let tells = n > 0 && ((column < self.columns && threshold.few(rests[0])) || (row < self.rows && threshold.few(rests[1])));
            self.held[row][column] = all || threshold.few(n) || tells;
        }
    }

    /// What to withhold beside the first withheld cell that a reader could place within fewer than k; none when there is no such cell.
    /// A table withheld as a whole needs nothing more.
    fn companions(&self, threshold: Threshold) -> Option<Vec<(usize, usize)>> {
        if self.places().all(|(row, column)| self.held[row][column]) {
            return None;
        }
        let network = Network::of(&self.counts, &self.held, threshold.0);
        let mut weak = self.places().filter(|(row, column)| self.held[*row][*column]);
        let weak = weak.find(|place| network.width(*place) < threshold.0)?;
        Some(network.cheapest_loop(weak)).filter(|more| !more.is_empty())
    }

    fn shielded(&self) -> Shielded {
        let cell = |row: usize, column: usize| if self.held[row][column] { Cell::Held } else { Cell::Shown(self.counts[row][column]) };
        Shielded {
            cells: (0..self.rows).map(|row| (0..self.columns).map(|column| cell(row, column)).collect()).collect(),
            row_totals: (0..self.rows).map(|row| cell(row, self.columns)).collect(),
            column_totals: (0..self.columns).map(|column| cell(self.rows, column)).collect(),
            total: cell(self.rows, self.columns),
        }
    }
}

#[cfg(test)]
mod tests;
