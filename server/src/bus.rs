//! Hints: a channel that every listener of this process hears, and, with NATS, those of other machines.

mod nats;
mod words;

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use backend::ports::{Bus, Hint};
use domain::id::{PersonId, RoomId};
use tokio::sync::{broadcast, mpsc};
use uuid::Uuid;

pub use nats::connect;
use words::Word;

/// What waits for other machines; more is dropped, and costs them a moment.
const WAITING: usize = 4096;

/// What another machine says besides hints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Whom it holds in a room.
    Here {
        /// The machine.
        node: Uuid,
        /// The room.
        room: RoomId,
        /// Visible people.
        people: HashSet<PersonId>,
    },
    /// It asks whom others hold: in one room, or in all.
    WhoIsHere(Option<RoomId>),
    /// It stops.
    Going(Uuid),
    /// The bus is there, for the first time or again. What was said meanwhile is lost.
    Connected,
}

/// The bus of one process. Cheap to clone.
#[derive(Clone)]
pub struct LocalBus {
    hints: broadcast::Sender<Hint>,
    said: broadcast::Sender<Said>,
    away: Arc<OnceLock<mpsc::Sender<Word>>>,
}

impl Default for LocalBus {
    fn default() -> Self {
        Self { hints: broadcast::channel(WAITING).0, said: broadcast::channel(WAITING).0, away: Arc::default() }
    }
}

impl LocalBus {
    /// A new listener. One that lags must look everything up again.
    pub fn listen(&self) -> broadcast::Receiver<Hint> {
        self.hints.subscribe()
    }

    /// A new listener for what other machines say.
    pub fn listen_to_others(&self) -> broadcast::Receiver<Said> {
        self.said.subscribe()
    }

    /// Tells other machines whom this one holds in a room.
    pub fn say_here(&self, room: RoomId, people: &[PersonId]) {
        self.send(|| Word::Here(room, people.iter().copied().collect()));
    }

    /// Asks other machines whom they hold in a room.
    pub fn ask_who_is_here(&self, room: RoomId) {
        self.send(|| Word::WhoIsHere(Some(room)));
    }

    /// Asks other machines whom they hold.
    pub fn ask_who_is_anywhere(&self) {
        self.send(|| Word::WhoIsHere(None));
    }

    /// Tells other machines that this one stops.
    pub fn say_going(&self) {
        self.send(|| Word::Going);
    }

    fn send(&self, word: impl FnOnce() -> Word) {
        if let Some(away) = self.away.get() {
            let _ = away.try_send(word());
        }
    }
}

impl Bus for LocalBus {
    fn publish(&self, hint: Hint) {
        self.send(|| Word::Hint(hint.clone()));
        // Nobody listening is fine: the truth is in the database.
        let _ = self.hints.send(hint);
    }
}
