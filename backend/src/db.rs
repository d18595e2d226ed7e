//! Two databases, one code: SQLite (WAL, FULL, one writer at a time) and PostgreSQL.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// A connected store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    connection: DatabaseConnection,
    writer: Option<Arc<Mutex<()>>>,
    written: Arc<AtomicU64>,
    /// The log may still hold what was blotted out: since the start nobody knows what the last process left.
    stale: Arc<AtomicBool>,
}

/// A transaction that writes, and its turn at the single writer's desk (SQLite only).
pub struct Writing {
    transaction: DatabaseTransaction,
    written: Arc<AtomicU64>,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Store {
    /// Connects to `sqlite://path` or `postgres://…`, and refuses a store that would lose what it acknowledged.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        let connection = Database::connect(options(url)).await?;
        let sqlite = connection.get_database_backend() == DbBackend::Sqlite;
        let store = Self {
            connection,
            writer: sqlite.then(|| Arc::new(Mutex::new(()))),
            written: Arc::default(),
            stale: Arc::new(AtomicBool::new(true)),
        };
        store.refuse_forgetful().await?;
        Ok(store)
    }

    /// For reading.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Calls back at every statement: for tests of what a page costs.
    #[cfg(feature = "testing")]
    pub fn watch(&mut self, told: impl Fn() + Send + Sync + 'static) {
        self.connection.set_metric_callback(move |_| told());
    }

    /// Empties SQLite's log: pages as they were before words were blotted out lie in it until it is cut. Answers whether it is empty; while
    /// somebody still reads the older pages it is not, and the worker tries again. PostgreSQL's log is its own keeper's.
    pub async fn empty_log(&self) -> Result<bool, DbErr> {
        let Some(desk) = &self.writer else { return Ok(true) };
        self.stale.store(true, Ordering::Release);
        let _turn = desk.lock().await;
        let cut = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        let row = self.connection.query_one_raw(cut).await?;
        let busy = match row {
            Some(row) => row.try_get_by_index::<i64>(0)? != 0,
            None => true,
        };
        if !busy {
            self.stale.store(false, Ordering::Release);
        }
        Ok(!busy)
    }

    /// Tries again what could not be emptied before.
    pub async fn empty_stale_log(&self) -> Result<bool, DbErr> {
        if self.stale.load(Ordering::Acquire) { self.empty_log().await } else { Ok(true) }
    }

    /// Closes every connection; on SQLite the write-ahead log goes into the file.
    pub async fn close(self) -> Result<(), DbErr> {
        self.connection.close().await
    }

    /// Whether other processes may serve from it too.
    pub fn is_shared(&self) -> bool {
        self.writer.is_none()
    }

    /// How many transactions this process has committed. What was read at one number is, as far as this process writes, true at the same.
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Acquire)
    }

    /// Which engine this is.
    pub fn backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    /// Begins a writing transaction.
    #[expect(clippy::disallowed_methods, reason = "the one place that begins a transaction, so that every one is IMMEDIATE")]
    pub async fn begin(&self) -> Result<Writing, DbErr> {
        let turn = match &self.writer {
            Some(desk) => Some(desk.clone().lock_owned().await),
            None => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: self.writer.is_some().then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.connection.begin_with_options(options).await?;
        Ok(Writing { transaction, written: self.written.clone(), _turn: turn })
    }

    /// Acknowledged must mean kept (security §0, items 1 and 2).
    async fn refuse_forgetful(&self) -> Result<(), DbErr> {
        let (sql, bad) = match self.backend() {
            DbBackend::Sqlite => ("PRAGMA synchronous", "1"),
            _ => ("SHOW synchronous_commit", "off"),
        };
        let row = self.connection.query_one_raw(Statement::from_string(self.backend(), sql)).await?;
        let Some(row) = row else { return Ok(()) };
        let value = match self.backend() {
            DbBackend::Sqlite => row.try_get_by_index::<i64>(0)?.to_string(),
            _ => row.try_get_by_index::<String>(0)?,
        };
        if value == bad || value == "0" {
            return Err(DbErr::Custom(format!("the database would forget acknowledged writes ({sql} = {value}); refusing to start")));
        }
        Ok(())
    }
}

impl Writing {
    /// What to write through.
    pub fn transaction(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Makes it durable.
    pub async fn commit(self) -> Result<(), DbErr> {
        let done = self.transaction.commit().await;
        // Also when it failed: an answer that got lost may follow a commit that did not.
        self.written.fetch_add(1, Ordering::Release);
        done
    }
}

fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(8)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(6))
        .connect_timeout(Duration::from_secs(6))
        .sqlx_logging(false)
        // A connection used a moment ago is there still; to ask it each time would double the cost of a small question.
        .test_before_acquire_if_idle_for(Duration::from_secs(1))
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5))
                .foreign_keys(true)
                .pragma("temp_store", "memory")
                // What is deleted or blotted out is overwritten, not only unlinked.
                .pragma("secure_delete", "on")
                .pragma("journal_size_limit", "67108864")
                .statement_cache_capacity(256)
        });
    options
}
