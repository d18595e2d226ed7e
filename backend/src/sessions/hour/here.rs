//! Who is here: what the hour knows of attendance stands in this one place.

use std::collections::HashSet;

use domain::id::{PersonId, SessionId};
use domain::presence::Way;
use sea_orm::ConnectionTrait;

use crate::sessions::attendance::spans;
use crate::{Result, Tx};

/// Everybody who is here: who came by themselves, by our door, by telephone or into a group, and did not say goodbye.
pub(super) async fn all(db: &impl ConnectionTrait, id: SessionId) -> Result<HashSet<PersonId>> {
    let here = |way: &str| Way::parse(way).is_some_and(|way| way != Way::File);
    Ok(spans::of(db, &[id]).await?.into_iter().filter(|s| s.to_at.is_none() && here(&s.source)).map(|s| s.person_id).collect())
}

/// Somebody comes: said by themselves, or by an act that only who is here does.
pub(super) async fn come(tx: &Tx, id: SessionId, person: PersonId) -> Result<()> {
    spans::begin(tx, id, person, Way::Here).await
}
