//! The tables of this room.

/// Lines of a group’s budget.
pub mod budget_lines {
    use domain::id::{BudgetLineId, CohortId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "budget_lines")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: BudgetLineId,
        pub cohort_id: CohortId,
        pub kind: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Payments that go to finance together.
pub mod payment_batches {
    use domain::id::{BatchId, CohortId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "payment_batches")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: BatchId,
        pub cohort_id: CohortId,
        pub number: i32,
        pub state: String,
        pub created_at: DateTimeUtc,
        pub created_by: PersonId,
        pub exported_at: Option<DateTimeUtc>,
        pub exported_by: Option<PersonId>,
        pub paid_at: Option<DateTimeUtc>,
        pub paid_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The pay of one person for one session.
pub mod payments {
    use domain::id::{BatchId, CohortId, PaymentId, PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "payments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PaymentId,
        pub cohort_id: CohortId,
        pub session_id: SessionId,
        pub person_id: PersonId,
        pub batch_id: BatchId,
        pub cents: i64,
        pub state: String,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The ledger.
pub mod ledger_entries {
    use domain::id::{BudgetLineId, CohortId, EntryId, PaymentId, PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "ledger_entries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: EntryId,
        pub cohort_id: CohortId,
        pub number: i32,
        pub from_account: String,
        pub from_line: Option<BudgetLineId>,
        pub to_account: String,
        pub to_line: Option<BudgetLineId>,
        pub cents: i64,
        pub payee_id: Option<PersonId>,
        pub session_id: Option<SessionId>,
        pub payment_id: Option<PaymentId>,
        pub reverses: Option<EntryId>,
        pub reason: String,
        pub created_at: DateTimeUtc,
        pub booked_by: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
