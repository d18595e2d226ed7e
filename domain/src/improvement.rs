//! The life of an action plan: a PDSA sheet tied to a quality-improvement activity. Handed in is enough, unless the program asks for approval
//! (R2.3); what was paid is not taken back when it is withdrawn (R2.8).

use serde::{Deserialize, Serialize};

pub mod activity;
pub mod commitment;

/// Where a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// Being written.
    Draft,
    /// Handed in.
    Submitted,
    /// Sent back with a question.
    SentBack,
    /// Approved.
    Approved,
    /// Taken back by its owner.
    Withdrawn,
}

/// What may be done to a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanAct {
    /// Write in it, alone or with a mentor. A plan that was handed in lives on: it is updated after visits.
    Edit,
    /// Hand it in.
    Submit,
    /// Approve it.
    Approve,
    /// Send it back.
    SendBack,
    /// Take it back.
    Withdraw,
    /// Begin again.
    Reopen,
}

impl PlanState {
    /// Every state, in the order of life.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Submitted, Self::SentBack, Self::Approved, Self::Withdrawn];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::SentBack => "sent_back",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == text)
    }

    /// Counts as handed in (R2.2, R2.3).
    pub fn is_handed_in(self) -> bool {
        matches!(self, Self::Submitted | Self::Approved)
    }

    /// The next state; nothing where the act has no place. Only programs that approve plans know approving and sending back (R2.3).
    pub fn after(self, act: PlanAct, program_approves: bool) -> Option<Self> {
        use PlanState::{Approved, Draft, SentBack, Submitted, Withdrawn};
        match (act, self) {
            (PlanAct::Edit, Draft | Submitted | SentBack | Approved) => Some(self),
            (PlanAct::Submit, Draft | SentBack) => Some(Submitted),
            (PlanAct::Approve, Submitted) if program_approves => Some(Approved),
            (PlanAct::SendBack, Submitted | Approved) if program_approves => Some(SentBack),
            (PlanAct::Withdraw, Draft | Submitted | SentBack | Approved) => Some(Withdrawn),
            (PlanAct::Reopen, Withdrawn) => Some(Draft),
            _ => None,
        }
    }
}

impl PlanAct {
    /// Every act.
    pub const ALL: [Self; 6] = [Self::Edit, Self::Submit, Self::Approve, Self::SendBack, Self::Withdraw, Self::Reopen];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r2_3_handed_in_is_enough_and_approval_belongs_to_programs_that_ask_for_it() {
        assert!(PlanState::Submitted.is_handed_in());
        assert_eq!(PlanState::Submitted.after(PlanAct::Approve, false), None);
        assert_eq!(PlanState::Submitted.after(PlanAct::Approve, true), Some(PlanState::Approved));
    }

    #[test]
    fn a_plan_that_was_taken_back_is_handed_in_only_after_it_was_opened_again() {
        for act in PlanAct::ALL {
            let next = PlanState::Withdrawn.after(act, true);
            assert_eq!(next, (act == PlanAct::Reopen).then_some(PlanState::Draft), "{act:?}");
        }
    }

    #[test]
    fn words_read_back() {
        for state in PlanState::ALL {
            assert_eq!(PlanState::parse(state.code()), Some(state));
        }
    }
}
