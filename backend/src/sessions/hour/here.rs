//! Who is here: what the hour knows of attendance stands in this one place.

use std::collections::HashSet;

use domain::id::{PersonId, SessionId};
use domain::presence::Way;
use sea_orm::ConnectionTrait;

use crate::sessions::attendance::spans;
use crate::{Result, Tx};

/// Everybody who came by some way and has not gone. A small group is no way of its own here: it ends while people stay.
pub(super) async fn all(db: &impl ConnectionTrait, id: SessionId) -> Result<HashSet<PersonId>> {
    let rows = spans::of(db, &[id]).await?;
    let open = rows.into_iter().filter(|s| s.to_at.is_none() && s.minutes.is_none() && s.source != Way::Breakout.code());
    Ok(open.map(|s| s.person_id).collect())
}

/// Somebody comes: said by themselves, or by an act that only who is here does.
pub(super) async fn come(tx: &Tx, id: SessionId, person: PersonId) -> Result<()> {
    spans::begin(tx, id, person, Way::Here).await
}
