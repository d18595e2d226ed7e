//! One page, asked for again and again over kept-alive connections.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::ensure;
use serde_json::json;

use crate::http::{Line, get};
use crate::process::cpu_ms;

/// Connections that ask at once.
pub const CONNECTIONS: usize = 16;

/// What to ask, whom, and whose time to count.
#[derive(Clone)]
pub struct Ask {
    /// The server.
    pub at: SocketAddr,
    /// The page.
    pub path: String,
    /// Who asks.
    pub cookie: String,
    /// `Accept-Encoding`.
    pub encoding: &'static str,
    /// How many ask at once.
    pub connections: usize,
    /// The server's process.
    pub pid: u32,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Requests answered in the measured time.
    pub requests: u64,
    /// Requests in a second.
    pub per_second: f64,
    /// Half were quicker, in milliseconds.
    pub p50: f64,
    /// All but one of a hundred were quicker.
    pub p99: f64,
    /// The server's user and system time for one, in milliseconds.
    pub cpu: f64,
    /// Bytes of one body on the wire.
    pub bytes: usize,
}

impl Figures {
    /// For the file of results.
    pub fn json(&self) -> serde_json::Value {
        json!({ "requests": self.requests, "requests_per_second": self.per_second, "p50_ms": self.p50, "p99_ms": self.p99,
                "cpu_ms_per_request": self.cpu, "body_bytes": self.bytes })
    }
}

/// Asks for a while without counting, then counts. Any answer but 200 ends the run: a fast error is no speed.
pub async fn load(ask: &Ask, warm_up: Duration, during: Duration) -> anyhow::Result<Figures> {
    let began = Instant::now() + warm_up;
    let end = began + during;
    let answered = Arc::new(AtomicU64::new(0));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..ask.connections {
        workers.spawn(worker(ask.clone(), began, end, answered.clone()));
    }
    tokio::time::sleep_until(began.into()).await;
    let (before, first, clock) = (cpu_ms(ask.pid)?, answered.load(Ordering::Relaxed), Instant::now());
    tokio::time::sleep_until(end.into()).await;
    let (after, last, took) = (cpu_ms(ask.pid)?, answered.load(Ordering::Relaxed), clock.elapsed());
    let (mut times, mut bytes) = (Vec::new(), 0);
    while let Some(done) = workers.join_next().await {
        let (more, size) = done??;
        times.extend(more);
        bytes = size;
    }
    let requests = last - first;
    ensure!(requests > 0 && !times.is_empty(), "{} was never answered", ask.path);
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    let count = requests as f64;
    Ok(Figures {
        requests,
        per_second: count / took.as_secs_f64(),
        p50: percentile(&mut times, 50.0),
        p99: percentile(&mut times, 99.0),
        cpu: (after - before) / count,
        bytes,
    })
}

async fn worker(ask: Ask, began: Instant, end: Instant, answered: Arc<AtomicU64>) -> anyhow::Result<(Vec<f64>, usize)> {
    let mut line = Line::open(ask.at).await?;
    let (mut times, mut bytes) = (Vec::with_capacity(100_000), 0);
    loop {
        let start = Instant::now();
        if start >= end {
            return Ok((times, bytes));
        }
        let reply = line.ask(get(ask.at, &ask.path, &ask.cookie, ask.encoding)?).await?;
        ensure!(reply.status == 200, "{} answered {}", ask.path, reply.status);
        bytes = reply.body.len();
        answered.fetch_add(1, Ordering::Relaxed);
        if start >= began {
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
    }
}

/// The value that this share of all does not exceed; sorts them.
pub fn percentile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
    let place = ((values.len() as f64 * share / 100.0).ceil() as usize).clamp(1, values.len().max(1)) - 1;
    values.get(place).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let mut values: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert_eq!((percentile(&mut values, 50.0), percentile(&mut values, 99.0), percentile(&mut values, 100.0)), (100.0, 198.0, 200.0));
        assert_eq!((percentile(&mut [7.0], 99.0), percentile(&mut [], 50.0)), (7.0, 0.0));
    }
}
