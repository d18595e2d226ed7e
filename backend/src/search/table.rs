//! The table of what can be found.

use domain::id::{CohortId, PersonId};
use sea_orm::entity::prelude::*;

/// One document.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "search_documents")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub kind: String,
    pub object_id: Uuid,
    pub group_id: Option<Uuid>,
    /// None for what is said between two people.
    pub cohort_id: Option<CohortId>,
    pub author_id: Option<PersonId>,
    /// cohort, staff, room
    pub audience: String,
    pub title: String,
    pub body: String,
    pub folded: String,
    pub happened_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
