//! The doors of the live socket.

use std::time::Duration;

use backend::accounts::profile;
use backend::chat::reach;
use backend::programs::enrolling;
use backend::testing::Engine;
use backend::world::World;
use domain::id::{PersonId, RoomId};
use domain::live::{LARGEST_FRAME, Say, Tell, close};
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

use crate::actors::App;
use crate::line::{Heard, Line};

/// The room of a cohort.
async fn room(world: &World, who: &str) -> RoomId {
    reach::room_of(&world.cx, &world.viewer(who).await.unwrap(), &world.slug, None).await.unwrap().id
}

fn nonce(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// Whether what was heard says that a room may not be entered.
fn refused(heard: &Heard, wanted: &str) -> bool {
    matches!(heard, Heard::Told(Tell::Refused { word, .. }) if word == wanted)
}

#[tokio::test]
async fn only_a_signed_in_page_of_this_site_opens_it() {
    let app = App::start(Engine::Sqlite).await;
    let amara = app.actor("amara").await;
    assert_eq!(amara.dial(None).await.err(), Some(403), "no origin: no page of a browser");
    for foreign in ["https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"] {
        assert_eq!(amara.dial(Some(foreign)).await.err(), Some(403), "{foreign}");
    }
    assert_eq!(app.nobody().dial(Some(&app.address)).await.err(), Some(401));
    amara.get("/live").await.expect(426);
    assert!(amara.dial(Some(&app.address)).await.is_ok());
    amara.post("/sign-out", &[]).await.expect(303);
    assert_eq!(amara.dial(Some(&app.address)).await.err(), Some(401), "an old cookie opens nothing");
}

async fn a_room_is_entered_by_its_own(engine: Engine) {
    let app = App::start(engine).await;
    let (next, far) = (app.world.neighbour(true).await.unwrap(), app.world.neighbour(false).await.unwrap());
    let (here, next, far) = (room(&app.world, "fatima").await, room(&next, "felix").await, room(&far, "felix").await);
    let mut amara = app.actor("amara").await.line().await;
    assert!(matches!(amara.join(here, 0).await, Heard::Told(Tell::Joined { seq: 0, rev: 0, limited: false, .. })));
    for other in [next, far, RoomId(nonce(1))] {
        assert!(refused(&amara.join(other, 0).await, "missing"), "joining another's room");
        assert!(refused(&amara.send(other, nonce(2), "Hello").await.unwrap_err(), "missing"), "sending to another's room");
    }
    for outsider in ["leo", "ada"] {
        let mut line = app.actor(outsider).await.line().await;
        assert!(refused(&line.join(here, 0).await, "refused"), "{outsider}");
        assert!(refused(&line.send(here, nonce(3), "Hello").await.unwrap_err(), "refused"), "{outsider}");
    }
    assert_eq!(amara.send(here, nonce(4), "Hello").await.unwrap(), 1, "nothing of the others was written");
}

#[tokio::test]
async fn a_room_is_entered_by_its_own_on_sqlite() {
    a_room_is_entered_by_its_own(Engine::Sqlite).await;
}

#[tokio::test]
async fn a_room_is_entered_by_its_own_on_postgresql() {
    a_room_is_entered_by_its_own(Engine::Postgres).await;
}

/// Joins and waits until the room has answered.
async fn inside(app: &App, person: PersonId, room: RoomId) -> Line {
    let mut line = app.signed_in(person).await.line().await;
    assert!(matches!(line.join(room, 0).await, Heard::Told(Tell::Joined { .. })));
    line
}

#[tokio::test]
async fn who_was_removed_is_told_and_hears_nothing_more() {
    let app = App::start(Engine::Sqlite).await;
    let (world, here) = (&app.world, room(&app.world, "fatima").await);
    let mut hana = inside(&app, world.id("hana"), here).await;
    let mut fatima = inside(&app, world.id("fatima"), here).await;
    fatima.send(here, nonce(1), "Good morning").await.unwrap();
    assert_eq!(hana.message().await.seq, 1);
    let corinne = world.viewer("corinne").await.unwrap();
    enrolling::remove(app.cx(), &corinne, &world.slug, world.id("hana")).await.unwrap();
    assert_eq!(hana.hear().await, Heard::Told(Tell::Left { room: here }), "within five seconds");
    fatima.send(here, nonce(2), "She has left").await.unwrap();
    assert_eq!(hana.until_within(Duration::from_secs(1), |_| true).await, Heard::Silence);
    assert!(refused(&hana.send(here, nonce(3), "Hello?").await.unwrap_err(), "missing"));
    assert!(refused(&hana.join(here, 0).await, "missing"));
    let present = fatima.presence(|count| count == 1).await;
    assert_eq!(present, ["Fatima Rahman"], "the others see that she is gone");
}

#[tokio::test]
async fn who_was_suspended_or_signed_out_is_closed() {
    let app = App::start(Engine::Sqlite).await;
    let (world, here) = (&app.world, room(&app.world, "fatima").await);
    let mut hana = inside(&app, world.id("hana"), here).await;
    let idle = app.signed_in(world.id("hana")).await;
    let mut idle = idle.line().await;
    profile::suspend(app.cx(), &world.viewer("corinne").await.unwrap(), world.id("hana")).await.unwrap();
    assert_eq!(hana.hear().await, Heard::Closed(close::POLICY), "within five seconds");
    assert_eq!(idle.hear().await, Heard::Closed(close::POLICY), "also when it is in no room");
    let amara = app.actor("amara").await;
    let (mut this, mut other) = (amara.line().await, app.actor("amara").await.line().await);
    amara.post("/sign-out", &[]).await.expect(303);
    assert_eq!(this.hear().await, Heard::Closed(close::POLICY));
    assert!(matches!(other.join(here, 0).await, Heard::Told(Tell::Joined { .. })), "another device of hers goes on");
}

#[tokio::test]
async fn what_is_no_frame_closes_the_line() {
    let app = App::start(Engine::Sqlite).await;
    let (amara, here) = (app.actor("amara").await, room(&app.world, "fatima").await);
    let text = |t: &str| Message::text(t.to_owned());
    let bad = [
        ("no JSON", text("hello")),
        ("an unknown act", text(r#"{"do":"dance"}"#)),
        ("a field too many", text(&format!(r#"{{"do":"leave","room":"{here}","x":1}}"#))),
        ("a room that is no id", text(r#"{"do":"join","room":"x","after":0}"#)),
        ("a number that is none", text(&format!(r#"{{"do":"join","room":"{here}","after":1e99}}"#))),
        ("bytes", Message::binary(vec![0, 159, 146, 150])),
        ("an empty frame", text("")),
        ("too large", text(&"x".repeat(LARGEST_FRAME + 1))),
        ("far too large", text(&"x".repeat(LARGEST_FRAME * 20))),
    ];
    for (what, message) in bad {
        let mut line = amara.line().await;
        line.raw(message).await;
        assert_eq!(line.hear().await, Heard::Closed(close::POLICY), "{what}");
    }
    let mut line = amara.line().await;
    assert!(refused(&line.send(here, nonce(1), "").await.unwrap_err(), "empty"), "an empty message is refused, and the line stays");
    let long = "x".repeat(9000);
    assert!(refused(&line.send(here, nonce(2), &long).await.unwrap_err(), "too_long"));
    assert_eq!(line.send(here, nonce(3), "Hello").await.unwrap(), 1);
}

#[tokio::test]
async fn a_room_too_many_is_refused() {
    let app = App::start(Engine::Sqlite).await;
    let mut amara = app.actor("amara").await.line().await;
    let here = room(&app.world, "fatima").await;
    for _ in 0..20 {
        assert!(matches!(amara.join(here, 0).await, Heard::Told(Tell::Joined { .. })), "the same room again is one room");
    }
    amara.say(&Say::Leave { room: here }).await;
    assert_eq!(amara.send(here, nonce(1), "Said from outside").await.unwrap(), 1);
    assert_eq!(amara.until_within(Duration::from_millis(700), |t| matches!(t, Tell::Message(_))).await, Heard::Silence);
}

async fn one_nonce_is_one_message(engine: Engine) {
    let app = App::start(engine).await;
    let here = room(&app.world, "fatima").await;
    let amara = app.actor("amara").await;
    let (mut one, mut two) = (amara.line().await, amara.line().await);
    let (first, second) = tokio::join!(one.send(here, nonce(7), "Once"), two.send(here, nonce(7), "Once"));
    assert_eq!((first.unwrap(), second.unwrap()), (1, 1), "sent by two sockets at once");
    assert_eq!(one.send(here, nonce(7), "Once").await.unwrap(), 1, "and again after a break");
    let mut benoit = app.actor("benoit").await.line().await;
    assert_eq!(benoit.send(here, nonce(7), "Another's nonce is another message").await.unwrap(), 2);
    benoit.join(here, 0).await;
    assert_eq!((benoit.message().await.seq, benoit.message().await.seq), (1, 2));
    assert_eq!(benoit.until_within(Duration::from_millis(700), |t| matches!(t, Tell::Message(_))).await, Heard::Silence);
}

#[tokio::test]
async fn one_nonce_is_one_message_on_sqlite() {
    one_nonce_is_one_message(Engine::Sqlite).await;
}

#[tokio::test]
async fn one_nonce_is_one_message_on_postgresql() {
    one_nonce_is_one_message(Engine::Postgres).await;
}

/// Four people talk; somebody with a bad line hears every message once, in order.
async fn a_break_loses_nothing(engine: Engine) {
    let app = App::start(engine).await;
    let here = room(&app.world, "fatima").await;
    let mut talk = Vec::new();
    for (who, short) in ["amara", "benoit", "fatima", "maya"].into_iter().enumerate() {
        let mut line = app.actor(short).await.line().await;
        talk.push(tokio::spawn(async move {
            for n in 0..15 {
                line.send(here, nonce(who as u128 * 100 + n), &format!("{short} {n}")).await.unwrap();
                tokio::time::sleep(Duration::from_millis(15)).await;
            }
        }));
    }
    let (hana, mut heard, mut rev) = (app.actor("hana").await, Vec::new(), 0);
    while heard.len() < 60 {
        let mut line = hana.line().await;
        line.join(here, rev).await;
        for _ in 0..7.min(60 - heard.len()) {
            let said = line.message().await;
            heard.push(said.seq);
            rev = said.rev;
        }
        // The line breaks without a word; what is said meanwhile comes with the next `join`.
        drop(line);
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    for one in talk {
        one.await.unwrap();
    }
    assert_eq!(heard, (1..=60).collect::<Vec<i64>>());
}

#[tokio::test]
async fn a_break_loses_nothing_on_sqlite() {
    a_break_loses_nothing(Engine::Sqlite).await;
}

#[tokio::test]
async fn a_break_loses_nothing_on_postgresql() {
    a_break_loses_nothing(Engine::Postgres).await;
}

#[tokio::test]
async fn after_a_break_comes_exactly_what_was_missed() {
    let app = App::start(Engine::Sqlite).await;
    let here = room(&app.world, "fatima").await;
    let mut amara = app.actor("amara").await.line().await;
    for n in 1..=5 {
        amara.send(here, nonce(n), &format!("Message {n}")).await.unwrap();
    }
    let mut benoit = app.actor("benoit").await.line().await;
    assert_eq!(benoit.join(here, 3).await, Heard::Told(Tell::Joined { room: here, seq: 5, rev: 5, limited: false }));
    assert_eq!((benoit.message().await.seq, benoit.message().await.seq), (4, 5));
    amara.send(here, nonce(6), "Message 6").await.unwrap();
    assert_eq!(benoit.message().await.seq, 6, "and then what is said from now on");
    assert_eq!(benoit.join(here, 6).await, Heard::Told(Tell::Joined { room: here, seq: 6, rev: 6, limited: false }));
    assert_eq!(benoit.until_within(Duration::from_millis(700), |t| matches!(t, Tell::Message(_))).await, Heard::Silence);
}

#[tokio::test]
async fn history_is_read_over_the_line_and_reading_marks_reach_every_socket_of_a_person() {
    let app = App::start(Engine::Sqlite).await;
    let here = room(&app.world, "fatima").await;
    let mut amara = app.actor("amara").await.line().await;
    for n in 1..=3 {
        amara.send(here, nonce(n), &format!("Message {n}")).await.unwrap();
    }
    let mut benoit = app.actor("benoit").await.line().await;
    benoit.say(&Say::Earlier { room: here, before: 3 }).await;
    let Heard::Told(Tell::History { lines, more, before: 3, .. }) = benoit.hear().await else { panic!("no history") };
    assert_eq!((lines.iter().map(|l| l.seq).collect::<Vec<_>>(), more), (vec![1, 2], false));
    let mut other = app.actor("benoit").await.line().await;
    other.join(here, 3).await;
    benoit.say(&Say::Seen { room: here, seq: 2 }).await;
    let unread = Heard::Told(Tell::Unread { room: here, last: 3, seen: 2 });
    assert_eq!(other.until_within(Duration::from_secs(3), |t| matches!(t, Tell::Unread { .. })).await, unread);
    let mut leo = app.actor("leo").await.line().await;
    for say in [Say::Earlier { room: here, before: 9 }, Say::Seen { room: here, seq: 1 }] {
        leo.say(&say).await;
        assert!(refused(&leo.hear().await, "refused"), "{say:?}");
    }
}

#[tokio::test]
async fn an_hour_is_watched_by_its_own() {
    let app = App::start(Engine::Sqlite).await;
    let mut leo = app.actor("leo").await.line().await;
    let session = domain::id::SessionId(nonce(5));
    leo.say(&Say::Watch { session, after: 0 }).await;
    assert_eq!(leo.hear().await, Heard::Told(Tell::HourGone { session }));
}
