//! Blotting words out of a text.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What stands where something was blotted out.
pub const BLOT: &str = "[redacted]";

/// The text with every passage blotted out, and how many places there were.
pub fn all(text: &str, passages: &[String]) -> (String, usize) {
    let (mut out, mut places) = (text.to_owned(), 0);
    for passage in passages {
        let (next, n) = blot(&out, passage);
        (out, places) = (next, places + n);
    }
    (out, places)
}

/// Whether the span stands in the text.
pub fn stands(text: &str, span: &str) -> bool {
    blot(text, span).1 > 0
}

/// The text with every place of the span replaced, and how many there were.
pub fn blot(text: &str, span: &str) -> (String, usize) {
    let span: Vec<char> = span.split_whitespace().collect::<Vec<_>>().join(" ").chars().flat_map(plain).collect();
    let (mut out, mut rest, mut places) = (String::with_capacity(text.len()), text, 0);
    while let Some(first) = rest.chars().next() {
        match match_len(rest, &span) {
            Some(n) if n > 0 => {
                out.push_str(BLOT);
                rest = rest.get(n..).unwrap_or_default();
                places += 1;
            }
            _ => {
                out.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    (out, places)
}

/// How many bytes of the text's beginning are the span: letters in any case, one space for any white space, lookalikes alike.
fn match_len(text: &str, span: &[char]) -> Option<usize> {
    let mut wanted = span.iter().copied().peekable();
    let mut chars = text.char_indices().peekable();
    while wanted.peek().is_some() {
        let (_, c) = chars.next()?;
        if c.is_whitespace() {
            (wanted.next()? == ' ').then_some(())?;
            while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        } else {
            for lower in plain(c) {
                (wanted.next()? == lower).then_some(())?;
            }
        }
    }
    // An accent behind the last letter makes it another letter.
    match chars.peek() {
        Some((_, c)) if is_combining_mark(*c) => None,
        next => Some(next.map_or(text.len(), |(at, _)| *at)),
    }
}

/// A character as it is compared: small, its accents behind it, and one for all that look alike: keyboards type `'`, word processors `’`.
fn plain(c: char) -> impl Iterator<Item = char> {
    std::iter::once(if c == '\u{b4}' { '\'' } else { c }).nfkd().flat_map(char::to_lowercase).filter_map(|c| match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bc}' | '\u{2b9}' | '`' => Some('\''),
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        // Nobody sees these.
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        other => Some(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_found_in_any_case_and_across_lines() {
        assert_eq!(blot("Mrs. Éva\n  DUBÉ, and éva dubé.", "Éva Dubé"), ("Mrs. [redacted], and [redacted].".to_owned(), 2));
        assert_eq!(blot("İstanbul", "x"), ("İstanbul".to_owned(), 0));
        assert_eq!(blot("", "ab"), (String::new(), 0));
        assert_eq!(blot("aab", "ab"), ("a[redacted]".to_owned(), 1));
    }

    #[test]
    fn what_looks_alike_is_alike() {
        for (text, span) in [
            ("Mr O’Brien left", "O'Brien"),
            ("Mr O'Brien left", "O’Brien"),
            ("Mr Jean\u{2011}Luc left", "Jean-Luc"),
            ("Mr Du\u{301}be\u{301} left", "dúbé"),
            ("Mr Zeb\u{ad}u\u{200b}lon left", "Zebulon"),
            ("Mr “Red” left", "\"Red\""),
            ("Mr Ann\u{a0}Lee left", "Ann Lee"),
        ] {
            assert_eq!(blot(text, span), ("Mr [redacted] left".to_owned(), 1), "{text} {span}");
        }
        assert_eq!(blot("café", "cafe").1, 0, "an accent is no lookalike");
    }
}
