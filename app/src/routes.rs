//! Every route of the product, gathered from its rooms. What is here is in the permission test, or the test fails.

use axum::Router;
use axum::middleware::from_fn_with_state;

use crate::visit::House;
use crate::{
    accounts, answer, cases, chat, consults, credits, dashboards, flags, forum, funding, improvement, programs, sessions, surveys,
};

/// All pages and actions. A response that carries a fault leaves as a page.
pub fn all(house: &House) -> Router<House> {
    Router::new()
        .merge(accounts::routes())
        .merge(programs::routes())
        .merge(sessions::routes())
        .merge(cases::routes())
        .merge(forum::routes())
        .merge(flags::routes())
        .merge(chat::routes())
        .merge(surveys::routes())
        .merge(consults::routes())
        .merge(dashboards::routes())
        .merge(credits::routes())
        .merge(improvement::routes())
        .merge(funding::routes())
        .fallback(nothing_here)
        .layer(from_fn_with_state(house.clone(), answer::dress))
}

async fn nothing_here() -> answer::Answer {
    Err(backend::Fault::Missing.into())
}
