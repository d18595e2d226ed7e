//! The live socket as a protocol: what it takes, what ends it and with which code, and who hears what after a right was lost.

use std::sync::Arc;
use std::time::Duration;

use backend::chat::reach;
use backend::ports::Silence;
use backend::programs::enrolling;
use backend::sessions::hour::{polls, queries, run};
use backend::testing::Engine;
use domain::id::RoomId;
use domain::live::{LARGEST_FRAME, MOST_FRAMES, Say, Tell, close};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Control, Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::frame::{Frame, FrameHeader};
use uuid::Uuid;

use crate::actors::App;
use crate::line::Heard;

async fn room(app: &App) -> RoomId {
    reach::room_of(app.cx(), &app.world.viewer("fatima").await.unwrap(), &app.world.slug, None).await.unwrap().id
}

fn nonce(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn frame(bytes: &[u8], opcode: OpCode, last: bool) -> Message {
    let header = FrameHeader { is_final: last, opcode, ..FrameHeader::default() };
    Message::Frame(Frame::from_payload(header, bytes.to_vec().into()))
}

#[tokio::test]
async fn each_kind_of_bad_frame_has_its_code() {
    let app = App::start(Engine::Sqlite).await;
    let amara = app.actor("amara").await;
    let text = OpCode::Data(Data::Text);
    let bad = [
        ("bytes", vec![Message::binary(vec![0, 159, 146, 150])], close::BINARY),
        ("no UTF-8", vec![frame(&[0xc3, 0x28], text, true)], close::NOT_UTF8),
        ("a text cut in a letter", vec![frame(&[0xc3], text, true)], close::NOT_UTF8),
        ("one byte too many", vec![Message::text("x".repeat(LARGEST_FRAME + 1))], close::TOO_LARGE),
        ("far too many bytes", vec![Message::text("x".repeat(LARGEST_FRAME * 20))], close::TOO_LARGE),
        (
            "too many bytes in parts",
            vec![
                frame(&vec![b'x'; LARGEST_FRAME / 2], text, false),
                frame(&vec![b'x'; LARGEST_FRAME / 2], OpCode::Data(Data::Continue), false),
                frame(b"x", OpCode::Data(Data::Continue), true),
            ],
            close::TOO_LARGE,
        ),
        ("a part of nothing", vec![frame(b"x", OpCode::Data(Data::Continue), true)], close::PROTOCOL),
        ("an unknown frame", vec![frame(b"x", OpCode::Data(Data::Reserved(3)), true)], close::PROTOCOL),
        ("a ping in parts", vec![frame(b"x", OpCode::Control(Control::Ping), false)], close::PROTOCOL),
    ];
    for (what, messages, code) in bad {
        let mut line = amara.line().await;
        for message in messages {
            line.raw(message).await;
        }
        assert_eq!(line.hear().await, Heard::Closed(code), "{what}");
    }
    let mut line = amara.line().await;
    let here = room(&app).await;
    let long = "é".repeat(LARGEST_FRAME / 2 - 100);
    let refused = line.send(here, nonce(1), &long).await.unwrap_err();
    assert!(matches!(refused, Heard::Told(Tell::Refused { word, .. }) if word == "too_long"), "the largest frame is read");
    line.raw(Message::Close(None)).await;
    assert_eq!(line.hear().await, Heard::Closed(1005), "a client that leaves is answered");
}

#[tokio::test]
async fn too_many_frames_are_told_once_and_then_closed() {
    let app = App::start(Engine::Sqlite).await;
    let mut line = app.actor("amara").await.line().await;
    let leave = Say::Leave { room: RoomId(nonce(1)) };
    for _ in 0..=MOST_FRAMES {
        line.say(&leave).await;
    }
    assert_eq!(line.hear().await, Heard::Told(Tell::Throttled { retry: 1 }));
    tokio::time::sleep(Duration::from_secs(1)).await;
    for _ in 0..10 {
        line.say(&leave).await;
    }
    assert_eq!(line.until_within(Duration::from_millis(300), |_| true).await, Heard::Silence, "who waits goes on");
    for _ in 0..3 * MOST_FRAMES {
        line.raw(Message::Ping(Vec::new().into())).await;
    }
    assert_eq!(line.until(|t| !matches!(t, Tell::Throttled { .. })).await, Heard::Closed(close::POLICY));
}

/// Somebody is put out by a process that gives no hint, and the next message is said at once.
async fn who_was_put_out_elsewhere_hears_nothing_said_later(engine: Engine) {
    let app = App::start(engine).await;
    let (world, here) = (&app.world, room(&app).await);
    let mut hana = app.actor("hana").await.line().await;
    let mut fatima = app.actor("fatima").await.line().await;
    hana.join(here, 0).await;
    fatima.join(here, 0).await;
    let mut elsewhere = app.cx().clone();
    elsewhere.ports.bus = Arc::new(Silence);
    let corinne = world.viewer("corinne").await.unwrap();
    enrolling::remove(&elsewhere, &corinne, &world.slug, world.id("hana")).await.unwrap();
    fatima.send(here, nonce(1), "She has left").await.unwrap();
    assert_eq!(hana.hear().await, Heard::Told(Tell::Left { room: here }), "nothing before it, and within five seconds");
    assert_eq!(hana.until_within(Duration::from_secs(1), |_| true).await, Heard::Silence);
}

#[tokio::test]
async fn who_was_put_out_elsewhere_hears_nothing_said_later_on_sqlite() {
    who_was_put_out_elsewhere_hears_nothing_said_later(Engine::Sqlite).await;
}

#[tokio::test]
async fn who_was_put_out_elsewhere_hears_nothing_said_later_on_postgresql() {
    who_was_put_out_elsewhere_hears_nothing_said_later(Engine::Postgres).await;
}

#[tokio::test]
async fn who_hides_is_neither_here_nor_typing() {
    let app = App::start(Engine::Sqlite).await;
    let here = room(&app).await;
    let mut fatima = app.actor("fatima").await.line().await;
    let mut hana = app.actor("hana").await.line().await;
    fatima.join(here, 0).await;
    hana.say(&Say::Visible { on: false }).await;
    hana.join(here, 0).await;
    hana.say(&Say::Typing { room: here }).await;
    assert_eq!(hana.presence(|_| true).await, ["Fatima Rahman"], "she sees others");
    assert_eq!(fatima.until_within(Duration::from_secs(1), |t| matches!(t, Tell::Typing { .. })).await, Heard::Silence);
    hana.say(&Say::Visible { on: true }).await;
    assert_eq!(fatima.presence(|count| count == 2).await.len(), 2);
    hana.say(&Say::Typing { room: here }).await;
    let Heard::Told(Tell::Typing { names, .. }) = fatima.hear().await else { panic!("nobody types") };
    assert_eq!(names.len(), 1);
    let own = hana.hear().await;
    assert!(matches!(&own, Heard::Told(Tell::Typing { names, .. }) if names.is_empty()), "nobody is told of themselves: {own:?}");
    hana.send(here, nonce(1), "Hello").await.unwrap();
    let quiet = fatima.until(|t| matches!(t, Tell::Typing { names, .. } if names.is_empty())).await;
    assert!(matches!(quiet, Heard::Told(_)), "what was typed was sent");
    hana.say(&Say::Visible { on: false }).await;
    assert_eq!(fatima.presence(|count| count == 1).await, ["Fatima Rahman"]);
}

#[tokio::test]
async fn a_sign_of_typing_ends_by_itself() {
    let app = App::start(Engine::Sqlite).await;
    let here = room(&app).await;
    let (mut fatima, mut hana) = (app.actor("fatima").await.line().await, app.actor("hana").await.line().await);
    fatima.join(here, 0).await;
    hana.join(here, 0).await;
    hana.say(&Say::Typing { room: here }).await;
    let types = |some: bool| move |t: &Tell| matches!(t, Tell::Typing { names, .. } if names.is_empty() != some);
    assert!(matches!(fatima.until(types(true)).await, Heard::Told(_)));
    assert_eq!(fatima.until_within(Duration::from_secs(3), types(false)).await, Heard::Silence);
    assert!(matches!(fatima.until(types(false)).await, Heard::Told(_)), "within eight seconds");
}

#[tokio::test]
async fn what_was_taken_back_is_told_to_nobody_who_comes_later() {
    let app = App::start(Engine::Sqlite).await;
    let here = room(&app).await;
    let mut amara = app.actor("amara").await.line().await;
    amara.join(here, 0).await;
    for n in 1..=3 {
        // Only said: a message may come before its acknowledgement, and none may be passed over here.
        amara.say(&Say::Send { room: here, nonce: nonce(n), text: format!("Message {n}") }).await;
    }
    let mut second = amara.message().await;
    while second.seq != 2 {
        second = amara.message().await;
    }
    let viewer = app.world.viewer("amara").await.unwrap();
    backend::chat::commands::delete(app.cx(), &viewer, second.id).await.unwrap();
    amara.until(|t| matches!(t, Tell::Message(line) if line.deleted)).await;
    let mut benoit = app.actor("benoit").await.line().await;
    benoit.join(here, 0).await;
    let heard = [benoit.message().await, benoit.message().await, benoit.message().await];
    assert_eq!(heard.iter().map(|l| (l.seq, l.deleted)).collect::<Vec<_>>(), [(1, false), (3, false), (2, true)]);
    assert!(!heard[2].html.contains("Message 2"));
}

#[tokio::test]
async fn a_client_that_has_more_than_the_store_is_told_to_read_again() {
    let app = App::start(Engine::Sqlite).await;
    let here = room(&app).await;
    let mut amara = app.actor("amara").await.line().await;
    amara.send(here, nonce(1), "Message 1").await.unwrap();
    assert_eq!(amara.join(here, 99).await, Heard::Told(Tell::Joined { room: here, seq: 1, rev: 1, limited: true }));
    amara.send(here, nonce(2), "Message 2").await.unwrap();
    assert_eq!(amara.message().await.seq, 2, "and hears what comes");
}

async fn an_hour_is_watched_by_its_own_and_by_nobody_who_was_put_out(engine: Engine) {
    let app = App::start(engine).await;
    let world = &app.world;
    let session = backend::cases::demo::one_session(world).await.unwrap();
    let fatima = world.viewer("fatima").await.unwrap();
    run::start(app.cx(), &fatima, &world.slug, session).await.unwrap();
    let mut lines = Vec::new();
    for who in ["amara", "hana"] {
        let mut line = app.actor(who).await.line().await;
        line.say(&Say::Watch { session, after: 0 }).await;
        let Heard::Told(Tell::Hour { version, .. }) = line.hear().await else { panic!("{who} hears no hour") };
        assert_eq!(line.hear().await, Heard::Told(Tell::Votes { session, choices: Vec::new() }), "and what they chose, which is nothing");
        lines.push((line, version));
    }
    for outsider in ["leo", "ada"] {
        let mut line = app.actor(outsider).await.line().await;
        line.say(&Say::Watch { session, after: 0 }).await;
        assert_eq!(line.hear().await, Heard::Told(Tell::HourGone { session }), "{outsider}");
    }
    run::pause(app.cx(), &fatima, &world.slug, session, true).await.unwrap();
    for (line, before) in &mut lines {
        let Heard::Told(Tell::Hour { version, state, .. }) = line.hear().await else { panic!("no change was told") };
        assert!(version > *before && state["version"] == version, "{version} after {before}");
    }
    let corinne = world.viewer("corinne").await.unwrap();
    enrolling::remove(app.cx(), &corinne, &world.slug, world.id("hana")).await.unwrap();
    run::pause(app.cx(), &fatima, &world.slug, session, false).await.unwrap();
    assert!(matches!(lines[0].0.hear().await, Heard::Told(Tell::Hour { .. })));
    assert_eq!(lines[1].0.hear().await, Heard::Told(Tell::HourGone { session }), "and not the change that came later");
}

#[tokio::test]
async fn an_hour_is_watched_by_its_own_and_by_nobody_who_was_put_out_on_sqlite() {
    an_hour_is_watched_by_its_own_and_by_nobody_who_was_put_out(Engine::Sqlite).await;
}

#[tokio::test]
async fn an_hour_is_watched_by_its_own_and_by_nobody_who_was_put_out_on_postgresql() {
    an_hour_is_watched_by_its_own_and_by_nobody_who_was_put_out(Engine::Postgres).await;
}

#[tokio::test]
async fn a_vote_is_shown_on_every_screen_of_who_cast_it_and_on_no_other() {
    let app = App::start(Engine::Sqlite).await;
    let world = &app.world;
    let session = backend::cases::demo::one_session(world).await.unwrap();
    let (fatima, amara) = (world.viewer("fatima").await.unwrap(), world.viewer("amara").await.unwrap());
    run::start(app.cx(), &fatima, &world.slug, session).await.unwrap();
    let typed = polls::Typed { question: "Who calls?".into(), choices: vec!["I".into(), "You".into()], several: false };
    polls::ask(app.cx(), &fatima, &world.slug, session, nonce(1), &typed).await.unwrap();
    let page = queries::page(app.cx(), &amara, &world.slug, session).await.unwrap();
    let (after, choice) = (page.view.version, page.view.polls[0].choices[1].id);
    let mut lines = Vec::new();
    for who in ["amara", "amara", "hana"] {
        let mut line = app.actor(who).await.line().await;
        line.say(&Say::Watch { session, after }).await;
        lines.push(line);
    }
    // Each watches when the next change comes to it.
    run::pause(app.cx(), &fatima, &world.slug, session, true).await.unwrap();
    for line in &mut lines {
        line.until(|t| matches!(t, Tell::Hour { .. })).await;
    }
    polls::vote(app.cx(), &amara, &world.slug, session, nonce(1), &choice.to_string(), true).await.unwrap();
    // Their own, of which there is none yet, may come first where the change came before the watching; it never comes behind.
    for line in &mut lines[..2] {
        let told = line.until(|t| matches!(t, Tell::Votes { choices, .. } if !choices.is_empty())).await;
        assert_eq!(told, Heard::Told(Tell::Votes { session, choices: vec![choice] }));
    }
    for line in &mut lines[..2] {
        let late = line.until_within(Duration::from_millis(300), |t| matches!(t, Tell::Votes { choices, .. } if choices.is_empty())).await;
        assert_eq!(late, Heard::Silence, "the newest stays");
    }
    let other = lines[2].until_within(Duration::from_secs(1), |t| matches!(t, Tell::Votes { choices, .. } if !choices.is_empty())).await;
    assert_eq!(other, Heard::Silence, "nobody else is told");
}
