//! A scheduled case is the hub's to read ahead; the others see it from the start of its session (feature B8).

use std::collections::HashSet;

use domain::cases::{Stand, State};
use domain::id::SessionId;

use super::reach::Reached;
use crate::sessions::hour;
use crate::{Cx, Fault, Result};

/// Whether somebody who stands so waits for the start.
fn waits(stand: Stand, state: State) -> bool {
    state == State::Scheduled && !stand.presenter && !stand.facilitator && !stand.coordinator
}

/// Missing, while its session has not begun, for those who do not read ahead.
pub(crate) async fn hold_back(cx: &Cx, reached: &Reached) -> Result<()> {
    if !waits(reached.stand, reached.state) {
        return Ok(());
    }
    let begun = hour::queries::begun(cx, reached.row.session_id.as_slice()).await?;
    if shows(reached.stand, reached.state, reached.row.session_id, &begun) { Ok(()) } else { Err(Fault::Missing) }
}

/// The same for a list, with what has begun in hand.
pub(crate) fn shows(stand: Stand, state: State, session: Option<SessionId>, begun: &HashSet<SessionId>) -> bool {
    !waits(stand, state) || session.is_some_and(|s| begun.contains(&s))
}
