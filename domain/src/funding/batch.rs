//! Batches of payments: who is eligible is put into one, it goes to finance, and is marked as paid when the money went (H6).

use serde::{Deserialize, Serialize};

use crate::gate::Gate;

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    /// Being put together.
    Open,
    /// With finance.
    Exported,
    /// Paid; its entries stand in the ledger.
    Paid,
    /// Given up. Whoever was in it is free for another.
    Dropped,
}

/// What may be done to a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BatchAct {
    /// Hand it to finance. Handing it over again gives the same file.
    Export,
    /// The money went.
    Pay,
    /// Give it up.
    Drop,
}

/// Why somebody is not put into a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotBatched {
    /// The batch is no longer open.
    Closed,
    /// Their gate is.
    NotEligible,
    /// A payment stands for this session (R2.4).
    Paid,
    /// They are in this batch, or in another that was not dropped.
    Batched,
}

impl BatchState {
    /// Every state, in the order of life.
    pub const ALL: [Self; 4] = [Self::Open, Self::Exported, Self::Paid, Self::Dropped];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Exported => "exported",
            Self::Paid => "paid",
            Self::Dropped => "dropped",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == text)
    }

    /// The next state; nothing where the act has no place.
    pub fn after(self, act: BatchAct) -> Option<Self> {
        match (act, self) {
            (BatchAct::Export, Self::Open | Self::Exported) => Some(Self::Exported),
            (BatchAct::Pay, Self::Exported) => Some(Self::Paid),
            (BatchAct::Drop, Self::Open | Self::Exported) => Some(Self::Dropped),
            _ => None,
        }
    }

    /// Whether somebody may be put into it. Judged with their rows held: of two coordinators at once the second finds them batched.
    pub fn admits(self, payment: &Gate, paid: bool, batched: bool) -> Result<(), NotBatched> {
        match () {
            () if self != Self::Open => Err(NotBatched::Closed),
            () if paid => Err(NotBatched::Paid),
            () if batched => Err(NotBatched::Batched),
            () if !payment.is_open() => Err(NotBatched::NotEligible),
            () => Ok(()),
        }
    }
}
