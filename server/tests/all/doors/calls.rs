//! Calls from browser to browser as a protocol: the two hear each other's signals, a third is refused frame by frame, and nothing is left.

use backend::Cx;
use backend::consults::calling::{self, Request};
use backend::consults::pathways::{self, Form};
use backend::testing::Engine;
use backend::world::World;
use domain::id::ConsultId;
use domain::live::call::{CallSay, CallTell, Candidate, Signal};
use domain::live::{MOST_FRAMES, close};
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

use crate::actors::App;
use crate::line::{Heard, Line};

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn offer(text: &str) -> Signal {
    Signal::Offer(text.to_owned())
}

/// Amara called, Odile answered; Gilles was rung, too.
pub async fn call_that_is_on(cx: &Cx, world: &World) -> ConsultId {
    let form = Form {
        once: cx.new_id(),
        name_en: "Night line".to_owned(),
        opens_to: "everyone".to_owned(),
        zone: "America/Vancouver".to_owned(),
        ring_seconds: "45".to_owned(),
        dial_in: "1-844-555-0100".to_owned(),
        ..Form::default()
    };
    let corinne = world.viewer("corinne").await.unwrap();
    let line = pathways::add(cx, &corinne, world.program, &form).await.unwrap();
    for short in ["odile", "gilles"] {
        pathways::set_person(cx, &corinne, line, &world.email(short).await.unwrap(), true).await.unwrap();
    }
    let typed = Request { once: cx.new_id(), mode: "phone".to_owned(), urgency: "now".to_owned(), ..Request::default() };
    let call = calling::request(cx, &world.viewer("amara").await.unwrap(), line, &typed).await.unwrap();
    calling::answer(cx, &world.viewer("odile").await.unwrap(), call).await.unwrap();
    call
}

async fn signal(line: &mut Line, call: ConsultId, (seat, to): (u128, u128), signal: Signal) {
    line.say_call(&CallSay::Signal { call, seat: id(seat), to: id(to), signal }).await;
}

async fn heard(line: &mut Line) -> Option<CallTell> {
    line.until_call(|_| true).await
}

#[tokio::test]
async fn the_two_of_a_call_hear_each_others_signals_and_its_end() {
    let app = App::start(Engine::Sqlite).await;
    let call = call_that_is_on(app.cx(), &app.world).await;
    let (mut amara, mut odile) = (app.actor("amara").await.line().await, app.actor("odile").await.line().await);
    let came = amara.sit(call, id(1)).await;
    assert_eq!(came, Some(CallTell::Call { call, polite: true, other: None, ice: vec![] }));
    let came = odile.sit(call, id(2)).await;
    assert_eq!(came, Some(CallTell::Call { call, polite: false, other: Some(id(1)), ice: vec![] }));
    assert_eq!(heard(&mut amara).await, Some(CallTell::Peer { call, other: Some(id(2)) }));
    signal(&mut odile, call, (2, 1), offer("v=0 from Odile")).await;
    assert_eq!(heard(&mut amara).await, Some(CallTell::Signal { call, from: id(2), signal: offer("v=0 from Odile") }));
    let way = Candidate {
        candidate: "candidate:1".to_owned(),
        sdp_mid: Some("0".to_owned()),
        sdp_m_line_index: Some(0),
        username_fragment: None,
    };
    for n in 0..3 {
        let ways = Signal::Candidates(vec![Candidate { sdp_m_line_index: Some(n), ..way.clone() }]);
        signal(&mut amara, call, (1, 2), ways.clone()).await;
        assert_eq!(heard(&mut odile).await, Some(CallTell::Signal { call, from: id(1), signal: ways }), "in order");
    }
    // Another page of the same person takes the place; the one before hears so, and is deaf and dumb from then on.
    let mut second = app.actor("amara").await.line().await;
    assert!(matches!(second.sit(call, id(3)).await, Some(CallTell::Call { other: Some(_), .. })));
    assert_eq!(heard(&mut amara).await, Some(CallTell::CallMoved { call }));
    assert_eq!(heard(&mut odile).await, Some(CallTell::Peer { call, other: Some(id(3)) }));
    signal(&mut amara, call, (1, 2), offer("from the old page")).await;
    assert!(matches!(heard(&mut amara).await, Some(CallTell::CallRefused { .. })));
    signal(&mut odile, call, (2, 1), offer("to the old page")).await;
    signal(&mut odile, call, (2, 3), offer("to the new page")).await;
    assert_eq!(
        heard(&mut second).await,
        Some(CallTell::Signal { call, from: id(2), signal: offer("to the new page") }),
        "and not the other"
    );
    // A line that breaks frees its place, and the same page comes back into it.
    drop(second);
    assert_eq!(heard(&mut odile).await, Some(CallTell::Peer { call, other: None }));
    let mut again = app.actor("amara").await.line().await;
    again.sit(call, id(3)).await;
    assert_eq!(heard(&mut odile).await, Some(CallTell::Peer { call, other: Some(id(3)) }));
    calling::hang_up(app.cx(), &app.world.viewer("odile").await.unwrap(), call).await.unwrap();
    for line in [&mut odile, &mut again] {
        assert_eq!(heard(line).await, Some(CallTell::CallGone { call }));
    }
    signal(&mut odile, call, (2, 3), offer("after the end")).await;
    assert_eq!(heard(&mut odile).await, Some(CallTell::CallGone { call }));
}

#[tokio::test]
async fn a_hostile_third_is_refused_frame_by_frame_and_nothing_reaches_the_two() {
    let app = App::start(Engine::Sqlite).await;
    let call = call_that_is_on(app.cx(), &app.world).await;
    let (mut amara, mut odile) = (app.actor("amara").await.line().await, app.actor("odile").await.line().await);
    amara.sit(call, id(1)).await;
    odile.sit(call, id(2)).await;
    heard(&mut amara).await;
    // A member of the same cohort, one who was rung, who coordinates, and who administers.
    for (who, word) in [("benoit", "missing"), ("gilles", "refused"), ("corinne", "refused"), ("ada", "refused")] {
        let mut third = app.actor(who).await.line().await;
        let refused = Some(CallTell::CallRefused { call, word: word.to_owned(), retry: None });
        assert_eq!(third.sit(call, id(1)).await, refused, "{who} takes a seat that is taken");
        third.say_call(&CallSay::Call { call, seat: None }).await;
        assert_eq!(heard(&mut third).await, refused, "{who} listens");
        for (seat, to) in [(1, 2), (2, 1), (9, 1)] {
            signal(&mut third, call, (seat, to), offer("let me in")).await;
            assert_eq!(heard(&mut third).await, refused, "{who} as {seat}");
        }
    }
    signal(&mut odile, call, (2, 1), offer("the first that comes")).await;
    assert_eq!(heard(&mut amara).await, Some(CallTell::Signal { call, from: id(2), signal: offer("the first that comes") }));
}

#[tokio::test]
async fn what_is_too_large_too_often_or_no_frame_is_not_carried() {
    let app = App::start(Engine::Sqlite).await;
    let call = call_that_is_on(app.cx(), &app.world).await;
    let (mut amara, mut odile) = (app.actor("amara").await.line().await, app.actor("odile").await.line().await);
    amara.sit(call, id(1)).await;
    odile.sit(call, id(2)).await;
    heard(&mut amara).await;
    signal(&mut odile, call, (2, 1), offer(&"x".repeat(30_000))).await;
    let refused = CallTell::CallRefused { call, word: "too_long".to_owned(), retry: None };
    assert_eq!(heard(&mut odile).await, Some(refused));
    // A burst beyond what a socket may say is told, and the next ten close it.
    for n in 0..=MOST_FRAMES + 12 {
        if n < MOST_FRAMES { signal(&mut odile, call, (2, 1), offer("again")).await } else { odile.try_raw(Message::text("{}")).await }
    }
    let Heard::Closed(code) = odile.end().await else { panic!("it stays open") };
    assert_eq!(code, close::POLICY);
    for bad in [r#"{"do":"signal"}"#, r#"{"do":"call","call":"x","seat":null}"#] {
        let mut line = app.actor("amara").await.line().await;
        line.raw(Message::text(bad)).await;
        assert_eq!(line.end().await, Heard::Closed(close::POLICY), "{bad}");
    }
}

#[tokio::test]
async fn microphone_and_camera_may_be_asked_for_on_the_page_of_a_call_that_is_on_and_nowhere_else() {
    let app = App::start(Engine::Sqlite).await;
    let call = call_that_is_on(app.cx(), &app.world).await;
    let policy = async |who: &str, path: String| {
        let actor = app.actor(who).await;
        let answer = actor.client.get(format!("{}{path}", actor.address)).header("cookie", &actor.cookie).send().await.unwrap();
        answer.headers().get_all("permissions-policy").iter().map(|v| v.to_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let none = "camera=(), microphone=(), geolocation=(), interest-cohort=()";
    for who in ["amara", "odile"] {
        assert_eq!(policy(who, format!("/consult/{call}")).await, ["camera=(self), microphone=(self), geolocation=(), interest-cohort=()"]);
        assert_eq!(policy(who, "/consult".to_owned()).await, [none]);
    }
    assert_eq!(policy("corinne", format!("/consult/{call}")).await, [none], "who runs the pathway speaks with nobody");
    calling::hang_up(app.cx(), &app.world.viewer("odile").await.unwrap(), call).await.unwrap();
    assert_eq!(policy("amara", format!("/consult/{call}")).await, [none], "it is over");
}
