//! The server is killed in the middle of writing: nothing acknowledged is lost, nothing is there twice, no number is missing.
//!
//! Five rounds, each on a fresh database: several people write to the chat (over the socket, and by the form) and to a thread,
//! SIGKILL at another moment each time, a new process on the same file, everything without an answer sent again under its own nonce.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backend::context::{Clock as _, SystemClock};
use backend::testing::{Bench, Engine, bench, reopen};
use backend::world::World;
use backend::{Viewer, accounts, chat, forum};
use domain::id::{RoomId, ThreadId};
use domain::live::{Say, Tell};
use futures_util::{SinkExt as _, StreamExt as _};
use reqwest::Client;
use server::keys::Keys;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use uuid::Uuid;

const KEY: [u8; 32] = [7; 32];
const ON_THE_SOCKET: [&str; 3] = ["amara", "benoit", "fatima"];
const ON_THE_FORM: [&str; 2] = ["gilles", "maya"];
const IN_THE_THREAD: [&str; 3] = ["amara", "corinne", "gilles"];

/// What a writer sent, and what it was answered: the number, or nothing yet.
#[derive(Clone, Debug)]
struct Sent {
    nonce: Uuid,
    text: String,
    answered: Option<i64>,
}

type Ledger = Arc<Mutex<Vec<Sent>>>;

/// One process; killed when dropped, by its id.
struct Node {
    child: tokio::process::Child,
}

impl Node {
    async fn start(data: &Path, url: &str, port: u16) -> Self {
        let origin = format!("http://127.0.0.1:{port}");
        let child = tokio::process::Command::new(env!("CARGO_BIN_EXE_kith"))
            .arg("serve")
            .env_clear()
            .envs([("DATABASE_URL", url), ("KITH_LISTEN", &format!("127.0.0.1:{port}")), ("KITH_ORIGIN", &origin), ("KITH_LOG", "warn")])
            .env("KITH_DATA", data)
            .current_dir(data)
            .stdout(std::process::Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("kith starts");
        let client = Client::new();
        for _ in 0..400 {
            if client.get(format!("{origin}/health")).send().await.is_ok_and(|r| r.status() == 200) {
                return Self { child };
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("kith did not answer within ten seconds");
    }

    /// SIGKILL, and wait until it is gone.
    async fn kill(mut self) {
        self.child.kill().await.expect("killed");
    }
}

/// A place to write: how to send one text under its nonce. `None`: no answer. `Some(Err)`: not now.
#[derive(Clone)]
struct Writer {
    address: SocketAddr,
    cookie: String,
    path: String,
    client: Client,
}

impl Writer {
    fn new(port: u16, token: &str, path: &str) -> Self {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(Duration::from_secs(10)).build().unwrap();
        Self { address: ([127, 0, 0, 1], port).into(), cookie: format!("kith_at={token}"), path: path.to_owned(), client }
    }

    /// By a form: the redirect names the place of a chat message (`#m-17`).
    async fn form(&self, one: &Sent) -> Option<Result<i64, ()>> {
        let origin = format!("http://{}", self.address);
        let (nonce, name) = (one.nonce.to_string(), if self.path.contains("/chat") { "text" } else { "body" });
        let form = [("once", nonce.as_str()), (name, one.text.as_str()), ("page", "1")];
        let asked = self.client.post(format!("{origin}{}", self.path)).header("origin", &origin).header("cookie", &self.cookie).form(&form);
        let reply = asked.send().await.ok()?;
        let location = reply.headers().get("location").and_then(|l| l.to_str().ok()).unwrap_or_default().to_owned();
        match reply.status().as_u16() {
            303 => Some(Ok(location.rsplit_once("#m-").and_then(|(_, seq)| seq.parse().ok()).unwrap_or(0))),
            429 | 503 => Some(Err(())),
            other => panic!("{other} for {}: {}", one.text, reply.text().await.unwrap_or_default()),
        }
    }

    async fn socket(&self, room: RoomId) -> Option<WebSocketStream<TcpStream>> {
        let mut request = format!("ws://{}/live", self.address).into_client_request().unwrap();
        request.headers_mut().insert("origin", format!("http://{}", self.address).parse().unwrap());
        request.headers_mut().insert("cookie", self.cookie.parse().unwrap());
        let stream = TcpStream::connect(self.address).await.ok()?;
        let (mut socket, _) = timeout(Duration::from_secs(10), tokio_tungstenite::client_async(request, stream)).await.ok()?.ok()?;
        say(&mut socket, &Say::Join { room, after: 0 }).await?;
        Some(socket)
    }

    /// Over the socket, several at once; notes what is acknowledged. False when the line broke.
    async fn say_all(&self, socket: &mut WebSocketStream<TcpStream>, room: RoomId, ledger: &Ledger, mut open: Vec<Sent>) -> bool {
        while !open.is_empty() {
            for one in &open {
                if say(socket, &Say::Send { room, nonce: one.nonce, text: one.text.clone() }).await.is_none() {
                    return false;
                }
            }
            let (mut later, mut waiting) = (Vec::new(), open.len());
            while waiting > 0 {
                let Ok(Some(Ok(frame))) = timeout(Duration::from_secs(10), socket.next()).await else { return false };
                let Message::Text(text) = frame else { continue };
                match serde_json::from_str(text.as_str()) {
                    Ok(Tell::Ack { nonce, seq, .. }) => {
                        answered(ledger, nonce, seq);
                        waiting -= 1;
                    }
                    Ok(Tell::Refused { nonce: Some(nonce), retry: Some(_), .. }) => {
                        later.extend(open.iter().find(|o| o.nonce == nonce).cloned());
                        waiting -= 1;
                    }
                    Ok(Tell::Refused { word, .. }) => panic!("refused: {word}"),
                    _ => {}
                }
            }
            open = later;
            if !open.is_empty() {
                tokio::time::sleep(Duration::from_millis(600)).await;
            }
        }
        true
    }
}

async fn say(socket: &mut WebSocketStream<TcpStream>, say: &Say) -> Option<()> {
    socket.send(Message::text(serde_json::to_string(say).unwrap())).await.ok()
}

fn answered(ledger: &Ledger, nonce: Uuid, seq: i64) {
    let mut all = ledger.lock().unwrap();
    let one = all.iter_mut().find(|s| s.nonce == nonce).expect("an acknowledgement of something sent");
    assert!(one.answered.is_none_or(|before| before == seq), "{} was {:?}, is {seq}", one.text, one.answered);
    one.answered = Some(seq);
}

fn new(ledger: &Ledger, who: &str, how: &str) -> Sent {
    let mut all = ledger.lock().unwrap();
    let sent = Sent { nonce: Uuid::new_v4(), text: format!("{how} {who} {}", all.len()), answered: None };
    all.push(sent.clone());
    sent
}

/// One round's world, prepared before any process runs.
struct Round {
    bench: Bench,
    world: World,
    room: RoomId,
    thread: ThreadId,
    tokens: BTreeMap<&'static str, String>,
    amara: Viewer,
    data: tempfile::TempDir,
    port: u16,
}

impl Round {
    async fn prepare() -> Self {
        let bench = bench(Engine::Sqlite).await;
        bench.clock.set(SystemClock.now());
        accounts::terms::ensure_first(&bench.cx).await.unwrap();
        let world = World::found(&bench.cx).await.unwrap();
        let amara = world.viewer("amara").await.unwrap();
        let room = chat::reach::room_of(&bench.cx, &amara, &world.slug, None).await.unwrap().id;
        let tx = bench.cx.begin().await.unwrap();
        forum::boards::ensure_boards(&tx, world.cohort).await.unwrap();
        let (keys, mut tokens) = (Keys::of(&KEY), BTreeMap::new());
        for who in ON_THE_SOCKET.into_iter().chain(ON_THE_FORM).chain(IN_THE_THREAD) {
            let device = accounts::devices::open(&tx, world.id(who), "kill").await.unwrap();
            tokens.insert(who, keys.mint(world.id(who), device.sign_in, bench.cx.now()).unwrap());
        }
        tx.commit().await.unwrap();
        let board = forum::queries::index(&bench.cx, &amara, &world.slug).await.unwrap().boards[0].id;
        let once = Uuid::from_u128(1);
        let thread = forum::commands::open_thread(&bench.cx, &amara, &world.slug, board, once, "Thread", "first").await.unwrap();
        bench.cx.store.clone().close().await.unwrap(); // so that only the killed process had the file open
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join("access.key"), KEY).unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self { bench, world, room, thread, tokens, amara, data, port }
    }

    async fn node(&self) -> Node {
        Node::start(self.data.path(), &self.bench.url, self.port).await
    }

    fn writer(&self, who: &str, path: &str) -> Writer {
        Writer::new(self.port, &self.tokens[who], path)
    }

    fn chat_path(&self) -> String {
        format!("/cohorts/{}/chat", self.world.slug)
    }

    fn thread_path(&self) -> String {
        format!("/cohorts/{}/forum/threads/{}", self.world.slug, self.thread)
    }
}

/// Everybody writes until the line breaks.
fn write_all(round: &Round, chat: &Ledger, posts: &Ledger, stop: &Arc<AtomicBool>) -> tokio::task::JoinSet<()> {
    let mut tasks = tokio::task::JoinSet::new();
    for who in ON_THE_SOCKET {
        let (writer, ledger, room) = (round.writer(who, ""), chat.clone(), round.room);
        tasks.spawn(async move {
            let Some(mut socket) = writer.socket(room).await else { return };
            loop {
                let four: Vec<Sent> = (0..4).map(|_| new(&ledger, who, "socket")).collect();
                if !writer.say_all(&mut socket, room, &ledger, four).await {
                    return;
                }
            }
        });
    }
    let forms = ON_THE_FORM.map(|who| (who, round.chat_path(), chat)).into_iter();
    for (who, path, ledger) in forms.chain(IN_THE_THREAD.map(|who| (who, round.thread_path(), posts))) {
        let (writer, ledger, stop) = (round.writer(who, &path), ledger.clone(), stop.clone());
        tasks.spawn(async move {
            while !stop.load(Ordering::Relaxed) {
                let one = new(&ledger, who, "form");
                loop {
                    match writer.form(&one).await {
                        Some(Ok(seq)) => break answered(&ledger, one.nonce, seq),
                        Some(Err(())) => tokio::time::sleep(Duration::from_millis(600)).await,
                        None => return,
                    }
                }
            }
        });
    }
    tasks
}

/// Sends everything again that had no answer, and a few that had one.
async fn send_again(round: &Round, ledger: &Ledger, path: &str) -> usize {
    let all = ledger.lock().unwrap().clone();
    let open: Vec<Sent> = all.iter().filter(|s| s.answered.is_none()).cloned().collect();
    let known = all.iter().filter(|s| s.answered.is_some()).take(6).cloned();
    for one in open.iter().cloned().chain(known) {
        let (how, who) = one.text.split_once(' ').map(|(how, rest)| (how, rest.split(' ').next().unwrap())).unwrap();
        let writer = round.writer(who, path);
        if how == "socket" {
            let mut socket = writer.socket(round.room).await.expect("the line");
            assert!(writer.say_all(&mut socket, round.room, ledger, vec![one]).await);
            continue;
        }
        loop {
            match writer.form(&one).await.expect("an answer") {
                Ok(seq) => break answered(ledger, one.nonce, seq),
                Err(()) => tokio::time::sleep(Duration::from_millis(600)).await,
            }
        }
    }
    open.len()
}

fn told(html: &str) -> String {
    html.replace("<p>", "").replace("</p>", "").trim().to_owned()
}

async fn verify(round: &Round, chat: &Ledger, posts: &Ledger) {
    let cx = reopen(&round.bench).await;
    let (said, written) = (chat.lock().unwrap().clone(), posts.lock().unwrap().clone());
    let lines = chat::queries::after(&cx, round.room, 0).await.unwrap().expect("few enough");
    let mut seqs: Vec<i64> = lines.iter().map(|l| l.seq).collect();
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=i64::try_from(lines.len()).unwrap()).collect::<Vec<_>>(), "gap-free from 1");
    let here: BTreeMap<String, i64> = lines.iter().map(|l| (told(&l.html), l.seq)).collect();
    assert_eq!((here.len(), lines.len()), (said.len(), said.len()), "each message once");
    for one in &said {
        assert_eq!(here.get(&one.text).copied(), one.answered, "{}", one.text);
    }
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    for page in 1.. {
        let seen = forum::queries::thread(&cx, &round.amara, &round.world.slug, round.thread, page).await.unwrap();
        numbers.extend(seen.posts.iter().map(|p| p.seq));
        texts.extend(seen.posts.iter().map(|p| told(&p.html)).filter(|text| text != "first"));
        if page >= seen.pages {
            break;
        }
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=i64::try_from(written.len() + 1).unwrap()).collect::<Vec<_>>(), "gap-free from 1");
    texts.sort();
    let mut sent: Vec<String> = written.iter().map(|s| s.text.clone()).collect();
    sent.sort();
    assert_eq!(texts, sent, "each post once");
    backend::backup::examine_sqlite(Path::new(round.bench.url.trim_start_matches("sqlite://"))).await.expect("a whole file");
}

async fn round(delay: Duration) -> (usize, usize) {
    let round = Round::prepare().await;
    let (chat, posts): (Ledger, Ledger) = (Arc::default(), Arc::default());
    let stop = Arc::new(AtomicBool::new(false));
    let node = round.node().await;
    let mut tasks = write_all(&round, &chat, &posts, &stop);
    tokio::time::sleep(delay).await;
    node.kill().await;
    stop.store(true, Ordering::Relaxed);
    timeout(Duration::from_secs(30), async {
        while let Some(ended) = tasks.join_next().await {
            ended.expect("no writer failed");
        }
    })
    .await
    .expect("the writers end when the line breaks");
    let answered = |ledger: &Ledger| ledger.lock().unwrap().iter().filter(|s| s.answered.is_some()).count();
    let before = answered(&chat) + answered(&posts);
    let node = round.node().await;
    let again = send_again(&round, &chat, &round.chat_path()).await + send_again(&round, &posts, &round.thread_path()).await;
    node.kill().await;
    verify(&round, &chat, &posts).await;
    (before, again)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_nothing_it_acknowledged_and_doubles_nothing() {
    let whim = u64::from(std::process::id() % 90);
    for delay in [150, 320, 500, 800, 1200] {
        let ended = timeout(Duration::from_secs(90), round(Duration::from_millis(delay + whim))).await;
        let (acknowledged, again) = ended.expect("a round ends by itself");
        println!("after {} ms: {acknowledged} acknowledged before the kill, {again} sent again", delay + whim);
        assert!(acknowledged > 0 || delay < 400, "somebody was answered before the kill");
    }
}
