//! A coordinator's and a facilitator's way through programs, sessions and chat, without scripts.

use backend::testing::Engine;

use crate::actors::App;

const PEOPLE: &[u8] = include_bytes!("../../../domain/golden/data/people.csv");
const ZOOM: &[u8] = include_bytes!("../../../domain/golden/data/zoom_participants.csv");

async fn journey(engine: Engine) {
    let app = App::start(engine).await;
    let corinne = app.actor("corinne").await;
    let hub = corinne.post("/manage/hubs/new", &[("name", "Northern Hub"), ("zone", "America/Vancouver")]).await.expect(303);
    assert!(hub.location.ends_with("&done=hub-open"), "{}", hub.location);
    let hub_id = corinne.get(&hub.location).await.expect(200).attr("option[selected]", "value");
    assert!(hub.location.contains(&hub_id), "the new hub is the one that is chosen");
    let bad =
        corinne.post("/manage/programs/new", &[("hub", &hub_id), ("name", "Grief <b>ECHO</b>"), ("short_code", "1")]).await.expect(422);
    assert_eq!(bad.attr("#f-name", "value"), "Grief <b>ECHO</b>", "what was typed is still there");
    assert!(bad.text("#e-short_code").contains("Two to six letters"));
    let opened = corinne.post("/manage/programs/new", &[("hub", &hub_id), ("name", "Grief ECHO"), ("short_code", "grf")]).await.expect(303);
    let form = opened.location.split('?').next().unwrap().to_owned();
    let cohort = [
        ("name", "Winter"),
        ("starts_on", "2026-01-01"),
        ("ends_on", "2026-07-01"),
        ("capacity", "26"),
        ("zone", "America/Vancouver"),
        ("language", "en"),
    ];
    let opened = corinne.post(&form, &cohort).await.expect(303);
    assert_eq!(opened.location, "/cohorts/grf-2026-01/manage?done=cohort-open");
    let at = "/cohorts/grf-2026-01";

    let look = corinne.upload(&format!("{at}/people/import"), &[("act", "look")], ("file", "people.csv", PEOPLE)).await.expect(200);
    assert!(look.text(".notice").contains("Would get a place: 26. Would wait: 3."), "{}", look.text(".notice"));
    let carried = look.attr("input[name=carried]", "value");
    let whole = corinne.upload(&format!("{at}/people/import"), &[("act", "write")], ("file", "people.csv", PEOPLE)).await.expect(422);
    assert!(whole.text("main").contains("Nothing is written yet"));
    let part =
        corinne.upload(&format!("{at}/people/import"), &[("act", "skip-bad"), ("carried", &carried)], ("file", "", b"")).await.expect(200);
    assert!(part.text(".notice").contains("Got a place: 26. Wait: 3."), "{}", part.text(".notice"));

    let plan = [
        ("repeat", "monthly"),
        ("nth", "last"),
        ("weekday", "thu"),
        ("every", "1"),
        ("from", "2026-01-01"),
        ("time", "08:00"),
        ("count", "6"),
        ("minutes", "60"),
    ];
    let seen = corinne.post(&format!("{at}/sessions/schedule"), &[&plan[..], &[("act", "look")]].concat()).await.expect(200);
    assert_eq!(seen.count("section.card li"), 6);
    corinne.post(&format!("{at}/sessions/schedule"), &[&plan[..], &[("act", "lay")]].concat()).await.expect(303);
    let list = corinne.get(&format!("{at}/sessions")).await.expect(200);
    assert_eq!(list.count(".session-card"), 6);
    let first = list.attr("h2 ~ ul ~ h2 ~ ul li:last-child .session-card a", "href");

    let zoom = corinne.upload(&format!("{first}/attendance/import"), &[("act", "write")], ("file", "zoom.csv", ZOOM)).await.expect(422);
    assert!(zoom.text(".fault-summary").contains("2020-01-30"), "the file is of another day: {}", zoom.text(".fault-summary"));
    let zoom = corinne
        .upload(&format!("{first}/attendance/import"), &[("act", "look"), ("other_day", "yes")], ("file", "zoom.csv", ZOOM))
        .await
        .expect(200);
    assert!(zoom.text(".notice").contains("24 people, 21 recognized, 3 doubtful"), "{}", zoom.text(".notice"));
    assert_eq!(zoom.count("form[action$=settle]"), 0, "looking writes nothing");
    let carried = zoom.attr("input[name=carried]", "value");
    let take = [("act", "write"), ("other_day", "yes"), ("carried", carried.as_str())];
    let zoom = corinne.upload(&format!("{first}/attendance/import"), &take, ("file", "", b"")).await.expect(200);
    let name = zoom.attr("form[action$=settle] input[name=name]", "value");
    let person = zoom.attr("form[action$=settle] option", "value");
    corinne.post(&format!("{first}/attendance/settle"), &[("name", &name), ("person", &person)]).await.expect(303);
    let left = corinne.get(&format!("{first}/attendance")).await.expect(200);
    assert_eq!(left.count("form[action$=settle]"), 2);
    assert_eq!(app.nobody().get(&format!("{first}/attendance")).await.expect(303).location, format!("/sign-in?next={first}/attendance"));
}

#[tokio::test]
async fn a_coordinator_goes_from_a_list_of_people_to_attendance_on_sqlite() {
    journey(Engine::Sqlite).await;
}

#[tokio::test]
async fn a_coordinator_goes_from_a_list_of_people_to_attendance_on_postgres() {
    journey(Engine::Postgres).await;
}

#[tokio::test]
async fn a_chat_room_is_read_and_written_without_scripts() {
    let app = App::start(Engine::Sqlite).await;
    let at = format!("/cohorts/{}/chat", app.world.slug);
    let (amara, benoit) = (app.actor("amara").await, app.actor("benoit").await);
    let empty = amara.get(&at).await.expect(200);
    assert!(empty.text(".chat-log").contains("Nobody has said anything"));
    let once = empty.attr("form.composer input[name=once]", "value");
    let sent = amara.post(&at, &[("once", &once), ("text", "Hello **all** <script>x</script>")]).await.expect(303);
    assert_eq!(sent.location, format!("{at}#m-1"));
    let again = amara.post(&at, &[("once", &once), ("text", "Hello **all** <script>x</script>")]).await.expect(303);
    assert_eq!(again.location, sent.location, "sent twice, said once");
    let seen = benoit.get(&at).await.expect(200);
    assert_eq!((seen.count("li.message"), seen.count("li.message script")), (1, 0));
    assert_eq!(seen.text("li.message .prose strong"), "all");
    let long = "é".repeat(9000);
    let kept = benoit.post(&at, &[("text", &long)]).await.expect(422);
    assert_eq!(kept.text("#f-text"), long, "an error never eats what was typed");
    assert_eq!(seen.count("li.message form[action$=delete]"), 0, "not his to take back");
    app.actor("leo").await.get(&at).await.expect(403);
    app.actor("odile").await.get(&at).await.expect(404);
}

#[tokio::test]
async fn a_calendar_feed_needs_no_sign_in_and_dies_with_its_token() {
    let app = App::start(Engine::Sqlite).await;
    let amara = app.actor("amara").await;
    let profile = amara.get("/me").await.expect(200);
    let link = profile
        .body
        .split("/calendar/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .map(|t| format!("/calendar/{}", t.trim_end_matches("</code>")))
        .unwrap();
    let link = link.split('<').next().unwrap().to_owned();
    assert!(app.nobody().get(&link).await.expect(200).body.starts_with("BEGIN:VCALENDAR"));
    amara.post("/me/calendar", &[]).await.expect(303);
    app.nobody().get(&link).await.expect(404);
}

#[tokio::test]
async fn what_cannot_be_undone_is_asked_about_and_what_is_wrong_stands_beside_its_field() {
    let app = App::start(Engine::Sqlite).await;
    let at = format!("/cohorts/{}", app.world.slug);
    let (corinne, ada, leo) = (app.actor("corinne").await, app.actor("ada").await, app.actor("leo").await);
    let amara = app.world.id("amara").to_string();
    let asked = corinne.get(&format!("{at}/people/remove?person={amara}")).await.expect(200);
    assert!(asked.text("h1").contains("Take Amara Okafor out") && asked.text("main").contains("first on the waiting list"));
    let out = corinne.post(&format!("{at}/people/remove"), &[("person", &amara)]).await.expect(303);
    assert!(corinne.get(&out.location).await.expect(200).text("main").contains("Put back"));
    let back = corinne.post(&format!("{at}/people/back"), &[("person", &amara)]).await.expect(303);
    assert!(back.location.ends_with("done=back-waiting"), "{}", back.location);
    corinne.get(&format!("{at}/people/remove?person=x")).await.expect(404);

    let nobody = ada.post(&format!("{at}/roles"), &[("role", "facilitator"), ("given", "yes")]).await.expect(422);
    assert!(nobody.text("#e-person-role").contains("choose somebody"), "{}", nobody.text(".fault-summary"));
    let unknown = [("email", "new@example.org"), ("role", "facilitator"), ("given", "yes")];
    let unknown = ada.post(&format!("{at}/roles"), &unknown).await.expect(422);
    assert_eq!((unknown.attr("#f-email-role", "value").as_str(), unknown.count("#e-name-role")), ("new@example.org", 1));
    let named = [("email", "new@example.org"), ("name", "A Newcomer"), ("role", "facilitator"), ("given", "yes")];
    ada.post(&format!("{at}/roles"), &named).await.expect(303);
    assert!(corinne.get(&format!("{at}/manage")).await.expect(200).text("main").contains("A Newcomer"));

    let taken = corinne.post(&format!("/accounts/{amara}/address"), &[("email", "benoit.lefebvre@example.org")]).await.expect(422);
    assert!(taken.text("#e-email").contains("Another account"));
    corinne.post(&format!("/accounts/{amara}/address"), &[("email", "amara@new.example.org")]).await.expect(303);
    assert!(ada.get("/accounts?q=amara%40new").await.expect(200).text("main").contains("Amara Okafor"));
    corinne.get("/accounts").await.expect(403);

    let empty = corinne.upload(&format!("{at}/people/import"), &[("act", "look")], ("file", "people.csv", b"")).await.expect(422);
    assert!(empty.text("#e-file").contains("is empty"));
    corinne.get(&format!("{at}/sessions/xyz")).await.expect(404);
    corinne.post(&format!("{at}/archive"), &[("archived", "yes")]).await.expect(303);
    assert!(corinne.get("/manage").await.expect(200).text("main").contains("archived"));
    assert!(leo.get(&at).await.expect(200).text("main").contains("This cohort is archived"));
}
