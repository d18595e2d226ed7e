//! The tables of reminders, answers and calendar letters.

/// A round of reminders that went out for a session at this time of its.
pub mod reminder_runs {
    use domain::id::SessionId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "reminder_runs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub session_id: SessionId,
        pub stage: String,
        pub starts_at: DateTimeUtc,
        pub letters: i32,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whether somebody comes.
pub mod session_replies {
    use domain::id::{PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "session_replies")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub session_id: SessionId,
        pub person_id: PersonId,
        pub answer: String,
        pub reason: String,
        pub starts_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a person's calendar was last sent of a session.
pub mod session_invitations {
    use domain::id::{PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "session_invitations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub session_id: SessionId,
        pub person_id: PersonId,
        pub sequence: i32,
        pub stands: bool,
        pub shown: String,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A session that is called off.
pub mod session_offs {
    use domain::id::{PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "session_offs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub session_id: SessionId,
        pub reason: String,
        /// When its people are told.
        pub due_at: DateTimeUtc,
        /// When they were; until then it can be undone.
        pub told_at: Option<DateTimeUtc>,
        pub called_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
