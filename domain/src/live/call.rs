//! Frames of a call from browser to browser (`docs/LIVE.md`). They stand apart from the others: only the page of a call speaks them, by a script of
//! its own, and the islands carry none of it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::ConsultId;

/// The longest description of a session, in bytes. Browsers write 2 to 8 KiB for a voice and a picture.
pub const LONGEST_SDP: usize = 24 * 1024;
/// Candidates in one frame, and the longest of them in bytes.
pub const MOST_CANDIDATES: usize = 32;
/// The longest candidate, and the longest of its names, in bytes.
pub const LONGEST_CANDIDATE: usize = 1024;

/// What the page of a call says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum CallSay {
    /// Listen to a call that one is of; with a seat: speak in it, too. The seat is the client's own random id of this page's connection: the
    /// same again after a break is the same connection, and another takes the place of the one before.
    Call {
        /// Which call.
        call: ConsultId,
        /// The page's own id of its connection.
        seat: Option<Uuid>,
    },
    /// Leave it.
    Uncall {
        /// Which call.
        call: ConsultId,
    },
    /// Something for the other's browser.
    Signal {
        /// In which call.
        call: ConsultId,
        /// From one's own seat.
        seat: Uuid,
        /// To this seat of the other; where another has taken its place meanwhile, it is dropped.
        to: Uuid,
        /// What.
        signal: Signal,
    },
}

/// What two browsers tell each other until they find each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Signal {
    /// An offer: a description of a session.
    Offer(String),
    /// The answer to one.
    Answer(String),
    /// Ways to reach the browser.
    Candidates(Vec<Candidate>),
}

/// A way to reach a browser, as `RTCIceCandidate.toJSON` writes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Candidate {
    /// The line.
    pub candidate: String,
    /// Of which stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdp_mid: Option<String>,
    /// The same, by number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdp_m_line_index: Option<u16>,
    /// Of which gathering.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username_fragment: Option<String>,
}

impl Signal {
    /// Whether it is small enough to be carried.
    pub fn is_small(&self) -> bool {
        let short = |c: &Candidate| {
            let names = [Some(&c.candidate), c.sdp_mid.as_ref(), c.username_fragment.as_ref()];
            names.into_iter().flatten().all(|text| text.len() <= LONGEST_CANDIDATE)
        };
        match self {
            Self::Offer(sdp) | Self::Answer(sdp) => sdp.len() <= LONGEST_SDP,
            Self::Candidates(all) => all.len() <= MOST_CANDIDATES && all.iter().all(short),
        }
    }
}

/// A server that helps browsers to find each other (`RTCIceServer`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IceServer {
    /// Its addresses: `stun:`, `turn:` or `turns:`.
    pub urls: Vec<String>,
    /// Its name for this call; empty for a server that asks for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub username: String,
    /// Its password for this call.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub credential: String,
}

/// What the server tells the page of a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum CallTell {
    /// The answer to `CallSay::Call`.
    Call {
        /// Which call.
        call: ConsultId,
        /// When both offer at once, this one yields.
        polite: bool,
        /// The other's seat; none while they are not there.
        other: Option<Uuid>,
        /// Servers to use, for those who have a seat.
        ice: Vec<IceServer>,
    },
    /// The other came, went, or sits in another page now.
    Peer {
        /// In which call.
        call: ConsultId,
        /// Their seat.
        other: Option<Uuid>,
    },
    /// Something from the other's browser.
    Signal {
        /// In which call.
        call: ConsultId,
        /// From this seat of theirs.
        from: Uuid,
        /// What.
        signal: Signal,
    },
    /// A frame was not taken; `word` as in `Tell::Refused`.
    CallRefused {
        /// In which call.
        call: ConsultId,
        /// missing, refused, too_long, too_many, busy
        word: String,
        /// When to try again, in seconds; none: not by itself.
        retry: Option<u32>,
    },
    /// One's own place was taken by another page of one's own.
    CallMoved {
        /// In which call.
        call: ConsultId,
    },
    /// The call is over, or was never this one's: nothing of it follows.
    CallGone {
        /// Which call.
        call: ConsultId,
    },
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_frame_reads_as_the_page_about_it_says() {
        let call = ConsultId(Uuid::nil());
        let text = r#"{"do":"signal","call":"00000000-0000-0000-0000-000000000000","seat":"00000000-0000-0000-0000-000000000000","to":"00000000-0000-0000-0000-000000000000","signal":{"candidates":[{"candidate":"candidate:1 1 udp 1 ::1 9 typ host","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"ab"}]}}"#;
        let said: CallSay = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&said).unwrap(), text);
        let look = serde_json::to_string(&CallSay::Call { call, seat: None }).unwrap();
        assert_eq!(look, r#"{"do":"call","call":"00000000-0000-0000-0000-000000000000","seat":null}"#);
    }

    #[test]
    fn what_is_too_large_is_not_carried() {
        assert!(Signal::Offer("x".repeat(LONGEST_SDP)).is_small());
        assert!(!Signal::Answer("x".repeat(LONGEST_SDP + 1)).is_small());
        let one = Candidate { candidate: "x".repeat(LONGEST_CANDIDATE), sdp_mid: None, sdp_m_line_index: None, username_fragment: None };
        assert!(Signal::Candidates(vec![one.clone(); MOST_CANDIDATES]).is_small());
        assert!(!Signal::Candidates(vec![one.clone(); MOST_CANDIDATES + 1]).is_small());
        let long = Candidate { username_fragment: Some("x".repeat(LONGEST_CANDIDATE + 1)), ..one };
        assert!(!Signal::Candidates(vec![long]).is_small());
    }

    #[test]
    fn what_is_no_frame_is_not_read() {
        for bad in [
            r#"{"do":"signal","call":"00000000-0000-0000-0000-000000000000","seat":null,"to":null,"signal":{"offer":"v=0"}}"#,
            r#"{"do":"call","call":"00000000-0000-0000-0000-000000000000","seat":null,"as":"somebody"}"#,
            r#"{"do":"uncall"}"#,
        ] {
            assert!(serde_json::from_str::<CallSay>(bad).is_err(), "{bad}");
        }
    }
}
