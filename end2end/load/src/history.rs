//! Nothing lost, nothing twice, in order, while everything breaks: a run against real processes, and the judge of its history.

mod check;
mod client;
mod faults;
mod frames;
mod ground;
mod proxy;
pub mod record;
pub mod run;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
