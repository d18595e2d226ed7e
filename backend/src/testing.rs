//! Throw-away databases, a clock that stands still, and the macro that runs a test on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "compiled for tests only")]

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, Statement};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

use crate::context::{Clock, Cx, Dice};
use crate::db::Store;
use crate::ports::{Bus, Hint, Nowhere, Ports};

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file in a temporary folder.
    Sqlite,
    /// A fresh database in the cluster named by `KITH_TEST_PG`.
    Postgres,
}

/// A clock that moves only when told.
pub struct StillClock(Mutex<DateTime<Utc>>);

impl StillClock {
    /// Thursday, 26 March 2026, 15:00 UTC: the hour of a session.
    pub fn start() -> Arc<Self> {
        Arc::new(Self(Mutex::new(DateTime::from_timestamp(1_774_537_200, 0).expect("a fixed moment"))))
    }
    /// Moves the clock.
    pub fn pass(&self, time: Duration) {
        *self.0.lock().expect("clock") += time;
    }
    /// Sets the clock.
    pub fn set(&self, at: DateTime<Utc>) {
        *self.0.lock().expect("clock") = at;
    }
}

impl Clock for StillClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("clock")
    }
}

/// Chance that is the same in every run, and never repeats within one.
pub struct CountingDice(AtomicU64);

impl Dice for CountingDice {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let throw = self.0.fetch_add(1, Ordering::Relaxed);
            let random = Sha256::digest(throw.to_le_bytes());
            chunk.copy_from_slice(&random[..chunk.len()]);
        }
    }
}

/// A bus that remembers what was told.
#[derive(Default)]
pub struct Ear(Mutex<Vec<Hint>>);

impl Ear {
    /// Takes all hints told so far.
    pub fn take(&self) -> Vec<Hint> {
        std::mem::take(&mut self.0.lock().expect("ear"))
    }
}

impl Bus for Ear {
    fn publish(&self, hint: Hint) {
        self.0.lock().expect("ear").push(hint);
    }
}

/// A context on a fresh, migrated database, with its clock and ear in hand.
pub struct Bench {
    /// The context.
    pub cx: Cx,
    /// Its clock.
    pub clock: Arc<StillClock>,
    /// What it told.
    pub ear: Arc<Ear>,
    /// The database's URL.
    pub url: String,
    _folder: tempfile::TempDir,
}

/// PostgreSQL databases of tests that are over; the next test that needs one sweeps them away, so that a run needs little disk.
static OVER: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl Drop for Bench {
    fn drop(&mut self) {
        if let Some((_, name)) = self.url.strip_prefix("postgres").and_then(|url| url.rsplit_once('/')) {
            let name = name.split('?').next().unwrap_or(name).to_owned();
            OVER.lock().unwrap_or_else(PoisonError::into_inner).push(name);
        }
    }
}

/// A fresh context on this engine.
pub async fn bench(engine: Engine) -> Bench {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = match engine {
        Engine::Sqlite => sqlite_copy(folder.path()).await,
        Engine::Postgres => postgres_copy().await,
    };
    let (clock, ear) = (StillClock::start(), Arc::new(Ear::default()));
    let cx = Cx {
        store: Store::connect(&url).await.expect("a test database"),
        clock: clock.clone(),
        dice: Arc::new(CountingDice(AtomicU64::new(1))),
        ports: Ports {
            bus: ear.clone(),
            origin: "http://localhost:3000".into(),
            throttle: Arc::default(),
            desk: Arc::default(),
            marks: Arc::default(),
            kept: Arc::default(),
            survey_keys: Arc::new(folder.path().join("keys")),
            press: Arc::new(crate::ports::NoPress),
            outside: Arc::new(Nowhere),
            turn: Arc::default(),
        },
    };
    Bench { cx, clock, ear, url, _folder: folder }
}

/// The same database opened again, after its store was closed.
pub async fn reopen(bench: &Bench) -> Cx {
    Cx { store: Store::connect(&bench.url).await.expect("the database opens again"), ..bench.cx.clone() }
}

/// How many rows a table has.
pub async fn count(cx: &Cx, table: &str) -> i64 {
    let sql = Statement::from_string(cx.store.backend(), format!("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM {table}"));
    cx.db().query_one_raw(sql).await.expect("a count").expect("a row").try_get("", "n").expect("a number")
}

/// Notes a change in the database that no build knows.
pub async fn pretend_newer(cx: &Cx) {
    let sql = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 0)";
    cx.db().execute_unprepared(sql).await.expect("a row");
}

static SQLITE: OnceCell<Vec<u8>> = OnceCell::const_new();
static POSTGRES: OnceCell<(String, String)> = OnceCell::const_new();
static COPIES: AtomicU64 = AtomicU64::new(0);

/// Migrates once per test run, then copies the file.
async fn sqlite_copy(folder: &std::path::Path) -> String {
    let image = SQLITE
        .get_or_init(|| async {
            let once = tempfile::tempdir().expect("a temporary folder");
            let path = once.path().join("template.db");
            let db = Database::connect(format!("sqlite://{}?mode=rwc", path.display())).await.expect("sqlite");
            Migrator::up(&db, None).await.expect("migrations");
            db.close().await.expect("close");
            std::fs::read(path).expect("template")
        })
        .await;
    let path = folder.join("test.db");
    std::fs::write(&path, image).expect("a copy");
    format!("sqlite://{}", path.display())
}

/// Migrates one template per test run, then asks PostgreSQL to copy it.
async fn postgres_copy() -> String {
    let (base, template) = POSTGRES
        .get_or_init(|| async {
            let base = std::env::var("KITH_TEST_PG")
                .expect("KITH_TEST_PG names a PostgreSQL server for tests; `make test` starts one and sets it");
            let template = format!("kith_template_{}", std::process::id());
            let admin = Database::connect(&base).await.expect("the test server");
            admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {template} WITH (FORCE)")).await.expect("drop");
            admin.execute_unprepared(&format!("CREATE DATABASE {template}")).await.expect("create");
            let db = Database::connect(in_database(&base, &template)).await.expect("template");
            Migrator::up(&db, None).await.expect("migrations");
            db.close().await.expect("close");
            (base, template)
        })
        .await;
    let name = format!("kith_{}_{}", std::process::id(), COPIES.fetch_add(1, Ordering::Relaxed));
    let admin = Database::connect(base).await.expect("the test server");
    let over = std::mem::take(&mut *OVER.lock().unwrap_or_else(PoisonError::into_inner));
    for name in over {
        admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.expect("drop");
    }
    admin.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await.expect("copy");
    admin.close().await.expect("close");
    in_database(base, &name)
}

fn in_database(base: &str, name: &str) -> String {
    let (server, options) = base.split_once('?').map_or((base, ""), |(s, o)| (s, o));
    let root = server.rsplit_once('/').map_or(server, |(root, _)| root);
    if options.is_empty() { format!("{root}/{name}") } else { format!("{root}/{name}?{options}") }
}

/// Runs each test body on SQLite and on PostgreSQL: `both! { async fn a_sentence(bench) { … } }`.
#[macro_export]
macro_rules! both {
    ($($(#[$attr:meta])* async fn $name:ident($bench:ident) $body:block)+) => {
        mod sqlite {
            #[allow(unused_imports)]
            use super::*;
            $($(#[$attr])* #[tokio::test] async fn $name() {
                let $bench = $crate::testing::bench($crate::testing::Engine::Sqlite).await;
                $body
            })+
        }
        mod postgres {
            #[allow(unused_imports)]
            use super::*;
            $($(#[$attr])* #[tokio::test] async fn $name() {
                let $bench = $crate::testing::bench($crate::testing::Engine::Postgres).await;
                $body
            })+
        }
    };
}
