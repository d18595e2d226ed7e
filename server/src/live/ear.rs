//! The half of a socket that others speak to: whoever has something to tell writes it at once, and only what the network does not take
//! waits for the socket's own task. One way out for everything, so frames never mix.

use std::io::{ErrorKind, Read, Write};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use domain::id::{PersonId, SignInId};
use domain::live::close;
use futures_util::task::AtomicWaker;
use hyper::body::Bytes;
use tokio::net::TcpStream;

pub use super::out::{Flow, Topic};
use super::out::{MOST_BYTES, Out};

/// A client that has taken nothing for this long is gone.
const PATIENCE: Duration = Duration::from_secs(20);
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
    pub fn tell(&self, of: Topic, frames: u32, bytes: &Bytes) {
        let mut out = self.out();
        if out.tell(&self.stream, of, frames, bytes) {
            drop(out);
            self.waker.wake();
        }
    }

    /// Writes what waits, as far as the network takes it.
    pub fn flush(&self) -> Flow {
        self.out().flush(&self.stream)
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
        out.forget(lost);
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
        if long(out.stuck, PATIENCE) && !out.is_empty() {
            return Some(End(close::SLOW, "does not read"));
        }
        // Nothing may be told, and nobody can say why: the client comes back.
        long(out.held, Duration::from_secs(5)).then_some(End(close::BUG, "rights unknown"))
    }

    /// The last frame. What a slow reader has not taken is dropped, so that it hears why.
    pub fn last_words(&self, end: End) {
        self.out().close(end);
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
                    Poll::Pending if !self.out().is_empty() => Poll::Pending,
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

/// The connection as the protocol's reader wants it: bytes in, and its own answers (pongs) the common way out.
pub struct Pipe<'a>(pub &'a Ear);

impl Read for Pipe<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.0.stream.try_read(into)
    }
}

impl Write for Pipe<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.tell(Topic::Line, 1, &Bytes::copy_from_slice(bytes));
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
