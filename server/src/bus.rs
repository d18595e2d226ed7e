//! Hints inside one process: a channel that every listener of this machine hears.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use backend::ports::{Bus, Hint};
use tokio::sync::broadcast;

/// The in-process bus.
#[derive(Clone)]
pub struct LocalBus {
    hints: broadcast::Sender<Hint>,
    rights: Arc<AtomicU64>,
}

impl Default for LocalBus {
    fn default() -> Self {
        Self { hints: broadcast::channel(4096).0, rights: Arc::default() }
    }
}

impl LocalBus {
    /// A new listener. One that lags must look everything up again.
    pub fn listen(&self) -> broadcast::Receiver<Hint> {
        self.hints.subscribe()
    }

    /// How often somebody's rights have changed. It moves before any listener hears of the change, and before the act is answered:
    /// rights that were read at an earlier count are not believed any more.
    pub fn rights(&self) -> u64 {
        self.rights.load(Ordering::Acquire)
    }
}

impl Bus for LocalBus {
    fn publish(&self, hint: Hint) {
        if matches!(hint, Hint::Person(_) | Hint::Cohort(_)) {
            self.rights.fetch_add(1, Ordering::AcqRel);
        }
        // Nobody listening is fine: the truth is in the database.
        let _ = self.hints.send(hint);
    }
}
