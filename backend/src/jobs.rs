//! Background work by name. A job may be carried out twice, and must do no harm when it is.

use crate::outbox::{ClaimedJob, Outcome};
use crate::{Cx, Fault, Result};

/// Carries out one claimed job.
pub async fn carry_out(cx: &Cx, job: &ClaimedJob) -> Outcome {
    match by_name(cx, job).await {
        Ok(()) => Outcome::Sent,
        Err(Fault::Busy | Fault::DiskFull | Fault::Broken(_)) => Outcome::Retry(format!("{} will be tried again", job.kind)),
        Err(why) => Outcome::Failed(why.to_string()),
    }
}

/// What the clock makes due, whoever asked for it: reminders, news of sessions that are called off, what calendars should hold, certificates,
/// people who go, the end of what was kept of them, and questionnaires whose day has come. Harmless when done twice or at once.
pub async fn tick(cx: &Cx) -> Result<()> {
    let reminders = crate::sessions::reminders::sweep(cx).await;
    let off = crate::sessions::calling::sweep(cx).await;
    let calendars = crate::sessions::invitations::sweep(cx).await;
    if !cx.store.empty_stale_log().await? {
        tracing::info!("the log is still read; it is emptied a little later");
    }
    let papers = crate::credits::sweep(cx).await;
    let kept = crate::credits::keeping::sweep(cx).await;
    let gone = crate::erasing::leaving::sweep(cx).await;
    let looking_back = crate::improvement::asking::sweep(cx).await;
    let gaps = crate::consults::alarm::sweep(cx).await;
    let threads = crate::consults::thread::forget_old(cx).await;
    let signals = crate::consults::signals::forget_old(cx).await;
    let pearls = crate::consults::pearls::sweep(cx).await;
    let weeks = crate::consults::weeks::sweep(cx).await;
    reminders
        .and(off)
        .and(calendars)
        .and(papers)
        .and(kept)
        .and(gone)
        .and(looking_back)
        .and(gaps)
        .and(threads)
        .and(signals)
        .and(pearls)
        .and(weeks)
}

/// What cannot wait for `tick`: calls that ring. Harmless when done twice or at once.
pub async fn beat(cx: &Cx) -> Result<()> {
    crate::consults::ringing::sweep(cx).await
}

/// Every kind of job, and the room that does it.
async fn by_name(cx: &Cx, job: &ClaimedJob) -> Result<()> {
    match job.kind.as_str() {
        crate::chat::indexing::JOB => crate::chat::indexing::catch_up(cx).await,
        crate::cases::asking::JOB => crate::cases::asking::carry_out(cx, &job.payload).await,
        _ => Err(Fault::Broken(format!("nobody knows the job {}", job.kind))),
    }
}
