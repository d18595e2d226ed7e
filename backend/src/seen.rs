//! What a form showed, in a few letters: rows that have no version of their own. A form about a row that was changed since is a conflict, and nobody's
//! words go over somebody else's without a question.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::{Fault, Result};

/// The letters of what is stored.
pub fn stamp(of: &impl Hash) -> String {
    let mut said = DefaultHasher::new();
    of.hash(&mut said);
    format!("{:016x}", said.finish())
}

/// Refuses what was typed about something else than what is stored now.
pub(crate) fn unchanged(seen: &str, of: &impl Hash) -> Result<()> {
    if seen == stamp(of) { Ok(()) } else { Err(Fault::Conflict("conflict-changed")) }
}
