//! The tables of this room.

/// Named, versioned questionnaires of a program.
pub mod instruments {
    use domain::id::{InstrumentId, ProgramId};
    use sea_orm::entity::prelude::*;

    /// One instrument.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "instruments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: InstrumentId,
        pub program_id: ProgramId,
        pub name: String,
        pub title: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Versions, immutable once published.
pub mod versions {
    use domain::id::{InstrumentId, InstrumentVersionId};
    use sea_orm::entity::prelude::*;

    /// One version.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "instrument_versions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: InstrumentVersionId,
        pub instrument_id: InstrumentId,
        pub number: i32,
        /// A `domain::instruments::Definition`.
        pub definition: Json,
        pub published_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A version, to a cohort, at a timepoint.
pub mod administrations {
    use domain::id::{AdministrationId, CohortId, InstrumentId, InstrumentVersionId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One administration.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "administrations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AdministrationId,
        pub cohort_id: CohortId,
        pub instrument_id: InstrumentId,
        pub version_id: InstrumentVersionId,
        /// A word of `domain::timepoint::Timepoint`.
        pub timepoint: String,
        pub session_id: Option<SessionId>,
        pub opens_at: DateTimeUtc,
        pub closes_at: DateTimeUtc,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whom an administration asks, and whether they have answered: never when, never what.
pub mod links {
    use domain::id::{AdministrationId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One person asked.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_links")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub administration_id: AdministrationId,
        pub person_id: PersonId,
        pub token_hash: String,
        pub answered: bool,
        pub reminded_on: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Filled instruments, under a code.
pub mod responses {
    use domain::id::{AdministrationId, SurveyResponseId};
    use sea_orm::entity::prelude::*;

    /// One response.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_responses")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SurveyResponseId,
        pub administration_id: AdministrationId,
        pub code: String,
        pub language: String,
        pub answered_on: Option<Date>,
        pub late: bool,
        pub complete: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was answered.
pub mod answers {
    use domain::id::SurveyResponseId;
    use sea_orm::entity::prelude::*;

    /// One answer.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_answers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub response_id: SurveyResponseId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub link_id: String,
        pub value: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What is typed and not yet sent.
pub mod drafts {
    use domain::id::AdministrationId;
    use sea_orm::entity::prelude::*;

    /// One draft. Its id is made from the secret link, which the database does not hold.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_drafts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub administration_id: AdministrationId,
        /// JSON.
        pub answers: String,
        pub expires_on: Date,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What is asked of a cohort when, as it was chosen.
pub mod plans {
    use domain::id::{CohortId, InstrumentId};
    use sea_orm::entity::prelude::*;

    /// One cohort's choice.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_plans")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub cohort_id: CohortId,
        pub baseline: Option<InstrumentId>,
        pub before_each: Option<InstrumentId>,
        pub after_each: Option<InstrumentId>,
        pub completion: Option<InstrumentId>,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
