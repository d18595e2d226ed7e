//! How letters stand: for the delivery page, for operators and for tests that must leave nothing behind.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::letters;
use crate::{Cx, Result};

/// How many letters stand in each state: for the delivery page and for tests that must leave nothing behind.
pub async fn letters_by_state(cx: &Cx) -> Result<Vec<(String, i64)>> {
    let rows = letters::Entity::find()
        .select_only()
        .column(letters::Column::State)
        .column_as(letters::Column::Id.count(), "count")
        .group_by(letters::Column::State)
        .into_tuple::<(String, i64)>()
        .all(cx.db())
        .await?;
    Ok(rows)
}

/// What was last said about letters that did not go out, newest first: for the delivery page and for operators.
pub async fn last_errors(cx: &Cx) -> Result<Vec<String>> {
    let rows = letters::Entity::find()
        .filter(letters::Column::LastError.ne(""))
        .order_by_desc(letters::Column::CreatedAt)
        .limit(100)
        .all(cx.db())
        .await?;
    Ok(rows.into_iter().map(|letter| letter.last_error).collect())
}
