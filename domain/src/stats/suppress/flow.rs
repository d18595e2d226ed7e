//! How far a reader can narrow down a withheld cell.
//!
//! Each row, each column, the row of totals and the column of totals is a node; each count is an edge that carries it: a cell from its row
//! to its column, a column's total from the column to the row of totals, the grand total from there to the column of totals, a row's total
//! from there to the row. What flows into a node flows out of it: exactly what "the cells add up to the totals" says. Shown counts are fixed;
//! a withheld one can rise by whatever flows back from its end to its start through other withheld ones, and fall likewise.

/// A row and a column of the table, totals included.
type Place = (usize, usize);

/// The counts as a network; capacities are cut at `most`, for more is never asked.
pub(super) struct Network<'a> {
    counts: &'a [Vec<u64>],
    held: &'a [Vec<bool>],
    rows: usize,
    columns: usize,
    most: u64,
}

/// One way along which a count may change.
struct Arc {
    from: usize,
    to: usize,
    place: Place,
    cost: u64,
}

impl<'a> Network<'a> {
    /// The network of a table whose last row and column are totals.
    pub(super) fn of(counts: &'a [Vec<u64>], held: &'a [Vec<bool>], most: u64) -> Self {
        let (rows, columns) = (counts.len().saturating_sub(1), counts.first().map_or(0, |row| row.len().saturating_sub(1)));
        Self { counts, held, rows, columns, most }
    }

    fn nodes(&self) -> usize {
        self.rows + self.columns + 2
    }

    fn places(&self) -> impl Iterator<Item = (Place, u64)> {
        self.counts.iter().enumerate().flat_map(|(row, line)| line.iter().enumerate().map(move |(column, count)| ((row, column), *count)))
    }

    fn edge(&self, (row, column): Place) -> (usize, usize) {
        let (totals_row, totals_column) = (self.rows + self.columns, self.rows + self.columns + 1);
        match (row == self.rows, column == self.columns) {
            (false, false) => (row, self.rows + column),
            (true, false) => (self.rows + column, totals_row),
            (false, true) => (totals_column, row),
            (true, true) => (totals_row, totals_column),
        }
    }

    /// How wide the range of this withheld count is; `most` or more when that wide.
    pub(super) fn width(&self, place: Place) -> u64 {
        let (from, to) = self.edge(place);
        let mut room = self.room();
        let fall = std::mem::take(&mut room[to][from]);
        room[from][to] = 0;
        let up = flow(&mut room.clone(), to, from, self.most);
        up + flow(&mut room, from, to, fall)
    }

    /// `room[a][b]`: how much more may flow from a to b. A withheld count can rise freely, and fall to 1.
    fn room(&self) -> Vec<Vec<u64>> {
        let mut room = vec![vec![0; self.nodes()]; self.nodes()];
        for (place, count) in self.places().filter(|((row, column), _)| self.held[*row][*column]) {
            let (from, to) = self.edge(place);
            room[from][to] = self.most;
            room[to][from] = count.saturating_sub(1).min(self.most);
        }
        room
    }

    /// The counts to withhold so that this one can rise, or fall, by `most`: those of the cheapest loop through it that are still shown.
    pub(super) fn cheapest_loop(&self, place: Place) -> Vec<Place> {
        let (from, to) = self.edge(place);
        let arcs = self.arcs(place);
        let falls = self.counts[place.0][place.1] > self.most;
        let ways = [self.path(&arcs, to, from), falls.then(|| self.path(&arcs, from, to)).flatten()];
        let cheapest = ways.into_iter().flatten().min_by_key(|(cost, _)| *cost).map(|(_, places)| places).unwrap_or_default();
        cheapest.into_iter().filter(|(row, column)| !self.held[*row][*column]).collect()
    }

    /// Every way with room for `most`, without this place: a count that is not zero can rise, a larger one can fall.
    fn arcs(&self, without: Place) -> Vec<Arc> {
        let mut arcs = Vec::new();
        for (place, count) in self.places().filter(|(place, count)| *count > 0 && *place != without) {
            let ((from, to), cost) = (self.edge(place), self.cost(place, count));
            arcs.push(Arc { from, to, place, cost });
            if count > self.most {
                arcs.push(Arc { from: to, to: from, place, cost });
            }
        }
        arcs
    }

    /// Nothing for what is withheld already, else its people; a total is dearer than any cell.
    fn cost(&self, (row, column): Place, count: u64) -> u64 {
        let total = row == self.rows || column == self.columns;
        if self.held[row][column] { 0 } else { count.saturating_add(if total { u64::from(u32::MAX) } else { 0 }) }
    }

    /// The cheapest path and its cost. Bellman, *Quart. Appl. Math.* 16 (1958) 87–90.
    fn path(&self, arcs: &[Arc], from: usize, to: usize) -> Option<(u64, Vec<Place>)> {
        let mut best: Vec<Option<(u64, Vec<Place>)>> = vec![None; self.nodes()];
        best[from] = Some((0, Vec::new()));
        for _ in 0..self.nodes() {
            for arc in arcs {
                let Some((cost, places)) = &best[arc.from] else { continue };
                let cost = cost.saturating_add(arc.cost);
                if best[arc.to].as_ref().is_none_or(|(known, _)| cost < *known) {
                    best[arc.to] = Some((cost, [places.as_slice(), &[arc.place]].concat()));
                }
            }
        }
        best.swap_remove(to)
    }
}

/// The largest flow, at most `most`: path by path (Ford & Fulkerson, *Canad. J. Math.* 8 (1956) 399–404).
fn flow(room: &mut [Vec<u64>], from: usize, to: usize, most: u64) -> u64 {
    let mut found = 0;
    while found < most {
        let mut seen = vec![false; room.len()];
        let step = push(room, from, to, most - found, &mut seen);
        if step == 0 {
            break;
        }
        found += step;
    }
    found
}

fn push(room: &mut [Vec<u64>], at: usize, to: usize, most: u64, seen: &mut [bool]) -> u64 {
    if at == to {
        return most;
    }
    seen[at] = true;
    for next in 0..room.len() {
        if seen[next] || room[at][next] == 0 {
            continue;
        }
        let step = push(room, next, to, most.min(room[at][next]), seen);
        if step > 0 {
            room[at][next] -= step;
            room[next][at] += step;
            return step;
        }
    }
    0
}
