//! Programs that come to a meeting to take notes.

use crate::table::fold;

/// Names that only such programs bear.
const NAMES: &[&str] = &[
    "otter ai",
    "otterpilot",
    "fireflies",
    "fathom",
    "read ai",
    "read meeting notes",
    "tl dv",
    "meetgeek",
    "avoma",
    "sembly",
    "krisp",
    "grain recorder",
    "supernormal",
    "chorus ai",
    "gong notetaker",
    "zoom ai companion",
    "ai companion",
    "copilot",
    "circleback",
    "jamie ai",
    "tactiq",
    "airgram",
    "colibri ai",
    "plaud",
    "granola",
];

/// Words that make a name one of a program, whoever brought it: `Amara's Notetaker`.
const WORDS: &[&str] =
    &["notetaker", "note taker", "otterpilot", "preneur de notes", "assistant de notes", "meeting notes", "recorder bot"];

/// Whether the name is that of a program.
pub(super) fn is_bot(name: &str) -> bool {
    let name = fold(name);
    let begins = |known: &&str| name.strip_prefix(*known).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    NAMES.iter().any(|known| begins(&known)) || WORDS.iter().any(|word| format!(" {name} ").contains(&format!(" {word} ")))
}

#[cfg(test)]
mod tests {
    use super::is_bot;

    #[test]
    fn programs_that_take_notes_are_told_from_people() {
        for name in [
            "Otter.ai",
            "OtterPilot",
            "Fireflies.ai Notetaker",
            "Amara's Notetaker",
            "read.ai meeting notes",
            "tl;dv",
            "Preneur de notes d’Éloïse",
        ] {
            assert!(is_bot(name), "{name}");
        }
        for name in ["Fathoma Diallo", "Grain Lefebvre", "Otto Aiken", "Jamie Airhart", "Reade Meeting", "Copilote Tremblay", ""] {
            assert!(!is_bot(name), "{name}");
        }
    }
}
