//! What a sweep changed is drawn anew on every open screen.

use std::collections::BTreeSet;

use domain::id::{MessageId, SessionId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Swept, statement};
use crate::sessions::hour;
use crate::{Result, Tx};

/// Tables that hours show, and which session a row `$1` of them belongs to.
const SHOWN_BY_HOURS: &[(&str, &str)] = &[
    ("hours", "SELECT session_id FROM hours WHERE session_id = $1"),
    ("hour_notes", "SELECT session_id FROM hour_notes WHERE id = $1"),
    ("hour_used", "SELECT session_id FROM hour_used WHERE id = $1"),
    ("hour_polls", "SELECT session_id FROM hour_polls WHERE id = $1"),
    ("hour_choices", "SELECT p.session_id FROM hour_polls p JOIN hour_choices c ON c.poll_id = p.id WHERE c.id = $1"),
    ("hour_lines", "SELECT session_id FROM hour_lines WHERE id = $1"),
    ("breakouts", "SELECT session_id FROM breakouts WHERE id = $1"),
    ("cases", "SELECT session_id FROM hours WHERE case_id = $1"),
    ("recommendations", "SELECT h.session_id FROM hours h JOIN recommendations r ON r.case_id = h.case_id WHERE r.id = $1"),
];

/// Whether rows of a table stand on the screens of an hour.
pub(super) fn is_of_hours(table: &str) -> bool {
    SHOWN_BY_HOURS.iter().any(|(known, _)| *known == table)
}

/// The messages and hours that a sweep changed: their rooms and screens are told.
pub(in crate::flags) async fn tell_rooms(tx: &mut Tx, swept: &Swept) -> Result<()> {
    for id in &swept.messages {
        crate::chat::history::touch(tx, MessageId(*id)).await?;
    }
    let (mut shown, mut notes) = (BTreeSet::new(), BTreeSet::new());
    for (table, id) in &swept.of_hours {
        let Some((_, sql)) = SHOWN_BY_HOURS.iter().find(|(known, _)| known == table) else { continue };
        for row in tx.db().query_all_raw(statement(tx, sql, vec![(*id).into()])).await? {
            let session: Uuid = row.try_get("", "session_id")?;
            shown.insert(session);
            if *table == "hour_notes" {
                notes.insert(session);
            }
        }
    }
    for session in shown {
        if notes.contains(&session) {
            hour::hiding::renumber(tx, SessionId(session)).await?;
        }
        hour::touch(tx, hour::Shown::Session(SessionId(session))).await?;
    }
    Ok(())
}
