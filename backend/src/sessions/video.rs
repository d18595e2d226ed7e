//! The ways into a session: by video, through a link, a Jitsi or a BigBlueButton server; and by telephone, which is a whole way of its own.
//!
//! How a session is joined is chosen for a hub, a program or one session; what the nearer one leaves empty is as the wider one has it.
//! The address of a meeting is made at the click, for one person and this moment; it is in no page, no list and no letter.

use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use domain::id::{PersonId, SessionId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::reach::ReachedSession;
use super::tables::video::{video_choices, video_servers};
use crate::words::Words;
use crate::{Cx, Fault, Result, Tx, Viewer};

pub mod bigbluebutton;
pub mod jitsi;
pub mod settings;
pub(crate) mod vault;

/// How one joins by video.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any link.
    Link,
    /// A Jitsi server.
    Jitsi,
    /// A BigBlueButton server.
    BigBlueButton,
    /// Not at all: by telephone only.
    Phone,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Link, Self::Jitsi, Self::BigBlueButton, Self::Phone];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Jitsi => "jitsi",
            Self::BigBlueButton => "bigbluebutton",
            Self::Phone => "phone",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == text)
    }
}

/// A number to call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phone {
    /// The number.
    pub number: String,
    /// The access code that the line asks for; may be empty.
    pub code: String,
}

/// The ways into a session, without anything that opens one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// Whether there is a meeting to join by video.
    pub video: bool,
    /// Whether the meeting is told who joins: a plain link tells it nothing.
    pub named: bool,
    /// The number to call.
    pub phone: Option<Phone>,
}

/// The way in of one person, now.
#[derive(Clone, PartialEq, Eq)]
pub enum WayIn {
    /// Send the browser there. The address is for this person and this moment: it is kept and logged nowhere.
    Video(String),
    /// There is no video: call.
    Phone(Phone),
    /// No way is set yet.
    Unset,
}

impl std::fmt::Debug for WayIn {
    /// Says which way it is, and not where it leads.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Video(_) => "by video",
            Self::Phone(_) => "by telephone",
            Self::Unset => "unset",
        })
    }
}

/// What is set for a session once the wider settings are looked through.
struct Found {
    kind: Kind,
    link: String,
    server: Option<video_servers::Model>,
    phone: Option<Phone>,
}

/// A session, its program, its hub: from near to far.
fn scopes(reached: &ReachedSession) -> [(&'static str, Uuid); 3] {
    [("session", reached.id.0), ("program", reached.cohort.program.0), ("hub", reached.cohort.program_row.hub_id.0)]
}

async fn find(db: &impl ConnectionTrait, reached: &ReachedSession) -> Result<Found> {
    let scopes = scopes(reached);
    let ids = scopes.map(|(_, id)| id);
    let rows = video_choices::Entity::find().filter(video_choices::Column::ScopeId.is_in(ids)).all(db).await?;
    let mut levels: Vec<video_choices::Model> = Vec::new();
    for (scope, id) in scopes {
        levels.push(rows.iter().find(|r| r.scope == scope && r.scope_id == id).cloned().unwrap_or_else(settings::nothing));
    }
    let own = &reached.row;
    if let Some(session) = levels.first_mut() {
        (session.link, session.dial_in) = (own.join_url.clone(), own.dial_in.clone());
        if session.kind.is_empty() && !session.link.is_empty() {
            session.kind = Kind::Link.code().to_owned();
        }
    }
    let kind = levels.iter().find_map(|level| Kind::parse(&level.kind)).unwrap_or(Kind::Link);
    let link = levels.iter().map(|level| level.link.clone()).find(|link| !link.is_empty()).unwrap_or_default();
    // A session may have an access code of its own for the number that all share.
    let phone = levels.iter().position(|level| !level.dial_in.is_empty()).map(|at| {
        let code = levels.iter().take(at + 1).map(|level| &level.dial_code).find(|code| !code.is_empty());
        Phone { number: levels.get(at).map(|level| level.dial_in.clone()).unwrap_or_default(), code: code.cloned().unwrap_or_default() }
    });
    let server = match kind {
        Kind::Jitsi | Kind::BigBlueButton => {
            let servers = video_servers::Entity::find().filter(video_servers::Column::Kind.eq(kind.code()));
            let servers = servers.filter(video_servers::Column::ScopeId.is_in(ids)).all(db).await?;
            scopes.iter().find_map(|(scope, id)| servers.iter().find(|s| s.scope == *scope && s.scope_id == *id).cloned())
        }
        Kind::Link | Kind::Phone => None,
    };
    Ok(Found { kind, link, server, phone })
}

/// The ways into a session, as its page and the form of its program tell them.
pub async fn ways(db: &impl ConnectionTrait, reached: &ReachedSession) -> Result<Ways> {
    let found = find(db, reached).await?;
    let video = match found.kind {
        Kind::Link => !found.link.is_empty(),
        Kind::Jitsi | Kind::BigBlueButton => found.server.is_some(),
        Kind::Phone => false,
    };
    let named = match found.kind {
        Kind::Jitsi => found.server.is_some_and(|server| !server.secret.is_empty()),
        Kind::BigBlueButton => true,
        Kind::Link | Kind::Phone => false,
    };
    Ok(Ways { video, named, phone: found.phone })
}

/// The way in of this viewer, now: for members and the coordinator, from 15 minutes before the start until the end
/// (`session.join_link`). Facilitators and the coordinator moderate. A BigBlueButton meeting is opened by the first who comes.
pub async fn way_in(cx: &Cx, viewer: &Viewer, session: &ReachedSession) -> Result<WayIn> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    if !session.cohort.member() && !session.cohort.coordinator {
        return Err(Fault::Refused("refused-role"));
    }
    let now = cx.now();
    if !session.shows_join_link(now) {
        return Err(Fault::Conflict("conflict-way-closed"));
    }
    let found = find(cx.db(), session).await?;
    let phone = found.phone.map_or(WayIn::Unset, WayIn::Phone);
    let address = match (found.kind, &found.server) {
        (Kind::Link, _) if !found.link.is_empty() => found.link,
        (Kind::Jitsi, Some(server)) => {
            let guest = guest(cx, session, who.person, &who.name).await?;
            jitsi::address(cx, server, &guest, now)?
        }
        (Kind::BigBlueButton, Some(server)) => {
            let guest = guest(cx, session, who.person, &who.name).await?;
            bigbluebutton::address(cx, server, &guest).await?
        }
        _ => return Ok(phone),
    };
    Ok(WayIn::Video(address))
}

/// Somebody at the door of a meeting, and which meeting.
pub struct Guest {
    /// The meeting's room: unguessable, the session's own, another one after somebody left.
    pub room: String,
    /// What the meeting is called.
    pub title: String,
    /// Where to go back to afterwards.
    pub page: String,
    /// The name that the others see.
    pub name: String,
    /// Tells people of one meeting apart, and nothing else: it is another one in the next session.
    pub key: String,
    /// Whether they moderate.
    pub moderates: bool,
    /// When the session ends.
    pub ends_at: DateTime<Utc>,
}

async fn guest(cx: &Cx, session: &ReachedSession, person: PersonId, name: &str) -> Result<Guest> {
    let words = Words::of(session.cohort.row.language.parse().unwrap_or_default());
    let number = words.with("session-n", &[("n", session.row.number.into())]);
    let title = if session.row.title.is_empty() { number } else { session.row.title.clone() };
    Ok(Guest {
        room: room(cx, session.id).await?,
        title: format!("{}: {title}", session.cohort.name),
        page: format!("{}/cohorts/{}/sessions/{}", cx.ports.origin, session.cohort.slug, session.id),
        name: domain::text::tidy_line(name),
        key: crate::secret::hash(&format!("{}|{person}", session.id)).chars().take(24).collect(),
        moderates: session.cohort.staff(),
        ends_at: session.ends_at(),
    })
}

/// The room of a session, made by the first who asks; of two at once, both get the same.
async fn room(cx: &Cx, session: SessionId) -> Result<String> {
    if let Some(room) = known_room(cx.db(), session).await? {
        return Ok(room);
    }
    let tx = cx.begin().await?;
    let fresh = format!("kith-{}", BASE32_NOPAD.encode(&cx.bytes::<20>()).to_lowercase());
    settings::ensure(&tx, "session", session.0).await?;
    video_choices::Entity::update_many()
        .col_expr(video_choices::Column::Room, Expr::value(fresh))
        .filter(video_choices::Column::Scope.eq("session"))
        .filter(video_choices::Column::ScopeId.eq(session.0))
        .filter(video_choices::Column::Room.eq(""))
        .exec(tx.db())
        .await?;
    let room = known_room(tx.db(), session).await?.ok_or(Fault::Busy)?;
    tx.commit().await?;
    Ok(room)
}

async fn known_room(db: &impl ConnectionTrait, session: SessionId) -> Result<Option<String>> {
    let row = video_choices::Entity::find()
        .filter(video_choices::Column::Scope.eq("session"))
        .filter(video_choices::Column::ScopeId.eq(session.0))
        .one(db)
        .await?;
    Ok(row.map(|r| r.room).filter(|room| !room.is_empty()))
}

/// Somebody left: coming sessions meet in another room.
pub(crate) async fn leave_room(tx: &Tx, session: SessionId) -> Result<()> {
    video_choices::Entity::update_many()
        .col_expr(video_choices::Column::Room, Expr::value(""))
        .filter(video_choices::Column::Scope.eq("session"))
        .filter(video_choices::Column::ScopeId.eq(session.0))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// What one session has of its own: how one joins (empty: as the program has it) and the access code of its telephone number.
pub(crate) async fn own(db: &impl ConnectionTrait, session: SessionId) -> Result<(String, String)> {
    let row = video_choices::Entity::find()
        .filter(video_choices::Column::Scope.eq("session"))
        .filter(video_choices::Column::ScopeId.eq(session.0))
        .one(db)
        .await?;
    Ok(row.map(|r| (r.kind, r.dial_code)).unwrap_or_default())
}

/// Sets what one session has of its own.
pub(crate) async fn set_own(tx: &Tx, session: SessionId, kind: &str, dial_code: &str) -> Result<()> {
    settings::ensure(tx, "session", session.0).await?;
    video_choices::Entity::update_many()
        .col_expr(video_choices::Column::Kind, Expr::value(kind))
        .col_expr(video_choices::Column::DialCode, Expr::value(dial_code))
        .col_expr(video_choices::Column::UpdatedAt, Expr::value(tx.cx().now()))
        .filter(video_choices::Column::Scope.eq("session"))
        .filter(video_choices::Column::ScopeId.eq(session.0))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// An empty row of a scope, unless there is one.
async fn insert_quietly(tx: &Tx, scope: &str, id: Uuid) -> Result<()> {
    let nothing = settings::nothing();
    let row = video_choices::ActiveModel {
        id: Set(tx.cx().new_id()),
        scope: Set(scope.to_owned()),
        scope_id: Set(id),
        kind: Set(nothing.kind),
        link: Set(nothing.link),
        dial_in: Set(nothing.dial_in),
        dial_code: Set(nothing.dial_code),
        room: Set(nothing.room),
        updated_at: Set(tx.cx().now()),
    };
    let once = OnConflict::columns([video_choices::Column::Scope, video_choices::Column::ScopeId]).do_nothing().to_owned();
    video_choices::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The same, from the address of a session's page.
pub async fn enter(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<WayIn> {
    let reached = super::reach::session(cx.db(), viewer, slug, id, crate::programs::reach::Ask::Outline).await?;
    way_in(cx, viewer, &reached).await
}

#[cfg(test)]
mod tests;
