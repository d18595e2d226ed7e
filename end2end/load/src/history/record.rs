//! What a run writes down: what each client asked and was answered, what each heard, and what the rooms hold in the end.
//! Times are microseconds of one clock.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A message's own word, in its text: it names the message wherever it is seen.
pub type Mark = u64;

/// Words: many clients hear the same, and it is kept once.
pub type Words = Arc<str>;

/// How a client's act ended, as far as that client knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Acknowledged: it has this number.
    Acked(i64),
    /// Refused for good: it must be nowhere.
    Refused,
    /// No answer: it may be there once, or not at all.
    Unknown,
}

/// `send(room, nonce)`.
#[derive(Debug, Clone)]
pub struct Op {
    /// Who.
    pub client: usize,
    /// Where.
    pub room: usize,
    /// Which message: one for one with its nonce.
    pub mark: Mark,
    /// Its words.
    pub text: Words,
    /// When it was first asked.
    pub began: u64,
    /// When it was answered.
    pub ended: u64,
    /// How.
    pub end: End,
}

/// An edit (with its new words) or a deletion (without) of a message by its author.
#[derive(Debug, Clone)]
pub struct Change {
    /// Of which message.
    pub mark: Mark,
    /// The new words; none: it is taken back.
    pub text: Option<Words>,
    /// Whether it was acknowledged; otherwise it may have happened or not.
    pub done: bool,
}

/// A message as it was shown. Without words it was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its place.
    pub seq: i64,
    /// The revision that it was last changed in.
    pub rev: i64,
    /// Its words.
    pub text: Option<Words>,
}

impl Shown {
    /// Which message it is, unless it was taken back or is not of this run.
    pub fn mark(&self) -> Option<Mark> {
        self.text.as_deref().and_then(mark_of)
    }
}

/// What one client heard of one room, in this order.
#[derive(Debug, Clone)]
pub enum Event {
    /// It was let in.
    Joined {
        /// When it asked.
        asked: u64,
    },
    /// A frame that it did not have yet.
    Told {
        /// When.
        at: u64,
        /// What.
        shown: Shown,
    },
    /// It was told to read the page, and did: everything up to at least that revision.
    Read {
        /// The room's last revision when it was told so.
        rev: i64,
        /// The whole room.
        shown: Vec<Shown>,
    },
}

/// One client in one room, over all its connections.
#[derive(Debug, Clone)]
pub struct Stream {
    /// Who.
    pub client: usize,
    /// Where.
    pub room: usize,
    /// The revision that it began with.
    pub from: i64,
    /// What it heard.
    pub events: Vec<Event>,
    /// Whether it was there to the end, after everything was healed.
    pub drained: bool,
}

/// Somebody lost the right to a room.
#[derive(Debug, Clone, Copy)]
pub struct Removal {
    /// Who.
    pub client: usize,
    /// When the act was answered; 0 for somebody who never had the right.
    pub ended: u64,
}

/// A run.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// All sends.
    pub ops: Vec<Op>,
    /// All edits and deletions, each message's own in the order of asking.
    pub changes: Vec<Change>,
    /// All streams.
    pub streams: Vec<Stream>,
    /// Who lost the right to every room.
    pub removals: Vec<Removal>,
    /// What each room held before the run.
    pub before: BTreeMap<usize, Vec<Shown>>,
    /// What each room holds after it, as somebody reads it who was not there.
    pub after: BTreeMap<usize, Vec<Shown>>,
    /// How long a lost right may still be heard, in microseconds.
    pub patience: u64,
}

/// The words of a message: its mark first.
pub fn words(mark: Mark, rest: &str) -> Words {
    format!("k{mark:012x} {rest}").into()
}

/// The mark of words.
pub fn mark_of(text: &str) -> Option<Mark> {
    let hex = text.strip_prefix('k')?.get(..12)?;
    u64::from_str_radix(hex, 16).ok()
}

/// Chance that can be repeated (splitmix64): a run tells its seed.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    /// Whether one of `n` times.
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// One place of a list of this length.
    pub fn place(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or_default()
    }
}
