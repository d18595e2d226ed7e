//! Money as a double-entry ledger: every entry moves an amount from one account to another, none is ever changed, and what was wrong is turned
//! back by a counter-entry (R2.4). Nothing here knows a reflection (R2.12).

use serde::{Deserialize, Serialize};

use crate::id::{BudgetLineId, EntryId, PersonId, SessionId};

pub mod amount;
pub mod batch;
pub mod line;

/// An account. What a line has free is what was planned and neither promised nor spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// Where budgets come from.
    Funds,
    /// Planned for a line, and free.
    Free(BudgetLineId),
    /// Promised.
    Committed(BudgetLineId),
    /// Spent.
    Spent(BudgetLineId),
}

/// Who is paid for which session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Payee {
    /// The person.
    pub person: PersonId,
    /// The session.
    pub session: SessionId,
}

/// One entry. Amounts are cents and always more than nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Less there.
    pub from: Account,
    /// More here.
    pub to: Account,
    /// So much.
    pub cents: i64,
    /// Paid to whom, for what.
    pub payee: Option<Payee>,
    /// The entry that it turns back.
    pub reverses: Option<EntryId>,
    /// Why, where a reason is needed.
    pub reason: String,
}

/// What is to be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Put an amount on a line.
    Plan(BudgetLineId, i64),
    /// Promise it.
    Commit(BudgetLineId, i64),
    /// Take a promise back.
    Release(BudgetLineId, i64),
    /// Spend what was promised, on a person or on a thing.
    Spend(BudgetLineId, i64, Option<Payee>),
    /// Turn an entry back.
    Reverse(EntryId),
}

/// Why something is not booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not more than nothing, or more than anybody has.
    Amount,
    /// This person was paid for this session (R2.4).
    Paid,
    /// No such entry.
    Unknown,
    /// A counter-entry is not turned back: book it anew.
    Counter,
    /// It was turned back already.
    Reversed,
    /// A reason is needed.
    Reason,
    /// More than was promised.
    Committed,
    /// The line would go below zero; with a reason it may (R2.11).
    Budget,
}

impl Refusal {
    /// The key of the sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Amount => "refused-ledger-amount",
            Self::Paid => "refused-ledger-paid",
            Self::Unknown => "refused-ledger-unknown",
            Self::Counter => "refused-ledger-counter",
            Self::Reversed => "refused-ledger-reversed",
            Self::Reason => "refused-ledger-reason",
            Self::Committed => "refused-ledger-committed",
            Self::Budget => "refused-ledger-budget",
        }
    }
}

/// A line as its keeper sees it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Planned in all.
    pub planned: i64,
    /// Promised and not yet spent.
    pub committed: i64,
    /// Spent.
    pub spent: i64,
}

impl Sheet {
    /// What is left; below zero only by an entry with a reason (R2.11).
    pub fn free(self) -> i64 {
        self.planned - self.committed - self.spent
    }
}

/// Most cents of one entry: ten million dollars. Sums of such amounts stay far from where counting ends.
const MOST: i64 = 1_000_000_000;

/// All entries, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger(pub Vec<Entry>);

impl Ledger {
    /// What an account holds. Over all accounts together that is always nothing.
    pub fn balance(&self, account: Account) -> i64 {
        let part = |e: &Entry| i64::from(e.to == account) * e.cents - i64::from(e.from == account) * e.cents;
        self.0.iter().map(part).sum()
    }

    /// One line.
    pub fn sheet(&self, line: BudgetLineId) -> Sheet {
        let (free, committed, spent) =
            (self.balance(Account::Free(line)), self.balance(Account::Committed(line)), self.balance(Account::Spent(line)));
        Sheet { planned: free + committed + spent, committed, spent }
    }

    /// The payment that stands for this person and session: made and not turned back (R2.4).
    pub fn payment(&self, payee: Payee) -> Option<&Entry> {
        self.0.iter().find(|e| e.payee == Some(payee) && e.reverses.is_none() && !self.is_reversed(e.id))
    }

    fn is_reversed(&self, id: EntryId) -> bool {
        self.0.iter().any(|e| e.reverses == Some(id))
    }

    /// The entry to store for this deed, or why there is none. Judged inside the transaction that stores it, with the lines held.
    pub fn entry(&self, id: EntryId, deed: Deed, reason: &str) -> Result<Entry, Refusal> {
        let reason = reason.trim();
        let plain = |from, to, cents, payee| Entry { id, from, to, cents, payee, reverses: None, reason: reason.to_owned() };
        let entry = match deed {
            Deed::Plan(line, cents) => plain(Account::Funds, Account::Free(line), cents, None),
            Deed::Commit(line, cents) => plain(Account::Free(line), Account::Committed(line), cents, None),
            Deed::Release(line, cents) => plain(Account::Committed(line), Account::Free(line), cents, None),
            Deed::Spend(line, cents, payee) => plain(Account::Committed(line), Account::Spent(line), cents, payee),
            Deed::Reverse(other) => self.counter(id, other, reason)?,
        };
        self.judge(&entry)?;
        Ok(entry)
    }

    /// The mirror of an entry (R2.4).
    fn counter(&self, id: EntryId, other: EntryId, reason: &str) -> Result<Entry, Refusal> {
        let old = self.0.iter().find(|e| e.id == other).ok_or(Refusal::Unknown)?;
        match () {
            () if old.reverses.is_some() => Err(Refusal::Counter),
            () if self.is_reversed(other) => Err(Refusal::Reversed),
            () if reason.is_empty() => Err(Refusal::Reason),
            () => Ok(Entry { id, from: old.to, to: old.from, reverses: Some(other), reason: reason.to_owned(), ..old.clone() }),
        }
    }

    fn judge(&self, entry: &Entry) -> Result<(), Refusal> {
        let left = self.balance(entry.from).saturating_sub(entry.cents);
        match entry.from {
            _ if !(1..=MOST).contains(&entry.cents) => Err(Refusal::Amount),
            _ if entry.reverses.is_none() && entry.payee.is_some_and(|p| self.payment(p).is_some()) => Err(Refusal::Paid),
            Account::Committed(_) | Account::Spent(_) if left < 0 => Err(Refusal::Committed),
            Account::Free(_) if left < 0 && entry.reason.is_empty() => Err(Refusal::Budget),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
