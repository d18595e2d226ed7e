//! Several machines: two processes on one PostgreSQL with NATS between them, and what happens when NATS, or one of them, goes.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use backend::context::{Clock as _, SystemClock};
use backend::programs::enrolling;
use backend::testing::{Bench, Engine, bench};
use backend::world::World;
use backend::{accounts, chat};
use domain::id::RoomId;
use domain::live::call::{CallSay, CallTell, Signal};
use domain::live::{Say, Tell, close};
use server::keys::Keys;
use tokio::process::{Child, Command};
use uuid::Uuid;

use crate::actors::Actor;
use crate::doors::calls::call_that_is_on;
use crate::line::{Heard, Line};

const KEY: [u8; 32] = [7; 32];

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A NATS server of this test's own.
struct Nats {
    port: u16,
    child: Option<Child>,
}

impl Nats {
    fn binary() -> PathBuf {
        let path = std::env::var("PATH").unwrap_or_default();
        let places = path.split(':').chain(["/usr/sbin", "/usr/local/bin"]).map(|place| Path::new(place).join("nats-server"));
        places
            .into_iter()
            .find(|file| file.is_file())
            .expect("nats-server is on PATH or in /usr/sbin; `apt-get install nats-server` brings it")
    }

    async fn start() -> Self {
        let mut nats = Self { port: free_port(), child: None };
        nats.begin().await;
        nats
    }

    async fn begin(&mut self) {
        let mut command = Command::new(Self::binary());
        command.args(["-a", "127.0.0.1", "-p", &self.port.to_string()]).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
        self.child = Some(command.spawn().expect("nats-server starts"));
        for _ in 0..100 {
            if tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nats-server did not answer within five seconds");
    }

    async fn kill(&mut self) {
        self.child.take().expect("it runs").kill().await.expect("killed");
    }
}

/// One process of Kith.
struct Node {
    child: Child,
    address: String,
}

impl Node {
    async fn start(data: &Path, url: &str, nats: u16) -> Self {
        let port = free_port();
        let address = format!("http://127.0.0.1:{port}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
        command.arg("serve").env_clear().env("KITH_DATA", data).current_dir(data).stdout(Stdio::null()).kill_on_drop(true);
        command.envs([("DATABASE_URL", url), ("KITH_ORIGIN", &address), ("KITH_LOG", "error")]);
        command.env("KITH_LISTEN", format!("127.0.0.1:{port}")).env("KITH_NATS_URL", format!("nats://127.0.0.1:{nats}"));
        let child = command.spawn().expect("kith starts");
        for _ in 0..400 {
            if reqwest::get(format!("{address}/health")).await.is_ok_and(|r| r.status() == 200) {
                return Self { child, address };
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("kith did not answer within ten seconds");
    }

    /// SIGTERM, and how long it then took.
    async fn stop(&mut self) -> Duration {
        let began = Instant::now();
        let pid = self.child.id().expect("it runs").to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().await.expect("kill").success());
        let ended = tokio::time::timeout(Duration::from_secs(15), self.child.wait()).await.expect("it ends by itself").expect("a status");
        assert!(ended.success(), "{ended}");
        began.elapsed()
    }
}

/// Two processes, one database, one NATS.
struct House {
    bench: Bench,
    world: World,
    keys: Keys,
    room: RoomId,
    nats: Nats,
    nodes: [Node; 2],
    _data: tempfile::TempDir,
}

impl House {
    async fn open() -> Self {
        let bench = bench(Engine::Postgres).await;
        bench.clock.set(SystemClock.now());
        accounts::terms::ensure_first(&bench.cx).await.unwrap();
        let world = World::found(&bench.cx).await.unwrap();
        let room = chat::reach::room_of(&bench.cx, &world.viewer("fatima").await.unwrap(), &world.slug, None).await.unwrap().id;
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join("access.key"), KEY).unwrap();
        let nats = Nats::start().await;
        let (one, two) = tokio::join!(Node::start(data.path(), &bench.url, nats.port), Node::start(data.path(), &bench.url, nats.port));
        Self { bench, world, keys: Keys::of(&KEY), room, nats, nodes: [one, two], _data: data }
    }

    /// Somebody on one of the two, in the room.
    async fn line(&self, node: usize, who: &str) -> Line {
        let mut line = self.open_line(node, who).await;
        assert!(matches!(line.join(self.room, i64::MAX - 1).await, Heard::Told(Tell::Joined { .. })));
        line
    }

    /// Somebody's socket on one of the two.
    async fn open_line(&self, node: usize, who: &str) -> Line {
        let person = self.world.id(who);
        let tx = self.bench.cx.begin().await.unwrap();
        let device = accounts::devices::open(&tx, person, "nodes").await.unwrap();
        tx.commit().await.unwrap();
        let token = self.keys.mint(person, device.sign_in, SystemClock.now()).unwrap();
        let (address, cookie) = (self.nodes[node].address.clone(), format!("kith_at={token}"));
        Actor { client: reqwest::Client::new(), address, cookie }.line().await
    }
}

fn nonce(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// How long it took until this number came.
async fn comes(line: &mut Line, seq: i64, patience: Duration) -> Duration {
    let began = Instant::now();
    let heard = line.until_within(patience, |t| matches!(t, Tell::Message(said) if said.seq == seq)).await;
    assert!(matches!(heard, Heard::Told(_)), "message {seq}: {heard:?} after {:?}", began.elapsed());
    began.elapsed()
}

#[tokio::test]
async fn messages_presence_and_typing_cross_and_who_is_put_out_is_told_on_both() {
    let house = House::open().await;
    let (mut fatima, mut hana) = (house.line(0, "fatima").await, house.line(1, "hana").await);
    assert_eq!(fatima.presence(|count| count == 2).await.len(), 2, "people of both machines");
    assert_eq!(hana.presence(|count| count == 2).await.len(), 2);
    for n in 1..=5 {
        fatima.send(house.room, nonce(n), "Good morning").await.unwrap();
        let took = comes(&mut hana, i64::try_from(n).unwrap(), Duration::from_secs(5)).await;
        assert!(took < Duration::from_secs(1), "at once, not at the next look: {took:?}");
    }
    hana.say(&Say::Typing { room: house.room }).await;
    let typing = fatima.until(|t| matches!(t, Tell::Typing { names, .. } if names.len() == 1)).await;
    assert!(matches!(typing, Heard::Told(_)), "{typing:?}");
    // The act itself happens on neither of the two: a third process with no bus, such as the command line.
    let (mut here, mut there) = (house.line(0, "hana").await, house.line(1, "hana").await);
    let corinne = house.world.viewer("corinne").await.unwrap();
    enrolling::remove(&house.bench.cx, &corinne, &house.world.slug, house.world.id("hana")).await.unwrap();
    fatima.send(house.room, nonce(9), "She has left").await.unwrap();
    for line in [&mut here, &mut there, &mut hana] {
        let heard = line.until(|t| matches!(t, Tell::Left { .. } | Tell::Message(_))).await;
        assert_eq!(heard, Heard::Told(Tell::Left { room: house.room }), "and nothing said later");
        assert_eq!(line.until_within(Duration::from_millis(500), |t| matches!(t, Tell::Message(_))).await, Heard::Silence);
    }
    assert_eq!(fatima.presence(|count| count == 1).await, ["Fatima Rahman"]);
}

#[tokio::test]
async fn who_wants_not_to_be_seen_is_gone_from_every_machine_within_seconds() {
    let house = House::open().await;
    let mut fatima = house.line(0, "fatima").await;
    let _tabs = (house.line(0, "hana").await, house.line(1, "hana").await);
    assert_eq!(fatima.presence(|count| count == 2).await.len(), 2);
    // The act happens on neither of the two, and no bus tells of it.
    let hana = house.world.viewer("hana").await.unwrap();
    let began = Instant::now();
    chat::settings::set_invisible(&house.bench.cx, &hana, true).await.unwrap();
    assert_eq!(fatima.presence(|count| count == 1).await, ["Fatima Rahman"]);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[tokio::test]
async fn without_nats_messages_come_within_five_seconds_and_it_heals() {
    let mut house = House::open().await;
    let (mut fatima, mut hana) = (house.line(0, "fatima").await, house.line(1, "hana").await);
    house.nats.kill().await;
    for n in 1..=4 {
        fatima.send(house.room, nonce(n), "Is anybody there?").await.unwrap();
        comes(&mut hana, i64::try_from(n).unwrap(), Duration::from_secs(5)).await;
        tokio::time::sleep(Duration::from_millis(700)).await;
    }
    // A start and a post do without it, too.
    let third = Node::start(house._data.path(), &house.bench.url, house.nats.port).await;
    house.nodes[0] = third;
    let mut maya = house.line(0, "maya").await;
    maya.send(house.room, nonce(5), "I am").await.unwrap();
    comes(&mut hana, 5, Duration::from_secs(5)).await;
    house.nats.begin().await;
    let mut quick = 0;
    for n in 6..=20 {
        maya.send(house.room, nonce(n), "And now?").await.unwrap();
        let took = comes(&mut hana, i64::try_from(n).unwrap(), Duration::from_secs(5)).await;
        // A look every two seconds would bring at least one of any four later than this.
        quick = if took < Duration::from_secs(1) { quick + 1 } else { 0 };
        tokio::time::sleep(Duration::from_millis(510)).await;
    }
    assert!(quick >= 5, "it heals by itself: the last {quick} came at once");
    let mut again = house.line(0, "maya").await;
    assert_eq!(again.presence(|count| count == 2).await.len(), 2, "and so does presence");
}

#[tokio::test]
async fn who_is_told_to_stop_closes_its_sockets_and_is_gone_in_ten_seconds() {
    let mut house = House::open().await;
    let mut hana = house.line(1, "hana").await;
    let mut many = Vec::new();
    for who in ["fatima", "amara", "benoit", "maya"] {
        many.push(house.line(0, who).await);
    }
    assert_eq!(hana.presence(|count| count == 5).await.len(), 5);
    many[0].send(house.room, nonce(1), "Before it stops").await.unwrap();
    let waiting: Vec<_> = many
        .into_iter()
        .map(|mut line| tokio::spawn(async move { line.until_within(Duration::from_secs(12), |t| matches!(t, Tell::Ack { .. })).await }))
        .collect();
    let address: SocketAddr = house.nodes[0].address.trim_start_matches("http://").parse().unwrap();
    let took = house.nodes[0].stop().await;
    assert!(took < Duration::from_secs(10), "{took:?}");
    for line in waiting {
        assert_eq!(line.await.unwrap(), Heard::Closed(close::RESTART));
    }
    assert!(tokio::net::TcpStream::connect(address).await.is_err(), "nobody listens any more");
    assert_eq!(hana.presence(|count| count == 1).await.len(), 1, "its people are gone from the other machine");
    let mut again = house.line(1, "fatima").await;
    assert_eq!(again.send(house.room, nonce(2), "And they come back there").await.unwrap(), 2);
    comes(&mut hana, 2, Duration::from_secs(5)).await;
}

#[tokio::test]
async fn the_two_of_a_call_find_each_other_over_two_machines_with_and_without_nats_and_no_signal_is_left() {
    let mut house = House::open().await;
    let call = call_that_is_on(&house.bench.cx, &house.world).await;
    let (one, two) = (nonce(1), nonce(2));
    let (mut amara, mut odile) = (house.open_line(0, "amara").await, house.open_line(1, "odile").await);
    amara.sit(call, one).await;
    assert!(matches!(odile.sit(call, two).await, Some(CallTell::Call { other: Some(other), .. }) if other == one));
    assert_eq!(amara.until_call(|_| true).await, Some(CallTell::Peer { call, other: Some(two) }));
    for bus in [true, false] {
        if !bus {
            house.nats.kill().await;
        }
        for n in 0..4 {
            let (signal, began) = (Signal::Answer(format!("{bus} {n}")), Instant::now());
            odile.say_call(&CallSay::Signal { call, seat: two, to: one, signal: signal.clone() }).await;
            assert_eq!(amara.until_call(|_| true).await, Some(CallTell::Signal { call, from: two, signal }));
            let took = began.elapsed();
            assert!(took < Duration::from_secs(if bus { 1 } else { 4 }), "bus {bus}: {took:?}");
        }
    }
    // Ended by somebody on neither of the two: both hear it, and nothing is left.
    let viewer = house.world.viewer("odile").await.unwrap();
    backend::consults::calling::hang_up(&house.bench.cx, &viewer, call).await.unwrap();
    for line in [&mut amara, &mut odile] {
        assert_eq!(line.until_call(|_| true).await, Some(CallTell::CallGone { call }));
    }
    assert_eq!(backend::testing::count(&house.bench.cx, "consult_signals").await, 0);
    assert_eq!(backend::testing::count(&house.bench.cx, "consult_seats").await, 0);
}
