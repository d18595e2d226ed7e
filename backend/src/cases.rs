//! Cases: written, checked for identifiers, reviewed by a second person, presented, answered, followed up.
pub mod demo;
pub(crate) mod early;
pub(crate) mod finding;
pub mod form;
pub mod letters;
pub mod queries;
pub mod reach;
pub mod review;
pub(crate) mod tables;
pub mod talk;
pub mod view;
pub mod waiting;
pub mod writing;

#[cfg(test)]
mod tests;
