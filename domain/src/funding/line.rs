//! The lines of a group's budget (H7), and the pay of which sessions they hold.

use serde::{Deserialize, Serialize};

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Rooms.
    Space,
    /// Food and drink.
    Catering,
    /// The sessional pay of those who took part, and of the leader.
    Sessional,
    /// The pay of the peer mentor.
    Mentor,
}

impl LineKind {
    /// Each, in the order of a budget.
    pub const ALL: [Self; 4] = [Self::Space, Self::Catering, Self::Sessional, Self::Mentor];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Space => "space",
            Self::Catering => "catering",
            Self::Sessional => "sessional",
            Self::Mentor => "mentor",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for kind in LineKind::ALL {
            assert_eq!(LineKind::parse(kind.code()), Some(kind));
        }
        assert_eq!(LineKind::parse("yachts"), None);
    }
}
