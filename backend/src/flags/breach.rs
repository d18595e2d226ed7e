//! The breach book of a cohort: what was blotted out, since when it stood there, and who could have read it meanwhile.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::id::{MessageId, PersonId, PostId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::sweep::Swept;
use super::tables::{breach_authors, breach_people, breaches};
use super::target::Item;
use super::{Kind, audience, desk};
use crate::chat::tables::{messages, room_marks};
use crate::forum::tables::{posts, read_marks};
use crate::programs::queries::names;
use crate::programs::reach::Reached;
use crate::{Cx, Fault, Result, Tx, Viewer, audit};

/// Enters a breach, in the transaction of the blotting: every place that held the words counts, by its own door.
pub(super) async fn enter(tx: &Tx, viewer: &Viewer, item: &Item, swept: &Swept) -> Result<Uuid> {
    let (id, now) = (tx.cx().new_id(), tx.cx().now());
    let mut audience = audience::of(tx, &item.reached, swept).await?;
    if audience.authors.is_empty() {
        audience.authors.insert(item.author);
    }
    let (from, to) = audience.span;
    let row = breaches::ActiveModel {
        id: Set(id),
        cohort_id: Set(item.reached.id),
        target_kind: Set(item.kind.code().to_owned()),
        target_id: Set(item.id),
        author_id: Set(item.author),
        opened_by: Set(viewer.person().ok_or(Fault::SignIn)?),
        from_at: Set(from),
        to_at: Set(to),
        opened_at: Set(now),
        places: Set(i32::try_from(swept.places).unwrap_or(i32::MAX)),
    };
    breaches::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let authors = audience.authors.iter().map(|p| breach_authors::ActiveModel { breach_id: Set(id), person_id: Set(*p) });
    breach_authors::Entity::insert_many(authors).exec_without_returning(tx.db()).await?;
    let seen = seen_anywhere(tx, swept, (from, to)).await?;
    let seen_at = |p: &PersonId| seen.get(p).copied();
    let people = audience.readers.iter().filter(|p| !audience.authors.contains(p));
    let people: Vec<breach_people::ActiveModel> =
        people.map(|p| breach_people::ActiveModel { breach_id: Set(id), person_id: Set(*p), seen_at: Set(seen_at(p)) }).collect();
    for some in people.chunks(100) {
        breach_people::Entity::insert_many(some.to_vec()).exec_without_returning(tx.db()).await?;
    }
    Ok(id)
}

type Opened = BTreeMap<PersonId, DateTime<Utc>>;

/// Who is known to have opened one of the places, and when first.
async fn seen_anywhere(tx: &Tx, swept: &Swept, span: (DateTime<Utc>, DateTime<Utc>)) -> Result<Opened> {
    let mut all = Opened::new();
    for (table, key) in &swept.rows {
        for (person, at) in seen(tx, table, *key, span).await? {
            let first = all.entry(person).or_insert(at);
            *first = at.min(*first);
        }
    }
    Ok(all)
}

/// Those who are known to have opened a row, and when first: the log for cases, marks of reading for posts and messages. An hour keeps
/// who was there, not who looked at which of its parts.
async fn seen(tx: &Tx, table: &str, key: Uuid, (from, to): (DateTime<Utc>, DateTime<Utc>)) -> Result<Opened> {
    let db = tx.db();
    match table {
        "cases" => audit::readers(db, &["case.read_published", "case.read_unpublished"], key, from, to).await,
        "posts" => {
            let Some(post) = posts::Entity::find_by_id(PostId(key)).one(db).await? else { return Ok(Opened::new()) };
            let marks = read_marks::Entity::find().filter(read_marks::Column::ThreadId.eq(post.thread_id));
            let marks = marks.filter(read_marks::Column::LastSeq.gte(post.seq)).all(db).await?;
            Ok(marks.into_iter().map(|m| (m.person_id, m.read_at)).collect())
        }
        "messages" => {
            let Some(said) = messages::Entity::find_by_id(MessageId(key)).one(db).await? else { return Ok(Opened::new()) };
            let marks = room_marks::Entity::find().filter(room_marks::Column::RoomId.eq(said.room_id));
            let marks = marks.filter(room_marks::Column::SeenSeq.gte(said.seq)).all(db).await?;
            Ok(marks.into_iter().map(|m| (m.person_id, m.updated_at)).collect())
        }
        _ => Ok(Opened::new()),
    }
}

/// An entry of the book.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// What it was.
    pub kind: Kind,
    /// Who wrote the places that held the words, by name.
    pub authors: Vec<String>,
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
        let wrote = breach_authors::Entity::find().filter(breach_authors::Column::BreachId.eq(row.id)).all(cx.db()).await?;
        let mut wrote: Vec<PersonId> = wrote.into_iter().map(|a| a.person_id).collect();
        // Entries of before several were kept.
        if wrote.is_empty() {
            wrote.push(row.author_id);
        }
        let known = names(cx.db(), people.iter().map(|p| p.person_id).chain(wrote.iter().copied()).chain([row.opened_by])).await?;
        let name = |p: PersonId| known.get(&p).cloned().unwrap_or_default();
        let mut people: Vec<_> = people.into_iter().map(|p| (name(p.person_id), p.seen_at)).collect();
        people.sort();
        let mut authors: Vec<String> = wrote.into_iter().map(name).collect();
        authors.sort();
        out.push(Entry {
            id: row.id,
            kind,
            authors,
            by: name(row.opened_by),
            times: (row.from_at, row.to_at, row.opened_at),
            places: row.places,
            people,
        });
    }
    Ok((reached, out))
}
