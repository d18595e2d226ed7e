//! Every gate against the rules themselves: a thousand random histories each, told to the crate and to a model that was written from the text of
//! the rules and knows nothing of the crate. They must agree after every event. Then the crate is told each history with one rule bent, and the
//! disagreement must be seen.
#![allow(clippy::unwrap_used, clippy::panic)]

mod examiner;
mod model;
mod plays;

/// The model must stay what it is for: no file of it may name the crate.
#[test]
fn the_model_shares_no_code_with_what_it_judges() {
    let files = [
        include_str!("examiner/model/calendar.rs"),
        include_str!("examiner/model/call.rs"),
        include_str!("examiner/model/group.rs"),
        include_str!("examiner/model/law.rs"),
        include_str!("examiner/model/rooms.rs"),
        include_str!("examiner/model/sitting.rs"),
        include_str!("model.rs"),
        include_str!("model/call.rs"),
        include_str!("model/days.rs"),
        include_str!("model/group.rs"),
        include_str!("model/money.rs"),
        include_str!("model/plan.rs"),
        include_str!("model/session.rs"),
    ];
    for line in files.iter().flat_map(|f| f.lines()).filter(|l| l.trim_start().starts_with("use ") || l.contains("domain::")) {
        assert!(["use super::", "use std::"].iter().any(|start| line.starts_with(start)), "{line}");
    }
}
