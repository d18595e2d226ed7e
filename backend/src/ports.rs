//! The world outside, behind traits: what the floors above give to this one.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use domain::id::{CohortId, ConsultId, PersonId, RoomId, SessionId};

use crate::Result;
use crate::paper::Paper;

/// What others may want to look at again. A hint carries no content: losing one costs a moment, never a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Hint {
    /// A chat room has a message up to this sequence number.
    Room(RoomId, i64),
    /// Who may be in a room, or what may be done there, changed: open its door again.
    Seats(RoomId),
    /// A person's rights or sign-ins changed: look them up again and close what they may not see.
    Person(PersonId),
    /// Everybody's rights in a cohort changed.
    Cohort(CohortId),
    /// A letter or a job waits.
    Work,
    /// The hour of a session is at this version.
    Hour(SessionId, i64),
    /// A person has voted in the hour of a session: their other screens show it. What they chose is not in it.
    Voted(PersonId, SessionId),
    /// A person has seen a room up to this sequence number.
    Seen(PersonId, RoomId, i64),
    /// A person is typing in a room.
    Typing(PersonId, RoomId),
    /// Who sits in a call changed, or something waits there for the other's browser.
    Call(ConsultId),
}

/// Carries hints to whoever listens, in this process and, with a bus between machines, in others.
pub trait Bus: Send + Sync {
    /// Sends one hint; never waits, never fails.
    fn publish(&self, hint: Hint);
}

/// A bus that reaches nobody: command line tools and tests that listen to nothing.
pub struct Silence;

impl Bus for Silence {
    fn publish(&self, _: Hint) {}
}

/// Sets a document in type: the file of a tagged PDF.
pub trait Press: Send + Sync {
    /// Prints one document. The same document gives the same bytes.
    fn print(&self, paper: &Paper) -> Result<Vec<u8>>;
}

/// No press: command line tools that print nothing, and tests that do not look at paper. What it gives is the title and nothing else.
pub struct NoPress;

impl Press for NoPress {
    fn print(&self, paper: &Paper) -> Result<Vec<u8>> {
        Ok(paper.title.clone().into_bytes())
    }
}

/// What another machine answered, or why nothing came.
pub type Heard = Pin<Box<dyn Future<Output = std::result::Result<String, String>> + Send>>;

/// Asks another machine. One is asked only that an administrator named: a video server.
pub trait Outside: Send + Sync {
    /// Asks for an address and answers the text that came back, or a word on why none did; never the address, which may be signed.
    fn get(&self, address: String) -> Heard;
}

/// No way out: command line tools and tests.
pub struct Nowhere;

impl Outside for Nowhere {
    fn get(&self, _: String) -> Heard {
        Box::pin(std::future::ready(Err("there is no way out".to_owned())))
    }
}

/// The ports of a process.
#[derive(Clone)]
pub struct Ports {
    /// Where hints go.
    pub bus: Arc<dyn Bus>,
    /// Where people reach this install: `https://kith.example.org`, no slash at the end.
    pub origin: Arc<str>,
    /// How often doors that guess at secrets may be tried.
    pub throttle: Arc<crate::accounts::throttle::Throttle>,
    /// Where messages are written, several at a time.
    pub desk: Arc<crate::chat::desk::Desk>,
    /// Where marks of what was seen gather.
    pub marks: Arc<crate::chat::marks::Ledger>,
    /// What this process keeps of the store between requests.
    pub kept: Arc<crate::kept::Kept>,
    /// Where survey keys lie: a folder outside the database and its backups.
    pub survey_keys: Arc<PathBuf>,
    /// What prints documents.
    pub press: Arc<dyn Press>,
    /// How other machines are asked.
    pub outside: Arc<dyn Outside>,
    /// Servers through which two browsers reach each other.
    pub turn: Arc<crate::consults::turn::Turn>,
}
