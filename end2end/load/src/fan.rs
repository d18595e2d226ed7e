//! One room, a thousand sockets: what one says reaches all, and how soon.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::json;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use uuid::Uuid;

use crate::bare::small;
use crate::pages::percentile;
use crate::process::{Memory, cpu_ms};

/// Sockets that are opened at once.
const OPENING: usize = 32;
/// How long a message may be on its way before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(10);

type Wire = WebSocketStream<TcpStream>;

/// Whose room it is.
#[derive(Clone)]
pub enum Hall {
    /// Kith's: with doors, and every message kept.
    Kith {
        /// The cookies of those who sit in it, in turn.
        cookies: Vec<String>,
        /// The room.
        room: String,
        /// The last revision that everybody has.
        rev: i64,
    },
    /// The bare one.
    Bare {
        /// Bytes of one frame.
        frame: usize,
    },
}

/// How much of it.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Sockets in the room.
    pub sockets: usize,
    /// Messages.
    pub messages: usize,
    /// Time from one to the next.
    pub every: Duration,
}

/// What came of it.
pub struct Figures {
    /// Sockets opened in a second, with everything that the door asks.
    pub connects: f64,
    /// Half of the deliveries were quicker, in milliseconds from the moment that the message was due.
    pub p50: f64,
    /// All but one of a hundred were quicker.
    pub p99: f64,
    /// The slowest.
    pub max: f64,
    /// Deliveries that there should have been, and were.
    pub due: usize,
    /// Deliveries of each message to each socket, once.
    pub delivered: usize,
    /// Sockets that saw a number missing, doubled or out of turn.
    pub disordered: usize,
    /// The server's time while messages were sent, in seconds.
    pub cpu: f64,
    /// The driver's own.
    pub own_cpu: f64,
    /// The server's time in a second without messages, in milliseconds.
    pub idle: f64,
    /// Memory without sockets, and with all.
    pub memory: (Memory, Memory),
    /// Sockets.
    pub sockets: usize,
    /// Bytes of one frame.
    pub frame: usize,
}

impl Figures {
    /// Seconds of the server for a million deliveries.
    #[expect(clippy::cast_precision_loss, reason = "a count of a few seconds")]
    pub fn per_million(&self) -> f64 {
        self.cpu * 1e6 / self.delivered.max(1) as f64
    }

    /// Memory of one socket, in kB.
    #[expect(clippy::cast_precision_loss, reason = "kilobytes")]
    pub fn per_socket(&self) -> f64 {
        self.memory.1.resident.saturating_sub(self.memory.0.resident) as f64 / self.sockets.max(1) as f64
    }

    /// Whether everybody got everything, in order.
    pub fn whole(&self) -> bool {
        self.delivered == self.due && self.disordered == 0
    }

    /// For the file of results.
    pub fn json(&self) -> serde_json::Value {
        json!({ "sockets": self.sockets, "frame_bytes": self.frame, "connects_per_second": self.connects,
                "p50_ms": self.p50, "p99_ms": self.p99, "max_ms": self.max,
                "due": self.due, "delivered": self.delivered, "disordered_sockets": self.disordered,
                "cpu_seconds": self.cpu, "cpu_seconds_per_million": self.per_million(), "driver_cpu_seconds": self.own_cpu,
                "cpu_ms_per_idle_second": self.idle, "memory_before": self.memory.0.json(), "memory_with_sockets": self.memory.1.json(),
                "kb_per_socket": self.per_socket() })
    }
}

impl Hall {
    async fn connect(&self, at: SocketAddr, n: usize) -> anyhow::Result<Wire> {
        let mut request = format!("ws://{at}/live").into_client_request()?;
        if let Self::Kith { cookies, .. } = self {
            let cookie = cookies.get(n % cookies.len().max(1)).context("nobody is signed in")?;
            request.headers_mut().insert("cookie", HeaderValue::from_str(cookie)?);
            request.headers_mut().insert("origin", HeaderValue::from_str(&format!("http://{at}"))?);
        }
        let stream = TcpStream::connect(at).await?;
        stream.set_nodelay(true)?;
        let (mut wire, _) = tokio_tungstenite::client_async_with_config(request, stream, Some(small())).await?;
        if let Self::Kith { room, rev, .. } = self {
            join(&mut wire, room, *rev).await?;
        }
        Ok(wire)
    }

    /// What to send so that message `n` goes round.
    fn say(&self, n: usize) -> String {
        let words = format!("fan-{n:06} I sat with the family for an hour; what helped was to say less, and to come back the next day.");
        match self {
            Self::Kith { room, .. } => {
                let nonce = Uuid::from_u128(u128::try_from(n).unwrap_or_default() + (1 << 100));
                json!({ "do": "send", "room": room, "nonce": nonce, "text": words }).to_string()
            }
            Self::Bare { frame } => format!("{words:<frame$}"),
        }
    }

    /// Who sends: enough people that none of them goes beyond two messages a second.
    fn senders(&self) -> usize {
        match self {
            Self::Kith { cookies, .. } => cookies.len(),
            Self::Bare { .. } => 1,
        }
    }
}

async fn join(wire: &mut Wire, room: &str, after: i64) -> anyhow::Result<i64> {
    wire.send(Message::text(json!({ "do": "join", "room": room, "after": after }).to_string())).await?;
    let answer = async {
        while let Some(frame) = wire.next().await {
            if let Message::Text(text) = frame? {
                let told: serde_json::Value = serde_json::from_str(&text)?;
                match told["is"].as_str() {
                    Some("joined") => return Ok(told["rev"].as_i64().unwrap_or(0)),
                    Some("refused") => anyhow::bail!("the room refused: {told}"),
                    _ => {}
                }
            }
        }
        anyhow::bail!("the room hung up")
    };
    tokio::time::timeout(PATIENCE, answer).await.context("the room did not answer")?
}

/// The last revision of a room.
pub async fn last_rev(at: SocketAddr, cookie: &str, room: &str) -> anyhow::Result<i64> {
    let hall = Hall::Kith { cookies: vec![cookie.to_owned()], room: room.to_owned(), rev: i64::MAX };
    let mut wire = hall.connect(at, 0).await?;
    join(&mut wire, room, i64::MAX).await
}

/// Opens so many sockets that say nothing and hear everything, until what is answered is dropped.
pub async fn idle(hall: &Hall, at: SocketAddr, sockets: usize) -> anyhow::Result<JoinSet<()>> {
    let mut open = JoinSet::new();
    for first in (0..sockets).step_by(OPENING) {
        let mut more = JoinSet::new();
        for n in first..(first + OPENING).min(sockets) {
            let hall = hall.clone();
            more.spawn(async move { hall.connect(at, n).await });
        }
        while let Some(wire) = more.join_next().await {
            let mut wire = wire??;
            open.spawn(async move { while let Some(Ok(_)) = wire.next().await {} });
        }
    }
    Ok(open)
}

/// What one socket heard.
#[derive(Default)]
struct Ear {
    times: Vec<f64>,
    heard: Vec<bool>,
    last: Option<i64>,
    disordered: bool,
    frame: usize,
}

/// Fills the room, and sends.
pub async fn out(hall: Hall, at: SocketAddr, pid: u32, size: Size) -> anyhow::Result<Figures> {
    let without = Memory::of(pid)?;
    let opening = Instant::now();
    let mut wires: Vec<(usize, Wire)> = Vec::with_capacity(size.sockets);
    while wires.len() < size.sockets {
        let mut more = JoinSet::new();
        for n in wires.len()..(wires.len() + OPENING).min(size.sockets) {
            let hall = hall.clone();
            more.spawn(async move { anyhow::Ok((n, hall.connect(at, n).await?)) });
        }
        while let Some(wire) = more.join_next().await {
            wires.push(wire??);
        }
    }
    // In the order of the people, so that those who send take turns.
    wires.sort_by_key(|(n, _)| *n);
    #[expect(clippy::cast_precision_loss, reason = "a thousand")]
    let connects = size.sockets as f64 / opening.elapsed().as_secs_f64();

    // Everybody listens from now on; who is here is told, and then there is quiet.
    let begin = Instant::now() + Duration::from_secs(6);
    let end = begin + size.every * u32::try_from(size.messages)? + PATIENCE;
    let (mut ears, mut sinks) = (JoinSet::new(), Vec::with_capacity(size.sockets));
    for (_, wire) in wires {
        let (sink, stream) = wire.split();
        sinks.push(sink);
        ears.spawn(listen(stream, size, begin, end));
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (with, quiet, clock) = (Memory::of(pid)?, cpu_ms(pid)?, Instant::now());
    tokio::time::sleep_until(begin.into()).await;
    let idle = (cpu_ms(pid)? - quiet) / clock.elapsed().as_secs_f64();
    let (before, own) = (cpu_ms(pid)?, cpu_ms(std::process::id())?);
    send(&hall, &mut sinks, size, begin).await?;
    let mut figures = gather(&mut ears).await?;
    figures.own_cpu = (cpu_ms(std::process::id())? - own) / 1000.0;
    figures.cpu = (cpu_ms(pid)? - before) / 1000.0;
    Ok(Figures { connects, idle, memory: (without, with), due: size.sockets * size.messages, sockets: size.sockets, ..figures })
}

async fn send(hall: &Hall, sinks: &mut [SplitSink<Wire, Message>], size: Size, begin: Instant) -> anyhow::Result<()> {
    let senders = hall.senders();
    for n in 0..size.messages {
        tokio::time::sleep_until((begin + size.every * u32::try_from(n)?).into()).await;
        let sink = sinks.get_mut(n % senders).context("nobody to send")?;
        sink.send(Message::text(hall.say(n))).await?;
    }
    Ok(())
}

/// Hears until everything came, or until there is no hope.
async fn listen(mut stream: SplitStream<Wire>, size: Size, begin: Instant, end: Instant) -> anyhow::Result<(Ear, SplitStream<Wire>)> {
    let mut ear = Ear { heard: vec![false; size.messages], times: Vec::with_capacity(size.messages), ..Ear::default() };
    let over = tokio::time::sleep_until(end.into());
    tokio::pin!(over);
    while ear.times.len() < size.messages {
        tokio::select! {
            frame = stream.next() => match frame {
                Some(Ok(Message::Text(text))) => ear.hear(text.as_str(), size, begin)?,
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            },
            () = &mut over => break,
        }
    }
    Ok((ear, stream))
}

impl Ear {
    fn hear(&mut self, text: &str, size: Size, begin: Instant) -> anyhow::Result<()> {
        ensure!(!text.starts_with(r#"{"is":"refused""#), "a message was refused: {text}");
        let Some(n) = number(text, "fan-").and_then(|n| usize::try_from(n).ok()) else { return Ok(()) };
        let due = begin + size.every * u32::try_from(n)?;
        match self.heard.get_mut(n) {
            Some(heard) if !*heard => *heard = true,
            _ => {
                self.disordered = true;
                return Ok(());
            }
        }
        if let Some(seq) = number(text, "\"seq\":") {
            self.disordered |= self.last.is_some_and(|last| last + 1 != seq);
            self.last = Some(seq);
        }
        self.frame = text.len();
        self.times.push(due.elapsed().as_secs_f64() * 1000.0);
        Ok(())
    }
}

/// The number that stands behind these words.
fn number(text: &str, behind: &str) -> Option<i64> {
    let rest = &text[text.find(behind)? + behind.len()..];
    rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())].parse().ok()
}

async fn gather(ears: &mut JoinSet<anyhow::Result<(Ear, SplitStream<Wire>)>>) -> anyhow::Result<Figures> {
    let (mut times, mut streams, mut disordered, mut frame) = (Vec::new(), Vec::new(), 0, 0);
    while let Some(done) = ears.join_next().await {
        let (ear, stream) = done??;
        // Nobody leaves before all have heard: leaving is work for the server.
        streams.push(stream);
        times.extend(ear.times);
        disordered += usize::from(ear.disordered);
        frame = frame.max(ear.frame);
    }
    let none = Memory { resident: 0, share: 0 };
    Ok(Figures {
        p50: percentile(&mut times, 50.0),
        p99: percentile(&mut times, 99.0),
        max: percentile(&mut times, 100.0),
        delivered: times.len(),
        disordered,
        frame,
        connects: 0.0,
        due: 0,
        cpu: 0.0,
        own_cpu: 0.0,
        idle: 0.0,
        memory: (none, none),
        sockets: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_is_read_from_behind_its_word() {
        let frame = r#"{"is":"message","seq":41,"html":"<p>fan-000007 I sat"}"#;
        assert_eq!((number(frame, "\"seq\":"), number(frame, "fan-"), number(frame, "rev")), (Some(41), Some(7), None));
    }
}
