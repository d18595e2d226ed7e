//! The consult line: pathways, who answers them when, and calls.
//!
//! A call rings by hops (`ringing`): each is a row with its moment, so that a server which starts again goes on where it was, and whichever
//! process looks first takes the next step. Nothing here waits in memory. Exactly one of those who answer at once gets the call (`calling`).
pub mod alarm;
pub mod calling;
pub mod closing;
pub mod credit;
pub(crate) mod demo;
mod distances;
mod letters;
pub mod pathways;
pub mod pearls;
pub mod queries;
pub mod reach;
pub mod report;
pub mod ringing;
pub mod roster;
pub mod signals;
pub mod swaps;
pub(crate) mod tables;
pub mod thread;
pub mod turn;
pub mod weeks;
mod words;

#[cfg(test)]
mod tests;
