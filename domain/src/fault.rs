//! The one error that crosses every edge. Each edge (page, API, socket, command line) has one `match` over it.

#[cfg(feature = "db")]
mod db;

use serde::{Deserialize, Serialize};

/// What is wrong with one field of a form, as a key of the word lists in `locales/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    /// The field's `name` in the form.
    pub field: String,
    /// Key of the sentence in `locales/*/`, for example `fault-empty`.
    pub word: String,
    /// What the sentence speaks of (a limit, a row number); empty where it needs nothing.
    pub with: Vec<(String, String)>,
}

impl FieldFault {
    /// A fault whose sentence needs no value.
    pub fn new(field: impl Into<String>, word: impl Into<String>) -> Self {
        Self { field: field.into(), word: word.into(), with: Vec::new() }
    }

    /// Adds a value for the sentence: `$name` in the word list.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.with.push((name.to_owned(), value.to_string()));
        self
    }
}

/// Why an act did not happen. Status codes: security §3.2.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nobody is signed in, and somebody must be (page: 303 to sign-in; API: 401).
    #[error("sign in first")]
    SignIn,
    /// Not there, or not visible to this viewer: the two are never told apart (404).
    #[error("not found")]
    Missing,
    /// Visible, but not allowed; the word names why (403).
    #[error("refused: {0}")]
    Refused(&'static str),
    /// Fields that need another look; nothing was written (422).
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldFault>),
    /// The state has moved on: a seat gone, a case already reviewed (409).
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// A link or token that was used or has expired (410).
    #[error("gone: {0}")]
    Gone(&'static str),
    /// The body is larger than this place takes (413).
    #[error("too large")]
    TooLarge,
    /// Too many tries; wait this many seconds (429).
    #[error("too many; wait {0} s")]
    TooMany(u32),
    /// The store is locked, down or restarting; try again in a moment (503).
    #[error("busy")]
    Busy,
    /// The disk is full (507).
    #[error("disk full")]
    DiskFull,
    /// A bug. Logged once at the edge; the person sees this id and nothing else (500).
    #[error("broken: {0}")]
    Broken(String),
}

impl Fault {
    /// One field, one sentence.
    pub fn field(field: impl Into<String>, word: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldFault::new(field, word)])
    }
}

/// Collects every fault of a form before answering, so that a person fixes all of them at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldFault>);

impl Faults {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes one fault.
    pub fn add(&mut self, fault: FieldFault) {
        self.0.push(fault);
    }

    /// Keeps the value, or notes the fault.
    pub fn take<T>(&mut self, parsed: Result<T, FieldFault>) -> Option<T> {
        parsed.map_err(|fault| self.0.push(fault)).ok()
    }

    /// `Ok` when nothing was noted.
    pub fn done(self) -> Result<(), Fault> {
        if self.0.is_empty() { Ok(()) } else { Err(Fault::Invalid(self.0)) }
    }
}
