//! Raising a flag. One that says "patient information" hides the thing at once, before anybody has looked.

use chrono::Duration;
use domain::fault::{Faults, FieldFault};
use domain::id::{CohortId, PersonId, ProgramId};
use domain::text;
use domain::viewer::{CohortRole, Grant};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::tables::flags;
use super::target::{self, Item};
use super::{ABOUT, Kind, group};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::cases::form::clear;
use crate::outbox::{self, Letter};
use crate::programs::tables::{cohort_roles, grants};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Hours after which staff are reminded of a flag that nobody has looked at.
const ALERT_HOURS: i64 = 48;

/// A thing that this viewer may flag.
pub async fn flagging(cx: &Cx, viewer: &Viewer, slug: &str, kind: Kind, id: Uuid) -> Result<Item> {
    let item = target::see(cx.db(), cx.now(), viewer, slug, kind, id).await?;
    may(viewer, &item)?;
    Ok(item)
}

fn may(viewer: &Viewer, item: &Item) -> Result<()> {
    // Notes are of many hands: whoever saved last may see what another wrote.
    if viewer.is(item.author) && item.kind != Kind::Notes {
        return Err(Fault::Refused("refused-flag-own"));
    }
    if item.hidden_at.is_some() && !item.moderates {
        return Err(Fault::Conflict("conflict-flag-hidden"));
    }
    Ok(())
}

/// Flags a thing: one flag for each person and thing, the newest reason counts. Answers where it stands.
pub async fn raise(cx: &Cx, viewer: &Viewer, slug: &str, kind: Kind, id: Uuid, about: &str, reason: &str) -> Result<Item> {
    let mut tx = cx.begin().await?;
    let item = target::see(tx.db(), tx.cx().now(), viewer, slug, kind, id).await?;
    may(viewer, &item)?;
    let mut faults = Faults::new();
    let about = faults.take(ABOUT.iter().find(|k| **k == about).ok_or_else(|| FieldFault::new("kind", "fault-choice")));
    let reason = faults.take(text::line("reason", reason, 300).and_then(|r| clear(viewer, "reason", &r).map(|()| r)));
    faults.done()?;
    let (about, reason) = (about.copied().unwrap_or("other"), reason.unwrap_or_default());
    let row = flags::ActiveModel {
        id: Set(cx.new_id()),
        cohort_id: Set(item.reached.id),
        target_kind: Set(kind.code().to_owned()),
        target_id: Set(id),
        person_id: Set(viewer.person().ok_or(Fault::SignIn)?),
        kind: Set(about.to_owned()),
        reason: Set(reason),
        created_at: Set(cx.now()),
        settled_at: Set(None),
        settled_by: Set(None),
    };
    use flags::Column as C;
    let newest = OnConflict::columns([C::TargetKind, C::TargetId, C::PersonId])
        .update_columns([C::CohortId, C::Kind, C::Reason, C::CreatedAt, C::SettledAt, C::SettledBy])
        .to_owned();
    flags::Entity::insert(row).on_conflict(newest).exec_without_returning(tx.db()).await?;
    outbox::cancel(&tx, &group(kind, id)).await?;
    if about == "patient" && item.hidden_at.is_none() {
        target::cover(&mut tx, viewer, &item, true).await?;
        if !viewer.is(item.author) {
            to_author(&mut tx, &item).await?;
        }
        to_staff(&mut tx, viewer, &item, "flag_hidden", "letter-flag-hidden", 0).await?;
    }
    to_staff(&mut tx, viewer, &item, "flag_waits", "letter-flag-waits", ALERT_HOURS).await?;
    audit::write(&tx, viewer, Line::new("forum.flag", kind.code(), id).about(item.author).detail(json!({"kind": about}))).await?;
    tx.commit().await?;
    Ok(item)
}

/// Its author is asked in private to mend it.
async fn to_author(tx: &mut Tx, item: &Item) -> Result<()> {
    let Some(person) = people::Entity::find_by_id(item.author).one(tx.db()).await? else { return Ok(()) };
    write(tx, item, &person, "flag_author", "letter-flag-author", &item.mend, 0).await
}

/// Everybody who may look at it, but the one who flagged it and its author.
async fn to_staff(tx: &mut Tx, viewer: &Viewer, item: &Item, kind: &'static str, words: &str, hours: i64) -> Result<()> {
    let staff = staff_of(tx.db(), item.reached.id, item.reached.program).await?;
    let tail = format!("/cohorts/{}/flags", item.reached.slug);
    let readers =
        people::Entity::find().filter(people::Column::Id.is_in(staff)).filter(people::Column::Id.ne(item.author)).all(tx.db()).await?;
    for reader in readers.into_iter().filter(|r| hours > 0 || !viewer.is(r.id)) {
        write(tx, item, &reader, kind, words, &tail, hours).await?;
    }
    Ok(())
}

/// Facilitators of a cohort and coordinators of its program.
pub(super) async fn staff_of(db: &impl ConnectionTrait, cohort: CohortId, program: ProgramId) -> Result<Vec<PersonId>> {
    let held = cohort_roles::Entity::find()
        .filter(cohort_roles::Column::CohortId.eq(cohort))
        .filter(cohort_roles::Column::Role.eq(CohortRole::Facilitator.code()))
        .all(db)
        .await?;
    let granted = grants::Entity::find()
        .filter(grants::Column::ProgramId.eq(program))
        .filter(grants::Column::Kind.eq(Grant::Coordinator.code()))
        .all(db)
        .await?;
    Ok(held.into_iter().map(|r| r.person_id).chain(granted.into_iter().map(|g| g.person_id)).collect())
}

/// A link and no word of the thing.
async fn write(tx: &mut Tx, item: &Item, person: &people::Model, kind: &'static str, key: &str, tail: &str, hours: i64) -> Result<()> {
    if person.state != "active" {
        return Ok(());
    }
    let link = format!("{}{tail}", tx.cx().ports.origin);
    let cohort = item.reached.name.as_str();
    let all = [("cohort", cohort.into()), ("link", link.as_str().into())];
    let due = (hours > 0).then(|| tx.cx().now() + Duration::hours(hours));
    let letter = Letter { due, ..Letter::to(person, kind, key, group(item.kind, item.id), &all) };
    outbox::post(tx, letter).await.map(|_| ())
}
