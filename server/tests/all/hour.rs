//! The session room by plain forms: one runs it, the other takes part, the lead has no part.

use backend::cases::demo::one_session;
use backend::sessions::agenda;
use backend::sessions::hour::demo;
use backend::testing::Engine;
use uuid::Uuid;

use crate::actors::{Actor, App, Reply, reply};

/// An address for a form that makes something.
fn once() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static MADE: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128(u128::from(MADE.fetch_add(1, Ordering::Relaxed)) << 64 | 7).to_string()
}

async fn an_hour(engine: Engine) {
    let app = App::start(engine).await;
    let id = one_session(&app.world).await.unwrap();
    let fatima = app.actor("fatima").await;
    let line = |kind: &str| agenda::Typed { kind: kind.into(), title: String::new(), minutes: "10".into() };
    agenda::set(app.cx(), &app.world.viewer("fatima").await.unwrap(), &app.world.slug, id, &[line("introductions"), line("close")])
        .await
        .unwrap();
    let session = format!("/cohorts/{}/sessions/{id}", app.world.slug);
    let at = format!("{session}/hour");
    let before = fatima.get(&session).await.expect(200);
    assert_eq!(before.count(&format!("a[href='{at}']")), 1, "the way in stands on the session's page");
    let waiting = fatima.get(&at).await.expect(200);
    assert!(waiting.text("#hour-bar").contains("not started"), "{}", waiting.text("#hour-bar"));
    assert!(
        before.text("#code-aloud").contains(' ') && waiting.text("#code-aloud") == before.text("#code-aloud"),
        "the code to read aloud"
    );
    assert_eq!(app.actor("amara").await.get(&at).await.count("#code-aloud"), 0, "for those who run it only");
    assert!(!waiting.body.contains(">hour-"), "every sentence is there");

    let post = async |tail: &str, form: &[(&str, &str)]| fatima.post(&format!("{at}{tail}"), form).await;
    post("/run", &[("act", "start")]).await.expect(303);
    post("/run", &[("act", "next"), ("track", "agenda"), ("seen", "1")]).await.expect(303);
    post("/run", &[("act", "next"), ("track", "agenda"), ("seen", "1")]).await.expect(303);
    let amara = app.actor("amara").await;
    let seen = amara.get(&at).await.expect(200);
    assert_eq!(seen.text("#hour-agenda li[aria-current] .row-main"), "Close", "pressed twice is turned once");
    assert_eq!(seen.count("#hour-bar button"), 0, "only those who run it see its buttons");
    amara.post(&format!("{at}/run"), &[("act", "close")]).await.expect(403);
    assert_eq!(seen.count("#hour-here form[action$='/check-in']"), 1, "she may say that she is here");
    let here = amara.post(&format!("{session}/check-in"), &[("back", "hour")]).await.expect(303);
    assert!(here.location.starts_with(&at), "{}", here.location);
    assert_eq!(amara.get(&at).await.count("#hour-here form"), 0);
    let said = amara.post(&format!("{session}/chat"), &[("text", "Good morning"), ("once", &once()), ("back", "hour")]).await.expect(303);
    assert!(said.location.starts_with(&format!("{at}#m-")), "{}", said.location);
    brief(&amara, &at).await;

    amara.post(&format!("{at}/hand"), &[("act", "raise")]).await.expect(303);
    let queue = fatima.get(&at).await.expect(200);
    assert!(queue.text("#hour-queue li").contains("Amara Okafor"));
    let hand = queue.attr("#hour-queue input[name=hand]", "value");
    post("/queue", &[("hand", &hand), ("act", "call")]).await.expect(303);
    assert!(amara.get(&at).await.text("#hour-queue li").contains("has the word"));

    let poll = [("question", "Who starts it?"), ("choice-0", "The nurse"), ("choice-1", "")];
    let few: Reply = post("/polls", &poll).await.expect(422);
    assert_eq!(few.attr("#f-question", "value"), "Who starts it?", "what was typed is still there");
    assert!(few.text("#e-choice-0").contains("two to six"));
    post("/polls", &[("question", "Who starts it?"), ("choice-0", "The nurse"), ("choice-1", "Whoever is asked"), ("once", &once())])
        .await
        .expect(303);
    let asked = amara.get(&at).await.expect(200);
    let (vote, choice) = (asked.attr("#hour-polls form", "action"), asked.attr("#hour-polls input[name=choice]", "value"));
    amara.post(&vote, &[("choice", &choice), ("on", "yes")]).await.expect(303);
    amara.post(&vote, &[("choice", &choice), ("on", "yes")]).await.expect(303);
    let counted = fatima.get(&at).await;
    assert_eq!(counted.attr("#hour-polls meter", "value"), "1", "sent twice is one vote");
    assert_eq!(amara.get(&at).await.count("#hour-polls [aria-pressed=true]"), 1);

    notes(&app, &at).await;
    let blocked = amara.post(&format!("{at}/used"), &[("used", "<b>Call</b> 604-555-0199, PHN 9698 658 215")]).await.expect(422);
    assert_eq!(blocked.attr("#f-used", "value"), "<b>Call</b> 604-555-0199, PHN 9698 658 215");
    amara.post(&format!("{at}/used"), &[("used", "Sat down <b>first</b>")]).await.expect(303);
    post("/run", &[("act", "close")]).await.expect(303);

    let closed = amara.get(&at).await.expect(200);
    assert!(closed.text("#hour-notes-at").contains("The end of it"), "the notes can be read: {}", closed.text("#hour-notes-at"));
    let record = app.actor("benoit").await.get(&session).await.expect(200);
    for kept in ["Who starts it?", "Sat down <b>first</b>", "Amara: three questions", "Clôture"] {
        assert!(record.text("#hour-record").contains(kept), "{kept}: {}", record.text("#hour-record"));
    }
    amara.post(&format!("{at}/hand"), &[("act", "raise")]).await.expect(409);
    too_late(&app, &at).await;
    app.actor("leo").await.get(&at).await.expect(403);
    let lead = app.actor("leo").await.get(&session).await.expect(200);
    assert!(!lead.body.contains("Who starts it?") && !lead.body.contains(&at), "a lead has no content here");
    app.actor("ada").await.get(&at).await.expect(403);
}

/// A script that stays on its page is told where a taken form leads, and gets the page of one that was not.
async fn brief(who: &Actor, at: &str) {
    let post = async |tail: &str, form: &[(&str, &str)]| {
        let request = who.client.post(format!("{}{at}{tail}", who.address)).header("origin", &who.address);
        reply(request.header("prefer", "return=minimal").form(form).send().await.unwrap()).await
    };
    let taken = post("/used", &[("used", "Sat down first")]).await.expect(204);
    assert!(taken.location.starts_with(at) && taken.body.is_empty(), "{taken:?}");
    let wrong = post("/used", &[("used", "PHN 9698 658 215")]).await.expect(422);
    assert_eq!(wrong.attr("form[action$='/used'] #f-used", "value"), "PHN 9698 658 215");
}

/// A case that is flagged while it is on: the room says so, to everybody, and lets staff go on.
#[tokio::test]
async fn a_hidden_case_is_named_as_such() {
    let app = App::start(Engine::Sqlite).await;
    let id = demo::furnish(&app.world).await.unwrap();
    let at = format!("/cohorts/{}/sessions/{id}/hour", app.world.slug);
    let (amara, fatima) = (app.actor("amara").await, app.actor("fatima").await);
    let shown = amara.get(&at).await.expect(200);
    let case = shown.attr("#hour-case", "data-case");
    let flags = format!("/cohorts/{}/flags/case/{case}", app.world.slug);
    amara.post(&flags, &[("kind", "patient"), ("reason", "A name stands there.")]).await.expect(303);
    for who in [&amara, &fatima] {
        let page = who.get(&at).await.expect(200);
        assert!(page.text("#hour-case").contains("The case is hidden"), "{}", page.text("#hour-case"));
        assert!(!page.text("#hour-case").contains("Only the hub") && !page.body.contains("A parent who asks"), "its words are gone");
    }
    let staff = fatima.get(&at).await;
    assert!(staff.count("#hour-steps button") > 0 && staff.count("#hour-advice li") > 0, "staff go on");
    assert_eq!(amara.get(&at).await.count("#hour-advice li"), 0);
    let home = fatima.get("/").await.expect(200);
    assert!(home.text("main").contains("Look at flags that wait: 1"), "{}", home.text("main"));
    fatima.post(&format!("{flags}/restore"), &[]).await.expect(303);
    assert!(amara.get(&at).await.text("#hour-case").contains("A parent who asks"));
}

/// Before it can be started, the room says from when.
#[tokio::test]
async fn the_start_is_shown_when_it_can_be_pressed() {
    let app = App::start(Engine::Sqlite).await;
    let id = one_session(&app.world).await.unwrap();
    let at = format!("/cohorts/{}/sessions/{id}/hour", app.world.slug);
    let hidden = async || {
        // Signed in anew: nobody is signed in before they came.
        let page = app.actor("fatima").await.get(&at).await.expect(200);
        (page.count("#hour-bar div[data-from][hidden]"), page.count("#hour-bar p[data-until][hidden]"))
    };
    assert_eq!(hidden().await, (0, 1), "now");
    app.bench.clock.set(app.cx().now() - chrono::Duration::hours(1));
    assert_eq!(hidden().await, (1, 0), "an hour before");
}

/// Two who write from the same beginning: other lines are merged, the same line shows both texts.
async fn notes(app: &App, at: &str) {
    let (amara, hana) = (app.actor("amara").await, app.actor("hana").await);
    let save = |who: &'static str, base: &'static str| [("notes", who), ("base", base)];
    amara.post(&format!("{at}/notes"), &save("Amara: three questions\nEnd", "0")).await.expect(303);
    hana.post(&format!("{at}/notes"), &save("Amara: three questions\nEnd of it", "1")).await.expect(303);
    let clash = amara.post(&format!("{at}/notes"), &save("Amara: three questions\nThe end", "1")).await.expect(409);
    assert!(clash.text("#f-notes").contains("The end"), "mine is in the field");
    assert!(clash.text(".hour-theirs").contains("End of it"), "theirs beside it");
    assert_eq!(clash.count("#hour-notes-form #hour-notes-clash[autofocus]"), 1, "it is said beside the button that goes over theirs");
    let [base, over] = ["base", "over"].map(|name| clash.attr(&format!("#hour-notes-form input[name={name}]"), "value"));
    assert_eq!((base.as_str(), over.as_str()), ("1", "2"), "one goes on from where one began");
    let again = [("notes", "Amara: three questions\nThe end of it"), ("base", base.as_str()), ("over", over.as_str())];
    amara.post(&format!("{at}/notes"), &again).await.expect(303);
    assert!(hana.get(at).await.text("#f-notes").contains("The end of it"));
    let past = app.actor("fatima").await.get(&format!("{at}/notes/past")).await.expect(200);
    assert!(
        past.text("main").contains("End of it") && past.text("main").contains("The end of it"),
        "nothing is lost: {}",
        past.text("main")
    );
    for form in [[("notes", "Gone"), ("base", "abc")], [("notes", "Gone"), ("over", "x")]] {
        let odd = amara.post(&format!("{at}/notes"), &form).await.expect(422);
        assert!(odd.text("#f-notes").contains("Gone"), "what was typed stands there");
    }
    for (tail, form) in [("/hand", [("act", "q")]), ("/hand", [("act", "")])] {
        amara.post(&format!("{at}{tail}"), &form).await.expect(422);
    }
    app.actor("fatima").await.post(&format!("{at}/queue"), &[("act", "q")]).await.expect(422);
    assert!(!hana.get(at).await.text("#f-notes").contains("Gone"));
}

/// A text that comes after the close is not taken, and stands on the answer to be copied: each of the forms that people write into.
async fn too_late(app: &App, at: &str) {
    let (amara, fatima) = (app.actor("amara").await, app.actor("fatima").await);
    let text = "Late, <b>but</b> mine\nand two lines";
    let forms: [(_, &str, Vec<(&str, &str)>); 5] = [
        (&amara, "/notes", vec![("notes", text), ("base", "2")]),
        (&amara, "/used", vec![("used", text)]),
        (&fatima, "/advice", vec![("recommendation", text), ("side", "hub")]),
        (&fatima, "/polls", vec![("question", text), ("choice-0", "The nurse"), ("choice-1", "Whoever is asked")]),
        (&fatima, "/groups", vec![("act", "back"), ("told", text)]),
    ];
    for (who, tail, form) in forms {
        let late = who.post(&format!("{at}{tail}"), &form).await.expect(409);
        assert!((1..=3).any(|n| late.text(&format!("#kept-{n}")) == text), "{tail}: {}", late.text("#kept"));
        assert!(late.text("[role=alert]").contains("This was not saved."), "{tail}: {}", late.text("[role=alert]"));
        assert_eq!(late.count("#hour-bar"), 1, "{tail}: it is the page of the hour");
    }
}

#[tokio::test]
async fn an_hour_is_run_and_joined_by_plain_forms_on_sqlite() {
    an_hour(Engine::Sqlite).await;
}

#[tokio::test]
async fn an_hour_is_run_and_joined_by_plain_forms_on_postgresql() {
    an_hour(Engine::Postgres).await;
}

/// Who is in a small group is changed by a form, and whoever was put out hears no more; a message to a closed one stands on its page.
#[tokio::test]
async fn a_small_group_is_changed_by_form_and_closed_without_losing_a_text() {
    let app = App::start(Engine::Sqlite).await;
    let (fatima, amara, hana) = (app.actor("fatima").await, app.actor("amara").await, app.actor("hana").await);
    let [amaras, hanas] = ["amara", "hana"].map(|who| app.world.id(who).to_string());
    let groups = format!("/cohorts/{}/chat/groups", app.world.slug);
    let made = fatima.post(&groups, &[("title", "Group A"), ("members", &amaras), ("once", &once())]).await.expect(303);
    let (room, people) = (made.location.clone(), format!("{}/members", made.location));
    amara.get(&room).await.expect(200);
    hana.get(&room).await.expect(404);
    assert_eq!(fatima.get(&groups).await.expect(200).count(&format!("a[href='{people}']")), 1);
    let form = fatima.get(&people).await.expect(200);
    assert_eq!(form.count("input[name=members][checked]"), 1, "those who are in it are ticked");
    amara.get(&people).await.expect(403);
    let nobody = fatima.post(&people, &[]).await.expect(422);
    assert!(!nobody.text("#e-members").is_empty());
    fatima.post(&people, &[("members", &hanas)]).await.expect(303);
    amara.get(&room).await.expect(404);
    hana.get(&room).await.expect(200);
    fatima.post(&format!("{room}/close"), &[]).await.expect(303);
    let late = hana.post(&room, &[("text", "I wrote for <b>long</b>"), ("once", &once())]).await.expect(409);
    assert_eq!(late.text("#kept-1"), "I wrote for <b>long</b>");
    fatima.get(&people).await.expect(409);
}

/// The demo's hour in French, for whoever opens it first.
#[tokio::test]
async fn the_demos_hour_reads_in_french() {
    let app = App::start(Engine::Sqlite).await;
    let id = demo::furnish(&app.world).await.unwrap();
    let page = app.actor("benoit").await.get(&format!("/cohorts/{}/sessions/{id}/hour", app.world.slug)).await.expect(200);
    assert!(page.text("#hour-steps li[aria-current]").contains("Recommandations"), "{}", page.text("#hour-steps"));
    assert!(page.text("#hour-queue").contains("a la parole"));
    assert!(page.text("#hour-case").contains("A parent who asks"), "the session has begun: the case is everybody's");
    assert!(!page.body.contains(">hour-") && !page.body.contains("{x}</"), "every sentence is there");
}
