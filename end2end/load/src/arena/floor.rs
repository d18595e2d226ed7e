//! The floor: the least that a room can cost. One thread, a poll loop, one `send` to each member for each message. Nobody is asked
//! who he is, nothing is kept, and a member that does not read is dropped.

use std::collections::HashMap;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::SocketAddr;

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::frame::{next, plain};

const DOOR: Token = Token(usize::MAX);
/// Bytes that may wait for a member.
const WAITING: usize = 256 * 1024;

struct Member {
    wire: TcpStream,
    open: bool,
    rest: Vec<u8>,
    waiting: Vec<u8>,
}

/// Serves until it is ended.
pub fn room(listen: SocketAddr) -> anyhow::Result<()> {
    let (mut poll, mut events) = (Poll::new()?, Events::with_capacity(4096));
    let mut door = TcpListener::bind(listen)?;
    poll.registry().register(&mut door, DOOR, Interest::READABLE)?;
    let (mut members, mut fresh): (HashMap<usize, Member>, usize) = (HashMap::new(), 0);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        poll.poll(&mut events, None)?;
        for event in &events {
            if event.token() == DOOR {
                while let Ok((mut wire, _)) = door.accept() {
                    let _ = wire.set_nodelay(true);
                    poll.registry().register(&mut wire, Token(fresh), Interest::READABLE | Interest::WRITABLE)?;
                    members.insert(fresh, Member { wire, open: false, rest: Vec::new(), waiting: Vec::new() });
                    fresh += 1;
                }
                continue;
            }
            let n = event.token().0;
            let mut said = Vec::new();
            let stays = members.get_mut(&n).is_some_and(|member| member.send(&[]) && member.read(&mut buffer, &mut said));
            if !stays {
                members.remove(&n);
            }
            for frame in said {
                members.retain(|_, member| !member.open || member.send(&frame));
            }
        }
    }
}

impl Member {
    /// Reads what is there; frames for all go to `said`, encoded once. False when it left.
    fn read(&mut self, buffer: &mut [u8], said: &mut Vec<Vec<u8>>) -> bool {
        loop {
            match self.wire.read(buffer) {
                Ok(0) => return false,
                Ok(got) => self.rest.extend_from_slice(buffer.get(..got).unwrap_or_default()),
                Err(why) if why.kind() == ErrorKind::WouldBlock => break,
                Err(_) => return false,
            }
        }
        if !self.open {
            let text = String::from_utf8_lossy(&self.rest).into_owned();
            if !text.ends_with("\r\n\r\n") {
                return true;
            }
            let key = text.lines().find_map(|l| l.strip_prefix("Sec-WebSocket-Key: ")).unwrap_or_default();
            let accept = derive_accept_key(key.trim().as_bytes());
            self.rest.clear();
            self.open = true;
            let answer = format!(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"
            );
            return self.send(answer.as_bytes());
        }
        let rest = std::mem::take(&mut self.rest);
        let mut at = rest.as_slice();
        while let Some((op, body, behind)) = next(at) {
            match op {
                1 => {
                    let mut frame = Vec::with_capacity(body.len() + 4);
                    plain(&mut frame, 1, body);
                    said.push(frame);
                }
                8 => return false,
                _ => {}
            }
            at = behind;
        }
        self.rest = at.to_vec();
        true
    }

    /// Sends at once when nothing waits. False when it does not read.
    fn send(&mut self, bytes: &[u8]) -> bool {
        let whole = self.waiting.is_empty();
        if !whole {
            self.waiting.extend_from_slice(bytes);
        }
        let out = if whole { bytes } else { &self.waiting };
        if out.is_empty() {
            return true;
        }
        let sent = match self.wire.write(out) {
            Ok(sent) => sent,
            Err(why) if matches!(why.kind(), ErrorKind::WouldBlock | ErrorKind::NotConnected) => 0,
            Err(_) => return false,
        };
        if whole {
            self.waiting.extend_from_slice(bytes.get(sent..).unwrap_or_default());
        } else {
            self.waiting.drain(..sent);
        }
        self.waiting.len() <= WAITING
    }
}
