//! The money of small groups: budgets by line, the ledger beneath them, payments and their batches. Nothing here reads a word that a member
//! wrote: who is payable is the answer of a gate (R2.2, R2.12).
pub mod budget;
pub mod export;
mod ledger;
mod letters;
pub mod paying;
pub mod payments;
pub(crate) mod tables;
pub mod waiting;

#[cfg(test)]
mod tests;
