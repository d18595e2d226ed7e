//! Many rows as one value.
//!
//! SQLite hands over a result cell by cell, each copied and freed under a lock, and row by row from a thread of its own. For a page of
//! fifty rows of twenty columns that costs more than finding them. Gathered into one JSON text by the store, they cross at once.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use serde::de::DeserializeOwned;

use crate::{Cx, Fault, Result};

/// A question whose rows are gathered. Texts are the program's own; values go into `values`.
pub(crate) struct Gathered<'a> {
    /// The question: a `SELECT` that names every column. Rows come in no order that may be relied on: sort what is read.
    pub select: &'a str,
    /// The columns that are ids.
    pub ids: &'a [&'a str],
    /// The other columns that the reader wants.
    pub columns: &'a [&'a str],
    /// What stands for `$1`, `$2` and so on.
    pub values: Vec<Value>,
}

/// Asks, and reads each row by the names of its columns.
pub(crate) async fn all<T: DeserializeOwned>(cx: &Cx, question: Gathered<'_>) -> Result<Vec<T>> {
    let backend = cx.store.backend();
    let text = wrapped(backend, &question);
    let row = cx.db().query_one_raw(Statement::from_sql_and_values(backend, text, question.values)).await?;
    let Some(row) = row else { return Ok(Vec::new()) };
    let text: String = row.try_get_by_index(0).map_err(|why| Fault::Broken(why.to_string()))?;
    serde_json::from_str(&text).map_err(|why| Fault::Broken(format!("gathered rows cannot be read: {why}")))
}

fn wrapped(backend: DbBackend, question: &Gathered<'_>) -> String {
    let select = question.select;
    if backend == DbBackend::Postgres {
        return format!("SELECT CAST(COALESCE(json_agg(q), '[]') AS text) FROM ({select}) q");
    }
    // JSON holds no bytes: an id goes as its digits.
    let ids = question.ids.iter().map(|name| format!("'{name}', CASE WHEN {name} IS NOT NULL THEN hex({name}) END"));
    let columns = question.columns.iter().map(|name| format!("'{name}', {name}"));
    let pairs: Vec<String> = ids.chain(columns).collect();
    format!("SELECT json_group_array(json_object({})) FROM ({select})", pairs.join(", "))
}
