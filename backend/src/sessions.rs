//! Sessions: schedule, agenda, didactic, resources, attendance, calendar.
pub mod agenda;
pub mod attendance;
pub mod calendar;
pub mod commands;
pub mod demo;
pub mod hour;
pub mod importing;
pub mod letters;
pub mod queries;
pub mod reach;
pub mod resources;
pub mod schedule;
pub(crate) mod tables;

#[cfg(test)]
mod tests;
