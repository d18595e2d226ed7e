//! The tables of this room.

/// Consult lines.
pub mod pathways {
    use domain::id::{PathwayId, ProgramId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pathways")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PathwayId,
        pub program_id: ProgramId,
        pub name_en: String,
        pub name_fr: String,
        pub scope_en: String,
        pub scope_fr: String,
        pub hours_en: String,
        pub hours_fr: String,
        pub always: bool,
        pub start_here: bool,
        pub opens_to: String,
        pub zone: String,
        pub ring_seconds: i32,
        pub video_url: String,
        pub dial_in: String,
        pub dial_code: String,
        pub state: String,
        pub version: i32,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a call must bring for its credit, from which day on.
pub mod pathway_rules {
    use domain::id::{PathwayId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pathway_rules")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub pathway_id: PathwayId,
        pub from_on: Date,
        pub on_call_earns: bool,
        pub feedback: bool,
        pub follow_up: bool,
        pub created_at: DateTimeUtc,
        pub set_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who answers a pathway.
pub mod pathway_people {
    use domain::id::{PathwayId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pathway_people")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub pathway_id: PathwayId,
        pub person_id: PersonId,
        pub away_until: Option<DateTimeUtc>,
        pub joined_at: DateTimeUtc,
        pub left_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who is on shift.
pub mod shifts {
    use domain::id::{PathwayId, PersonId, ShiftId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shifts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ShiftId,
        pub pathway_id: PathwayId,
        pub person_id: PersonId,
        pub from_at: DateTimeUtc,
        pub to_at: DateTimeUtc,
        pub backup: bool,
        pub version: i32,
        pub created_at: DateTimeUtc,
        pub set_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Shifts that somebody wants to give away.
pub mod shift_swaps {
    use domain::id::{PersonId, ShiftId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "shift_swaps")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub shift_id: ShiftId,
        pub asked_by: PersonId,
        pub to_id: Option<PersonId>,
        pub state: String,
        pub created_at: DateTimeUtc,
        pub settled_at: Option<DateTimeUtc>,
        pub settled_by: Option<PersonId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What one shift leaves to the next.
pub mod handovers {
    use domain::id::{PathwayId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "handovers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub pathway_id: PathwayId,
        pub person_id: PersonId,
        pub body: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Gaps that were told of.
pub mod roster_alarms {
    use domain::id::PathwayId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "roster_alarms")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub pathway_id: PathwayId,
        pub from_at: DateTimeUtc,
        pub to_at: DateTimeUtc,
        pub told_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Calls.
pub mod consults {
    use domain::id::{ConsultId, PathwayId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "consults")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ConsultId,
        pub pathway_id: PathwayId,
        pub caller_id: PersonId,
        pub acceptor_id: Option<PersonId>,
        pub mode: String,
        pub urgency: String,
        pub community: String,
        pub region: String,
        pub room: String,
        pub state: String,
        pub no_credit: String,
        pub hop: i32,
        pub hop_since: Option<DateTimeUtc>,
        pub due_at: Option<DateTimeUtc>,
        pub promised_by: Option<PersonId>,
        pub promised_for: Option<DateTimeUtc>,
        pub requested_at: DateTimeUtc,
        pub connected_at: Option<DateTimeUtc>,
        pub ended_at: Option<DateTimeUtc>,
        pub closed_at: Option<DateTimeUtc>,
        pub kind: String,
        pub reason_group: String,
        pub outcome: String,
        pub minutes: Option<i32>,
        pub patient_present: bool,
        pub follow_up: String,
        pub followed_up_at: Option<DateTimeUtc>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who is rung in which hop.
pub mod consult_hops {
    use domain::id::{ConsultId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "consult_hops")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub consult_id: ConsultId,
        pub person_id: PersonId,
        pub hop: i32,
        pub seconds: i32,
        pub state: String,
        pub rung_at: Option<DateTimeUtc>,
        pub ended_at: Option<DateTimeUtc>,
        pub promised_for: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What the two wrote to each other.
pub mod consult_messages {
    use domain::id::{ConsultId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "consult_messages")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub consult_id: ConsultId,
        pub person_id: PersonId,
        pub body: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The caller's five taps.
pub mod consult_close_outs {
    use domain::id::ConsultId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "consult_close_outs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub consult_id: ConsultId,
        pub plan: String,
        pub referral: String,
        pub travel: String,
        pub value: i32,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What somebody learned, and what they will do.
pub mod consult_reflections {
    use domain::id::{ConsultId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "consult_reflections")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub consult_id: ConsultId,
        pub person_id: PersonId,
        pub prompt: String,
        pub body: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What each says to the other.
pub mod consult_feedback {
    use domain::id::{ConsultId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "consult_feedback")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub consult_id: ConsultId,
        pub from_id: PersonId,
        pub about_id: PersonId,
        pub rating: i32,
        pub words: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// In which page each of the two sits.
pub mod consult_seats {
    use domain::id::{ConsultId, PersonId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "consult_seats")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub consult_id: ConsultId,
        pub person_id: PersonId,
        pub seat: Uuid,
        pub holder: Uuid,
        pub taken_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What one browser tells the other, on its way between two machines.
pub mod consult_signals {
    use domain::id::ConsultId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "consult_signals")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub consult_id: ConsultId,
        pub from_seat: Uuid,
        pub to_seat: Uuid,
        pub body: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What of a call may be told to others, once both have agreed.
pub mod consult_pearls {
    use domain::id::{ConsultId, PersonId, ThreadId};
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "consult_pearls")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub consult_id: ConsultId,
        pub author_id: PersonId,
        pub title: String,
        pub body: String,
        pub state: String,
        pub name_author: bool,
        pub name_caller: bool,
        pub thread_id: Option<ThreadId>,
        pub offered_at: DateTimeUtc,
        pub agreed_at: Option<DateTimeUtc>,
        pub due_at: Option<DateTimeUtc>,
        pub settled_at: Option<DateTimeUtc>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How far it is to the referral centre, one way.
pub mod pathway_distances {
    use domain::id::PathwayId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pathway_distances")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub pathway_id: PathwayId,
        pub community: String,
        pub km: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Weeks in which answers came too late, and of which the leads were told.
pub mod consult_weeks {
    use domain::id::PathwayId;
    use sea_orm::entity::prelude::*;

    /// One row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "consult_weeks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub pathway_id: PathwayId,
        pub week_on: Date,
        pub told_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
