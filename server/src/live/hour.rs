//! The line of one session's hour: its state is read once for each change, encoded once, and every screen gets the same bytes.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::id::{PersonId, SessionId};
use domain::live::Tell;

use super::audience::{Audience, Batch, Seat};
use super::ear::Topic;
use super::room::{Shift, Work};
use super::switchboard::Switchboard;
use super::{frame, plugs};

/// The hour of a session that somebody watches.
pub struct HourLine {
    session: SessionId,
    told: AtomicI64,
    audience: Mutex<Audience>,
    work: Work,
    /// One reading of votes at a time, so that an older one is never told behind a newer one.
    votes: tokio::sync::Mutex<()>,
}

impl HourLine {
    /// A line that has told nothing yet.
    pub fn new(session: SessionId) -> Self {
        Self { session, told: AtomicI64::new(0), audience: Mutex::default(), work: Work::default(), votes: tokio::sync::Mutex::default() }
    }

    /// Who watches.
    pub fn audience(&self) -> MutexGuard<'_, Audience> {
        self.audience.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to watch: takes the seat first and reads then, so that nothing falls between.
    pub async fn enter(&self, board: &Switchboard, seat: &Arc<Seat>, after: i64) -> backend::Result<()> {
        self.audience().take(seat.clone());
        if let Some((version, state)) = plugs::hour(&board.cx, self.session, after).await?
            && seat.sent.fetch_max(version, Ordering::AcqRel) < version
        {
            seat.ear.tell(Topic::Hour(self.session), 1, &frame::text(&Tell::Hour { session: self.session, version, state }));
            // Whoever was away may have voted on another device meanwhile.
            self.tell_votes(board, seat.ear.person).await?;
        }
        Ok(())
    }

    /// Tells a person what they chose, on each of their screens and on nobody else's.
    pub async fn tell_votes(&self, board: &Switchboard, person: PersonId) -> backend::Result<()> {
        let seats: Vec<Arc<Seat>> = self.audience().seats().iter().filter(|s| s.ear.person == person).cloned().collect();
        if seats.is_empty() {
            return Ok(());
        }
        let _turn = self.votes.lock().await;
        let choices = plugs::votes(&board.cx, self.session, person).await?;
        let bytes = frame::text(&Tell::Votes { session: self.session, choices });
        seats.iter().filter(|s| !s.is_gone()).for_each(|s| s.ear.tell(Topic::Hour(self.session), 1, &bytes));
        Ok(())
    }

    /// Something changed: reads and tells it.
    pub fn wake(self: &Arc<Self>, board: &Switchboard) {
        if self.work.begin() {
            let (line, board) = (self.clone(), board.clone());
            tokio::spawn(async move { line.work(&board).await });
        }
    }

    async fn work(self: Arc<Self>, board: &Switchboard) {
        let _shift = Shift(&self.work);
        loop {
            self.work.look();
            if let Err(why) = self.tell_change(board).await {
                tracing::warn!(?why, "an hour could not be read; it is tried again");
                tokio::time::sleep(Duration::from_millis(500)).await;
                if !self.audience().seats().is_empty() {
                    self.work.begin();
                }
            }
            if self.work.rest() {
                return;
            }
        }
    }

    async fn tell_change(&self, board: &Switchboard) -> backend::Result<()> {
        let told = self.told.load(Ordering::Acquire);
        let Some((version, state)) = plugs::hour(&board.cx, self.session, told).await? else { return Ok(()) };
        board.look_at_rights().await?;
        let bytes = frame::text(&Tell::Hour { session: self.session, version, state });
        self.told.store(version, Ordering::Release);
        let audience = self.audience().clone();
        audience.tell(Topic::Hour(self.session), Batch::one(version, bytes)).await;
        Ok(())
    }
}
