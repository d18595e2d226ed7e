//! The live socket beside joining and sending, which stand with the chat.

use super::lay;
use crate::permissions::probe::{Ask, Probe, probe};

pub fn probes() -> Vec<Probe> {
    vec![
        probe("chat.read", "LIVE earlier", lay!(s => Ask::id(s.room().await))),
        probe("chat.read", "LIVE seen", lay!(s => Ask::id(s.room().await))),
    ]
}
