//! Rows of letters and jobs.

pub mod letters {
    use domain::id::{LetterId, PersonId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "letters")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LetterId,
        pub person_id: Option<PersonId>,
        pub to_email: String,
        pub to_name: String,
        pub kind: String,
        pub group_key: String,
        pub language: String,
        pub subject: String,
        pub body: String,
        pub state: String,
        pub attempts: i32,
        pub due_at: DateTimeUtc,
        pub locked_until: Option<DateTimeUtc>,
        pub last_error: String,
        pub created_at: DateTimeUtc,
        pub sent_at: Option<DateTimeUtc>,
        pub calendar: Option<String>,
        pub unsubscribe: Option<String>,
        pub good_until: Option<DateTimeUtc>,
        pub reply_to: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod jobs {
    use domain::id::JobId;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "jobs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: JobId,
        pub kind: String,
        pub payload: Json,
        pub once_key: Option<String>,
        pub state: String,
        pub attempts: i32,
        pub due_at: DateTimeUtc,
        pub locked_until: Option<DateTimeUtc>,
        pub last_error: String,
        pub created_at: DateTimeUtc,
        pub done_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
