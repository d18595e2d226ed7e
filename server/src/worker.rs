//! Carries out what was queued: letters and jobs. Runs inside `serve`, or alone as `kith worker`.

use std::time::{Duration, Instant};

use backend::outbox::{self, Outcome};
use backend::ports::Hint;
use backend::{Cx, jobs};
use tokio::sync::watch;

use crate::bus::LocalBus;
use crate::mail::Mailer;

/// Without a hint the queue is looked at this often: other machines and due times give none.
const LOOK: Duration = Duration::from_secs(2);
/// Letters that are claimed at once.
const LETTERS: u64 = 20;
/// Half of the time for which they are claimed: one letter takes less than the other half.
const CLAIMED: Duration = Duration::from_secs(60);

/// What the clock makes due is looked for this often.
const TICK: Duration = Duration::from_secs(30);

/// What cannot wait for that, calls that ring, is looked at this often.
const BEAT: Duration = Duration::from_secs(1);

/// Works until it is told to stop; what was begun is finished, and what was claimed but not begun is left to its lease.
pub async fn run(cx: Cx, mailer: Mailer, bus: LocalBus, stop: watch::Receiver<bool>) {
    // A mail server that takes a minute must not let a telephone ring for a minute.
    tokio::join!(beat(cx.clone(), stop.clone()), work(cx, mailer, bus, stop));
}

async fn beat(cx: Cx, stop: watch::Receiver<bool>) {
    let mut stopped = stop.clone();
    while !*stop.borrow() {
        if let Err(why) = jobs::beat(&cx).await {
            tracing::warn!(?why, "the worker could not look for what rings");
        }
        tokio::select! {
            () = tokio::time::sleep(BEAT) => {}
            _ = stopped.changed() => {}
        }
    }
}

async fn work(cx: Cx, mailer: Mailer, bus: LocalBus, stop: watch::Receiver<bool>) {
    let (mut hints, mut stopped) = (bus.listen(), stop.clone());
    let mut ticked: Option<std::time::Instant> = None;
    while !*stop.borrow() {
        if ticked.is_none_or(|at| at.elapsed() >= TICK) {
            ticked = Some(std::time::Instant::now());
            if let Err(why) = jobs::tick(&cx).await {
                tracing::warn!(?why, "the worker could not look for what is due");
            }
        }
        if let Err(why) = drain_until(&cx, &mailer, &stop).await {
            tracing::warn!(?why, "the worker could not reach its queue");
        }
        let hint = async { while !matches!(hints.recv().await, Ok(Hint::Work) | Err(_)) {} };
        tokio::select! {
            _ = tokio::time::timeout(LOOK, hint) => {}
            _ = stopped.changed() => {}
        }
    }
}

/// Does everything that is due now.
pub async fn drain(cx: &Cx, mailer: &Mailer) -> backend::Result<()> {
    drain_until(cx, mailer, &watch::channel(false).1).await
}

async fn drain_until(cx: &Cx, mailer: &Mailer, stop: &watch::Receiver<bool>) -> backend::Result<()> {
    while !*stop.borrow() {
        let letters = outbox::claim_letters(cx, LETTERS).await?;
        let job = outbox::claim_job(cx).await?;
        if letters.is_empty() && job.is_none() {
            return Ok(());
        }
        if let Some(job) = job {
            let outcome = jobs::carry_out(cx, &job).await;
            if let Outcome::Failed(why) | Outcome::Retry(why) = &outcome {
                tracing::warn!(kind = job.kind, why, "a job did not succeed");
            }
            outbox::settle_job(cx, job.id, outcome).await?;
        }
        let claimed = Instant::now();
        for letter in letters {
            if *stop.borrow() {
                return Ok(());
            }
            // A slow mail server: the rest is left to its lease, so that no other machine sends it at the same time.
            if claimed.elapsed() > CLAIMED {
                break;
            }
            let outcome = mailer.send(&letter).await;
            if let Outcome::Failed(why) | Outcome::Retry(why) = &outcome {
                tracing::warn!(letter = %letter.id, kind = letter.kind, why, "a letter was not sent");
            }
            outbox::settle(cx, letter.id, outcome).await?;
        }
    }
    Ok(())
}
