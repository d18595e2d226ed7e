//! Video servers and ways in of a hub or a program. Administrators only: what is named here is where Kith sends people, and the one
//! address that it asks anything of itself. Secrets go in and never come out: the page tells that one is set.

use chrono::DateTime;
use domain::fault::{Faults, FieldFault};
use domain::id::{HubId, ProgramId};
use domain::text;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{Kind, vault};
use crate::audit::{self, Line};
use crate::programs::tables::{hubs, programs};
use crate::sessions::tables::video::{video_choices, video_servers};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// For whom a setting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every program of a hub.
    Hub(HubId),
    /// One program.
    Program(ProgramId),
}

impl Scope {
    fn code(self) -> &'static str {
        match self {
            Self::Hub(_) => "hub",
            Self::Program(_) => "program",
        }
    }

    fn id(self) -> Uuid {
        match self {
            Self::Hub(id) => id.0,
            Self::Program(id) => id.0,
        }
    }
}

/// What may be typed. The order is the form's.
#[derive(Clone, Default)]
pub struct Form {
    /// A `Kind`, or nothing: as the hub has it.
    pub kind: String,
    /// The link of all sessions that have none of their own.
    pub link: String,
    /// The number to call.
    pub dial_in: String,
    /// Its access code.
    pub dial_code: String,
    /// Address of the Jitsi server.
    pub jitsi: String,
    /// Its app id.
    pub jitsi_app: String,
    /// Its secret; nothing keeps the one that is set.
    pub jitsi_secret: String,
    /// Address of the BigBlueButton server.
    pub bbb: String,
    /// Its shared secret; nothing keeps the one that is set.
    pub bbb_secret: String,
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a form of video settings")
    }
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct View {
    /// The hub's or program's name.
    pub name: String,
    /// Everything that is set, secrets left out.
    pub form: Form,
    /// Whether a Jitsi secret is set.
    pub jitsi_secret: bool,
    /// Whether a BigBlueButton secret is set.
    pub bbb_secret: bool,
    /// The hub of a program, whose settings hold where its own are empty.
    pub hub: Option<HubId>,
}

/// The door: an administrator's. A coordinator sees their program and may not; nobody else learns that it is there.
async fn open(db: &impl ConnectionTrait, viewer: &Viewer, scope: Scope) -> Result<String> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let (name, mine) = match scope {
        Scope::Program(id) => {
            let row = programs::Entity::find_by_id(id).one(db).await?.ok_or(Fault::Missing)?;
            (row.name, vec![id])
        }
        Scope::Hub(id) => {
            let row = hubs::Entity::find_by_id(id).one(db).await?.ok_or(Fault::Missing)?;
            let inside = programs::Entity::find().filter(programs::Column::HubId.eq(id)).all(db).await?;
            (row.name, inside.into_iter().map(|p| p.id).collect())
        }
    };
    match (who.administrator, mine.into_iter().any(|id| viewer.coordinates(id))) {
        (true, _) => Ok(name),
        (false, true) => Err(Fault::Refused("refused-role")),
        (false, false) => Err(Fault::Missing),
    }
}

/// What is set (`video.configure`).
pub async fn view(cx: &Cx, viewer: &Viewer, scope: Scope) -> Result<View> {
    let name = open(cx.db(), viewer, scope).await?;
    let choice = choice(cx.db(), scope.code(), scope.id()).await?.unwrap_or_else(nothing);
    let jitsi = server(cx.db(), scope, Kind::Jitsi).await?;
    let bbb = server(cx.db(), scope, Kind::BigBlueButton).await?;
    let set = |row: &Option<video_servers::Model>| row.as_ref().is_some_and(|r| !r.secret.is_empty());
    let (jitsi_secret, bbb_secret) = (set(&jitsi), set(&bbb));
    let form = Form {
        kind: choice.kind,
        link: choice.link,
        dial_in: choice.dial_in,
        dial_code: choice.dial_code,
        jitsi: jitsi.as_ref().map(|r| r.address.clone()).unwrap_or_default(),
        jitsi_app: jitsi.map(|r| r.app_id).unwrap_or_default(),
        bbb: bbb.map(|r| r.address).unwrap_or_default(),
        ..Form::default()
    };
    let hub = match scope {
        Scope::Program(id) => programs::Entity::find_by_id(id).one(cx.db()).await?.map(|p| p.hub_id),
        Scope::Hub(_) => None,
    };
    Ok(View { name, form, jitsi_secret, bbb_secret, hub })
}

/// Sets all of it. An emptied address takes its server away, with its secret.
pub async fn set(cx: &Cx, viewer: &Viewer, scope: Scope, typed: &Form) -> Result<()> {
    let tx = cx.begin().await?;
    open(tx.db(), viewer, scope).await?;
    let (jitsi, bbb) = (server(tx.db(), scope, Kind::Jitsi).await?, server(tx.db(), scope, Kind::BigBlueButton).await?);
    let mut faults = Faults::new();
    if !typed.kind.is_empty() && Kind::parse(&typed.kind).is_none() {
        faults.add(FieldFault::new("kind", "fault-choice"));
    }
    let link = faults.take(if typed.link.trim().is_empty() { Ok(String::new()) } else { text::web_address("link", &typed.link) });
    let dial_in = faults.take(text::optional_line("dial_in", &typed.dial_in, 300));
    let dial_code = faults.take(text::optional_line("dial_code", &typed.dial_code, 60));
    let jitsi_address = faults.take(server_address("jitsi", &typed.jitsi));
    let app = faults.take(text::optional_line("jitsi_app", &typed.jitsi_app, 200));
    let bbb_address = faults.take(server_address("bbb", &typed.bbb));
    let no_secret = |row: &Option<video_servers::Model>, typed: &str| typed.is_empty() && row.as_ref().is_none_or(|r| r.secret.is_empty());
    if !typed.bbb.trim().is_empty() && no_secret(&bbb, &typed.bbb_secret) {
        faults.add(FieldFault::new("bbb_secret", "fault-video-secret"));
    }
    if app.as_ref().is_some_and(|app| !app.is_empty()) && no_secret(&jitsi, &typed.jitsi_secret) {
        faults.add(FieldFault::new("jitsi_secret", "fault-video-secret"));
    }
    if let Some(fault) = unusable(tx.db(), scope, typed).await? {
        faults.add(fault);
    }
    for (field, secret) in [("jitsi_secret", &typed.jitsi_secret), ("bbb_secret", &typed.bbb_secret)] {
        if secret.len() > 400 {
            faults.add(FieldFault::new(field, "fault-video-secret"));
        }
    }
    faults.done()?;
    ensure(&tx, scope.code(), scope.id()).await?;
    video_choices::Entity::update_many()
        .col_expr(video_choices::Column::Kind, Expr::value(typed.kind.clone()))
        .col_expr(video_choices::Column::Link, Expr::value(link.unwrap_or_default()))
        .col_expr(video_choices::Column::DialIn, Expr::value(dial_in.unwrap_or_default()))
        .col_expr(video_choices::Column::DialCode, Expr::value(dial_code.unwrap_or_default()))
        .col_expr(video_choices::Column::UpdatedAt, Expr::value(cx.now()))
        .filter(video_choices::Column::Scope.eq(scope.code()))
        .filter(video_choices::Column::ScopeId.eq(scope.id()))
        .exec(tx.db())
        .await?;
    let app = app.unwrap_or_default();
    keep(
        &tx,
        viewer,
        scope,
        jitsi,
        Server { kind: Kind::Jitsi, address: jitsi_address.unwrap_or_default(), app, secret: &typed.jitsi_secret },
    )
    .await?;
    let bbb_server =
        Server { kind: Kind::BigBlueButton, address: bbb_address.unwrap_or_default(), app: String::new(), secret: &typed.bbb_secret };
    keep(&tx, viewer, scope, bbb, bbb_server).await?;
    let detail = json!({ "kind": typed.kind, "jitsi": !typed.jitsi.is_empty(), "bigbluebutton": !typed.bbb.is_empty() });
    audit::write(&tx, viewer, Line::new("video.configure", scope.code(), scope.id()).detail(detail)).await?;
    tx.commit().await
}

/// A choice that leads nowhere: what it needs stands neither here nor in the hub's settings.
async fn unusable(db: &impl ConnectionTrait, scope: Scope, typed: &Form) -> Result<Option<FieldFault>> {
    let hub = match scope {
        Scope::Program(id) => programs::Entity::find_by_id(id).one(db).await?.map(|p| Scope::Hub(p.hub_id)),
        Scope::Hub(_) => None,
    };
    let (wider, wider_server) = match (hub, Kind::parse(&typed.kind)) {
        (Some(hub), Some(kind)) => {
            (choice(db, hub.code(), hub.id()).await?.unwrap_or_else(nothing), server(db, hub, kind).await?.is_some())
        }
        _ => (nothing(), false),
    };
    let empty = |own: &str, wider: &str| own.trim().is_empty() && wider.is_empty();
    let fault = match Kind::parse(&typed.kind) {
        Some(Kind::Link) if empty(&typed.link, &wider.link) => Some(("link", "fault-video-link")),
        Some(Kind::Jitsi) if typed.jitsi.trim().is_empty() && !wider_server => Some(("jitsi", "fault-video-no-server")),
        Some(Kind::BigBlueButton) if typed.bbb.trim().is_empty() && !wider_server => Some(("bbb", "fault-video-no-server")),
        Some(Kind::Phone) if empty(&typed.dial_in, &wider.dial_in) => Some(("dial_in", "fault-video-number")),
        _ => None,
    };
    Ok(fault.map(|(field, word)| FieldFault::new(field, word)))
}

struct Server<'a> {
    kind: Kind,
    address: String,
    app: String,
    secret: &'a str,
}

async fn keep(tx: &Tx, viewer: &Viewer, scope: Scope, known: Option<video_servers::Model>, wanted: Server<'_>) -> Result<()> {
    if wanted.address.is_empty() {
        if let Some(known) = known {
            video_servers::Entity::delete_by_id(known.id).exec(tx.db()).await?;
        }
        return Ok(());
    }
    let before = known.as_ref().map(|k| k.secret.clone()).unwrap_or_default();
    let place = format!("{} server of {} {}", wanted.kind.code(), scope.code(), scope.id());
    // Without an app id no token is made, so no secret is kept for one.
    let secret = match (wanted.secret, wanted.kind == Kind::Jitsi && wanted.app.is_empty()) {
        (_, true) => String::new(),
        ("", false) => before,
        (typed, false) => vault::seal(tx.cx(), &place, typed)?,
    };
    let fresh = known.is_none();
    let row = video_servers::ActiveModel {
        id: Set(known.map_or_else(|| tx.cx().new_id(), |k| k.id)),
        scope: Set(scope.code().to_owned()),
        scope_id: Set(scope.id()),
        kind: Set(wanted.kind.code().to_owned()),
        address: Set(wanted.address),
        app_id: Set(wanted.app),
        secret: Set(secret),
        updated_at: Set(tx.cx().now()),
        updated_by: Set(viewer.person()),
    };
    if fresh {
        video_servers::Entity::insert(row).exec_without_returning(tx.db()).await?;
    } else {
        row.update(tx.db()).await?;
    }
    Ok(())
}

/// What a secret's seal is bound to.
pub(super) fn place(server: &video_servers::Model) -> String {
    format!("{} server of {} {}", server.kind, server.scope, server.scope_id)
}

/// Encrypted, except on this machine itself. No name and password in it, no query: secrets have their own field.
fn server_address(field: &str, raw: &str) -> std::result::Result<String, FieldFault> {
    if raw.trim().is_empty() {
        return Ok(String::new());
    }
    let address = text::web_address(field, raw)?;
    let here = ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"].iter().any(|h| address.starts_with(h));
    let plain = !address.contains(['?', '#', '@']);
    if (address.starts_with("https://") || here) && plain { Ok(address) } else { Err(FieldFault::new(field, "fault-video-server")) }
}

async fn server(db: &impl ConnectionTrait, scope: Scope, kind: Kind) -> Result<Option<video_servers::Model>> {
    let row = video_servers::Entity::find()
        .filter(video_servers::Column::Scope.eq(scope.code()))
        .filter(video_servers::Column::ScopeId.eq(scope.id()))
        .filter(video_servers::Column::Kind.eq(kind.code()))
        .one(db)
        .await?;
    Ok(row)
}

async fn choice(db: &impl ConnectionTrait, scope: &str, id: Uuid) -> Result<Option<video_choices::Model>> {
    let row = video_choices::Entity::find().filter(video_choices::Column::Scope.eq(scope)).filter(video_choices::Column::ScopeId.eq(id));
    Ok(row.one(db).await?)
}

/// A row in which nothing is set.
pub(super) fn nothing() -> video_choices::Model {
    let text = String::new;
    video_choices::Model {
        id: Uuid::nil(),
        scope: text(),
        scope_id: Uuid::nil(),
        kind: text(),
        link: text(),
        dial_in: text(),
        dial_code: text(),
        room: text(),
        updated_at: DateTime::UNIX_EPOCH,
    }
}

/// Makes a scope's row, unless it is there.
pub(super) async fn ensure(tx: &Tx, scope: &str, id: Uuid) -> Result<()> {
    match choice(tx.db(), scope, id).await? {
        Some(_) => Ok(()),
        None => super::insert_quietly(tx, scope, id).await,
    }
}
