//! The same words twice: a browser that goes back fills a fresh form, which has an id of its own, with what was sent already.

use chrono::Duration;
use domain::id::PersonId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::tables::posts::{self, Column};
use crate::{Result, Tx};

/// For so long the same words of the same person in the same place are taken for a form that was sent again.
const TWICE_MINUTES: i64 = 10;

/// What this person said here in these very words a moment ago: a browser that went back fills a fresh form with what was sent.
pub(super) async fn said_lately(tx: &Tx, person: PersonId, here: Expr, source: &str) -> Result<Option<posts::Model>> {
    let lately = posts::Entity::find().filter(here).filter(Column::AuthorId.eq(person)).filter(Column::DeletedAt.is_null());
    let lately = lately.filter(Column::CreatedAt.gt(tx.cx().now() - Duration::minutes(TWICE_MINUTES)));
    Ok(lately.filter(Column::Source.eq(source)).one(tx.db()).await?)
}
