//! The two weeks before somebody goes. Nothing changes in them: places, papers and words stay as they are, and one press keeps the account. A
//! letter says so at once, in case it was somebody else who asked.

use chrono::{DateTime, Duration, Utc};
use domain::id::PersonId;
use domain::when::{local_day, show_date};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::{go, waits};
use crate::accounts::tables::{leavings, people};
use crate::accounts::{password, viewer as viewers};
use crate::audit::{self, Line};
use crate::outbox::{self, Letter};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Between the asking and the going.
pub const PAUSE: Duration = Duration::days(14);

/// When somebody goes who has asked to.
pub async fn day(db: &impl ConnectionTrait, person: PersonId) -> Result<Option<DateTime<Utc>>> {
    Ok(leavings::Entity::find_by_id(person).one(db).await?.map(|row| row.goes_at))
}

/// The viewer's own, for their start page.
pub async fn mine(cx: &Cx, viewer: &Viewer) -> Result<Option<DateTime<Utc>>> {
    match viewer.person() {
        Some(me) => day(cx.db(), me).await,
        None => Ok(None),
    }
}

/// Asks to be deleted. The address is typed again, and the password given where there is one. Asked twice, the first day holds.
pub async fn ask(cx: &Cx, viewer: &Viewer, email: &str, given: &str) -> Result<()> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let row = people::Entity::find_by_id(person).one(cx.db()).await?.ok_or(Fault::SignIn)?;
    cx.ports.throttle.try_account(&row.email)?;
    if email.trim().to_lowercase() != row.email {
        return Err(Fault::field("email", "fault-erase-email"));
    }
    if row.password_hash.is_some() && !password::fits(given.to_owned(), row.password_hash.clone()).await? {
        return Err(Fault::field("password", "fault-old-password"));
    }
    let mut tx = cx.begin().await?;
    if let Some(word) = waits(cx, tx.db(), &row).await? {
        return Err(Fault::Conflict(word));
    }
    let goes_at = cx.now() + PAUSE;
    let line = leavings::ActiveModel { person_id: Set(person), asked_at: Set(cx.now()), goes_at: Set(goes_at) };
    let once = OnConflict::column(leavings::Column::PersonId).do_nothing().to_owned();
    if leavings::Entity::insert(line).on_conflict(once).exec_without_returning(tx.db()).await? == 0 {
        return Ok(());
    }
    tell(&mut tx, &row, goes_at).await?;
    let detail = json!({ "asked": true, "goes_at": goes_at });
    audit::write(&tx, viewer, Line::new("acct.delete_self", "person", person.0).detail(detail)).await?;
    tx.commit().await
}

fn group(person: PersonId) -> String {
    format!("leaving:{person}")
}

async fn tell(tx: &mut Tx, row: &people::Model, goes_at: DateTime<Utc>) -> Result<()> {
    let day = show_date(local_day(goes_at, &row.zone), row.language.parse().unwrap_or_default());
    let link = format!("{}/me/erase", tx.cx().ports.origin);
    let values = [("day", day.as_str().into()), ("link", link.as_str().into())];
    outbox::post(tx, Letter::to(row, "leaving", "letter-leaving", group(row.id), &values)).await.map(|_| ())
}

/// Keeps the account after all. Pressed twice, or without having asked, it changes nothing.
pub async fn keep(cx: &Cx, viewer: &Viewer) -> Result<()> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let tx = cx.begin().await?;
    if leavings::Entity::delete_by_id(person).exec(tx.db()).await?.rows_affected == 0 {
        return Ok(());
    }
    outbox::cancel(&tx, &group(person)).await?;
    audit::write(&tx, viewer, Line::new("acct.delete_self", "person", person.0).detail(json!({ "kept": true }))).await?;
    tx.commit().await
}

/// Lets those go whose day has come. Whoever others have come to rely on meanwhile stays until that is handed over, and a suspended account is
/// an administrator's to settle.
pub(crate) async fn sweep(cx: &Cx) -> Result<()> {
    let due = leavings::Entity::find().filter(leavings::Column::GoesAt.lte(cx.now())).order_by_asc(leavings::Column::GoesAt);
    for row in due.all(cx.db()).await? {
        let viewer = viewers::of_person(cx, row.person_id).await?;
        if viewer.person().is_none() {
            continue;
        }
        match go(cx, &viewer, true).await {
            // Kept, or gone by another hand, in this moment; or something of theirs is still to be handed over.
            Ok(_) | Err(Fault::SignIn | Fault::Conflict(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}
