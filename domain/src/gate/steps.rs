//! The two tracks of a small group as people see them, from facts alone and each by itself:
//! registered → attended → plan_draft → plan_submitted → payment_eligible → paid, and beside it
//! attended → questionnaire_scheduled → open → received → certificate_issued (→ revoked → reissued).

use serde::Serialize;

use super::group::{Form, GroupFacts, payment};
use super::{Gate, What};
use crate::credits::certificate::State as Certificate;
use crate::improvement::PlanState;

/// How far the payment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStep {
    /// In the group.
    Registered,
    /// Was there.
    Attended,
    /// A plan is being written.
    PlanDraft,
    /// It is handed in; something else is missing.
    PlanSubmitted,
    /// May be paid.
    PaymentEligible,
    /// Was paid.
    Paid,
}

/// How far the certificate has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateStep {
    /// In the group.
    Registered,
    /// The questionnaire has a day.
    QuestionnaireScheduled,
    /// It is open.
    Open,
    /// It was received.
    Received,
    /// The certificate stands.
    CertificateIssued,
    /// It was revoked.
    Revoked,
    /// It was issued again.
    Reissued,
}

impl PaymentStep {
    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Attended => "attended",
            Self::PlanDraft => "plan_draft",
            Self::PlanSubmitted => "plan_submitted",
            Self::PaymentEligible => "payment_eligible",
            Self::Paid => "paid",
        }
    }

    /// The furthest step that these facts reach. `paid` says whether a payment stands in the ledger.
    pub fn of(facts: &GroupFacts<'_>, paid: bool) -> Self {
        let gate = payment(facts);
        let writing = facts.plan.is_some_and(|p| matches!(p.state, PlanState::Draft | PlanState::SentBack));
        match () {
            () if paid => Self::Paid,
            () if gate.is_open() => Self::PaymentEligible,
            () if !gate.has(What::Attended) => Self::Registered,
            () if gate.has(What::Plan) => Self::PlanSubmitted,
            () if writing => Self::PlanDraft,
            () => Self::Attended,
        }
    }
}

impl CertificateStep {
    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::QuestionnaireScheduled => "questionnaire_scheduled",
            Self::Open => "open",
            Self::Received => "received",
            Self::CertificateIssued => "certificate_issued",
            Self::Revoked => "revoked",
            Self::Reissued => "reissued",
        }
    }

    /// The furthest step. A certificate that was issued stays what it is, whatever becomes of the facts: only a revocation undoes it.
    pub fn of(facts: &GroupFacts<'_>, certificate: Certificate) -> Self {
        match (certificate, facts.form()) {
            (Certificate::Issued, _) => Self::CertificateIssued,
            (Certificate::Revoked, _) => Self::Revoked,
            (Certificate::Reissued, _) => Self::Reissued,
            (Certificate::None, Form::None) => Self::Registered,
            (Certificate::None, Form::Scheduled) => Self::QuestionnaireScheduled,
            (Certificate::None, Form::Open) => Self::Open,
            (Certificate::None, Form::Received) => Self::Received,
        }
    }
}

/// Paid, and its plan no longer handed in (R2.8): the ledger shows a flag to whoever keeps it, and nothing is clawed back.
pub fn is_flagged(gate: &Gate, paid: bool) -> bool {
    paid && !gate.has(What::Plan)
}
