//! What is true: words, rules, policy, statistics and live frames. Pure: no clock, no I/O; native and wasm.
pub mod cases;
pub mod day;
pub mod fault;
pub mod hour;
pub mod id;
pub mod identifiers;
pub mod instruments;
pub mod lang;
pub mod live;
pub mod presence;
pub mod stats;
pub mod text;
pub mod timepoint;
pub mod viewer;

#[cfg(feature = "files")]
pub mod attendance_file;
#[cfg(feature = "files")]
pub mod paired_file;
#[cfg(feature = "files")]
pub mod people_file;
#[cfg(feature = "files")]
pub mod responses_file;
#[cfg(feature = "files")]
pub mod table;
#[cfg(feature = "files")]
pub mod when;
