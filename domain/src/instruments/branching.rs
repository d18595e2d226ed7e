//! Branching logic as REDCap writes it: `[used] = "1" and ([age] >= 18 or [why(3)] = "1")`.
//!
//! Parsing may fail; evaluating never does. What is not answered is the empty text. Two numbers compare as numbers; otherwise `=` and `<>`
//! compare text, and an order (`<`, `<=` …) does not hold. Calculations, functions and fields of other events are refused.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::box_key;

/// Deepest nesting of parentheses and `not`.
const DEEPEST: usize = 40;
/// Longest logic, in bytes.
const LONGEST: usize = 10_000;

/// Logic with the text it was read from; stored as that text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Branching {
    source: String,
    expr: Expr,
}

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// Two values compared.
    Compare(Operand, Operator, Operand),
    /// Every one holds.
    All(Vec<Expr>),
    /// At least one holds.
    Any(Vec<Expr>),
    /// It does not hold.
    Not(Box<Expr>),
}

/// A value in a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// The answer to an item.
    Field(String),
    /// Whether a box of a checkbox is ticked: `1` or `0`.
    Ticked(String, String),
    /// A text or number as written.
    Text(String),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `<>` or `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// The logic cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unreadable logic near: {0}")]
pub struct Unreadable(pub String);

impl Branching {
    /// Reads REDCap logic.
    pub fn parse(source: &str) -> Result<Self, Unreadable> {
        let refuse = || Unreadable(source.chars().take(60).collect());
        if source.len() > LONGEST {
            return Err(refuse());
        }
        let mut parser = Parser { tokens: tokens(source).ok_or_else(refuse)?, at: 0 };
        let expr = parser.any(0).filter(|_| parser.at == parser.tokens.len()).ok_or_else(refuse)?;
        Ok(Self { source: source.to_owned(), expr })
    }

    /// The logic as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What it says, part by part.
    pub fn expr(&self) -> &Expr {
        &self.expr
    }

    /// Whether it holds for these answers.
    pub fn holds(&self, answers: &BTreeMap<String, String>) -> bool {
        self.expr.holds(answers)
    }

    /// Every item it asks about; with the code where it asks about one box of a checkbox.
    pub fn fields(&self) -> Vec<(&str, Option<&str>)> {
        let mut out = Vec::new();
        self.expr.collect(&mut out);
        out
    }
}

impl TryFrom<String> for Branching {
    type Error = Unreadable;
    fn try_from(source: String) -> Result<Self, Unreadable> {
        Self::parse(&source)
    }
}

impl From<Branching> for String {
    fn from(branching: Branching) -> Self {
        branching.source
    }
}

impl Expr {
    fn holds(&self, answers: &BTreeMap<String, String>) -> bool {
        match self {
            Self::Compare(left, operator, right) => operator.holds(&left.value(answers), &right.value(answers)),
            Self::All(parts) => parts.iter().all(|part| part.holds(answers)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(answers)),
            Self::Not(part) => !part.holds(answers),
        }
    }

    fn collect<'a>(&'a self, out: &mut Vec<(&'a str, Option<&'a str>)>) {
        match self {
            Self::Compare(left, _, right) => out.extend([left, right].into_iter().filter_map(Operand::field)),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.collect(out)),
            Self::Not(part) => part.collect(out),
        }
    }
}

impl Operand {
    fn value(&self, answers: &BTreeMap<String, String>) -> String {
        match self {
            Self::Field(name) => answers.get(name).cloned().unwrap_or_default(),
            Self::Ticked(name, code) => answers.get(&box_key(name, code)).filter(|v| *v == "1").map_or("0", |_| "1").to_owned(),
            Self::Text(text) => text.clone(),
        }
    }

    fn field(&self) -> Option<(&str, Option<&str>)> {
        match self {
            Self::Field(name) => Some((name, None)),
            Self::Ticked(name, code) => Some((name, Some(code))),
            Self::Text(_) => None,
        }
    }
}

impl Operator {
    fn holds(self, left: &str, right: &str) -> bool {
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
        let order = match (number(left), number(right)) {
            (Some(a), Some(b)) => a.partial_cmp(&b),
            _ => None,
        };
        match self {
            Self::Equal => order.map_or(left == right, |o| o.is_eq()),
            Self::Unequal => order.map_or(left != right, |o| o.is_ne()),
            Self::Less => order.is_some_and(|o| o.is_lt()),
            Self::AtMost => order.is_some_and(|o| o.is_le()),
            Self::More => order.is_some_and(|o| o.is_gt()),
            Self::AtLeast => order.is_some_and(|o| o.is_ge()),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Operand(Operand),
    Operator(Operator),
    And,
    Or,
    Not,
    Open,
    Close,
}

fn tokens(source: &str) -> Option<Vec<Token>> {
    let mut out = Vec::new();
    let mut rest = source.trim_start();
    while !rest.is_empty() {
        let (token, after) = token(rest)?;
        out.push(token);
        rest = after.trim_start();
    }
    Some(out)
}

fn token(rest: &str) -> Option<(Token, &str)> {
    const MARKS: [(&str, Token); 12] = [
        ("&&", Token::And),
        ("||", Token::Or),
        ("<>", Token::Operator(Operator::Unequal)),
        ("!=", Token::Operator(Operator::Unequal)),
        ("<=", Token::Operator(Operator::AtMost)),
        (">=", Token::Operator(Operator::AtLeast)),
        ("==", Token::Operator(Operator::Equal)),
        ("=", Token::Operator(Operator::Equal)),
        ("<", Token::Operator(Operator::Less)),
        (">", Token::Operator(Operator::More)),
        ("(", Token::Open),
        (")", Token::Close),
    ];
    if let Some((mark, token)) = MARKS.into_iter().find(|(mark, _)| rest.starts_with(mark)) {
        return Some((token, rest.get(mark.len()..)?));
    }
    match rest.chars().next()? {
        '[' => field(rest),
        quote @ ('"' | '\'' | '“' | '”') => text(rest, quote),
        '!' => Some((Token::Not, rest.get(1..)?)),
        c if c.is_ascii_digit() || c == '-' || c == '.' => number(rest),
        _ => word(rest),
    }
}

fn field(rest: &str) -> Option<(Token, &str)> {
    let (inside, after) = rest.get(1..)?.split_once(']')?;
    let named = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let (name, code) = match inside.trim().split_once('(') {
        Some((name, code)) => (name.trim(), Some(code.strip_suffix(')')?.trim())),
        None => (inside.trim(), None),
    };
    // `[event][field]` and `[field][instance]` reach outside this response.
    if !named(name) || code == Some("") || after.trim_start().starts_with('[') {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let operand = code.map_or(Operand::Field(name.clone()), |code| Operand::Ticked(name, code.to_owned()));
    Some((Token::Operand(operand), after))
}

/// A quoted text; word processors' quotation marks too.
fn text(rest: &str, quote: char) -> Option<(Token, &str)> {
    let inside = rest.get(quote.len_utf8()..)?;
    let end = inside.find(|c| c == quote || (matches!(quote, '“' | '”') && matches!(c, '“' | '”')))?;
    let (value, after) = inside.split_at(end);
    let after = after.get(after.chars().next()?.len_utf8()..)?;
    Some((Token::Operand(Operand::Text(value.to_owned())), after))
}

fn number(rest: &str) -> Option<(Token, &str)> {
    let sign = usize::from(rest.starts_with('-'));
    let end = rest.get(sign..)?.find(|c: char| !c.is_ascii_digit() && c != '.').map_or(rest.len(), |at| at + sign);
    let (digits, after) = rest.split_at(end);
    digits.parse::<f64>().ok()?;
    Some((Token::Operand(Operand::Text(digits.to_owned())), after))
}

fn word(rest: &str) -> Option<(Token, &str)> {
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    let token = match word.to_ascii_lowercase().as_str() {
        "and" => Token::And,
        "or" => Token::Or,
        "not" => Token::Not,
        _ => return None,
    };
    Some((token, after))
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn take(&mut self, token: &Token) -> bool {
        let here = self.tokens.get(self.at) == Some(token);
        self.at += usize::from(here);
        here
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn any(&mut self, depth: usize) -> Option<Expr> {
        let mut parts = vec![self.all(depth)?];
        while self.take(&Token::Or) {
            parts.push(self.all(depth)?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Expr::Any(parts)) }
    }

    fn all(&mut self, depth: usize) -> Option<Expr> {
        let mut parts = vec![self.one(depth)?];
        while self.take(&Token::And) {
            parts.push(self.one(depth)?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Expr::All(parts)) }
    }

    fn one(&mut self, depth: usize) -> Option<Expr> {
        if depth > DEEPEST {
            return None;
        }
        if self.take(&Token::Not) {
            return Some(Expr::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.take(&Token::Open) {
            let inside = self.any(depth + 1)?;
            return self.take(&Token::Close).then_some(inside);
        }
        let (Token::Operand(left), Token::Operator(operator), Token::Operand(right)) = (self.next()?, self.next()?, self.next()?) else {
            return None;
        };
        Some(Expr::Compare(left, operator, right))
    }
}

#[cfg(test)]
mod tests;
