//! Frames of the live socket (`docs/LIVE.md`): JSON texts, one frame each. The same types speak on both ends.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{MessageId, PersonId, RoomId, SessionId, ThreadId};

pub mod call;

/// The largest message and the largest frame a client may send, in bytes. A chat text is at most 8 KiB of it.
pub const LARGEST_FRAME: usize = 64 * 1024;

/// How many missed messages are sent after a break; beyond that the client is told `limited`, and reads the history.
pub const MOST_MISSED: i64 = 500;

/// Messages in one answer to `Say::Earlier`.
pub const EARLIER: u64 = 50;

/// How long somebody is shown as typing after the last sign of it, in seconds.
pub const TYPING: u64 = 6;

/// Frames that a client may say in a second; pings count too.
pub const MOST_FRAMES: u32 = 20;

/// Why a socket was closed (RFC 6455).
pub mod close {
    /// Neither UTF-8 nor anything else that can be read as WebSocket.
    pub const PROTOCOL: u16 = 1002;
    /// A binary frame.
    pub const BINARY: u16 = 1003;
    /// A text that is not UTF-8.
    pub const NOT_UTF8: u16 = 1007;
    /// What was said breaks a rule, or the right to listen is lost: signed out, suspended, no frame of ours, too many frames.
    pub const POLICY: u16 = 1008;
    /// Larger than `LARGEST_FRAME`.
    pub const TOO_LARGE: u16 = 1009;
    /// The server is at fault.
    pub const BUG: u16 = 1011;
    /// The server stops: come back in a moment.
    pub const RESTART: u16 = 1012;
    /// Did not read fast enough, or was silent for too long: come back and catch up.
    pub const SLOW: u16 = 1013;

    /// The one rule: a client that is to blame stays away, every other comes back, later each time.
    pub fn comes_back(code: u16) -> bool {
        !matches!(code, PROTOCOL | BINARY | NOT_UTF8 | POLICY | TOO_LARGE)
    }
}

/// What a client says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Say {
    /// Enter a room, and hear what changed after this revision.
    Join {
        /// Which room.
        room: RoomId,
        /// The last revision the client has; 0 for none.
        after: i64,
    },
    /// Leave a room.
    Leave {
        /// Which room.
        room: RoomId,
    },
    /// Send a message. The same nonce again is the same message.
    Send {
        /// Into which room.
        room: RoomId,
        /// The client's own random id of this message.
        nonce: Uuid,
        /// Markdown, at most 8 KiB.
        text: String,
    },
    /// Ask for up to `EARLIER` messages before this number.
    Earlier {
        /// Of which room.
        room: RoomId,
        /// The number before which they are; more than the last for the newest.
        before: i64,
    },
    /// The client is typing in a room that it is in. Never kept.
    Typing {
        /// Which room.
        room: RoomId,
    },
    /// The client has seen a room up to this number.
    Seen {
        /// Which room.
        room: RoomId,
        /// The last number on the screen.
        seq: i64,
    },
    /// Whether others may see that this person is here. A new socket is visible.
    Visible {
        /// No: neither in `presence` nor in `typing`.
        on: bool,
    },
    /// Listen to the hour of a session.
    Watch {
        /// Which session.
        session: SessionId,
        /// The last version the client has; 0 for none.
        after: i64,
    },
    /// No longer listen to the hour of a session.
    Unwatch {
        /// Which session.
        session: SessionId,
    },
}

/// What the server tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Tell {
    /// The client is in a room; everything after its revision follows.
    Joined {
        /// Which room.
        room: RoomId,
        /// The room's last sequence number.
        seq: i64,
        /// The room's last revision.
        rev: i64,
        /// More than `MOST_MISSED` were missed, so none of them follows: read the history with `Say::Earlier` or from the page.
        limited: bool,
    },
    /// A message, new or changed: the revision tells which is newer.
    Message(Line),
    /// Messages before a number, oldest first.
    History {
        /// Which room.
        room: RoomId,
        /// The number that was asked for.
        before: i64,
        /// Those before it, at most `EARLIER`.
        lines: Vec<Line>,
        /// Whether there are still older ones.
        more: bool,
    },
    /// The server has the message; it is durable.
    Ack {
        /// Which room.
        room: RoomId,
        /// The client's id of it.
        nonce: Uuid,
        /// Its place in the room: gap-free, from 1.
        seq: i64,
    },
    /// The message was not taken; the text stays with the client.
    Refused {
        /// Which room.
        room: RoomId,
        /// The client's id of it; none when entering was refused.
        nonce: Option<Uuid>,
        /// A stable word: missing, refused, empty, identifying, too_long, too_many, busy.
        word: String,
        /// When to try again, in seconds; none: not by itself.
        retry: Option<u32>,
    },
    /// Who is in a room now.
    Presence {
        /// Which room.
        room: RoomId,
        /// How many people.
        count: usize,
        /// Their names, at most fifty.
        names: Vec<String>,
    },
    /// Who is typing in a room now, without the reader; empty when nobody is.
    Typing {
        /// Which room.
        room: RoomId,
        /// Their names.
        names: Vec<String>,
    },
    /// How far this person has read a room, told to all of their sockets.
    Unread {
        /// Which room.
        room: RoomId,
        /// The room's last sequence number.
        last: i64,
        /// What they have seen.
        seen: i64,
    },
    /// The client may no longer be in a room.
    Left {
        /// Which room.
        room: RoomId,
    },
    /// The whole state of a session's hour, newer than what the client has.
    Hour {
        /// Which session.
        session: SessionId,
        /// Grows with every change.
        version: i64,
        /// What everybody of the session may see.
        state: serde_json::Value,
    },
    /// What this person chose in the polls of an hour, on whichever device; told to nobody else.
    Votes {
        /// Which session.
        session: SessionId,
        /// The choices.
        choices: Vec<Uuid>,
    },
    /// The session's hour may not, or no longer, be listened to.
    HourGone {
        /// Which session.
        session: SessionId,
    },
    /// More than `MOST_FRAMES` in a second: wait this long, or be closed with 1008.
    Throttled {
        /// In seconds.
        retry: u32,
    },
}

/// A message as a room shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Which room.
    pub room: RoomId,
    /// The message.
    pub id: MessageId,
    /// Its place: gap-free, from 1.
    pub seq: i64,
    /// The revision that it was last changed in.
    pub rev: i64,
    /// Who wrote it.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Safe HTML; empty when it was deleted.
    pub html: String,
    /// Whether its author changed it.
    pub edited: bool,
    /// Whether it was deleted; its place stays.
    pub deleted: bool,
    /// Whether those who moderate hid it; its place stays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Whom it calls by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<PersonId>,
    /// What people answered with a word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// The forum thread that it was made into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<ThreadId>,
}

/// The words that a message can be answered with, in the order of showing.
pub const REACTIONS: [&str; 4] = ["thanks", "agree", "useful", "question"];

/// One of them, and who chose it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reaction {
    /// Which word.
    pub word: String,
    /// Who, in the order of choosing.
    pub people: Vec<PersonId>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_frame_reads_as_the_page_about_it_says() {
        let room = RoomId(Uuid::nil());
        let text = serde_json::to_string(&Say::Send { room, nonce: Uuid::nil(), text: "Hi".into() }).unwrap();
        assert_eq!(
            text,
            r#"{"do":"send","room":"00000000-0000-0000-0000-000000000000","nonce":"00000000-0000-0000-0000-000000000000","text":"Hi"}"#
        );
        let watch = serde_json::to_string(&Say::Watch { session: SessionId(Uuid::nil()), after: 3 }).unwrap();
        assert_eq!(watch, r#"{"do":"watch","session":"00000000-0000-0000-0000-000000000000","after":3}"#);
        let hour = Tell::Hour { session: SessionId(Uuid::nil()), version: 4, state: serde_json::json!({"step": 1}) };
        assert_eq!(serde_json::from_str::<Tell>(&serde_json::to_string(&hour).unwrap()).unwrap(), hour);
        let votes = serde_json::to_string(&Tell::Votes { session: SessionId(Uuid::nil()), choices: vec![Uuid::nil()] }).unwrap();
        assert_eq!(
            votes,
            r#"{"is":"votes","session":"00000000-0000-0000-0000-000000000000","choices":["00000000-0000-0000-0000-000000000000"]}"#
        );
        let told = serde_json::to_string(&Tell::Left { room }).unwrap();
        assert_eq!(told, r#"{"is":"left","room":"00000000-0000-0000-0000-000000000000"}"#);
    }

    #[test]
    fn who_is_not_to_blame_comes_back() {
        assert!([1001, 1005, 1006, close::BUG, close::RESTART, close::SLOW].into_iter().all(close::comes_back));
        assert!(![close::PROTOCOL, close::BINARY, close::NOT_UTF8, close::POLICY, close::TOO_LARGE].into_iter().any(close::comes_back));
    }

    #[test]
    fn what_is_no_frame_is_not_read() {
        for bad in [
            "",
            "{}",
            "[]",
            r#"{"do":"dance"}"#,
            r#"{"do":"leave","room":"x"}"#,
            r#"{"do":"leave","room":"00000000-0000-0000-0000-000000000000","x":1}"#,
        ] {
            assert!(serde_json::from_str::<Say>(bad).is_err(), "{bad}");
        }
    }
}
