//! The question what happened: at day 30, once more at day 37, and never to somebody who has answered (rule R1.6).

use chrono::{DateTime, Duration, Utc};
use domain::cases::{FOLLOW_UP_DAYS, FOLLOW_UP_REMINDER_DAYS, State};
use domain::id::CaseId;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};

use super::letters::{self, About};
use super::tables::cases;
use super::{reach, talk};
use crate::programs::tables::cohorts;
use crate::{Cx, Fault, Result, Tx, outbox};

/// The name of the job.
pub const JOB: &str = "ask_for_follow_up";

/// Which case, and for which time.
#[derive(Serialize, Deserialize)]
struct Payload {
    case: CaseId,
    round: u8,
}

/// What the job is known by: one for each case and round.
fn key(case: CaseId, round: u8) -> String {
    format!("{JOB}:{case}:{round}")
}

/// Plans both rounds, counted from the day of the presentation.
pub(crate) async fn plan(tx: &mut Tx, case: CaseId, presented_at: DateTime<Utc>) -> Result<()> {
    for (round, days) in [(1, FOLLOW_UP_DAYS), (2, FOLLOW_UP_REMINDER_DAYS)] {
        let payload = serde_json::to_value(Payload { case, round }).map_err(|why| Fault::Broken(why.to_string()))?;
        outbox::enqueue(tx, JOB, payload, Some(key(case, round)), Some(presented_at + Duration::days(days))).await?;
    }
    Ok(())
}

/// Nobody is asked any more.
pub(crate) async fn forget(tx: &Tx, case: CaseId) -> Result<()> {
    for round in [1, 2] {
        outbox::forget_job(tx, &key(case, round)).await?;
    }
    Ok(())
}

/// Asks, in the language that the presenter reads now; unless they have answered, have left, or the case is no longer there to be asked about.
pub(crate) async fn carry_out(cx: &Cx, payload: &serde_json::Value) -> Result<()> {
    let asked: Payload = serde_json::from_value(payload.clone()).map_err(|_| Fault::Missing)?;
    let mut tx = cx.begin().await?;
    let Some(row) = cases::Entity::find_by_id(asked.case).one(tx.db()).await? else { return Ok(()) };
    let stands = matches!(reach::state_of(&row), State::Presented | State::Closed) && row.hidden_at.is_none();
    if !stands || row.followed_up_at.is_some() || !talk::still_here(tx.db(), &row).await? {
        return Ok(());
    }
    let Some(cohort) = cohorts::Entity::find_by_id(row.cohort_id).one(tx.db()).await? else { return Ok(()) };
    let (kind, words) = if asked.round == 1 {
        ("case_follow_up", "letter-case-follow-up")
    } else {
        ("case_follow_up_again", "letter-case-follow-up-again")
    };
    // Carried out twice, it asks once: the one that waits is replaced by its like.
    outbox::cancel(&tx, &letters::group(row.id, "follow-up")).await?;
    let about = About { kind, key: words, group: "follow-up", tail: "/follow-up", due: None };
    letters::to_presenter_of(&mut tx, &row, &cohort, about, None).await?;
    tx.commit().await
}
