//! The tables of this room.

/// Live chat places.
pub mod rooms {
    use domain::id::{CohortId, RoomId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One room.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "rooms")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RoomId,
        pub cohort_id: CohortId,
        pub session_id: Option<SessionId>,
        pub last_seq: i64,
        pub last_rev: i64,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was said.
pub mod messages {
    use domain::id::{MessageId, PersonId, RoomId};
    use sea_orm::entity::prelude::*;

    /// One message.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "messages")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MessageId,
        pub room_id: RoomId,
        pub seq: i64,
        pub rev: i64,
        pub person_id: PersonId,
        pub nonce: Uuid,
        pub body: String,
        pub html: String,
        pub markup_version: i32,
        pub created_at: DateTimeUtc,
        pub edited_at: Option<DateTimeUtc>,
        pub deleted_at: Option<DateTimeUtc>,
        pub deleted_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
