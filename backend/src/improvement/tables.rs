//! The tables of this room.

/// Whom series are offered to.
pub mod divisions {
    use domain::id::{DivisionId, HubId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "divisions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DivisionId,
        pub hub_id: HubId,
        pub name: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a cohort is beyond a cohort when it is a small group.
pub mod small_groups {
    use domain::id::{CohortId, DivisionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "small_groups")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub cohort_id: CohortId,
        pub division_id: Option<DivisionId>,
        pub pay_cents: i64,
        pub plan_approval: bool,
        /// Everybody with an account may take a place themselves.
        pub self_join: bool,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Action plans.
pub mod action_plans {
    use domain::id::{CohortId, PersonId, PlanId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "action_plans")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PlanId,
        pub cohort_id: CohortId,
        pub session_id: SessionId,
        pub person_id: PersonId,
        pub aim: String,
        pub change_idea: String,
        pub prediction: String,
        pub measure: String,
        pub test: String,
        pub commitments: String,
        pub own_activity: String,
        pub activities: Json,
        pub state: String,
        pub version: i32,
        pub submitted_at: Option<DateTimeUtc>,
        pub approved_at: Option<DateTimeUtc>,
        pub linked_at: Option<DateTimeUtc>,
        pub withdrawn_at: Option<DateTimeUtc>,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Plans as they were handed in.
pub mod plan_versions {
    use domain::id::PlanId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan_versions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub plan_id: PlanId,
        pub version: i32,
        pub state: String,
        pub aim: String,
        pub change_idea: String,
        pub prediction: String,
        pub measure: String,
        pub test: String,
        pub commitments: String,
        pub own_activity: String,
        pub activities: Json,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What mentors and coordinators say to plans.
pub mod plan_comments {
    use domain::id::{PersonId, PlanId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan_comments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub plan_id: PlanId,
        pub author_id: PersonId,
        pub body: String,
        pub html: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Visits in practices.
pub mod practice_visits {
    use domain::id::{CohortId, PersonId, PlanId, VisitId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "practice_visits")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: VisitId,
        pub cohort_id: CohortId,
        pub person_id: PersonId,
        pub plan_id: Option<PlanId>,
        pub booked_by: PersonId,
        pub reported_by: Option<PersonId>,
        pub local_date: Date,
        pub local_time: Time,
        pub zone: String,
        pub starts_at: DateTimeUtc,
        pub way: String,
        pub place: String,
        pub state: String,
        pub tried: String,
        pub next_step: String,
        pub own_note: String,
        pub reported_at: Option<DateTimeUtc>,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Questionnaires that were received.
pub mod reflections {
    use domain::id::{CohortId, PersonId, ReflectionId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "reflections")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ReflectionId,
        pub cohort_id: CohortId,
        pub session_id: SessionId,
        pub person_id: PersonId,
        pub changed: String,
        pub learned: String,
        pub received_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What became of commitments.
pub mod reflection_answers {
    use domain::id::ReflectionId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "reflection_answers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reflection_id: ReflectionId,
        pub position: i32,
        pub commitment: String,
        pub kept: String,
        pub hindered: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Letters that asked for a questionnaire.
pub mod reflection_letters {
    use domain::id::{PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "reflection_letters")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub session_id: SessionId,
        pub person_id: PersonId,
        pub opens_on: Date,
        pub number: i32,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
