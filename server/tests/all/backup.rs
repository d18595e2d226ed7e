//! A backup while people write, and a restore that nothing damaged gets through.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backend::testing::{Bench, Engine, bench, pretend_newer, reopen};
use backend::world::World;
use backend::{Cx, Viewer, chat, forum};
use domain::id::ThreadId;
use uuid::Uuid;

use crate::kith::{Desk, arg};

/// A world with one thread, and somebody who writes in it.
struct Room {
    bench: Bench,
    world: World,
    amara: Viewer,
    thread: ThreadId,
}

impl Room {
    async fn start(engine: Engine) -> Self {
        let bench = bench(engine).await;
        let world = World::found(&bench.cx).await.unwrap();
        let amara = world.viewer("amara").await.unwrap();
        let tx = bench.cx.begin().await.unwrap();
        forum::boards::ensure_boards(&tx, world.cohort).await.unwrap();
        tx.commit().await.unwrap();
        let board = forum::queries::index(&bench.cx, &amara, &world.slug).await.unwrap().boards[0].id;
        let once = Uuid::from_u128(1);
        let thread = forum::commands::open_thread(&bench.cx, &amara, &world.slug, board, once, "A thread", "It begins").await.unwrap();
        Self { bench, world, amara, thread }
    }
}

/// Every text of a thread.
async fn texts(cx: &Cx, room: &Room) -> Vec<String> {
    let mut found = Vec::new();
    for page in 1.. {
        let seen = forum::queries::thread(cx, &room.amara, &room.world.slug, room.thread, page).await.unwrap();
        found.extend(seen.posts.into_iter().map(|p| p.html.to_string()));
        if page >= seen.pages {
            return found;
        }
    }
    found
}

async fn while_somebody_writes(engine: Engine) {
    let room = Room::start(engine).await;
    let desk = Desk::on(&room.bench.url);
    let acknowledged = Arc::new(Mutex::new(Vec::<String>::new()));
    let writer = {
        let (cx, amara, slug, thread, told) =
            (room.bench.cx.clone(), room.amara.clone(), room.world.slug.clone(), room.thread, acknowledged.clone());
        tokio::spawn(async move {
            for n in 0..2000_u128 {
                let text = format!("word {n} of many");
                forum::commands::reply(&cx, &amara, &slug, thread, Uuid::from_u128(1000 + n), None, &text).await.unwrap();
                told.lock().unwrap().push(text);
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
    };
    let mut made: Vec<(PathBuf, Vec<String>)> = Vec::new();
    for n in 0..3 {
        tokio::time::sleep(Duration::from_millis(150)).await;
        let before = acknowledged.lock().unwrap().clone();
        let file = desk.at(&format!("{n}.kith"));
        desk.kith(&["backup", arg(&file)]).await.expect(0).says("survey keys");
        made.push((file, before));
    }
    writer.abort();
    let _ = writer.await;
    assert!(made[2].1.len() > made[0].1.len() && made[0].1.len() > 3, "somebody wrote meanwhile");
    for (file, before) in &made {
        let target = bench(engine).await;
        target.cx.store.clone().close().await.unwrap();
        let other = Desk::on(&target.url);
        other.kith(&["restore", arg(file), "--check"]).await.expect(0).says("is good");
        other.kith(&["restore", arg(file)]).await.expect(0).says("Restored the backup");
        let cx = reopen(&target).await;
        let found = texts(&cx, &room).await;
        let missing: Vec<&String> = before.iter().filter(|text| !found.iter().any(|html| html.contains(text.as_str()))).collect();
        assert!(missing.is_empty(), "{} of {} acknowledged are not in the backup: {missing:?}", missing.len(), before.len());
        cx.store.close().await.unwrap();
        assert!(!other.names().iter().any(|name| name.contains(".part")), "{:?}", other.names());
    }
    desk.kith(&["backup", arg(&made[0].0)]).await.expect(1).says("is there already");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_while_somebody_writes_has_everything_acknowledged_before() {
    while_somebody_writes(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_postgres_while_somebody_writes_too() {
    while_somebody_writes(Engine::Postgres).await;
}

#[tokio::test]
async fn a_restore_needs_force_over_people_keeps_the_former_file_and_signs_everybody_out() {
    let room = Room::start(Engine::Sqlite).await;
    let desk = Desk::on(&room.bench.url);
    let file = desk.at("first.kith");
    desk.kith(&["admin", "invite", "new.admin@example.org"]).await.expect(0);
    desk.kith(&["backup", arg(&file)]).await.expect(0);
    let later = Uuid::from_u128(77);
    forum::commands::reply(&room.bench.cx, &room.amara, &room.world.slug, room.thread, later, None, "After the backup").await.unwrap();
    desk.kith(&["restore", arg(&file), "--force"]).await.expect(1).says("stop Kith first");
    assert!(texts(&room.bench.cx, &room).await.iter().any(|t| t.contains("After")), "a refused restore changes nothing");
    room.bench.cx.store.clone().close().await.unwrap();
    desk.kith(&["restore", arg(&file)]).await.expect(1).says("--force");
    desk.kith(&["restore", arg(&file), "--force"])
        .await
        .expect(0)
        .says(".before-restore")
        .says("Letters that were due and are not sent again: 1");
    let cx = reopen(&room.bench).await;
    assert!(!texts(&cx, &room).await.iter().any(|t| t.contains("After")));
    let states = backend::outbox::letters_by_state(&cx).await.unwrap();
    assert_eq!(states, [("cancelled".to_owned(), 1)]);
    cx.store.close().await.unwrap();
    let former = PathBuf::from(format!("{}.before-restore", room.bench.url.trim_start_matches("sqlite://")));
    assert!(former.is_file());
    desk.kith(&["restore", arg(&file), "--force"]).await.expect(0).says(".before-restore.2");
    let kept = Desk::on(&format!("sqlite://{}", former.display()));
    kept.kith(&["backup", arg(&kept.at("former.kith"))]).await.expect(0);
}

#[tokio::test]
async fn damaged_foreign_and_newer_files_are_refused_and_nothing_is_touched() {
    let room = Room::start(Engine::Sqlite).await;
    let desk = Desk::on(&room.bench.url);
    let good = desk.at("good.kith");
    desk.kith(&["backup", arg(&good)]).await.expect(0);
    let whole = std::fs::read(&good).unwrap();
    let empty = Desk::empty();
    let mut seed = 12_345_usize;
    for n in 0..12 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (seed >> 16) % whole.len();
        let bytes = if n % 3 == 0 {
            whole[..at].to_vec()
        } else {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (n % 8);
            flipped
        };
        let file = empty.file("damaged.kith", bytes);
        let ran = empty.kith(&["restore", arg(&file)]).await.expect(1);
        assert!(ran.err.contains("damaged") || ran.err.contains("no backup") || ran.err.contains("newer"), "at {at}: {}", ran.err);
    }
    assert!(!empty.at("data/kith.db").exists());
    let text = empty.file("text.kith", "Dear diary");
    let bare = PathBuf::from(room.bench.url.trim_start_matches("sqlite://"));
    empty.kith(&["restore", arg(&text)]).await.expect(1).says("no backup");
    empty.kith(&["restore", arg(&bare)]).await.expect(1).says("bare SQLite");
    empty.kith(&["restore", "nowhere.kith"]).await.expect(1).says("cannot be read");
    empty.kith(&["restore", "."]).await.expect(1).says("folder");
    empty.kith(&["backup", arg(&empty.at("x.kith"))]).await.expect(1).says("no database");
    Desk::on("postgres://nobody@127.0.0.1:1/none").kith(&["restore", arg(&good)]).await.expect(1).says("of sqlite");

    pretend_newer(&room.bench.cx).await;
    let newer = desk.at("newer.kith");
    desk.kith(&["backup", arg(&newer)]).await.expect(0);
    empty.kith(&["restore", arg(&newer)]).await.expect(1).says("newer Kith");
    empty.kith(&["restore", arg(&newer), "--force"]).await.expect(1).says("newer Kith");
    desk.kith(&["migrate"]).await.expect(1).says("newer Kith");
    empty.kith(&["restore", arg(&good)]).await.expect(0);
    assert!(empty.at("data/kith.db").is_file());
}

#[tokio::test]
async fn postgres_keeps_the_former_tables_aside_and_takes_them_back_when_a_restore_fails() {
    let room = Room::start(Engine::Postgres).await;
    let desk = Desk::on(&room.bench.url);
    let file = desk.at("first.kith");
    desk.kith(&["backup", arg(&file)]).await.expect(0);
    desk.kith(&["restore", arg(&file), "--force"]).await.expect(1).says("stop Kith first");
    room.bench.cx.store.clone().close().await.unwrap();
    desk.kith(&["restore", arg(&file)]).await.expect(1).says("--force");
    desk.kith(&["restore", arg(&file), "--force"]).await.expect(0).says("the schema before_restore");
    desk.kith(&["restore", arg(&file), "--force"]).await.expect(0).says("the schema before_restore_2");
    let cx = reopen(&room.bench).await;
    assert_eq!(texts(&cx, &room).await.len(), 1);
    cx.store.close().await.unwrap();
    let without = Desk::on(&room.bench.url).set("PATH", "/nowhere");
    without.kith(&["backup", arg(&without.at("x.kith"))]).await.expect(1).says("pg_dump is not on PATH");
    without.kith(&["restore", arg(&file), "--force"]).await.expect(1).says("pg_restore is not on PATH");
}

/// The chat of a restored database goes on counting where it stood.
#[tokio::test]
async fn numbers_go_on_after_a_restore() {
    static SAID: AtomicUsize = AtomicUsize::new(0);
    let room = Room::start(Engine::Sqlite).await;
    let desk = Desk::on(&room.bench.url);
    let chat_room = chat::reach::room_of(&room.bench.cx, &room.amara, &room.world.slug, None).await.unwrap().id;
    let say = |cx: Cx| {
        let amara = room.amara.clone();
        async move {
            let n = SAID.fetch_add(1, Ordering::Relaxed) as u128;
            chat::commands::send(&cx, &amara, chat_room, Uuid::from_u128(500 + n), "Hello").await.unwrap()
        }
    };
    assert_eq!((say(room.bench.cx.clone()).await, say(room.bench.cx.clone()).await), (1, 2));
    let file = desk.at("two.kith");
    desk.kith(&["backup", arg(&file)]).await.expect(0);
    assert_eq!(say(room.bench.cx.clone()).await, 3);
    room.bench.cx.store.clone().close().await.unwrap();
    desk.kith(&["restore", arg(&file), "--force"]).await.expect(0);
    let cx = reopen(&room.bench).await;
    assert_eq!(say(cx).await, 3, "gap-free from the restored state on");
}
