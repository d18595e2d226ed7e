//! One client: it writes, loses its line, comes back, sends again what was not answered, and writes down all it hears.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::json;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, sleep, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use uuid::Uuid;

use super::check::Rule;
use super::frames::{Told, plain};
use super::ground::{Ground, Phase};
use super::proxy::Proxy;
use super::record::{Change, Dice, End, Event, Mark, Op, Shown, Stream, words};
use crate::http::{Line, form};

type Wire = WebSocketStream<TcpStream>;

/// Messages that a client has under way at once.
const OPEN: usize = 4;
/// A person may send two messages a second in the long run.
const PACE: Duration = Duration::from_millis(510);
/// A line on which an answer is due and nothing was heard for so long is given up.
const SILENCE: Duration = Duration::from_secs(8);

/// Who a client is.
pub struct Character {
    /// Its number.
    pub n: usize,
    /// Its cookies.
    pub cookie: String,
    /// Its line.
    pub proxy: Proxy,
    /// Its chance.
    pub dice: Dice,
    /// Whether it forgets what was not answered when its line breaks, instead of sending it again.
    pub forgetful: bool,
    /// Whether it writes at all.
    pub writes: bool,
    /// Which rule it breaks on purpose, to show that this is seen.
    pub spoils: Option<Rule>,
    /// The revision of each room at the beginning.
    pub starts: Vec<i64>,
}

/// What it wrote down.
#[derive(Default)]
pub struct Diary {
    /// Its sends.
    pub ops: Vec<Op>,
    /// Its edits and deletions.
    pub changes: Vec<Change>,
    /// What it heard, room by room.
    pub streams: Vec<Stream>,
}

struct Seat {
    stream: Stream,
    rev: i64,
    asked: u64,
    joined: bool,
    /// The revision that it must reach in the end.
    target: Option<i64>,
}

/// A send without an answer.
struct Open {
    op: usize,
    sent: u32,
    again: Option<Instant>,
}

enum Over {
    Line,
    SignedOut,
    Done,
}

/// A client at work.
pub struct Client {
    ground: Arc<Ground>,
    who: Character,
    diary: Diary,
    seats: Vec<Seat>,
    open: HashMap<String, Open>,
    /// Own messages that may still be changed, with their ids.
    own: Vec<(Mark, String)>,
    touched: HashSet<Mark>,
    changing: JoinSet<(Change, Option<String>)>,
    said: u64,
    next: Instant,
    settled: bool,
    drains: bool,
}

/// Lives until the run is drained, or until it is shown the door.
pub async fn live(ground: Arc<Ground>, who: Character) -> Diary {
    let stream = |room: usize, from: i64| Stream { client: who.n, room, from, events: Vec::new(), drained: false };
    let seat = |(room, from): (usize, &i64)| Seat { stream: stream(room, *from), rev: *from, asked: 0, joined: false, target: None };
    let seats = who.starts.iter().enumerate().map(seat).collect();
    let next = Instant::now() + PACE.mul_f64(f64::from(u32::try_from(who.n % 50).unwrap_or(0)) / 50.0);
    let (diary, open, own, touched, changing) = (Diary::default(), HashMap::new(), Vec::new(), HashSet::new(), JoinSet::new());
    let mut client = Client { ground, who, diary, seats, open, own, touched, changing, said: 0, next, settled: false, drains: false };
    client.run().await;
    client.diary.streams = client.seats.into_iter().map(|s| s.stream).collect();
    client.diary
}

impl Client {
    async fn run(&mut self) {
        loop {
            let node = self.who.dice.place(self.ground.nodes.len());
            let Some(node) = self.ground.nodes.get(node).copied() else { return };
            self.who.proxy.turn_to(node);
            if let Some(mut wire) = self.connect(node).await {
                match self.session(&mut wire).await {
                    Ok(Over::Done | Over::SignedOut) => break,
                    Ok(Over::Line) | Err(()) => self.ground.count("lines lost"),
                }
                if self.who.forgetful {
                    self.open.clear();
                }
            } else if self.phase() > Phase::Load && self.ground.may_lose(self.who.n) {
                break; // shown the door for good
            }
            let wait = 100 + self.who.dice.below(700);
            sleep(Duration::from_millis(wait)).await;
        }
        self.settle();
    }

    async fn connect(&self, node: SocketAddr) -> Option<Wire> {
        let mut request = format!("ws://{node}/live").into_client_request().ok()?;
        request.headers_mut().insert("cookie", HeaderValue::from_str(&self.who.cookie).ok()?);
        request.headers_mut().insert("origin", HeaderValue::from_str(&format!("http://{node}")).ok()?);
        let open = async {
            let stream = TcpStream::connect(self.who.proxy.at).await.ok()?;
            stream.set_nodelay(true).ok()?;
            tokio_tungstenite::client_async(request, stream).await.map(|(wire, _)| wire).ok()
        };
        timeout(Duration::from_secs(5), open).await.ok()?
    }

    async fn say(&self, wire: &mut Wire, what: serde_json::Value) -> Result<(), ()> {
        timeout(SILENCE, wire.send(Message::text(what.to_string()))).await.map_err(|_| ())?.map_err(|_| ())
    }

    fn phase(&self) -> Phase {
        *self.ground.phase.borrow()
    }

    async fn session(&mut self, wire: &mut Wire) -> Result<Over, ()> {
        self.drains = self.phase() == Phase::Drain;
        for n in 0..self.seats.len() {
            self.join(wire, n).await?;
        }
        for open in self.open.values_mut() {
            open.again = None; // until its room is joined
        }
        let (mut tick, mut heard) = (interval(Duration::from_millis(60)), Instant::now());
        loop {
            tokio::select! {
                frame = wire.next() => {
                    heard = Instant::now();
                    match frame {
                        Some(Ok(Message::Text(text))) => match serde_json::from_str(text.as_str()) {
                            Ok(told) => self.hear(wire, told).await?,
                            Err(why) => self.ground.odd(format!("a frame could not be read: {why}")),
                        },
                        Some(Ok(Message::Close(frame))) => {
                            let code = frame.map_or(1005, |f| f.code.into());
                            self.ground.count(format!("closed by the node with {code}"));
                            if code == 1008 || code == 4401 {
                                if !self.ground.may_lose(self.who.n) {
                                    self.ground.odd(format!("client {} was signed out", self.who.n));
                                }
                                return Ok(Over::SignedOut);
                            }
                            return Ok(Over::Line);
                        }
                        Some(Ok(_)) => {}
                        Some(Err(_)) | None => return Ok(Over::Line),
                    }
                }
                _ = tick.tick() => {
                    let waits = !self.open.is_empty() || self.seats.iter().any(|s| !s.joined && s.asked > 0);
                    if waits && heard.elapsed() > SILENCE {
                        self.ground.count("lines given up for silence");
                        return Ok(Over::Line);
                    }
                    if let Some(over) = self.work(wire).await? {
                        return Ok(over);
                    }
                }
            }
        }
    }

    async fn join(&mut self, wire: &mut Wire, room: usize) -> Result<(), ()> {
        let now = self.ground.now();
        let Some((seat, place)) = self.seats.get_mut(room).zip(self.ground.rooms.get(room)) else { return Ok(()) };
        (seat.joined, seat.target, seat.asked) = (false, None, now);
        let what = json!({ "do": "join", "room": place.id, "after": seat.rev });
        self.say(wire, what).await
    }

    /// What is due now.
    async fn work(&mut self, wire: &mut Wire) -> Result<Option<Over>, ()> {
        while let Some(Ok((change, id))) = self.changing.try_join_next() {
            if let Some(id) = id.filter(|_| change.done && change.text.is_some()) {
                self.own.push((change.mark, id));
            }
            self.diary.changes.push(change);
        }
        let due: Vec<String> =
            self.open.iter().filter(|(_, o)| o.again.is_some_and(|at| at <= Instant::now())).map(|(nonce, _)| nonce.clone()).collect();
        for nonce in due {
            self.send(wire, &nonce).await?;
        }
        match self.phase() {
            Phase::Load => {
                if self.who.writes && Instant::now() >= self.next && self.open.len() < OPEN && !self.ground.enough() {
                    self.next =
                        Instant::now() + PACE.mul_f64(0.6 + f64::from(u32::try_from(self.who.dice.below(800)).unwrap_or(0)) / 1000.0);
                    self.write(wire).await?;
                }
            }
            Phase::Settle => {
                if self.open.is_empty() && self.changing.is_empty() {
                    self.settle();
                }
            }
            Phase::Drain => {
                if !self.drains {
                    return Ok(Some(Over::Line)); // comes back once more, to read to the end
                }
                let lost = self.ground.may_lose(self.who.n);
                if lost || self.seats.iter().all(|s| s.target.is_some_and(|target| s.rev >= target)) {
                    self.seats.iter_mut().for_each(|s| s.stream.drained = !lost);
                    return Ok(Some(Over::Done));
                }
            }
        }
        Ok(None)
    }

    fn settle(&mut self) {
        if !self.settled {
            self.settled = true;
            self.ground.settled.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// A new message, or sometimes a change to an older one of its own.
    async fn write(&mut self, wire: &mut Wire) -> Result<(), ()> {
        if self.who.dice.one_in(25) && !self.own.is_empty() && self.changing.is_empty() {
            self.change();
        }
        let room = self.who.dice.place(self.seats.len());
        let mark: Mark = ((self.who.n as u64) << 32) | self.said;
        self.said += 1;
        let long = if self.who.dice.one_in(10) { 400 + self.who.dice.place(900) } else { 8 };
        let text = words(mark, "said with care ".repeat(long / 3).trim_end());
        let nonce = Uuid::from_u64_pair(self.who.dice.next(), self.who.dice.next()).to_string();
        let now = self.ground.now();
        let op = Op { client: self.who.n, room, mark, text, began: now, ended: now, end: End::Unknown };
        self.diary.ops.push(op);
        self.open.insert(nonce.clone(), Open { op: self.diary.ops.len() - 1, sent: 0, again: None });
        self.send(wire, &nonce).await?;
        if self.who.spoils == Some(Rule::Phantom) && self.who.dice.one_in(5) {
            self.diary.ops.pop(); // it says it, and does not write it down
            self.open.remove(&nonce);
        }
        Ok(())
    }

    async fn send(&mut self, wire: &mut Wire, nonce: &str) -> Result<(), ()> {
        let Some(open) = self.open.get_mut(nonce) else { return Ok(()) };
        (open.sent, open.again) = (open.sent + 1, None);
        let Some(op) = self.diary.ops.get(open.op) else { return Ok(()) };
        let Some(place) = self.ground.rooms.get(op.room) else { return Ok(()) };
        let what = json!({ "do": "send", "room": place.id, "nonce": nonce, "text": &*op.text });
        self.say(wire, what).await
    }

    fn room(&self, id: &str) -> Option<usize> {
        self.ground.rooms.iter().position(|place| place.id == id)
    }

    async fn hear(&mut self, wire: &mut Wire, told: Told) -> Result<(), ()> {
        match told {
            Told::Joined { room, rev, reload } => {
                let Some(n) = self.room(&room) else { return Ok(()) };
                if reload {
                    self.reload(n, rev).await?;
                }
                let Some(seat) = self.seats.get_mut(n) else { return Ok(()) };
                seat.stream.events.push(Event::Joined { asked: seat.asked });
                (seat.joined, seat.target) = (true, Some(rev));
                self.ask_again(n);
            }
            Told::Message { room, id, seq, rev, html, deleted } => {
                let Some(n) = self.room(&room) else { return Ok(()) };
                let text = (!deleted).then(|| self.ground.keep(plain(&html)));
                self.note(n, &id, Shown { seq, rev, text });
            }
            Told::Ack { nonce, seq } => self.acked(wire, &nonce, seq).await?,
            Told::Refused { room, nonce, word, retry } => self.refused(wire, &room, nonce, &word, retry).await?,
            Told::Left { room } => {
                if !self.ground.may_lose(self.who.n) {
                    self.ground.odd(format!("client {} was put out of {room}", self.who.n));
                }
                self.ground.count("rooms left by order");
            }
            Told::Other => {}
        }
        Ok(())
    }

    /// What is open in a room is sent again.
    fn ask_again(&mut self, room: usize) {
        let ops = &self.diary.ops;
        for open in self.open.values_mut().filter(|o| o.again.is_none() && ops.get(o.op).is_some_and(|op| op.room == room)) {
            open.again = Some(Instant::now());
        }
    }

    fn note(&mut self, room: usize, id: &str, mut shown: Shown) {
        let at = self.ground.now();
        let Some(seat) = self.seats.get_mut(room) else { return };
        seat.rev = seat.rev.max(shown.rev);
        // What it has begun to change is changed again only when that was answered.
        if let Some(mark) = shown.mark().filter(|mark| mark >> 32 == self.who.n as u64 && self.touched.insert(*mark)) {
            self.own.push((mark, id.to_owned()));
        }
        match self.who.spoils {
            Some(Rule::Stream) if self.who.dice.one_in(40) => return,
            Some(Rule::Fold) if self.who.dice.one_in(40) => shown.text = Some(self.ground.keep("misheard")),
            _ => {}
        }
        seat.stream.events.push(Event::Told { at, shown });
    }

    async fn acked(&mut self, wire: &mut Wire, nonce: &str, seq: i64) -> Result<(), ()> {
        let Some(open) = self.open.remove(nonce) else { return Ok(()) };
        let now = self.ground.now();
        let Some(op) = self.diary.ops.get_mut(open.op) else { return Ok(()) };
        (op.end, op.ended) = (End::Acked(seq), now);
        self.ground.acked.fetch_add(1, Ordering::Relaxed);
        match self.who.spoils {
            Some(Rule::Lost) if self.who.dice.one_in(9) => op.end = End::Acked(seq + 100_000), // a number that it dreamt
            Some(Rule::Order) => (op.began, op.ended) = (now + 900_000, now + 900_001),        // a clock that is wrong
            Some(Rule::Double) if self.who.dice.one_in(9) => {
                // Sent again as if it were new: under another nonce.
                let place = self.ground.rooms.get(op.room).map(|p| p.id.clone()).unwrap_or_default();
                let nonce = Uuid::from_u64_pair(self.who.dice.next(), self.who.dice.next());
                let what = json!({ "do": "send", "room": place, "nonce": nonce, "text": &*op.text });
                self.say(wire, what).await?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn refused(&mut self, wire: &mut Wire, room: &str, nonce: Option<String>, word: &str, retry: Option<u32>) -> Result<(), ()> {
        self.ground.count(format!("refused: {word}"));
        let Some(nonce) = nonce else {
            return match (self.room(room), retry) {
                (Some(n), Some(_)) => {
                    sleep(Duration::from_millis(300)).await;
                    self.join(wire, n).await
                }
                (Some(n), None) if self.ground.may_lose(self.who.n) => {
                    if let Some(seat) = self.seats.get_mut(n) {
                        seat.asked = 0;
                    }
                    self.ask_again(n); // and it will be told no
                    Ok(())
                }
                _ => {
                    self.ground.odd(format!("client {} was not let into {room}: {word}", self.who.n));
                    Ok(())
                }
            };
        };
        let Some(open) = self.open.get_mut(&nonce) else { return Ok(()) };
        if let Some(seconds) = retry {
            open.again = Some(Instant::now() + Duration::from_millis(u64::from(seconds) * 1000).min(Duration::from_secs(3)));
            return Ok(());
        }
        if !self.ground.may_lose(self.who.n) {
            self.ground.odd(format!("client {} was refused: {word}", self.who.n));
        }
        let (op, first) = (open.op, open.sent == 1);
        self.open.remove(&nonce);
        // What was sent before may have been taken then: only a first refusal is certain.
        if let Some(op) = self.diary.ops.get_mut(op).filter(|_| first) {
            (op.end, op.ended) = (End::Refused, self.ground.now());
        }
        Ok(())
    }

    /// Too much was missed: the page is read, from any node that answers.
    async fn reload(&mut self, room: usize, rev: i64) -> Result<(), ()> {
        self.ground.count("pages read after a long absence");
        for _ in 0..10 {
            for node in self.ground.nodes.clone() {
                if let Ok(shown) = self.ground.read(node, &self.who.cookie, room).await {
                    let Some(seat) = self.seats.get_mut(room) else { return Ok(()) };
                    seat.rev = seat.rev.max(rev);
                    seat.stream.events.push(Event::Read { rev, shown });
                    return Ok(());
                }
            }
            sleep(Duration::from_millis(300)).await;
        }
        Err(())
    }

    /// Edits or takes back one of its own messages over HTTP. Without an answer it may have happened or not.
    fn change(&mut self) {
        let (mark, id) = self.own.swap_remove(self.who.dice.place(self.own.len()));
        let text = (!self.who.dice.one_in(3)).then(|| words(mark, &format!("said better {}", self.who.dice.below(1_000_000))));
        let node = self.ground.nodes.get(self.who.dice.place(self.ground.nodes.len())).copied();
        let (ground, cookie) = (self.ground.clone(), self.who.cookie.clone());
        let Some(node) = node else { return };
        self.changing.spawn(async move {
            let (path, body) = match &text {
                Some(text) => (format!("/chat/messages/{id}"), format!("text={}", text.replace(' ', "+"))),
                None => (format!("/chat/messages/{id}/delete"), String::new()),
            };
            let ask = async { Line::open(node).await?.ask(form(node, &path, &cookie, body)?).await };
            let status = timeout(Duration::from_secs(6), ask).await.ok().and_then(Result::ok).map(|r| r.status);
            ground.count(format!("changes answered with {}", status.map_or_else(|| "nothing".to_owned(), |s| s.to_string())));
            (Change { mark, text, done: status == Some(303) }, (status == Some(303)).then_some(id))
        });
    }
}
