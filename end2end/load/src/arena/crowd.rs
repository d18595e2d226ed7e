//! Thousands of sockets in one thread: a poll loop that reads frames without a copy where it can, so that the driver stays cheap
//! beside the server that it measures.

use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use serde_json::json;

use super::frame::{masked, next, number};

/// Sockets that are opened at once.
const OPENING: usize = 64;

/// How a server is entered.
#[derive(Debug, Clone)]
pub struct Door {
    /// Where it listens.
    pub at: SocketAddr,
    /// The path of its socket.
    pub path: &'static str,
    /// The path of a socket that only publishes, where members do not.
    pub publish: Option<&'static str>,
    /// Cookies of the people who sit there, in turn; none: nobody is asked.
    pub cookies: Vec<String>,
    /// A room to join, and the last revision that everybody has.
    pub room: Option<(String, i64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Shaking,
    Joining,
    In,
    Gone,
}

struct Member {
    wire: TcpStream,
    state: State,
    rest: Vec<u8>,
    waiting: Vec<u8>,
    rev: i64,
    seq: Option<i64>,
    stalled: bool,
}

/// All sockets.
pub struct Crowd {
    poll: Poll,
    events: Events,
    door: Door,
    members: Vec<Member>,
    /// Sockets that listen; one behind them may only publish.
    pub size: usize,
    buffer: Vec<u8>,
    /// Sockets that saw a number missing, doubled or out of turn.
    pub disordered: usize,
    /// What servers said when they refused.
    refusal: Option<String>,
}

/// A message that reached a member: which, and when.
type Ear<'a> = &'a mut dyn FnMut(usize, Instant);

impl Crowd {
    /// Opens them all. Answers the crowd and how many were opened in a second, with everything that the door asks.
    pub fn enter(door: Door, size: usize) -> anyhow::Result<(Self, f64)> {
        let poll = Poll::new()?;
        let mut crowd = Self {
            poll,
            events: Events::with_capacity(4096),
            door,
            members: Vec::with_capacity(size + 1),
            size,
            buffer: vec![0; 256 * 1024],
            disordered: 0,
            refusal: None,
        };
        let began = Instant::now();
        crowd.fill(size)?;
        #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
        let rate = size as f64 / began.elapsed().as_secs_f64();
        if crowd.door.publish.is_some() {
            crowd.fill(size + 1)?;
        }
        Ok((crowd, rate))
    }

    /// Opens sockets until there are so many, some at once.
    fn fill(&mut self, size: usize) -> anyhow::Result<()> {
        let end = Instant::now() + Duration::from_secs(90);
        let mut inside = self.members.len();
        while inside < size {
            while self.members.len() < size && self.members.len() - inside < OPENING {
                let n = self.members.len();
                let member = self.open(n)?;
                self.members.push(member);
            }
            self.turn(Duration::from_millis(50), &mut |_, _| {})?;
            inside = self.members.iter().filter(|m| m.state == State::In).count();
            ensure!(self.members.iter().all(|m| m.state != State::Gone), "a socket was closed while it came in: {:?}", self.refusal);
            ensure!(Instant::now() < end, "only {inside} of {size} sockets could be opened");
        }
        Ok(())
    }

    fn open(&self, n: usize) -> anyhow::Result<Member> {
        let mut wire = TcpStream::connect(self.door.at)?;
        self.poll.registry().register(&mut wire, Token(n), Interest::READABLE | Interest::WRITABLE)?;
        let path = if n >= self.size { self.door.publish.unwrap_or(self.door.path) } else { self.door.path };
        let at = self.door.at;
        let mut ask = format!(
            "GET {path} HTTP/1.1\r\nHost: {at}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        );
        if let Some(cookie) = self.door.cookies.get(n % self.door.cookies.len().max(1)) {
            ask.push_str(&format!("Origin: http://{at}\r\nCookie: {cookie}\r\n"));
        }
        ask.push_str("\r\n");
        let rev = self.door.room.as_ref().map_or(0, |(_, rev)| *rev);
        Ok(Member { wire, state: State::Shaking, rest: Vec::new(), waiting: ask.into_bytes(), rev, seq: None, stalled: false })
    }

    /// One look at what is ready.
    pub fn turn(&mut self, wait: Duration, ear: Ear) -> anyhow::Result<()> {
        match self.poll.poll(&mut self.events, Some(wait)) {
            Err(why) if why.kind() == std::io::ErrorKind::Interrupted => return Ok(()),
            other => other?,
        }
        let ready: Vec<(usize, bool, bool)> = self.events.iter().map(|e| (e.token().0, e.is_readable(), e.is_writable())).collect();
        for (n, readable, writable) in ready {
            if writable {
                self.flush(n)?;
            }
            if readable {
                self.read(n, ear)?;
            }
        }
        Ok(())
    }

    fn flush(&mut self, n: usize) -> anyhow::Result<()> {
        let Some(member) = self.members.get_mut(n).filter(|m| !m.waiting.is_empty()) else { return Ok(()) };
        match member.wire.write(&member.waiting) {
            Ok(sent) => _ = member.waiting.drain(..sent),
            Err(why) if matches!(why.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::NotConnected) => {}
            Err(_) => member.state = State::Gone,
        }
        Ok(())
    }

    /// Sends a text from a member.
    pub fn say(&mut self, n: usize, text: &str) -> anyhow::Result<()> {
        let member = self.members.get_mut(n).context("no such member")?;
        masked(&mut member.waiting, 1, text.as_bytes());
        self.flush(n)
    }

    fn read(&mut self, n: usize, ear: Ear) -> anyhow::Result<()> {
        loop {
            let Some(member) = self.members.get_mut(n).filter(|m| !m.stalled && m.state != State::Gone) else { return Ok(()) };
            let got = match member.wire.read(&mut self.buffer) {
                Ok(0) => {
                    member.state = State::Gone;
                    return Ok(());
                }
                Ok(got) => got,
                Err(why) if why.kind() == std::io::ErrorKind::WouldBlock => return Ok(()),
                Err(_) => {
                    member.state = State::Gone;
                    return Ok(());
                }
            };
            let now = Instant::now();
            let mut buffer = std::mem::take(&mut self.buffer);
            let done = self.take(n, buffer.get(..got).unwrap_or_default(), now, ear);
            let full = got == buffer.len();
            std::mem::swap(&mut self.buffer, &mut buffer);
            done?;
            if !full {
                return Ok(()); // a read that was not filled has emptied the socket
            }
        }
    }

    /// Bytes of a member: the rest of before goes first.
    fn take(&mut self, n: usize, fresh: &[u8], now: Instant, ear: Ear) -> anyhow::Result<()> {
        let mut rest = match self.members.get_mut(n) {
            Some(member) => std::mem::take(&mut member.rest),
            None => return Ok(()),
        };
        let joined = !rest.is_empty();
        if joined {
            rest.extend_from_slice(fresh);
        }
        let mut at = if joined { rest.as_slice() } else { fresh };
        if self.members.get(n).is_some_and(|m| m.state == State::Shaking) {
            let Some(end) = at.windows(4).position(|w| w == b"\r\n\r\n") else { return self.keep(n, at) };
            if !at.starts_with(b"HTTP/1.1 101") {
                self.refusal = Some(String::from_utf8_lossy(at.get(..end).unwrap_or_default()).into_owned());
                self.gone(n);
                return Ok(());
            }
            at = at.get(end + 4..).unwrap_or_default();
            self.shaken(n)?;
        }
        while let Some((op, body, behind)) = next(at) {
            match op {
                1 | 2 => self.hear(n, body, now, ear),
                8 => {
                    self.refusal = Some(format!("closed: {}", String::from_utf8_lossy(body)));
                    self.gone(n);
                }
                9 => {
                    if let Some(member) = self.members.get_mut(n) {
                        masked(&mut member.waiting, 10, body);
                    }
                    self.flush(n)?;
                }
                _ => {}
            }
            at = behind;
        }
        self.keep(n, at)
    }

    fn keep(&mut self, n: usize, rest: &[u8]) -> anyhow::Result<()> {
        if let Some(member) = self.members.get_mut(n).filter(|_| !rest.is_empty()) {
            member.rest = rest.to_vec();
        }
        Ok(())
    }

    fn gone(&mut self, n: usize) {
        if let Some(member) = self.members.get_mut(n) {
            member.state = State::Gone;
        }
    }

    fn shaken(&mut self, n: usize) -> anyhow::Result<()> {
        let Some(member) = self.members.get_mut(n) else { return Ok(()) };
        let Some((room, _)) = self.door.room.as_ref().filter(|_| n < self.size) else {
            member.state = State::In;
            return Ok(());
        };
        member.state = State::Joining;
        let text = json!({ "do": "join", "room": room, "after": member.rev }).to_string();
        self.say(n, &text)
    }

    fn hear(&mut self, n: usize, body: &[u8], now: Instant, ear: Ear) {
        let Some(member) = self.members.get_mut(n).filter(|_| n < self.size) else { return };
        if member.state == State::Joining {
            if body.starts_with(br#"{"is":"joined""#) {
                member.state = State::In;
            } else if body.starts_with(br#"{"is":"refused""#) {
                member.state = State::Gone;
                self.refusal = Some(String::from_utf8_lossy(body).into_owned());
            }
            return;
        }
        if body.starts_with(br#"{"is":"refused""#) {
            self.refusal = Some(String::from_utf8_lossy(body).into_owned());
        }
        let Some(which) = number(body, b"fan-") else { return };
        if self.door.room.is_some() {
            if let Some(seq) = number(body, b"\"seq\":") {
                self.disordered += usize::from(member.seq.is_some_and(|last| last + 1 != seq));
                member.seq = Some(seq);
            }
            member.rev = number(body, b"\"rev\":").unwrap_or(member.rev);
        }
        ear(usize::try_from(which).unwrap_or(usize::MAX), now);
    }

    /// These stop reading, or read again.
    pub fn stall(&mut self, count: usize, stalled: bool, ear: Ear) -> anyhow::Result<()> {
        for n in self.size - count.min(self.size)..self.size {
            if let Some(member) = self.members.get_mut(n) {
                member.stalled = stalled;
            }
            if !stalled {
                self.read(n, ear)?;
            }
        }
        Ok(())
    }

    /// Goes on reading for a while.
    pub fn rest(&mut self, time: Duration, ear: Ear) -> anyhow::Result<()> {
        let end = Instant::now() + time;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            self.turn(left.min(Duration::from_millis(20)), ear)?;
        }
        Ok(())
    }

    /// How many are in.
    pub fn inside(&self) -> usize {
        self.members.iter().take(self.size).filter(|m| m.state == State::In).count()
    }

    /// Fails when the server refused something that was said.
    pub fn nothing_refused(&self) -> anyhow::Result<()> {
        match &self.refusal {
            Some(what) => bail!("the server refused: {what}"),
            None => Ok(()),
        }
    }

    /// Every line is cut at once. Each member comes back after its own wait, with what it has, until all are in again.
    /// Answers after how long half of them, and all, were back.
    pub fn storm(&mut self, waits: &[Duration], limit: Duration, ear: Ear) -> anyhow::Result<(Duration, Duration)> {
        let began = Instant::now();
        let revs: Vec<(i64, Option<i64>)> = self.members.iter().map(|m| (m.rev, m.seq)).collect();
        self.members.iter_mut().for_each(|m| m.state = State::Gone);
        let (mut due, mut half): (Vec<Option<Duration>>, _) = (waits.iter().map(|w| Some(*w)).collect(), None);
        loop {
            for n in 0..self.size {
                let gone = self.members.get(n).is_some_and(|m| m.state == State::Gone);
                match due.get(n).copied().flatten() {
                    Some(at) if began.elapsed() >= at => {
                        if let Ok(mut member) = self.open(n) {
                            (member.rev, member.seq) = revs.get(n).copied().unwrap_or_default();
                            if let Some(place) = self.members.get_mut(n) {
                                *place = member;
                            }
                            if let Some(place) = due.get_mut(n) {
                                *place = None;
                            }
                        }
                    }
                    // Refused or cut again: comes back as a browser would, a little later each time.
                    None if gone => {
                        if let Some(place) = due.get_mut(n) {
                            *place = Some(began.elapsed() + waits.get(n).copied().unwrap_or_default() + Duration::from_millis(500));
                        }
                    }
                    _ => {}
                }
            }
            self.turn(Duration::from_millis(5), ear)?;
            let inside = self.inside();
            if half.is_none() && inside * 2 >= self.size {
                half = Some(began.elapsed());
            }
            if inside == self.size {
                return Ok((half.unwrap_or_default(), began.elapsed()));
            }
            ensure!(began.elapsed() < limit, "only {inside} of {} came back; {:?}", self.size, self.refusal);
        }
    }
}
