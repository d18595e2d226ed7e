//! The tables of this room.

/// Cases and where they stand.
pub mod cases {
    use domain::id::{CaseId, CohortId, PersonId, ProgramId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "cases")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseId,
        pub program_id: ProgramId,
        pub cohort_id: CohortId,
        pub presenter_id: PersonId,
        pub number: Option<String>,
        pub state: String,
        pub title: String,
        pub sections: Json,
        pub form_version: i32,
        pub consent: bool,
        pub html: Json,
        pub version: i32,
        pub session_id: Option<SessionId>,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
        pub submitted_at: Option<DateTimeUtc>,
        pub reviewed_at: Option<DateTimeUtc>,
        pub reviewed_by: Option<PersonId>,
        pub review_note: String,
        pub presented_at: Option<DateTimeUtc>,
        pub closed_at: Option<DateTimeUtc>,
        pub withdrawn_at: Option<DateTimeUtc>,
        pub withdrawn_by: Option<PersonId>,
        pub follow_up_used: Option<String>,
        pub follow_up: String,
        pub follow_up_html: String,
        pub followed_up_at: Option<DateTimeUtc>,
        pub earlier_case_id: Option<CaseId>,
        pub hidden_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Versions that were handed in.
pub mod case_revisions {
    use domain::id::{CaseId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_revisions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: CaseId,
        pub version: i32,
        pub sections: Json,
        pub html: Json,
        pub created_at: DateTimeUtc,
        pub decision: String,
        pub reason: String,
        pub decided_by: Option<PersonId>,
        pub decided_at: Option<DateTimeUtc>,
        pub form_version: i32,
        pub recognizable: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Soft warnings that the presenter judged.
pub mod case_warnings {
    use domain::id::CaseId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_warnings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: CaseId,
        pub version: i32,
        pub section: String,
        pub kind: String,
        pub starts: i32,
        pub ends: i32,
        pub reason: String,
        pub resolved_at: DateTimeUtc,
        pub severity: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Clarifying questions and their answers.
pub mod case_questions {
    use domain::id::{CaseId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_questions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: CaseId,
        pub author_id: PersonId,
        pub body: String,
        pub html: String,
        pub answer: String,
        pub answer_html: String,
        pub created_at: DateTimeUtc,
        pub answered_at: Option<DateTimeUtc>,
        pub hidden_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Advice from the whole room.
pub mod recommendations {
    use domain::id::{CaseId, PersonId, RecommendationId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "recommendations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RecommendationId,
        pub case_id: CaseId,
        pub author_id: PersonId,
        pub body: String,
        pub html: String,
        pub from_room: String,
        pub position: i32,
        pub created_at: DateTimeUtc,
        pub hidden_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Letters to the presenter, by version.
pub mod case_letters {
    use domain::id::{CaseId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_letters")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: CaseId,
        pub version: i32,
        pub body: String,
        pub html: String,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
        pub signed_by: Option<PersonId>,
        pub signed_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A program's own case forms, by version.
pub mod case_forms {
    use domain::id::{PersonId, ProgramId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_forms")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub program_id: ProgramId,
        pub version: i32,
        pub sections: Json,
        pub created_at: DateTimeUtc,
        pub created_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Pictures and papers of cases.
pub mod case_files {
    use domain::id::{CaseId, FileId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_files")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: FileId,
        pub case_id: CaseId,
        pub position: i32,
        pub media_type: String,
        pub size: i64,
        pub sha256: String,
        pub bytes: Vec<u8>,
        pub attested_at: Option<DateTimeUtc>,
        pub created_at: DateTimeUtc,
        /// What the identifier check made of its words: clear, doubtful, unread
        pub words: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who opened a file.
pub mod case_file_openings {
    use domain::id::{FileId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_file_openings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub file_id: FileId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        pub opened_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What became of a recommendation.
pub mod recommendation_uses {
    use domain::id::{CaseId, RecommendationId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "recommendation_uses")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub recommendation_id: RecommendationId,
        pub case_id: CaseId,
        pub used: String,
        pub why: String,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
