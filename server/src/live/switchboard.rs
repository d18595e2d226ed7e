//! One line per room that somebody listens to: it reads what changed once, encodes it once, and every socket of the room gets the same bytes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use backend::Cx;
use backend::chat::queries;
use backend::ports::Hint;
use domain::id::{PersonId, RoomId};
use domain::live::Tell;
use tokio::sync::{Notify, broadcast};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::bus::LocalBus;

/// Frames that wait for a socket of a room; one that is further behind is closed and catches up from the store.
const WAITING: usize = 256;
/// Names that a presence frame carries at most.
const NAMES: usize = 50;
/// Presence is told at most this often.
const PRESENCE_EVERY: Duration = Duration::from_millis(500);
/// A lost hint costs this long at most.
const LOOK_AGAIN: Duration = Duration::from_secs(20);

/// A frame, encoded once. The revision orders it; presence has none.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The revision of a message, for those who have it already.
    pub rev: Option<i64>,
    /// The JSON text.
    pub text: Utf8Bytes,
}

/// A room that somebody listens to.
pub struct RoomLine {
    room: RoomId,
    told: AtomicI64,
    frames: broadcast::Sender<Frame>,
    changed: Notify,
    presence_changed: Notify,
    present: Mutex<HashMap<PersonId, (String, usize)>>,
}

/// All rooms that somebody of this process listens to. Cheap to clone.
#[derive(Clone)]
pub struct Switchboard {
    cx: Cx,
    lines: Arc<Mutex<HashMap<RoomId, Weak<RoomLine>>>>,
}

impl Switchboard {
    /// A switchboard that hears the hints of this process.
    pub fn new(cx: Cx, bus: &LocalBus) -> Self {
        let board = Self { cx, lines: Arc::default() };
        let (mut hints, listening) = (bus.listen(), board.clone());
        tokio::spawn(async move {
            loop {
                match hints.recv().await {
                    Ok(Hint::Room(room, _)) => listening.nudge(Some(room)),
                    Ok(_) => {}
                    Err(broadcast::error::RecvError::Lagged(_)) => listening.nudge(None),
                    Err(broadcast::error::RecvError::Closed) => return,
                }
            }
        });
        board
    }

    /// Wakes the line of a room, or all.
    fn nudge(&self, room: Option<RoomId>) {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let wake = |line: &Weak<RoomLine>| line.upgrade().inspect(|l| l.changed.notify_one()).is_some();
        match room {
            Some(room) => lines.get(&room).map(wake).unwrap_or_default(),
            None => lines.values().map(wake).fold(true, |_, woke| woke),
        };
    }

    /// The line of a room, and a receiver that misses nothing told from now on. Whoever holds the line keeps it alive.
    pub async fn listen(&self, room: RoomId) -> backend::Result<(Arc<RoomLine>, broadcast::Receiver<Frame>)> {
        if let Some(line) = self.known(room) {
            let frames = line.frames.subscribe();
            return Ok((line, frames));
        }
        let (_, rev) = queries::last(&self.cx, room).await?;
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get(&room).and_then(Weak::upgrade) {
            let frames = line.frames.subscribe();
            return Ok((line, frames));
        }
        lines.retain(|_, line| line.strong_count() > 0);
        let (sender, frames) = broadcast::channel(WAITING);
        let line = Arc::new(RoomLine {
            room,
            told: AtomicI64::new(rev),
            frames: sender,
            changed: Notify::new(),
            presence_changed: Notify::new(),
            present: Mutex::default(),
        });
        lines.insert(room, Arc::downgrade(&line));
        tokio::spawn(pump(self.cx.clone(), Arc::downgrade(&line)));
        tokio::spawn(presence(Arc::downgrade(&line)));
        Ok((line, frames))
    }

    fn known(&self, room: RoomId) -> Option<Arc<RoomLine>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).get(&room).and_then(Weak::upgrade)
    }
}

impl RoomLine {
    /// Somebody came into the room on one more socket.
    pub fn come(&self, person: PersonId, name: &str) {
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        present.entry(person).or_insert_with(|| (name.to_owned(), 0)).1 += 1;
        self.presence_changed.notify_one();
    }

    /// Somebody left on one socket.
    pub fn go(&self, person: PersonId) {
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = present.get_mut(&person) {
            entry.1 -= 1;
            if entry.1 == 0 {
                present.remove(&person);
            }
        }
        self.presence_changed.notify_one();
    }

    /// Who is here, as a frame.
    pub fn presence(&self) -> Option<Utf8Bytes> {
        let present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        let mut names: Vec<String> = present.values().map(|(name, _)| name.clone()).collect();
        let count = names.len();
        names.sort();
        names.truncate(NAMES);
        encode(&Tell::Presence { room: self.room, count, names })
    }
}

/// A frame's text.
pub fn encode(tell: &Tell) -> Option<Utf8Bytes> {
    serde_json::to_string(tell).ok().map(Utf8Bytes::from)
}

/// Reads what changed and tells it, in order, for as long as somebody listens.
async fn pump(cx: Cx, line: Weak<RoomLine>) {
    loop {
        let Some(here) = line.upgrade() else { return };
        let woken = tokio::time::timeout(LOOK_AGAIN, here.changed.notified()).await;
        let told = here.told.load(Ordering::Acquire);
        match queries::after(&cx, here.room, told).await {
            Ok(Some(lines)) => {
                for message in lines {
                    let rev = message.rev;
                    if let Some(text) = encode(&Tell::Message(message)) {
                        let _ = here.frames.send(Frame { rev: Some(rev), text });
                    }
                    here.told.store(rev, Ordering::Release);
                }
            }
            // So much at once that nobody could have followed: every client reads the page again.
            Ok(None) => {
                let Ok((seq, rev)) = queries::last(&cx, here.room).await else { continue };
                here.told.store(rev, Ordering::Release);
                if let Some(text) = encode(&Tell::Joined { room: here.room, seq, rev, limited: true }) {
                    let _ = here.frames.send(Frame { rev: None, text });
                }
            }
            Err(why) => {
                tracing::warn!(%why, "a room could not be read; it is tried again");
                if woken.is_ok() {
                    tokio::time::sleep(Duration::from_millis(500)).await;
                    here.changed.notify_one();
                }
            }
        }
    }
}

/// Tells who is here, at most twice a second.
async fn presence(line: Weak<RoomLine>) {
    loop {
        let Some(here) = line.upgrade() else { return };
        // Wakes now and then to see whether anybody still listens.
        if tokio::time::timeout(LOOK_AGAIN, here.presence_changed.notified()).await.is_ok() {
            tokio::time::sleep(PRESENCE_EVERY).await;
            if let Some(text) = here.presence() {
                let _ = here.frames.send(Frame { rev: None, text });
            }
        }
    }
}
