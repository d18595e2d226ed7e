//! Payments as pages see them: who is eligible, what is batched, what was paid, and which of that is flagged (R2.2, R2.8).

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::funding::batch::{BatchAct, BatchState};
use domain::gate::group::payment;
use domain::gate::steps::is_flagged;
use domain::id::{BatchId, CohortId, PaymentId, PersonId, SessionId};
use domain::stats::suppress::{Cell, shown};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::tables::{payment_batches, payments};
use crate::improvement::door::{self, Group};
use crate::improvement::{Facts, reflecting};
use crate::programs::queries::names;
use crate::programs::reach::Reached;
use crate::{Cx, Result, Viewer};

/// The states in which a payment stands: at most one of them for a person and a session (R2.4).
pub(super) const STANDS: [&str; 2] = ["batched", "paid"];

/// Whether somebody was paid for a session.
pub(crate) async fn is_paid(db: &impl ConnectionTrait, session: SessionId, person: PersonId) -> Result<bool> {
    let found = payments::Entity::find()
        .filter(payments::Column::SessionId.eq(session))
        .filter(payments::Column::PersonId.eq(person))
        .filter(payments::Column::State.eq("paid"));
    Ok(found.count(db).await? > 0)
}

/// What was paid in a group, by session and person.
pub(crate) async fn paid_of(db: &impl ConnectionTrait, cohort: CohortId) -> Result<HashMap<(SessionId, PersonId), i64>> {
    let found = payments::Entity::find().filter(payments::Column::CohortId.eq(cohort)).filter(payments::Column::State.eq("paid"));
    Ok(found.all(db).await?.into_iter().map(|p| ((p.session_id, p.person_id), p.cents)).collect())
}

/// One payment, or one that could be made.
#[derive(Debug, Clone)]
pub struct PaymentLine {
    /// The payment; nothing where it is only due.
    pub id: Option<PaymentId>,
    /// Whose.
    pub name: String,
    /// The session's number.
    pub number: i32,
    /// Its day.
    pub on: NaiveDate,
    /// So many cents.
    pub cents: i64,
    /// batched, paid, reversed, dropped; empty where it is only due
    pub state: String,
    /// Paid, and its plan is no longer handed in (R2.8).
    pub flagged: bool,
    /// The viewer's own: nobody pays themselves.
    pub own: bool,
}

/// A batch with its payments.
#[derive(Debug, Clone)]
pub struct BatchView {
    /// The batch.
    pub id: BatchId,
    /// Its number in the group.
    pub number: i32,
    /// Where it stands.
    pub state: BatchState,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// What stands in it, in cents.
    pub cents: i64,
    /// What went and was turned back, in cents.
    pub reversed: i64,
    /// Its payments.
    pub lines: Vec<PaymentLine>,
}

impl BatchView {
    /// Whether this may be done to it now.
    pub fn may(&self, act: BatchAct) -> bool {
        self.state.after(act).is_some()
    }
}

/// The payments of a group, as far as their reader may see them.
#[derive(Debug, Clone)]
pub struct Payments {
    /// The group's cohort.
    pub reached: Reached,
    /// What a session pays one person.
    pub pay_cents: i64,
    /// One's own, for who takes or took part.
    pub mine: Vec<PaymentLine>,
    /// Who may be paid and is in no batch; for coordinator and finance.
    pub eligible: Vec<PaymentLine>,
    /// Batches, the latest first; for coordinator and finance.
    pub batches: Vec<BatchView>,
    /// Paid in all and to how many; for the lead.
    pub figures: Option<(i64, Cell)>,
    /// May batch, drop and turn back.
    pub batches_on: bool,
    /// May export and say that the money went.
    pub pays: bool,
}

/// Opens the payments of a group: one's own for who takes or took part, all for coordinator and finance, sums for the lead.
pub async fn overview(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Payments> {
    let may = |g: &Group| g.keeps_money() || g.reached.own() || g.reached.lead;
    let group = door::group_for(cx.db(), viewer, slug, may).await?;
    let facts = reflecting::facts_of(cx.db(), cx.now(), &group).await?;
    let rows = rows_of(cx.db(), group.reached.id).await?;
    let called = names(cx.db(), rows.iter().map(|r| r.person_id).chain(facts.planned().map(|(_, p)| p))).await?;
    let draw = Draw { facts: &facts, names: &called, viewer };
    let keeps = group.keeps_money();
    Ok(Payments {
        pay_cents: group.row.pay_cents,
        mine: rows.iter().filter(|r| viewer.is(r.person_id) && r.state != "dropped").map(|r| draw.line(r)).collect(),
        eligible: if keeps { draw.eligible(&rows, group.row.pay_cents) } else { Vec::new() },
        batches: if keeps { draw.batches(&batches_of(cx.db(), group.reached.id).await?, &rows) } else { Vec::new() },
        figures: group.reached.lead.then(|| figures(&rows)),
        batches_on: group.reached.coordinator,
        pays: keeps,
        reached: group.reached,
    })
}

fn figures(rows: &[payments::Model]) -> (i64, Cell) {
    let paid: Vec<&payments::Model> = rows.iter().filter(|r| r.state == "paid").collect();
    (paid.iter().map(|r| r.cents).sum(), shown(u64::try_from(paid.len()).unwrap_or(u64::MAX)))
}

pub(super) async fn rows_of(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<payments::Model>> {
    let rows = payments::Entity::find().filter(payments::Column::CohortId.eq(cohort)).order_by_asc(payments::Column::CreatedAt);
    Ok(rows.order_by_asc(payments::Column::Id).all(db).await?)
}

async fn batches_of(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<payment_batches::Model>> {
    let rows = payment_batches::Entity::find().filter(payment_batches::Column::CohortId.eq(cohort));
    Ok(rows.order_by_desc(payment_batches::Column::Number).all(db).await?)
}

/// Whom the gate lets be paid now and who stands in no batch, by session and person.
pub(super) fn due(facts: &Facts, rows: &[payments::Model]) -> Vec<(SessionId, PersonId)> {
    let stands =
        |pair: &(SessionId, PersonId)| rows.iter().any(|r| (r.session_id, r.person_id) == *pair && STANDS.contains(&r.state.as_str()));
    let open = |(id, person): &(SessionId, PersonId)| {
        facts.sessions.iter().find(|s| s.id == *id).is_some_and(|s| payment(&facts.about(s, *person)).is_open())
    };
    let mut all: Vec<_> = facts.planned().filter(|pair| open(pair) && !stands(pair)).collect();
    all.sort_unstable();
    all
}

/// What the lines of a page are drawn from.
struct Draw<'a> {
    facts: &'a Facts,
    names: &'a HashMap<PersonId, String>,
    viewer: &'a Viewer,
}

impl Draw<'_> {
    fn of(&self, session: SessionId, person: PersonId, cents: i64) -> PaymentLine {
        let known = self.facts.sessions.iter().find(|s| s.id == session);
        PaymentLine {
            id: None,
            name: self.names.get(&person).cloned().unwrap_or_default(),
            number: known.map_or(0, |s| s.number),
            on: known.map_or(NaiveDate::MIN, |s| s.local_date),
            cents,
            state: String::new(),
            flagged: false,
            own: self.viewer.is(person),
        }
    }

    fn line(&self, row: &payments::Model) -> PaymentLine {
        let known = self.facts.sessions.iter().find(|s| s.id == row.session_id);
        let flagged = known.is_some_and(|s| is_flagged(&payment(&self.facts.about(s, row.person_id)), row.state == "paid"));
        PaymentLine { id: Some(row.id), state: row.state.clone(), flagged, ..self.of(row.session_id, row.person_id, row.cents) }
    }

    fn eligible(&self, rows: &[payments::Model], cents: i64) -> Vec<PaymentLine> {
        let mut lines: Vec<_> = due(self.facts, rows).into_iter().map(|(session, person)| self.of(session, person, cents)).collect();
        lines.sort_by(|a, b| (a.number, &a.name).cmp(&(b.number, &b.name)));
        lines
    }

    fn batches(&self, batches: &[payment_batches::Model], rows: &[payments::Model]) -> Vec<BatchView> {
        let view = |b: &payment_batches::Model| {
            let mine = || rows.iter().filter(|r| r.batch_id == b.id);
            BatchView {
                id: b.id,
                number: b.number,
                // A word that nobody knows counts as dropped: nothing is paid by a slip.
                state: BatchState::parse(&b.state).unwrap_or(BatchState::Dropped),
                at: b.created_at,
                cents: mine().filter(|r| STANDS.contains(&r.state.as_str())).map(|r| r.cents).sum(),
                reversed: mine().filter(|r| r.state == "reversed").map(|r| r.cents).sum(),
                lines: mine().map(|r| self.line(r)).collect(),
            }
        };
        batches.iter().map(view).collect()
    }
}
