//! The tables of the hour.

/// Writes a table's module: its name, its columns.
macro_rules! entity {
    ($(#[$doc:meta])* $module:ident, $table:literal, { $($col:ident: $kind:ty),+ $(,)? }) => {
        $(#[$doc])*
        pub mod $module {
            #[allow(unused_imports)]
            use domain::id::{CaseId, PersonId, RecommendationId, RoomId, SessionId};
            use sea_orm::entity::prelude::*;

            /// One row.
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key, auto_increment = false)]
                pub id: Uuid,
                $(pub $col: $kind),+
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

/// The run of a session.
pub mod hours {
    use domain::id::{CaseId, PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "hours")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub session_id: SessionId,
        pub version: i64,
        pub host_id: Option<PersonId>,
        pub scribe_id: Option<PersonId>,
        pub case_id: Option<CaseId>,
        pub line: i32,
        pub step: i32,
        pub paused: bool,
        pub told: String,
        pub told_at: Option<DateTimeUtc>,
        pub started_at: Option<DateTimeUtc>,
        pub ended_at: Option<DateTimeUtc>,
        pub updated_at: DateTimeUtc,
        /// Since when the notes are hidden.
        pub notes_hidden_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

entity!(
    /// The agenda and the steps as they are run.
    hour_lines, "hour_lines", {
        session_id: SessionId, track: String, position: i32, kind: String, title: String, minutes: i32, spent: i32,
        since: Option<DateTimeUtc>, began_at: Option<DateTimeUtc>, ended_at: Option<DateTimeUtc>,
    }
);
entity!(
    /// The speaking queue and its past.
    hour_hands, "hour_hands", {
        session_id: SessionId, person_id: PersonId, state: String, position: i32, raised_at: DateTimeUtc,
        called_at: Option<DateTimeUtc>, done_at: Option<DateTimeUtc>,
    }
);
entity!(
    /// Every saved text of the shared notes.
    hour_notes, "hour_notes", {
        session_id: SessionId, version: i64, body: String, person_id: PersonId, created_at: DateTimeUtc,
    }
);
entity!(
    /// Polls.
    hour_polls, "hour_polls", {
        session_id: SessionId, question: String, several: bool, created_at: DateTimeUtc, closed_at: Option<DateTimeUtc>,
        asked_by: PersonId, hidden_at: Option<DateTimeUtc>,
    }
);
entity!(
    /// Choices of polls.
    hour_choices, "hour_choices", { poll_id: Uuid, position: i32, text: String }
);
entity!(
    /// Who chose what. Nobody is shown this; it is here so that a person may change their mind.
    hour_votes, "hour_votes", { poll_id: Uuid, choice_id: Uuid, person_id: PersonId }
);
entity!(
    /// What people used since last time.
    hour_used, "hour_used", {
        session_id: SessionId, person_id: PersonId, body: String, created_at: DateTimeUtc, updated_at: DateTimeUtc,
        hidden_at: Option<DateTimeUtc>,
    }
);
entity!(
    /// Whose a recommendation was: the hub's or the room's.
    hour_advice, "hour_advice", { session_id: SessionId, recommendation_id: RecommendationId, side: String }
);
entity!(
    /// Breakout groups.
    breakouts, "breakouts", {
        session_id: SessionId, round: i32, position: i32, title: String, state: String, room_id: Option<RoomId>,
        opened_at: Option<DateTimeUtc>, closed_at: Option<DateTimeUtc>,
    }
);
entity!(
    /// Who is in which group.
    breakout_members, "breakout_members", { breakout_id: Uuid, person_id: PersonId }
);
entity!(
    /// Time in a group.
    breakout_spans, "breakout_spans", {
        session_id: SessionId, breakout_id: Uuid, person_id: PersonId, from_at: DateTimeUtc, until_at: Option<DateTimeUtc>,
    }
);
