//! What goes out of a socket: written at once while nothing waits, and otherwise in order, up to a bound. What was begun is written to its
//! end, whatever happens.

use std::collections::VecDeque;
use std::io::{ErrorKind, IoSlice};
use std::time::Instant;

use domain::id::{ConsultId, RoomId, SessionId};
use domain::live::close;
use hyper::body::Bytes;
use tokio::net::TcpStream;

use super::ear::End;

/// Bytes and frames that may wait for a slow reader; then it is closed, comes back, and catches up from the store.
pub const MOST_BYTES: usize = 1024 * 1024;
const MOST_FRAMES: u32 = 256;
/// Pieces that one write takes.
const AT_ONCE: usize = 16;

/// What a frame is about: such a frame is dropped when the right to it is lost before it could be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A chat room.
    Room(RoomId),
    /// The hour of a session.
    Hour(SessionId),
    /// A call from browser to browser.
    Call(ConsultId),
    /// The line itself.
    Line,
}

/// How far writing came.
#[derive(Debug, PartialEq, Eq)]
pub enum Flow {
    /// Nothing waits, or what waits is held back.
    Still,
    /// The network takes no more for now.
    Full,
    /// The line is broken.
    Broken,
}

struct Piece {
    of: Topic,
    frames: u32,
    bytes: Bytes,
}

/// What waits to be written, and what else is known of this half of the socket.
#[derive(Default)]
pub struct Out {
    queue: VecDeque<Piece>,
    /// Bytes that wait.
    pub bytes: usize,
    frames: u32,
    /// The first piece is written in part, so it is written to its end whatever happens.
    begun: bool,
    /// When the network last took something while something waited.
    pub stuck: Option<Instant>,
    /// Since when everything is held back: the rights of this person may have changed.
    pub held: Option<Instant>,
    /// The rights are to be looked at.
    pub look: bool,
    /// Why it ends.
    pub end: Option<End>,
    closed: bool,
}

impl Out {
    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// How many pieces wait.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Writes some frames now when nothing waits; the rest of it is kept. True when the socket's task must be woken.
    pub fn tell(&mut self, stream: &TcpStream, of: Topic, frames: u32, bytes: &Bytes) -> bool {
        if self.closed || self.end.is_some() || bytes.is_empty() {
            return false;
        }
        let (empty, mut taken) = (self.queue.is_empty(), 0);
        if empty && self.held.is_none() {
            match stream.try_write(bytes) {
                Ok(all) if all == bytes.len() => return false,
                Ok(some) => taken = some,
                Err(why) if why.kind() == ErrorKind::WouldBlock => {}
                Err(_) => self.end = Some(End(0, "broken")),
            }
        }
        let rest = bytes.slice(taken..);
        self.begun |= taken > 0;
        self.bytes += rest.len();
        self.frames += frames;
        self.queue.push_back(Piece { of, frames, bytes: rest });
        if !empty && (self.bytes > MOST_BYTES || self.frames > MOST_FRAMES) {
            self.end = self.end.or(Some(End(close::SLOW, "too slow")));
        }
        if empty {
            self.stuck = Some(Instant::now());
        }
        empty || self.end.is_some()
    }

    /// Writes what waits, as far as the network takes it.
    pub fn flush(&mut self, stream: &TcpStream) -> Flow {
        loop {
            if self.queue.is_empty() {
                return Flow::Still;
            }
            // Held back: only what was begun is written to its end.
            let most = match (self.held.is_some(), self.begun) {
                (true, false) => return Flow::Still,
                (true, true) => 1,
                (false, _) => AT_ONCE,
            };
            let slices: Vec<IoSlice<'_>> = self.queue.iter().take(most).map(|piece| IoSlice::new(&piece.bytes)).collect();
            match stream.try_write_vectored(&slices) {
                Ok(0) => return Flow::Broken,
                Ok(taken) => {
                    drop(slices);
                    self.took(taken);
                }
                Err(why) if why.kind() == ErrorKind::WouldBlock => return Flow::Full,
                Err(_) => return Flow::Broken,
            }
        }
    }

    /// Drops what is about lost rights.
    pub fn forget(&mut self, lost: &[Topic]) {
        if lost.is_empty() {
            return;
        }
        let (mut at, begun) = (0, self.begun);
        self.queue.retain(|piece| {
            at += 1;
            (begun && at == 1) || !lost.contains(&piece.of)
        });
        self.bytes = self.queue.iter().map(|piece| piece.bytes.len()).sum();
        self.frames = self.queue.iter().map(|piece| piece.frames).sum();
    }

    /// The last frame. What a slow reader has not taken is dropped, so that it hears why.
    pub fn close(&mut self, end: End) {
        self.closed = true;
        self.held = None;
        let keep = match (end.0, self.begun) {
            (close::SLOW | close::POLICY | close::BUG, begun) => usize::from(begun),
            _ => self.queue.len(),
        };
        self.queue.truncate(keep);
        if end.0 != 0 {
            self.queue.push_back(Piece { of: Topic::Line, frames: 1, bytes: super::frame::close(end.0, end.1) });
        }
    }

    fn took(&mut self, mut taken: usize) {
        self.bytes -= taken.min(self.bytes);
        while let Some(first) = self.queue.front_mut() {
            if taken < first.bytes.len() {
                self.begun |= taken > 0;
                let _ = first.bytes.split_to(taken);
                break;
            }
            taken -= first.bytes.len();
            self.frames -= first.frames.min(self.frames);
            self.queue.pop_front();
            self.begun = false;
        }
        self.stuck = (!self.queue.is_empty()).then(Instant::now);
        // What a burst has taken is given back: ten thousand sockets would keep it.
        if self.queue.is_empty() && self.queue.capacity() > 16 {
            self.queue = VecDeque::new();
        }
    }
}
