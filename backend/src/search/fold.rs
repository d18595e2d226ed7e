//! Words as they are stored and asked for: letters and digits only, lower case, without accents. "Québec", "QUEBEC" and "quebec" are one.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest stored word, in characters; what is longer is cut, when stored and when asked for.
const LONGEST: usize = 64;

/// One word of a text: where it stands, and how it is stored.
pub struct Word {
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// As stored.
    pub folded: String,
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices() {
        match (is_of_word(c), start) {
            (true, None) if !is_combining_mark(c) => start = Some(i),
            (false, Some(from)) => {
                push(&mut out, text, from..i);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        push(&mut out, text, from..text.len());
    }
    out
}

/// The words of a text, joined by single spaces.
pub fn folded(text: &str) -> String {
    words(text).into_iter().map(|w| w.folded).collect::<Vec<_>>().join(" ")
}

fn push(out: &mut Vec<Word>, text: &str, at: Range<usize>) {
    let folded = text.get(at.clone()).map(fold).unwrap_or_default();
    if !folded.is_empty() {
        out.push(Word { at, folded });
    }
}

/// Modifier apostrophes and marks of stress part words, as a plain apostrophe does; modifier letters such as `ʷ` do not.
fn is_of_word(c: char) -> bool {
    (c.is_alphanumeric() && !('\u{2b9}'..='\u{2df}').contains(&c)) || is_combining_mark(c)
}

fn fold(word: &str) -> String {
    let plain = word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let mut out = String::with_capacity(word.len());
    for c in plain {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            c if c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_apostrophes_make_no_difference() {
        assert_eq!(folded("L’Été à QUÉBEC, trauma-informed"), "l ete a quebec trauma informed");
        assert_eq!(folded("Tŝilhqot'in xʷməθkʷəy̓əm Łódź œdème"), "tsilhqot in xwməθkwəyəm lodz oedeme");
        assert_eq!(folded("Kwakwaka\u{2bc}wakw"), folded("Kwakwaka'wakw"));
        assert_eq!(folded(" '\"*() :- "), "");
    }

    #[test]
    fn a_word_knows_where_it_stood() {
        let text = "«Été» 2026";
        let found: Vec<&str> = words(text).into_iter().map(|w| &text[w.at]).collect();
        assert_eq!(found, ["Été", "2026"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(folded(&"a".repeat(70_000)).len(), LONGEST);
    }
}
