//! What accreditors, colleges and verifiers ask for, and what outlives a person.

/// Planning documents of programs (I8).
pub mod planning_documents {
    use domain::id::{FileId, PersonId, ProgramId};
    use sea_orm::entity::prelude::*;

    /// One document; its name and bytes are the file's.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "planning_documents")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub program_id: ProgramId,
        /// One of `planning::KINDS`.
        pub kind: String,
        pub file_id: FileId,
        pub added_at: DateTimeUtc,
        pub added_by: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// By which number the CFPC knows people (I12).
pub mod cfpc_numbers {
    use domain::id::PersonId;
    use sea_orm::entity::prelude::*;

    /// One number.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "cfpc_numbers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        pub number: String,
        pub changed_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Links by which people disclose.
pub mod disclosure_links {
    use domain::id::PersonId;
    use sea_orm::entity::prelude::*;

    /// One link; only its hash is kept.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "disclosure_links")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub line_id: Uuid,
        pub token_hash: String,
        pub created_at: DateTimeUtc,
        pub expires_at: DateTimeUtc,
        pub used_at: Option<DateTimeUtc>,
        pub made_by: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Bits of the list of revoked badges.
pub mod badge_places {
    use domain::id::CertificateId;
    use sea_orm::entity::prelude::*;

    /// The place of one paper.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "badge_places")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub certificate_id: CertificateId,
        pub place: i32,
        /// What was true of it when its paper ended.
        pub revoked: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// People who went.
pub mod erasures {
    use domain::id::PersonId;
    use sea_orm::entity::prelude::*;

    /// One of them.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "erasures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        pub erased_at: DateTimeUtc,
        /// The first day on which nothing more is kept; empty when nothing is.
        pub kept_until: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Papers whose time is over.
pub mod papers_ended {
    use sea_orm::entity::prelude::*;

    /// One of them, by the hash of its number.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "papers_ended")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub serial_hash: String,
        pub issued_on: Date,
        pub ended_on: Date,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
