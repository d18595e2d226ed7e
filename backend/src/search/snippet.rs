//! The words around a match, in pieces, so that a page can mark the match and escape everything.

use super::fold::{self, Word};

/// Words shown before the first match.
const BEFORE: usize = 10;
/// Words shown in all.
const SHOWN: usize = 34;

/// A piece of text: found, or around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, not escaped.
    pub text: String,
    /// Whether it matches.
    pub hit: bool,
}

impl Piece {
    /// A piece that matches nothing.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), hit: false }
    }
}

/// The whole text, with matches marked.
pub fn marked(text: &str, terms: &[String]) -> Vec<Piece> {
    pieces(text, &fold::words(text), terms, 0, text.len())
}

/// Some words around the first match; the beginning when nothing matches.
pub fn around(text: &str, terms: &[String]) -> Vec<Piece> {
    let words = fold::words(text);
    let first = words.iter().position(|w| matches(w, terms)).unwrap_or(0);
    let from = first.saturating_sub(BEFORE);
    let until = usize::min(from + SHOWN, words.len());
    let start = if from == 0 { 0 } else { words.get(from).map_or(0, |w| w.at.start) };
    let end = if until == words.len() { text.len() } else { words.get(until - 1).map_or(text.len(), |w| w.at.end) };
    let mut out = pieces(text, words.get(from..until).unwrap_or_default(), terms, start, end);
    if start > 0 {
        out.insert(0, Piece::plain("… "));
    }
    if end < text.len() {
        out.push(Piece::plain(" …"));
    }
    out
}

fn pieces(text: &str, words: &[Word], terms: &[String], start: usize, end: usize) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = start;
    for word in words.iter().filter(|w| matches(w, terms)) {
        push(&mut out, text.get(at..word.at.start), false);
        push(&mut out, text.get(word.at.clone()), true);
        at = word.at.end;
    }
    push(&mut out, text.get(at..end), false);
    out
}

fn push(out: &mut Vec<Piece>, text: Option<&str>, hit: bool) {
    if let Some(text) = text.filter(|t| !t.is_empty()) {
        out.push(Piece { text: text.to_owned(), hit });
    }
}

/// As the question is matched: whole words, and the last as the beginning of one.
fn matches(word: &Word, terms: &[String]) -> bool {
    let Some((last, whole)) = terms.split_last() else { return false };
    whole.contains(&word.folded) || word.folded.starts_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pieces: &[Piece]) -> String {
        pieces.iter().map(|p| if p.hit { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn the_match_stands_among_its_neighbours() {
        let terms = ["deuil".to_owned(), "anti".to_owned()];
        assert_eq!(said(&marked("Le DEUIL, anticipé", &terms)), "Le [DEUIL], [anticipé]");
        let long = format!("{} le deuil {}", "avant ".repeat(50), "après ".repeat(50));
        let shown = said(&around(&long, &terms));
        assert!(shown.starts_with("… avant") && shown.contains("[deuil]") && shown.ends_with("après …"), "{shown}");
        assert_eq!(said(&around("", &terms)), "");
    }
}
