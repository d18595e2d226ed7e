//! What happens: doors, commands, queries, jobs and letters. The only floor that knows tables.
pub(crate) mod archive;
pub mod audit;
pub mod backup;
pub(crate) mod careful;
pub mod context;
pub mod db;
mod gathered;
pub mod jobs;
pub mod kept;
mod keyfile;
pub mod markup;
pub mod outbox;
pub mod paper;
pub mod ports;
pub mod rights;
pub mod search;
pub mod secret;
pub mod seen;
pub(crate) mod sheet;
pub mod words;

pub mod accounts;
pub mod cases;
pub mod chat;
pub mod consults;
pub mod credits;
pub mod dashboards;
pub mod erasing;
pub mod flags;
pub mod forum;
pub mod funding;
pub mod improvement;
pub mod notices;
pub mod programs;
pub mod sessions;
pub mod surveys;

#[cfg(feature = "testing")]
pub mod testing;
pub mod world;

pub use context::{Cx, Tx};
pub use domain::fault::{Fault, Faults, FieldFault};
pub use domain::viewer::Viewer;

/// What every command and query answers.
pub type Result<T> = std::result::Result<T, Fault>;

/// Whether the store answers.
pub async fn health(cx: &Cx) -> Result<()> {
    use sea_orm::ConnectionTrait as _;
    cx.db().execute_unprepared("SELECT 1").await?;
    Ok(())
}
