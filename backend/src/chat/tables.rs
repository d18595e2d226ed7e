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
        /// None for a direct room.
        pub cohort_id: Option<CohortId>,
        pub session_id: Option<SessionId>,
        /// cohort, session, breakout, direct
        pub kind: String,
        /// Of a breakout; the others are called by what they belong to.
        pub title: String,
        /// Both people of a direct room, in order.
        pub pair: Option<String>,
        pub last_seq: i64,
        pub last_rev: i64,
        pub archived_at: Option<DateTimeUtc>,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was said.
pub mod messages {
    use domain::id::{MessageId, PersonId, RoomId, ThreadId};
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
        /// Its words are for those who moderate.
        pub hidden_at: Option<DateTimeUtc>,
        pub hidden_by: Option<PersonId>,
        /// The forum thread that it was made into.
        pub thread_id: Option<ThreadId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The people of breakouts and direct rooms.
pub mod room_members {
    use domain::id::{PersonId, RoomId};
    use sea_orm::entity::prelude::*;

    /// One place.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "room_members")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub room_id: RoomId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Up to where people have seen rooms.
pub mod room_marks {
    use domain::id::{PersonId, RoomId};
    use sea_orm::entity::prelude::*;

    /// One mark.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "room_marks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub room_id: RoomId,
        pub seen_seq: i64,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who is called by name.
pub mod message_mentions {
    use domain::id::{MessageId, PersonId, RoomId};
    use sea_orm::entity::prelude::*;

    /// One call.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "message_mentions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub message_id: MessageId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        pub room_id: RoomId,
        pub seq: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A word from one person on a message.
pub mod message_reactions {
    use domain::id::{MessageId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One reaction.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "message_reactions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub message_id: MessageId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub word: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What messages said before.
pub mod message_versions {
    use domain::id::MessageId;
    use sea_orm::entity::prelude::*;

    /// One earlier version.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "message_versions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub message_id: MessageId,
        pub body: String,
        pub written_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How people want to be seen.
pub mod chat_settings {
    use domain::id::PersonId;
    use sea_orm::entity::prelude::*;

    /// One person’s wish.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "chat_settings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        pub invisible: bool,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
