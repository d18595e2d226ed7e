//! A lead's page: the figures of the real files, and nothing of anybody.

use std::collections::BTreeSet;

use backend::sessions::schedule::{Plan, lay};
use backend::surveys::instruments::import_dictionary_as_operator;
use backend::surveys::{import_responses_as_operator, measures};
use backend::testing::Engine;
use chrono::Duration;

use crate::actors::App;

const PEOPLE: &str = include_str!("../../../backend/src/world/people.csv");
const INSTRUMENTS: &[u8] = include_bytes!("../../../backend/src/world/instruments_redcap.csv");
const RESPONSES: &str = include_str!("../../../backend/src/world/responses_redcap.csv");

/// A cohort whose six sessions are over, with these answers.
async fn over(engine: Engine, responses: &str) -> App {
    let app = App::start(engine).await;
    let plan = Plan {
        repeat: "monthly".into(),
        every: "1".into(),
        nth: "last".into(),
        weekday: "thu".into(),
        from: "2026-01-01".into(),
        time: "08:00".into(),
        count: "6".into(),
        minutes: "60".into(),
        skip: Vec::new(),
        outside: true,
        ..Plan::default()
    };
    lay(app.cx(), &app.world.viewer("corinne").await.unwrap(), &app.world.slug, &plan).await.unwrap();
    import_dictionary_as_operator(app.cx(), "psp", INSTRUMENTS).await.unwrap();
    app.bench.clock.pass(Duration::days(240));
    if !responses.is_empty() {
        let report = import_responses_as_operator(app.cx(), &app.world.slug, responses.as_bytes()).await.unwrap();
        assert!(report.written > 0 && report.faults.is_empty());
    }
    app
}

impl App {
    fn dashboard(&self, ending: &str) -> String {
        format!("/cohorts/{}/dashboard{ending}", self.world.slug)
    }
}

/// Every name, address and code of the files, and every sentence that somebody wrote.
fn told_by_nobody() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for row in rows(PEOPLE) {
        all.extend([row[0].to_lowercase(), row[1].clone()].into_iter().filter(|cell| !cell.is_empty()));
    }
    for row in rows(RESPONSES) {
        all.insert(row[0].clone());
        all.extend(row.iter().skip(4).filter(|cell| cell.len() > 12).cloned());
    }
    assert!(all.len() > 26 * 3, "{}", all.len());
    all
}

/// The lines of a file without its heads. Cells in quotes may hold commas, and quotes twice.
fn rows(file: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for line in file.trim_start_matches('\u{feff}').lines().skip(1) {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                c => cells.last_mut().unwrap().push(c),
            }
        }
        all.push(cells);
    }
    all
}

async fn names_nobody(engine: Engine) {
    let app = over(engine, RESPONSES).await;
    let leo = app.actor("leo").await;
    let english = leo.get(&app.dashboard("")).await.expect(200);
    let file = leo.get(&app.dashboard(".csv")).await.expect(200);
    let french = app.actor("gilles").await.get(&app.dashboard("")).await.expect(200);
    assert_eq!((english.attr("html", "lang"), french.attr("html", "lang")), ("en".into(), "fr".into()));
    let secrets = told_by_nobody();
    for reply in [&english, &file, &french] {
        let plain = reply.body.replace("&#x27;", "'").replace("&#39;", "'").replace("&quot;", "");
        for secret in &secrets {
            assert!(
                !plain.contains(secret) && !plain.to_lowercase().contains(&format!("{}@", secret.split('@').next().unwrap())),
                "{secret}"
            );
        }
        assert!(!plain.contains("import:") && !plain.contains("example.org"));
    }
    let measured = measures(app.cx(), &app.world.viewer("leo").await.unwrap(), &app.world.slug).await.unwrap();
    let codes: BTreeSet<&String> = measured.scales.iter().flat_map(|s| s.points.values()).flat_map(|p| p.keys()).collect();
    assert!(codes.len() >= 20 && codes.iter().all(|code| !english.body.contains(code.as_str()) && !file.body.contains(code.as_str())));
}

#[tokio::test]
async fn no_name_address_code_or_sentence_of_anybody_is_on_it() {
    names_nobody(Engine::Sqlite).await;
}

#[tokio::test]
async fn no_name_address_code_or_sentence_of_anybody_is_on_it_on_postgres() {
    names_nobody(Engine::Postgres).await;
}

#[tokio::test]
async fn every_figure_has_its_n_its_words_and_its_numbers() {
    let app = over(Engine::Sqlite, RESPONSES).await;
    let leo = app.actor("leo").await;
    let page = leo.get(&app.dashboard("")).await.expect(200);
    assert_eq!((page.count("h1"), page.count("script"), page.text(".value").as_str()), (1, 0, "20"));
    let figures = page.count("figure.figure");
    assert!(figures >= 6, "attendance, three scales, the sessions, the ladder: {figures}");
    for part in ["figcaption", "svg[role=img][aria-labelledby] > title", "svg > desc", "details > summary", "details table caption"] {
        assert_eq!(page.count(&format!("figure.figure {part}")), figures, "{part}");
    }
    assert!(!page.body.contains("style=\""));
    let ids: Vec<&str> = page.body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
    let main = page.text("main");
    for said in [
        "Mean before 2.82 (SD 0.69), after 3.62 (SD 0.57); difference +0.80, 95% interval +0.53 to +1.08.",
        "Student’s paired t test: t(19) = 6.17, p\u{a0}<\u{a0}0.001.",
        // One of twenty stayed as they were, which the sums of ranks would tell; of the other scale everybody rose.
        "Wilcoxon’s signed-rank test, exact: p\u{a0}<\u{a0}0.001.",
        "Wilcoxon’s signed-rank test, exact: W+ = 210, W− = 0, p\u{a0}<\u{a0}0.001.",
        "Cohen’s d_z = 1.38",
        "Hedges’ g_av = 1.22",
        "Session 6",
        "Last days and hours",
    ] {
        assert!(main.contains(said), "{said}\n{main}");
    }
    assert!(!main.contains("dash-") && !main.contains("NaN"), "every word has its sentence");
}

#[tokio::test]
async fn french_writes_its_numbers_its_way() {
    let app = over(Engine::Sqlite, RESPONSES).await;
    let page = app.actor("gilles").await.get(&app.dashboard("")).await.expect(200);
    let main = page.text("main");
    for said in ["Moyenne avant 2,82", "intervalle à 95\u{a0}% de +0,53 à +1,08", "p\u{a0}<\u{a0}0,001", "Débutant avancé", "Séance 6"]
    {
        assert!(main.contains(said), "{said}\n{main}");
    }
    assert!(!main.contains("dash-"));
}

#[tokio::test]
async fn four_pairs_show_no_figure() {
    let mut codes: Vec<&str> = Vec::new();
    let mut few = String::new();
    for (at, line) in RESPONSES.lines().enumerate() {
        let code = line.split(',').next().unwrap_or_default();
        if line.contains(",baseline_arm_1,") && line.contains(',') && codes.len() < 4 {
            codes.push(code);
        }
        if at == 0 || line.contains(",baseline_arm_1,") || (line.contains(",completion_arm_1,") && codes.contains(&code)) {
            few.push_str(line);
            few.push('\n');
        }
    }
    let app = over(Engine::Sqlite, &few).await;
    let page = app.actor("leo").await.get(&app.dashboard("")).await.expect(200);
    let main = page.text("main");
    assert!(main.contains("Fewer than five people have answered both times."));
    assert_eq!((page.count(".value"), page.count("svg circle"), page.count("[class^=rung-][height='20.0']")), (0, 0, 0));
    assert!(!main.contains("Mean before") && !main.contains("d_z = "), "{main}");
}

#[tokio::test]
async fn an_empty_cohort_says_what_will_be_here() {
    let app = over(Engine::Sqlite, "").await;
    let page = app.actor("leo").await.get(&app.dashboard("")).await.expect(200);
    assert!(page.count("p.empty") >= 4);
    assert_eq!(page.count("h1"), 1);
}

#[tokio::test]
async fn the_doors_of_the_page_and_of_its_file() {
    let app = over(Engine::Sqlite, RESPONSES).await;
    for (who, status) in [("leo", 200), ("fatima", 200), ("corinne", 200), ("evan", 200), ("amara", 403), ("maya", 403), ("ada", 403)] {
        let actor = app.actor(who).await;
        actor.get(&app.dashboard("")).await.expect(status);
        actor.get(&app.dashboard(".csv")).await.expect(status);
    }
    let other = app.world.neighbour(false).await.unwrap();
    for who in ["petra", "felix", "carla"] {
        let actor = app.signed_in(other.id(who)).await;
        actor.get(&app.dashboard("")).await.expect(404);
        actor.get(&app.dashboard(".csv")).await.expect(404);
    }
    let sent = app.nobody().get(&app.dashboard("")).await.expect(303);
    assert!(sent.location.starts_with("/sign-in"));
    let file = app.actor("leo").await.get(&app.dashboard(".csv")).await.expect(200);
    assert!(file.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("attachment; filename=\"dashboard-"));
    assert!(file.headers["cache-control"].to_str().unwrap().contains("no-store"));
    assert!(file.body.contains("scale,Confidence,completion,n,20"), "{}", file.body);
}
