//! Messages that the server has not acknowledged, kept in this browser so that a reload on a weak line loses none.
//!
//! Each lies under a key of its own, so that two tabs of one room share the queue and neither writes over the other.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web_sys::Storage;

/// A message on its way.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Waiting {
    /// Our own id of it.
    pub nonce: Uuid,
    /// Its text.
    pub text: String,
    /// When it was written, by this browser's clock: the order of the queue.
    pub at: f64,
    /// Whether it was ever given to a line. Then the server may have it, and it can no longer be changed here.
    pub tried: bool,
}

/// What waits in one room.
pub struct Queue {
    prefix: String,
    /// Where a browser keeps nothing, the queue lives as long as the page.
    memory: Option<Vec<Waiting>>,
}

impl Queue {
    /// The queue of a room.
    pub fn of(room: &str) -> Self {
        let prefix = format!("kith-waiting-{room}-");
        let probe = format!("{prefix}probe");
        set(&probe, "x");
        let keeps = get(&probe) == "x";
        set(&probe, "");
        Self { prefix, memory: (!keeps).then(Vec::new) }
    }

    /// All of it, oldest first.
    pub fn all(&self) -> Vec<Waiting> {
        let mut all = match (&self.memory, storage()) {
            (Some(memory), _) => memory.clone(),
            (None, Some(storage)) => {
                let keys = (0..storage.length().unwrap_or(0)).filter_map(|i| storage.key(i).ok().flatten());
                keys.filter(|k| k.starts_with(&self.prefix)).filter_map(|k| serde_json::from_str(&get(&k)).ok()).collect()
            }
            (None, None) => Vec::new(),
        };
        all.sort_by(|a, b| a.at.total_cmp(&b.at));
        all
    }

    /// One of it; none when another tab has sent or dropped it.
    pub fn get(&self, nonce: Uuid) -> Option<Waiting> {
        match &self.memory {
            Some(memory) => memory.iter().find(|w| w.nonce == nonce).cloned(),
            None => serde_json::from_str(&get(&format!("{}{nonce}", self.prefix))).ok(),
        }
    }

    /// Adds a message, or replaces it.
    pub fn put(&mut self, one: &Waiting) {
        match &mut self.memory {
            Some(memory) => {
                memory.retain(|w| w.nonce != one.nonce);
                memory.push(one.clone());
            }
            None => set(&format!("{}{}", self.prefix, one.nonce), &serde_json::to_string(one).unwrap_or_default()),
        }
    }

    /// Takes a message out.
    pub fn remove(&mut self, nonce: Uuid) {
        match &mut self.memory {
            Some(memory) => memory.retain(|w| w.nonce != nonce),
            None => set(&format!("{}{nonce}", self.prefix), ""),
        }
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// A stored text; empty when there is none.
pub fn get(key: &str) -> String {
    storage().and_then(|s| s.get_item(key).ok()).flatten().unwrap_or_default()
}

/// Stores a text; an empty one is forgotten.
pub fn set(key: &str, text: &str) {
    let Some(storage) = storage() else { return };
    let _ = if text.is_empty() { storage.remove_item(key) } else { storage.set_item(key, text) };
}
