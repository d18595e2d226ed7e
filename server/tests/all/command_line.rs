//! The command line: help, exit codes, settings, administrators and imports.

use backend::testing::{Bench, Engine, bench};
use backend::world::World;
use backend::{sessions, surveys};

use crate::kith::{Desk, arg};

const DICTIONARY: &[u8] = include_bytes!("../../../backend/src/world/instruments_redcap.csv");
const EXPORT: &[u8] = include_bytes!("../../../backend/src/world/responses_redcap.csv");
const ZOOM: &[u8] = include_bytes!("../../../domain/golden/data/zoom_participants.csv");

async fn world(engine: Engine) -> (Bench, World, Desk) {
    let bench = bench(engine).await;
    let world = World::found(&bench.cx).await.unwrap();
    let desk = Desk::on(&bench.url);
    (bench, world, desk)
}

#[tokio::test]
async fn every_command_has_help_with_an_example_and_nonsense_ends_with_two() {
    let desk = Desk::empty();
    let all = [
        "",
        "serve",
        "worker",
        "migrate",
        "demo",
        "admin",
        "admin invite",
        "import",
        "import people",
        "import attendance",
        "import instruments",
        "import responses",
        "analyse",
        "analyse paired",
        "backup",
        "restore",
    ];
    for command in all {
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        desk.kith(&arguments).await.expect(0).says("Usage: kith").says("Example:");
    }
    let bad: [&[&str]; 5] = [
        &[],
        &["dance"],
        &["import", "people", "x.csv"],
        &["import", "attendance", "x", "--cohort", "c", "--session", "two"],
        &["restore"],
    ];
    for arguments in bad {
        desk.kith(arguments).await.expect(2);
    }
    assert!(desk.names().is_empty());
    Desk::empty().set("KITH_WORKER", "maybe").kith(&["migrate"]).await.expect(1).says("KITH_WORKER").says("true or false");
    Desk::empty().kith(&["--config", "nowhere.toml", "migrate"]).await.expect(1).says("nowhere.toml");
}

#[tokio::test]
async fn an_administrator_is_invited_and_comes_in() {
    let desk = Desk::empty();
    let ran = desk.kith(&["admin", "invite", "Ada@Example.org", "--name", "Ada Fournier"]).await.expect(0);
    assert!(ran.out.starts_with("http://localhost:3000/invitation/"), "{}", ran.out);
    assert_eq!(ran.out.lines().count(), 1, "only the link, so that a script can use it");
    let again = desk.kith(&["admin", "invite", "ada@example.org"]).await.expect(0);
    assert_ne!(again.out, ran.out);
    desk.kith(&["admin", "invite", "no address"]).await.expect(1).says("e-mail address");
}

async fn people(engine: Engine) {
    let (_bench, world, desk) = world(engine).await;
    let good =
        desk.file("good.csv", "email,name\nnew.one@example.org,New One\nnew.two@example.org,New Two\namara.okafor@example.org,Amara\n");
    let bad = desk.file("bad.csv", "email,name\nnew.three@example.org,New Three\nnobody,No Body\n");
    let slug = world.slug.as_str();
    let run = |extra: &'static [&'static str], file: &std::path::Path| {
        let (file, slug, desk) = (file.to_owned(), slug.to_owned(), &desk);
        async move { desk.kith(&[&["import", "people", arg(&file), "--cohort", &slug], extra].concat()).await }
    };
    let dry = run(&["--dry-run", "--json"], &good).await.expect(0).json();
    assert_eq!((&dry["written"], &dry["counts"]["waiting"], &dry["counts"]["already"]), (&false.into(), &2.into(), &1.into()), "{dry}");
    let done = run(&["--json"], &good).await.expect(0).json();
    assert_eq!((&done["written"], &done["counts"]), (&true.into(), &dry["counts"]));
    let twice = run(&["--json"], &good).await.expect(0).json();
    assert_eq!(twice["counts"]["already"], 3);
    run(&["--dry-run"], &bad).await.expect(1).says("line 3, column email").says("nobody").says("is not an e-mail address");
    let refused = run(&["--json"], &bad).await.expect(1).json();
    assert_eq!(
        (&refused["written"], &refused["faults"][0]["line"], &refused["faults"][0]["value"]),
        (&false.into(), &3.into(), &"nobody".into())
    );
    let skipped = run(&["--skip-bad", "--json"], &bad).await.expect(0).json();
    assert_eq!((&skipped["written"], &skipped["counts"]["waiting"]), (&true.into(), &1.into()));
    run(&["--as", "nobody@example.org"], &good).await.expect(1).says("nobody@example.org");
    run(&["--as", "amara.okafor@example.org"], &good).await.expect(1);
    run(&["--as", "corinne.baptiste@example.org", "--dry-run"], &good).await.expect(0);
    desk.kith(&["import", "people", arg(&good), "--cohort", "nowhere"]).await.expect(1).says("there is no cohort");
    let missing = desk.kith(&["import", "people", "missing.csv", "--cohort", slug, "--json"]).await.expect(1).json();
    assert!(missing["refused"].as_str().unwrap().contains("missing.csv"));
}

#[tokio::test]
async fn people_are_tried_refused_skipped_and_brought_in() {
    people(Engine::Sqlite).await;
}

#[tokio::test]
async fn people_are_brought_in_on_postgres() {
    people(Engine::Postgres).await;
}

#[tokio::test]
async fn attendance_of_another_day_asks_first() {
    let (_bench, world, desk) = world(Engine::Sqlite).await;
    sessions::demo::furnish(&world).await.unwrap();
    let file = desk.file("zoom.csv", ZOOM);
    let base = ["import", "attendance", arg(&file), "--cohort", &world.slug, "--session"];
    desk.kith(&[&base[..], &["1"]].concat()).await.expect(1).says("--other-day");
    desk.kith(&[&base[..], &["99"]].concat()).await.expect(1).says("no session 99");
    let dry = desk.kith(&[&base[..], &["1", "--other-day", "--dry-run", "--json"]].concat()).await.expect(0).json();
    assert_eq!(dry["written"], false);
    let done = desk.kith(&[&base[..], &["1", "--other-day", "--json"]].concat()).await.expect(0).json();
    assert_eq!((&done["written"], &done["counts"]["people"]), (&true.into(), &dry["counts"]["people"]), "{done}");
    assert!(done["counts"]["sure"].as_u64().unwrap() > 15, "{done}");
    let junk = desk.file("junk.csv", "a,b\n1,2\n");
    desk.kith(&["import", "attendance", arg(&junk), "--cohort", &world.slug, "--session", "1"])
        .await
        .expect(1)
        .says("not a report we can read");
}

#[tokio::test]
async fn instruments_and_responses_come_in_once() {
    let (bench, world, desk) = world(Engine::Sqlite).await;
    let (dictionary, export) = (desk.file("dictionary.csv", DICTIONARY), desk.file("export.csv", EXPORT));
    let slug = world.slug.as_str();
    desk.kith(&["import", "responses", arg(&export), "--cohort", slug]).await.expect(1);
    let instruments = ["import", "instruments", arg(&dictionary), "--program", "psp", "--json"];
    let dry = desk.kith(&[&instruments[..], &["--dry-run"]].concat()).await.expect(0).json();
    assert_eq!((&dry["counts"]["forms"], &dry["counts"]["published"]), (&3.into(), &0.into()));
    assert_eq!(desk.kith(&instruments).await.expect(0).json()["counts"]["published"], 3);
    let twice = desk.kith(&instruments).await.expect(0).json();
    assert_eq!((&twice["counts"]["same"], &twice["written"]), (&3.into(), &false.into()));
    desk.kith(&["import", "instruments", arg(&dictionary), "--program", "nothing"]).await.expect(1).says("there is no program");
    let responses = ["import", "responses", arg(&export), "--cohort", slug, "--json"];
    let dry = desk.kith(&[&responses[..], &["--dry-run"]].concat()).await.expect(0).json();
    assert_eq!(dry["counts"]["written_responses"], 0);
    let done = desk.kith(&responses).await.expect(0).json();
    assert_eq!(done["counts"]["written_responses"], dry["counts"]["responses"]);
    assert_eq!(desk.kith(&responses).await.expect(0).json()["counts"]["written_responses"], 0);
    let checked = surveys::check_responses_as_operator(&bench.cx, slug, EXPORT).await.unwrap();
    assert!(checked.waves.iter().all(|wave| wave.fresh == 0));
    let broken = desk.file("broken.csv", String::from_utf8_lossy(EXPORT).replacen("baseline_arm_1,,,1,", "baseline_arm_1,,,9,", 1));
    let refused = desk.kith(&["import", "responses", arg(&broken), "--cohort", slug, "--dry-run", "--json"]).await.expect(1).json();
    assert!(refused["faults"][0]["line"].as_u64() > Some(1), "{refused}");
}
