//! The line of one room that somebody listens to: it reads what changed once, encodes it once, and every socket gets the same bytes.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use backend::chat::queries;
use domain::id::{CohortId, MessageId, PersonId, RoomId};
use domain::live::{Line, Tell};
use hyper::body::Bytes;

use super::audience::{Audience, Batch, LARGE, Seat};
use super::ear::Topic;
use super::here::Here;
use super::switchboard::Switchboard;
use super::{frame, here};

/// Frames that are kept for those who come back after a short break, so that they need no store.
const KEPT: usize = 128;
const KEPT_BYTES: usize = 128 * 1024;
/// Frames that go out as one.
const TOGETHER: usize = 64;

/// How long it is worth to wait for the next message, for each who is told: less than a tenth of what it takes to tell them.
const WORTH_EACH: Duration = Duration::from_nanos(1000);

/// A frame that is kept; it is dropped when its message changes, so that what was taken back is told to nobody.
struct Kept {
    rev: i64,
    id: MessageId,
    bytes: Bytes,
}

/// What a line knows.
pub struct State {
    /// The last revision that was told.
    pub told: i64,
    /// The last number.
    pub seq: i64,
    kept: VecDeque<Kept>,
    kept_bytes: usize,
    /// Every later revision is kept, or was replaced by a later one.
    kept_after: i64,
    /// Who listens.
    pub audience: Audience,
    /// Who is here, and who is typing.
    pub here: Here,
}

/// A room that somebody listens to.
pub struct RoomLine {
    /// Which.
    pub room: RoomId,
    /// Its cohort; none for a direct room.
    pub cohort: Option<CohortId>,
    state: Mutex<State>,
    work: Work,
}

/// Whether a line's reader rests, works, or is to work once more.
#[derive(Default)]
pub struct Work(AtomicU8);

impl Work {
    /// True when a reader must be started; otherwise the one at work looks once more.
    pub fn begin(&self) -> bool {
        self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, |state| Some(if state == 0 { 1 } else { 2 })) == Ok(0)
    }
    /// Before each look.
    pub fn look(&self) {
        self.0.store(1, Ordering::Release);
    }
    /// After a look: true when there is nothing more to do.
    pub fn rest(&self) -> bool {
        self.0.compare_exchange(1, 0, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

/// A reader that breaks leaves the line free for the next.
pub struct Shift<'a>(pub &'a Work);

impl Drop for Shift<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.0.store(0, Ordering::Release);
        }
    }
}

impl RoomLine {
    /// A line that tells what comes after this revision.
    pub fn new(room: RoomId, cohort: Option<CohortId>, seq: i64, rev: i64) -> Self {
        let state = State {
            told: rev,
            seq,
            kept: VecDeque::new(),
            kept_bytes: 0,
            kept_after: rev,
            audience: Audience::default(),
            here: Here::default(),
        };
        Self { room, cohort, state: Mutex::new(state), work: Work::default() }
    }

    /// What it knows.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something changed: reads and tells it.
    pub fn wake(self: &Arc<Self>, board: &Switchboard) {
        if self.work.begin() {
            let (line, board) = (self.clone(), board.clone());
            tokio::spawn(async move { line.work(&board).await });
        }
    }

    async fn work(self: Arc<Self>, board: &Switchboard) {
        let _shift = Shift(&self.work);
        loop {
            self.work.look();
            if let Err(why) = self.tell_changes(board).await {
                tracing::warn!(?why, "a room could not be read; it is tried again");
                tokio::time::sleep(Duration::from_millis(500)).await;
                if !self.state().audience.seats().is_empty() {
                    self.work.begin();
                }
            }
            if self.work.rest() {
                return;
            }
        }
    }

    async fn tell_changes(&self, board: &Switchboard) -> backend::Result<()> {
        let (told, seats) = {
            let state = self.state();
            (state.told, state.audience.seats().len())
        };
        // Telling thousands takes long. What is a moment from being durable is told with it: one write to each instead of two.
        if seats > LARGE {
            board.cx.ports.desk.settled(self.room, WORTH_EACH * u32::try_from(seats).unwrap_or(u32::MAX).min(10_000)).await;
        }
        let Some(lines) = queries::after(&board.cx, self.room, told).await? else { return self.tell_limited(board).await };
        if lines.is_empty() {
            return Ok(());
        }
        // Whoever was put out before one of these was said is held back from here on, whichever machine it happened on.
        board.look_at_rights().await?;
        for some in lines.chunks(TOGETHER) {
            let frames: Vec<(i64, Bytes)> = some.iter().map(|line| (line.rev, frame::text(&Tell::Message(line.clone())))).collect();
            let (audience, quiet) = {
                let mut state = self.state();
                some.iter().zip(&frames).for_each(|(line, (_, bytes))| state.keep(line, bytes));
                let quiet = some.iter().filter(|l| !l.edited && !l.deleted).fold(false, |any, l| state.here.typed(l.person) | any);
                (state.audience.clone(), quiet)
            };
            audience.tell(Topic::Room(self.room), Batch::of(&frames)).await;
            if quiet {
                self.tell_typing();
            }
        }
        Ok(())
    }

    /// So much at once that nobody could have followed: every client reads the history.
    async fn tell_limited(&self, board: &Switchboard) -> backend::Result<()> {
        let (seq, rev) = queries::last(&board.cx, self.room).await?;
        board.look_at_rights().await?;
        let audience = {
            let mut state = self.state();
            (state.told, state.seq, state.kept_after, state.kept_bytes) = (rev, seq, rev, 0);
            state.kept.clear();
            state.audience.clone()
        };
        let bytes = frame::text(&Tell::Joined { room: self.room, seq, rev, limited: true });
        audience.tell(Topic::Room(self.room), Batch::one(rev, bytes)).await;
        Ok(())
    }

    /// Takes a seat if everything after this revision is at hand: `Joined` and what was missed go out as one. Or gives the seat back.
    /// `suspected`: whether those who sit here were held back since the door was opened.
    pub fn enter(&self, seat: &Arc<Seat>, after: i64, seq: i64, joined: Option<bool>, suspected: impl Fn() -> bool) -> bool {
        let mut state = self.state();
        let limited = joined.unwrap_or(false);
        if !limited && after < state.told && after < state.kept_after {
            return false;
        }
        let (mut bytes, mut frames) = (Vec::new(), 0);
        if let Some(limited) = joined {
            let tell = Tell::Joined { room: self.room, seq: seq.max(state.seq), rev: state.told, limited };
            frame::append(&mut bytes, &tell);
            frames += 1;
        }
        if !limited {
            for kept in state.kept.iter().filter(|k| k.rev > after) {
                bytes.extend_from_slice(&kept.bytes);
                frames += 1;
            }
        }
        // From here on whoever holds people back finds this seat; what was held back before is held back here too.
        if suspected() {
            seat.ear.suspect();
        }
        seat.sent.store(state.told.max(if limited { 0 } else { after }), Ordering::Release);
        seat.ear.tell(Topic::Room(self.room), frames, &bytes.into());
        state.audience.take(seat.clone());
        true
    }

    /// Somebody is typing; their name when they are not known to be here.
    pub fn typing(&self, person: PersonId, name: Option<String>) -> here::Typing {
        self.state().here.types(person, name)
    }

    /// Tells who is typing: everybody the same, but those who type are not told of themselves.
    pub fn tell_typing(&self) {
        let state = self.state();
        let (typing, audience) = (state.here.typing(), state.audience.clone());
        drop(state);
        let room = self.room;
        let names = |without: Option<PersonId>| {
            let names: BTreeSet<&String> = typing.iter().filter(|(p, _)| Some(*p) != without).map(|(_, name)| name).collect();
            frame::text(&Tell::Typing { room, names: names.into_iter().cloned().collect() })
        };
        let all = names(None);
        let own: HashMap<PersonId, Bytes> = typing.iter().map(|(p, _)| (*p, names(Some(*p)))).collect();
        tokio::spawn(async move {
            let tell = move |seat: &Seat| {
                if !seat.is_gone() {
                    seat.ear.tell(Topic::Room(room), 1, own.get(&seat.ear.person).unwrap_or(&all));
                }
            };
            audience.each(tell).await;
        });
    }
}

impl State {
    /// Keeps a frame for those who come back soon.
    fn keep(&mut self, line: &Line, bytes: &Bytes) {
        (self.told, self.seq) = (line.rev, self.seq.max(line.seq));
        if let Some(at) = self.kept.iter().position(|k| k.id == line.id) {
            self.kept_bytes -= self.kept.remove(at).map_or(0, |k| k.bytes.len());
        }
        self.kept_bytes += bytes.len();
        self.kept.push_back(Kept { rev: line.rev, id: line.id, bytes: bytes.clone() });
        while self.kept.len() > KEPT || self.kept_bytes > KEPT_BYTES {
            let Some(oldest) = self.kept.pop_front() else { break };
            self.kept_bytes -= oldest.bytes.len();
            self.kept_after = oldest.rev;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use uuid::Uuid;

    fn line(seq: i64, rev: i64) -> Line {
        let id = Uuid::from_u128(seq.unsigned_abs().into());
        serde_json::from_value(serde_json::json!({
            "room": Uuid::nil(), "id": id, "seq": seq, "rev": rev, "person": Uuid::nil(), "name": "Ada", "at": "2026-03-26T15:00:00Z",
            "html": "x", "edited": seq != rev, "deleted": false, "reactions": [], "mentions": [], "hidden": false,
        }))
        .unwrap()
    }

    fn kept(state: &State) -> Vec<i64> {
        state.kept.iter().map(|k| k.rev).collect()
    }

    #[test]
    fn what_is_kept_has_each_message_once_and_no_gap() {
        let room = RoomLine::new(RoomId(Uuid::nil()), None, 0, 0);
        let mut state = room.state();
        for seq in 1..=3 {
            state.keep(&line(seq, seq), &Bytes::from_static(b"frame"));
        }
        state.keep(&line(2, 4), &Bytes::from_static(b"changed"));
        assert_eq!((kept(&state), state.kept_after, state.told, state.seq), (vec![1, 3, 4], 0, 4, 3));
        for seq in 5..=200 {
            state.keep(&line(seq, seq), &Bytes::from_static(b"frame"));
        }
        assert_eq!((state.kept.len(), state.kept_after), (KEPT, 200 - 128), "older ones are read from the store");
        state.keep(&line(201, 201), &Bytes::from(vec![0; KEPT_BYTES]));
        assert_eq!((kept(&state), state.kept_bytes), (vec![201], KEPT_BYTES));
    }

    #[test]
    fn a_reader_that_is_called_while_it_works_looks_once_more() {
        let work = Work::default();
        assert!(work.begin());
        work.look();
        assert!(!work.begin());
        assert!(!work.rest());
        work.look();
        assert!(work.rest() && work.begin());
    }
}
