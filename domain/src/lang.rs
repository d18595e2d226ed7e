//! The two languages of every page, letter and export.

use serde::{Deserialize, Serialize};

/// English or (Canadian) French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// Both, English first.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The two-letter code, as in `<html lang>` and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

impl std::str::FromStr for Lang {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text.trim().get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("en") => Ok(Self::En),
            Some("fr") => Ok(Self::Fr),
            _ => Err(()),
        }
    }
}
