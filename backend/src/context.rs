//! What every command and query is given: the store, the time, chance and the ports. Nothing here is ambient.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::Result;
use crate::db::Store;
use crate::ports::{Hint, Ports};

/// Tells the time, in UTC, truncated to microseconds (SQLite keeps nanoseconds, PostgreSQL does not).
pub trait Clock: Send + Sync {
    /// This moment.
    fn now(&self) -> DateTime<Utc>;
}

/// Gives chance: keys and secrets.
pub trait Dice: Send + Sync {
    /// Fills the slice with unguessable bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The context of one process. Cheap to clone.
#[derive(Clone)]
pub struct Cx {
    /// The store.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub dice: Arc<dyn Dice>,
    /// The world outside: bus and keys.
    pub ports: Ports,
}

impl Cx {
    /// This moment.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Today, in UTC.
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// A key that sorts by creation.
    pub fn new_id(&self) -> Uuid {
        let mut random = [0_u8; 10];
        self.dice.fill(&mut random);
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// A key that tells nothing, not even when it was made.
    pub fn random_id(&self) -> Uuid {
        let mut random = [0_u8; 16];
        self.dice.fill(&mut random);
        uuid::Builder::from_random_bytes(random).into_uuid()
    }

    /// Unguessable bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0_u8; N];
        self.dice.fill(&mut out);
        out
    }

    /// For reading outside a transaction.
    pub fn db(&self) -> &sea_orm::DatabaseConnection {
        self.store.connection()
    }

    /// Begins a transaction that writes. On SQLite it is IMMEDIATE and waits its turn, so it never fails half-way for a lock.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(Tx { inner: self.store.begin().await?, cx: self.clone(), hints: Vec::new() })
    }
}

/// A writing transaction. What others must hear of leaves only when `commit` has succeeded; dropped, it rolls back.
pub struct Tx {
    inner: crate::db::Writing,
    cx: Cx,
    hints: Vec<Hint>,
}

impl Tx {
    /// The connection to write and read through.
    pub fn db(&self) -> &sea_orm::DatabaseTransaction {
        self.inner.transaction()
    }

    /// The context it was begun from.
    pub fn cx(&self) -> &Cx {
        &self.cx
    }

    /// Notes something to be told after the commit.
    pub fn tell(&mut self, hint: Hint) {
        if !self.hints.contains(&hint) {
            self.hints.push(hint);
        }
    }

    /// Makes it durable, then tells those who wait. That rights changed is written down in the same act, for other processes.
    pub async fn commit(self) -> Result<()> {
        crate::rights::note(&self, &self.hints).await?;
        self.inner.commit().await?;
        for hint in self.hints {
            self.cx.ports.bus.publish(hint);
        }
        Ok(())
    }
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> DateTime<Utc> {
        truncate(Utc::now())
    }
}

/// The machine's source of chance.
pub struct SystemDice;

impl Dice for SystemDice {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for chance")]
    fn fill(&self, bytes: &mut [u8]) {
        rand::RngCore::fill_bytes(&mut rand::rng(), bytes);
    }
}

/// Cuts a time to microseconds.
pub fn truncate(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}
