//! Numbers as each language writes them: « 0,62 », "0.62"; a true minus; spaces that do not break.

use backend::dashboards::Line;
use domain::lang::Lang;
use domain::stats::describe::half_up;

/// A space that does not break.
pub const NBSP: char = '\u{a0}';

/// A number with so many decimals; a dash for one that does not exist.
pub fn number(lang: Lang, x: Option<f64>, decimals: usize) -> String {
    let Some(x) = x.filter(|x| x.is_finite()) else { return "–".to_owned() };
    let text = format!("{:.decimals$}", half_up(x, decimals).abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let zero = text.chars().all(|c| matches!(c, '0' | '.'));
    let mut out = String::from(if x < 0.0 && !zero { "−" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(if lang == Lang::Fr { NBSP } else { ',' });
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push(if lang == Lang::Fr { ',' } else { '.' });
        out.push_str(rest);
    }
    out
}

/// A number with its sign.
pub fn signed(lang: Lang, x: f64, decimals: usize) -> String {
    let text = number(lang, Some(x), decimals);
    let zero = text.chars().all(|c| !c.is_ascii_digit() || c == '0');
    if x > 0.0 && !zero { format!("+{text}") } else { text }
}

/// A probability as a table has it: "0.040", "< 0.001".
pub fn p(lang: Lang, x: Option<f64>) -> String {
    match x {
        Some(x) if x < 0.001 => format!("<{NBSP}{}", number(lang, Some(0.001), 3)),
        Some(x) if x > 0.999 && x < 1.0 => format!(">{NBSP}{}", number(lang, Some(0.999), 3)),
        x => number(lang, x, 3),
    }
}

/// A probability as a sentence has it: "p = 0.040", "p < 0.001".
pub fn p_is(lang: Lang, x: Option<f64>) -> String {
    let text = p(lang, x);
    if text.starts_with(['<', '>']) { format!("p{NBSP}{text}") } else { format!("p{NBSP}={NBSP}{text}") }
}

/// A share in whole percent: "85%", « 85 % ».
pub fn percent(lang: Lang, n: u64, of: u64) -> String {
    let whole = (n * 200 + of) / (of * 2).max(1);
    if lang == Lang::Fr { format!("{whole}{NBSP}%") } else { format!("{whole}%") }
}

/// One figure of a paired change.
pub fn line(lang: Lang, line: &Line) -> String {
    match line.key {
        "difference" | "low" | "high" => line.value.map_or_else(|| "–".to_owned(), |x| signed(lang, x, line.decimals)),
        _ if line.is_p() => p(lang, line.value),
        _ => number(lang, line.value, line.decimals),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_numbers_its_way() {
        assert_eq!((number(Lang::En, Some(-0.625), 2), number(Lang::Fr, Some(-0.626), 2)), ("−0.63".into(), "−0,63".into()));
        assert_eq!((number(Lang::En, Some(12345.6), 1), number(Lang::Fr, Some(1234.0), 0)), ("12,345.6".into(), "1\u{a0}234".into()));
        assert_eq!((number(Lang::En, Some(-0.001), 2), number(Lang::Fr, None, 2)), ("0.00".into(), "–".into()));
        assert_eq!(
            (signed(Lang::En, 0.8, 2), signed(Lang::Fr, -0.8, 2), signed(Lang::En, 0.001, 2)),
            ("+0.80".into(), "−0,80".into(), "0.00".into())
        );
        assert_eq!(
            (percent(Lang::En, 22, 26), percent(Lang::Fr, 22, 26), percent(Lang::En, 0, 0)),
            ("85%".into(), "85\u{a0}%".into(), "0%".into())
        );
    }

    #[test]
    fn a_small_p_is_not_zero_and_a_large_one_not_one() {
        assert_eq!((p(Lang::En, Some(0.0004)), p(Lang::Fr, Some(1e-9))), ("<\u{a0}0.001".into(), "<\u{a0}0,001".into()));
        assert_eq!(
            (p_is(Lang::En, Some(0.0405)), p_is(Lang::Fr, Some(1e-9))),
            ("p\u{a0}=\u{a0}0.041".into(), "p\u{a0}<\u{a0}0,001".into())
        );
        assert_eq!((p(Lang::En, Some(0.9996)), p(Lang::En, Some(1.0))), (">\u{a0}0.999".into(), "1.000".into()));
    }
}
