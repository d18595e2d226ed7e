//! One socket: hears its client, looks at its person's rights when it is called to, and ends with a reason.

use std::io::ErrorKind;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use backend::Viewer;
use domain::id::{ConsultId, RoomId, SessionId};
use domain::live::{LARGEST_FRAME, MOST_FRAMES, Tell, close};
use tokio_tungstenite::tungstenite::protocol::{WebSocketConfig, WebSocketContext};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::audience::Seat;
use super::call::Party;
use super::ear::{Call, Ear, End, Pipe, Topic};
use super::frame;
use super::hour::HourLine;
use super::room::RoomLine;
use super::switchboard::Switchboard;
use crate::host::Host;

/// Bytes that are read at once. Clients say little: with the 4 KiB of a page or the 8 KiB of a disk block, most of a quiet socket's memory
/// would be this buffer. A long message takes a few reads more.
const READ: usize = 1024;
/// More frames than `MOST_FRAMES` in a second are told `throttled`; this many more, and the socket is closed.
const GRACE: f64 = 10.0;

/// How frames are read. What is written goes past this, by `Ear`.
pub fn limits() -> WebSocketConfig {
    WebSocketConfig::default()
        .max_message_size(Some(LARGEST_FRAME))
        .max_frame_size(Some(LARGEST_FRAME))
        .read_buffer_size(READ)
        .write_buffer_size(0)
        .max_write_buffer_size(LARGEST_FRAME * 2)
}

/// What wakes the socket's task.
enum Wake {
    Said(Message),
    Called(Call),
}

/// A socket, as its own task sees it.
pub struct Socket {
    pub(super) host: Host,
    pub(super) ear: Arc<Ear>,
    pub(super) viewer: Viewer,
    pub(super) rooms: Vec<(Arc<RoomLine>, Arc<Seat>)>,
    pub(super) hours: Vec<(SessionId, Arc<HourLine>, Arc<Seat>)>,
    /// The call that its page is of.
    pub(super) call: Option<(ConsultId, Arc<Party>)>,
    /// Whether its client wants to be seen.
    pub(super) asked: bool,
    /// Whether its person wants not to be seen, anywhere; none when it is not known yet.
    pub(super) invisible: Option<bool>,
    wire: WebSocketContext,
    allowance: f64,
    since: Instant,
}

/// Serves one socket until either side ends it.
pub async fn serve(host: Host, viewer: Viewer, ear: Arc<Ear>, wire: WebSocketContext) {
    let since = Instant::now();
    let (rooms, hours, allowance) = (Vec::new(), Vec::new(), f64::from(MOST_FRAMES));
    let mut socket = Socket { host, ear, viewer, rooms, hours, call: None, asked: true, invisible: None, wire, allowance, since };
    socket.board().enter(&socket.ear);
    let end = socket.run().await;
    socket.board().leave(&socket.ear);
    socket.leave_all();
    if let Err(end) = end {
        socket.ear.last_words(end);
    }
    let ear = socket.ear.clone();
    drop(socket);
    ear.linger().await;
}

impl Socket {
    pub(super) fn board(&self) -> &Switchboard {
        &self.host.board
    }

    async fn run(&mut self) -> Result<(), End> {
        // Rights that changed while it was being opened were told to nobody. What is remembered costs no look into the store.
        match self.host.viewers.of(&self.board().cx, self.ear.device).await {
            Ok(viewer) if viewer.who().is_none() => return Err(End(close::POLICY, "signed out")),
            Ok(viewer) => self.viewer = viewer,
            Err(_) => self.ear.suspect(),
        }
        loop {
            let wake = std::future::poll_fn(|cx| {
                // What it is called for goes before what its client says: a right that is lost is lost at once.
                if let Poll::Ready(call) = self.ear.poll_call(cx) {
                    return Poll::Ready(Ok(Wake::Called(call)));
                }
                loop {
                    match self.wire.read(&mut Pipe(&self.ear)) {
                        Ok(message) => return Poll::Ready(Ok(Wake::Said(message))),
                        Err(Error::Io(why)) if why.kind() == ErrorKind::WouldBlock => match self.ear.poll_read_ready(cx) {
                            Poll::Ready(Ok(())) => {}
                            Poll::Ready(Err(_)) => return Poll::Ready(Err(End(0, "broken"))),
                            Poll::Pending => return Poll::Pending,
                        },
                        Err(why) => return Poll::Ready(Err(reason(&why))),
                    }
                }
            });
            match wake.await? {
                Wake::Called(Call::End(end)) => return Err(end),
                Wake::Called(Call::Look) => Box::pin(self.look_again()).await?,
                Wake::Said(message) => {
                    self.ear.hears(self.board().now());
                    self.count()?;
                    match message {
                        // Rare, and its state is large: it lies apart, so that a quiet socket's task stays small.
                        Message::Text(text) => Box::pin(self.hear(text.as_str())).await?,
                        Message::Binary(_) => return Err(End(close::BINARY, "text frames only")),
                        // The answer is on its way already.
                        Message::Close(_) => {
                            let _ = self.wire.read(&mut Pipe(&self.ear));
                            return Ok(());
                        }
                        Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
                    }
                }
            }
        }
    }

    /// Counts a frame: told once that it is too many, then closed.
    fn count(&mut self) -> Result<(), End> {
        let most = f64::from(MOST_FRAMES);
        let now = Instant::now();
        let before = self.allowance;
        self.allowance = (before + now.duration_since(self.since).as_secs_f64() * most).min(most) - 1.0;
        self.since = now;
        if self.allowance < -GRACE {
            return Err(End(close::POLICY, "too many frames"));
        }
        if self.allowance < 0.0 && before >= 0.0 {
            self.tell(Topic::Line, &Tell::Throttled { retry: 1 });
        }
        Ok(())
    }

    pub(super) fn tell(&self, of: Topic, tell: &Tell) {
        self.ear.tell(of, 1, &frame::text(tell));
    }

    /// Waits until the client has taken most of what it was told.
    pub(super) async fn breathe(&self) -> Result<(), End> {
        if !self.ear.is_full() {
            return Ok(());
        }
        match tokio::time::timeout(Duration::from_secs(20), self.ear.drained(LARGEST_FRAME / 2)).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(End(0, "broken")),
            Err(_) => Err(End(close::SLOW, "does not read")),
        }
    }

    pub(super) fn seat(&self, room: RoomId) -> Option<&(Arc<RoomLine>, Arc<Seat>)> {
        self.rooms.iter().find(|(line, _)| line.room == room)
    }

    /// Leaves a room; what is being told to it just now does not reach this socket any more.
    pub(super) fn leave(&mut self, room: RoomId) {
        if let Some(at) = self.rooms.iter().position(|(line, _)| line.room == room) {
            let (line, seat) = self.rooms.swap_remove(at);
            self.leave_seat(&line, &seat);
        }
    }

    fn leave_seat(&self, line: &Arc<RoomLine>, seat: &Arc<Seat>) {
        line.state().audience.leave(seat);
        if self.ear.visible() {
            line.go(self.board(), self.ear.person);
        }
    }

    pub(super) fn unwatch(&mut self, session: SessionId) {
        if let Some(at) = self.hours.iter().position(|(known, ..)| *known == session) {
            let (_, line, seat) = self.hours.swap_remove(at);
            line.audience().leave(&seat);
        }
    }

    fn leave_all(&mut self) {
        self.leave_call();
        for (line, seat) in std::mem::take(&mut self.rooms) {
            self.leave_seat(&line, &seat);
        }
        for (_, line, seat) in std::mem::take(&mut self.hours) {
            line.audience().leave(&seat);
        }
    }
}

/// Why a socket ends that cannot be read any more.
fn reason(why: &Error) -> End {
    match why {
        Error::Utf8(_) => End(close::NOT_UTF8, "not UTF-8"),
        Error::Capacity(_) => End(close::TOO_LARGE, "too large"),
        Error::Protocol(why) if !matches!(why, tokio_tungstenite::tungstenite::error::ProtocolError::ResetWithoutClosingHandshake) => {
            End(close::PROTOCOL, "malformed")
        }
        _ => End(0, "broken"),
    }
}
