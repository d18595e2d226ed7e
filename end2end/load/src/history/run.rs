//! A whole run: nodes, crowd, trouble, healing, and the judge's word.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::check::{Rule, Verdict, judge};
use super::client::{Character, Diary, live};
use super::faults::{Broker, Stage};
use super::ground::{Ground, Phase};
use super::proxy::Proxy;
use super::record::{Dice, End, History, Removal};
use crate::people::{self, Person};
use crate::site::{House, free};

/// A run of the history judge.
#[derive(Debug, clap::Args)]
pub struct Plan {
    /// The `kith` to try.
    #[arg(long)]
    kith: PathBuf,
    /// An empty folder for its data.
    #[arg(long)]
    place: PathBuf,
    /// Where the verdict goes, as JSON.
    #[arg(long)]
    json: PathBuf,
    /// Acknowledged sends.
    #[arg(long, default_value_t = 10_000)]
    sends: usize,
    /// Clients, each another person.
    #[arg(long, default_value_t = 50)]
    clients: usize,
    /// Rooms.
    #[arg(long, default_value_t = 5)]
    rooms: usize,
    /// An empty PostgreSQL database; SQLite without it.
    #[arg(long)]
    postgres: Option<String>,
    /// Nodes; more than one wants PostgreSQL and a broker.
    #[arg(long, default_value_t = 1)]
    nodes: usize,
    /// The `nats-server` to start between the nodes.
    #[arg(long)]
    nats: Option<PathBuf>,
    /// Chance.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Seconds after which the writing ends in any case.
    #[arg(long, default_value_t = 300)]
    seconds: u64,
    /// Milliseconds that a lost right may still be heard.
    #[arg(long, default_value_t = 0)]
    patience: u64,
    /// Nothing breaks, but eight clients spoil the history, each in another way: right is when every rule is found broken.
    #[arg(long)]
    spoil: bool,
}

/// Clients that will lose their rights; clients that stop reading.
const VICTIMS: usize = 4;
const LAZY: usize = 4;

/// Runs it. False when a rule is broken (or, when the history was spoilt, when one is not).
pub async fn run(plan: &Plan) -> anyhow::Result<bool> {
    ensure!(plan.clients > VICTIMS + LAZY + Rule::ALL.len(), "too few clients");
    let began = Instant::now();
    let mut house = House::new(&plan.kith, &plan.place)?;
    house.settings.extend(plan.postgres.iter().map(|url| ("DATABASE_URL", url.clone())));
    let broker = match &plan.nats {
        Some(program) => {
            let at = free()?;
            house.settings.push(("KITH_NATS_URL", format!("nats://{at}")));
            Some(Broker::start(program.clone(), at).await?)
        }
        None => None,
    };
    eprintln!("  {} people come in", plan.clients);
    let (first, cohort) = people::gather(&house, plan.clients, plan.rooms).await?;
    let mut houses = vec![house];
    let mut nodes = vec![Some(first)];
    while houses.len() < plan.nodes {
        let more = houses.first().context("no house")?.neighbour()?;
        nodes.push(Some(more.start().await?.0));
        houses.push(more);
    }
    let (phase, watched) = watch::channel(Phase::Load);
    let addresses: Vec<_> = houses.iter().map(|h| h.at).collect();
    let ground = Arc::new(Ground::new(cohort.rooms.clone(), addresses, plan.sends, watched));
    let mut history = History { patience: plan.patience * 1000, ..History::default() };
    read_all(&ground, &cohort.coordinator, &mut history.before).await?;
    let starts: Vec<i64> = history.before.values().map(|lines| lines.iter().map(|l| l.rev).max().unwrap_or(0)).collect();

    let mut dice = Dice(plan.seed);
    let victims: Vec<usize> = if plan.spoil { Vec::new() } else { (plan.clients - VICTIMS..plan.clients).collect() };
    let lazy: Vec<usize> = (0..LAZY).collect();
    let (mut proxies, mut tasks) = (Vec::new(), JoinSet::new());
    for n in 0..=plan.clients {
        // The last one is a stranger: it may not hear or say anything.
        let cookie = cohort.people.get(n).map_or_else(|| cohort.stranger.clone(), |p| p.cookie.clone());
        let proxy = Proxy::to(*ground.nodes.first().context("no node")?, lazy.contains(&n)).await?;
        let spoils = if plan.spoil { Rule::ALL.get(n).copied() } else { None };
        let who = Character {
            n,
            cookie,
            proxy: proxy.clone(),
            dice: Dice(dice.next()),
            forgetful: n % 5 == 4,
            writes: true,
            spoils,
            starts: starts.clone(),
        };
        proxies.push(proxy);
        if n == plan.clients {
            ground.loses(n);
        }
        tasks.spawn(live(ground.clone(), who));
    }
    let removals = vec![Removal { client: plan.clients, ended: 0 }];
    let mut stage = Stage { houses, nodes, broker, proxies, ground: ground.clone(), cohort, victims, removals, lazy, dice };
    eprintln!("  {} sends, while things break (seed {})", plan.sends, plan.seed);
    let limit = Duration::from_secs(plan.seconds);
    let enough = if plan.spoil { stage.peace(limit).await } else { stage.trouble(limit).await? };
    let wrote = began.elapsed();
    stage.heal().await?;
    phase.send_replace(Phase::Settle);
    let settled = timeout(Duration::from_secs(60), async {
        while ground.settled.load(Ordering::Relaxed) <= plan.clients {
            sleep(Duration::from_millis(50)).await;
        }
    });
    if settled.await.is_err() {
        ground.odd(format!("only {} clients had an answer to everything", ground.settled.load(Ordering::Relaxed)));
    }
    phase.send_replace(Phase::Drain);
    let diaries = gather(&ground, tasks).await?;
    for diary in diaries {
        history.ops.extend(diary.ops);
        history.changes.extend(diary.changes);
        history.streams.extend(diary.streams);
    }
    history.removals = std::mem::take(&mut stage.removals);
    read_all(&ground, &stage.cohort.coordinator, &mut history.after).await?;
    if plan.spoil {
        spoil(&mut history);
    }
    for node in stage.nodes.into_iter().flatten() {
        node.stop().await?;
    }
    let verdict = judge(&history);
    let told = Told { plan, enough, took: began.elapsed(), wrote };
    let report = told.report(&ground, &history, &verdict);
    if let Some(folder) = plan.json.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&plan.json, format!("{report:#}\n"))?;
    Ok(told.tell(&ground, &history, &verdict))
}

async fn read_all(ground: &Ground, who: &Person, into: &mut BTreeMap<usize, Vec<super::record::Shown>>) -> anyhow::Result<()> {
    let node = *ground.nodes.last().context("no node")?;
    for room in 0..ground.rooms.len() {
        into.insert(room, ground.read(node, &who.cookie, room).await?);
    }
    Ok(())
}

async fn gather(ground: &Ground, mut tasks: JoinSet<Diary>) -> anyhow::Result<Vec<Diary>> {
    let mut diaries = Vec::new();
    let all = async {
        while let Some(diary) = tasks.join_next().await {
            diaries.push(diary?);
        }
        anyhow::Ok(())
    };
    match timeout(Duration::from_secs(90), all).await {
        Ok(done) => done?,
        Err(_) => ground.odd("some clients never read to the end".to_owned()),
    }
    Ok(diaries)
}

/// What clients cannot spoil: a reader who leaves a line out, and a removal that was written down and never done.
fn spoil(history: &mut History) {
    if let Some(lines) = history.after.values_mut().find(|lines| lines.len() > 20) {
        lines.remove(10);
    }
    history.removals.push(Removal { client: Rule::ALL.len() - 2, ended: 1 });
}

struct Told<'a> {
    plan: &'a Plan,
    enough: bool,
    took: Duration,
    wrote: Duration,
}

impl Told<'_> {
    fn good(&self, ground: &Ground, verdict: &Verdict) -> bool {
        if self.plan.spoil {
            return Rule::ALL.iter().all(|rule| verdict.broken.contains_key(rule));
        }
        verdict.clean() && self.enough && ground.oddities().is_empty()
    }

    fn engine(&self) -> &'static str {
        if self.plan.postgres.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    fn report(&self, ground: &Ground, history: &History, verdict: &Verdict) -> Value {
        let rules: BTreeMap<&str, Value> = Rule::ALL
            .iter()
            .map(|rule| {
                let count = |map: &BTreeMap<Rule, usize>| map.get(rule).copied().unwrap_or(0);
                (rule.name(), json!({ "broken": count(&verdict.broken), "looked_at": count(&verdict.looked) }))
            })
            .collect();
        let ended = |end: fn(&End) -> bool| history.ops.iter().filter(|op| end(&op.end)).count();
        json!({
            "engine": self.engine(), "nodes": self.plan.nodes, "broker": self.plan.nats.is_some(), "seed": self.plan.seed,
            "clients": self.plan.clients, "rooms": self.plan.rooms, "spoilt": self.plan.spoil,
            "acknowledged": ended(|e| matches!(e, End::Acked(_))), "refused": ended(|e| *e == End::Refused), "unknown": ended(|e| *e == End::Unknown),
            "changes": history.changes.len(), "rules": rules, "heard_late_after_removal": verdict.late, "heard_after_removal_ms": verdict.latest / 1000,
            "examples": verdict.examples.iter().map(|(rule, what)| format!("{}: {what}", rule.name())).collect::<Vec<_>>(),
            "odd": ground.oddities(), "happened": ground.counts(),
            "seconds": self.took.as_secs_f64(), "seconds_of_trouble_and_setup": self.wrote.as_secs_f64(), "good": self.good(ground, verdict),
        })
    }

    fn tell(&self, ground: &Ground, history: &History, verdict: &Verdict) -> bool {
        let acked = history.ops.iter().filter(|op| matches!(op.end, End::Acked(_))).count();
        println!(
            "\n{}, {} node(s){}: {acked} sends acknowledged of {} clients in {} rooms, {} edits and deletions; {:.0} s",
            self.engine(),
            self.plan.nodes,
            if self.plan.nats.is_some() { " and a broker" } else { "" },
            self.plan.clients,
            self.plan.rooms,
            history.changes.len(),
            self.took.as_secs_f64()
        );
        for (what, times) in ground.counts() {
            println!("  {times:>6}  {what}");
        }
        for rule in Rule::ALL {
            let broken = verdict.broken.get(&rule).copied().unwrap_or(0);
            println!("  {:<42} {broken:>6}  of {}", rule.name(), verdict.looked.get(&rule).copied().unwrap_or(0));
        }
        println!("  last heard {} ms after losing the right; {} frames begun after it", verdict.latest / 1000, verdict.late);
        for (rule, what) in verdict.examples.iter().filter(|_| !self.plan.spoil) {
            println!("  BROKEN {}: {what}", rule.name());
        }
        for odd in ground.oddities().iter().take(20) {
            println!("  ODD {odd}");
        }
        let good = self.good(ground, verdict);
        println!(
            "{}",
            match (self.plan.spoil, good) {
                (false, true) => "Nothing was lost, doubled, invented or turned round; rights were kept.",
                (false, false) => "The history does not hold.",
                (true, true) => "Every spoilt rule was found.",
                (true, false) => "A spoilt rule was not found.",
            }
        );
        good
    }
}
