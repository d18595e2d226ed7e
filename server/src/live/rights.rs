//! That rights changed: who is held back until it was looked at, and what the doors of rooms look at.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use backend::chat::reach::{self, Doorway};
use backend::ports::Hint;
use backend::{Fault, rights};
use domain::id::RoomId;
use uuid::Uuid;

use super::switchboard::{Switchboard, locked};

impl Switchboard {
    /// Holds back everything for whoever may have lost a right, until it was looked at.
    pub(super) fn suspect(&self, hint: &Hint) {
        self.viewers.changed(hint);
        if matches!(hint, Hint::Seats(_) | Hint::Cohort(_)) {
            self.suspicions.fetch_add(1, Ordering::AcqRel);
        }
        match hint {
            Hint::Person(person) => self.ears_of(*person).iter().for_each(|ear| ear.suspect()),
            Hint::Seats(room) => {
                if let Some(line) = self.known_room(*room) {
                    line.state().audience.seats().iter().for_each(|seat| seat.ear.suspect());
                }
            }
            Hint::Cohort(cohort) => {
                for line in self.all_rooms().iter().filter(|line| line.cohort == Some(*cohort)) {
                    line.state().audience.seats().iter().for_each(|seat| seat.ear.suspect());
                }
                self.all_hours().iter().for_each(|line| line.audience().seats().iter().for_each(|seat| seat.ear.suspect()));
            }
            _ => {}
        }
    }

    /// Reads which rights changed, on whatever machine, and holds back those whom it concerns. Asked before anything is told.
    pub async fn look_at_rights(&self) -> backend::Result<()> {
        self.suspect_new(&rights::newest(&self.cx).await?);
        Ok(())
    }

    /// What the door of a room looks at, read after this was asked, and after it was read which rights changed; together with whoever else
    /// comes to a door at this moment. With it the suspicions so far, for `suspected_since`.
    pub async fn doorway(&self, room: RoomId) -> backend::Result<(u64, Arc<Doorway>)> {
        let board = self.clone();
        let read = move |rooms: Vec<RoomId>| {
            let board = board.clone();
            async move {
                board.look_at_rights().await?;
                let suspicions = board.suspicions.load(Ordering::Acquire);
                let found = reach::doorways(board.cx.db(), &rooms).await?;
                Ok(found.into_iter().map(|(room, doorway)| (room, (suspicions, Arc::new(doorway)))).collect())
            }
        };
        self.doorways.ask(room, read).await?.ok_or(Fault::Missing)
    }

    /// Whether anybody who sits in a room was held back since: whoever was just taking a seat was not among them.
    pub fn suspected_since(&self, suspicions: u64) -> bool {
        self.suspicions.load(Ordering::Acquire) != suspicions
    }

    /// The same over some minutes, once a second; older ones need not be known any more.
    pub(super) async fn look_back_at_rights(&self) -> backend::Result<()> {
        let recent = rights::recent(&self.cx).await?;
        self.suspect_new(&recent);
        let recent: HashSet<Uuid> = recent.into_iter().map(|change| change.id).collect();
        let mut known = locked(&self.changes);
        if known.len() > 2 * recent.len() + 1000 {
            *known = recent;
        }
        Ok(())
    }

    fn suspect_new(&self, changes: &[rights::Change]) {
        let mut known = locked(&self.changes);
        changes.iter().filter(|change| known.insert(change.id)).for_each(|change| self.suspect(&change.hint));
    }
}
