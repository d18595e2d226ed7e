//! What other rooms of the house give to the live line. One function each, so that a room plugs in with one line.

use backend::chat::marks;
use backend::sessions::reach;
use backend::{Cx, Result, Viewer};
use domain::id::{RoomId, SessionId};
use serde_json::Value;

/// Whether this viewer may listen to a session's hour: the door of its cohort's content.
pub async fn hour_door(cx: &Cx, viewer: &Viewer, session: SessionId) -> Result<()> {
    reach::by_id(cx.db(), viewer, session, backend::programs::reach::Ask::Content).await.map(|_| ())
}

/// The state of a session's hour and its version, when it is newer than this one. Read once for all who watch.
pub async fn hour(_cx: &Cx, _session: SessionId, _after: i64) -> Result<Option<(i64, Value)>> {
    // No session has an hour yet.
    Ok(None)
}

/// A person has seen a room up to a number. All of their sockets hear it. Of one who sits in the room it is written with the others' of the
/// same moment; anybody else passes the door.
pub async fn seen(cx: &Cx, viewer: &Viewer, seated: bool, room: RoomId, seq: i64) -> Result<()> {
    match viewer.person().filter(|_| seated) {
        Some(person) => marks::note(cx, person, room, seq),
        None => {
            marks::seen(cx, viewer, room, seq).await?;
        }
    }
    Ok(())
}
