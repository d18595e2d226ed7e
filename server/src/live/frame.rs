//! Frames as they go over the wire. A server's frames carry no mask, so one encoding serves every socket (RFC 6455 §5.2).

use hyper::body::Bytes;
use serde::Serialize;

/// A ping without words: two bytes.
pub const PING: &[u8] = &[0x89, 0];

/// The frame of what is told.
pub fn text(tell: &impl Serialize) -> Bytes {
    let mut out = Vec::new();
    append(&mut out, tell);
    out.into()
}

/// Writes the frame of what is told behind others.
pub fn append(out: &mut Vec<u8>, tell: &impl Serialize) {
    match serde_json::to_vec(tell) {
        Ok(text) => {
            head(out, text.len());
            out.extend_from_slice(&text);
        }
        Err(why) => tracing::error!(%why, "a frame could not be written"),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "each length is checked for its width")]
fn head(out: &mut Vec<u8>, length: usize) {
    out.reserve(10 + length);
    out.push(0x81);
    match length {
        0..=125 => out.push(length as u8),
        126..=0xffff => {
            out.push(126);
            out.extend_from_slice(&(length as u16).to_be_bytes());
        }
        _ => {
            out.push(127);
            out.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
}

/// The frame that ends a socket.
pub fn close(code: u16, reason: &str) -> Bytes {
    let reason = &reason.as_bytes()[..reason.len().min(123)];
    let mut out = vec![0x88, 2 + u8::try_from(reason.len()).unwrap_or_default()];
    out.extend_from_slice(&code.to_be_bytes());
    out.extend_from_slice(reason);
    out.into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::id::RoomId;
    use domain::live::Tell;
    use std::io::Cursor;
    use tokio_tungstenite::tungstenite::Message;
    use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketContext};

    fn read(bytes: Vec<u8>) -> Message {
        WebSocketContext::new(Role::Client, None).read(&mut Cursor::new(bytes)).unwrap()
    }

    #[test]
    fn frames_of_every_width_are_read_as_they_were_told() {
        for length in [0, 1, 60, 200, 65_000, 70_000] {
            let tell = Tell::Refused { room: RoomId(uuid::Uuid::nil()), nonce: None, word: "x".repeat(length), retry: None };
            let message = read(text(&tell).to_vec());
            assert_eq!(serde_json::from_str::<Tell>(message.to_text().unwrap()).unwrap(), tell, "{length}");
        }
        let Message::Close(Some(end)) = read(close(1012, "restart").to_vec()) else { unreachable!() };
        assert_eq!((u16::from(end.code), end.reason.as_str()), (1012, "restart"));
        assert!(matches!(read(PING.to_vec()), Message::Ping(_)));
    }
}
