//! The sentences that the moving parts need, carried to the browser with their places left open.

use serde::{Deserialize, Serialize};

/// Sentences by name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Words(Vec<(String, String)>);

impl Words {
    /// A sentence.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.iter().find(|(k, _)| k == key).map_or(key, |(_, w)| w)
    }

    /// A sentence with one value at its place.
    pub fn with(&self, key: &str, value: &str) -> String {
        self.t(key).replace("{x}", value)
    }
}

/// All that `draw` asks for.
#[cfg(feature = "ssr")]
pub const KEYS: [&str; 90] = [
    "agenda-introductions",
    "agenda-didactic",
    "agenda-case",
    "agenda-questions",
    "agenda-recommendations",
    "agenda-break",
    "agenda-close",
    "agenda-other",
    "step-present",
    "step-present-hint",
    "step-summarise",
    "step-summarise-hint",
    "step-clarify",
    "step-clarify-hint",
    "step-recommend",
    "step-recommend-hint",
    "step-close",
    "step-close-hint",
    "hour-waiting",
    "hour-running",
    "hour-paused",
    "hour-ended",
    "hour-host",
    "hour-start",
    "hour-start-hint",
    "hour-pause",
    "hour-resume",
    "hour-take-over",
    "hour-close",
    "hour-close-hint",
    "hour-reopen",
    "hour-next",
    "hour-back",
    "hour-more",
    "hour-of",
    "hour-over",
    "hour-took",
    "hour-agenda-none",
    "hour-steps-none",
    "hour-steps-done",
    "hour-step-next",
    "hour-step-last",
    "hour-queue-none",
    "hour-raise",
    "hour-lower",
    "hour-has-word",
    "hour-call",
    "hour-spoken",
    "hour-up",
    "hour-remove",
    "hour-here-n",
    "hour-here-none",
    "hour-case-none",
    "hour-case-by",
    "hour-advice-none",
    "hour-advice-by",
    "hour-from-hub",
    "hour-from-room",
    "hour-scribe-is",
    "hour-scribe-you",
    "hour-move-up",
    "hour-move-down",
    "hour-letter",
    "hour-polls-none",
    "hour-poll-several",
    "hour-poll-one",
    "hour-poll-closed",
    "hour-poll-close",
    "hour-poll-open",
    "hour-poll-voters",
    "hour-poll-votes",
    "hour-poll-yours",
    "hour-used-none",
    "hour-groups-none",
    "hour-groups-draft",
    "hour-groups-open",
    "hour-groups-closed",
    "hour-group-yours",
    "hour-group-go",
    "hour-group-chat",
    "hour-told",
    "hour-notes-by",
    "hour-notes-none",
    "hour-notes-title",
    "hour-polls-title",
    "hour-hidden",
    "flag",
    "flag-mend",
    "flags-title",
    "redact-link",
];

/// How the line is: asked for by the island only.
#[cfg(feature = "ssr")]
const LINE: [&str; 5] = ["hour-line-connecting", "hour-line-open", "hour-line-down", "hour-line-ended", "hour-line-unsent"];

/// What is asked for in some states of the hour only.
#[cfg(feature = "ssr")]
pub const STATES: &[&str] = &[
    "hour-line-signed-out",
    "hour-case-hidden",
    "hour-doubts",
    "hour-close-sure",
    "hour-apart",
    "hour-apart-yours",
    "hour-groups-none-of-them",
    "hour-kept-back",
    "hour-kept-drop",
    "hour-line-unsent-act",
    "session-here",
];

#[cfg(feature = "ssr")]
impl Words {
    /// The sentences of a visitor's language; `from` is when the session can be started.
    pub fn of(visit: &crate::visit::Visit, from: &str) -> Self {
        let plain = KEYS.iter().chain(&LINE).chain(STATES).map(|k| ((*k).to_owned(), visit.tw(k, &[("x", "{x}".into())])));
        let start = ("hour-start-from".to_owned(), visit.tw("hour-start-from", &[("time", from.into())]));
        Self(plain.chain([start]).collect())
    }
}
