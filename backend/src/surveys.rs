//! Surveys: instruments, administrations, answers under a code, and the figures made from them.
//!
//! The wall of this room (security §2.5): no row joins a person to an answer. `survey_links` knows who is asked and whether they have
//! answered; `survey_responses` knows what was answered, under a code. Only the key of the program, a file outside the database, makes
//! the code from the person.

pub mod answering;
pub mod asking;
pub mod demo;
mod door;
pub(crate) mod evaluations;
pub mod importing;
pub mod instruments;
mod keys;
mod letters;
pub mod measures;
pub mod planning;
pub mod queries;
pub mod raw;
mod responses;
pub(crate) mod tables;
mod waves;

pub use importing::{
    ResponsesReport, check_responses_as_operator, import_good_responses_as_operator, import_responses, import_responses_as_operator,
};
pub use instruments::{DictionaryReport, check_dictionary_as_operator, import_dictionary, import_dictionary_as_operator};
pub(crate) use letters::stop_letters;
pub use measures::{Measures, measures};
pub(crate) use planning::planned;
pub use queries::{OpenSurvey, open_for};
pub use waves::State;

#[cfg(test)]
mod tests;
