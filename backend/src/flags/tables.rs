//! The tables of this room.

/// Flags: one for each person and thing.
pub mod flags {
    use domain::id::{CohortId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "flags")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub cohort_id: CohortId,
        pub target_kind: String,
        pub target_id: Uuid,
        pub person_id: PersonId,
        pub kind: String,
        pub reason: String,
        pub created_at: DateTimeUtc,
        pub settled_at: Option<DateTimeUtc>,
        pub settled_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Breaches: patient information could be read, from when until when.
pub mod breaches {
    use domain::id::{CohortId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "breaches")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub cohort_id: CohortId,
        pub target_kind: String,
        pub target_id: Uuid,
        pub author_id: PersonId,
        pub opened_by: PersonId,
        pub from_at: DateTimeUtc,
        pub to_at: DateTimeUtc,
        pub opened_at: DateTimeUtc,
        pub places: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who could have read it, and when they are known to have opened it.
pub mod breach_people {
    use domain::id::PersonId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "breach_people")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub breach_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        pub seen_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who wrote the places that held the words.
pub mod breach_authors {
    use domain::id::PersonId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "breach_authors")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub breach_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
