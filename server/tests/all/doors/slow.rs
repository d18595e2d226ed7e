//! A reader too slow (fault F11): one whose client takes nothing is closed with 1013 once too much waits for it, the others hear every
//! message meanwhile, and the slow one comes back and has them all.

use std::time::{Duration, Instant};

use backend::chat::{commands, reach};
use backend::testing::Engine;
use domain::id::RoomId;
use domain::live::{Tell, close};
use uuid::Uuid;

use crate::actors::App;
use crate::line::Heard;

/// More than any network between two processes holds and the server keeps: the slow one is closed long before.
const MOST: i64 = 2000;

#[tokio::test]
async fn who_does_not_read_is_closed_with_1013_and_catches_up() {
    let app = App::start(Engine::Sqlite).await;
    let room = reach::room_of(app.cx(), &app.world.viewer("fatima").await.unwrap(), &app.world.slug, None).await.unwrap().id;
    let mut slow = app.actor("amara").await.narrow_line().await;
    let mut quick = app.actor("hana").await.line().await;
    for line in [&mut slow, &mut quick] {
        assert!(matches!(line.join(room, 0).await, Heard::Told(Tell::Joined { .. })));
    }
    let reading = tokio::spawn(async move {
        let (mut last, mut longest) = (0, Duration::ZERO);
        loop {
            let began = Instant::now();
            let said = quick.message().await;
            longest = longest.max(began.elapsed());
            assert_eq!(said.seq, last + 1, "no gap and no double for who reads");
            last = said.seq;
            if said.html.contains("The last") {
                return (last, longest);
            }
        }
    });
    // It takes nothing, until the server gave it up.
    let mut said: i64 = 0;
    while app.host.board.open() == 2 {
        said += 1;
        assert!(said < MOST, "a socket that does not read is never closed");
        say(&app, room, said, &"word ".repeat(domain::text::CHAT / 5)).await;
    }
    say(&app, room, said + 1, "The last").await;
    // What the network still held for it comes first, in whole frames, and then why it ended.
    let mut had = 0;
    let ended = loop {
        match slow.until(|t| matches!(t, Tell::Message(_))).await {
            Heard::Told(Tell::Message(message)) => {
                assert_eq!(message.seq, had + 1);
                had = message.seq;
            }
            other => break other,
        }
    };
    assert_eq!(ended, Heard::Closed(close::SLOW), "after {had} of {said} messages");
    let (last, longest) = reading.await.unwrap();
    assert_eq!(last, said + 1);
    assert!(had < said && longest < Duration::from_secs(2), "it was closed before the last, and nobody waited for it: {longest:?}");

    // It comes back with the last revision it has, and everything is there.
    let mut again = app.actor("amara").await.line().await;
    let joined = again.join(room, had).await;
    assert!(matches!(joined, Heard::Told(Tell::Joined { limited: false, .. })), "{joined:?}");
    for expected in had + 1..=last {
        assert_eq!(again.message().await.seq, expected);
    }
}

/// Says something, without the limit on how much one person may say.
async fn say(app: &App, room: RoomId, n: i64, text: &str) {
    let mut cx = app.cx().clone();
    cx.ports.throttle = Default::default();
    let fatima = app.world.viewer("fatima").await.unwrap();
    commands::send(&cx, &fatima, room, Uuid::from_u128(n.unsigned_abs().into()), text).await.unwrap();
}
