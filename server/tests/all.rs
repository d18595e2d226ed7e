//! One binary for every test of the whole server: the real router, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "all/actors.rs"]
mod actors;
#[path = "all/analyse.rs"]
mod analyse;
#[path = "all/backup.rs"]
mod backup;
#[path = "all/cases.rs"]
mod cases;
#[path = "all/command_line.rs"]
mod command_line;
#[path = "all/dashboards.rs"]
mod dashboards;
#[path = "all/doors.rs"]
mod doors;
#[path = "all/forum.rs"]
mod forum;
#[path = "all/hour.rs"]
mod hour;
#[path = "all/kill.rs"]
mod kill;
#[path = "all/kith.rs"]
mod kith;
#[path = "all/line.rs"]
mod line;
#[path = "all/mail.rs"]
mod mail;
#[path = "all/misuse.rs"]
mod misuse;
#[path = "all/nodes.rs"]
mod nodes;
#[path = "all/papers.rs"]
mod papers;
#[path = "all/permissions.rs"]
mod permissions;
#[path = "all/rooms.rs"]
mod rooms;
#[path = "all/routes.rs"]
mod routes;
#[path = "all/start.rs"]
mod start;
#[path = "all/surveys.rs"]
mod surveys;
#[path = "all/ways.rs"]
mod ways;
