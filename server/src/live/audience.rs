//! Who listens to a room or an hour, and how the same bytes reach them all.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use hyper::body::Bytes;

use super::ear::{Ear, Topic};

/// Sockets that are told in one go before others get a turn.
const TURN: usize = 64;
/// From this size on, two cores tell an audience.
pub const LARGE: usize = 256;

/// A socket's place in an audience.
pub struct Seat {
    /// The socket.
    pub ear: Arc<Ear>,
    /// The last revision or version that it was sent.
    pub sent: AtomicI64,
    /// Whether it has been told who is here.
    pub greeted: AtomicBool,
    gone: AtomicBool,
}

impl Seat {
    /// A place for a socket that has everything up to here.
    pub fn new(ear: Arc<Ear>, sent: i64) -> Arc<Self> {
        Arc::new(Self { ear, sent: AtomicI64::new(sent), greeted: AtomicBool::new(false), gone: AtomicBool::new(false) })
    }

    /// Whether it was left.
    pub fn is_gone(&self) -> bool {
        self.gone.load(Ordering::Acquire)
    }

    fn give(&self, of: Topic, batch: &Batch) {
        if self.is_gone() {
            return;
        }
        let sent = self.sent.fetch_max(batch.last, Ordering::AcqRel);
        let has = batch.parts.partition_point(|(rev, _)| *rev <= sent);
        let Some((_, from)) = batch.parts.get(has) else { return };
        let frames = u32::try_from(batch.parts.len() - has).unwrap_or(u32::MAX);
        match *from {
            // The rule: no piece of it is taken for this one, so that two cores do not quarrel about who holds the bytes.
            0 => self.ear.tell(of, frames, &batch.bytes),
            from => self.ear.tell(of, frames, &batch.bytes.slice(from..)),
        }
    }
}

/// Frames of growing revision, encoded once, one behind the other.
pub struct Batch {
    last: i64,
    /// Each frame's revision, and where it begins.
    parts: Vec<(i64, usize)>,
    bytes: Bytes,
}

impl Batch {
    /// One frame.
    pub fn one(rev: i64, bytes: Bytes) -> Self {
        Self { last: rev, parts: vec![(rev, 0)], bytes }
    }

    /// Several, in order.
    pub fn of(frames: &[(i64, Bytes)]) -> Self {
        let (mut parts, mut bytes) = (Vec::with_capacity(frames.len()), Vec::new());
        for (rev, frame) in frames {
            parts.push((*rev, bytes.len()));
            bytes.extend_from_slice(frame);
        }
        Self { last: frames.last().map_or(i64::MIN, |(rev, _)| *rev), parts, bytes: bytes.into() }
    }
}

/// The seats. A copy of the list is cheap, so that nobody waits for those who are being told.
#[derive(Clone, Default)]
pub struct Audience(Arc<Vec<Arc<Seat>>>);

impl Audience {
    /// Takes a seat.
    pub fn take(&mut self, seat: Arc<Seat>) {
        Arc::make_mut(&mut self.0).push(seat);
    }

    /// Leaves it. Nothing more is told to it, not even what is being told just now.
    pub fn leave(&mut self, seat: &Arc<Seat>) {
        seat.gone.store(true, Ordering::Release);
        if let Some(at) = self.0.iter().position(|s| Arc::ptr_eq(s, seat)) {
            Arc::make_mut(&mut self.0).swap_remove(at);
        }
    }

    /// The seats.
    pub fn seats(&self) -> &[Arc<Seat>] {
        &self.0
    }

    /// Tells everybody what they do not have yet.
    pub async fn tell(&self, of: Topic, batch: Batch) {
        let batch = Arc::new(batch);
        self.each(move |seat| seat.give(of, &batch)).await;
    }

    /// Something for each seat, by turns, and for a large audience on two cores.
    pub async fn each(&self, act: impl Fn(&Seat) + Clone + Send + Sync + 'static) {
        let half = if self.0.len() > LARGE { self.0.len() / 2 } else { self.0.len() };
        let rest = (half < self.0.len()).then(|| {
            let (all, act) = (self.0.clone(), act.clone());
            tokio::spawn(async move { turns(&all[half..], act).await })
        });
        turns(&self.0[..half], act).await;
        if let Some(rest) = rest {
            let _ = rest.await;
        }
    }
}

async fn turns(seats: &[Arc<Seat>], act: impl Fn(&Seat)) {
    for (turn, some) in seats.chunks(TURN).enumerate() {
        if turn > 0 {
            tokio::task::yield_now().await;
        }
        some.iter().for_each(|seat| act(seat));
    }
}
