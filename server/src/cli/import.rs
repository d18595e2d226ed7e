//! `kith import`: the same imports as the pages have, for whoever runs the machine.

mod args;

use backend::programs::importing as people;
use backend::sessions::importing as attendance;
use backend::{Cx, Fault, Viewer, accounts, programs, sessions, surveys};
use clap::Subcommand;
use domain::attendance_file::DateOrder;
use domain::fault::FieldFault;
use domain::id::{CohortId, ProgramId};
use domain::table::RowFault;

use self::args::{Attendance, InName, Instruments, People, Responses};
use super::report::Report;
use super::{End, read, sentence};

/// Most bytes of any file; each kind of file has its own, smaller limit.
const MOST: u64 = 64 * 1024 * 1024;

/// Shown below the help.
pub const EXAMPLE: &str = "\
Every import can be tried first: --dry-run does everything and takes it back. `-` reads the standard input.
Exit code 0: done, or a dry run without fault; 1: refused, or faults; with --skip-bad faults of rows do not count once written.

Example:
  kith import people registrations.csv --cohort psp-2026-03 --dry-run";

/// What to bring in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// People into a cohort: name, email, profession, organisation, community, health authority, rural, language.
    #[command(
        after_help = "New people are mailed an invitation. All rows, or none when one is bad.\n\nExample:\n  kith import people registrations.csv --cohort psp-2026-03 --dry-run\n  kith import people registrations.csv --cohort psp-2026-03 --as corinne@example.org"
    )]
    People(People),
    /// Attendance of a session, from the report of Zoom, Teams or Google Meet.
    #[command(
        after_help = "Names that cannot be matched with certainty wait on the session's attendance page.\n\nExample:\n  kith import attendance participants.csv --cohort psp-2026-03 --session 3"
    )]
    Attendance(Attendance),
    /// Instruments of a program, from a REDCap data dictionary.
    #[command(
        after_help = "A form that has changed gets a new version; nothing is edited.\n\nExample:\n  kith import instruments dictionary.csv --program psp --dry-run"
    )]
    Instruments(Instruments),
    /// Responses to a cohort's instruments, from a REDCap export.
    #[command(
        after_help = "The same file twice changes nothing.\n\nExample:\n  kith import responses export.csv --cohort psp-2026-03 --dry-run"
    )]
    Responses(Responses),
}

/// Carries it out. What was refused as a whole is told in the report too, so that `--json` is always answered with JSON.
pub async fn run(cx: &Cx, import: &Import) -> anyhow::Result<End> {
    let (what, common) = match import {
        Import::People(asked) => ("people", &asked.common),
        Import::Attendance(asked) => ("attendance", &asked.common),
        Import::Instruments(asked) => ("instruments", &asked.common),
        Import::Responses(asked) => ("responses", &asked.common),
    };
    let told = match read(&common.file, MOST) {
        Err(why) => Err(format!("{} cannot be read: {why}", common.file.display())),
        Ok(bytes) => match import {
            Import::People(asked) => bring_people(cx, asked, &bytes).await,
            Import::Attendance(asked) => bring_attendance(cx, asked, &bytes).await,
            Import::Instruments(asked) => bring_instruments(cx, asked, &bytes).await,
            Import::Responses(asked) => bring_responses(cx, asked, &bytes).await,
        },
    };
    match told {
        Ok(report) => Report { what, dry_run: common.dry_run, ..report }.print(common.json),
        Err(why) if common.json => {
            println!("{:#}", serde_json::json!({ "import": what, "dry_run": common.dry_run, "written": false, "refused": why }));
            eprintln!("kith: {why}");
            Ok(End::Faults)
        }
        Err(why) => Err(anyhow::anyhow!(why)),
    }
}

type Told = Result<Report, String>;

/// A refused import as a sentence; faults of the file keep their line.
fn told(fault: &Fault) -> String {
    let line = |f: &FieldFault| f.with.iter().find(|(name, line)| name == "line" && line != "0").map(|(_, line)| line.clone());
    match fault {
        Fault::Invalid(faults) if faults.iter().all(|f| f.field == "file") => {
            let words = backend::words::Words::default();
            let said = |f: &FieldFault| line(f).map_or(String::new(), |line| format!("line {line}: ")) + &words.fault(f);
            faults.iter().map(said).collect::<Vec<_>>().join("\n")
        }
        Fault::Invalid(faults) if faults.iter().any(|f| f.field == "other_day") => {
            format!("{}\nTo take it all the same, add --other-day.", sentence(fault))
        }
        other => sentence(other),
    }
}

/// The cohort, its program, and who acts.
async fn who(cx: &Cx, name: &InName) -> Result<(CohortId, Viewer), String> {
    let (cohort, program) = cohort(cx, &name.cohort).await?;
    let person = match &name.by {
        Some(email) => {
            let found = programs::queries::person_by_email(cx, email).await.map_err(|f| told(&f))?;
            found.ok_or_else(|| format!("nobody here has the address {email}"))?
        }
        None => {
            let found = programs::commands::coordinator_of(cx.db(), program).await.map_err(|f| told(&f))?;
            found.ok_or("this program has no coordinator; say with --as in whose name to act")?
        }
    };
    let viewer = accounts::viewer::of_person(cx, person).await.map_err(|f| told(&f))?;
    if viewer.who().is_none() {
        let whose = name.by.as_deref().unwrap_or("the coordinator of this program");
        return Err(format!("{whose} has no active account; say with --as in whose name to act"));
    }
    Ok((cohort, viewer))
}

async fn cohort(cx: &Cx, slug: &str) -> Result<(CohortId, ProgramId), String> {
    programs::queries::by_slug(cx, slug).await.map_err(|fault| match fault {
        Fault::Missing => format!("there is no cohort “{slug}”"),
        other => told(&other),
    })
}

/// A door that is closed to whoever acts.
fn closed(fault: &Fault) -> String {
    match fault {
        Fault::Missing => "whoever acts may not see this cohort; say with --as in whose name to act".to_owned(),
        other => told(other),
    }
}

async fn bring_people(cx: &Cx, asked: &People, bytes: &[u8]) -> Told {
    let (_, viewer) = who(cx, &asked.name).await?;
    let how = match (asked.common.dry_run, asked.skip_bad) {
        (true, _) => people::How::DryRun,
        (false, true) => people::How::SkipBad,
        (false, false) => people::How::AllOrNothing,
    };
    let found = people::people(cx, &viewer, &asked.name.cohort, bytes, how).await.map_err(|f| closed(&f))?;
    let (enrolled, waiting, already) = found.counts();
    let ignored = found.ignored.iter().map(|heading| format!("The column “{heading}” is not known and was not read.")).collect();
    Ok(Report {
        written: found.written,
        counts: vec![
            ("enrolled", "get a place", enrolled),
            ("waiting", "go on the waiting list", waiting),
            ("already", "are there already", already),
            ("bad", "rows with a fault", lines(&found.bad)),
        ],
        faults: found.bad,
        notes: ignored,
        tolerant: asked.skip_bad,
        ..Report::default()
    })
}

/// How many lines have a fault.
fn lines(faults: &[RowFault]) -> usize {
    faults.iter().map(|fault| fault.line).collect::<std::collections::BTreeSet<_>>().len()
}

async fn bring_attendance(cx: &Cx, asked: &Attendance, bytes: &[u8]) -> Told {
    let (cohort, viewer) = who(cx, &asked.name).await?;
    let session = sessions::queries::by_number(cx, cohort, asked.session).await.map_err(|fault| match fault {
        Fault::Missing => format!("this cohort has no session {}", asked.session),
        other => told(&other),
    })?;
    let order = match (asked.day_first, asked.month_first) {
        (true, _) => Some(DateOrder::Dmy),
        (_, true) => Some(DateOrder::Mdy),
        _ => None,
    };
    let choice = attendance::Choice { dry_run: asked.common.dry_run, other_day: asked.other_day, order, ..Default::default() };
    let found = attendance::import(cx, &viewer, &asked.name.cohort, session, bytes, &choice).await.map_err(|f| closed(&f))?;
    let mut notes: Vec<String> = found
        .doubtful
        .iter()
        .map(|one| format!("“{}” ({:.0} min) waits for a decision on the attendance page.", one.name, one.minutes))
        .collect();
    if found.ambiguous() {
        let days: Vec<String> = found.readings.iter().map(|(_, day)| day.to_string()).collect();
        notes.push(format!("Its day could be {}: say --day-first or --month-first.", days.join(" or ")));
    }
    notes.extend(found.dropped.iter().map(|one| format!("“{}” is left out: {}.", one.name, one.why.replace('-', " "))));
    Ok(Report {
        written: !asked.common.dry_run,
        counts: vec![
            ("people", "people in the file", found.people),
            ("sure", "matched with certainty", found.sure.len()),
            ("doubtful", "wait for a decision", found.doubtful.len()),
            ("waiting_room", "rows of the waiting room, left out", found.waiting_room),
            ("marks", "people whose minutes are new or changed", found.written),
        ],
        faults: found.faults,
        notes,
        ..Report::default()
    })
}

async fn bring_instruments(cx: &Cx, asked: &Instruments, bytes: &[u8]) -> Told {
    let done = match asked.common.dry_run {
        true => surveys::check_dictionary_as_operator(cx, &asked.program, bytes).await,
        false => surveys::import_dictionary_as_operator(cx, &asked.program, bytes).await,
    };
    let found = done.map_err(|fault| match fault {
        Fault::Missing => format!("there is no program “{}”", asked.program),
        other => told(&other),
    })?;
    let is = |news: surveys::instruments::News| found.forms.iter().filter(|form| form.news == news).count();
    use surveys::instruments::News::{Changed, New, Same};
    Ok(Report {
        written: found.published > 0,
        counts: vec![
            ("forms", "forms", found.forms.len()),
            ("new", "of them new", is(New)),
            ("changed", "changed: a new version", is(Changed)),
            ("same", "as they are here", is(Same)),
            ("scales", "scales", found.scales()),
            ("published", "versions published", found.published),
        ],
        faults: found.faults,
        left_out: found.left_out,
        ..Report::default()
    })
}

async fn bring_responses(cx: &Cx, asked: &Responses, bytes: &[u8]) -> Told {
    cohort(cx, &asked.cohort).await?;
    let slug = &asked.cohort;
    let done = match (asked.common.dry_run, asked.skip_bad) {
        (true, _) => surveys::check_responses_as_operator(cx, slug, bytes).await,
        (false, true) => surveys::import_good_responses_as_operator(cx, slug, bytes).await,
        (false, false) => surveys::import_responses_as_operator(cx, slug, bytes).await,
    };
    let found = done.map_err(|f| told(&f))?;
    let waves = found.waves.iter().map(|w| format!("{} ({}): {} new, {} here already", w.title, w.timepoint, w.fresh, w.known)).collect();
    Ok(Report {
        written: found.written > 0,
        counts: vec![
            ("responses", "responses without fault", found.responses),
            ("codes", "study codes", found.codes),
            ("fresh", "of the responses new", found.waves.iter().map(|w| w.fresh).sum()),
            ("known", "here already", found.waves.iter().map(|w| w.known).sum()),
            ("written_responses", "responses written", found.written),
        ],
        faults: found.faults,
        notes: waves,
        tolerant: asked.skip_bad,
        ..Report::default()
    })
}
