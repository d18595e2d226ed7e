//! Published cases can be found; others cannot, not even by those who may open them: a search is a list, and lists show what all its readers may read.

use domain::cases::{State, TITLE};

use super::tables::cases;
use crate::search::{self, Audience, Document};
use crate::{Result, Tx};

/// What the search calls a case.
const KIND: &str = "case";

/// Puts a case into the search, or takes it out, as its state demands. In the transaction of every change.
pub(crate) async fn keep_in_step(tx: &Tx, row: &cases::Model) -> Result<()> {
    // A search shows what all its readers may read: a scheduled case waits for its session (feature B8).
    if row.hidden_at.is_some() || !State::parse(&row.state).is_some_and(|s| s.is_published() && s != State::Scheduled) {
        return forget(tx, row).await;
    }
    let number = row.number.clone().unwrap_or_default();
    let written = super::form::Written::of(row);
    let plain: Vec<String> =
        written.sections.iter().filter(|(key, _)| *key != TITLE).map(|(_, text)| crate::markup::to_plain(text)).collect();
    let document = Document {
        kind: KIND,
        object: row.id.0,
        group: None,
        cohort: row.cohort_id,
        author: Some(row.presenter_id),
        audience: Audience::Cohort,
        title: format!("{number} {}", row.title),
        by_title: true,
        body: plain.join(" "),
        happened_at: row.presented_at.or(row.submitted_at).unwrap_or(row.created_at),
    };
    search::put(tx, document).await
}

/// Takes a case out of the search.
pub(crate) async fn forget(tx: &Tx, row: &cases::Model) -> Result<()> {
    search::remove(tx, KIND, row.id.0).await
}
