//! Live chat: rooms of cohorts, sessions, small groups and two people; messages with a gap-free number of their own.
pub mod commands;
pub mod demo;
pub mod desk;
pub mod history;
pub mod inbox;
pub(crate) mod indexing;
pub mod marks;
pub(crate) mod mentions;
pub mod news;
pub(crate) mod people;
pub mod queries;
pub mod reach;
pub mod reactions;
pub mod rooms;
pub mod settings;
pub(crate) mod tables;
pub mod threading;

pub use history::{redact, set_hidden};
pub use indexing::KIND as FOUND_AS;

#[cfg(test)]
mod tests;
