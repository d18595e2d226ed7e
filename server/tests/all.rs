//! One binary for every test of the whole server: the real router, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "all/actors.rs"]
mod actors;
#[path = "all/cases.rs"]
mod cases;
#[path = "all/forum.rs"]
mod forum;
#[path = "all/rooms.rs"]
mod rooms;
#[path = "all/start.rs"]
mod start;
#[path = "all/surveys.rs"]
mod surveys;
