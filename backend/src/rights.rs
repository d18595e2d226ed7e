//! That rights changed: a line for each change, written in the act that changed them, kept for a quarter of an hour.
//!
//! Every process reads them before it tells anything live, and each second. So nobody hears what was said after they were put out (fault
//! F29), whichever process did it – the command line too – and whether or not a bus between machines is well.

use chrono::Duration;
use domain::id::{CohortId, PersonId, RoomId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::ports::Hint;
use crate::{Cx, Result, Tx};

pub(crate) mod rights_changes {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "rights_changes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub about: Uuid,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A change of rights.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its key: one that was seen is not news.
    pub id: Uuid,
    /// Whose rights, or where.
    pub hint: Hint,
}

/// Longer than any transaction takes, and than clocks of two machines may differ.
const KEPT: i64 = 15;
const RECENT: i64 = 5;
/// In seconds.
const NEWEST: i64 = 20;

fn row(tx: &Tx, hint: &Hint) -> Option<rights_changes::ActiveModel> {
    let (kind, about) = match hint {
        Hint::Person(person) => ("person", person.0),
        Hint::Cohort(cohort) => ("cohort", cohort.0),
        Hint::Seats(room) => ("room", room.0),
        _ => return None,
    };
    let (id, now) = (tx.cx().new_id(), tx.cx().now());
    Some(rights_changes::ActiveModel { id: Set(id), kind: Set(kind.to_owned()), about: Set(about), created_at: Set(now) })
}

/// Writes down the changes of rights among the hints of a transaction.
pub(crate) async fn note(tx: &Tx, hints: &[Hint]) -> Result<()> {
    let rows: Vec<rights_changes::ActiveModel> = hints.iter().filter_map(|hint| row(tx, hint)).collect();
    for some in rows.chunks(200) {
        rights_changes::Entity::insert_many(some.to_vec()).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

/// The changes of the last minutes: once a second.
pub async fn recent(cx: &Cx) -> Result<Vec<Change>> {
    since(cx, Duration::minutes(RECENT)).await
}

/// The changes of the last moments: before anything is told. A change whose transaction took longer is among `recent` a second later.
pub async fn newest(cx: &Cx) -> Result<Vec<Change>> {
    since(cx, Duration::seconds(NEWEST)).await
}

async fn since(cx: &Cx, time: Duration) -> Result<Vec<Change>> {
    let since = cx.now() - time;
    let rows = rights_changes::Entity::find().filter(rights_changes::Column::CreatedAt.gt(since)).all(cx.db()).await?;
    let hint = |row: &rights_changes::Model| match row.kind.as_str() {
        "person" => Hint::Person(PersonId(row.about)),
        "cohort" => Hint::Cohort(CohortId(row.about)),
        _ => Hint::Seats(RoomId(row.about)),
    };
    Ok(rows.iter().map(|row| Change { id: row.id, hint: hint(row) }).collect())
}

/// Forgets changes that every process has seen.
pub async fn forget_old(cx: &Cx) -> Result<()> {
    let tx = cx.begin().await?;
    let before = cx.now() - Duration::minutes(KEPT);
    rights_changes::Entity::delete_many().filter(rights_changes::Column::CreatedAt.lt(before)).exec(tx.db()).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::both;

    both! {
        async fn a_change_of_rights_is_written_with_its_act_and_forgotten_later(bench) {
            let (person, room) = (PersonId(Uuid::from_u128(1)), RoomId(Uuid::from_u128(2)));
            let mut dropped = bench.cx.begin().await.unwrap();
            dropped.tell(Hint::Person(person));
            drop(dropped);
            assert!(recent(&bench.cx).await.unwrap().is_empty(), "what was not done is not told");
            let mut tx = bench.cx.begin().await.unwrap();
            tx.tell(Hint::Work);
            tx.tell(Hint::Person(person));
            tx.tell(Hint::Seats(room));
            tx.commit().await.unwrap();
            let mut told: Vec<Hint> = recent(&bench.cx).await.unwrap().into_iter().map(|c| c.hint).collect();
            told.sort_by_key(|h| matches!(h, Hint::Seats(_)));
            assert_eq!(told, [Hint::Person(person), Hint::Seats(room)]);
            assert_eq!(newest(&bench.cx).await.unwrap().len(), 2);
            bench.clock.pass(Duration::minutes(1));
            assert_eq!((newest(&bench.cx).await.unwrap().len(), recent(&bench.cx).await.unwrap().len()), (0, 2));
            bench.clock.pass(Duration::minutes(5));
            assert!(recent(&bench.cx).await.unwrap().is_empty());
            bench.clock.pass(Duration::minutes(10));
            forget_old(&bench.cx).await.unwrap();
            assert_eq!(rights_changes::Entity::find().all(bench.cx.db()).await.unwrap().len(), 0);
        }
    }
}
