//! What happens once a second, whatever is heard.

use std::collections::HashMap;
use std::sync::Weak;
use std::time::Duration;

use backend::chat::queries;
use backend::rights;
use domain::id::RoomId;
use domain::live::close;

use super::ear::{End, Topic};
use super::frame;
use super::switchboard::{Board, Switchboard};
use crate::bus::Said;

/// How often a quiet socket is tried; one that is silent for twice as long is closed.
const PING: u32 = 25;
/// Rights are looked at again this often without any sign that they changed. Every known change is heard of within a second.
const LOOK: u32 = 60;
/// Other machines say this often who they hold.
const HERE: u32 = 10;
impl Switchboard {
    /// Lines whose hint was lost: one look for all rooms.
    async fn look_for_lost(&self) -> backend::Result<()> {
        let lines = self.all_rooms();
        if !lines.is_empty() {
            let last: HashMap<RoomId, i64> = queries::last_of(&self.cx, lines.iter().map(|line| line.room)).await?;
            for line in lines {
                if last.get(&line.room).is_some_and(|rev| *rev > line.state().told) {
                    line.wake(self);
                }
            }
        }
        self.all_hours().iter().for_each(|line| line.wake(self));
        self.look_at_calls(&self.calls.known()).await
    }

    /// Once a second.
    async fn second(&self, now: u32) {
        let clock = self.now();
        for ear in self.ears() {
            if clock.saturating_sub(ear.heard()) > 2 * PING {
                ear.end(End(close::SLOW, "silent"));
            } else if let Some(end) = ear.judge() {
                ear.end(end);
            } else if ear.id % PING == now % PING {
                ear.tell(Topic::Line, 1, &frame::PING.into());
            }
            if ear.id % LOOK == now % LOOK {
                ear.look();
            }
        }
        for line in self.all_rooms() {
            line.tick(self);
        }
        // On SQLite there is one process, whose own hints are never lost but in a flood.
        let lost_every = if self.cx.store.is_shared() { 2 } else { 20 };
        if now.is_multiple_of(lost_every)
            && let Err(why) = self.look_for_lost().await
        {
            tracing::warn!(?why, "rooms could not be looked at");
        }
        if let Err(why) = self.look_back_at_rights().await {
            tracing::warn!(?why, "changes of rights could not be looked at");
        }
        if now.is_multiple_of(HERE) {
            self.hear_said(Said::WhoIsHere(None));
        }
        if now % 300 == 299
            && let Err(why) = rights::forget_old(&self.cx).await
        {
            tracing::warn!(?why, "old changes of rights could not be forgotten");
        }
    }
}

/// Ticks until the switchboard is gone.
pub(super) async fn tick(board: Weak<Board>) {
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for now in 0.. {
        seconds.tick().await;
        let Some(board) = board.upgrade().map(Switchboard::of) else { return };
        board.second(now).await;
    }
}
