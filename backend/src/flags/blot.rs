//! Blotting words out of a text.

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

/// The text with every place of the span replaced, and how many there were.
pub fn blot(text: &str, span: &str) -> (String, usize) {
    let span: Vec<char> = span.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().chars().collect();
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

/// How many bytes of the text's beginning are the span: letters in any case, one space for any white space.
fn match_len(text: &str, span: &[char]) -> Option<usize> {
    let mut wanted = span.iter().copied().peekable();
    let mut chars = text.char_indices().peekable();
    while wanted.peek().is_some() {
        let (_, c) = chars.next()?;
        if c.is_whitespace() {
            (wanted.next()? == ' ').then_some(())?;
            while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        } else {
            for lower in c.to_lowercase() {
                (wanted.next()? == lower).then_some(())?;
            }
        }
    }
    Some(chars.peek().map_or(text.len(), |(at, _)| *at))
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
}
