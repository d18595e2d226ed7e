//! The ways in that a person takes: the join button, "I'm here", "I'm leaving", and afterwards "I was there".

use chrono::Duration;
use domain::id::{PersonId, SessionId};
use domain::presence::Way;

use super::super::hour::{self, Shown};
use super::super::reach::{self, ReachedSession};
use super::super::video;
use super::hand::{self, Mark};
use super::spans;
use super::truth::Truth;
use crate::programs::reach::Ask;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// So long after a session people may still answer that they were there.
pub const ANSWER: Duration = Duration::days(30);

/// Somebody goes to the video: notes when, and answers the address of our own door to it (`session.join_link`). Who only runs the program is not noted.
pub async fn join(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<String> {
    let mut tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.member() && !reached.cohort.coordinator {
        return Err(Fault::Refused("refused-role"));
    }
    if !reached.shows_join_link(cx.now()) {
        return Err(Fault::Conflict("conflict-join-closed"));
    }
    if !video::ways(tx.db(), &reached).await?.video {
        return Err(Fault::Conflict("conflict-way-unset"));
    }
    if reached.cohort.member() {
        spans::begin(&tx, id, viewer.person().ok_or(Fault::SignIn)?, Way::Join).await?;
        hour::touch(&mut tx, Shown::Session(id)).await?;
    }
    tx.commit().await?;
    Ok(format!("/cohorts/{slug}/sessions/{id}/join"))
}

/// "I'm here": a member, while the session is open (`attendance.checkin`).
pub async fn check_in(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let (_, person) = open(&tx, viewer, slug, id).await?;
    spans::begin(&tx, id, person, Way::Here).await?;
    hour::touch(&mut tx, Shown::Session(id)).await?;
    tx.commit().await
}

/// "I'm leaving": closes what they opened by themselves. Pressed twice, or before coming, it does nothing.
pub async fn leave(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let (_, person) = open(&tx, viewer, slug, id).await?;
    for way in [Way::Join, Way::Here] {
        spans::end(&tx, id, person, way).await?;
    }
    hour::touch(&mut tx, Shown::Session(id)).await?;
    tx.commit().await
}

/// A member of an open session.
async fn open(tx: &Tx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<(ReachedSession, PersonId)> {
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.member() {
        return Err(Fault::Refused("refused-role"));
    }
    if !reached.is_open(tx.cx().now()) {
        return Err(Fault::Conflict("conflict-check-in-closed"));
    }
    let person = viewer.person().ok_or(Fault::SignIn)?;
    Ok((reached, person))
}

/// "I was there": an answer afterwards (`attendance.claim`). It counts for nothing by itself; those who run the session see it, and no letter
/// tells this person that they were missed.
pub async fn claim(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.participant {
        return Err(Fault::Refused("refused-role"));
    }
    if !may_claim(&reached, cx) {
        return Err(Fault::Conflict("conflict-claim-closed"));
    }
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let truth = Truth::of(tx.db(), cx.now(), &reached.cohort.program_row, std::slice::from_ref(&reached.row)).await?;
    let known = truth.about(id, person);
    if known.claimed || known.verdict == Some(true) {
        return Ok(());
    }
    hand::write(&tx, viewer, Mark { session: id, person, source: "claim", minutes: 0.0, present: true, reason: "" }).await?;
    tx.commit().await
}

/// Whether the time to answer is now.
pub(crate) fn may_claim(reached: &ReachedSession, cx: &Cx) -> bool {
    let (end, now) = (reached.ends_at(), cx.now());
    reached.row.state != "cancelled" && now >= end && now <= end + ANSWER
}
