//! The ledger of a group in the store: entries are only ever added, in one order, with the group's row held.

use domain::fault::FieldFault;
use domain::funding::line::LineKind;
use domain::funding::{Account, Deed, Entry, Ledger, Payee, Refusal};
use domain::id::{BudgetLineId, CohortId, EntryId, PaymentId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::tables::{budget_lines, ledger_entries};
use crate::{Fault, Result, Tx, Viewer};

/// A group's ledger as read in a transaction, with its lines.
pub(super) struct Book {
    cohort: CohortId,
    /// Each line of the budget.
    pub lines: Vec<(LineKind, BudgetLineId)>,
    /// Every entry.
    pub ledger: Ledger,
}

impl Book {
    /// Reads it. Whoever writes into it holds the group's row first.
    pub(super) async fn open(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Self> {
        let rows = budget_lines::Entity::find().filter(budget_lines::Column::CohortId.eq(cohort)).all(db).await?;
        let mut lines: Vec<_> = rows.into_iter().filter_map(|row| Some((LineKind::parse(&row.kind)?, row.id))).collect();
        lines.sort_unstable();
        let entries = rows_of(db, cohort).await?;
        let ledger = Ledger(entries.iter().map(entry).collect::<Result<_>>()?);
        Ok(Self { cohort, lines, ledger })
    }

    /// The line of this kind.
    pub(super) fn line(&self, kind: LineKind) -> Result<BudgetLineId> {
        self.lines.iter().find(|(of, _)| *of == kind).map(|(_, id)| *id).ok_or(Fault::Missing)
    }

    /// Books a deed, judged against all that stands in the ledger, or says why not.
    pub(super) async fn book(&mut self, tx: &Tx, viewer: &Viewer, deed: Deed, reason: &str, payment: Option<PaymentId>) -> Result<EntryId> {
        self.book_as(tx, viewer, EntryId(tx.cx().new_id()), (deed, payment), reason).await
    }

    /// The same, as the entry that a form names.
    pub(super) async fn book_as(
        &mut self,
        tx: &Tx,
        viewer: &Viewer,
        id: EntryId,
        (deed, payment): (Deed, Option<PaymentId>),
        reason: &str,
    ) -> Result<EntryId> {
        let entry = self.ledger.entry(id, deed, reason).map_err(fault)?;
        let (from_account, from_line) = parts(entry.from);
        let (to_account, to_line) = parts(entry.to);
        let row = ledger_entries::ActiveModel {
            id: Set(entry.id),
            cohort_id: Set(self.cohort),
            number: Set(i32::try_from(self.ledger.0.len()).unwrap_or(i32::MAX).saturating_add(1)),
            from_account: Set(from_account.to_owned()),
            from_line: Set(from_line),
            to_account: Set(to_account.to_owned()),
            to_line: Set(to_line),
            cents: Set(entry.cents),
            payee_id: Set(entry.payee.map(|p| p.person)),
            session_id: Set(entry.payee.map(|p| p.session)),
            payment_id: Set(payment),
            reverses: Set(entry.reverses),
            reason: Set(entry.reason.clone()),
            created_at: Set(tx.cx().now()),
            booked_by: Set(viewer.person().ok_or(Fault::SignIn)?),
        };
        ledger_entries::Entity::insert(row).exec_without_returning(tx.db()).await?;
        let id = entry.id;
        self.ledger.0.push(entry);
        Ok(id)
    }
}

/// The rows of a group's ledger, in their order.
pub(super) async fn rows_of(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<ledger_entries::Model>> {
    let rows = ledger_entries::Entity::find().filter(ledger_entries::Column::CohortId.eq(cohort));
    Ok(rows.order_by_asc(ledger_entries::Column::Number).all(db).await?)
}

fn entry(row: &ledger_entries::Model) -> Result<Entry> {
    let payee = row.payee_id.zip(row.session_id).map(|(person, session)| Payee { person, session });
    Ok(Entry {
        id: row.id,
        from: account(&row.from_account, row.from_line)?,
        to: account(&row.to_account, row.to_line)?,
        cents: row.cents,
        payee,
        reverses: row.reverses,
        reason: row.reason.clone(),
    })
}

/// The word of an account, and its line.
pub(super) fn parts(account: Account) -> (&'static str, Option<BudgetLineId>) {
    match account {
        Account::Funds => ("funds", None),
        Account::Free(line) => ("free", Some(line)),
        Account::Committed(line) => ("committed", Some(line)),
        Account::Spent(line) => ("spent", Some(line)),
    }
}

/// An account that nobody knows would be money that nobody sees: that is a bug, and no guess.
fn account(word: &str, line: Option<BudgetLineId>) -> Result<Account> {
    match (word, line) {
        ("funds", None) => Ok(Account::Funds),
        ("free", Some(line)) => Ok(Account::Free(line)),
        ("committed", Some(line)) => Ok(Account::Committed(line)),
        ("spent", Some(line)) => Ok(Account::Spent(line)),
        _ => Err(Fault::Broken(format!("the ledger has an account {word:?}"))),
    }
}

/// Beside which field a refusal stands.
fn fault(why: Refusal) -> Fault {
    let field = match why {
        Refusal::Amount | Refusal::Committed => "amount",
        Refusal::Reason | Refusal::Budget => "reason",
        Refusal::Paid | Refusal::Unknown | Refusal::Counter | Refusal::Reversed => return Fault::Conflict(why.word()),
    };
    Fault::Invalid(vec![FieldFault::new(field, why.word())])
}
