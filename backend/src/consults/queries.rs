//! What pages of this room show.
mod call;
mod directory;
mod lists;
mod oncall;

pub use call::{CallView, HopLine, call};
pub use directory::{PathwayCard, directory, my_community, pathway};
pub use lists::{CallLine, left, mine, queue};
pub use oncall::{MyPathway, MyShift, OnCallView, Rings, answers_any, on_call, rings};
