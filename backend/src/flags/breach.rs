//! The breach book of a cohort: what was blotted out, since when it stood there, and who could have read it meanwhile.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::id::{MessageId, PersonId, PostId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::tables::{breach_people, breaches};
use super::target::Item;
use super::{Kind, desk, raising};
use crate::chat::tables::{messages, room_marks, room_members, rooms};
use crate::forum::tables::{posts, read_marks};
use crate::programs::queries::names;
use crate::programs::reach::Reached;
use crate::programs::tables::{cohort_roles, enrolments};
use crate::{Cx, Fault, Result, Tx, Viewer, audit};

/// Enters a breach, in the transaction of the blotting.
pub(super) async fn enter(tx: &Tx, viewer: &Viewer, item: &Item, places: usize) -> Result<Uuid> {
    let (id, now) = (tx.cx().new_id(), tx.cx().now());
    let to = item.hidden_at.unwrap_or(now);
    let row = breaches::ActiveModel {
        id: Set(id),
        cohort_id: Set(item.reached.id),
        target_kind: Set(item.kind.code().to_owned()),
        target_id: Set(item.id),
        author_id: Set(item.author),
        opened_by: Set(viewer.person().ok_or(Fault::SignIn)?),
        from_at: Set(item.since),
        to_at: Set(to),
        opened_at: Set(now),
        places: Set(i32::try_from(places).unwrap_or(i32::MAX)),
    };
    breaches::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let mut could = readers(tx, item, to).await?;
    could.retain(|p| *p != item.author);
    let seen = seen(tx, item, to).await?;
    let people: Vec<breach_people::ActiveModel> = could
        .into_iter()
        .map(|p| breach_people::ActiveModel { breach_id: Set(id), person_id: Set(p), seen_at: Set(seen.get(&p).copied()) })
        .collect();
    for some in people.chunks(100) {
        breach_people::Entity::insert_many(some.to_vec()).exec_without_returning(tx.db()).await?;
    }
    Ok(id)
}

/// Those whose doors were open at some time between publishing and hiding.
async fn readers(tx: &Tx, item: &Item, to: DateTime<Utc>) -> Result<Vec<PersonId>> {
    let db = tx.db();
    let room = match item.room {
        Some(id) => rooms::Entity::find_by_id(id).one(db).await?.filter(|r| ["breakout", "direct"].contains(&r.kind.as_str())),
        None => None,
    };
    // A room of two has no staff: whoever looked at the flagged message looked because they were asked to.
    let alone = room.as_ref().is_some_and(|r| r.cohort_id.is_none());
    let mut all = if alone { Vec::new() } else { raising::staff_of(db, item.reached.id, item.reached.program).await? };
    if let Some(room) = room {
        let inside = room_members::Entity::find().filter(room_members::Column::RoomId.eq(room.id)).all(db).await?;
        all.extend(inside.into_iter().map(|m| m.person_id));
    } else if shown_to_cohort(tx, item).await? {
        let enrolled = enrolments::Entity::find()
            .filter(enrolments::Column::CohortId.eq(item.reached.id))
            .filter(enrolments::Column::State.ne("waiting"))
            .filter(enrolments::Column::CreatedAt.lte(to))
            .all(db)
            .await?;
        all.extend(enrolled.into_iter().filter(|e| e.left_at.is_none_or(|left| left >= item.since)).map(|e| e.person_id));
        let held = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.eq(item.reached.id));
        let held = held.filter(cohort_roles::Column::GrantedAt.lte(to)).all(db).await?;
        all.extend(held.into_iter().map(|r| r.person_id));
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// A case that was never given a session was open to staff only.
async fn shown_to_cohort(tx: &Tx, item: &Item) -> Result<bool> {
    match item.case {
        Some(case) => Ok(audit::first(tx.db(), "case.publish", case.0).await?.is_some()),
        None => Ok(true),
    }
}

/// Those who are known to have opened it, and when first: the log for cases, marks of reading for posts and messages.
async fn seen(tx: &Tx, item: &Item, to: DateTime<Utc>) -> Result<BTreeMap<PersonId, DateTime<Utc>>> {
    let db = tx.db();
    match item.kind {
        Kind::Case | Kind::Question | Kind::Recommendation => match item.case {
            Some(case) => audit::readers(db, &["case.read_published", "case.read_unpublished"], case.0, item.since, to).await,
            None => Ok(BTreeMap::new()),
        },
        Kind::Post => {
            let Some(post) = posts::Entity::find_by_id(PostId(item.id)).one(db).await? else { return Ok(BTreeMap::new()) };
            let marks = read_marks::Entity::find().filter(read_marks::Column::ThreadId.eq(post.thread_id));
            let marks = marks.filter(read_marks::Column::LastSeq.gte(post.seq)).all(db).await?;
            Ok(marks.into_iter().map(|m| (m.person_id, m.read_at)).collect())
        }
        Kind::Message => {
            let Some(said) = messages::Entity::find_by_id(MessageId(item.id)).one(db).await? else { return Ok(BTreeMap::new()) };
            let marks = room_marks::Entity::find().filter(room_marks::Column::RoomId.eq(said.room_id));
            let marks = marks.filter(room_marks::Column::SeenSeq.gte(said.seq)).all(db).await?;
            Ok(marks.into_iter().map(|m| (m.person_id, m.updated_at)).collect())
        }
        // An hour keeps who was there, not who looked at which of its parts.
        Kind::Notes | Kind::Used | Kind::Poll => Ok(BTreeMap::new()),
    }
}

/// An entry of the book.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// What it was.
    pub kind: Kind,
    /// Who wrote it.
    pub author: String,
    /// Who blotted it out.
    pub by: String,
    /// Since when it stood there, until when, and when the entry was made.
    pub times: (DateTime<Utc>, DateTime<Utc>, DateTime<Utc>),
    /// In how many places it was.
    pub places: i32,
    /// Who could have read it, and when they are known to have opened it; by name.
    pub people: Vec<(String, Option<DateTime<Utc>>)>,
}

impl Entry {
    /// How many are known to have opened it.
    pub fn opened(&self) -> usize {
        self.people.iter().filter(|(_, at)| at.is_some()).count()
    }
}

/// The book of a cohort, newest first (`breach.read`).
pub async fn book(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<(Reached, Vec<Entry>)> {
    let reached = desk::door(cx, viewer, slug).await?;
    let rows = breaches::Entity::find().filter(breaches::Column::CohortId.eq(reached.id)).order_by_desc(breaches::Column::OpenedAt);
    let mut out = Vec::new();
    for row in rows.all(cx.db()).await? {
        let Some(kind) = Kind::parse(&row.target_kind) else { continue };
        let people = breach_people::Entity::find().filter(breach_people::Column::BreachId.eq(row.id)).all(cx.db()).await?;
        let known = names(cx.db(), people.iter().map(|p| p.person_id).chain([row.author_id, row.opened_by])).await?;
        let name = |p: PersonId| known.get(&p).cloned().unwrap_or_default();
        let mut people: Vec<_> = people.into_iter().map(|p| (name(p.person_id), p.seen_at)).collect();
        people.sort();
        out.push(Entry {
            id: row.id,
            kind,
            author: name(row.author_id),
            by: name(row.opened_by),
            times: (row.from_at, row.to_at, row.opened_at),
            places: row.places,
            people,
        });
    }
    Ok((reached, out))
}
