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
