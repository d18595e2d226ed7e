//! Replies to a thread, each durable before it is answered.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::ensure;
use serde_json::json;
use uuid::Uuid;

use crate::http::{Line, form};
use crate::pages::percentile;
use crate::process::cpu_ms;

/// People who write at once.
const WRITERS: usize = 8;
/// What one person may write at once (`accounts::throttle`); whoever goes on is asked to wait.
const ALLOWED: usize = 30;

/// What came of it.
pub struct Figures {
    /// Replies in a second.
    pub per_second: f64,
    /// Half were quicker, in milliseconds.
    pub p50: f64,
    /// All but one of a hundred were quicker.
    pub p99: f64,
    /// The server's time for one, in milliseconds.
    pub cpu: f64,
}

impl Figures {
    /// For the file of results.
    pub fn json(&self) -> serde_json::Value {
        json!({ "replies_per_second": self.per_second, "p50_ms": self.p50, "p99_ms": self.p99, "cpu_ms_per_reply": self.cpu })
    }
}

/// Writes to that thread, for a while at most, and no more than each of them may.
pub async fn write(at: SocketAddr, pid: u32, thread: &str, cookies: &[String], during: Duration) -> anyhow::Result<Figures> {
    let (began, before) = (Instant::now(), cpu_ms(pid)?);
    let mut workers = tokio::task::JoinSet::new();
    let each = ALLOWED / WRITERS.div_ceil(cookies.len().max(1));
    for (n, cookie) in (0_u128..).zip(cookies.iter().cycle().take(WRITERS)) {
        workers.spawn(worker(at, thread.to_owned(), cookie.clone(), n, (each, began + during)));
    }
    let mut times = Vec::new();
    while let Some(done) = workers.join_next().await {
        times.extend(done??);
    }
    let (took, after) = (began.elapsed().as_secs_f64(), cpu_ms(pid)?);
    #[expect(clippy::cast_precision_loss, reason = "a count of a few seconds")]
    let count = times.len() as f64;
    ensure!(count > 0.0, "no reply was taken");
    Ok(Figures {
        per_second: count / took,
        p50: percentile(&mut times, 50.0),
        p99: percentile(&mut times, 99.0),
        cpu: (after - before) / count,
    })
}

async fn worker(at: SocketAddr, thread: String, cookie: String, writer: u128, (most, end): (usize, Instant)) -> anyhow::Result<Vec<f64>> {
    let mut line = Line::open(at).await?;
    let mut times = Vec::new();
    // Keys of our own, so that every reply is a new one.
    let mut key = (writer + 1) << 64;
    for _ in 0..most {
        if Instant::now() >= end {
            break;
        }
        key += 1;
        let once = Uuid::from_u128(key);
        let body = format!("once={once}&page=1&body=Thank+you%2C+this+helps+me+with+a+family+I+saw+today.+{key}");
        let start = Instant::now();
        let reply = line.ask(form(at, &thread, &cookie, body)?).await?;
        ensure!(reply.status == 303, "a reply was answered with {}", reply.status);
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(times)
}
