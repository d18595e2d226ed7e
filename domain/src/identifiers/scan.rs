//! A text as words, numbers and marks, with look-alike characters made plain and invisible ones skipped.

use super::plain_letters::{compatible, is_combining_mark, without_accents};
use super::{Finding, Kind, Severity};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Word,
    Num,
    Mark,
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// A word (lower case, without accents), a run of digits, or one mark.
#[derive(Debug)]
pub(super) struct Token {
    pub sort: Sort,
    pub text: String,
    /// How many letters or digits.
    pub len: usize,
    /// Begins with a capital.
    pub cap: bool,
    /// Has no small letter, and more than one letter.
    pub upper: bool,
    pub gap: Gap,
    pub start: usize,
    pub end: usize,
}

/// One character made plain, with the bytes it came from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain {
    pub c: char,
    pub start: usize,
    pub end: usize,
}

/// A text ready to be searched.
pub(super) struct Scan {
    pub plain: Vec<Plain>,
    pub tokens: Vec<Token>,
}

impl Scan {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let plain = plain(text);
        let tokens = tokens(&plain);
        Self { plain, tokens }
    }

    /// The word at this place, or an empty text.
    pub fn word(&self, i: usize) -> &str {
        self.of_sort(i, Sort::Word)
    }

    /// The digits at this place, or an empty text.
    pub fn num(&self, i: usize) -> &str {
        self.of_sort(i, Sort::Num)
    }

    /// The number at this place, when it has at most nine digits.
    pub fn value(&self, i: usize) -> Option<u32> {
        let digits = self.num(i);
        if digits.len() > 9 { None } else { digits.parse().ok() }
    }

    /// Whether this mark stands at this place.
    pub fn mark(&self, i: usize, mark: char) -> bool {
        self.tokens.get(i).is_some_and(|t| t.sort == Sort::Mark && t.text.starts_with(mark))
    }

    /// Whether one of these marks stands at this place.
    pub fn marked(&self, i: usize, marks: &str) -> bool {
        self.tokens.get(i).is_some_and(|t| t.sort == Sort::Mark && t.text.chars().all(|c| marks.contains(c)))
    }

    fn of_sort(&self, i: usize, sort: Sort) -> &str {
        self.tokens.get(i).filter(|t| t.sort == sort).map_or("", |t| t.text.as_str())
    }

    /// Whether nothing stands between this token and the one before.
    pub fn joined(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.gap == Gap::None) && i > 0
    }

    /// Whether letters or digits stand right before this token.
    pub fn joined_to_word(&self, i: usize) -> bool {
        self.joined(i) && self.tokens.get(i - 1).is_some_and(|t| t.sort != Sort::Mark)
    }

    /// Whether at most a line's end stands between this token and the one before.
    pub fn near(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.gap <= Gap::Line)
    }

    /// Whether a capitalised word stands here.
    pub fn cap(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.sort == Sort::Word && t.cap)
    }

    /// Whether a word all in capitals stands here.
    pub fn upper(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.sort == Sort::Word && t.upper)
    }

    /// How many letters or digits this token has.
    pub fn len(&self, i: usize) -> usize {
        self.tokens.get(i).map_or(0, |t| t.len)
    }

    /// The words and numbers before this place, oldest first, each between spaces: for "date of birth" and its like.
    pub fn before(&self, i: usize, most: usize) -> String {
        let mut from = i;
        let mut taken = 0;
        while from > 0 && taken < most && self.tokens.get(from).is_none_or(|t| t.gap != Gap::Paragraph) {
            from -= 1;
            if self.tokens.get(from).is_some_and(|t| t.sort != Sort::Mark) {
                taken += 1;
            }
        }
        let mut out = String::from(" ");
        for token in self.tokens.get(from..i).unwrap_or_default().iter().filter(|t| t.sort != Sort::Mark) {
            out.push_str(&token.text);
            out.push(' ');
        }
        out
    }

    /// Whether a sentence begins with this token.
    pub fn opens_sentence(&self, i: usize) -> bool {
        i == 0 || self.tokens.get(i).is_some_and(|t| t.gap >= Gap::Line) || self.marked(i - 1, ".!?:;\"«»-•(#>")
    }

    /// A finding over these tokens, both included.
    pub fn finding(&self, kind: Kind, severity: Severity, first: usize, last: usize) -> Option<Finding> {
        let (start, end) = (self.tokens.get(first)?.start, self.tokens.get(last)?.end);
        (start < end).then_some(Finding { start, end, severity, kind })
    }
}

/// Characters that show nothing: they are skipped, so that they cannot hide a number.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

fn plain(text: &str) -> Vec<Plain> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let (shown, len) = entity(text, at).unwrap_or((c, c.len_utf8()));
        let end = at + len;
        if !is_invisible(shown) && shown != '\r' {
            out.push(Plain { c: simple(shown), start: at, end });
        }
        at = end;
    }
    out
}

/// A numeric character reference of HTML (`&#57;`), which Markdown would show as its character.
fn entity(text: &str, at: usize) -> Option<(char, usize)> {
    let rest = text.get(at..)?.strip_prefix("&#")?;
    let close = rest.bytes().take(9).position(|b| b == b';')?;
    let digits = rest.get(..close)?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some((char::from_u32(code)?, close + 3))
}

/// The plain form of a character: full-width digits and letters, every kind of space, dash and apostrophe.
fn simple(c: char) -> char {
    match c {
        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => '\n',
        '\n' => c,
        c if c.is_ascii() => c,
        c if c.is_whitespace() => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{2032}' => '\'',
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
        '\u{966}'..='\u{96f}' => digit(c, 0x966),
        '\u{a66}'..='\u{a6f}' => digit(c, 0xa66),
        c => compatible(c),
    }
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c).saturating_sub(zero), 10).unwrap_or(c)
}

/// Lower case, without accents.
pub(super) fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        _ => without_accents(c, out),
    }
}

/// Marks of Markdown that vanish when it is rendered.
fn is_markup(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '`' | '\\')
}

fn tokens(plain: &[Plain]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let (mut gap, mut at) = (Gap::None, 0);
    while let Some(here) = plain.get(at) {
        let sort = match here.c {
            '\n' => {
                gap = if gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
                at += 1;
                continue;
            }
            ' ' | '\t' => {
                gap = gap.max(Gap::Space);
                at += 1;
                continue;
            }
            c if is_markup(c) => {
                // Between letters or digits a low line is seen, and parts them: "Wong_Susan.pdf".
                let beside = |i: usize| plain.get(i).is_some_and(|p| p.c.is_alphanumeric());
                if c == '_' && at > 0 && beside(at - 1) && beside(at + 1) {
                    gap = gap.max(Gap::Space);
                }
                at += 1;
                continue;
            }
            c if c.is_ascii_digit() => Sort::Num,
            c if c.is_alphabetic() => Sort::Word,
            _ => Sort::Mark,
        };
        let end = if sort == Sort::Mark { at + 1 } else { run_end(plain, at, sort) };
        out.push(token(plain.get(at..end).unwrap_or_default(), sort, gap));
        gap = Gap::None;
        at = end;
    }
    out
}

fn run_end(plain: &[Plain], from: usize, sort: Sort) -> usize {
    let fits = |c: char| if sort == Sort::Num { c.is_ascii_digit() } else { c.is_alphabetic() || is_combining_mark(c) };
    let rest = plain.get(from..).unwrap_or_default();
    from + rest.iter().position(|p| !fits(p.c)).unwrap_or(rest.len())
}

fn token(run: &[Plain], sort: Sort, gap: Gap) -> Token {
    let mut text = String::with_capacity(run.len());
    for p in run.iter().filter(|p| !is_combining_mark(p.c)) {
        fold(p.c, &mut text);
    }
    let letters = run.iter().filter(|p| !is_combining_mark(p.c)).count();
    Token {
        sort,
        text,
        len: letters,
        cap: sort == Sort::Word && run.first().is_some_and(|p| p.c.is_uppercase()),
        upper: sort == Sort::Word && letters > 1 && !run.iter().any(|p| p.c.is_lowercase()),
        gap,
        start: run.first().map_or(0, |p| p.start),
        end: run.last().map_or(0, |p| p.end),
    }
}
