//! The tables of this room.

/// Regional centres.
pub mod hubs {
    use domain::id::HubId;
    use sea_orm::entity::prelude::*;

    /// One hub.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "hubs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: HubId,
        pub slug: String,
        pub name: String,
        pub zone: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Standing topics of a hub.
pub mod programs {
    use domain::id::{HubId, ProgramId};
    use sea_orm::entity::prelude::*;

    /// One program.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "programs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ProgramId,
        pub hub_id: HubId,
        pub slug: String,
        pub name: String,
        /// Begins case numbers: `PSP-0007`.
        pub short_code: String,
        pub summary: String,
        /// From how many minutes on a person counts as present.
        pub present_minutes: i32,
        /// The last case number given.
        pub case_counter: i32,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Powers over a program.
pub mod grants {
    use domain::id::{PersonId, ProgramId};
    use sea_orm::entity::prelude::*;

    /// One grant.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "grants")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: PersonId,
        pub program_id: ProgramId,
        /// A word of `domain::viewer::Grant`.
        pub kind: String,
        pub granted_at: DateTimeUtc,
        pub granted_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Dated runs of a program.
pub mod cohorts {
    use domain::id::{CohortId, ProgramId};
    use sea_orm::entity::prelude::*;

    /// One cohort.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "cohorts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CohortId,
        pub program_id: ProgramId,
        pub slug: String,
        pub name: String,
        /// echo, small_group
        pub kind: String,
        pub starts_on: Date,
        pub ends_on: Date,
        pub capacity: i32,
        pub zone: String,
        pub language: String,
        /// draft, open, closed, archived
        pub state: String,
        pub version: i32,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Facilitators and peer mentors.
pub mod cohort_roles {
    use domain::id::{CohortId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One role of one person in one cohort.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "cohort_roles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub cohort_id: CohortId,
        pub person_id: PersonId,
        /// facilitator, peer_mentor
        pub role: String,
        pub granted_at: DateTimeUtc,
        pub granted_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Places of participants.
pub mod enrolments {
    use domain::id::{CohortId, EnrolmentId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One place.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "enrolments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: EnrolmentId,
        pub cohort_id: CohortId,
        pub person_id: PersonId,
        /// enrolled, waiting, left
        pub state: String,
        /// Order of arrival in the cohort; among the waiting, their order.
        pub position: i32,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
        pub left_at: Option<DateTimeUtc>,
        /// Left by its holder, who may come back by themselves.
        pub gave_back: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
