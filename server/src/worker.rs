//! Carries out what was queued: letters and jobs. Runs inside `serve`, or alone as `kith worker`.

use std::time::Duration;

use backend::outbox::{self, Outcome};
use backend::ports::Hint;
use backend::{Cx, jobs};

use crate::bus::LocalBus;
use crate::mail::Mailer;

/// Without a hint the queue is looked at this often: other machines and due times give none.
const LOOK: Duration = Duration::from_secs(2);

/// What the clock makes due is looked for this often.
const TICK: Duration = Duration::from_secs(30);

/// Works until the process ends.
pub async fn run(cx: Cx, mailer: Mailer, bus: LocalBus) {
    let mut hints = bus.listen();
    let mut ticked: Option<std::time::Instant> = None;
    loop {
        if ticked.is_none_or(|at| at.elapsed() >= TICK) {
            ticked = Some(std::time::Instant::now());
            if let Err(why) = jobs::tick(&cx).await {
                tracing::warn!(?why, "the worker could not look for what is due");
            }
        }
        if let Err(why) = drain(&cx, &mailer).await {
            tracing::warn!(?why, "the worker could not reach its queue");
        }
        let hint = async { while !matches!(hints.recv().await, Ok(Hint::Work) | Err(_)) {} };
        let _ = tokio::time::timeout(LOOK, hint).await;
    }
}

/// Does everything that is due now.
pub async fn drain(cx: &Cx, mailer: &Mailer) -> backend::Result<()> {
    loop {
        let letters = outbox::claim_letters(cx, 20).await?;
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
        for letter in letters {
            let outcome = mailer.send(&letter).await;
            if let Outcome::Failed(why) | Outcome::Retry(why) = &outcome {
                tracing::warn!(letter = %letter.id, kind = letter.kind, why, "a letter was not sent");
            }
            outbox::settle(cx, letter.id, outcome).await?;
        }
    }
}
