//! The half of a socket that others speak to: whoever has something to tell writes it at once, and only what the network does not take
//! waits for the socket's own task. One way out for everything, so frames never mix.

use std::collections::VecDeque;
use std::io::{ErrorKind, IoSlice, Read, Write};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use domain::id::{PersonId, RoomId, SessionId, SignInId};
use domain::live::close;
use futures_util::task::AtomicWaker;
use hyper::body::Bytes;
use tokio::net::TcpStream;

/// Bytes and frames that may wait for a slow reader; then it is closed, comes back, and catches up from the store.
const MOST_BYTES: usize = 1024 * 1024;
const MOST_FRAMES: u32 = 256;
/// A client that has taken nothing for this long is gone.
const PATIENCE: Duration = Duration::from_secs(20);
/// Pieces that one write takes.
const AT_ONCE: usize = 16;

/// What a frame is about: such a frame is dropped when the right to it is lost before it could be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A chat room.
    Room(RoomId),
    /// The hour of a session.
    Hour(SessionId),
    /// The line itself.
    Line,
}

/// Why a socket ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End(pub u16, pub &'static str);

/// What the socket's task is woken for.
#[derive(Debug, PartialEq, Eq)]
pub enum Call {
    /// Its end.
    End(End),
    /// To look again at what its person may do.
    Look,
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

#[derive(Default)]
struct Out {
    queue: VecDeque<Piece>,
    bytes: usize,
    frames: u32,
    /// The first piece is written in part, so it is written to its end whatever happens.
    begun: bool,
    /// When the network last took something while something waited.
    stuck: Option<Instant>,
    /// Since when everything is held back: the rights of this person may have changed.
    held: Option<Instant>,
    look: bool,
    end: Option<End>,
    closed: bool,
}

/// One socket as others see it.
pub struct Ear {
    /// Its number in this process.
    pub id: u32,
    /// Whose it is.
    pub person: PersonId,
    /// On which device.
    pub device: SignInId,
    stream: TcpStream,
    out: Mutex<Out>,
    waker: AtomicWaker,
    heard: AtomicU32,
    visible: AtomicBool,
}

impl Ear {
    /// The ear of a fresh connection.
    pub fn new(id: u32, person: PersonId, device: SignInId, stream: TcpStream, now: u32) -> Self {
        let (out, waker) = (Mutex::default(), AtomicWaker::new());
        Self { id, person, device, stream, out, waker, heard: AtomicU32::new(now), visible: AtomicBool::new(true) }
    }

    fn out(&self) -> MutexGuard<'_, Out> {
        self.out.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something came from the client.
    pub fn hears(&self, now: u32) {
        self.heard.store(now, Ordering::Relaxed);
    }

    /// When something last came, in seconds of the switchboard.
    pub fn heard(&self) -> u32 {
        self.heard.load(Ordering::Relaxed)
    }

    /// Whether others may see that its person is here.
    pub fn visible(&self) -> bool {
        self.visible.load(Ordering::Relaxed)
    }

    /// Sets it; answers what it was.
    pub fn show(&self, on: bool) -> bool {
        self.visible.swap(on, Ordering::Relaxed)
    }

    /// Tells some frames. Never waits: what the network does not take now is written by the socket's task.
    pub fn tell(&self, of: Topic, frames: u32, bytes: Bytes) {
        let mut out = self.out();
        if out.closed || out.end.is_some() || bytes.is_empty() {
            return;
        }
        let empty = out.queue.is_empty();
        let mut rest = bytes;
        if empty && out.held.is_none() {
            match self.stream.try_write(&rest) {
                Ok(taken) if taken == rest.len() => return,
                Ok(taken) => {
                    out.begun = taken > 0;
                    let _ = rest.split_to(taken);
                }
                Err(why) if why.kind() == ErrorKind::WouldBlock => {}
                Err(_) => out.end = out.end.or(Some(End(0, "broken"))),
            }
        }
        out.bytes += rest.len();
        out.frames += frames;
        out.queue.push_back(Piece { of, frames, bytes: rest });
        if !empty && (out.bytes > MOST_BYTES || out.frames > MOST_FRAMES) {
            out.end = out.end.or(Some(End(close::SLOW, "too slow")));
        }
        if empty {
            out.stuck = Some(Instant::now());
        }
        let wake = empty || out.end.is_some();
        drop(out);
        if wake {
            self.waker.wake();
        }
    }

    /// Writes what waits, as far as the network takes it.
    pub fn flush(&self) -> Flow {
        let mut out = self.out();
        loop {
            if out.queue.is_empty() {
                return Flow::Still;
            }
            // Held back: only what was begun is written to its end.
            let most = match (out.held.is_some(), out.begun) {
                (true, false) => return Flow::Still,
                (true, true) => 1,
                (false, _) => AT_ONCE,
            };
            let slices: Vec<IoSlice<'_>> = out.queue.iter().take(most).map(|piece| IoSlice::new(&piece.bytes)).collect();
            match self.stream.try_write_vectored(&slices) {
                Ok(0) => return Flow::Broken,
                Ok(taken) => {
                    drop(slices);
                    out.took(taken);
                }
                Err(why) if why.kind() == ErrorKind::WouldBlock => return Flow::Full,
                Err(_) => return Flow::Broken,
            }
        }
    }

    /// Whether so much waits that more should not be added by the socket itself.
    pub fn is_full(&self) -> bool {
        self.out().bytes > MOST_BYTES / 16
    }

    /// The rights of this person may have changed: nothing more is written before they were looked at.
    pub fn suspect(&self) {
        let mut out = self.out();
        out.held = out.held.or(Some(Instant::now()));
        out.look = true;
        drop(out);
        self.waker.wake();
    }

    /// Time to look at the rights again, with no suspicion.
    pub fn look(&self) {
        self.out().look = true;
        self.waker.wake();
    }

    /// The rights were looked at: what waited is written, without what is about a lost right.
    pub fn release(&self, lost: &[Topic]) {
        let mut out = self.out();
        if !lost.is_empty() {
            let (mut at, begun) = (0, out.begun);
            out.queue.retain(|piece| {
                at += 1;
                (begun && at == 1) || !lost.contains(&piece.of)
            });
            out.bytes = out.queue.iter().map(|piece| piece.bytes.len()).sum();
            out.frames = out.queue.iter().map(|piece| piece.frames).sum();
        }
        // Suspected again while it was looking: it looks once more first.
        if !out.look {
            out.held = None;
        }
    }

    /// Ends the socket; the first reason counts.
    pub fn end(&self, end: End) {
        let mut out = self.out();
        out.end = out.end.or(Some(end));
        drop(out);
        self.waker.wake();
    }

    /// Whether it must end because its client does not read, or because its rights cannot be looked at.
    pub fn judge(&self) -> Option<End> {
        let out = self.out();
        let long = |since: Option<Instant>, most| since.is_some_and(|since| since.elapsed() > most);
        if long(out.stuck, PATIENCE) && !out.queue.is_empty() {
            return Some(End(close::SLOW, "does not read"));
        }
        // Nothing may be told, and nobody can say why: the client comes back.
        long(out.held, Duration::from_secs(5)).then_some(End(close::BUG, "rights unknown"))
    }

    /// The last frame. What a slow reader has not taken is dropped, so that it hears why.
    pub fn last_words(&self, end: End) {
        let mut out = self.out();
        out.closed = true;
        out.held = None;
        let keep = match (end.0, out.begun) {
            (close::SLOW | close::POLICY | close::BUG, begun) => usize::from(begun),
            _ => out.queue.len(),
        };
        out.queue.truncate(keep);
        if end.0 != 0 {
            out.queue.push_back(Piece { of: Topic::Line, frames: 1, bytes: super::frame::close(end.0, end.1) });
        }
    }

    /// Writes what waits and hears what this task is called for.
    pub fn poll_call(&self, cx: &mut Context<'_>) -> Poll<Call> {
        self.waker.register(cx.waker());
        {
            let mut out = self.out();
            if let Some(end) = out.end {
                return Poll::Ready(Call::End(end));
            }
            if std::mem::take(&mut out.look) {
                return Poll::Ready(Call::Look);
            }
        }
        self.poll_flush(cx).map(|()| Call::End(End(0, "broken")))
    }

    /// Writes until the network takes no more; ready only when the line is broken.
    fn poll_flush(&self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            match self.flush() {
                Flow::Still => return Poll::Pending,
                Flow::Broken => return Poll::Ready(()),
                Flow::Full => match self.stream.poll_write_ready(cx) {
                    Poll::Ready(Ok(())) => {}
                    Poll::Ready(Err(_)) => return Poll::Ready(()),
                    Poll::Pending => return Poll::Pending,
                },
            }
        }
    }

    /// Waits until little waits any more; false when the line broke.
    pub async fn drained(&self, most: usize) -> bool {
        std::future::poll_fn(|cx| {
            self.waker.register(cx.waker());
            match self.poll_flush(cx) {
                Poll::Ready(()) => Poll::Ready(false),
                Poll::Pending if self.out().bytes <= most => Poll::Ready(true),
                Poll::Pending => match self.out().end {
                    Some(_) => Poll::Ready(false),
                    None => Poll::Pending,
                },
            }
        })
        .await
    }

    /// Writes the last of it and waits for the client to hang up.
    pub async fn linger(&self) {
        let spoken = async {
            std::future::poll_fn(|cx| {
                self.waker.register(cx.waker());
                match self.poll_flush(cx) {
                    Poll::Pending if !self.out().queue.is_empty() => Poll::Pending,
                    _ => Poll::Ready(()),
                }
            })
            .await;
            // Bytes of the client that were not read would turn our last frame into a reset. Its own close frame is the last of them.
            let mut bytes = [0; 2048];
            let (mut quiet, mut some) = (Duration::from_secs(2), false);
            while let Ok(Ok(())) = tokio::time::timeout(quiet, self.stream.readable()).await {
                match self.stream.try_read(&mut bytes) {
                    Ok(0) => return,
                    Ok(_) => some = true,
                    Err(why) if why.kind() == ErrorKind::WouldBlock => {}
                    Err(_) => return,
                }
                if some {
                    quiet = Duration::from_millis(100);
                }
            }
        };
        let _ = tokio::time::timeout(Duration::from_secs(2), spoken).await;
    }

    /// Waits for bytes of the client.
    pub fn poll_read_ready(&self, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.stream.poll_read_ready(cx)
    }
}

impl Out {
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

/// The connection as the protocol's reader wants it: bytes in, and its own answers (pongs) the common way out.
pub struct Pipe<'a>(pub &'a Ear);

impl Read for Pipe<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.0.stream.try_read(into)
    }
}

impl Write for Pipe<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.tell(Topic::Line, 1, Bytes::copy_from_slice(bytes));
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::sync::Arc;
    use tokio::io::AsyncReadExt as _;
    use tokio::net::TcpListener;
    use uuid::Uuid;

    /// An ear, and what its client reads.
    async fn pair() -> (Arc<Ear>, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (client, server) = tokio::join!(TcpStream::connect(listener.local_addr().unwrap()), listener.accept());
        let id = Uuid::from_u128(1);
        let ear = Arc::new(Ear::new(0, PersonId(id), SignInId(id), server.unwrap().0, 0));
        ear.stream.writable().await.unwrap();
        (ear, client.unwrap())
    }

    fn room(n: u128) -> Topic {
        Topic::Room(RoomId(Uuid::from_u128(n)))
    }

    /// What the ear's own task would do, until it is called to something.
    fn work(ear: &Arc<Ear>) -> tokio::task::JoinHandle<Call> {
        let ear = ear.clone();
        tokio::spawn(async move { std::future::poll_fn(|cx| ear.poll_call(cx)).await })
    }

    #[tokio::test]
    async fn who_does_not_read_is_ended_and_hears_why_between_whole_frames() {
        let (ear, mut client) = pair().await;
        let working = work(&ear);
        let frame = super::super::frame::text(&domain::live::Tell::Throttled { retry: 1 });
        let many = Bytes::from(frame.repeat(2000));
        for _ in 0..2000 {
            ear.tell(room(1), 1, many.clone());
            tokio::task::yield_now().await;
        }
        assert_eq!(working.await.unwrap(), Call::End(End(close::SLOW, "too slow")));
        assert!(ear.out().bytes <= MOST_BYTES + 2 * many.len(), "no more than that waits");
        ear.last_words(End(close::SLOW, "too slow"));
        let (lingering, mut heard) = (tokio::spawn(async move { ear.linger().await }), Vec::new());
        client.read_to_end(&mut heard).await.unwrap();
        lingering.await.unwrap();
        let end = super::super::frame::close(close::SLOW, "too slow");
        let frames = heard.strip_suffix(end.as_ref()).expect("the last frame says why");
        assert_eq!(frames.len() % many.len(), 0, "what was begun is written to its end");
        assert!(frames.chunks(frame.len()).all(|one| one == frame), "and nothing is torn");
    }

    #[tokio::test]
    async fn what_is_told_while_rights_are_looked_at_waits_and_is_dropped_when_they_are_lost() {
        let (ear, mut client) = pair().await;
        ear.tell(room(1), 1, Bytes::from_static(b"before "));
        ear.suspect();
        assert_eq!(work(&ear).await.unwrap(), Call::Look);
        ear.tell(room(1), 1, Bytes::from_static(b"secret "));
        ear.tell(room(2), 1, Bytes::from_static(b"other "));
        assert_eq!(ear.flush(), Flow::Still, "held back");
        ear.release(&[room(1)]);
        assert_eq!(ear.flush(), Flow::Still);
        ear.tell(room(2), 1, Bytes::from_static(b"after"));
        ear.last_words(End(0, ""));
        drop(ear);
        let mut heard = String::new();
        client.read_to_string(&mut heard).await.unwrap();
        assert_eq!(heard, "before other after");
    }

    #[tokio::test]
    async fn suspected_again_while_it_looks_it_looks_again_first() {
        let (ear, _client) = pair().await;
        ear.suspect();
        assert_eq!(work(&ear).await.unwrap(), Call::Look);
        ear.suspect();
        ear.release(&[]);
        ear.tell(room(1), 1, Bytes::from_static(b"x"));
        assert_eq!(ear.flush(), Flow::Still);
        assert_eq!(ear.out().queue.len(), 1, "still held back");
        assert_eq!(work(&ear).await.unwrap(), Call::Look);
        ear.release(&[]);
        ear.flush();
        assert!(ear.out().queue.is_empty());
    }
}
