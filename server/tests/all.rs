//! One binary for every test of the whole server: the real router, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "all/actors.rs"]
mod actors;
#[path = "all/cases.rs"]
mod cases;
#[path = "all/doors.rs"]
mod doors;
#[path = "all/forum.rs"]
mod forum;
#[path = "all/line.rs"]
mod line;
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
