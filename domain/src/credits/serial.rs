//! Serial numbers of certificates: eighty bits of chance, so that nobody guesses one (security §2.2 k), and two check characters, so that a slip
//! of the pen is told from a forgery: `7Q4M-0B2Z-K9TX-5WHC-3E`.
//!
//! The whole number leaves 1 when it is divided by 1021. That is a prime, and no power of 32 below the 204th leaves 1: every single wrong
//! character and every exchange of two is found.

use std::fmt;
use std::str::FromStr;

/// Crockford's: no I, L, O, U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DIVISOR: u128 = 1021;
const CHARACTERS: usize = 18;

/// A serial number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Serial(u128);

/// The text is no serial number; most often a character was misread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a serial number")]
pub struct NotASerial;

impl Serial {
    /// The serial number of ten random bytes.
    pub fn of(chance: [u8; 10]) -> Self {
        let body = chance.iter().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        let check = (DIVISOR + 1 - (body << 10) % DIVISOR) % DIVISOR;
        Self(body << 10 | check)
    }

    fn is_whole(self) -> bool {
        self.0 % DIVISOR == 1 && self.0 & 1023 < DIVISOR
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in 0..CHARACTERS {
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
            let five = (self.0 >> (5 * (CHARACTERS - 1 - place))) & 31;
            write!(f, "{}", char::from(LETTERS[five as usize]))?;
        }
        Ok(())
    }
}

impl FromStr for Serial {
    type Err = NotASerial;
    /// Small letters, spaces and other dashes are forgiven; O is read as 0, I and L as 1.
    fn from_str(text: &str) -> Result<Self, NotASerial> {
        let written = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'));
        let values: Vec<u128> = written.map(value).collect::<Option<_>>().ok_or(NotASerial)?;
        if values.len() != CHARACTERS {
            return Err(NotASerial);
        }
        Some(Self(values.iter().fold(0, |number, five| number << 5 | five))).filter(|s| s.is_whole()).ok_or(NotASerial)
    }
}

fn value(letter: char) -> Option<u128> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    LETTERS.iter().position(|l| char::from(*l) == letter).map(|five| five as u128)
}
