//! Chat, by page and by socket.

use super::lay;
use crate::permissions::probe::Shape::{Mine, Others, Thing};
use crate::permissions::probe::{Ask, Probe, probe};

pub fn probes() -> Vec<Probe> {
    [rooms(), few(), messages(), two()].concat()
}

fn rooms() -> Vec<Probe> {
    vec![
        probe("chat.read", "GET /cohorts/{slug}/chat", lay!(Ask::plain())),
        probe("chat.read", "GET /cohorts/{slug}/sessions/{id}/chat", lay!(s => Ask::id(s.place.session))),
        probe("chat.read", "LIVE join", lay!(s => Ask::id(s.room().await))),
        // Whoever is in a room hears who else is: joining is the door of both.
        probe("chat.presence", "LIVE join", lay!(s => Ask::id(s.room().await))),
        probe("chat.send", "POST /cohorts/{slug}/chat", lay!(Ask::form(&[("text", "Good morning")]))),
        probe("chat.send", "POST /cohorts/{slug}/sessions/{id}/chat", lay!(s => Ask::id(s.place.session).and(&[("text", "Good morning")]))),
        probe("chat.send", "LIVE send", lay!(s => Ask::id(s.room().await))),
        probe("chat.read", "GET /chat/rooms/{id}", lay!(s => Ask::id(s.room().await))).ok(303),
        probe("chat.send", "POST /chat/rooms/{id}", lay!(s => Ask::id(s.room().await).and(&[("text", "Good morning")]))),
        probe("chat.read", "POST /chat/rooms/{id}/seen", lay!(s => Ask::id(s.room().await).and(&[("seq", "1")]))),
        probe("chat.read", "GET /chat/rooms/{id}/shown.svg", lay!(s => Ask::id(s.room().await).query("first=1&last=2"))),
        probe("chat.read", "GET /chat/messages/{id}/at", lay!(s => Ask::id(s.message().await))).of(Others).ok(303),
        probe(
            "chat.read",
            "GET /chat",
            lay!(s => {
                let word = format!("word{}", s.stage.fresh());
                s.message_saying(&word).await;
                Ask::plain().shows(word)
            }),
        ),
        probe(
            "chat.read",
            "GET /chat/search",
            lay!(s => {
                let word = format!("word{}", s.stage.fresh());
                let id = s.message_saying(&word).await;
                Ask::plain().query(format!("q={word}")).shows(id)
            }),
        ),
        probe("chat.visible", "POST /chat/visible", lay!(Ask::form(&[("invisible", "no")]))).of(Mine),
    ]
}

/// Small groups: whoever is not of one does not learn that it is there.
fn few() -> Vec<Probe> {
    vec![
        probe("chat.room_write", "GET /cohorts/{slug}/chat/groups", lay!(Ask::plain())),
        probe(
            "chat.room_write",
            "POST /cohorts/{slug}/chat/groups",
            lay!(s => {
                Ask::form(&[("title", "Group A"), ("members", &s.member().to_string()), ("once", &s.once().to_string())])
            }),
        ),
        probe("chat.room_write", "POST /chat/rooms/{id}/close", lay!(s => Ask::id(s.group().await))).of(Others).unseen_by("PRM"),
        probe("chat.room_write", "GET /chat/rooms/{id}/members", lay!(s => Ask::id(s.group().await))).of(Others).unseen_by("PRM"),
        probe(
            "chat.room_write",
            "POST /chat/rooms/{id}/members",
            lay!(s => Ask::id(s.group().await).and(&[("members", &s.member().to_string())])),
        )
        .of(Others)
        .unseen_by("PRM"),
        probe("chat.group_read", "GET /chat/rooms/{id}", lay!(s => Ask::id(s.group().await))).of(Thing).unseen_by("PRM"),
        probe("chat.group_read", "POST /chat/rooms/{id}", lay!(s => Ask::id(s.group().await).and(&[("text", "Good morning")])))
            .of(Thing)
            .unseen_by("PRM"),
        probe("chat.group_read", "LIVE join", lay!(s => Ask::id(s.group().await))).of(Thing).unseen_by("PRM"),
    ]
}

/// Two people's own: nobody else learns that it is there, whatever their role.
fn two() -> Vec<Probe> {
    const ALL: &str = "PRFCMLA";
    vec![
        probe("chat.dm_read", "GET /chat/rooms/{id}", lay!(s => Ask::id(s.direct().await))).of(Thing).unseen_by(ALL),
        probe("chat.dm_read", "POST /chat/rooms/{id}", lay!(s => Ask::id(s.direct().await).and(&[("text", "Good morning")])))
            .of(Thing)
            .unseen_by(ALL),
        probe("chat.dm_read", "POST /chat/rooms/{id}/seen", lay!(s => Ask::id(s.direct().await).and(&[("seq", "1")])))
            .of(Thing)
            .unseen_by(ALL),
        probe("chat.dm_read", "LIVE join", lay!(s => Ask::id(s.direct().await))).of(Thing).unseen_by(ALL),
        probe("chat.dm_read", "LIVE send", lay!(s => Ask::id(s.direct().await))).of(Thing).unseen_by(ALL),
        probe("chat.dm_read", "GET /chat/messages/{id}/at", lay!(s => Ask::id(s.whisper().await))).of(Thing).unseen_by(ALL).ok(303),
        probe("chat.dm_read", "POST /chat/messages/{id}/reactions", lay!(s => Ask::id(s.whisper().await).and(&[("word", "agree")])))
            .of(Thing)
            .unseen_by(ALL),
        // Whoever wrote it is not asked for its flag, only for mending it once it is hidden.
        probe("chat.dm_read", "GET /chat/messages/{id}/flag", lay!(s => Ask::id(s.hidden_whisper().await)))
            .of(Thing)
            .unseen_by(ALL)
            .ok(303),
        probe("chat.dm_read", "GET /chat/messages/{id}/history", lay!(s => Ask::id(s.whisper().await))).of(Thing).unseen_by(ALL),
        probe("chat.dm_write", "GET /chat/with/{id}", lay!(s => Ask::id(s.guest_as(domain::viewer::CohortRole::PeerMentor).await)))
            .of(Others)
            .unseen_by(ALL),
        probe("chat.dm_write", "POST /chat/with/{id}", lay!(s => Ask::id(s.member()).and(&[("text", "Good morning")])))
            .of(Others)
            .unseen_by(ALL),
    ]
}

fn messages() -> Vec<Probe> {
    vec![
        probe("chat.react", "POST /chat/messages/{id}/reactions", lay!(s => Ask::id(s.message().await).and(&[("word", "agree")])))
            .of(Others),
        probe("chat.history_read", "GET /chat/messages/{id}/history", lay!(s => Ask::id(s.message().await))).of(Thing),
        probe("chat.to_thread", "GET /chat/messages/{id}/thread", lay!(s => Ask::id(s.message().await))).of(Thing),
        probe(
            "chat.to_thread",
            "POST /chat/messages/{id}/thread",
            lay!(s => {
                Ask::id(s.message().await).and(&[("title", "Mornings"), ("board", &s.board().await.to_string())])
            }),
        )
        .of(Thing),
        probe("chat.moderate", "POST /chat/messages/{id}/hide", lay!(s => Ask::id(s.message().await))).of(Others),
        probe("chat.moderate", "POST /chat/messages/{id}/unhide", lay!(s => Ask::id(s.message().await))).of(Others),
        probe("chat.edit_delete_own", "GET /chat/messages/{id}", lay!(s => Ask::id(s.message().await))).of(Thing),
        probe("chat.edit_delete_own", "POST /chat/messages/{id}", lay!(s => Ask::id(s.message().await).and(&[("text", "Good evening")])))
            .of(Thing),
        // Facilitator and coordinator may take back another's too: that is `chat.moderate`.
        probe("chat.edit_delete_own", "POST /chat/messages/{id}/delete", lay!(s => Ask::id(s.message().await))).of(Thing).only("VPRMLA"),
        probe("chat.moderate", "POST /chat/messages/{id}/delete", lay!(s => Ask::id(s.message().await))).of(Others),
    ]
}
