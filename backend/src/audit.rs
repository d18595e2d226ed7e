//! Who did what to what, when. Written inside the transaction of the act; rows are only ever added.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::id::{AuditId, PersonId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use crate::{Result, Tx, Viewer};

mod table {
    use domain::id::{AuditId, PersonId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_log")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AuditId,
        pub person_id: Option<PersonId>,
        pub action: String,
        pub object_kind: String,
        pub object_id: Option<Uuid>,
        pub about_id: Option<PersonId>,
        pub detail: Json,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One line of the log, before it is written.
pub struct Line<'a> {
    /// The action's id in the permission table: `case.submit`.
    pub action: &'a str,
    /// The kind of the object: `case`.
    pub kind: &'a str,
    /// The object.
    pub object: Option<Uuid>,
    /// The person whom it concerns, when that is not the one who acts.
    pub about: Option<PersonId>,
    /// Before and after, counts, reasons. Never words of a case, an answer or a message.
    pub detail: Value,
}

impl<'a> Line<'a> {
    /// A line about one object.
    pub fn new(action: &'a str, kind: &'a str, object: impl Into<Uuid>) -> Self {
        Self { action, kind, object: Some(object.into()), about: None, detail: Value::Object(serde_json::Map::new()) }
    }
    /// Names the person whom it concerns.
    #[must_use]
    pub fn about(mut self, person: PersonId) -> Self {
        self.about = Some(person);
        self
    }
    /// Adds what changed.
    #[must_use]
    pub fn detail(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }
}

/// Writes a line in the transaction of the act.
pub async fn write(tx: &Tx, viewer: &Viewer, line: Line<'_>) -> Result<()> {
    let row = table::ActiveModel {
        id: Set(AuditId(tx.cx().new_id())),
        person_id: Set(viewer.person()),
        action: Set(line.action.to_owned()),
        object_kind: Set(line.kind.to_owned()),
        object_id: Set(line.object),
        about_id: Set(line.about),
        detail: Set(line.detail),
        created_at: Set(tx.cx().now()),
    };
    table::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// When something was done to an object for the first time.
pub(crate) async fn first(db: &impl ConnectionTrait, action: &str, object: Uuid) -> Result<Option<DateTime<Utc>>> {
    let all = table::Entity::find().filter(table::Column::Action.eq(action)).filter(table::Column::ObjectId.eq(object));
    Ok(all.order_by_asc(table::Column::CreatedAt).one(db).await?.map(|row| row.created_at))
}

/// Who did one of these things to an object between two moments, and when first.
pub(crate) async fn readers(
    db: &impl ConnectionTrait,
    actions: &[&str],
    object: Uuid,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<BTreeMap<PersonId, DateTime<Utc>>> {
    let rows = table::Entity::find()
        .filter(table::Column::Action.is_in(actions.iter().copied()))
        .filter(table::Column::ObjectId.eq(object))
        .filter(table::Column::CreatedAt.between(from, to))
        .order_by_desc(table::Column::CreatedAt)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.person_id?, row.created_at))).collect())
}

/// One line of the log, read again.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) person: Option<PersonId>,
    pub(crate) action: String,
    pub(crate) detail: Value,
    pub(crate) at: DateTime<Utc>,
}

/// What was done to an object, the newest first.
pub(crate) async fn about(db: &impl ConnectionTrait, actions: &[&str], object: Uuid, most: u64) -> Result<Vec<Entry>> {
    let rows = table::Entity::find()
        .filter(table::Column::Action.is_in(actions.iter().copied()))
        .filter(table::Column::ObjectId.eq(object))
        .order_by_desc(table::Column::CreatedAt)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|r| Entry { person: r.person_id, action: r.action, detail: r.detail, at: r.created_at }).collect())
}

/// Every action written so far, for tests.
#[cfg(test)]
pub(crate) async fn actions(cx: &crate::Cx) -> Vec<String> {
    let rows = table::Entity::find().all(cx.db()).await.unwrap_or_default();
    rows.into_iter().map(|row| row.action).collect()
}
