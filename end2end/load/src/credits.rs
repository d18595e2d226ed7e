//! Gates, papers and rings: how long a person's gates take to judge, how fast a batch of papers is issued, and how soon a ring stands on the
//! page of whoever is on call while a thousand sockets are open. Each beside a ceiling of the same run.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use domain::credits::accreditation::Accreditation;
use domain::credits::rules::Rules;
use domain::day::Stamp;
use domain::gate::meeting::{Meeting, Seen};
use domain::gate::session::{self, SessionFacts};
use domain::presence::Threshold;
use serde_json::json;
use uuid::Uuid;

use crate::fan::{self, Hall};
use crate::http::{Line, form, get};
use crate::pages::percentile;
use crate::people::{self, Cohort};
use crate::process::{self, Machine, Process};
use crate::site::{House, free, links, until_well};

/// What to measure, and where.
#[derive(Debug, clap::Args)]
pub struct Plan {
    /// The `kith` to measure.
    #[arg(long)]
    kith: PathBuf,
    /// An empty folder for its databases.
    #[arg(long)]
    place: PathBuf,
    /// Where the results go, as JSON.
    #[arg(long)]
    json: PathBuf,
    /// Idle sockets while it rings.
    #[arg(long, default_value_t = 1000)]
    sockets: usize,
    /// People who ask, each as often as one may in so short a time.
    #[arg(long, default_value_t = 60)]
    callers: usize,
}

/// Sessions of a person whose gates are judged.
const SESSIONS: usize = 6;
/// Calls that each of them makes.
const EACH: usize = 2;

/// Runs it all.
pub async fn all(plan: &Plan) -> anyhow::Result<bool> {
    let load_before = process::load_average();
    step("Gates");
    let (gate, sum) = (gates(), sums());
    println!(
        "Gates of one person, {SESSIONS} sessions and the series     {gate:>10.2} µs; facts only read {sum:.3} µs; {:.1} times",
        gate / sum
    );
    step("Papers");
    let papers = papers(plan).await?;
    println!(
        "Papers issued in a batch                            {:>10.0} /s; the disk alone {:.0} appends/s; {:.2} times",
        papers.per_second,
        papers.appends,
        papers.per_second / papers.appends
    );
    step("Rings");
    let (ours, theirs, looks) = rings(plan).await?;
    println!(
        "From the request to the ring on the page, {} idle sockets: p50 {:.2} ms, p99 {:.2} ms; a bare server, as many requests and bytes: p50 {:.2} ms, p99 {:.2} ms; {:.1} times",
        plan.sockets,
        ours.0,
        ours.1,
        theirs.0,
        theirs.1,
        ours.1 / theirs.1
    );
    println!("({looks} rings. A page that is open looks every four seconds; that time is not in it.)");
    let machine = Machine::here();
    let told = json!({
        "machine": { "cpu": machine.model, "cores": machine.cores, "memory_mib": machine.memory, "load_before": load_before, "load_after": process::load_average() },
        "gates": { "person_us": gate, "facts_read_us": sum, "ratio": gate / sum },
        "papers": { "issued": papers.count, "per_second": papers.per_second, "disk_durable_appends_per_second": papers.appends,
                    "ratio": papers.per_second / papers.appends },
        "rings": { "rings": looks, "idle_sockets": plan.sockets, "p50_ms": ours.0, "p99_ms": ours.1, "bare_p50_ms": theirs.0,
                   "bare_p99_ms": theirs.1, "ratio_p99": ours.1 / theirs.1 },
    });
    if let Some(folder) = plan.json.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&plan.json, format!("{told:#}\n"))?;
    Ok(true)
}

fn step(what: &str) {
    eprintln!("  {what}");
}

fn facts<'a>(rules: &'a Rules, records: &'a [Accreditation]) -> Vec<SessionFacts<'a>> {
    let first = records.first().map_or_else(Default::default, |r| r.valid_from);
    let one = |n: u64| {
        let on = first.checked_add_days(chrono::Days::new(n * 7)).unwrap_or(first);
        let at = on.and_time(chrono::NaiveTime::MIN).and_utc() + chrono::Duration::hours(17);
        let minutes = 40 + u32::try_from(n).unwrap_or_default() * 4;
        SessionFacts {
            meeting: Meeting { on, over: Some(Stamp { at, on }), cancelled: false },
            seen: Seen { minutes, scheduled: 60, threshold: Threshold::Minutes(30), hand: None },
            content: minutes,
            content_length: 60,
            evaluated: Some(Stamp { at, on }),
            profession: "nurse",
            rules,
            accreditations: records,
        }
    };
    (0..SESSIONS as u64).map(one).collect()
}

fn ground() -> (Rules, Vec<Accreditation>) {
    let rule = Rules { evaluation_for_credit: true, ..Rules::default() };
    let record = json!({
        "body": "CFPC", "kind": "mainpro", "statement": "Certified.", "session_id": "204117001",
        "decided_on": "2025-11-01", "valid_from": "2025-12-01", "valid_to": "2026-11-30",
    });
    (rule, serde_json::from_value(record).into_iter().collect())
}

/// The best of several rounds: what the work takes when nothing disturbs it; in microseconds for one person.
fn best(mut once: impl FnMut()) -> f64 {
    const TIMES: u32 = 20_000;
    let round = |once: &mut dyn FnMut()| {
        let began = Instant::now();
        (0..TIMES).for_each(|_| once());
        began.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES)
    };
    (0..7).map(|_| round(&mut once)).fold(f64::MAX, f64::min)
}

fn gates() -> f64 {
    let (rules, records) = ground();
    let facts = facts(&rules, &records);
    best(|| {
        let all: Vec<_> = facts.iter().map(|f| (f.meeting, session::paper(black_box(f)))).collect();
        assert!(all.iter().all(|(_, gate)| gate.is_open()), "every gate of this person is open");
        black_box(domain::gate::series::certificate(&all, Some(4)));
        black_box(session::earned(&facts));
    })
}

/// The ceiling: the same facts, each read once.
fn sums() -> f64 {
    let (rules, records) = ground();
    let facts = facts(&rules, &records);
    best(|| {
        let sum = |f: &SessionFacts<'_>| {
            let stands = f.meeting.over.is_some() && f.evaluated.is_some() && f.seen.minutes > 30;
            let covers = f.accreditations.iter().any(|a| a.covers(f.meeting.on));
            if stands && covers { f.content.min(f.content_length) } else { 0 }
        };
        black_box(black_box(&facts).iter().map(sum).sum::<u32>());
    })
}

struct Batch {
    count: usize,
    per_second: f64,
    appends: f64,
}

/// The demo's papers, issued by one press of its coordinator: one durable transaction each.
async fn papers(plan: &Plan) -> anyhow::Result<Batch> {
    let mut house = House::new(&plan.kith, &plan.place.join("papers"))?;
    // Nobody issues them before the coordinator does.
    house.settings.push(("KITH_WORKER", "false".to_owned()));
    let known = house.first().await?;
    let (kith, _) = house.start().await?;
    let coordinator = house.sign_in(known.get("corinne").context("no link for corinne")?).await?;
    let home = house.page("/", &coordinator).await?;
    let mut best: Option<Batch> = None;
    for cohort in links(&home, "/cohorts/").iter().filter_map(|l| l.split('/').nth(2)) {
        let path = format!("/cohorts/{cohort}/certificates");
        let count = async || anyhow::Ok(links(&house.page(&path, &coordinator).await?, "/certificates/").len());
        let before = count().await?;
        let began = Instant::now();
        let reply = Line::open(house.at).await?.ask(form(house.at, &path, &coordinator, String::new())?).await?;
        let took = began.elapsed().as_secs_f64();
        ensure!(reply.status == 303, "issuing answered {}", reply.status);
        let made = count().await?.saturating_sub(before);
        #[expect(clippy::cast_precision_loss, reason = "some dozens")]
        let per_second = made as f64 / took;
        if best.as_ref().is_none_or(|b| b.count < made) {
            best = Some(Batch { count: made, per_second, appends: 0.0 });
        }
    }
    kith.stop().await?;
    let appends = process::durable_appends(&plan.place, Duration::from_secs(3))?;
    let batch = best.filter(|b| b.count > 0).context("the demo had no paper to issue")?;
    Ok(Batch { appends, ..batch })
}

/// Half and ninety-nine of a hundred.
type Times = (f64, f64);

/// A caller presses, and one of those who answer looks until it rings: measured while sockets are open and quiet.
async fn rings(plan: &Plan) -> anyhow::Result<(Times, Times, usize)> {
    let house = House::new(&plan.kith, &plan.place.join("rings"))?;
    let (kith, cohort) = people::gather(&house, plan.callers, 1).await?;
    let crew = crew(&house, &cohort).await?;
    let cookies: Vec<String> = cohort.people.iter().map(|p| p.cookie.clone()).collect();
    let room = cohort.rooms.first().context("no room")?;
    let rev = fan::last_rev(house.at, &cohort.coordinator.cookie, &room.id).await?;
    let hall = Hall::Kith { cookies: cookies.clone(), room: room.id.clone(), rev };
    let idle = fan::idle(&hall, house.at, plan.sockets).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let pathway = pathway(&house, &cohort.coordinator.cookie).await?;
    let (mut asking, mut looking) = (Line::open(house.at).await?, Line::open(house.at).await?);
    // The page of one of those rung is looked at; the first ring is not counted.
    let mut on_call: Option<String> = None;
    let (mut times, mut bytes) = (Vec::new(), 0);
    for (n, caller) in cookies.iter().chain(cookies.iter()).take(plan.callers * EACH).enumerate() {
        // A house of its own for each run: the number is enough to tell the calls apart.
        let once = Uuid::from_u64_pair(1, n as u64);
        let body = format!("once={once}&pathway={pathway}&mode=phone&urgency=now");
        let began = Instant::now();
        let reply = asking.ask(form(house.at, "/consult", caller, body)?).await?;
        ensure!(reply.status == 303, "asking answered {}", reply.status);
        let rung = on_call.is_some();
        let found = 'rung: loop {
            for one in on_call.iter().chain(crew.iter().filter(|_| !rung)) {
                let page = looking.ask(get(house.at, "/oncall", one, "identity")?).await?;
                ensure!(page.status == 200, "the page of who is on call answered {}", page.status);
                if page.text().contains(&once.to_string()) {
                    bytes = page.body.len();
                    break 'rung one.clone();
                }
            }
            ensure!(began.elapsed() < Duration::from_secs(10), "it did not ring within ten seconds");
        };
        if rung {
            times.push(began.elapsed().as_secs_f64() * 1000.0);
        }
        on_call = Some(found);
        let away = asking.ask(form(house.at, &format!("/consult/{once}/give-up"), caller, String::new())?).await?;
        ensure!(away.status == 303, "giving up answered {}", away.status);
    }
    drop(idle);
    kith.stop().await?;
    let count = times.len();
    let bare = bare(bytes, count).await?;
    Ok(((percentile(&mut times, 50.0), percentile(&mut times, 99.0)), bare, count))
}

/// The ceiling: two requests one after the other to a bare server that answers as many bytes.
async fn bare(bytes: usize, count: usize) -> anyhow::Result<Times> {
    let at = free()?;
    let server = Process::bare(&["bare-axum", "--listen", &at.to_string(), "--bytes", &bytes.to_string()])?;
    until_well(at, "/", Instant::now()).await?;
    let (mut asking, mut looking) = (Line::open(at).await?, Line::open(at).await?);
    let mut times = Vec::new();
    for _ in 0..count {
        let began = Instant::now();
        asking.ask(get(at, "/", "", "identity")?).await?;
        looking.ask(get(at, "/", "", "identity")?).await?;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    server.stop().await?;
    Ok((percentile(&mut times, 50.0), percentile(&mut times, 99.0)))
}

/// Who answers, by first name in the demo's table of links.
const ANSWERS: [(&str, &str); 2] = [("odile", "odile.marchand@example.org"), ("fatima", "fatima.rahman@example.org")];

/// Whoever is rung, signed in.
async fn crew(house: &House, cohort: &Cohort) -> anyhow::Result<Vec<String>> {
    let mut all = Vec::new();
    for (short, _) in ANSWERS {
        all.push(house.sign_in(cohort.known.get(short).with_context(|| format!("no link for {short}"))?).await?);
    }
    Ok(all)
}

/// A pathway of its own, without a roster: a request rings everybody who answers it, whatever the hour of the run.
async fn pathway(house: &House, coordinator: &str) -> anyhow::Result<String> {
    let programs = links(&house.page("/manage", coordinator).await?, "/manage/programs/");
    let program =
        programs.iter().filter_map(|l| l.split('/').nth(3)).find(|id| Uuid::parse_str(id).is_ok()).context("no program to manage")?;
    let id = Uuid::from_u64_pair(2, 1);
    let fields = "name_en=Bench&opens_to=everyone&zone=America/Vancouver&ring_seconds=45&dial_in=1-844-555-0100";
    let made = (format!("/manage/programs/{program}/pathways"), format!("once={id}&{fields}"));
    let people = ANSWERS.map(|(_, email)| (format!("/consult/pathways/{id}/people"), format!("email={email}&answers=yes")));
    let mut line = Line::open(house.at).await?;
    for (path, body) in [made].into_iter().chain(people) {
        let reply = line.ask(form(house.at, &path, coordinator, body)?).await?;
        ensure!(reply.status == 303, "{path} answered {}", reply.status);
    }
    Ok(id.to_string())
}
