//! Sessions: schedule, agenda, resources, attendance.
pub(crate) mod tables;
