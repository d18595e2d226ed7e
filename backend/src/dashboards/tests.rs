//! The figures of the real files, on both databases.
#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::{DateTime, Duration};
use domain::stats::suppress::Cell;
use domain::timepoint::Timepoint;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::*;
use crate::sessions::attendance;
use crate::sessions::schedule::{Plan, lay};
use crate::surveys::{import_responses_as_operator, instruments};
use crate::testing::Bench;
use crate::world::World;
use crate::{Fault, both};

const INSTRUMENTS: &[u8] = include_bytes!("../world/instruments_redcap.csv");
const RESPONSES: &[u8] = include_bytes!("../world/responses_redcap.csv");
const GOLDEN: &str = include_str!("../../golden/dashboard.tsv");

fn plan() -> Plan {
    Plan {
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
    }
}

/// The world with its forms and six sessions, on a day when all of it is over.
async fn over(bench: &Bench) -> World {
    let world = World::found(&bench.cx).await.unwrap();
    let corinne = world.viewer("corinne").await.unwrap();
    lay(&world.cx, &corinne, &world.slug, &plan()).await.unwrap();
    instruments::import_dictionary_as_operator(&world.cx, "psp", INSTRUMENTS).await.unwrap();
    bench.clock.pass(Duration::days(240));
    world
}

/// The same, with the real answers in it, or some of their lines.
async fn answered(bench: &Bench, file: &[u8]) -> World {
    let world = over(bench).await;
    let report = import_responses_as_operator(&world.cx, &world.slug, file).await.unwrap();
    assert!(report.faults.is_empty() && report.written > 0, "{:?}", report.faults);
    world
}

async fn seen(world: &World, who: &str) -> crate::Result<Board> {
    board(&world.cx, &world.viewer(who).await.unwrap(), &world.slug).await
}

/// The export, of the codes that are kept.
fn some(keep: impl Fn(usize, &str) -> bool) -> Vec<u8> {
    let mut rows = ::csv::ReaderBuilder::new().from_reader(RESPONSES);
    let mut out = ::csv::Writer::from_writer(Vec::new());
    out.write_record(rows.headers().unwrap()).unwrap();
    let mut codes: Vec<String> = Vec::new();
    for row in rows.records().map(|row| row.unwrap()) {
        let code = row.get(0).unwrap().to_owned();
        let at = codes.iter().position(|c| *c == code).unwrap_or(codes.len());
        if at == codes.len() {
            codes.push(code);
        }
        if keep(at, row.get(1).unwrap()) {
            out.write_record(&row).unwrap();
        }
    }
    out.into_inner().unwrap()
}

fn golden(name: &str) -> Vec<f64> {
    let line = GOLDEN.lines().find(|l| l.split('\t').next() == Some(name)).unwrap();
    line.split('\t').skip(1).map(|x| x.parse().unwrap()).collect()
}

#[track_caller]
fn equal(name: &str, change: &Change) {
    let Change::Shown(found) = change else { panic!("{name}: {change:?}") };
    let theirs = golden(name);
    assert_eq!(lines(found).len(), theirs.len());
    // The sums of ranks, too, where they are withheld from the page.
    let whole = Shown { sums: true, ..(**found).clone() };
    for (line, b) in lines(&whole).iter().zip(&theirs) {
        let a = line.value.unwrap();
        assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{name} {}: {a} is not {b}", line.key);
    }
    assert_eq!(found.n_dropped, 0, "who answered once is not counted here");
}

both! {
    async fn every_scale_and_session_equals_scipy(bench) {
        let world = answered(&bench, RESPONSES).await;
        let board = seen(&world, "leo").await.unwrap();
        assert_eq!(board.both, Both { at: Some(Timepoint::Completion), n: Count::Exact(20) });
        assert_eq!(board.scales.iter().map(|s| s.key.as_str()).collect::<Vec<_>>(), ["self_efficacy", "connection", "collaboration"]);
        for scale in &board.scales {
            assert_eq!(scale.after, Some(Timepoint::Completion));
            equal(&scale.key, &scale.change);
        }
        let [question] = board.questions.as_slice() else { panic!("{:?}", board.questions) };
        assert_eq!(question.sessions.iter().map(|(k, _)| *k).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
        for (k, change) in &question.sessions {
            equal(&format!("session {k}"), change);
        }
    }

    async fn what_is_published_tells_no_small_number_by_subtraction(bench) {
        let world = answered(&bench, RESPONSES).await;
        let board = seen(&world, "leo").await.unwrap();
        let file = String::from_utf8(csv(&world.cx, &world.viewer("leo").await.unwrap(), &world.slug).await.unwrap()).unwrap();
        let changes = board.scales.iter().map(|s| &s.change).chain(board.questions.iter().flat_map(|q| q.sessions.iter().map(|(_, c)| c)));
        let mut withheld = 0;
        for found in changes.filter_map(|c| if let Change::Shown(found) = c { Some(found) } else { None }) {
            let stayed = found.n_pairs - found.n_nonzero;
            assert!(!found.sums || !(1..5).contains(&stayed), "W+ + W− = m(m+1)/2 would tell that {stayed} stayed");
            assert!(!found.sums || [found.w_plus, found.w_minus].iter().all(|w| *w == 0.0 || *w >= 15.0), "five people have ranks of at least 15");
            withheld += usize::from(!found.sums);
        }
        assert!(withheld > 0);
        assert_eq!(file.lines().filter(|l| l.contains(",w-") && l.ends_with(",withheld")).count(), 2 * withheld);
        for (k, change) in &board.questions[0].sessions {
            let Change::Shown(found) = change else { panic!("{change:?}") };
            for wave in board.waves.iter().filter(|w| [Timepoint::BeforeSession(*k), Timepoint::AfterSession(*k)].contains(&w.timepoint)) {
                let Count::Exact(n) = wave.answered else { continue };
                let alone = n - found.n_pairs as u64;
                assert!(!(1..5).contains(&alone), "{} − {} = {alone} answered one form of session {k} alone", n, found.n_pairs);
            }
        }
    }

    async fn the_ladder_shows_its_eight_domains_and_no_small_cell(bench) {
        let world = answered(&bench, RESPONSES).await;
        let board = seen(&world, "fatima").await.unwrap();
        assert_eq!(board.ladder.len(), 8);
        for domain in &board.ladder {
            assert_eq!((domain.n, domain.levels.len()), (Count::Exact(20), 5));
            let truth = &golden(&domain.key)[1..];
            let Some(rungs) = &domain.shown else { continue };
            let cells = rungs.levels.iter().flatten().flatten().chain(rungs.moves.iter().flatten());
            assert!(cells.clone().any(|c| matches!(c, Cell::Shown(5..))), "{domain:?}");
            assert!(cells.copied().all(|c| !matches!(c, Cell::Shown(1..=4) | Cell::Few)), "{domain:?}");
            for (cell, n) in rungs.moves.iter().flatten().zip(truth) {
                assert!(matches!(cell, Cell::Held) || *cell == Cell::Shown(*n as u64), "{domain:?}");
            }
        }
        let shown = board.ladder.iter().filter(|d| d.shown.is_some()).count();
        assert!(shown >= 6, "{shown} domains say something");
    }

    async fn waves_count_and_do_not_tell_who_is_missing(bench) {
        let world = answered(&bench, RESPONSES).await;
        let waves = seen(&world, "leo").await.unwrap().waves;
        assert_eq!(waves.len(), 14);
        assert_eq!((waves[0].timepoint, waves[0].answered, waves[0].paired), (Timepoint::Baseline, Count::Exact(25), None));
        assert!(waves.iter().all(|w| w.invited == Count::Withheld), "answers of a file do not tell how many were asked: {waves:?}");
        let last = waves.last().unwrap();
        assert_eq!((last.timepoint, last.answered, last.paired), (Timepoint::Completion, Count::AtLeast(20), Some(Count::Exact(20))));
    }

    async fn four_pairs_show_nothing(bench) {
        let four = some(|at, event| event != "sessions_arm_1" && at < 4 || event == "baseline_arm_1");
        let world = answered(&bench, &four).await;
        let board = seen(&world, "leo").await.unwrap();
        assert_eq!(board.both, Both { at: Some(Timepoint::Completion), n: Count::Few });
        assert!(board.scales.iter().all(|s| s.change == Change::Few), "{:?}", board.scales);
        assert!(board.ladder.iter().all(|d| d.n == Count::Few && d.shown.is_none()));
        assert_eq!(board.waves.last().unwrap().answered, Count::Withheld);
        let file = csv(&world.cx, &world.viewer("leo").await.unwrap(), &world.slug).await.unwrap();
        let file = String::from_utf8(file).unwrap();
        assert!(!file.contains("mean-before") && file.contains("answered-both-times,<5"), "{file}");
    }

    async fn five_pairs_show_figures(bench) {
        let world = answered(&bench, &some(|at, event| event != "sessions_arm_1" && at < 6)).await;
        let board = seen(&world, "leo").await.unwrap();
        let Count::Exact(n) = board.both.n else { panic!("{:?}", board.both) };
        assert!((5..=6).contains(&n));
        assert!(board.scales.iter().any(|s| matches!(s.change, Change::Shown(_))));
    }

    async fn nothing_is_said_before_a_form_has_closed(bench) {
        let world = answered(&bench, RESPONSES).await;
        let close = { let all = crate::surveys::measures(&world.cx, &world.viewer("leo").await.unwrap(), &world.slug).await.unwrap(); all.waves.last().unwrap().closes_at };
        bench.clock.set(close - Duration::hours(1));
        let board = seen(&world, "leo").await.unwrap();
        let last = board.waves.last().unwrap();
        assert_eq!((last.state, last.answered, last.paired), (State::Open, Count::SoFar(20), Some(Count::NotYet)));
        assert_eq!(board.both, Both { at: None, n: Count::NotYet });
        assert!(board.scales.iter().all(|s| s.change == Change::NotYet && s.after.is_none()));
        assert!(board.ladder.iter().all(|d| d.n == Count::NotYet && d.shown.is_none()));
    }

    async fn everybody_alike_is_withheld(bench) {
        let world = over(&bench).await;
        let text = String::from_utf8(RESPONSES.to_vec()).unwrap();
        let mut rows = ::csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let heads = rows.headers().unwrap().clone();
        let mut out = ::csv::Writer::from_writer(Vec::new());
        out.write_record(&heads).unwrap();
        for row in rows.records().map(|row| row.unwrap()).filter(|r| r.get(1) != Some("sessions_arm_1")) {
            let level = if row.get(1) == Some("baseline_arm_1") { "2" } else { "4" };
            let cells = heads.iter().zip(row.iter());
            out.write_record(cells.map(|(head, cell)| if head.starts_with("con_") { level } else { cell })).unwrap();
        }
        let file = out.into_inner().unwrap();
        assert!(import_responses_as_operator(&world.cx, &world.slug, &file).await.unwrap().written > 0);
        let board = seen(&world, "leo").await.unwrap();
        let connection = board.scales.iter().find(|s| s.key == "connection").unwrap();
        let Change::Alike(20, notes) = &connection.change else { panic!("{:?}", connection.change) };
        assert!(!notes.is_empty());
        let file = String::from_utf8(csv(&world.cx, &world.viewer("leo").await.unwrap(), &world.slug).await.unwrap()).unwrap();
        assert!(file.contains("difference,withheld"));
    }

    async fn attendance_is_counted_without_names(bench) {
        let world = over(&bench).await;
        let (cx, corinne) = (&world.cx, world.viewer("corinne").await.unwrap());
        let (_, lines) = crate::sessions::queries::list(cx, &corinne, &world.slug).await.unwrap();
        let people: Vec<_> = world.people.values().copied().collect();
        let mut here = Vec::new();
        for person in people {
            if attendance::correct(cx, &corinne, &world.slug, lines[0].id, person, true, "Seen").await.is_ok() {
                here.push(person);
            }
        }
        let found = seen(&world, "leo").await.unwrap().attendance;
        let seats: Vec<Count> = found.sessions.iter().map(|(_, n)| *n).collect();
        assert_eq!(seats, [vec![Count::Exact(26)], vec![Count::NotYet; 5]].concat(), "nothing known is not nobody");
        assert_eq!((found.mean, found.unread), (Some(1.0), 5));
        for person in here.iter().take(3) {
            attendance::correct(cx, &corinne, &world.slug, lines[0].id, *person, false, "Not seen").await.unwrap();
            attendance::correct(cx, &corinne, &world.slug, lines[1].id, *person, true, "Seen").await.unwrap();
        }
        let found = seen(&world, "leo").await.unwrap().attendance;
        assert_eq!((found.places, found.left), (Count::Exact(26), Count::Exact(0)));
        assert_eq!(found.sessions[..3].iter().map(|(_, n)| *n).collect::<Vec<_>>(), [Count::AtLeast(22), Count::Few, Count::NotYet]);
        assert_eq!(found.mean, None);
    }

    async fn every_door_asks_who_comes(bench) {
        let world = over(&bench).await;
        let other = world.neighbour(false).await.unwrap();
        for (who, says) in [("leo", "ok"), ("fatima", "ok"), ("corinne", "ok"), ("evan", "ok"), ("amara", "403"), ("maya", "403"), ("ada", "403"), ("petra", "404"), ("carla", "404")] {
            let viewer = if ["petra", "carla"].contains(&who) { other.viewer(who).await } else { world.viewer(who).await }.unwrap();
            let word = |fault: Option<Fault>| match fault { None => "ok", Some(Fault::Refused(_)) => "403", Some(Fault::Missing) => "404", Some(_) => "?" };
            assert_eq!(word(board(&world.cx, &viewer, &world.slug).await.err()), says, "board {who}");
            assert_eq!(word(csv(&world.cx, &viewer, &world.slug).await.err()), says, "csv {who}");
        }
        assert_eq!(board(&world.cx, &Viewer::nobody(), &world.slug).await.unwrap_err(), Fault::SignIn);
        let taken = crate::audit::actions(&world.cx).await;
        assert_eq!(taken.iter().filter(|a| *a == "dash.export").count(), 4, "who takes the file is written down");
    }

    async fn an_empty_cohort_has_a_page(bench) {
        let world = over(&bench).await;
        let board = seen(&world, "leo").await.unwrap();
        assert_eq!((board.both.at, board.waves.len(), board.scales.len(), board.ladder.len()), (None, 0, 0, 0));
    }

    async fn the_file_holds_no_formula(bench) {
        let world = answered(&bench, RESPONSES).await;
        let change = crate::programs::tables::cohorts::ActiveModel { id: Set(world.cohort), name: Set("=HYPERLINK(\"x\")".to_owned()), ..Default::default() };
        change.update(world.cx.db()).await.unwrap();
        let file = csv(&world.cx, &world.viewer("leo").await.unwrap(), &world.slug).await.unwrap();
        for row in ::csv::Reader::from_reader(file.as_slice()).records().map(|row| row.unwrap()) {
            for cell in &row {
                assert!(!cell.starts_with(['=', '+', '@', '\t']) && (!cell.starts_with('-') || cell.parse::<f64>().is_ok()), "{cell}");
            }
        }
        assert!(String::from_utf8(file).unwrap().contains("scale,Confidence,completion,p,<0.001"));
    }

    async fn the_demo_shows_its_first_sessions(bench) {
        let world = World::found(&bench.cx).await.unwrap();
        let corinne = world.viewer("corinne").await.unwrap();
        lay(&world.cx, &corinne, &world.slug, &plan()).await.unwrap();
        bench.clock.set(DateTime::from_timestamp(1_775_750_400, 0).unwrap());
        crate::surveys::demo::furnish(&world).await.unwrap();
        let board = seen(&world, "leo").await.unwrap();
        assert!(board.scales.iter().all(|s| s.change == Change::NotYet));
        let sessions = &board.questions[0].sessions;
        assert!(sessions.iter().take(3).all(|(_, c)| matches!(c, Change::Shown(_))), "{sessions:?}");
        assert_eq!(board.attendance.sessions.len(), 3);
    }
}
