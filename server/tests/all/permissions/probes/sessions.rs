//! Sessions, their attendance, the calendar and the library.

use backend::accounts::profile;
use backend::sessions::{queries, replies};

use domain::id::SessionId;

use super::lay;
use crate::permissions::probe::Shape::{Mine, Others, Thing};
use crate::permissions::probe::{Ask, Probe, probe};
use crate::permissions::stage::Scene;

const PLAN: [(&str, &str); 9] = [
    ("outside", "yes"),
    ("repeat", "monthly"),
    ("every", "1"),
    ("nth", "last"),
    ("weekday", "thu"),
    ("from", "2026-01-01"),
    ("time", "08:00"),
    ("count", "6"),
    ("minutes", "60"),
];
const ZOOM: &[u8] = include_bytes!("../../../../../domain/golden/data/zoom_participants.csv");

pub fn probes() -> Vec<Probe> {
    [schedule(), ways(), attendance(), library()].concat()
}

fn schedule() -> Vec<Probe> {
    vec![
        probe("session.read", "GET /cohorts/{slug}/sessions", lay!(Ask::plain())),
        probe("session.read", "GET /cohorts/{slug}/sessions/{id}", lay!(s => Ask::id(s.place.session).hides("Fatima Rahman"))),
        probe(
            "session.join_link",
            "GET /cohorts/{slug}/sessions/{id}",
            lay!(s => Ask::id(s.place.session).shows(format!("/{}/join\"", s.place.session)).lacks(&s.place.join_url)),
        ),
        probe("session.join_link", "GET /cohorts/{slug}/sessions/{id}/join", lay!(s => Ask::id(s.place.session))).ok(303),
        probe("session.join_link", "GET /cohorts/{slug}/sessions/{id}/edit", lay!(s => Ask::id(s.place.session).shows(&s.place.join_url)))
            .only("VFCLA"),
        probe("session.join_link", "POST /cohorts/{slug}/sessions/{id}/join", lay!(s => Ask::id(s.place.session))).ok(200),
        probe("session.ics_feed", "GET /calendar/{file}", lay!(s => feed(s).await)).of(Mine),
        probe("session.write", "GET /cohorts/{slug}/sessions/schedule", lay!(Ask::plain())),
        probe("session.write", "POST /cohorts/{slug}/sessions/schedule", lay!(Ask::form(&PLAN).and(&[("act", "lay")]))),
        probe("session.write", "GET /cohorts/{slug}/sessions/{id}/edit", lay!(s => Ask::id(s.place.session))),
        probe("session.write", "POST /cohorts/{slug}/sessions/{id}/edit", lay!(s => session(s).await)),
        probe(
            "session.write",
            "POST /cohorts/{slug}/sessions/{id}/agenda",
            lay!(s => {
                let ada = s.place.world.viewer("ada").await.unwrap();
                let (view, ..) = backend::sessions::queries::form(&s.cx(), &ada, &s.place.world.slug, s.place.session).await.unwrap();
                let version = backend::seen::stamp(&view.agenda);
                Ask::id(s.place.session).and(&[("kind-0", "case"), ("title-0", "A case"), ("minutes-0", "30"), ("version", &version)])
            }),
        ),
        probe("session.write", "GET /cohorts/{slug}/sessions/{id}/call-off", lay!(s => Ask::id(s.place.session))),
        probe("session.write", "POST /cohorts/{slug}/sessions/{id}/call-off", lay!(s => Ask::id(s.place.session).and(&[("off", "no")]))),
    ]
}

fn ways() -> Vec<Probe> {
    vec![
        probe(
            "session.reply",
            "POST /cohorts/{slug}/sessions/{id}/reply",
            lay!(s => Ask::id(s.place.session).and(&[("answer", "coming")])),
        ),
        probe("session.replies", "GET /cohorts/{slug}/sessions/{id}", lay!(s => away(s).await)).of(Others),
        probe("video.configure", "GET /manage/programs/{id}/video", lay!(s => Ask::id(s.place.world.program))).unseen_by("PRFML"),
        probe("video.configure", "POST /manage/programs/{id}/video", lay!(s => Ask::id(s.place.world.program).and(&[("kind", "")])))
            .unseen_by("PRFML"),
        probe("video.configure", "GET /manage/hubs/{id}/video", lay!(s => Ask::id(s.place.world.hub))).unseen_by("PRFML"),
        probe("video.configure", "POST /manage/hubs/{id}/video", lay!(s => Ask::id(s.place.world.hub).and(&[("kind", "")])))
            .unseen_by("PRFML"),
    ]
}

/// Somebody cannot come, and says why.
async fn away(s: &Scene<'_>) -> Ask {
    let why = format!("On call, {}", s.stage.fresh());
    replies::say(&s.cx(), &s.viewer(s.place.member).await, s.slug(), s.place.session, Some(replies::Answer::Away), &why).await.unwrap();
    Ask::id(s.place.session).shows(why)
}

fn attendance() -> Vec<Probe> {
    vec![
        probe("attendance.checkin", "POST /cohorts/{slug}/sessions/{id}/check-in", lay!(s => Ask::id(s.place.session))),
        probe("attendance.checkin", "POST /cohorts/{slug}/sessions/{id}/leave", lay!(s => Ask::id(s.place.session))),
        probe("attendance.checkin", "POST /cohorts/{slug}/sessions/{id}/code", lay!(s => code(s, "code").await)),
        probe("attendance.claim", "POST /cohorts/{slug}/sessions/{id}/claim", lay!(s => Ask::id(over(s).await))),
        // The table names everybody: one's own mark stands on the session's page.
        probe("attendance.read", "GET /cohorts/{slug}/sessions/{id}/attendance", lay!(s => Ask::id(s.place.session)))
            .of(Others)
            .only("VPRFCMA"),
        probe(
            "attendance.edit",
            "POST /cohorts/{slug}/sessions/{id}/attendance",
            lay!(s => {
                Ask::id(s.place.session).and(&[("person", &s.member().to_string()), ("present", "yes"), ("reason", "Was by telephone")])
            }),
        ),
        probe(
            "attendance.edit",
            "POST /cohorts/{slug}/sessions/{id}/attendance/import",
            lay!(s => {
                Ask::id(s.place.session).and(&[("act", "write"), ("other_day", "yes")]).file("zoom.csv", ZOOM)
            }),
        )
        .ok(200),
        probe(
            "attendance.edit",
            "POST /cohorts/{slug}/sessions/{id}/attendance/settle",
            lay!(s => {
                Ask::id(s.place.session).and(&[("name", "Nobody's telephone"), ("person", "nobody")])
            }),
        ),
        probe(
            "attendance.edit",
            "POST /cohorts/{slug}/sessions/{id}/attendance/take-back",
            lay!(s => Ask::id(s.place.session).and(&[("file", &s.once().to_string())])),
        ),
        probe("attendance.edit", "POST /cohorts/{slug}/sessions/{id}/attendance/code", lay!(s => code(s, "caller").await)),
        probe("attendance.edit", "POST /cohorts/{slug}/attendance/forget", lay!(s => Ask::form(&[("id", &s.once().to_string())]))),
        probe("attendance.read", "GET /cohorts/{slug}/attendance", lay!(Ask::plain())).only("VPRFC"),
        probe("attendance.rule", "POST /cohorts/{slug}/attendance/rule", lay!(Ask::form(&[("kind", "minutes"), ("amount", "40")]))),
        probe("attendance.message", "GET /cohorts/{slug}/sessions/{id}/attendance/missed", lay!(s => Ask::id(s.place.session))),
        probe(
            "attendance.message",
            "POST /cohorts/{slug}/sessions/{id}/attendance/missed",
            lay!(s => {
                letter(s).await
            }),
        ),
        probe("attendance.message", "POST /cohorts/{slug}/sessions/{id}/attendance/missed/stop", lay!(s => Ask::id(s.place.session))),
        probe("export.attendance", "GET /cohorts/{slug}/attendance.csv", lay!(Ask::plain())),
    ]
}

fn library() -> Vec<Probe> {
    vec![
        probe("material.read", "GET /cohorts/{slug}/library", lay!(Ask::plain())),
        probe("material.read", "GET /cohorts/{slug}/library/{id}", lay!(s => Ask::id(s.resource().await))),
        probe(
            "material.upload",
            "POST /cohorts/{slug}/library",
            lay!(s => {
                Ask::form(&[("title", "A guide"), ("once", &s.once().to_string())]).file("guide.txt", b"Sit down first.")
            }),
        ),
        probe("material.delete", "POST /cohorts/{slug}/library/{id}/remove", lay!(s => Ask::id(s.resource().await))).of(Thing),
    ]
}

/// One's own feed: who has its address, has it. It shows the sessions of cohorts that one has a part in, and no others.
async fn feed(s: &Scene<'_>) -> Ask {
    let mine = match s.actor {
        "" => "nobodys-token-at-all-of-any-kind".to_owned(),
        short => profile::own(&s.cx(), &s.viewer(short).await).await.unwrap().calendar_token,
    };
    Ask::plain().with("file", format!("{mine}.ics")).shows(format!("UID:{}@kith", s.place.session)).lacks(s.stage.far.session)
}

/// The code that is read aloud in the session that is on.
async fn code(s: &Scene<'_>, who: &str) -> Ask {
    let host = s.host().await;
    let table = backend::sessions::attendance::table(&s.cx(), &host, s.slug(), s.place.session).await.unwrap();
    Ask::id(s.place.session).and(&[("code", &table.code.unwrap().0), (who, &s.member().to_string())])
}

/// A letter to the member, of whom nothing was seen in a session that is over. One of before is stopped: nobody gets two.
async fn letter(s: &Scene<'_>) -> Ask {
    let id = over(s).await;
    backend::sessions::attendance::absent::stop(&s.cx(), &s.host().await, s.slug(), id).await.unwrap();
    let words = ["subject_en", "body_en", "subject_fr", "body_fr"].map(|name| (name, "We missed you"));
    Ask::id(id).and(&[("to", s.member().to_string().as_str())]).and(&words)
}

/// A session that is over.
async fn over(s: &Scene<'_>) -> SessionId {
    let (_, all) = queries::list(&s.cx(), &s.ada().await, s.slug()).await.unwrap();
    all.iter().rfind(|l| l.ends_at < s.cx().now()).unwrap().id
}

/// The session's own form, as it is.
async fn session(s: &Scene<'_>) -> Ask {
    let view = queries::session(&s.cx(), &s.ada().await, s.slug(), s.place.session).await.unwrap();
    Ask::id(s.place.session).and(&[
        ("title", "Hope and honesty"),
        ("date", &view.date.to_string()),
        ("time", &view.time.format("%H:%M").to_string()),
        ("minutes", "60"),
        ("join_url", &s.place.join_url),
        ("didactic_title", "What to say first"),
        ("didactic_by", "Fatima Rahman"),
        ("version", &view.version.to_string()),
    ])
}
