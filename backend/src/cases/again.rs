//! A case that comes back: another presentation, which keeps the number and points at the one before it.

use chrono::{DateTime, Utc};
use domain::cases::{Act, number_again};
use domain::id::CaseId;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::form::Written;
use super::reach::{self, Reached};
use super::tables::cases;
use super::writing;
use crate::audit::{self, Line};
use crate::programs::tables::{cohorts, programs};
use crate::{Cx, Fault, Result, Viewer};

/// The longest chain that is followed; nobody presents a case so often.
const LONGEST: usize = 50;

/// Another presentation of a case, as a page may link it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// `PSP-0007` or `PSP-0007-2`; none before it was handed in.
    pub number: Option<String>,
    /// Its address.
    pub href: String,
}

/// Begins another presentation as a draft with the words of the last. `once` is its id.
pub async fn present_again(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, once: Uuid) -> Result<CaseId> {
    let tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::Again).await?;
    let cohort = writing::may_begin(tx.db(), viewer, slug).await?;
    let written = Written { consent: false, ..Written::of(&reached.row) };
    let form = super::forms::of(tx.db(), reached.row.program_id, reached.row.form_version).await?;
    let row = writing::draft_row(&tx, viewer, &cohort, CaseId(once), &written.tidy(&form)?)?;
    let row = cases::ActiveModel { earlier_case_id: Set(Some(id)), ..row };
    if let Some(made) = writing::insert_once(&tx, viewer, &cohort, row).await? {
        return Ok(made);
    }
    audit::write(&tx, viewer, Line::new("case.draft_create", "case", once).detail(json!({"again": id}))).await?;
    tx.commit().await?;
    Ok(CaseId(once))
}

/// The number of a case that comes back: that of the first, and which presentation it is. The program's row is held, so that two
/// that come back at once get two numbers.
pub(super) async fn number(db: &impl ConnectionTrait, reached: &Reached) -> Result<Option<String>> {
    let Some(mut earlier) = reached.row.earlier_case_id else { return Ok(None) };
    let hold = programs::Entity::update_many().col_expr(programs::Column::CaseCounter, Expr::col(programs::Column::CaseCounter));
    hold.filter(programs::Column::Id.eq(reached.cohort.program)).exec(db).await?;
    let mut first = None;
    for _ in 0..LONGEST {
        let Some(row) = cases::Entity::find_by_id(earlier).one(db).await? else { break };
        first = row.number.or(first);
        match row.earlier_case_id {
            Some(next) => earlier = next,
            None => break,
        }
    }
    let Some(first) = first.map(|n| base(&reached.cohort.program_row.short_code, &n)) else { return Ok(None) };
    let taken = cases::Entity::find()
        .filter(cases::Column::ProgramId.eq(reached.cohort.program))
        .filter(cases::Column::Number.starts_with(format!("{first}-")))
        .all(db)
        .await?;
    let last = taken.iter().filter_map(|c| c.number.as_deref()?.rsplit_once('-')?.1.parse::<usize>().ok()).max();
    Ok(Some(number_again(&first, last.unwrap_or(1) + 1)))
}

/// `PSP-0007` of `PSP-0007-2`: the first may have been deleted since.
fn base(short_code: &str, number: &str) -> String {
    let counter = number.strip_prefix(short_code).and_then(|rest| rest.strip_prefix('-')).and_then(|rest| rest.split('-').next());
    counter.map_or_else(|| number.to_owned(), |counter| format!("{short_code}-{counter}"))
}

/// The other presentations of a case that this viewer may see, the earliest first.
pub(super) async fn chain(db: &impl ConnectionTrait, now: DateTime<Utc>, viewer: &Viewer, row: &cases::Model) -> Result<Vec<Link>> {
    let (mut rows, mut at) = (Vec::new(), row.clone());
    while let (Some(earlier), true) = (at.earlier_case_id, rows.len() < LONGEST) {
        let Some(next) = cases::Entity::find_by_id(earlier).one(db).await? else { break };
        at = next.clone();
        rows.insert(0, next);
    }
    let mut of = vec![row.id];
    while let (Some(id), true) = (of.pop(), rows.len() < 2 * LONGEST) {
        let later =
            cases::Entity::find().filter(cases::Column::EarlierCaseId.eq(id)).order_by_asc(cases::Column::CreatedAt).all(db).await?;
        of.extend(later.iter().map(|c| c.id));
        rows.extend(later);
    }
    let mut links = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(cohort) = cohorts::Entity::find_by_id(row.cohort_id).one(db).await? else { continue };
        match reach::see(db, now, viewer, &cohort.slug, row.id).await {
            Ok(_) => links.push(Link { number: row.number, href: format!("/cohorts/{}/cases/{}", cohort.slug, row.id) }),
            Err(Fault::Missing | Fault::Refused(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(links)
}

#[cfg(test)]
mod tests {
    use super::base;

    #[test]
    fn the_number_of_the_first_is_found_in_that_of_any() {
        for (code, number, first) in [
            ("PSP", "PSP-0007", "PSP-0007"),
            ("PSP", "PSP-0007-2", "PSP-0007"),
            ("X-2026", "X-2026-0001-12", "X-2026-0001"),
            ("NEW", "OLD-0003", "OLD-0003"),
        ] {
            assert_eq!(base(code, number), first, "{number}");
        }
    }
}
