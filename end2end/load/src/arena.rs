//! The live room beside others: the same crowd in each, in turn, several rounds in one run, and the median of each figure.

mod crowd;
pub mod floor;
mod frame;
mod peers;
mod play;
mod report;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use self::crowd::Crowd;
use self::peers::{Others, Peer, Running};
use self::play::{Heard, Speaker, closed_loop, open_loop};
use self::report::Report;
use crate::http::{Line, get};
use crate::pages::percentile;
use crate::people::{self, Cohort};
use crate::site::House;

/// What to measure.
#[derive(Debug, clap::Args)]
pub struct Plan {
    /// The `kith` to measure.
    #[arg(long)]
    kith: PathBuf,
    /// An empty folder for its data.
    #[arg(long)]
    place: PathBuf,
    /// Where the results go, as JSON.
    #[arg(long)]
    json: PathBuf,
    /// Rounds.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Seconds of each loop.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Sockets of the sizes to measure.
    #[arg(long, value_delimiter = ',', default_value = "1000,5000,9900")]
    sizes: Vec<usize>,
    /// Rounds of the largest size, when there are several.
    #[arg(long, default_value_t = 1)]
    largest: usize,
    /// Only these; nobody named: everybody that can be measured.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Peer>,
    /// Leaves out members that do not read, and the storm.
    #[arg(long)]
    calm: bool,
    /// The others.
    #[command(flatten)]
    others: Others,
}

/// People in the room: each may say two messages a second, so two hundred and forty together.
const PEOPLE: usize = 120;
/// Sockets of the storm, and how many are stalled among as many.
const STORM: usize = 1000;
const STALLED: usize = 10;

/// One row of one round.
#[derive(Debug, Clone)]
struct Row {
    connects: f64,
    /// kB of a socket.
    share: f64,
    open: Option<Heard>,
    closed: Heard,
}

type Rows = BTreeMap<(usize, Peer), Vec<Row>>;

/// Measures it all; false when something was lost.
pub async fn run(plan: &Plan) -> anyhow::Result<bool> {
    let began = Instant::now();
    let limit = rlimit();
    let house = House::new(&plan.kith, &plan.place)?;
    eprintln!("  {PEOPLE} people come in");
    let (first, mut cohort) = people::gather(&house, PEOPLE, 1).await?;
    first.stop().await?;
    let mut sizes = plan.sizes.clone();
    // A socket at each end, and each end is one process.
    if let Some(most) = limit.filter(|most| sizes.iter().any(|size| size + 100 > *most)) {
        eprintln!("  at most {most} open files: larger rooms are left out");
        sizes.retain(|size| size + 100 <= most);
    }
    let largest = sizes.iter().copied().max().unwrap_or_default();
    let peers: Vec<Peer> = plan.others.peers().into_iter().filter(|peer| plan.only.is_empty() || plan.only.contains(peer)).collect();
    let (mut rows, mut series) = (Rows::new(), 1);
    let mut signed = Instant::now();
    for round in 0..plan.rounds {
        for size in sizes.iter().copied().filter(|size| *size < largest || sizes.len() == 1 || round < plan.largest) {
            for n in 0..peers.len() {
                // Another one first each round.
                let peer = peers.get((n + round) % peers.len()).copied().context("nobody to measure")?;
                if signed.elapsed() > Duration::from_secs(240) {
                    renew(&house, &mut cohort).await?;
                    signed = Instant::now();
                }
                eprintln!("  round {}: {} with {size} sockets", round + 1, peer.name());
                series += 1;
                let row = row(plan, peer, size, &house, &cohort, series).await.with_context(|| format!("{} with {size}", peer.name()))?;
                rows.entry((size, peer)).or_default().push(row);
            }
        }
    }
    let mut report = Report::new(rows, plan.rounds);
    if !plan.calm {
        renew(&house, &mut cohort).await?;
        eprintln!("  a member that does not read, and a storm");
        let server = Running::start(Peer::Kith, &plan.others, &house, &cohort, &plan.place).await?;
        report.stalled = Some(tokio::task::block_in_place(|| stalled(&server, plan, series + 1))?);
        server.stop().await?;
        let server = Running::start(Peer::Kith, &plan.others, &house, &cohort, &plan.place).await?;
        report.storm = Some(storm(server, &house, &cohort, series + 100_000).await?);
    }
    report.took = began.elapsed().as_secs_f64();
    print!("{}", report.table());
    if let Some(folder) = plan.json.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&plan.json, format!("{:#}\n", report.json()))?;
    Ok(report.whole())
}

async fn row(plan: &Plan, peer: Peer, size: usize, house: &House, cohort: &Cohort, series: u64) -> anyhow::Result<Row> {
    let server = Running::start(peer, &plan.others, house, cohort, &plan.place).await?;
    let row = tokio::task::block_in_place(|| measure(plan, &server, size, series))?;
    server.stop().await?;
    Ok(row)
}

fn measure(plan: &Plan, server: &Running, size: usize, series: u64) -> anyhow::Result<Row> {
    let before = server.share();
    let (mut crowd, connects) = Crowd::enter(server.door.clone(), size)?;
    // Who is here is told, and then there is quiet.
    crowd.rest(Duration::from_millis(1500), &mut |_, _| {})?;
    #[expect(clippy::cast_precision_loss, reason = "kilobytes")]
    let share = server.share().saturating_sub(before) as f64 / size as f64;
    let (mut speaker, time) = (Speaker::new(series), Duration::from_secs(plan.seconds));
    // Twenty a second to a thousand, four to five thousand: as many deliveries.
    let a_second = u32::try_from(20_000 / size.max(1))?.clamp(2, 20);
    let open = if size <= 5000 { Some(open_loop(&mut crowd, &mut speaker, server, a_second, time, size)?) } else { None };
    let window = if size <= 1000 { 4 } else { 2 };
    let closed = closed_loop(&mut crowd, &mut speaker, server, window, time)?;
    Ok(Row { connects, share, open, closed })
}

/// The others' times without and with members that do not read: three crowds, one after the other, and the median of each.
fn stalled(server: &Running, plan: &Plan, series: u64) -> anyhow::Result<(Heard, Heard)> {
    let time = Duration::from_secs(plan.seconds);
    let mut both: (Vec<Heard>, Vec<Heard>) = (Vec::new(), Vec::new());
    for round in 0..3 {
        let (mut crowd, _) = Crowd::enter(server.door.clone(), STORM)?;
        crowd.rest(Duration::from_millis(1500), &mut |_, _| {})?;
        let mut speaker = Speaker::new(series * 16 + round);
        both.0.push(open_loop(&mut crowd, &mut speaker, server, 20, time, STORM)?);
        crowd.stall(STALLED, true, &mut |_, _| {})?;
        both.1.push(open_loop(&mut crowd, &mut speaker, server, 20, time, STORM - STALLED)?);
    }
    Ok((report::heard(&both.0), report::heard(&both.1)))
}

/// What a storm was like.
pub struct Storm {
    /// Seconds until the killed server answered again.
    pub server: f64,
    /// Seconds until half of the sockets were in again, and all.
    pub half: f64,
    /// All.
    pub all: f64,
    /// What was said meanwhile, and how many of the members have all of it.
    pub missed: usize,
    /// Members that have everything.
    pub complete: usize,
    /// Pages meanwhile: how many, and the slowest but one of a hundred, in milliseconds.
    pub pages: (usize, f64),
}

/// The server is killed, and a thousand come back at once. Meanwhile somebody writes, and somebody reads pages.
async fn storm(server: Running, house: &House, cohort: &Cohort, series: u64) -> anyhow::Result<Storm> {
    let door = server.door.clone();
    let (mut crowd, _) = tokio::task::block_in_place(|| Crowd::enter(door.clone(), STORM))?;
    tokio::task::block_in_place(|| crowd.rest(Duration::from_millis(1500), &mut |_, _| {}))?;
    let mut speaker = Speaker::new(series);
    tokio::task::block_in_place(|| open_loop(&mut crowd, &mut speaker, &server, 10, Duration::from_secs(1), STORM))?;
    let (server, down) = server.again(house).await?;
    // Said over forms while nobody is in: everybody has to be told when he comes back.
    const MISSED: usize = 20;
    let path = &cohort.rooms.first().context("no room")?.path;
    for (n, person) in cohort.people.iter().take(MISSED).enumerate() {
        let body = format!("once={}&text=fan-{n:06}+said+while+you+were+away", uuid::Uuid::from_u64_pair(series + 1, n as u64));
        let reply = Line::open(house.at).await?.ask(crate::http::form(house.at, path, &person.cookie, body)?).await?;
        anyhow::ensure!(reply.status == 303, "saying something over a form answered {}", reply.status);
    }
    let pages = tokio::spawn(read_pages(house.at, cohort.coordinator.cookie.clone(), format!("/cohorts/{}", cohort.slug)));
    // A browser waits half a second, with chance added, and then twice as long.
    let mut dice = crate::history::record::Dice(series);
    let waits: Vec<Duration> = (0..STORM).map(|_| Duration::from_millis(500 + dice.below(500))).collect();
    let mut heard = 0;
    let (half, all) = tokio::task::block_in_place(|| {
        let back = crowd.storm(&waits, Duration::from_secs(60), &mut |n, _| heard += usize::from(n < MISSED))?;
        crowd.rest(Duration::from_secs(1), &mut |n, _| heard += usize::from(n < MISSED))?;
        anyhow::Ok(back)
    })?;
    pages.abort();
    let mut times = pages.await.unwrap_or_default();
    let whole = heard == MISSED * STORM && crowd.disordered == 0;
    let complete = if whole { STORM } else { heard / MISSED };
    server.stop().await?;
    let slow = percentile(&mut times, 99.0);
    Ok(Storm {
        server: down.as_secs_f64(),
        half: half.as_secs_f64(),
        all: all.as_secs_f64(),
        missed: MISSED,
        complete,
        pages: (times.len(), slow),
    })
}

async fn read_pages(at: std::net::SocketAddr, cookie: String, path: String) -> Vec<f64> {
    let (mut times, end) = (Vec::new(), Instant::now() + Duration::from_secs(3));
    while Instant::now() < end {
        let start = Instant::now();
        let Ok(mut line) = Line::open(at).await else { continue };
        let Ok(request) = get(at, &path, &cookie, "identity") else { break };
        if line.ask(request).await.is_ok_and(|reply| reply.status == 200) {
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    times
}

/// New access tokens for everybody, as a browser gets them: by the refresh token.
async fn renew(house: &House, cohort: &mut Cohort) -> anyhow::Result<()> {
    let (kith, _) = house.start().await?;
    let all = cohort.people.iter_mut().map(|p| &mut p.cookie).chain([&mut cohort.coordinator.cookie]);
    for cookie in all {
        let kept: Vec<&str> = cookie.split("; ").filter(|c| c.starts_with("kith_rt=")).collect();
        let reply = Line::open(house.at).await?.ask(get(house.at, "/", &kept.join("; "), "identity")?).await?;
        let fresh = reply.cookies();
        anyhow::ensure!(fresh.contains("kith_at="), "a token was not renewed: {}", reply.status);
        *cookie = fresh;
    }
    kith.stop().await
}

/// How many files a process may have open.
fn rlimit() -> Option<usize> {
    let text = std::fs::read_to_string(Path::new("/proc/self/limits")).ok()?;
    text.lines().find_map(|l| l.strip_prefix("Max open files"))?.split_whitespace().next()?.parse().ok()
}
