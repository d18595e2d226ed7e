//! The statistics of paired change: what a cohort's numbers say, and which of them may be shown.
//! Pure functions over slices. No number that does not exist is ever answered: it is `None`, with a note that says why.

pub mod describe;
pub mod effect;
pub mod ordinal;
pub mod paired;
pub mod student;
pub mod suppress;
pub mod wilcoxon;

#[cfg(test)]
mod golden;
#[cfg(test)]
mod properties;
