//! Ids are newtypes, so that a case is never looked up with a cohort's id.
//!
//! Keys are UUIDv7 (they sort by creation), except survey responses, whose keys are random (security rule: no order, no time).

/// Defines a UUID newtype. With feature `db` it is also a sea-orm column type and primary key.
#[macro_export]
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                uuid::Uuid::parse_str(text).map(Self)
            }
        }
        #[cfg(feature = "db")]
        impl sea_orm::TryFromU64 for $name {
            /// A UUID key never comes from a row counter.
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+};
}

id! {
    /// Anyone with a sign-in.
    PersonId,
    /// One signed-in device (a family of rotating refresh tokens).
    SignInId,
    /// A one-time mailed invitation or link.
    InvitationId,
    /// A regional centre that runs programs.
    HubId,
    /// A standing topic a hub offers.
    ProgramId,
    /// One dated run of a program and the people measured together in it.
    CohortId,
    /// A person's place in a cohort.
    EnrolmentId,
    /// One scheduled meeting of a cohort.
    SessionId,
    /// A line of a session's agenda.
    AgendaItemId,
    /// A paper, form, link or recording kept for a cohort.
    ResourceId,
    /// One stretch of presence in a session, or a correction.
    AttendanceId,
    /// A de-identified clinical situation.
    CaseId,
    /// Advice recorded on a case.
    RecommendationId,
    /// A forum place.
    BoardId,
    /// A forum conversation.
    ThreadId,
    /// A forum entry.
    PostId,
    /// A live chat place.
    RoomId,
    /// A live chat entry.
    MessageId,
    /// A named set of survey items.
    InstrumentId,
    /// One version of an instrument; never edited after use.
    InstrumentVersionId,
    /// This version, to this cohort, at this timepoint, between dates.
    AdministrationId,
    /// One filled instrument. Random, never ordered (security §2.5).
    SurveyResponseId,
    /// What a body granted to a program.
    AccreditationId,
    /// The document that proves credit or completion.
    CertificateId,
    /// What a practice will try, tied to a quality-improvement activity.
    PlanId,
    /// A visit in a practice.
    VisitId,
    /// A questionnaire that was received.
    ReflectionId,
    /// Whom a series of small groups is offered to.
    DivisionId,
    /// The pay of one person for one session.
    PaymentId,
    /// Payments that go to finance together.
    BatchId,
    /// One line of a budget.
    BudgetLineId,
    /// One entry of the ledger.
    EntryId,
    /// A queued piece of background work.
    JobId,
    /// A letter in the outbox.
    LetterId,
    /// A notice in a person's inbox.
    NoticeId,
    /// A line of the audit log.
    AuditId,
    /// A stored file.
    FileId,
    /// One consult line.
    PathwayId,
    /// A stretch of time in which somebody answers a pathway.
    ShiftId,
    /// One request for advice, and its call.
    ConsultId,
}
