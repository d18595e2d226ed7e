//! The probe table: for each act, the requests that do it. A new room adds a file, and a line here.

use super::probe::Probe;

#[path = "probes/accounts.rs"]
mod accounts;
#[path = "probes/cases.rs"]
mod cases;
#[path = "probes/chat.rs"]
mod chat;
#[path = "probes/consults.rs"]
mod consults;
#[path = "probes/credits.rs"]
mod credits;
#[path = "probes/dashboards.rs"]
mod dashboards;
#[path = "probes/flags.rs"]
mod flags;
#[path = "probes/forum.rs"]
mod forum;
#[path = "probes/groups.rs"]
mod groups;
#[path = "probes/hour.rs"]
mod hour;
#[path = "probes/line.rs"]
mod line;
#[path = "probes/programs.rs"]
mod programs;
#[path = "probes/sessions.rs"]
mod sessions;
#[path = "probes/surveys.rs"]
mod surveys;

/// Lays out a probe's things: `lay!(s => Ask::id(s.case(Draft).await))`.
macro_rules! lay {
    ($scene:ident => $ask:expr) => {
        |$scene| Box::pin(async move { $ask })
    };
    ($ask:expr) => {
        |_| Box::pin(async move { $ask })
    };
}
use lay;

/// All of it.
pub fn all() -> Vec<Probe> {
    let people = [accounts::probes(), programs::probes(), sessions::probes()].concat();
    let rooms =
        [cases::probes(), forum::probes(), flags::probes(), chat::probes(), line::probes(), surveys::probes(), dashboards::probes()]
            .concat();
    [people, rooms, hour::probes(), credits::probes(), groups::probes(), consults::probes()].concat()
}
