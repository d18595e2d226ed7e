//! Hubs, programs, cohorts, enrolments, the waiting list.
pub mod reach;
pub(crate) mod tables;
