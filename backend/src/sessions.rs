//! Sessions: schedule, agenda, didactic, resources, attendance, calendar.
pub mod agenda;
pub mod attendance;
pub mod calendar;
pub mod calling;
pub mod commands;
pub(crate) mod concerned;
pub mod demo;
pub mod hour;
pub mod importing;
pub mod invitations;
pub mod letters;
pub mod queries;
pub mod reach;
pub mod reminders;
pub mod replies;
pub mod resources;
pub mod schedule;
pub(crate) mod tables;
pub mod video;

#[cfg(test)]
mod tests;
