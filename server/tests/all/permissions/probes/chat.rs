//! Chat, by page and by socket.

use super::lay;
use crate::permissions::probe::Shape::{Others, Thing};
use crate::permissions::probe::{Ask, Probe, probe};

pub fn probes() -> Vec<Probe> {
    vec![
        probe("chat.read", "GET /cohorts/{slug}/chat", lay!(Ask::plain())),
        probe("chat.read", "GET /cohorts/{slug}/sessions/{id}/chat", lay!(s => Ask::id(s.place.session))),
        probe("chat.read", "LIVE join", lay!(s => Ask::id(s.room().await))),
        // Whoever is in a room hears who else is: joining is the door of both.
        probe("chat.presence", "LIVE join", lay!(s => Ask::id(s.room().await))),
        probe("chat.send", "POST /cohorts/{slug}/chat", lay!(Ask::form(&[("text", "Good morning")]))),
        probe("chat.send", "POST /cohorts/{slug}/sessions/{id}/chat", lay!(s => Ask::id(s.place.session).and(&[("text", "Good morning")]))),
        probe("chat.send", "LIVE send", lay!(s => Ask::id(s.room().await))),
        probe("chat.edit_delete_own", "GET /chat/messages/{id}", lay!(s => Ask::id(s.message().await))).of(Thing),
        probe("chat.edit_delete_own", "POST /chat/messages/{id}", lay!(s => Ask::id(s.message().await).and(&[("text", "Good evening")])))
            .of(Thing),
        // Facilitator and coordinator may take back another's too: that is `chat.moderate`.
        probe("chat.edit_delete_own", "POST /chat/messages/{id}/delete", lay!(s => Ask::id(s.message().await))).of(Thing).only("VPRMLA"),
        probe("chat.moderate", "POST /chat/messages/{id}/delete", lay!(s => Ask::id(s.message().await))).of(Others),
    ]
}
