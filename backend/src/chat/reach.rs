//! The door to a room. A cohort's and a session's: members and the coordinator (`chat.read`); a breakout's: its people, facilitators and the
//! coordinator; a direct one: its two people and nobody else, ever (`chat.dm_read`).

use std::collections::HashMap;

use domain::id::{CohortId, PersonId, RoomId, SessionId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::people;
use super::tables::{room_members, rooms};
use crate::accounts::viewer::padded;
use crate::programs::reach::{self, Ask, Reached};
use crate::programs::tables::{cohorts, programs};
use crate::sessions::tables::sessions;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// What kind of place a room is; what decides who may be in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A cohort's own.
    Cohort,
    /// One session's.
    Session,
    /// A small group of a cohort.
    Breakout,
    /// Two people's.
    Direct,
}

impl Kind {
    /// The stable word in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cohort => "cohort",
            Self::Session => "session",
            Self::Breakout => "breakout",
            Self::Direct => "direct",
        }
    }
    /// Reads the stable word. What nobody knows has the narrowest door.
    pub fn parse(text: &str) -> Self {
        [Self::Cohort, Self::Session, Self::Breakout].into_iter().find(|k| k.code() == text).unwrap_or(Self::Direct)
    }
}

/// A room that this viewer may be in.
#[derive(Debug, Clone)]
pub struct ReachedRoom {
    /// The room.
    pub id: RoomId,
    /// What kind of place it is.
    pub kind: Kind,
    /// What a breakout is called; empty for the others.
    pub title: String,
    /// Its cohort, and the viewer's place in it; none for a direct room.
    pub cohort: Option<Reached>,
    /// Its session, for a session's room and a breakout of one.
    pub session: Option<SessionId>,
    /// The other one, for a direct room.
    pub other: Option<PersonId>,
    /// The number of its last message.
    pub last_seq: i64,
    /// The number of its last change.
    pub last_rev: i64,
    /// Read, and not written any more.
    pub archived: bool,
}

impl ReachedRoom {
    /// Whether the viewer moderates here: facilitator or coordinator of its cohort. Nobody does in a direct room.
    pub fn staff(&self) -> bool {
        self.cohort.as_ref().is_some_and(Reached::staff)
    }

    /// An archived room is read, not written; nor is the room of an archived cohort.
    pub fn open(&self) -> Result<()> {
        if self.archived { Err(Fault::Conflict("conflict-room-archived")) } else { Ok(()) }
    }
}

fn reached(row: rooms::Model, kind: Kind, cohort: Option<Reached>, other: Option<PersonId>) -> ReachedRoom {
    ReachedRoom {
        id: row.id,
        kind,
        title: row.title,
        archived: row.archived_at.is_some() || cohort.as_ref().is_some_and(|c| c.row.state == "archived"),
        cohort,
        session: row.session_id,
        other,
        last_seq: row.last_seq,
        last_rev: row.last_rev,
    }
}

/// Opens the door of a room by its id.
pub async fn room(db: &impl ConnectionTrait, viewer: &Viewer, id: RoomId) -> Result<ReachedRoom> {
    viewer.person().ok_or(Fault::SignIn)?;
    doorways(db, &[id]).await?.get(&id).ok_or(Fault::Missing)?.open(viewer)
}

/// What the door of a room looks at: the same for everybody who stands before it, so that it is read once for as many as come together.
#[derive(Debug)]
pub struct Doorway {
    row: rooms::Model,
    cohort: Option<(cohorts::Model, programs::Model)>,
    /// The people of a breakout or of a direct room; for the others the cohort decides.
    members: Vec<PersonId>,
}

/// The doorways of these rooms, as they are now. A room that is not there has none.
pub async fn doorways(db: &impl ConnectionTrait, these: &[RoomId]) -> Result<HashMap<RoomId, Doorway>> {
    let rows = rooms::Entity::find().filter(rooms::Column::Id.is_in(padded(these))).all(db).await?;
    let narrow: Vec<RoomId> =
        rows.iter().filter(|row| matches!(Kind::parse(&row.kind), Kind::Breakout | Kind::Direct)).map(|row| row.id).collect();
    let mut members: HashMap<RoomId, Vec<PersonId>> = HashMap::new();
    if !narrow.is_empty() {
        let query = room_members::Entity::find().filter(room_members::Column::RoomId.is_in(padded(&narrow)));
        query.all(db).await?.into_iter().for_each(|m| members.entry(m.room_id).or_default().push(m.person_id));
    }
    let mut cohorts: Vec<CohortId> = rows.iter().filter_map(|row| row.cohort_id).collect();
    cohorts.sort_unstable();
    cohorts.dedup();
    let cohorts = reach::rows(db, &cohorts).await?;
    let doorway = |row: rooms::Model| {
        let cohort = row.cohort_id.and_then(|id| cohorts.get(&id).cloned());
        (row.id, Doorway { cohort, members: members.remove(&row.id).unwrap_or_default(), row })
    };
    Ok(rows.into_iter().map(doorway).collect())
}

impl Doorway {
    /// Opens it for a viewer.
    pub fn open(&self, viewer: &Viewer) -> Result<ReachedRoom> {
        let me = viewer.person().ok_or(Fault::SignIn)?;
        let kind = Kind::parse(&self.row.kind);
        let inside = self.members.contains(&me);
        if kind == Kind::Direct {
            let other = self.members.iter().copied().find(|p| *p != me).filter(|_| inside).ok_or(Fault::Missing)?;
            return Ok(reached(self.row.clone(), kind, None, Some(other)));
        }
        self.row.cohort_id.ok_or(Fault::Missing)?;
        let cohort = reach::through(viewer, self.cohort.clone().map(|(row, program)| (row, Some(program))), Ask::Content)?;
        // Another group of the same cohort is not even there for somebody who only takes part.
        if kind == Kind::Breakout && !cohort.staff() && !inside {
            return Err(Fault::Missing);
        }
        Ok(reached(self.row.clone(), kind, Some(cohort), None))
    }
}

/// Whether something may be said here now: not in an archived room, nor to somebody with whom one shares no cohort any more.
pub async fn writable(db: &impl ConnectionTrait, viewer: &Viewer, room: &ReachedRoom) -> Result<()> {
    room.open()?;
    match room.other {
        Some(other) if !people::shares(db, viewer, other).await? => Err(Fault::Conflict("conflict-room-apart")),
        _ => Ok(()),
    }
}

/// The room of a cohort, or of one of its sessions; made when somebody first opens it.
pub async fn room_of(cx: &Cx, viewer: &Viewer, slug: &str, session: Option<SessionId>) -> Result<ReachedRoom> {
    let cohort = reach::cohort(cx.db(), viewer, slug, Ask::Content).await?;
    let kind = if session.is_some() { Kind::Session } else { Kind::Cohort };
    if let Some(row) = find(cx.db(), &cohort, session).await? {
        return Ok(reached(row, kind, Some(cohort), None));
    }
    if let Some(session) = session {
        let known = sessions::Entity::find_by_id(session).filter(sessions::Column::CohortId.eq(cohort.id)).one(cx.db()).await?;
        known.ok_or(Fault::Missing)?;
    }
    let tx = cx.begin().await?;
    // Writers take turns on SQLite; on PostgreSQL the cohort's row is the turnstile, so that two first visitors make one room.
    lock(&tx, &cohort).await?;
    if let Some(row) = find(tx.db(), &cohort, session).await? {
        return Ok(reached(row, kind, Some(cohort), None));
    }
    let mut row = fresh(cx, kind);
    (row.cohort_id, row.session_id) = (Some(cohort.id), session);
    insert(&tx, &row).await?;
    tx.commit().await?;
    Ok(reached(row, kind, Some(cohort), None))
}

/// A room that nobody has spoken in.
pub(super) fn fresh(cx: &Cx, kind: Kind) -> rooms::Model {
    rooms::Model {
        id: RoomId(cx.new_id()),
        cohort_id: None,
        session_id: None,
        kind: kind.code().to_owned(),
        title: String::new(),
        pair: None,
        last_seq: 0,
        last_rev: 0,
        archived_at: None,
        created_at: cx.now(),
    }
}

/// Writes it.
pub(super) async fn insert(tx: &Tx, row: &rooms::Model) -> Result<()> {
    let row = row.clone();
    let fresh = rooms::ActiveModel {
        id: Set(row.id),
        cohort_id: Set(row.cohort_id),
        session_id: Set(row.session_id),
        kind: Set(row.kind),
        title: Set(row.title),
        pair: Set(row.pair),
        last_seq: Set(row.last_seq),
        last_rev: Set(row.last_rev),
        archived_at: Set(row.archived_at),
        created_at: Set(row.created_at),
    };
    rooms::Entity::insert(fresh).exec_without_returning(tx.db()).await?;
    Ok(())
}

async fn find(db: &impl ConnectionTrait, cohort: &Reached, session: Option<SessionId>) -> Result<Option<rooms::Model>> {
    let query = rooms::Entity::find().filter(rooms::Column::CohortId.eq(cohort.id));
    let query = match session {
        Some(session) => query.filter(rooms::Column::SessionId.eq(session)).filter(rooms::Column::Kind.eq(Kind::Session.code())),
        None => query.filter(rooms::Column::Kind.eq(Kind::Cohort.code())),
    };
    Ok(query.one(db).await?)
}

async fn lock(tx: &Tx, cohort: &Reached) -> Result<()> {
    use sea_orm::QuerySelect as _;
    cohorts::Entity::find_by_id(cohort.id).lock_exclusive().one(tx.db()).await?;
    Ok(())
}
