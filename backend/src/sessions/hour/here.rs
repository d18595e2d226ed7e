//! Who is here: what the hour knows of attendance stands in this one place.

use std::collections::HashSet;

use domain::id::{PersonId, SessionId};
use sea_orm::ConnectionTrait;

use crate::sessions::attendance::{self, Mark};
use crate::{Result, Tx, Viewer};

/// Everybody who is here.
pub(super) async fn all(db: &impl ConnectionTrait, id: SessionId) -> Result<HashSet<PersonId>> {
    let marks = attendance::newest(db, &[id]).await?;
    Ok(marks.into_iter().filter(|(_, m)| m.present).map(|((_, person), _)| person).collect())
}

/// Somebody comes: said by themselves, or by an act that only who is here does.
pub(super) async fn come(tx: &Tx, viewer: &Viewer, id: SessionId, person: PersonId) -> Result<()> {
    let mark = Mark { session: id, person, source: "check_in", minutes: 0.0, present: true, reason: "" };
    attendance::write(tx, viewer, mark).await?;
    Ok(())
}
