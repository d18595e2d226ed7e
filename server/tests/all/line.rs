//! A client of the live socket, as a browser or a stranger would open it.

use std::time::Duration;

use domain::id::{ConsultId, RoomId};
use domain::live::call::{CallSay, CallTell};
use domain::live::{Line as Said, Say, Tell};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use uuid::Uuid;

use crate::actors::Actor;

/// How long a frame may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open socket.
pub struct Line(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// What came, or how it ended.
#[derive(Debug, PartialEq)]
pub enum Heard {
    Told(Tell),
    /// Closed with this code; 1006 when the line just broke.
    Closed(u16),
    /// Nothing came in time.
    Silence,
}

impl Actor {
    /// Opens the socket as a page of this site does.
    pub async fn line(&self) -> Line {
        self.dial(Some(&self.address)).await.expect("the socket opens")
    }

    /// Opens the socket with this origin, or with none; or the status that refused it.
    pub async fn dial(&self, origin: Option<&str>) -> Result<Line, u16> {
        match connect_async(self.upgrade(origin)).await {
            Ok((wire, _)) => Ok(Line(wire)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(other) => panic!("the handshake broke: {other}"),
        }
    }

    /// Opens the socket as a page does, with room for 4 KiB of what was not read yet: a client that does not read soon holds up its server.
    pub async fn narrow_line(&self) -> Line {
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(4096).expect("a small buffer");
        let address = self.address.trim_start_matches("http://").parse().expect("an address");
        let stream = socket.connect(address).await.expect("a connection");
        let opened = tokio_tungstenite::client_async(self.upgrade(Some(&self.address)), MaybeTlsStream::Plain(stream)).await;
        Line(opened.expect("the socket opens").0)
    }

    /// The request that opens the socket.
    fn upgrade(&self, origin: Option<&str>) -> tokio_tungstenite::tungstenite::handshake::client::Request {
        let mut request = format!("{}/live", self.address.replacen("http", "ws", 1)).into_client_request().expect("a request");
        let headers = request.headers_mut();
        if let Some(origin) = origin {
            headers.insert("origin", origin.parse().expect("an origin"));
        }
        if !self.cookie.is_empty() {
            headers.insert("cookie", self.cookie.parse().expect("a cookie"));
        }
        request
    }
}

impl Line {
    /// Says a frame.
    pub async fn say(&mut self, say: &Say) {
        self.raw(Message::text(serde_json::to_string(say).expect("a frame"))).await;
    }

    /// Sends whatever one likes.
    pub async fn raw(&mut self, message: Message) {
        self.0.send(message).await.expect("sent");
    }

    /// The same into a line that may have ended already.
    pub async fn try_raw(&mut self, message: Message) {
        let _ = self.0.send(message).await;
    }

    /// How the line ends.
    pub async fn end(&mut self) -> Heard {
        let next = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Close(frame))) => return Heard::Closed(frame.map_or(1005, |f| f.code.into())),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Heard::Closed(1006),
                }
            }
        };
        timeout(PATIENCE, next).await.unwrap_or(Heard::Silence)
    }

    /// Enters a room; what the server says to it.
    pub async fn join(&mut self, room: RoomId, after: i64) -> Heard {
        self.say(&Say::Join { room, after }).await;
        self.until(|t| matches!(t, Tell::Joined { .. } | Tell::Refused { .. })).await
    }

    /// Sends a message; its number, or what was said instead.
    pub async fn send(&mut self, room: RoomId, nonce: Uuid, text: &str) -> Result<i64, Heard> {
        self.say(&Say::Send { room, nonce, text: text.to_owned() }).await;
        match self.until(|t| matches!(t, Tell::Ack { .. } | Tell::Refused { .. })).await {
            Heard::Told(Tell::Ack { seq, .. }) => Ok(seq),
            other => Err(other),
        }
    }

    /// The next frame, presence left out.
    pub async fn hear(&mut self) -> Heard {
        self.until(|_| true).await
    }

    /// The next message of a room.
    pub async fn message(&mut self) -> Said {
        match self.until(|t| matches!(t, Tell::Message(_))).await {
            Heard::Told(Tell::Message(said)) => said,
            other => panic!("no message came: {other:?}"),
        }
    }

    /// The next frame that is wanted; others are passed over.
    pub async fn until(&mut self, wanted: impl Fn(&Tell) -> bool) -> Heard {
        self.until_within(PATIENCE, wanted).await
    }

    /// The same, with another patience.
    pub async fn until_within(&mut self, patience: Duration, wanted: impl Fn(&Tell) -> bool) -> Heard {
        let next = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => {
                        let tell: Tell = serde_json::from_str(&text).expect("a frame of the server");
                        if !matches!(tell, Tell::Presence { .. }) && wanted(&tell) {
                            return Heard::Told(tell);
                        }
                    }
                    Some(Ok(Message::Close(frame))) => return Heard::Closed(frame.map_or(1005, |f| f.code.into())),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Heard::Closed(1006),
                }
            }
        };
        timeout(patience, next).await.unwrap_or(Heard::Silence)
    }

    /// Says a frame about a call.
    pub async fn say_call(&mut self, say: &CallSay) {
        self.raw(Message::text(serde_json::to_string(say).expect("a frame"))).await;
    }

    /// The next frame about a call that is wanted; nothing when the line ended or was silent for too long.
    pub async fn until_call(&mut self, wanted: impl Fn(&CallTell) -> bool) -> Option<CallTell> {
        let next = async {
            loop {
                let Message::Text(text) = self.0.next().await?.ok()? else { continue };
                if let Ok(tell) = serde_json::from_str::<CallTell>(&text)
                    && wanted(&tell)
                {
                    return Some(tell);
                }
            }
        };
        timeout(PATIENCE, next).await.ok().flatten()
    }

    /// Comes into a call, with a seat; what the server says to it.
    pub async fn sit(&mut self, call: ConsultId, seat: Uuid) -> Option<CallTell> {
        self.say_call(&CallSay::Call { call, seat: Some(seat) }).await;
        self.until_call(|t| matches!(t, CallTell::Call { .. } | CallTell::CallRefused { .. } | CallTell::CallGone { .. })).await
    }

    /// Who is in the room, by the next presence frame that the test accepts.
    pub async fn presence(&mut self, wanted: impl Fn(usize) -> bool) -> Vec<String> {
        let next = async {
            while let Some(Ok(message)) = self.0.next().await {
                let tell = message.into_text().ok().and_then(|text| serde_json::from_str::<Tell>(&text).ok());
                if let Some(Tell::Presence { count, names, .. }) = tell
                    && wanted(count)
                {
                    return names;
                }
            }
            Vec::new()
        };
        timeout(PATIENCE, next).await.unwrap_or_default()
    }
}
