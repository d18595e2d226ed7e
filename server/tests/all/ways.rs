//! Joining a session over HTTP: our own door, a BigBlueButton server that checks what it is asked, the telephone, and the answer of a member.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use backend::sessions::commands::{Form, change};
use backend::sessions::video::bigbluebutton::checksum;
use backend::sessions::{queries, schedule};
use backend::testing::Engine;
use chrono::Duration;
use domain::id::SessionId;

use crate::actors::App;

const SECRET: &str = "639259d4-9dd8-4b25-bf01-95f9567eaf4b";

/// A BigBlueButton server: it counts what was signed rightly and refuses the rest.
async fn bigbluebutton() -> (String, Arc<Mutex<Vec<String>>>) {
    let opened: Arc<Mutex<Vec<String>>> = Arc::default();
    let router = Router::new().route("/bigbluebutton/api/create", get(create)).with_state(opened.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/bigbluebutton/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, opened)
}

async fn create(State(opened): State<Arc<Mutex<Vec<String>>>>, RawQuery(query): RawQuery) -> String {
    let query = query.unwrap_or_default();
    let (asked, sum) = query.rsplit_once("&checksum=").unwrap_or((&query, ""));
    if checksum("create", asked, SECRET) != sum {
        return "<response><returncode>FAILED</returncode><messageKey>checksumError</messageKey></response>".to_owned();
    }
    opened.lock().unwrap().push(asked.to_owned());
    "<response><returncode>SUCCESS</returncode><messageKey></messageKey></response>".to_owned()
}

/// A session that begins now.
async fn begun(app: &App, wanted: impl FnOnce(&mut Form)) -> SessionId {
    let (world, fatima) = (&app.world, app.world.viewer("fatima").await.unwrap());
    let text = |t: &str| t.to_owned();
    let plan = schedule::Plan {
        repeat: text("monthly"),
        every: text("1"),
        nth: text("last"),
        weekday: text("thu"),
        from: text("2026-03-01"),
        time: text("08:00"),
        count: text("1"),
        minutes: text("60"),
        skip: Vec::new(),
        outside: true,
        ..schedule::Plan::default()
    };
    schedule::lay(app.cx(), &fatima, &world.slug, &plan).await.unwrap();
    let (_, all) = queries::list(app.cx(), &fatima, &world.slug).await.unwrap();
    let view = queries::session(app.cx(), &fatima, &world.slug, all[0].id).await.unwrap();
    let mut form = Form { date: view.date.to_string(), time: text("08:00"), minutes: text("60"), ..Form::default() };
    wanted(&mut form);
    change(app.cx(), &fatima, &world.slug, all[0].id, view.version, &form).await.unwrap();
    all[0].id
}

#[tokio::test]
async fn a_meeting_is_opened_at_the_click_and_its_address_is_on_no_page() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let (app, (bbb, opened)) = (App::start(engine).await, bigbluebutton().await);
        let id = begun(&app, |_| {}).await;
        let page = format!("/cohorts/{}/sessions/{id}", app.world.slug);
        let settings = format!("/manage/programs/{}/video", app.world.program);
        let (ada, amara) = (app.actor("ada").await, app.actor("amara").await);
        let typed = [("kind", "bigbluebutton"), ("bbb", bbb.as_str()), ("bbb_secret", "")];
        let missing = ada.post(&settings, &typed).await.expect(422);
        assert_eq!((missing.count("#e-bbb_secret"), missing.attr("#f-bbb", "value")), (1, bbb.clone()), "the typed address is still there");
        ada.post(&settings, &[("kind", "bigbluebutton"), ("bbb", &bbb), ("bbb_secret", SECRET)]).await.expect(303);
        let kept = ada.get(&settings).await.expect(200);
        assert!(!kept.body.contains(SECRET) && kept.body.contains(&bbb), "the address is shown, the secret never");
        let shown = amara.get(&page).await.expect(200);
        assert_eq!(shown.attr("main form[action$='/join']", "action"), format!("{page}/join"));
        assert!(!shown.body.contains("bigbluebutton/api") && opened.lock().unwrap().is_empty(), "looking at the page opens nothing");
        let go = amara.get(&format!("{page}/join")).await.expect(303);
        assert!(go.location.starts_with(&format!("{bbb}api/join?fullName=Amara%20Okafor&meetingID=kith-")), "{}", go.location);
        let header = |name: &str| go.headers[name].to_str().unwrap().to_owned();
        assert_eq!((header("cache-control"), header("referrer-policy")), ("no-store".to_owned(), "no-referrer".to_owned()));
        assert_eq!(opened.lock().unwrap().len(), 1, "the server was asked with a checksum it accepts");
        ada.post(&settings, &[("kind", "bigbluebutton"), ("bbb", &bbb), ("bbb_secret", "wrong")]).await.expect(303);
        let refused = amara.get(&format!("{page}/join")).await.expect(409);
        assert!(refused.text("main").contains("did not answer") && !refused.body.contains("checksum"));
        app.bench.clock.pass(Duration::minutes(61));
        let closed = app.actor("amara").await.get(&format!("{page}/join")).await.expect(409);
        assert!(closed.text("main").contains("until its end"));
    }
}

#[tokio::test]
async fn a_session_by_telephone_is_whole_without_a_link() {
    let app = App::start(Engine::Sqlite).await;
    let id = begun(&app, |f| (f.dial_in, f.dial_code) = ("+1 604 555 0100".to_owned(), "4471".to_owned())).await;
    let page = format!("/cohorts/{}/sessions/{id}", app.world.slug);
    let amara = app.actor("amara").await;
    let shown = amara.get(&page).await.expect(200);
    assert_eq!(shown.attr("main a[href^='tel:']", "href"), "tel:+16045550100");
    assert!(shown.body.contains("4471") && shown.count("a[href$='/join']") == 0 && !shown.body.contains("No way in is set"));
    let go = amara.get(&format!("{page}/join")).await.expect(303);
    assert_eq!(go.location, format!("{page}?done=by-phone#ways"));
    for short in ["leo", "ada"] {
        assert!(!app.actor(short).await.get(&page).await.body.contains("555 0100"), "{short}");
    }
    app.bench.clock.pass(-Duration::hours(2));
    let early = app.actor("amara").await.get(&page).await.expect(200);
    assert!(!early.body.contains("555 0100") && early.body.contains("held by telephone"), "before, it says that there will be a number");
}

#[tokio::test]
async fn a_member_says_that_they_cannot_come_and_takes_it_back() {
    let app = App::start(Engine::Sqlite).await;
    let id = begun(&app, |_| {}).await;
    let page = format!("/cohorts/{}/sessions/{id}", app.world.slug);
    let (amara, fatima, maya) = (app.actor("amara").await, app.actor("fatima").await, app.actor("maya").await);
    let long = "x".repeat(301);
    let again = amara.post(&format!("{page}/reply"), &[("answer", "away"), ("reason", &long)]).await.expect(422);
    assert_eq!(again.attr("#f-reason", "value"), long, "what was typed is still there");
    let done = amara.post(&format!("{page}/reply"), &[("answer", "away"), ("reason", "On call")]).await.expect(303);
    assert_eq!(done.location, format!("{page}?done=away"));
    assert!(fatima.get(&page).await.body.contains("On call"));
    assert!(!maya.get(&page).await.body.contains("On call"), "other members do not read it");
    amara.post(&format!("{page}/reply"), &[("answer", "none")]).await.expect(303);
    assert!(!fatima.get(&page).await.body.contains("On call"));
    assert_eq!(amara.get(&page).await.count("button[name=answer]"), 2);
}
