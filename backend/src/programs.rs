//! Hubs, programs, cohorts, roles and places.
pub mod commands;
pub mod enrolling;
pub mod importing;
pub mod letters;
pub mod queries;
pub mod reach;
pub mod roles;
pub(crate) mod tables;

#[cfg(test)]
mod tests;
