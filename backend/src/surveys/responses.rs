//! Writing and reading responses: the only place that touches their rows.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::id::{AdministrationId, SurveyResponseId};
use domain::instruments::Answers;
use domain::lang::Lang;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::tables::{answers, links, responses};
use crate::{Result, Tx};

/// A response before it is written.
pub(crate) struct Filled {
    pub(crate) code: String,
    pub(crate) lang: Lang,
    pub(crate) answered_on: Option<NaiveDate>,
    pub(crate) late: bool,
    pub(crate) complete: bool,
    pub(crate) answers: Answers,
}

/// A response as stored.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) row: responses::Model,
    pub(crate) answers: Answers,
}

/// Writes responses of one administration. The caller has made sure that their codes are not there.
pub(crate) async fn write(tx: &Tx, administration: AdministrationId, filled: Vec<Filled>) -> Result<()> {
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    for one in filled {
        let id = SurveyResponseId(tx.cx().random_id());
        cells.extend(one.answers.into_iter().map(|(link_id, value)| answers::Model { response_id: id, link_id, value }));
        rows.push(responses::Model {
            id,
            administration_id: administration,
            code: one.code,
            language: one.lang.code().to_owned(),
            answered_on: one.answered_on,
            late: one.late,
            complete: one.complete,
        });
    }
    rows.sort_by_key(|row| row.id);
    insert(tx, rows, cells).await
}

async fn insert(tx: &Tx, rows: Vec<responses::Model>, cells: Vec<answers::Model>) -> Result<()> {
    for chunk in rows.chunks(500) {
        let chunk = chunk.iter().cloned().map(IntoActiveModel::into_active_model).map(responses::ActiveModel::reset_all);
        responses::Entity::insert_many(chunk).exec_without_returning(tx.db()).await?;
    }
    for chunk in cells.chunks(1000) {
        let chunk = chunk.iter().cloned().map(IntoActiveModel::into_active_model).map(answers::ActiveModel::reset_all);
        answers::Entity::insert_many(chunk).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

/// Takes a response away, with its answers; nothing when there is none.
pub(crate) async fn remove(tx: &Tx, administration: AdministrationId, code: &str) -> Result<()> {
    responses::Entity::delete_many()
        .filter(responses::Column::AdministrationId.eq(administration))
        .filter(responses::Column::Code.eq(code))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The responses of these administrations, by code.
pub(crate) async fn of(db: &impl ConnectionTrait, ids: Vec<AdministrationId>) -> Result<Vec<Stored>> {
    let rows = responses::Entity::find()
        .filter(responses::Column::AdministrationId.is_in(ids))
        .order_by_asc(responses::Column::Code)
        .all(db)
        .await?;
    let mut cells: BTreeMap<SurveyResponseId, Answers> = BTreeMap::new();
    let keys: Vec<SurveyResponseId> = rows.iter().map(|row| row.id).collect();
    for chunk in keys.chunks(1000) {
        let found = answers::Entity::find().filter(answers::Column::ResponseId.is_in(chunk.to_vec())).all(db).await?;
        for cell in found {
            cells.entry(cell.response_id).or_default().insert(cell.link_id, cell.value);
        }
    }
    Ok(rows.into_iter().map(|row| Stored { answers: cells.remove(&row.id).unwrap_or_default(), row }).collect())
}

/// PostgreSQL keeps rows in the order they were written, and each with the number of its transaction: the mark "has answered" and the
/// answers would lie side by side. So every response of the administration is written anew, in the order of the random keys, and every
/// mark is touched, in this one transaction: what is left says that all of them came at once. (SQLite keeps neither; see the migration.)
pub(crate) async fn scramble(tx: &Tx, administration: AdministrationId) -> Result<()> {
    if tx.cx().store.backend() != DbBackend::Postgres {
        return Ok(());
    }
    let mut stored = of(tx.db(), vec![administration]).await?;
    stored.sort_by_key(|one| one.row.id);
    responses::Entity::delete_many().filter(responses::Column::AdministrationId.eq(administration)).exec(tx.db()).await?;
    let cells = stored.iter().flat_map(|one| {
        let id = one.row.id;
        one.answers.iter().map(move |(key, value)| answers::Model { response_id: id, link_id: key.clone(), value: value.clone() })
    });
    let cells: Vec<answers::Model> = cells.collect();
    insert(tx, stored.into_iter().map(|one| one.row).collect(), cells).await?;
    links::Entity::update_many()
        .col_expr(links::Column::Answered, sea_orm::sea_query::Expr::col(links::Column::Answered))
        .filter(links::Column::AdministrationId.eq(administration))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Marks that a person has answered; false when they had already.
pub(crate) async fn mark(tx: &Tx, link: uuid::Uuid) -> Result<bool> {
    let change = links::ActiveModel { answered: Set(true), reminded_on: Set(None), ..Default::default() };
    let done = links::Entity::update_many()
        .set(change)
        .filter(links::Column::Id.eq(link))
        .filter(links::Column::Answered.eq(false))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected == 1)
}
