//! Hints inside one process: a channel that every listener of this machine hears.

use backend::ports::{Bus, Hint};
use tokio::sync::broadcast;

/// The in-process bus.
#[derive(Clone)]
pub struct LocalBus(broadcast::Sender<Hint>);

impl Default for LocalBus {
    fn default() -> Self {
        Self(broadcast::channel(4096).0)
    }
}

impl LocalBus {
    /// A new listener. One that lags must look everything up again.
    pub fn listen(&self) -> broadcast::Receiver<Hint> {
        self.0.subscribe()
    }
}

impl Bus for LocalBus {
    fn publish(&self, hint: Hint) {
        // Nobody listening is fine: the truth is in the database.
        let _ = self.0.send(hint);
    }
}
