//! Forum: boards, threads and posts of a cohort, what was read of them, and their moderation.
pub mod boards;
pub mod commands;
pub mod demo;
mod indexing;
pub(crate) mod kept;
pub mod moderation;
pub mod queries;
mod reach;
pub mod reading;
pub(crate) mod tables;
mod twice;
mod views;

pub use boards::ensure_boards;
pub(crate) use indexing::{reindex, reindex_title};
pub use kept::Drawn;
pub(crate) use reach::{forum as door, hold_threads};

/// Posts on one page of a thread.
pub const PAGE: u64 = 50;
/// Threads on one page of a board.
pub const THREADS: u64 = 30;
/// How deep replies are shown; those to deeper ones stand side by side.
pub const DEEPEST: i32 = 4;
/// How long an author may change a post, in hours; later they may add to it.
pub const EDIT_HOURS: i64 = 24;

#[cfg(test)]
mod tests;
