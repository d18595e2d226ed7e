//! By which number a college knows somebody, so that it can enter their credits itself (I12).

use crate::fault::FieldFault;
use crate::text;

/// The kind of credit that the College of Family Physicians of Canada enters.
pub const KIND: &str = "mainpro";

/// The fewest and the most digits of a number of the CFPC.
pub const DIGITS: std::ops::RangeInclusive<usize> = 5..=7;

/// A number of the CFPC as typed: digits, with spaces and dashes forgiven. Nothing typed is no number.
pub fn number(field: &str, raw: &str) -> Result<Option<String>, FieldFault> {
    let plain: String = text::tidy_line(raw).chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let fits = DIGITS.contains(&plain.len()) && plain.chars().all(|c| c.is_ascii_digit());
    if fits { Ok(Some(plain)) } else { Err(FieldFault::new(field, "fault-cfpc-number")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_five_to_seven_digits() {
        for (typed, read) in
            [("123456", Some("123456")), (" 12 34-56 ", Some("123456")), ("", None), ("  ", None), ("00123", Some("00123"))]
        {
            assert_eq!(number("cfpc", typed).map(|n| n.as_deref().map(ToOwned::to_owned)), Ok(read.map(ToOwned::to_owned)), "{typed}");
        }
        for typed in ["1234", "12345678", "12345a", "=12345", "１２３４５６", "123456\u{202e}", "<b>12345</b>"] {
            assert!(number("cfpc", typed).is_err(), "{typed}");
        }
    }
}
