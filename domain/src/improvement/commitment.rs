//! Commitments: what somebody writes they will do differently, one a line, and what became of each two months later (H11).

/// Most commitments of a plan: those who promise ten keep none.
pub const MOST: usize = 5;

/// Longest commitment, in characters.
pub const LONGEST: usize = 300;

/// The commitments of a text: its lines, without the dashes and dots that people put before them.
pub fn lines(text: &str) -> Vec<String> {
    let bare = |line: &str| line.trim().trim_start_matches(['-', '*', '•', '–']).trim().to_owned();
    text.lines().map(bare).filter(|line| !line.is_empty()).collect()
}

/// What became of a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Done.
    Done,
    /// In part.
    Partly,
    /// Not done.
    Not,
}

impl Kept {
    /// Each, the best first.
    pub const ALL: [Self; 3] = [Self::Done, Self::Partly, Self::Not];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Partly => "partly",
            Self::Not => "not",
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
    fn each_line_is_one_commitment() {
        assert_eq!(lines("- Ask about fear\n\n  • Call back within a day \n"), ["Ask about fear", "Call back within a day"]);
        assert!(lines(" \n-\n").is_empty());
    }

    #[test]
    fn words_read_back() {
        for kept in Kept::ALL {
            assert_eq!(Kept::parse(kept.code()), Some(kept));
        }
        assert_eq!(Kept::parse(""), None);
    }
}
