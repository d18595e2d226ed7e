//! One server, one crowd: what it takes to let them in, and to tell them what is said.

use std::time::{Duration, Instant};

use anyhow::ensure;
use serde_json::{Value, json};
use uuid::Uuid;

use super::crowd::{Crowd, Door};
use super::peers::Running;
use crate::pages::percentile;
use crate::process::cpu_ms;

/// How long a message may be on its way before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(8);
/// Bytes of a frame at the others: as many as ours has.
const FRAME: usize = 390;

/// What a crowd hears in how long.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// Half of the deliveries were quicker, in milliseconds from the moment that the message was due.
    pub p50: f64,
    /// All but one of a hundred were.
    pub p99: f64,
    /// Deliveries in a second.
    pub rate: f64,
    /// The server's seconds for a million deliveries.
    pub cpu: f64,
    /// The driver's own.
    pub own: f64,
    /// Deliveries that there should have been, and were.
    pub due: usize,
    /// Deliveries.
    pub delivered: usize,
    /// Sockets that saw a number missing, doubled or out of turn.
    pub disordered: usize,
}

impl Heard {
    /// For the file of results.
    pub fn json(&self) -> Value {
        json!({ "p50_ms": self.p50, "p99_ms": self.p99, "deliveries_per_second": self.rate, "cpu_seconds_per_million": self.cpu,
                "driver_cpu_seconds_per_million": self.own, "due": self.due, "delivered": self.delivered, "disordered": self.disordered })
    }
}

/// Words of the nth message.
fn words(n: usize) -> String {
    format!("fan-{n:06} I sat with the family for an hour; what helped was to say less, and to come back the next day.")
}

/// Who says what: people in turn, each under the limit that holds for a person.
pub struct Speaker {
    series: u64,
    said: usize,
}

impl Speaker {
    /// A series of its own: no nonce is used twice.
    pub fn new(series: u64) -> Self {
        Self { series, said: 0 }
    }

    fn say(&mut self, crowd: &mut Crowd, door: &Door, n: usize) -> anyhow::Result<()> {
        let text = match &door.room {
            Some((room, _)) => {
                let nonce = Uuid::from_u64_pair(self.series, self.said as u64);
                json!({ "do": "send", "room": room, "nonce": nonce, "text": words(n) }).to_string()
            }
            None => format!("{:<FRAME$}", words(n)),
        };
        let who = if door.publish.is_some() { crowd.size } else { self.said % door.cookies.len().max(1) };
        self.said += 1;
        crowd.say(who, &text)
    }
}

/// A fixed number of messages a second: latency counts from the moment that each was due, whatever the server does.
pub fn open_loop(
    crowd: &mut Crowd,
    speaker: &mut Speaker,
    server: &Running,
    a_second: u32,
    time: Duration,
    awake: usize,
) -> anyhow::Result<Heard> {
    let (door, every) = (server.door.clone(), Duration::from_secs(1) / a_second);
    let messages = usize::try_from(time.as_millis() / every.as_millis().max(1))?;
    let begin = Instant::now() + Duration::from_millis(50);
    let (mut times, mut late): (Vec<f64>, usize) = (Vec::with_capacity(messages * awake), 0);
    let (before, own) = (server.cpu(), cpu_ms(std::process::id())?);
    let (mut sent, mut delivered) = (0, 0);
    let end = begin + every * u32::try_from(messages)? + PATIENCE;
    while delivered < messages * awake && Instant::now() < end {
        while sent < messages && Instant::now() >= begin + every * u32::try_from(sent)? {
            speaker.say(crowd, &door, sent)?;
            sent += 1;
        }
        let next = begin + every * u32::try_from(sent)?;
        let wait = if sent < messages { next.saturating_duration_since(Instant::now()) } else { Duration::from_millis(20) };
        crowd.turn(wait.min(Duration::from_millis(20)), &mut |n, at| {
            if n < messages {
                delivered += 1;
                let due = begin + every * u32::try_from(n).unwrap_or(0);
                times.push(at.saturating_duration_since(due).as_secs_f64() * 1000.0);
            } else {
                late += 1;
            }
        })?;
    }
    crowd.nothing_refused()?;
    ensure!(late == 0, "{late} frames were of no message of this loop");
    let took = (Instant::now() - begin).as_secs_f64();
    finish(crowd, server, before, own, took, messages * awake, delivered, times)
}

/// Always so many messages under way: the most that the server sustains.
pub fn closed_loop(crowd: &mut Crowd, speaker: &mut Speaker, server: &Running, window: usize, time: Duration) -> anyhow::Result<Heard> {
    let door = server.door.clone();
    let size = crowd.size;
    let (mut begun, mut missing): (Vec<Instant>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut times, mut delivered, mut done) = (Vec::with_capacity(1 << 18), 0, 0);
    let begin = Instant::now();
    let (stop, end) = (begin + time, begin + time + PATIENCE);
    let (before, own) = (server.cpu(), cpu_ms(std::process::id())?);
    loop {
        let now = Instant::now();
        while begun.len() - done < window && now < stop {
            begun.push(Instant::now());
            missing.push(size);
            speaker.say(crowd, &door, begun.len() - 1)?;
        }
        if (now >= stop && done == begun.len()) || now > end {
            break;
        }
        crowd.turn(Duration::from_millis(20), &mut |n, at| {
            if let Some((left, start)) = missing.get_mut(n).zip(begun.get(n)) {
                delivered += 1;
                *left = left.saturating_sub(1);
                done += usize::from(*left == 0);
                times.push(at.saturating_duration_since(*start).as_secs_f64() * 1000.0);
            }
        })?;
    }
    crowd.nothing_refused()?;
    let took = begin.elapsed().as_secs_f64();
    finish(crowd, server, before, own, took, begun.len() * size, delivered, times)
}

#[expect(clippy::too_many_arguments, reason = "what a loop has counted")]
fn finish(
    crowd: &mut Crowd,
    server: &Running,
    before: f64,
    own: f64,
    took: f64,
    due: usize,
    delivered: usize,
    mut times: Vec<f64>,
) -> anyhow::Result<Heard> {
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    let count = delivered.max(1) as f64;
    Ok(Heard {
        p50: percentile(&mut times, 50.0),
        p99: percentile(&mut times, 99.0),
        rate: count / took,
        cpu: (server.cpu() - before) * 1000.0 / count,
        own: (cpu_ms(std::process::id())? - own) * 1000.0 / count,
        due,
        delivered,
        disordered: std::mem::take(&mut crowd.disordered),
    })
}
