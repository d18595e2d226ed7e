//! What search knows of chat: one document for each message that everybody of its room can read. Deleted or hidden, it has none.

use domain::id::MessageId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::reach::Kind;
use super::tables::{messages, rooms};
use crate::search::{self, Audience, Document};
use crate::{Cx, Result, Tx, markup};

/// The job that puts what was said before there was an index into it.
pub const JOB: &str = "chat.index";

/// Messages of one transaction of the job.
const SOME: u64 = 200;

/// Writes the documents of all messages. Done again, it changes nothing.
pub async fn catch_up(cx: &Cx) -> Result<()> {
    let mut after = MessageId(uuid::Uuid::nil());
    loop {
        let tx = cx.begin().await?;
        let some = messages::Entity::find().filter(messages::Column::Id.gt(after)).order_by_asc(messages::Column::Id).limit(SOME);
        let some = some.all(tx.db()).await?;
        let Some(last) = some.last() else { return Ok(()) };
        after = last.id;
        let places = rooms::Entity::find().filter(rooms::Column::Id.is_in(some.iter().map(|m| m.room_id))).all(tx.db()).await?;
        for row in &some {
            if let Some(place) = places.iter().find(|r| r.id == row.room_id) {
                message(&tx, place, row).await?;
            }
        }
        tx.commit().await?;
    }
}

/// What a message's document is called.
pub const KIND: &str = "message";

/// Writes the document of a message, or takes it out.
pub async fn message(tx: &Tx, room: &rooms::Model, row: &messages::Model) -> Result<()> {
    if row.deleted_at.is_some() || row.hidden_at.is_some() {
        return search::remove(tx, KIND, row.id.0).await;
    }
    let open = matches!(Kind::parse(&room.kind), Kind::Cohort | Kind::Session);
    let doc = Document {
        kind: KIND,
        object: row.id.0,
        group: Some(room.id.0),
        cohort: room.cohort_id,
        author: Some(row.person_id),
        audience: if open { Audience::Cohort } else { Audience::Room },
        title: room.title.clone(),
        by_title: false,
        body: markup::to_plain(&row.body),
        happened_at: row.created_at,
    };
    search::put(tx, doc).await
}
