//! The door to cases: the cohort's door first, then the case by its id and cohort, then the state of things.

use chrono::{DateTime, Utc};
use domain::cases::{Act, Door, Stand, State, may, sees};
use domain::id::CaseId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::early;
use super::tables::cases;
use crate::programs::reach::{self as cohort_door, Ask};
use crate::{Fault, Result, Tx, Viewer};

/// A case that this viewer may reach, and how they stand to it.
#[derive(Debug, Clone)]
pub struct Reached {
    /// Its cohort.
    pub cohort: cohort_door::Reached,
    /// How the viewer stands to it.
    pub stand: Stand,
    /// Where it stands.
    pub state: State,
    /// The whole row.
    pub(crate) row: cases::Model,
}

impl Reached {
    /// Whether the viewer may do this now.
    pub fn may(&self, act: Act) -> bool {
        may(self.stand, self.state, act) == Door::Open
    }
}

/// How a viewer stands to a case of a cohort; `mine` when the case is theirs.
pub(crate) fn stand(cohort: &cohort_door::Reached, mine: bool, hidden: bool) -> Stand {
    Stand {
        hidden,
        presenter: mine,
        participant: cohort.participant,
        facilitator: cohort.facilitator,
        mentor: cohort.mentor,
        coordinator: cohort.coordinator,
    }
}

/// The state of a row; a word that nobody knows counts as withdrawn, so that nothing opens by a slip.
pub(crate) fn state_of(row: &cases::Model) -> State {
    State::parse(&row.state).unwrap_or(State::Withdrawn)
}

/// Opens the door of a case for one act: missing when not visible, refused when not for this role, a conflict when not now.
pub async fn case(db: &impl ConnectionTrait, now: DateTime<Utc>, viewer: &Viewer, slug: &str, id: CaseId, act: Act) -> Result<Reached> {
    let reached = see(db, now, viewer, slug, id).await?;
    match may(reached.stand, reached.state, act) {
        Door::Open => Ok(reached),
        Door::NotNow => Err(Fault::Conflict("conflict-case-state")),
        Door::Missing => Err(Fault::Missing),
        Door::Refused if act == Act::Review && reached.stand.presenter => Err(Fault::Refused("refused-own-case")),
        Door::Refused => Err(Fault::Refused("refused-role")),
    }
}

/// Loads a case that is visible to the viewer at this moment.
pub(crate) async fn see(db: &impl ConnectionTrait, now: DateTime<Utc>, viewer: &Viewer, slug: &str, id: CaseId) -> Result<Reached> {
    let cohort = cohort_door::cohort(db, viewer, slug, Ask::Content).await?;
    let row = cases::Entity::find_by_id(id).filter(cases::Column::CohortId.eq(cohort.id)).one(db).await?.ok_or(Fault::Missing)?;
    let stand = stand(&cohort, viewer.is(row.presenter_id), row.hidden_at.is_some());
    let state = state_of(&row);
    if !sees(stand, state) {
        return Err(Fault::Missing);
    }
    let reached = Reached { cohort, stand, state, row };
    early::hold_back(db, now, &reached).await?;
    Ok(reached)
}

/// Changes a case that still stands as it was read; when it has moved on, nothing is written.
pub(crate) async fn change(tx: &Tx, row: &cases::Model, to: cases::ActiveModel) -> Result<()> {
    let done = cases::Entity::update_many()
        .set(to)
        .col_expr(cases::Column::UpdatedAt, Expr::value(tx.cx().now()))
        .filter(cases::Column::Id.eq(row.id))
        .filter(cases::Column::State.eq(row.state.as_str()))
        .filter(cases::Column::Version.eq(row.version))
        .exec(tx.db())
        .await?;
    if done.rows_affected != 1 {
        return Err(Fault::Conflict("conflict-case-state"));
    }
    let now = cases::Entity::find_by_id(row.id).one(tx.db()).await?.ok_or(Fault::Missing)?;
    super::finding::keep_in_step(tx, &now).await
}
