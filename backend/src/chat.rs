//! Live chat: one room per cohort and per session; messages with a gap-free number of their own.
pub mod commands;
pub mod demo;
pub mod queries;
pub mod reach;
pub(crate) mod tables;

#[cfg(test)]
mod tests;
