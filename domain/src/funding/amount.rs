//! Amounts of money as people type and read them. Inside they are cents, and never a fraction of one.

use crate::lang::Lang;

/// Reads `350`, `350.5`, `350,50`, `1 200.00` or `$350` as cents. Nothing where it is no amount, or has more than two decimals.
pub fn parse(text: &str) -> Option<i64> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '$' && *c != '\u{a0}' && *c != '\u{202f}').collect();
    let (whole, part) = bare.rsplit_once(['.', ',']).unwrap_or((bare.as_str(), ""));
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || !digits(whole) || !digits(part) || part.len() > 2 {
        return None;
    }
    let cents: i64 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + cents)
}

/// As a field shows it again, and as a file has it: `350.00`.
pub fn plain(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

/// As a page shows it: `$1,200.00`, « 1 200,00 $ ».
pub fn show(cents: i64, lang: Lang) -> String {
    let (whole, part) = ((cents.abs() / 100).to_string(), cents.abs() % 100);
    let (between, point) = if lang == Lang::En { (",", '.') } else { ("\u{a0}", ',') };
    let mut groups: Vec<&str> = Vec::new();
    let mut rest = whole.as_str();
    while rest.len() > 3 {
        let (head, tail) = rest.split_at(rest.len() - 3);
        groups.push(tail);
        rest = head;
    }
    groups.push(rest);
    groups.reverse();
    let number = format!("{}{point}{part:02}", groups.join(between));
    let sign = if cents < 0 { "−" } else { "" };
    if lang == Lang::En { format!("{sign}${number}") } else { format!("{sign}{number}\u{a0}$") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them_and_nothing_else_is() {
        for (text, cents) in [("350", 35_000), ("350.5", 35_050), ("350,50", 35_050), (" $1 200.00 ", 120_000), ("0.01", 1)] {
            assert_eq!(parse(text), Some(cents), "{text}");
        }
        for text in ["", "-5", "1.234", "1,200.00", "12e3", "abc", "9999999999", ".50"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_shown_in_the_readers_way() {
        assert_eq!(show(120_005, Lang::En), "$1,200.05");
        assert_eq!(show(123_456_789, Lang::En), "$1,234,567.89");
        assert_eq!(show(-120_005, Lang::Fr), "−1\u{a0}200,05\u{a0}$");
        assert_eq!(show(99, Lang::En), "$0.99");
        assert_eq!((plain(-5), plain(35_000)), ("-0.05".to_owned(), "350.00".to_owned()));
    }
}
