//! The tables of this room.

pub mod told;
pub mod video;

/// Scheduled meetings.
pub mod sessions {
    use domain::id::{CohortId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SessionId,
        pub cohort_id: CohortId,
        pub number: i32,
        pub title: String,
        pub local_date: Date,
        pub local_time: Time,
        pub zone: String,
        pub starts_at: DateTimeUtc,
        pub minutes: i32,
        pub state: String,
        pub join_url: String,
        pub dial_in: String,
        pub check_in_code: String,
        pub didactic_title: String,
        pub didactic_by: String,
        pub objectives: String,
        pub disclosures: String,
        pub sequence: i32,
        pub version: i32,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Timed lines of an agenda.
pub mod agenda_items {
    use domain::id::{AgendaItemId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "agenda_items")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AgendaItemId,
        pub session_id: SessionId,
        pub position: i32,
        pub kind: String,
        pub title: String,
        pub minutes: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Uploaded bytes.
pub mod files {
    use domain::id::{FileId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "files")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: FileId,
        pub name: String,
        pub media_type: String,
        pub size: i64,
        pub sha256: String,
        pub bytes: Vec<u8>,
        pub created_at: DateTimeUtc,
        pub uploaded_by: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Links and files of a cohort or session.
pub mod resources {
    use domain::id::{CohortId, FileId, PersonId, ResourceId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "resources")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ResourceId,
        pub cohort_id: CohortId,
        pub session_id: Option<SessionId>,
        pub title: String,
        pub url: String,
        pub file_id: Option<FileId>,
        pub created_at: DateTimeUtc,
        pub added_by: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What is known of a person in a session; the newest mark counts.
pub mod attendances {
    use domain::id::{AttendanceId, PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendances")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AttendanceId,
        pub session_id: SessionId,
        pub person_id: PersonId,
        pub source: String,
        pub minutes: f64,
        pub present: bool,
        pub reason: String,
        pub created_at: DateTimeUtc,
        pub marked_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Uploaded attendance files, as read.
pub mod attendance_imports {
    use domain::id::{PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance_imports")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub session_id: SessionId,
        pub file_sha256: String,
        pub source: String,
        pub attendees: String,
        pub state: String,
        pub created_at: DateTimeUtc,
        pub imported_by: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Doubtful names matched once and remembered.
pub mod attendance_names {
    use domain::id::{CohortId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance_names")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub cohort_id: CohortId,
        pub name: String,
        pub person_id: Option<PersonId>,
        pub created_at: DateTimeUtc,
        pub matched_by: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Stretches of presence.
pub mod attendance_spans {
    use domain::id::{PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance_spans")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub session_id: SessionId,
        pub person_id: PersonId,
        /// A word of `domain::presence::Way`.
        pub source: String,
        /// The file it came from.
        pub origin: Option<Uuid>,
        pub from_at: Option<DateTimeUtc>,
        /// Empty while it is open.
        pub to_at: Option<DateTimeUtc>,
        /// The last sign of life of an open one.
        pub seen_at: Option<DateTimeUtc>,
        /// How long, where the source states it.
        pub minutes: Option<f64>,
        pub created_at: DateTimeUtc,
        pub noted_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Thresholds, from when on each holds.
pub mod attendance_rules {
    use domain::id::{PersonId, ProgramId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance_rules")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub program_id: ProgramId,
        /// minutes, percent
        pub kind: String,
        pub amount: i32,
        /// Sessions that begin from here on are judged by it.
        pub from_at: DateTimeUtc,
        pub created_at: DateTimeUtc,
        pub set_by: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Wrong codes of a person for a session.
pub mod attendance_tries {
    use domain::id::{PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance_tries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub session_id: SessionId,
        pub person_id: PersonId,
        pub wrong: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Letters to those who were missed.
pub mod attendance_letters {
    use domain::id::{LetterId, PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance_letters")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub session_id: SessionId,
        pub person_id: PersonId,
        pub letter_id: LetterId,
        pub created_at: DateTimeUtc,
        pub sent_by: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
