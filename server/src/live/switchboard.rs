//! Everybody of this process who listens, and the lines they listen to.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use backend::Cx;
use backend::chat::reach::{Doorway, ReachedRoom};
use domain::id::{PersonId, RoomId, SessionId};
use domain::live::close;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::call::Calls;
use super::ear::{Ear, End};
use super::hour::HourLine;
use super::room::RoomLine;
use super::{clock, hints};
use crate::bus::LocalBus;
use crate::together::Together;
use crate::viewers::Viewers;

/// Doors that are opened at once: pages keep the store's other connections.
const DOORS: usize = 4;

/// All of it. Cheap to clone.
#[derive(Clone)]
pub struct Switchboard(Arc<Board>);

/// What the sockets of this process share.
pub struct Board {
    /// The store and the time.
    pub cx: Cx,
    /// Where hints come from.
    pub bus: LocalBus,
    pub(super) viewers: Viewers,
    /// Turns at the store for opening doors.
    pub doors: Semaphore,
    people: Mutex<HashMap<PersonId, Vec<Arc<Ear>>>>,
    rooms: Mutex<HashMap<RoomId, Weak<RoomLine>>>,
    hours: Mutex<HashMap<SessionId, Weak<HourLine>>>,
    pub(super) calls: Calls,
    pub(super) changes: Mutex<HashSet<Uuid>>,
    pub(super) doorways: Together<RoomId, (u64, Arc<Doorway>)>,
    /// How often those who sit in rooms were held back because what the rooms' doors look at had changed.
    pub(super) suspicions: AtomicU64,
    began: Instant,
    count: AtomicU32,
    going: AtomicBool,
}

impl std::ops::Deref for Switchboard {
    type Target = Board;
    fn deref(&self) -> &Board {
        &self.0
    }
}

pub(super) fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Switchboard {
    /// A switchboard that hears the hints of this process, and through its bus those of others.
    pub fn new(cx: Cx, bus: LocalBus, viewers: Viewers) -> Self {
        let board = Self(Arc::new(Board {
            cx,
            viewers,
            doors: Semaphore::new(DOORS),
            people: Mutex::default(),
            rooms: Mutex::default(),
            hours: Mutex::default(),
            calls: Calls::default(),
            changes: Mutex::default(),
            doorways: Together::default(),
            suspicions: AtomicU64::new(0),
            began: Instant::now(),
            count: AtomicU32::new(0),
            going: AtomicBool::new(false),
            bus,
        }));
        tokio::spawn(hints::listen(Arc::downgrade(&board.0), board.bus.listen()));
        tokio::spawn(hints::hear_others(Arc::downgrade(&board.0), board.bus.listen_to_others()));
        tokio::spawn(clock::tick(Arc::downgrade(&board.0)));
        board
    }

    /// Again, of what is shared.
    pub(super) fn of(board: Arc<Board>) -> Self {
        Self(board)
    }

    /// Seconds since this process began to serve.
    pub fn now(&self) -> u32 {
        u32::try_from(self.began.elapsed().as_secs()).unwrap_or(u32::MAX)
    }

    /// The next socket's number.
    pub fn number(&self) -> u32 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }

    /// A socket begins to hear what concerns its person.
    pub fn enter(&self, ear: &Arc<Ear>) {
        locked(&self.people).entry(ear.person).or_default().push(ear.clone());
    }

    /// And ends.
    pub fn leave(&self, ear: &Arc<Ear>) {
        let mut people = locked(&self.people);
        if let Some(ears) = people.get_mut(&ear.person) {
            ears.retain(|e| !Arc::ptr_eq(e, ear));
            if ears.is_empty() {
                people.remove(&ear.person);
            }
        }
    }

    pub(super) fn ears(&self) -> Vec<Arc<Ear>> {
        locked(&self.people).values().flatten().cloned().collect()
    }

    pub(super) fn ears_of(&self, person: PersonId) -> Vec<Arc<Ear>> {
        locked(&self.people).get(&person).cloned().unwrap_or_default()
    }

    /// The line of a room whose door was opened. Whoever holds it keeps it alive.
    pub fn room(&self, room: &ReachedRoom) -> Arc<RoomLine> {
        let mut rooms = locked(&self.rooms);
        if let Some(line) = rooms.get(&room.id).and_then(Weak::upgrade) {
            return line;
        }
        rooms.retain(|_, line| line.strong_count() > 0);
        let line = Arc::new(RoomLine::new(room.id, room.cohort.as_ref().map(|c| c.id), room.last_seq, room.last_rev));
        rooms.insert(room.id, Arc::downgrade(&line));
        drop(rooms);
        // A hint between the look through the door and here found no line.
        line.wake(self);
        self.bus.ask_who_is_here(room.id);
        line
    }

    /// The line of a session's hour whose door was opened.
    pub fn hour(&self, session: SessionId) -> Arc<HourLine> {
        let mut hours = locked(&self.hours);
        if let Some(line) = hours.get(&session).and_then(Weak::upgrade) {
            return line;
        }
        hours.retain(|_, line| line.strong_count() > 0);
        let line = Arc::new(HourLine::new(session));
        hours.insert(session, Arc::downgrade(&line));
        line
    }

    pub(super) fn known_room(&self, room: RoomId) -> Option<Arc<RoomLine>> {
        locked(&self.rooms).get(&room).and_then(Weak::upgrade)
    }

    pub(super) fn known_hour(&self, session: SessionId) -> Option<Arc<HourLine>> {
        locked(&self.hours).get(&session).and_then(Weak::upgrade)
    }

    pub(super) fn all_rooms(&self) -> Vec<Arc<RoomLine>> {
        locked(&self.rooms).values().filter_map(Weak::upgrade).collect()
    }

    pub(super) fn all_hours(&self) -> Vec<Arc<HourLine>> {
        locked(&self.hours).values().filter_map(Weak::upgrade).collect()
    }

    /// Whether this process is about to stop: no new socket is opened.
    pub fn is_going(&self) -> bool {
        self.going.load(Ordering::Relaxed)
    }

    /// How many sockets are open.
    pub fn open(&self) -> usize {
        locked(&self.people).values().map(Vec::len).sum()
    }

    /// Closes every socket, spread over this time, so that not all come back at once.
    pub async fn go(&self, over: Duration) {
        self.going.store(true, Ordering::Relaxed);
        self.bus.say_going();
        let ears = self.ears();
        let (steps, began) = (ears.len().clamp(1, 50), Instant::now());
        for (step, some) in ears.chunks(ears.len().div_ceil(steps).max(1)).enumerate() {
            some.iter().for_each(|ear| ear.end(End(close::RESTART, "restart")));
            let next = over.mul_f64((step + 1) as f64 / steps as f64);
            tokio::time::sleep(next.saturating_sub(began.elapsed())).await;
        }
        // Those that were just being opened.
        self.ears().iter().for_each(|ear| ear.end(End(close::RESTART, "restart")));
    }
}
