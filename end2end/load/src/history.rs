//! Nothing lost, nothing twice, in order, while everything breaks: a run against real processes, and the judge of its history.

pub mod check;
pub mod record;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
