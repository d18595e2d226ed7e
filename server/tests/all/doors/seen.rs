//! Who wants not to be seen is seen by nobody, in tabs that were open before as well.

use std::time::{Duration, Instant};

use backend::chat::reach;
use backend::testing::Engine;
use domain::live::{Say, Tell};

use crate::actors::App;

async fn invisible(engine: Engine) {
    let app = App::start(engine).await;
    let room = reach::room_of(app.cx(), &app.world.viewer("fatima").await.unwrap(), &app.world.slug, None).await.unwrap().id;
    let (amara, mut hana) = (app.actor("amara").await, app.actor("hana").await.line().await);
    hana.join(room, 0).await;
    let (mut phone, mut laptop) = (amara.line().await, app.actor("amara").await.line().await);
    phone.join(room, 0).await;
    laptop.join(room, 0).await;
    assert_eq!(hana.presence(|count| count == 2).await, ["Amara Okafor", "Hana Kobayashi"]);

    let began = Instant::now();
    amara.post("/chat/visible", &[("invisible", "yes")]).await.expect(303);
    assert_eq!(hana.presence(|count| count == 1).await, ["Hana Kobayashi"], "gone from both tabs");
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    laptop.say(&Say::Typing { room }).await;
    // A tab whose page knows nothing of it comes back, and asks to be seen.
    let mut stale = amara.line().await;
    stale.say(&Say::Visible { on: true }).await;
    stale.join(room, 0).await;
    let quiet = hana.until_within(Duration::from_secs(2), |t| matches!(t, Tell::Typing { .. })).await;
    assert_eq!(quiet, crate::line::Heard::Silence, "nor is heard to type");
    let mut other = app.actor("maya").await.line().await;
    other.join(room, 0).await;
    assert_eq!(other.presence(|count| count > 0).await, ["Hana Kobayashi", "Maya Thompson"]);

    amara.post("/chat/visible", &[("invisible", "no")]).await.expect(303);
    assert_eq!(hana.presence(|count| count == 3).await.len(), 3, "and is seen again in the tabs that are open");
    // What a client asked for itself still holds for its own socket.
    for line in [&mut phone, &mut laptop, &mut stale] {
        line.say(&Say::Visible { on: false }).await;
    }
    assert_eq!(hana.presence(|count| count == 2).await, ["Hana Kobayashi", "Maya Thompson"]);
}

#[tokio::test]
async fn who_wants_not_to_be_seen_is_gone_from_open_tabs_on_sqlite() {
    invisible(Engine::Sqlite).await;
}

#[tokio::test]
async fn who_wants_not_to_be_seen_is_gone_from_open_tabs_on_postgresql() {
    invisible(Engine::Postgres).await;
}
