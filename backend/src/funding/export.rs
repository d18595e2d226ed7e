//! The list of a batch as finance takes it: who, for which session, how much. No word of a plan or of a questionnaire.

use domain::funding::amount;
use domain::funding::batch::BatchState;
use domain::id::{BatchId, PersonId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::payments::{STANDS, rows_of};
use super::tables::payment_batches;
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::improvement::door::{self, Group};
use crate::sessions::attendance::cell;
use crate::{Cx, Fault, Result, Viewer};

/// The file of a batch that was exported, and its name. Read again, it is the same.
pub async fn file(cx: &Cx, viewer: &Viewer, slug: &str, id: BatchId) -> Result<(String, String)> {
    let tx = cx.begin().await?;
    let group = door::group_for(tx.db(), viewer, slug, Group::keeps_money).await?;
    let batch = payment_batches::Entity::find_by_id(id).filter(payment_batches::Column::CohortId.eq(group.reached.id)).one(tx.db()).await?;
    let batch = batch.ok_or(Fault::Missing)?;
    match BatchState::parse(&batch.state) {
        Some(BatchState::Exported | BatchState::Paid) => {}
        Some(BatchState::Open) => return Err(Fault::Conflict("conflict-batch-not-exported")),
        Some(BatchState::Dropped) | None => return Err(Fault::Conflict("conflict-batch-dropped")),
    }
    let rows = rows_of(tx.db(), group.reached.id).await?;
    let rows: Vec<_> = rows.into_iter().filter(|r| r.batch_id == id && STANDS.contains(&r.state.as_str())).collect();
    let ids: Vec<PersonId> = rows.iter().map(|r| r.person_id).collect();
    let who = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(tx.db()).await?;
    let sessions = crate::sessions::schedule::of_cohort(tx.db(), group.reached.id).await?;
    let mut file = String::from("batch,name,email,session,date,amount\r\n");
    for row in &rows {
        let (Some(person), Some(session)) = (who.iter().find(|p| p.id == row.person_id), sessions.iter().find(|s| s.id == row.session_id))
        else {
            continue;
        };
        let (name, email) = (quoted(&person.name), quoted(&person.email));
        file += &format!("{},{name},{email},{},{},{}\r\n", batch.number, session.number, session.local_date, amount::plain(row.cents));
    }
    audit::write(&tx, viewer, Line::new("claim.export", "batch", id.0).detail(json!({ "payments": rows.len() }))).await?;
    tx.commit().await?;
    Ok((format!("{slug}-payments-{}.csv", batch.number), file))
}

/// A cell that no spreadsheet runs, in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", cell(text).replace('"', "\"\""))
}
