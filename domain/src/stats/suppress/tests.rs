use proptest::prelude::*;

use super::*;

fn marks(counts: &[&[u64]]) -> Vec<String> {
    let shielded = table(&counts.iter().map(|row| row.to_vec()).collect::<Vec<_>>(), Threshold::STANDARD);
    let text = |cell: &Cell| if let Cell::Shown(n) = cell { n.to_string() } else { "-".to_owned() };
    let mut lines: Vec<Vec<Cell>> = shielded.cells.clone();
    lines.iter_mut().zip(&shielded.row_totals).for_each(|(row, total)| row.push(*total));
    lines.push([shielded.column_totals.clone(), vec![shielded.total]].concat());
    lines.iter().map(|row| row.iter().map(text).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn a_lone_count_is_shown_or_few() {
    assert_eq!([0, 1, 4, 5, 26].map(shown), [Cell::Shown(0), Cell::Few, Cell::Few, Cell::Shown(5), Cell::Shown(26)]);
    assert_eq!((shown_at(9, Threshold::CUT), shown_at(10, Threshold::CUT)), (Cell::Few, Cell::Shown(10)));
    assert_eq!((Threshold::at_least(1), Threshold::at_least(20)), (Threshold::STANDARD, Threshold(20)));
}

#[test]
fn a_table_without_small_cells_is_whole() {
    assert_eq!(marks(&[&[5, 0], &[7, 12]]), ["5 0 5", "7 12 19", "12 12 24"]);
    assert_eq!(marks(&[]), ["0"]);
    assert_eq!(marks(&[&[0, 0]]), ["0 0 0", "0 0 0"]);
}

#[test]
fn a_lone_small_cell_takes_the_smallest_others_with_it() {
    assert_eq!(marks(&[&[3, 20, 9], &[30, 14, 25], &[40, 11, 33]]), ["- - 9 32", "- - 25 69", "40 11 33 84", "73 45 67 185"]);
    assert_eq!(marks(&[&[8, 1, 20]]), ["- - 20 29", "- - 20 29"]);
}

#[test]
fn what_the_rest_would_tell_is_withheld_too() {
    // 30 of 33: the other three would be told by subtraction.
    assert_eq!(marks(&[&[30, 1, 2]])[0], "- - - 33");
    assert_eq!(marks(&[&[2, 1], &[0, 0]]), ["- - -", "- - -", "- - -"]);
}

/// Every value that a cell takes in tables which the display allows: tried one after another, cells up to 12.
fn possible(counts: &[Vec<u64>], seen: &Shielded) -> Vec<Vec<std::collections::BTreeSet<u64>>> {
    let places: Vec<(usize, usize)> = (0..counts.len()).flat_map(|row| (0..counts[row].len()).map(move |at| (row, at))).collect();
    let mut found = vec![vec![Default::default(); counts[0].len()]; counts.len()];
    let mut guess = counts.to_vec();
    fill(&mut guess, seen, &places, &mut found);
    found
}

fn fill(guess: &mut Vec<Vec<u64>>, seen: &Shielded, left: &[(usize, usize)], found: &mut Vec<Vec<std::collections::BTreeSet<u64>>>) {
    let Some(((row, at), left)) = left.split_first() else {
        if allowed(guess, seen) {
            guess.iter().zip(found).for_each(|(row, sets)| row.iter().zip(sets).for_each(|(n, set)| set.extend([*n])));
        }
        return;
    };
    match seen.cells[*row][*at] {
        Cell::Shown(n) => {
            guess[*row][*at] = n;
            fill(guess, seen, left, found);
        }
        _ => (1..=12).for_each(|n| {
            guess[*row][*at] = n;
            fill(guess, seen, left, found);
        }),
    }
}

fn allowed(guess: &[Vec<u64>], seen: &Shielded) -> bool {
    let is = |cell: Cell, n: u64| if let Cell::Shown(shown) = cell { shown == n } else { n > 0 };
    let sum = |at: usize| guess.iter().map(|row| row[at]).sum::<u64>();
    let total = guess.iter().flatten().sum();
    guess.iter().zip(&seen.row_totals).all(|(row, cell)| is(*cell, row.iter().sum()))
        && seen.column_totals.iter().enumerate().all(|(at, cell)| is(*cell, sum(at)))
        && is(seen.total, total)
}

/// The lines that a reader can add up: rows and columns, each with its total.
fn lines(seen: &Shielded) -> Vec<Vec<Cell>> {
    let totals = [seen.column_totals.clone(), vec![seen.total]].concat();
    let mut rows: Vec<Vec<Cell>> =
        seen.cells.iter().zip(&seen.row_totals).map(|(row, total)| [row.clone(), vec![*total]].concat()).collect();
    rows.push(totals);
    let columns: Vec<Vec<Cell>> = (0..rows[0].len()).map(|at| rows.iter().map(|row| row[at]).collect()).collect();
    [rows, columns].concat()
}

fn counts(rows: std::ops::Range<usize>, columns: std::ops::Range<usize>, most: u64) -> impl Strategy<Value = Vec<Vec<u64>>> {
    (rows, columns).prop_flat_map(move |(r, c)| proptest::collection::vec(proptest::collection::vec(0..most, c), r))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn no_line_has_a_single_hole_and_no_small_count_is_shown(counts in counts(1..7, 1..7, 15), k in 5u64..12) {
        let seen = table(&counts, Threshold::at_least(k));
        for line in lines(&seen) {
            prop_assert_ne!(line.iter().filter(|cell| **cell == Cell::Held).count(), 1);
            prop_assert!(line.iter().all(|cell| !matches!(cell, Cell::Shown(n) if (1..k).contains(n))));
        }
        prop_assert!(counts.iter().flatten().sum::<u64>() < k || seen.cells.iter().flatten().zip(counts.iter().flatten()).all(|(cell, n)| *n > 0 || *cell == Cell::Shown(0)));
    }

    #[test]
    fn every_withheld_cell_keeps_a_wide_range(counts in counts(1..3, 1..3, 7)) {
        let seen = table(&counts, Threshold::STANDARD);
        let possible = possible(&counts, &seen);
        prop_assume!(counts.iter().flatten().sum::<u64>() >= 5);
        for (cell, values) in seen.cells.iter().flatten().zip(possible.iter().flatten()) {
            let width = values.last().zip(values.first()).map_or(0, |(most, least)| most - least);
            prop_assert!(*cell != Cell::Held || width >= 5, "{counts:?} {seen:?} {values:?}");
        }
    }
}
