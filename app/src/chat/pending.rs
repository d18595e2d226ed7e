//! Messages that the server has not acknowledged, kept in this browser so that a reload on a weak line loses none.

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

fn key(room: &str) -> String {
    format!("kith-waiting-{room}")
}

/// What still waits in a room, oldest first.
pub fn load(room: &str) -> Vec<Waiting> {
    serde_json::from_str(&get(&key(room))).unwrap_or_default()
}

/// Keeps what waits.
pub fn store(room: &str, waiting: &[Waiting]) {
    let text = if waiting.is_empty() { String::new() } else { serde_json::to_string(waiting).unwrap_or_default() };
    set(&key(room), &text);
}
