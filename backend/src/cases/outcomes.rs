//! What became of the room's advice: "18 of 25 recommendations used". Exact for staff, with the reasons; for a lead only what tells of nobody.

use domain::cases::{State, Used};
use domain::id::CohortId;
use domain::stats::suppress::{self, Cell, Threshold};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::tables::{cases, recommendation_uses, recommendations};
use crate::programs::reach::{self, Ask, Reached};
use crate::{Cx, Result, Viewer};

/// Counts of recommendations of cases that were presented.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Used fully.
    pub fully: u64,
    /// Used partly.
    pub partly: u64,
    /// Not used.
    pub not_used: u64,
    /// Nobody has said yet.
    pub open: u64,
    /// Cases presented.
    pub cases: u64,
    /// Of them, those whose presenter has said what happened.
    pub told: u64,
}

impl Counts {
    /// Recommendations in all.
    pub fn all(&self) -> u64 {
        self.used() + self.not_used + self.open
    }
    /// Used fully or partly.
    pub fn used(&self) -> u64 {
        self.fully + self.partly
    }
}

/// The counts as a reader may see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// Every number.
    All(Counts),
    /// Used, and in all: how they were used would tell of too few.
    Used(u64, u64),
    /// Fewer than five stand behind some number.
    Few,
    /// No case was presented, or nothing was recommended.
    None,
}

/// What became of one recommendation, for staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The case's number, and its address.
    pub case: (String, String),
    /// Safe HTML of the recommendation.
    pub advice: String,
    /// Whether it was used; none when nobody has said.
    pub used: Option<Used>,
    /// Why, as written.
    pub why: String,
}

/// The roll-up page of a cohort.
#[derive(Debug, Clone)]
pub struct Outcomes {
    /// The cohort.
    pub reached: Reached,
    /// Its counts.
    pub figures: Figures,
    /// Each recommendation: for staff; empty for a lead.
    pub lines: Vec<Line>,
}

/// What became of the advice of a cohort (`case.outcomes`): facilitator, coordinator, lead.
pub async fn of(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Outcomes> {
    let reached = reach::cohort(cx.db(), viewer, slug, Ask::Figures).await?;
    let (counts, lines) = read(cx.db(), &reached).await?;
    if reached.staff() {
        let figures = if counts.all() == 0 { Figures::None } else { Figures::All(counts) };
        return Ok(Outcomes { figures, lines, reached });
    }
    Ok(Outcomes { figures: shielded(counts), lines: Vec::new(), reached })
}

/// The counts of a cohort for its dashboard, where every reader sees the same. The caller has opened the cohort's door.
pub(crate) async fn figures(cx: &Cx, reached: &Reached) -> Result<Figures> {
    Ok(shielded(read(cx.db(), reached).await?.0))
}

async fn read(db: &impl ConnectionTrait, reached: &Reached) -> Result<(Counts, Vec<Line>)> {
    let rows = presented(db, reached.id).await?;
    let ids: Vec<_> = rows.iter().map(|c| c.id).collect();
    let given = recommendations::Entity::find()
        .filter(recommendations::Column::CaseId.is_in(ids.clone()))
        .filter(recommendations::Column::HiddenAt.is_null())
        .order_by_asc(recommendations::Column::Position)
        .all(db)
        .await?;
    let uses = recommendation_uses::Entity::find().filter(recommendation_uses::Column::CaseId.is_in(ids)).all(db).await?;
    let told = rows.iter().filter(|c| c.followed_up_at.is_some()).count();
    let count = |n: usize| u64::try_from(n).unwrap_or_default();
    let mut counts = Counts { cases: count(rows.len()), told: count(told), ..Counts::default() };
    let mut lines = Vec::with_capacity(given.len());
    for case in &rows {
        for advice in given.iter().filter(|r| r.case_id == case.id) {
            let said = uses.iter().find(|u| u.recommendation_id == advice.id);
            let used = said.and_then(|u| Used::parse(&u.used));
            match used {
                Some(Used::Fully) => counts.fully += 1,
                Some(Used::Partly) => counts.partly += 1,
                Some(Used::NotUsed) => counts.not_used += 1,
                None => counts.open += 1,
            }
            lines.push(Line {
                case: (case.number.clone().unwrap_or_default(), format!("/cohorts/{}/cases/{}", reached.slug, case.id)),
                advice: advice.html.clone(),
                used,
                why: said.map(|u| u.why.clone()).unwrap_or_default(),
            });
        }
    }
    Ok((counts, lines))
}

async fn presented(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<cases::Model>> {
    let states = [State::Presented, State::Closed].map(State::code);
    let all = cases::Entity::find().filter(cases::Column::CohortId.eq(cohort)).filter(cases::Column::State.is_in(states));
    Ok(all.filter(cases::Column::HiddenAt.is_null()).order_by_asc(cases::Column::Number).all(db).await?)
}

/// Either every number, or used and in all, or nothing: parts of a table would let the rest be worked out.
fn shielded(counts: Counts) -> Figures {
    if counts.all() == 0 {
        return Figures::None;
    }
    let shows = |rows: &[Vec<u64>]| {
        let table = suppress::table(rows, Threshold::STANDARD);
        let shown = |cell: &Cell| matches!(cell, Cell::Shown(_));
        table.cells.iter().flatten().all(shown) && shown(&table.total)
    };
    let cases = [vec![counts.told, counts.cases.saturating_sub(counts.told)]];
    if shows(&[vec![counts.fully, counts.partly, counts.not_used, counts.open]]) && shows(&cases) {
        Figures::All(counts)
    } else if shows(&[vec![counts.used(), counts.not_used + counts.open]]) {
        Figures::Used(counts.used(), counts.all())
    } else {
        Figures::Few
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(fully: u64, partly: u64, not_used: u64, open: u64) -> Counts {
        Counts { fully, partly, not_used, open, cases: 10, told: 10 }
    }

    #[test]
    fn a_lead_sees_no_number_of_fewer_than_five_nor_one_that_tells_it() {
        assert_eq!(shielded(counts(0, 0, 0, 0)), Figures::None);
        assert_eq!(shielded(counts(1, 1, 1, 1)), Figures::Few);
        assert_eq!(shielded(counts(12, 6, 7, 0)), Figures::All(counts(12, 6, 7, 0)));
        assert_eq!(shielded(counts(15, 3, 7, 0)), Figures::Used(18, 25), "three partly are withheld, and so is what would tell them");
        assert_eq!(shielded(counts(20, 0, 2, 0)), Figures::Few, "two not used would be told by subtraction");
        assert_eq!(shielded(Counts { told: 8, ..counts(12, 6, 7, 0) }), Figures::Used(18, 25), "two presenters have not answered");
    }
}
