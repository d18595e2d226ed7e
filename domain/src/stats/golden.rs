//! Every figure against SciPy: `domain/golden/stats.py` wrote the tables.
#![allow(clippy::unwrap_used)]

use serde_json::Value;

use super::{effect, paired, student};

/// Equal to one part in 10⁹, or to 10⁻⁹.
fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

/// Equal to one part in 10⁹: for figures that may be tiny.
fn close(a: f64, b: f64) -> bool {
    a == b || (a / b - 1.0).abs() <= 1e-9
}

fn numbers(cell: &str) -> Vec<f64> {
    cell.split(' ').map(|x| x.parse().unwrap()).collect()
}

fn expected(cell: &str) -> Value {
    match cell {
        "null" => Value::Null,
        "exact" | "normal" => cell.into(),
        number => number.parse::<f64>().unwrap().into(),
    }
}

/// Tiny values must be right in their own measure, and a p however small; only a mean difference near zero may err by rounding of its sides.
fn same(key: &str, found: &Value, expected: &Value, unit: f64) -> bool {
    match (found.as_f64(), expected.as_f64()) {
        (Some(a), Some(b)) if key.starts_with("mean") || key.starts_with("ci") || key.starts_with("sd") => {
            close(a, b) || near(a / unit, b / unit)
        }
        (Some(a), Some(b)) if key.starts_with('p') => close(a, b),
        (Some(a), Some(b)) => close(a, b) || near(a, b),
        _ => found == expected,
    }
}

#[test]
fn every_figure_is_scipys() {
    let mut cases = 0;
    for line in include_str!("../../golden/stats.tsv").lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let (pre, post) = (numbers(cells[1]), numbers(cells[2]));
        let unit = pre.iter().chain(&post).fold(0.0, |most: f64, x| most.max(x.abs()));
        let pairs: Vec<(f64, f64)> = pre.into_iter().zip(post).collect();
        let json = serde_json::to_value(paired::analyse(&pairs, 0)).unwrap();
        assert_eq!(cells.len(), 3 + KEYS.len());
        for (key, cell) in KEYS.iter().zip(&cells[3..]) {
            assert!(same(key, &json[key], &expected(cell), unit), "{}: {key} is {}, not {cell}", cells[0], json[key]);
        }
        cases += 1;
    }
    assert!(cases > 150);
}

const KEYS: [&str; 21] = [
    "n_pairs",
    "n_dropped",
    "mean_pre",
    "sd_pre",
    "mean_post",
    "sd_post",
    "mean_diff",
    "sd_diff",
    "t",
    "df",
    "p",
    "ci_low",
    "ci_high",
    "d_z",
    "d_av",
    "g_av",
    "w_plus",
    "w_minus",
    "n_nonzero",
    "p_wilcoxon",
    "wilcoxon_method",
];

#[test]
fn students_distribution_is_scipys() {
    for line in include_str!("../../golden/stats_t.tsv").lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let number = |at: usize| cells[at].parse::<f64>().unwrap();
        let (df, t) = (number(0), number(1));
        assert!(close(student::two_sided_p(t, df).unwrap(), number(2)), "p of {t} with {df}");
        assert!(close(student::upper_quantile(0.025, df).unwrap(), number(3)), "quantile with {df}");
        match effect::hedges_j(df) {
            Some(j) => assert!(close(j, number(4)), "J({df})"),
            None => assert_eq!(cells[4], "null"),
        }
    }
}
