//! A second opinion on the gates, by somebody who read the rules and the facts' descriptions and nothing else. The model replays a list of dated
//! events and computes each requirement by its definition; `play` makes a thousand and more random histories for each gate, tells them to both,
//! and compares after every event. Where the rules leave a choice, the model says "Reading".

mod model {
    pub mod calendar;
    pub mod call;
    pub mod group;
    pub mod law;
    pub mod rooms;
    pub mod sitting;
}

mod play {
    mod calls;
    mod counting;
    mod dice;
    mod groups;
    mod making;
    mod papers;
    mod publishing;
    mod rooms;
    mod sessions;
    mod told;
}
