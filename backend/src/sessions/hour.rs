//! The session room: one person runs the hour, and everybody sees the same.
//!
//! Every change takes the hour's row first (`hold`), so that two who act at once act one after the other, and leaves with a new
//! version (`Held::leave`), which is what every screen waits for. This is the one place of this room that looks up to cases and
//! chat: the hour is where they meet.
pub mod advice;
pub mod case;
pub mod demo;
pub mod groups;
pub mod hands;
mod here;
pub(crate) mod hiding;
mod hold;
pub mod notes;
pub mod polls;
pub mod queries;
pub mod run;
mod tables;
pub mod used;

#[cfg(test)]
mod tests;

pub use hold::Part;
pub(crate) use hold::{Shown, closed, runs, touch};
