//! The tables of the ways in.

/// Video servers that an administrator set.
pub mod video_servers {
    use domain::id::PersonId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "video_servers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub scope: String,
        pub scope_id: Uuid,
        pub kind: String,
        pub address: String,
        pub app_id: String,
        pub secret: String,
        pub updated_at: DateTimeUtc,
        pub updated_by: Option<PersonId>,
    }

    impl std::fmt::Debug for Model {
        /// Says which server it is, and nothing of its secret.
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{} server of {} {}", self.kind, self.scope, self.scope_id)
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How one joins.
pub mod video_choices {
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "video_choices")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub scope: String,
        pub scope_id: Uuid,
        pub kind: String,
        pub link: String,
        pub dial_in: String,
        pub dial_code: String,
        pub room: String,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
