//! Frames as any client of `docs/LIVE.md` reads them. Kith's own types are not used: a fault in them would be judged by itself.

use serde::Deserialize;

/// What the server tells, as far as this client cares.
#[derive(Debug, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Told {
    /// In.
    Joined {
        /// Which room.
        room: String,
        /// Its last revision.
        rev: i64,
        /// Too much was missed: read the page.
        #[serde(alias = "limited")]
        reload: bool,
    },
    /// A message.
    Message {
        /// Which room.
        room: String,
        /// Its own id.
        id: String,
        /// Its place.
        seq: i64,
        /// Its revision.
        rev: i64,
        /// Its words.
        html: String,
        /// Whether it was taken back.
        deleted: bool,
    },
    /// Durable.
    Ack {
        /// The client's id.
        nonce: String,
        /// Its place.
        seq: i64,
    },
    /// Not taken, or not let in.
    Refused {
        /// Which room.
        room: String,
        /// The client's id; none when entering was refused.
        nonce: Option<String>,
        /// Why.
        word: String,
        /// Whether to try again.
        retry: Option<u32>,
    },
    /// No longer in.
    Left {
        /// Which room.
        room: String,
    },
    /// Anything else: who is here, who types, what a session's hour shows.
    #[serde(other)]
    Other,
}

/// The words of a message from its cleaned HTML: ours are one plain paragraph.
pub fn plain(html: &str) -> &str {
    html.trim().trim_start_matches("<p>").trim_end_matches("</p>").trim()
}

/// The messages of a chat page: place, revision and words of each.
pub fn page(html: &str) -> Vec<(i64, i64, Option<String>)> {
    let mut found = Vec::new();
    for item in html.split("data-seq=\"").skip(1) {
        let number = |text: &str| text.split('"').next().and_then(|n| n.parse::<i64>().ok());
        let (Some(seq), Some(rev)) = (number(item), item.split_once("data-rev=\"").and_then(|(_, rest)| number(rest))) else { continue };
        // Behind the last message stands the empty one that the page's script fills.
        let item = item.split("<template").next().unwrap_or_default();
        let words = item.split_once("prose\">").map(|(_, rest)| plain(rest.split("</div>").next().unwrap_or_default()).to_owned());
        found.push((seq, rev, words));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Told, page, plain};

    #[test]
    fn frames_are_read_with_fields_that_nobody_asked_for_and_unknown_ones_are_let_by() {
        let line = r#"{"is":"message","room":"r","id":"i","seq":4,"rev":9,"person":"p","name":"n","at":"x","html":"<p>k1 a</p>\n","edited":false,"deleted":false,"new":[]}"#;
        let Ok(Told::Message { seq: 4, rev: 9, html, .. }) = serde_json::from_str(line) else { panic!("not a message") };
        assert_eq!(plain(&html), "k1 a");
        assert!(matches!(serde_json::from_str(r#"{"is":"weather","sun":1}"#), Ok(Told::Other)));
    }

    #[test]
    fn a_page_is_read_message_by_message() {
        let html = r#"<li class="message" id="m-3" data-seq="3" data-rev="8"><div class="message-body prose"><p>k1 a</p>
</div></li><li class="message" id="m-4" data-seq="4" data-rev="9"><p class="meta">gone</p></li><template><div class="message-body prose"></div></template>"#;
        assert_eq!(page(html), [(3, 8, Some("k1 a".to_owned())), (4, 9, None)]);
    }
}
