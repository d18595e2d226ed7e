//! Papers at the source's scale, printed by the real press: every number is checked where the public checks it, and samples are looked into.

use std::collections::HashSet;
use std::path::PathBuf;

use backend::Viewer;
use backend::credits::papers::PaperLine;
use backend::credits::{accreditations, checking, issuing, papers, rules};
use backend::programs::commands::{self, CohortForm};
use backend::programs::enrolling::{self, NewMember};
use backend::sessions::{attendance, queries, schedule};
use backend::testing::Engine;
use serde_json::json;

use crate::actors::App;

/// Names as people of this province and this country write them.
const NAMES: [&str; 10] = [
    "Élise Xʷməθkʷəy̓əm",
    "André Skwxwú7mesh",
    "ᓄᓇᕗᑦ Nuka",
    "Noëlle Œuvrard-Lefèvre",
    "Joan Tŝilhqot’in",
    "Ray Dënesųłiné",
    "Marie W̱SÁNEĆ",
    "Zoë səlilwətaɬ",
    "François Kwakwa̱ka̱ʼwakw",
    "Ann Smith",
];

/// With every kind of character that French asks for.
const STATEMENT: &str = "Ce programme d’apprentissage en groupe répond aux critères d’agrément du Collège des médecins de famille du Canada et donne \
     droit à « 1 crédit Mainpro+® par heure » — où, naïf, Noël, été, cœur.";

/// People of a cohort, and its sessions.
const PEOPLE: usize = 25;
const SESSIONS: usize = 4;

async fn accredit(app: &App, corinne: &Viewer) {
    let (cx, program) = (app.cx(), app.world.program);
    let text = |t: &str| t.to_owned();
    let record = accreditations::Form {
        body: text("CMFC"),
        kind: text("mainpro"),
        covers: vec!["sessions".into()],
        statement: text(STATEMENT),
        number: text("204117001"),
        decided_on: text("2025-11-01"),
        valid_from: text("2025-11-15"),
        valid_to: text("2026-11-14"),
        ..accreditations::Form::default()
    };
    accreditations::add(cx, corinne, program, cx.new_id(), &record).await.unwrap();
    let rule = rules::Form {
        from: text("2025-11-15"),
        certificate: text("session"),
        kind: text("mainpro"),
        per_hour: text("1"),
        step: text("15"),
        rounding: text("down"),
        // Whoever was marked present by hand was there for the whole.
        counting: text("whole"),
        ..rules::Form::default()
    };
    rules::add(cx, corinne, program, &rule).await.unwrap();
}

/// A cohort with sessions behind it, in which everybody was.
async fn cohort(app: &App, corinne: &Viewer, n: usize) -> String {
    let cx = app.cx();
    let text = |t: &str| t.to_owned();
    let form = CohortForm {
        name: format!("Cohorte {n}"),
        starts_on: text("2025-12-01"),
        ends_on: text("2026-10-01"),
        capacity: PEOPLE.to_string(),
        zone: text("America/Vancouver"),
        language: text(if n.is_multiple_of(2) { "fr" } else { "en" }),
        kind: text("echo"),
        outside: false,
    };
    let slug = commands::open_cohort(cx, corinne, app.world.program, cx.new_id(), &form).await.unwrap();
    let plan = schedule::Plan {
        repeat: text("weekly"),
        weekday: text("thu"),
        from: text("2026-01-08"),
        time: text("08:00"),
        count: SESSIONS.to_string(),
        minutes: text("60"),
        ..schedule::Plan::default()
    };
    schedule::lay(cx, corinne, &slug, &plan).await.unwrap();
    let mut people = Vec::new();
    for p in 0..PEOPLE {
        let email = format!("p{p}.c{n}@example.org");
        let name = format!("{} {}", NAMES[(n * PEOPLE + p) % NAMES.len()], n * PEOPLE + p);
        let member = NewMember { email: email.clone(), name, ..NewMember::default() };
        enrolling::enrol(cx, corinne, &slug, &member).await.unwrap();
        people.push(backend::programs::queries::person_by_email(cx, &email).await.unwrap().unwrap());
    }
    let corinne = app.world.viewer("corinne").await.unwrap();
    for session in queries::list(cx, &corinne, &slug).await.unwrap().1 {
        for person in &people {
            attendance::correct(cx, &corinne, &slug, session.id, *person, true, "Vue").await.unwrap();
        }
    }
    slug
}

/// Issues the papers of so many cohorts and checks each number as the public does.
async fn issue(app: &App, cohorts: usize) -> Vec<PaperLine> {
    let corinne = app.world.viewer("corinne").await.unwrap();
    accredit(app, &corinne).await;
    let mut all = Vec::new();
    for n in 0..cohorts {
        let slug = cohort(app, &corinne, n).await;
        let corinne = app.world.viewer("corinne").await.unwrap();
        let made = issuing::issue_due(app.cx(), &corinne, &slug).await.unwrap();
        assert_eq!(made, PEOPLE * SESSIONS, "{slug}");
        assert_eq!(issuing::issue_due(app.cx(), &corinne, &slug).await.unwrap(), 0, "once each");
        all.extend(papers::board(app.cx(), &corinne, &slug).await.unwrap().papers);
    }
    let serials: HashSet<&str> = all.iter().map(|p| p.serial.as_str()).collect();
    assert_eq!(serials.len(), all.len(), "no number is given twice");
    for paper in &all {
        let said = checking::check(app.cx(), &paper.serial).await.unwrap();
        assert!(said.valid && said.name.is_none() && said.on == paper.on, "{said:?}");
    }
    all
}

fn holds(bytes: &[u8], what: &str) -> bool {
    bytes.windows(what.len()).any(|w| w == what.as_bytes())
}

/// Prints a sample evenly taken, twice each: the same bytes, with the marks of an accessible document.
async fn print(app: &App, all: &[PaperLine], sample: usize) -> Vec<(String, Vec<u8>)> {
    let corinne = app.world.viewer("corinne").await.unwrap();
    let mut out = Vec::new();
    for paper in all.iter().step_by((all.len() / sample).max(1)).take(sample) {
        let file = papers::file(app.cx(), &corinne, &paper.serial).await.unwrap();
        assert_eq!(papers::file(app.cx(), &corinne, &paper.serial).await.unwrap().bytes, file.bytes, "the same bytes");
        for part in ["/StructTreeRoot", "/MarkInfo", "/Lang", "/DisplayDocTitle", "pdfuaid:part"] {
            assert!(holds(&file.bytes, part), "{}: {part}", paper.serial);
        }
        out.push((paper.serial.clone(), file.bytes));
    }
    out
}

#[tokio::test]
async fn papers_are_issued_and_checked_and_printed_alike() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = App::start(engine).await;
        let all = issue(&app, 1).await;
        assert_eq!(all.len(), PEOPLE * SESSIONS);
        assert_eq!(print(&app, &all, 10).await.len(), 10);
    }
}

/// Ten thousand. `scripts/papers.sh` runs it and looks into the files with tools that share no code with the press.
#[tokio::test]
#[ignore = "takes minutes: scripts/papers.sh runs it"]
async fn ten_thousand_papers_are_issued_and_checked() {
    let app = App::start(Engine::Sqlite).await;
    let all = issue(&app, 100).await;
    assert_eq!(all.len(), 10_000);
    let place = PathBuf::from(std::env::var_os("KITH_TEST_PAPERS").unwrap_or_else(|| std::env::temp_dir().join("kith-papers").into()));
    std::fs::create_dir_all(&place).unwrap();
    let mut told = Vec::new();
    for (serial, bytes) in print(&app, &all, 50).await {
        std::fs::write(place.join(format!("{serial}.pdf")), bytes).unwrap();
        let paper = all.iter().find(|p| p.serial == serial).unwrap();
        let said = &paper.printed;
        told.push(
            json!({ "serial": serial, "name": said.name, "statement": said.statement, "title": said.title, "lang": said.lang.code() }),
        );
    }
    std::fs::write(place.join("papers.json"), serde_json::to_vec(&told).unwrap()).unwrap();
    println!("{} papers issued, {} numbers checked, {} printed to {}", all.len(), all.len(), told.len(), place.display());
}
