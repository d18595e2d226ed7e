//! Live chat: rooms of cohorts, sessions, small groups and two people; messages with a gap-free number of their own.
pub mod commands;
pub mod demo;
pub(crate) mod people;
pub mod queries;
pub mod reach;
pub mod rooms;
pub(crate) mod tables;

#[cfg(test)]
mod tests;
