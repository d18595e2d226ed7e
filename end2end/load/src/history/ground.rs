//! What all clients of a run share.

use std::collections::{BTreeMap, HashSet};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::ensure;
use tokio::sync::watch;
use tokio::time::timeout;

use super::frames;
use super::record::{Shown, Words};
use crate::http::{Line, get};
use crate::people::Place;

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Everybody writes, and things break.
    Load,
    /// All is healed: what is open is asked again until it is answered.
    Settle,
    /// Everybody comes back once more and reads to the end.
    Drain,
}

/// Shared by all.
pub struct Ground {
    /// The rooms.
    pub rooms: Vec<Place>,
    /// The nodes.
    pub nodes: Vec<SocketAddr>,
    /// How many acknowledged sends there should be.
    pub goal: usize,
    /// How many there are.
    pub acked: AtomicUsize,
    /// Clients that have nothing open any more.
    pub settled: AtomicUsize,
    /// Where the run is.
    pub phase: watch::Receiver<Phase>,
    began: Instant,
    pool: Mutex<HashSet<Words>>,
    counts: Mutex<BTreeMap<String, usize>>,
    odd: Mutex<Vec<String>>,
    losing: Mutex<HashSet<usize>>,
}

impl Ground {
    /// For these rooms and nodes.
    pub fn new(rooms: Vec<Place>, nodes: Vec<SocketAddr>, goal: usize, phase: watch::Receiver<Phase>) -> Self {
        Self {
            rooms,
            nodes,
            goal,
            acked: AtomicUsize::new(0),
            settled: AtomicUsize::new(0),
            phase,
            began: Instant::now(),
            pool: Mutex::default(),
            counts: Mutex::default(),
            odd: Mutex::default(),
            losing: Mutex::default(),
        }
    }

    /// Microseconds since the run began.
    pub fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// The same words, kept once.
    pub fn keep(&self, text: &str) -> Words {
        let mut pool = held(&self.pool);
        if let Some(known) = pool.get(text) {
            return known.clone();
        }
        let words: Words = text.into();
        pool.insert(words.clone());
        words
    }

    /// Counts something that happened.
    pub fn count(&self, what: impl Into<String>) {
        *held(&self.counts).entry(what.into()).or_default() += 1;
    }

    /// What happened how often.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        held(&self.counts).clone()
    }

    /// Something that should not happen to anybody.
    pub fn odd(&self, what: String) {
        held(&self.odd).push(what);
    }

    /// What should not have happened.
    pub fn oddities(&self) -> Vec<String> {
        held(&self.odd).clone()
    }

    /// This client is about to lose its rights, or never had them.
    pub fn loses(&self, client: usize) {
        held(&self.losing).insert(client);
    }

    /// Whether it may have lost them.
    pub fn may_lose(&self, client: usize) -> bool {
        held(&self.losing).contains(&client)
    }

    /// Whether enough was acknowledged.
    pub fn enough(&self) -> bool {
        self.acked.load(Ordering::Relaxed) >= self.goal
    }

    /// The whole room, page by page, as somebody reads it without a socket.
    pub async fn read(&self, node: SocketAddr, cookie: &str, room: usize) -> anyhow::Result<Vec<Shown>> {
        let path = self.rooms.get(room).map(|r| r.path.clone()).unwrap_or_default();
        let mut line = Line::open(node).await?;
        let (mut found, mut before): (BTreeMap<i64, Shown>, Option<i64>) = (BTreeMap::new(), None);
        loop {
            let at = before.map_or_else(|| path.clone(), |seq| format!("{path}?before={seq}"));
            let reply = timeout(Duration::from_secs(10), line.ask(get(node, &at, cookie, "identity")?)).await??;
            ensure!(reply.status == 200, "{at} answered {}", reply.status);
            let lines = frames::page(&reply.text());
            let Some(first) = lines.iter().map(|(seq, ..)| *seq).min() else { break };
            for (seq, rev, text) in lines {
                found.insert(seq, Shown { seq, rev, text: text.map(|t| self.keep(&t)) });
            }
            if first <= 1 || before == Some(first) {
                break;
            }
            before = Some(first);
        }
        Ok(found.into_values().collect())
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
