//! Text that people type, parsed once at the edge: trimmed, in NFC, free of control characters, no longer than its field.

use unicode_normalization::UnicodeNormalization;

use crate::fault::FieldFault;

/// Longest name of anything, in characters.
pub const NAME: usize = 200;
/// Longest post, case field or letter, in characters (security §3.2).
pub const LONG: usize = 64 * 1024;
/// Longest chat message, in characters.
pub const CHAT: usize = 8 * 1024;

/// NFC, line ends as `\n`, no control characters but line feed and tab, no blank edges.
pub fn tidy(raw: &str) -> String {
    let joined = raw.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = joined.nfc().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    kept.trim().to_owned()
}

/// One line: as `tidy`, and every run of white space becomes one space.
pub fn tidy_line(raw: &str) -> String {
    tidy(raw).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What shows nothing, or turns round what stands beside it: in a name or a title it only deceives.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// What joins or parts the letters around it in Persian and in scripts of India, and the parts of a small picture.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// A name or a title without what cannot be seen. Joiners stay between what is not ASCII, where they have work to do.
pub fn seen(text: &str) -> String {
    let joins = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !is_unseen(c));
    let (mut out, mut rest) = (String::with_capacity(text.len()), text.chars());
    while let Some(c) = rest.next() {
        let works = is_joiner(c) && joins(out.chars().next_back()) && joins(rest.clone().next());
        if works || !is_unseen(c) {
            out.push(c);
        }
    }
    out.nfc().collect()
}

/// The same for names that a person reads as the same: without case, accents, spaces and marks.
pub fn name_key(name: &str) -> String {
    name.nfkd().filter(|c| c.is_alphanumeric() && !is_unseen(*c)).flat_map(char::to_lowercase).collect()
}

/// A required single line of at most `max` characters, a letter or a number among them.
pub fn line(field: &str, raw: &str, max: usize) -> Result<String, FieldFault> {
    let text = optional_line(field, raw, max)?;
    if text.is_empty() {
        return Err(FieldFault::new(field, "fault-empty"));
    }
    if text.chars().any(char::is_alphanumeric) { Ok(text) } else { Err(FieldFault::new(field, "fault-no-letter")) }
}

/// A single line that may be empty: it holds nothing that cannot be seen.
pub fn optional_line(field: &str, raw: &str, max: usize) -> Result<String, FieldFault> {
    let text = tidy_line(&seen(&tidy(raw)));
    if text.chars().count() > max { Err(too_long(field, max)) } else { Ok(text) }
}

/// A required text of at most `max` characters, of which one can be seen.
pub fn long(field: &str, raw: &str, max: usize) -> Result<String, FieldFault> {
    let text = optional_long(field, raw, max)?;
    if text.chars().all(|c| c.is_whitespace() || is_unseen(c)) { Err(FieldFault::new(field, "fault-empty")) } else { Ok(text) }
}

/// A text that may be empty.
pub fn optional_long(field: &str, raw: &str, max: usize) -> Result<String, FieldFault> {
    let text = tidy(raw);
    if text.chars().count() > max { Err(too_long(field, max)) } else { Ok(text) }
}

fn too_long(field: &str, max: usize) -> FieldFault {
    FieldFault::new(field, "fault-too-long").with("max", max)
}

/// An e-mail address, lower-cased. Conservative: one `@`, a domain with a dot, no spaces, at most 254 bytes.
pub fn email(field: &str, raw: &str) -> Result<String, FieldFault> {
    let text = tidy_line(raw).to_lowercase();
    if text.is_empty() {
        return Err(FieldFault::new(field, "fault-empty"));
    }
    if is_email(&text) { Ok(text) } else { Err(FieldFault::new(field, "fault-email")) }
}

/// Whether the text has the shape of an address that mail can reach.
pub fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let plain = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let host_ok =
        host.contains('.') && host.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'));
    text.len() <= 254 && !local.is_empty() && local.len() <= 64 && local.chars().all(plain) && host_ok
}

/// A path on this site to return to: starts with one `/`, never leaves the site. Anything else becomes `/`.
pub fn local_path(raw: &str) -> String {
    let safe =
        raw.starts_with('/') && !raw.starts_with("//") && !raw.contains('\\') && !raw.chars().any(char::is_control) && raw.len() <= 400;
    if safe { raw.to_owned() } else { "/".to_owned() }
}

/// A web address for people to follow: `https://` (or `http://`) and nothing that runs.
pub fn web_address(field: &str, raw: &str) -> Result<String, FieldFault> {
    let text = tidy_line(raw);
    let scheme = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = scheme.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or(""));
    let fine =
        text.len() <= 600 && host.is_some_and(|h| !h.is_empty()) && !text.chars().any(|c| c.is_whitespace() || "\"<>\\`".contains(c));
    if fine { Ok(text) } else { Err(FieldFault::new(field, "fault-web-address")) }
}

/// Lower-case ASCII words joined by hyphens, for addresses of pages: letters lose their accents.
pub fn slug(name: &str) -> String {
    let plain: String = name.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    let mut out = String::new();
    for c in plain.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').chars().take(50).collect::<String>().trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn text_is_kept_in_one_normal_form() {
        assert_eq!(tidy("  Be\u{301}\u{0} \r\n x "), "Bé \n x");
        assert_eq!(tidy_line(" a \n\t b "), "a b");
    }

    #[test]
    fn a_name_holds_nothing_that_cannot_be_seen() {
        let name = |raw: &str| line("name", raw, NAME);
        assert_eq!(name("\u{202e}Amara\u{200b} \u{2066}Okafor\u{feff}\u{200d}").unwrap(), "Amara Okafor");
        assert_eq!(name("می\u{200c}خواهم").unwrap(), "می\u{200c}خواهم", "a joiner that has work to do stays");
        for blank in ["\u{200b}", " \u{3164}\u{2800} ", "\u{202e}\u{200f}"] {
            assert_eq!(name(blank).unwrap_err().word, "fault-empty");
            assert_eq!(long("body", blank, LONG).unwrap_err().word, "fault-empty");
        }
        assert_eq!(name("…!").unwrap_err().word, "fault-no-letter");
        assert_eq!(long("body", "👍", CHAT).unwrap(), "👍", "a message may be a sign");
        assert_eq!(long("body", "é", 1).unwrap(), "é", "limits are of characters");
        assert!(long("body", "ééé", 2).is_err());
    }

    #[test]
    fn names_that_read_the_same_have_one_key() {
        for same in ["amara  okafor", "Ámara-Okafor", "AMARA OKAFOR", "Amara\u{200b}Okafor", "Ａｍａｒａ Okafor"] {
            assert_eq!(name_key(same), "amaraokafor", "{same}");
        }
        assert_ne!(name_key("Amara O."), name_key("Amara Okafor"));
    }

    #[test]
    fn an_address_has_one_at_sign_and_a_dotted_host() {
        for good in ["a@b.ca", "amara.okafor+x@example.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "a@b", "a@@b.ca", "a b@c.ca", "@b.ca", "a@b..ca", "a@b.ca\nBcc: x@y.ca"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn a_next_page_never_leaves_the_site() {
        assert_eq!(local_path("/cases?x=1"), "/cases?x=1");
        for bad in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""] {
            assert_eq!(local_path(bad), "/");
        }
    }

    #[test]
    fn web_addresses_do_not_run() {
        assert!(web_address("url", "https://example.org/a?b=c").is_ok());
        for bad in ["javascript:alert(1)", "https://", "https://a b", "data:text/html,x", "https://x/\"onclick="] {
            assert!(web_address("url", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_slug_is_plain() {
        assert_eq!(slug("Psychosocial Palliative ECHO, Été 2026"), "psychosocial-palliative-echo-ete-2026");
    }
}
