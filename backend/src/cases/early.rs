//! A scheduled case is the hub's to read ahead; the others see it from the start of its session (feature B8).

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::cases::{Stand, State};
use domain::id::SessionId;
use sea_orm::ConnectionTrait;

use super::reach::Reached;
use crate::sessions::hour;
use crate::{Fault, Result};

/// Whether somebody who stands so waits for the start.
fn waits(stand: Stand, state: State) -> bool {
    state == State::Scheduled && !stand.presenter && !stand.facilitator && !stand.coordinator
}

/// Missing, while its session has not begun, for those who do not read ahead. The door of a case asks it, so that no page of it forgets to.
pub(super) async fn hold_back(db: &impl ConnectionTrait, now: DateTime<Utc>, reached: &Reached) -> Result<()> {
    if !waits(reached.stand, reached.state) {
        return Ok(());
    }
    let begun = hour::queries::begun(db, now, reached.row.session_id.as_slice()).await?;
    if shows(reached.stand, reached.state, reached.row.session_id, &begun) { Ok(()) } else { Err(Fault::Missing) }
}

/// The same for a list, with what has begun in hand.
pub(crate) fn shows(stand: Stand, state: State, session: Option<SessionId>, begun: &HashSet<SessionId>) -> bool {
    !waits(stand, state) || session.is_some_and(|s| begun.contains(&s))
}
