//! Why a line of a gate is met or not: a stable key of `locales/*/credits.ftl`, with values that keep their type until a page speaks them.

use chrono::NaiveDate;
use serde::Serialize;

/// A value inside a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Arg {
    /// A day.
    Day(NaiveDate),
    /// A number of something.
    Count(u32),
    /// A name, as it was typed.
    Text(String),
}

impl From<&NaiveDate> for Arg {
    fn from(day: &NaiveDate) -> Self {
        Self::Day(*day)
    }
}

impl From<&u32> for Arg {
    fn from(count: &u32) -> Self {
        Self::Count(*count)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

macro_rules! whys {
    ($($(#[$doc:meta])* $name:ident $word:literal $({ $($arg:ident : $type:ty),+ })? $(, $last:ident)?;)+) => {
        /// The reason of one line.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Why {$(
            $(#[$doc])*
            $name $({ $(#[doc = "Value of the sentence."] $arg: $type),+ })?,
        )+}

        impl Why {
            /// Every key, for the test of the word lists.
            pub const WORDS: &[&str] = &[$($word),+];

            /// The key of the sentence.
            pub fn word(&self) -> &'static str {
                match self { $(Self::$name { .. } => $word,)+ }
            }

            /// Its values, by name.
            pub fn with(&self) -> Vec<(&'static str, Arg)> {
                match self { $(Self::$name $({ $($arg),+ })? => vec![$($((stringify!($arg), Arg::from($arg))),+)?],)+ }
            }

            /// Whether nothing that the person does changes it.
            pub fn is_final(&self) -> bool {
                match self { $(Self::$name { .. } => false $(|| stringify!($last) == "never")?,)+ }
            }
        }
    };
}

whys! {
    /// They were there.
    Attended "gate-attended" { minutes: u32, day: NaiveDate };
    /// Marked present by hand.
    MarkedPresent "gate-marked-present" { day: NaiveDate };
    /// The session lies ahead.
    SessionAhead "gate-session-ahead" { day: NaiveDate };
    /// It was called off.
    SessionCancelled "gate-session-cancelled" { day: NaiveDate }, never;
    /// There for too short a time.
    TooShort "gate-too-short" { minutes: u32, needed: u32 }, never;
    /// Not there.
    Absent "gate-absent" { day: NaiveDate }, never;
    /// Marked absent by hand.
    MarkedAbsent "gate-marked-absent" { day: NaiveDate }, never;
    /// Accredited on that day.
    Accredited "gate-accredited" { body: String, day: NaiveDate };
    /// An accreditation is asked for; until then it counts as none (R2.10).
    AccreditationAwaited "gate-accreditation-awaited" { day: NaiveDate }, never;
    /// Before the accreditation began (R0.3).
    BeforeAccreditation "gate-before-accreditation" { day: NaiveDate, from: NaiveDate }, never;
    /// After it ended.
    AfterAccreditation "gate-after-accreditation" { day: NaiveDate, to: NaiveDate }, never;
    /// Accredited on that day, for another kind of credit (I15).
    AccreditedOther "gate-accredited-other" { body: String, kind: String }, never;
    /// None at all.
    NotAccredited "gate-not-accredited", never;
    /// The credit is for this profession.
    ProfessionFits "gate-profession-fits" { kind: String };
    /// The credit is for other professions.
    ProfessionOther "gate-profession-other" { kind: String }, never;
    /// So many minutes count.
    MinutesCount "gate-minutes-count" { minutes: u32 };
    /// Too few to make a credit.
    NoMinutes "gate-no-minutes" { minutes: u32 }, never;
    /// The evaluation is in.
    EvaluationFiled "gate-evaluation-filed" { day: NaiveDate };
    /// The evaluation is awaited.
    EvaluationMissing "gate-evaluation-missing";
    /// The plan was handed in.
    PlanSubmitted "gate-plan-submitted" { day: NaiveDate };
    /// No plan was begun.
    PlanMissing "gate-plan-missing";
    /// It is being written.
    PlanDraft "gate-plan-draft";
    /// It came back with a question.
    PlanSentBack "gate-plan-sent-back";
    /// It was withdrawn.
    PlanWithdrawn "gate-plan-withdrawn";
    /// It names an activity.
    ActivityNamed "gate-activity-named" { count: u32 };
    /// It names none.
    ActivityMissing "gate-activity-missing";
    /// It was approved.
    PlanApproved "gate-plan-approved" { day: NaiveDate };
    /// Approval is awaited.
    PlanNotApproved "gate-plan-not-approved";
    /// Received.
    QuestionnaireReceived "gate-questionnaire-received" { day: NaiveDate };
    /// Opens on a day (R2.5).
    QuestionnaireOpens "gate-questionnaire-opens" { day: NaiveDate };
    /// Open since a day.
    QuestionnaireOpen "gate-questionnaire-open" { day: NaiveDate };
    /// The last session was held.
    SeriesHeld "gate-series-held" { day: NaiveDate };
    /// Sessions are still ahead.
    SeriesRuns "gate-series-runs" { left: u32 };
    /// Enough sessions are done.
    SessionsDone "gate-sessions-done" { have: u32, need: u32 };
    /// More sessions are needed.
    SessionsMissing "gate-sessions-missing" { have: u32, need: u32 };
    /// The call took place.
    CallHeld "gate-call-held" { minutes: u32, day: NaiveDate };
    /// It was not answered, or is on.
    CallNotHeld "gate-call-not-held";
    /// It took no minute.
    CallEmpty "gate-call-empty", never;
    /// Closed by the on-call.
    CallClosed "gate-call-closed";
    /// Not closed yet.
    CallNotClosed "gate-call-not-closed";
    /// The five taps are in.
    CloseOutFiled "gate-close-out-filed";
    /// They are awaited.
    CloseOutMissing "gate-close-out-missing";
    /// Both prompts are answered.
    Reflected "gate-reflected";
    /// So many are answered.
    ReflectionMissing "gate-reflection-missing" { have: u32, need: u32 };
    /// Feedback was given.
    FeedbackGiven "gate-feedback-given";
    /// It is awaited.
    FeedbackMissing "gate-feedback-missing";
    /// They told what happened.
    FollowUpGiven "gate-follow-up-given" { day: NaiveDate };
    /// The question comes on a day.
    FollowUpOpens "gate-follow-up-opens" { day: NaiveDate };
    /// The question stands since a day.
    FollowUpOpen "gate-follow-up-open" { day: NaiveDate };
    /// Answering earns here.
    TeachingEarns "gate-teaching-earns";
    /// Answering earns nothing here (R0.6).
    TeachingEarnsNone "gate-teaching-earns-none", never;
    /// All have disclosed.
    AllDisclosed "gate-all-disclosed" { count: u32 };
    /// So many have not.
    DisclosureMissing "gate-disclosure-missing" { count: u32 };
    /// Enough is interactive.
    InteractiveEnough "gate-interactive-enough" { share: u32, need: u32 };
    /// Too little is.
    InteractiveShort "gate-interactive-short" { share: u32, need: u32 };
    /// They agreed.
    Agreed "gate-agreed" { day: NaiveDate };
    /// They were not heard yet, or said no.
    NotAgreed "gate-not-agreed";
}
