//! Frames of the live socket (`docs/LIVE.md`): JSON texts, one frame each. The same types speak on both ends.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{MessageId, PersonId, RoomId, ThreadId};

/// The largest frame a client may send, in bytes: the longest message and its envelope.
pub const LARGEST_FRAME: usize = 16 * 1024;

/// How many missed messages are sent after a break; beyond that the client is told to read the page's history.
pub const MOST_MISSED: i64 = 500;

/// Why a socket was closed (RFC 6455 private codes). A client that is told 4401 does not come back by itself.
pub mod close {
    /// Signed out or suspended.
    pub const SIGNED_OUT: u16 = 4401;
    /// Did not read fast enough: come back and catch up.
    pub const SLOW: u16 = 4408;
    /// Sent something that is no frame.
    pub const MALFORMED: u16 = 4400;
    /// The server stops: come back in a moment.
    pub const GOING: u16 = 1012;
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
        /// More than `MOST_MISSED` were missed: read the page again.
        reload: bool,
    },
    /// A message, new or changed: the revision tells which is newer.
    Message(Line),
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
        /// A stable word: missing, refused, empty, too_long, too_many, busy.
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
    /// The client may no longer be in a room.
    Left {
        /// Which room.
        room: RoomId,
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
        let told = serde_json::to_string(&Tell::Left { room }).unwrap();
        assert_eq!(told, r#"{"is":"left","room":"00000000-0000-0000-0000-000000000000"}"#);
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
