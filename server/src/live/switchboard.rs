//! Everybody of this process who listens, and the lines they listen to. A hint wakes only what it is about.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use backend::chat::queries;
use backend::chat::reach::ReachedRoom;
use backend::ports::Hint;
use backend::{Cx, rights};
use domain::id::{PersonId, RoomId, SessionId};
use domain::live::{Tell, close};
use tokio::sync::{Semaphore, broadcast};
use uuid::Uuid;

use super::ear::{Ear, End, Topic};
use super::frame;
use super::here::Typing;
use super::hour::HourLine;
use super::room::RoomLine;
use crate::bus::{LocalBus, Said};
use crate::viewers::Viewers;

/// How often a quiet socket is tried; one that is silent for twice as long is closed.
const PING: u32 = 25;
/// Rights are looked at again this often without any sign that they changed. Every known change is heard of within a second.
const LOOK: u32 = 60;
/// Other machines say this often who they hold.
const HERE: u32 = 10;
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
    viewers: Viewers,
    /// Turns at the store for opening doors.
    pub doors: Semaphore,
    people: Mutex<HashMap<PersonId, Vec<Arc<Ear>>>>,
    rooms: Mutex<HashMap<RoomId, Weak<RoomLine>>>,
    hours: Mutex<HashMap<SessionId, Weak<HourLine>>>,
    changes: Mutex<HashSet<Uuid>>,
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

fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
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
            changes: Mutex::default(),
            began: Instant::now(),
            count: AtomicU32::new(0),
            going: AtomicBool::new(false),
            bus,
        }));
        tokio::spawn(listen(Arc::downgrade(&board.0), board.bus.listen()));
        tokio::spawn(hear_others(Arc::downgrade(&board.0), board.bus.listen_to_others()));
        tokio::spawn(tick(Arc::downgrade(&board.0)));
        board
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

    fn ears(&self) -> Vec<Arc<Ear>> {
        locked(&self.people).values().flatten().cloned().collect()
    }

    fn ears_of(&self, person: PersonId) -> Vec<Arc<Ear>> {
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

    fn known_room(&self, room: RoomId) -> Option<Arc<RoomLine>> {
        locked(&self.rooms).get(&room).and_then(Weak::upgrade)
    }

    fn all_rooms(&self) -> Vec<Arc<RoomLine>> {
        locked(&self.rooms).values().filter_map(Weak::upgrade).collect()
    }

    fn all_hours(&self) -> Vec<Arc<HourLine>> {
        locked(&self.hours).values().filter_map(Weak::upgrade).collect()
    }

    /// Holds back everything for whoever may have lost a right, until it was looked at.
    fn suspect(&self, hint: &Hint) {
        self.viewers.changed(hint);
        match hint {
            Hint::Person(person) => self.ears_of(*person).iter().for_each(|ear| ear.suspect()),
            Hint::Seats(room) => {
                if let Some(line) = self.known_room(*room) {
                    line.state().audience.seats().iter().for_each(|seat| seat.ear.suspect());
                }
            }
            Hint::Cohort(cohort) => {
                for line in self.all_rooms().iter().filter(|line| line.cohort == Some(*cohort)) {
                    line.state().audience.seats().iter().for_each(|seat| seat.ear.suspect());
                }
                self.all_hours().iter().for_each(|line| line.audience().seats().iter().for_each(|seat| seat.ear.suspect()));
            }
            _ => {}
        }
    }

    /// Reads which rights changed, on whatever machine, and holds back those whom it concerns. Asked before anything is told.
    pub async fn look_at_rights(&self) -> backend::Result<()> {
        self.suspect_new(&rights::newest(&self.cx).await?);
        Ok(())
    }

    /// The same over some minutes, once a second; older ones need not be known any more.
    async fn look_back_at_rights(&self) -> backend::Result<()> {
        let recent = rights::recent(&self.cx).await?;
        self.suspect_new(&recent);
        let recent: HashSet<Uuid> = recent.into_iter().map(|change| change.id).collect();
        let mut known = locked(&self.changes);
        if known.len() > 2 * recent.len() + 1000 {
            *known = recent;
        }
        Ok(())
    }

    fn suspect_new(&self, changes: &[rights::Change]) {
        let mut known = locked(&self.changes);
        changes.iter().filter(|change| known.insert(change.id)).for_each(|change| self.suspect(&change.hint));
    }

    /// One hint, for whom it concerns.
    fn hear(&self, hint: Hint) {
        match hint {
            Hint::Room(room, rev) => {
                if let Some(line) = self.known_room(room).filter(|line| line.state().told < rev) {
                    line.wake(self);
                }
            }
            Hint::Hour(session, _) => {
                if let Some(line) = locked(&self.hours).get(&session).and_then(Weak::upgrade) {
                    line.wake(self);
                }
            }
            Hint::Voted(person, session) => {
                let line = locked(&self.hours).get(&session).and_then(Weak::upgrade);
                let board = self.clone();
                // One that is lost costs little: the counts are right, and a page that is opened anew shows the own choice.
                tokio::spawn(async move { Some(line?.tell_votes(&board, person).await) });
            }
            Hint::Seen(person, room, seen) => {
                let ears = self.ears_of(person);
                if !ears.is_empty() {
                    tokio::spawn(self.clone().tell_unread(ears, room, seen));
                }
            }
            Hint::Typing(person, room) => {
                let Some(line) = self.known_room(room) else { return };
                match line.typing(person, None) {
                    Typing::Known => {}
                    Typing::News => line.tell_typing(),
                    Typing::Nameless => {
                        tokio::spawn(self.clone().tell_stranger_typing(line, person));
                    }
                }
            }
            Hint::Person(_) | Hint::Cohort(_) | Hint::Seats(_) => self.suspect(&hint),
            Hint::Work => {}
        }
    }

    async fn tell_unread(self, ears: Vec<Arc<Ear>>, room: RoomId, seen: i64) {
        let known = self.known_room(room).map(|line| line.state().seq);
        let last = match known {
            Some(seq) => seq.max(seen),
            None => queries::last(&self.cx, room).await.map_or(seen, |(seq, _)| seq),
        };
        let bytes = frame::text(&Tell::Unread { room, last, seen });
        ears.iter().for_each(|ear| ear.tell(Topic::Room(room), 1, bytes.clone()));
    }

    async fn tell_stranger_typing(self, line: Arc<RoomLine>, person: PersonId) {
        let Ok(mut names) = backend::programs::queries::names(self.cx.db(), std::iter::once(person)).await else { return };
        if let Some(name) = names.remove(&person)
            && line.typing(person, Some(name)) == Typing::News
        {
            line.tell_typing();
        }
    }

    /// What another machine says of who is there.
    fn hear_said(&self, said: Said) {
        match said {
            Said::Here { node, room, people } => {
                if let Some(line) = self.known_room(room)
                    && line.state().here.elsewhere(node, people)
                {
                    line.tell_presence_soon(self);
                }
            }
            Said::WhoIsHere(_) if self.is_going() => {}
            Said::WhoIsHere(room) => {
                for line in self.all_rooms().iter().filter(|line| room.is_none_or(|room| room == line.room)) {
                    self.bus.say_here(line.room, &line.state().here.own());
                }
            }
            Said::Going(node) => {
                for line in self.all_rooms() {
                    if line.state().here.elsewhere(node, HashSet::new()) {
                        line.tell_presence_soon(self);
                    }
                }
            }
            // Whatever was hinted meanwhile is lost: everything is looked at.
            Said::Connected => {
                self.wake_all();
                self.bus.ask_who_is_anywhere();
                self.hear_said(Said::WhoIsHere(None));
            }
        }
    }

    fn wake_all(&self) {
        self.all_rooms().iter().for_each(|line| line.wake(self));
        self.all_hours().iter().for_each(|line| line.wake(self));
    }

    /// Lines whose hint was lost: one look for all rooms.
    async fn look_for_lost(&self) -> backend::Result<()> {
        let lines = self.all_rooms();
        if !lines.is_empty() {
            let last: HashMap<RoomId, i64> = queries::last_of(&self.cx, lines.iter().map(|line| line.room)).await?;
            for line in lines {
                if last.get(&line.room).is_some_and(|rev| *rev > line.state().told) {
                    line.wake(self);
                }
            }
        }
        self.all_hours().iter().for_each(|line| line.wake(self));
        Ok(())
    }

    /// Once a second.
    async fn second(&self, now: u32) {
        let clock = self.now();
        for ear in self.ears() {
            if clock.saturating_sub(ear.heard()) > 2 * PING {
                ear.end(End(close::SLOW, "silent"));
            } else if let Some(end) = ear.judge() {
                ear.end(end);
            } else if ear.id % PING == now % PING {
                ear.tell(Topic::Line, 1, frame::PING.into());
            }
            if ear.id % LOOK == now % LOOK {
                ear.look();
            }
        }
        for line in self.all_rooms() {
            line.tick(self);
        }
        // On SQLite there is one process, whose own hints are never lost but in a flood.
        let lost_every = if self.cx.store.is_shared() { 2 } else { 20 };
        if now.is_multiple_of(lost_every)
            && let Err(why) = self.look_for_lost().await
        {
            tracing::warn!(?why, "rooms could not be looked at");
        }
        if let Err(why) = self.look_back_at_rights().await {
            tracing::warn!(?why, "changes of rights could not be looked at");
        }
        if now.is_multiple_of(HERE) {
            self.hear_said(Said::WhoIsHere(None));
        }
        if now % 300 == 299
            && let Err(why) = rights::forget_old(&self.cx).await
        {
            tracing::warn!(?why, "old changes of rights could not be forgotten");
        }
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

async fn listen(board: Weak<Board>, mut hints: broadcast::Receiver<Hint>) {
    loop {
        let hint = hints.recv().await;
        let Some(board) = board.upgrade().map(Switchboard) else { return };
        match hint {
            Ok(hint) => board.hear(hint),
            Err(broadcast::error::RecvError::Lagged(_)) => board.wake_all(),
            Err(broadcast::error::RecvError::Closed) => return,
        }
    }
}

async fn hear_others(board: Weak<Board>, mut others: broadcast::Receiver<Said>) {
    loop {
        let said = others.recv().await;
        let Some(board) = board.upgrade().map(Switchboard) else { return };
        match said {
            Ok(said) => board.hear_said(said),
            Err(broadcast::error::RecvError::Lagged(_)) => {}
            Err(broadcast::error::RecvError::Closed) => return,
        }
    }
}

async fn tick(board: Weak<Board>) {
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for now in 0.. {
        seconds.tick().await;
        let Some(board) = board.upgrade().map(Switchboard) else { return };
        board.second(now).await;
    }
}
