//! What people see: pages, form actions and islands.
//!
//! Pages and actions exist on the server only (`ssr`); the browser half (`hydrate`) holds islands and nothing else.

#[cfg(feature = "ssr")]
pub mod answer;
#[cfg(feature = "ssr")]
pub mod brief;
#[cfg(feature = "ssr")]
pub mod done;
pub mod html;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod typed;
#[cfg(feature = "ssr")]
pub mod visit;

pub mod accounts;
pub mod cases;
pub mod chat;
pub mod consults;
pub mod credits;
pub mod dashboards;
pub mod flags;
pub mod forum;
pub mod funding;
#[cfg(feature = "ssr")]
pub mod identifier_hints;
pub mod improvement;
pub mod programs;
pub mod sessions;
pub mod surveys;
