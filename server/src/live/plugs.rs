//! What other rooms of the house give to the live line. One function each, so that a room plugs in with one line.

use backend::chat::marks;
use backend::sessions::reach;
use backend::{Cx, Result, Viewer};
use domain::id::{ConsultId, PersonId, RoomId, SessionId};
use serde_json::Value;
use uuid::Uuid;

/// Whether this viewer may listen to a session's hour: the door of its cohort's content.
pub async fn hour_door(cx: &Cx, viewer: &Viewer, session: SessionId) -> Result<()> {
    reach::by_id(cx.db(), viewer, session, backend::programs::reach::Ask::Content).await.map(|_| ())
}

/// The state of a session's hour and its version, when it is newer than this one. Read once for all who watch.
pub async fn hour(cx: &Cx, session: SessionId, after: i64) -> Result<Option<(i64, Value)>> {
    backend::sessions::hour::queries::frame(cx, session, after).await
}

/// What a person chose in the polls of a session's hour.
pub async fn votes(cx: &Cx, session: SessionId, person: PersonId) -> Result<Vec<Uuid>> {
    backend::sessions::hour::polls::mine(cx.db(), session, person).await
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

/// A socket that held a place in a call is gone.
pub async fn leave_call(cx: &Cx, call: ConsultId, holder: Uuid) -> Result<()> {
    backend::consults::signals::leave(cx, call, holder).await
}
