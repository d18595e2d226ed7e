//! Cases: written, checked for identifiers, reviewed by a second person, presented, answered, followed up; perhaps presented again.
pub mod again;
pub mod asking;
pub mod demo;
pub(crate) mod early;
pub mod files;
pub(crate) mod finding;
pub mod form;
pub mod forms;
mod letter;
pub mod letters;
pub mod outcomes;
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
