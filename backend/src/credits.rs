//! Credits: what a program is accredited for, by which rules it counts, what is left for each person, and the papers that were issued.
//!
//! Papers are for sessions of cohorts and for small groups; what calls of the consult line earned is summed in the transcript (`calls`).
//!
//! `domain::gate` decides; this room reads the facts (`facts`), makes the gates (`offers`) and issues in the transaction in which they were
//! judged anew (`issuing`). Nothing of a paper that was issued is ever computed again: it is printed from what was frozen (`printed`).

pub mod accreditations;
pub mod badges;
pub mod calls;
pub mod checking;
pub mod demo;
pub mod direct_entry;
pub mod disclosing;
pub mod disclosures;
mod door;
mod facts;
pub mod issuing;
pub mod keeping;
pub mod left;
pub(crate) mod letters;
mod offers;
pub mod pack;
pub mod papers;
pub mod planning;
pub mod printed;
pub mod rules;
mod sweeping;
pub(crate) mod tables;
pub mod transcript;

pub use sweeping::sweep;

/// The kinds of credit that a program may choose from; kinds are never added to each other (I15).
pub const KINDS: [&str; 4] = ["mainpro", "moc-1", "moc-3", "hours"];

/// The longest reason.
pub(crate) const REASON: usize = 400;

#[cfg(test)]
pub(crate) mod tests;
