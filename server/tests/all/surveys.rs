//! Answering on a phone without a script, and the coordinator's pages.

use backend::surveys;
use backend::testing::Engine;
use chrono::Duration;

use crate::actors::{Actor, App, Reply};

const DICTIONARY: &[u8] = include_bytes!("../../../backend/src/world/instruments_redcap.csv");
const EXPORT: &[u8] = include_bytes!("../../../backend/src/world/responses_redcap.csv");

async fn app(engine: Engine) -> App {
    let app = App::start(engine).await;
    surveys::demo::furnish(&app.world).await.expect("the demo");
    app
}

impl App {
    fn at(&self, tail: &str) -> String {
        format!("/cohorts/{}/surveys{tail}", self.world.slug)
    }
}

/// The path of somebody's link, by the button on their page.
async fn link(app: &App, actor: &Actor) -> String {
    let list = actor.get(&app.at("")).await.expect(200);
    let action = list.attr("ul.cards form", "action");
    actor.post(&action, &[]).await.expect(303).location
}

/// Every needed answer of the competency form.
fn competency() -> Vec<(String, String)> {
    let rows = [("lad", 8), ("se", 10), ("con", 6), ("col", 4)];
    let mut all: Vec<(String, String)> =
        rows.iter().flat_map(|(key, n)| (1..=*n).map(move |i| (format!("{key}_{i}"), "3".to_owned()))).collect();
    all.extend([("used".to_owned(), "0".to_owned()), ("supervisor".to_owned(), "4".to_owned())]);
    all
}

async fn post(actor: &Actor, path: &str, form: &[(String, String)]) -> Reply {
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    actor.post(path, &form).await
}

async fn from_the_link_to_thanks(engine: Engine) {
    let app = app(engine).await;
    let path = link(&app, &app.actor("amara").await).await;
    assert!(path.starts_with("/s/"), "{path}");
    let phone = app.nobody();
    let form = phone.get(&path).await.expect(200);
    // The loader that lets the form keep itself, and the script that watches the line; everything below happens without them.
    assert_eq!((form.text("h1").as_str(), form.count("script"), form.count("h1")), ("Session pre", 2, 1));
    assert!(form.text("main").contains("under a code"));
    assert_eq!(form.count("input[name=pre_conf]"), 5);
    let refused = phone.post(&path, &[("pre_used", "A letter <b>")]).await.expect(422);
    assert_eq!(refused.text("textarea").trim(), "A letter <b>", "what was typed is still there");
    assert_eq!(refused.text(".has-fault .fault"), "Please answer this question.");
    assert_eq!(refused.attr(".fault-summary a", "href"), "#f-pre_conf");
    assert_eq!(refused.count("#f-pre_conf"), 1);
    let twice = phone.post(&path, &[("pre_conf", "4"), ("pre_conf", "1"), ("pre_used", "A letter")]).await.expect(422);
    assert_eq!(twice.text("textarea[name=pre_used]"), "A letter");
    assert_eq!(twice.text(".has-fault .fault"), "This question was answered twice. Please choose one answer.");
    let sent = phone.post(&path, &[("pre_conf", "4"), ("pre_used", "A letter")]).await.expect(303);
    assert_eq!(phone.get(&sent.location).await.expect(200).text("h1"), "Thank you");
    let again = phone.post(&path, &[("pre_conf", "1")]).await.expect(303);
    assert!(phone.get(&again.location).await.expect(200).text("main").contains("answered this form already"));
    assert!(surveys::open_for(app.cx(), &app.world.viewer("amara").await.unwrap()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_phone_goes_from_the_link_to_thanks_without_a_script() {
    from_the_link_to_thanks(Engine::Sqlite).await;
}

#[tokio::test]
async fn a_phone_goes_from_the_link_to_thanks_on_postgres() {
    from_the_link_to_thanks(Engine::Postgres).await;
}

#[tokio::test]
async fn a_matrix_and_branching_are_shown_and_the_server_judges() {
    let app = app(Engine::Sqlite).await;
    app.bench.clock.pass(Duration::days(75));
    let path = link(&app, &app.actor("amara").await).await;
    let phone = app.nobody();
    let form = phone.get(&path).await.expect(200);
    assert_eq!((form.text("h1").as_str(), form.count(".scale")), ("Competency", 4));
    assert_eq!(form.count(".scale fieldset"), 28);
    assert!(form.text("#h-used_what").contains("Only if") && form.text("#h-used_what").contains("“Yes”"));
    assert_eq!(form.count("[name=study_code]"), 0);
    let mut hidden = competency();
    hidden.push(("used_what".to_owned(), "Hidden by branching".to_owned()));
    post(&phone, &path, &hidden[1..]).await.expect(422);
    post(&phone, &path, &hidden).await.expect(303);
    let own = app.actor("amara").await.get(&format!("{path}?change=yes")).await.expect(200);
    assert_eq!(own.text("textarea[name=used_what]"), "", "an answer that was not asked for is not kept");
    assert_eq!(own.count("input[name=lad_1][value='3'][checked]"), 1);
    let stranger = app.actor("benoit").await.get(&format!("{path}?change=yes")).await.expect(200);
    assert_eq!(stranger.count("input[type=radio]"), 0, "a link alone does not show answers");
    let mut other = competency();
    other[0].1 = "5".to_owned();
    other.push(("x-change".to_owned(), "yes".to_owned()));
    let changed = post(&app.actor("amara").await, &path, &other).await.expect(303);
    assert!(changed.location.ends_with("done=survey-changed"));
}

#[tokio::test]
async fn what_is_typed_can_wait_with_and_without_a_script() {
    let app = app(Engine::Sqlite).await;
    let path = link(&app, &app.actor("amara").await).await;
    let phone = app.nobody();
    let kept = phone.post(&format!("{path}/draft"), &[("pre_used", "Half a thought")]).await.expect(204);
    assert!(kept.body.is_empty());
    let later = phone.post(&format!("{path}/draft"), &[("pre_used", "A whole thought"), ("x-later", "yes")]).await.expect(303);
    let form = phone.get(&later.location).await.expect(200);
    assert_eq!(form.text("textarea").trim(), "A whole thought");
    assert!(form.text("main").contains("not sent yet"));
}

#[tokio::test]
async fn a_link_speaks_its_persons_language_and_a_hostile_one_says_nothing() {
    let app = app(Engine::Sqlite).await;
    let path = link(&app, &app.actor("benoit").await).await;
    let form = app.nobody().get(&path).await.expect(200);
    assert_eq!(form.attr("html", "lang"), "fr");
    assert!(form.text("main").contains("une minute"));
    for hostile in ["x", "..%2f..%2fetc%2fpasswd", "%27%20OR%201%3D1", &"a".repeat(3000), "%3Cscript%3E"] {
        let page = app.nobody().get(&format!("/s/{hostile}")).await.expect(404);
        assert_eq!(page.count("script"), 0);
        app.nobody().post(&format!("/s/{hostile}"), &[("pre_conf", "3")]).await.expect(404);
        app.nobody().post(&format!("/s/{hostile}/draft"), &[("pre_conf", "3")]).await.expect(404);
    }
    app.bench.clock.pass(Duration::days(6));
    let late = app.nobody().get(&path).await.expect(200);
    assert_eq!(late.count(".notice.is-warn"), 1);
    assert_eq!(app.nobody().post(&path, &[("pre_conf", "3")]).await.expect(200).text("h1"), "Merci");
    app.nobody().get(&path).await.expect(410);
}

#[tokio::test]
async fn guesses_at_links_are_slowed_down() {
    let app = app(Engine::Sqlite).await;
    let mut last = 404;
    for _ in 0..80 {
        last = app.nobody().get("/s/guess").await.status.as_u16();
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn a_coordinator_tries_a_dictionary_and_then_imports_it() {
    let app = App::start(Engine::Sqlite).await;
    let corinne = app.actor("corinne").await;
    let path = app.at("/instruments");
    assert_eq!(
        corinne.upload(&path, &[("act", "check")], ("file", "d.csv", b"")).await.expect(422).text(".fault"),
        "Please choose a file."
    );
    let dry = corinne.upload(&path, &[("act", "check")], ("file", "d.csv", DICTIONARY)).await.expect(200);
    assert!(dry.text(".lede").contains("Forms: 3.") && dry.text(".lede").contains("Scales: 4."), "{}", dry.text(".lede"));
    let content = dry.attr("input[name=content]", "value");
    let imported = corinne.upload(&path, &[("act", "import"), ("content", &content)], ("other", "", b"")).await.expect(303);
    let list = corinne.follow(&imported).await.expect(200);
    assert_eq!((list.count("ul.list > li"), list.count(".notice.is-good")), (3, 1));
    let preview = corinne.get(&list.attr("ul.list a", "href")).await.expect(200);
    assert!(preview.count("fieldset[disabled]") == 1 && preview.count("form.form") == 0);
    let again = corinne.upload(&path, &[("act", "import"), ("content", &content)], ("other", "", b"")).await.expect(303);
    assert!(again.location.ends_with("done=instruments-same"));
    let bad = String::from_utf8(DICTIONARY.to_vec()).unwrap().replace("yesno", "maybe");
    let refused = corinne.upload(&path, &[("act", "import")], ("file", "d.csv", bad.as_bytes())).await.expect(422);
    assert_eq!(refused.text("tbody td"), "31");
    let huge = vec![b'a'; 9 * 1024 * 1024];
    corinne.upload(&path, &[("act", "check")], ("file", "d.csv", &huge)).await.expect(413);
}

#[tokio::test]
async fn a_coordinator_plans_imports_and_sees_who_has_answered() {
    let app = App::start(Engine::Sqlite).await;
    surveys::import_dictionary_as_operator(app.cx(), "psp", DICTIONARY).await.unwrap();
    let corinne = app.actor("corinne").await;
    let plan = corinne.get(&app.at("/plan")).await.expect(200);
    let chosen = plan.attr("#f-baseline option[selected]", "value");
    assert!(!chosen.is_empty());
    corinne.post(&app.at("/plan"), &[("baseline", "not-an-id")]).await.expect(422);
    corinne.post(&app.at("/plan"), &[]).await.expect(422);
    let done = corinne.post(&app.at("/plan"), &[("baseline", &chosen), ("completion", &chosen)]).await.expect(303);
    assert!(done.location.ends_with("done=surveys-planned"));
    let dry = corinne.upload(&app.at("/responses"), &[("act", "check")], ("file", "r.csv", EXPORT)).await.expect(200);
    assert_eq!(dry.text(".lede"), "Responses: 257. Study codes: 26.");
    let content = dry.attr("input[name=content]", "value");
    corinne.upload(&app.at("/responses"), &[("act", "import"), ("content", &content)], ("other", "", b"")).await.expect(303);
    let board = corinne.get(&app.at("")).await.expect(200);
    assert_eq!(board.count("tbody tr"), 14);
    let one = corinne.get(&board.attr("tbody a", "href")).await.expect(200);
    assert!(one.text("main").contains("Amara Okafor"));
    let raw = app.actor("evan").await.get(&app.at("/raw")).await.expect(200);
    assert!(raw.count("tbody tr") > 20 && !raw.text("main").contains("Okafor"));
    let evan = app.actor("evan").await;
    evan.post(&app.at("/raw"), &[("form", "competency"), ("purpose", "")]).await.expect(422);
    let csv = evan.post(&app.at("/raw"), &[("form", "competency"), ("purpose", "Yearly report")]).await.expect(200);
    assert!(csv.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert!(csv.body.starts_with("code,timepoint,late,complete,lad_1"));
}

#[tokio::test]
async fn pages_are_for_those_whom_the_table_names() {
    let app = app(Engine::Sqlite).await;
    let one = app.actor("corinne").await.get(&app.at("")).await.expect(200).attr("tbody a", "href");
    let version = app.actor("corinne").await.get(&app.at("/instruments")).await.expect(200).attr("ul.list a", "href");
    let pages = [app.at(""), one.clone(), app.at("/plan"), app.at("/instruments"), version, app.at("/responses"), app.at("/raw")];
    let expected = [
        ("amara", [200, 200, 403, 403, 403, 403, 403]),
        ("fatima", [200, 200, 403, 403, 403, 403, 403]),
        ("maya", [200, 200, 403, 403, 403, 403, 403]),
        ("corinne", [200, 200, 200, 200, 200, 200, 403]),
        ("evan", [200, 200, 200, 200, 200, 200, 200]),
        ("leo", [403, 403, 403, 403, 403, 403, 403]),
        ("ada", [403, 403, 403, 403, 403, 403, 403]),
        ("odile", [404, 404, 404, 404, 404, 404, 404]),
    ];
    for (who, statuses) in expected {
        let actor = app.actor(who).await;
        for (page, status) in pages.iter().zip(statuses) {
            assert_eq!(actor.get(page).await.status.as_u16(), status, "{who} {page}");
        }
    }
    for page in &pages {
        assert!(app.nobody().get(page).await.expect(303).location.starts_with("/sign-in"));
    }
    for (who, status) in [("amara", 403), ("leo", 403), ("ada", 403), ("odile", 404)] {
        let actor = app.actor(who).await;
        actor.post(&app.at("/plan"), &[]).await.expect(status);
        actor.post(&format!("{one}/letters"), &[]).await.expect(status);
        actor.post(&app.at("/raw"), &[]).await.expect(status);
        actor.upload(&app.at("/instruments"), &[("act", "import")], ("file", "d.csv", DICTIONARY)).await.expect(status);
        actor.upload(&app.at("/responses"), &[("act", "import")], ("file", "r.csv", EXPORT)).await.expect(status);
    }
    let unknown = app.at("/00000000-0000-7000-8000-000000000000");
    app.actor("corinne").await.get(&unknown).await.expect(404);
    app.actor("amara").await.post(&format!("{unknown}/answer"), &[]).await.expect(404);
}
