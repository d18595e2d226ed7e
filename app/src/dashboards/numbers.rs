//! Numbers as each language writes them, and counts as a reader may see them.

use backend::dashboards::Count;
use domain::lang::Lang;
use domain::stats::suppress::Cell;

use crate::visit::Visit;

/// A number with so many decimals: a point in English, a comma in French; a true minus.
pub fn number(value: f64, decimals: usize, lang: Lang) -> String {
    let text = format!("{value:.decimals$}");
    let text =
        if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') { text.replace('-', "") } else { text.replace('-', "−") };
    if lang == Lang::Fr { text.replace('.', ",") } else { text }
}

/// A probability: three decimals, and "< 0.001" below.
pub fn probability(p: f64, lang: Lang) -> String {
    if p < 0.001 { format!("<\u{a0}{}", number(0.001, 3, lang)) } else { number(p, 3, lang) }
}

/// A count as it may be seen.
pub fn count(visit: &Visit, n: Count) -> String {
    match n {
        Count::Exact(n) => n.to_string(),
        Count::Few => visit.t("dash-few"),
        Count::AtLeast(n) => visit.tw("dash-at-least", &[("n", n.into())]),
        Count::SoFar(n) => visit.tw("dash-so-far", &[("n", n.into())]),
        Count::Withheld => visit.t("dash-withheld"),
        Count::NotYet => visit.t("dash-not-yet"),
    }
}

/// The number behind a count, for drawing; nothing where it is not shown.
pub fn known(n: Count) -> Option<u64> {
    match n {
        Count::Exact(n) | Count::AtLeast(n) | Count::SoFar(n) => Some(n),
        _ => None,
    }
}

/// A cell of a table.
pub fn cell(visit: &Visit, cell: Cell) -> String {
    match cell {
        Cell::Shown(n) => n.to_string(),
        Cell::Few => visit.t("dash-few"),
        Cell::Held => visit.t("dash-held"),
    }
}

/// The number of a cell, for drawing.
pub fn shown(cell: Cell) -> Option<u64> {
    if let Cell::Shown(n) = cell { Some(n) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!(number(-1.258, 2, Lang::En), "−1.26");
        assert_eq!(number(-1.258, 2, Lang::Fr), "−1,26");
        assert_eq!(number(-0.001, 2, Lang::En), "0.00", "no minus before nothing");
        assert_eq!(probability(0.000_2, Lang::Fr), "<\u{a0}0,001");
        assert_eq!(probability(0.049_9, Lang::En), "0.050");
    }
}
