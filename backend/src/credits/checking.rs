//! The public check of a paper's number (`cert.verify`): valid, revoked, or unknown; and the name only where the holder agreed.

use chrono::NaiveDate;
use domain::credits::rules::Document;
use domain::credits::serial::Serial;
use domain::id::PersonId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::issuing::read;
use super::tables::{certificate_choices as choices, certificates};
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Viewer};

/// What anybody may know of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Its number, as it is printed.
    pub serial: String,
    /// Valid, or revoked.
    pub valid: bool,
    /// What it is called.
    pub document: Document,
    /// The program.
    pub program: String,
    /// The day of the session, or of the last one.
    pub on: NaiveDate,
    /// The day it was issued.
    pub issued_on: NaiveDate,
    /// It took the place of another.
    pub again: bool,
    /// Another, which is valid, took its place. Its number is its holder's to give.
    pub replaced: bool,
    /// The holder's name, where they agreed.
    pub name: Option<String>,
}

/// Looks a number up. A number that was mistyped is told apart from one that nobody has, without asking the store.
pub async fn check(cx: &Cx, typed: &str) -> Result<Checked> {
    let serial: Serial = typed.parse().map_err(|_| Fault::field("serial", "fault-serial"))?;
    let found = certificates::Entity::find().filter(certificates::Column::Serial.eq(serial.to_string())).one(cx.db()).await?;
    let row = found.ok_or(Fault::Missing)?;
    let printed = read(&row)?;
    let shows = shows_name(cx.db(), row.person_id).await?;
    let after = certificates::Entity::find().filter(certificates::Column::Replaces.eq(row.id));
    let after = after.filter(certificates::Column::RevokedAt.is_null()).count(cx.db()).await?;
    Ok(Checked {
        serial: row.serial,
        valid: row.revoked_at.is_none(),
        document: printed.document,
        program: printed.program,
        on: row.on_day,
        issued_on: printed.issued_on,
        again: row.edition > 0,
        replaced: after > 0,
        name: shows.then_some(printed.name),
    })
}

/// Whether a holder agreed that their name is shown. Nobody is asked twice: silence is no.
pub(super) async fn shows_name(db: &impl ConnectionTrait, person: PersonId) -> Result<bool> {
    Ok(choices::Entity::find_by_id(person).one(db).await?.is_some_and(|row| row.shows_name))
}

/// The holder's choice, for their page.
pub async fn choice(cx: &Cx, viewer: &Viewer) -> Result<bool> {
    shows_name(cx.db(), viewer.person().ok_or(Fault::SignIn)?).await
}

/// Agrees, or takes the agreement back; it holds from now on for every paper of this person.
pub async fn choose(cx: &Cx, viewer: &Viewer, shows: bool) -> Result<()> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let tx = cx.begin().await?;
    let row = choices::ActiveModel { person_id: Set(person), shows_name: Set(shows), changed_at: Set(cx.now()) };
    use choices::Column::{ChangedAt, PersonId, ShowsName};
    let there = OnConflict::column(PersonId).update_columns([ShowsName, ChangedAt]).to_owned();
    choices::Entity::insert(row).on_conflict(there).exec_without_returning(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("cert.name", "person", person.0).detail(json!({ "shown": shows }))).await?;
    tx.commit().await
}
