//! The tables of this room.

pub mod proof;

/// What bodies granted to programs.
pub mod accreditations {
    use domain::id::{AccreditationId, PersonId, ProgramId};
    use sea_orm::entity::prelude::*;

    /// One record.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "accreditations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AccreditationId,
        pub program_id: ProgramId,
        pub body: String,
        pub kind: String,
        #[sea_orm(column_type = "Text")]
        pub statement: String,
        /// The same in French; may be empty.
        #[sea_orm(column_type = "Text")]
        pub statement_fr: String,
        /// The body's number of it.
        pub number: String,
        pub most_minutes: Option<i32>,
        /// Empty while it is awaited.
        pub decided_on: Option<Date>,
        pub valid_from: Date,
        pub valid_to: Date,
        pub withdrawn_on: Option<Date>,
        pub withdrawn_why: String,
        /// Words of `domain::credits::accreditation::Activity`, with a comma between them.
        pub covers: String,
        pub version: i32,
        pub created_at: DateTimeUtc,
        pub created_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Versions of programs' rules.
pub mod credit_rules {
    use domain::id::{PersonId, ProgramId};
    use sea_orm::entity::prelude::*;

    /// One version; rows are only ever added.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "credit_rules")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub program_id: ProgramId,
        pub from_on: Date,
        /// A `domain::credits::Rules`.
        pub rules: Json,
        pub created_at: DateTimeUtc,
        pub set_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who plans or speaks, and what they disclosed.
pub mod session_disclosures {
    use domain::id::{PersonId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One person of a session.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "session_disclosures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub session_id: SessionId,
        pub name: String,
        /// speaker, planner
        pub role: String,
        #[sea_orm(column_type = "Text")]
        pub body: String,
        /// Empty while it is awaited.
        pub filed_on: Option<Date>,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
        pub noted_by: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was issued.
pub mod certificates {
    use domain::id::{AccreditationId, CertificateId, CohortId, PersonId, ProgramId, SessionId};
    use sea_orm::entity::prelude::*;

    /// One paper.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "certificates")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CertificateId,
        pub serial: String,
        pub person_id: PersonId,
        pub program_id: ProgramId,
        pub cohort_id: CohortId,
        pub session_id: Option<SessionId>,
        pub accreditation_id: Option<AccreditationId>,
        /// The session, or the cohort for a whole series.
        pub subject: Uuid,
        /// Counts from 0; grows when it is issued again.
        pub edition: i32,
        /// The day of the session, or of the last one.
        pub on_day: Date,
        pub kind: String,
        pub minutes: i32,
        /// In hundredths.
        pub credits: i32,
        /// A `printed::Printed`.
        pub printed: Json,
        pub issued_at: DateTimeUtc,
        pub issued_by: Option<PersonId>,
        pub revoked_at: Option<DateTimeUtc>,
        pub revoked_by: Option<PersonId>,
        pub revoked_why: String,
        pub replaces: Option<CertificateId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What calls earned.
pub mod call_credits {
    use domain::id::{AccreditationId, ConsultId, PersonId, ProgramId};
    use sea_orm::entity::prelude::*;

    /// One of the two people of one call; written once, when the gate opened, and never changed: it can only be revoked.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "call_credits")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub consult_id: ConsultId,
        pub person_id: PersonId,
        pub program_id: ProgramId,
        pub accreditation_id: AccreditationId,
        /// The day of the call.
        pub on_day: Date,
        pub kind: String,
        /// Minutes that count, before a period is rounded.
        pub minutes: i32,
        /// Hundredths of a credit for an hour.
        pub per_hour: i32,
        /// A period is rounded down to steps of so many minutes.
        pub step: i32,
        pub earned_at: DateTimeUtc,
        /// Since when it counts for nothing.
        pub revoked_at: Option<DateTimeUtc>,
        /// Why.
        pub revoked_why: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What holders chose.
pub mod certificate_choices {
    use domain::id::PersonId;
    use sea_orm::entity::prelude::*;

    /// One holder.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "certificate_choices")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        /// The public check page may show their name.
        pub shows_name: bool,
        pub changed_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
