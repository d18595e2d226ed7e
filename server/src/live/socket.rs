//! One socket: what its client says, and what its rooms tell it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use backend::chat::{commands, queries, reach};
use backend::ports::{Bus as _, Hint};
use backend::{Fault, Viewer};
use domain::id::{PersonId, RoomId, SessionId, SignInId};
use domain::live::{Say, Tell, close};
use futures_util::future::{BoxFuture, FutureExt as _, select_all};
use futures_util::{SinkExt as _, StreamExt as _};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::sync::broadcast;
use tokio::time::{Instant, interval_at, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Bytes, Message, Utf8Bytes};
use uuid::Uuid;

use super::plugs;
use super::switchboard::{Frame, RoomLine, Switchboard, encode};
use crate::host::Host;

type Wire = WebSocketStream<TokioIo<Upgraded>>;

/// Rooms that one socket may be in at once.
const MOST_ROOMS: usize = 16;
/// A client that has not read for this long is gone.
const WRITE_PATIENCE: Duration = Duration::from_secs(20);
/// How often a quiet line is tried; one that is silent for twice as long is closed.
const PING: Duration = Duration::from_secs(25);
/// Rights are looked up again this often, and at once when a hint says that they changed.
const LOOK_AGAIN: Duration = Duration::from_secs(4);

/// Why a socket ends.
struct End(u16, &'static str);

/// A room that this socket is in. Dropped, it tells the room.
struct Seat {
    line: Arc<RoomLine>,
    person: PersonId,
    /// The last revision that this client was sent.
    rev: i64,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.line.go(self.person);
    }
}

struct Socket {
    host: Host,
    board: Switchboard,
    device: SignInId,
    viewer: Viewer,
    wire: Wire,
    seats: HashMap<RoomId, Seat>,
    frames: HashMap<RoomId, broadcast::Receiver<Frame>>,
    hours: HashMap<SessionId, i64>,
    heard: Instant,
}

/// Serves one socket until either side ends it.
pub async fn serve(host: Host, board: Switchboard, device: SignInId, wire: Wire) {
    let viewer = host.viewer(device).await;
    let mut socket = Socket {
        host,
        board,
        device,
        viewer,
        wire,
        seats: HashMap::new(),
        frames: HashMap::new(),
        hours: HashMap::new(),
        heard: Instant::now(),
    };
    let end = socket.run().await;
    socket.seats.clear();
    if let Err(End(code, reason)) = end {
        let frame = CloseFrame { code: code.into(), reason: Utf8Bytes::from_static(reason) };
        let _ = timeout(Duration::from_secs(2), socket.wire.close(Some(frame))).await;
    }
}

impl Socket {
    async fn run(&mut self) -> Result<(), End> {
        if self.viewer.who().is_none() {
            return Err(End(close::POLICY, "signed out"));
        }
        let mut hints = self.host.bus.listen();
        // Spread over the period, so that a thousand sockets do not look at once.
        let first = Instant::now() + LOOK_AGAIN.mul_f64(f64::from(self.device.0.as_bytes()[15]) / 255.0);
        let mut look = interval_at(first, LOOK_AGAIN);
        let mut ping = interval_at(Instant::now() + PING, PING);
        loop {
            tokio::select! {
                said = self.wire.next() => match said {
                    Some(Ok(Message::Text(text))) => {
                        self.heard = Instant::now();
                        self.hear(text.as_str()).await?;
                    }
                    Some(Ok(Message::Close(_))) | None => return Ok(()),
                    Some(Ok(Message::Binary(_))) => return Err(End(close::POLICY, "text frames only")),
                    Some(Ok(_)) => self.heard = Instant::now(),
                    Some(Err(_)) => return Err(End(close::POLICY, "malformed or too large")),
                },
                (room, frame) = next_frame(&mut self.frames), if !self.frames.is_empty() => self.pass_on(room, frame).await?,
                hint = hints.recv() => match hint {
                    Ok(Hint::Person(person)) if self.viewer.is(person) => self.look_again().await?,
                    Ok(Hint::Seats(room)) if self.seats.contains_key(&room) => self.knock(room).await?,
                    Ok(Hint::Hour(session, _)) if self.hours.contains_key(&session) => self.hour(session).await?,
                    Ok(Hint::Seen(person, room, seen)) if self.viewer.is(person) => {
                        if let Ok((last, _)) = queries::last(&self.host.house.cx, room).await {
                            self.tell(Tell::Unread { room, last, seen }).await?;
                        }
                    }
                    Ok(Hint::Cohort(_)) | Err(broadcast::error::RecvError::Lagged(_)) => self.look_again().await?,
                    Err(broadcast::error::RecvError::Closed) => return Err(End(close::RESTART, "going")),
                    Ok(_) => {}
                },
                _ = look.tick() => self.look_again().await?,
                _ = ping.tick() => {
                    if self.heard.elapsed() > PING * 2 {
                        return Err(End(close::SLOW, "silent"));
                    }
                    self.write(Message::Ping(Bytes::new())).await?;
                }
            }
        }
    }

    /// Writes, and gives up on a client that does not read.
    async fn write(&mut self, message: Message) -> Result<(), End> {
        match timeout(WRITE_PATIENCE, self.wire.send(message)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(End(close::SLOW, "too slow")),
        }
    }

    async fn tell(&mut self, tell: Tell) -> Result<(), End> {
        match encode(&tell) {
            Some(text) => self.write(Message::Text(text)).await,
            None => Ok(()),
        }
    }

    /// One frame of the client.
    async fn hear(&mut self, text: &str) -> Result<(), End> {
        match serde_json::from_str(text) {
            Ok(Say::Join { room, after }) => self.join(room, after).await,
            Ok(Say::Leave { room }) => {
                self.leave(room);
                Ok(())
            }
            Ok(Say::Send { room, nonce, text }) => self.send(room, nonce, &text).await,
            Ok(Say::Earlier { room, before }) => match queries::earlier(&self.host.house.cx, &self.viewer, room, before).await {
                Ok((lines, more)) => self.tell(Tell::History { room, before, lines, more }).await,
                Err(fault) => self.refuse(room, None, &fault).await,
            },
            Ok(Say::Seen { room, seq }) => match plugs::seen(&self.host.house.cx, &self.viewer, room, seq).await {
                Ok(()) => Ok(()),
                Err(fault) => self.refuse(room, None, &fault).await,
            },
            Ok(Say::Typing { room }) => {
                if let (Some(person), true) = (self.viewer.person(), self.seats.contains_key(&room)) {
                    self.host.bus.publish(Hint::Typing(person, room));
                }
                Ok(())
            }
            Ok(Say::Watch { session, after }) => self.watch(session, after).await,
            Ok(Say::Unwatch { session }) => {
                self.hours.remove(&session);
                Ok(())
            }
            Ok(Say::Visible { .. }) => Ok(()),
            Err(_) => Err(End(close::POLICY, "not a frame")),
        }
    }

    /// Enters a room: first listens, then reads what was missed, so that nothing falls between.
    async fn join(&mut self, room: RoomId, after: i64) -> Result<(), End> {
        self.leave(room);
        if self.seats.len() >= MOST_ROOMS {
            return self.refuse(room, None, &Fault::TooMany(60)).await;
        }
        if let Err(fault) = reach::room(self.host.house.cx.db(), &self.viewer, room).await {
            return self.refuse(room, None, &fault).await;
        }
        let (line, frames) = match self.board.listen(room).await {
            Ok(heard) => heard,
            Err(fault) => return self.refuse(room, None, &fault).await,
        };
        let missed = queries::after(&self.host.house.cx, room, after.max(0)).await;
        let (seq, rev) = match queries::last(&self.host.house.cx, room).await {
            Ok(last) => last,
            Err(fault) => return self.refuse(room, None, &fault).await,
        };
        let (missed, limited) = match missed {
            Ok(Some(lines)) => (lines, false),
            Ok(None) => (Vec::new(), true),
            Err(fault) => return self.refuse(room, None, &fault).await,
        };
        let Some((person, name)) = self.viewer.who().map(|w| (w.person, w.name.clone())) else {
            return Err(End(close::POLICY, "signed out"));
        };
        self.tell(Tell::Joined { room, seq, rev, limited }).await?;
        let mut sent = if limited { rev } else { after.max(0) };
        for message in missed {
            sent = message.rev;
            self.tell(Tell::Message(message)).await?;
        }
        line.come(person, &name);
        self.seats.insert(room, Seat { line, person, rev: sent });
        self.frames.insert(room, frames);
        Ok(())
    }

    /// Begins to listen to a session's hour.
    async fn watch(&mut self, session: SessionId, after: i64) -> Result<(), End> {
        match plugs::hour_door(&self.host.house.cx, &self.viewer, session).await {
            Ok(()) if self.hours.len() < MOST_ROOMS => {
                self.hours.insert(session, after);
                self.hour(session).await
            }
            Err(Fault::SignIn) => Err(End(close::POLICY, "signed out")),
            _ => self.tell(Tell::HourGone { session }).await,
        }
    }

    /// Tells the state of an hour when it is newer than what the client has.
    async fn hour(&mut self, session: SessionId) -> Result<(), End> {
        let after = self.hours.get(&session).copied().unwrap_or_default();
        let Ok(Some((version, state))) = plugs::hour(&self.host.house.cx, session, after).await else { return Ok(()) };
        self.hours.insert(session, version);
        self.tell(Tell::Hour { session, version, state }).await
    }

    /// Leaves a room; frames of it that are still on their way find no seat, and the receiver is dropped with the stream.
    fn leave(&mut self, room: RoomId) {
        self.seats.remove(&room);
        self.frames.remove(&room);
    }

    /// A message: durable first, then acknowledged. Its frame reaches the sender like everybody else.
    async fn send(&mut self, room: RoomId, nonce: Uuid, text: &str) -> Result<(), End> {
        match commands::send(&self.host.house.cx, &self.viewer, room, nonce, text).await {
            Ok(seq) => self.tell(Tell::Ack { room, nonce, seq }).await,
            Err(fault) => self.refuse(room, Some(nonce), &fault).await,
        }
    }

    async fn refuse(&mut self, room: RoomId, nonce: Option<Uuid>, fault: &Fault) -> Result<(), End> {
        let (word, retry) = match fault {
            Fault::SignIn => return Err(End(close::POLICY, "signed out")),
            Fault::Missing | Fault::Gone(_) => ("missing", None),
            Fault::Refused(_) | Fault::Conflict(_) => ("refused", None),
            Fault::Invalid(faults) if faults.iter().any(|f| f.word == "fault-empty") => ("empty", None),
            Fault::Invalid(_) | Fault::TooLarge => ("too_long", None),
            Fault::TooMany(seconds) => ("too_many", Some(*seconds)),
            Fault::Busy | Fault::DiskFull | Fault::Broken(_) => ("busy", Some(2)),
        };
        if let Fault::Broken(why) = fault {
            tracing::error!(why, "the live socket broke");
        }
        self.tell(Tell::Refused { room, nonce, word: word.to_owned(), retry }).await
    }

    /// A frame of a room, unless the client has it already. A socket that fell behind is closed: it comes back and catches up.
    async fn pass_on(&mut self, room: RoomId, frame: Option<Frame>) -> Result<(), End> {
        let Some(frame) = frame else { return Err(End(close::SLOW, "too slow")) };
        let Some(seat) = self.seats.get_mut(&room) else { return Ok(()) };
        match frame.rev {
            Some(rev) if rev <= seat.rev => return Ok(()),
            Some(rev) => seat.rev = rev,
            None => {}
        }
        self.write(Message::Text(frame.text)).await
    }

    /// Reads this device's rights again: signed out ends the socket, a lost room is left.
    async fn look_again(&mut self) -> Result<(), End> {
        let before = std::mem::replace(&mut self.viewer, self.host.viewer(self.device).await);
        if self.viewer.who().is_none() {
            return Err(End(close::POLICY, "signed out"));
        }
        if self.viewer == before {
            return Ok(());
        }
        let rooms: Vec<RoomId> = self.seats.keys().copied().collect();
        for room in rooms {
            self.knock(room).await?;
        }
        Ok(())
    }

    /// Opens the door of a room again, and leaves the room when it is shut.
    async fn knock(&mut self, room: RoomId) -> Result<(), End> {
        if reach::room(self.host.house.cx.db(), &self.viewer, room).await.is_err() {
            self.leave(room);
            self.tell(Tell::Left { room }).await?;
        }
        Ok(())
    }
}

/// The next frame of any room; `None` when some were lost. Waiting is cancel-safe: a receiver loses nothing when its turn is dropped.
async fn next_frame(rooms: &mut HashMap<RoomId, broadcast::Receiver<Frame>>) -> (RoomId, Option<Frame>) {
    let one = |(room, frames)| -> BoxFuture<'_, (RoomId, Option<Frame>)> { receive(room, frames).boxed() };
    select_all(rooms.iter_mut().map(one)).await.0
}

async fn receive<'a>(room: &'a RoomId, frames: &'a mut broadcast::Receiver<Frame>) -> (RoomId, Option<Frame>) {
    (*room, frames.recv().await.ok())
}
