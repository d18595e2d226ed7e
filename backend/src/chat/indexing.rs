//! What search knows of chat: one document for each message that everybody of its room can read. Deleted or hidden, it has none.

use super::reach::Kind;
use super::tables::{messages, rooms};
use crate::search::{self, Audience, Document};
use crate::{Result, Tx, markup};

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
