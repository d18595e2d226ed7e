//! Budgets (H7): each group has four lines; a division sees the sums of its groups. No line goes below zero without a reason (R2.11).

use chrono::{DateTime, Utc};
use domain::fault::{Faults, FieldFault};
use domain::funding::line::LineKind;
use domain::funding::{Account, Deed, Sheet, amount};
use domain::id::{BudgetLineId, CohortId, DivisionId, EntryId, PersonId};
use domain::text;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::ledger::{Book, parts, rows_of};
use super::tables::{budget_lines, ledger_entries};
use crate::audit::{self, Line};
use crate::improvement::door::{self, Group};
use crate::improvement::tables::{divisions, small_groups};
use crate::programs::queries::names;
use crate::programs::reach::{self, Ask, Reached};
use crate::programs::tables::cohorts;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Longest reason, in characters.
const LONGEST: usize = 400;

/// Lays the four lines of a group that was opened.
pub(crate) async fn lay_lines(tx: &Tx, cohort: CohortId) -> Result<()> {
    for kind in LineKind::ALL {
        let row = budget_lines::ActiveModel {
            id: Set(BudgetLineId(tx.cx().new_id())),
            cohort_id: Set(cohort),
            kind: Set(kind.code().to_owned()),
            created_at: Set(tx.cx().now()),
        };
        budget_lines::Entity::insert(row).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

/// What may be booked by hand on a line. Payments of people are booked by their batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Put an amount on the line.
    Plan,
    /// Promise it.
    Commit,
    /// Take a promise back.
    Release,
    /// Spend what was promised.
    Spend,
}

impl Act {
    /// Each, in the order of a budget's life.
    pub const ALL: [Self; 4] = [Self::Plan, Self::Commit, Self::Release, Self::Spend];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Commit => "commit",
            Self::Release => "release",
            Self::Spend => "spend",
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == text)
    }

    fn deed(self, line: BudgetLineId, cents: i64) -> Deed {
        match self {
            Self::Plan => Deed::Plan(line, cents),
            Self::Commit => Deed::Commit(line, cents),
            Self::Release => Deed::Release(line, cents),
            Self::Spend => Deed::Spend(line, cents, None),
        }
    }
}

/// An entry as a page shows it.
#[derive(Debug, Clone)]
pub struct EntryLine {
    /// The entry.
    pub id: EntryId,
    /// Its number in the group's ledger.
    pub number: i32,
    /// When.
    pub at: DateTime<Utc>,
    /// Which line.
    pub line: Option<LineKind>,
    /// From which account and to which: words of `account-…`.
    pub moved: (&'static str, &'static str),
    /// So many cents.
    pub cents: i64,
    /// Who was paid.
    pub payee: String,
    /// Who booked it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// It turns another back.
    pub counter: bool,
    /// It was turned back.
    pub reversed: bool,
    /// May be turned back here: payments are turned back on their own page.
    pub reversible: bool,
}

/// A group's budget.
#[derive(Debug, Clone)]
pub struct Budget {
    /// Its cohort.
    pub reached: Reached,
    /// Its division.
    pub division: Option<(DivisionId, String)>,
    /// Each line.
    pub lines: Vec<(LineKind, Sheet)>,
    /// Every entry, the latest first; nothing for those who see sums alone.
    pub entries: Option<Vec<EntryLine>>,
    /// May book.
    pub books: bool,
}

/// Opens a group's budget: whole for coordinator and finance, sums for the lead.
pub async fn budget(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Budget> {
    let group = door::group_for(cx.db(), viewer, slug, |g| g.keeps_money() || g.reached.lead).await?;
    let book = Book::open(cx.db(), group.reached.id).await?;
    let entries = if group.keeps_money() { Some(entries(cx, &group, &book).await?) } else { None };
    let division = match group.row.division_id {
        Some(id) => divisions::Entity::find_by_id(id).one(cx.db()).await?.map(|d| (d.id, d.name)),
        None => None,
    };
    Ok(Budget { lines: sheets(&book), entries, division, books: group.reached.coordinator, reached: group.reached })
}

fn sheets(book: &Book) -> Vec<(LineKind, Sheet)> {
    book.lines.iter().map(|(kind, id)| (*kind, book.ledger.sheet(*id))).collect()
}

async fn entries(cx: &Cx, group: &Group, book: &Book) -> Result<Vec<EntryLine>> {
    let rows = rows_of(cx.db(), group.reached.id).await?;
    let people: Vec<PersonId> = rows.iter().map(|r| r.booked_by).chain(rows.iter().filter_map(|r| r.payee_id)).collect();
    let called = names(cx.db(), people.into_iter()).await?;
    let name = |id: PersonId| called.get(&id).cloned().unwrap_or_default();
    let kind = |account: Account| book.lines.iter().find(|(_, id)| parts(account).1 == Some(*id)).map(|(kind, _)| *kind);
    let line = |(row, entry): (&super::tables::ledger_entries::Model, &domain::funding::Entry)| {
        let reversed = rows.iter().any(|other| other.reverses == Some(row.id));
        EntryLine {
            id: row.id,
            number: row.number,
            at: row.created_at,
            line: kind(entry.from).or(kind(entry.to)),
            moved: (parts(entry.from).0, parts(entry.to).0),
            cents: row.cents,
            payee: row.payee_id.map(name).unwrap_or_default(),
            by: name(row.booked_by),
            reason: row.reason.clone(),
            counter: row.reverses.is_some(),
            reversed,
            reversible: group.reached.coordinator && row.payment_id.is_none() && row.reverses.is_none() && !reversed,
        }
    };
    Ok(rows.iter().zip(&book.ledger.0).rev().map(line).collect())
}

/// What is typed to book an amount.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// A word of `LineKind`.
    pub line: String,
    /// A word of `Act`.
    pub act: String,
    /// So much, in dollars.
    pub amount: String,
    /// Why; needed where the line goes below zero (R2.11).
    pub reason: String,
}

/// Books an amount on a line. `once` makes a form that is sent twice book one.
pub async fn book(cx: &Cx, viewer: &Viewer, slug: &str, once: Uuid, typed: &Typed) -> Result<()> {
    let tx = cx.begin().await?;
    let group = door::group_for(tx.db(), viewer, slug, |g| g.reached.coordinator).await?;
    let mut faults = Faults::new();
    let kind = faults.take(LineKind::parse(&typed.line).ok_or_else(|| FieldFault::new("line", "fault-choice")));
    let act = faults.take(Act::parse(&typed.act).ok_or_else(|| FieldFault::new("act", "fault-choice")));
    let cents = faults.take(amount::parse(&typed.amount).ok_or_else(|| FieldFault::new("amount", "fault-amount")));
    let reason = faults.take(text::optional_line("reason", &typed.reason, LONGEST)).unwrap_or_default();
    faults.done()?;
    let (Some(kind), Some(act), Some(cents)) = (kind, act, cents) else { return Err(Fault::Missing) };
    crate::programs::enrolling::hold(&tx, group.reached.id).await?;
    if let Some(row) = ledger_entries::Entity::find_by_id(EntryId(once)).one(tx.db()).await? {
        return if row.cohort_id == group.reached.id { Ok(()) } else { Err(Fault::Missing) };
    }
    let mut book = Book::open(tx.db(), group.reached.id).await?;
    let line = book.line(kind)?;
    let id = book.book_as(&tx, viewer, EntryId(once), (act.deed(line, cents), None), &reason).await?;
    let below = book.ledger.sheet(line).free() < 0;
    let detail = json!({ "act": act.code(), "line": kind.code(), "cents": cents, "below_zero": below });
    audit::write(&tx, viewer, Line::new("budget.write", "entry", id.0).detail(detail)).await?;
    tx.commit().await
}

/// Turns an entry back by a counter-entry, with a reason. A person's payment is turned back on the page of payments.
pub async fn reverse(cx: &Cx, viewer: &Viewer, slug: &str, entry: EntryId, reason: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let group = door::group_for(tx.db(), viewer, slug, |g| g.reached.coordinator).await?;
    crate::programs::enrolling::hold(&tx, group.reached.id).await?;
    let rows = rows_of(tx.db(), group.reached.id).await?;
    let row = rows.iter().find(|row| row.id == entry).ok_or(Fault::Missing)?;
    if row.payment_id.is_some() {
        return Err(Fault::Conflict("conflict-entry-payment"));
    }
    let reason = text::optional_line("reason", reason, LONGEST).map_err(|fault| Fault::Invalid(vec![fault]))?;
    let mut book = Book::open(tx.db(), group.reached.id).await?;
    let id = book.book(&tx, viewer, Deed::Reverse(entry), &reason, None).await?;
    audit::write(&tx, viewer, Line::new("budget.write", "entry", id.0).detail(json!({ "reverses": entry, "cents": row.cents }))).await?;
    tx.commit().await
}

/// A group in its division's page.
#[derive(Debug, Clone)]
pub struct GroupLine {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// All its lines together.
    pub sum: Sheet,
}

/// A division's budget: its groups, and the sums of each line over them.
#[derive(Debug, Clone)]
pub struct Division {
    /// Its name.
    pub name: String,
    /// Its groups, as far as this viewer keeps or leads their program.
    pub groups: Vec<GroupLine>,
    /// Each line over all of them.
    pub lines: Vec<(LineKind, Sheet)>,
}

/// Opens a division's budget for those who coordinate, lead or keep the money of groups in it; each sees the groups of their own programs.
pub async fn division(cx: &Cx, viewer: &Viewer, id: DivisionId) -> Result<Division> {
    viewer.who().ok_or(Fault::SignIn)?;
    let row = divisions::Entity::find_by_id(id).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let mut seen = false;
    let (mut groups, mut lines) = (Vec::new(), LineKind::ALL.map(|kind| (kind, Sheet::default())));
    for cohort in cohorts_of(cx.db(), id).await? {
        let Ok(reached) = reach::cohort_by_id(cx.db(), viewer, cohort, Ask::Outline).await else { continue };
        seen = true;
        if !(reached.coordinator || reached.lead || reached.finance) {
            continue;
        }
        let book = Book::open(cx.db(), cohort).await?;
        let mut sum = Sheet::default();
        for (kind, sheet) in sheets(&book) {
            add(&mut sum, sheet);
            lines.iter_mut().filter(|(of, _)| *of == kind).for_each(|(_, all)| add(all, sheet));
        }
        groups.push(GroupLine { slug: reached.slug, name: reached.name, sum });
    }
    match (seen, groups.is_empty()) {
        (false, _) => Err(Fault::Missing),
        (true, true) => Err(Fault::Refused("refused-role")),
        (true, false) => Ok(Division { name: row.name, groups, lines: lines.to_vec() }),
    }
}

async fn cohorts_of(db: &impl ConnectionTrait, id: DivisionId) -> Result<Vec<CohortId>> {
    let rows = small_groups::Entity::find().filter(small_groups::Column::DivisionId.eq(id)).all(db).await?;
    let ids: Vec<CohortId> = rows.into_iter().map(|r| r.cohort_id).collect();
    let ordered = cohorts::Entity::find().filter(cohorts::Column::Id.is_in(ids)).order_by_desc(cohorts::Column::StartsOn);
    Ok(ordered.all(db).await?.into_iter().map(|c| c.id).collect())
}

fn add(to: &mut Sheet, more: Sheet) {
    to.planned += more.planned;
    to.committed += more.committed;
    to.spent += more.spent;
}
