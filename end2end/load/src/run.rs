//! A whole run, in order: start, pages, replies, the room.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};

use crate::fan::{self, Hall, Size};
use crate::http::{get, once};
use crate::pages::{self, Ask, CONNECTIONS};
use crate::process::{self, Machine, Memory, Process};
use crate::replies;
use crate::report::{Beside, Report, Weight};
use crate::site::{House, free, links, until_well};

/// What to measure, and where.
#[derive(Debug, clap::Args)]
pub struct Plan {
    /// The `kith` to measure.
    #[arg(long)]
    kith: PathBuf,
    /// An empty folder for its database.
    #[arg(long)]
    place: PathBuf,
    /// Where the results go, as JSON.
    #[arg(long)]
    json: PathBuf,
    /// Seconds that each page is asked for, after two of warming up.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Sockets in the room.
    #[arg(long, default_value_t = 1000)]
    sockets: usize,
}

/// Those who sit in the room; five people may send ten messages a second.
const PEOPLE: [&str; 5] = ["amara", "benoît", "fatima", "maya", "corinne"];
const WARM_UP: Duration = Duration::from_secs(2);

/// Runs it all; false when something was lost.
pub async fn all(plan: &Plan) -> anyhow::Result<bool> {
    let began = Instant::now();
    let house = House::new(&plan.kith, &plan.place)?;
    let mut report = Report::new(Machine::here(), process::load_average());
    step("Loading the demo");
    let links = house.first().await?;

    step("Starting, five times");
    let mut starts = Vec::new();
    for _ in 0..5 {
        let (process, took) = house.start().await?;
        starts.push(took.as_secs_f64());
        process.stop().await?;
    }
    report.start = pages::percentile(&mut starts, 50.0);
    let (kith, _) = house.start().await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    report.at_rest = Some(Memory::of(kith.pid())?);

    let mut cookies = Vec::new();
    for person in PEOPLE {
        cookies.push(house.sign_in(links.get(person).with_context(|| format!("no link for {person}"))?).await?);
    }
    let lead = house.sign_in(links.get("leo").context("no link for leo")?).await?;
    let member = cookies.first().cloned().unwrap_or_default();
    let found = find(&house, &member).await?;
    report.posts = found.posts;

    let dashboard = format!("/cohorts/{}/dashboard", found.slug);
    let asked = [
        ("thread", "Forum thread, 50 posts, member", found.thread.clone(), member.clone(), "identity"),
        ("thread-br", "the same, brotli", found.thread.clone(), member.clone(), "br"),
        ("home", "Home, member", "/".to_owned(), member.clone(), "identity"),
        ("dashboard", "Dashboard, lead", dashboard, lead, "identity"),
        ("visitor", "Start page, visitor", "/".to_owned(), String::new(), "identity"),
    ];
    for (key, name, path, cookie, encoding) in asked {
        let status = once(house.at, get(house.at, &path, &cookie, "identity")?).await?.status;
        if status != 200 {
            step(&format!("{name}: left out, it answers {status}"));
            continue;
        }
        step(name);
        let ask = Ask { at: house.at, path, cookie, encoding, connections: CONNECTIONS, pid: kith.pid() };
        report.pages.push(beside(plan, key, name, ask).await?);
    }
    let alone =
        Ask { at: house.at, path: found.thread.clone(), cookie: member.clone(), encoding: "identity", connections: 1, pid: kith.pid() };
    report.alone = Some(pages::load(&alone, Duration::from_millis(500), Duration::from_secs(3)).await?);
    report.loaded = Some(Memory::of(kith.pid())?);
    report.weight = Some(weigh(&house, &found.thread, &member).await?);

    step("Replies");
    report.replies = Some(replies::write(house.at, kith.pid(), &found.other, &cookies, Duration::from_secs(5)).await?);
    report.appends = process::durable_appends(&plan.place, Duration::from_secs(3))?;
    kith.stop().await?;

    step(&format!("A room of {} sockets", plan.sockets));
    let size = Size { sockets: plan.sockets, messages: 200, every: Duration::from_millis(100) };
    let (kith, _) = house.start().await?;
    let room = room_of(&house.page(&format!("/cohorts/{}/chat", found.slug), &member).await?)?;
    let rev = fan::last_rev(house.at, &member, &room).await?;
    let ours = fan::out(Hall::Kith { cookies, room, rev }, house.at, kith.pid(), size).await?;
    kith.stop().await?;
    step("The bare room");
    let at = free()?;
    let bare = Process::bare(&["bare-tungstenite", "--listen", &at.to_string()])?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let theirs = fan::out(Hall::Bare { frame: ours.frame }, at, bare.pid(), size).await?;
    bare.stop().await?;
    report.room = Some((ours, theirs));

    report.took = began.elapsed().as_secs_f64();
    report.load_after = process::load_average();
    print!("{}", report.table());
    if let Some(folder) = plan.json.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&plan.json, format!("{:#}\n", report.json()))?;
    Ok(report.whole())
}

fn step(what: &str) {
    eprintln!("  {what}");
}

/// Measures a page, and then a bare server that answers as many bytes.
async fn beside(plan: &Plan, key: &'static str, name: &'static str, ask: Ask) -> anyhow::Result<Beside> {
    let during = Duration::from_secs(plan.seconds);
    let ours = pages::load(&ask, WARM_UP, during).await?;
    let at = free()?;
    let bare = Process::bare(&["bare-axum", "--listen", &at.to_string(), "--bytes", &ours.bytes.to_string()])?;
    until_well(at, "/", Instant::now()).await?;
    let ask = Ask { at, path: "/".into(), cookie: ask.cookie, encoding: "identity", connections: ask.connections, pid: bare.pid() };
    let theirs = pages::load(&ask, WARM_UP, during).await?;
    bare.stop().await?;
    Ok(Beside { key, name, ours, theirs })
}

/// What the demo has for us.
struct Found {
    slug: String,
    /// The thread whose first page shows most posts.
    thread: String,
    posts: usize,
    /// Another one, to write in.
    other: String,
}

async fn find(house: &House, member: &str) -> anyhow::Result<Found> {
    let home = house.page("/", member).await?;
    let cohort = links(&home, "/cohorts/").into_iter().next().context("the member's home names no cohort")?;
    let slug = cohort.split('/').nth(2).unwrap_or_default().to_owned();
    let forum = format!("/cohorts/{slug}/forum");
    let mut threads = Vec::new();
    for board in links(&house.page(&forum, member).await?, &format!("{forum}/boards/")) {
        threads.extend(links(&house.page(&board, member).await?, &format!("{forum}/threads/")));
    }
    // The list leads to what is unread in a thread; here it is the thread itself.
    for thread in &mut threads {
        *thread = thread.trim_end_matches("/unread").to_owned();
    }
    threads.retain(|t| t.matches('/').count() == 5);
    threads.sort();
    threads.dedup();
    let mut counted = Vec::new();
    for thread in threads {
        // Read once now, so that no later look has anything to mark as read.
        let page = house.page(&thread, member).await?;
        counted.push((page.matches(" id=\"p-").count(), page.contains("id=\"f-body") || page.contains("name=\"body\""), thread));
    }
    counted.sort();
    let (posts, _, thread) = counted.pop().context("the demo's forum has no threads")?;
    ensure!(posts >= 50, "the longest thread shows {posts} posts, not 50");
    let (_, _, other) = counted.into_iter().rev().find(|(_, open, _)| *open).context("no other thread takes replies")?;
    Ok(Found { slug, thread, posts, other })
}

/// The room's id, as the page gives it to its island.
fn room_of(page: &str) -> anyhow::Result<String> {
    let props = page.find("data-props").map(|at| &page[at..]).context("the chat page has no island")?;
    let id = props.split(|c: char| !(c.is_ascii_hexdigit() || c == '-')).find(|part| uuid::Uuid::parse_str(part).is_ok());
    id.map(str::to_owned).context("the chat page names no room")
}

/// What a browser that comes for the first time loads for this page, with brotli.
async fn weigh(house: &House, path: &str, cookie: &str) -> anyhow::Result<Weight> {
    let size = async |path: &str| anyhow::Ok(once(house.at, get(house.at, path, cookie, "br")?).await?.body.len());
    let page = house.page(path, cookie).await?;
    let (mut style, mut rest) = (0, 0);
    for link in links(&page, "/a/") {
        let bytes = size(&link).await?;
        if link.ends_with(".css") { style += bytes } else { rest += bytes }
    }
    Ok(Weight { document: size(path).await?, style, rest })
}
