//! Letters about places: whoever has an account hears that they have one, that they wait, that they are out. Who has none yet is invited
//! instead (`accounts::invite`).

use chrono::Duration;
use domain::id::PersonId;
use sea_orm::EntityTrait;

use super::reach::Reached;
use crate::accounts::tables::people;
use crate::outbox::{self, Enclosed, Letter};
use crate::{Fault, Result, Tx, Viewer};

/// How long the letter to somebody who was taken out waits: put back before, they never hear of it.
pub const PAUSE: Duration = Duration::minutes(10);

/// What somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// A place.
    Place,
    /// A place that somebody else left.
    FreePlace,
    /// A turn on the waiting list.
    Waiting(i64),
    /// No place any more.
    Out,
}

impl Told {
    fn key(self) -> &'static str {
        match self {
            Self::Place => "letter-place",
            Self::FreePlace => "letter-place-free",
            Self::Waiting(_) => "letter-place-waiting",
            Self::Out => "letter-place-out",
        }
    }
}

fn group(reached: &Reached, person: PersonId) -> String {
    format!("place:{}:{person}", reached.id)
}

/// Tells a person where they stand in a cohort; what waited to be said of it before is not said.
pub(crate) async fn tell(tx: &mut Tx, viewer: &Viewer, reached: &Reached, person: PersonId, told: Told) -> Result<()> {
    hush(tx, reached, person).await?;
    let row = people::Entity::find_by_id(person).one(tx.db()).await?.ok_or(Fault::Missing)?;
    if !["active", "invited"].contains(&row.state.as_str()) {
        return Ok(());
    }
    let link = format!("{}/cohorts/{}", tx.cx().ports.origin, reached.slug);
    let place = if let Told::Waiting(n) = told { n } else { 0 };
    let values = [
        ("cohort", reached.name.as_str().into()),
        ("program", reached.program_name.as_str().into()),
        ("link", link.as_str().into()),
        ("n", place.into()),
    ];
    let kind = if told == Told::Out { "place-out" } else { "place" };
    let due = (told == Told::Out).then(|| tx.cx().now() + PAUSE);
    let letter = Letter { due, ..Letter::to(&row, kind, told.key(), group(reached, person), &values) };
    let enclosed = Enclosed::answered_by(tx, viewer).await?;
    outbox::post_with(tx, letter, enclosed).await?;
    Ok(())
}

/// What waits to be said of a place is not said; tells whether it was that somebody is out.
pub(crate) async fn hush(tx: &Tx, reached: &Reached, person: PersonId) -> Result<bool> {
    let out = outbox::cancel_in_group(tx, &group(reached, person), "place-out").await?;
    outbox::cancel(tx, &group(reached, person)).await?;
    Ok(out > 0)
}
