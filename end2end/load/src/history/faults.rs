//! What breaks, and when: in turns, each for a time that dice choose, until enough was acknowledged and everything broke once.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use tokio::process::Command;
use tokio::time::{Instant, sleep, timeout};
use uuid::Uuid;

use super::ground::Ground;
use super::proxy::{Break, Mode, Proxy};
use super::record::{Dice, Removal};
use crate::http::{Line, form};
use crate::people::Cohort;
use crate::process::Process;
use crate::site::{House, until_open};

/// A node should be gone so long after it was asked to go (F14).
const DRAIN: Duration = Duration::from_secs(10);

/// What can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Kill,
    Cut,
    Broker,
    Stall,
    Slow,
    Torn,
    Remove,
    Roll,
    Suspend,
}

/// A broker of the run's own.
pub struct Broker {
    program: PathBuf,
    at: std::net::SocketAddr,
    process: Option<Process>,
}

impl Broker {
    /// Starts it.
    pub async fn start(program: PathBuf, at: std::net::SocketAddr) -> anyhow::Result<Self> {
        let mut broker = Self { program, at, process: None };
        broker.again().await?;
        Ok(broker)
    }

    async fn again(&mut self) -> anyhow::Result<()> {
        let mut command = Command::new(&self.program);
        command.args(["-a", "127.0.0.1", "-p", &self.at.port().to_string()]).stderr(std::process::Stdio::null());
        self.process = Some(Process::start(&mut command)?);
        until_open(self.at).await
    }

    async fn kill(&mut self) -> anyhow::Result<()> {
        match self.process.take() {
            Some(process) => process.kill().await,
            None => Ok(()),
        }
    }
}

/// Everything that can break, and who is hurt.
pub struct Stage {
    /// The nodes' houses.
    pub houses: Vec<House>,
    /// The nodes.
    pub nodes: Vec<Option<Process>>,
    /// The broker between them.
    pub broker: Option<Broker>,
    /// The lines of the clients.
    pub proxies: Vec<Proxy>,
    /// Shared by all.
    pub ground: Arc<Ground>,
    /// Who is there.
    pub cohort: Cohort,
    /// Clients that will lose their rights, in turn.
    pub victims: Vec<usize>,
    /// Who did.
    pub removals: Vec<Removal>,
    /// Clients that stop reading.
    pub lazy: Vec<usize>,
    /// Chance.
    pub dice: Dice,
}

impl Stage {
    /// Breaks things until enough was acknowledged, or the time is over. Answers whether it was enough.
    pub async fn trouble(&mut self, limit: Duration) -> anyhow::Result<bool> {
        let mut turns =
            vec![Fault::Cut, Fault::Stall, Fault::Kill, Fault::Remove, Fault::Slow, Fault::Torn, Fault::Roll, Fault::Suspend, Fault::Kill];
        if self.broker.is_some() {
            turns.insert(3, Fault::Broker);
            turns.insert(7, Fault::Broker);
        }
        let end = Instant::now() + limit;
        for turn in 0.. {
            if Instant::now() > end || (turn >= turns.len() && self.ground.enough()) {
                break;
            }
            self.rest(300, 1200).await;
            if let Some(fault) = turns.get(turn % turns.len()) {
                self.happen(*fault).await.with_context(|| format!("{fault:?}"))?;
            }
        }
        Ok(self.ground.enough())
    }

    /// Nothing breaks: until enough was acknowledged.
    pub async fn peace(&self, limit: Duration) -> bool {
        let end = Instant::now() + limit;
        while !self.ground.enough() && Instant::now() < end {
            sleep(Duration::from_millis(100)).await;
        }
        self.ground.enough()
    }

    async fn rest(&mut self, least: u64, more: u64) {
        let time = least + self.dice.below(more);
        sleep(Duration::from_millis(time)).await;
    }

    /// Some of these, chosen by dice.
    fn some(&mut self, most: usize) -> Vec<Proxy> {
        let count = 1 + self.dice.place(most);
        (0..count).filter_map(|_| self.proxies.get(self.dice.place(self.proxies.len())).cloned()).collect()
    }

    async fn happen(&mut self, fault: Fault) -> anyhow::Result<()> {
        self.ground.count(format!("fault: {fault:?}").to_lowercase());
        match fault {
            Fault::Kill => {
                let node = self.dice.place(self.nodes.len());
                if let Some(process) = self.nodes.get_mut(node).and_then(Option::take) {
                    process.kill().await?;
                }
                self.rest(200, 1500).await;
                self.start(node).await?;
            }
            Fault::Roll => {
                for node in 0..self.nodes.len() {
                    if let Some(process) = self.nodes.get_mut(node).and_then(Option::take)
                        && !process.end(DRAIN).await?
                    {
                        self.ground.odd(format!("node {node} was not gone {} s after it was asked to go", DRAIN.as_secs()));
                    }
                    self.start(node).await?;
                }
            }
            Fault::Broker => {
                if let Some(broker) = &mut self.broker {
                    broker.kill().await?;
                }
                self.rest(500, 3500).await;
                if let Some(broker) = &mut self.broker {
                    broker.again().await?;
                }
            }
            Fault::Cut | Fault::Torn => {
                let how = if fault == Fault::Cut { Break::Cut } else { Break::Torn };
                self.some(25).iter().for_each(|proxy| proxy.end(how));
            }
            Fault::Stall => {
                let time = Duration::from_millis(2000 + self.dice.below(24_000));
                for proxy in self.lazy.iter().filter_map(|n| self.proxies.get(*n)) {
                    for_a_while(proxy.clone(), Mode::Stalled, time);
                }
            }
            Fault::Slow => {
                let (wait, time) = (Duration::from_millis(20 + self.dice.below(300)), Duration::from_millis(1000 + self.dice.below(4000)));
                self.some(20).into_iter().for_each(|proxy| for_a_while(proxy, Mode::Slow(wait), time));
            }
            Fault::Remove | Fault::Suspend => {
                if let Some(victim) = self.victims.pop() {
                    self.put_out(victim, fault == Fault::Suspend).await?;
                }
            }
        }
        Ok(())
    }

    async fn start(&mut self, node: usize) -> anyhow::Result<()> {
        let (process, _) = self.houses.get(node).context("no such node")?.start().await?;
        if let Some(place) = self.nodes.get_mut(node) {
            *place = Some(process);
        }
        Ok(())
    }

    /// Takes a client's right away, by the form that a coordinator or an administrator uses.
    async fn put_out(&mut self, victim: usize, suspend: bool) -> anyhow::Result<()> {
        let person = self.cohort.people.get(victim).map(|p| p.id).context("no such client")?;
        self.ground.loses(victim);
        for n in 0..40 {
            let Some(house) = self.houses.get(n % self.houses.len()) else { continue };
            if let Some(status) = self.ask_out(house, person, suspend).await {
                ensure!(status == 303, "putting somebody out answered {status}");
                self.removals.push(Removal { client: victim, ended: self.ground.now() });
                return Ok(());
            }
            sleep(Duration::from_millis(250)).await;
        }
        anyhow::bail!("nobody could be put out")
    }

    async fn ask_out(&self, house: &House, person: Uuid, suspend: bool) -> Option<u16> {
        let (path, who, body) = if suspend {
            (format!("/accounts/{person}/suspend"), &self.cohort.administrator, String::new())
        } else {
            (format!("/cohorts/{}/people/remove", self.cohort.slug), &self.cohort.coordinator.cookie, format!("person={person}"))
        };
        let request = form(house.at, &path, who, body).ok()?;
        let ask = async { Line::open(house.at).await.ok()?.ask(request).await.ok() };
        timeout(Duration::from_secs(8), ask).await.ok()?.map(|reply| reply.status)
    }

    /// Everything is whole again.
    pub async fn heal(&mut self) -> anyhow::Result<()> {
        if let Some(broker) = self.broker.as_mut().filter(|b| b.process.is_none()) {
            broker.again().await?;
        }
        for node in 0..self.nodes.len() {
            if self.nodes.get(node).is_some_and(Option::is_none) {
                self.start(node).await?;
            }
        }
        self.proxies.iter().for_each(|proxy| proxy.set(Mode::Open));
        Ok(())
    }
}

fn for_a_while(proxy: Proxy, mode: Mode, time: Duration) {
    proxy.set(mode);
    tokio::spawn(async move {
        sleep(time).await;
        proxy.set(Mode::Open);
    });
}
